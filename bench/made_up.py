"""A made-up meeting of two parties and a day in → a report on it in made-up words, and the findings in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bench.prose import Prose, name
from dragoman.gazetteer import gazetteer
from dragoman.model import (
    Channel,
    Commitment,
    Condition,
    Discrepancy,
    Event,
    Finding,
    Place,
    Position,
    Ref,
    Span,
    Statement,
    When,
)

FIRST = date(2016, 1, 1)
TERM = timedelta(days=4 * 365)
FILLER = 7
MINISTER, DEPUTY = "foreign minister", "deputy foreign minister"
OFFICES = (MINISTER, "president", DEPUTY, "special envoy")
ENDS = {
    "held": ("held", "met"),
    "denied": ("denied", "did not meet"),
    "called off": ("denied", "called off talks with"),
}
HEADLINES = ("{} and {} weigh talks in {}", "{} answers {} before {}", "{}, {} and the road to {}")
STANCES = {
    "open": "is ready for talks with", "conditional": "would return to talks with", "closed": "ruled out talks with",
}  # fmt: skip
DEMANDS = ("withdraws its troops", "reopens the embassy", "lifts the tariffs", "frees the detainees")
PROMISES = ("reopen two consulates", "withdraw 400 soldiers", "publish the list of detainees", "admit 12 inspectors")
KINDS = ("embassy", "military", "leaders", "economic", "cultural", "security", "parliament")
STATES = ("open", "open", "limited", "paused", "closed", "reopening")
MATTERS = ("to talks on arms control", "to a summit", "to a round of trade talks", "to an exchange of prisoners")
OFFERS = (
    ("invited", "REQUEST", "held"), ("invited", "REQUEST", "held"), ("agreed with", "AGREE", "held"),
    ("refused the invitation of", "REJECT", "held"), ("may agree with", "AGREE", "mooted"),
)  # fmt: skip
DEEDS = (
    ("imposed sanctions on", "SANCTION"), ("sent aid to", "AID"), ("accused", "ACCUSE"), ("warned", "THREATEN"),
    ("welcomed the steps of", "SUPPORT"), ("freed detainees from", "CONCEDE"), ("opened joint works with", "COOPERATE"),
    ("withdrew troops from the border with", "RETREAT"), ("moved troops to the border with", "MOBILIZE"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Arc:
    """One meeting of a pair: where, when, by whom, and how it ends."""

    pair: tuple[str, str]
    day: date
    place: tuple[str, str]
    office: str
    end: str


def drawn(*parts: object) -> Random:
    """Return a source of chance that only the parts decide."""
    return Random("/".join(map(str, parts)))  # noqa: S311 - not a secret


class Writer:
    """Writes one report; its findings bear no report's id yet and point to each other by their place in the list."""

    def __init__(self, draw: Random, arc: Arc, day: date) -> None:
        self.draw, self.arc, self.day = draw, arc, day
        self.prose = Prose()
        self.found: list[Finding] = []
        self.one, self.other = arc.pair if draw.random() < 0.5 else arc.pair[::-1]
        self.first, self.second = label(self.one), label(self.other)

    def headline(self) -> str:
        return self.prose.paragraph(self.draw.choice(HEADLINES).format(self.first, self.second, self.arc.place[0]))

    def drafts(self) -> list[Finding]:
        """Write it and return the findings, about ten."""
        parts = [self.meeting, self.stance, self.claim, self.channel, self.promise, self.offer, self.deed, self.doubt]
        self.draw.shuffle(parts)
        for part in parts:
            part()
            self.prose.filler(self.draw, 1)
        self.prose.filler(self.draw, FILLER)
        return self.found

    def meeting(self) -> None:
        """The meeting as it stands on the day of the report, told with date and place, and once more without."""
        arc, (status, verb) = self.arc, self._standing()
        spans = self.prose.say(
            "{one} {verb} {other} in {place} on {date}.", one=self.person(self.one, arc.office).name, verb=verb,
            other=self.person(self.other, arc.office).name, place=arc.place[0], date=spoken(arc.day),
        )  # fmt: skip
        self.keep(
            Event, spans, type="CONSULT", status=status, cue=spans["verb"],
            source=(self.person(self.one, arc.office, spans["one"]),),
            recipient=(self.person(self.other, arc.office, spans["other"]),),
            date=When(arc.day.isoformat(), "stated", spans["date"]),
            place=Place(*arc.place, "stated", spans["place"]),
        )  # fmt: skip
        spans = self.prose.say("Officials close to both sides described {cue} as businesslike.", cue="the talks")
        self.keep(
            Event, spans, "cue", type="CONSULT", status=status, cue=spans["cue"],
            source=(state(self.one),), recipient=(state(self.other),),
        )  # fmt: skip

    def _standing(self) -> tuple[str, str]:
        away = (self.arc.day - self.day).days
        if away <= 0:
            return ENDS[self.arc.end]
        return ("planned", "will meet") if away < 12 else ("mooted", "could meet")

    def stance(self) -> None:
        """A minister tells his own side's stance on talks, one in three with a condition."""
        stance = self.draw.choice(list(STANCES))
        told = "{speaker} said that {holder} {stance} {toward}"
        spans = self.prose.say(
            f"{told} {{tail}}." if stance == "conditional" else f"{told}.",
            speaker=self.person(self.one, MINISTER).name, holder=self.first, stance=STANCES[stance],
            toward=self.second, tail=f"if {self.second} {self.draw.choice(DEMANDS)}",
        )  # fmt: skip
        holder, toward = state(self.one, spans["holder"]), state(self.other, spans["toward"])
        said = self.keep(
            Statement, spans, speaker=self.person(self.one, MINISTER, spans["speaker"]), manner="indirect",
            content=self.prose.join(spans["holder"], spans.get("tail", spans["toward"])),
        )  # fmt: skip
        conditions: tuple[str, ...] = ()
        if stance == "conditional":
            conditions = (self.keep(
                Condition, spans, "tail", said_by=said, text=spans["tail"], connective="if", by=holder, on=toward,
                about="dialogue", red_line=self.draw.random() < 0.1,
            ),)  # fmt: skip
        self.keep(
            Position, spans, "stance", said_by=said, holder=holder, matter="dialogue", stance=stance, toward=toward,
            conditions=conditions,
        )  # fmt: skip

    def claim(self) -> None:
        """What one side says of the other's stance."""
        matter, stance = self.draw.choice(["ceasefire", "agreement", "meeting"]), self.draw.choice(["open", "closed"])
        spans = self.prose.say(
            "{speaker} told reporters that {holder} is {stance} to a {matter}.",
            speaker=self.person(self.other, DEPUTY).name, holder=self.first, stance=stance, matter=matter,
        )  # fmt: skip
        said = self.keep(
            Statement, spans, speaker=self.person(self.other, DEPUTY, spans["speaker"]), manner="indirect",
            content=self.prose.join(spans["holder"], spans["matter"]),
        )  # fmt: skip
        self.keep(
            Position, spans, "stance", said_by=said, holder=state(self.one, spans["holder"]), matter=matter,
            stance=stance, toward=state(self.other),
        )  # fmt: skip

    def channel(self) -> None:
        kind, standing = self.draw.choice(KINDS), self.draw.choice(STATES)
        spans = self.prose.say(
            "The {kind} channel between {one} and {other} is {state}.", kind=kind, state=standing, one=self.first,
            other=self.second,
        )  # fmt: skip
        ends = (state(self.one, spans["one"]), state(self.other, spans["other"]))
        self.keep(Channel, spans, channel=kind, state=standing, parties=ends, topic=spans["kind"])

    def promise(self) -> None:
        due = self.day + timedelta(days=self.draw.randrange(10, 400))
        spans = self.prose.say(
            "{who} promised {to} to {what} by {due}.", who=self.first, to=self.second,
            what=self.draw.choice(PROMISES), due=spoken(due),
        )  # fmt: skip
        self.keep(
            Commitment, spans, who=(state(self.one, spans["who"]),), to=(state(self.other, spans["to"]),),
            what=spans["what"], by_when=When(f"../{due.isoformat()}", "stated", spans["due"]), verifiable=True,
        )  # fmt: skip

    def offer(self) -> None:
        verb, kind, status = self.draw.choice(OFFERS)
        matter = self.draw.choice(MATTERS)
        spans = self.prose.say(
            "{source} {verb} {recipient} {matter}.", source=self.first, verb=verb, recipient=self.second, matter=matter
        )
        self._act(spans, kind, status)

    def deed(self) -> None:
        verb, kind = self.draw.choice(DEEDS)
        spans = self.prose.say(
            "{source} {verb} {recipient} on {date}.", source=self.first, verb=verb, recipient=self.second,
            date=spoken(self.day),
        )  # fmt: skip
        self._act(spans, kind, "held", When(self.day.isoformat(), "stated", spans["date"]))

    def _act(self, spans: dict[str, Span], kind: str, status: str, day: When | None = None) -> None:
        source, recipient = state(self.one, spans["source"]), state(self.other, spans["recipient"])
        self.keep(
            Event, spans, type=kind, status=status, cue=spans["verb"], source=(source,), recipient=(recipient,),
            date=day,
        )  # fmt: skip

    def doubt(self) -> None:
        """Now and then something that a desk officer would query."""
        if self.draw.random() < 0.15:
            wrong = f"former {MINISTER} {self.person(self.one, MINISTER).name}"
            spans = self.prose.say("The note was signed by {who}.", who=wrong)
            reason = "the tables do not have this person as a former holder of the office"
            self.keep(Discrepancy, spans, "who", discrepancy="office", reason=reason)

    def person(self, code: str, office: str, surface: Span | None = None) -> Ref:
        """Return who holds the office for the state on the day of the report: somebody new every four years."""
        term = (self.day - FIRST) // TERM
        key = f"{code}-{office}-{term}".lower().replace(" ", "-")
        return Ref(key, name(drawn(code, office, term)), "person", code, office, surface=surface)

    def keep(self, kind: type[Finding], spans: dict[str, Span], evidence: str = "sentence", **own: object) -> str:
        """Keep a finding on the words of that name; return its place in the list."""
        head = {"report": "", "evidence": spans[evidence], "sentence": spans["sentence"], "rule": "bench/1"}
        self.found.append(kind(**head, **own))  # type: ignore[arg-type]
        return str(len(self.found) - 1)


def label(code: str) -> str:
    return gazetteer().label(code)


def state(code: str, surface: Span | None = None) -> Ref:
    basis = "named" if surface else "context"
    return Ref(code, label(code), gazetteer().kinds[code], code, basis=basis, surface=surface)  # type: ignore[arg-type]


def spoken(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
