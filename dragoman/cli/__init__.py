"""Arguments in → text on standard output, notes on standard error, an exit status. Thin: the work is in `api`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from cyclopts import CycloptsError

from dragoman.cli import (  # noqa: F401 - for their commands
    access,
    assisting,
    briefing,
    contacts,
    exporting,
    gathered,
    judging,
    looking,
    measuring,
    plotting,
    reading,
    reference,
    serving,
)
from dragoman.cli.app import FAILED, INTERRUPTED, MISUSED, OK, PIPE_CLOSED, app, say
from dragoman.cli.misuse import misuse
from dragoman.errors import DragomanError, UsageError

__all__ = ["FAILED", "INTERRUPTED", "MISUSED", "OK", "PIPE_CLOSED", "app", "main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status; errors are one line on standard error, never a traceback."""
    try:
        status = _run(argv)
        sys.stdout.flush()
    except CycloptsError as error:
        return _fail(misuse(error), MISUSED)
    except DragomanError as error:
        return _fail(str(error), MISUSED if isinstance(error, UsageError) else FAILED)
    except KeyboardInterrupt:
        return _fail("interrupted; what was recorded before is whole", INTERRUPTED)
    except BrokenPipeError:
        _swallow_output()
        return PIPE_CLOSED
    except OSError as error:
        return _fail(f"{error.filename or 'output'}: {error.strerror or error}", FAILED)
    return status


def _run(argv: Sequence[str] | None) -> int:
    from dragoman.show.terminal import console, utf8

    utf8(sys.stdout, sys.stderr)
    status = app(argv, console=console(), result_action="return_value", exit_on_error=False, print_error=False)
    return status if isinstance(status, int) else OK


def _fail(message: str, status: int) -> int:
    with suppress(BrokenPipeError):
        say(message)
    return status


def _swallow_output() -> None:
    """Point standard output at nothing, so that the interpreter has nothing left to complain about as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
