"""A predicate or event noun → its status: held, ongoing, planned, mooted or denied. One function decides for all."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.governors import step
from dragoman.extract.lexicon import answered, effect_of, given, lemma_of, phrasal, words
from dragoman.extract.modifiers import goes_on, happened, lasts, noun_effects, over, scheduled
from dragoman.extract.syntax import ancestors, child, children, is_noun, is_verb
from dragoman.extract.tense import conditional, negated, outlook, verb_effects
from dragoman.grammar import Token
from dragoman.model import EventType, Status

__all__ = ["asserted", "negated", "status"]

MAX_CLIMB = 10
"""How many governing words are asked: deeper nesting than this is a parse gone astray."""


UTTERED = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types of event that are done by saying so. So are promises, where somebody is said to make one."""


def status(token: Token, kind: EventType | None = None) -> Status:
    """Return the status of the event that `token`, a verb or noun, names, as its sentence tells it.

    `kind` is the event's type where it is known. "Troops must leave" told as a demand was uttered, and so was "will not
    sign" told as a refusal: what the words ask for, threaten or rule out is another event.

    Every word from the event up to the root may turn it: an auxiliary, a negator, a governing verb, noun or adjective
    ("refused to meet", "the possibility of talks"), a conditional. A refusal refused leaves the event possible.
    """
    told: Status = "held"
    if is_noun(token) and lasts(token):
        return "ongoing"
    settled = is_noun(token) and scheduled(token)
    for effect in _effects(token, own=not _utters(token, kind)):
        told = turned(told, effect if effect != "mooted" or told != "planned" or not settled else None)
    if told == "held" and is_noun(token) and _only_raised(token):
        return "mooted"
    if told == "held" and is_noun(token) and goes_on(token):
        return "ongoing"
    return "denied" if told in {"planned", "mooted"} and _undone(token) else told


def _only_raised(noun: Token) -> bool:
    """ "raised the issue of *a meeting*": a thing to talk about, which has not been."""
    subject = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    if subject is None or lemma_of(subject) not in words("nouns", "subjects"):
        return False
    fresh = any(kid.lower_ in words("nouns", "indefinite") for kid in noun.children)
    return fresh and lemma_of(noun) in words("nouns", "convened")


def _undone(token: Token) -> bool:
    """ "were due to meet, but the plans fell through": what the main clause plans, the one joined to it takes back."""
    joined = [verb for clause in (token, *ancestors(token)) if _but(clause) for verb in children(clause, "conj")]
    return any(_takes_back(verb) for verb in joined if is_verb(verb))


def _but(clause: Token) -> bool:
    return any(kid.lower_ == "but" for kid in children(clause, "cc"))


def _takes_back(verb: Token) -> bool:
    what = child(verb, "nsubj", "nsubjpass")
    if what is None or lemma_of(what) not in words("nouns", "undone") | words("nouns", "convened"):
        return False
    lemma = phrasal(verb)
    return effect_of("verbs", lemma) == "denied" or (negated(verb) and lemma in words("verbs", "transparent"))


def _utters(token: Token, kind: EventType | None) -> bool:
    """Whether the verb does not name the saying itself but what is said: the event is done by saying so."""
    if not is_verb(token):
        return False
    if kind == "REJECT" and negated(token) and effect_of("verbs", phrasal(token)) != "denied":
        return True  # "cannot accept"
    if lemma_of(token) in words("verbs", "performative"):
        return False
    if kind == "AGREE":  # "said it would send wheat": a promise
        return token.dep_ == "ccomp" and outlook(token) is not None and not conditional(token) and not negated(token)
    return kind in UTTERED and (kind != "ACCUSE" or (outlook(token) is None and not negated(token)))


def asserted(token: Token) -> bool:
    """Whether the grammar leaves no doubt that an event told as real is: "Rome expelled him", "the summit is held"."""
    if is_verb(token):
        if token.dep_ == "pcomp":
            return token.head.lower_ in words("prepositions", "charged")
        if token.dep_ == "acl":  # "its decision to expel": held only where the step was taken
            return lemma_of(token.head) in words("nouns", "decreeing")
        return token.dep_ in {"ROOT", "relcl", "advcl"} and _indicative(token)
    above = token.head
    if not (is_noun(token) and is_verb(above) and above.dep_ == "ROOT" and _indicative(above)):
        return False
    if token.dep_ == "nsubjpass":
        return lemma_of(above) in words("verbs", "holding")
    if token.dep_ == "dobj" and lemma_of(above) in words("verbs", "going_about"):
        return True
    known = any(kid.lower_ in words("nouns", "definite") for kid in token.children)
    return token.dep_ == "dobj" and known and lemma_of(above) in words("verbs", "judging")


def _indicative(verb: Token) -> bool:
    """Whether the verb is finite and no modal stands before it."""
    helped = children(verb, "aux", "auxpass")
    if any(kid.tag_ in {"MD", "TO"} for kid in helped):
        return False
    bare = verb.tag_ == "VB" and not helped and child(verb, "nsubj") is not None  # "Chad and Mali *hold* talks"
    return bare or verb.tag_ in {"VBD", "VBZ", "VBP"} or any(kid.tag_ in {"VBD", "VBZ", "VBP"} for kid in helped)


def turned(told: Status, effect: Status | None) -> Status:
    """Return what a word with this effect makes of an event told so far as `told`."""
    if effect == "denied":
        return "mooted" if told == "denied" else "denied"
    if effect == "mooted":
        return "mooted"
    if effect == "planned" and told in {"held", "ongoing"}:
        return "planned"
    return "ongoing" if effect == "ongoing" and told == "held" else told


def _effects(token: Token, *, own: bool) -> Iterator[Status | None]:
    """What each word makes of the event, from the event itself upwards."""
    if own and not (is_noun(token) and happened(token)):
        yield from _own(token)
        yield _due(token)
    if is_noun(token) and (over(token) or given(token) or answered(token, token.head)):
        return
    place, carried, aside = token, False, False
    for _ in range(MAX_CLIMB):
        found = step(place, carried)
        yield None if aside and found.effect == "denied" else found.effect
        if found.to is None:
            return
        aside = aside or found.reach == "time"
        if found.reach == "all" and not aside:
            yield from _own(found.to)
        elif found.reach != "none":
            yield outlook(found.to)
        carried = carried or (is_noun(found.to) and found.effect is not None)
        place = found.to


def _own(token: Token) -> Iterator[Status | None]:
    if is_verb(token):
        yield from verb_effects(token)
    elif is_noun(token):
        yield from noun_effects(token)


def _due(word: Token) -> Status | None:
    """ "is due in Baku", "had been due in Baku": an adjective that is itself the event."""
    if effect_of("adjectives", word.lower_) != "planned" or word.dep_ != "acomp":
        return None
    return "denied" if any(kid.lower_ == "had" for kid in word.head.children) else "planned"
