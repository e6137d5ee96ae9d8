"""A command line that cannot be understood → one line that says what is wrong and where to look."""

from __future__ import annotations

from difflib import get_close_matches

from cyclopts import App, CycloptsError, MissingArgumentError, UnknownCommandError


def misuse(error: CycloptsError) -> str:
    """Return the line for a command line that was refused."""
    command = " ".join(("dragoman", *(error.command_chain or ())))
    if isinstance(error, MissingArgumentError) and error.argument is not None:
        return (
            f"{error.keyword or error.argument.name} is missing or has no value; {command} --help shows how it is used"
        )
    if isinstance(error, UnknownCommandError) and error.unused_tokens:
        return _unknown(error.unused_tokens[0], error.app, command)
    return " ".join(str(error).split())


def _unknown(typed: str, app: App | None, command: str) -> str:
    known = [name for name in app or () if not name.startswith("-")]
    near = get_close_matches(typed, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"{command} --help lists the commands"
    return f"there is no command {typed!r}; {hint}"
