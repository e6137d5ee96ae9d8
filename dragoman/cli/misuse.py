"""A command line that cannot be understood → one line that says what is wrong and where to look."""

from __future__ import annotations

from difflib import get_close_matches

from cyclopts import App, CoercionError, CycloptsError, MissingArgumentError, UnknownCommandError, UnknownOptionError
from cyclopts.exceptions import UnusedCliTokensError


def misuse(error: CycloptsError) -> str:
    """Return the line for a command line that was refused."""
    command = " ".join(("dragoman", *(error.command_chain or ())))
    if isinstance(error, MissingArgumentError) and error.argument is not None:
        return (
            f"{error.keyword or error.argument.name} is missing or has no value; {command} --help shows how it is used"
        )
    if isinstance(error, UnknownCommandError) and error.unused_tokens:
        return _unknown(error.unused_tokens[0], error.app, command)
    if isinstance(error, UnknownOptionError):
        return (
            f"{command} has no option {error.token.keyword or error.token.value}; {command} --help shows those it has"
        )
    if isinstance(error, UnusedCliTokensError) and error.unused_tokens:
        return f"{command} takes no {error.unused_tokens[0]!r}; {command} --help shows how it is used"
    return _no_choice(error) or " ".join(str(error).split())


def _unknown(typed: str, app: App | None, command: str) -> str:
    known = [name for name in app or () if not name.startswith("-")]
    near = get_close_matches(typed, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"{command} --help lists the commands"
    return f"there is no command {typed!r}; {hint}"


def _no_choice(error: CycloptsError) -> str | None:
    """The line for a value that is none of those an option takes; None where the fault is another."""
    if not isinstance(error, CoercionError) or error.token is None or error.argument is None:
        return None
    name = error.token.keyword or error.argument.name
    choices = error.argument.get_choices()
    if choices:
        return f"{name} cannot be {error.token.value!r}; one of {', '.join(choices)}"
    if error.target_type is int:
        return f"{name} cannot be {error.token.value!r}; give a number"
    return None
