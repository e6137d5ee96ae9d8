"""A first and a last day and a stretch of pixels → where a day stands, and ticks a reader can count by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.group.dates import moved
from dragoman.wording import MONTHS

LEAST = timedelta(days=28)
"""The shortest stretch an axis shows."""
ROOM = 58
"""Pixels between two ticks at least."""
STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000)
"""Months between ticks: the first that leaves room."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis and its label."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from `first` to `last` laid out from pixel `left` to pixel `right`."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Return where a day stands."""
        return self.left + (self.right - self.left) * ((day - self.first).days / (self.last - self.first).days)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The first days of months or years that have room."""
        per_month = (self.right - self.left) / ((self.last - self.first).days / 30.44)
        step = next((months for months in STEPS if months * per_month >= ROOM), STEPS[-1])
        return tuple(Tick(self.x(day), _label(day, step)) for day in self._firsts(step))

    def _firsts(self, step: int) -> Iterator[date]:
        number = -(-(self.first.year * 12 + self.first.month - 1) // step) * step
        while number // 12 <= min(self.last.year, date.max.year):
            day = date(number // 12, number % 12 + 1, 1)
            if self.first <= day <= self.last:
                yield day
            number += step


def axis(first: date, last: date, left: float, right: float) -> Axis:
    """Return an axis with a little room at both ends, so that no mark is cut."""
    missing = max(LEAST - (last - first), timedelta(0)) / 2
    spare = (last - first + 2 * missing) * 0.03
    return Axis(moved(first, -(missing + spare)), moved(last, missing + spare), left, right)


def _label(day: date, step: int) -> str:
    if step >= 12:
        return str(day.year)
    return f"{MONTHS[day.month - 1]} {day.year}" if day.month == 1 or step == 1 else MONTHS[day.month - 1]
