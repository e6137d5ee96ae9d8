"""Check the annotated corpus: JSON Lines files in, one line a fault and tables of counts out."""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import cast, get_args

from corpus import references
from dragoman.model import EventType, Manner, Matter, Stance, Status

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "dragoman" / "data"
BY_REFERENCE = HERE / "r"
"""Its annotations are offsets into reports that are not in here (references.py)."""
TYPES, STATUSES = get_args(EventType), get_args(Status)
LAYERS = ("statements", "events", "positions", "conditions")
KEYS = {
    "statements": {"speaker", "state", "surface", "cue", "content", "manner", "more"},
    "events": {"type", "cue", "status", "source", "recipient", "source_words", "recipient_words", "date", "place"},
    "positions": {"holder", "toward", "matter", "stance", "words"},
    "conditions": {"text", "by", "on"},
}
CLOSED = {
    "manner": get_args(Manner),
    "type": TYPES,
    "status": STATUSES,
    "matter": get_args(Matter),
    "stance": get_args(Stance),
}
PARTIES = ("state", "source", "recipient", "holder", "toward", "by", "on")
WORDS = ("surface", "cue", "content", "more", "source_words", "recipient_words", "place", "words", "text")
NEVER_NULL = ("speaker", "content", "holder", "words", "text")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
EDTF = re.compile(r"(\d{3}[\dX]|XXXX)(-[\dX]{2}(-[\dX]{2})?)?(/(\.\.|\d{4}(-\d\d(-\d\d)?)?))?")

Fields = dict[str, object]


def known_codes() -> set[str]:
    """Every state and body code of the reference tables."""
    codes: set[str] = set()
    for name in ("states.csv", "bodies.csv"):
        with (DATA / name).open(encoding="utf-8", newline="") as rows:
            codes |= {row["code"] for row in csv.DictReader(rows)}
    return codes


def items(sentence: Fields, layer: str) -> list[Fields]:
    """The annotations of one layer of a sentence; absent means none."""
    return cast(list[Fields], sentence.get(layer, []))


def strings(value: object) -> list[str]:
    """A field as a list of strings: null is empty, a single string a list of one."""
    if isinstance(value, list):
        return [str(part) for part in value]
    return [] if value is None else [str(value)]


def word_faults(text: str, item: Fields) -> Iterator[str]:
    """Fields that must be exact words of the sentence and are not."""
    for key in WORDS:
        yield from (
            f"{key} not in the sentence: {part!r}" for part in strings(item.get(key)) if not part or part not in text
        )


def value_faults(item: Fields, codes: set[str]) -> Iterator[str]:
    """Values outside a closed list, unknown parties, nulls where none may be, dates that are not EDTF."""
    for key, allowed in CLOSED.items():
        if key in item and item[key] not in allowed:
            yield f"{key} is {item[key]!r}, not one of {', '.join(allowed)}"
    for key in PARTIES:
        yield from (f"{key} has the unknown code {code!r}" for code in strings(item.get(key)) if code not in codes)
    for key in NEVER_NULL:
        if key in item and not item[key]:
            yield f"{key} is empty"
    date = item.get("date")
    if date is not None and not EDTF.fullmatch(str(date)):
        yield f"date {date!r} is not EDTF"


def item_faults(layer: str, text: str, item: Fields, codes: set[str]) -> Iterator[str]:
    """All faults of one annotation."""
    unknown = set(item) - KEYS[layer]
    missing = KEYS[layer] - set(item) - {"more"}
    if unknown or missing:
        yield f"unknown fields {sorted(unknown)}, missing fields {sorted(missing)}"
    yield from word_faults(text, item)
    yield from value_faults(item, codes)
    if layer == "events" and not any(item.get(k) for k in ("source", "recipient", "source_words", "recipient_words")):
        yield "event without a party"
    if layer == "events" and not item.get("cue"):
        yield "event without a cue"


def sentence_faults(sentence: Fields, codes: set[str]) -> Iterator[str]:
    """All faults of one sentence, each with its layer and place."""
    text = str(sentence.get("text", ""))
    if not text or text != text.strip():
        yield "text is empty or has blanks at its ends"
    if extra := set(sentence) - {"text", "break", "headline", "unsure", *LAYERS}:
        yield f"unknown fields {sorted(extra)}"
    for layer in LAYERS:
        for i, item in enumerate(items(sentence, layer)):
            yield from (f"{layer}[{i}]: {fault}" for fault in item_faults(layer, text, item, codes))


def load(paths: list[Path]) -> list[tuple[Path, Fields]]:
    """Every report of the files, with the file it came from."""
    lines = ((path, line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [(path, cast(Fields, json.loads(line))) for path, line in lines]


def sentences(report: Fields) -> list[Fields]:
    """The sentences of a report, in order."""
    return cast(list[Fields], report.get("sentences", []))


def head_faults(report: Fields) -> Iterator[str]:
    """All faults of what stands before the sentences; day and outlet may be null."""
    if wrong := {"id", "published", "outlet", "style", "sentences"} ^ set(report):
        yield f"unknown or missing fields {sorted(wrong)}"
    published, outlet = report.get("published"), report.get("outlet")
    if published is not None and not DAY.fullmatch(str(published)):
        yield f"published {published!r} is not a day"
    if outlet is not None and not (isinstance(outlet, str) and outlet):
        yield f"outlet {outlet!r} is no name"


def report_faults(reports: list[tuple[Path, Fields]], codes: set[str]) -> Iterator[str]:
    """One line a fault: file, report, sentence number, what is wrong."""
    seen: set[object] = set()
    for path, report in reports:
        where = f"{path.parent.name}/{path.name} {report.get('id')}"
        if (path.parent, report.get("id")) in seen:
            yield f"{where}: id used twice"
        seen.add((path.parent, report.get("id")))
        yield from (f"{where}: {fault}" for fault in head_faults(report))
        for n, sentence in enumerate(sentences(report)):
            yield from (f"{where} sentence {n}: {fault}" for fault in sentence_faults(sentence, codes))


def layer_lines(all_sentences: list[Fields]) -> Iterator[str]:
    """How many annotations each layer has, and in how many sentences."""
    for layer in LAYERS:
        counts = [len(items(sentence, layer)) for sentence in all_sentences]
        yield f"{layer:12} {sum(counts):6} in {sum(map(bool, counts)):5} sentences"
    empty = sum(not any(items(sentence, layer) for layer in LAYERS) for sentence in all_sentences)
    yield f"{'nothing':12} {'':6}    {empty:5} sentences"


def event_lines(all_sentences: list[Fields]) -> Iterator[str]:
    """Events by type and status."""
    table = Counter((e["type"], e["status"]) for s in all_sentences for e in items(s, "events"))
    yield f"{'':10}" + "".join(f"{status:>9}" for status in STATUSES)
    for kind in TYPES:
        yield f"{kind:10}" + "".join(f"{table[kind, status]:9}" for status in STATUSES)


def closed_lines(all_sentences: list[Fields]) -> Iterator[str]:
    """Statements by manner and positions by matter and stance."""
    manners = Counter(str(x["manner"]) for s in all_sentences for x in items(s, "statements"))
    stances = Counter(f"{x['matter']} {x['stance']}" for s in all_sentences for x in items(s, "positions"))
    for name, counts in (("manner", manners), ("position", stances)):
        yield f"{name}: " + ", ".join(f"{key} {n}" for key, n in counts.most_common())


def main(argv: list[str] | None = None) -> int:
    """Check the files named, or all that have text of their own; the exit code is 1 where a fault was found."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("paths", nargs="*", type=Path, help="JSON Lines files; default: every one beside this script")
    parser.add_argument("--reports", type=Path, help="folder with whitehouse.jsonl.gz: checks part r as well")
    args = parser.parse_args(argv)
    paths = args.paths or [path for path in sorted(HERE.glob("*/*.jsonl")) if path.parent != BY_REFERENCE]
    reports = load(paths)
    if args.reports is not None:
        reports += [(BY_REFERENCE / "*.jsonl", report) for report in references.load(args.reports)]
    faults = list(report_faults(reports, known_codes()))
    read = [sentence for _, report in reports for sentence in sentences(report)]
    lines = [f"{len(paths)} files, {len(reports)} reports, {len(read)} sentences, {len(faults)} faults", *faults]
    lines += [*layer_lines(read), *event_lines(read), *closed_lines(read)]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
