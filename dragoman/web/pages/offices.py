"""Terms of office → a picture of them over time: a line an office, a bar a holder, as wide as the window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from dragoman.gazetteer import Term, surname_of
from dragoman.group.dates import bounds
from dragoman.parties import label

LEADING = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister", "national_security_adviser")
"""Families of offices that are drawn first."""
MOST = 9
"""Offices that are drawn."""
YEARS = 12
"""Years that are drawn at most, the latest: who held an office before stands in the table."""
TICKS = 6
"""Years that are named under the picture, at most."""
EDGE = 2.5
"""Percent of the width at either end where no year is named: it would be cut."""
ROW, HEAD = 46, 22
"""Heights, in pixels, of a line and of the years under them."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A term: where it begins and how wide it is (percent), who held it or when, the same in short for a bar too small
    for that, all of it in words, whether it still runs."""

    x: float
    width: float
    name: str
    short: str
    says: str
    runs: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An office, and its bars; `y` is where they stand, in pixels."""

    title: str
    y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The offices, the years named under them (where, and which), and the whole height in pixels."""

    lines: tuple[Line, ...]
    ticks: tuple[tuple[float, int], ...]
    height: int


def offices(terms: Sequence[Term], today: str, *, holders: bool) -> Picture | None:
    """Return the picture of terms up to an ISO day; None where nothing can be drawn. `holders`: bars bear the names of
    those who held the office, else its dates."""
    known = [(term, span) for term in terms if (span := _span(term, today))]
    if not known:
        return None
    last = max(span[1] for _, span in known)
    first = max(min(span[0] for _, span in known), last.replace(year=last.year - YEARS, day=1))
    shown = [(term, span) for term, span in known if span[1] > first]
    scale = _Scale(first, last)
    ordered = sorted(shown, key=lambda one: (one[0].office.title, one[0].office.state, one[1]))
    groups = [list(group) for _, group in groupby(ordered, key=lambda one: (one[0].office.title, one[0].office.state))]
    groups.sort(key=lambda group: (-max(span[1] for _, span in group).toordinal(), _rank(group[0][0]), -len(group)))
    lines = tuple(
        Line(group[0][0].office.title, number * ROW, tuple(_bars(group, scale, today, holders=holders)))
        for number, group in enumerate(groups[:MOST])
    )
    return Picture(lines, tuple(scale.ticks()), len(lines) * ROW + HEAD)


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def x(self, day: date) -> float:
        return 100 * (max(day, self.first) - self.first).days / max((self.last - self.first).days, 1)

    def ticks(self) -> Iterator[tuple[float, int]]:
        years = range(self.first.year + 1, self.last.year + 1)
        step = -(-len(years) // TICKS) or 1
        for year in years[::step]:
            x = self.x(date(year, 1, 1))
            if EDGE < x < 100 - EDGE:
                yield round(x, 2), year


def _bars(
    group: Sequence[tuple[Term, tuple[date, date]]], scale: _Scale, today: str, *, holders: bool
) -> Iterator[Bar]:
    for term, (start, end) in group:
        x, wide = scale.x(start), scale.x(end) - scale.x(start)
        until = term.end if term.end and term.end <= today else ""
        dates, years = f"{term.start} – {until or 'in office'}", f"{term.start[:4]}–{until[:4]}"
        person = label(term.person)
        name, short = (person, surname_of(person, [term.office.state])) if holders else (dates, years)
        says = f"{person}: {term.office.title}, {dates}"
        yield Bar(round(x, 2), round(max(wide, 0.4), 2), name, short, says, not until)


def _rank(term: Term) -> int:
    """Those who lead a state stand first, then those who deal with others."""
    return LEADING.index(term.office.role) if term.office.role in LEADING else len(LEADING)


def _span(term: Term, today: str) -> tuple[date, date] | None:
    """Return the first and last day of a term, as far as it reaches up to today; None where it had not begun."""
    start, end = bounds(term.start), bounds(term.end or today)
    if start is None or end is None or start[0] > today or start[0] < "0002":
        return None
    return date.fromisoformat(start[0]), date.fromisoformat(min(end[1], today))
