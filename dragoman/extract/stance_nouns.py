"""Nouns → stances: a readiness, a refusal, an offer, no point, a need, terms set, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.bond import step_word
from dragoman.extract.holders import holders, possessors, speaker, toward
from dragoman.extract.matters import Reach, base, complements, infinitive, matter_of, reach, words
from dragoman.extract.modality import negated
from dragoman.extract.syntax import agent, ancestors, child, children, is_verb, passive, prep_object, subject
from dragoman.extract.told import Sight, Told, either, first_stance, make, of_word, opposite, plain
from dragoman.grammar import Token
from dragoman.model import Ref, Stance


def nouns(sight: Sight, noun: Token) -> Iterator[Told]:
    """Yield the stances that a noun tells with its possessor or the verb that shows it."""
    yield from _terms(sight, noun)
    yield from _need(sight, noun)
    yield from _is_what(sight, noun)
    yield from _stands(sight, noun)
    yield from _noun(sight, noun)


def _noun(sight: Sight, noun: Token) -> Iterator[Told]:
    """ "signalled a readiness for dialogue", "America's lack of interest in talks", "sees no point in talks"."""
    lemma = base(noun)
    if noun.dep_ == "nsubj" and base(noun.head) in {"depend", "hinge", "rest", "require"}:
        return
    if base(noun.head) in words("dashing", "verbs") or base(noun.head.head) in words("dashing", "verbs"):
        return
    stance = _noun_stance(noun, lemma)
    if stance is None:
        yield from _policy(sight, noun, lemma)
        return
    governed = [*complements(noun), *_beside(noun), *_hoped(noun, lemma), *_astray(noun, lemma)]
    reached = reach(governed, weak=lemma not in either("offers") and lemma not in words("open", "devoted"))
    top = noun.head.head if _lack(noun) else noun
    if lemma in words("open", "offers") and noun.dep_ == "pobj" and noun.head.lower_ in words("offered", "aside"):
        return
    own = possessors(sight.scene, noun) or (possessors(sight.scene, top) if top != noun else [])
    governor = _governor(top)
    if not own and lemma in words("open", "offers") and noun.dep_ == "dobj" and _renews(governor):
        own = holders(sight.scene, subject(noun.head))
    shown = top.dep_ in {"dobj", "conj", "attr", "oprd", "pobj"} and governor is not None
    if not own and shown and governor is not None and lemma not in words("open", "offers") and not _asks(governor):
        own = holders(sight.scene, agent(governor) if passive(governor) else subject(governor))
    if not own:
        own = _bare_headline(sight, noun)
    if reached is None:
        reached = _part(noun)
    if reached is None or not own or (governor is None and not own):
        return
    if governor is not None and _denied(top, governor) and not _answered(noun, governor):
        stance = opposite(stance)
    refused = governor is not None and of_word(base(governor), "things") == "closed" and noun.dep_ == "dobj"
    if (refused and not (lemma in words("open", "offers") and possessors(sight.scene, noun))) or _for_now(noun, lemma):
        return
    yield make(sight, noun, own, reached, stance)


def _beside(noun: Token) -> list[Token]:
    """ "sees little point | in talks": the phrase right after the noun that the parser hung on its verb."""
    following = noun.right_edge.i + 1
    beside = children(noun.head, "prep") if noun.dep_ in {"dobj", "attr"} else []
    return [kid for kid in beside if kid.i == following and kid.lower_ in {"for", "in", "to", "of", "on"}]


def _astray(noun: Token, lemma: str) -> list[Token]:
    """What the parser hung on the verb: "there was no ground | *to continue* the talks", "sent a request | *for* a
    meeting"."""
    after = [kid for kid in noun.head.children if kid.i > noun.i] if noun.dep_ in {"attr", "dobj"} else []
    if lemma in words("little", "closed"):
        return [kid for kid in after if kid.dep_ in {"xcomp", "advcl"} and infinitive(kid)]
    known = base(noun.head) in words("offered", "verbs") or of_word(base(noun.head), "things") is not None
    by = prep_object(noun, "by")
    near = [*after, *(by.children if by is not None else ())] if known and lemma in words("open", "offers") else []
    return [kid for kid in near if kid.dep_ == "prep" and kid.lower_ == "for"]


def _is_what(sight: Sight, noun: Token) -> Iterator[Told]:
    """ "its preference was *a negotiated solution*", "our goal is *to reach a deal*"."""
    verb = noun.head
    if noun.dep_ != "nsubj" or base(noun) not in words("open", "aims") or verb.lemma_ not in {"be", "remain"}:
        return
    own = possessors(sight.scene, noun)
    reached = reach(children(verb, "attr", "xcomp"), weak=True) if own and not negated(verb) else None
    if reached is not None:
        yield make(sight, noun, own, reached, "open")


def _stands(sight: Sight, noun: Token) -> Iterator[Told]:
    """ "our invitation *still stands*", "Chad's offer of talks *remains on the table*"."""
    verb = noun.head
    if noun.dep_ != "nsubj" or base(noun) not in words("open", "offers") or base(verb) not in {"stand", "remain", "be"}:
        return
    table = prep_object(verb, "on")
    valid = child(verb, "acomp")
    lasting = base(verb) == "stand" or (table is not None and table.lower_ == "table")
    lasting = lasting or (valid is not None and valid.lower_ in words("open", "states") | {"valid"})
    own = possessors(sight.scene, noun) if lasting else []
    if own:
        reached = reach(complements(noun), weak=True)
        yield plain(sight, noun, own, reached, "closed" if negated(verb) else "open")


def _for_now(noun: Token, lemma: str) -> bool:
    """ "has no plans *today* to call": nothing is set for now, which is no refusal."""
    return lemma in {"plan", "plans"} and any(word.lower_ in words("little", "now") for word in noun.doc)


def _part(noun: Token) -> Reach | None:
    """ "the refusal of the delegation to take part": of what is talked about, named or not."""
    near = [noun, *list(ancestors(noun))[:2], *(one for one in noun.subtree if one.dep_ == "pobj")]
    clauses = [kid for kid in noun.doc[noun.i :] if kid.dep_ in {"acl", "xcomp", "advcl"} and kid.head in near]
    action = next((kid for kid in clauses if infinitive(kid)), None)
    if action is None:
        return None
    part = base(action) in words("contact", "parts") or any(kid.lower_ == "part" for kid in action.children)
    return Reach("dialogue", (action,), False) if part else None


def _renews(verb: Token | None) -> bool:
    """ "voiced support for", "renewed its call for": the verb says only that it was said."""
    return verb is not None and base(verb) in words("offered", "verbs") and not passive(verb)


def _terms(sight: Sight, noun: Token) -> Iterator[Told]:
    """ "set three conditions for talks", "its conditions for the start of talks"."""
    if base(noun) not in words("named", "nouns") or any(kid.lower_ == "no" for kid in noun.children):
        return
    governor = _governor(noun)
    if governor is None or base(governor) not in words("named", "verbs") or negated(governor):
        return
    reached = reach([kid for kid in children(noun, "prep") if kid.lower_ in {"for", "to", "on"}], weak=False)
    held = possessors(sight.scene, noun) or holders(sight.scene, subject(governor))
    if reached is not None and held:
        told = make(sight, noun, held, reached, "open")
        yield Told(noun, held, told.toward, told.matter, "conditional", told.way)
    elif held and any(step_word(word) for kid in children(noun, "prep") for word in kid.subtree if kid.lower_ == "for"):
        yield Told(noun, held, toward(sight.scene, noun, None, held), "other", "conditional")


def _need(sight: Sight, noun: Token) -> Iterator[Told]:
    """ "stressed the need for a ceasefire", "noted the importance of keeping channels open"."""
    verb = noun.head
    if base(noun) not in words("needed", "nouns") or noun.dep_ != "dobj" or base(verb) not in words("needed", "verbs"):
        return
    reached = reach(complements(noun), weak=False)
    held = holders(sight.scene, subject(verb))
    if reached is not None and held and not negated(verb):
        yield make(sight, noun, held, reached, "open")


def _hoped(noun: Token, lemma: str) -> list[Token]:
    """ "the hope that talks would resume": the matter is the subject of what is hoped."""
    clauses = children(noun, "acl", "ccomp", "relcl") if lemma in {"hope", "wish"} else []
    return [own for clause in clauses if not negated(clause) for own in children(clause, "nsubj", "nsubjpass")]


def _noun_stance(noun: Token, lemma: str) -> Stance | None:
    little = any(kid.lower_ in words("little", "words") and kid.i < noun.i for kid in noun.children)
    denied = noun.dep_ == "dobj" and is_verb(noun.head) and child(noun.head, "neg") is not None
    if (little and not denied) or _lack(noun) or (denied and any(kid.lower_ == "any" for kid in noun.children)):
        if lemma in words("little", "open"):
            return "open"
        if lemma in words("little", "closed"):
            return "closed"
    if lemma in words("open", "offers"):
        return "open"
    if lemma in words("closed", "offers"):
        return "closed"
    if little and denied and lemma in words("little", "closed"):
        return "closed"
    return of_word(lemma, "nouns")


def _lack(noun: Token) -> bool:
    return noun.dep_ == "pobj" and noun.head.lower_ in {"of", "in"} and base(noun.head.head) in words("little", "lacks")


def _governor(noun: Token) -> Token | None:
    """The verb that shows the readiness, across "a pattern of", "signs of"."""
    for head in ancestors(noun):
        if is_verb(head):
            return head
    return None


def _asks(verb: Token) -> bool:
    return base(verb) in words("verbs", "aside")


def _denied(noun: Token, verb: Token) -> bool:
    if base(verb) == "deny" or _untrue(noun):
        return not negated(verb)
    if noun.dep_ == "dobj" and noun.head == verb:
        return child(verb, "neg") is not None and not any(kid.lower_ == "any" for kid in noun.children)
    return noun.dep_ == "nsubj" and noun.head == verb and negated(verb) and base(verb) in words("verbs", "untrue")


def _answered(noun: Token, verb: Token) -> bool:
    """ "has not accepted *X's request*": denied is the answer, not what was asked."""
    return base(noun) in words("open", "offers") and base(verb) in words("verbs", "answering")


def _untrue(noun: Token) -> bool:
    """ "reports of its readiness are untrue": told only to be denied."""
    told = next((one for one in (noun, *ancestors(noun)) if one.dep_ == "nsubj"), None)
    said = child(told.head, "acomp", "attr") if told is not None else None
    return said is not None and base(said) in words("doubting", "untrue")


def _bare_headline(sight: Sight, noun: Token) -> list[Ref]:
    """ "Peskov: no point in talks": a headline without a verb tells the stance of the name before its colon."""
    bare = noun.dep_ in {"appos", "ROOT"} or (noun.dep_ == "attr" and child(noun.head, "expl") is not None)
    return speaker(sight.scene, noun, sight.speeches) if bare else []


def _policy(sight: Sight, noun: Token, lemma: str) -> Iterator[Told]:
    """ "an open dialogue stance", "its policy of open dialogue"."""
    if lemma not in words("fronts", "stances"):
        return
    before = [kid for kid in noun.children if kid.i < noun.i]
    stance = first_stance(before, "adjectives")
    matter = next((found for found in (matter_of(kid, weak=False) for kid in before) if found is not None), None)
    governor = _governor(noun)
    held = possessors(sight.scene, noun) or (holders(sight.scene, subject(governor)) if governor is not None else [])
    if stance is not None and matter is not None and held:
        yield Told(noun, held, None, matter, stance)
