"""The words of an event's clause → PLOVER's mode of the event and its contexts, by `data/event_modes.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dragoman.data import toml
from dragoman.extract.syntax import is_verb
from dragoman.grammar import Token
from dragoman.model import EventType

OTHER_CLAUSES = frozenset({"ccomp", "advcl", "relcl", "conj", "parataxis"})
"""What hangs on the event's word and tells of something else."""


def mode_of(cue: Token, kind: EventType) -> tuple[str | None, tuple[str, ...]]:
    """Return PLOVER's mode of the event that `cue` names, None where its clause has no word that tells one, and the
    contexts of which the clause speaks, in the order of the table."""
    told = _clause(cue, kind)
    mode = next((mode for mode, pattern in _modes(kind).items() if pattern.search(told)), None)
    if _any_context().search(told) is None:  # two of three speak of none
        return mode, ()
    return mode, tuple(name for name, pattern in _contexts().items() if pattern.search(told))


def _clause(cue: Token, kind: EventType) -> str:
    """The words of the event's own clause; of an act of speech also what is asked, refused or threatened."""
    spoken = kind in {"REQUEST", "REJECT", "THREATEN", "ACCUSE"}
    head = cue if is_verb(cue) else cue.head if is_verb(cue.head) else cue
    return " ".join(token.lower_ for token in _own(head, deep=spoken))


def _own(head: Token, *, deep: bool) -> Iterator[Token]:
    for kid in (one for one in head.children if one.i < head.i):
        if deep or kid.dep_ not in OTHER_CLAUSES:
            yield from _own(kid, deep=deep)
    yield head
    for kid in (one for one in head.children if one.i > head.i):
        other = kid.dep_ in OTHER_CLAUSES and (kid.dep_ != "conj" or is_verb(kid))
        if (not other or (deep and kid.dep_ == "ccomp")) and not _when(kid):
            yield from _own(kid, deep=deep)


def _when(prep: Token) -> bool:
    """ "After the summit", "on the eve of the talks": when it was, not what."""
    asides = {"after", "before", "since", "following", "ahead", "until", "amid"}
    return prep.dep_ == "prep" and (prep.lower_ in asides or any(kid.lower_ == "eve" for kid in prep.children))


@cache
def _modes(kind: EventType) -> dict[str, re.Pattern[str]]:
    table: dict[str, str] = toml("event_modes")["modes"].get(kind, {})
    return {mode: re.compile(pattern) for mode, pattern in table.items()}


@cache
def _contexts() -> dict[str, re.Pattern[str]]:
    table: dict[str, str] = toml("event_modes")["contexts"]
    return {name: re.compile(pattern) for name, pattern in table.items()}


@cache
def _any_context() -> re.Pattern[str]:
    return re.compile("|".join(toml("event_modes")["contexts"].values()))
