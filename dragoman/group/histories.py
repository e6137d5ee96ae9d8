"""Strands (one meeting in one status) and requests → meetings with their history, each step with who said so and when.

Strands are one meeting where people, level, place and form do not differ and either their dates are the same (or one
lies in the other and place or people are the same), or they share the place and were told about the time of it. Where
more than one meeting could be meant, nothing is tied. The status of a finding is never changed: a meeting's is the
latest reliable word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from dragoman.group.actors import all_sides, others, owners, side
from dragoman.group.dates import Bounds, bounds, is_day, sort_day
from dragoman.group.facets import Facets, site, undone
from dragoman.group.folding import age, entries, is_headline, merged, newest
from dragoman.group.shapes import Line, Meeting, MeetingStatus, Step
from dragoman.group.ties import Ties
from dragoman.model import Entry, Event, Place, Ref, ReportHead

ORDER: tuple[MeetingStatus, ...] = (
    "held", "ongoing", "planned", "requested", "mooted", "postponed", "cancelled", "denied",
)  # fmt: skip
"""How meetings are listed by status."""
_SURER: tuple[MeetingStatus, ...] = (
    "mooted", "requested", "planned", "postponed", "cancelled", "denied", "ongoing", "held",
)  # fmt: skip
"""On one day the later of these is the word that counts."""
AHEAD = timedelta(days=120)
"""How long before its day reports speak of a meeting that is to come in a place."""
BEHIND = timedelta(days=45)
"""How long after its day reports speak of a meeting held in a place as of something just past."""
_HELD = {"held", "ongoing"}
_UNDONE = {"denied", "cancelled"}


@dataclass(frozen=True)
class Strand:
    """Lines that tell one meeting in one status, the fullest first, and the different facets among them."""

    lines: tuple[Line[Event], ...]
    facets: tuple[Facets, ...]

    @property
    def status(self) -> str:
        return self.lines[0].finding.status

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(line.finding.id for line in self.lines)

    @cached_property
    def days(self) -> Bounds | None:
        """The narrowest precise date that its lines bear."""
        return min((one.days for one in self.facets if one.days), key=_width, default=None)

    @cached_property
    def full(self) -> tuple[Facets, ...]:
        """The facets that bear a date or place; what is only mentioned beside them is no reason against a tie."""
        return tuple(one for one in self.facets if one.own or one.place) or self.facets

    @cached_property
    def places(self) -> frozenset[str]:
        return frozenset(one.place for one in self.facets if one.place)

    @cached_property
    def told(self) -> Bounds | None:
        """The first and the last day on which its reports can have told it."""
        known = [span for line in self.lines if (span := told_bounds(line.report))]
        return (min(first for first, _ in known), max(last for _, last in known)) if known else None

    @cached_property
    def around(self) -> Bounds | None:
        """The days the meeting can have been on: its own, or those about the time it was told."""
        if self.days or self.told is None:
            return self.days
        first, last = map(date.fromisoformat, self.told)
        back = timedelta(0) if self.status in {"planned", "mooted"} else BEHIND
        ahead = timedelta(0) if self.status in _HELD else AHEAD
        return _shifted(first, -back), _shifted(last, ahead)


@dataclass(eq=False)
class _Thread:
    """Strands of one meeting."""

    strands: list[Strand] = field(default_factory=list)

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(key for strand in self.strands for key in strand.ids)

    @property
    def days(self) -> Bounds | None:
        return min((one.days for one in self.strands if one.days), key=_width, default=None)

    def near(self, strand: Strand) -> bool:
        """Tell whether the strand's days can be those of the meeting."""
        return all(_overlap(one.around, strand.around) for one in self.strands)

    def agrees(self, strand: Strand) -> bool:
        return all(one.agrees_as_told(other) for each in self.strands for one in each.full for other in strand.full)

    def sure(self, strand: Strand) -> bool:
        """Tell whether dates that are not the same can be one meeting's: place or people must be."""
        mine = [each for one in self.strands for each in one.facets]
        return self.days == strand.days or any(
            (one.place and one.place == other.place) or one.same_people(other)
            for one in mine
            for other in strand.facets
        )


def meetings_of(strands: Iterable[Strand], requests: Iterable[Line[Event]], ties: Ties) -> tuple[Meeting, ...]:
    """Return the meetings by status, the newest first, the undated last; people's `ties` come before our own."""
    asked = _by_sentence(requests)
    found = [_meeting(thread, asked) for thread in _joined(_threads(strands, ties), ties)]
    held = {
        (one.line.date, all_sides(one.line.finding)) for one in found if one.status in _HELD and is_day(one.line.date)
    }
    return listed(_hinted(one, held) for one in found)


def listed(found: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Return meetings by status, the newest first, the undated last; of one day those that were told last."""
    ordered = sorted(found, key=lambda one: (sort_day(one.when or one.line.date), age(one.line)), reverse=True)
    return tuple(sorted(ordered, key=lambda one: ORDER.index(one.status)))


def told_bounds(report: ReportHead) -> Bounds | None:
    """Return the first and last day on which a report can have been written, None where one of them is open."""
    known = bounds((report.published or "")[:10] or report.dated)
    return known if known and not known[0].startswith("0000") and not known[1].startswith("9999") else None


def _joined(threads: list[_Thread], ties: Ties) -> list[_Thread]:
    """Make one of those that somebody said are the same."""
    for pair in ties.same:
        one, *others = [each for each in threads if not each.ids.isdisjoint(pair)] or [_Thread()]
        one.strands += [strand for each in others for strand in each.strands]
        threads = [each for each in threads if each not in others]
    return threads


def _threads(strands: Iterable[Strand], ties: Ties) -> list[_Thread]:
    threads: list[_Thread] = []
    by_key: dict[str, dict[_Thread, None]] = {}
    for strand in sorted(strands, key=_certainty):
        thread = _home(strand, by_key)
        if thread is None or (ties.apart and ties.part(strand.ids, thread.ids)):
            threads.append(thread := _Thread())
        thread.strands.append(strand)
        for key in (*months(strand.days), *strand.places):
            by_key.setdefault(key, {})[thread] = None
    return threads


def _certainty(strand: Strand) -> tuple[bool, int, bool, int]:
    """Those with a date first, the narrowest before the wider; then those with a place."""
    width = _width(strand.days) if strand.days else 0
    return strand.days is None, width, not strand.places, ORDER.index(strand.status)


def _home(strand: Strand, by_key: dict[str, dict[_Thread, None]]) -> _Thread | None:
    """Return the meeting that the strand tells: by its date, else by its place; None where there is not just one."""
    keys = months(strand.days) if strand.days else strand.places
    candidates = dict.fromkeys(thread for key in keys for thread in by_key.get(key, ()))
    fits = [each for each in candidates if each.near(strand) and each.agrees(strand)]
    if strand.days:
        fits = [each for each in fits if each.days is None or each.sure(strand)]
        exact = [each for each in fits if each.days == strand.days]
        return exact[0] if exact else fits[0] if len(fits) == 1 else None
    return fits[0] if len(fits) == 1 else _next_told(strand, fits)


def _next_told(strand: Strand, fits: list[_Thread]) -> _Thread | None:
    """Of several in a place a dated report means the next by what is to come, the last by what is past."""
    if strand.told is None or strand.told[0] != strand.told[1] or any(each.days is None for each in fits):
        return None
    day = strand.told[0]
    dated = sorted((each.days or ("", ""), number) for number, each in enumerate(fits))
    if strand.status in _HELD:
        past = [number for days, number in dated if days[0] <= day]
        return fits[past[-1]] if past else None
    coming = [number for days, number in dated if days[1] >= day]
    return fits[coming[0]] if coming else None


def months(days: Bounds | None) -> tuple[str, ...]:
    """Return the months by which meetings of these days are looked for: that of the first and that of the last."""
    return tuple(dict.fromkeys((days[0][:7], days[1][:7]))) if days else ()


def _width(days: Bounds) -> int:
    return (date.fromisoformat(days[1]) - date.fromisoformat(days[0])).days


def _overlap(one: Bounds | None, two: Bounds | None) -> bool:
    return one is None or two is None or (one[0] <= two[1] and two[0] <= one[1])


def _shifted(day: date, by: timedelta) -> str:
    """A day moved, as far as the calendar goes."""
    try:
        return (day + by).isoformat()
    except OverflowError:
        return day.isoformat()


def _meeting(thread: _Thread, asked: dict[tuple[str, int], list[Line[Event]]]) -> Meeting:
    lines = [line for strand in thread.strands for line in strand.lines]
    steps = tuple(sorted(_steps(lines, asked), key=lambda step: _telling(step, thread.days)))
    status = _status(steps, thread.days)
    line = _fullest(thread, status)
    facets = [one for strand in thread.strands for one in strand.facets]
    return Meeting(
        line=line,
        participants=_participants(line, lines),
        places=_places(line, lines),
        id=f"m{_first(lines).finding.id}",
        status=status,
        level=next((one.level for one in facets if one.level), None),
        form=next((one.form for one in facets if one.form), None),
        when=_when(thread, lines, status),
        contested=_contested(steps),
        history=steps,
        doubts=tuple(_doubts(steps, thread.days)),
    )


def _steps(lines: list[Line[Event]], asked: dict[tuple[str, int], list[Line[Event]]]) -> Iterator[Step]:
    """One step a status and day of telling, all its tellers behind its line, the body's before a headline's."""
    told: dict[tuple[MeetingStatus, str | None], list[Line[Event]]] = {}
    for line in lines:
        told.setdefault((_status_of(line), _day(line.report)), []).append(line)
        for request in asked.get((line.report.id, line.finding.sentence.start), ()):
            if line.finding.status not in _HELD and _share_side(line.finding, request.finding):
                told.setdefault(("requested", _day(line.report)), []).append(request)
    for (status, day), same in told.items():
        unique = list({line.finding.id: line for line in sorted(same, key=is_headline)}.values())
        yield Step(status, merged(unique), day)


def _telling(step: Step, days: Bounds | None) -> tuple[str, int]:
    """Order by the day it was told, of an undated report the first it can be of: none tells before the meeting's `days`
    that it was held."""
    first = days[0] if days and step.status in _HELD else ""
    return step.told or max(sort_day(step.line.report.dated), first), _SURER.index(step.status)


def _status_of(line: Line[Event]) -> MeetingStatus:
    return undone(line.finding) or line.finding.status


def _day(report: ReportHead) -> str | None:
    return (report.published or "")[:10] or None


def _by_sentence(requests: Iterable[Line[Event]]) -> dict[tuple[str, int], list[Line[Event]]]:
    """Requests that were made, by report and sentence: what is asked for stands in the sentence that asks."""
    found: dict[tuple[str, int], list[Line[Event]]] = {}
    for line in requests:
        if line.finding.status in _HELD:
            found.setdefault((line.report.id, line.finding.sentence.start), []).append(line)
    return found


def _share_side(one: Event, two: Event) -> bool:
    mine = {side(ref) for ref in owners(one) + others(one)}
    return bool(mine & {side(ref) for ref in owners(two) + others(two)})


def _status(steps: tuple[Step, ...], days: Bounds | None) -> MeetingStatus:
    """Return the latest reliable word. That it was held is not undone by a later "mooted", nor said before its day; a
    claim about others gives way to what reports and the parties themselves say."""
    reliable = [step for step in steps if not _is_early(step, days)] or list(steps)
    own = [step for step in reliable if not step.line.claimed] or reliable
    took_place = [step for step in own if step.status in _HELD]
    if took_place:
        return max(took_place, key=lambda step: step.told or "").status
    return own[-1].status


def _is_early(step: Step, days: Bounds | None) -> bool:
    return step.status == "held" and days is not None and step.told is not None and step.told < days[0]


def _contested(steps: tuple[Step, ...]) -> bool:
    told = {step.status for step in steps}
    return bool(told & _HELD) and bool(told & _UNDONE)


def _doubts(steps: tuple[Step, ...], days: Bounds | None) -> Iterator[str]:
    held = [step.told for step in steps if step.status == "held" and step.told]
    if held and days and min(held) < days[0]:
        yield f"told as held on {min(held)}, before its own day {days[0]}"
    after = [step for step in steps if held and step.told and step.told > min(held)]
    for step in after:
        if step.status in {"mooted", "requested", "planned"} and days and (step.told or "") > days[1]:
            yield f"told as {step.status} on {step.told}, after it was told as held on {min(held)}"


def _fullest(thread: _Thread, status: MeetingStatus) -> Line[Event]:
    """The fullest line in the present status, and behind it all others of that status."""
    lines = [line for strand in thread.strands for line in strand.lines]
    same = [line for line in lines if _status_of(line) == status] or lines
    first, *rest = same
    return merged((first, *newest(rest)))


def _participants(line: Line[Event], lines: list[Line[Event]]) -> tuple[Ref, ...]:
    people: dict[str, Ref] = {}
    told = [one for one in lines if one.dated_by == "event" or one.finding.place or one.finding.meeting]
    for event in (line.finding, *(one.finding for one in told or lines)):
        for ref in event.source + event.recipient + event.participants:
            people.setdefault(ref.key, ref)
    return tuple(people.values())


def _places(line: Line[Event], lines: list[Line[Event]]) -> tuple[Place, ...]:
    events = (line.finding, *(one.finding for one in lines))
    places = {there.name.casefold(): there for event in reversed(events) if (there := site(event))}
    return tuple(reversed(places.values()))


def _first(lines: list[Line[Event]]) -> Line[Event]:
    """The line that told it first; reports without a date come last."""
    return min(lines, key=lambda line: (_day(line.report) or "9999", line.report.source, line.finding.evidence.start))


def _when(thread: _Thread, lines: list[Line[Event]], status: MeetingStatus) -> str | None:
    """Return the narrowest date of its own, else what the dates of the reports leave: before or after the telling."""
    exact = [one for strand in thread.strands for one in strand.facets if one.days]
    if exact:
        return min(exact, key=lambda one: _width(one.days or ("", ""))).own
    dated = [line.date for line in lines if line.dated_by == "event"]
    whole = [edtf for edtf in dated if (known := bounds(edtf)) and "0000" not in known[0] and "9999" not in known[1]]
    if whole:
        return whole[0]
    told = [known for line in lines if _status_of(line) == status and (known := told_bounds(line.report))]
    if not told:
        return None
    return f"../{min(last for _, last in told)}" if status in _HELD else f"{min(first for first, _ in told)}/.."


def _hinted(meeting: Meeting, held: Set[tuple[str | None, frozenset[str | None]]]) -> Meeting:
    line = meeting.line
    ahead = meeting.status in {"planned", "mooted", "requested"}
    return replace(
        meeting, reported_held=ahead and line.dated_by == "event" and (line.date, all_sides(line.finding)) in held
    )


def tellers(meeting: Meeting) -> tuple[Entry, ...]:
    """Return every entry that tells the meeting, in any status."""
    found = {entry.finding.id: entry for step in meeting.history for entry in entries(step.line)}
    return tuple(found.values())
