"""Annotated sentences and what Dragoman finds in them → precision, recall and F1 a kind, printed.

The yardstick of five reports (`bench/yardstick`, offsets only, the reports lie elsewhere), annotated news, entries of a
news portal (`bench/portal`, offsets only) and the parts of the corpus. All are scored as `dragoman evaluate` scores
them; the yardstick has more layers, and of the half of the portal that is held back only figures are printed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]  # a checkout is measured as it stands, installed or not

import portal

from dragoman.errors import DragomanError, NotFound
from dragoman.evaluate import Gold, Way, gold
from dragoman.evaluate.files import Json, json_object
from dragoman.evaluate.floors import SETS_VARIABLE
from dragoman.evaluate.layers import LAYERS, NEWS_ROWS, VIEWS, document, nearest, pairs_of, records_of
from dragoman.evaluate.sets import Loaded, measured
from dragoman.evaluate.tally import Document, Fault, Row, matches
from dragoman.model import Page, Report
from dragoman.show.evaluation import show_evaluation
from dragoman.show.terminal import console

YARDSTICK = ROOT / "bench" / "yardstick" / "seeds.json"
CORPUS = ROOT / "corpus"
DISCREPANCIES = "discrepancy: words and kind"
OUTSIDE = "findings outside the body"
ROWS = (
    *NEWS_ROWS,
    Row("channel: state"),
    Row("channel: state+kind"),
    Row("commitment: sentence"),
    Row(DISCREPANCIES),
    Row(OUTSIDE, "count", lower=True),
)


@dataclass(frozen=True, slots=True)
class Seed:
    """One of the five reports with its entry in the yardstick."""

    report: Report
    entry: Json


def load(folder: Path) -> Loaded:
    """Return the reports of the yardstick that lie in the folder; what cannot be scored is noted."""
    if not folder.is_dir():
        raise NotFound(f"no folder {folder}")
    seeds, files, notes = [], [YARDSTICK], []
    for entry in json_object(YARDSTICK)["reports"]:
        found = read_seed(folder / entry["file"], entry)
        if isinstance(found, str):
            notes.append(f"{entry['file']} {found}: left out of the score")
        else:
            seeds.append(Seed(found, entry))
            files.append(folder / entry["file"])
    return Loaded(seeds, files, tuple(notes))


def read_seed(path: Path, entry: Json) -> Report | str:
    """Return the report the yardstick means, or why it cannot be scored."""
    from dragoman.read import parse

    if not path.is_file():
        return "is missing"
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != entry["sha256"]:
        return "is not the file that was annotated"
    reports = [item for item in parse(Page(path.name, content, "text/plain")) if isinstance(item, Report)]
    if len(reports) != 1 or reports[0].text != content.decode("utf-8"):
        return "was not read as one report with its text unchanged"
    return reports[0]


def score(seed: Seed) -> Document:
    """Return the score of one report of the yardstick."""
    entry, records = seed.entry, records_of(seed.report)
    spans = [(start, end) for start, end in entry["sentences"]]
    own = document(pairs_of(seed.report, entry["file"], spans, notes_of(entry), records), LAYERS)
    doubts, expected = [one for one in records if one["kind"] == "discrepancy"], entry["discrepancies"]
    outside = sum(nearest(record["evidence"], spans) is None for record in records)
    for view in own.views.values():
        view.tallies[DISCREPANCIES].count(len(matches(expected, doubts, same_query)), len(expected), len(doubts))
        view.counts[OUTSIDE] = outside
    return Document(own.views, (*own.faults, *queries(seed, expected, doubts)))


def notes_of(entry: Json) -> dict[int, Json]:
    """Return the annotations of a report by the index of their sentence."""
    notes: dict[int, Json] = defaultdict(lambda: defaultdict(list))
    for layer in LAYERS:
        for item in entry[layer]:
            notes[item["sentence"]][layer].append(item)
    for layer, n in entry["unsure"]:
        notes[n]["unsure"].append(layer)
    return notes


def same_query(query: Json, record: Json) -> bool:
    """Whether a recorded discrepancy is the reader's: overlapping words and the same kind, or the second that fits."""
    start, end = query["span"]
    evidence = record["evidence"]
    overlap = min(end, evidence["end"]) > max(start, evidence["start"])
    return overlap and record["discrepancy"] in {query["discrepancy"], query.get("or")}


def queries(seed: Seed, expected: list[Json], doubts: list[Json]) -> Iterator[Fault]:
    """Yield the discrepancies missed and those nobody expected."""
    place = seed.entry["file"]
    for query in expected:
        if not any(same_query(query, record) for record in doubts):
            told = f"{query['discrepancy']} ({query['note']})"
            yield Fault("discrepancies", place, seed.report.text[slice(*query["span"])], (told,))
    for record in doubts:
        if not any(same_query(query, record) for query in expected):
            told = f"{record['discrepancy']} ({record['reason']})"
            yield Fault("discrepancies", place, record["evidence"]["text"], (), (told,))


GOLD = Gold("yardstick", "report", ROWS, (*LAYERS, "discrepancies"), load, score, VIEWS)


def outside(path: str) -> Path | None:
    """Return where a set lies that is not in the repository, None where nobody said where these are."""
    folder = os.environ.get(SETS_VARIABLE)
    return Path(folder).expanduser() / path if folder else None


def show(kind: Gold, path: Path | None, option: str, errors: str | None) -> None:
    """Print the score on one set, or one line where it is not there."""
    if path is None or not path.exists():
        where = f"no {path}" if path is not None else f"${SETS_VARIABLE} is not set"
        print(f"{kind.name}: skipped, {where} (name it with {option})\n")
        return
    layers = (errors,) if errors in kind.layers else ()
    show_evaluation(measured(kind, path, Way(jobs=None)), console(), layers)
    print()


def main() -> int:
    parser = argparse.ArgumentParser(description="Score what Dragoman reads against careful readers' annotations.")
    parser.add_argument("--seeds", type=Path, default=outside("seeds"), metavar="DIR", help="the five reports")
    parser.add_argument("--gold", type=Path, default=outside("gold/dev"), metavar="DIR", help="annotated news")
    parser.add_argument("--portal", type=Path, default=outside(portal.ENTRIES), metavar="FILE", help="its entries")
    parser.add_argument("--corpus", nargs="*", default=(), metavar="PART", help="parts of corpus/ (a b), a minute")
    parser.add_argument("--errors", choices=GOLD.layers, metavar="LAYER", help="show what went wrong")
    wanted = parser.parse_args()
    try:
        show(GOLD, wanted.seeds, "--seeds", wanted.errors)
        show(gold("news"), wanted.gold, "--gold", wanted.errors)
        show(portal.DEV, wanted.portal, "--portal", wanted.errors)
        show(portal.HELD, wanted.portal, "--portal", None)
        for part in wanted.corpus:
            show(gold("corpus"), CORPUS / part, "--corpus", wanted.errors)
    except DragomanError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
