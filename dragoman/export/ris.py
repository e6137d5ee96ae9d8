"""Entries → RIS: the reports they come from as references for Zotero, EndNote or Mendeley, a reference a report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TextIO

from dragoman.extras import need
from dragoman.harmless import clean
from dragoman.model import Entry, ReportHead
from dragoman.wording import count, written

EXTRA = "export"
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")

Reference = dict[str, str | list[str]]


def write_ris(entries: Iterable[Entry], stream: TextIO) -> int:
    """Write a reference for each report that an entry comes from, in their order; return how many references there are.

    Raises InstallationError.
    """
    need("rispy", EXTRA, "the format ris")
    import rispy

    reports: dict[str, ReportHead] = {}
    findings: Counter[str] = Counter()
    for entry in entries:
        reports.setdefault(entry.report.id, entry.report)
        findings[entry.report.id] += 1
    rispy.dump([_reference(report, findings[report.id]) for report in reports.values()], stream)
    return len(reports)


def _reference(report: ReportHead, findings: int) -> Reference:
    """One reference; a newline would end its field and begin another one, so every value is one harmless line."""
    known = _DAY.match(report.published or "")
    note = f"{count(findings, 'finding')} on record; {'' if known else written(report) + '; '}source {report.source}"
    values: Reference = {
        "type_of_reference": "NEWS",
        "id": report.id,
        "title": clean(report.title or report.source),
        "notes": [clean(note)],
    }
    if report.outlet:
        values["secondary_title"] = clean(report.outlet)
    if report.url:
        values["urls"] = [clean(report.url)]
    if known:
        values["year"] = known[1]
        values["date"] = "/".join([known[1], known[2] or "", known[3] or "", ""])
    return values
