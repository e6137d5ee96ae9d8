"""The types that travel the road: Page → Report → Finding (with Refs) → Entry, and Issue beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import ClassVar, Literal

from dragoman import notebook

Kind = Literal["statement", "event", "position", "condition", "channel", "commitment", "discrepancy"]
KINDS: tuple[Kind, ...] = (
    "statement", "event", "position", "condition", "channel", "commitment", "discrepancy",
)  # fmt: skip

ActorKind = Literal["person", "state", "organization", "group", "voice"]
RefBasis = Literal["named", "title", "pronoun", "metonym", "context"]
Basis = Literal["stated", "inferred", "unknown"]
Manner = Literal["direct", "indirect", "mixed"]
Status = Literal["held", "ongoing", "planned", "mooted", "denied"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Matter = Literal["dialogue", "meeting", "ceasefire", "agreement", "other"]
Stance = Literal["open", "conditional", "closed"]
ConditionState = Literal["unmet", "claimed", "met", "disputed"]
ChannelKind = Literal[
    "embassy", "un mission", "ministry", "leaders", "parliament", "military", "security", "back channel",
    "negotiators", "mediator", "economic", "cultural", "general",
]  # fmt: skip
ChannelState = Literal["open", "limited", "paused", "closed", "reopening", "planned"]
Judged = Literal["confirmed", "edited", "unsure", "pending", "rejected"]
"""What people made of a finding; `pending`: changed by one person, and a second has to agree before it is shown so."""
DiscrepancyKind = Literal["office", "name", "date", "citation", "contradiction"]
Severity = Literal["note", "query", "alarm"]
CopyKind = Literal["same", "headline", "lead", "version", "edited"]


def digest(*parts: object) -> str:
    """Return 16 hex digits that stand for `parts`: equal parts, equal digest."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Span:
    """Exact words of a report: `report.text[start:end] == quote`. Offsets count characters."""

    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        return cls(start, end, text[start:end])

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes as they came, before anything is known about them. `fetched` is an ISO 8601 instant or None."""

    source: str
    content: bytes
    media_type: str
    fetched: str | None = None


class _Identified:
    """Room for the id of a report or a finding, worked out once: it is asked for at every turn."""

    __slots__ = ("_id",)

    _id: str


@dataclass(frozen=True, slots=True)
class Report(_Identified):
    """One report. `text` never changes and every offset points into it.

    `source` is the path, URL or row id it came from; `published` an ISO date or None; `language` an ISO 639-1 code,
    `und` (not in Latin letters, no more is known) or None; `furniture` the spans of `text` that are not reporting
    (menus, teasers, captions) and are never read; `headline` the span of the title where the text itself contains it;
    `url` names versions of one article: a newer text under the same URL supersedes the older report.
    """

    source: str
    text: str
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None
    headline: Span | None = None
    furniture: tuple[Span, ...] = ()

    @property
    def id(self) -> str:
        """16 hex digits over source and text."""
        try:
            return self._id
        except AttributeError:
            object.__setattr__(self, "_id", digest(self.source, self.text))
            return self._id

    @property
    def head(self) -> ReportHead:
        return ReportHead(self.id, self.source, self.title, self.outlet, self.url, self.published)

    def _repr_html_(self) -> str:
        """What a notebook shows: the head and the beginning of the text."""
        return notebook.card(self.title or self.source, self.head.about, notebook.text(self.text, SHOWN))


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What every shown finding says of its report. `dated` is EDTF, inferred where `published` is None; `copy_of` the
    id of the earliest known report with the same wording, None where that is this one or there is no other."""

    id: str
    source: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    dated: str | None = None
    copy_of: str | None = None

    @property
    def origin(self) -> str:
        """The id of the report whose wording this is: reports of one origin are one voice."""
        return self.copy_of or self.id

    @property
    def about(self) -> str:
        """Outlet or source, date, id, on one line."""
        date = self.published or (f"undated, inferred {self.dated}" if self.dated else "undated")
        return " · ".join([self.outlet or self.source, date, self.id])


LANGUAGE = "language"
"""The code of the one issue that keeps no report out: it is in another language than English."""


@dataclass(frozen=True, slots=True)
class Issue:
    """Input that could not be used. `code` is a stable word, `message` one line: the input, the reason, the mend."""

    source: str
    code: str
    message: str

    @property
    def kept(self) -> bool:
        """Whether the report was kept all the same, without findings."""
        return self.code == LANGUAGE


@dataclass(frozen=True, slots=True)
class Ref:
    """Who is meant. `id` is a state or body code (`RUS`, `UNO`) or a person id (`sergei-lavrov`); None while unknown.

    `state` is the ISO 3166 alpha-3 code or body for which the actor speaks; `office` the office on the report's date;
    `surface` the words in the report; `antecedent` where a pronoun or title found its name; `candidates` the ids that
    lost or, where nothing was decided, all that are possible.
    """

    id: str | None
    name: str
    kind: ActorKind
    state: str | None = None
    office: str | None = None
    basis: RefBasis = "named"
    surface: Span | None = None
    antecedent: Span | None = None
    candidates: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.id or self.name


@dataclass(frozen=True, slots=True)
class When:
    """A date as EDTF (ISO 8601-2), how it was known, and the words. `edtf` None is "unknown"."""

    edtf: str | None
    basis: Basis
    text: Span | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place: name, country (ISO 3166 alpha-3 or None), how it was known, and the words."""

    name: str
    country: str | None
    basis: Basis
    text: Span | None = None


Refs = tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head(_Identified):
    """What every finding carries: report id, the exact words, their sentence, the rule (`name/version`), who said so.

    `said_by` is the id of the Statement inside whose content the finding stands; None when the report itself says it.
    """

    kind: ClassVar[Kind]
    report: str
    evidence: Span
    sentence: Span
    rule: str
    said_by: str | None = None
    corrects: str | None = None

    @property
    def id(self) -> str:
        """16 hex digits over the words and the roles; links and rule versions do not count. A person's correction of
        a finding (`corrects`) keeps that finding's id, so that what points to it still does."""
        try:
            return self._id
        except AttributeError:
            at = self.evidence
            found = self.corrects or digest(self.kind, self.report, at.start, at.end, *self._roles())
            object.__setattr__(self, "_id", found)
            return found

    def _repr_html_(self) -> str:
        """What a notebook shows: the words in their sentence, and every field that is known."""
        return notebook.card(self.kind, f"{self.id} · {self.rule}", *self.shown())

    def shown(self) -> tuple[str, str]:
        """The exact words marked in their sentence, and the known fields as a table, both as HTML."""
        at = self.evidence.start - self.sentence.start
        words = notebook.marked(self.sentence.quote, at, at + len(self.evidence.quote))
        known = ((spec.name, _told(getattr(self, spec.name))) for spec in fields(self) if spec.name not in _NOT_SHOWN)
        return words, notebook.table((name, told) for name, told in known if told)

    def _roles(self) -> Iterator[object]:
        for name in _role_names(type(self)):  # type: ignore[arg-type]  # mypy asks the class for the hash of its instances
            yield _stamp(_DRAWN.get((self.kind, name), getattr(self, name)))


_NOT_ROLES = {"report", "evidence", "sentence", "rule", "said_by", "corrects", "conditions", "meeting"}


def identified(finding: Finding, key: str) -> Finding:
    """Return the finding, whose id is known to be `key`: the same object, spared the reckoning."""
    object.__setattr__(finding, "_id", key)
    return finding


def field_names(finding: Head) -> tuple[str, ...]:
    """Return the names of a finding's fields; `dataclasses.fields` looks them up anew at each call."""
    return _names(type(finding))  # type: ignore[arg-type]  # mypy asks the class for the hash of its instances


@cache
def _names(kind: type[Head]) -> tuple[str, ...]:
    return tuple(spec.name for spec in fields(kind))


@cache
def _role_names(kind: type[Head]) -> tuple[str, ...]:
    return tuple(spec.name for spec in fields(kind) if spec.name not in _NOT_ROLES)


_NOT_SHOWN = {"report", "evidence", "sentence", "rule"}
SHOWN = 600
"""Characters of a report's text that a notebook shows."""


def _told(value: object) -> str:
    """A field in words; unknown and none are nothing."""
    if isinstance(value, Ref | Place):
        return value.name
    if isinstance(value, Span):
        return value.quote
    if isinstance(value, When):
        return value.edtf or "unknown date"
    if isinstance(value, tuple):
        return ", ".join(map(_told, value))
    return "" if value is None else str(value)


_DRAWN: dict[tuple[Kind, str], object] = {
    ("event", "mode"): None,
    ("event", "contexts"): (),
    ("condition", "state"): "unmet",
}
"""What lists of cues draw from the words of a finding, as it enters the id: a longer list changes no id."""


def _stamp(value: object) -> object:
    """A role as it enters the id: what was said, not what a reference table adds to it."""
    if isinstance(value, Ref):
        return value.key
    if isinstance(value, Span):
        return value.start, value.end
    if isinstance(value, When):
        return value.text.start if value.text else value.edtf
    if isinstance(value, Place):
        return value.name
    if isinstance(value, tuple):
        return tuple(_stamp(item) for item in value)
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Head):
    """Somebody's words. `cue` is the reporting word (None where a quotation runs on); `medium` the interview, post or
    briefing it was made in."""

    kind: ClassVar[Kind] = "statement"
    speaker: Ref
    manner: Manner
    content: Span
    cue: Span | None = None
    addressee: Ref | None = None
    medium: str | None = None
    date: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Head):
    """An action between political actors in PLOVER's sense. `mode` and `contexts` are PLOVER's (None and empty when
    unknown); `status` is the event's own, also inside reported speech; `meeting` is the id of the listed meeting that
    its sentence names (`meetings.csv`)."""

    kind: ClassVar[Kind] = "event"
    type: EventType
    status: Status
    cue: Span
    source: Refs = ()
    recipient: Refs = ()
    participants: Refs = ()
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    date: When | None = None
    place: Place | None = None
    meeting: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Head):
    """A holder's stance on a diplomatic matter; the holder need not be the speaker. `conditions` are Condition ids."""

    kind: ClassVar[Kind] = "position"
    holder: Ref
    matter: Matter
    stance: Stance
    toward: Ref | None = None
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(Head):
    """What must happen for a diplomatic step. `by`: whose condition; `on`: who must act; `about`: the step it governs;
    `red_line`: the sign turned (what must *not* happen)."""

    kind: ClassVar[Kind] = "condition"
    text: Span
    connective: str
    by: Ref | None = None
    on: Ref | None = None
    about: Matter = "other"
    state: ConditionState = "unmet"
    red_line: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel(Head):
    """A line of contact between parties and the state it is in."""

    kind: ClassVar[Kind] = "channel"
    channel: ChannelKind
    state: ChannelState
    parties: Refs = ()
    topic: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Head):
    """What somebody bound themselves to. `measure` is the words that would let one check it, None where there are none;
    `verifiable` says whether it can be checked as stated."""

    kind: ClassVar[Kind] = "commitment"
    who: Refs
    what: Span
    to: Refs = ()
    measure: Span | None = None
    by_when: When | None = None
    verifiable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy(Head):
    """Something a desk officer would query. `reference` names the row or span that disagrees, with its source."""

    kind: ClassVar[Kind] = "discrepancy"
    discrepancy: DiscrepancyKind
    reason: str
    reference: str | None = None
    severity: Severity = "query"
    others: tuple[Span, ...] = ()


Finding = Statement | Event | Position | Condition | Channel | Commitment | Discrepancy


MentionForm = Literal["person", "listed", "office", "counterpart", "parties", "pronoun", "organ", "voice"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase that may name an actor, as grammar sees it, before anybody decides who it is.

    `name` is its proper name without title ("" if none); `title` the words of office around it; `head` the lower-case
    lemma of its main noun; `names` what the gazetteer lists for the words ("sense:id:state"); `states` the codes its
    adjectives and genitives name; `owner` the span of the mention that possesses it ("*his* counterpart", "*Turkey*'s
    minister"); `same` the span of the mention it is set in apposition to.
    """

    span: Span
    sentence: int
    form: MentionForm
    head: str
    name: str = ""
    title: str = ""
    names: tuple[tuple[str, str, str | None], ...] = ()
    states: tuple[str, ...] = ()
    owner: Span | None = None
    same: Span | None = None
    plural: bool = False
    subject: bool = False
    quoted: bool = False

    @property
    def label(self) -> str:
        """What to call it while nobody knows who it is: its name, else its words."""
        return self.name or self.span.quote


@dataclass(frozen=True, slots=True)
class Extracted:
    """What grammar gave: every mention in order of the text, and findings whose roles are still only words."""

    mentions: tuple[Mention, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding as a ledger shows it: with its report's head, and what people made of it, None where nobody judged."""

    finding: Finding
    report: ReportHead
    verdict: Judged | None = None

    def _repr_html_(self) -> str:
        """What a notebook shows: the finding and where it stands."""
        return notebook.card(self.finding.kind, self.report.about, *self.finding.shown())


@dataclass(frozen=True, slots=True)
class DateReason:
    """Words that bound a report's date, what they say, and the table row's source that knows it; `happening` is the id
    of the listed happening that the report looks back on (`meetings.csv`), if that is what bounds it."""

    words: Span
    says: str
    reference: str | None
    happening: str | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """When a report was written: EDTF (an interval where it is inferred), how it is known, and why."""

    edtf: str | None
    basis: Basis
    reasons: tuple[DateReason, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """The findings of a report with who and when, and when the report itself was written."""

    findings: tuple[Finding, ...]
    dated: Dated


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a report is compared with others by.

    `minhash` is the MinHash signature of its wording, `bands` the keys under which near-copies meet (both empty where
    there are too few words to tell); `traits` what it is about, with weights: `word:ceasefire`,
    `place:Geneva`, `date:2023-03-02`, `claim:…`; `written` when it was most likely written (EDTF, None if unknown).
    """

    minhash: tuple[int, ...] = ()
    bands: tuple[int, ...] = ()
    traits: Mapping[str, float] = field(default_factory=dict)
    written: str | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """A report whose wording is that of another: `of` is the id of the one it resembles most, `similarity` the share of
    five-word runs they have in common (0 to 1). `kind`: `same` wording; same under another `headline`; another `lead`
    over the same body; a later `version` under one URL; `edited` in other places."""

    report: ReportHead
    of: str
    kind: CopyKind
    similarity: float


@dataclass(frozen=True, slots=True)
class Chain:
    """Reports of one wording: the earliest known (by date, else by arrival), and its copies in that order."""

    earliest: ReportHead
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True)
class StoryHead:
    """Reports on one happening: `title` is its first report's; `copies` of the `reports` are near-copies of others;
    `first` and `last` are ISO days, None where no report is dated to the day."""

    id: str
    title: str
    reports: int
    copies: int = 0
    outlets: int = 0
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A report of a story and why it is there: how alike it was to the story when it came (cosine, 0 to 1), and the
    traits that told it, the heaviest first. The one that opened the story has neither; `copy` says that it came as one,
    `moved` that a person put it here.
    """

    report: ReportHead
    likeness: float | None = None
    shared: tuple[str, ...] = ()
    copy: CopyKind | None = None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """A story with its reports, the earliest first."""

    head: StoryHead
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one report gave: itself, its findings (resolved), what was wrong with it, when it was written, and what it
    is compared by."""

    report: Report
    findings: tuple[Finding, ...] = ()
    issues: tuple[Issue, ...] = field(default=())
    dated: Dated = field(default=Dated(None, "unknown"))
    imprint: Imprint | None = None

    @property
    def head(self) -> ReportHead:
        """The report's head, with its inferred date where it states none."""
        inferred = self.dated.edtf if self.dated.basis == "inferred" else None
        return replace(self.report.head, dated=inferred)
