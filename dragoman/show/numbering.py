"""Reports → the numbers by which lines refer to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.group import Line
from dragoman.model import Finding, ReportHead
from dragoman.wording import count

SHOWN = 4
"""Further reports whose numbers a line lists."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The number of each report, by its id."""

    of: Mapping[str, int]

    @classmethod
    def for_reports(cls, reports: Iterable[ReportHead]) -> Numbers:
        return cls({report.id: number for number, report in enumerate(reports, 1)})

    def lead(self, line: Line[Finding]) -> str:
        """Return "[3]": the report that is quoted."""
        return f"[{self.of[line.report.id]}]"

    def mark(self, line: Line[Finding], *, everything: bool = False) -> str:
        """Return "[3]", or "[3] and 2 more [5 7], 1 copy": the report that is quoted, then those that say the same, and
        how many of all these only repeat another's wording."""
        _, *shown = self.cited(line, everything=everything)
        left = len(line.more) - len(shown)
        listed = " ".join(map(str, shown)) + (" …" if left else "")
        copies = f", {count(line.copies, 'copy', 'copies')}" if line.copies else ""
        return f"{self.lead(line)} and {len(line.more)} more [{listed}]{copies}" if shown else self.lead(line)

    def cited(self, line: Line[Finding], *, everything: bool = False) -> tuple[int, ...]:
        """Return the numbers that `mark` writes."""
        further = sorted(self.of[report.id] for report in line.more)
        return self.of[line.report.id], *(further if everything else further[:SHOWN])
