"""A headline parsed as one long name → the verb in it and both sides: "US sanctions Iranian shipper"."""

from __future__ import annotations

from dragoman.extract.event_words import is_thing
from dragoman.extract.frames import Frame, frames_of
from dragoman.extract.parties import actors, spotted
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import is_noun, is_verb, prep_object
from dragoman.grammar import Token
from dragoman.model import Mention


def headline_verb(scene: Scene) -> tuple[Token, Frame, list[Mention], list[Mention]] | None:
    """Return the word that must be the verb of a sentence without one, its frame and the parties before and after it.

    The parser takes "sanctions" for a noun where names stand on both sides; it is the verb where it could be one and
    the last noun could be its object.
    """
    tokens = list(scene.doc)
    if len(tokens) > 14 or any(is_verb(token) for token in tokens):
        return None
    root = next(token for token in tokens if token.dep_ == "ROOT")
    for token in tokens:
        frame = _frame(token, root) if is_noun(root) and token.i < root.i else None
        before = list(spotted(scene, 0, token.idx)) if frame is not None else []
        if frame is None or not before:
            continue
        after = list(spotted(scene, token.idx + len(token), root.idx + len(root))) or _beyond(scene, root)
        if after or len(before) > 1:
            return token, frame, before, after
    return None


def _beyond(scene: Scene, root: Token) -> list[Mention]:
    """Whom the last noun is turned to: "US halts deliveries to *Ukraine*"."""
    beyond = prep_object(root, "to", "with", "on", "against", "from")
    return list(actors(scene, beyond)) if beyond is not None else []


def _frame(token: Token, root: Token) -> Frame | None:
    """The frame of a noun that could be a verb in the present and take the last noun as its object."""
    if token.tag_ not in {"NN", "NNS"} or token.dep_ not in {"compound", "nmod"}:
        return None
    for frame in frames_of(str(token.lemma_).lower()):
        plain = frame.object is None and not frame.need and "dobj" in frame.to and token.tag_ == "NNS"
        if plain or (frame.object is not None and is_thing(root, frame.object)):
            return frame
    return None
