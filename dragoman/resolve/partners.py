"""Parties that the words leave open → who they are: the other side of a stance, by the dealings of its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dragoman.gazetteer import gazetteer
from dragoman.model import Event, EventType, Finding, Position, Ref
from dragoman.resolve.people import roles

DEALINGS: frozenset[EventType] = frozenset(
    {"CONSULT", "AGREE", "COOPERATE", "RETREAT", "REQUEST", "REJECT", "SANCTION"}
)
"""Events that a stance can be about: talks it is open to, an offer it refuses, talks it breaks off."""


MEANT = "events.meant/1"
"""The rule of events that are only read from the stance itself."""


def with_partners(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings; a position toward nobody named gets the one party that its holder deals with in those words.

    "Moscow suspended the talks on the islands" in a report on Russia and Japan is a stance toward Japan, and none in a
    dialogue with a third that the report names too. Where the words tell of dealings with several, it stays open.
    """
    told: dict[int, list[Event]] = {}
    for one in findings:
        if isinstance(one, Event) and one.type in DEALINGS and one.rule != MEANT:
            told.setdefault(one.sentence.start, []).append(one)
    for one in findings:
        if isinstance(one, Position) and one.toward is None:
            yield _toward(one, _others(one, told.get(one.sentence.start, ())))
        else:
            yield one


def _toward(stance: Position, others: dict[str, Ref]) -> Position:
    return replace(stance, toward=in_context(*others.values())) if len(others) == 1 else stance


def _about(stance: Position, event: Event) -> bool:
    """Whether the stance can be about this dealing: talks that were held are where it was told, and whoever calls for a
    ceasefire elsewhere asks those who fight, and does not deal with them."""
    if stance.matter == "ceasefire":
        return event.type in {"AGREE", "REJECT"}
    return event.type != "CONSULT" or event.status not in {"held", "ongoing"}


def in_context(party: Ref, speaker: Ref | None = None) -> Ref:
    """A party that no words of the finding name: whoever speaks for a state or body, by office or in whose words the
    finding stands (`speaker`), stands for it, and is not said to have met or asked anybody himself."""
    told = speaker is not None and party.kind == "person" and party.key == speaker.key
    if party.state is not None and (told or "spokesperson" in roles(party.office or "")):
        tables, code = gazetteer(), party.state
        return Ref(code, tables.label(code), tables.kinds.get(code, "state"), code, None, "context")
    return replace(party, basis="context", surface=None, antecedent=None, candidates=())


def _others(stance: Position, events: Iterable[Event]) -> dict[str, Ref]:
    """Whom the holder deals with in the words of the stance, by state or body."""
    words = stance.evidence
    near = [one for one in events if words.start <= one.cue.start < words.end and _about(stance, one)]
    sides = [[*one.source, *one.recipient] for one in near]
    own = [side for side in sides if any(ref.state == stance.holder.state for ref in side)]
    return {ref.state: ref for side in own for ref in side if ref.state and ref.state != stance.holder.state}
