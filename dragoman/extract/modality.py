"""A predicate or event noun → its status: held, ongoing, planned, mooted or denied. One function decides for all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.extract.governors import step
from dragoman.extract.modifiers import noun_effects, over
from dragoman.extract.syntax import is_noun, is_verb
from dragoman.extract.tense import negated, outlook, verb_effects
from dragoman.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["negated", "status"]

MAX_CLIMB = 10
"""How many governing words are asked: deeper nesting than this is a parse gone astray."""


def status(token: Token) -> Status:
    """Return the status of the event that `token`, a verb or noun, names, as its sentence tells it.

    Every word from the event up to the root may turn it: an auxiliary, a negator, a governing verb, noun or adjective
    ("refused to meet", "the possibility of talks"), a conditional. A refusal refused leaves the event possible.
    """
    told: Status = "held"
    for effect in _effects(token):
        told = turned(told, effect)
    return told


def turned(told: Status, effect: Status | None) -> Status:
    """Return what a word with this effect makes of an event told so far as `told`."""
    if effect == "denied":
        return "mooted" if told == "denied" else "denied"
    if effect == "mooted":
        return "mooted"
    if effect == "planned" and told in {"held", "ongoing"}:
        return "planned"
    return "ongoing" if effect == "ongoing" and told == "held" else told


def _effects(token: Token) -> Iterator[Status | None]:
    """What each word makes of the event, from the event itself upwards."""
    yield from _own(token)
    if is_noun(token) and over(token):
        return
    place, carried = token, False
    for _ in range(MAX_CLIMB):
        found = step(place, carried)
        yield found.effect
        if found.to is None:
            return
        if found.reach == "all":
            yield from _own(found.to)
        elif found.reach == "outlook":
            yield outlook(found.to)
        carried = carried or (is_noun(found.to) and found.effect is not None)
        place = found.to


def _own(token: Token) -> Iterator[Status | None]:
    if is_verb(token):
        yield from verb_effects(token)
    elif is_noun(token):
        yield from noun_effects(token)
