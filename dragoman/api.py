"""Paths, reports and questions → records and dialogues: the public door, which the command line also goes through."""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from dragoman.errors import NotFound
from dragoman.group import Dialogue
from dragoman.group import dialogue as group_dialogue
from dragoman.ledger import Around, Counts, Holdings, Query, Store, Tally
from dragoman.model import Dated, Entry, EventType, Issue, Kind, Outcome, Report, ReportHead, Stance, Status
from dragoman.parties import label, party
from dragoman.settings import LEDGER_NAME

if TYPE_CHECKING:
    from dragoman.export import Table
    from dragoman.pipeline import Step

PathLike = str | os.PathLike[str]
Progress = Callable[[int, int, int], None]
"""Called while reading: bytes done, bytes in all, reports so far."""
OnIssue = Callable[[Issue], None]

BATCH = 200
"""Reports recorded in one transaction: what an interruption can cost at most is reading these again."""
ISSUES_KEPT = 1000
"""Issues a summary carries; all of them are counted, and the ledger keeps all."""

_log = logging.getLogger("dragoman")


class Search(TypedDict, total=False):
    """What a search can be narrowed by. `actors` are names or codes that must all take part; dates are ISO days."""

    kinds: Sequence[Kind]
    actors: Sequence[str]
    status: Sequence[Status]
    stance: Sequence[Stance]
    types: Sequence[EventType]
    report: str | None
    since: str | None
    until: str | None
    limit: int | None


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


class Ledger:
    """A ledger on disk: what was read, and the questions one can put to it. Use it in a `with` or close it."""

    def __init__(self, path: PathLike, *, create: bool = True, readonly: bool = False) -> None:
        self.path = Path(path)
        self._store = Store.open(self.path, create=create, readonly=readonly)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file. Closing twice does no harm."""
        self._store.close()

    def read(
        self, paths: PathLike | Iterable[PathLike], progress: Progress | None = None, *, jobs: int | None = 1
    ) -> ReadSummary:
        """Read files and folders into the ledger; reading the same again changes nothing.

        `jobs` is the number of processes; None means as many as help. A script that asks for more than one must guard
        its entry with `if __name__ == "__main__":`. What cannot be used becomes an Issue in the summary and the ledger.
        Raises NotFound where a path does not exist, LedgerLocked and LedgerFull; what was recorded before stays.
        """
        summary = ReadSummary()
        for steps in _batches(_steps(_existing(paths), jobs, progress)):
            outcomes = [step.outcome for step in steps]
            summary = summary.plus(self._store.record(outcomes), (issue for one in outcomes for issue in _issues(one)))
        return summary

    def dialogue(self, *parties: str, since: str | None = None, until: str | None = None) -> Dialogue:
        """Return where the dialogue between the parties (names, codes or ids) stands; dates are ISO days.

        Raises NotFound for an unknown name, UsageError for an ambiguous one.
        """
        Query(since=since, until=until)  # raises for what is no date
        codes = tuple(dict.fromkeys(map(self.party, parties)))
        shared = {entry.report.id for entry in self._store.entries(Query(parties=codes))}
        entries = (entry for report in sorted(shared) for entry in self._store.entries(Query(report=report)))
        return group_dialogue(entries, codes, since=since, until=until, names={code: label(code) for code in codes})

    def search(self, words: str = "", **fields: Unpack[Search]) -> list[Entry]:
        """Return the findings of reports that contain all `words`, newest report first, narrowed by `fields`."""
        return list(self.entries(words, **fields))

    def entries(self, words: str = "", **fields: Unpack[Search]) -> Iterator[Entry]:
        """Yield what `search` returns, one by one."""
        query = Query(
            words=words,
            kinds=tuple(fields.get("kinds", ())),
            parties=tuple(map(self.party, fields.get("actors", ()))),
            status=tuple(fields.get("status", ())),
            stance=tuple(fields.get("stance", ())),
            types=tuple(fields.get("types", ())),
            report=fields.get("report"),
            since=fields.get("since"),
            until=fields.get("until"),
            limit=fields.get("limit"),
        )
        return self._store.entries(query)

    def table(self, words: str = "", **fields: Unpack[Search]) -> Table:
        """Return what `search` returns as Arrow: `polars.DataFrame(ledger.table())`. Raises InstallationError."""
        from dragoman.export import Table

        return Table(self.entries(words, **fields))

    def report(self, key: str) -> Report:
        """Return a report by its id, the beginning of it, or its source. Raises NotFound."""
        return self._store.report(key)

    def dated(self, key: str) -> Dated:
        """Return when a report was written: as it states, or inferred from what it names, with the reasons."""
        return self._store.dated(key)

    def reports(self, *, limit: int | None = None) -> Iterator[ReportHead]:
        """Yield the heads of the reports."""
        return self._store.reports(limit=limit)

    def issues(self) -> Iterator[Issue]:
        """Yield what could not be used, and why."""
        return self._store.issues()

    def counts(self) -> Counts:
        """Return what the ledger holds."""
        return self._store.counts()

    def holdings(self) -> Holdings:
        """Return what the ledger holds by outlet and by rule, and when it was read into last."""
        return self._store.holdings()

    def around(self, report: str, *parties: str) -> Around:
        """Return the reports before and after one in a dialogue. Raises NotFound."""
        return self._store.around(report, tuple(map(self.party, parties)))

    def party(self, name: str) -> str:
        """Return the code or id of a name, or `name` itself where the ledger knows an actor under that id."""
        try:
            return party(name)
        except NotFound:
            if next(iter(self._store.entries(Query(parties=(name,), limit=1))), None):
                return name
            raise


def open(path: PathLike = LEDGER_NAME, *, create: bool = True) -> Ledger:  # noqa: A001 - `dragoman.open` reads best
    """Open the ledger at `path`; a new one is made unless `create` is False (then NotFound)."""
    return Ledger(path, create=create)


def read(paths: PathLike | Iterable[PathLike], on_issue: OnIssue | None = None) -> Iterator[Report]:
    """Yield the reports in files and folders, without looking for findings.

    What cannot be used goes to `on_issue`; without one it is logged as a warning. Raises NotFound.
    """
    from dragoman.model import Page
    from dragoman.read import parse, units

    tell = on_issue or _warn
    for unit in units(_existing(paths)):
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
        yield from (Entry(finding, outcome.head) for finding in outcome.findings)


def outcomes(
    paths: PathLike | Iterable[PathLike], on_issue: OnIssue | None = None, *, jobs: int | None = 1
) -> Iterator[Outcome]:
    """Yield what each report in files and folders gave, without a ledger; issues as in `extract`. Raises NotFound."""
    tell = on_issue or _warn
    for step in _steps(_existing(paths), jobs, None):
        for issue in _issues(step.outcome):
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


def _issues(outcome: Outcome | Issue) -> tuple[Issue, ...]:
    return (outcome,) if isinstance(outcome, Issue) else outcome.issues


def _steps(paths: Sequence[Path], jobs: int | None, progress: Progress | None) -> Iterator[Step]:
    from dragoman.pipeline import run
    from dragoman.read import survey

    size = survey(paths).size if progress else 0
    for number, step in enumerate(run(paths, jobs=jobs), 1):
        if progress:
            progress(step.done, size, number)
        yield step


def _batches(steps: Iterator[Step]) -> Iterator[list[Step]]:
    while batch := list(islice(steps, BATCH)):
        yield batch


def _existing(paths: PathLike | Iterable[PathLike]) -> list[Path]:
    several = [paths] if isinstance(paths, str | os.PathLike) else paths
    found = [Path(path) for path in several]
    for path in found:
        if not path.exists():
            raise NotFound(f"{path}: no such file or folder")
    return found


def _warn(issue: Issue) -> None:
    _log.warning("%s", issue.message)
