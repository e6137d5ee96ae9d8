"""The score of a set → its rows with their intervals, and what went wrong, as text or as plain JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from dragoman.evaluate.bootstrap import LEVEL, RESAMPLES, SEED, Figure, Line
from dragoman.harmless import clean
from dragoman.wording import count

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.evaluate import Evaluation
    from dragoman.evaluate.tally import Fault

DIGITS = 4


def show_evaluation(score: Evaluation, console: Console, layers: Sequence[str] = ()) -> None:
    """Print the score, and the faults of `layers`."""
    from rich.text import Text

    head = f"{score.set}: {count(score.documents, score.unit)} in {clean(score.path)}"
    console.print(Text(head, style="bold"), soft_wrap=True)
    about = f"{LEVEL:.0f}% intervals from {RESAMPLES:,} resamples of whole {score.unit}s; set {score.digest[:16]}"
    for note in (about, *score.notes):
        console.print(Text(note, style="dim"), soft_wrap=True)
    for view in dict.fromkeys(line.view for line in score.lines):
        console.print(Text(f"\n{view.upper()}", style="bold blue"))
        for line in score.lines:
            if line.view == view:
                console.print(Text("\n".join(_row(line))), soft_wrap=True)
    for layer in layers:
        _show_faults([fault for fault in score.faults if fault.layer == layer], layer, console)


def _row(line: Line) -> Iterator[str]:
    yield f"  {line.row.name:60s}{_numbers(line)}".rstrip()
    shown = "  ".join(
        f"{name + ' ' if len(line.figures) > 1 else ''}{_figure(figure)}" for name, figure in line.figures.items()
    )
    if line.row.sort != "count":
        yield f"    {shown}{', the lower the better' if line.row.lower else ''}"


def _numbers(line: Line) -> str:
    first, second, third = line.cells
    if line.row.sort == "tally":
        return f"gold {second}, found {third}"
    if line.row.sort == "b-cubed":
        return f"{third:.0f} reports"
    if line.row.sort == "mean":
        return f"of {len(line.row.of)}"
    return f"{first} of {second}" if line.row.sort == "rate" else str(first)


def _figure(figure: Figure) -> str:
    between = f" ({figure.low:.3f}–{figure.high:.3f})" if figure.low is not None else ""
    return f"{figure.value:.3f}{between}"


def _show_faults(faults: Sequence[Fault], layer: str, console: Console) -> None:
    from rich.text import Text

    console.print(Text(f"\n{layer.upper()}: WHAT WENT WRONG ({len(faults)})", style="bold yellow"))
    for fault in faults:
        console.print(Text(f"\n{clean(fault.place)}"), soft_wrap=True)
        for text in _wrapped(clean(fault.text), "  ", console.width):
            console.print(Text(text), soft_wrap=True)
        for name, values in (("expected", fault.expected), ("found", fault.found)):
            for number, value in enumerate(values or ("nothing",)):
                lead = f"    {name if number == 0 else '':10s}"
                for text in _wrapped(clean(value), lead, console.width):
                    console.print(Text(text, style="" if name == "expected" else "dim"), soft_wrap=True)


def _wrapped(text: str, lead: str, width: int) -> list[str]:
    later = " " * len(lead)
    return textwrap.wrap(text, width, initial_indent=lead, subsequent_indent=later) or [lead.rstrip()]


def evaluation_json(score: Evaluation, layers: Sequence[str] = ()) -> dict[str, Any]:
    """Return the score as a JSON object; `errors` is there where faults of `layers` were asked for."""
    shown: dict[str, Any] = {
        "set": score.set,
        "path": score.path,
        "digest": score.digest,
        "unit": score.unit,
        "documents": score.documents,
        "interval": {"level": LEVEL, "resamples": RESAMPLES, "seed": SEED},
        "notes": list(score.notes),
        "rows": [_line_json(line) for line in score.lines],
    }
    if layers:
        shown["errors"] = [_fault_json(fault) for fault in score.faults if fault.layer in layers]
    return shown


def _line_json(line: Line) -> dict[str, Any]:
    names = {"tally": ("right", "gold", "found"), "rate": ("count", "of"), "count": ("count",)}
    numbers = dict(zip(names.get(line.row.sort, ()), line.cells, strict=False))
    figures = {name: _figure_json(figure) for name, figure in line.figures.items()}
    return {"view": line.view, "row": line.row.name, "lower_is_better": line.row.lower, **numbers, "figures": figures}


def _figure_json(figure: Figure) -> dict[str, float | None]:
    return {
        "value": round(figure.value, DIGITS),
        "low": None if figure.low is None else round(figure.low, DIGITS),
        "high": None if figure.high is None else round(figure.high, DIGITS),
    }


def _fault_json(fault: Fault) -> dict[str, Any]:
    return {
        "layer": fault.layer,
        "place": fault.place,
        "text": fault.text,
        "expected": list(fault.expected),
        "found": list(fault.found),
    }
