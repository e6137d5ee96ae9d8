"""Report → the words of its body: without furniture, headline, case and marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.model import Report, Span

MOST = 20_000
"""Words of a report that count: what is longer is a book of reports."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def body(report: Report) -> list[str]:
    """Return the words of the report's text as they are written, without its headline and what is furniture."""
    found: list[str] = []
    for piece in _pieces(report):
        found += _WORD.findall(piece)
        if len(found) >= MOST:
            break
    return found[:MOST]


def headline(report: Report) -> list[str]:
    """Return the words of its title; none where it has none."""
    return _WORD.findall(report.title or "")


def _pieces(report: Report) -> Iterator[str]:
    """Yield what headline and furniture leave of the text."""
    start = 0
    for span in _left_out(report):
        yield report.text[start : span.start]
        start = max(start, span.end)
    yield report.text[start:]


def _left_out(report: Report) -> Sequence[Span]:
    spans = [*report.furniture, *([report.headline] if report.headline else [])]
    return sorted(spans, key=lambda span: span.start)
