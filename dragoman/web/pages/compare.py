"""A meeting → those it may be the same as, and what people said of it and others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dragoman.api import Ledger
from dragoman.group import Meeting
from dragoman.group.actors import side
from dragoman.group.dates import bounds
from dragoman.group.folding import entries
from dragoman.wording import day, parties

OFFERED = 12
"""Other meetings one can choose from, the nearest in time first."""
FAR = 10_000
"""Days from a meeting that bears no date."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Another meeting: its id, and what it is called."""

    id: str
    says: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What somebody said of two meetings: the verdict's number, the verdict, who, when, why, and the other meeting."""

    number: int
    verdict: str
    by: str
    at: str
    why: str
    other: str


def near(ledger: Ledger, found: Meeting, as_of: str | None) -> Iterator[Choice]:
    """Yield other meetings of the same sides, the nearest in time first."""
    codes = list(dict.fromkeys(code for ref in found.participants if (code := side(ref))))[:2]
    others = [one for one in ledger.meetings(*codes, as_of=as_of) if one.id != found.id] if codes else []
    for one in sorted(others, key=lambda one: (_apart(found, one), one.id))[:OFFERED]:
        yield Choice(one.id, f"{day(one.when or one.line.date)}: {parties(one.participants)} ({one.status})")


def said(ledger: Ledger, found: Meeting) -> Iterator[Compared]:
    """Yield what people said of this meeting and others, the newest first."""
    told = {entry.finding.id for step in found.history for entry in entries(step.line)} | {found.id.removeprefix("m")}
    for one in reversed(ledger.compared("meeting")):
        two = one.finding.removeprefix("m"), (one.other or "").removeprefix("m")
        if told.intersection(two):
            other = next((key for key in two if key not in told), two[0])
            yield Compared(one.number or 0, one.verdict, one.by, (one.at or "")[:10], one.why or "", f"m{other}")


def _apart(one: Meeting, other: Meeting) -> int:
    """Days between two meetings."""
    days = [bounds(each.when or each.line.date) for each in (one, other)]
    first, second = (date.fromisoformat(known[1]) if known else None for known in days)
    return abs((first - second).days) if first and second else FAR
