"""Entries → a list of hits: what each says, its exact words, its source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.model import Entry
from dragoman.show.phrase import outlet, phrase, published, quote, state, title
from dragoman.show.terminal import put

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

WORDS = 160
"""Characters of evidence shown with a hit."""


def show_hits(entries: Sequence[Entry], console: Console, *, more: bool = False) -> None:
    """Print the hits, newest report first; `more` says that there are further ones."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for width in (10, 11, 12):
        grid.add_column(width=width, no_wrap=True)
    grid.add_column(ratio=1)
    for entry in entries:
        grid.add_row(published(entry.report), entry.finding.kind, state(entry.finding), _words(entry))
    note = f"\nThe first {len(entries)}; --limit N shows more." if more else ""
    put(
        console,
        [grid, *([Text(note, style="dim")] if more else [])] if entries else [Text("nothing found", style="dim")],
    )


def _words(entry: Entry) -> Text:
    from rich.text import Text

    said = phrase(entry.finding)
    words = Text(said)
    evidence = quote(entry.finding.evidence.quote, WORDS)
    if evidence.strip("“”…") not in said:
        words.append(f"\n{evidence}", style="italic")
    return words.append(f"\n{outlet(entry.report)}: {title(entry.report)} [{entry.report.id[:8]}]", style="dim")
