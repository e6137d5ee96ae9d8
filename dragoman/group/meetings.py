"""Lines that tell of contacts → meetings, each told once with everybody who tells it; and what comes next.

Two lines are one meeting where they have the same status and nothing in them disagrees: the day (or the month), the
place, the people of each side. What a report only mentions ("the talks") goes to a meeting that the same report dates
or places. A status is never crossed: what was planned and what was held stay two lines.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date

from dragoman.group.actors import others, owners, side
from dragoman.group.dates import bounds, is_day, sort_day
from dragoman.group.folding import age, entries, is_headline, merged, newest, words
from dragoman.group.shapes import Line, Meeting, Outlook
from dragoman.model import Event, Place, Ref

_STATUS = {"held": 0, "ongoing": 1, "planned": 2, "mooted": 3, "denied": 4}
PRECISE = 31
"""Days that a date may span for two reports with it to mean the same meeting."""
BARE = 4
"""Words of a mention that adds nothing: "the coming talks"."""


def meetings(lines: Iterable[Line[Event]]) -> tuple[Meeting, ...]:
    """Return the meetings by status (held, ongoing, planned, mooted, denied), the newest first, the undated last."""
    found = [_meeting(group) for group in _groups(lines)]
    held = {meeting.line.date for meeting in found if _is_held(meeting) and is_day(meeting.line.date)}
    dated = (_hinted(meeting, held) for meeting in found)
    ordered = sorted(dated, key=lambda meeting: sort_day(meeting.line.date), reverse=True)
    return tuple(sorted(ordered, key=lambda meeting: _STATUS[meeting.line.finding.status]))


def outlook(found: tuple[Meeting, ...]) -> Outlook:
    """Return the last contact held, and what is planned and mooted on or after that day.

    A day of its own counts before the date of a report, unless only a newer report has the contact.
    """
    last = _last([meeting for meeting in found if _is_held(meeting)])
    horizon = sort_day(last.line.date) if last else ""
    return Outlook(last, _next(found, "planned", horizon), _next(found, "mooted", horizon))


def _last(held: list[Meeting]) -> Meeting | None:
    dated = max((m for m in held if m.line.dated_by == "event"), key=_day_of, default=None)
    bare = max((m for m in held if m.line.dated_by != "event"), key=_day_of, default=None)
    if dated is None or bare is None:
        return dated or bare
    told = max((entry.report.published or "")[:10] for entry in entries(dated.line))
    return bare if _day_of(bare) > max(told, _day_of(dated)) else dated


def _day_of(meeting: Meeting) -> str:
    return sort_day(meeting.line.date)


def _next(found: tuple[Meeting, ...], status: str, horizon: str) -> Meeting | None:
    open_ones = [m for m in found if m.line.finding.status == status and not m.reported_held]
    coming = [m for m in open_ones if (known := bounds(m.line.date)) and known[1] >= horizon]
    dated = [m for m in coming if m.line.dated_by == "event"]
    if dated:
        return min(dated, key=_day_of)
    return max(coming, key=lambda m: (_day_of(m), bool(m.places)), default=None)


@dataclass(slots=True, eq=False)
class _Group:
    """Lines that tell the same meeting; the first is the fullest."""

    lines: list[Line[Event]] = field(default_factory=list)

    def takes(self, line: Line[Event]) -> bool:
        return all(_agree(line, one) for one in self.lines)


def _groups(lines: Iterable[Line[Event]]) -> list[list[Line[Event]]]:
    ordered = sorted(lines, key=lambda line: (_fullness(line), age(line)), reverse=True)
    groups: list[_Group] = []
    by_key: dict[Hashable, list[_Group]] = {}
    for line in ordered:
        group = _home(line, by_key)
        if group is None:
            groups.append(group := _Group())
        group.lines.append(line)
        for key in _keys(line):
            known = by_key.setdefault(key, [])
            known += [] if group in known else [group]
    return [group.lines for group in groups]


def _home(line: Line[Event], by_key: dict[Hashable, list[_Group]]) -> _Group | None:
    """Return the group that a line belongs to: the same words, the same date, or the meeting its report is about."""
    copy, day, report = _keys(line)
    if copied := next((group for group in by_key.get(copy, ()) if group.takes(line)), None):
        return copied
    if _is_precise(line):
        return next((group for group in by_key.get(day, ()) if group.takes(line)), None)
    if not _is_mention(line):
        return None
    near = [group for group in by_key.get(report, ()) if group.takes(line)]
    return min(near, key=lambda group: _distance(line, group), default=None)


def _keys(line: Line[Event]) -> tuple[Hashable, Hashable, Hashable]:
    """The words, the day and the report of a line, each with its status. A cited date makes equal words two events."""
    event = line.finding
    own = line.date if line.dated_by == "event" else None
    said = (words(event.sentence.quote), words(event.cue.quote), _sides(event), own)
    return (event.status, said), (event.status, "day", own), (event.status, "report", line.report.id)


def _fullness(line: Line[Event]) -> tuple[bool, bool, bool, bool]:
    event = line.finding
    people = any(ref.kind == "person" for ref in owners(event) + others(event))
    return _is_precise(line), event.place is not None, not is_headline(line), people


def _is_precise(line: Line[Event]) -> bool:
    known = bounds(line.date) if line.dated_by == "event" else None
    if known is None or "0000" in known[0] or "9999" in known[1]:
        return False
    return (date.fromisoformat(known[1]) - date.fromisoformat(known[0])).days <= PRECISE


def _is_mention(line: Line[Event]) -> bool:
    """Tell whether a line adds no meeting to those of its report: a headline, or words without a date of their own;
    what is yet to come must be a bare noun besides, for plans are many. A denial is never a mention."""
    if line.finding.status == "denied":
        return is_headline(line)
    if is_headline(line):
        return True
    return line.dated_by != "event" and (_is_held_status(line.finding.status) or _is_bare(line.finding))


def _is_bare(event: Event) -> bool:
    """Few words, and none after the first that is a name."""
    said = event.evidence.quote.split()
    return len(said) <= BARE and event.place is None and not any(word[0].isupper() for word in said[1:])


def _distance(line: Line[Event], group: _Group) -> tuple[bool, int]:
    """Order the meetings a mention can mean: those with a date or place first, then the last one told before it."""
    at = line.finding.evidence.start
    told = [one.finding.evidence.start for one in group.lines if one.report.id == line.report.id]
    plain = not any(one.dated_by == "event" or one.finding.place for one in group.lines)
    return plain, min(at - start if start <= at else start + at for start in told)


def _agree(one: Line[Event], two: Line[Event]) -> bool:
    place, same_place = _places_agree(one.finding.place, two.finding.place)
    if not place or not _dates_agree(one, two):
        return False
    known = same_place and one.date == two.date and one.dated_by == two.dated_by == "event"
    return known or _people_agree(one.finding, two.finding)


def _dates_agree(one: Line[Event], two: Line[Event]) -> bool:
    both = one.dated_by == two.dated_by == "event"
    return not both or one.date == two.date or is_headline(one) or is_headline(two)


def _places_agree(one: Place | None, two: Place | None) -> tuple[bool, bool]:
    """Whether two places can be one, and whether they are: a park and its city share their country only."""
    if one is None or two is None:
        return True, False
    same = one.name.casefold() == two.name.casefold()
    return same or (one.country is not None and one.country == two.country), same


def _people_agree(one: Event, two: Event) -> bool:
    """Tell whether no side's people disagree: a state agrees with whoever speaks for it."""
    first, second = _cast(one), _cast(two)
    outside = set(first) ^ set(second)
    if outside and not (set(first) <= set(second) or set(second) <= set(first)):
        return False
    return all(not first[key] or not second[key] or first[key] & second[key] for key in first.keys() & second.keys())


def _cast(event: Event) -> dict[str, set[str]]:
    """Those who took part by the state they speak for; a state itself names nobody. Voices of no state do not count."""
    cast: dict[str, set[str]] = {}
    for ref in owners(event) + others(event):
        if ref.state or ref.id:
            names = cast.setdefault(ref.state or ref.key, set())
            names |= set() if ref.kind == "state" else {ref.key}
    return cast


def _sides(event: Event) -> frozenset[str | None]:
    return frozenset(side(ref) for ref in owners(event) + others(event))


def _meeting(group: list[Line[Event]]) -> Meeting:
    first, *rest = group
    line = merged((first, *newest(rest)))
    events = [entry.finding for entry in entries(line) if isinstance(entry.finding, Event)]
    people: dict[str, Ref] = {}
    for event in events:
        for ref in event.source + event.recipient + event.participants:
            people.setdefault(ref.key, ref)
    places = {event.place.name.casefold(): event.place for event in reversed(events) if event.place}
    return Meeting(line, tuple(people.values()), tuple(reversed(places.values())))


def _hinted(meeting: Meeting, held: set[str | None]) -> Meeting:
    line = meeting.line
    hint = line.finding.status in {"planned", "mooted"} and line.dated_by == "event" and line.date in held
    return Meeting(line, meeting.participants, meeting.places, hint)


def _is_held(meeting: Meeting) -> bool:
    return _is_held_status(meeting.line.finding.status)


def _is_held_status(status: str) -> bool:
    return status in {"held", "ongoing"}
