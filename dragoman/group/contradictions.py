"""Lines of a dialogue → where two reports give one slot different values: both are shown, neither is judged.

Meetings are compared where the same people of the same sides meet: two places on one day, two days for one place, other
people at one table, held here and denied there. Stances are compared where one holder is open here and closed there on
one matter in the same days. Reports of one wording are one voice and contradict nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import chain, combinations
from typing import TypeVar

from dragoman.gazetteer import gazetteer
from dragoman.group.actors import all_sides, others, owners, side
from dragoman.group.dates import day_number, is_day, sort_day
from dragoman.group.folding import age, is_headline
from dragoman.group.shapes import Contradiction, Line
from dragoman.group.sheaves import ALWAYS, NOW, Life, Sheaves
from dragoman.model import Event, Finding, Position

F = TypeVar("F", bound=Finding)

DAYS = 2
"""Days within which two reports speak of one moment, and by which two dates of one meeting can differ."""
TOLD = 14
"""Days between two reports that can be about one meeting."""
LIMIT = 40
"""Lines of one slot that are compared with each other: more of a day or place is a summit, not one meeting."""


def contradictions(events: Iterable[Line[Event]], positions: Iterable[Line[Position]]) -> tuple[Contradiction, ...]:
    """Return what two reports tell differently, the latest first; each pair of values once."""
    return Against(events, positions, lambda _: ALWAYS).on()


class Against:
    """Lines that can tell one thing differently, group by group; what they do on any day is `contradictions` of those
    known on it."""

    def __init__(
        self, events: Iterable[Line[Event]], positions: Iterable[Line[Position]], life: Callable[[Line[Finding]], Life]
    ) -> None:
        met = [line for line in events if line.finding.type == "CONSULT" and not is_headline(line)]
        dated = [line for line in met if line.dated_by == "event" and is_day(line.date)]
        placed = [line for line in dated if _in_town(line)]
        stances = [line for line in positions if not is_headline(line) and _is_known(line)]
        self._groups = (
            Sheaves(_newest(dated), lambda line: (all_sides(line.finding), line.date), _days, life),
            Sheaves(
                _newest(placed), lambda line: (all_sides(line.finding), _place(line), _happens(line)), _places, life
            ),
        )
        self._stances = Sheaves(_newest(stances), _stance_of, _stances, life)

    def on(self, day: str = NOW) -> tuple[Contradiction, ...]:
        """Return what two reports known on an ISO day tell differently, the latest first; each pair of values once."""
        found = chain.from_iterable(chain(*(groups.on(day) for groups in self._groups), self._stances.on(day)))
        once: dict[Hashable, Contradiction] = {}
        for one in found:
            once.setdefault((one.slot, one.reason), one)
        latest = sorted(once.values(), key=lambda one: max(sort_day(line.date) for line in one.lines), reverse=True)
        return tuple(latest)


def _newest(lines: Iterable[Line[F]]) -> list[Line[F]]:
    return sorted(lines, key=age, reverse=True)


def _days(lines: tuple[Line[Event], ...]) -> list[Contradiction]:
    """Return how the lines on one day of one group of sides differ."""
    return [told for one, two in _pairs(lines) for told in _on_one_day(one, two)]


def _places(lines: tuple[Line[Event], ...]) -> list[Contradiction]:
    """Return how the lines on one place of one group of sides differ."""
    found = []
    for one, two in _pairs(lines, DAYS):
        if one.date != two.date and _same_people(one, two):
            days = sorted([str(one.date), str(two.date)])
            found.append(_told("date", one, two, f"one meeting, two dates: {days[0]} or {days[1]}"))
    return found


def _on_one_day(one: Line[Event], two: Line[Event]) -> Iterator[Contradiction]:
    denied = {one.finding.status, two.finding.status} & {"denied"}
    if denied and {"held", "ongoing"} & {one.finding.status, two.finding.status} and _same_people(one, two):
        yield _told("outcome", one, two, f"a meeting of {one.date}: held in one report, denied in another")
    if denied or one.finding.place is None or two.finding.place is None:
        return
    if _place(one) == _place(two):
        yield from _participants(one, two)
    elif _happens(one) == _happens(two) and _same_people(one, two) and _elsewhere(one, two):
        places = sorted([one.finding.place.name, two.finding.place.name])
        yield _told("place", one, two, f"a meeting of {one.date}, two places: {places[0]} or {places[1]}")


def _participants(one: Line[Event], two: Line[Event]) -> Iterator[Contradiction]:
    """One side sent other people, while the people of another side are the same."""
    first, second = _people(one.finding), _people(two.finding)
    common = first.keys() & second.keys()
    same = {key for key in common if first[key].keys() & second[key].keys()}
    for key in sorted(common - same) if same else ():
        names = sorted([" and ".join(sorted(people[key].values())) for people in (first, second)])
        yield _told("participants", one, two, f"a meeting of {one.date}, for {key}: {names[0]} or {names[1]}")


def _is_known(line: Line[Position]) -> bool:
    return is_day(line.date) and line.finding.matter != "other" and line.finding.toward is not None


def _stances(lines: tuple[Line[Position], ...]) -> list[Contradiction]:
    found = []
    for one, two in _pairs(lines, DAYS):
        if {one.finding.stance, two.finding.stance} == {"open", "closed"}:
            whom = f"{one.finding.holder.name} toward {one.finding.toward.name if one.finding.toward else ''}"
            reason = f"{whom}, {one.finding.matter}: open in one report, closed in another"
            found.append(_told("stance", one, two, reason))
    return found


def _stance_of(line: Line[Position]) -> Hashable:
    found = line.finding
    return side(found.holder), side(found.toward), found.matter, line.claimed and side(line.voice)


def _pairs(lines: Sequence[Line[F]], days: int | None = None) -> Iterator[tuple[Line[F], Line[F]]]:
    """Yield lines of one group that two reports of different wording tell at about one time, and where `days` is given
    of dates no further apart."""
    several = [(line, line.report.origin, _number(_told_on(line)), _number(line.date)) for line in lines[:LIMIT]]
    for (one, wording, told, own), (two, other, later, its) in combinations(several, 2):
        if wording == other or (told and later and abs(told - later) > TOLD):
            continue
        if days is None or (own and its and abs(own - its) <= days):
            yield one, two


def _told_on(line: Line[Finding]) -> str:
    return (line.report.published or "")[:10]


def _number(day: str | None) -> int | None:
    """Return the number of a date that names one day, else None."""
    return day_number(day) if day and is_day(day) else None


def _told(slot: str, one: Line[Finding], two: Line[Finding], reason: str) -> Contradiction:
    first, second = sorted((one, two), key=lambda line: (line.report.published or "9999", line.report.source))
    return Contradiction(slot, (first, second), reason)


def _people(event: Event) -> dict[str, dict[str, str]]:
    """The persons named on each side, by id."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for ref in owners(event) + others(event):
        if ref.kind == "person" and ref.id and ref.state:
            found[ref.state][ref.id] = ref.name
    return found


def _same_people(one: Line[Event], two: Line[Event]) -> bool:
    """Somebody is named in both: the same states meet often, two persons seldom twice in a day."""
    first, second = _people(one.finding), _people(two.finding)
    return any(first[key].keys() & second[key].keys() for key in first.keys() & second.keys())


def _place(line: Line[Event]) -> str:
    return line.finding.place.name.casefold() if line.finding.place else ""


def _in_town(line: Line[Event]) -> bool:
    """Whether more is told of the place than its state, in which two may meet twice within a week."""
    place = line.finding.place
    return place is not None and not gazetteer().is_state(place.name, place.country)


def _elsewhere(one: Line[Event], two: Line[Event]) -> bool:
    """Two places of two countries: a town and its country, or a town and its palace, are no contradiction."""
    first, second = one.finding.place, two.finding.place
    return bool(first and second and first.country and second.country and first.country != second.country)


def _happens(line: Line[Event]) -> bool:
    return line.finding.status in {"held", "ongoing"}
