"""An event's word → the third parties that mediate or host it: "talks between Kyiv and Moscow mediated by Ankara"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.extract.event_words import words
from dragoman.extract.parties import actors
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import child, children, clause_verb, is_verb
from dragoman.grammar import Token
from dragoman.model import Mention


def mediators(scene: Scene, cue: Token, sides: Sequence[Mention]) -> list[Mention]:
    """Return who mediates, brokers or hosts what `cue` names, where the words say so; nobody who is on a side."""
    taken = {one.span for one in sides}
    found = [one for noun in _named(cue) for one in actors(scene, noun)]
    return [one for one in {one.span: one for one in found}.values() if one.span not in taken]


def _named(cue: Token) -> Iterator[Token]:
    """The nouns behind "mediated by", "under the mediation of", "through the good offices of"."""
    homes = [cue] if is_verb(cue) else [cue, clause_verb(cue)]
    homes += [kid for home in list(homes) for kid in children(home, "dobj", "nsubj", "nsubjpass", "pobj")]
    homes += [thing for home in list(homes) for prep in children(home, "prep") for thing in children(prep, "pobj")]
    for home in homes:
        for helping in children(home, "acl"):
            by = child(helping, "agent", "prep")
            if helping.lemma_ in words("helping") and by is not None and by.lower_ == "by":
                yield from children(by, "pobj")
        if home.lemma_.lower() in words("help"):
            yield from (
                thing for prep in children(home, "prep") if prep.lower_ == "of" for thing in children(prep, "pobj")
            )
            yield from children(home, "poss")
