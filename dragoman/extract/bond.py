"""What joins a step to its condition, and the words by which both are told; from `data/conditions.toml`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.data import toml
from dragoman.extract.matters import base
from dragoman.extract.modality import negated
from dragoman.extract.parties import acting, actors, owners, spotted
from dragoman.extract.scene import Scene, pending
from dragoman.extract.syntax import child, children, prep_object, subject
from dragoman.grammar import Token
from dragoman.model import Ref


@dataclass(frozen=True, slots=True)
class Bond:
    """What joins a step to its condition: first and last word of the condition, the connective, the step's word."""

    first: Token
    last: Token
    connective: str
    step: Token
    on: Ref | None = None
    by: Token | None = None


def strict(scene: Scene, token: Token, step: Token) -> bool:
    """ "will lend *only* when …", "can *only* be considered once …": a step withheld by an actor, whatever it is."""
    only = token.i > 0 and token.nbor(-1).lower_ == "only"
    only = only or any(kid.lower_ == "only" and kid.i < token.i for kid in step.children)
    if not only or not modal(step):
        return False
    own = child(step, "nsubj", "nsubjpass")
    return own is None or own.dep_ == "nsubjpass" or acting(scene, own) is not None


def widened(token: Token) -> Token:
    if token.i and token.nbor(-1).lower_ in {"only", "except", "but"}:
        return token.nbor(-1)
    return token


def tells_when(token: Token) -> bool:
    """ "days before the talks": how long before is a date."""
    timing = token.lower_ in {"before", "after", "ahead", "until"} and token.i > 0
    return timing and token.nbor(-1).lower_ in words("clauses", "spans")


def withheld(step: Token) -> bool:
    """Whether the step is denied, refused or kept waiting."""
    return any(negated(one) or none_of(one) or base(one) in words("clauses", "waiting") for one in chain(step)[:4])


def chain(step: Token) -> list[Token]:
    """The word and what governs it: of joined ones not the first, and nothing beyond a clause with a conjunction."""
    chain = [step]
    while step.head != step and not any(
        kid.dep_ == "mark" and kid.lower_ in words("cues", "conceding") for kid in step.children
    ):
        joined, step = step.dep_ == "conj", step.head
        if not joined:
            chain.append(step)
    return chain


def none_of(word: Token) -> bool:
    there = children(word, "attr") if child(word, "expl") is not None else []
    near = [*word.children, *(kid for part in there for kid in part.children)]
    things = [kid for thing in children(word, "dobj") for kid in thing.children]  # "sees little point in talks until"
    scant = any(kid.lower_ in {"no", "little"} for kid in things)
    return scant or any(kid.lower_ in {"no", "never"} for kid in near) or word.lower_ == "impossible"


def modal(verb: Token) -> bool:
    return any(
        kid.lower_ in words("cues", "modals") for one in (verb, verb.head) for kid in one.children if kid.tag_ == "MD"
    )


def around(step: Token) -> Iterator[Token]:
    """The words of the step's clause; of a bare "to do so" or "that can happen", those of the clause it hangs on."""
    yield from step.subtree
    if step.dep_ in {"xcomp", "pcomp", "acl", "conj", "acomp", "dobj", "attr"} and step.head != step:
        yield from step.head.subtree


def step_word(word: Token) -> bool:
    return word.lower_ in words("steps", "words") or base(word) in words("steps", "words")


def demanded(governor: Token) -> bool:
    """Whether the verb is what somebody must or is asked to do."""
    bare = governor.tag_ == "VB" or (governor.tag_ == "VBN" and child(governor, "auxpass") is not None)
    if bare and any(kid.lower_ in words("first", "modals") for kid in children(governor, "aux")):
        return not any(kid.lower_ == "have" for kid in children(governor, "aux"))
    if governor.dep_ == "xcomp" and governor.head.lower_ in words("cues", "needing"):
        return True
    bidden = governor.dep_ == "xcomp" and child(governor.head, "dobj") is not None and governor.tag_ == "VB"
    done = governor.tag_ == "VBN" and any(kid.lower_ == "to" for kid in children(governor, "aux"))
    asked = bidden or (governor.dep_ == "ccomp" and (done or governor.tag_ in {"VB", "VBP"}))
    return asked and base(governor.head) in words("first", "asking")


def actor_of(scene: Scene, verb: Token, opening: Token) -> Ref | None:
    """Who must act in a clause: its subject, else the first actor named before its verb."""
    passive_subject = child(verb, "nsubjpass")
    if passive_subject is not None:
        return first_actor(scene, prep_object(verb, "by"))
    found = first_actor(scene, subject(verb)) if child(verb, "nsubj") is not None else None
    if found is not None or child(verb, "nsubj") is not None:
        return found
    named = [*owners(scene, verb), *spotted(scene, opening.idx, verb.idx)]
    return pending(named[0]) if named else None


def first_actor(scene: Scene, token: Token | None) -> Ref | None:
    found = actors(scene, token) if token is not None else []
    return pending(found[0]) if found else None


def red(token: Token) -> bool:
    return any(kid.lower_ == "red" for kid in token.children)


def match(token: Token, table: str) -> tuple[int, str]:
    """Return how many words from `token` on make the longest connective of the table, and that connective."""
    for phrase in _phrases(table).get(token.lower_, ()):
        if [word.lower_ for word in token.doc[token.i : token.i + len(phrase)]] == list(phrase):
            return len(phrase), " ".join(phrase)
    return 0, ""


@cache
def _phrases(table: str) -> dict[str, list[tuple[str, ...]]]:
    """Return the phrases of a table by their first word, longest first."""
    entries = [tuple(phrase.split()) for key, values in toml("conditions")[table].items()
               if key in {"strong", "closing", "timing", "plain", "denying", "only"} for phrase in values]  # fmt: skip
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(set(entries), key=len, reverse=True):
        found.setdefault(phrase[0], []).append(phrase)
    return found


@cache
def opening_words() -> frozenset[str]:
    return frozenset(_phrases("clauses")) | frozenset(_phrases("prepositions"))


@cache
def words(table: str, key: str) -> frozenset[str]:
    """Return a list of data/conditions.toml as a set."""
    return frozenset(toml("conditions")[table][key])
