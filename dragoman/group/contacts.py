"""Entries → the meetings of some parties, or of everybody; and the one meeting that a finding tells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from dragoman.group.actors import keys, others, owners
from dragoman.group.dates import within
from dragoman.group.histories import tellers
from dragoman.group.meetings import meetings
from dragoman.group.scene import Scene
from dragoman.group.shapes import Meeting, MeetingStatus
from dragoman.group.ties import Ties
from dragoman.model import Entry, Event

_NO_TIES = Ties()


def contacts(  # noqa: PLR0913 - each narrows by itself
    entries: Iterable[Entry],
    parties: Sequence[str] = (),
    *,
    status: Collection[MeetingStatus] = (),
    since: str | None = None,
    until: str | None = None,
    ties: Ties = _NO_TIES,
) -> tuple[Meeting, ...]:
    """Return the meetings in which all `parties` take part, by status, the newest first.

    `entries` are events and the statements they stand in; `since` and `until` are held against the day of the meeting,
    and what bears no date is kept; `ties` is what people said of two meetings.
    """
    scene = Scene.of(tuple(entries), tuple(parties), None, None)
    events = scene.lines(Event)
    found = meetings(
        (line for line in events if line.finding.type == "CONSULT"),
        (line for line in events if line.finding.type == "REQUEST"),
        ties,
    )
    return tuple(one for one in found if (not status or one.status in status) and within(one.line.date, since, until))


def told_by(found: Iterable[Meeting], entry: Entry) -> Meeting | None:
    """Return the meeting that an entry tells: itself, or, where a newer rule reads its sentence otherwise, an event in
    the same words."""
    told = [(one, teller) for one in found for teller in tellers(one)]
    exact = (one for one, teller in told if teller.finding.id == entry.finding.id)
    said = entry.finding.sentence
    near = (one for one, teller in told if teller.report.id == entry.report.id and teller.finding.sentence == said)
    return next(exact, None) or next(near, None)


def sides(entry: Entry) -> tuple[str, ...]:
    """Return the states and bodies that take part in an event, the codes that a query asks for; else its actors."""
    refs = owners(entry.finding) + others(entry.finding)
    states = dict.fromkeys(ref.state for ref in refs if ref.state)
    return tuple(states) or tuple(sorted(keys(refs)))
