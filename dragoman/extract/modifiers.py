"""An event noun → what the words of its own phrase make of it: "proposed talks", "no meeting", "a summit set for May"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.extract.lexicon import effect_of, lemma_of, phrasal, words
from dragoman.extract.syntax import SUBJECTS, children, is_verb
from dragoman.extract.tense import verb_effects
from dragoman.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token


def noun_effects(noun: Token) -> Iterator[Status | None]:
    """Yield the effects of the noun's modifiers; "no" before a subject or object counts with its verb."""
    for kid in noun.children:
        if kid.dep_ in {"amod", "det", "advmod"} and kid.i < noun.i:
            yield _before(noun, kid)
        elif kid.dep_ in {"poss", "nmod", "compound"} and (kid.lower_ in words("tense", "soon") or _next(kid)):
            yield "planned"
        elif kid.dep_ in {"acl", "amod"} and kid.i > noun.i:
            yield _participle(kid)
        elif kid.dep_ == "relcl" and _tells_of(kid):
            yield effect_of("verbs", phrasal(kid))
            yield from verb_effects(kid)


def _before(noun: Token, word: Token) -> Status | None:
    if word.lower_ == "no" and noun.dep_ in SUBJECTS | {"dobj"} and is_verb(noun.head):
        return None
    return effect_of("adjectives", word.lower_)


def _next(time: Token) -> bool:
    return any(kid.lower_ in words("tense", "next") for kid in time.children)


def _participle(word: Token) -> Status | None:
    """ "talks scheduled for May" by the participle; "talks to be held in May" are to come."""
    if any(kid.lower_ == "to" for kid in children(word, "aux")):
        return "planned" if lemma_of(word) in words("verbs", "transparent") else None
    return effect_of("adjectives", word.lower_)


def _tells_of(clause: Token) -> bool:
    """Whether the relative clause says that, or when, the noun's event takes place."""
    if not any(kid.tag_ == "WDT" for kid in children(clause, "nsubj", "nsubjpass")):
        return False
    lemma = phrasal(clause)
    return lemma in words("verbs", "transparent") or (effect_of("verbs", lemma) is not None and bool(children(clause, "nsubjpass")))
