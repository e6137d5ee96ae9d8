"""A dialogue → what a page or the API says of it today, kept beside the ledger until something of it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from dragoman.group import Dialogue
from dragoman.group.dialogue import seen_by
from dragoman.web.desk import Desk
from dragoman.web.keeping import Piece
from dragoman.web.shared import is_pair

EVER = "9999-12-31"
"""The last day of what no day changes."""
Make = Callable[[Desk, Dialogue], str]
"""Makes what is said of a dialogue. It may depend on nothing else."""


def standing(desk: Desk, codes: tuple[str, ...], what: str, make: Make) -> str:
    """Return what `make` makes of a dialogue as it stands today; `what` names it. Of two states or bodies it is made
    once as long as nothing of their dialogue changes."""
    if not is_pair(codes):
        return make(desk, desk.ledger.dialogue(*codes))
    state, today, key = desk.state(*codes), date.today().isoformat(), _key(what, codes)
    kept = desk.keeping.get(key, state, today)
    if kept is None:
        found = desk.ledger.dialogue(*codes)
        kept = make(desk, found)
        desk.keeping.put(key, Piece(state, until(found, today), kept))
    return kept


def ready(desk: Desk, pair: tuple[str, str], makes: Mapping[str, Make], *, held: bool) -> None:
    """Make what is not kept of a dialogue, seen from either side; `held`: the dialogue itself is held in memory too."""
    state, today = desk.state(*pair), date.today().isoformat()
    wanted = [(what, codes) for what in makes for codes in (pair, pair[::-1])]
    missing = [one for one in wanted if not desk.keeping.holds(_key(*one), state, today)]
    if not missing and not held:
        return
    found = desk.ledger.dialogue(*pair) if held else desk.ledger.passing(*pair)
    for what, codes in missing:
        made = makes[what](desk, seen_by(found, codes))
        desk.keeping.put(_key(what, codes), Piece(state, until(found, today), made))


def until(found: Dialogue, today: str) -> str:
    """Return the last ISO day on which a dialogue stands as it does today: a promise is overdue on the next."""
    return min((one.due for one in found.promises if one.due and one.due >= today), default=EVER)


def _key(what: str, codes: tuple[str, ...]) -> str:
    return f"{what}/{'/'.join(codes)}"
