"""A folder of annotated news → its articles; one article read by the road → its score.

`articles/<id>.json` has `id`, `text`, `sentences` (`[number, start, end]`, offsets in characters of `text`) and, where
known, `headline`, `source` (the outlet), `link`, `date`; `annotations/<id>.json` has `id` and `sentences`, each with
its number `n` and the layers `statements`, `positions`, `conditions`, `events`, and `unsure`, the layers in doubt. An
article without annotations is not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import UsageError
from dragoman.evaluate.files import Json, files, json_object, need
from dragoman.evaluate.layers import NEWS_LAYERS, NEWS_ROWS, VIEWS, Sentence, checked, document, pairs_of, records_of
from dragoman.evaluate.sets import Gold, Loaded
from dragoman.evaluate.tally import Document
from dragoman.model import Report

HOLDS = "the annotated news: articles/ID.json and annotations/ID.json"


@dataclass(frozen=True, slots=True)
class Article:
    """One annotated article: its report, its sentences, and the annotation of each by its index."""

    id: str
    report: Report
    sentences: tuple[Sentence, ...]
    notes: Mapping[int, Json]


def load(path: Path) -> Loaded:
    """Return the annotated articles of a folder. Raises NotFound and UsageError."""
    noted = files(path / "annotations", "*.json", HOLDS)
    kept = {file.name for file in files(path / "articles", "*.json", HOLDS)}
    lost = next((file.stem for file in noted if file.name not in kept), None)
    if lost is not None:
        raise UsageError(f"{path}: annotations/{lost}.json has no articles/{lost}.json; add it or leave the file out")
    articles = [path / "articles" / file.name for file in noted]
    return Loaded([_article(*pair) for pair in zip(articles, noted, strict=True)], [*noted, *articles])


def _article(article: Path, noted: Path) -> Article:
    own, notes = json_object(article), json_object(noted)
    place = str(article)
    text = need(own, "text", str, place)
    numbered = [_sentence(one, text, place) for one in need(own, "sentences", list, place)]
    index = {number: at for at, (number, _) in enumerate(numbered)}
    found = {_index(note, index, str(noted)): note for note in need(notes, "sentences", list, str(noted))}
    return Article(
        str(own.get("id") or article.stem), _report(own, article.stem), tuple(span for _, span in numbered), found
    )


def _sentence(item: object, text: str, place: str) -> tuple[int, Sentence]:
    if isinstance(item, list) and len(item) == 3 and all(isinstance(one, int) for one in item):
        number, start, end = item
        if 0 <= start < end <= len(text):
            return number, (start, end)
    raise UsageError(f"{place}: sentence {str(item)[:40]} is not [number, start, end] with offsets into its text")


def _index(note: Json, index: Mapping[int, int], place: str) -> int:
    number = need(note, "n", int, place)
    if number not in index:
        raise UsageError(f"{place}: annotates sentence {number}, which its article does not have")
    checked(note, f"{place}, sentence {number}")
    return index[number]


def _report(article: Json, name: str) -> Report:
    return Report(
        source=str(article.get("id") or name),
        text=article["text"],
        title=article.get("headline"),
        outlet=article.get("source"),
        url=article.get("link"),
        published=article.get("date"),
    )


def score(article: Article) -> Document:
    """Return the score of one article."""
    records = records_of(article.report)
    return document(pairs_of(article.report, article.id, article.sentences, article.notes, records))


GOLD = Gold("news", "article", NEWS_ROWS, NEWS_LAYERS, load, score, VIEWS)
