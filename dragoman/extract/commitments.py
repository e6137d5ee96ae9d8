"""Sentences → Commitments: what somebody bound themselves to, for whom, by when, and whether it can be checked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from dragoman.data import toml
from dragoman.dates import find_dates
from dragoman.extract.modality import status
from dragoman.extract.parties import actors, owners
from dragoman.extract.scene import Scene, pending
from dragoman.extract.syntax import agent, ancestors, child, is_noun, is_verb, passive, prep_object, subject, subtree
from dragoman.model import Commitment, Mention, Ref, Span, When

if TYPE_CHECKING:
    from spacy.tokens import Token


def commitments(scene: Scene, report: str) -> Iterator[Commitment]:
    """Yield the commitments made in the sentence; those only urged, possible or denied are none."""
    for token in scene.doc:
        if is_verb(token) and token.lemma_.lower() in _words("verbs"):
            made = _by_verb(scene, token, report)
        elif is_noun(token) and token.lemma_.lower() in _words("nouns"):
            made = _by_noun(scene, token, report)
        else:
            continue
        if made is not None:
            yield made


def _by_verb(scene: Scene, verb: Token, report: str) -> Commitment | None:
    doer = agent(verb) if passive(verb) else subject(verb)
    what = child(verb, "xcomp", "ccomp") or _promised(verb)
    if doer is None or what is None or status(verb) in {"mooted", "denied"}:
        return None
    who = actors(scene, doer)
    given = child(verb, "dative") or (child(verb, "dobj") if child(verb, "xcomp", "ccomp") is not None else None)
    beside = given if given is not None else prep_object(verb, "to", "with")
    to = actors(scene, beside) if beside is not None and beside != what else []
    return _commitment(scene, verb, what, who, to, report) if who else None


def _promised(verb: Token) -> Token | None:
    """The thing promised: an object or what follows "to"; a bare object of "agree" is none."""
    to = prep_object(verb, "to")
    thing = child(verb, "dobj")
    if verb.lemma_ == "agree":
        return to or prep_object(verb, "on")
    if thing is not None and thing.lower_ not in {"themselves", "itself", "himself", "herself"}:
        return thing
    return to


def _by_noun(scene: Scene, noun: Token, report: str) -> Commitment | None:
    what = child(noun, "acl", "relcl") or prep_object(noun, "to", "of", "on")
    verb = next((head for head in ancestors(noun) if is_verb(head)), None)
    if what is None or verb is None:
        return None
    who = owners(scene, noun)
    if not who and noun.dep_ == "dobj" and noun.head.lemma_.lower() in _words("givers"):
        doer = agent(verb) if passive(verb) else subject(verb)
        who = actors(scene, doer) if doer is not None else []
    if not who or noun.dep_ not in {"dobj", "nsubjpass", "conj", "attr"} or status(noun) in {"mooted", "denied"}:
        return None
    return _commitment(scene, noun, what, who, [], report)


def _commitment(
    scene: Scene, cue: Token, what: Token, who: list[Mention], to: list[Mention], report: str
) -> Commitment:
    words = scene.at(*subtree(what))
    by_when = _deadline(scene, cue)
    measure = _measure(scene, what)
    start, end = min(words.start, scene.start + cue.idx), max(words.end, scene.start + cue.idx + len(cue))
    taken = {one.span for one in who}
    return Commitment(
        report=report, evidence=scene.at(start - scene.start, end - scene.start), sentence=scene.span,
        rule="commitments.bind/1", who=_refs(who), what=words, to=_refs([one for one in to if one.span not in taken]),
        measure=measure, by_when=by_when, verifiable=measure is not None or by_when is not None,
    )  # fmt: skip


def _refs(found: list[Mention]) -> tuple[Ref, ...]:
    return tuple(pending(one) for one in {one.span: one for one in found}.values())


def _measure(scene: Scene, what: Token) -> Span | None:
    """The words that would let one check it: a number with its noun, or words of inspection and access."""
    for word in what.subtree:
        if word.dep_ == "nummod" and word.lower_ not in {"one", "two"} and is_noun(word.head):
            return scene.of(word, word.head)
        if word.dep_ == "nummod" and is_noun(word.head) and word.head.lemma_.lower() not in {"side", "country", "leader"}:
            return scene.of(word, word.head)
        if word.lemma_.lower() in _words("measures"):
            return scene.of(word)
    return None


def _deadline(scene: Scene, cue: Token) -> When | None:
    """The date that "by", "until", "before" or "within" sets after the cue, else a date in what is promised."""
    spans = [span for span in find_dates(scene.doc.text, scene.start) if span.start > scene.start + cue.idx]
    return When(None, "unknown", spans[0]) if spans else None


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(toml("commitments")[key])
