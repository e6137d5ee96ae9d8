"""A verb → the mentions of those who act in it, also where the parse splits or hides its subject."""

from __future__ import annotations

from dragoman.extract.event_words import words
from dragoman.extract.parties import actors, spotted
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import agent, child, children, is_verb, passive, patient, prep_object, subject
from dragoman.grammar import Token
from dragoman.model import Mention

WITH = frozenset({"along", "together", "jointly"})
"""Words before "with" that put whoever follows beside the one before."""


def doer_of(verb: Token) -> Token | None:
    """Return who acts in the verb: of one in a passive clause's care its subject ("*Sunak* is set to visit")."""
    if passive(verb):
        return agent(verb)
    if verb.dep_ == "xcomp" and is_verb(verb.head) and passive(verb.head) and child(verb, "nsubj") is None:
        return patient(verb.head)
    return _charged(verb) or subject(verb)


def _charged(verb: Token) -> Token | None:
    """Who is to have done it: "accused *Ukraine* of attacking" lays it on the one accused."""
    if verb.dep_ != "pcomp" or verb.head.lower_ != "of" or not is_verb(verb.head.head):
        return None
    accused = patient(verb.head.head)
    return accused if accused is not None and accused.i < verb.i else None


def doers(scene: Scene, verb: Token) -> list[Mention]:
    """Return the actors of the verb's subject, or its agent where it is passive.

    What a thing does its sender does ("launched missiles targeting troops").
    """
    doer = doer_of(verb)
    if doer is None:
        return _expellers(scene, verb) if passive(verb) else []
    found = _each(scene, verb, doer)
    if not found and doer.dep_ in {"dobj", "nsubjpass"} and is_verb(doer.head) and doer.head != verb:
        if doer.head.lemma_.lower() in words("answering"):  # "will oppose a statement condemning …": another's
            return []
        sender = agent(doer.head) if passive(doer.head) else subject(doer.head)
        return actors(scene, sender) if sender is not None else []
    return found


def _each(scene: Scene, verb: Token, doer: Token) -> list[Mention]:
    """The actors of the subject, of both where the parser gave the verb two: "*Thai* and *Malaysian police* work"."""
    found = [*actors(scene, doer), *_beside(scene, verb, doer)]
    for other in children(verb, "nsubj", "dep", "npadvmod"):
        if other.i < doer.i and (not found or _joined(other, doer)):
            found = [*(list(spotted(scene, other.idx, other.idx + len(other))) or actors(scene, other)), *found]
    return found


def _beside(scene: Scene, verb: Token, doer: Token) -> list[Mention]:
    """Who does it with the subject: "Egypt, *along with Jordan and Kuwait*, broke off ties"."""
    preps = [kid for host in (doer, verb) for kid in children(host, "prep", "advmod") if kid.i < verb.i]
    beside = [prep_object(kid, "with") if kid.lower_ in WITH else None for kid in preps]
    beside += [child(kid, "pobj") for kid in preps if kid.lower_ in {"alongside", "with"} and _with(kid)]
    return [one for noun in beside if noun is not None for one in actors(scene, noun)]


def _with(prep: Token) -> bool:
    """ "alongside Jordan", "together with Jordan"."""
    return prep.lower_ == "alongside" or any(kid.lower_ in WITH for kid in prep.children)


def _joined(noun: Token, doer: Token) -> bool:
    """Whether only "and" or a comma parts the two: "*Iran*, Saudi Arabia hold talks"."""
    return noun.i + 2 == doer.left_edge.i and noun.nbor(1).lower_ in {",", "and"}


def _expellers(scene: Scene, verb: Token) -> list[Mention]:
    """ "were expelled from Niger": whoever they must leave sent them away."""
    left = prep_object(verb, "from") if verb.lemma_.lower() in {"expel", "deport"} else None
    return actors(scene, left) if left is not None else []
