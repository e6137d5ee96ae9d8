"""Reports of a file → the whole road into a ledger, and what it found: near-copies, stories, dialogues, meetings.

`python bench/real.py REPORTS [--ledger FILE]` reads only where the ledger is not there yet. Times are CPU seconds.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dragoman.api import Ledger

PAIRS = (("USA", "UKR"), ("USA", "CHN"))
LARGEST = 5


def main() -> int:
    parser = argparse.ArgumentParser(description="Read real reports and print what the dossier rests on.")
    parser.add_argument("reports", type=Path, nargs="?", help="a table or folder of reports")
    parser.add_argument("--ledger", type=Path, default=ROOT / ".demo" / "real.db")
    wanted = parser.parse_args()
    if not wanted.ledger.exists():
        if wanted.reports is None:
            parser.error("there is no ledger yet: name the reports to read (make dossier-real REPORTS=FILE)")
        read(wanted.reports, wanted.ledger)
    with Ledger(wanted.ledger, create=False) as book:
        show(book)
    return 0


def read(reports: Path, ledger: Path) -> None:
    ledger.parent.mkdir(parents=True, exist_ok=True)
    with Ledger(ledger) as book:
        summary = book.read(reports, jobs=None)
    print(f"read {summary.read:,} reports, {summary.quarantined:,} could not be used")


def show(book: Ledger) -> None:
    counts = book.counts()
    print(f"{counts.reports:,} reports, {sum(counts.findings.values()):,} findings")
    stories = book.stories()
    copies = sum(head.copy_of is not None for head in book.reports())
    several = [head for head in stories if head.reports > 1]
    print(f"{copies:,} near-copies; {len(stories):,} stories, {len(several):,} of more than one report")
    for head in sorted(several, key=lambda head: -head.reports)[:LARGEST]:
        print(f"  {head.reports:4d} reports  {head.first} to {head.last}  {head.title}")
    for one, other in PAIRS:
        began = time.process_time()
        found = book.dialogue(one, other)
        took = time.process_time() - began
        print(
            f"{one}-{other}: {found.counts.reports:,} reports, {len(found.meetings):,} meetings, "
            f"{len(found.timeline):,} other events, {len(found.contradictions):,} contradictions ({took:.1f} s)"
        )


if __name__ == "__main__":
    sys.exit(main())
