"""Entries of a story's reports → what does not agree, between whom it is, what one says of the same as another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from dragoman.group.actors import others, owners, side
from dragoman.group.contradictions import contradictions
from dragoman.group.readouts import same
from dragoman.group.scene import Scene
from dragoman.group.shapes import Contradiction
from dragoman.model import Discrepancy, Entry, Event, Finding, Position


@dataclass(frozen=True, slots=True)
class Telling:
    """What several reports tell between them: where they contradict each other, and what is to be queried in any of
    them."""

    contradictions: tuple[Contradiction, ...]
    discrepancies: tuple[Entry, ...]


def telling(entries: Iterable[Entry]) -> Telling:
    """Return what the entries of several reports tell between them; looked at are events, positions and
    discrepancies."""
    kept = tuple(entries)
    scene = Scene.of(kept, (), None, None)
    found = contradictions(scene.lines(Event), scene.lines(Position))
    return Telling(found, tuple(one for one in kept if isinstance(one.finding, Discrepancy)))


def pairs(entries: Iterable[Entry]) -> tuple[tuple[tuple[str, str], int], ...]:
    """Return the pairs of states and bodies that take part in one finding, with in how many they do, the most first."""
    met: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        met.update(combinations(sorted(_sides(entry.finding)), 2))
    return tuple(met.most_common())


def echoes(own: Sequence[Entry], other: Iterable[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Yield what another report says of the same as this one: its entry after the one here that it goes with, each of
    them once, as the other report has them."""
    left = [entry for entry in own if len(_sides(entry.finding)) > 1]
    for entry in other:
        met = next((one for one in left if same(one.finding, entry.finding)), None)
        if met is not None:
            left.remove(met)
            yield met, entry


def _sides(finding: Finding) -> set[str]:
    return {code for ref in owners(finding) + others(finding) if ref.state and (code := side(ref))}
