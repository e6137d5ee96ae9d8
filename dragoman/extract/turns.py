"""A stance's words → whether a connective beside them names what would change it, though no condition was read."""

from __future__ import annotations

from functools import cache
from itertools import takewhile

from dragoman.extract.matters import base, matter_of, offers, words
from dragoman.extract.syntax import ancestors, child, is_verb
from dragoman.extract.told import Told
from dragoman.grammar import Token

DATED = frozenset(["CD", "NNP", "NNPS"])
"""What stands after "before" where that names a day or an office, not a demand."""


def turns(told: Told) -> bool:
    """Whether "until then", "unless", "while", "provided" stands in the clause of the stance."""
    clause = _clause(told.cue)
    others = offered(told)
    own = [word for word in clause.subtree if word != told.cue and word not in others and not threatened(word, clause)]
    if _otherwise(clause) or (told.stance == "open" and any(_before_that(one) for one in own)):
        return True
    if told.stance == "open" and _only_such(told, clause):
        return True
    single = words("turns", "closed" if told.stance == "closed" else "open")
    return any(word.lower_ in single and _opens(word) for word in own) or any(_phrase(word) for word in own)


def _only_such(told: Told, clause: Token) -> bool:
    """ "would *only* accept a deal *that* …": one of that kind and no other."""
    matter = told.way[-1] if told.way else told.cue
    alone = any(kid.lower_ in {"only", "solely"} for near in (clause, told.cue) for kid in near.children)
    return alone and any(kid.dep_ in {"relcl", "acl"} for kid in matter.children)


def _otherwise(clause: Token) -> bool:
    """ "*Otherwise*, we will not sit down": the sentence before names what would change it."""
    first = next((word for word in clause.doc if not word.is_punct), clause)
    return first.lower_ == "otherwise"


def _before_that(word: Token) -> bool:
    """ "*After* the ceasefire, we are ready to sit down": what comes first stands first."""
    if word.lower_ != "after" or word.dep_ != "prep" or any(not one.is_punct for one in word.doc[: word.i]):
        return False
    thing = child(word, "pobj")
    return thing is not None and matter_of(thing, weak=False) is not None


def offered(told: Told) -> frozenset[Token]:
    """The words of an offer turned down, whose terms are another's: "rejected *an offer to stop in return for …*"."""
    thing = child(told.cue, "dobj") if told.stance == "closed" else None
    return frozenset(thing.subtree if thing is not None and base(thing) in offers() else ())


def threatened(word: Token, clause: Token) -> bool:
    """Whether the word belongs to a threat told in the clause: "… after X threatened force *if* they refuse"."""
    between = takewhile(lambda head: head != clause, ancestors(word))
    return any(base(head) in {"threaten", "threat", "warn", "warning"} for head in between)


def _opens(word: Token) -> bool:
    """Whether the word opens a clause or a phrase with more than a day in it."""
    if word.i and word.nbor(-1).lower_ in {"even", "as"}:
        return False
    if word.lower_ == "while" and word.i and word.nbor(-1).lower_ in {",", "is"}:
        return False  # "this is while …" and ", while" set one thing beside another
    if word.dep_ in {"mark", "advmod"} or (word.lower_ == "should" and word.head.dep_ == "advcl"):
        return word.head.dep_ in {"advcl", "ccomp", "acl"} and is_verb(word.head)
    thing = child(word, "pobj", "pcomp")
    return word.dep_ == "prep" and thing is not None and thing.tag_ not in DATED


def _phrase(word: Token) -> bool:
    if [one.lower_ for one in word.doc[word.i : word.i + 4]] == ["as", "soon", "as", "possible"]:
        return False
    following = _phrases().get(word.lower_, ())
    return any(tuple(one.lower_ for one in word.doc[word.i : word.i + len(p)]) == p for p in following)


@cache
def _phrases() -> dict[str, list[tuple[str, ...]]]:
    """The phrases by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(words("turns", "phrases")):
        whole = tuple(phrase.split())
        found.setdefault(whole[0], []).append(whole)
    return found


def _clause(word: Token) -> Token:
    while word.head != word and not is_verb(word):
        word = word.head
    return word
