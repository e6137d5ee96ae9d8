"""Reports just recorded → their copies and stories: `group` decides, the ledger remembers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dragoman.group.copies import NEAR, bands, likeness, resemblance
from dragoman.group.dates import bounds
from dragoman.group.stories import LIKELY, Arrived, Sketch, Spread, laid
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
        kept.saw(waiting)
        originals = {report.number: original for report in waiting if (original := _copied(kept, report)) is not None}
        _laid(kept, [report for report in waiting if report.number not in originals])
        for report in waiting:
            if report.number in originals:
                _followed(kept, report, originals[report.number])


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


def _laid(kept: Gathered, waiting: list[Waiting]) -> None:
    """Put each report into the story it resembles, or into a new one."""
    having = kept.having({"", *(trait for report in waiting for trait in report.traits)})
    spread = Spread(having.pop("", 0), having)

    def known(asked: Mapping[str, float]) -> Iterator[Sketch]:
        for story in kept.stories(asked, LIKELY):
            having.update(kept.having(trait for trait in story.traits if trait not in having))
            yield Sketch(story.number, story.traits, story.first, story.last)

    arrived = [Arrived(report.number, report.traits, report.written) for report in waiting]
    joined, sketches = laid(arrived, spread, known)
    numbers = {
        story: story if story > 0 else kept.open_story(min(n for n, one in joined.items() if one.story == story))
        for story in sketches
    }
    for story, sketch in sketches.items():
        kept.stands(Remembered(numbers[story], sketch.traits, sketch.first, sketch.last))
    for number, one in joined.items():
        kept.put(number, numbers[one.story], one.asked, (one.likeness, one.shared))


def _followed(kept: Gathered, report: Waiting, original: int) -> None:
    """Put a copy into the story of what it copies: it adds nothing to what the story is about but its day."""
    number = kept.story_of(original)
    story = kept.story(kept.open_story(original) if number is None else number)
    if when := bounds(report.written):
        first, last = min(story.first or when[1], when[1]), max(story.last or when[0], when[0])
        kept.stands(Remembered(story.number, story.traits, first, last))
    kept.put(report.number, story.number, (), (None, ()))
