"""Documents with their counts → the figures of every row with an interval from resampled documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.evaluate.tally import Cells, Document, Row, Score, share

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SEED = 1
RESAMPLES = 2000
LEVEL = 95.0
"""Percent of the resamples that lie within an interval."""

NAMES: Mapping[str, tuple[str, ...]] = {
    "tally": ("P", "R", "F1"),
    "rate": ("share",),
    "mean": ("mean",),
    "count": ("count",),
    "b-cubed": ("P", "R", "F1"),
}
"""The figures of each sort of row."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and its interval; `low` and `high` are None where no resample has anything to measure."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is shown: the view it belongs to, its numbers (see `Score.cells`) and its figures by name."""

    view: str
    row: Row
    cells: Cells
    figures: Mapping[str, Figure]


def lines(documents: Sequence[Document], rows: Sequence[Row], views: Sequence[str]) -> list[Line]:
    """Return every row of every view with its figures.

    The interval is the percentile interval of 2,000 resamples of whole documents with a fixed seed (Efron and
    Tibshirani 1993, chapter 13): what a document has, it has together, so sentences are not drawn one by one.
    """
    return [line for view in views for line in _view(documents, rows, view)]


def _view(documents: Sequence[Document], rows: Sequence[Row], view: str) -> list[Line]:
    import numpy as np

    nothing = Score()
    cells = [[document.views.get(view, nothing).cells(row) for row in rows] for document in documents]
    counts = np.array(cells, dtype=np.float64).reshape(len(documents), len(rows), 3)
    drawn = _drawn(counts)
    whole = counts.sum(axis=0)
    index = {row.name: at for at, row in enumerate(rows)}
    made = []
    for at, row in enumerate(rows):
        own: Cells = tuple(whole[at].tolist())
        own = own if row.sort == "b-cubed" else (int(own[0]), int(own[1]), int(own[2]))
        values = _values(row, whole[None], index)
        spread = _values(row, drawn, index)
        figures = {name: _figure((row, name), values[name][0], spread[name], own) for name in NAMES[row.sort]}
        made.append(Line(view, row, own, figures))
    return made


def _drawn(counts: Floats) -> Floats:
    """The sums of every resample: resamples × rows × 3."""
    import numpy as np

    number = len(counts)
    if not number:
        return np.zeros((1, *counts.shape[1:]))
    times = np.random.default_rng(SEED).multinomial(number, [1 / number] * number, size=RESAMPLES)
    sums: Floats = np.einsum("bd,drc->brc", times.astype(np.float64), counts)
    return sums


def _values(row: Row, sums: Floats, index: Mapping[str, int]) -> dict[str, Floats]:
    """The row's figures in every set of sums; nan where there is nothing to measure."""
    import numpy as np

    if row.sort == "mean":
        each = np.stack([_f1(sums[:, index[name]]) for name in row.of])
        there = ~np.isnan(each)
        total, many = np.where(there, each, 0).sum(axis=0), there.sum(axis=0)
        return {"mean": _ratio(total, many.astype(np.float64))}
    own = sums[:, index[row.name]]
    if row.sort == "b-cubed":
        precision, recall = _ratio(own[:, 0], own[:, 2]), _ratio(own[:, 1], own[:, 2])
        return {"P": precision, "R": recall, "F1": _ratio(2 * precision * recall, precision + recall)}
    if row.sort == "tally":
        return {"P": _ratio(own[:, 0], own[:, 2]), "R": _ratio(own[:, 0], own[:, 1]), "F1": _f1(own)}
    return {"share": _ratio(own[:, 0], own[:, 1])} if row.sort == "rate" else {"count": own[:, 0]}


def _f1(own: Floats) -> Floats:
    return _ratio(2 * own[:, 0], own[:, 1] + own[:, 2])


def _ratio(part: Floats, whole: Floats) -> Floats:
    import numpy as np

    ratio: Floats = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)
    return ratio


def _figure(what: tuple[Row, str], value: float, spread: Floats, cells: Cells) -> Figure:
    import numpy as np

    known = spread[~np.isnan(spread)]
    (row, name) = what
    exact = _exact(row, name, cells) if name not in {"mean", "count"} else (0.0 if np.isnan(value) else float(value))
    if not len(known):
        return Figure(exact, None, None)
    low, high = np.percentile(known, [50 - LEVEL / 2, 50 + LEVEL / 2])
    return Figure(exact, float(low), float(high))


def _exact(row: Row, name: str, cells: Cells) -> float:
    """The value itself; 0 where there is nothing to measure."""
    right, gold, found = cells
    precision, recall = share(right, found), share(right, gold)
    if row.sort == "b-cubed":
        precision, recall = share(right, found), share(gold, found)
    if name == "F1":
        return 2 * precision * recall / (precision + recall or 1)
    return precision if name == "P" else recall
