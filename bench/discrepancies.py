"""Reports → the queries of a desk officer by kind and severity, and how many there are in ten reports.

`python bench/discrepancies.py FILE [--jobs N] [--show N]` streams; `--show` prints as many of them, drawn with a fixed
seed, with their words. In official reports nearly every query or alarm is false: the bound is one in ten reports.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dragoman.model import Discrepancy, Outcome
from dragoman.pipeline import run

BOUND = 1.0
"""False alarms in ten reports that a desk officer will bear."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="a table of reports, or a folder")
    parser.add_argument("--jobs", type=int, default=2, help="worker processes (default 2)")
    parser.add_argument("--show", type=int, default=0, help="how many to print (default none)")
    options = parser.parse_args()
    read, counts, lines = 0, Counter[tuple[str, str]](), []
    for step in run([options.file], jobs=options.jobs):
        if not isinstance(step.outcome, Outcome):
            continue
        read += 1
        print(f"\r{read} reports", end="", file=sys.stderr)
        for one in step.outcome.findings:
            if isinstance(one, Discrepancy):
                counts[one.severity, one.discrepancy] += 1
                lines.append(f"{one.severity} {one.discrepancy} [{one.report}] {one.evidence.quote!r}: {one.reason}")
    for line in random.Random(5).sample(lines, min(options.show, len(lines))):  # noqa: S311 - a draw to repeat
        print(f"\r{line}")
    for (severity, kind), count in sorted(counts.items()):
        print(f"\r{severity:<6} {kind:<14} {count:>6}")
    loud = sum(count for (severity, _), count in counts.items() if severity != "note")
    print(f"\r{read} reports: {loud} alarms and queries, {10 * loud / (read or 1):.3f} in ten reports (bound {BOUND})")
    return 0 if 10 * loud <= BOUND * read else 1


if __name__ == "__main__":
    sys.exit(main())
