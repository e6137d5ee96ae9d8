"""Dialogue → the sections that are shown where everything was asked for: what became of conditions, proposals and
promises, the channels' last signs of life, tracks, who speaks, and who is new in office."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.group import Dialogue, Line
from dragoman.group.dates import bounds
from dragoman.group.followed import Followed
from dragoman.group.lifelines import Lifeline
from dragoman.group.promises import Promise
from dragoman.group.proposals import Proposal
from dragoman.group.speakers import OfficeChange, Speaker
from dragoman.group.tracks import Track
from dragoman.harmless import clean
from dragoman.model import Event, Finding
from dragoman.parties import label
from dragoman.show.numbering import Numbers
from dragoman.show.rows import Row, Section
from dragoman.wording import count, day, name, names, quote, who


def details(found: Dialogue) -> Iterator[Section]:
    """Yield the sections that have something."""
    rows = _Details(found, Numbers.for_reports(found.reports))
    due = [one for one in found.promises if one.due]
    sections = (
        Section("What became of conditions", tuple(rows.followed(one) for one in found.followed if one.evidence)),
        Section("Proposals and invitations", tuple(map(rows.proposal, found.proposals))),
        Section("Promises with a day", tuple(map(rows.promise, due))),
        Section("What they undertook together", tuple(rows.promise(one) for one in found.promises if one.joint)),
        Section("Last signs of life", tuple(map(rows.lifeline, found.lifelines))),
        Section("Tracks", tuple(map(rows.track, found.tracks))),
        Section("Who speaks", tuple(map(rows.speaker, found.speakers))),
        Section("New in office", tuple(map(rows.office, found.offices))),
    )
    yield from (section for section in sections if section.rows)


def fate(one: Proposal) -> str:
    """Return the word for what became of a proposal."""
    status = one.line.finding.status
    return one.answer or ("waiting" if one.pending else "made" if status in {"held", "ongoing"} else status)


def waits(one: Proposal) -> str:
    """Return since when a proposal waits, "" where it does not."""
    known = bounds(one.pending)
    if one.pending is None or known is None or "/" not in one.pending:
        return f"waiting since {day(one.pending)}" if one.pending else ""
    if known[1].startswith("9999"):
        return f"waiting since {known[0]} at the earliest"
    return f"waiting since {known[1]} at the latest"


def size(one: Track) -> str:
    """Return of what a track is made, in numbers."""
    parts = (
        (len(one.channels), "channel"), (len(one.meetings), "meeting"), (len(one.commitments), "promise"),
        (len(one.events), "other event"),
    )  # fmt: skip
    return ", ".join(count(number, noun) for number, noun in parts if number)


def days(one: Speaker) -> str:
    """Return from when to when somebody is quoted, "" where no day is known."""
    return f"{one.first} to {one.last}" if one.first != one.last else one.first or ""


def change(one: OfficeChange) -> str:
    """Return who is new in which office, and who had it before."""
    before = f" (before: {clean(one.before)})" if one.before else ""
    return f"{label(one.side)}, {clean(one.office)}: {clean(one.name)}{before}"


class _Details:
    """Makes rows; knows the numbers of the reports."""

    def __init__(self, found: Dialogue, numbers: Numbers) -> None:
        self._parties, self._numbers = found.parties, numbers

    def followed(self, one: Followed) -> Row:
        sign = "red line" if one.line.finding.red_line else "condition"
        told = tuple(map(self._told, one.evidence))
        text = quote(one.line.finding.text.quote)
        return Row(sign, one.state, text, self._lead(one.line), notes=told, cites=self._cites(one.line, *one.evidence))

    def proposal(self, one: Proposal) -> Row:
        notes = [f"decided: {quote(one.rule.quote)}"] if one.rule else []
        lines = [one.line]
        if one.answered:
            notes.append(f"{one.answer} {one.answered.date or 'undated'}: {quote(one.answered.finding.sentence.quote)}")
            lines.append(one.answered)
        asked = f"{who(one.line.finding, self._parties)}:"
        words = clean(one.line.finding.sentence.quote)
        return Row(
            day(one.line.date), fate(one), asked, self._lead(one.line), words, waits(one), tuple(notes),
            cites=self._cites(*lines), lines=0,
        )  # fmt: skip

    def promise(self, one: Promise) -> Row:
        found = one.line.finding
        to = f" to {names(found.to)}" if found.to else ""
        state = "overdue" if one.overdue else "due" if one.due else ""
        told = f"told {one.line.date or 'undated'}"
        return Row(
            one.due or "no day", state, f"{names(found.who)}{to}:", self._lead(one.line), clean(found.what.quote), told,
            cites=self._cites(one.line), lines=0,
        )  # fmt: skip

    def lifeline(self, one: Lifeline) -> Row:
        by = ", a meeting on its level" if one.meeting else ""
        line = one.channel.line
        last = f"{one.last}{by}" if one.last else "none on record with a date"
        return Row(line.finding.channel, line.finding.state, last, self._lead(line), cites=self._cites(line))

    def track(self, one: Track) -> Row:
        return Row(one.name, "", size(one), "", remark=f"last {one.last}" if one.last else "")

    def speaker(self, one: Speaker) -> Row:
        return Row(label(one.side), "", f"{name(one.ref)}, {count(one.lines, 'line')}", "", remark=days(one))

    def office(self, one: OfficeChange) -> Row:
        return Row(one.day, "", change(one), "", remark=clean(one.source))

    def _told(self, line: Line[Event]) -> str:
        return f"{line.date or 'undated'}: {quote(line.finding.sentence.quote)} {self._lead(line)}"

    def _lead(self, line: Line[Finding]) -> str:
        return self._numbers.lead(line) if line.report.id in self._numbers.of else ""

    def _cites(self, *lines: Line[Finding]) -> tuple[int, ...]:
        return tuple(self._numbers.of[line.report.id] for line in lines if line.report.id in self._numbers.of)
