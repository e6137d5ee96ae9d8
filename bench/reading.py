"""Annotated sentences and what Dragoman finds in them → precision, recall and F1 a kind, printed.

Two measures: the yardstick of five reports (`bench/yardstick`, offsets only, the reports lie elsewhere) and a folder of
annotated news articles. A finding belongs to the sentence that its own sentence overlaps most. "all" counts every
annotation; "sure" leaves out the layers of a sentence in which two careful readers could differ.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # a checkout is measured as it stands, installed or not

from scoring import LAYERS, Json, Pair, Tally, matches, measure, nearest, news_pairs, same_query, yardstick_pairs  # noqa: E402 - needs the path

from dragoman.model import Page, Report  # noqa: E402 - needs the path
from dragoman.record import to_record  # noqa: E402 - needs the path

YARDSTICK = ROOT / "bench" / "yardstick" / "seeds.json"
SEEDS = ROOT.parent / "shared" / "seeds"
GOLD = ROOT.parent / "shared" / "gold" / "dev"
CORPUS = ROOT / "corpus"
NEWS_LAYERS = ("statements", "positions", "conditions", "events")


def records_of(report: Report) -> list[Json]:
    from dragoman.pipeline import outcome

    return [to_record(finding, report.head) for finding in outcome(report).findings]


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


def score_yardstick(folder: Path, errors: str | None) -> None:
    """Print the score on the five reports, or one line where they are not there."""
    if not folder.is_dir():
        print(f"the five reports: skipped, no folder {folder} (name it with --seeds)")
        return
    pairs: list[Pair] = []
    queries, outside, read = Tally(), 0, 0
    for entry in json.loads(YARDSTICK.read_text("utf-8"))["reports"]:
        report = read_seed(folder / entry["file"], entry)
        if isinstance(report, str):
            print(f"{entry['file']} {report}: left out of the score")
            continue
        records = records_of(report)
        doubts = [record for record in records if record["kind"] == "discrepancy"]
        expected = entry["discrepancies"]
        queries.count(len(matches(expected, doubts, same_query)), len(expected), len(doubts))
        outside += sum(nearest(record["evidence"], entry["sentences"]) is None for record in records)
        pairs += yardstick_pairs(entry, report.text, records)
        read += 1
        if errors == "discrepancies":
            show_queries(report, expected, doubts)
    show(f"the five reports ({read} read)", pairs, LAYERS, errors)
    print(f"  {'discrepancy: words and kind':36s}  {queries.row()}")
    print(f"  {'findings outside the body':36s}  {outside}")


def score_news(folder: Path, errors: str | None) -> None:
    """Print the score on the annotated news, or one line where it is not there."""
    if not folder.is_dir():
        print(f"the annotated news: skipped, no folder {folder} (name it with --gold)")
        return
    pairs: list[Pair] = []
    paths = sorted((folder / "annotations").glob("*.json"))
    for path in paths:
        article = json.loads((folder / "articles" / path.name).read_text("utf-8"))
        pairs += news_pairs(article, json.loads(path.read_text("utf-8")), records_of(news_report(article)))
    show(f"the annotated news ({len(paths)} articles)", pairs, NEWS_LAYERS, errors)


def score_corpus(folder: Path, parts: Sequence[str], errors: str | None) -> None:
    """Print the score on each part of the project's own corpus, which was written without sight of the rules."""
    for part in parts:
        paths = sorted((folder / part).glob("*.jsonl"))
        reports = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]
        pairs = [pair for report in reports for pair in corpus_pairs(report)]
        if pairs:
            show(f"the corpus, part {part} ({len(reports)} reports)", pairs, NEWS_LAYERS, errors)


def corpus_pairs(report: Json) -> list[Pair]:
    """Return the sentences of a corpus report beside what is found in it, as those of annotated news."""
    text, bounds = "", []
    for number, sentence in enumerate(report["sentences"]):
        text += ("\n" if sentence.get("break") else " ") if number else ""
        bounds.append([number, len(text), len(text) + len(sentence["text"])])
        text += sentence["text"]
    article = {"id": report["id"], "text": text, "sentences": bounds}
    annotation = {"sentences": [{"n": n, **one} for n, one in enumerate(report["sentences"])]}
    read = Report(source=report["id"], text=text, outlet=report["outlet"], published=report["published"])
    return news_pairs(article, annotation, records_of(read))


def news_report(article: Json) -> Report:
    return Report(
        source=article["id"],
        text=article["text"],
        title=article["headline"],
        outlet=article["source"],
        url=article["link"],
        published=article["date"],
    )


# Showing


def show(title: str, pairs: list[Pair], layers: Sequence[str], errors: str | None) -> None:
    for name, sure in (("all", False), ("sure", True)):
        print(f"== {title}: {name}")
        for row, figures in measure(pairs, layers, sure).rows():
            print(f"  {row:36s}  {figures}")
    if errors is not None and errors in layers:
        show_errors(pairs, errors)


def show_errors(pairs: list[Pair], layer: str) -> None:
    for pair in pairs:
        gold, found = (sorted(map(str, side[layer])) for side in (pair.gold, pair.found))
        if layer not in pair.unsure and gold != found:
            print(f"\n{pair.place} {pair.text}\n   gold  {gold}\n   found {found}")


def show_queries(report: Report, expected: list[Json], doubts: list[Json]) -> None:
    for query in expected:
        if not any(same_query(query, record) for record in doubts):
            print(f"missed: {report.text[slice(*query['span'])]!r} {query['discrepancy']} ({query['note']})")
    for record in doubts:
        if not any(same_query(query, record) for query in expected):
            print(f"surplus: {record['evidence']['text']!r} {record['discrepancy']} ({record['reason']})")


def main() -> None:
    parser = argparse.ArgumentParser(description="Score what Dragoman reads against careful readers' annotations.")
    parser.add_argument("--seeds", type=Path, default=SEEDS, metavar="DIR", help="the five reports as text files")
    parser.add_argument("--gold", type=Path, default=GOLD, metavar="DIR", help="articles/ and annotations/")
    parser.add_argument("--corpus", nargs="*", default=(), metavar="PART", help="parts of corpus/ (a b), a few minutes")
    parser.add_argument("--errors", choices=(*LAYERS, "discrepancies"), metavar="LAYER", help="show what went wrong")
    wanted = parser.parse_args()
    score_yardstick(wanted.seeds, wanted.errors)
    score_news(wanted.gold, wanted.errors)
    score_corpus(CORPUS, wanted.corpus, wanted.errors)


if __name__ == "__main__":
    main()
