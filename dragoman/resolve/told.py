"""What a report has told of up to an event: who dealt with whom, and whose the deed is that the event speaks about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import cast

from dragoman.data import toml, words
from dragoman.model import Event, EventType, Ref, Refs
from dragoman.resolve.partners import in_context

SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types whose parties do the same."""

MUTUAL = SYMMETRIC | {"RETREAT"}
"""Types of which "the deal", "the talks", "the truce" names a pair."""

TAKEN_UP = frozenset({"AGREE", "RETREAT"})
"""Types whose noun with "the" names what was told before."""

VERB = "events.verb/1"

_TAKEN = re.compile(r"\b(?:the|this|that|these|those|such)\s+(?:[\w’'-]+\s+){0,2}$", re.IGNORECASE)
"""What stands before a noun that is taken for known."""

Sides = tuple[frozenset[str], frozenset[str]]
NOBODY: Sides = (frozenset(), frozenset())


def states(refs: Iterable[Ref]) -> frozenset[str]:
    """The states and bodies for which the actors stand."""
    return frozenset(ref.state for ref in refs if ref.state)


@dataclass(slots=True)
class Told:
    """What the report has told so far: who dealt with whom, who spoke, who stood where in the last event of a type."""

    pairs: Counter[frozenset[str]] = field(default_factory=Counter)
    last: Sides = NOBODY
    dealing: frozenset[str] = frozenset()
    by_type: dict[str, Sides] = field(default_factory=dict)
    refs: dict[str, tuple[Refs, Refs]] = field(default_factory=dict)
    toward: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, event: Event) -> None:
        """Remember an event whose sides are settled."""
        source, recipient = states(event.source), states(event.recipient)
        for one in source:
            for other in recipient:
                self.pairs[frozenset((one, other))] += 1
                self.toward[one, other] += 1
        if source or recipient:
            self.last = self.by_type[event.type] = source, recipient
        if source and recipient and all(ref.basis != "context" for ref in (*event.source, *event.recipient)):
            self.refs[event.type] = self.refs["any"] = event.source, event.recipient
        if event.type in MUTUAL and len(source | recipient) > 1:
            self.dealing = source | recipient

    def again(self, event: Event) -> Event:
        """Return the event with the parties of the last of its type, where its noun only takes that one up: "*the deal*
        was welcomed", "*the attack* came after …"; else as it is."""
        if event.type not in TAKEN_UP or event.rule == VERB or states(event.source) | states(event.recipient):
            return event
        source, recipient = self.refs.get(event.type, ((), ()))
        before = event.sentence.quote[: event.cue.start - event.sentence.start]
        if not (source and recipient and _TAKEN.search(before)):
            return event
        return replace(event, source=_known(source), recipient=_known(recipient))

    def whose(self, event: Event) -> Sides:
        """Return who stood on the sides of the deed that the event is about, where words told it and no guess."""
        source, recipient = self.refs.get(about(event) or "", ((), ()))
        return states(source), states(recipient)

    def deed(self, event: Event) -> Sides | None:
        """Return who stood on the sides of the deed that the event is about ("condemned *the attack*"), None where it
        is about none that was told."""
        kind = about(event)
        if kind is None:
            return None
        return self.last if kind == "any" else self.by_type.get(kind)


def _known(refs: Refs) -> Refs:
    return tuple(in_context(ref) for ref in refs if ref.state)


def about(event: Event) -> EventType | str | None:
    """Return the type of the deed that the event's object names ("welcomed *the deal*", "*the raid* was condemned"),
    "any" for "the move", "the decision"; None where the object is no deed."""
    at = event.cue.start - event.sentence.start
    return _about(event.sentence.quote, at, at + len(event.cue.quote))


@lru_cache(256)  # every state that may stand on its sides asks
def _about(quote: str, at: int, end: int) -> EventType | str | None:
    found = _after().match(quote, end) or _before().search(quote, 0, at)
    if found is None:
        return None
    noun = found["noun"].lower()
    return _deeds().get(noun) or _deeds()[noun.removesuffix("s")]


@cache
def _deeds() -> dict[str, EventType | str]:
    named = {word: cast("EventType", kind) for kind, nouns in toml("events")["nouns"].items() for word in nouns}
    return {**named, **dict.fromkeys(words("bystanders", "deeds"), "any")}


@cache
def _deed() -> str:
    """A noun phrase that takes a deed for known, as a pattern."""
    nouns = "|".join(sorted(map(re.escape, _deeds())))
    return rf"\b(?:the|this|that|these|those|such|both|its|their)\s+(?:[\w-]+\s+){{0,2}}?(?P<noun>(?:{nouns})s?)\b"


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"(?:\s+[\w’'-]+){{0,3}}?\s+{_deed()}", re.IGNORECASE)


@cache
def _before() -> re.Pattern[str]:
    helped = r"(?:(?:was|were|is|are|has|have|had|been|being|also|\w+ly)\s+)+$"
    return re.compile(rf"{_deed()}\s+{helped}", re.IGNORECASE)
