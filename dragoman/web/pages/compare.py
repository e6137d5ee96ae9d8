"""A meeting or story → those it may be the same as, and what people said of it and others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter

from dragoman.api import Ledger
from dragoman.errors import NotFound
from dragoman.group import Meeting
from dragoman.group.dates import bounds, moved
from dragoman.harmless import clean
from dragoman.ledger import Subject
from dragoman.model import Story
from dragoman.parties import label
from dragoman.web.shared import SharedLedger
from dragoman.wording import day as day_of
from dragoman.wording import parties, phrase, title

OFFERED = 12
"""Other meetings one can choose from, the nearest in time first."""
NEAR = 10
"""Days around a story in which others are offered."""


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


class Nearby:
    """Meetings, by the days they bear."""

    def __init__(self, meetings: Sequence[Meeting]) -> None:
        dated = [(_ordinal(one), one.id, one) for one in meetings]
        self._dated = sorted((one for one in dated if one[0]), key=itemgetter(0, 1))
        self._undated = sorted((one for one in dated if not one[0]), key=itemgetter(1))
        self._days = [day for day, _, _ in self._dated]

    def to(self, found: Meeting) -> Iterator[Choice]:
        """Yield those nearest in time to one of them, the nearest first, those without a date last."""
        day = _ordinal(found)
        at = bisect_left(self._days, day)
        around = self._dated[max(at - OFFERED, 0) : at + OFFERED + 1] if day else self._dated[: OFFERED + 1]
        near = sorted(around, key=lambda one: (abs(one[0] - day) if day else 0, one[1]))
        others = [one for _, key, one in (*near, *self._undated[: OFFERED + 1]) if key != found.id]
        for one in others[:OFFERED]:
            yield Choice(one.id, f"{day_of(one.when or one.line.date)}: {parties(one.participants)} ({one.status})")


def near_stories(ledger: SharedLedger, found: Story, actors: Sequence[str]) -> tuple[Choice, ...]:
    """Return other stories of about the same days and the same actors, looked for once."""
    head = found.head
    if not (head.first and head.last):
        return ()
    since, until = _days(head.first, -NEAR), _days(head.last, NEAR)

    def near() -> tuple[Choice, ...]:
        stories = ledger.stories(actors=actors, since=since, until=until, limit=OFFERED + 1)
        return tuple(Choice(one.id, f"{one.last}: {clean(one.title)}") for one in stories if one.id != head.id)

    return ledger.once(("near", head.id, *actors), near, len)


def said(ledger: Ledger, meeting: str, told: Iterable[str]) -> Iterator[Compared]:
    """Yield what people said of a meeting (its id, and those of the findings that tell it) and others, the newest
    first."""
    return _said(ledger, "meeting", {f"m{key}" for key in told} | {meeting})


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
    return moved(date.fromisoformat(day_), timedelta(days=by)).isoformat()


def _ordinal(one: Meeting) -> int:
    """The number of a meeting's last day, 0 where it bears none."""
    known = bounds(one.when or one.line.date)
    return date.fromisoformat(known[1]).toordinal() if known else 0
