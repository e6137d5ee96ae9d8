"""Answers that cost much → the same answers again: each made once, whoever asks meanwhile, and kept while it fits."""

from __future__ import annotations

import gc
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, TypeVar, cast

T = TypeVar("T")

LARGE = 200
"""Findings from which an answer is kept out of the search for garbage: it has no circles, and to look through all that
is held stopped every page for a second."""


@dataclass(frozen=True, slots=True)
class Wanted(Generic[T]):
    """An answer: what it is, the state of things it holds for, how it is made, and how much of the shelf it takes (in
    findings, about)."""

    key: Hashable
    state: Hashable
    make: Callable[[], T]
    weigh: Callable[[T], int]


class Shelf:
    """What was asked for last, at most `size` findings of it, each for one state. Safe to use from several threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._weight = 0
        self._held: OrderedDict[Hashable, tuple[Hashable, Any, int]] = OrderedDict()
        self._making: dict[Hashable, Future[Any]] = {}
        self._lock = Lock()

    @property
    def room(self) -> int:
        """How much more it holds before something has to go."""
        return max(self._size - self._weight, 0)

    def take(self, wanted: Wanted[T]) -> T:
        """Return the answer: from the shelf, from whoever is making it, or made now."""
        whole = wanted.key, wanted.state
        with self._lock:
            held = self._held.get(wanted.key)
            if held is not None and held[0] == wanted.state:
                self._held.move_to_end(wanted.key)
                return cast(T, held[1])
            making = self._making.get(whole)
            if making is None:
                own: Future[T] = Future()
                self._making[whole] = own
        return cast(T, making.result()) if making is not None else self._make(wanted, own)

    def _make(self, wanted: Wanted[T], own: Future[T]) -> T:
        try:
            value = wanted.make()
        except BaseException as error:
            with self._lock:
                del self._making[wanted.key, wanted.state]
            own.set_exception(error)
            raise
        with self._lock:
            del self._making[wanted.key, wanted.state]
            self._keep(wanted, value, wanted.weigh(value))
        own.set_result(value)
        return value

    def _keep(self, wanted: Wanted[T], value: T, weight: int) -> None:
        """Put the answer on the shelf, in place of the one that held before."""
        _, _, before = self._held.pop(wanted.key, (None, None, 0))
        self._held[wanted.key] = wanted.state, value, weight
        self._weight += weight - before
        while self._weight > self._size and self._held:
            _, (_, _, gone) = self._held.popitem(last=False)
            self._weight -= gone
        if weight >= LARGE:
            gc.freeze()
