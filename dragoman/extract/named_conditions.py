"""A parsed sentence → conditions called by name: "a precondition for talks", "the price of a deal", "a red line"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.bond import Bond, demanded, red, step_word, words
from dragoman.extract.matters import base
from dragoman.extract.parties import actors
from dragoman.extract.scene import Scene, pending
from dragoman.extract.syntax import child, is_noun, is_verb, prep_object, subject
from dragoman.grammar import Token
from dragoman.model import Ref

RED_LINE = "red line"


def named_bonds(scene: Scene) -> Iterator[Bond]:
    """Yield what the sentence calls a condition of a step, or a red line."""
    for token in scene.doc:
        lemma = base(token)
        if lemma in words("nouns", "words") and is_noun(token):
            yield from _condition(scene, token, lemma)
            yield from _listed(scene, token, lemma)
        elif lemma in words("nouns", "lines") and red(token):
            yield from _red_line(scene, token)


def _condition(scene: Scene, noun: Token, lemma: str) -> Iterator[Bond]:
    step = prep_object(noun, "for", "of", "to")
    if step is None and noun.dep_ == "attr":
        step = prep_object(noun.head, "for", "to")  # "remained a condition | for talks"
    if step is None or not (lemma.startswith("pre") or any(step_word(word) for word in step.subtree)):
        return
    what = _equated(noun) or _taken_as(noun) or _it_is_that(noun)
    if what is not None:
        yield _bond(scene, what, lemma, step, noun)


def _listed(scene: Scene, noun: Token, lemma: str) -> Iterator[Bond]:
    """ "conditions for talks: X must leave, and Y must declare …": each demand after the colon."""
    colon = next((word for word in noun.doc[noun.i + 1 :] if word.text == ":"), None)
    if colon is None or not any(is_verb(word) for word in noun.doc[: colon.i]):
        return
    for verb in noun.doc[colon.i + 1 :]:
        own = child(verb, "nsubj", "nsubjpass")
        if is_verb(verb) and demanded(verb) and own is not None and own.i > colon.i:
            inner = [kid for kid in verb.children if kid.dep_ in {"conj", "cc"} and kid.i > verb.i]
            last = inner[0].left_edge.nbor(-1) if inner else verb.right_edge
            while last.is_punct and last.i > verb.i:
                last = last.nbor(-1)
            yield Bond(own.left_edge, last, lemma, noun, _doer(scene, own), noun)


def _red_line(scene: Scene, noun: Token) -> Iterator[Bond]:
    what = _equated(noun) or _real(_taken_as(noun)) or _crossing(noun) or _drawn(noun)
    if what is not None:
        yield _bond(scene, what, RED_LINE, noun, noun)


def _bond(scene: Scene, what: Token, name: str, step: Token, noun: Token) -> Bond:
    doer = subject(what) if is_verb(what) else what
    last = what.right_edge
    for kid in what.children:
        if kid.dep_ == "prep" and kid.lower_ == "as" and kid.i < noun.i <= kid.right_edge.i:
            last = kid.nbor(-1)
    first = next((word for word in what.doc[what.left_edge.i : what.i] if word.dep_ != "mark"), what)
    return Bond(first, _beside(what, last, noun), name, step, _doer(scene, doer), noun)


def _beside(what: Token, last: Token, noun: Token) -> Token:
    """Take in a phrase the parser hung on the verb: "drew a red line at Greek troops | on the islet"."""
    verb = what.head.head if what.head.dep_ == "prep" else what.head
    following = last.nbor(1) if last.i + 1 < len(what.doc) else last
    if following.dep_ == "prep" and following.head == verb and noun not in following.subtree:
        return following.right_edge
    return last


def _doer(scene: Scene, token: Token | None) -> Ref | None:
    found = actors(scene, token) if token is not None else []
    return pending(found[0]) if found else None


def _equated(noun: Token) -> Token | None:
    """ "X is a precondition", "the condition is that X"."""
    verb = noun.head
    if noun.dep_ == "attr":
        return _real(child(verb, "nsubj", "csubj"))
    if noun.dep_ == "nsubj" and verb.lemma_ == "be":
        return _real(child(verb, "attr", "ccomp", "xcomp"))
    return None


def _real(what: Token | None) -> Token | None:
    return what if what is not None and what.tag_ not in {"DT", "PRP", "WDT", "EX"} else None


def _taken_as(noun: Token) -> Token | None:
    """ "named X as a precondition", "calls X a red line", "made X a condition"."""
    if noun.dep_ in {"dobj", "ccomp"} and base(noun.head) in {"make", "call", "consider", "deem"}:
        beside = (one for one in noun.head.children if one.dep_ == "dobj" and one.i < noun.i)
        return next(beside, None) or _real(child(noun, "nsubj"))
    if noun.dep_ == "oprd":
        return child(noun.head, "dobj", "nsubjpass")
    if noun.dep_ == "pobj" and noun.head.lower_ == "as":
        governor = noun.head.head
        if is_noun(governor):
            return governor
        return _done(governor) or child(governor, "dobj", "nsubjpass")
    return None


def _it_is_that(noun: Token) -> Token | None:
    """ "made it a condition of a deal *that X disarm*"."""
    it = any(word.lower_ == "it" for near in (noun, noun.head) for word in near.children)
    after = (
        word for word in noun.doc[noun.i + 1 :] if is_verb(word) and word.dep_ in {"acl", "ccomp", "relcl", "advcl"}
    )
    return next((word for word in after if it and any(kid.lower_ == "that" for kid in word.children)), None)


def _done(verb: Token) -> Token | None:
    """ "X should *lift its ban* as a precondition": not what is lifted but that it is; not "named X as …"."""
    if base(verb) in words("nouns", "naming"):
        return None
    must = any(kid.tag_ == "MD" for kid in verb.children)
    return verb if must or verb.tag_ == "VBG" else None


def _crossing(noun: Token) -> Token | None:
    """ "X would cross a red line"."""
    verb = noun.head
    if noun.dep_ == "dobj" and base(verb) == "cross":
        return _real(child(verb, "nsubj", "csubj"))
    return None


def _drawn(noun: Token) -> Token | None:
    """ "drew a red line at X"."""
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_ in {"draw", "set", "mark"}:
        return prep_object(verb, "at", "on", "against") or prep_object(noun, "at", "on", "against")
    return None
