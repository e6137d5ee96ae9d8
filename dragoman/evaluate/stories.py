"""A table of reports with the story each belongs to → its reports read and laid to stories; one topic's → its score.

JSON Lines, plain or gzipped, with `id`, `text`, `story` and `topic` (what stories are alike: of one topic are two
happenings of one sort), as one can make it of ECB+ (Cybulska and Vossen 2014, "Using a sledgehammer to crack a nut?
Lexical diversity and event coreference resolution"). Reports arrive in an order of their own, which a fixed seed draws,
and are laid to stories one batch after the other by the ledger itself.

The measure is B-cubed (Bagga and Baldwin 1998, "Algorithms for scoring coreference chains"): of each report, the share
of its story's reports that belong there (precision), and the share of those that belong there which are in it (recall).
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from dragoman.errors import UsageError
from dragoman.evaluate.files import json_lines, need
from dragoman.evaluate.sets import Gold, Loaded
from dragoman.evaluate.tally import Document, Fault, Row, Score
from dragoman.evaluate.work import Way, each
from dragoman.model import Outcome

SEED = 1
BATCH = 200
"""Reports that arrive at a time, as when a folder is read."""
ROWS = (Row("story", "b-cubed"), Row("stories made of reports of one topic", "count", lower=True))


@dataclass(frozen=True, slots=True)
class Told:
    """A report of the set: its id, story and topic, its text, and the id of the story it was laid to."""

    id: str
    story: str
    topic: str
    text: str
    found: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """The reports of a topic, and for each story found in it how many reports it has in all topics."""

    name: str
    reports: tuple[Told, ...]
    sizes: Mapping[str, int]


def load(path: Path) -> Loaded:
    """Return the reports of the set. Raises UsageError where the table is broken, NotFound where it is missing."""
    told = []
    for place, row in json_lines(path):
        key, story, topic = (str(need(row, name, (str, int), place)) for name in ("id", "story", "topic"))
        told.append(Told(key, story, topic, need(row, "text", str, place)))
    if not told:
        raise UsageError(f"{path}: holds no reports; it should have a JSON object a line (docs/evaluate.md)")
    if len({one.id for one in told}) < len(told):
        raise UsageError(f"{path}: two reports have one id; give each its own")
    return Loaded(told, [path])


def grouped(loaded: Loaded, way: Way) -> Loaded:
    """Return the set with its topics for documents, their reports read by the road and laid to stories by a ledger."""
    order = random.Random(SEED).sample(loaded.documents, len(loaded.documents))  # noqa: S311 - an order, no secret
    found = _laid(each(_read, order, way))
    told = [replace(one, found=found[one.id]) for one in loaded.documents]
    sizes: dict[str, int] = defaultdict(int)
    topics: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        sizes[one.found] += 1
        topics[one.topic].append(one)
    return replace(loaded, documents=[Topic(name, tuple(reports), sizes) for name, reports in topics.items()])


def _read(told: Told) -> Outcome:
    from dragoman.pipeline import outcome
    from dragoman.read.assemble import report

    return outcome(report(told.id, told.text))


def _laid(outcomes: Sequence[Outcome]) -> dict[str, str]:
    """Return the story of each report, by its id."""
    from dragoman.joining import join
    from dragoman.ledger import Store

    with TemporaryDirectory() as folder, Store.open(Path(folder) / "stories.db") as store:
        for start in range(0, len(outcomes), BATCH):
            store.record(outcomes[start : start + BATCH])
            join(store)
        stories = [store.story(head.id) for head in store.stories()]
    return {member.report.source: story.head.id for story in stories for member in story.members}


def score(topic: Topic) -> Document:
    """Return the B-cubed sums of the topic's reports, and the reports that stand wrong."""
    total = Score()
    faults = []
    for one in topic.reports:
        with_it = [other for other in topic.reports if other.found == one.found]
        right = sum(other.story == one.story for other in with_it)
        gold = sum(other.story == one.story for other in topic.reports)
        total.bcubed["story"].add(right / topic.sizes[one.found], right / gold)
        if right < max(gold, topic.sizes[one.found]):
            text = " ".join(one.text.split())[:SHOWN]
            found = f"with {right - 1} of its story and {topic.sizes[one.found] - right} others"
            faults.append(Fault("stories", one.id, text, (f"with {gold - 1} of its story {one.story}",), (found,)))
    made = {one.found for one in topic.reports}
    total.counts[ROWS[1].name] = len(made)
    return Document({"all": total}, tuple(faults))


SHOWN = 160
"""Characters of a report shown with a fault."""

GOLD = Gold("stories", "topic", ROWS, ("stories",), load, score, prepare=grouped)
