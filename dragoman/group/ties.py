"""What people said of two meetings → which lines tell one and the same, and which never do."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ties:
    """Pairs of findings (ids) that tell one and the same meeting, and pairs that tell two."""

    same: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()

    @classmethod
    def of(cls, said: Iterable[tuple[str, str, bool]]) -> Ties:
        """Return the ties from what was said, oldest first: two meetings or findings, and whether they are the same.
        Of two the latest word counts."""
        latest: dict[Pair, bool] = {}
        for one, other, same in said:
            first, second = sorted((one.removeprefix("m"), other.removeprefix("m")))
            latest[first, second] = same
        return cls(*(tuple(pair for pair, same in latest.items() if same is wanted) for wanted in (True, False)))

    def part(self, some: Set[str], others: Set[str]) -> bool:
        """Tell whether somebody said of a finding of each that they tell two meetings."""
        return any((one in some and two in others) or (two in some and one in others) for one, two in self.apart)
