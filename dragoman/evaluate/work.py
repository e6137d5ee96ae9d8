"""Documents of a set and what scores one of them → their scores, in order, on one or several processes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

Progress = Callable[[int, int, int], None]
"""Called after each document: how many are done, how many there are, how many are done."""

CHUNK = 4


@dataclass(frozen=True, slots=True)
class Way:
    """How a set is read: processes (None: one a core) and what to tell of the progress."""

    jobs: int | None = 1
    progress: Progress | None = None


def each(score: Callable[[A], B], items: Sequence[A], way: Way) -> list[B]:
    """Return `score` of every item; with several processes it must be a function of a module. Raises WorkerLost."""
    from dragoman.pipeline import chunked, cores, spread

    count = min(way.jobs if way.jobs is not None else cores(), -(-len(items) // CHUNK))
    made = map(score, items) if count <= 1 else spread(partial(_several, score), chunked(iter(items), CHUNK), count)
    found = []
    for number, one in enumerate(made, 1):
        found.append(one)
        if way.progress is not None:
            way.progress(number, len(items), number)
    return found


def _several(score: Callable[[A], B], items: Sequence[A]) -> list[B]:
    return [score(item) for item in items]
