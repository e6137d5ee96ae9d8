"""A reporting construction: the words that report, whose words they are, and which those are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.data import words
from dragoman.extract.contents import Pieces, pieces
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import child, prep_object
from dragoman.grammar import Token
from dragoman.model import Span

Told = Literal["uttered", "unsaid", "thought"]
"""Words that were spoken or written; words that were not, or only might be ("declined to say"); what is only in
somebody's mind ("hopes", "wants to")."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A reporting construction.

    `token` is the word that reports, `cue` all its words (None where only a colon or dash stands, which is `mark`);
    `source` heads the words that name whose words they are, `speaker` the noun that is meant (the owner of a statement,
    what "who" stands for); `content` are the words reported, none where they only follow. `direct` says whether all of
    them stand in quotation marks where the parse can tell, `label` is the name before the colon of a turn.
    """

    token: Token
    cue: Span | None
    source: Token | None
    speaker: Token | None
    content: Pieces
    kind: Told = "uttered"
    direct: bool | None = None
    label: str = ""
    mark: Span | None = None


def owner(source: Token) -> Token:
    """Whoever speaks through a thing: the minister of "the minister's statement", else the thing itself."""
    whose, seen = source, {source.i}
    while _vehicle(whose) and (found := issuer(whose)) is not None and found.i not in seen:
        whose = found
        seen.add(found.i)
    return whose


def _vehicle(noun: Token) -> bool:
    return noun.lemma_.lower() in words("statements", "nouns", "vehicles") | words("statements", "nouns", "said")


def issuer(vehicle: Token) -> Token | None:
    """Whose statement, tweet or interview it is: its genitive, or what follows "by" or "from" in its phrase.

    Of one put out somewhere it is whose the place is: "a statement posted on *the ministry's* website".
    """
    possessor = child(vehicle, "poss")
    if possessor is not None and possessor.lemma_.lower() not in words("statements", "nouns", "mute"):
        return possessor
    near = prep_object(vehicle, "by", "from", "of")
    if near is not None:
        return near
    inside = (prep_object(word, "by", "from") or _place_owner(word) for word in vehicle.subtree if not _shown(word))
    return next((found for found in inside if found is not None), None)


def _shown(word: Token) -> bool:
    """ "a letter *seen* by the paper": who only saw it did not write it."""
    return word.lemma_.lower() in words("statements", "verbs", "shown")


def _place_owner(word: Token) -> Token | None:
    """Whose website or account it is that something was put out on."""
    place = prep_object(word, "on") if word.dep_ == "acl" and word.tag_ == "VBN" else None
    return child(place, "poss") if place is not None else None


def without(scene: Scene, clause: Token, phrase: Token) -> Pieces:
    """The clause without the phrase that hangs on it."""
    inside = {word.i for word in phrase.subtree}
    return pieces(scene, {word.i for word in clause.subtree} - inside)
