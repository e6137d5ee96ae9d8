"""A cue → the diplomatic matter it governs: talking, meeting, ceasing fire or agreeing, and whether it is turned."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from dragoman.data import toml
from dragoman.extract.syntax import NAME_PARTS, children, is_noun
from dragoman.grammar import Token
from dragoman.model import Matter

MEANS = frozenset({"through", "via"})
PREPOSITIONS = MEANS | frozenset(
    ["for", "to", "of", "in", "on", "into", "toward", "towards", "about", "with", "from", "between"]
)
LINKS = frozenset({"dobj", "xcomp", "pcomp", "pobj", "attr", "conj", "dative", "nmod"})
MAX_STEPS = 6
"""Links between a cue and its matter: "ready to use any chance to return to the table"."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The matter a cue governs, the words on the way to it, and whether one of them turns the stance."""

    matter: Matter
    way: tuple[Token, ...]
    turned: bool

    @property
    def word(self) -> Token:
        return self.way[-1]


def reach(starts: Iterable[Token], *, weak: bool, offers: bool = False) -> Reach | None:
    """Return the nearest matter that `starts`, the complements of a cue, name or govern.

    `weak` lets words count that are diplomatic only under an unmistakable cue, `offers` what was put on the table.
    """
    queue: deque[tuple[Token, ...]] = deque((start,) for start in starts)
    settled: Reach | None = None
    seen: set[int] = set()
    while queue:
        way = queue.popleft()
        if way[-1].i in seen:
            continue
        seen.add(way[-1].i)
        found = _here(way, weak, offers)
        if found is not None:
            return found
        settled = settled or _settled(way)
        if len(way) <= MAX_STEPS:
            queue.extend((*way, kid) for kid in _onward(way[-1]))
    return settled


def _settled(way: tuple[Token, ...]) -> Reach | None:
    """ "committed to *resolving the dispute*": who wants one settled wants an agreement, where no talks are named."""
    settles = any(base(step) in words("settling", "verbs") for step in way[:-1])
    return Reach("agreement", way, False) if settles and base(way[-1]) in words("settling", "disputes") else None


def meant(starts: Iterable[Token], *, offers: bool = False) -> Reach | None:
    """Return the matter of the sentence for which an "it" under one of `starts` stands: "… though it was ready for
    *it*"; with `offers` also what was put on the table: "the invitation came, but Minsk rejected *it*"."""
    for start in starts:
        for thing in (start, *start.children):
            if thing.dep_ not in {"pobj", "dobj", "nsubjpass"} or thing.lower_ not in {"it", "them"}:
                continue
            before = (word for word in reversed(thing.doc[: start.i]) if is_noun(word))
            known = ((word, matter_of(word, weak=False) or (_offer(word) if offers else None)) for word in before)
            named, found = next(((word, matter) for word, matter in known if matter is not None), (None, None))
            return None if named is None or found is None else Reach(found, (thing,), False)
    return None


def _here(way: tuple[Token, ...], weak: bool, offers: bool) -> Reach | None:
    word = way[-1]
    barred = words("ending", "forcing") | words("named", "terms") | words("ending", "telling")
    if any(base(step) in barred for step in way[:-1]):
        return None
    ended = sum(_turns(step) for step in _after_means(way[:-1])) % 2 == 1
    if base(word) in words("fighting", "words") and ended:
        return Reach("ceasefire", way, False)
    if base(word) in {"sanction", "sanctions"}:
        eased = weak and any(base(step) in words("ending", "relief") for step in way[:-1])
        return Reach("other", way, False) if eased else None
    found = matter_of(word, weak=weak) or (_offer(word) if offers else None)
    if word.tag_ == "VB" and found is not None and any(kid.dep_ == "neg" for kid in word.children):
        ended = not ended
    return None if found is None else Reach(found, way, ended)


def _turns(step: Token) -> bool:
    """Whether a word between cue and matter turns the stance: "ready to *abandon* the talks", "vows *not to* meet"."""
    refused = infinitive(step) and any(kid.dep_ == "neg" for kid in step.children)
    return (base(step) in words("ending", "words")) != refused


def _after_means(way: tuple[Token, ...]) -> tuple[Token, ...]:
    """What stands behind "through": "end the dispute *through* talks" ends no talks."""
    last = next((at for at in range(len(way) - 1, -1, -1) if way[at].lower_ in MEANS), None)
    return way if last is None else way[last:]


def _onward(word: Token) -> Iterator[Token]:
    return (kid for kid in word.children if _leads(kid))


def _leads(kid: Token) -> bool:
    """Whether a matter under this word is governed by what governs the word."""
    if kid.dep_ in {"prep", "prt", "agent"}:
        return kid.lower_ in PREPOSITIONS
    if kid.dep_ == "advmod" and kid.lower_ == "back":
        return True  # "come *back* to the table"
    return kid.dep_ in LINKS or (kid.dep_ in {"acl", "relcl", "advcl"} and infinitive(kid))


def infinitive(verb: Token) -> bool:
    return any(kid.lower_ == "to" and kid.dep_ == "aux" for kid in verb.children)


def complements(cue: Token) -> list[Token]:
    """Return what hangs on a cue as its object, infinitive or prepositional phrase; a joined verb only without one."""
    onward = list(_onward(cue))
    own = [kid for kid in onward if kid.dep_ != "conj" or is_noun(kid)]
    return own if any(kid.dep_ in {"dobj", "xcomp"} for kid in own) else onward


def wanted_done(cue: Token) -> list[Token]:
    """ "called for talks to resume", "open for talks to rebuild trust": the talks as subject of a clause."""
    clauses = [
        kid for kid in children(cue, "xcomp", "ccomp", "advcl") if any(one.lower_ == "for" for one in kid.children)
    ]
    return [one for clause in clauses for one in children(clause, "nsubj", "nsubjpass")]


def matter_of(word: Token, *, weak: bool) -> Matter | None:
    """Return the matter that one word names, with the narrower one in front of it ("ceasefire deal")."""
    lemma, lower = base(word), word.lower_
    found = _table("matter").get(lower) or _table("matter").get(lemma)
    if found is None and weak:
        found = _table("weak").get(lower) or _table("weak").get(lemma)
    if _around_the_table(word) or _in_course(word):
        return "dialogue"
    if lemma == "work" and not any(kid.lower_ in {"with", "together"} for kid in word.children):
        return None  # "to work through the issues"
    if not is_noun(word):
        return found if found is None or word.tag_.startswith(("VB", "JJ")) else None
    before = [kid for kid in word.children if kid.i < word.i and kid.dep_ in NAME_PARTS | {"amod"}]
    if found in {None, "agreement"}:
        for kid in before:
            narrow = _table("matter").get(kid.lower_)
            if narrow == "ceasefire" or (found is None and narrow is not None):
                return narrow
    if found is None and lemma == "engagement" and any(kid.lower_ == "with" for kid in word.children):
        return "dialogue"
    if found is None and any(kid.lower_ == "diplomatic" for kid in before) and lemma in words("course", "diplomatic"):
        return "dialogue"
    return found


def _around_the_table(word: Token) -> bool:
    """ "returned to *the table*", "left the negotiating *table*": where talks are held."""
    at = base(word) in words("course", "tables") and is_noun(word)
    return at and (word.head.lower_ in words("course", "at") or base(word.head) in words("course", "leaving"))


def _in_course(word: Token) -> bool:
    """ "the peace *process*", "the mediation *track*"."""
    if base(word) not in words("course", "words") or not is_noun(word):
        return False
    before = {base(kid) for kid in word.children if kid.i < word.i} | {
        kid.lower_ for kid in word.children if kid.i < word.i
    }
    return bool(before & words("course", "of"))


def offers() -> frozenset[str]:
    """Return what can be put on the table."""
    return frozenset(_table("offers"))


def _offer(word: Token) -> Matter | None:
    return _table("offers").get(base(word))


@cache
def _table(name: str) -> dict[str, Matter]:
    table: dict[str, list[str]] = toml("positions")[name]
    return {word: cast("Matter", matter) for matter, entries in table.items() for word in entries}


@cache
def every_matter() -> frozenset[str]:
    """Return all words that can name a matter; a sentence without any of them tells no stance."""
    doors, fighting = words("doors", "words"), words("fighting", "words")
    return frozenset(_table("matter")) | frozenset(_table("weak")) | frozenset(_table("offers")) | doors | fighting


def base(word: Token) -> str:
    """Return the word's base form in lower case."""
    return word.form.base


@cache
def words(table: str, key: str) -> frozenset[str]:
    """Return a list of data/positions.toml as a set."""
    return frozenset(toml("positions")[table].get(key, ()))


def convened(word: Token) -> bool:
    """ "asked for a meeting of the Security Council": a sitting, no contact with the other side."""
    return any(kid.lower_ in words("contact", "sitting") and kid.head.lower_ != "with" for kid in word.subtree)


def takes_part(verb: Token) -> bool:
    """Whether the verb is to take part, in whatever it is."""
    return base(verb) == "take" and any(kid.lower_ == "part" for kid in verb.children)
