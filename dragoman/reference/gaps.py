"""An office's family in a state → the times for which the tables list no holder and say why; unknown is an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast, get_args

from dragoman.data import rows
from dragoman.gazetteer import Gazetteer, Term
from dragoman.tables import Row, earliest, latest

GapKind = Literal["none", "vacant", "unknown"]
"""No such office then; nobody held it; somebody did, and nobody was found to name them."""

GAP_KINDS: tuple[GapKind, ...] = get_args(GapKind)


@dataclass(frozen=True, slots=True)
class Gap:
    """A time without a listed holder, from `start` to `end` (ISO dates, maybe partial; None: without that bound)."""

    state: str
    role: str
    start: str | None
    end: str | None
    kind: GapKind
    why: str
    source: str
    checked: str

    def on(self, day: str) -> bool:
        """Whether the gap covers a day of `day` (ISO date, maybe partial)."""
        return earliest(self.start or "1") <= latest(day) and earliest(day) <= latest(self.end or "")


def gaps(tables: Gazetteer, state: str, roles: frozenset[str] | None = None, on: str | None = None) -> tuple[Gap, ...]:
    """Return the gaps of the state in the families of offices (None: all), oldest first; those of a day where one is
    given. A gap that a user's own term fills is none."""
    found = [
        gap
        for gap in map(_gap, rows("gaps"))
        if gap.state == state
        and (roles is None or gap.role in roles)
        and (on is None or (gap.on(on) and not any(term.on(on) for term in _terms(tables, gap))))
        and not any(term.origin is not None and _meets(gap, term) for term in _terms(tables, gap))
    ]
    return tuple(sorted(found, key=lambda gap: (gap.role, gap.start or "")))


def _gap(row: Row) -> Gap:
    kind = cast("GapKind", row["kind"])
    start, end = row["from"] or None, row["to"] or None
    return Gap(row["state"], row["role"], start, end, kind, row["why"], row["source"], row["checked"])


def _terms(tables: Gazetteer, gap: Gap) -> Iterator[Term]:
    for person in tables.holders(gap.state, gap.role):
        yield from (term for term in person.terms if (term.office.state, term.office.role) == (gap.state, gap.role))


def _meets(gap: Gap, term: Term) -> bool:
    return term.overlaps(gap.start or "0000-01-01", gap.end or "9999-12-31")
