"""Events in order → events with the parties that only the report around them tells: "the talks", "Turkey refused"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.model import Event, Finding, Mention, Ref, Refs, Statement, Status
from dragoman.resolve.actors import Cast
from dragoman.resolve.bystanders import VIOLENT, Bystanders, open_sides
from dragoman.resolve.go_between import helps, told_of
from dragoman.resolve.partners import in_context
from dragoman.resolve.portrait import Naming
from dragoman.resolve.told import SYMMETRIC, Told, states

_PLACED = re.compile(r"\b(?:in|at|near|outside)\s+(?:the\s+)?(?:[A-Z][\w.’'-]*,?\s+){0,4}(?:in\s+)?(?:the\s+)?$")
"""What stands before a place: a preposition, perhaps a city and a comma."""

_MUTUAL = re.compile(
    r"(?:\s+\w+){0,2}?\s+(?:(?:each other|one another|the other\b(?! \w+ (?:countr|part|member)))(?!['’]s)"
    r"|accusations\b|barbs\b|insults\b|recriminations\b|blame\b)",
    re.IGNORECASE,
)
"""What stands after the word of something that two do to each other."""

UNNAMED = "events.unnamed/1"
"""The rule of accusations whose words name nobody."""

JOURNEYS = frozenset({
    "visit", "visits", "visited", "visiting", "toured", "travel", "travels", "traveled", "travelled", "traveling",
    "travelling", "trip", "trips", "arrive", "arrived", "landed", "fly", "flying", "flew", "headed", "heading",
})  # fmt: skip
"""Journeys that lead to nobody are none of our matter."""

PROMISES = frozenset({
    "pledge", "pledges", "pledged", "pledging", "promise", "promises", "promised", "promising", "commit", "commits",
    "committed", "committing",
})  # fmt: skip
"""Words of promising that mean a commitment between parties only where both are known."""

LEAVE = frozenset({
    "allow", "allows", "allowed", "allowing", "permit", "permits", "permitted", "permitting", "give", "gives", "gave",
    "giving", "pardon", "pardons", "pardoned", "reinstate", "reinstates", "reinstated", "reinstating", "grant",
})  # fmt: skip
"""Words of giving leave: home affairs where nobody abroad gets it."""

OPENING = 300
"""Characters at the start of a report that tell whom it is about."""


def namings(cast: Cast, mentions: Sequence[Mention], text: str) -> list[Naming]:
    """Return where the report names a state or somebody who acts for one, and as what."""
    subjects = {(one.span.start, one.span.end) for one in mentions if one.subject}
    helping, hosting = told_of(text), told_of(text, "hosting")
    return [
        Naming(
            start,
            ref,
            (start, end) in subjects,
            _placed(text, start),
            helping and helps(text, start, end),
            hosting and helps(text, start, end, "hosting"),
        )
        for (start, end), refs in cast.items()
        for ref in refs
        if ref.state
    ]


def _placed(text: str, start: int) -> bool:
    return _PLACED.search(text, max(0, start - 60), start) is not None


def complete(findings: Sequence[Finding], named: Sequence[Naming]) -> Iterator[Finding]:
    """Yield the findings with missing parties filled in from the report, each such Ref with basis `context`.

    Events that stay without enough parties are left out.
    """
    around, told, struck = Bystanders(named, findings, OPENING), Told(), _struck(findings)
    seats = _seats(named)
    speakers = {one.id: one.speaker for one in findings if isinstance(one, Statement)}
    before: list[tuple[frozenset[str], Status]] = []
    for finding in findings:
        if not isinstance(finding, Event):
            yield finding
            continue
        whole = told.again(finding)
        for side in open_sides(whole):
            found = around.missing(whole, side, told)
            spared = struck.get(finding.sentence.start, frozenset()) if finding.type == "ACCUSE" else frozenset()
            spared |= seats if finding.type in SYMMETRIC else frozenset()
            speaker = speakers.get(finding.said_by or "")
            whole = with_parties(whole, side, tuple(ref for ref in found if ref.state not in spared), speaker)
        if whole.rule == UNNAMED and not states(whole.recipient):
            continue  # of whom it was said, nothing tells
        whole = _as_told_before(whole, before)
        if _told(whole, bare=not states(finding.source) | states(finding.recipient)):
            told.add(whole)
            yield from _each_other(whole)


def _as_told_before(event: Event, before: list[tuple[frozenset[str], Status]]) -> Event:
    """Talks only named ("during their conversation, he is to …") are what the report told of them so far.

    They are not shown as held where all it told of that pair's talks is that they are planned, possible or denied.
    """
    if event.type != "CONSULT":
        return event
    pair = states(event.source) | states(event.recipient)
    earlier = [status for others, status in before if len(pair & others) > 1]
    open_ = bool(earlier) and not any(status in {"held", "ongoing"} for status in earlier)
    if open_ and event.status == "held" and event.rule.startswith("events.named"):
        event = replace(event, status=earlier[-1])
    before.append((pair, event.status))
    return event


def _seats(named: Sequence[Naming]) -> frozenset[str]:
    """The states that the report only names as the place where something was: "in Riyadh, Saudi Arabia"."""
    placed = {one.ref.state for one in named if one.placed}
    acting = {one.ref.state for one in named if not one.placed}
    return frozenset(state for state in placed - acting if state)


def _struck(findings: Sequence[Finding]) -> dict[int, frozenset[str]]:
    """Who is attacked or seized in each sentence, by its offset: nobody accuses the victims of it."""
    found: dict[int, frozenset[str]] = {}
    for one in findings:
        if isinstance(one, Event) and one.type in VIOLENT:
            known = found.get(one.sentence.start, frozenset())
            found[one.sentence.start] = known | (states(one.recipient) - states(one.source))
    return found


def with_parties(event: Event, side: str, found: Refs, speaker: Ref | None = None) -> Event:
    """Put actors that the context tells on a side of the event, in whose words (`speaker`) it may stand; talks whose
    parties are all unknown get two sides."""
    added = tuple({ref.state: in_context(ref, speaker) for ref in found}.values())
    if not added:
        return event
    if event.type in SYMMETRIC and not states(event.source) and not states(event.recipient):
        return replace(event, source=(*event.source, *added[:1]), recipient=(*event.recipient, *added[1:]))
    kept: Refs = event.source if side == "source" else event.recipient
    return replace(event, **{side: (*kept, *added)})  # type: ignore[arg-type]


def _told(event: Event, *, bare: bool) -> bool:
    """Whether enough parties take part: home affairs, and journeys that lead to nobody, are none of our matter; a deal
    of which the words name nobody is only told where the report tells both."""
    parties = states(event.source) | states(event.recipient)
    lone = event.cue.quote.lower() in ({"CONSULT": JOURNEYS, "CONCEDE": LEAVE}.get(event.type, PROMISES))
    if bare and event.type != "CONSULT":
        return len(parties) > 1 and not lone
    return len(parties) > (1 if lone else 0)


def _each_other(event: Event) -> Iterator[Event]:
    """ "Turkey and Syria accuse one another": what two do to each other is done twice."""
    after = event.sentence.quote[event.cue.end - event.sentence.start :]
    mutual = event.type not in SYMMETRIC and _MUTUAL.match(after) is not None
    if (
        not mutual
        or len(states(event.source)) != 2
        or len(event.source) != 2
        or states(event.recipient) - states(event.source)
    ):
        yield event
        return
    one, other = event.source
    for source, recipient in ((one, other), (other, one)):
        yield replace(event, source=(source,), recipient=(recipient,))


__all__ = ["complete", "namings", "with_parties"]
