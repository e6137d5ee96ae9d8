"""Verbs of contact → stances: a meeting promised, refused or offered on terms, an answer foretold."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.holders import doers, speaker
from dragoman.extract.matters import Reach, base, complements, infinitive, matter_of, reach, takes_part, words
from dragoman.extract.modality import negated
from dragoman.extract.parties import acting
from dragoman.extract.syntax import ancestors, child, children, conjuncts
from dragoman.extract.told import Sight, Told, first_stance, make, opposite, plain
from dragoman.grammar import Token
from dragoman.model import Ref


def contacts(sight: Sight, verb: Token) -> Iterator[Told]:
    """Yield the stance of whoever says that they will or will not meet, talk, take part or answer."""
    yield from _response(sight, verb)
    yield from _contact(sight, verb)


def _response(sight: Sight, verb: Token) -> Iterator[Told]:
    """ "would respond positively": open, whatever it is that is offered."""
    if base(verb) not in words("verbs", "responding"):
        return
    stance = first_stance(verb.children, "responses")
    held = doers(sight.scene, verb)
    reached = reach(complements(verb), weak=True, offers=True)
    promised = any(kid.tag_ == "MD" for kid in verb.children)
    if stance is None or not held or not (promised or (reached is not None and verb.tag_ in {"VBD", "VBN", "VBZ"})):
        return
    stance = opposite(stance) if negated(verb) else stance
    yield plain(sight, verb, held, reached, stance)


def _contact(sight: Sight, verb: Token) -> Iterator[Told]:
    """ "will not meet Zelensky", "would talk to Kyiv if …": refusing or offering contact in so many words."""
    light = base(verb) in words("contact", "light")
    if not light and base(verb) not in words("contact", "words"):
        return
    refused = _refused(verb)
    gladly = any(kid.lower_ in words("contact", "gladly") for kid in verb.children)
    bound = not refused and (_has_term(sight, verb) or gladly or _joins(verb) or _goes_on(verb) or _only_on(verb))
    going = verb.dep_ == "xcomp" and verb.head.lower_ == "going"
    decided = refused and base(verb.head) in words("contact", "deciding") and infinitive(verb)
    certain = any(kid.lower_ in words("verbs", "certain") for kid in children(verb, "aux"))
    if not (refused or bound) or not (going or decided or certain or (refused and _on_principle(verb))):
        return
    held = _of_both(sight, verb) or doers(sight.scene, verb)
    own = matter_of(verb, weak=True) if not _given(sight, verb) else None
    weak = (refused or gladly) and not light
    reached = reach(complements(verb), weak=weak) if own is None else Reach(own, (verb,), False)
    if reached is None and refused and _alone(verb):
        reached = Reach("dialogue", (verb,), False)
    if held and reached is not None:
        yield make(sight, verb, held, reached, "closed" if refused else "open")


def _given(sight: Sight, verb: Token) -> bool:
    """ "will not *receive* aid": what comes is no guest."""
    thing = child(verb, "dobj")
    return base(verb) == "receive" and (thing is None or acting(sight.scene, thing) is None)


def _on_principle(verb: Token) -> bool:
    """ "We *do not negotiate* under threat": what somebody does not do as a rule."""
    helped = any(kid.lower_ in {"do", "does"} for kid in children(verb, "aux"))
    return helped and base(verb) in words("contact", "principle")


def _alone(verb: Token) -> bool:
    """ "will not *take part*", "will not attend": in what is talked about."""
    part = base(verb) in words("contact", "joining") or takes_part(verb)
    within = any(kid.lower_ in {"in", "at"} for kid in children(verb, "prep"))
    return part and not within and not [kid for kid in children(verb, "dobj") if kid.lower_ != "part"]


def _only_on(verb: Token) -> bool:
    """ "will talk *only about* the border"."""
    return any(
        kid.lower_ in {"about", "on"} and kid.i > 0 and kid.nbor(-1).lower_ == "only" for kid in children(verb, "prep")
    )


def _joins(verb: Token) -> bool:
    """ "will take part in talks with Israel": whoever says so is open to them; a meeting is only attended."""
    if any(kid.lower_ not in {"will", "'ll", "’ll"} for kid in children(verb, "aux")):
        return False
    if any(one.lower_ == "as" and one.dep_ == "prep" for one in verb.subtree):
        return False  # "will attend the talks as observers"
    reached = reach(complements(verb), weak=False)
    joining = base(verb) in words("contact", "joining") or takes_part(verb)
    return joining and reached is not None and reached.matter == "dialogue"


def _goes_on(verb: Token) -> bool:
    """ "we will continue talks", "we can meet in any other country": said of oneself."""
    own = child(verb, "nsubj")
    if base(verb) == "continue" and any(kid.lower_ in {"will", "would"} for kid in children(verb, "aux")):
        reached = reach(complements(verb), weak=False)
        dated = any(word.text.isdigit() or word.lower_ in {"next", "later", "tomorrow"} for word in verb.subtree)
        return reached is not None and reached.matter == "dialogue" and own is not None and not dated
    by_us = own is not None and own.lower_ in {"we", "i"} and any(kid.tag_ == "MD" for kid in verb.children)
    unreal = any(kid.lower_ == "have" for kid in children(verb, "aux"))
    if unreal or not by_us or (child(verb, "dobj") is None and matter_of(verb, weak=False) is None):
        return False
    return base(verb) in words("contact", "going") or base(verb) in words("contact", "light")


def _of_both(sight: Sight, verb: Token) -> list[Ref]:
    """ "X said Putin and Zelensky could meet only after …": the terms are those of whoever says so."""
    own = child(verb, "nsubj")
    joint = own is not None and (
        len(conjuncts(own)) > 1 or own.lower_ in words("persons", "both") | words("persons", "pairs")
    )
    return speaker(sight.scene, verb, sight.speeches) if joint and _has_term(sight, verb) else []


def _refused(verb: Token) -> bool:
    """ "will not meet", "will never meet", "will have no talks"."""
    without = any(kid.lower_ == "no" for thing in children(verb, "dobj") for kid in thing.children)
    going = verb.dep_ == "xcomp" and verb.head.lower_ == "going" and child(verb.head, "neg") is not None
    ended = any(map(_ended, verb.children)) and any(kid.lower_ in {"will", "would", "'ll"} for kid in verb.children)
    return going or without or ended or any(kid.lower_ == "never" or kid.dep_ == "neg" for kid in verb.children)


def _ended(kid: Token) -> bool:
    """ "will *no longer* take part"."""
    return kid.lower_ == "longer" and any(inner.lower_ == "no" for inner in kid.children)


def _has_term(sight: Sight, verb: Token) -> bool:
    return any(verb in ancestors(sight.scene.token_at(term.start - sight.scene.start)) for term in sight.terms)
