"""Help of a command → aligned columns without boxes, at most as wide as the terminal."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cyclopts.help import PlainFormatter

if TYPE_CHECKING:
    from cyclopts.help import HelpEntry, HelpPanel
    from rich.console import Console, ConsoleOptions

NAMES = 22
"""The column of names."""


class Columns(PlainFormatter):
    """Print each panel as a heading and two columns."""

    def __call__(self, console: Console, options: ConsoleOptions, panel: HelpPanel) -> None:
        """Print one panel, as cyclopts asks its formatters to."""
        from rich.table import Table

        if not panel.entries:
            return
        style = None if os.environ.get("NO_COLOR") else "bold"
        console.print(f"{panel.title}:", style=style, markup=False, highlight=False)
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(width=NAMES + 2)
        grid.add_column(ratio=1)
        for entry in panel.entries:
            grid.add_row(f"  {names(entry)}", explanation(entry))
        console.print(grid, markup=False, highlight=False)
        console.print()


def names(entry: HelpEntry) -> str:
    """Return "--ledger, -l FILE"."""
    shown = ", ".join(entry.display_labels)
    metavar = (entry.metavar or "").removesuffix("...")
    return shown if entry.positional_label or set(metavar.split("|")) <= {"", "CHOICE"} else f"{shown} {metavar}"


def explanation(entry: HelpEntry) -> str:
    """Return what an option does, its choices and its default."""
    parts = [str(getattr(entry.description, "primary_renderable", entry.description or ""))]
    if entry.choices:
        parts.append(f"One of: {', '.join(entry.choices)}.")
    if entry.default not in {None, "()", "False"}:
        parts.append(f"Default: {entry.default}.")
    return " ".join(part.strip() for part in parts if part.strip())
