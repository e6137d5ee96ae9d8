"""A line that tells of a contact → the facts two lines must not differ in to tell of the same one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from dragoman.data import toml
from dragoman.gazetteer import gazetteer
from dragoman.group.actors import others, owners
from dragoman.group.dates import Bounds, bounds
from dragoman.group.folding import is_headline
from dragoman.group.shapes import Level, Line
from dragoman.model import Event, Place, Ref
from dragoman.tables import table

PRECISE = 31
"""Days that a date may span for two reports with it to mean the same meeting."""
_RANKS: tuple[Level, ...] = ("officials", "ministers", "leaders")
Cast = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Facets:
    """`sides` are those who took part by the state they speak for, each with the people named; `organs` the same with
    bodies named ("the State Department"). `place` and `own` are those of the listed meeting at which it was, where the
    words name one and neither of their own. `days` are the bounds of a date that is precise enough to tell meetings
    apart; `own` that date as EDTF, precise or not."""

    sides: tuple[tuple[str, frozenset[str]], ...]
    organs: tuple[tuple[str, frozenset[str]], ...]
    place: str | None
    country: str | None
    own: str | None
    days: Bounds | None
    form: str | None
    level: Level | None
    headline: bool

    def agrees(self, other: Facets) -> bool:
        """Tell whether nothing known of the two differs: day, place, form, and the people of each side."""
        return self._dates(other) and self.agrees_as_told(other)

    def agrees_as_told(self, other: Facets) -> bool:
        """Tell whether place, form and people can be one meeting's, whatever the dates say."""
        if not (self._places(other) and self._forms(other)):
            return False
        return self._sure(other) or (self._people(other) and self._levels(other))

    def _sure(self, other: Facets) -> bool:
        """One day at one place."""
        return self.place is not None and self.place == other.place and self.own is not None and self.own == other.own

    @property
    def loose(self) -> bool:
        """Whether neither day nor place is known."""
        return self.own is None and self.place is None

    @property
    def bare(self) -> bool:
        """Whether no more is known than which sides met."""
        named = any(names for _, names in (*self.sides, *self.organs))
        return self.loose and self.form is None and not named

    @property
    def remote(self) -> bool | None:
        """Whether nobody went anywhere: a call. None where neither form nor place is known."""
        if self.form in toml("contacts")["remote"]["formats"]:
            return True
        return False if self.form or self.place else None

    def same_people(self, other: Facets) -> bool:
        """Whether two sides share a named person each."""
        mine, yours = dict(self.sides), dict(other.sides)
        return sum(bool(mine[key] & yours[key]) for key in mine.keys() & yours.keys()) > 1

    def _dates(self, other: Facets) -> bool:
        both = self.own is not None and other.own is not None
        return not both or self.own == other.own or self.headline or other.headline

    def _places(self, other: Facets) -> bool:
        """A park and its city share their country only."""
        if self.place is None or other.place is None:
            return True
        return self.place == other.place or (self.country is not None and self.country == other.country)

    def _forms(self, other: Facets) -> bool:
        return None in {self.remote, other.remote} or self.remote == other.remote

    def _people(self, other: Facets) -> bool:
        """A state agrees with whoever speaks for it, an organ with its people."""
        mine, yours = dict(self.sides), dict(other.sides)
        if not (mine.keys() <= yours.keys() or yours.keys() <= mine.keys()):
            return False
        return _share(mine, yours) and _share(dict(self.organs), dict(other.organs))

    def _levels(self, other: Facets) -> bool:
        if self.level is None or other.level is None or self.level == other.level:
            return True
        mine, yours = dict(self.sides), dict(other.sides)
        return any(mine[key] & yours[key] for key in mine.keys() & yours.keys())


def facets(line: Line[Event]) -> Facets:
    """Return the facets of a line."""
    event = line.finding
    refs = owners(event) + others(event)
    listed = _listed(event)
    there = site(event)
    place = there.name if there else listed.place if listed else None
    own = line.date if line.dated_by == "event" else listed.days if listed else None
    return Facets(
        sides=_cast(refs, {"person"}),
        organs=_cast(refs, {"organization", "group"}),
        place=place.casefold() if place else None,
        country=there.country if there else listed.country if listed else None,
        own=own,
        days=precise(own),
        form=form(event),
        level=level(refs),
        headline=is_headline(line),
    )


def site(event: Event) -> Place | None:
    """Return where a contact was; a sea or a part of the world beside its words is what it was about."""
    if event.place is None or event.place.country is not None:
        return event.place
    return None if any(one.kind == "region" for one in gazetteer().sites(event.place.name)) else event.place


class _Listed(NamedTuple):
    """Where and when (EDTF) a listed meeting was."""

    place: str | None
    country: str | None
    days: str


def _listed(event: Event) -> _Listed | None:
    """Return the listed meeting at which a contact was: its sentence names it, and nothing says that it was before or
    after that, or from afar."""
    if event.meeting is None or form(event) in toml("contacts")["remote"]["formats"]:
        return None
    beside = re.search(toml("contacts")["beside"]["words"], event.sentence.quote, re.IGNORECASE)
    return None if beside else _meetings().get(event.meeting)


@cache
def _meetings() -> Mapping[str, _Listed]:
    """The rows of the meetings table whose days are known, by id."""
    known = {row["id"]: (row, row["start"], row["end"] or row["start"]) for row in table("meetings")}
    return {
        key: _Listed(row["place"] or None, row["country"] or None, first if first == last else f"{first}/{last}")
        for key, (row, first, last) in known.items()
    }


def precise(own: str | None) -> Bounds | None:
    """Return the bounds of a date that spans no more than a month."""
    known = bounds(own)
    if known is None or "0000" in known[0] or "9999" in known[1]:
        return None
    return known if (date.fromisoformat(known[1]) - date.fromisoformat(known[0])).days <= PRECISE else None


def level(refs: Iterable[Ref]) -> Level | None:
    """Return at which level a contact is: of each side its highest, of the sides the lowest; None where nobody's
    office is known."""
    sides: dict[str, int] = {}
    for ref in refs:
        if ref.kind == "person" and (known := _rank(ref.id, ref.office)) is not None:
            key = ref.state or ref.key
            sides[key] = max(known, sides.get(key, 0))
    return _RANKS[min(sides.values())] if sides else None


def form(event: Event) -> str | None:
    """Return the form of a contact where its own words, or else its sentence, name one."""
    own = _form(event.evidence.quote.casefold())
    if own:
        return own
    around = _form(event.sentence.quote.casefold())
    return around if around in {*toml("contacts")["remote"]["formats"], "sidelines"} and event.place is None else None


Undone = Literal["postponed", "cancelled"]
BEFORE = 40
"""Characters before an event's words in which a verb that undoes it is looked for."""


def undone(event: Event) -> Undone | None:
    """Return how the words put the event off or call it off. What is told as held is never undone by words."""
    if event.status in {"held", "ongoing"}:
        return None
    start = event.evidence.start - event.sentence.start
    near = event.sentence.quote[max(0, start - BEFORE) : start + len(event.evidence.quote)].casefold()
    for state, pattern in _patterns("undone"):
        if pattern.search(near):
            return "postponed" if state == "postponed" else "cancelled"
    return None


def _share(mine: Cast, yours: Cast) -> bool:
    return all(not mine[key] or not yours[key] or mine[key] & yours[key] for key in mine.keys() & yours.keys())


def _cast(refs: Iterable[Ref], kinds: set[str]) -> tuple[tuple[str, frozenset[str]], ...]:
    """Those who took part by the state they speak for; a state itself names nobody. Voices of no state do not count."""
    cast: dict[str, set[str]] = {}
    for ref in refs:
        if ref.state or ref.id:
            names = cast.setdefault(ref.state or ref.key, set())
            names |= {ref.key} if ref.kind in kinds and ref.key != ref.state else set()
    return tuple(sorted((key, frozenset(names)) for key, names in cast.items()))


@cache
def _rank(person: str | None, office: str | None) -> int | None:
    told = [(rank, hit) for rank, name in enumerate(_RANKS) for hit in _titles(name, (office or "").casefold())]
    own = [rank for rank, hit in told if not any(start < hit[0] < end for _, (start, end) in told)]
    if own:  # not "minister" in "prime minister"
        return min(own)
    known = gazetteer().people.get(person or "")
    roles = toml("contacts")["roles"]
    ranks = (
        [_RANKS.index(roles[term.office.role]) for term in known.terms if term.office.role in roles] if known else []
    )
    return max(ranks, default=None)


def _titles(rank: Level, office: str) -> list[tuple[int, int]]:
    """Where the words of a level stand in an office."""
    words: list[str] = toml("contacts")["levels"][rank]
    return [hit.span() for word in words for hit in re.finditer(rf"\b{re.escape(word)}\b", office)]


@cache
def _form(words: str) -> str | None:
    return next((name for name, pattern in _patterns("formats") if pattern.search(words)), None)


@cache
def _patterns(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    lists: Mapping[str, list[str]] = toml("contacts")[table]
    return tuple((name, re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})")) for name, listed in lists.items())
