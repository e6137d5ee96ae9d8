"""What resolving costs: CPU seconds of each stage over the reports of a file or folder, and the share of resolving.

python bench/resolving.py [PATH]      the samples if not given
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from dragoman import reading
from dragoman.annotate import annotate
from dragoman.extract import extract
from dragoman.resolve import resolve

MOST = 0.10
"""The share of reading that resolving may cost."""


def main() -> int:
    """Print the seconds and the share; exit status 1 where it is more than may be."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "samples"
    reports = [one for one in reading.read(path, lambda issue: None) if one.language in {None, "en"}]
    spent = dict.fromkeys(("annotate", "extract", "resolve"), 0.0)
    for _ in range(2):  # the first turn loads models and tables
        spent = dict.fromkeys(spent, 0.0)
        for report in reports:
            times = [time.process_time()]
            (parsed,) = annotate([report])
            times.append(time.process_time())
            extracted = extract(report, parsed.sentences)
            times.append(time.process_time())
            resolve(extracted, report)
            times.append(time.process_time())
            for stage, before, after in zip(spent, times, times[1:], strict=False):
                spent[stage] += after - before
    share = spent["resolve"] / sum(spent.values())
    print(", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in spent.items()), f"({len(reports)} reports)")
    print(f"resolving costs {share:.1%} of reading; it may cost {MOST:.0%}")
    return int(share > MOST)


if __name__ == "__main__":
    raise SystemExit(main())
