"""Lines of a dialogue → items: what a page writes in one row, each with the way to its exact words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import groupby
from urllib.parse import urlsplit

from dragoman.group import Contradiction, Dialogue, Line, Meeting, Stand
from dragoman.group.folding import entries
from dragoman.group.followed import Followed
from dragoman.group.promises import Promise
from dragoman.group.proposals import Proposal
from dragoman.harmless import clean
from dragoman.model import Channel, Commitment, Condition, Discrepancy, Entry, Event, Finding, Position, Span, Statement
from dragoman.show.details import fate, waits
from dragoman.show.dossier import event_day, told, upon, whom
from dragoman.show.meetings import happened
from dragoman.show.numbering import Numbers
from dragoman.wording import EVENTS, cast, day, name, names, parties, phrase, shorten, who

_ADDRESS = re.compile(r"https://(?:[^\s()]|\([^\s()]*\))+")
CITED = 2
"""Numbers of further reports that a row lists."""
NOTES = 2
"""Rows shown under a row."""
FEW = 5
"""Words that say too little without the sentence around them."""
QUOTED = 220
"""Characters quoted of longer words; the whole of them stands where the row leads."""
AROUND = 90
"""Characters of the sentence shown on either side of so few words."""


@dataclass(frozen=True, slots=True)
class Cite:
    """The number of a report, and the way to its words."""

    number: int
    href: str


@dataclass(frozen=True, slots=True)
class Words:
    """Exact words of a report, and as much of their sentence around them as makes them readable."""

    quote: str
    before: str = ""
    after: str = ""

    @classmethod
    def of(cls, span: Span, sentence: Span) -> Words:
        """Return the words of `span`; where they are few, with the sentence they stand in."""
        if len(span.quote.split()) >= FEW or not sentence.covers(span):
            return cls(shorten(clean(span.quote), QUOTED))
        before, after = sentence.quote[: span.start - sentence.start], sentence.quote[span.end - sentence.start :]
        return cls(clean(span.quote), _end(before), _beginning(after))


@dataclass(frozen=True, slots=True)
class Item:
    """One row: its label, its state, what is said in our words (`text`), in the report's (`words`), the remark and the
    date, and where it stands (`href`, `cites`; `left` of these are not listed). `notes` are rows of its own under it;
    `link` is the page that `text` leads to; `against` what the words do not agree with, and `source` its address on the
    web; `mark`: what people made of it, and who."""

    label: str = ""
    state: str = ""
    text: str = ""
    words: Words | None = None
    remark: str = ""
    date: str = ""
    href: str = ""
    cites: tuple[Cite, ...] = ()
    left: int = 0
    notes: tuple[Item, ...] = ()
    faded: bool = False
    link: str = ""
    against: str = ""
    source: str = ""
    mark: str = ""

    @property
    def shown(self) -> tuple[Item, ...]:
        """The notes that are shown."""
        return self.notes[:NOTES]


def place(report: str, span: Span) -> str:
    """Return the address of words in a report."""
    return f"/report/{report}?at={span.start}#c{span.start}"


def reference(found: Discrepancy) -> tuple[str, str]:
    """Return what the words do not agree with, and its address on the web ("": none is given)."""
    text = clean(found.reference or "")
    known = _ADDRESS.search(text)
    if known is None:
        return text, ""
    named = text[: known.start()].rstrip(" (")
    return named or urlsplit(known[0]).netloc, known[0]


def gist(finding: Finding) -> str:
    """Return what a finding says besides its exact words, where these stand beside it."""
    if isinstance(finding, Statement):
        to = f" to {name(finding.addressee)}" if finding.addressee else ""
        return f"{name(finding.speaker)}{to}" + (f" ({clean(finding.cue.quote)})" if finding.cue else "")
    if isinstance(finding, Commitment):
        return names(finding.who) + (f" to {names(finding.to)}" if finding.to else "")
    if isinstance(finding, Condition):
        return ", ".join(
            filter(
                None, [name(finding.by) if finding.by else "", "red line" if finding.red_line else "", upon(finding)]
            )
        )
    if isinstance(finding, Position):
        toward = f", toward {name(finding.toward)}" if finding.toward else ""
        return f"{name(finding.holder)}, {finding.matter}{toward}"
    return phrase(finding)


@dataclass(frozen=True, slots=True)
class Items:
    """Makes items: knows the parties in their order, the numbers of the reports, and what people made of findings."""

    parties: tuple[str, ...]
    numbers: Numbers
    marks: Mapping[str, str]

    @classmethod
    def of(cls, found: Dialogue, marks: Mapping[str, str]) -> Items:
        return cls(found.parties, Numbers.for_reports(found.reports), marks)

    def position(self, stand: Stand[Position]) -> Item:
        """Return where a side stands on a matter, with the conditions tied to it and its other words on it."""
        line = stand.line
        toward = f"toward {name(line.finding.toward)}" if line.finding.toward and len(self.parties) > 2 else ""
        notes = (*map(self._tied, stand.conditions), *self._others(stand))
        item = self._item(line, line.finding.evidence, toward, *told(line))
        return replace(item, label=line.finding.matter, state=line.finding.stance, notes=notes)

    def word(self, line: Line[Position]) -> Item:
        """Return a stance in short: the word, its date and its source."""
        cites, _ = self._cites(line, 0)
        claim = "claimed" if line.claimed else ""
        return Item(state=line.finding.stance, remark=claim, date=line.date or "undated", cites=cites)

    def condition(self, line: Line[Condition]) -> Item:
        item = self._item(line, line.finding.text, upon(line.finding), *told(line))
        return replace(item, state=line.finding.state)

    def meeting(self, meeting: Meeting) -> Item:
        line = meeting.line
        bare = line.finding.evidence if line.dated_by != "event" else None
        hint = (Item(text="another report has a meeting held on that day"),) if meeting.reported_held else ()
        item = self._item(line, bare, *told(line), date=happened(meeting))
        link = f"/meeting/{meeting.id}" if meeting.id else ""
        return replace(item, text=whom(meeting, self.parties), state=meeting.status, notes=hint, link=link)

    def channel(self, stand: Stand[Channel]) -> Item:
        found = stand.line.finding
        topic = f": {clean(found.topic.quote)}" if found.topic else ""
        text = parties(cast(found.parties, self.parties), self.parties) + topic
        item = self._item(stand.line, None, *told(stand.line))
        return replace(item, label=found.channel, state=found.state, text=text, notes=tuple(self._others(stand)))

    def commitment(self, line: Line[Commitment]) -> Item:
        found = line.finding
        to = f" to {names(found.to)}" if found.to else ""
        due = f"due {day(found.by_when.edtf)}" if found.by_when and found.by_when.edtf else ""
        measure = f"by “{clean(found.measure.quote)}”" if found.measure else ""
        item = self._item(line, found.what, *told(line), due, measure, date=event_day(line))
        state = "checkable" if found.verifiable else "not checkable"
        return replace(item, text=f"{names(found.who)}{to}", state=state)

    def promise(self, one: Promise) -> Item:
        """Return a commitment; where its own day has passed, that."""
        item = self.commitment(one.line)
        return replace(item, state="overdue") if one.overdue else item

    def discrepancy(self, line: Line[Discrepancy]) -> Item:
        found = line.finding
        against, source = reference(found)
        item = self._item(line, found.evidence)
        return replace(
            item, label=found.discrepancy, state=found.severity, text=clean(found.reason), against=against,
            source=source,
        )  # fmt: skip

    def contradiction(self, found: Contradiction) -> Item:
        """Return where two reports contradict each other, with the words of both under it."""
        notes = tuple(self._item(line, line.finding.evidence) for line in found.lines)
        return Item(label=found.slot, text=clean(found.reason), notes=notes)

    def happening(self, line: Line[Event]) -> Item:
        event = line.finding
        item = self._item(line, event.evidence, *told(line), date=event_day(line))
        return replace(item, text=f"{EVENTS[event.type].capitalize()}: {who(event, self.parties)}", state=event.status)

    def proposal(self, one: Proposal) -> Item:
        """Return who asked what of whom, how it is decided, and the answer."""
        line, notes = one.line, []
        if one.rule:
            decided = Words(clean(one.rule.quote))
            notes.append(Item(label="decided", words=decided, href=place(line.report.id, one.rule)))
        if one.answered:
            notes.append(replace(self._item(one.answered, one.answered.finding.sentence), state=one.answer or ""))
        item = self._item(line, line.finding.sentence, *told(line), waits(one), date="")
        asked = f"{who(line.finding, self.parties)}:"
        return replace(item, label=day(line.date), state=fate(one), text=asked, notes=tuple(notes))

    def followed(self, one: Followed) -> Item:
        """Return a condition and what has since been said to meet it."""
        notes = tuple(self._item(line, line.finding.sentence, *told(line)) for line in one.evidence)
        sign = "red line" if one.line.finding.red_line else "condition"
        return replace(self.condition(one.line), label=sign, state=one.state, notes=notes)

    def _tied(self, line: Line[Condition]) -> Item:
        found = line.finding
        item = self._item(line, found.text, upon(found), *(told(line) if line.claimed else []), date="")
        return replace(item, label="red line" if found.red_line else "condition", state=found.state)

    def _others(self, stand: Stand[Position] | Stand[Channel]) -> Iterator[Item]:
        others: tuple[Line[Position] | Line[Channel], ...] = stand.others
        for standing, lines in groupby(others, key=lambda line: line.standing):
            label = "also that day" if standing == "latest" else standing
            for number, line in enumerate(lines):
                found = line.finding
                state = found.stance if isinstance(found, Position) else found.state
                item = self._item(line, found.evidence, date=line.date if line.standing == "earlier" else "")
                yield replace(item, label="" if number else label, state=state)

    def _item(self, line: Line[Finding], words: Span | None, *remarks: str, date: str | None = None) -> Item:
        cites, left = self._cites(line, CITED)
        return Item(
            words=Words.of(words, line.finding.sentence) if words else None,
            remark=", ".join(filter(None, remarks)),
            date=(line.date or "undated") if date is None else date,
            href=place(line.report.id, line.finding.evidence),
            cites=cites,
            left=left,
            faded=line.standing == "earlier",
            mark=self.marks.get(line.finding.id, ""),
        )

    def _cites(self, line: Line[Finding], most: int) -> tuple[tuple[Cite, ...], int]:
        """Return the way to the words of a line and to `most` other reports of it, and how many are left out."""
        first: dict[str, Entry] = {}
        for entry in entries(line):
            first.setdefault(entry.report.id, entry)
        known = [entry for key, entry in first.items() if key in self.numbers.of]
        more = nsmallest(most, known[1:], key=lambda entry: self.numbers.of[entry.report.id])
        return tuple(map(self.cite, [*known[:1], *more])), len(known[1:]) - len(more)

    def cite(self, entry: Entry) -> Cite:
        """Return the way to the words of an entry."""
        return Cite(self.numbers.of[entry.report.id], place(entry.report.id, entry.finding.evidence))


def _end(text: str) -> str:
    cut = text if len(text) <= AROUND else text[-AROUND:].partition(" ")[2]
    lead = "… " if cut is not text else ""
    return lead + clean(cut) + (" " if text[-1:].isspace() else "")


def _beginning(text: str) -> str:
    cut = text if len(text) <= AROUND else text[:AROUND].rpartition(" ")[0]
    return (" " if text[:1].isspace() else "") + clean(cut) + (" …" if cut is not text else "")
