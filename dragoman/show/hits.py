"""Entries → a list of hits under their reports: what each says, and its exact words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from dragoman.harmless import clean
from dragoman.model import Entry, ReportHead
from dragoman.show.terminal import put
from dragoman.wording import NO_MARKS, judged, outlet, phrase, published, quote, shorten, state, title

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

SHORT_ID = 8
KIND, STATE = 13, 13
LINES = 2
"""Lines that a hit may take for what it says, and again for its words."""


def show_hits(
    entries: Sequence[Entry], console: Console, *, more: bool = False, marks: Mapping[str, str] = NO_MARKS
) -> None:
    """Print the hits under their reports; `more` says that there are further ones, `marks` what people made of them."""
    put(console, _parts(entries, console.width, more, marks))


def _parts(entries: Sequence[Entry], width: int, more: bool, marks: Mapping[str, str]) -> Iterator[RenderableType]:
    from rich.text import Text

    if not entries:
        yield Text("nothing found", style="dim")
    reports: dict[str, list[Entry]] = {}
    for entry in entries:
        reports.setdefault(entry.report.id, []).append(entry)
    for number, hits in enumerate(reports.values()):
        yield Text("\n" if number else "", end="").append_text(_report(hits[0].report, width))
        yield _grid(hits, width, marks)
    if more:
        yield Text(f"\nThe first {len(entries)}; --limit N shows more.", style="dim")


def _report(report: ReportHead, width: int) -> Text:
    from rich.text import Text

    known = f"{published(report)}  {report.id[:SHORT_ID]}  "
    words = shorten(f"{outlet(report)}: {title(report)}", width - len(known))
    return Text(known, style="dim").append(words, style="not dim bold")


def _grid(hits: Sequence[Entry], width: int, marks: Mapping[str, str]) -> Table:
    from rich.table import Table

    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=KIND)
    grid.add_column(width=STATE, no_wrap=True)
    grid.add_column(ratio=1)
    room = (width - KIND - STATE - 6) * LINES - 8
    for entry in hits:
        grid.add_row(
            f"  {entry.finding.kind}", state(entry.finding), _words(entry, room, marks.get(entry.finding.id, ""))
        )
    return grid


def _words(entry: Entry, room: int, mark: str) -> Text:
    """What a hit says and, where that is not its very words, these; and what people made of it."""
    from rich.text import Text

    said = phrase(entry.finding)
    evidence = quote(entry.finding.evidence.quote, room)
    words = Text(shorten(said, room))
    if entry.finding.kind != "statement" and clean(entry.finding.evidence.quote) not in said:
        words.append(f"\n{evidence}", style="dim")
    return words.append(f"\n{judged(mark)}", style="cyan") if mark else words
