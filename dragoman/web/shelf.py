"""Answers that cost much → the same answers again: each made once, whoever asks meanwhile, and kept while it fits."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, TypeVar, cast

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wanted(Generic[T]):
    """An answer: what it is, the state of things it holds for, how it is made, and how much of the shelf it takes (in
    findings, about)."""

    key: Hashable
    state: Hashable
    make: Callable[[], T]
    weigh: Callable[[T], int]


class Shelf:
    """What was asked for last, at most `size` findings of it, all of one state. Safe to use from several threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._weight = 0
        self._state: Hashable = None
        self._held: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
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
            self._turn(wanted.state)
            if wanted.key in self._held:
                self._held.move_to_end(wanted.key)
                return cast(T, self._held[wanted.key][0])
            making = self._making.get(whole)
            if making is None:
                own: Future[T] = Future()
                self._making[whole] = own
        return cast(T, making.result()) if making is not None else self._make(wanted, own)

    def _turn(self, state: Hashable) -> None:
        """Let go of everything where the state is another."""
        if state != self._state:
            self._state, self._weight = state, 0
            self._held.clear()

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
            if wanted.state == self._state:
                self._keep(wanted.key, value, wanted.weigh(value))
        own.set_result(value)
        return value

    def _keep(self, key: Hashable, value: object, weight: int) -> None:
        self._held[key] = value, weight
        self._weight += weight
        while self._weight > self._size and self._held:
            _, (_, gone) = self._held.popitem(last=False)
            self._weight -= gone
