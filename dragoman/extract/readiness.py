"""Adjectives → stances: ready, willing, open, opposed, of whom they are said and what for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.extract.holders import governed_by, holders, nobody
from dragoman.extract.matters import base, complements, matter_of, meant, reach, wanted_done, words
from dragoman.extract.modality import negated
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import ancestors, child, children, is_noun, is_verb, subject
from dragoman.extract.told import Sight, Told, doubtful, make, of_word, opposite
from dragoman.grammar import Token
from dragoman.model import Ref, Stance


def readiness(sight: Sight, word: Token) -> Iterator[Told]:
    """ "Moscow remains open to talks", "Iran ready for talks", "both sides appear ready to pursue gains"."""
    holder = _bearer(word)
    held = holders(sight.scene, holder) if not (word.lower_ == "set" and child(word, "dobj")) else []
    stance = of_word(word.lower_, "adjectives")
    needed = words("needs", word.lower_)
    if needed and not any(kid.lower_ in needed for kid in children(word, "prep")):
        return  # "serious for the border", where "serious about" talks is meant
    if not held or stance is None or governed_by(word, words("urging", "words")) or doubtful(word.head):
        return
    if (_turned_before(word, holder) != nobody(holder)) != doubted(word):
        stance = opposite(stance)
    reached = reach([*complements(word), *_hung_higher(word)], weak=word.lower_ not in words("open", "devoted"))
    reached = reached or meant(complements(word))
    if reached is not None:
        yield make(sight, word, held, reached, stance)
    elif _has_term(sight, word) or _together(sight.scene, holder, word):
        yield Told(word, held, None, "other", stance)
    else:
        yield from _described(sight, word, held, stance)


def _has_term(sight: Sight, word: Token) -> bool:
    """ "is ready to play a role if they resume": readiness under a condition, whatever it is for."""
    if not sight.terms or word.lower_ not in words("open", "under_terms"):
        return False
    deed = child(word, "xcomp") or child(word.head, "xcomp") or word
    if word.tag_ != "JJ" or any(base(one) in words("threats", "words") for one in deed.subtree):
        return False
    above = {word.i, word.head.i, deed.i}
    firsts = [sight.scene.token_at(term.start - sight.scene.start) for term in sight.terms]
    return any(head.i in above for first in firsts for head in list(ancestors(first))[:4])


def _hung_higher(word: Token) -> list[Token]:
    """What the parser hung on the verb or took for a clause: "is open | for talks", "open | for talks to rebuild"."""
    beside = [kid for kid in children(word.head, "prep") if kid.i > word.i and kid.lower_ in {"for", "to"}]
    return [*wanted_done(word), *wanted_done(word.head), *(beside if word.dep_ == "acomp" else [])]


def _bearer(word: Token) -> Token | None:
    """The noun of which the adjective is said, across a linking verb or right before it in a headline."""
    if word.dep_ == "conj" and not child(word, "nsubj", "nsubjpass"):
        return _bearer(word.head) if word.head.tag_[:2] in {"JJ", "VB"} else None
    own = child(word, "nsubj", "nsubjpass") or _misplaced(word)
    if own is not None and own.lower_ not in words("persons", "reflexive"):
        return _named(own, word)
    verb = word.head
    if word.dep_ == "amod":
        return verb if verb.i < word.i and is_noun(verb) else None
    thing = child(verb, "dobj") if word.dep_ == "oprd" else None
    if thing is not None:
        return thing
    if word.dep_ in {"acomp", "oprd", "attr", "ccomp", "xcomp", "advcl", "prep"} and is_verb(verb):
        return child(verb, "nsubjpass") or subject(verb)
    return child(verb, "nsubj") if verb.lower_ in words("verbs", "linking") else None


def _misplaced(word: Token) -> Token | None:
    """The subject the parser hung on the auxiliary: "Hungary *is* opposed"."""
    return next((one for aux in children(word, "auxpass") for one in children(aux, "nsubj")), None)


def _named(own: Token, verb: Token) -> Token:
    return verb.head if own.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl" else own


def _turned_before(word: Token, holder: Token | None) -> bool:
    """Whether "not", "never", "no longer" stands between the bearer and the word."""
    if holder is None or holder.i > word.i:
        return negated(word) or negated(word.head)
    between = [token.lower_ for token in word.doc[holder.i + 1 : word.i]][-6:]
    if {"not", "n't", "n’t", "never", "hardly", "neither", "nor", "scarcely"} & set(between):
        return not {"only", "yet"} & set(between) or "yet" in between
    return ("longer" in between and "no" in between) or ("far" in between and "from" in between)


def doubted(word: Token) -> bool:
    """Whether it is told as not so: "doubts that either side is ready to talk", "does not mean it is unwilling"."""
    verb = next((one for one in (word, word.head) if one.dep_ == "ccomp"), None)
    if verb is None:
        return False
    table = "denied" if negated(verb.head) else "verbs"
    return base(verb.head) in words("doubting", table)


def _together(scene: Scene, holder: Token | None, word: Token) -> bool:
    """Two parties ready for what only two can do."""
    action = child(word, "xcomp")
    if action is None or base(action) not in words("joint", "words") or holder is None:
        return False
    before = {kid.lower_ for kid in holder.children}
    return bool(before & {"both", "two", "and"}) or holder.lower_ == "both"


def _described(sight: Sight, word: Token, held: Sequence[Ref], stance: Stance) -> Iterator[Told]:
    """ "this agreement, that Israel is ready to move forward with": the matter stands before the clause."""
    last = word.right_edge
    clause = word.head
    gap = last.dep_ == "prep" or any(kid.lower_ in {"that", "which"} and kid.i < word.i for kid in clause.children)
    if not gap or not any(one.dep_ == "prep" and not list(one.children) for one in word.subtree):
        return
    before = next((token for token in reversed(list(word.doc[: clause.left_edge.i])) if is_noun(token)), None)
    matter = matter_of(before, weak=False) if before is not None else None
    if matter is not None:
        yield Told(word, held, None, matter, stance)


def in_favour(sight: Sight, word: Token) -> Iterator[Told]:
    verb = word.head.head
    held = holders(sight.scene, subject(verb)) if is_verb(verb) else []
    reached = reach(complements(word), weak=True)
    if held and reached is not None:
        yield make(sight, word, held, reached, "closed" if negated(verb) else "open")
