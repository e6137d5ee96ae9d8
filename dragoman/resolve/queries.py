"""What a query is made of: the words with their title, the row that speaks against them, the record."""

from __future__ import annotations

from functools import cache
from typing import Any, cast

from dragoman.data import toml
from dragoman.gazetteer import Term
from dragoman.model import Discrepancy, DiscrepancyKind, Mention, Report, Span

REACH = 160
"""Characters around a name within which its title in apposition stands."""


def titled(report: Report, mention: Mention) -> Span:
    """Return the words of the mention with its title, also where the title stands before the name or behind it."""
    title, span = mention.title.strip(), mention.span
    at = report.text.find(title, span.start, span.end + REACH)
    if at < 0:
        at = report.text.rfind(title, max(0, span.start - REACH), span.start)
    if at < 0:
        return span
    return Span.of(report.text, min(at, span.start), max(span.end, at + len(title)))


def years(term: Term) -> str:
    """Return the days of a term in words."""
    return f"{term.start} to {term.end}" if term.end else f"since {term.start}"


def row(term: Term) -> str:
    """Return the row of a term as a query cites it, with its source."""
    return f"terms: {term.person} / {term.office.id} ({term.source})"


@cache
def table(name: str) -> dict[str, Any]:
    """Return a table of discrepancies.toml."""
    return cast("dict[str, Any]", toml("discrepancies")[name])


def in_furniture(report: Report, at: int) -> bool:
    """Whether a place of the text is page furniture, which nobody queries."""
    return any(span.start <= at < span.end for span in report.furniture)


def found(report: Report, span: Span, kind: DiscrepancyKind, reason: str, reference: str | None = None) -> Discrepancy:
    """Return the query on some words of a report."""
    return Discrepancy(
        report=report.id, evidence=span, sentence=span, rule=f"discrepancies.{kind}/2", discrepancy=kind, reason=reason,
        reference=reference,
    )  # fmt: skip
