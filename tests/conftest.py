"""A small news desk made by hand, for every test: reports and findings whose spans are found by their words."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from dragoman.model import (
    Channel,
    Commitment,
    Condition,
    Discrepancy,
    Entry,
    Event,
    Finding,
    Issue,
    Outcome,
    Place,
    Position,
    Ref,
    Refs,
    Report,
    Span,
    Statement,
    When,
)

os.environ["DRAGOMAN_REFERENCE"] = os.path.join(os.path.dirname(__file__), "none")  # nobody's own rows

USA = Ref("USA", "United States", "state", "USA")
RUS = Ref("RUS", "Russia", "state", "RUS")
IRN = Ref("IRN", "Iran", "state", "IRN")
LAVROV = Ref("sergei-lavrov", "Sergei Lavrov", "person", "RUS", "foreign minister")
RUBIO = Ref("marco-rubio", "Marco Rubio", "person", "USA", "secretary of state")
BLINKEN = Ref("antony-blinken", "Antony Blinken", "person", "USA", "secretary of state")


@dataclass
class Desk:
    """One report and the findings made on it."""

    report: Report
    entries: list[Entry] = field(default_factory=list)

    def span(self, words: str) -> Span:
        start = self.report.text.index(words)
        return Span.of(self.report.text, start, start + len(words))

    def keep(self, finding: Finding) -> Finding:
        self.entries.append(Entry(finding, self.report.head))
        return finding

    def _head(self, words: str, said_by: Finding | None) -> dict:
        span = self.span(words)
        said = said_by and said_by.id
        return {"report": self.report.id, "evidence": span, "sentence": span, "rule": "hand/1", "said_by": said}

    def statement(self, words: str, speaker: Ref, content: str, cue: str | None = None) -> Finding:
        cue_span = self.span(cue) if cue else None
        head = self._head(words, None)
        return self.keep(
            Statement(**head, speaker=speaker, manner="indirect", content=self.span(content), cue=cue_span)
        )

    def position(  # noqa: PLR0917 - made to be short to call
        self, words, holder, stance, toward=None, matter="dialogue", conditions=(), said_by=None
    ) -> Finding:
        ids = tuple(condition.id for condition in conditions)
        head = self._head(words, said_by)
        return self.keep(Position(**head, holder=holder, toward=toward, matter=matter, stance=stance, conditions=ids))

    def condition(self, words, by=None, on=None, said_by=None, red_line=False) -> Finding:
        head = self._head(words, said_by)
        text = self.span(words)
        return self.keep(Condition(**head, text=text, connective="if", by=by, on=on, red_line=red_line))

    def event(  # noqa: PLR0917 - made to be short to call
        self, words, status, source: Refs, recipient: Refs = (), kind="CONSULT", date=None, place=None, said_by=None,
        country=None, meeting=None,
    ):  # fmt: skip
        where = Place(place, country, "stated", self.span(place)) if place else None
        when = When(date, "stated") if date else None
        head = self._head(words, said_by)
        return self.keep(
            Event(
                **head,
                type=kind,
                status=status,
                cue=self.span(words),
                source=source,
                recipient=recipient,
                date=when,
                place=where,
                meeting=meeting,
            )
        )

    def channel(self, words, kind, state, parties: Refs, topic=None) -> Finding:
        head = self._head(words, None)
        return self.keep(
            Channel(**head, channel=kind, state=state, parties=parties, topic=self.span(topic) if topic else None)
        )

    def commitment(self, words, who: Refs, to: Refs, what, due=None) -> Finding:
        when = When(due, "stated") if due else None
        return self.keep(
            Commitment(
                **self._head(words, None), who=who, to=to, what=self.span(what), by_when=when, verifiable=bool(due)
            )
        )

    def discrepancy(self, words, kind, reason, reference=None) -> Finding:
        return self.keep(Discrepancy(**self._head(words, None), discrepancy=kind, reason=reason, reference=reference))


def make_desk(text: str, source="a.txt", outlet="Meridian Wire", published=None, title=None) -> Desk:
    return Desk(Report(source, text, title=title or text.partition(".")[0], outlet=outlet, published=published))


@pytest.fixture
def desk() -> Callable[..., Desk]:
    """Makes a report and a desk to put findings on."""
    return make_desk


@pytest.fixture
def actors() -> SimpleNamespace:
    """The actors of the newsroom."""
    return SimpleNamespace(USA=USA, RUS=RUS, IRN=IRN, LAVROV=LAVROV, RUBIO=RUBIO, BLINKEN=BLINKEN)


@pytest.fixture
def newsroom() -> list[Entry]:
    """The entries of the newsroom."""
    return [entry for made in _newsroom() for entry in made.entries]


@pytest.fixture
def outcomes() -> list[Outcome]:
    """What reading the newsroom's reports would give, and one that could not be read."""
    made = [Outcome(desk.report, tuple(entry.finding for entry in desk.entries)) for desk in _newsroom()]
    return [*made, Issue("broken.html", "encoding", "broken.html: not text; convert it to UTF-8")]


def _newsroom() -> list[Desk]:
    """Four reports: Riyadh told twice, an older condition, a claim by a third voice, an undated one."""
    riyadh = make_desk(
        "Rubio and Lavrov met in Riyadh on 18 February. The two sides agreed to restore embassy staffing by the end "
        "of April. A summit of the presidents was discussed, but no date was set. Washington is ready to talk to "
        "Moscow. The embassies remain limited to basic consular work.",
        "riyadh.txt", published="2025-02-18", title="Rubio and Lavrov meet in Riyadh for four and a half hours",
    )  # fmt: skip
    riyadh.event("met", "held", (RUBIO,), (LAVROV,), date="2025-02-18", place="Riyadh")
    riyadh.event("summit of the presidents", "mooted", (USA,), (RUS,))
    riyadh.event("agreed", "held", (USA,), (RUS,), kind="AGREE", date="2025-02-18")
    riyadh.commitment(
        "agreed to restore embassy staffing by the end of April", (USA, RUS), (), "restore embassy staffing",
        due="2025-04-30",
    )  # fmt: skip
    riyadh.position("ready to talk to Moscow", USA, "open", RUS)
    riyadh.channel("embassies remain limited", "embassy", "limited", (USA, RUS), "basic consular work")

    copy = make_desk(
        "The United States and Russia held talks in Riyadh on Tuesday. Lavrov, the former foreign minister, said "
        "Russia was prepared for a meeting of the presidents once sanctions on its airlines are lifted. "
        "A call is planned next week.",
        "copy.html", "Harbour Post", "2025-02-19", "Talks held in Saudi capital",
    )  # fmt: skip
    copy.event("talks", "held", (USA,), (RUS,), date="2025-02-18", place="Riyadh")
    said = copy.statement(
        "Lavrov, the former foreign minister, said", LAVROV, "Russia was prepared for a meeting of the presidents",
        "said",
    )  # fmt: skip
    lifted = copy.condition("once sanctions on its airlines are lifted", RUS, USA, said_by=said)
    copy.position("prepared for a meeting", RUS, "conditional", USA, "meeting", (lifted,), said_by=said)
    copy.event("A call is planned next week", "planned", (USA,), (RUS,), date="2025-02-2X")
    copy.discrepancy(
        "the former foreign minister", "office", "Sergei Lavrov is foreign minister, not former, on this date",
        "terms.csv: sergei-lavrov since 2004-03-09",
    )  # fmt: skip

    old = make_desk(
        "Lavrov said Washington has no interest in dialogue with Moscow. Blinken said talks could resume if Moscow "
        "changes course. Tehran welcomed the remarks.",
        "old.txt", "Northgate Review", "2024-01-22", "Lavrov: no interest in dialogue",
    )  # fmt: skip
    claim = old.statement("Lavrov said", LAVROV, "Washington has no interest in dialogue", "said")
    old.position("no interest in dialogue", USA, "closed", RUS, said_by=claim)
    own = old.statement("Blinken said", BLINKEN, "talks could resume", "said")
    changes = old.condition("if Moscow changes course", USA, RUS, said_by=own)
    old.position("talks could resume", USA, "conditional", RUS, conditions=(changes,), said_by=own)
    old.event("welcomed", "held", (IRN,), (USA,), kind="SUPPORT")

    undated = make_desk(
        "Moscow said the security channel with Washington was paused. No meeting took place.", "undated.txt",
        "Continental Ledger",
    )  # fmt: skip
    undated.channel("security channel with Washington was paused", "security", "paused", (RUS, USA))
    undated.event("No meeting took place", "denied", (RUS,), (USA,))
    return [riyadh, copy, old, undated]
