"""Print what the briefs of a ledger's reports cost, in CPU time: python bench/briefs.py [LEDGER] [--reports 100]."""

from __future__ import annotations

import argparse
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path
from time import process_time

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import dragoman
from dragoman.brief import written


def main() -> None:
    """Brief the reports with the long length, from the ledger to Markdown, and print the sum."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger", nargs="?", type=Path, help="a ledger; without one, the samples are read")
    parser.add_argument("--reports", type=int, default=100, help="how many; a smaller ledger is gone through again")
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        dragoman.open(asked.ledger or Path(folder) / "samples.db") as ledger,
    ):
        if asked.ledger is None:
            ledger.read(ROOT / "samples")
        _measure(ledger, asked.reports)


def _measure(ledger: dragoman.Ledger, number: int) -> None:
    heads = list(islice(cycle(ledger.reports(limit=number)), number))
    start, sentences = process_time(), 0
    for head in heads:
        made = ledger.brief(head.id, length="long")
        written(made)
        sentences += sum(len(part.sentences) for part in made.sections if not part.marks)
    spent = process_time() - start
    print(f"{number} briefs, {sentences / number:.1f} sentences each, checked and written: {spent:.2f} s of CPU time")


if __name__ == "__main__":
    main()
