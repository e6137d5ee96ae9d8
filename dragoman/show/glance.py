"""Dialogue → the head of a dossier: where each side stands on each matter, and the facts a desk asks for first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from dragoman.group import Dialogue, Line, Meeting, Side
from dragoman.model import Finding, Matter
from dragoman.show.dossier import told, whom
from dragoman.show.meetings import happened
from dragoman.show.numbering import Numbers
from dragoman.wording import quote

SIGNS = {"open": "+", "conditional": "±", "closed": "−"}
"""Signs that need no colour to be told apart."""
SILENT = "·"
ALWAYS: tuple[Matter, ...] = ("dialogue", "meeting", "ceasefire", "agreement")
WORDS = 48
"""Characters quoted of a meeting without a date of its own."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A side's latest word on a matter: the stance and what is said of it ("2025-02-18 [10]"). Nothing: ""."""

    stance: str = ""
    about: str = ""

    @property
    def text(self) -> str:
        """The cell as plain text."""
        return f"{SIGNS[self.stance]} {self.stance} {self.about}" if self.stance else SILENT


@dataclass(frozen=True, slots=True)
class Glance:
    """The head: names of the sides, a row of cells a matter, facts with their labels, and the reports referred to."""

    names: tuple[str, ...]
    stances: tuple[tuple[str, tuple[Cell, ...]], ...]
    facts: tuple[tuple[str, str], ...]
    cites: tuple[int, ...] = ()


def glance(found: Dialogue) -> Glance:
    """Return the head of the dossier."""
    numbers = Numbers.for_reports(found.reports)
    matters = [matter for matter in get_args(Matter) if matter in ALWAYS or _spoken_of(found, matter)]
    rows = tuple((matter, tuple(_cell(side, matter, numbers) for side in found.sides)) for matter in matters)
    cites = tuple(numbers.of[line.report.id] for line in _lines(found))
    return Glance(tuple(side.name for side in found.sides), rows, tuple(_facts(found, numbers)), cites)


def _lines(found: Dialogue) -> Iterator[Line[Finding]]:
    """Yield every line that the head refers to."""
    yield from (stand.line for side in found.sides for stand in side.positions)
    ahead = found.outlook
    yield from (meeting.line for meeting in (ahead.last, ahead.planned, ahead.mooted) if meeting)
    yield from (stand.line for stand in found.channels)


def _spoken_of(found: Dialogue, matter: Matter) -> bool:
    return any(stand.line.finding.matter == matter for side in found.sides for stand in side.positions)


def _cell(side: Side, matter: Matter, numbers: Numbers) -> Cell:
    """The side's own word first; where there is none, what another claims of it, and said to be so."""
    stands = [stand for stand in side.positions if stand.line.finding.matter == matter]
    if not stands:
        return Cell()
    line = stands[0].line
    notes = ["claimed" if line.claimed else "", line.date or "undated", numbers.lead(line)]
    return Cell(line.finding.stance, " ".join(filter(None, notes)))


def _facts(found: Dialogue, numbers: Numbers) -> Iterator[tuple[str, str]]:
    ahead = found.outlook
    yield "last contact", _contact(ahead.last, found, numbers)
    yield "planned", _contact(ahead.planned, found, numbers)
    yield "mooted", _contact(ahead.mooted, found, numbers)
    yield "channels", " · ".join(_channels(found, numbers)) or "none on record"
    yield "conditions", " · ".join(f"{side.name}: {side.unmet} set" for side in found.sides)
    if waiting := sum(one.pending is not None for one in found.proposals):
        yield "proposals", f"{waiting:,} without an answer on record"
    if overdue := sum(one.overdue for one in found.promises):
        yield "promises", f"{overdue:,} past their own day"
    yield "discrepancies", f"{len(found.discrepancies):,} to look at" if found.discrepancies else "none"


def _contact(meeting: Meeting | None, found: Dialogue, numbers: Numbers) -> str:
    if meeting is None:
        return "none on record" if found.outlook.last is None else "none on record since"
    line = meeting.line
    words = "" if line.dated_by == "event" else quote(line.finding.evidence.quote, WORDS)
    parts = [happened(meeting), whom(meeting, found.parties), words, *_aside(line), numbers.lead(line)]
    return " ".join(filter(None, parts))


def _aside(line: Line[Finding]) -> list[str]:
    return [f"({words})" for words in told(line)]


def _channels(found: Dialogue, numbers: Numbers) -> Iterator[str]:
    for stand in found.channels:
        line = stand.line
        claim = " (claimed)" if line.claimed else ""
        yield f"{line.finding.channel} {line.finding.state}{claim} {line.date or 'undated'} {numbers.lead(line)}"
