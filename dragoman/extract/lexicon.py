"""A word → what it makes of the event that hangs on it, from the tables of `modality.toml`."""

from __future__ import annotations

from functools import cache

from dragoman.data import toml
from dragoman.extract.syntax import child
from dragoman.grammar import Token
from dragoman.model import Status

_EFFECTS: tuple[Status, ...] = ("denied", "mooted", "planned", "ongoing")


@cache
def words(table: str, key: str) -> frozenset[str]:
    """Return the words under `key` of a table; none where the key is absent."""
    return frozenset(toml("modality")[table].get(key, ()))


@cache
def effect_of(table: str, word: str) -> Status | None:
    """Return the effect a table gives a word, None where it has none."""
    return next((effect for effect in _EFFECTS if word in words(table, effect)), None)


def lemma_of(token: Token) -> str:
    """Return the lemma in lower case, corrected where the language model cuts it short ("hop" for "hope")."""
    lemma = str(token.lemma_).lower()
    corrected: str = toml("modality")["lemmas"].get(lemma, lemma)
    return corrected


def answered(noun: Token, verb: Token) -> bool:
    """Whether the noun is an act of speech and the verb its answer: a proposal rejected was made all the same."""
    return lemma_of(noun) in words("nouns", "acts") and phrasal(verb) in words("verbs", "answers")


def phrasal(verb: Token) -> str:
    """Return the lemma with its particle where that changes the meaning: "rule_out", "call_off"."""
    lemma = lemma_of(verb)
    for kid in verb.children:
        where = kid.dep_ == "prep" and child(kid, "pobj") is not None and child(verb, "dobj") is not None
        if kid.dep_ in {"prt", "advmod", "prep"} and not where and kid.lower_ in words("particles", "words"):
            joined = f"{lemma}_{kid.lower_}"
            if joined in words("particles", "verbs"):
                return joined
    return lemma


def given(noun: Token) -> bool:
    """Whether the noun is an act of speech that the sentence takes for known: "Japan's request", "the offer"."""
    if lemma_of(noun) not in words("nouns", "acts"):
        return False
    return any(kid.dep_ == "poss" or kid.lower_ in words("nouns", "definite") for kid in noun.children)


def in_place(noun: Token) -> bool:
    """Whether the noun is a paper that the sentence takes for known: "the accord", "Monday's deal"."""
    if lemma_of(noun) not in words("nouns", "papers"):
        return False
    return any(kid.dep_ == "poss" or kid.lower_ in words("nouns", "definite") for kid in noun.children)
