"""Lines and the tables of offices → who speaks for each side, and when the holders of its offices changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.gazetteer import Term, gazetteer
from dragoman.group.actors import side
from dragoman.group.shapes import Line
from dragoman.group.sheaves import Life, Sheaves
from dragoman.model import Finding, Ref

ROLES = ("head_of_state", "head_of_government", "foreign_minister")
"""Offices whose change of holder a dialogue shows."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody named who speaks for a side: in how many lines, and on which first and last day."""

    ref: Ref
    side: str
    lines: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class OfficeChange:
    """A new holder of an office: from which day (ISO, maybe partial), the person before (None: not in the tables), and
    the source of the row."""

    side: str
    office: str
    role: str
    day: str
    person: str
    name: str
    before: str | None
    source: str


def voices(
    lines: Iterable[Line[Finding]], parties: Iterable[str], life: Callable[[Line[Finding]], Life]
) -> Sheaves[Line[Finding], Speaker]:
    """Return the lines by who is quoted in them, of those who speak for a party, each to be counted as on any day."""
    codes = frozenset(parties)
    said = ((line, line.voice) for line in lines)
    own = [line for line, ref in said if ref is not None and ref.kind == "person" and side(ref) in codes]
    return Sheaves(own, lambda line: line.voice and line.voice.key, _speaker, life)


def speakers(found: Iterable[Speaker], parties: Sequence[str]) -> tuple[Speaker, ...]:
    """Return them by party, the most quoted first."""
    return tuple(sorted(found, key=lambda one: (parties.index(one.side), -one.lines, one.ref.name)))


def _speaker(lines: tuple[Line[Finding], ...]) -> Speaker:
    ref = lines[0].voice
    assert ref is not None  # noqa: S101 - they are sorted by it
    days = [line.date for line in lines if line.date and line.dated_by == "report"]
    return Speaker(ref, side(ref) or "", len(lines), min(days, default=None), max(days, default=None))


def office_changes(parties: Iterable[str]) -> tuple[OfficeChange, ...]:
    """Return who came into a leading office of a party, in order of time."""
    return tuple(sorted((change for party in parties for change in _changes(party)), key=lambda change: change.day))


def between(found: Iterable[OfficeChange], first: str | None, last: str | None) -> tuple[OfficeChange, ...]:
    """Return those between two ISO days; none where they are not known."""
    return tuple(change for change in found if first and last and first <= change.day <= last)


def _changes(party: str) -> Iterator[OfficeChange]:
    held: dict[str, list[Term]] = {}
    for person in gazetteer().people.values():
        for term in person.terms:
            if term.office.state == party and term.office.role in ROLES:
                held.setdefault(term.office.id, []).append(term)
    for terms in held.values():
        ordered = sorted(terms, key=lambda term: term.start)
        for before, term in zip([None, *ordered], ordered, strict=False):
            if before is None or before.person != term.person:
                yield _change(party, term, before)


def _change(party: str, term: Term, before: Term | None) -> OfficeChange:
    people = gazetteer().people
    earlier = people[before.person].name if before else None
    name = people[term.person].name
    return OfficeChange(party, term.office.title, term.office.role, term.start, term.person, name, earlier, term.source)
