"""Stances → the talks, deals and truces they are about, where the sentence names them and no event tells of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.extract.matters import base, words
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import is_noun, is_verb
from dragoman.grammar import Token
from dragoman.model import Event, EventType, Matter, Position, Stance, Status

OF_MATTER: dict[Matter, EventType] = {
    "dialogue": "CONSULT", "meeting": "CONSULT", "agreement": "AGREE", "ceasefire": "RETREAT",
}  # fmt: skip

OF_STANCE: dict[Stance, Status] = {"open": "mooted", "conditional": "mooted", "closed": "denied"}
"""What a stance makes of them: "ready for this conversation" leaves them possible, "no interest in talks" does not."""


def meant(scene: Scene, events: Sequence[Event], positions: Sequence[Position], report: str) -> Iterator[Event]:
    """Yield what the stances are about, once of each type: the holder's with whom the stance is toward, if known."""
    told = {event.type for event in events}
    for one in positions:
        kind, cue = OF_MATTER.get(one.matter), _named(scene, one)
        if kind is not None and kind not in told and cue is not None:
            told.add(kind)
            yield Event(
                report=report, evidence=scene.of(cue), sentence=scene.span, rule="events.meant/1", type=kind,
                status=OF_STANCE[one.stance], cue=scene.of(cue), source=(one.holder,),
                recipient=(one.toward,) if one.toward is not None else (),
            )  # fmt: skip


def _named(scene: Scene, stance: Position) -> Token | None:
    """The word in the words of the stance that names its matter."""
    start = stance.evidence.start - scene.start
    inside = scene.doc.within(start, start + len(stance.evidence.quote))
    matters = ("dialogue", "meeting") if stance.matter in {"dialogue", "meeting"} else (stance.matter,)
    named = frozenset[str]().union(*(words("matter", matter) for matter in matters))
    return next((word for word in inside if base(word) in named and _particular(word)), None)


def _particular(word: Token) -> bool:
    """Whether an occasion is meant and not an idea: "this conversation", "talks", "to meet Fidan", but not "openness to
    dialogue", "a willingness to talk"."""
    partnered = any(kid.lower_ in {"with", "between"} or kid.dep_ == "dobj" for kid in word.children)
    if is_verb(word):
        return partnered
    known = any(kid.dep_ in {"det", "poss", "nummod"} for kid in word.children)
    return is_noun(word) and (partnered or known or word.tag_ == "NNS")
