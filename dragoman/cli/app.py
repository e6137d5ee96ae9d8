"""What every command shares: the app, its common options, and how a command speaks."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Group, Parameter

from dragoman import __version__
from dragoman.errors import NotFound, UsageError
from dragoman.model import Issue
from dragoman.show.columns import Columns

if TYPE_CHECKING:
    from dragoman.api import Ledger
    from dragoman.reading import Progress

OK, FAILED, MISUSED, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141

LARGEST = 2**31 - 1
"""The largest number an option takes."""

OPTIONS = Group("Options")
EXITS = """Exit status: 0 done; 1 it failed; 2 wrong use; 130 interrupted; 141 the reader of the output went away.
The ledger is --ledger, else $DRAGOMAN_LEDGER, else dialogue.db or the only ledger in this folder."""

app = App(
    name="dragoman",
    help="Reads reporting on diplomacy and keeps the record of the dialogue: who signalled what to whom, on what "
    "condition, through which channel, and which meetings were mooted, planned and held. Every line is tied to the "
    "exact words that say so.",
    help_epilogue=EXITS,
    version=__version__,
    help_format="plaintext",
    help_formatter=Columns(),
    suppress_keyboard_interrupt=False,
    group_parameters=OPTIONS,
    default_parameter=Parameter(negative_bool=(), negative_iterable=(), show_choices=True),
)
app.register_install_completion_command(help="Set up completion for bash, zsh or fish.", group=OPTIONS)
app["--help"].group = OPTIONS
app["--version"].group = OPTIONS

DATE = "YYYY-MM-DD, YYYY-MM or YYYY"
LedgerOption = Annotated[str | None, Parameter(name=["--ledger", "-l"], metavar="FILE", help="The ledger file.")]
Jobs = Annotated[
    int | None,
    Parameter(
        name=["--jobs", "-j"], metavar="N", help="Processes to read with; all that help if not given.",
        validator=lambda _, jobs: jobs is None or natural("--jobs", jobs, 1),
    ),
]  # fmt: skip
Since = Annotated[str | None, Parameter(metavar="DATE", help=f"First day: {DATE}. What bears no date is kept.")]
Until = Annotated[str | None, Parameter(metavar="DATE", help=f"Last day: {DATE}. What bears no date is kept.")]
AsOf = Annotated[
    str | None,
    Parameter(name="--as-of", metavar="DATE", help=f"Only what was known by the end of this day: {DATE}."),
]
TextOrJson = Annotated[Literal["text", "json"], Parameter(name=["--format", "-f"], help="How to show it.")]
TextJsonMd = Annotated[Literal["text", "json", "md"], Parameter(name=["--format", "-f"], help="How to show it.")]
Paths = Annotated[list[Path], Parameter(help="Files or folders with reports.")]


def examples(*lines: str) -> str:
    return "\n".join(["Examples:", *(f"  {line}" for line in lines)])


def natural(option: str, number: int, least: int = 0) -> None:
    if not least <= number <= LARGEST:
        raise UsageError(f"{option} is {number}: give a number from {least} to {LARGEST:,}")


def several(parties: Sequence[str], typed: Sequence[str]) -> None:
    """Refuse what names one party only. Raises UsageError."""
    if len(parties) < 2:
        raise UsageError(f"{' and '.join(typed)} are one party: name another beside it")


def readable(which: str, as_of: str | None) -> bool:
    """Tell whether a file is meant, to be read now. Raises UsageError where a day is given for it."""
    found = Path(which).is_file()
    if found and as_of is not None:
        raise UsageError(f"{which} is a file and read now: --as-of is for reports of a ledger")
    return found


def say(message: str) -> None:
    from dragoman.harmless import clean

    sys.stderr.write(f"dragoman: {clean(message)}\n")


def note(issue: Issue) -> None:
    from dragoman.show.summary import reason

    say(reason(issue))


def print_json(value: object) -> None:
    import json

    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def opened(option: str | None, *, create: bool = False) -> Ledger:
    from dragoman.api import Ledger
    from dragoman.settings import ledger_path

    path = ledger_path(option, os.environ, Path.cwd()) if create else existing(option)
    return Ledger(path, create=create, readonly=not create)


def existing(option: str | None) -> Path:
    """Return the ledger that is meant. Raises NotFound where it is not there."""
    from dragoman.settings import ledger_path

    path = ledger_path(option, os.environ, Path.cwd())
    if not path.exists():
        raise NotFound(f"{path}: no such ledger; dragoman read PATH makes one, --ledger FILE names another")
    return path


@contextmanager
def progress_bar(what: str = "reports") -> Iterator[Progress | None]:
    """Give a callback that draws a bar on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from dragoman.show.progress import bar

    with bar(what) as progress:
        yield progress
