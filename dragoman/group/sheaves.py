"""Things, each known from one day on until another → what those of a day come to; what no day changes is found once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from operator import itemgetter
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

EVER = "9999-12-31"
"""The day on which ends what no newer text has ended."""
NOW = "9999-12-30"
"""The day of all that is known: whatever was superseded is over, and nothing is yet to come."""
Life = tuple[str, str]
"""The ISO day from which on something is known, and the one from which on it is no longer."""
ALWAYS: Life = ("", EVER)


class Sheaf(Generic[T]):
    """Things in their order, with their lives: none is known before `first`, all are from `settled` until `ends`."""

    __slots__ = ("_lives", "ends", "first", "settled", "things")

    def __init__(self, things: Iterable[T], life: Callable[[T], Life]) -> None:
        self.things = tuple(things)
        self._lives = tuple(map(life, self.things))
        self.first = min((since for since, _ in self._lives), default=EVER)
        self.settled = max((since for since, _ in self._lives), default="")
        self.ends = min((until for _, until in self._lives), default=EVER)

    def on(self, day: str) -> tuple[T, ...]:
        """Return those that are known on an ISO day: `things` itself where all are."""
        if self.settled <= day < self.ends:
            return self.things
        if day < self.first:
            return ()
        lives = zip(self.things, self._lives, strict=True)
        return tuple(thing for thing, (since, until) in lives if since <= day < until)


class Sheaves(Generic[T, R]):
    """Groups of things, and what `make` makes of those of a group that are known. `things` come in their order, which
    their groups keep; those of one `key` are a group."""

    def __init__(
        self,
        things: Iterable[T],
        key: Callable[[T], Hashable],
        make: Callable[[tuple[T, ...]], R],
        life: Callable[[T], Life],
    ) -> None:
        self._things = tuple(things)
        self._make = make
        groups: defaultdict[Hashable, list[int]] = defaultdict(list)
        for number, thing in enumerate(self._things):
            groups[key(thing)].append(number)
        self._groups = [Sheaf(several, lambda number: life(self._things[number])) for several in groups.values()]
        self._whole: dict[int, R] = {}

    def on(self, day: str = NOW) -> list[R]:
        """Return what each group comes to on an ISO day, in the order of the first thing of each that is known."""
        found = [
            self._all(group) if group.settled <= day < group.ends else self._some(group.on(day))
            for group in self._groups
            if group.first <= day
        ]
        return [made for _, made in sorted(filter(None, found), key=itemgetter(0))]

    def _all(self, group: Sheaf[int]) -> tuple[int, R] | None:
        first = group.things[0]
        if first not in self._whole:
            self._whole[first] = self._made(group.things)
        return first, self._whole[first]

    def _some(self, there: Sequence[int]) -> tuple[int, R] | None:
        return (there[0], self._made(there)) if there else None

    def _made(self, there: Sequence[int]) -> R:
        return self._make(tuple(self._things[number] for number in there))
