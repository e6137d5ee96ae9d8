"""A meeting or story → those it may be the same as, and what people said of it and others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.api import Ledger
from dragoman.errors import NotFound
from dragoman.group import Meeting
from dragoman.group.actors import side
from dragoman.group.dates import bounds
from dragoman.group.folding import entries
from dragoman.harmless import clean
from dragoman.ledger import Subject
from dragoman.model import Story
from dragoman.parties import label
from dragoman.wording import day, parties, phrase, title

OFFERED = 12
"""Other meetings one can choose from, the nearest in time first."""
NEAR = 10
"""Days around a story in which others are offered."""
FAR = 10_000
"""Days from a meeting that bears no date."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Another meeting: its id, and what it is called."""

    id: str
    says: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What somebody said of two: the verdict's number, the verdict, who, when, why, the other one and its name."""

    number: int
    verdict: str
    by: str
    at: str
    why: str
    other: str
    called: str


def near(ledger: Ledger, found: Meeting, as_of: str | None) -> Iterator[Choice]:
    """Yield other meetings of the same sides, the nearest in time first."""
    codes = list(dict.fromkeys(code for ref in found.participants if (code := side(ref))))[:2]
    others = [one for one in ledger.meetings(*codes, as_of=as_of) if one.id != found.id] if codes else []
    for one in sorted(others, key=lambda one: (_apart(found, one), one.id))[:OFFERED]:
        yield Choice(one.id, f"{day(one.when or one.line.date)}: {parties(one.participants)} ({one.status})")


def near_stories(ledger: Ledger, found: Story, actors: Sequence[str]) -> Iterator[Choice]:
    """Yield other stories of about the same days and the same actors."""
    head = found.head
    if head.first and head.last:
        since, until = _days(head.first, -NEAR), _days(head.last, NEAR)
        for one in ledger.stories(actors=actors, since=since, until=until, limit=OFFERED + 1):
            if one.id != head.id:
                yield Choice(one.id, f"{one.last}: {clean(one.title)}")


def said(ledger: Ledger, found: Meeting) -> Iterator[Compared]:
    """Yield what people said of this meeting and others, the newest first."""
    told = {entry.finding.id for step in found.history for entry in entries(step.line)}
    return _said(ledger, "meeting", {f"m{key}" for key in told} | {found.id})


def said_of_story(ledger: Ledger, found: Story) -> Iterator[Compared]:
    """Yield what people said of this story, or of its reports, and others, the newest first."""
    return _said(ledger, "story", {found.head.id} | {one.report.id for one in found.members})


def called(ledger: Ledger, subject: Subject, key: str) -> str:
    """Return what a meeting, actor or story, or a report of one, is called; its id where it is not there."""
    try:
        if subject == "meeting":
            return phrase(ledger.entry(key.removeprefix("m")).finding)
        if subject == "actor":
            return label(key)
        head = ledger.heads([key]).get(key)
        return title(head) if head else clean(ledger.story(key).head.title)
    except NotFound:
        return key


def _said(ledger: Ledger, subject: Subject, own: Set[str]) -> Iterator[Compared]:
    for one in reversed(ledger.compared(subject)):
        two = _key(subject, one.finding), _key(subject, one.other or "")
        if not own.isdisjoint(two):
            other = next((key for key in two if key not in own), two[1])
            yield Compared(
                one.number or 0, one.verdict, one.by, (one.at or "")[:10], one.why or "", other,
                called(ledger, subject, other),
            )  # fmt: skip


def _key(subject: Subject, key: str) -> str:
    return f"m{key.removeprefix('m')}" if subject == "meeting" else key


def _days(day_: str, by: int) -> str:
    return (date.fromisoformat(day_) + timedelta(days=by)).isoformat()


def _apart(one: Meeting, other: Meeting) -> int:
    """Days between two meetings."""
    days = [bounds(each.when or each.line.date) for each in (one, other)]
    first, second = (date.fromisoformat(known[1]) if known else None for known in days)
    return abs((first - second).days) if first and second else FAR
