"""Sentences with what annotators noted and what was found in them → the counts of every layer.

The unit is the sentence: a finding belongs to the sentence that its own sentence overlaps most, and within it
annotations and findings are compared as sets. The view "sure" leaves out the layers of a sentence in which two careful
readers could differ; "all" counts every one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.evaluate.files import Json, need
from dragoman.evaluate.tally import Document, Fault, Row, Score, matches
from dragoman.model import Report

Sentence = tuple[int, int]
Layer = list[Any]

LAYERS = ("statements", "positions", "conditions", "events", "channels", "commitments")
NEWS_LAYERS = LAYERS[:4]
VIEWS = ("all", "sure")
UNREAL = frozenset({"planned", "mooted", "denied"})
REAL = frozenset({"held", "ongoing"})
SAME_WORDS = 0.5
"""The word overlap (F1) from which two conditions are one."""

NEWS_ROWS = (
    Row("statement: sentence"),
    Row("statement: speaker"),
    Row("position: holder"),
    Row("position: holder+stance"),
    Row("condition: text"),
    Row("event: type"),
    Row("event: type+parties"),
    Row("event: type+status"),
    Row("statement: state of a right speaker", "rate"),
    Row("statement: direct ones found", "rate"),
    Row("statement: mixed ones found", "rate"),
    Row("statement: indirect ones found", "rate"),
    Row("event: status of a right type", "rate"),
    Row("event: unreal shown as held", "rate", lower=True),
)


def records_of(report: Report) -> list[Json]:
    """Return what the road finds in a report, as public records."""
    from dragoman.pipeline import outcome
    from dragoman.record import to_record

    return [to_record(finding, report.head) for finding in outcome(report).findings]


# What is compared: annotations and records, brought to the same small values


def last_word(name: str | None) -> str:
    """Return the word by which a speaker is known, without a plural's s."""
    words = re.findall(r"[\w’'-]+", (name or "").lower())
    return words[-1].rstrip("s") if words else ""


def state_of(actor: Json | str | None) -> str | None:
    """Return the state or body for which an actor acts, from an annotation's code or a record's actor."""
    if actor is None or isinstance(actor, str):
        return actor or None
    own = actor.get("ref") if actor.get("kind") in {"state", "organization"} else None
    return actor.get("state") or own


def parties(item: Json) -> frozenset[str]:
    """Return the states and bodies of both sides together."""
    both = [*(item.get("source") or ()), *(item.get("recipient") or ())]
    return frozenset(state for state in map(state_of, both) if state)


def alike(one: str, other: str) -> bool:
    """Whether two conditions share enough words to be the same."""
    ours, theirs = (set(re.findall(r"\w+", text.lower())) for text in (one, other))
    return 2 * len(ours & theirs) / (len(ours) + len(theirs) or 1) >= SAME_WORDS


def annotated(layer: str, item: Json, text: str) -> Any:
    """Return an annotation as it is compared; `text` is the report's, for annotations by offsets."""
    if layer == "statements":
        return last_word(item.get("speaker")), item.get("state"), item.get("manner")
    if layer == "conditions":
        words = item["text"]
        return words if isinstance(words, str) else text[slice(*words)]
    return comparable(layer, item)


def recorded(layer: str, record: Json) -> Any:
    """Return a record as it is compared."""
    if layer == "statements":
        speaker = record.get("speaker") or {}
        return last_word(speaker.get("name")), state_of(speaker), record.get("manner")
    if layer == "conditions":
        words = record.get("text") or record["evidence"]
        return words if isinstance(words, str) else words["text"]
    return comparable(layer, record)


def comparable(layer: str, item: Json) -> Any:
    """Return a position, event, channel or commitment as it is compared: annotations and records look the same."""
    if layer == "positions":
        return state_of(item["holder"]), item["stance"]
    if layer == "events":
        return item["type"], parties(item), item["status"]
    if layer == "channels":
        return item["state"], item["channel"]
    return True


def readable(layer: str, value: Any) -> str:
    """Return a compared value as a person reads it."""
    if layer == "statements":
        return f"{value[0] or 'somebody'} speaks for {value[1] or 'nobody known'}"
    if layer == "events":
        return f"{value[0]} {value[2]}: {', '.join(sorted(value[1])) or 'no party known'}"
    if layer in {"positions", "channels"}:
        return " ".join(str(part or "nobody known") for part in value)
    return str(value) if layer == "conditions" else "a commitment"


@dataclass(frozen=True, slots=True)
class Pair:
    """One sentence: its words, what the annotator saw in it, what was found, and the layers that are open to doubt."""

    place: str
    text: str
    gold: Mapping[str, Layer]
    found: Mapping[str, Layer]
    unsure: frozenset[str]


# The measures


def document(pairs: Sequence[Pair], layers: Sequence[str] = NEWS_LAYERS) -> Document:
    """Return the score of one report's sentences in both views, and the faults in layers that are sure."""
    views = {view: measure(pairs, layers, sure=view == "sure") for view in VIEWS}
    return Document(views, tuple(_faults(pairs, layers)))


def measure(pairs: Sequence[Pair], layers: Sequence[str], *, sure: bool) -> Score:
    """Return the score over `pairs`; `sure` leaves the doubtful layers out."""
    score = Score()
    for layer in layers:
        for pair in pairs:
            if not (sure and layer in pair.unsure):
                COUNTERS[layer](score, pair.gold[layer], pair.found[layer])
    return score


def _faults(pairs: Sequence[Pair], layers: Sequence[str]) -> Iterator[Fault]:
    for pair in pairs:
        for layer in layers:
            gold, found = (sorted(readable(layer, one) for one in side[layer]) for side in (pair.gold, pair.found))
            if layer not in pair.unsure and gold != found:
                yield Fault(layer, pair.place, pair.text, tuple(gold), tuple(found))


def count_statements(score: Score, gold: Layer, found: Layer) -> None:
    score.tallies["statement: sentence"].compare([True] if gold else [], [True] if found else [])
    score.tallies["statement: speaker"].compare((one[0] for one in gold), (one[0] for one in found))
    words = {one[0] for one in found}
    for word, _, manner in gold:
        if manner is not None:
            score.rates[f"statement: {manner} ones found"].add(word in words)
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


EVENT_KEYS: Mapping[str, Callable[[Any], Hashable]] = {
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


COUNTERS: Mapping[str, Callable[[Score, Layer, Layer], None]] = {
    "statements": count_statements,
    "positions": count_positions,
    "conditions": count_conditions,
    "events": count_events,
    "channels": count_channels,
    "commitments": count_commitments,
}


# From sentences, notes and records to pairs


def nearest(span: Json, sentences: Sequence[Sentence]) -> int | None:
    """Return the sentence that `span` overlaps most, None where it lies in none."""
    shared = [min(span["end"], end) - max(span["start"], start) for start, end in sentences]
    most = max(shared, default=0)
    return shared.index(most) if most > 0 else None


def pairs_of(
    report: Report, name: str, sentences: Sequence[Sentence], notes: Mapping[int, Json], records: Iterable[Json]
) -> list[Pair]:
    """Return a Pair a sentence; `notes` has the annotation of a sentence by its index."""
    found: dict[int | None, list[Json]] = defaultdict(list)
    for record in records:
        found[nearest(record.get("sentence") or record["evidence"], sentences)].append(record)
    return [
        _pair(f"{name}[{n}]", report.text, span, notes.get(n, {}), found.get(n, [])) for n, span in enumerate(sentences)
    ]


def _pair(place: str, text: str, span: Sentence, note: Json, records: Sequence[Json]) -> Pair:
    gold = {layer: [annotated(layer, item, text) for item in note.get(layer) or ()] for layer in LAYERS}
    found = {layer: [recorded(layer, r) for r in records if f"{r['kind']}s" == layer] for layer in LAYERS}
    return Pair(place, text[slice(*span)], gold, found, frozenset(note.get("unsure") or ()))


NEEDED: Mapping[str, tuple[str, ...]] = {
    "statements": ("speaker",),
    "positions": ("holder", "stance"),
    "conditions": ("text",),
    "events": ("type", "status"),
}
"""What an item of a layer must have to be compared."""

SIDES: Mapping[str, tuple[str, ...]] = {"events": ("source", "recipient")}


def checked(note: Json, place: str) -> Json:
    """Return a sentence's annotation; raises UsageError where a layer lacks what is compared."""
    for layer, keys in NEEDED.items():
        for item in note.get(layer) or ():
            for key in keys:
                need(item, key, (str, type(None)) if key in {"holder", "speaker"} else str, f"{place}, {layer}")
            for side in SIDES.get(layer, ()):
                need({side: item.get(side) or []}, side, list, f"{place}, {layer}")
    return note
