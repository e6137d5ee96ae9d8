"""What every set of the package has in common: its documents loaded, and its evaluation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from dragoman.evaluate.bootstrap import Line, lines
from dragoman.evaluate.files import digest
from dragoman.evaluate.tally import Document, Fault, Row
from dragoman.evaluate.work import Way, each


@dataclass(frozen=True, slots=True)
class Loaded:
    """A set as read from disk: documents for its scorer, the files it is made of, and notes on what was left out."""

    documents: Sequence[Any]
    files: Sequence[Path]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gold:
    """A kind of set: its name and rows, how it is loaded and how one document is scored.

    `views` are what its rows are counted over ("all", and "sure" where annotators mark doubt, shown only where it
    differs); `unit` is what a document is called and what is resampled; `layers` are what `--errors` can be narrowed
    to. `load` raises UsageError with one line that says what to do; `score` reads one document by the road. Where the
    documents are not independent of each other, `prepare` reads them together, and `score` counts.
    """

    name: str
    unit: str
    rows: tuple[Row, ...]
    layers: tuple[str, ...]
    load: Callable[[Path], Loaded]
    score: Callable[[Any], Document]
    views: tuple[str, ...] = ("all",)
    prepare: Callable[[Loaded, Way], Loaded] | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The score of one set: what it was, the SHA-256 of its files, every row with its figures, what went wrong."""

    set: str
    path: str
    unit: str
    documents: int
    digest: str
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]


def measured(gold: Gold, path: Path, way: Way) -> Evaluation:
    """Load the set at `path`, read every document by the road as it is, and return the score."""
    return evaluated(gold, path, gold.load(path), way)


def evaluated(gold: Gold, path: Path, loaded: Loaded, way: Way) -> Evaluation:
    """Return the score of a set that is already loaded."""
    if gold.prepare is not None:
        loaded = gold.prepare(loaded, way)
        way = Way()  # what is left is counting
    scored = each(gold.score, loaded.documents, way)
    views = gold.views if _in_doubt(scored) else gold.views[:1]
    return Evaluation(
        gold.name,
        str(path),
        gold.unit,
        len(scored),
        fingerprint(path, loaded),
        tuple(lines(scored, gold.rows, views)),
        tuple(fault for document in scored for fault in document.faults),
        loaded.notes,
    )


def _in_doubt(scored: Sequence[Document]) -> bool:
    """Whether the views differ: where annotators mark no doubt, one says it all."""
    return any(one != other for document in scored for one, other in pairwise(document.views.values()))


def fingerprint(path: Path, loaded: Loaded) -> str:
    """Return the digest of the files the set is made of."""
    return digest(loaded.files, path if path.is_dir() else path.parent)
