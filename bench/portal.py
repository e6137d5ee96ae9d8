"""Annotated entries of Wikipedia's Current Events portal → how well they are read.

`bench/portal/dev.jsonl` and `held.jsonl` annotate by reference (`bench/portal/README.md`); the texts are in the file
that holds the entries, one JSON object a line with `id` and `text`.
"""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

from dragoman.evaluate import news
from dragoman.evaluate.files import Json, json_lines
from dragoman.evaluate.layers import NEWS_LAYERS, NEWS_ROWS, VIEWS
from dragoman.evaluate.sets import Gold, Loaded
from dragoman.evaluate.tally import Document
from dragoman.model import Report

ANNOTATIONS = Path(__file__).parent / "portal"
ENTRIES = "corpora/current-events.jsonl.gz"


def load(half: str, path: Path) -> Loaded:
    """Return the annotated entries of a half that the file at `path` holds unchanged; the others are noted."""
    texts = {row["id"]: row["text"] for _, row in json_lines(path)}
    rows = [row for _, row in json_lines(ANNOTATIONS / f"{half}.jsonl")]
    kept = [row for row in rows if _digest(texts.get(row["id"], "")) == row["sha256"]]
    lost = len(rows) - len(kept)
    notes = (
        f"{lost} of {len(rows)} entries are missing or have another text than was annotated: left out of the score",
    )
    entries = [entry(row, texts[row["id"]]) for row in kept]
    return Loaded(entries, [ANNOTATIONS / f"{half}.jsonl", path], notes if lost else ())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def entry(row: Json, text: str) -> news.Article:
    """Return an annotated entry with its text."""
    spans = tuple((sentence["start"], sentence["end"]) for sentence in row["sentences"])
    return news.Article(row["id"], Report(row["id"], text), spans, dict(enumerate(row["sentences"])))


def figures(one: news.Article) -> Document:
    """Return the score of an entry without what went wrong in it: nobody is to see that of the half held back."""
    return Document(news.score(one).views)


DEV = Gold("portal-dev", "piece", NEWS_ROWS, NEWS_LAYERS, partial(load, "dev"), news.score, VIEWS)
HELD = Gold("portal-held", "piece", NEWS_ROWS, (), partial(load, "held"), figures, VIEWS)
