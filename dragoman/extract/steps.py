"""A step from a word to the one that governs it: what it makes of an event, and where to ask on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.extract.lexicon import effect_of, lemma_of, words
from dragoman.extract.syntax import child, children, is_verb
from dragoman.extract.tense import negated
from dragoman.grammar import Token
from dragoman.model import Status

Reach = Literal["all", "outlook", "time", "none"]
"""Which of the governor's own words count for the event: all, only the time told ("will", "would"), or none.

"time" holds from there on up: what is refused at a summit is not the summit.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One step up: the effect of the governor, and the governor itself unless the climb ends here."""

    effect: Status | None = None
    to: Token | None = None
    reach: Reach = "all"


STOP = Step()


def speaks(verb: Token) -> bool:
    """Whether what is done there speaks for itself: "marched to demand", "rang him to complain"."""
    return lemma_of(verb) in words("verbs", "telling")


def tensed(verb: Token) -> bool:
    """Whether the verb is finite: by its own form, an auxiliary's or a modal."""
    tags = {kid.tag_ for kid in children(verb, "aux", "auxpass")} | {verb.tag_}
    return is_verb(verb) and bool(tags & {"VBD", "VBZ", "VBP", "MD"})


def shattered(noun: Token, verb: Token) -> bool:
    """ "the truce collapsed", "violated the ceasefire": it is not kept."""
    lemma = lemma_of(verb)
    return lemma in words("verbs", "shattering") and lemma_of(noun) in words("nouns", "kept") and not negated(verb)


def to_do(verb: Token) -> bool:
    """Whether the verb stands with "to"."""
    return any(kid.lower_ == "to" for kid in children(verb, "aux"))


def allotted(giving: Token) -> bool:
    """ "gave Russia 50 days to strike a deal", "set a deadline for it to withdraw": asked of somebody."""
    time = child(giving, "dobj")
    if time is None or lemma_of(giving) not in words("verbs", "allotting"):
        return False
    counted = lemma_of(time) in words("tense", "units") and any(kid.dep_ in {"nummod", "det"} for kid in time.children)
    return counted or lemma_of(time) in words("nouns", "allotted")


def said_of(verb: Token) -> Status | None:
    """What is said of a thing: "is possible", "is under way", "is off the table"."""
    for kid in verb.children:
        beside = kid.dep_ == "advmod" and kid.i > verb.i and child(verb, "dobj") is None  # not "brought it closer"
        if kid.dep_ in {"acomp", "oprd"} or beside:
            effect = "mooted" if kid.lower_ in words("adjectives", "hinging") else effect_of("adjectives", kid.lower_)
        elif kid.dep_ == "prep":
            effect = effect_of("phrases", _bare_phrase(kid))
        else:
            effect = None
        if effect is not None:
            return effect
    return None


def _bare_phrase(prep: Token) -> str:
    """ "on the country's agenda" → "on agenda"."""
    owners = {word.i for noun in children(prep, "pobj") for owner in children(noun, "poss") for word in owner.subtree}
    return " ".join(word.lower_ for word in prep.subtree if word.dep_ != "det" and word.i not in owners)
