"""Events in order → events with the parties that the report has already named: "the talks", "they also discussed"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from dragoman.model import Event, Finding, Position, Ref, Refs, Statement

REACH = 3000
"""Characters back within which talks without parties are taken for those spoken of last."""

JOURNEYS = frozenset({
    "visit", "visits", "visited", "visiting", "toured", "travel", "travels", "traveled", "travelled", "traveling",
    "travelling", "trip", "trips", "arrive", "arrived", "landed", "fly", "flying", "flew", "headed", "heading",
})  # fmt: skip
"""Whoever is visited is named or is not: a journey is not completed from the talks before."""

PROMISES = frozenset({
    "pledge", "pledges", "pledged", "pledging", "promise", "promises", "promised", "promising", "commit", "commits",
    "committed", "committing",
})  # fmt: skip
"""Words of promising that mean a commitment between parties only where both are named."""


FACING = frozenset({"REQUEST", "REJECT", "AGREE", "ACCUSE", "SANCTION", "THREATEN", "CONCEDE", "COOPERATE"})
"""Types that are done to somebody; a report about two states need not say to whom."""

DEALING = 0.8
"""Share of the actors of a report from which two states are what it is about."""


@dataclass(slots=True)
class _Story:
    """What the report has told so far: the last complete set of parties, and who asked whom."""

    parties: Refs = ()
    at: int = -REACH
    asked: list[tuple[str | None, Refs]] = field(default_factory=list)


def complete(findings: Iterable[Finding], speakers: dict[str, Ref]) -> Iterator[Finding]:
    """Yield the findings with missing parties filled in from what went before, each such Ref with basis `context`.

    `speakers` maps statement ids to their speakers: talks with X of which Y speaks are talks between Y and X. Events
    that stay without any party are left out.
    """
    story, told = _Story(), list(findings)
    pair = _dealing(told)
    for finding in told:
        if not isinstance(finding, Event):
            yield finding
            continue
        whole = _answered(finding, story) if finding.type in {"REJECT", "AGREE"} else finding
        speaker = speakers.get(whole.said_by or "")
        if whole.type == "CONSULT":
            whole = _consulted(whole, story, speaker)
        elif whole.type in {"AGREE", "COOPERATE"} and not whole.source and whole.recipient:
            whole = _with_speaker(whole, speaker)
        _remember(whole, story)
        whole = _facing(whole, pair)
        if _told(whole):
            yield whole


def _dealing(told: Iterable[Finding]) -> dict[str, Ref]:
    """The two states that a report is about, by code: those that act in nearly all of it; none where others do too."""
    named = [ref for finding in told for ref in _acting(finding) if ref.state is not None]
    counts = Counter(ref.state for ref in named)
    top = counts.most_common(2)
    if len(top) < 2 or top[1][1] < 2 or top[0][1] + top[1][1] < DEALING * len(named):
        return {}
    return {code: next(ref for ref in named if ref.state == code) for code, _ in top if code is not None}


def _acting(finding: Finding) -> Refs:
    if isinstance(finding, Event):
        return (*finding.source, *finding.recipient)
    if isinstance(finding, Statement):
        return (finding.speaker,)
    return (finding.holder,) if isinstance(finding, Position) else ()


def _facing(event: Event, pair: Mapping[str, Ref]) -> Event:
    """In a report about two states, what one does to nobody named it does to the other."""
    states = _states(event)
    if event.type not in FACING or len(states) != 1 or not states <= pair.keys():
        return event
    if event.source and event.recipient:
        return event
    return _with(event, [ref for code, ref in pair.items() if code not in states])


def _told(event: Event) -> bool:
    """Whether enough parties take part: home affairs, and journeys that lead to nobody, are none of our matter."""
    states = _states(event)
    if event.type in {"AID", "SUPPORT"} and not any(ref.state for ref in event.recipient):
        return False
    lone = PROMISES if event.type != "CONSULT" else JOURNEYS if event.rule == "events.verb/1" else frozenset()
    return len(states) > (1 if event.cue.quote.lower() in lone else 0)


def _states(event: Event) -> set[str]:
    return {ref.state for ref in (*event.source, *event.recipient) if ref.state}


def _consulted(event: Event, story: _Story, speaker: Ref | None) -> Event:
    """Talks need two: the parties spoken of last if they fit, else the speaker."""
    named = _states(event)
    if event.cue.quote.lower() in JOURNEYS:
        return event
    if len(named) > 1 or any(ref.state is None for ref in event.recipient):
        return event
    known = {ref.state for ref in story.parties}
    near = event.evidence.start - story.at <= REACH
    if near and len(known) > 1 and (named <= known or event.cue.quote.lower() in {"joined", "attended", "join"}):
        return _with(event, [ref for ref in story.parties if ref.state not in named])
    return _with_speaker(event, speaker) if not event.source else event


def _with_speaker(event: Event, speaker: Ref | None) -> Event:
    """Talks with X, a deal reached with X, of which Y speaks are between Y and X."""
    if speaker is None or speaker.state is None or speaker.state in _states(event):
        return event
    return _with(event, [speaker])


def _with(event: Event, others: list[Ref]) -> Event:
    added = tuple({ref.state: replace(ref, basis="context") for ref in others}.values())
    if not event.source and not event.recipient:
        return replace(event, source=added[:1], recipient=added[1:])
    if not event.source:
        return replace(event, source=added)
    return replace(event, recipient=(*event.recipient, *added))


def _answered(event: Event, story: _Story) -> Event:
    """An answer without addressee goes to whoever asked: "The embassy declined the request"."""
    if event.recipient or event.cue.quote.lower() in {"agreed", "agree", "agrees"}:
        return event
    own = {ref.state for ref in event.source}
    for asked, askers in reversed(story.asked):
        if asked in own and not own & {ref.state for ref in askers}:
            return replace(event, recipient=tuple(replace(ref, basis="context") for ref in askers))
    return event


def _remember(event: Event, story: _Story) -> None:
    if event.type == "REQUEST" and event.source:
        story.asked.extend((ref.state, event.source) for ref in event.recipient)
    if event.type == "CONSULT" and len(_states(event)) > 1 and event.cue.quote.lower() not in JOURNEYS:
        both = [ref for ref in (*event.source, *event.recipient) if ref.state]
        story.parties, story.at = tuple({ref.state: ref for ref in both}.values()), event.evidence.start


def speakers_of(findings: Iterable[Finding]) -> dict[str, Ref]:
    """Return the speaker of every statement by its id."""
    return {one.id: one.speaker for one in findings if isinstance(one, Statement)}
