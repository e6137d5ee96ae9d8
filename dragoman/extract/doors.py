"""Doors, windows and talks as a subject → stances of their owner or of whoever speaks of them."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.holders import governed_by, holders, possessors, speaker, toward
from dragoman.extract.matters import Reach, base, complements, infinitive, matter_of, reach, words
from dragoman.extract.modality import negated
from dragoman.extract.syntax import agent, child, children, is_verb, passive, prep_object, subject
from dragoman.extract.told import Sight, Told, doubtful, first_stance, of_word, opposite, plain
from dragoman.extract.verdicts import verdict
from dragoman.grammar import Token
from dragoman.model import Matter, Ref, Stance


def doors(sight: Sight, door: Token) -> Iterator[Told]:
    """ "the window for dialogue remains closed", "opened the door to a meeting", "keep channels open"."""
    reached = reach(complements(door), weak=True)
    diplomatic = reached is not None or base(door) in {"door", "doorway", "channel", "hand"}
    if not diplomatic:
        return
    if door.dep_ in {"dobj", "nsubjpass"} and is_verb(door.head) and not passive(door.head):
        yield from _moved_door(sight, door, reached)
    elif door.dep_ in {"nsubj", "nsubjpass"}:
        yield from _standing_door(sight, door, reached)


def _moved_door(sight: Sight, door: Token, reached: Reach | None) -> Iterator[Told]:
    verb = door.head
    stance = of_word(base(verb), "doing")
    if stance is None and verb.lemma_ in words("doors", "keeping"):
        stance = first_stance((*verb.children, *door.children), "states")
    around = [far for near in (verb, *children(verb, "oprd", "acomp")) for far in complements(near) if far != door]
    reached = reached or reach(around, weak=True)
    held = holders(sight.scene, subject(verb))
    if stance is None or not held or governed_by(verb, words("urging", "words")) or doubtful(verb):
        return
    if reached is None and base(door) == "door" and verb.lemma_ not in words("doors", "keeping") and not negated(verb):
        return
    stance = opposite(stance) if negated(verb) else stance
    yield plain(sight, verb, held, reached, stance, door)


def _standing_door(sight: Sight, door: Token, reached: Reach | None) -> Iterator[Told]:
    verb = door.head
    state = next((kid for kid in verb.children if kid.i > door.i and of_word(kid.lower_, "states") is not None), None)
    word = state if state is not None else verb
    stance = of_word(word.lower_, "states")
    if base(door) == "hand" and stance == "open" and child(door, "poss") is None:
        return
    held = possessors(sight.scene, door) or _owned(sight, door) or speaker(sight.scene, door, sight.speeches)
    if stance is None or not held:
        return
    reached = reached or reach(complements(word), weak=True)
    stance = opposite(stance) if negated(verb) else stance
    matter = reached.matter if reached is not None else "dialogue"
    yield Told(door, held, toward(sight.scene, word, reached, held), matter, stance, (word,))


def _owned(sight: Sight, door: Token) -> list[Ref]:
    return holders(sight.scene, child(door, "poss"))


def nothing(sight: Sight, word: Token) -> Iterator[Told]:
    """ "There is nothing to discuss with Kigali", said X."""
    held = speaker(sight.scene, word, sight.speeches)
    what = next((kid for kid in word.children if infinitive(kid) and matter_of(kid, weak=True) is not None), None)
    if what is not None and held:
        yield Told(word, held, toward(sight.scene, word, None, held), "dialogue", "closed", (what,))


def steps(sight: Sight, noun: Token) -> Iterator[Told]:
    """ "Talks are impossible", "broad conversations are not on the agenda", "there will be no talks": who says so."""
    verb = noun.head
    if not is_verb(verb) or noun.dep_ not in {"nsubj", "nsubjpass", "attr"}:
        return
    if verb.dep_ == "relcl" or any(kid.tag_ in {"WDT", "WP"} for kid in noun.children):
        return
    matter = matter_of(noun, weak=False) or (_offered(noun) if noun.dep_ == "nsubjpass" else None)
    held = speaker(sight.scene, noun, sight.speeches) if matter is not None else []
    stance = _step_stance(noun, verb) if held else None
    if stance is not None and matter is not None:
        yield Told(noun, held, toward(sight.scene, noun, None, held), matter, stance)


def none(sight: Sight, noun: Token) -> Iterator[Told]:
    """ "No talks until …, says X", "X says no talks", "no talks would be held": whoever says so is closed to them."""
    cannot = _cannot_be(noun)
    matter = matter_of(noun, weak=False) if cannot or denied_noun(noun) else None
    if matter is None or not (cannot or _bare(noun) or _not_to_be(noun)):
        return
    held = speaker(sight.scene, noun, sight.speeches)
    if held:
        yield Told(noun, held, toward(sight.scene, noun, None, held), matter, "closed")


def _bare(noun: Token) -> bool:
    """Whether the words are all there is of the clause, as in headlines."""
    if noun.dep_ in {"ROOT", "appos"}:
        return True
    return noun.dep_ in {"dobj", "ccomp", "attr"} and noun.head.lemma_ in {"say", "insist", "warn", "vow", "tell"}


def _not_to_be(noun: Token) -> bool:
    """ "no talks will be held", "no summit was planned": what is to come, not what has not been so far."""
    verb = noun.head
    if noun.dep_ not in {"nsubj", "nsubjpass"} or not _holds(verb):
        return False
    return any(kid.tag_ == "MD" for kid in verb.children)


def _cannot_be(noun: Token) -> bool:
    """ "talks *cannot take place* under fire": a refusal; that they will not is news."""
    able = any(kid.lower_ in {"can", "could", "ca"} for kid in children(noun.head, "aux"))
    return able and noun.dep_ in {"nsubj", "nsubjpass"} and _holds(noun.head) and negated(noun.head)


def _holds(verb: Token) -> bool:
    return base(verb) in words("contact", "held")


def _offered(noun: Token) -> Matter | None:
    found = reach([noun], weak=False, offers=True)
    return found.matter if found is not None else None


def _step_stance(noun: Token, verb: Token) -> Stance | None:
    denied = negated(verb)
    if noun.dep_ == "attr":
        future = any(kid.tag_ == "MD" for kid in verb.children)
        return "closed" if child(verb, "expl") is not None and denied_noun(noun) and future else None
    agenda = prep_object(verb, "on")
    if (
        verb.lower_ in words("verbs", "linking")
        and agenda is not None
        and agenda.lower_ in {"agenda", "table", "cards"}
    ):
        return "closed" if denied else "open"
    out = next((prep_object(kid, "of") for kid in verb.children if kid.lower_ == "out"), None) or prep_object(
        verb, "of"
    )
    if out is not None and out.lower_ == "question":
        return "closed"
    if verb.lower_ in words("verbs", "linking") and (_off(verb) or _too_early(verb)):
        return "open" if denied else "closed"
    if _ought_to_be(verb) or (_able_to_be(noun, verb) and not denied):
        return "closed" if denied else "open"
    if noun.dep_ == "nsubjpass":
        return _asked_stance(verb, denied) or _offer_stance(verb, denied)
    return verdict(verb)


def _ought_to_be(verb: Token) -> bool:
    """ "talks *must be resumed*", "the talks *need to continue*"."""
    bare = any(kid.lower_ in {"must", "should", "ought"} for kid in children(verb, "aux"))
    done = child(verb, "xcomp") if base(verb) in {"need", "have"} else verb if bare else None
    return done is not None and base(done) in words("contact", "held") | words("contact", "going")


def _able_to_be(noun: Token, verb: Token) -> bool:
    """ "A summit *could be held* soon": whoever says so is open to it."""
    able = any(kid.lower_ in {"can", "could"} for kid in children(verb, "aux"))
    return able and _holds(verb) and matter_of(noun, weak=False) in {"dialogue", "meeting"}


def _off(verb: Token) -> bool:
    """ "talks are *off the table*"."""
    phrases = (verb, *children(verb, "prep", "advmod", "acomp", "prt"))
    below = next((found for found in (prep_object(one, "off") for one in phrases) if found is not None), None)
    return below is not None and below.lower_ in {"agenda", "table", "cards"}


def _too_early(verb: Token) -> bool:
    """ "talks are too early"."""
    return any(kid.lower_ == "early" and any(one.lower_ == "too" for one in kid.children) for kid in verb.children)


def _asked_stance(verb: Token, denied: bool) -> Stance | None:
    """ "a dialogue is needed", "talks are ruled out": by whoever says so."""
    if agent(verb) is not None or doubtful(verb):
        return None
    out = any(kid.lower_ == "out" for kid in children(verb, "prt", "advmod"))
    stance = of_word(verb.lower_, "steps")
    if stance is None and (base(verb) == "exclude" or (base(verb) == "rule" and out)):
        stance = "closed"
    return opposite(stance) if stance is not None and denied else stance


def timed(sight: Sight, noun: Token) -> Iterator[Told]:
    """ "Now is not the time for talks", "this is no time to negotiate": whoever says so is closed to them."""
    verb = noun.head
    if base(noun) not in {"time", "moment"} or noun.dep_ != "attr" or not (negated(verb) or denied_noun(noun)):
        return
    reached = reach([*complements(noun), *children(verb, "prep")], weak=True)
    held = speaker(sight.scene, noun, sight.speeches) if reached is not None else []
    if reached is not None and held:
        yield Told(noun, held, toward(sight.scene, noun, reached, held), reached.matter, "closed", reached.way)


def judged(sight: Sight, word: Token) -> Iterator[Told]:
    """ "It is impossible to hold talks with Ankara", "it is too early to negotiate", "it makes no sense to meet"."""
    verb = word.head
    own = child(verb, "nsubj", "expl")
    hopeless = word.lower_ in words("closed", "steps") or (word.lower_ == "early" and _too_early(verb))
    if not hopeless or word.dep_ not in {"acomp", "attr"} or own is None or own.lower_ not in {"it", "there"}:
        return
    after = [kid for near in (word, verb) for kid in near.children if infinitive(kid) or kid.lower_ == "for"]
    reached = reach(after, weak=True)
    held = speaker(sight.scene, word, sight.speeches) if reached is not None else []
    if reached is not None and held:
        stance: Stance = "open" if negated(verb) else "closed"
        yield Told(word, held, toward(sight.scene, word, reached, held), reached.matter, stance, reached.way)


def off_limits(sight: Sight, verb: Token) -> Iterator[Told]:
    """ "The border *is not up for discussion*", "our arms are not negotiable": who says so will not talk of it."""
    if verb.lemma_ != "be" or child(verb, "nsubj", "csubj") is None:
        return
    up = next((prep_object(kid, "for") for kid in verb.children if kid.lower_ == "up"), None) or prep_object(
        verb, "for"
    )
    aired = up is not None and matter_of(up, weak=True) == "dialogue"
    state = child(verb, "acomp")
    open_to_talk = state is not None and state.lower_ == "negotiable"
    closed = state is not None and state.lower_ in {"non-negotiable", "nonnegotiable"}
    denied = negated(verb) or any(kid.lower_ == "non" for kid in (state.children if state is not None else ()))
    held = speaker(sight.scene, verb, sight.speeches) if closed or ((aired or open_to_talk) and denied) else []
    if held:
        yield Told(verb, held, toward(sight.scene, verb, None, held), "dialogue", "closed")


def denied_noun(noun: Token) -> bool:
    return any(kid.lower_ in {"no", "neither"} for kid in noun.children)


def _offer_stance(verb: Token, denied: bool) -> Stance | None:
    """ "any overture would be considered seriously": nobody is named, so the speaker's side will."""
    if agent(verb) is not None or not any(kid.lower_ in {"will", "would"} for kid in children(verb, "aux")):
        return None
    stance = of_word(base(verb), "things")
    if stance is None and verb.lemma_ in {"consider", "examine", "study", "assess", "weigh", "answer"}:
        stance = "open"
    return opposite(stance) if stance is not None and denied else stance
