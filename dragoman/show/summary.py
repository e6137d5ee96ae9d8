"""A reading, or the counts of a ledger → a short table, and one line for each report that could not be used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.harmless import clean
from dragoman.model import KINDS, Issue, Kind
from dragoman.wording import count

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.ledger import Counts
    from dragoman.reading import ReadSummary

LISTED = 20
"""Reasons listed before the rest is only counted."""


def show_reading(summary: ReadSummary, console: Console) -> None:
    """Print what a reading did."""
    rows = [
        ("reports read", summary.read), ("new", summary.new), ("unchanged", summary.unchanged),
        ("superseded", summary.superseded), ("quarantined", summary.quarantined),
    ]  # fmt: skip
    rows += [("findings retired", summary.retired)] if summary.retired else []
    _table(rows, console)
    if summary.unchanged and not summary.new and not summary.findings:
        _nothing_new(summary.unchanged, console)
    else:
        show_kinds(summary.findings, console)
    listed = summary.issues[:LISTED]
    show_issues(listed, console, left=max(len(summary.issues), summary.quarantined) - len(listed))


def _nothing_new(reports: int, console: Console) -> None:
    from rich.text import Text

    known = "The report was known: its" if reports == 1 else f"All {reports:,} reports were known: their"
    console.print(Text("\nNOTHING NEW", style="bold blue"))
    console.print(f"  {known} findings stand as they were (dragoman status).", soft_wrap=True)


def show_status(path: Path, counts: Counts, issues: Sequence[Issue], console: Console) -> None:
    """Print what a ledger holds, and the issues where they were asked for."""
    from rich.text import Text

    console.print(Text(clean(str(path)), style="bold"), soft_wrap=True)
    rows = [("reports", counts.reports), ("superseded", counts.superseded), ("quarantined", counts.issues)]
    rows += [("findings retired", counts.retired)] if counts.retired else []
    _table(rows, console)
    show_kinds(counts.findings, console)
    show_issues(issues, console, left=0)


def show_kinds(findings: Mapping[Kind, int], console: Console) -> None:
    """Print how many findings there are of each kind."""
    from rich.text import Text

    console.print(Text(f"\n{count(sum(findings.values()), 'finding').upper()}", style="bold blue"))
    _table([(kind, findings[kind]) for kind in KINDS if findings.get(kind)], console)


def show_issues(issues: Sequence[Issue], console: Console, *, left: int) -> None:
    """Print why reports were quarantined, or kept without findings, one line each; `left` counts those not listed."""
    from rich.text import Text

    for heading, kept in (("QUARANTINED", False), ("KEPT WITHOUT FINDINGS", True)):
        listed = [issue for issue in issues if issue.kept is kept]
        if listed:
            console.print(Text(f"\n{heading}", style="bold yellow"))
        for issue in listed:
            console.print(Text(f"  {reason(issue)}"), soft_wrap=True)
    if left > 0:
        console.print(Text(f"  … and {left:,} more: dragoman status --issues", style="dim"))


def reason(issue: Issue) -> str:
    """Return the issue on one line; its message names the input."""
    source = clean(issue.source)
    message = clean(issue.message)
    return message if source in message else f"{source}: {message}"


def _table(rows: Iterable[tuple[str, int]], console: Console) -> None:
    from rich.table import Table

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=2)
    table.add_column(width=18)
    table.add_column(justify="right", width=9)
    for label, number in rows:
        table.add_row("", label, f"{number:,}")
    console.print(table)
