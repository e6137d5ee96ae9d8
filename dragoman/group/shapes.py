"""What a dialogue is made of: lines, each one finding with its sources; stands, sides, meetings, and their sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from dragoman import notebook
from dragoman.model import (
    Channel,
    Commitment,
    Condition,
    Discrepancy,
    Entry,
    Event,
    Finding,
    Judged,
    Kind,
    Place,
    Position,
    Ref,
    Refs,
    ReportHead,
)

if TYPE_CHECKING:
    from dragoman.group.followed import Followed
    from dragoman.group.lifelines import Lifeline
    from dragoman.group.promises import Promise
    from dragoman.group.proposals import Proposal
    from dragoman.group.speakers import OfficeChange, Speaker
    from dragoman.group.tracks import Track

F_co = TypeVar("F_co", bound=Finding, covariant=True)
DatedBy = Literal["event", "report"]
Level = Literal["leaders", "ministers", "officials"]
MeetingStatus = Literal["mooted", "requested", "planned", "held", "ongoing", "postponed", "cancelled", "denied"]
Standing = Literal["latest", "earlier", "undated"]


@dataclass(frozen=True, slots=True)
class Line(Generic[F_co]):
    """One thing on record: a finding, the further entries that say the same, and whose word it is.

    `voice` is the speaker who said it, None where the report says so itself; `claimed` is true where that speaker does
    not speak for the actor concerned. `date` is EDTF: the event's own date or, failing that, its report's; `dated_by`
    says which. `standing` tells the latest word from earlier ones, and from those of reports without a date; `verdict`
    what people made of the finding.
    """

    finding: F_co
    report: ReportHead
    also: tuple[Entry, ...] = ()
    voice: Ref | None = None
    claimed: bool = False
    date: str | None = None
    dated_by: DatedBy | None = None
    standing: Standing = "latest"
    verdict: Judged | None = None

    @property
    def more(self) -> tuple[ReportHead, ...]:
        """The other reports that say the same, each once."""
        heads = {entry.report.id: entry.report for entry in self.also}
        heads.pop(self.report.id, None)
        return tuple(heads.values())

    @property
    def copies(self) -> int:
        """How many of the reports behind it only repeat the wording of another of them, and so add no voice."""
        return 1 + len(self.more) - len({report.origin for report in (self.report, *self.more)})


@dataclass(frozen=True, slots=True)
class Stand(Generic[F_co]):
    """The latest word on one topic, the conditions tied to it, and what else was said on it: other words of the same
    day, earlier ones, undated ones, each different word once."""

    line: Line[F_co]
    conditions: tuple[Line[Condition], ...] = ()
    others: tuple[Line[F_co], ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One party: where it stands on each matter, its conditions that are tied to no position shown as latest, and
    `record`: every dated word on every matter, the oldest first, each once a day."""

    code: str
    name: str
    positions: tuple[Stand[Position], ...] = ()
    conditions: tuple[Line[Condition], ...] = ()
    record: tuple[Line[Position], ...] = ()

    @property
    def all_conditions(self) -> tuple[Line[Condition], ...]:
        """Its conditions, those tied to a position first."""
        return (*(line for stand in self.positions for line in stand.conditions), *self.conditions)

    @property
    def unmet(self) -> int:
        """How many of its conditions nobody reports as met."""
        return sum(line.finding.state != "met" for line in self.all_conditions)


@dataclass(frozen=True, slots=True)
class Step:
    """What was said of a meeting on one day: the status, who said so (the line, with everybody else who did), and when:
    `told` is the ISO day of the report, None where it bears no date. A step's status is the event's own, but for two:
    `requested` (the line is the request) and `postponed` or `cancelled`, where the words put it off or call it off."""

    status: MeetingStatus
    line: Line[Event]
    told: str | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A contact between the parties: the fullest line with its present status, and everybody and every place that its
    sources name.

    `id` is "m" and the id of the finding that told it first; any other finding that tells it names it too. `status` is
    the latest reliable word; `contested` where somebody says it was held and somebody that it was not; `when` EDTF:
    the event's own date, else what the reports' dates leave (`../2023-03-02` held by then, `2023-03-02/..` to come);
    `history` the steps in the order in which they were told, those without a date first; `doubts` what does not go
    together in it. `reported_held`: not yet held in this line, but another one has a meeting held on the same day.
    """

    line: Line[Event]
    participants: Refs = ()
    places: tuple[Place, ...] = ()
    reported_held: bool = False
    id: str = ""
    status: MeetingStatus = "held"
    level: Level | None = None
    form: str | None = None
    when: str | None = None
    contested: bool = False
    history: tuple[Step, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One slot (`date`, `place`, `participants`, `outcome`, `stance`) with different values in two reports, the earlier
    first; `reason` names both values. Which is right is not said."""

    slot: str
    lines: tuple[Line[Finding], Line[Finding]]
    reason: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """The last contact held, and what is planned and mooted from then on; None where nothing is on record."""

    last: Meeting | None = None
    planned: Meeting | None = None
    mooted: Meeting | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """What the dialogue rests on: reports, how many of them are near-copies of others among them, outlets, first and
    last publication date, and findings by kind."""

    reports: int = 0
    copies: int = 0
    outlets: int = 0
    undated: int = 0
    first: str | None = None
    last: str | None = None
    findings: Mapping[Kind, int] | None = None


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Where the dialogue between the parties stands, as the entries have it. `timeline` has the events that are not
    meetings, the latest first, those without a date last. `followed` has the conditions with what has since been said
    to meet them, `proposals` who asked what of whom and the answers, `promises` the commitments with their days,
    `lifelines` the channels with their last signs of life; `tracks` and `speakers` are further views of the same lines,
    `offices` the new holders of leading offices in that time."""

    parties: tuple[str, ...]
    sides: tuple[Side, ...]
    meetings: tuple[Meeting, ...] = ()
    channels: tuple[Stand[Channel], ...] = ()
    commitments: tuple[Line[Commitment], ...] = ()
    timeline: tuple[Line[Event], ...] = ()
    discrepancies: tuple[Line[Discrepancy], ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    reports: tuple[ReportHead, ...] = ()
    counts: Counts = Counts()
    outlook: Outlook = Outlook()
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    followed: tuple[Followed, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    promises: tuple[Promise, ...] = ()
    lifelines: tuple[Lifeline, ...] = ()
    tracks: tuple[Track, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    offices: tuple[OfficeChange, ...] = ()

    @property
    def empty(self) -> bool:
        """True where no report has anything between the parties."""
        return not self.reports

    def _repr_html_(self) -> str:
        """What a notebook shows: each side's latest word on each matter, and the meetings."""
        title = " – ".join(side.name for side in self.sides)
        if self.empty:
            return notebook.card(title, "nothing on record between them")
        about = " · ".join(filter(None, [f"{self.counts.reports} reports", self.counts.first, self.counts.last]))
        stances = [
            (side.name, stand.line.finding.matter, stand.line.finding.stance, _when(stand.line), _quoted(stand.line))
            for side in self.sides
            for stand in side.positions[:SHOWN]
        ]
        met = [
            (
                one.line.finding.status,
                _when(one.line),
                ", ".join(ref.name for ref in one.participants),
                _quoted(one.line),
            )
            for one in self.meetings[:SHOWN]
        ]
        heads = ("side", "matter", "stance", "when", "words"), ("meeting", "when", "who", "words")
        return notebook.card(title, about, notebook.table(stances, heads[0]), notebook.table(met, heads[1]))


SHOWN = 8
"""Positions of a side, and meetings, that a notebook shows."""


def _when(line: Line[Finding]) -> str:
    return line.date or "undated"


def _quoted(line: Line[Finding]) -> str:
    claim = f"claimed by {line.voice.name}: " if line.claimed and line.voice else ""
    return f"{claim}“{line.finding.evidence.quote}”"
