"""A telling within another's words → whether the report itself tells it beside them: "…, *a claim Kabul denies*"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.data import words
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import child, children, clause_verb, is_noun
from dragoman.extract.telling import Telling
from dragoman.grammar import Token

LEADING = frozenset(
    {"after", "as", "while", "although", "though", "whereas", "even", "before", "once", "hours", "days"}
)
"""What opens a clause in which the report adds whatever else was said."""


def background(scene: Scene, telling: Telling, around: Sequence[Telling]) -> bool:
    """Whether the words are told beside those around them, though the parse takes them in.

    Whoever it is must be named in it: what a pronoun says there ("that he would warn") is part of the outer words.
    """
    token, source = telling.token, telling.speaker
    if source is None or not is_noun(source) or scene.quoted(token):
        return False
    if any(_same(source, other.speaker) for other in around):
        return False
    return _added(token) or _answered(token) or _claimed(token, around) or _passed_on(scene, token, around)


def _same(one: Token, other: Token | None) -> bool:
    return other is not None and one.lower_ == other.lower_


def _added(verb: Token) -> bool:
    """ "…, while Oslo rejects the claim", "…, after Oslo threatened to leave": a clause of its own, set off."""
    if verb.dep_ != "advcl" or verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN"}:
        return False
    first = verb.left_edge
    opens = any(kid.lower_ in LEADING for kid in children(verb, "mark", "advmod", "prep", "npadvmod") if kid.i < verb.i)
    after = (
        first.lower_ == "after"
        and verb.tag_ == "VBD"
        and verb.lemma_ in words("statements", "verbs", "any") - words("statements", "verbs", "mind")
    )
    return opens and first.i > 0 and (after or _set_off(first))


def _passed_on(scene: Scene, verb: Token, around: Sequence[Telling]) -> bool:
    """ "*Kang urged* Tokyo to yield, her ministry said": the words passed on are only that a person spoke.

    What is said of a state ("said that Oslo had asked for talks") is told of its doings.
    """
    told = words("statements", "verbs", "any") - words("statements", "verbs", "mind")
    who = child(verb, "nsubj")
    if who is None or verb.tag_ not in {"VBD", "VBN", "VBZ"} or verb.lemma_ not in told:
        return False
    hit = scene.hit_of.get(who.i)
    named = who.tag_ == "NNP" and (hit is None or any(name.sense == "person" for name in hit.names))
    return named and all(other.token in (verb.head, *verb.children) for other in around)


def _answered(verb: Token) -> bool:
    """ "…, a charge Oslo denies", "…, which Oslo has denied": what somebody else makes of the words."""
    thing = verb.head
    if verb.dep_ != "relcl" or verb.lemma_ not in words("statements", "verbs", "answering"):
        return False
    return thing.lemma_.lower() in words("statements", "nouns", "claims") and _set_off(thing.left_edge)


def _claimed(noun: Token, around: Sequence[Telling]) -> bool:
    """ "dismissing *Oslo's claim that* …": the claim of another that the cue itself answers."""
    told = (
        noun.tag_ in {"NN", "NNS"}
        and noun.dep_ in {"dobj", "pobj"}
        and child(noun, "acl", "relcl", "ccomp") is not None
    )
    verb = clause_verb(noun)
    return (
        told
        and any(other.token == verb for other in around)
        and verb.lemma_ in words("statements", "verbs", "answering")
    )


def _set_off(first: Token) -> bool:
    before = first.doc[first.i - 1].text if first.i else ""
    return before in {",", "—", "–", "-", ";"}


__all__ = ["background"]
