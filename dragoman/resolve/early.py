"""Dated events and the terms of those who took part → queries: a meeting held before the office began."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from dragoman.gazetteer import Term, gazetteer
from dragoman.model import Discrepancy, Event, Extracted, Finding, Mention, Report
from dragoman.resolve.edtf import bracket
from dragoman.resolve.people import plain, roles
from dragoman.resolve.queries import found, row, table, titled, years
from dragoman.tables import earliest

LOOKING_BACK = 365
"""Days before a report's own day after which a title may be that of today: "President Biden went to China in 2011"."""

ELECTED = 90
"""Days between an election and the office at most, as a rule: in the United States 79, in Mexico until 2018 more."""


def early(extracted: Extracted, findings: Iterable[Finding], report: Report) -> Iterator[Discrepancy]:
    """Yield a query where somebody met others as holder of an office that began only after that day."""
    named = {(one.span.start, one.span.end): one for one in extracted.mentions if one.form == "person" and one.title}
    told = set[tuple[int, int]]()
    for event in findings:
        last = _day_of(event)
        if last is None or not isinstance(event, Event) or event.date is None:
            continue
        if _pattern("not_then").search(event.sentence.quote):
            continue
        for ref in (*event.source, *event.recipient, *event.participants):
            key = (ref.surface.start, ref.surface.end) if ref.surface is not None else (0, 0)
            term = _begun_after(named[key], ref.id, last) if key in named else None
            if term is not None and key not in told:
                told.add(key)
                who = gazetteer().people[term.person].name
                told_of = f"Has {who} as {term.office.title} at a meeting of {event.date.edtf}"
                reason = f"{told_of}; the office was held {years(term)}."
                query = found(report, titled(report, named[key]), "date", reason, row(term))
                if not _of_today(term, last, report.published):
                    yield query
                elif len(event.date.edtf or "") == len("2011-08-18"):
                    yield replace(query, severity="note")


def _day_of(finding: Finding) -> date | None:
    """The last day on which a meeting told as held can have been."""
    if not isinstance(finding, Event) or finding.type != "CONSULT" or finding.status != "held" or finding.date is None:
        return None
    days = bracket(finding.date.edtf)
    return days[1] if days is not None and finding.date.basis != "unknown" else None


def _begun_after(mention: Mention, id_: str | None, day: date) -> Term | None:
    """The first term that the title means, where all of them began after the day."""
    person = gazetteer().people.get(id_ or "")
    families = set(roles(mention.title)) & set(table("early")["families"])
    if person is None or not families or not plain(gazetteer(), mention.title):
        return None
    terms = [term for term in person.terms if term.office.role in families]
    if not terms or any(_first(term) <= day for term in terms):
        return None
    return terms[0]


def _first(term: Term) -> date:
    """The day from which on somebody may be called by the office: whoever is elected is called president at once."""
    days = ELECTED if term.office.role in {"head_of_state", "head_of_government"} else 0
    return date.fromisoformat(earliest(term.start)) - timedelta(days)


def _of_today(term: Term, day: date, published: str | None) -> bool:
    """Whether the title may be the one of the report's own day, long after the meeting: noted, not alarmed."""
    days = bracket(published)
    if days is None or published is None:
        return False
    return (days[0] - day).days > LOOKING_BACK and term.on(published)


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(table("early")[name], re.IGNORECASE)
