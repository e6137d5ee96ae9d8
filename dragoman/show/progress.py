"""Bytes done, bytes in all, reports so far → a bar on standard error that leaves nothing behind."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dragoman.show.terminal import console

if TYPE_CHECKING:
    from dragoman.reading import Progress


@contextmanager
def bar(what: str = "reports", doing: str = "reading") -> Iterator[Progress]:
    """Show a bar and give the callback that moves it; `what` is being counted, `doing` something with it."""
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn(doing), BarColumn(), TaskProgressColumn(), TextColumn(f"{{task.fields[reports]:,}} {what}"),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console(sys.stderr), transient=True) as shown:
        task = shown.add_task(doing, total=None, reports=0)

        def move(done: int, size: int, reports: int) -> None:
            shown.update(task, completed=done, total=size or None, reports=reports)

        yield move
