"""A noun that names a line of contact → the state its clause gives it, and the words that say so. Grammar only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from dragoman.data import toml
from dragoman.extract.modality import negated, status
from dragoman.extract.syntax import ancestors, child, children, conjuncts, is_noun, is_verb
from dragoman.grammar import Token
from dragoman.model import ChannelState

TURNED: dict[ChannelState, ChannelState] = {
    "open": "closed", "closed": "open", "paused": "open", "reopening": "closed",
}  # fmt: skip
"""What a denial makes of a state; a denied limit or plan says nothing."""

UNSURE = frozenset({"could", "may", "might", "would", "should", "can", "must", "'d"})


@dataclass(frozen=True, slots=True)
class Told:
    """The state of a line, the word that tells it, and the verb of its clause if there is one."""

    state: ChannelState
    word: Token
    verb: Token | None = None


def told(line: Token, depth: int = 0) -> Told | None:
    """Return what the clause around `line` says of its state, None where it says nothing or only what may be."""
    noun = _bearer(line)
    for reading in (_limiting, _by_verb, _by_place, _by_noun, _by_hold, _by_adjective):
        found = reading(noun)
        if found is not None:
            return found
    return _shared(noun, depth)


def _bearer(line: Token) -> Token:
    """ "the work of its embassy": what is said of the work is said of the line."""
    if line.dep_ == "pobj" and line.head.lower_ == "of" and line.head.head.lower_ in words("heads", "work"):
        return line.head.head
    return line


# Adjectives and participles


def _limiting(noun: Token) -> Told | None:
    """A modifier that says more than the verb: "a *suspended* line", "*reopening* channels", "*rare* contacts"."""
    found = next(_modifying(noun), None)
    return found if found is not None and found.state != "open" else None


def _by_adjective(noun: Token) -> Told | None:
    return next(_modifying(noun), None)


def _modifying(noun: Token) -> Iterator[Told]:
    for kid in noun.children:
        if kid.dep_ not in {"amod", "acl"}:
            continue
        state = _of("modifiers", kid.lower_)
        if state is None and kid.tag_ == "VBG" and kid.i > noun.i:
            state = _of("runs", _phrase(kid))
        if state is not None:
            yield Told(state, kid)


def _of_adjective(word: Token) -> ChannelState | None:
    for part in conjuncts(word):
        state = _of("adjectives", part.lower_)
        if state is not None:
            return state
    return None


# Verbs


def verbal(token: Token) -> bool:
    """Whether the token governs a clause, also where the tagger took a verb for a noun."""
    return is_verb(token) or child(token, "nsubj", "nsubjpass", "expl") is not None


def _by_verb(noun: Token) -> Told | None:
    head = noun.head
    if head == noun or not verbal(head):
        return None
    if noun.dep_ in {"nsubj", "dep"}:
        return _running(head)
    if noun.dep_ in {"dobj", "nsubjpass"}:
        return _done(noun, head)
    if noun.dep_ == "attr" and child(head, "expl") is not None:
        return _existing(noun, head)
    return None


def _running(verb: Token) -> Told | None:
    """The line as subject: "is open", "remains closed", "persists", "handles only …"."""
    if verb.pos_ == "ADJ":
        return _weighed(_of_adjective(verb), verb, verb)
    for kid in children(verb, "acomp", "attr", "oprd", "advmod", "ccomp"):
        state = _of_adjective(kid)
        if state is not None:
            return _weighed(state, kid, verb)
    state = _of("runs", _phrase(verb)) or _of("runs", str(verb.lemma_).lower())
    if verb.tag_ == "VBD" and _phrase(verb) in words("heads", "happening"):
        return None
    only = thin(verb)
    if only is not None and state in {None, "open"}:
        return _weighed("limited", only, verb)
    return _weighed(state, verb, verb)


def _done(noun: Token, verb: Token) -> Told | None:
    """The line as what something is done to: "closed its embassy", "the hotline was restored"."""
    for kid in children(verb, "oprd", "acomp", "amod"):
        state = _of_adjective(kid)
        if state is not None:
            return _weighed(state, kid, verb)
    only = thin(verb)
    if only is not None and noun.dep_ == "nsubjpass":
        return _weighed("limited", only, verb)
    state = _of("acts", _phrase(verb)) or _of("acts", str(verb.lemma_).lower())
    return _weighed(state, verb, verb)


def _existing(noun: Token, verb: Token) -> Told | None:
    """ "There is no contact": a line that is there, or is not."""
    if any(kid.lower_ == "no" for kid in noun.children) or negated(verb):
        return Told("closed", noun, verb)
    real = status(verb) in {"held", "ongoing"} and noun.lower_ in words("heads", "strong")
    return Told("open", noun, verb) if real else None


def _phrase(verb: Token) -> str:
    """The lemma with its particle: "break off", "cut back", "set up", "take place"."""
    particles = words("heads", "particles")
    tail = next((kid.lower_ for kid in children(verb, "prt", "advmod") if kid.lower_ in particles), "")
    place = child(verb, "dobj")
    if verb.lemma_ == "take" and place is not None and place.lower_ == "place":
        tail = "place"
    return f"{str(verb.lemma_).lower()} {tail}".strip()


def _weighed(state: ChannelState | None, word: Token, verb: Token) -> Told | None:
    """The state once tense, modals and denial have spoken; None where the sentence leaves it open."""
    if state is None:
        return None
    kept = _denied(state) if negated(verb) else _affirmed(state, verb)
    return Told(kept, word, verb) if kept is not None else None


def _denied(state: ChannelState) -> ChannelState | None:
    return TURNED.get(state)


def _affirmed(state: ChannelState, verb: Token) -> ChannelState | None:
    if state == "open":
        return None if _modal(verb) else "open"
    told_as = status(verb) if is_verb(verb) else "held"
    if state == "planned":
        return "open" if told_as == "held" else None if told_as == "denied" or _modal(verb) else "planned"
    if told_as == "denied":
        return "open" if state in {"closed", "paused"} else None
    real = {"held", "ongoing", "planned"} if state == "reopening" else {"held", "ongoing"}
    return state if told_as in real else None


def _modal(verb: Token) -> bool:
    """Whether the verb, or the one it is joined to, only may or should happen."""
    marks = {kid.lower_ for kid in verb.children if kid.dep_ in {"aux", "mark"}}
    return bool(marks & (UNSURE | {"if", "unless", "until", "whether"}))


def thin(verb: Token) -> Token | None:
    """Return the word that narrows what a line is used for: "only", "alone", "a *skeleton* staff"."""
    for kid in verb.subtree:
        if kid.lower_ in words("heads", "narrow") and (kid.head == verb or verb in (kid.head.head, kid.head.head.head)):
            return kid
    return None


# Other constructions


def _by_place(noun: Token) -> Told | None:
    """ "in contact", "through diplomatic channels", "on several tracks", "alongside formal negotiations"."""
    prep = noun.head
    if noun.dep_ != "pobj":
        return None
    verb = next((head for head in ancestors(prep) if verbal(head)), None)
    if verb is None:
        return None
    lemma = str(verb.lemma_).lower()
    if prep.lower_ == "in" and noun.lower_ in words("heads", "touch"):
        return _weighed("open", noun, verb) if lemma in words("heads", "staying") and prep.head == verb else None
    carried = lemma in words("heads", "passing") or _of("runs", _phrase(verb)) == "open"
    if prep.head == verb and carried and (prep.lower_ in words("heads", "through")):
        return Told("open", noun, verb) if status(verb) in {"held", "ongoing"} and not _modal(verb) else None
    return _confined(noun)


def _confined(noun: Token) -> Told | None:
    """ "limited to matters such as the embassies": what the limit names is limited."""
    if noun.lower_ not in words("heads", "posts") | words("heads", "work"):
        return None
    for head in ancestors(noun):
        if head.lower_ == "to" and _of("adjectives", head.head.lower_) == "limited":
            return Told("limited", head.head)
        if verbal(head):
            return None
    return None


def _by_noun(noun: Token) -> Told | None:
    """ "the pause in cooperation", "the closure of the embassy"; what is only called for is not told."""
    above = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"of", "in", "to", "for", "between"} or not is_noun(above):
        return None
    state = _of("nouns", str(above.lemma_).lower())
    real = {"held", "ongoing", "planned"} if state == "reopening" else {"held", "ongoing"}
    return Told(state, above) if state is not None and status(above) in real else None


def _by_hold(noun: Token) -> Told | None:
    """ "on hold", hung on the line itself or on the verb that puts or leaves it there."""
    places = [noun, noun.head] if noun.dep_ in {"nsubj", "nsubjpass", "dobj"} else [noun]
    for place in places:
        for prep in children(place, "prep"):
            hold = child(prep, "pobj")
            if prep.lower_ == "on" and hold is not None and hold.lower_ in {"hold", "ice"}:
                verb = place if is_verb(place) else None
                return _weighed("paused", hold, verb) if verb is not None else Told("paused", hold)
    return None


def _shared(noun: Token, depth: int) -> Told | None:
    """What is said of the first of several joined lines, or of the one that another runs alongside."""
    if depth > 3:
        return None
    if noun.dep_ == "conj" and is_noun(noun.head):
        return told(noun.head, depth + 1)
    if noun.dep_ == "pobj" and noun.head.lower_ in {"alongside", "besides"} and verbal(noun.head.head):
        beside = child(noun.head.head, "nsubj", "nsubjpass", "dobj")
        return told(beside, depth + 1) if beside is not None else None
    return None


@cache
def words(table: str, key: str) -> frozenset[str]:
    """Return one list of words of the channel lexicon."""
    return frozenset(toml("channels")[table].get(key, ()))


@cache
def _of(table: str, word: str) -> ChannelState | None:
    """The state that `word` stands for in one table of the lexicon."""
    for state, listed in toml("channels")[table].items():
        if word in listed:
            return cast("ChannelState", state)
    return None
