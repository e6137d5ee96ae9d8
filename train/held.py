"""Write the reports of one fold as a folder that `dragoman evaluate corpus` reads: `python -m train.held FOLDER`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from train.files import fold, parts, reports


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--fold", type=int, default=0, help="0: unseen (default), 1: for validation")
    parser.add_argument("--parts", nargs="+", help="parts of the corpus; by default every one of whole reports")
    args = parser.parse_args(argv)
    args.folder.mkdir(parents=True, exist_ok=True)
    for part in args.parts or parts(given=False):
        lines = [json.dumps(one, ensure_ascii=False) for one in reports(part, None) if fold(one["id"]) == args.fold]
        (args.folder / f"{part}.jsonl").write_text("".join(f"{line}\n" for line in lines), "utf-8")
        print(f"{part}: {len(lines)} reports")
    return 0


if __name__ == "__main__":
    sys.exit(main())
