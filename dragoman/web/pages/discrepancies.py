"""A request → what a desk officer would query: the discrepancies on record, the newest reports first."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response

from dragoman.api import Ledger
from dragoman.harmless import clean
from dragoman.model import Discrepancy, Entry
from dragoman.web.desk import Desk
from dragoman.web.pages.items import Item, Words, place, reference
from dragoman.web.pages.leaf import asked as page_asked
from dragoman.web.pages.leaf import turned
from dragoman.wording import outlet, published

PAGE, LAST = 50, 200
"""Discrepancies on one page, and the last page one can leaf to."""


def discrepancies(desk: Desk, request: Request) -> Response:
    """Discrepancies, the newest reports first."""
    number = page_asked(request, LAST)
    limit = number * PAGE + 1
    found = desk.ledger.search(kinds=["discrepancy"], as_of=desk.asof(request), limit=limit)
    shown = found[(number - 1) * PAGE : number * PAGE]
    return desk.render(
        request, "discrepancies.html", items=tuple(items(desk.ledger, shown)), number=number,
        less=turned(request, number - 1) if number > 1 else "",
        more=turned(request, number + 1) if len(found) > number * PAGE else "",
    )  # fmt: skip


def items(ledger: Ledger, entries: Sequence[Entry]) -> Iterator[Item]:
    """Yield discrepancies as rows; what a report has several times, and nobody judged, in one."""
    marks = ledger.marks(entries)
    for _, alike in groupby(entries, key=lambda entry: _kind(entry, marks)):
        first, *more = alike
        yield replace(_item(first), mark=marks.get(first.finding.id, ""), left=len(more))


def _kind(entry: Entry, marks: Mapping[str, str]) -> Hashable:
    """Return what rows of one kind have in common."""
    found = entry.finding
    return found.id if found.id in marks else (entry.report.id, getattr(found, "reason", ""), found.evidence.quote)


def _item(entry: Entry) -> Item:
    found = entry.finding
    if not isinstance(found, Discrepancy):
        raise TypeError(f"{found.kind} is no discrepancy")
    against, source = reference(found)
    return Item(
        label=found.discrepancy, state=found.severity, text=clean(found.reason),
        words=Words.of(found.evidence, found.sentence), remark=outlet(entry.report),
        date=published(entry.report), href=place(entry.report.id, found.evidence), against=against,
        source=source,
    )  # fmt: skip
