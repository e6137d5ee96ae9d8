"""The PLOVER gold standard records → their sentences; one sentence read by the road → its score.

The file PLOVER_GSR_CAMEO.txt of the Open Event Data Alliance (github.com/openeventdata/PLOVER, the example sentences of
the CAMEO 1.1b3 manual): records with `id`, `event`, `text`, `source` and `target`, each a list of actors with `code`
and `actorText`, or empty. It is read as a JSON list, and as it was published: records parted by commas, with a comma
after the last field, marks (`####`) behind a line, and some records twice. `textInfo.markup` marks parties that deal
with each other `SRC/TAR`; all of them stand in `source`.

The file's categories are those of PLOVER 0.5; DEMAND is today's REQUEST, DISAPPROVE and INVESTIGATE are ACCUSE, FIGHT
is ASSAULT, DIPLOMACY is SUPPORT (the repository's CAMEO2PLOVER-2021.txt); CRIME has no place in today's PLOVER and is
left out, as are records in which nobody acts (notes to coders). A code that names no state (`IGO`, `---`) is unknown
and is not compared. Records of one sentence are scored together. They code one event of a sentence where Dragoman notes
all: read the recall.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

from dragoman.data import rows
from dragoman.errors import NotFound, UsageError
from dragoman.evaluate.files import Json, need, text_of
from dragoman.evaluate.layers import records_of, state_of
from dragoman.evaluate.sets import Gold, Loaded
from dragoman.evaluate.tally import Document, Fault, Row, Score
from dragoman.model import EventType, Report

RENAMED = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
    "DIPLOMACY": "SUPPORT",
}
TYPES = frozenset(get_args(EventType))
LEFT_OUT = frozenset({"CRIME", "DOCUMENT"})

ROWS = (
    Row("event: type"),
    Row("event: source country of a right type", "rate"),
    Row("event: recipient country of a right type", "rate"),
    Row("event: countries of both sides of a right type", "rate"),
)

States = frozenset[str]


@dataclass(frozen=True, slots=True)
class Deed:
    """One event: its type, and the states on either side; where both sides do the same, all stand in `both` only."""

    type: str
    source: States
    recipient: States
    both: States


@dataclass(frozen=True, slots=True)
class Sentence:
    id: str
    text: str
    gold: tuple[Deed, ...]


def load(path: Path) -> Loaded:
    """Return the sentences of the records. Raises NotFound and UsageError with the record that is wrong."""
    if path.is_dir():
        raise NotFound(f"{path}: is a folder; name the file of records itself")
    together: dict[str, list[tuple[str, Deed]]] = {}
    left, seen = 0, set[str]()
    for number, record in enumerate(_records(text_of(path), path), 1):
        place = f"{path}, record {number}"
        kind = need(record, "event", str, place)
        kind, name = RENAMED.get(kind, kind), str(record.get("id") or number)
        if kind in LEFT_OUT or name in seen or not _acted(record):
            left += 1
            continue
        seen.add(name)
        if kind not in TYPES:
            raise UsageError(f"{place}: {kind!r} is no PLOVER category; mend it or leave the record out")
        text = need(record, "text", str, place).strip().removeprefix("{").removesuffix("}")
        deed = name, _deed(kind, record, place)
        together.setdefault(" ".join(text.split()), []).append(deed)
    why = "of no category of today's PLOVER, with nobody who acts, or given before"
    notes = (f"{left} records left out: {why}",) if left else ()
    sentences = [Sentence(deeds[0][0], text, tuple(deed for _, deed in deeds)) for text, deeds in together.items()]
    return Loaded(sentences, [path], notes)


def _records(text: str, path: Path) -> list[Any]:
    """The records of a JSON list, or of the file as first published; a string holds no line break, so none is cut."""
    unmarked = re.sub(r",[ \t]*#+[ \t]*$", ",", text.rstrip(), flags=re.MULTILINE)
    mended = re.sub(r",(\s*\n\s*)([}\]])", r"\1\2", unmarked.rstrip(","))
    wrong: Exception | None = None
    for form in (text, mended if mended.lstrip().startswith("[") else f"[{mended}]"):
        try:
            found = json.loads(form)
        except (json.JSONDecodeError, RecursionError) as error:
            wrong = error
        else:
            if isinstance(found, list) and found:
                return found
            raise UsageError(f"{path}: holds no list of records; give the file of gold standard records itself")
    line = f"line {wrong.lineno}: {wrong.msg}" if isinstance(wrong, json.JSONDecodeError) else "nested too deeply"
    raise UsageError(f"{path}: broken JSON ({line}); get the file anew or mend the line")


def _acted(record: object) -> bool:
    """Whether the record names anybody; one that is wrong is for its reader to tell."""
    if not isinstance(record, dict):
        return True
    sides = [actor for side in ("source", "target") for actor in record.get(side) or [] if isinstance(actor, dict)]
    return not sides or any(str(actor.get("actorText", "?")).strip() for actor in sides)


def _deed(kind: str, record: Json, place: str) -> Deed:
    source, target = (_states(record.get(side) or [], f"{place}, {side}") for side in ("source", "target"))
    info = record.get("textInfo")
    if isinstance(info, dict) and "SRC/TAR" in str(info.get("markup")):
        return Deed(kind, frozenset(), frozenset(), source | target)
    return Deed(kind, source, target, source | target)


def _states(actors: object, place: str) -> States:
    if not isinstance(actors, list):
        raise UsageError(f"{place}: {str(actors)[:40]!r} is no list of actors")
    codes = (need(actor, "code", str, place) for actor in actors)
    return frozenset(codes) & _countries_known()


@cache
def _countries_known() -> States:
    return frozenset(row["code"] for row in rows("states"))


# What the road finds


def score(sentence: Sentence) -> Document:
    """Return the score of one sentence."""
    found = [_found(record) for record in records_of(Report(sentence.id, sentence.text)) if record["kind"] == "event"]
    total = Score()
    total.tallies["event: type"].compare((one.type for one in sentence.gold), (one.type for one in found))
    for gold in sentence.gold:
        fits = [one for one in found if one.type == gold.type]
        if fits:
            _countries(total, gold, max(fits, key=lambda one: len(one.both & gold.both)))
    faults = _faults(sentence, found)
    return Document({"all": total}, tuple(faults))


def _found(record: Json) -> Deed:
    source, recipient = (_codes(record[side]) for side in ("source", "recipient"))
    return Deed(record["type"], source, recipient, source | recipient)


def _codes(actors: Iterable[Json]) -> States:
    return frozenset(state for state in map(state_of, actors) if state)


def _countries(total: Score, gold: Deed, found: Deed) -> None:
    for name, known, shown in (
        ("source country", gold.source, found.source),
        ("recipient country", gold.recipient, found.recipient),
        ("countries of both sides", gold.both, found.both),
    ):
        if known:
            total.rates[f"event: {name} of a right type"].add(known == shown)


def _faults(sentence: Sentence, found: Sequence[Deed]) -> list[Fault]:
    expected, shown = (sorted(map(_readable, deeds)) for deeds in (sentence.gold, found))
    right = {one.type for one in sentence.gold} <= {one.type for one in found}
    return [] if right else [Fault("events", sentence.id, sentence.text, tuple(expected), tuple(shown))]


def _readable(deed: Deed) -> str:
    sides = [", ".join(sorted(side)) for side in (deed.source, deed.recipient)]
    names = " → ".join(side or "?" for side in sides) if any(sides) else ", ".join(sorted(deed.both))
    return f"{deed.type}: {names or 'no country known'}"


GOLD = Gold("plover-gsr", "sentence", ROWS, ("events",), load, score)
