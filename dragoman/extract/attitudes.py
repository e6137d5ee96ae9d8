"""Verbs → stances: welcoming, refusing, calling for, answering, and contact promised or denied."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.holders import doers, holders, nobody
from dragoman.extract.matters import (
    Reach,
    base,
    complements,
    convened,
    infinitive,
    matter_of,
    meant,
    reach,
    takes_part,
    wanted_done,
    words,
)
from dragoman.extract.modality import negated
from dragoman.extract.syntax import agent, ancestors, child, children, is_noun, passive, prep_object, subject
from dragoman.extract.told import Sight, Told, doubtful, either, make, of_word, opposite
from dragoman.grammar import Token
from dragoman.model import Stance


def attitudes(sight: Sight, verb: Token) -> Iterator[Told]:
    """Yield the stance of whoever wants, welcomes or refuses what the verb governs, or sees a chance of it."""
    yield from _attitude(sight, verb)
    yield from _chance(sight, verb)


def _attitude(sight: Sight, verb: Token) -> Iterator[Told]:
    """ "welcomes talks", "refuses to meet", "called for dialogue", "has not ruled out a summit"."""
    lemma = _phrasal(verb)
    stance, thing = of_word(lemma, "things"), True
    if stance is None or (lemma in {"offer", "propose"} and child(verb, "xcomp", "ccomp") is not None):
        stance, thing = of_word(lemma, "wishes"), False
    if stance is None or doubtful(verb) or _asked_again(verb) or _in_passing(verb, lemma):
        return
    thing = thing and not _rejects_to(verb, lemma)
    weak = not thing and (stance == "closed" or (lemma == "offer" and child(verb, "xcomp") is not None))
    weak = weak or (not thing and _mends(verb, lemma))
    reached = reach(_objects(verb, lemma, thing), weak=weak, offers=lemma in words("verbs", "answering"))
    reached = reached or _part(verb, stance, thing) or (_share(verb) if thing and stance == "closed" else None)
    reached = reached or (meant([verb], offers=True) if thing and lemma in words("verbs", "answering") else None)
    held = doers(sight.scene, verb)
    if reached is None or not held or convened(reached.word) or _only_done(lemma, reached):
        return
    none = any(kid.lower_ == "no" for kid in reached.way[0].children)
    if (none and lemma in words("verbs", "putting")) or (thing and stance == "closed" and _broken_off(reached)):
        return  # "offered no plan for ending the deadlock"
    denied = child(verb, "neg") is not None or _denied_by(verb) or nobody(subject(verb)) or none
    yield make(sight, verb, held, reached, opposite(stance) if denied else stance)


def _mends(verb: Token, lemma: str) -> bool:
    """ "would like to *normalise* relations", "does *not want* ties": of relations only to be restored, or not had."""
    action = child(verb, "xcomp")
    mended = action is not None and base(action) in words("contact", "mending")
    denied = lemma == "want" and action is None and child(verb, "neg") is not None
    return mended or (denied and any(base(kid) in words("contact", "ties") for kid in children(verb, "dobj")))


def _only_done(lemma: str, reached: Reach) -> bool:
    """Whether it is a deed, which tells no stance: what is settled, a meeting left, what is in force paused."""
    if lemma == "agree" and _deed(reached):
        return True
    if lemma in words("course", "leaving") and reached.matter != "dialogue":
        return True  # who leaves a meeting may have been to it
    return lemma in words("contact", "pausing") and reached.matter == "agreement" and not _of_peace(reached.word)


def _broken_off(reached: Reach) -> bool:
    """ "suspended diplomatic relations": a deed; it tells no stance on talking."""
    return base(reached.word) in words("contact", "ties")


def _of_peace(word: Token) -> bool:
    return any(kid.lower_ == "peace" for kid in word.children)


def _deed(reached: Reach) -> bool:
    """ "agreed to implement the accord", "to establish relations": something settled, no wish to talk."""
    return any(base(step) in words("contact", "deeds") for step in reached.way[:-1])


def _in_passing(verb: Token, lemma: str) -> bool:
    """ "called its envoy home for talks", "called on Y to sign", "the plan proposed by X": no wish of one's own."""
    asked = prep_object(verb, "on", "upon")
    urged = (
        asked is not None and asked.lower_ not in words("persons", "both") and child(verb, "xcomp", "advcl") is not None
    )
    elsewhere = lemma == "call" and (urged or child(verb, "dobj") is not None)
    return elsewhere or (verb.dep_ == "acl" and passive(verb) and agent(verb) is not None)


def _part(verb: Token, stance: Stance, thing: bool) -> Reach | None:
    """ "declined to take part": a refusal of what is talked about, named or not."""
    action = child(verb, "xcomp")
    if stance == "open" or thing or action is None:
        return None
    part = base(action) in words("contact", "parts") or takes_part(action)
    return Reach("dialogue", (action,), False) if part and not children(action, "dobj")[1:] else None


def _share(verb: Token) -> Reach | None:
    """ "suspended its participation": of what is talked about, named or not."""
    own = next((kid for kid in children(verb, "dobj") if base(kid) in words("verbs", "shares")), None)
    return Reach("dialogue", (own,), False) if own is not None else None


def _denied_by(verb: Token) -> bool:
    return (verb.dep_ == "xcomp" and verb.head.lemma_ in {"refuse", "decline", "fail"}) or any(
        kid.lower_ in {"never", "nor"} for kid in verb.children
    )


def _asked_again(verb: Token) -> bool:
    """ "wants Iran to accept", "urged them to meet": what others should do is no stance of one's own."""
    action = child(verb, "xcomp", "ccomp")
    if action is None:
        return False
    own = child(action, "nsubj", "nsubjpass")
    partner = own is not None and own.lower_ not in words("persons", "both") and own.dep_ == "nsubj"
    step = own is not None and matter_of(own, weak=False) is not None
    return partner and not step and verb.lemma_ in {"want", "like", "wish", "prefer", "demand", "request"}


def _objects(verb: Token, lemma: str, thing: bool) -> list[Token]:
    needed = words("needs", lemma)
    if thing:
        return children(verb, "nsubjpass") if passive(verb) else _things(verb, lemma)
    starts, wanted = complements(verb), [*_hoped(verb, lemma), *wanted_done(verb), *_proposed(verb, lemma)]
    if not needed:
        return [*starts, *wanted]
    if "forward" in needed:
        forward = any(kid.lower_ == "forward" for kid in verb.children)
        return starts if forward else [kid for kid in children(verb, "prep") if kid.lower_ in words("needs", "looking")]
    starts += [kid for kid in children(verb, "prep") if kid.lower_ in needed and kid not in starts]
    bidden = "to" in needed or any(kid.lower_ in {"on", "upon"} for kid in starts)
    return [*(kid for kid in starts if kid.lower_ in needed or (bidden and _infinitival(kid))), *wanted]


def _hoped(verb: Token, lemma: str) -> list[Token]:
    """ "hopes that talks will resume", "hopes the two will meet"."""
    clause = child(verb, "ccomp")
    if clause is None or lemma not in {"hope", "want", "wish"}:
        return []
    if negated(clause) or clause.lemma_ in {"be", "become", "prove"}:
        return []  # "hopes the summit will be a milestone": there is going to be one
    return (
        [clause, *children(clause, "nsubj", "nsubjpass")] if lemma == "hope" else children(clause, "nsubj", "nsubjpass")
    )


def _proposed(verb: Token, lemma: str) -> list[Token]:
    """ "proposed that the two sides meet and negotiate a truce"."""
    clause = child(verb, "ccomp") if lemma == "propose" else None
    return [] if clause is None or negated(clause) else [clause, *children(clause, "conj")]


def _infinitival(kid: Token) -> bool:
    return kid.dep_ == "xcomp" or infinitive(kid)


def _things(verb: Token, lemma: str) -> list[Token]:
    phrasal = "_" in lemma
    own = [*children(verb, "dobj", *(("prep",) if phrasal else ())), *_as_object(verb)]
    own += [far for kid in children(verb, "prt", "advmod") for far in children(kid, "prep") if phrasal]
    relative = verb.dep_ == "relcl" and is_noun(verb.head) and all(kid.tag_ in {"WDT", "WP"} for kid in own)
    return [_named_thing(verb.head)] if relative and (own or child(verb, "nsubj") is not None) else own


def _named_thing(noun: Token) -> Token:
    """What a relative clause is about, not the name right before it: "*a deal* with Chad, which X rejected"."""
    above = [one for one in (noun, *ancestors(noun)) if is_noun(one) or one.dep_ in {"prep", "pcomp", "dobj"}]
    named = next((one for one in above[:5] if matter_of(one, weak=False) is not None), None)
    held = next((kid for one in above[:5] for kid in children(one, "dobj") if matter_of(kid, weak=False)), None)
    return named or held or noun


def _rejects_to(verb: Token, lemma: str) -> bool:
    """ "rejected to meet", as some write: a refusal."""
    action = child(verb, "xcomp")
    return lemma in {"reject", "rule_out"} and action is not None and child(verb, "dobj") is None


def _as_object(verb: Token) -> list[Token]:
    clauses = ("xcomp", "ccomp", "advcl") if verb.lemma_ == "rule" else ("xcomp", "ccomp")
    return [kid for kid in children(verb, *clauses) if kid.tag_ == "VBG" or is_noun(kid)]


def _chance(sight: Sight, verb: Token) -> Iterator[Told]:
    """ "signals potential for dialogue", "would seize any opportunity to talk"."""
    if base(verb) not in words("chances", "verbs"):
        return
    chance = next((kid for kid in children(verb, "dobj") if base(kid) in words("chances", "nouns")), None)
    held = holders(sight.scene, child(verb, "nsubj") or subject(verb)) if chance is not None else []
    reached = reach(complements(chance), weak=True) if chance is not None and held else None
    if chance is None or reached is None or doubtful(verb):
        return
    little = any(kid.lower_ in words("little", "words") - {"any"} for kid in chance.children)
    yield make(sight, verb, held, reached, "closed" if little or negated(verb) else "open", chance)


def _phrasal(verb: Token) -> str:
    lemma = base(verb)
    near = children(verb, "prt", "advmod", "prep")
    particles = [kid.lower_ for kid in near if f"{lemma}_{kid.lower_}" in either("things")]
    particle = particles[0] if particles else ""
    return f"{lemma}_{particle}" if particle else lemma
