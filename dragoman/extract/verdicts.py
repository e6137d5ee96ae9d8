"""What is said of talks themselves, by nobody in particular → stances of whoever says it."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.holders import doers, holders, speaker, toward
from dragoman.extract.matters import MEANS, Reach, base, complements, infinitive, matter_of, reach, words
from dragoman.extract.modality import negated
from dragoman.extract.syntax import ancestors, child, children, is_noun, is_verb, prep_object
from dragoman.extract.told import Sight, Told, make, of_word, opposite
from dragoman.grammar import Token
from dragoman.model import Ref, Stance


def verdicts(sight: Sight, verb: Token) -> Iterator[Told]:
    """Yield the stances of whoever says the words, for each of the forms below."""
    yield from _called(sight, verb)
    yield from _on_a_step(sight, verb)
    yield from _anybody(sight, verb)
    yield from _ought(sight, verb)
    yield from _by_means(sight, verb)


def verdict(verb: Token) -> Stance | None:
    """Return how a step of which the verb's words are said is judged: "is a mistake", "makes no sense"."""
    judged = _judged(verb)
    return None if judged is None else opposite(judged) if negated(verb) else judged


def _judged(verb: Token) -> Stance | None:
    state = child(verb, "acomp", "attr") if verb.lower_ in words("verbs", "linking") else None
    if state is not None and not any(kid.lower_ == "no" for kid in state.children):
        judged = of_word(state.lower_, "steps") or of_word(base(state), "verdicts")
        wise = negated(verb) or any(kid.lower_ in {"neither", "hardly"} for kid in state.children)
        if judged is None and wise and state.lower_ in words("open", "wanted"):
            return "open" if negated(verb) else "closed"
        return judged
    if any(kid.lower_ == "nowhere" for kid in verb.children):
        return "closed"
    thing = child(verb, "dobj")
    if thing is not None and base(thing) in words("verdicts", "sense"):
        without = any(kid.lower_ in words("little", "words") for kid in thing.children)
        return "closed" if without and not negated(verb) else "open"
    return "open" if verb.lower_ in words("verbs", "linking") and negated(verb) and _in_view(verb) else None


def _in_view(verb: Token) -> bool:
    """ "is not *in the foreseeable future*", "is not on the horizon": judged by what it denies."""
    places = (child(kid, "pobj") for kid in children(verb, "prep"))
    return any(place is not None and base(place) in words("verdicts", "view") for place in places)


def _on_a_step(sight: Sight, verb: Token) -> Iterator[Told]:
    """ "*Resuming talks* is a mistake", "the start of negotiations with Minsk makes no sense"."""
    own = child(verb, "nsubj", "csubj")
    reached = _step(own) if own is not None else None
    if reached is None or own is None:
        return
    stance: Stance | None = "open" if base(own) in words("verdicts", "ways") else verdict(verb)
    if stance is not None:
        yield from _said(sight, verb, reached, stance)


def _step(own: Token) -> Reach | None:
    """The matter of a step named by a clause or by a noun of its course."""
    if own.dep_ == "csubj" or own.tag_ == "VBG":
        taken = base(own) in words("contact", "words") | words("contact", "light") | words("contact", "going")
        return reach([own], weak=True) if taken else None
    if base(own) in words("verdicts", "course"):
        return reach(complements(own), weak=False)
    way = base(own) in words("verdicts", "ways")
    said = (
        child(own.head, "attr", "pcomp", "xcomp", "ccomp", "prep")
        if way and own.head.lower_ in words("verbs", "linking")
        else None
    )
    return reach([said], weak=False) if said is not None else None


def _anybody(sight: Sight, verb: Token) -> Iterator[Told]:
    """ "One cannot talk about a truce", "you can't negotiate with Minsk": told of anybody, a refusal of one's own."""
    own = child(verb, "nsubj")
    can = any(kid.lower_ in {"can", "could", "ca"} for kid in children(verb, "aux"))
    if (
        own is None
        or own.lower_ not in words("persons", "anybody")
        or not can
        or not (negated(verb) or own.lower_ == "nobody")
    ):
        return
    itself = matter_of(verb, weak=True)
    reached = reach(complements(verb), weak=False) or (Reach(itself, (verb,), False) if itself is not None else None)
    if reached is not None:
        yield from _said(sight, verb, reached, "closed")


def _ought(sight: Sight, verb: Token) -> Iterator[Told]:
    """ "We must return to the table", "let us sit down", "the two sides should talk": whoever says so wants it."""
    held = verb.head if verb.dep_ in {"xcomp", "ccomp"} and base(verb.head) in words("verbs", "must") else verb
    asked = held != verb or any(kid.lower_ in words("verbs", "must") for kid in children(verb, "aux"))
    own = child(held, "nsubj") or child(verb, "nsubj")
    if not asked or own is None or negated(held) or negated(verb) or not _ours(own):
        return
    known = base(verb) in words("contact", "words") | words("contact", "light") | words("contact", "going")
    itself = matter_of(verb, weak=True) if known else None
    reached = reach(complements(verb), weak=False) if known else None
    reached = reached or (Reach(itself, (verb,), False) if itself is not None else None)
    if reached is not None:
        yield from _said(sight, verb, reached, "open")


def _ours(own: Token) -> bool:
    return (
        own.lower_ in words("persons", "own")
        or base(own) in words("persons", "pairs")
        or own.lower_ in words("persons", "pairs")
    )


def _by_means(sight: Sight, verb: Token) -> Iterator[Told]:
    """ "The dispute can only be resolved *through talks*", "must be settled by negotiation"."""
    means = next((kid for kid in children(verb, "prep", "agent") if kid.lower_ in MEANS | {"by"}), None)
    if means is None or base(verb) not in words("verdicts", "settling") or negated(verb):
        return
    reached = reach(children(means, "pobj", "pcomp"), weak=False)
    modals = {kid.lower_ for kid in children(verb, "aux")} | {kid.lower_ for kid in children(verb.head, "aux")}
    only = any(word.lower_ in {"only", "best"} for word in (*verb.children, *means.children))
    ought = bool(modals & (words("verbs", "must") | {"has"})) or (
        verb.dep_ == "xcomp" and base(verb.head) in words("verbs", "must")
    )
    if reached is not None and (ought or (only and bool(modals & {"can", "will"}))):
        yield from _said(sight, verb, reached, "open")


def _said(sight: Sight, cue: Token, reached: Reach, stance: Stance) -> Iterator[Told]:
    held = _whose(sight, cue)
    stance = opposite(stance) if reached.turned else stance
    if held:
        yield Told(cue, held, toward(sight.scene, cue, reached, held), reached.matter, stance, reached.way)


def _whose(sight: Sight, cue: Token) -> list[Ref]:
    """Who says it, or holds it to be so: "*Oman believes* talks are the only way"."""
    above = next((one for one in ancestors(cue) if is_verb(one) and base(one) in words("verdicts", "holding")), None)
    believing = holders(sight.scene, child(above, "nsubj")) if above is not None else []
    return believing or speaker(sight.scene, cue, sight.speeches)


def wanted(sight: Sight, word: Token) -> Iterator[Told]:
    """ "It is *necessary* to return to the table", "it would be *useful* to meet": who says so is open to it."""
    verb = word.head
    own = child(verb, "nsubj", "expl")
    if word.lower_ not in words("open", "steps") | words("open", "wanted") or word.dep_ not in {"acomp", "attr"}:
        return
    if own is None or own.lower_ != "it" or any(is_noun(kid) for kid in children(word, "nsubj")):
        return
    after = [kid for near in (word, verb) for kid in near.children if infinitive(kid)]
    if any(child(kid, "nsubj") is not None or prep_object(word, "for") is not None for kid in after):
        return  # "it is necessary for X to …": what another must do
    reached = reach(after, weak=False)
    if reached is not None:
        yield from _said(sight, word, reached, "closed" if negated(verb) else "open")


def _called(sight: Sight, verb: Token) -> Iterator[Told]:
    """ "called the idea of talks unacceptable", "announced negotiations to be impossible"."""
    if base(verb) not in words("calling", "verbs") or negated(verb):
        return
    near = [verb, *children(verb, "xcomp", "ccomp", "oprd")]
    held = doers(sight.scene, verb)
    if not held or not any(map(_hopeless, verb.subtree)):
        return
    things = children(verb, "dobj") + [kid for one in near[1:] for kid in children(one, "nsubj")]
    reached = reach(things, weak=False) or reach(_deemed(verb), weak=True)
    if reached is not None:
        yield make(sight, verb, held, reached, "closed")


def _hopeless(word: Token) -> bool:
    return word.lower_ in words("closed", "steps") or base(word) in words("closed", "verdicts")


def _deemed(verb: Token) -> list[Token]:
    """ "considers it impossible *to hold talks*": what the judgement is on."""
    judged = [word for word in verb.subtree if word.lower_ in words("closed", "steps")]
    return [kid for word in judged for near in (word, word.head) for kid in near.children if infinitive(kid)]
