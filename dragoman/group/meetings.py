"""Lines that tell of contacts → strands (one meeting in one status), and meetings → what comes next.

Two lines are one strand where they have the same status and nothing in them disagrees: the day (or the month), the
place, the form, the people of each side. What a report only mentions ("the talks") goes to a strand that the same
report dates or places. A status is never crossed here; `histories` ties the strands of one meeting together.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field

from dragoman.group.actors import all_sides, others, owners
from dragoman.group.dates import bounds, sort_day
from dragoman.group.facets import Facets, facets
from dragoman.group.folding import age, entries, is_headline, words
from dragoman.group.histories import Strand, meetings_of
from dragoman.group.shapes import Line, Meeting, Outlook
from dragoman.group.ties import Ties
from dragoman.model import Event

BARE = 4
"""Words of a mention that adds nothing: "the coming talks"."""
_NO_TIES = Ties()


def meetings(
    lines: Iterable[Line[Event]],
    requests: Iterable[Line[Event]] = (),
    ties: Ties = _NO_TIES,
    known: Callable[[Line[Event]], Facets] = facets,
) -> tuple[Meeting, ...]:
    """Return the meetings by status (held first, denied last), the newest first, the undated last.

    `lines` are CONSULT events, `requests` REQUEST events that may ask for some of them; `ties` what people said
    of two of them, `known` gives the facets of a line.
    """
    groups = _groups(((line, known(line)) for line in lines), ties)
    strands = [Strand(tuple(group.lines), tuple(group.facets)) for group in groups]
    return meetings_of(strands, requests, ties)


def outlook(found: tuple[Meeting, ...]) -> Outlook:
    """Return the last contact held, and what is planned and mooted on or after that day.

    A day of its own counts before the date of a report, unless only a newer report has the contact.
    """
    last = _last([meeting for meeting in found if is_held(meeting)])
    horizon = sort_day(last.line.date) if last else ""
    return Outlook(last, _next(found, {"planned"}, horizon), _next(found, {"mooted", "requested"}, horizon))


def is_held(meeting: Meeting) -> bool:
    return meeting.status in {"held", "ongoing"}


def _last(held: list[Meeting]) -> Meeting | None:
    dated = max((m for m in held if m.line.dated_by == "event"), key=_day_of, default=None)
    bare = max((m for m in held if m.line.dated_by != "event"), key=_day_of, default=None)
    if dated is None or bare is None:
        return dated or bare
    told = max((entry.report.published or "")[:10] for entry in entries(dated.line))
    return bare if _day_of(bare) > max(told, _day_of(dated)) else dated


def _day_of(meeting: Meeting) -> str:
    return sort_day(meeting.line.date)


def _next(found: tuple[Meeting, ...], status: set[str], horizon: str) -> Meeting | None:
    open_ones = [m for m in found if m.status in status and not m.reported_held]
    coming = [m for m in open_ones if (known := bounds(m.line.date)) and known[1] >= horizon]
    dated = [m for m in coming if m.line.dated_by == "event"]
    if dated:
        return min(dated, key=_day_of)
    return max(coming, key=lambda m: (_day_of(m), bool(m.places)), default=None)


@dataclass(slots=True, eq=False)
class _Group:
    """Lines that tell the same meeting in the same status, the fullest first, and the different facets among them."""

    lines: list[Line[Event]] = field(default_factory=list)
    facets: dict[Facets, None] = field(default_factory=dict)

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(line.finding.id for line in self.lines)

    def takes(self, one: Facets) -> bool:
        return one in self.facets or all(one.agrees(other) for other in self.facets)

    def add(self, line: Line[Event], one: Facets) -> None:
        self.lines.append(line)
        self.facets[one] = None


def _groups(lines: Iterable[tuple[Line[Event], Facets]], ties: Ties) -> list[_Group]:
    ordered = sorted(lines, key=lambda each: (_fullness(*each), age(each[0])), reverse=True)
    groups: list[_Group] = []
    by_key: dict[Hashable, dict[_Group, None]] = {}
    for line, own in ordered:
        group = _home(line, own, by_key)
        if group is None or (ties.apart and ties.part({line.finding.id}, group.ids)):
            groups.append(group := _Group())
        group.add(line, own)
        for key in keys_of(line, own):
            by_key.setdefault(key, {})[group] = None
    return groups


def _home(line: Line[Event], own: Facets, by_key: dict[Hashable, dict[_Group, None]]) -> _Group | None:
    """Return the group that a line belongs to: the same words, the same date, or the meeting its report is about. Words
    with neither day nor place mean what their own report tells before what others tell in the same words."""
    copy, day, report = keys_of(line, own)
    about = None if own.days else _about(line, own, by_key.get(report, ()))
    if about and own.loose:
        return about
    if copied := next((group for group in by_key.get(copy, ()) if group.takes(own)), None):
        return copied
    return next((group for group in by_key.get(day, ()) if group.takes(own)), None) if own.days else about


def _about(line: Line[Event], own: Facets, told: Iterable[_Group]) -> _Group | None:
    """Return which of the meetings that its report tells a mention means."""
    near = [group for group in told if group.takes(own)] if is_mention(line) else []
    return min(near, key=lambda group: _distance(line, group), default=None)


def keys_of(line: Line[Event], own: Facets) -> tuple[Hashable, Hashable, Hashable]:
    """The words, the day and the report of a line, each with its status. A cited date makes equal words two events.

    Mentions with neither day nor place are looked for within their own report and month: the same words in reports of
    years come in their hundreds, and tell of as many meetings.
    """
    event = line.finding
    month = (line.report.published or "")[:7] if own.loose else None
    said = (words(event.sentence.quote), words(event.cue.quote), all_sides(event), own.own, month)
    return (event.status, said), (event.status, "day", own.own), (event.status, "report", line.report.id)


def _fullness(line: Line[Event], own: Facets) -> tuple[bool, bool, bool, bool]:
    people = any(ref.kind == "person" for ref in owners(line.finding) + others(line.finding))
    return own.days is not None, own.place is not None, not own.headline, people


def is_mention(line: Line[Event]) -> bool:
    """Tell whether a line adds no meeting to those of its report: a headline, or words without a date of their own;
    what is yet to come must be a bare noun besides, for plans are many. A denial is never a mention."""
    if line.finding.status == "denied":
        return is_headline(line)
    if is_headline(line):
        return True
    return line.dated_by != "event" and (line.finding.status in {"held", "ongoing"} or _is_bare(line.finding))


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
