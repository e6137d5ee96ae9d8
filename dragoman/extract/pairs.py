"""A parsed sentence and two of its actors → the PLOVER type of what the first does to the second."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from dragoman.extract.doers import doer_of
from dragoman.extract.event_nouns import noun_type
from dragoman.extract.events import events
from dragoman.extract.features import TYPES, features, given
from dragoman.extract.frames import frame_of, frames_of, lemma
from dragoman.extract.mentions import all_mentions
from dragoman.extract.modality import status
from dragoman.extract.network import network
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import ancestors, is_noun, is_verb
from dragoman.grammar import Doc, Token, top
from dragoman.model import EventType

COMMON: EventType = "CONSULT"
"""The type of a sentence without a word for an event: the commonest one of reporting on diplomacy."""

KIND = frozenset({"CONSULT", "CONCEDE", "RETREAT", "COOPERATE", "AID"})
"""Types that are only promised while they are to come."""

HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"})
"""Types that are only threatened while they are to come."""


Place = tuple[int, int] | None
"""(start, end) in characters of the sentence; None where the sentence does not name the actor."""


def root_of(doc: Doc, source_span: Place, target_span: Place) -> EventType:
    """Return the PLOVER type of what the source does to the target; the actors may be anybody.

    The types are CAMEO's roots as PLOVER folds them: what is only promised is AGREE, an agreement signed SUPPORT.
    Raises ValueError where a span holds no word of the sentence.
    """
    scene = Scene(doc, doc.text, 0, 0, 0, False, ())
    all_mentions(scene)
    source, target = _indices(doc, source_span), _indices(doc, target_span)
    table = given(features(scene, list(events(scene, ""))), source, target)
    ruled = TYPES.index(ruled_root(doc, source_span, target_span))
    net = network("pairs")
    likely = net.root(net.encode([table]), np.array(source, int), np.array(target, int), ruled)
    return TYPES[int(likely.argmax())]


def _indices(doc: Doc, place: Place) -> list[int]:
    return [token.i for token in _words(doc, place)]


def ruled_root(doc: Doc, source_span: Place, target_span: Place) -> EventType:
    """Return what the rules' words for events say of it.

    The word for an event that stands nearest to both in the grammar decides; what is yet to come is promised (AGREE) or
    threatened (THREATEN), what is denied refused (REJECT).
    Raises ValueError where a span holds no word of the sentence.
    """
    source, target = _words(doc, source_span), _words(doc, target_span)
    told = list(_told(Scene(doc, doc.text, 0, 0, 0, False, ())))
    if not told:
        return COMMON
    cue, kind = max(told, key=lambda one: _nearness(one[0], source, target))
    return _as_told(kind, cue)


def _words(doc: Doc, span: Place) -> Sequence[Token]:
    if span is None:
        return ()
    found = doc.within(*span)
    if not found:
        raise ValueError(f"characters {span[0]} to {span[1]} hold no word of the sentence")
    return found


def _told(scene: Scene) -> Iterator[tuple[Token, EventType]]:
    """The words that name an event, with its type; a verb whose frames ask for a listed actor takes its first."""
    for token in scene.doc:
        if is_verb(token):
            frame = frame_of(scene, token) or next(iter(frames_of(lemma(token))), None)
            if frame is not None:
                yield token, frame.type
        elif is_noun(token):
            kind = noun_type(token)
            if kind is not None:
                yield token, kind


def _nearness(cue: Token, source: Sequence[Token], target: Sequence[Token]) -> tuple[int, int]:
    """How closely the grammar ties the word to both; of equals the one nearest to the source's words."""
    doer = doer_of(cue) if is_verb(cue) else None
    does = doer is not None and doer in source
    inside = cue in source or cue in target
    first = source or target
    tie = 3 * does + 2 * _under(target, cue) + _under(source, cue) - 4 * inside
    return tie, -abs(cue.i - top(first).i) if first else 0


def _under(words: Sequence[Token], cue: Token) -> bool:
    return bool(words) and any(head == cue for head in ancestors(top(words)))


def _as_told(kind: EventType, cue: Token) -> EventType:
    told = status(cue)
    if told == "denied" and kind not in HOSTILE:
        return "REJECT"
    if told in {"planned", "mooted"} and kind in KIND:
        return "AGREE"
    return "THREATEN" if told in {"planned", "mooted"} and kind in HOSTILE else kind


__all__ = ["root_of", "ruled_root"]
