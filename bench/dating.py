"""Dated reports → how often the days inferred without their date hold it, how wide they are, how many stay open.

`python bench/dating.py FILE [--reports N]` reads a table of reports with `published`, takes the date away and prints
how many of the brackets hold the true day, with those that do not. The sample is drawn with a fixed seed.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dragoman.model import Dated, Report
from dragoman.pipeline import outcome
from dragoman.read import units


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="a table of dated reports")
    parser.add_argument("--reports", type=int, default=300, help="how many are drawn (default 300)")
    parser.add_argument("--seed", type=int, default=11, help="of the draw (default 11)")
    options = parser.parse_args()
    known = list(_dated(options.file))
    drawn = random.Random(options.seed).sample(known, min(options.reports, len(known)))  # noqa: S311 - a draw to repeat
    held, widths, closed_not, unknown = 0, [], 0, 0
    for number, report in enumerate(drawn, 1):
        print(f"\r{number} of {len(drawn)}", end="", file=sys.stderr)
        dated = outcome(replace(report, published=None)).dated
        ends = _ends(dated)
        if ends is None:
            unknown += 1
            continue
        true = date.fromisoformat((report.published or "")[:10])
        held += ends[0] <= true <= ends[1]
        widths += [(ends[1] - ends[0]).days] if ends[1] < date.max else []
        closed_not += ends[1] == date.max
        if not ends[0] <= true <= ends[1]:
            print(f"\rmissed: {report.source} of {report.published}: {dated.edtf}")
    told = len(drawn) - unknown
    widths.sort()
    middle = widths[len(widths) // 2] if widths else 0
    print(f"\r{len(drawn)} reports: {told} bracketed, {unknown} left unknown, {closed_not} open at the end")
    print(f"true day inside: {held} of {told} = {held / (told or 1):.3f}; median width {middle} days, of closed ones")
    return 0


def _dated(path: Path) -> Iterator[Report]:
    for unit in units([path]):
        if isinstance(unit.item, Report) and unit.item.published and len(unit.item.published) >= 10:
            yield unit.item


def _ends(dated: Dated) -> tuple[date, date] | None:
    if dated.edtf is None:
        return None
    first, _, last = dated.edtf.partition("/")
    last = last or first
    return (
        date.min if first == ".." else date.fromisoformat(first),
        date.max if last == ".." else date.fromisoformat(last),
    )


if __name__ == "__main__":
    sys.exit(main())
