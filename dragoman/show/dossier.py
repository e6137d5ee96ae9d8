"""Dialogue → sections of rows: the words of a dossier, before any layout. Terminal and Markdown show the same rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeVar

from dragoman.group import Contradiction, Dialogue, Line, Meeting, Side, Stand
from dragoman.group.actors import owners, side
from dragoman.group.folding import entries
from dragoman.harmless import clean
from dragoman.model import (
    Channel,
    Commitment,
    Condition,
    Discrepancy,
    Entry,
    Event,
    Finding,
    Position,
    ReportHead,
    Span,
)
from dragoman.show.details import details
from dragoman.show.meetings import happened, trail
from dragoman.show.numbering import Numbers
from dragoman.show.rows import Quoted, Row, Section
from dragoman.wording import EVENTS, cast, day, name, names, parties, quote, shorten, the, voice, who

LISTED = 6
"""Lines of a list shown where not all were asked for."""
EVENTS_LISTED = 12
CLAIMS_LISTED = 2
CONDITIONS_LISTED = 3
WHAT = 90
"""Characters of a commitment or condition shown where not all was asked for."""
FEW = 4
"""Words that say too little by themselves."""
MEETINGS = {
    "ongoing": "Meetings under way", "held": "Meetings held", "planned": "Meetings planned",
    "requested": "Meetings asked for", "mooted": "Meetings mooted", "postponed": "Meetings put off",
    "cancelled": "Meetings called off", "denied": "Meetings denied",
}  # fmt: skip

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choice:
    """How much to show: `everything` or what fits a desk; with the exact words or without. `marks` say what people made
    of findings, and who, by the finding's id."""

    everything: bool = False
    evidence: bool = False
    marks: Mapping[str, str] = field(default_factory=dict)

    def first(self, items: Sequence[T], limit: int) -> Sequence[T]:
        """Return what of a list is shown."""
        return items if self.everything else items[:limit]

    def cut(self, text: str) -> str:
        """Return foreign words on one line, cut at a word unless everything is shown."""
        return shorten(clean(text), None if self.everything else WHAT)


def sections(found: Dialogue, choice: Choice) -> Iterator[Section]:
    """Yield the sections that have something to say, and those whose emptiness says something."""
    rows = _Rows(found.parties, Numbers.for_reports(found.reports), choice)
    yield from (rows.side(side) for side in found.sides)
    yield from rows.meetings(found.meetings)
    further = (
        Section("Channels", tuple(map(rows.channel, found.channels))),
        rows.listed("Commitments", LISTED, map(rows.commitment, found.commitments)),
        rows.listed("Other events", EVENTS_LISTED, map(rows.happening, found.timeline)),
        rows.listed("Reports contradict each other", LISTED, map(rows.contradiction, found.contradictions)),
        rows.listed("Discrepancies", LISTED, map(rows.discrepancy, found.discrepancies)),
    )
    yield from (section for section in further if section.rows)
    if choice.everything:
        yield from details(found)


def sources(found: Dialogue, cited: Collection[int] | None = None) -> list[tuple[int, ReportHead]]:
    """Return the reports with the numbers by which rows refer to them; those in `cited` where it is given."""
    numbered = enumerate(found.reports, 1)
    return [(number, report) for number, report in numbered if cited is None or number in cited]


@dataclass(frozen=True, slots=True)
class _Rows:
    """Makes rows: knows the parties in their order, the numbers of the reports, and how much to show."""

    parties: tuple[str, ...]
    numbers: Numbers
    choice: Choice

    def listed(self, title: str, limit: int, rows: Iterable[Row]) -> Section:
        made = tuple(rows)
        shown = tuple(self.choice.first(made, limit))
        return Section(title, shown, len(made) - len(shown))

    def side(self, side: Side) -> Section:
        own = [stand for stand in side.positions if not stand.line.claimed]
        claims = [stand for stand in side.positions if stand.line.claimed]
        kept = [*own, *self.choice.first(claims, CLAIMS_LISTED)]
        conditions = self.choice.first(side.conditions, CONDITIONS_LISTED)
        rows = [*map(self.position, kept), *map(self.condition, conditions)]
        left = len(side.positions) + len(side.conditions) - len(rows)
        return Section(f"Where {the(side.name)} stands", tuple(rows), left, "no position on record")

    def position(self, stand: Stand[Position]) -> Row:
        line = stand.line
        claim = f"{voice(line)}:" if line.claimed else ""
        said = [] if line.claimed else told(line)
        remark = ", ".join(filter(None, [self._toward(line.finding), *said, line.date or "undated"]))
        notes = [*map(self._tied, stand.conditions), *self._others(stand)]
        row = self._row(line.finding.matter, line.finding.stance, line, _telling(line.finding.evidence, line), lines=2)
        under: tuple[Line[Finding], ...] = (line, *stand.conditions, *self.choice.first(stand.others, 0))
        return replace(
            row, text=claim, remark=remark, notes=tuple(notes), cites=self._cites(line, *stand.others),
            evidence=tuple(quoted for each in under for quoted in self._evidence(each)),
        )  # fmt: skip

    def condition(self, line: Line[Condition]) -> Row:
        found = line.finding
        label = "red line" if found.red_line else "condition"
        remark = ", ".join(filter(None, [upon(found), *told(line), line.date or "undated"]))
        return replace(self._row(label, found.state, line, _telling(found.text, line), lines=2), remark=remark)

    def meetings(self, found: tuple[Meeting, ...]) -> Iterator[Section]:
        if not found:
            yield Section("Meetings", (), note="none on record")
        for status, group in groupby(found, key=lambda meeting: meeting.status):
            yield self.listed(MEETINGS[status], LISTED, map(self.meeting, group))

    def meeting(self, meeting: Meeting) -> Row:
        line = meeting.line
        bare = line.dated_by != "event"
        row = self._row(happened(meeting), "", line, line.finding.evidence if bare else None)
        several = len({step.status for step in meeting.history}) > 1
        notes = (
            trail(meeting) if several else "",
            "another report has a meeting held on that day" if meeting.reported_held else "",
            "contested: some say it was held, some that it was not" if meeting.contested else "",
            *meeting.doubts,
        )
        return replace(
            row, text=whom(meeting, self.parties), remark=", ".join(told(line)), notes=tuple(filter(None, notes))
        )

    def channel(self, stand: Stand[Channel]) -> Row:
        found = stand.line.finding
        topic = f": {self.choice.cut(found.topic.quote)}" if found.topic else ""
        text = parties(cast(found.parties, self.parties), self.parties) + topic
        remark = ", ".join([*told(stand.line), stand.line.date or "undated"])
        row = self._row(found.channel, found.state, stand.line)
        cites = self._cites(stand.line, *stand.others)
        return replace(row, text=text, remark=remark, notes=tuple(self._others(stand)), cites=cites)

    def commitment(self, line: Line[Commitment]) -> Row:
        found = line.finding
        to = f" to {names(found.to)}" if found.to else ""
        row = self._row(event_day(line), "", line, found.what)
        return replace(row, text=f"{names(found.who)}{to}:", remark=", ".join([*told(line), *_test_of(found)]))

    def discrepancy(self, line: Line[Discrepancy]) -> Row:
        found = line.finding
        against = f" (against {clean(found.reference)})" if found.reference else ""
        text = clean(found.reason) + against
        return replace(self._row(found.discrepancy, found.severity, line, found.evidence, lines=3), text=text)

    def contradiction(self, found: Contradiction) -> Row:
        """Both reports with their words under it: which is right is for the reader."""
        cut = None if self.choice.everything else WHAT
        notes = [f"{self.numbers.lead(line)} {quote(line.finding.evidence.quote, cut)}" for line in found.lines]
        evidence = tuple(quoted for line in found.lines for quoted in self._evidence(line))
        cites = tuple(self.numbers.of[line.report.id] for line in found.lines)
        source = " ".join(map(self.numbers.lead, found.lines))
        return Row(found.slot, "", clean(found.reason), source, notes=tuple(notes), evidence=evidence, cites=cites)

    def happening(self, line: Line[Event]) -> Row:
        event = line.finding
        status = "" if event.status == "held" else f" {event.status}"
        text = f"{EVENTS[event.type]}{status}: {who(event, self.parties)}"
        row = self._row(event_day(line), "", line)
        return replace(row, text=text, words=clean(_deed(event)), remark=", ".join(told(line)))

    def _tied(self, line: Line[Condition]) -> str:
        found = line.finding
        remark = ", ".join(filter(None, [found.state, upon(found), *(told(line) if line.claimed else [])]))
        return f"{'red line' if found.red_line else 'condition'}: “{self.choice.cut(found.text.quote)}” ({remark})"

    def _others(self, stand: Stand[Position] | Stand[Channel]) -> Iterator[str]:
        """Yield "earlier: closed 2022-01-21 [5], open 2021-12-07 [2]", one line a standing."""
        others: tuple[Line[Position] | Line[Channel], ...] = stand.others
        for standing, lines in groupby(others, key=lambda line: line.standing):
            label = "also that day" if standing == "latest" else standing
            yield f"{label}: {', '.join(map(self._other, lines))}"

    def _other(self, line: Line[Position] | Line[Channel]) -> str:
        found = line.finding
        state = found.stance if isinstance(found, Position) else found.state
        date = line.date if line.standing == "earlier" else ""
        words = quote(found.evidence.quote) if self.choice.everything else ""
        return " ".join(filter(None, [state, date, self._mark(line), words]))

    def _toward(self, position: Position) -> str:
        return f"toward {name(position.toward)}" if position.toward and len(self.parties) > 2 else ""

    def _mark(self, line: Line[Finding]) -> str:
        return self.numbers.mark(line, everything=self.choice.everything)

    def _row(self, label: str, state: str, line: Line[Finding], words: Span | None = None, lines: int = 1) -> Row:
        return Row(
            label, state, "", self._mark(line), clean(words.quote) if words else "",
            evidence=self._evidence(line), cites=self._cites(line), standing=line.standing,
            lines=0 if self.choice.everything else lines, mark=self.choice.marks.get(line.finding.id, ""),
        )  # fmt: skip

    def _cites(self, *lines: Line[Finding]) -> tuple[int, ...]:
        everything = self.choice.everything
        return tuple(number for line in lines for number in self.numbers.cited(line, everything=everything))

    def _evidence(self, line: Line[Finding]) -> tuple[Quoted, ...]:
        if not self.choice.evidence:
            return ()
        quoted = entries(line) if self.choice.everything else [Entry(line.finding, line.report, line.verdict)]
        return tuple(Quoted(self.numbers.of[entry.report.id], entry.finding.evidence) for entry in quoted)


def whom(meeting: Meeting, order: Sequence[str]) -> str:
    """Return who met and where: "Marco Rubio – Sergey Lavrov, Riyadh"."""
    places = dict.fromkeys(clean(place.name) for place in meeting.places)
    return ", ".join([parties(cast(meeting.participants, order), order), *places])


def _telling(words: Span, line: Line[Finding]) -> Span:
    """The words, or the sentence where they are so few that they tell nothing."""
    return words if len(words.quote.split()) >= FEW else line.finding.sentence


def event_day(line: Line[Finding]) -> str:
    """A report's date is not the event's: it says when at the latest one knew."""
    if line.dated_by == "event" or line.date is None:
        return day(line.date)
    return f"said {line.date}" if getattr(line.finding, "status", "") != "held" else f"by {line.date}"


def told(line: Line[Finding]) -> list[str]:
    """Say whose word it is, unless the actor speaks of himself."""
    own = line.voice is not None and line.voice.key in {ref.key for ref in owners(line.finding)}
    return [] if own or not line.voice else [voice(line)]


def more(section: Section) -> str:
    """Return "… 9 more: --all" where a section left something out."""
    return f"… {section.left:,} more: --all" if section.left else ""


def upon(found: Condition) -> str:
    """Return "on Russia": who must meet a condition, where that is another than who sets it."""
    return f"on {name(found.on)}" if found.on and side(found.on) != side(found.by) else ""


def _test_of(found: Commitment) -> Iterator[str]:
    """Say when it is due and what would let one check it."""
    if found.by_when and found.by_when.edtf:
        yield f"due {day(found.by_when.edtf)}"
    if found.measure:
        yield f"checkable by: {clean(found.measure.quote)}"
    elif not found.verifiable:
        yield "not checkable"


def _deed(event: Event) -> str:
    """Return the exact words from the event's verb, or from its actor where little follows, to its sentence's end."""
    said = event.sentence.quote
    deed = said[max(event.cue.start - event.sentence.start, 0) :]
    return deed if len(deed.split()) >= FEW else said[max(event.evidence.start - event.sentence.start, 0) :]
