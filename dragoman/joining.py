"""Reports just recorded → their copies and stories: `group` decides, the ledger remembers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dragoman.group.copies import NEAR, bands, likeness, resemblance
from dragoman.group.dates import bounds
from dragoman.group.stories import LIKELY, SMALL, Arrived, Placed, Sketch, Spread, asked, laid
from dragoman.ledger import Store
from dragoman.ledger.gathered import Gathered, Remembered, Waiting

TRIED = 3
"""Likely originals that are compared word by word: the signature has said which."""
ROOM = 0.1
"""What a signature's estimate can lie under the true share: two standard errors of 128 numbers at a half."""


def join(store: Store) -> None:
    """Lay every report that waits to its copies and to its story. What an interruption leaves waits for the next."""
    with store.gathering() as kept:
        waiting = kept.waiting()
        if not waiting:
            return
        kept.as_laid()
        kept.saw(waiting)
        originals = {report.number: original for report in waiting if (original := _copied(kept, report)) is not None}
        _laid(kept, [report for report in waiting if report.number not in originals])
        for report in waiting:
            if report.number in originals:
                _followed(kept, report, originals[report.number])
        kept.move()


def _copied(kept: Gathered, report: Waiting) -> int | None:
    """Note whose wording the report has; return that report's number."""
    near = kept.near(report.number, bands(report.minhash))
    met = [(resemblance(report.minhash, one.minhash), -one.number) for one in near]
    likely = sorted((pair for pair in met if pair[0] >= NEAR - ROOM), reverse=True)[:TRIED]
    new = kept.report(report.number) if likely else None
    found = [(alike, number) for _, number in likely if new and (alike := likeness(new, kept.report(-number)))]
    if not found:
        return None
    best, number = max(found, key=lambda pair: (pair[0].similarity, pair[1]))
    kept.copied(report.number, -number, best.kind, best.similarity)
    return -number


class _Stories:
    """The stories of earlier batches, each given once."""

    def __init__(self, kept: Gathered) -> None:
        self._kept = kept
        self._given: set[int] = set()

    def alike(self, asked: Mapping[str, float]) -> Iterator[Sketch]:
        for number in self._kept.stories(asked, LIKELY):
            if number not in self._given:
                self._given.add(number)
                yield Sketch(*self._kept.story(number))

    def reports(self, story: int) -> Iterator[Placed]:
        return (Placed(*one) for one in self._kept.reports(story))

    def spread(self, traits: Iterable[str]) -> Spread:
        having = self._kept.having({"", *traits})
        return Spread(having.pop("", 0), having)


def _laid(kept: Gathered, waiting: list[Waiting]) -> None:
    """Put each report into the story it resembles, or into a new one; what is small is laid anew where that fits."""
    arrived = [Arrived(report.number, report.traits, report.written) for report in waiting]
    found = laid(arrived, _Stories(kept))
    kept.keep({one.number: found.kept[one.number] for one in arrived})
    before = {story: [one.number for one in kept.reports(story)] for story in found.opened}
    home = {number: story for story, numbers in before.items() for number in numbers}
    empty = {story: _sought(found.kept, numbers) for story, numbers in before.items()}
    for group in found.groups:
        number = min(group.stories) if group.stories else kept.open_story(min(group.reports))
        for other in group.stories:
            if other != number:
                kept.takes_over(number, other)
                kept.stands(Remembered(other, {}, 0, None, None))
        kept.stands(Remembered(number, group.vector, group.size, *group.days))
        new = empty.get(number, set()) if group.stories else set()
        kept.found_by(number, empty.pop(number, ()), new | _sought(found.kept, group.reports))
        for report, why in group.reports.items():
            if home.get(report) != number:
                kept.put(report, number, (why.likeness, why.shared))
        if group.size > SMALL:
            kept.settle(number)
    for story, traits in empty.items():
        kept.found_by(story, traits, ())
        kept.stands(Remembered(story, {}, 0, None, None))


def _sought(kept: Mapping[int, Mapping[str, float]], reports: Iterable[int]) -> set[str]:
    """Return the traits by which a story of these reports is found."""
    return {trait for report in reports for trait in asked(kept[report])}


def _followed(kept: Gathered, report: Waiting, original: int) -> None:
    """Put a copy into the story of what it copies: it adds nothing to what the story is about but its day."""
    number = kept.story_of(original)
    story = kept.story(kept.open_story(original) if number is None else number)
    if when := bounds(report.written):
        first, last = min(story.first or when[1], when[1]), max(story.last or when[0], when[0])
        kept.stands(story._replace(first=first, last=last))
    kept.put(report.number, story.number)
