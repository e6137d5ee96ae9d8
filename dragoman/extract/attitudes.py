"""Verbs → stances: welcoming, refusing, calling for, answering, and contact promised or denied."""

from __future__ import annotations
import os

from collections.abc import Iterator

from dragoman.extract.called_off import called_off
from dragoman.extract.holders import governed_by, holders, nobody, possessors, speaker
from dragoman.extract.idioms import idioms
from dragoman.extract.matters import Reach, base, complements, infinitive, matter_of, meant, reach, wanted_done, words
from dragoman.extract.modality import negated
from dragoman.extract.syntax import (
    addressed,
    agent,
    ancestors,
    child,
    children,
    conjuncts,
    is_noun,
    passive,
    prep_object,
    subject,
)
from dragoman.extract.told import CERTAIN, Sight, Told, doubtful, either, first_stance, make, of_word, opposite, plain
from dragoman.grammar import Token
from dragoman.model import Ref, Stance

ANSWERING = frozenset(
    ["accept", "reject", "rebuff", "dismiss", "welcome", "spurn", "turn_down", "endorse", "embrace", "snub"]
)
SHARES = frozenset({"participation", "attendance"})
BOTH = frozenset({"sides", "parties", "both", "all"})


def attitudes(sight: Sight, verb: Token) -> Iterator[Told]:
    if governed_by(verb, words("urging", "words")):
        return
    yield from idioms(sight, verb)
    yield from _attitude(sight, verb)
    yield from called_off(sight, verb)
    yield from _chance(sight, verb)
    yield from _response(sight, verb)
    yield from _contact(sight, verb)
    yield from _called(sight, verb)
    yield from _invited(sight, verb)
    yield from _asked_back(sight, verb)


def _called(sight: Sight, verb: Token) -> Iterator[Told]:
    """ "called the idea of talks unacceptable", "announced negotiations to be impossible"."""
    if base(verb) not in words("calling", "verbs") or negated(verb):
        return
    near = [verb, *children(verb, "xcomp", "ccomp", "oprd")]
    held = _doers(sight, verb)
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


def _invited(sight: Sight, verb: Token) -> Iterator[Told]:
    """ "challenged the Kremlin leader to meet him": who asks for a meeting with himself is open to one."""
    action = child(verb, "xcomp", "ccomp")
    held = _doers(sight, verb) if base(verb) in words("inviting", "verbs") and not negated(verb) else []
    if not held:
        return
    thing = prep_object(verb, "to", "for") if verb.lemma_ == "invite" else None
    step = thing if thing is not None else action if verb.lemma_ == "invite" else None
    reached = reach([step], weak=True) if step is not None else None
    own = child(action, "dobj") if action is not None and base(action) in {"meet", "join", "visit"} else None
    if own is not None and action is not None and own.lower_ in {"him", "her", "them", "me", "us"}:
        reached = Reach("meeting", (action,), False)
    if reached is not None and not _convened(reached.word):
        yield make(sight, verb, held, reached, "open")


def _asked_back(sight: Sight, verb: Token) -> Iterator[Told]:
    """ "asked London to restart negotiations": who asks one other party to talk is open to it; a mediator asks two."""
    asked, action = addressed(verb), child(verb, "xcomp", "advcl", "ccomp")
    if base(verb) not in words("inviting", "asking") or asked is None or action is None or negated(verb):
        return
    several = len(conjuncts(asked)) > 1 or asked.tag_ in {"NNS", "NNPS"} or asked.lower_ in BOTH
    if several or not infinitive(action) or base(action) not in words("inviting", "again"):
        return
    reached, held = reach(complements(action), weak=False), _doers(sight, verb)
    if reached is not None and held and not _convened(reached.word):
        told = make(sight, verb, held, reached, "open")
        other = next(iter(holders(sight.scene, asked)), told.toward)
        yield Told(verb, held, other, told.matter, told.stance, told.way)


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
    reached = reach(_objects(verb, lemma, thing), weak=weak, offers=lemma in ANSWERING)
    reached = reached or _part(verb, stance, thing) or (_share(verb) if thing and stance == "closed" else None)
    reached = reached or (meant([verb], offers=True) if thing and lemma in ANSWERING else None)
    held = _doers(sight, verb)
    if reached is None or not held or _convened(reached.word) or (lemma == "agree" and _deed(reached)):
        return
    if lemma in words("course", "leaving") and reached.matter != "dialogue":
        return  # who leaves a meeting may have been to it
    if lemma in words("contact", "pausing") and reached.matter == "agreement" and not _of_peace(reached.word):
        return  # what is in force is paused: a deed, no stance on reaching a deal
    if "R" in os.environ.get("TG","") and thing and stance == "closed" and base(reached.word) in {"relation", "relations", "tie", "ties"}:
        return
    denied = child(verb, "neg") is not None or _denied_by(verb) or nobody(subject(verb))
    yield make(sight, verb, held, reached, opposite(stance) if denied else stance)


def _of_peace(word: Token) -> bool:
    return any(kid.lower_ == "peace" for kid in word.children)


def _deed(reached: Reach) -> bool:
    """ "agreed to implement the accord", "to establish relations": something settled, no wish to talk."""
    return any(base(step) in words("contact", "deeds") for step in reached.way[:-1])


def _in_passing(verb: Token, lemma: str) -> bool:
    """ "called its envoy home for talks", "called on Y to sign", "the plan proposed by X": no wish of one's own."""
    asked = prep_object(verb, "on", "upon")
    urged = asked is not None and asked.lower_ not in BOTH and child(verb, "xcomp", "advcl") is not None
    elsewhere = lemma == "call" and (urged or child(verb, "dobj") is not None)
    return elsewhere or (verb.dep_ == "acl" and passive(verb) and agent(verb) is not None)


def _convened(word: Token) -> bool:
    """ "asked for a meeting of the Security Council": a sitting, no contact with the other side."""
    return any(kid.lower_ in words("contact", "sitting") for kid in word.subtree)


def _part(verb: Token, stance: Stance, thing: bool) -> Reach | None:
    """ "declined to take part": a refusal of what is talked about, named or not."""
    action = child(verb, "xcomp")
    if stance == "open" or thing or action is None:
        return None
    part = base(action) in words("contact", "parts") or (base(action) == "take" and _has_part(action))
    return Reach("dialogue", (action,), False) if part and not children(action, "dobj")[1:] else None


def _share(verb: Token) -> Reach | None:
    """ "suspended its participation": of what is talked about, named or not."""
    own = next((kid for kid in children(verb, "dobj") if base(kid) in SHARES), None)
    return Reach("dialogue", (own,), False) if own is not None else None


def _has_part(verb: Token) -> bool:
    return any(kid.lower_ == "part" for kid in verb.children)


def _denied_by(verb: Token) -> bool:
    return (verb.dep_ == "xcomp" and verb.head.lemma_ in {"refuse", "decline", "fail"}) or any(
        kid.lower_ in {"never", "nor"} for kid in verb.children
    )


def _doers(sight: Sight, verb: Token) -> list[Ref]:
    doer = agent(verb) if passive(verb) else subject(verb)
    return (holders(sight.scene, doer) or _authors(sight, doer)) if doer is not None else []


def _authors(sight: Sight, paper: Token) -> list[Ref]:
    """ "proposed *a plan* calling for talks": whoever puts forward the paper that asks for it."""
    if base(paper) not in words("fronts", "papers"):
        return []
    own = possessors(sight.scene, paper)
    offered = paper.dep_ == "dobj" and base(paper.head) in words("fronts", "offering")
    return own or (holders(sight.scene, subject(paper.head)) if offered else [])


def _asked_again(verb: Token) -> bool:
    """ "wants Iran to accept", "urged them to meet": what others should do is no stance of one's own."""
    action = child(verb, "xcomp", "ccomp")
    if action is None:
        return False
    own = child(action, "nsubj", "nsubjpass")
    partner = own is not None and own.lower_ not in BOTH and own.dep_ == "nsubj"
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
    if negated(clause) or ("H" in os.environ.get("TG","") and lemma == "hope" and base(clause) in {"be", "become", "prove"}):
        return []
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


def _response(sight: Sight, verb: Token) -> Iterator[Told]:
    """ "would respond positively": open, whatever it is that is offered."""
    if base(verb) not in {"respond", "react", "reply", "answer", "reciprocate"}:
        return
    stance = first_stance(verb.children, "responses")
    held = _doers(sight, verb)
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
    bound = not refused and (_has_term(sight, verb) or gladly or ("J" not in os.environ.get("TG","") and _joins(verb)) or ("G" not in os.environ.get("TG","") and _goes_on(verb)))
    going = verb.dep_ == "xcomp" and verb.head.lower_ == "going"
    decided = refused and base(verb.head) in words("contact", "deciding") and infinitive(verb)
    if not (refused or bound) or not (going or decided or any(kid.lower_ in CERTAIN for kid in children(verb, "aux"))):
        return
    held = _of_both(sight, verb) or _doers(sight, verb)
    own = matter_of(verb, weak=True)
    weak = (refused or gladly) and not light
    reached = reach(complements(verb), weak=weak) if own is None else Reach(own, (verb,), False)
    if reached is None and refused and _alone(verb):
        reached = Reach("dialogue", (verb,), False)
    if held and reached is not None:
        yield make(sight, verb, held, reached, "closed" if refused else "open")


def _alone(verb: Token) -> bool:
    """ "will not *take part*", "will not attend": in what is talked about."""
    part = base(verb) in words("contact", "joining") or (base(verb) == "take" and _has_part(verb))
    within = any(kid.lower_ in {"in", "at"} for kid in children(verb, "prep"))
    return part and not within and not [kid for kid in children(verb, "dobj") if kid.lower_ != "part"]


def _joins(verb: Token) -> bool:
    """ "will take part in talks with Israel": whoever says so is open to them."""
    if any(kid.lower_ not in {"will", "'ll", "’ll"} for kid in children(verb, "aux")):
        return False
    if any(one.lower_ == "as" and one.dep_ == "prep" for one in verb.subtree):
        return False  # "will attend the talks as observers"
    joining = base(verb) in words("contact", "joining") or (base(verb) == "take" and _has_part(verb))
    return joining and reach(complements(verb), weak=False) is not None


def _goes_on(verb: Token) -> bool:
    """ "we will continue talks", "we can meet in any other country": said of oneself."""
    own = child(verb, "nsubj")
    by_us = own is not None and own.lower_ in {"we", "i"} and any(kid.tag_ == "MD" for kid in verb.children)
    unreal = any(kid.lower_ == "have" for kid in children(verb, "aux"))
    if unreal or not by_us or (child(verb, "dobj") is None and matter_of(verb, weak=False) is None):
        return False
    return base(verb) in words("contact", "going") or base(verb) in words("contact", "light")


def _of_both(sight: Sight, verb: Token) -> list[Ref]:
    """ "X said Putin and Zelensky could meet only after …": the terms are those of whoever says so."""
    own = child(verb, "nsubj")
    joint = own is not None and (len(conjuncts(own)) > 1 or own.lower_ in BOTH | {"leaders", "presidents", "two"})
    return speaker(sight.scene, verb, sight.speeches) if joint and _has_term(sight, verb) else []


def _refused(verb: Token) -> bool:
    """ "will not meet", "will never meet", "will have no talks"."""
    without = any(kid.lower_ == "no" for thing in children(verb, "dobj") for kid in thing.children)
    going = verb.dep_ == "xcomp" and verb.head.lower_ == "going" and child(verb.head, "neg") is not None
    return going or child(verb, "neg") is not None or without or any(kid.lower_ == "never" for kid in verb.children)


def _has_term(sight: Sight, verb: Token) -> bool:
    return any(verb in ancestors(sight.scene.token_at(term.start - sight.scene.start)) for term in sight.terms)


def _phrasal(verb: Token) -> str:
    lemma = base(verb)
    near = children(verb, "prt", "advmod", "prep")
    particles = [kid.lower_ for kid in near if f"{lemma}_{kid.lower_}" in either("things")]
    particle = particles[0] if particles else ""
    return f"{lemma}_{particle}" if particle else lemma
