"""A sentence → what it tells of somebody's mind: beliefs, wishes, plans, likes. Nobody uttered it; no statements."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dragoman.data import toml, words
from dragoman.extract.contents import OBJECT, Pieces, aside, pieces, set_off
from dragoman.extract.reporting import finite, reported
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import child, children, is_noun, is_verb, passive, subject
from dragoman.extract.telling import Telling, owner
from dragoman.extract.tellings import cue_span, whose
from dragoman.grammar import Token

CLAUSES = frozenset({"ccomp", "xcomp", "pcomp", "advcl", "acl", "relcl"})


def thoughts(scene: Scene) -> Iterator[Telling]:
    """Yield every construction that tells what somebody thinks, wants, feels or decides."""
    for token in scene.doc:
        lemma = token.lemma_.lower()
        if token.tag_ == "VBN" and token.lower_ in words("thoughts", "adjectives", "mind"):
            yield from _adjective(scene, token)
        elif is_verb(token):
            if lemma in _verbs() and not scene.quoted(token):
                yield from _verb(scene, token, lemma)
        elif token.tag_.startswith("NN"):
            if lemma in words("thoughts", "nouns", "mind") and not scene.quoted(token):
                yield from _noun(scene, token)
        elif lemma in words("thoughts", "adjectives", "mind") and not scene.quoted(token):
            yield from _adjective(scene, token)


@cache
def _verbs() -> frozenset[str]:
    tables = toml("thoughts")
    return frozenset(word for group in (*tables["verbs"].values(), tables["about"]) for word in group)


@cache
def _about(lemma: str) -> frozenset[str]:
    return frozenset(toml("thoughts")["about"].get(lemma, ()))


def _is(lemma: str, group: str) -> bool:
    return lemma in words("thoughts", "verbs", group)


def _verb(scene: Scene, verb: Token, lemma: str) -> Iterator[Telling]:
    if passive(verb) and not any(kid.dep_ == "agent" for kid in verb.children):
        if _is(lemma, "passive"):
            yield from _impersonal(scene, verb)
        return
    found = _content(scene, verb, lemma)
    if not found:
        return
    source, speaker = whose(scene, verb)
    if source is not None:
        yield Telling(verb, cue_span(scene, verb), source, speaker, found, "thought")


def _impersonal(scene: Scene, verb: Token) -> Iterator[Telling]:
    """ "He is expected to resign", "she was seen as weak": nobody in particular expects it."""
    about = children(verb, "xcomp", "oprd", "ccomp")
    about += [kid for kid in children(verb, "prep") if kid.lower_ in {"as", "of", "for"} and not aside(kid)]
    if about:
        own = [kid for kid in children(verb, "nsubjpass") if kid.lower_ != "it"]
        yield Telling(verb, cue_span(scene, verb), None, None, _all(scene, *own, *about), "thought")


def _content(scene: Scene, verb: Token, lemma: str) -> Pieces:
    kids = list(verb.children)
    if _is(lemma, "clause"):
        clauses = [kid for kid in kids if kid.dep_ == "ccomp" and (finite(kid) or kid.i < verb.i)]
        clause = reported(scene, verb) if not clauses else None
        if clause is not None and clause.i != verb.i and clause not in kids:
            outside = {word.i for word in verb.subtree}
            return pieces(scene, {word.i for word in clause.subtree} - outside)
        if clauses:
            return _all(scene, *clauses)
    if _is(lemma, "infinitive"):
        clauses = [kid for kid in kids if kid.dep_ in {"xcomp", "ccomp"} and child(kid, "aux") is not None]
        if clauses:
            return _all(scene, *clauses, *(kid for kid in kids if kid.dep_ == "dobj"))
    about = [kid for kid in kids if kid.dep_ in {"prep", "prt", "advmod"} and kid.lower_ in _about(lemma)]
    about = [kid for kid in about if not aside(kid) and child(kid, "pobj", "pcomp", "prep") is not None]
    if about:
        return _all(scene, *about)
    if _is(lemma, "object"):
        things = [kid for kid in kids if kid.dep_ in OBJECT or (passive(verb) and kid.dep_ == "nsubjpass")]
        about = [kid for kid in kids if kid.dep_ == "prep" and kid.lower_ in {"as", "for", "of"} and not aside(kid)]
        loose = {word.i for thing in things for word in set_off(thing)}
        if things:
            return pieces(scene, {word.i for kid in (*things, *about) for word in kid.subtree} - loose)
    return ()


def _all(scene: Scene, *heads: Token) -> Pieces:
    return pieces(scene, {word.i for head in heads for word in head.subtree})


def _adjective(scene: Scene, word: Token) -> Iterator[Telling]:
    """ "is convinced that", "was reluctant to", "is worried about" """
    verb = word.head
    if word.dep_ in {"acomp", "oprd", "attr"} and is_verb(verb):
        about = _complements(word)
        source = subject(verb)
    elif word.tag_ in {"VBN", "VBD"} or word.dep_ == "ROOT":
        about, source = _complements(word), child(word, "nsubj", "nsubjpass")
    else:
        return
    if about and source is not None and source.lower_ not in {"it", "there", "this", "that"}:
        yield Telling(word, scene.of(word), source, owner(source), _all(scene, *about), "thought")


def _complements(word: Token) -> list[Token]:
    found = [kid for kid in word.children if kid.dep_ in CLAUSES and kid.i > word.i]
    return found or [
        kid for kid in children(word, "prep") if kid.i > word.i and not aside(kid) and child(kid, "pobj", "pcomp")
    ]


def _noun(scene: Scene, noun: Token) -> Iterator[Telling]:
    """ "Iran's wish to talk", "has no plan to", "expressed outrage over" """
    clauses = [kid for kid in noun.children if kid.dep_ in {"acl", "relcl"} and _hangs(kid)]
    about = clauses or [
        kid for kid in children(noun, "prep") if kid.lower_ in {"about", "over", "for", "of", "in", "with"}
    ]
    if not about:
        return
    verb = noun.head
    light = noun.dep_ == "dobj" and is_verb(verb) and verb.lemma_.lower() in words("thoughts", "nouns", "light")
    source = child(noun, "poss")
    if light and source is None:
        source = subject(verb)
    if source is None or (not clauses and not light) or not (is_noun(source) or source.tag_ in {"PRP", "PRP$", "WP"}):
        return
    first = verb if light and verb.i < noun.i else noun
    yield Telling(noun, scene.of(first, noun), source, owner(source), _all(scene, *about), "thought")


def _hangs(clause: Token) -> bool:
    """A clause that fills the noun ("the belief *that he lied*", "a plan *to leave*"), not one that describes it."""
    marks = {kid.lower_ for kid in clause.children if kid.dep_ in {"mark", "aux"}}
    if "to" in marks:
        return clause.tag_ == "VB"
    return "that" in marks and child(clause, "nsubj", "nsubjpass", "expl") is not None
