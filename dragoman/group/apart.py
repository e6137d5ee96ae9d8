"""Lines that tell of contacts → parts of them that nothing ties to each other, and the meetings of a part day by day.

The meetings that any choice of the lines tells are those that its share of each part tells: no line of one part decides
where a line of another belongs, nor what is said of it. So a part is grouped anew only where a report of its own comes
or goes. Two lines are in one part where `meetings` or `histories` can look at the one to place the other: they share
words, day or report, or as meetings a month or a place, and nothing known of the two differs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Any

from dragoman.group.actors import all_sides
from dragoman.group.dates import is_day
from dragoman.group.facets import Facets, facets
from dragoman.group.histories import listed, months
from dragoman.group.meetings import is_mention, keys_of, meetings
from dragoman.group.scene import Known
from dragoman.group.shapes import Line, Meeting
from dragoman.group.sheaves import EVER, NOW, Life, Sheaf
from dragoman.group.ties import Ties
from dragoman.model import Event

_Agree = Callable[[Facets, Facets], bool]
_HELD = {"held", "ongoing"}


@dataclass(frozen=True, slots=True)
class Contact:
    """A line that tells of a contact, and what another one must not differ in."""

    line: Line[Event]
    facets: Facets


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that may tell of the same meetings, and the requests in their sentences."""

    contacts: tuple[Contact, ...]
    requests: tuple[Line[Event], ...] = ()

    def meetings(self, ties: Ties) -> tuple[Meeting, ...]:
        """Return the meetings that the lines tell."""
        known = {one.line.finding.id: one.facets for one in self.contacts}
        lines = (one.line for one in self.contacts)
        return meetings(lines, self.requests, ties, lambda line: known[line.finding.id])

    def on(self, day: str, known: Known) -> Part:
        """Return what is known of it on an ISO day."""
        return self.told_by({report for report in self.reports if known[report][0] <= day < known[report][1]})

    def told_by(self, reports: Set[str]) -> Part:
        """Return what these reports tell of it."""
        contacts = tuple(one for one in self.contacts if one.line.report.id in reports)
        return Part(contacts, tuple(one for one in self.requests if one.report.id in reports))

    @property
    def reports(self) -> frozenset[str]:
        """The ids of its reports."""
        return frozenset(one.line.report.id for one in self.contacts)

    @property
    def findings(self) -> frozenset[str]:
        """The ids of its findings."""
        return frozenset(one.finding.id for one in (*(each.line for each in self.contacts), *self.requests))


class Meetings:
    """The meetings of several parts on any day: those of a part of which no day changes anything are found once."""

    def __init__(self, parts: Iterable[Part], ties: Ties, life: Callable[[str], Life]) -> None:
        self._ties = ties
        self._parts = [(part, Sheaf(part.reports, life)) for part in parts]
        self._whole: dict[int, tuple[Meeting, ...]] = {}

    def on(self, day: str = NOW) -> tuple[Meeting, ...]:
        """Return the meetings as known on an ISO day, by status, the newest first."""
        return listed(one for number in range(len(self._parts)) for one in self._of(number, day))

    def _of(self, number: int, day: str) -> tuple[Meeting, ...]:
        part, reports = self._parts[number]
        there = reports.on(day)
        if there is not reports.things:
            return part.told_by(frozenset(there)).meetings(self._ties) if there else ()
        if number not in self._whole:
            self._whole[number] = part.meetings(self._ties)
        return self._whole[number]


@dataclass(frozen=True, slots=True)
class Told:
    """A meeting as it was told from one ISO day on until another, on which it is told otherwise (EVER: on none)."""

    meeting: Meeting
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Parted:
    """All parts, when their reports are known, and what people said of two meetings."""

    parts: tuple[Part, ...]
    known: Known
    ties: Ties

    def told(self, part: Part) -> Iterator[Told]:
        """Yield what one of the parts told on which days."""
        return over_time(part, self.known, self.ties)

    def state(self, part: Part) -> tuple[object, ...]:
        """Return what changes whenever anything that one of the parts tells does."""
        mine, known = part.findings, [(report, *self.known[report]) for report in sorted(part.reports)]
        said = [[pair for pair in two if not mine.isdisjoint(pair)] for two in (self.ties.same, self.ties.apart)]
        return sorted(mine), known, said


def over_time(part: Part, known: Known, ties: Ties) -> Iterator[Told]:
    """Yield the meetings that a part tells, each for every stretch of days in which it is told as it is."""
    spans = [known[report][:2] for report in part.reports]
    told: dict[str, Told] = {}
    for day in sorted({day for first, last in spans if first < last for day in (first, last)} - {EVER}):
        now = {one.id: one for one in part.on(day, known).meetings(ties)}
        for key in [key for key, one in told.items() if now.get(key) != one.meeting]:
            yield replace(told.pop(key), until=day)
        told |= {key: Told(one, day, EVER) for key, one in now.items() if key not in told}
    yield from told.values()


def apart(lines: Iterable[Line[Event]], requests: Iterable[Line[Event]], ties: Ties) -> list[Part]:
    """Return the parts: `lines` are CONSULT events, `requests` REQUEST events that may ask for some of them, `ties`
    what people said of two of them."""
    told = [Contact(line, facets(line)) for line in lines]
    asked: dict[Hashable, list[Line[Event]]] = defaultdict(list)
    for request in requests:
        asked[_sentence(request)].append(request)
    return [
        Part(part, tuple(request for key in {_sentence(one.line) for one in part} for request in asked.get(key, ())))
        for part in _joined(told, ties)
    ]


def _sentence(line: Line[Event]) -> Hashable:
    return line.report.id, line.finding.sentence.start


def _joined(told: Sequence[Contact], ties: Ties) -> Iterator[tuple[Contact, ...]]:
    """Yield the parts of the contacts: those that a chain of ties connects."""
    home = list(range(len(told)))

    def part_of(number: int) -> int:
        while home[number] != number:
            home[number] = number = home[home[number]]
        return number

    for one, other in _tied(told, ties):
        home[part_of(one)] = part_of(other)
    parts: dict[int, list[Contact]] = defaultdict(list)
    for number, contact in enumerate(told):
        parts[part_of(number)].append(contact)
    return map(tuple, parts.values())


def _tied(told: Sequence[Contact], ties: Ties) -> Iterator[tuple[int, int]]:
    """Yield the places of contacts that are in one part, two by two."""
    settled = _settled(told, ties)
    for there in _by(told, lambda one: keys_of(one.line, one.facets)[:1]).values():
        if not settled.issuperset(there):
            yield from _alike(there, told, Facets.agrees)
    for there in _by(told, _report).values():
        yield from _alike(there, told, Facets.agrees)
    for there in _by(told, lambda one: months(one.facets.days)).values():  # those of one day among them
        yield from _alike(there, told, Facets.agrees_as_told)
    for there in _by(told, lambda one: [one.facets.place] if one.facets.place else []).values():
        yield from _alike(there, told, _placed)
    for there in _by(told, _hint).values():
        if len({told[number].line.finding.status in _HELD for number in there}) > 1:
            yield from pairwise(there)
    by_id = {one.line.finding.id: number for number, one in enumerate(told)}
    yield from ((by_id[one], by_id[other]) for one, other in ties.same if one in by_id and other in by_id)


def _report(one: Contact) -> Sequence[Hashable]:
    return keys_of(one.line, one.facets)[2:]


def _day(one: Contact) -> Sequence[Hashable]:
    return keys_of(one.line, one.facets)[1:2] if one.facets.days else ()


def _hint(one: Contact) -> Sequence[Hashable]:
    """A meeting to come gets a hint where one of its sides is told as held on its day."""
    line = one.line
    counts = is_day(line.date) and (line.dated_by == "event" or line.finding.status in _HELD)
    return [(line.date, all_sides(line.finding))] if counts else []


def _settled(told: Sequence[Contact], ties: Ties) -> set[int]:
    """Return the places of mentions that belong to a meeting of their own report, whatever else is known: the words of
    others do not count for them. Nothing is known of them but the sides, which are those of a line with a day or place
    that comes before them, and nobody else is told to have been there on that day."""
    parted = {key for pair in ties.apart for key in pair}
    reports, days = _by(told, _report), _by(told, _day)

    def holds(mention: Contact, other: Contact) -> bool:
        own, fuller = _sides(mention.facets), other.facets
        if not (fuller.days or fuller.place) or _sides(fuller) != own or not fuller.agrees(mention.facets):
            return False
        there = (told[number].facets for key in _day(other) for number in days[key])
        return all(own <= _sides(one) or _sides(one) <= own for one in there if one.place == fuller.place)

    return {
        number for number, one in enumerate(told)
        if one.facets.bare and one.line.finding.id not in parted and is_mention(one.line)
        and any(holds(one, told[other]) for key in _report(one) for other in reports[key])
    }  # fmt: skip


def _sides(one: Facets) -> frozenset[str]:
    return frozenset(key for key, _ in one.sides)


def _by(told: Sequence[Contact], keys: Callable[[Contact], Iterable[Hashable]]) -> dict[Any, list[int]]:
    """Return the places of those that have a key, by it."""
    found: dict[Any, list[int]] = defaultdict(list)
    for number, one in enumerate(told):
        for key in keys(one):
            found[key].append(number)
    return found


def _alike(
    there: Sequence[int], told: Sequence[Contact], agree: Callable[[Facets, Facets], bool]
) -> Iterator[tuple[int, int]]:
    """Yield those that agree, two by two; of those whose facets are the same only as many as connect them."""
    same: dict[Facets, int] = {}
    for number in there:
        own = told[number].facets
        first = same.setdefault(own, number)
        if first != number and agree(own, own):
            yield first, number
    for (one, first), (other, second) in combinations(same.items(), 2):
        if agree(one, other):
            yield first, second


def _placed(one: Facets, other: Facets) -> bool:
    """By its place alone is looked for what bears no day."""
    return (one.days is None or other.days is None) and one.agrees_as_told(other)
