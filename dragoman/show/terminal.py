"""A stream → the console everything is printed on: how wide, with colour or without."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

NARROWEST = 60
WIDEST = 132
"""Lines longer than this tire the eye; a wider terminal keeps its margin."""


def width(stream: TextIO | None = None) -> int:
    """Return how wide to write on `stream`: COLUMNS or the terminal's width, 80 elsewhere, within reason."""
    known = os.environ.get("COLUMNS", "").isdigit() or (stream or sys.stdout).isatty()
    columns = shutil.get_terminal_size((80, 24)).columns if known else 80
    return max(NARROWEST, min(columns, WIDEST))


def console(stream: TextIO | None = None) -> Console:
    """Return a console on `stream`: colour and bold only on a terminal and without NO_COLOR, no markup, no emoji."""
    from rich.console import Console

    class Plain(Console):
        def on_broken_pipe(self) -> None:
            """Leave it to the caller, as any other failure to write; rich would end the process with status 1."""
            raise BrokenPipeError

    target = stream or sys.stdout
    return Plain(
        file=target, width=width(target), markup=False, emoji=False, highlight=False,
        color_system=None if os.environ.get("NO_COLOR") else "auto", soft_wrap=False,
    )  # fmt: skip


def put(console: Console, parts: Iterable[RenderableType]) -> None:
    """Print the parts; where nobody watches, without the blanks that fill up a line."""
    if console.is_terminal:
        for part in parts:
            console.print(part)
        return
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    console.file.write("".join(f"{line.rstrip()}\n" for line in captured.get().rstrip("\n").split("\n")))


def utf8(*streams: TextIO) -> None:
    """Write UTF-8 whatever the locale says; half characters become escapes instead of an error."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
