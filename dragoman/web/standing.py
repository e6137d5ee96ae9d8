"""A dialogue or its meetings → what pages, pictures, feeds and the API say of it, in pieces, kept while it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

from dragoman.group import Dialogue, Meeting
from dragoman.web.desk import Desk
from dragoman.web.keeping import THEN, Piece

T = TypeVar("T")

EVER = "9999-12-31"
"""The last day of what no day changes."""
Pieces = Mapping[str, Callable[[], str]]
"""The pieces of what is said of something by their names ("": there is one), each made when it is called."""


@dataclass(frozen=True, slots=True)
class Met:
    """The meetings in which all of some parties (none: whoever) take part, as of a day (None: today)."""

    codes: tuple[str, ...]
    meetings: tuple[Meeting, ...]
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class What(Generic[T]):
    """What is kept, under a name: which pieces there are of a T, which may depend on nothing else; and how a T is found
    for some parties, as of a day or (None) as of today, when nothing of it depends on anything outside their reports
    but, until the ISO day it returns, on today."""

    name: str
    make: Callable[[Desk, T], Pieces]
    find: Callable[[Desk, tuple[str, ...], str | None], T]
    until: Callable[[T, str], str]

    def key(self, codes: Sequence[str]) -> str:
        """Return the key of all that is kept of the parties."""
        return f"{self.name}/{'|'.join(codes)}"


class Standing(Generic[T]):
    """What is said of some parties, as of today or of an earlier day: each piece is made once as long as nothing of
    them changes."""

    def __init__(self, desk: Desk, codes: tuple[str, ...], what: What[T]) -> None:
        self._desk, self._codes, self._what = desk, codes, what
        self._today = date.today().isoformat()

    def get(self, name: str = "", as_of: str | None = None) -> str | None:
        """Return a piece, None where there is none of this name."""
        key = f"{self._what.key(self._codes)}/{name}"
        if as_of:
            key = f"{THEN}{as_of}/{key}"
        kept = self._desk.keeping.get(key, self._state, self._today)
        if kept is not None:
            return kept
        found = self._what.find(self._desk, self._codes, as_of)
        call = self._what.make(self._desk, found).get(name)
        if call is None:
            return None
        made = call()
        last = EVER if as_of else self._what.until(found, self._today)
        self._desk.keeping.put(key, Piece(self._state, last, made))
        return made

    def missing(self) -> bool:
        """Tell whether `ready` has anything to make."""
        return not self._desk.keeping.holds(self._what.key(self._codes), self._state, self._today)

    def made(self, found: T) -> Made:
        """Return all pieces of what was found as of today, made."""
        key, last = self._what.key(self._codes), self._what.until(found, self._today)
        made = {f"{key}/{name}": call() for name, call in self._what.make(self._desk, found).items()}
        whole = {key: ""} | made  # the key alone says that all of it is kept
        return Made(key, {one: Piece(self._state, last, text) for one, text in whole.items()})

    @cached_property
    def _state(self) -> str:
        return self._desk.state(*self._codes)


@dataclass(frozen=True, slots=True)
class Made:
    """All pieces of what is said of some parties under a name, by their keys, which begin with `key`."""

    key: str
    pieces: Mapping[str, Piece]


def keep(desk: Desk, several: Iterable[Made]) -> None:
    """Keep what was made in place of all that was kept of it, together: to write to the file costs much each time."""
    told = tuple(several)
    pieces = {key: piece for one in told for key, piece in one.pieces.items()}
    desk.keeping.put_all(pieces, within=[one.key for one in told])


def of_dialogue(name: str, make: Callable[[Desk, Dialogue], Pieces]) -> What[Dialogue]:
    """Return what is kept of dialogues under a name."""
    return What(name, make, lambda desk, codes, as_of: desk.ledger.dialogue(*codes, as_of=as_of), until)


def of_meetings(name: str, make: Callable[[Desk, Met], Pieces]) -> What[Met]:
    """Return what is kept under a name of the meetings in which all of some parties take part."""

    def find(desk: Desk, codes: tuple[str, ...], as_of: str | None) -> Met:
        return Met(codes, desk.ledger.meetings(*codes, as_of=as_of), as_of)

    return What(name, make, find, lambda *_: EVER)


def until(found: Dialogue, today: str) -> str:
    """Return the last ISO day on which a dialogue stands as it does today: a promise is overdue on the next."""
    return min((one.due for one in found.promises if one.due and one.due >= today), default=EVER)
