"""A dialogue → what pages, pictures, feeds and the API say of it, in pieces, kept beside the ledger while it holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property

from dragoman.group import Dialogue
from dragoman.group.dialogue import seen_by
from dragoman.web.desk import Desk
from dragoman.web.keeping import Piece
from dragoman.web.shared import is_pair

EVER = "9999-12-31"
"""The last day of what no day changes."""
Pieces = Mapping[str, Callable[[], str]]
"""The pieces of what is said of a dialogue by their names ("": there is one), each made when it is called."""
Make = Callable[[Desk, Dialogue], Pieces]
"""Says what pieces there are. They may depend on nothing but the dialogue."""


class Standing:
    """What is said of a dialogue, `what` names it: of two states or bodies as of today each piece is made once as long
    as nothing of their dialogue changes; of others, or as of an earlier day, from a dialogue that the ledger holds for
    a while."""

    def __init__(self, desk: Desk, codes: tuple[str, ...], what: str, make: Make) -> None:
        self._desk, self._codes, self._what, self._make = desk, codes, what, make
        self._today = date.today().isoformat()

    def get(self, name: str = "", as_of: str | None = None) -> str | None:
        """Return a piece, None where there is none of this name."""
        if as_of or not is_pair(self._codes):
            return _called(self._make(self._desk, self._desk.ledger.dialogue(*self._codes, as_of=as_of)), name)
        key = f"{key_of(self._what, self._codes)}/{name}"
        kept = self._desk.keeping.get(key, self._state, self._today)
        if kept is not None:
            return kept
        found = self._desk.ledger.dialogue(*self._codes)
        made = _called(self._make(self._desk, found), name)
        if made is not None:
            self._desk.keeping.put(key, Piece(self._state, until(found, self._today), made))
        return made

    @cached_property
    def _state(self) -> str:
        return self._desk.state(*self._codes)


def standing(desk: Desk, codes: tuple[str, ...], what: str, make: Make) -> str:
    """Return what is said of a dialogue as it stands today where that is one piece."""
    return Standing(desk, codes, what, make).get() or ""


def ready(desk: Desk, pair: tuple[str, str], makes: Mapping[str, Make], *, held: bool) -> None:
    """Make what is not kept of a dialogue, seen from either side; `held`: the dialogue itself is held in memory too."""
    state, today = desk.state(*pair), date.today().isoformat()
    wanted = [(what, codes) for what in makes for codes in (pair, pair[::-1])]
    missing = [one for one in wanted if not desk.keeping.holds(key_of(*one), state, today)]
    if not missing and not held:
        return
    found = desk.ledger.dialogue(*pair) if held else desk.ledger.passing(*pair)
    for what, codes in missing:
        key, last = key_of(what, codes), until(found, today)
        made = {f"{key}/{name}": call() for name, call in makes[what](desk, seen_by(found, codes)).items()}
        whole = {key: ""} | made  # the key alone says that all of it is kept
        desk.keeping.put_all({one: Piece(state, last, text) for one, text in whole.items()}, within=key)


def until(found: Dialogue, today: str) -> str:
    """Return the last ISO day on which a dialogue stands as it does today: a promise is overdue on the next."""
    return min((one.due for one in found.promises if one.due and one.due >= today), default=EVER)


def key_of(what: str, codes: tuple[str, ...]) -> str:
    """Return the key of all that is kept of a dialogue under the name `what`."""
    return f"{what}/{'/'.join(codes)}"


def _called(pieces: Pieces, name: str) -> str | None:
    call = pieces.get(name)
    return None if call is None else call()
