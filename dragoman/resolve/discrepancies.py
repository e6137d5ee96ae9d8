"""One report against the reference tables → Discrepancies: offices, bodies, dates and citation marks that do not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dragoman.data import toml
from dragoman.dates import find_dates
from dragoman.gazetteer import Gazetteer, Person, Term, gazetteer
from dragoman.model import Discrepancy, DiscrepancyKind, Extracted, Mention, Report, Severity, Span
from dragoman.resolve.actors import Cast
from dragoman.resolve.dates import impossible
from dragoman.resolve.people import roles


def discrepancies(extracted: Extracted, cast: Cast, report: Report) -> Iterator[Discrepancy]:
    """Yield what a desk officer would query in this report, each with its words and what speaks against them."""
    yield from _citations(report)
    yield from _bodies(report)
    yield from _dates(report)
    tables = gazetteer()
    for mention in extracted.mentions:
        refs = cast.get((mention.span.start, mention.span.end), ())
        person = tables.people.get(refs[0].id or "") if len(refs) == 1 else None
        if person is not None and mention.form == "person" and mention.title:
            yield from _offices(report, mention, person, tables)


def _citations(report: Report) -> Iterator[Discrepancy]:
    table: dict[str, Any] = toml("discrepancies")["citation"]
    for mark in re.finditer(table["pattern"], report.text, re.IGNORECASE):
        yield _found(report, Span.of(report.text, *mark.span()), "citation", table["reason"], None)


def _bodies(report: Report) -> Iterator[Discrepancy]:
    for body in toml("discrepancies")["bodies"]:
        for name in re.finditer(body["pattern"], report.text):
            if not _in_furniture(report, name.start()):
                span = Span.of(report.text, *name.span())
                yield _found(report, span, "office", body["reason"], body["source"])


def _dates(report: Report) -> Iterator[Discrepancy]:
    for span in find_dates(report.text):
        reason = impossible(span.quote)
        if reason is not None and not _in_furniture(report, span.start):
            yield _found(report, span, "date", reason, None)


def _in_furniture(report: Report, at: int) -> bool:
    return any(span.start <= at < span.end for span in report.furniture)


def _offices(report: Report, mention: Mention, person: Person, tables: Gazetteer) -> Iterator[Discrepancy]:
    """A title that the tables do not give this person: called former while serving, or an office never held."""
    families = set(roles(mention.title))
    held = [term for term in person.terms if term.office.role in families]
    if re.search(r"\b(former|ex)\b", mention.title, re.IGNORECASE):
        yield from _called_former(report, mention, person, held)
    elif families and not held and _certain(mention, person):
        latest = person.terms[-1]
        reason = f"{person.name} is not listed as {mention.title.strip()}, but as {latest.office.title} ({_years(latest)})."
        yield _found(report, _words(report, mention), "office", reason, _row(latest))


def _called_former(report: Report, mention: Mention, person: Person, held: list[Term]) -> Iterator[Discrepancy]:
    """Only where the term is open, or covers the day: without a day an ended term may well be over."""
    serving = [term for term in held if (term.on(report.published) if report.published else term.end is None)]
    if serving:
        term = serving[-1]
        reason = f"{person.name} is called former, but is listed as {term.office.title} ({_years(term)})."
        yield _found(report, _words(report, mention), "office", reason, _row(term))


def _certain(mention: Mention, person: Person) -> bool:
    """Whether the title claims one well-defined office of the person's own state."""
    families = set(roles(mention.title))
    precise = families & {"foreign_minister", "head_of_state", "head_of_government", "defence_minister", "deputy"}
    foreign = set(mention.states) - person.states
    return len(families) == 1 and bool(precise) and not foreign and len(person.terms) > 0


def _years(term: Term) -> str:
    return f"{term.start} to {term.end}" if term.end else f"since {term.start}"


def _row(term: Term) -> str:
    return f"terms: {term.person} / {term.office.id} ({term.source})"


def _words(report: Report, mention: Mention) -> Span:
    return Span.of(report.text, mention.span.start, mention.span.end)


def _found(
    report: Report, span: Span, kind: DiscrepancyKind, reason: str, reference: str | None, severity: Severity = "query"
) -> Discrepancy:
    return Discrepancy(
        report=report.id, evidence=span, sentence=span, rule=f"discrepancies.{kind}/1", discrepancy=kind, reason=reason,
        reference=reference, severity=severity,
    )  # fmt: skip
