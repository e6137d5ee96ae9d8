"""A parsed sentence → conditions told by what a step is tied to, or what is asked for it, first or in return."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.extract.bond import Bond, first_actor, match, step_word, words
from dragoman.extract.matters import base, matter_of
from dragoman.extract.modality import negated
from dragoman.extract.parties import acting
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import ancestors, child, children, is_noun, is_verb, passive, prep_object, subject
from dragoman.grammar import Token

EARLY = frozenset({"before", "ahead", "prior"})
RETURN = frozenset({"in exchange for", "in return for"})


def tied_bonds(scene: Scene) -> Iterator[Bond]:
    """Yield what a step is tied to ("linked talks *to a withdrawal*"), begins with, or is to be paid with."""
    for token in scene.doc:
        if is_verb(token):
            yield from _tied(scene, token)
            yield from _begun(scene, token)
        if token.lower_ in EARLY:
            yield from _asked_before(scene, token)
        elif token.lower_ == "in" and match(token, "prepositions")[1] in RETURN:
            yield from _asked_in_return(scene, token)
        elif token.lower_ == "as":
            yield from _asked_first(scene, token)


def _tied(scene: Scene, verb: Token) -> Iterator[Bond]:
    """ "*conditioned* any accord *on X*", "has linked the resumption of talks *to X*"."""
    if base(verb) not in words("verbs", "tying") or passive(verb) or negated(verb):
        return
    step = child(verb, "dobj")
    joined = (word for word in verb.subtree if word.lower_ in {"to", "on", "upon"} and word.dep_ == "prep")
    what = next((thing for thing in (child(word, "pobj", "pcomp") for word in joined) if thing is not None), None)
    if step is None or what is None or what.i < step.i or not _diplomatic(step, what):
        return
    yield Bond(what.left_edge, _last(what), base(verb), verb, first_actor(scene, what))


def _diplomatic(step: Token, what: Token) -> bool:
    inside = {word.i for word in what.subtree}
    return any(step_word(word) for word in step.subtree if word.i not in inside)


def _begun(scene: Scene, verb: Token) -> Iterator[Bond]:
    """ "The first step *must be X*", "any ceasefire *must begin with X*", "*X must come first*"."""
    own = child(verb, "nsubj")
    must = any(kid.lower_ in {"must", "should", "has"} for near in (verb, verb.head) for kid in near.children)
    if own is None or not must or negated(verb):
        return
    if verb.lemma_ == "be" and _first_step(own):
        what = child(verb, "attr", "ccomp", "xcomp")
    elif base(verb) in {"begin", "start"} and matter_of(own, weak=False) is not None:
        what = prep_object(verb, "with", "by")
    elif verb.lemma_ == "come" and any(kid.lower_ == "first" for kid in verb.children):
        what = own
    else:
        return
    if what is not None and what.tag_ not in {"DT", "PRP"}:
        yield Bond(what.left_edge, _last(what), "first", verb, first_actor(scene, what))


def _first_step(noun: Token) -> bool:
    early = any(kid.lower_ in {"first", "initial", "starting"} for kid in noun.children)
    return early and base(noun) in {"step", "condition", "priority", "point", "requirement", "task", "thing", "move"}


def _asked_before(scene: Scene, token: Token) -> Iterator[Bond]:
    """ "wants *guarantees that …* before it returns to the table", "demands *that X disarm* before any deal"."""
    step = token.head if token.dep_ in {"mark", "advmod"} else child(token, "pobj", "pcomp")
    if step is None or not any(map(step_word, step.subtree)):
        return
    yield from _asked(scene, token, step, step.subtree if step == token.head else token.subtree)


def _asked_in_return(scene: Scene, token: Token) -> Iterator[Bond]:
    """ "has demanded *the handover of the rebels* in exchange for the soldiers"."""
    yield from _asked(scene, token, token.head, token.subtree)


def _asked_first(scene: Scene, token: Token) -> Iterator[Bond]:
    """ "insists on *X's withdrawal* as a first step"."""
    named = child(token, "pobj")
    if named is not None and _first_step(named):
        yield from _asked(scene, token, token.head, token.subtree)


def _asked(scene: Scene, token: Token, step: Token, aside: Iterable[Token]) -> Iterator[Bond]:
    """What the verb above asks for, without the words of the step it is asked for."""
    left_out = {word.i for word in aside}
    verb = next((one for one in ancestors(token) if is_verb(one) and base(one) in words("first", "seeking")), None)
    if verb is None or verb.i > token.i or negated(verb):
        return
    thing = child(verb, "dobj", "ccomp", "xcomp") or prep_object(verb, "on", "upon", "for")
    if thing is None or thing.i > token.i or not _another_acts(scene, verb, thing):
        return
    inside = [word for word in thing.subtree if word.i < min(left_out) and word.dep_ != "mark" and not word.is_punct]
    if len(inside) > 1 or (inside and is_noun(thing)):
        doer = subject(thing) if is_verb(thing) else thing
        yield Bond(inside[0], inside[-1], token.lower_, step, first_actor(scene, doer), verb)


def _another_acts(scene: Scene, verb: Token, thing: Token) -> bool:
    """Whether something is asked of another: "wants to meet before …" is a wish of one's own."""
    if not is_verb(thing):
        return any(step_word(word) or word.tag_ == "NNS" or acting(scene, word) for word in thing.subtree)
    return bool(children(thing, "nsubj", "nsubjpass"))


def _last(word: Token) -> Token:
    last = word.right_edge
    while last.is_punct and last.i > word.i:
        last = last.nbor(-1)
    return last
