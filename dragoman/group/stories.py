"""Reports that arrive together, and sketches of the stories they may belong to → the story of each, and why.

A trait weighs the more the fewer reports have it (TF-IDF), and a report joins the story whose sum of reports it
resembles most (the cosine of their words, and a share of the cosine of what was found in them: who did what to whom,
where and when) where that is enough, else it opens one. Only stories that share one of its heaviest traits are
looked at. When all of a batch are laid, each is taken up again and laid where it fits best now: the first of a batch
had fewer to go by. What an earlier batch laid stays. Reports are kept apart by when they were written; where that is
only bracketed, by how likely it is that they were not written in the same months.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import log, sqrt
from operator import itemgetter

from dragoman.group.dates import Bounds, bounds
from dragoman.group.imprints import listed

Traits = Mapping[str, float]

LIKE = 0.23
"""Likeness from which a report belongs to a story; measured as docs/evaluate.md says."""
FOUND = 0.3
"""What the cosine of the findings adds to that of the words: reports of one happening in other words meet by it."""
WORD = "word:"
EVEN = 0.8
"""Power to which weights are raised: a rare trait tells much, and shall not tell alone."""
HEAVIEST = 80
"""Traits of a report that are compared."""
ASKED = 24
"""Traits by which stories are looked up."""
LIKELY = 5
"""Stories that are compared."""
STORY = 160
"""Traits that are kept of a story."""
PRIOR, SHARE, LISTED = 20.0, 0.02, 0.2
"""What is taken as seen before anything was read: so many reports, of which this share has any given trait, and this
share a word of the names and offices in the reference tables: of a few reports all speak of the same powers."""
FADES, WINDOW = 0.0005, 183
"""What each day between a report and a story takes from their likeness, and the days after which they are two: news of
one happening comes for months, and the next one of its sort looks much like it."""
LASTS = 366
"""Days that a story lasts at most: what is told year after year in the same words is a kind of news, not one story."""
DOUBT = 0.15
"""What it takes from their likeness if, by the brackets of their dates, they are surely more than `WINDOW` apart."""
AGAIN = 2
"""How often each report of a batch is taken up once more."""
SHOWN = 6
"""Traits that are told as the reason."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is remembered of a story: its number, the sum of its reports' traits, the day by which one of them had been
    written (`first`) and the day before which one had not (`last`): of reports that bear their day, the first and the
    last. A new story has a number below 0 until it is kept."""

    story: int
    traits: Traits
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """A report to be laid: its number, its traits, and when it was most likely written (EDTF or None)."""

    number: int
    traits: Traits
    written: str | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """How many reports have each trait, of how many in all."""

    reports: int
    having: Mapping[str, int] = field(default_factory=dict)

    def weight(self, trait: str) -> float:
        """Return how much a trait tells: the negative logarithm of the share of reports that have it, evened out."""
        before = LISTED if trait in listed() else SHARE
        share = (self.having.get(trait, 0) + PRIOR * before) / (self.reports + PRIOR)
        return float(max(-log(share), 0.0) ** EVEN)


@dataclass(frozen=True, slots=True)
class Joined:
    """The story a report joins, how alike they are (0 to 1.3; None where it opened the story), the traits that tell it
    most, the heaviest first, and the traits by which others will find it there."""

    story: int
    likeness: float | None
    shared: tuple[str, ...]
    asked: tuple[str, ...]


Known = Callable[[Mapping[str, float]], Iterable[Sketch]]
"""Traits with their weights → the stories of earlier batches that share them."""


def laid(batch: Sequence[Arrived], spread: Spread, known: Known) -> tuple[dict[int, Joined], dict[int, Sketch]]:
    """Return the story of each report by its number, and by their numbers the stories as they now stand."""
    table = _Table(spread, known)
    joined = {report.number: table.lay(report) for report in batch}
    for report in [*batch] * AGAIN:
        before = joined[report.number]
        table.take(report, before.story)
        again = table.lay(report, before.story)
        opened = before.likeness is None and again.story == before.story
        joined[report.number] = before if opened else again
    return joined, {one.story: table.sketch(one.story) for one in joined.values()}


@dataclass(frozen=True, slots=True)
class _Weighed:
    """The heaviest traits of a report or story with their weights: its words, what was found in it, their lengths."""

    words: Traits
    found: Traits
    norms: tuple[float, float]

    @classmethod
    def of(cls, weighed: Traits) -> _Weighed:
        words = {trait: weight for trait, weight in weighed.items() if trait.startswith(WORD)}
        found = {trait: weight for trait, weight in weighed.items() if trait not in words}
        return cls(words, found, (_norm(words), _norm(found)))

    def likeness(self, other: _Weighed) -> float:
        """Return the cosine of the words, and a share of that of what was found."""
        said, found = (one * two for one, two in zip(self.norms, other.norms, strict=True))
        return _dot(self.words, other.words) / (said or 1.0) + FOUND * _dot(self.found, other.found) / (found or 1.0)


@dataclass(slots=True)
class _Pile:
    """A story while a batch is laid: its traits, and the days by which, and since when, its reports were written."""

    traits: defaultdict[str, float]
    by: list[str]
    since: list[str]
    weighed: _Weighed | None = None


class _Table:
    """The stories that a batch is laid to."""

    def __init__(self, spread: Spread, known: Known) -> None:
        self._known = known
        self._weight = _Weights(spread)
        self._piles: dict[int, _Pile] = {}
        self._having: defaultdict[str, set[int]] = defaultdict(set)
        self._heavy: dict[int, dict[str, float]] = {}
        self._own: dict[int, _Weighed] = {}

    def lay(self, report: Arrived, home: int | None = None) -> Joined:
        """Lay a report to the story it resembles most, else to its emptied `home`, else to a new one."""
        if report.number not in self._heavy:
            self._heavy[report.number] = self._weight.heaviest(report.traits, HEAVIEST)
            self._own[report.number] = _Weighed.of(self._heavy[report.number])
        heavy = self._heavy[report.number]
        asked = dict(list(heavy.items())[:ASKED])
        if home is None:
            self._fetch(asked)
        found, likeness = self._best(self._own[report.number], asked, bounds(report.written))
        story = self._empty(home) if found is None else found
        shared = () if found is None else self._shared(heavy, found)
        self._put(report, story, asked)
        return Joined(story, None if found is None else likeness, shared, tuple(asked))

    def take(self, report: Arrived, story: int) -> None:
        """Take a report up again."""
        pile = self._piles[story]
        for trait in self._heavy[report.number]:
            pile.traits[trait] -= 1 + log(report.traits[trait])
            if pile.traits[trait] < LEAST:
                del pile.traits[trait]
        if when := bounds(report.written):
            pile.since.remove(when[0])
            pile.by.remove(when[1])
        pile.weighed = None

    def sketch(self, story: int) -> Sketch:
        """Return a story as it stands, with its heaviest traits."""
        pile = self._piles[story]
        kept = self._weigh(pile)
        traits = {trait: round(pile.traits[trait], 3) for trait in (*kept.words, *kept.found)}
        return Sketch(story, traits, min(pile.by, default=None), max(pile.since, default=None))

    def _fetch(self, asked: Mapping[str, float]) -> None:
        for sketch in self._known(asked):
            if sketch.story not in self._piles:
                by, since = ([day] if day else [] for day in (sketch.first, sketch.last))
                self._piles[sketch.story] = _Pile(defaultdict(float, sketch.traits), by, since)
                for trait in sketch.traits:
                    self._having[trait].add(sketch.story)

    def _best(self, own: _Weighed, asked: Traits, when: Bounds | None) -> tuple[int | None, float]:
        met: defaultdict[int, float] = defaultdict(float)
        for trait, weight in asked.items():
            for story in self._having[trait]:
                met[story] += weight
        likely = sorted(met, key=lambda story: (-met[story], story))[:LIKELY]
        piles = [(story, self._piles[story]) for story in likely]
        apart = {story: _apart(pile, when) for story, pile in piles if pile.traits and _lasts(pile, when) <= LASTS}
        near = {story: FADES * days + DOUBT * chance for story, (days, chance) in apart.items() if days <= WINDOW}
        found = [(own.likeness(self._weigh(self._piles[story])) - lost, -story) for story, lost in near.items()]
        best, story = max(found, default=(0.0, 0))
        return (-story, best) if best >= LIKE else (None, best)

    def _shared(self, heavy: Traits, story: int) -> tuple[str, ...]:
        pile = self._weigh(self._piles[story])
        told = {
            trait: weight * those[trait]
            for those in (pile.words, pile.found) for trait, weight in heavy.items() if trait in those
        }  # fmt: skip
        return tuple(sorted(told, key=lambda trait: (-told[trait], trait))[:SHOWN])

    def _empty(self, home: int | None) -> int:
        """Return the report's own story where nobody else is left in it, else a new one."""
        if home is not None and not self._piles[home].traits:
            return home
        story = -len(self._piles) - 1
        self._piles[story] = _Pile(defaultdict(float), [], [])
        return story

    def _put(self, report: Arrived, story: int, asked: Traits) -> None:
        pile = self._piles[story]
        for trait in self._heavy[report.number]:
            pile.traits[trait] += 1 + log(report.traits[trait])
        for trait in asked:
            self._having[trait].add(story)
        if when := bounds(report.written):
            pile.since.append(when[0])
            pile.by.append(when[1])
        pile.weighed = None

    def _weigh(self, pile: _Pile) -> _Weighed:
        """Weigh a story anew where a report came or went since."""
        if pile.weighed is None:
            pile.weighed = _Weighed.of(self._weight.summed(pile.traits))
        return pile.weighed


def _heaviest(weighed: Traits, most: int) -> dict[str, float]:
    """The heaviest words, and a quarter as many findings, the heaviest first: they never take the place of words."""
    words, found = most, most // 4
    kept: dict[str, float] = {}
    for trait, weight in sorted(weighed.items(), key=itemgetter(1), reverse=True):
        if trait.startswith(WORD):
            words -= 1
            if words >= 0:
                kept[trait] = weight
        else:
            found -= 1
            if found >= 0:
                kept[trait] = weight
        if words <= 0 and found <= 0:
            break
    return kept


def _norm(weighed: Traits) -> float:
    return sqrt(sum(weight * weight for weight in weighed.values()))


def _dot(one: Traits, other: Traits) -> float:
    return sum(weight * other[trait] for trait, weight in one.items() if trait in other)


LEAST = 1e-6
"""What rounding leaves of a trait that was taken away."""


class _Weights(dict[str, float]):
    """The weights of traits, each reckoned once a batch: a story has hundreds, and they are asked for all the time."""

    def __init__(self, spread: Spread) -> None:
        super().__init__()
        self._spread = spread

    def heaviest(self, traits: Traits, most: int) -> dict[str, float]:
        """Return the heaviest traits of a report with their weights, the heaviest first."""
        return _heaviest({trait: (1 + log(many)) * self[trait] for trait, many in traits.items()}, most)

    def summed(self, traits: Traits) -> dict[str, float]:
        """Return the heaviest traits of a story with their weights."""
        return _heaviest({trait: many * self[trait] for trait, many in traits.items()}, STORY)

    def __missing__(self, trait: str) -> float:
        self[trait] = self._spread.weight(trait)
        return self[trait]


def _apart(pile: _Pile, when: Bounds | None) -> tuple[int, float]:
    """Return the days between a story and a report at least, and the chance that they are more than `WINDOW`; nothing
    where either bears no date.

    Each day of a bracket is as likely. A story whose days are known may have news on any day between them; one of which
    only brackets are known stands in the middle of what they have in common.
    """
    days = [] if when is None or not pile.by else [min(pile.by), max(pile.since), *when]
    numbers = [number for day in days if (number := _ordinal(day)) is not None]
    if len(numbers) < 4:
        return 0, 0.0
    by, since, first, until = numbers
    low, high = min(by, since), max(by, since)
    least = max(0, low - until, first - high)
    if by > since and high - low > until - first:
        low, high, first, until = first, until, low, high
    if by > since:
        low = high = (low + high) // 2
    near = min(until, high + WINDOW) - max(first, low - WINDOW) + 1
    return least, 1 - max(0, near) / (until - first + 1)


def _lasts(pile: _Pile, when: Bounds | None) -> int:
    """Return the days a story would last with a report in it, as far as its days are known."""
    days = [] if when is None or not pile.by else [min(pile.by), max(pile.since), *when]
    numbers = [number for day in days if (number := _ordinal(day)) is not None]
    if len(numbers) < 4 or numbers[0] > numbers[1]:
        return 0
    by, since, first, until = numbers
    return max(since, first) - min(by, until)


def _ordinal(day: str) -> int | None:
    """Return the day's number; None for what no calendar has, such as the 45th."""
    if day.startswith("0000"):  # the beginning of an open interval
        return 1
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return None
