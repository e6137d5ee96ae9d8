"""Right, missed and surplus findings counted a document and a row → the score of one document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

A = TypeVar("A")
B = TypeVar("B")

Sort = Literal["tally", "rate", "mean", "count", "b-cubed"]


Cells = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a score.

    `tally`: precision, recall and F1; `rate`: so many of so many; `mean`: the mean of the F1 of the tallies named in
    `of`; `count`: a number; `b-cubed`: means of every item's own precision and recall, and F1 of the two. `lower`: the
    lower the better.
    """

    name: str
    sort: Sort = "tally"
    lower: bool = False
    of: tuple[str, ...] = ()


@dataclass(slots=True)
class Tally:
    """Right ones, annotated ones and found ones."""

    right: int = 0
    gold: int = 0
    found: int = 0

    def compare(self, gold: Iterable[Hashable], found: Iterable[Hashable]) -> None:
        """Count two collections as sets: a thing said twice in a sentence is one thing."""
        ours, theirs = set(gold), set(found)
        self.count(len(ours & theirs), len(ours), len(theirs))

    def count(self, right: int, gold: int, found: int) -> None:
        self.right += right
        self.gold += gold
        self.found += found


@dataclass(slots=True)
class Rate:
    """So many of so many."""

    count: int = 0
    of: int = 0

    def add(self, yes: bool) -> None:
        self.count += yes
        self.of += 1


@dataclass(slots=True)
class Shares:
    """Sums of the precision and the recall that each item has of its own, and how many items there are."""

    precision: float = 0.0
    recall: float = 0.0
    items: int = 0

    def add(self, precision: float, recall: float) -> None:
        self.precision += precision
        self.recall += recall
        self.items += 1


@dataclass(slots=True)
class Score:
    """What was counted in one document, by the names of rows."""

    bcubed: defaultdict[str, Shares] = field(default_factory=lambda: defaultdict(Shares))
    tallies: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    rates: defaultdict[str, Rate] = field(default_factory=lambda: defaultdict(Rate))
    counts: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def cells(self, row: Row) -> Cells:
        """Return the row's numbers: right, gold, found of a tally; count, of, 0 of a rate; a count, 0, 0; the sums of
        precision and recall and the items of b-cubed."""
        if row.sort == "b-cubed":
            shares = self.bcubed.get(row.name, Shares())
            return shares.precision, shares.recall, shares.items
        if row.sort == "tally":
            tally = self.tallies.get(row.name, Tally())
            return tally.right, tally.gold, tally.found
        if row.sort == "rate":
            rate = self.rates.get(row.name, Rate())
            return rate.count, rate.of, 0
        return self.counts.get(row.name, 0), 0, 0


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that went wrong: where, in which words, what was expected and what was found, in readable lines."""

    layer: str
    place: str
    text: str
    expected: tuple[str, ...] = ()
    found: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The score of one document a view ("all", "sure"), and what went wrong in it. Documents are what is resampled."""

    views: Mapping[str, Score]
    faults: tuple[Fault, ...] = ()


def share(part: float, whole: float) -> float:
    return part / (whole or 1)


def matches(gold: Sequence[A], found: Sequence[B], same: Callable[[A, B], bool]) -> list[tuple[A, B]]:
    """Pair each gold item with the first found item that is the same and still free."""
    free = list(found)
    pairs = []
    for item in gold:
        at = next((i for i, other in enumerate(free) if same(item, other)), None)
        if at is not None:
            pairs.append((item, free.pop(at)))
    return pairs
