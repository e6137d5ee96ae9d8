"""Reports → the numbers by which lines refer to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.group import Line
from dragoman.model import Finding, ReportHead
from dragoman.show.phrase import outlet, published

SHOWN = 4
"""Further reports whose numbers a line lists."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The number of each report, by its id."""

    of: Mapping[str, int]

    @classmethod
    def for_reports(cls, reports: Iterable[ReportHead]) -> Numbers:
        return cls({report.id: number for number, report in enumerate(reports, 1)})

    def mark(self, line: Line[Finding]) -> str:
        """Return "[3]", or "[3] and 2 more [5 7]": the report that is quoted, then those that say the same."""
        further = sorted(self.of[report.id] for report in line.more)
        if not further:
            return f"[{self.of[line.report.id]}]"
        shown = " ".join(map(str, further[:SHOWN])) + (" …" if len(further) > SHOWN else "")
        return f"[{self.of[line.report.id]}] and {len(further)} more [{shown}]"

    def source(self, line: Line[Finding]) -> str:
        """Return "2025-02-18 Meridian Wire [3] and 1 more [5]"."""
        return f"{published(line.report)} {outlet(line.report)} {self.mark(line)}"
