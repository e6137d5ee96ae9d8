"""A report's text and its findings → the text in pieces with labelled brackets, readable without colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.model import Entry, Finding, Kind, Report, Span

LETTERS: dict[Kind, str] = {
    "statement": "s", "event": "e", "position": "p", "condition": "c", "channel": "h", "commitment": "m",
    "discrepancy": "d",
}  # fmt: skip
FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of output: words of the report or a bracket. `kinds` are those open around it, the innermost last."""

    text: str
    kinds: tuple[str, ...] = ()
    bracket: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """The labels of findings ("p1", "p1 e2") and the words they stand on."""

    label: str
    kind: str
    span: Span


def label(entries: Iterable[Entry]) -> list[tuple[str, Finding]]:
    """Give each finding its letter and number, in the order of the text."""
    ordered = sorted(
        (entry.finding for entry in entries), key=lambda found: (found.evidence.start, -found.evidence.end)
    )
    numbers: dict[Kind, int] = {}
    labelled = []
    for finding in ordered:
        numbers[finding.kind] = numbers.get(finding.kind, 0) + 1
        labelled.append((f"{LETTERS[finding.kind]}{numbers[finding.kind]}", finding))
    return labelled


def pieces(report: Report, labelled: Iterable[tuple[str, Finding]]) -> Iterator[Piece]:
    """Yield the text with "[p1 " before and "]" after each finding; a bracket that crosses another closes as " p1]"."""
    marks = _marks(labelled) + [Mark("", FURNITURE, span) for span in report.furniture]
    opened: list[Mark] = []
    at = 0
    for place in sorted({edge for mark in marks for edge in (mark.span.start, mark.span.end)}):
        if place > at:
            yield Piece(report.text[at:place], tuple(mark.kind for mark in opened))
            at = place
        yield from _close(opened, place)
        yield from _open(opened, [mark for mark in marks if mark.span.start == place < mark.span.end])
    if at < len(report.text):
        yield Piece(report.text[at:])


def _marks(labelled: Iterable[tuple[str, Finding]]) -> list[Mark]:
    """Give findings on the same words one bracket with all their labels: "p1 p2"."""
    marks: dict[Span, Mark] = {}
    for name, finding in labelled:
        known = marks.get(finding.evidence)
        names = f"{known.label} {name}" if known else name
        marks[finding.evidence] = Mark(names, known.kind if known else finding.kind, finding.evidence)
    return list(marks.values())


def _close(opened: list[Mark], place: int) -> Iterator[Piece]:
    for mark in [mark for mark in reversed(opened) if mark.span.end == place]:
        crossing = opened[-1] is not mark
        opened.remove(mark)
        yield Piece(_closing(mark, crossing), (mark.kind,), bracket=True)


def _open(opened: list[Mark], marks: list[Mark]) -> Iterator[Piece]:
    for mark in sorted(marks, key=lambda mark: -mark.span.end):
        opened.append(mark)
        yield Piece("‹" if mark.kind == FURNITURE else f"[{mark.label} ", (mark.kind,), bracket=True)


def _closing(mark: Mark, crossing: bool) -> str:
    if mark.kind == FURNITURE:
        return "›"
    return f" {mark.label}]" if crossing else "]"
