"""Dialogue → sections of rows: the words of a dossier, before any layout. Terminal and Markdown show the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dragoman.group import Dialogue, Line, Meeting, Side, Stand
from dragoman.group.actors import owners
from dragoman.group.dates import first_day
from dragoman.group.shapes import Standing
from dragoman.model import Channel, Commitment, Condition, Discrepancy, Event, Finding, Position, ReportHead, Span
from dragoman.show.numbering import Numbers
from dragoman.show.phrase import EVENTS, count, day, everyone, name, parties, phrase, quote, voice, who
from dragoman.show.terminal import clean

GLANCE = 100
"""Characters of a quotation shown where the whole was not asked for."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a dossier: what it is about, its state, what it says, the exact words, the source.

    `quoted`: the words are shown also where the evidence was not asked for; `aside`: a remark on
    them; `standing`: whether it is the latest word.
    """

    label: str
    state: str
    body: tuple[str, ...]
    source: str
    evidence: Span
    quoted: bool = False
    aside: str = ""
    standing: Standing = "latest"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, its rows, and what is said where there are none or where some are left out."""

    title: str
    rows: tuple[Row, ...]
    note: str = ""


def heading(found: Dialogue) -> str:
    """Return "United States – Russia"."""
    return " – ".join(party.name for party in found.sides)


def basis(found: Dialogue) -> str:
    """Return what the dossier rests on: reports, outlets, dates, and the window asked for."""
    counts = found.counts
    parts = [count(counts.reports, "report")]
    if counts.outlets:
        parts.append(count(counts.outlets, "outlet"))
    if counts.first:
        parts.append(counts.first if counts.first == counts.last else f"{counts.first} to {counts.last}")
    if counts.undated:
        parts.append(f"{counts.undated} undated")
    return " · ".join([*parts, *window(found)])


def window(found: Dialogue) -> list[str]:
    """Return "since …" and "until …" where they were asked for."""
    asked = (("since", found.since), ("until", found.until))
    return [f"{word} {date}" for word, date in asked if date]


def sections(found: Dialogue, limit: int) -> Iterator[Section]:
    """Yield the sections that have something to say; `limit` caps the timeline at its latest rows, 0 keeps all."""
    rows = _Rows(found.parties, Numbers.for_reports(found.reports))
    yield from (rows.side(side) for side in found.sides)
    yield Section("Meetings", tuple(map(rows.meeting, found.meetings)), "none on record")
    further = (
        Section("Channels", tuple(map(rows.channel, found.channels))),
        Section("Commitments", tuple(map(rows.commitment, found.commitments))),
        Section("Discrepancies", tuple(map(rows.discrepancy, found.discrepancies))),
    )
    yield from (section for section in further if section.rows)
    shown = _last(found.timeline, limit)
    left = len(found.timeline) - len(shown)
    note = f"{count(left, 'further line')} left out; --limit 0 shows all" if left else "no events on record"
    yield Section("Timeline", tuple(map(rows.happening, shown)), note)


def _last(timeline: tuple[Line[Event], ...], limit: int) -> tuple[Line[Event], ...]:
    """Keep the latest lines with a date, and as many of those without one: neither crowds the other out."""
    dated = tuple(line for line in timeline if first_day(line.date))
    undated = timeline[len(dated) :]
    return (*dated[-limit:], *undated[-limit:]) if limit else timeline


def sources(found: Dialogue) -> list[tuple[int, ReportHead]]:
    """Return the reports with the numbers by which rows refer to them."""
    return list(enumerate(found.reports, 1))


@dataclass(frozen=True, slots=True)
class _Rows:
    """Makes rows: knows the parties, in their order, and the numbers of the reports."""

    parties: tuple[str, ...]
    numbers: Numbers

    def side(self, side: Side) -> Section:
        rows = [self.position(stand) for stand in side.positions] + [self.condition(line) for line in side.conditions]
        return Section(f"Where {_the(side.name)} stands", tuple(rows), "no position on record")

    def position(self, stand: Stand) -> Row:
        line = stand.line
        body = [*_told(line), *map(_tied, stand.conditions)]
        row = self._row(line.finding.matter, line.finding.stance, body, line, quoted=True)
        return replace(row, aside=self._toward(line.finding))

    def condition(self, line: Line[Condition]) -> Row:
        found = line.finding
        on = f" (on {name(found.on)})" if found.on else ""
        body = [quote(found.text.quote) + on, *_told(line)]
        return self._row("red line" if found.red_line else "condition", found.state, body, line)

    def meeting(self, meeting: Meeting) -> Row:
        line = meeting.line
        events = [line.finding, *(entry.finding for entry in line.also if isinstance(entry.finding, Event))]
        people = {ref.key: ref for event in events for ref in everyone(event)}
        places = dict.fromkeys(clean(event.place.name) for event in events if event.place)
        body = [", ".join([parties(tuple(people.values()), self.parties), *places]), *_told(line)]
        body += ["another report has talks held on that day"] if meeting.reported_held else []
        return self._row(_event_day(line), line.finding.status, body, line, quoted=line.dated_by != "event")

    def channel(self, line: Line[Channel]) -> Row:
        found = line.finding
        topic = f": {clean(found.topic.quote)}" if found.topic else ""
        body = [parties(found.parties, self.parties) + topic, *_told(line)]
        return self._row(found.channel, found.state, body, line)

    def commitment(self, line: Line[Commitment]) -> Row:
        found = line.finding
        body = [phrase(found), *_told(line)]
        body += [f"due {day(found.by_when.edtf)}"] if found.by_when and found.by_when.edtf else []
        body += [f"measure: {clean(found.measure.quote)}"] if found.measure else []
        return self._row(_event_day(line), "verifiable" if found.verifiable else "unverifiable", body, line)

    def discrepancy(self, line: Line[Discrepancy]) -> Row:
        found = line.finding
        body = [clean(found.reason), f"against {clean(found.reference)}" if found.reference else ""]
        return self._row(found.discrepancy, found.severity, body, line, quoted=True)

    def happening(self, line: Line[Event]) -> Row:
        event = line.finding
        place = f", {clean(event.place.name)}" if event.place else ""
        said = "".join(f" ({told})" for told in _told(line))
        return self._row(
            _event_day(line), event.status, [f"{EVENTS[event.type]}: {who(event, self.parties)}{place}{said}"], line
        )

    def _toward(self, position: Position) -> str:
        if position.toward is None:
            return "(toward whom: not said)"
        return "" if len(self.parties) == 2 else f"(toward {name(position.toward)})"

    def _row(self, label: str, state: str, body: Iterable[str], line: Line[Finding], *, quoted: bool = False) -> Row:
        kept = tuple(part for part in body if part)
        return Row(label, state, kept, self.numbers.source(line), line.finding.evidence, quoted, standing=line.standing)


def _the(name: str) -> str:
    """Set the article where English does: the United States, the Netherlands, the European Union."""
    plural = name.endswith("s") and " " in name
    return f"the {name}" if plural or name.startswith(_ARTICLED) else name


_ARTICLED = ("United ", "European ", "Netherlands", "Philippines", "Bahamas", "Maldives", "Gambia")


def _tied(line: Line[Condition]) -> str:
    found = line.finding
    whose = f", {voice(line)}" if line.claimed else ""
    sign = "red line" if found.red_line else "condition"
    on = f" on {name(found.on)}" if found.on else ""
    return f"{sign}{on} ({found.state}{whose}): {clean(found.text.quote)}"


def _event_day(line: Line[Finding]) -> str:
    """A report's date is not the event's: it says when at the latest one knew."""
    if line.dated_by == "event" or line.date is None:
        return day(line.date)
    return f"said {line.date}" if getattr(line.finding, "status", "") != "held" else f"by {line.date}"


def _told(line: Line[Finding]) -> list[str]:
    """Say whose word it is, unless the actor speaks of himself."""
    own = line.voice is not None and line.voice.key in {ref.key for ref in owners(line.finding)}
    return [] if own or not line.voice else [voice(line)]


def empty(found: Dialogue) -> list[str]:
    """Return what to say where nobody spoke."""
    asked = " and ".join(_the(side.name) for side in found.sides)
    limits = f" ({', '.join(window(found))})" if window(found) else ""
    return [
        f"Nothing on record between {asked}{limits}.",
        "No report in this ledger has a position, meeting, channel or commitment that all of them share.",
        "Next: read more reports (dragoman read PATH), widen --since/--until, or look for one party alone:",
        *(f"  dragoman search --actor {side.code}" for side in found.sides),
    ]
