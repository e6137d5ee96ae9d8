"""Files, folders and texts → reports, findings and what reading gave: the public door where no ledger is asked."""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman import notebook
from dragoman.errors import NotFound, ReadingFailed
from dragoman.ledger import Tally
from dragoman.model import Entry, Issue, Kind, Outcome, Report

if TYPE_CHECKING:
    from dragoman.pipeline import Step

PathLike = str | os.PathLike[str]
Progress = Callable[[int, int, int], None]
"""Called while reading: bytes done, bytes in all, reports so far."""
OnIssue = Callable[[Issue], None]

BATCH = 200
"""Reports recorded in one transaction: what an interruption can cost at most is reading these again."""
ISSUES_KEPT = 1000
"""Issues a summary carries; all of them are counted, and the ledger keeps all."""

ISSUES_SHOWN = 10
"""Issues that a notebook shows."""

_log = logging.getLogger("dragoman")


@dataclass(frozen=True, slots=True)
class ReadSummary:
    """What one reading did. `issues` are the first thousand; `quarantined` counts all that could not be used."""

    new: int = 0
    unchanged: int = 0
    superseded: int = 0
    quarantined: int = 0
    retired: int = 0
    findings: Mapping[Kind, int] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()

    @property
    def read(self) -> int:
        """Reports that could be read."""
        return self.new + self.unchanged

    def _repr_html_(self) -> str:
        """What a notebook shows: the counts, and the reasons why something could not be used."""
        counts = [(name, getattr(self, name)) for name in ("new", "unchanged", "superseded", "quarantined", "retired")]
        reasons = [(issue.source, issue.code, issue.message) for issue in self.issues[:ISSUES_SHOWN]]
        about = f"{sum(self.findings.values()):,} findings"
        return notebook.card(f"{self.read:,} reports read", about, notebook.table(counts), notebook.table(reasons))

    def plus(self, tally: Tally, issues: Iterable[Issue]) -> ReadSummary:
        """Return this summary with one more batch in it."""
        return ReadSummary(
            new=self.new + tally.new,
            unchanged=self.unchanged + tally.unchanged,
            superseded=self.superseded + tally.superseded,
            quarantined=self.quarantined + tally.quarantined,
            retired=self.retired + tally.retired,
            findings=Counter(self.findings) + Counter(tally.findings),
            issues=(*self.issues, *islice(issues, ISSUES_KEPT - len(self.issues))),
        )


def read(paths: PathLike | Iterable[PathLike], on_issue: OnIssue | None = None) -> Iterator[Report]:
    """Yield the reports in files and folders, without looking for findings.

    What cannot be used goes to `on_issue`; without one it is logged as a warning. Raises NotFound.
    """
    from dragoman.model import Page
    from dragoman.read import parse, units

    tell = on_issue or _warn
    for unit in units(existing(paths)):
        for item in parse(unit.item) if isinstance(unit.item, Page) else (unit.item,):
            if isinstance(item, Report):
                yield item
            elif isinstance(item, Issue):
                tell(item)


def extract(
    what: Report | str | Path | Iterable[Path], on_issue: OnIssue | None = None, *, jobs: int | None = 1
) -> Iterator[Entry]:
    """Yield the findings in a Report, in a text (a str), or in files and folders (one Path or several).

    What cannot be used goes to `on_issue`; without one it is logged as a warning. Raises NotFound.
    """
    for outcome in _outcomes(what, on_issue, jobs):
        head = outcome.head
        yield from (Entry(finding, head) for finding in outcome.findings)


def outcomes(
    paths: PathLike | Iterable[PathLike], on_issue: OnIssue | None = None, *, jobs: int | None = 1
) -> Iterator[Outcome]:
    """Yield what each report in files and folders gave, without a ledger; issues as in `extract`. Raises NotFound."""
    tell = on_issue or _warn
    for step in _steps(existing(paths), jobs, None):
        for issue in issues_of(step.outcome):
            tell(issue)
        if isinstance(step.outcome, Outcome):
            yield step.outcome


def _outcomes(
    what: Report | str | Path | Iterable[Path], on_issue: OnIssue | None, jobs: int | None
) -> Iterator[Outcome]:
    if isinstance(what, str | Report):
        from dragoman.pipeline import outcome

        return iter([outcome(Report("text", what) if isinstance(what, str) else what)])
    return outcomes(what, on_issue, jobs=jobs)


def batches(
    paths: PathLike | Iterable[PathLike], jobs: int | None, progress: Progress | None
) -> Iterator[list[Outcome | Issue]]:
    """Yield what the reports in files and folders gave, in lists of `BATCH`; where reading one report fails
    (ReadingFailed), what was read before it comes first. Raises NotFound."""
    batch: list[Outcome | Issue] = []
    try:
        for step in _steps(existing(paths), jobs, progress):
            batch.append(step.outcome)
            if len(batch) == BATCH:
                yield batch
                batch = []
    except ReadingFailed:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def issues_of(outcome: Outcome | Issue) -> tuple[Issue, ...]:
    """Return what could not be used of a report, or of what was to be one."""
    return (outcome,) if isinstance(outcome, Issue) else outcome.issues


def _steps(paths: Sequence[Path], jobs: int | None, progress: Progress | None) -> Iterator[Step]:
    from dragoman.pipeline import run
    from dragoman.read import survey

    size = survey(paths).size if progress else 0
    for number, step in enumerate(run(paths, jobs=jobs), 1):
        if progress:
            progress(step.done, size, number)
        yield step


def existing(paths: PathLike | Iterable[PathLike]) -> list[Path]:
    """Return the paths, one or several. Raises NotFound for one that is not there."""
    several = [paths] if isinstance(paths, str | os.PathLike) else paths
    found = [Path(path) for path in several]
    for path in found:
        if not path.exists():
            raise NotFound(f"{path}: no such file or folder")
    return found


def _warn(issue: Issue) -> None:
    _log.warning("%s", issue.message)
