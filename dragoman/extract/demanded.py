"""A parsed sentence → conditions told as demands: "if X wants talks, it must …", "for talks to resume, X must …"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.bond import Bond, demanded, step_word, words
from dragoman.extract.bound_clauses import wants
from dragoman.extract.matters import base, matter_of
from dragoman.extract.modality import negated
from dragoman.extract.parties import actors
from dragoman.extract.scene import Scene, pending
from dragoman.extract.syntax import child, children, is_verb, prep_object, subject
from dragoman.grammar import Token
from dragoman.model import Ref

OPENING = frozenset({"pave", "clear", "open", "prepare"})
WAYS = frozenset({"way", "path", "road", "door", "ground"})


def demanded_bonds(scene: Scene) -> Iterator[Bond]:
    """Yield what has to be done for a step: the demand is the condition, and whoever says so sets it."""
    for token in scene.doc:
        if not is_verb(token) or not demanded(token):
            continue
        clause = token.head if token.dep_ == "xcomp" and token.head.lemma_ in {"have", "need"} else token
        bonds = (_bond(scene, clause, token, part) for part in (*_aims(clause), *_aims(token)))
        bond = next((one for one in bonds if one is not None), None) or _held_by(clause, token)
        bond = bond or _before_then(clause, token)
        if bond is not None:
            yield bond
    for token in scene.doc:
        yield from _necessary(scene, token)
        yield from _insisted(scene, token)
        yield from _but(scene, token)


def _held_by(clause: Token, demand: Token) -> Bond | None:
    """ "Any deal *must guarantee* …", "talks *would have to include* …": what a step is to hold."""
    own = child(clause, "nsubj", "nsubjpass")
    counted = base(demand) == "take" and any(word.lower_ in {"account", "consideration"} for word in demand.subtree)
    holds = counted or base(demand) in words("first", "holding") or _of_quality(demand)
    if own is None or not holds or matter_of(own, weak=False) is None:
        return None
    modals = {"must", "would", "will"} | ({"should"} if _of_quality(demand) else set())
    if not any(kid.lower_ in modals for verb in (clause, demand) for kid in children(verb, "aux")):
        return None
    last = demand.right_edge
    while last.is_punct and last.i > demand.i:
        last = last.nbor(-1)
    return Bond(own.left_edge, last, "must", own)


def _of_quality(verb: Token) -> bool:
    """ "A ceasefire *must be lasting*", "the talks *should be on an equal footing*": what a step is to be like."""
    if verb.lemma_ != "be":
        return False
    state = child(verb, "acomp")
    places = [child(kid, "pobj") for kid in children(verb, "prep")]
    named = any(place is not None and base(place) in words("first", "footings") for place in places)
    return named or (state is not None and state.lower_ in words("first", "qualities"))


def _but(scene: Scene, verb: Token) -> Iterator[Bond]:
    """ "is ready for talks, *but X must stop the attacks*": what is asked beside a readiness is asked for it."""
    ready = verb.head
    joined = verb.dep_ == "conj" and any(kid.lower_ == "but" for kid in children(ready, "cc"))
    own = child(verb, "nsubj", "nsubjpass")
    if not joined or own is None or not _due(verb):
        return
    before = [word for word in ready.subtree if word.i < own.left_edge.i]
    if not any(map(step_word, before)) or not any(word.lower_ in words("wanting", "words") for word in before):
        return
    last = verb.right_edge
    while last.is_punct and last.i > verb.i:
        last = last.nbor(-1)
    yield Bond(own.left_edge, last, "but", ready, _who(scene, own))


def _due(verb: Token) -> bool:
    """Whether something is said to be owed: "must stop", "had to stop", "is needed"."""
    if negated(verb):
        return False
    bound = any(kid.lower_ in words("first", "modals") for kid in children(verb, "aux") if kid.tag_ == "MD")
    held = base(verb) in {"have", "need"} and child(verb, "xcomp") is not None
    return bound or held or verb.lower_ in words("first", "necessary")


def _necessary(scene: Scene, token: Token) -> Iterator[Bond]:
    """ "To resume the dialogue, it is necessary *for the US to review its policy*"."""
    verb = token.head
    if token.lower_ not in words("first", "necessary") or token.dep_ not in {"acomp", "attr", "oprd"}:
        return
    what = next((kid for one in (token, verb) for kid in one.children if _for_whom(kid) and kid.i > token.i), None)
    aim = next(_aims(verb), None) if what is not None else None
    if what is None or aim is None or aim == what:
        return
    last = what.right_edge
    while last.is_punct and last.i > what.i:
        last = last.nbor(-1)
    step = next(word for word in aim.subtree if step_word(word) or word == aim)
    yield Bond(what.left_edge, last, "necessary", step, _who(scene, child(what, "nsubj")), verb)


def _insisted(scene: Scene, verb: Token) -> Iterator[Bond]:
    """ "*For the signing of the treaty*, Chad insists on changes of the law"."""
    if not is_verb(verb) or base(verb) not in words("first", "insisting") or negated(verb):
        return
    thing = child(verb, "dobj") or prep_object(verb, "on", "upon")
    aim = next((kid for kid in children(verb, "prep") if _for_a_step(kid, verb)), None)
    if thing is None or aim is None or aim.i > verb.i:
        return
    last = thing.right_edge
    while last.is_punct and last.i > thing.i:
        last = last.nbor(-1)
    step = next(word for word in aim.subtree if step_word(word) or word == aim)
    yield Bond(thing.left_edge, last, base(verb), step, _who(scene, thing))


def _then(verb: Token) -> Token | None:
    """ "X has to be lifted, *and then* we will return": the step that comes second."""
    for kid in children(verb, "conj"):
        second = any(one.lower_ == "then" for one in kid.children)
        if second and any(one.tag_ == "MD" for one in kid.children) and any(map(step_word, kid.subtree)):
            return kid
    return None


def _before_then(clause: Token, demand: Token) -> Bond | None:
    step = next((found for found in map(_then, (clause, demand)) if found is not None), None)
    own = child(clause, "nsubj", "nsubjpass") or child(demand, "nsubj", "nsubjpass")
    if step is None or own is None:
        return None
    inside = [
        word for word in clause.doc[own.left_edge.i : step.left_edge.i] if word.dep_ != "cc" and not word.is_punct
    ]
    return Bond(inside[0], inside[-1], "first", step) if len(inside) > 2 else None


def _for_whom(verb: Token) -> bool:
    own = child(verb, "nsubj")
    return is_verb(verb) and own is not None and any(kid.lower_ in {"for", "that"} for kid in children(verb, "mark"))


def _aims(verb: Token) -> Iterator[Token]:
    """What the demand is for: the head of the words that name the step."""
    for kid in verb.children:
        if (
            (kid.dep_ == "advcl" and (wants(kid, verb) or _opens_a_way(kid) or _aims_at(kid, verb) or _follows(kid)))
            or (kid.dep_ == "prep" and _for_a_step(kid, verb))
        ):  # fmt: skip
            yield kid


def _follows(aim: Token) -> bool:
    """ "demanded that Togo reopen the border *before exports can restart*": what is let happen only then."""
    before = any(kid.lower_ == "before" and kid.dep_ == "mark" for kid in aim.children)
    return before and any(step_word(word) for word in aim.subtree)


def _aims_at(aim: Token, verb: Token) -> bool:
    """ "*For peace to be achieved*, X must …", "*to restart the talks*, X has to …": first what it is for."""
    own = child(verb, "nsubj", "nsubjpass", "expl")
    first = own is not None and aim.right_edge.i < own.i
    purpose = any(kid.lower_ == "to" for kid in children(aim, "aux"))
    return first and purpose and any(step_word(word) for word in aim.subtree)


def _opens_a_way(verb: Token) -> bool:
    """ "… to pave the way for dialogue"."""
    way = child(verb, "dobj")
    if base(verb) not in OPENING or way is None or base(way) not in WAYS:
        return False
    step = prep_object(way, "for", "to") or prep_object(verb, "for", "to")
    return step is not None and any(step_word(word) for word in step.subtree)


def _for_a_step(preposition: Token, verb: Token) -> bool:
    """ "*For talks to resume*, …", "*for any deal*, X must …", "*in order for* negotiations to begin"."""
    order = child(preposition, "pobj")
    if preposition.lower_ == "in" and order is not None and order.lower_ == "order":
        aims = [word for kid in children(order, "acl") for word in kid.subtree]
        return any(_for_a_step(kid, verb) for kid in children(order, "prep")) or any(map(step_word, aims))
    if preposition.lower_ != "for" or order is None or not step_word(order):
        return False
    own = child(verb, "nsubj", "nsubjpass")
    first = own is not None and preposition.i < own.i
    return first or child(order, "acl", "relcl") is not None


def _bond(scene: Scene, clause: Token, demand: Token, part: Token) -> Bond | None:
    aim = {word.i for word in part.subtree}
    after = clause.i > max(aim)
    own = [
        word
        for word in clause.subtree
        if word.i not in aim and (word.i > max(aim)) == after and not word.is_punct and word.dep_ != "mark"
    ]
    if len(own) < 3:
        return None
    doer = subject(clause) or child(clause, "nsubjpass")
    named = child(clause, "nsubj", "nsubjpass")
    own = [word for word in own if named is None or word.i >= named.left_edge.i]
    step = next(word for word in part.subtree if step_word(word) or word == part)
    return Bond(own[0], own[-1], part.lower_ if part.dep_ == "prep" else "must", step, _who(scene, doer), clause)


def _who(scene: Scene, doer: Token | None) -> Ref | None:
    found = actors(scene, doer) if doer is not None else []
    return pending(found[0]) if found else None


__all__ = ["demanded_bonds"]
