"""What a dialogue is made of: lines, each one finding with its sources; stands, sides, meetings, and their sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from dragoman.model import (
    Channel,
    Commitment,
    Condition,
    Discrepancy,
    Entry,
    Event,
    Finding,
    Kind,
    Place,
    Position,
    Ref,
    Refs,
    ReportHead,
)

F_co = TypeVar("F_co", bound=Finding, covariant=True)
DatedBy = Literal["event", "report"]
Standing = Literal["latest", "earlier", "undated"]


@dataclass(frozen=True, slots=True)
class Line(Generic[F_co]):
    """One thing on record: a finding, the further entries that say the same, and whose word it is.

    `voice` is the speaker who said it, None where the report says so itself; `claimed` is true where that speaker does
    not speak for the actor concerned. `date` is EDTF: the event's own date or, failing that, its report's; `dated_by`
    says which. `standing` tells the latest word from earlier ones, and from those of reports without a date.
    """

    finding: F_co
    report: ReportHead
    also: tuple[Entry, ...] = ()
    voice: Ref | None = None
    claimed: bool = False
    date: str | None = None
    dated_by: DatedBy | None = None
    standing: Standing = "latest"

    @property
    def more(self) -> tuple[ReportHead, ...]:
        """The other reports that say the same, each once."""
        heads = {entry.report.id: entry.report for entry in self.also}
        heads.pop(self.report.id, None)
        return tuple(heads.values())


@dataclass(frozen=True, slots=True)
class Stand(Generic[F_co]):
    """The latest word on one topic, the conditions tied to it, and what else was said on it: other words of the same
    day, earlier ones, undated ones, each different word once."""

    line: Line[F_co]
    conditions: tuple[Line[Condition], ...] = ()
    others: tuple[Line[F_co], ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One party: where it stands on each matter, and its conditions that are tied to no position shown as latest."""

    code: str
    name: str
    positions: tuple[Stand[Position], ...] = ()
    conditions: tuple[Line[Condition], ...] = ()

    @property
    def unmet(self) -> int:
        """How many of its conditions nobody reports as met."""
        tied = [line for stand in self.positions for line in stand.conditions]
        return sum(line.finding.state != "met" for line in (*tied, *self.conditions))


@dataclass(frozen=True, slots=True)
class Meeting:
    """A contact between the parties: its fullest line, and everybody and every place that its sources name.

    `reported_held`: not yet held in this line, but another one has a meeting held on the same day.
    """

    line: Line[Event]
    participants: Refs = ()
    places: tuple[Place, ...] = ()
    reported_held: bool = False


@dataclass(frozen=True, slots=True)
class Outlook:
    """The last contact held, and what is planned and mooted from then on; None where nothing is on record."""

    last: Meeting | None = None
    planned: Meeting | None = None
    mooted: Meeting | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """What the dialogue rests on: reports, outlets, first and last publication date, and findings by kind."""

    reports: int = 0
    outlets: int = 0
    undated: int = 0
    first: str | None = None
    last: str | None = None
    findings: Mapping[Kind, int] | None = None


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Where the dialogue between the parties stands, as the entries have it. `timeline` has the events that are not
    meetings, the latest first, those without a date last."""

    parties: tuple[str, ...]
    sides: tuple[Side, ...]
    meetings: tuple[Meeting, ...] = ()
    channels: tuple[Stand[Channel], ...] = ()
    commitments: tuple[Line[Commitment], ...] = ()
    timeline: tuple[Line[Event], ...] = ()
    discrepancies: tuple[Line[Discrepancy], ...] = ()
    reports: tuple[ReportHead, ...] = ()
    counts: Counts = Counts()
    outlook: Outlook = Outlook()
    since: str | None = None
    until: str | None = None

    @property
    def empty(self) -> bool:
        """True where no report has anything between the parties."""
        return not self.reports
