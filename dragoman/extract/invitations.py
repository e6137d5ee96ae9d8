"""Invitations, requests and proposals → stances: who asks for a meeting or puts talks forward is open to them."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.holders import doers, holders
from dragoman.extract.matters import Reach, base, complements, convened, infinitive, matter_of, reach, words
from dragoman.extract.modality import negated
from dragoman.extract.syntax import addressed, agent, child, children, conjuncts, is_noun, prep_object
from dragoman.extract.told import Sight, Told, make
from dragoman.grammar import Token


def invitations(sight: Sight, verb: Token) -> Iterator[Told]:
    """Yield the stance of whoever invites the other party or asks it back to the table."""
    yield from _invited(sight, verb)
    yield from _asked_back(sight, verb)


def _invited(sight: Sight, verb: Token) -> Iterator[Told]:
    """ "challenged the Kremlin leader to meet him": who asks for a meeting with himself is open to one."""
    action = child(verb, "xcomp", "ccomp")
    held = doers(sight.scene, verb) if base(verb) in words("inviting", "verbs") and not negated(verb) else []
    if not held:
        return
    thing = prep_object(verb, "to", "for") if verb.lemma_ == "invite" else None
    step = thing if thing is not None else action if verb.lemma_ == "invite" else None
    reached = reach([step], weak=True) if step is not None else None
    own = child(action, "dobj") if action is not None and base(action) in {"meet", "join", "visit"} else None
    if own is not None and action is not None and own.lower_ in {"him", "her", "them", "me", "us"}:
        reached = Reach("meeting", (action,), False)
    if reached is not None and not convened(reached.word):
        yield make(sight, verb, held, reached, "open")


def _asked_back(sight: Sight, verb: Token) -> Iterator[Told]:
    """ "asked London to restart negotiations": who asks one other party to talk is open to it; a mediator asks two."""
    action = child(verb, "xcomp", "advcl", "ccomp")
    asked = addressed(verb) or (child(action, "nsubj") if action is not None else None)  # "wants Rome to return"
    if base(verb) not in words("inviting", "asking") or asked is None or action is None or negated(verb):
        return
    several = len(conjuncts(asked)) > 1 or asked.tag_ in {"NNS", "NNPS"} or asked.lower_ in words("persons", "both")
    if several or not infinitive(action) or base(action) not in words("inviting", "again"):
        return
    reached, held = reach(complements(action), weak=False), doers(sight.scene, verb)
    if reached is not None and held and not convened(reached.word):
        told = make(sight, verb, held, reached, "open")
        other = next(iter(holders(sight.scene, asked)), told.toward)
        yield Told(verb, held, other, told.matter, told.stance, told.way)


def put_forward(sight: Sight, verb: Token) -> Iterator[Told]:
    """ "the meeting, as *proposed by Oman*", "a truce *offered by* the rebels": whoever put it forward wants it."""
    if verb.tag_ != "VBN" or verb.dep_ not in {"acl", "advcl"} or base(verb) not in words("announcing", "proposing"):
        return
    held = holders(sight.scene, agent(verb))
    thing = verb.head if is_noun(verb.head) else next(iter(children(verb.head, "nsubj", "nsubjpass")), None)
    matter = matter_of(thing, weak=False) if thing is not None else None
    if thing is not None and matter in {"dialogue", "meeting", "ceasefire"} and held:
        yield make(sight, verb, held, Reach(matter, (thing,), False), "open")
