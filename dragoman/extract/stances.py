"""A parsed sentence → stances: the cue, whose it is, what it is about, open or closed; conditions come later."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.attitudes import attitudes
from dragoman.extract.called_off import called_off
from dragoman.extract.contacts import contacts
from dragoman.extract.doors import doors, judged, none, nothing, off_limits, steps, timed
from dragoman.extract.holders import governed_by, hypothetical, possessors
from dragoman.extract.idioms import idioms
from dragoman.extract.invitations import invitations, put_forward
from dragoman.extract.matters import base, words
from dragoman.extract.readiness import in_favour, readiness
from dragoman.extract.stance_nouns import nouns
from dragoman.extract.syntax import child, is_noun, is_verb, prep_object
from dragoman.extract.told import Sight, Told, either
from dragoman.extract.verdicts import verdicts, wanted
from dragoman.grammar import Token


def stances(sight: Sight) -> Iterator[Told]:
    """Yield the stances of the sentence; a cue on the way from another to its matter tells none of its own."""
    used: set[int] = set()
    for token in sight.scene.doc:
        if token.i in used or not _may_tell(token):
            continue
        for told in _told(sight, token):
            if not _asserted(sight, token):
                break
            used.update(word.i for word in told.way if not _anothers(sight, word, told))
            yield told
            break


def _anothers(sight: Sight, word: Token, told: Told) -> bool:
    """ "rejected *Sharif's call* for talks", "welcomed *Oman's wish* to talk": a stance of whoever makes it."""
    made = told.stance == "closed" or child(word, "poss") is not None or prep_object(word, "by") is not None
    offered = made and base(word) in words("open", "offers")
    if word == told.cue or not (offered or base(word) in words("open", "nouns")) or not is_noun(word):
        return False
    own = [one.surface for one in possessors(sight.scene, word)]
    return bool(own) and all(one.surface not in own for one in told.held)


def _may_tell(token: Token) -> bool:
    return token.tag_[:2] in {"JJ", "VB", "NN"} or token.tag_ in {"MD", "IN", "RB"}


def _asserted(sight: Sight, token: Token) -> bool:
    at = sight.scene.of(token)
    return not any(term.covers(at) for term in sight.terms) and not hypothetical(token)


def _told(sight: Sight, token: Token) -> Iterator[Told]:
    lower = token.lower_
    if lower in either("adjectives"):
        yield from readiness(sight, token)
    if token.tag_ in {"JJ", "RB"}:
        yield from judged(sight, token)
        yield from wanted(sight, token)
    if lower in {"favour", "favor"} and token.head.lower_ == "in":
        yield from in_favour(sight, token)
    if base(token) in words("doors", "words"):
        yield from doors(sight, token)
    if is_noun(token):
        yield from nouns(sight, token)
        yield from none(sight, token)
        yield from steps(sight, token)
        yield from timed(sight, token)
    if is_verb(token) or token.dep_ == "ROOT":
        yield from _verb(sight, token)
    if lower == "nothing":
        yield from nothing(sight, token)


def _verb(sight: Sight, verb: Token) -> Iterator[Told]:
    yield from put_forward(sight, verb)
    if governed_by(verb, words("urging", "words")):
        return  # what somebody else is asked or made to do is no stance of his
    for found in (off_limits, idioms, attitudes, called_off, contacts, invitations, verdicts):
        yield from found(sight, verb)
