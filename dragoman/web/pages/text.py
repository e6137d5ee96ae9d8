"""A report's text and the findings in it → paragraphs of runs that a template can write, overlaps and all."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dragoman.model import Finding, Report, Span
from dragoman.show.marks import FURNITURE

PART = 8_000
"""Characters of text on one page: with the findings in them, a page stays below 60 kB."""
CROWDED = 48
"""Findings on one page."""
PICTURES = {
    "\u200b": "ZWSP", "\u200c": "ZWNJ", "\u200d": "ZWJ", "\u200e": "LRM", "\u200f": "RLM", "\u061c": "ALM",
    "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO", "\u2066": "LRI",
    "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI", "\ufeff": "BOM", "\u00ad": "SHY",
}  # fmt: skip
"""What a character that cannot be seen is shown as."""
SPACES = {"\n", "\t", "\r"}


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a finding ("p1") at the beginning of its words."""

    name: str
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Run:
    """Words in which nothing begins or ends: the kinds around them, the outermost first; the labels and the anchor
    that stand before them. `unseen`: no words but the name of a character that cannot be seen."""

    text: str
    kinds: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()
    anchor: int | None = None
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs between two line ends; `furniture` where none of it is reporting."""

    runs: tuple[Run, ...]
    furniture: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text that fits on a page, from `start` to `end`; its number and how many there are."""

    start: int
    end: int
    number: int
    of: int


def part(report: Report, findings: Sequence[Finding], at: int) -> Part:
    """Return the part of the text in which the character `at` stands."""
    edges = [0, *_edges(report.text, sorted(found.evidence.start for found in findings))]
    parts = list(pairwise(edges)) or [(0, 0)]
    number = next((number for number, (start, end) in enumerate(parts) if start <= at < end), 0)
    return Part(*parts[number], number + 1, len(parts))


def paragraphs(report: Report, labelled: Iterable[tuple[str, Finding]], shown: Part) -> Iterator[Paragraph]:
    """Yield the paragraphs of one part of the text, with its findings in them."""
    marks = [(name, found) for name, found in labelled if _meets(found.evidence, shown)]
    around = [(str(found.kind), found.evidence) for _, found in marks]
    around += [(FURNITURE, span) for span in report.furniture if _meets(span, shown)]
    for start, end in _lines(report.text, shown):
        spans = [(kind, span) for kind, span in around if span.start < end and span.end > start]
        begin = _beginnings(marks, start, end)
        runs = tuple(run for piece in _pieces(start, end, spans) for run in _runs(report.text, piece, spans, begin))
        yield Paragraph(runs, all(FURNITURE in run.kinds for run in runs))


def _edges(text: str, starts: list[int]) -> Iterator[int]:
    """Yield where parts end: at the last line end before there is too much, else at a space, else anywhere."""
    begin, first = 0, 0
    while begin < len(text):
        last = first + CROWDED
        limit = min(begin + PART, starts[last] if last < len(starts) else len(text), len(text))
        end = limit if limit == len(text) else _break(text, begin, max(limit, begin + 1))
        yield end
        begin = end
        while first < len(starts) and starts[first] < end:
            first += 1


def _break(text: str, begin: int, limit: int) -> int:
    for sign in ("\n", " "):
        at = text.rfind(sign, begin, limit)
        if at > begin:
            return at + 1
    return limit


def _lines(text: str, shown: Part) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs as offsets: blank lines part them where there are any, else every line end does."""
    sign = "\n\n" if "\n\n" in text else "\n"
    start = shown.start
    while start < shown.end:
        found = text.find(sign, start, shown.end)
        end = shown.end if found < 0 else found
        if text[start:end].strip():
            yield start, end
        start = end + len(sign)


def _meets(span: Span, shown: Part) -> bool:
    return span.start < shown.end and span.end > shown.start


def _beginnings(marks: list[tuple[str, Finding]], start: int, end: int) -> dict[int, tuple[Label, ...]]:
    found: dict[int, list[Label]] = {}
    for name, finding in marks:
        if start <= finding.evidence.start < end:
            found.setdefault(finding.evidence.start, []).append(Label(name, finding.kind, finding.id))
    return {at: tuple(labels) for at, labels in found.items()}


def _pieces(start: int, end: int, spans: list[tuple[str, Span]]) -> Iterator[tuple[int, int]]:
    edges = {edge for _, span in spans for edge in (span.start, span.end) if start < edge < end}
    return pairwise(sorted({start, end} | edges))


def _runs(
    text: str, piece: tuple[int, int], spans: list[tuple[str, Span]], begin: dict[int, tuple[Label, ...]]
) -> Iterator[Run]:
    start, end = piece
    around = sorted((span.start - span.end, kind) for kind, span in spans if span.start <= start and span.end >= end)
    kinds = tuple(dict.fromkeys(kind for _, kind in around))
    labels = begin.get(start, ())
    anchor = start if labels else None
    for words, unseen in _seen(text[start:end]):
        yield Run(words, kinds, labels, anchor, unseen)
        labels, anchor = (), None


def _seen(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the words, and between them the names of characters that cannot be seen or that turn the direction."""
    if text.isascii() and text.isprintable():
        yield text, False
        return
    at = 0
    for index, char in enumerate(text):
        if char not in SPACES and unicodedata.category(char) in {"Cc", "Cf", "Cs"}:
            if index > at:
                yield text[at:index], False
            yield PICTURES.get(char, f"U+{ord(char):04X}"), True
            at = index + 1
    if at < len(text):
        yield text[at:], False
