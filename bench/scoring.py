"""Annotated sentences and records of findings → pairs a sentence → precision, recall and F1 a kind."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

Json = dict[str, Any]
Sentence = tuple[int, int]
Layer = list[Any]
LAYERS = ("statements", "positions", "conditions", "events", "channels", "commitments")
UNREAL = {"planned", "mooted", "denied"}
REAL = {"held", "ongoing"}
SAME_WORDS = 0.5  # the word overlap (F1) from which two conditions are one

A = TypeVar("A")
B = TypeVar("B")


# Counting


@dataclass(slots=True)
class Tally:
    """Right, missed and surplus findings of one row."""

    hits: int = 0
    missed: int = 0
    surplus: int = 0

    def compare(self, gold: Iterable[Hashable], found: Iterable[Hashable]) -> None:
        """Count two collections as sets: a thing said twice in a sentence is one thing."""
        ours, theirs = set(gold), set(found)
        self.count(len(ours & theirs), len(ours), len(theirs))

    def count(self, hits: int, gold: int, found: int) -> None:
        self.hits += hits
        self.missed += gold - hits
        self.surplus += found - hits

    def row(self) -> str:
        gold, found = self.hits + self.missed, self.hits + self.surplus
        precision, recall = share(self.hits, found), share(self.hits, gold)
        f1 = 2 * precision * recall / (precision + recall or 1)
        return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  gold {gold}  found {found}"


@dataclass(slots=True)
class Rate:
    """So many of so many."""

    count: int = 0
    of: int = 0

    def add(self, yes: bool) -> None:
        self.count += yes
        self.of += 1

    def row(self) -> str:
        return f"{share(self.count, self.of):.3f}  of {self.of}"


@dataclass(slots=True)
class Score:
    """The rows of one measure, in the order in which they were first counted."""

    tallies: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    rates: defaultdict[str, Rate] = field(default_factory=lambda: defaultdict(Rate))

    def rows(self) -> Iterator[tuple[str, str]]:
        for table in (self.tallies, self.rates):
            yield from ((name, entry.row()) for name, entry in table.items())


def share(part: int, whole: int) -> float:
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


# What is compared: annotations and records, brought to the same small values


def last_word(name: str | None) -> str:
    """The word by which a speaker is known, without a plural's s."""
    words = re.findall(r"[\w’'-]+", (name or "").lower())
    return words[-1].rstrip("s") if words else ""


def state_of(actor: Json | str | None) -> str | None:
    """The state or body for which an actor acts, from an annotation's code or a record's actor."""
    if actor is None or isinstance(actor, str):
        return actor or None
    own = actor.get("ref") if actor.get("kind") in {"state", "organization"} else None
    return actor.get("state") or own


def parties(item: Json) -> frozenset[str]:
    both = [*(item.get("source") or ()), *(item.get("recipient") or ())]
    return frozenset(state for state in map(state_of, both) if state)


def alike(one: str, other: str) -> bool:
    """Whether two conditions share enough words to be the same."""
    ours, theirs = (set(re.findall(r"\w+", text.lower())) for text in (one, other))
    return 2 * len(ours & theirs) / (len(ours) + len(theirs) or 1) >= SAME_WORDS


def annotated(layer: str, item: Json, text: str) -> Any:
    """An annotation as it is compared; `text` is the report's, for the yardstick's offsets."""
    if layer == "statements":
        return last_word(item.get("speaker")), item.get("state")
    if layer == "conditions":
        words = item["text"]
        return words if isinstance(words, str) else text[slice(*words)]
    return comparable(layer, item)


def recorded(layer: str, record: Json) -> Any:
    """A record as it is compared."""
    if layer == "statements":
        speaker = record.get("speaker") or {}
        return last_word(speaker.get("name")), state_of(speaker)
    if layer == "conditions":
        words = record.get("text") or record["evidence"]
        return words if isinstance(words, str) else words["text"]
    return comparable(layer, record)


def comparable(layer: str, item: Json) -> Any:
    """Positions, events, channels and commitments: these look the same in annotations and in records."""
    if layer == "positions":
        return state_of(item["holder"]), item["stance"]
    if layer == "events":
        return item["type"], parties(item), item["status"]
    if layer == "channels":
        return item["state"], item["channel"]
    return True


@dataclass(frozen=True, slots=True)
class Pair:
    """One sentence: its words, what the reader saw in it, what was found, and the layers that are open to doubt."""

    place: str
    text: str
    gold: dict[str, Layer]
    found: dict[str, Layer]
    unsure: frozenset[str]


# The measures


def measure(pairs: Sequence[Pair], layers: Sequence[str], sure: bool) -> Score:
    """Return the score over `pairs`; `sure` leaves the doubtful layers out."""
    score = Score()
    for layer in layers:
        for pair in pairs:
            if not (sure and layer in pair.unsure):
                COUNTERS[layer](score, pair.gold[layer], pair.found[layer])
    return score


def count_statements(score: Score, gold: Layer, found: Layer) -> None:
    score.tallies["statement: sentence"].compare([True] if gold else [], [True] if found else [])
    score.tallies["statement: speaker"].compare((word for word, _ in gold), (word for word, _ in found))
    for ours, theirs in matches(gold, found, lambda one, other: bool(one[0] == other[0])):
        score.rates["statement: state of a right speaker"].add(ours[1] == theirs[1])


def count_positions(score: Score, gold: Layer, found: Layer) -> None:
    score.tallies["position: holder"].compare((holder for holder, _ in gold), (holder for holder, _ in found))
    score.tallies["position: holder+stance"].compare(gold, found)


def count_conditions(score: Score, gold: Layer, found: Layer) -> None:
    score.tallies["condition: text"].count(len(matches(gold, found, alike)), len(gold), len(found))


def count_events(score: Score, gold: Layer, found: Layer) -> None:
    for name, key in EVENT_KEYS.items():
        score.tallies[name].compare(map(key, gold), map(key, found))
    for (_, _, status), (_, _, shown) in same_type(gold, found):
        score.rates["event: status of a right type"].add(status == shown)
        if status in UNREAL:
            score.rates["event: unreal shown as held"].add(shown in REAL)


EVENT_KEYS: dict[str, Callable[[Any], Hashable]] = {
    "event: type": lambda event: event[0],
    "event: type+parties": lambda event: event[:2],
    "event: type+status": lambda event: (event[0], event[2]),
}


def same_type(gold: Layer, found: Layer) -> Iterator[tuple[Any, Any]]:
    """Pair events of one type, those of equal status first."""
    free = list(found)
    for event in gold:
        fits = [other for other in free if other[0] == event[0]]
        if fits:
            best = next((other for other in fits if other[2] == event[2]), fits[0])
            free.remove(best)
            yield event, best


def count_channels(score: Score, gold: Layer, found: Layer) -> None:
    score.tallies["channel: state"].compare((state for state, _ in gold), (state for state, _ in found))
    score.tallies["channel: state+kind"].compare(gold, found)


def count_commitments(score: Score, gold: Layer, found: Layer) -> None:
    score.tallies["commitment: sentence"].compare(gold, found)


COUNTERS: dict[str, Callable[[Score, Layer, Layer], None]] = {
    "statements": count_statements,
    "positions": count_positions,
    "conditions": count_conditions,
    "events": count_events,
    "channels": count_channels,
    "commitments": count_commitments,
}


# From sentences and records to pairs


def nearest(span: Json, sentences: Sequence[Sentence]) -> int | None:
    """The sentence that `span` overlaps most, None where it lies in none."""
    shared = [min(span["end"], end) - max(span["start"], start) for start, end in sentences]
    most = max(shared, default=0)
    return shared.index(most) if most > 0 else None


def by_sentence(records: Iterable[Json], sentences: Sequence[Sentence]) -> dict[int | None, list[Json]]:
    found: dict[int | None, list[Json]] = defaultdict(list)
    for record in records:
        found[nearest(record.get("sentence") or record["evidence"], sentences)].append(record)
    return found


def pairs_of(
    name: str, text: str, sentences: Sequence[Sentence], notes: dict[int, Json], records: list[Json]
) -> list[Pair]:
    """Return a Pair a sentence; `notes` has the annotation of a sentence by its index."""
    found = by_sentence(records, sentences)
    return [pair_of(f"{name}[{n}]", text, span, notes.get(n, {}), found.get(n, [])) for n, span in enumerate(sentences)]


def pair_of(place: str, text: str, span: Sentence, note: Json, records: list[Json]) -> Pair:
    gold = {layer: [annotated(layer, item, text) for item in note.get(layer, ())] for layer in LAYERS}
    found = {layer: [recorded(layer, r) for r in records if f"{r['kind']}s" == layer] for layer in LAYERS}
    return Pair(place, text[slice(*span)], gold, found, frozenset(note.get("unsure", ())))


def news_pairs(article: Json, annotation: Json, records: list[Json]) -> list[Pair]:
    """Return the pairs of one annotated article."""
    numbers = [number for number, _, _ in article["sentences"]]
    notes = {numbers.index(note["n"]): note for note in annotation["sentences"]}
    spans = [(start, end) for _, start, end in article["sentences"]]
    return pairs_of(article["id"], article["text"], spans, notes, records)


def yardstick_pairs(entry: Json, text: str, records: list[Json]) -> list[Pair]:
    """Return the pairs of one report of the yardstick."""
    notes: dict[int, Json] = defaultdict(lambda: defaultdict(list))
    for layer in LAYERS:
        for item in entry[layer]:
            notes[item["sentence"]][layer].append(item)
    for layer, n in entry["unsure"]:
        notes[n]["unsure"].append(layer)
    return pairs_of(entry["file"], text, [(start, end) for start, end in entry["sentences"]], notes, records)


def same_query(query: Json, record: Json) -> bool:
    """Whether a recorded discrepancy is the reader's: overlapping words and the same kind, or the second that fits."""
    start, end = query["span"]
    evidence = record["evidence"]
    overlap = min(end, evidence["end"]) > max(start, evidence["start"])
    return overlap and record["discrepancy"] in {query["discrepancy"], query.get("or")}
