"""A part of the project's own corpus (`corpus/GUIDE.md`) → its reports; one report read by the road → its score.

JSON Lines, a report a line, with its sentences and their annotations in the four layers of annotated news.
"""

from __future__ import annotations

from pathlib import Path

from dragoman.errors import UsageError
from dragoman.evaluate.files import Json, files, json_lines, need
from dragoman.evaluate.layers import NEWS_LAYERS, NEWS_ROWS, VIEWS, Sentence, checked
from dragoman.evaluate.news import Article, score
from dragoman.evaluate.sets import Gold, Loaded
from dragoman.model import Report, Span

HOLDS = "a part of the corpus: *.jsonl with a report a line"


def load(path: Path) -> Loaded:
    """Return the reports of a part of the corpus. Raises NotFound and UsageError."""
    found = files(path, "*.jsonl", HOLDS)
    return Loaded([_article(report, place) for file in found for place, report in json_lines(file)], found)


def _article(report: Json, place: str) -> Article:
    name = need(report, "id", str, place)
    sentences = need(report, "sentences", list, place)
    if not sentences:
        raise UsageError(f"{place}: {name} has no sentences; write them or leave the line out")
    for number, sentence in enumerate(sentences):
        need(sentence, "text", str, f"{place}, sentence {number}")
        checked(sentence, f"{place}, sentence {number}")
    text, spans = composed(sentences)
    head = Span.of(text, *spans[0]) if sentences[0].get("headline") else None
    own = Report(name, text, outlet=report.get("outlet"), published=report.get("published"), headline=head)
    return Article(name, own, tuple(spans), dict(enumerate(sentences)))


def composed(sentences: list[Json]) -> tuple[str, list[Sentence]]:
    """Return the text of a report, its sentences joined as the guide says, and where each of them stands in it."""
    text, spans = "", []
    broken = False
    for number, sentence in enumerate(sentences):
        text += ("\n" if broken or sentence.get("break") else " ") if number else ""
        spans.append((len(text), len(text) + len(sentence["text"])))
        text += sentence["text"]
        broken = bool(sentence.get("headline"))
    return text, spans


GOLD = Gold("corpus", "report", NEWS_ROWS, NEWS_LAYERS, load, score, VIEWS)

__all__ = ["GOLD", "composed", "load", "score"]
