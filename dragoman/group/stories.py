"""Reports that arrive together, and what is remembered of stories they may belong to → the story of each, and why.

A trait weighs the more the fewer reports have it (TF-IDF). A report is a vector of three parts, each of a length of its
own: its words, the names in its opening, and what was found in it (who did what to whom, where and when). Two groups of
reports are as alike as their reports are on average (average-link clustering), and the two most alike are joined as
long as that is enough. So it is with what arrives and the stories that share its heaviest traits; then every story that
got something, as long as it is small or grew much, is taken apart and joined anew, since its first reports had fewer to
go by. Groups are kept apart by when they were written; where that is only bracketed, by how likely it is that they were
not written in the same months.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import heapify, heappop, heappush, nlargest, nsmallest
from itertools import combinations
from math import log, sqrt
from operator import itemgetter
from typing import Protocol

from dragoman.group.dates import bounds, day_number
from dragoman.group.imprints import listed

Traits = Mapping[str, float]

LIKE = 0.24
"""Average likeness from which reports are one story; measured as docs/evaluate.md says."""
PARTS = {"word": (80, 1.0), "name": (20, 0.4), "found": (20, 0.3)}
"""Of each part of a report: how many of its heaviest traits are compared, and how much their cosine counts."""
EVEN = 0.8
"""Power to which weights are raised: a rare trait tells much, and shall not tell alone."""
ASKED = 24
"""Traits by which stories are looked up."""
LIKELY = 6
"""Stories and reports that are compared with one that arrives."""
STORY = 240
"""Traits that are kept of a story."""
SMALL, FEW, NEW = 24, 8, 0.3
"""Reports of a story that may still be taken apart; reports up to which it is whenever one comes, and the share that
must have come in a larger one: a single report hardly moves its averages."""
PRIOR, SHARE, LISTED, NAMED = 20.0, 0.02, 0.2, 0.45
"""What is taken as seen before anything was read: so many reports, of which this share has any given trait, and this
share a word of the names and offices in the reference tables, or has it in its opening: of a few reports all speak of
the same powers."""
FADES, WINDOW = 0.00065, 183
"""What each day between two groups takes from their likeness, and the days after which they are two: news of one
happening comes for months, and the next one of its sort looks much like it."""
LASTS = 366
"""Days that a story lasts at most: what is told year after year in the same words is a kind of news, not one story."""
DOUBT = 0.2
"""What it takes from their likeness if, by the brackets of their dates, they are surely more than `WINDOW` apart."""
SHOWN = 6
"""Traits that are told as the reason."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A report to be laid: its number, its traits, and when it was most likely written (EDTF or None)."""

    number: int
    traits: Traits
    written: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A report that was laid before: its number, its vector, and when it was most likely written."""

    number: int
    vector: Traits
    written: str | None = None


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is remembered of a story: its number, the sum of its reports' vectors and how many they are, the day by
    which one of them had been written (`first`) and the day before which one had not (`last`): of reports that bear
    their day, the first and the last."""

    story: int
    vector: Traits
    size: int
    first: str | None = None
    last: str | None = None


class Memory(Protocol):
    """The stories of earlier batches."""

    def alike(self, asked: Traits) -> Iterable[Sketch]:
        """Yield those that share these traits, each only the first time that it is asked for."""
        ...

    def reports(self, story: int) -> Iterable[Placed]:
        """Yield the reports of a story."""
        ...


@dataclass(frozen=True, slots=True)
class Spread:
    """How many reports have each trait, of how many in all."""

    reports: int
    having: Mapping[str, int] = field(default_factory=dict)

    def weight(self, trait: str) -> float:
        """Return how much a trait tells: the negative logarithm of the share of reports that have it, evened out."""
        kind, _, value = trait.partition(":")
        before = SHARE if value not in listed() else NAMED if kind == "name" else LISTED
        share = (self.having.get(trait, 0) + PRIOR * before) / (self.reports + PRIOR)
        return float(max(-log(share), 0.0) ** EVEN)


@dataclass(frozen=True, slots=True)
class Joined:
    """Why a report is in its group: how alike it is to the others on average (0 to 1.7; None for the one that opened
    it), and the traits that tell it most, the heaviest first."""

    likeness: float | None = None
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """One story as it now stands: the stories it takes over whole, its other reports by number with the reason of each,
    and what a sketch of it says: vector, size, and the two days."""

    stories: tuple[int, ...]
    reports: Mapping[int, Joined]
    vector: Traits
    size: int
    days: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Laid:
    """Where a batch went: the groups that changed, the stories that were taken apart, and the vectors of all reports in
    them that no story holds whole."""

    groups: tuple[Group, ...]
    opened: tuple[int, ...]
    vectors: Mapping[int, Traits]


def laid(batch: Sequence[Arrived], spread: Spread, memory: Memory) -> Laid:
    """Return the stories that the batch, and what stories it touches, make."""
    weights = _Weights(spread)
    nodes = [_Node.of(Placed(one.number, _vector(one.traits, weights), one.written)) for one in batch]
    stories, pairs = _met(nodes, memory)
    groups = _joined([*nodes, *stories], pairs)
    touched = [group for group in groups if group.reports or len(group.stories) > 1]
    small = [group for group in touched if _unsettled(group)]
    apart = [[node for story in group.stories for node in map(_Node.of, memory.reports(story))] for group in small]
    singles = {one.reports[0]: one for one in (*nodes, *(one for old in apart for one in old))}
    loose = [[*(singles[one] for one in group.reports), *old] for group, old in zip(small, apart, strict=True)]
    again = [made for free in loose for made in _joined(free, list(combinations(free, 2)))]
    settled = [*(group for group in touched if not _unsettled(group)), *again]
    vectors = {number: node.vector for number, node in singles.items()}
    opened = tuple(story for group in small for story in group.stories)
    return Laid(tuple(_group(one, vectors) for one in settled), opened, vectors)


class _Weights(dict[str, float]):
    """The weights of traits, each reckoned once a batch."""

    def __init__(self, spread: Spread) -> None:
        super().__init__()
        self._spread = spread

    def __missing__(self, trait: str) -> float:
        self[trait] = self._spread.weight(trait)
        return self[trait]


def _vector(traits: Traits, weights: Traits) -> dict[str, float]:
    """Return the heaviest traits of a report with their weights: each part has its own length."""
    parts: dict[str, list[tuple[str, float]]] = {part: [] for part in PARTS}
    for trait, many in traits.items():
        kind = trait.partition(":")[0]
        parts[kind if kind in parts else "found"].append((trait, (1 + log(many)) * weights[trait]))
    kept: dict[str, float] = {}
    for part, weighed in parts.items():
        most, counts = PARTS[part]
        heaviest = nlargest(most, weighed, key=itemgetter(1))
        length = sqrt(sum(weight * weight for _, weight in heaviest)) or 1.0
        kept.update((trait, round(weight * sqrt(counts) / length, 4)) for trait, weight in heaviest if weight)
    return kept


def asked(vector: Traits) -> dict[str, float]:
    """Return the traits of a report by which its story is found."""
    return dict(nlargest(ASKED, vector.items(), key=itemgetter(1)))


@dataclass(slots=True, eq=False)
class _Node:
    """Some reports as one: those that are on their own, and the stories that are taken whole; the sum of their vectors,
    how many they are, and the days (as numbers) by which, and since when, they were written."""

    reports: tuple[int, ...]
    stories: tuple[int, ...]
    vector: Traits
    size: int
    days: tuple[int, int] | None

    @classmethod
    def of(cls, one: Placed) -> _Node:
        when = bounds(one.written)
        return cls((one.number,), (), one.vector, 1, _days(*when[::-1]) if when else None)

    @classmethod
    def whole(cls, story: Sketch) -> _Node:
        return cls((), (story.story,), story.vector, story.size, _days(story.first, story.last))

    def joined(self, other: _Node) -> _Node:
        both = dict(self.vector)
        for trait, weight in other.vector.items():
            both[trait] = both.get(trait, 0.0) + weight
        spans = [one.days for one in (self, other) if one.days]
        days = (min(by for by, _ in spans), max(since for _, since in spans)) if spans else None
        reports, stories = self.reports + other.reports, self.stories + other.stories
        return _Node(reports, stories, both, self.size + other.size, days)

    def likeness(self, other: _Node) -> float:
        """Return how alike the reports of the two are on average, less what their days take from it; below 0 where they
        cannot be one story."""
        least, doubt = _apart(self.days, other.days)
        if least > WINDOW or _lasts(self.days, other.days) > LASTS:
            return -1.0
        return _dot(self.vector, other.vector) / (self.size * other.size) - FADES * least - DOUBT * doubt


Pairs = list[tuple[_Node, _Node]]


def _met(nodes: Sequence[_Node], memory: Memory) -> tuple[list[_Node], Pairs]:
    """Return the stories that share the heaviest traits of the reports, and what is to be compared with what."""
    having: defaultdict[str, list[int]] = defaultdict(list)
    sought = [asked(node.vector) for node in nodes]
    stories = [_Node.whole(sketch) for traits in sought for sketch in memory.alike(traits)]
    known = [*nodes, *stories]
    for at, traits in enumerate([*sought, *(node.vector for node in stories)]):
        for trait in traits:
            having[trait].append(at)
    pairs: set[tuple[int, int]] = set()
    for at, traits in enumerate(sought):
        met: defaultdict[int, float] = defaultdict(float)
        for trait, weight in traits.items():
            for other in having[trait]:
                met[other] -= weight
        met.pop(at, None)
        pairs.update(
            (min(at, other), max(at, other)) for _, other in nsmallest(LIKELY, zip(met.values(), met, strict=True))
        )
    return stories, [(known[one], known[other]) for one, other in sorted(pairs)]


def _joined(nodes: Sequence[_Node], pairs: Pairs) -> list[_Node]:
    """Join the two most alike until none are alike enough; return what is left."""
    known = list(nodes)
    place = {id(node): at for at, node in enumerate(nodes)}
    near: defaultdict[int, set[int]] = defaultdict(set)
    queue = []
    for one, other in pairs:
        at, to = place[id(one)], place[id(other)]
        near[at].add(to)
        near[to].add(at)
        if (alike := one.likeness(other)) >= LIKE:
            queue.append((-alike, at, to))
    heapify(queue)
    left = dict.fromkeys(range(len(nodes)))
    while queue:
        _, at, to = heappop(queue)
        if at not in left or to not in left:
            continue
        made = len(known)
        known.append(known[at].joined(known[to]))
        del left[at], left[to]
        near[made] = {by for by in near[at] | near[to] if by in left}
        left[made] = None
        for by in near[made]:
            near[by].add(made)
            if (alike := known[made].likeness(known[by])) >= LIKE:
                heappush(queue, (-alike, by, made))
    return [known[at] for at in left]


def _unsettled(group: _Node) -> bool:
    """Tell whether a story is to be taken apart; its own reports are those that came."""
    return group.size <= FEW or (group.size <= SMALL and len(group.reports) >= NEW * group.size)


def _group(node: _Node, vectors: Mapping[int, Traits]) -> Group:
    """Return what became of some reports, and why each is there."""
    opener = None if node.stories else min(node.reports)
    reports = {number: Joined() if number == opener else _why(vectors[number], node) for number in sorted(node.reports)}
    kept = {trait: round(weight, 4) for trait, weight in nlargest(STORY, node.vector.items(), key=itemgetter(1))}
    by, since = (date.fromordinal(day).isoformat() for day in node.days) if node.days else (None, None)
    return Group(node.stories, reports, kept, node.size, (by, since))


def _why(own: Traits, node: _Node) -> Joined:
    told: defaultdict[str, float] = defaultdict(float)
    for trait, weight in own.items():
        if (rest := node.vector[trait] - weight) > ROUNDED:
            told[trait.replace("name:", "word:")] += weight * rest / (node.size - 1)
    shared = sorted(told, key=lambda trait: (-told[trait], trait))[:SHOWN]
    return Joined(sum(told.values()), tuple(shared))


ROUNDED = 1e-3
"""What rounding leaves of a trait that nobody else has."""


def _dot(one: Traits, other: Traits) -> float:
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * other[trait] for trait, weight in one.items() if trait in other)


Days = tuple[int, int] | None


def _apart(one: Days, other: Days) -> tuple[int, float]:
    """Return the days between two groups at least, and the chance that they are more than `WINDOW`; nothing where
    either bears no date.

    Each day of a bracket is as likely. Reports whose days are known may have news on any day between them; where only
    brackets are known, they stand in the middle of what they have in common.
    """
    if one is None or other is None:
        return 0, 0.0
    (low, high), (first, until) = sorted(one), sorted(other)
    least = max(0, low - until, first - high)
    if (one[0] > one[1]) and (other[0] <= other[1] or high - low > until - first):
        low, high, first, until, one = first, until, low, high, other
    if one[0] > one[1]:
        low = high = (low + high) // 2
    near = min(until, high + WINDOW) - max(first, low - WINDOW) + 1
    return least, 1 - max(0, near) / (until - first + 1)


def _lasts(one: Days, other: Days) -> int:
    """Return the days a story of both would last, as far as the days of each are known."""
    if one is None or other is None:
        return 0
    return max(one[1], other[1]) - min(one[0], other[0])


def _days(by: str | None, since: str | None) -> tuple[int, int] | None:
    """Return the days as numbers; nothing where one is unknown."""
    days = [None if day is None else day_number(day) for day in (by, since)]
    return None if days[0] is None or days[1] is None else (days[0], days[1])
