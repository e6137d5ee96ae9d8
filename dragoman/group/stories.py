"""Reports that arrive together, and what is remembered of stories they may belong to → the story of each, and why.

A trait weighs the more the fewer reports have it (TF-IDF). A report is a vector of three parts, each of a length of
its own: its words, the names in its opening, and what was found in it (who did what to whom, where and when). Two
groups of reports are as alike as their reports are on average (average-link clustering), and the two most alike are
joined as long as that is enough. So it is with what arrives and the stories that share its heaviest traits; then
every small story that got something is taken apart, with the small ones near it, and their reports are weighed and
joined anew: the first of them had fewer to go by, and it shall not matter how many reports come at a time. Groups are
kept apart by when they were written; where that is only bracketed, by how likely it is that they were not written in
the same months.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import heapify, heappop, heappush, nlargest, nsmallest
from itertools import combinations, islice
from math import hypot, log, sqrt
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
"""Traits of a report by which stories are looked up."""
LIKELY = 6
"""Stories and reports that are compared with one that arrives."""
STORY = 240
"""Traits that are kept of a story."""
SMALL = 24
"""Reports of a story that is still taken apart when one comes: more are hardly moved by a single report."""
BESIDE, POOL = 0.3, 60
"""Share of `LIKE` from which small stories are taken apart together, and the reports of all of them at most."""
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
    """A report that was laid before: its number, the traits kept of it and how much each counts in it, the heaviest
    first as they weighed when it came, and when it was most likely written."""

    number: int
    traits: Traits
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

    def spread(self, traits: Iterable[str]) -> Spread:
        """Return how many reports have each of these traits."""
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
    """Where a batch went: the groups that changed, the stories that were taken apart, and what is to be kept of all
    reports in them that no story holds whole (`Placed.traits`)."""

    groups: tuple[Group, ...]
    opened: tuple[int, ...]
    kept: Mapping[int, Traits]


def laid(batch: Sequence[Arrived], memory: Memory) -> Laid:
    """Return the stories that the batch, and what stories it touches, make."""
    weights = _Weights(memory.spread({trait for one in batch for trait in one.traits}))
    counts = {one.number: {trait: 1 + log(many) for trait, many in one.traits.items()} for one in batch}
    vectors: dict[int, Traits] = {number: _vector(counted, weights) for number, counted in counts.items()}
    kept: dict[int, Traits] = {number: _kept(counts[number], vector) for number, vector in vectors.items()}
    nodes = {one.number: _Node.of(one.number, vectors[one.number], one.written) for one in batch}
    stories, pairs = _met(list(nodes.values()), memory)
    known = [*nodes.values(), *stories]
    dots = {(one, other): _dot(known[one].vector, known[other].vector) for one, other in pairs}
    groups = _joined(known, dots, lambda one, other: _dot(one.vector, other.vector))
    pools = _pools(groups, [(known[one], known[other]) for one, other in pairs])
    opened = [story for pool in pools for group in pool for story in group.stories]
    placed = {story: list(memory.reports(story)) for story in opened}
    before = [one for reports in placed.values() for one in reports]
    weights.learn(memory.spread({trait for one in before for trait in one.traits}))
    kept |= {one.number: one.traits for one in before}
    nodes |= {one.number: _Node.of(one.number, _vector(one.traits, weights), one.written) for one in before}
    again = [made for pool in pools for made in _anew([nodes[one] for one in _numbers(pool, placed)])]
    whole = {id(group) for pool in pools for group in pool}
    touched = [group for group in groups if id(group) not in whole and (group.reports or len(group.stories) > 1)]
    vectors = {number: node.vector for number, node in nodes.items()}
    return Laid(tuple(_group(one, vectors) for one in (*touched, *again)), tuple(opened), kept)


def _numbers(pool: Sequence[_Node], placed: Mapping[int, Sequence[Placed]]) -> Iterator[int]:
    for group in pool:
        yield from (one.number for story in group.stories for one in placed[story])
        yield from group.reports


def _kept(counts: Traits, vector: Traits) -> dict[str, float]:
    """Return what is kept of a report that came: how much the traits of its vector count, the heaviest first."""
    return {trait: round(counts[trait], 2) for trait in sorted(vector, key=lambda trait: (-vector[trait], trait))}


class _Weights(dict[str, float]):
    """The weights of traits, each reckoned once a batch."""

    def __init__(self, spread: Spread) -> None:
        super().__init__()
        self._spread = spread

    def learn(self, spread: Spread) -> None:
        """Take in how many reports have further traits."""
        self.update((trait, spread.weight(trait)) for trait in spread.having if trait not in self)

    def __missing__(self, trait: str) -> float:
        self[trait] = self._spread.weight(trait)
        return self[trait]


def _vector(counts: Traits, weights: Traits) -> dict[str, float]:
    """Return the heaviest traits of a report with their weights: each part has its own length. `counts` says how much
    each trait counts for standing in the report as often as it does."""
    parts: dict[str, list[tuple[float, str]]] = {part: [] for part in PARTS}
    for trait, counted in counts.items():
        kind = trait[: trait.index(":")]
        parts[kind if kind in parts else "found"].append((counted * weights[trait], trait))
    vector: dict[str, float] = {}
    for part, weighed in parts.items():
        most, share = PARTS[part]
        heaviest = nlargest(most, weighed) if len(weighed) > most else weighed
        scale = sqrt(share) / (hypot(*(weight for weight, _ in heaviest)) or 1.0)
        vector.update((trait, weight * scale) for weight, trait in heaviest if weight)
    return vector


def asked(kept: Traits) -> tuple[str, ...]:
    """Return the traits by which the story of a report is found, of those kept of it: what they weigh later does not
    count."""
    return tuple(islice(kept, ASKED))


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
    def of(cls, number: int, vector: Traits, written: str | None) -> _Node:
        when = bounds(written)
        return cls((number,), (), vector, 1, _days(*when[::-1]) if when else None)

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

    def likeness(self, other: _Node, dot: float) -> float:
        """Return how alike the reports of the two are on average (`dot` is the product of their vectors), less what
        their days take from it; below 0 where they cannot be one story."""
        least, doubt = _apart(self.days, other.days)
        if least > WINDOW or _lasts(self.days, other.days) > LASTS:
            return -1.0
        return dot / (self.size * other.size) - FADES * least - DOUBT * doubt


def _met(nodes: Sequence[_Node], memory: Memory) -> tuple[list[_Node], list[tuple[int, int]]]:
    """Return the stories that share the heaviest traits of the reports, and what is to be compared with what: places
    in the reports followed by the stories."""
    having: defaultdict[str, list[int]] = defaultdict(list)
    sought = [dict(nlargest(ASKED, node.vector.items(), key=itemgetter(1))) for node in nodes]
    stories = [_Node.whole(sketch) for traits in sought for sketch in memory.alike(traits)]
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
    return stories, sorted(pairs)


def _pools(groups: Sequence[_Node], pairs: Iterable[tuple[_Node, _Node]]) -> list[list[_Node]]:
    """Return the small groups that got something, each with the small ones near it that were compared with it."""
    home = {of: group for group in groups for of in (*(("r", one) for one in group.reports), *_stories(group))}
    pools = {id(group): [group] for group in groups if group.size <= SMALL}
    came = {id(group) for group in groups if group.reports or len(group.stories) > 1}
    near = []
    for pair in {(id(one), id(other)): (one, other) for one, other in _between(home, pairs)}.values():
        one, other = pair
        if id(one) in pools and id(other) in pools and (id(one) in came or id(other) in came):
            near.append((one.likeness(other, _dot(one.vector, other.vector)), *pair))
    for likeness, one, other in sorted(near, key=itemgetter(0), reverse=True):
        both, more = pools[id(one)], pools[id(other)]
        if likeness >= BESIDE * LIKE and both is not more and sum(group.size for group in (*both, *more)) <= POOL:
            both += more
            pools.update((id(group), both) for group in more)
    found = {id(pool): pool for pool in pools.values()}.values()
    return [pool for pool in found if any(id(group) in came for group in pool)]


def _stories(group: _Node) -> Iterator[tuple[str, int]]:
    return (("s", story) for story in group.stories)


def _between(
    home: Mapping[tuple[str, int], _Node], pairs: Iterable[tuple[_Node, _Node]]
) -> Iterator[tuple[_Node, _Node]]:
    """Yield the groups that two compared ones went to, where they are two."""
    for pair in pairs:
        one, other = (home["r", node.reports[0]] if node.reports else home["s", node.stories[0]] for node in pair)
        if one is not other:
            yield one, other


def _anew(nodes: Sequence[_Node]) -> list[_Node]:
    """Join reports from the beginning: all are compared with all, by the traits that any two have."""
    having: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, node in enumerate(nodes):
        for trait, weight in node.vector.items():
            having[trait].append((at, weight))
    dots: defaultdict[tuple[int, int], float] = defaultdict(float)
    for met in having.values():
        for (at, weight), (to, other) in combinations(met, 2):
            dots[at, to] += weight * other
    return _joined(nodes, dots, lambda one, other: 0.0)


def _joined(
    nodes: Sequence[_Node], dots: Mapping[tuple[int, int], float], missing: Callable[[_Node, _Node], float]
) -> list[_Node]:
    """Join the two most alike until none are alike enough; return what is left. `dots` are the products of the vectors
    of those that are compared; `missing` gives that of two that were not, once one of them is joined to one that was.
    """
    known = list(nodes)
    near: defaultdict[int, dict[int, float]] = defaultdict(dict)
    queue = []
    for (at, to), dot in dots.items():
        near[at][to] = near[to][at] = dot
        if (alike := known[at].likeness(known[to], dot)) >= LIKE:
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
        left[made] = None
        for by in sorted((near[at].keys() | near[to].keys()) & left.keys()):
            parts = (near[one][by] if by in near[one] else missing(known[one], known[by]) for one in (at, to))
            near[made][by] = near[by][made] = dot = sum(parts)
            if (alike := known[made].likeness(known[by], dot)) >= LIKE:
                heappush(queue, (-alike, by, made))
    return [known[at] for at in left]


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
    return sum([one[trait] * other[trait] for trait in one.keys() & other.keys()])


Days = tuple[int, int] | None


def _apart(one: Days, other: Days) -> tuple[int, float]:
    """Return the days between two groups at least, and the chance that they are more than `WINDOW`; nothing where
    either bears no date.

    Each day of a bracket is as likely. Reports whose days are known may have news on any day between them; where only
    brackets are known, they stand in the middle of what they have in common.
    """
    if one is None or other is None:
        return 0, 0.0
    low, high, first, until = min(one), max(one), min(other), max(other)
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
