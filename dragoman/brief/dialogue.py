"""A dialogue and the entries it was made of → its brief: where it stands, each side's word, promises, events, marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from dragoman.brief.reports import discrepancies, mark, marks_kept
from dragoman.brief.salience import says_the_same, weight
from dragoman.brief.sentences import Told, sentence, told
from dragoman.brief.shapes import Brief, Citation, Length, Section, Sentence
from dragoman.data import toml
from dragoman.group import Dialogue, Line, Meeting, Side, Stand
from dragoman.group.actors import keys, others, owners
from dragoman.group.dates import bounds
from dragoman.group.folding import is_headline
from dragoman.model import Entry, Event, Finding, Position
from dragoman.wording import count, day, voice

SHORT, LONG = {"side": 2, "contact": 2, "rest": 1}, {"side": 3, "contact": 4, "rest": 2}
"""How many lines a side, the contacts, and each of the other sections may have."""
NEAR = 6
"""How many lines are looked at for one: the newest stand first."""
OVERDUE = 2

Labelled = tuple[str, Line[Finding]]


def dialogue_brief(found: Dialogue, entries: Iterable[Entry], length: Length) -> Brief:
    """Return the brief of a dialogue; `entries` are all findings of the reports in question."""
    known = tuple(entries)
    sentences, by_id = {one.key: one for one in told(known)}, {entry.finding.id: entry for entry in known}
    lines = _Lines(sentences, by_id, found.parties, found.counts.last)
    most = SHORT if length == "short" else LONG
    sections = [
        Section("Where it stands", lines.of(_contacts(found), most["contact"])),
        *(Section(party.name, lines.best(_words(party), most["side"])) for party in found.sides),
        Section("Promised", lines.best(((_due(line), line) for line in found.commitments), most["rest"])),
        Section("Also", lines.best(((_event(line), line) for line in found.timeline), most["rest"])),
        Section("Unresolved", tuple(_marks(found))[: marks_kept(length)], marks=True),
    ]
    title = " – ".join(party.name for party in found.sides)
    return Brief(title, _about(found), tuple(section for section in sections if section.sentences))


@dataclass(slots=True)
class _Lines:
    """Takes lines into a brief, each sentence once: what has been taken is not said again."""

    sentences: Mapping[tuple[str, int], Told]
    entries: Mapping[str, Entry]
    parties: tuple[str, ...]
    last: str | None
    taken: list[Told] = field(default_factory=list)

    def of(self, lines: Iterable[Labelled], most: int) -> tuple[Sentence, ...]:
        """Take the first lines as they come."""
        made: list[Sentence] = []
        for label, line in lines:
            one = self._told(line)
            if len(made) < most and not says_the_same(one, self.taken):
                self.taken.append(one)
                said = self.entries.get(line.finding.said_by or "")
                made.append(sentence(one, label, (Entry(line.finding, line.report), *filter(None, [said]))))
        return tuple(made)

    def best(self, lines: Iterable[Labelled], most: int) -> tuple[Sentence, ...]:
        """Take the lines that matter most among the first few, in the order in which they come."""
        near = list(islice(lines, most * NEAR))
        ranked = sorted(near, key=lambda one: self._weight(one[1]), reverse=True)
        several = [one for one in ranked if self._weight(one[1]) > 0][: most * 2]
        kept: list[Labelled] = []
        for one in several:
            said = [*self.taken, *(self._told(line) for _, line in kept)]
            if len(kept) < most and not says_the_same(self._told(one[1]), said):
                kept.append(one)
        return self.of((one for one in near if one in kept), most)

    def _told(self, line: Line[Finding]) -> Told:
        return self.sentences[line.report.id, line.finding.sentence.start]

    def _weight(self, line: Line[Finding]) -> float:
        """More where all parties are found in the sentence; less for a claim, and with the years since."""
        rules, one = toml("brief")["dialogue"], self._told(line)
        there = keys(ref for found in one.findings for ref in owners(found) + others(found))
        shared = rules["shared"] * (set(self.parties) <= there)
        claimed = rules["claimed"] * line.claimed
        return weight(one) + float(shared + claimed + rules["year"] * _years(line.date, self.last))


def _years(edtf: str | None, last: str | None) -> int:
    """The years between a date and the newest report; one where either is not known."""
    known, newest = bounds(edtf), bounds(last)
    return max(int(newest[1][:4]) - int(known[1][:4]), 0) if known and newest else 1


def _contacts(found: Dialogue) -> Iterator[Labelled]:
    """The last contact, what is planned and mooted, the channels."""
    ahead = found.outlook
    named = (("last contact", ahead.last), ("planned", ahead.planned), ("mooted", ahead.mooted))
    yield from ((_label(name, meeting.line), meeting.line) for name, meeting in named if meeting)
    for stand in found.channels:
        channel = stand.line.finding
        yield _label(f"{channel.channel} channel {channel.state}", stand.line), stand.line


def _words(party: Side) -> Iterator[Labelled]:
    """A side's own word before what others claim of it, then its conditions that hang on none of these."""
    for stand in party.positions:
        yield _stance(stand), stand.line
    for line in party.conditions:
        yield _label("red line" if line.finding.red_line else "condition", line), line


def _stance(stand: Stand[Position]) -> str:
    return _label(f"{stand.line.finding.matter} {stand.line.finding.stance}", stand.line)


def _due(line: Line[Finding]) -> str:
    when = getattr(line.finding, "by_when", None)
    due = f"due {day(when.edtf)}" if when and when.edtf else ""
    return ", ".join(filter(None, [due, _label("", line)]))


def _event(line: Line[Event]) -> str:
    status = "" if line.finding.status == "held" else line.finding.status
    return _label(status, line)


def _label(what: str, line: Line[Finding]) -> str:
    """What it is, when it was, and whose word it is where that is somebody else's."""
    when = f"report of {line.date}" if line.dated_by == "report" else day(line.date)
    return ", ".join(filter(None, [what, when, voice(line) if line.claimed else ""]))


def _marks(found: Dialogue) -> Iterator[Sentence]:
    overdue = (meeting for meeting in found.meetings if _is_overdue(meeting, found.counts.last))
    yield from map(_unheard, islice(overdue, OVERDUE))
    for party in found.sides:
        yield from (one for stand in party.positions for one in _contradicted(stand))
    yield from discrepancies(Entry(line.finding, line.report) for line in found.discrepancies)


def _is_overdue(meeting: Meeting, last: str | None) -> bool:
    """Planned for a day before the newest report, and no report has it held."""
    line = meeting.line
    known = bounds(line.date) if line.dated_by == "event" else None
    gone = known is not None and last is not None and known[1] < last
    planned = meeting.status == line.finding.status == "planned" and not is_headline(line)
    return gone and planned and not meeting.reported_held


def _unheard(meeting: Meeting) -> Sentence:
    line = meeting.line
    citation = Citation(line.report, line.finding.sentence, line.finding)
    return mark(f"planned {day(line.date)}, no report that it took place", "", citation)


def _contradicted(stand: Stand[Position]) -> Iterator[Sentence]:
    """Another word of the same day with another stance."""
    for line in stand.others:
        found = line.finding
        if line.standing == "latest" and found.stance != stand.line.finding.stance:
            label = f"{stand.line.finding.matter} {stand.line.finding.stance}, also {found.stance}"
            first = Citation(stand.line.report, stand.line.finding.evidence, stand.line.finding)
            yield mark(label, "", Citation(line.report, found.evidence, found), first)


def _about(found: Dialogue) -> str:
    counts = found.counts
    span = " to ".join(dict.fromkeys(filter(None, [counts.first, counts.last])))
    undated = f"{counts.undated} undated" if counts.undated else ""
    return " · ".join(filter(None, [count(counts.reports, "report"), span, undated]))
