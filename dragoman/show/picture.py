"""Dialogue → what a picture of it shows, and its table: stances, meetings, gaps in contact, new holders of offices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from dragoman.group import Dialogue, Line, Meeting
from dragoman.group.dates import bounds
from dragoman.model import Position
from dragoman.show.meetings import happened, who_where
from dragoman.wording import name, outlet, published

Lane = Literal["stance", "meeting", "gap", "office"]
QUIET = 180
"""Days between two meetings held from which a dialogue counts as without contact."""
WIDEST = 92
"""Days that a date may span to be drawn as one."""
BEYOND = timedelta(days=400)
"""How far before the first and after the last report something is drawn: a wrong year must not squash the rest."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing of the picture and one row of its table: the lane and row it stands in, its day (None: the table has it
    only) and, of a gap, the last; its state; what it says; its source; `claimed` by another side, or `contested`."""

    lane: Lane
    row: str
    state: str
    words: str
    day: date | None
    until: date | None = None
    source: str = ""
    doubtful: bool = False
    key: str = ""

    @property
    def when(self) -> str:
        """The day or stretch as the table writes it."""
        if self.day is None:
            return "undated"
        return f"{self.day}/{self.until}" if self.until else self.day.isoformat()


@dataclass(frozen=True, slots=True)
class Picture:
    """The marks of a dialogue, the sides in order, the first and last day drawn (None where nothing bears a date)."""

    sides: tuple[tuple[str, str], ...]
    marks: tuple[Mark, ...]
    first: date | None
    last: date | None

    @property
    def left_out(self) -> int:
        """Marks that the table has and the picture has not: without a date, or far outside."""
        return sum(not self.drawn(mark) for mark in self.marks)

    def drawn(self, mark: Mark) -> bool:
        """Tell whether the mark's day is among those drawn."""
        return bool(mark.day and self.first and self.last and self.first <= mark.day <= self.last)


def picture(found: Dialogue) -> Picture:
    """Return what is shown of a dialogue, in order of time, the undated last."""
    marks = [*_stances(found), *_meetings(found), *_gaps(found), *_offices(found)]
    ordered = tuple(sorted(marks, key=lambda mark: (mark.day is None, mark.day or date.min, mark.lane)))
    first, last = _window(found, ordered)
    return Picture(tuple((side.code, side.name) for side in found.sides), ordered, first, last)


def _stances(found: Dialogue) -> Iterator[Mark]:
    for side in found.sides:
        dated = {line.finding.id for line in side.record}
        undated = [stand.line for stand in side.positions if stand.line.finding.id not in dated and not stand.line.date]
        for line in (*side.record, *undated):
            yield _stance(side.code, line)


def _stance(code: str, line: Line[Position]) -> Mark:
    claim = f", claimed by {name(line.voice)}" if line.claimed else ""
    words = f"{name(line.finding.holder)} {line.finding.stance} on {line.finding.matter}{claim}"
    return Mark(
        "stance", code, line.finding.stance, words, _day(line.date), source=_source(line), doubtful=line.claimed,
        key=line.finding.id,
    )  # fmt: skip


def _meetings(found: Dialogue) -> Iterator[Mark]:
    for one in found.meetings:
        words = f"{who_where(one, found.parties)}, {happened(one)}"
        yield Mark(
            "meeting", one.level or "level not told", one.status, words, _day(one.line.date),
            source=_source(one.line), doubtful=one.contested, key=one.id,
        )  # fmt: skip


def _gaps(found: Dialogue) -> Iterator[Mark]:
    """Stretches between two meetings held in which none is on record."""
    held = sorted({day for one in found.meetings if _is_held(one) and (day := _day(one.line.date))})
    for before, after in pairwise(held):
        if (after - before).days >= QUIET:
            yield Mark("gap", "", "no meeting", f"{_length(before, after)} without a meeting on record", before, after)


def _offices(found: Dialogue) -> Iterator[Mark]:
    for change in found.offices:
        before = f" (before: {change.before})" if change.before else ""
        words = f"{change.office}: {change.name}{before}"
        yield Mark("office", change.side, change.name, words, _day(change.day), source=change.source)


def _is_held(meeting: Meeting) -> bool:
    return meeting.status in {"held", "ongoing"}


def _length(first: date, last: date) -> str:
    months = round((last - first).days / 30.44)
    return f"{months} months" if months < 24 else f"{months / 12:.1f} years".replace(".0", "")


def _day(edtf: str | None) -> date | None:
    """The first day a date can mean; None where it is too wide to stand on one."""
    known = bounds(edtf)
    if known is None or known[0] < "0001" or known[1].startswith("9999"):
        return None
    first, last = map(date.fromisoformat, known)
    return first if (last - first).days <= WIDEST else None


def _source(line: Line[Position] | Line) -> str:  # type: ignore[type-arg]
    return f"{outlet(line.report)} {published(line.report)} ({line.report.id[:8]})"


def _window(found: Dialogue, marks: tuple[Mark, ...]) -> tuple[date | None, date | None]:
    days = [mark.day for mark in marks if mark.day and mark.lane in {"stance", "meeting"}]
    told = [day for report in found.reports if (day := _day((report.published or "")[:10]))]
    if not days:
        return None, None
    low, high = (min(told), max(told)) if told else (min(days), max(days))
    near = [day for day in days if low - BEYOND <= day <= high + BEYOND] or days
    return min(near), max(near)
