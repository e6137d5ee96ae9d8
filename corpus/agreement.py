"""How far two careful readers agree: a second, blind annotation (corpus/second) held against the first, printed.

Counted as `dragoman evaluate news` counts what is found, the first annotation as gold and the second as found. The view
"sure" leaves out the layers of a sentence that the first annotator marked as open to doubt.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import UsageError
from dragoman.evaluate import Gold, Way, corpus
from dragoman.evaluate.files import Json
from dragoman.evaluate.layers import LAYERS, NEWS_LAYERS, NEWS_ROWS, VIEWS, Layer, Pair, annotated, document
from dragoman.evaluate.news import Article
from dragoman.evaluate.sets import Loaded, measured
from dragoman.evaluate.tally import Document
from dragoman.show.evaluation import show_evaluation
from dragoman.show.terminal import console

HERE = Path(__file__).resolve().parent
SECOND, UNSEEN = HERE / "second", "unseen"


@dataclass(frozen=True, slots=True)
class Twice:
    """A report annotated twice."""

    first: Article
    second: Article


def load(path: Path) -> Loaded:
    """Return the reports of the folder with their first annotation, which lies in the part that is kept unseen.

    Raises UsageError where that is missing or is of another text.
    """
    again = corpus.load(path)
    unseen = corpus.load(path.parent / UNSEEN)
    first = {one.id: one for one in unseen.documents}
    for one in again.documents:
        if one.id not in first or first[one.id].report.text != one.report.text:
            raise UsageError(f"{path}: {one.id} is not a report of the corpus, or its text is another")
    return Loaded([Twice(first[one.id], one) for one in again.documents], [*again.files, *unseen.files])


def score(report: Twice) -> Document:
    """Return the score of the second annotation of a report against the first."""
    text = report.first.report.text
    return document(
        [
            Pair(
                f"{report.first.id}[{number}]",
                text[start:end],
                _layers(report.first.notes[number], text),
                _layers(report.second.notes[number], text),
                frozenset(report.first.notes[number].get("unsure") or ()),
            )
            for number, (start, end) in enumerate(report.first.sentences)
        ]
    )


def _layers(note: Json, text: str) -> dict[str, Layer]:
    return {layer: [annotated(layer, item, text) for item in note.get(layer) or ()] for layer in LAYERS}


GOLD = Gold("agreement", "report", NEWS_ROWS, NEWS_LAYERS, load, score, VIEWS)


def main(layers: list[str] | None = None) -> int:
    """Print the agreement, and what differs in the layers that are named: `python -m corpus.agreement [LAYER…]`."""
    show_evaluation(measured(GOLD, SECOND, Way()), console(), layers or ())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
