"""Dialogue → iCalendar (RFC 5545): its meetings as all-day events, tentative, confirmed or cancelled; none undated.

A calendar knows three states. Mooted and requested are TENTATIVE; planned, held and under way are CONFIRMED; postponed,
cancelled and denied are CANCELLED. What was planned is never shown as held: the summary begins with the status, which
X-DRAGOMAN-STATUS has too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, BinaryIO

from dragoman.extras import need
from dragoman.group import Dialogue, Line, Meeting, MeetingStatus
from dragoman.group.dates import bounds, is_day, moved
from dragoman.group.folding import entries
from dragoman.harmless import clean
from dragoman.model import Event
from dragoman.wording import cast, count, outlet, parties, published, quote, voice

if TYPE_CHECKING:
    import icalendar

EXTRA = "export"
STEPS, SOURCES = 6, 3
"""Steps of a meeting's history, and sources of a step, whose words an event has: a calendar is fetched time and again,
and the desk's page of the meeting has all of them."""
_STATUS: dict[MeetingStatus, str] = {
    "mooted": "TENTATIVE", "requested": "TENTATIVE", "planned": "CONFIRMED", "held": "CONFIRMED",
    "ongoing": "CONFIRMED", "postponed": "CANCELLED", "cancelled": "CANCELLED", "denied": "CANCELLED",
}  # fmt: skip
_LABEL = {"ongoing": "under way"}
_DAY_WORDS = r"\b(?:\d{1,2}|mon|tues|wednes|thurs|fri|satur|sun)(?:day|st|nd|rd|th)?\b"
_BETWEEN = r"(?:\W(?:to|and|until|through|till)\W|\s*[-–—]\s*)"
_BOTH_ENDS = re.compile(rf"{_DAY_WORDS}.*?{_BETWEEN}.*?{_DAY_WORDS}", re.IGNORECASE)
_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


def write_ics(found: Dialogue, stream: BinaryIO, *, latest: int | None = None) -> int:
    """Write the meetings whose days are known, or so many that come last; return how many. Raises InstallationError."""
    need("icalendar", EXTRA, "the format ics")
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Dragoman//dialogue//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _name(found))
    made = list(_events(found, latest))
    for event in made:
        calendar.add_component(event)
    stream.write(calendar.to_ical())
    return len(made)


def days(line: Line[Event]) -> tuple[date, date] | None:
    """Return the first and last day of a meeting: one day, or a stretch whose two ends its report names.

    "Next week" and "late February" are stretches in which it falls, not ones it fills: they are no days.
    """
    when = line.finding.date
    known = bounds(line.date) if line.dated_by == "event" else None
    if when is None or known is None:
        return None
    if is_day(line.date):
        return date.fromisoformat(known[0]), date.fromisoformat(known[0])
    stretch = "/" in (line.date or "") and when.text is not None and _BOTH_ENDS.search(when.text.quote)
    return (date.fromisoformat(known[0]), date.fromisoformat(known[1])) if stretch and _closed(known) else None


def _closed(known: tuple[str, str]) -> bool:
    return known[0] > "0001" and not known[1].startswith("9999")


def _events(found: Dialogue, latest: int | None) -> Iterator[icalendar.Event]:
    """One event a meeting; what is planned or mooted for a day on which another report has it held is that meeting."""
    own = (meeting for meeting in found.meetings if not meeting.reported_held)
    dated = ((stretch, one) for one in own if (stretch := days(one.line)))
    known = sorted(dated, key=lambda pair: (pair[0], pair[1].id))
    for stretch, meeting in known[-latest:] if latest else known:
        yield _event(meeting, found, stretch)


def _event(meeting: Meeting, found: Dialogue, stretch: tuple[date, date]) -> icalendar.Event:
    import icalendar

    event, status = icalendar.Event(), meeting.status
    first, last = stretch
    who = parties(cast(meeting.participants, found.parties), found.parties)
    event.add("uid", f"{meeting.id}@dragoman")
    event.add("dtstamp", _stamp(meeting))
    event.add("dtstart", first)
    event.add("dtend", moved(last, timedelta(days=1)))
    event.add("summary", f"{_LABEL.get(status, status).capitalize()}: {who}")
    event.add("status", _STATUS[status])
    event.add("transp", "TRANSPARENT")
    event.add("x-dragoman-status", status)
    event.add("description", "\n".join(_told(meeting)))
    if meeting.places:
        event.add("location", ", ".join(clean(place.name) for place in meeting.places))
    return event


def _told(meeting: Meeting) -> Iterator[str]:
    """How it came about: its latest steps with whose word each is, and the exact words of their sources."""
    if earlier := len(meeting.history[:-STEPS]):
        yield f"after {count(earlier, 'earlier step')}"
    for step in meeting.history[-STEPS:]:
        said, told = voice(step.line), entries(step.line)
        yield f"{_LABEL.get(step.status, step.status)}{f', {said}' if said else ''}:"
        for entry in told[:SOURCES]:
            about = f"{outlet(entry.report)}, {published(entry.report)}, {entry.finding.id}"
            yield f"  {quote(entry.finding.evidence.quote)} ({about})"
        if more := len(told[SOURCES:]):
            yield f"  and {count(more, 'more report')}"


def _stamp(meeting: Meeting) -> datetime:
    """The day of the newest report, so that the same ledger gives the same bytes."""
    told = [bounds((entry.report.published or "")[:10]) for entry in entries(meeting.line)]
    newest = max((known[1] for known in told if known), default=None)
    return datetime.fromisoformat(f"{newest}T00:00:00+00:00") if newest else _UNDATED


def _name(found: Dialogue) -> str:
    return f"Dragoman: {' – '.join(clean(party.name) for party in found.sides) or 'all meetings'}"
