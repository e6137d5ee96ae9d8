"""TimeML documents → how many dates are read rightly, and how fast, beside `dateparser.search` in the same run.

`python bench/dates.py FOLDER` prints the shares with the right value and the CPU time of both. dateparser gives one
instant for every expression; it counts as right where that instant lies in the day, week, month or year annotated,
which is kinder than the comparison of values to which Dragoman is held.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dragoman.dates import find_dates
from dragoman.errors import DragomanError
from dragoman.evaluate import te3
from dragoman.evaluate.te3 import Dated, Timex
from dragoman.resolve.anchored_dates import date_in

OTHER = "dateparser.search"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="TimeML documents, *.tml")
    try:
        documents = te3.load(parser.parse_args().folder).documents
    except DragomanError as error:
        print(error, file=sys.stderr)
        return 1
    gold = sum(one.type == "DATE" for document in documents for one in document.gold)
    print(f"{len(documents)} documents, {gold} dates; right value, and CPU seconds without loading")
    ours, theirs = _told("dragoman", _ours, documents, gold), _told(OTHER, _theirs, documents, gold)
    print(f"{'ratio':<20} {ours[0] / (theirs[0] or 1):.2f}   {ours[1] / (theirs[1] or 1):.2f}")
    alone = _seconds(_dates_alone, documents)
    print(f"of Dragoman's time the grammar, which gives the tense, takes all but {alone:.2f} s")
    return 0


def _told(name: str, right: Callable[[Dated], int], documents: Sequence[Dated], gold: int) -> tuple[float, float]:
    right(documents[0])  # what is loaded once
    found: list[int] = []
    seconds = _seconds(lambda document: found.append(right(document)), documents)
    print(f"{name:<20} {sum(found):>4} of {gold} = {sum(found) / (gold or 1):.3f}   {seconds:.2f} s")
    return sum(found) / (gold or 1), seconds


def _seconds(work: Callable[[Dated], object], documents: Sequence[Dated]) -> float:
    start = time.process_time()
    for document in documents:
        work(document)
    return time.process_time() - start


def _dates_alone(document: Dated) -> None:
    for span in find_dates(document.text):
        date_in(document.text, span, document.written, "past")


def _ours(document: Dated) -> int:
    return te3.score(document).views["all"].tallies["date: value"].right


def _theirs(document: Dated) -> int:
    """Sentence by sentence, as it loses its way in whole texts; in the past where it must choose, as news is told."""
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": datetime.fromisoformat(document.written[:10]), "PREFER_DATES_FROM": "past"}
    right, at = 0, 0
    for line in document.text.splitlines(keepends=True):
        own = [one for one in document.gold if one.type == "DATE" and at <= one.start < at + len(line)]
        found = search_dates(line.strip(), languages=["en"], settings=settings) or []
        right += sum(any(_same(one, line, at, *hit) for hit in found) for one in own)
        at += len(line)
    return right


def _same(gold: Timex, line: str, at: int, words: str, instant: datetime) -> bool:
    start = line.find(words)
    met = start >= 0 and at + start < gold.end and gold.start < at + start + len(words)
    return met and gold.value in _names(instant)


def _names(day: datetime) -> frozenset[str]:
    """Every TIMEX3 value the day lies in."""
    year, week, weekday = day.isocalendar()
    names = {f"{day:%Y-%m-%d}", f"{day:%Y-%m}", f"{day:%Y}", f"{year}-W{week:02}"}
    names |= {f"{year}-W{week:02}-WE"} if weekday > 5 else set()
    names |= {f"{day:%Y}-Q{(day.month + 2) // 3}", re.sub(r".$", "", f"{day:%Y}"), f"{day:%Y}"[:2]}
    names |= {f"{day:%Y}-{name}" for name, months in _SEASONS.items() if day.month in months}
    return frozenset(names)


_SEASONS = {"SP": (3, 4, 5), "SU": (6, 7, 8), "FA": (9, 10, 11), "WI": (12, 1, 2)}


if __name__ == "__main__":
    sys.exit(main())
