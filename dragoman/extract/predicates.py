"""An event noun as a subject → what its verb makes of it: "talks continue", "a truce hinges on the border"."""

from __future__ import annotations

from dragoman.extract.lexicon import effect_of, in_place, lemma_of, phrasal, words
from dragoman.extract.steps import STOP, Step, said_of, shattered, to_do
from dragoman.extract.syntax import child, children, is_verb
from dragoman.grammar import Token
from dragoman.model import Status


def of_subject(noun: Token, verb: Token, carried: bool) -> Step:
    """An event noun as subject: "talks continue", "a meeting is possible", "the talks will focus on …"."""
    if not is_verb(verb):
        return Step(effect_of("adjectives", verb.lower_))
    if not carried and shattered(noun, verb):
        return Step("denied", verb)
    renders = noun.dep_ == "nsubj" and lemma_of(verb) in words("verbs", "rendering")  # "left three dead": of others
    predicate = None if renders else said_of(verb) or _fate(verb)
    if predicate is not None:
        return Step(predicate, verb)
    effect = effect_of("verbs", phrasal(verb))
    if in_place(noun) and not _happens(verb):
        return STOP
    if carried and any(kid.lower_ == "no" for kid in noun.children):
        return Step("mooted" if lemma_of(noun) in words("nouns", "undated") else "denied")
    if noun.dep_ == "nsubjpass":
        return Step("denied" if effect == "denied" else None, verb, "none")
    if carried:
        return STOP
    if _happens(verb):
        opens = verb.tag_ in {"VBZ", "VBP"} and lemma_of(verb) in words("verbs", "opening") and verb.doc[-1].is_punct
        return Step("planned" if opens else effect, verb)
    return Step("mooted") if _imagined(noun, verb) else Step(None, verb, "outlook")


def _fate(verb: Token) -> Status | None:
    """ "hinges on the border", "fell victim to the crisis", "is a long way off": what becomes of a thing."""
    lemma = lemma_of(verb)
    if lemma in words("verbs", "vanishing") or any(kid.lower_ == "victim" for kid in verb.children):
        return "denied"
    if lemma in words("verbs", "hinging"):
        return "mooted"
    spans = any(lemma_of(kid) in words("tense", "units") for kid in children(verb, "dobj"))
    if lemma in words("verbs", "stalling") or (lemma == "enter" and spans):
        return "ongoing"
    apart = [kid for kid in children(verb, "advmod") if kid.lower_ in {"off", "away"} and children(kid, "npadvmod")]
    return "mooted" if apart and lemma in words("verbs", "standing") else None


def _imagined(noun: Token, verb: Token) -> bool:
    """ "an attack could draw …": a thing not known, of which only what would follow is told."""
    modal = {kid.lower_ for kid in children(verb, "aux")} & words("modals", "imagined")
    known = any(kid.dep_ == "poss" or kid.lower_ in words("nouns", "definite") for kid in noun.children)
    return bool(modal) and not known


def _happens(verb: Token) -> bool:
    """Whether the verb says of its subject that it takes place: "talks resumed", "talks failed to resume"."""
    if any(lemma_of(kid) in words("verbs", "transparent") and to_do(kid) for kid in children(verb, "xcomp")):
        return True
    lemma = phrasal(verb)
    if lemma in words("verbs", "transparent"):
        called = lemma == "be" and child(verb, "attr", "acomp") is not None  # "would be a disaster"
        return not called and (child(verb, "dobj") is None or lemma == "take")
    return _headline_passive(verb, lemma)


def _headline_passive(verb: Token, lemma: str) -> bool:
    """ "Talks called off": a verb that needs an object, without one, after an event noun."""
    if lemma in words("verbs", "ending") | {"fail"} or children(verb, "dobj", "xcomp", "ccomp", "aux"):
        return False
    return verb.tag_ in {"VBD", "VBN"} and effect_of("verbs", lemma) in {"denied", "planned"}
