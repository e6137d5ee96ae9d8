"""Report text → its quoted stretches: double quotation marks of all styles, over sentence and paragraph borders."""

from __future__ import annotations

import re

from dragoman.model import Span

MAX_QUOTE = 3000
"""Characters. A mark that finds no partner within this many is taken for a stray one."""

_MARK = re.compile(r"[\"“”„«»]|''|``")
_BREAK = re.compile(r"\n\s*\n|\n")


def quotations(text: str) -> tuple[Span, ...]:
    """Return the quoted stretches of `text` in order, marks included.

    A paragraph that opens a quotation and does not close it goes on where the next one opens again, as newspapers print
    it. A mark that never closes is ignored.
    """
    found: list[Span] = []
    opened: int | None = None
    for mark in _MARK.finditer(text):
        at, sign = mark.span()[0], mark.group()
        if opened is not None and (at - opened > MAX_QUOTE or _lost(text, opened, at, sign)):
            found.extend(_until_break(text, opened, at))
            opened = None
        if opened is None:
            opened = at if sign not in "”»" and _opens(text, at) else None
        elif sign in "“„«" and _starts_line(text, at):
            continue
        else:
            found.append(Span.of(text, opened, mark.end()))
            opened = None
    return tuple(found)


def _opens(text: str, at: int) -> bool:
    """A straight mark opens where a word follows and none goes before."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return not after.isspace() and not before.isalnum()


def _starts_line(text: str, at: int) -> bool:
    while at > 0 and text[at - 1] in " \t":
        at -= 1
    return at == 0 or text[at - 1] == "\n"


def _lost(text: str, opened: int, at: int, sign: str) -> bool:
    """Whether the open mark never closed: the next one opens again in another paragraph, not as a continuation."""
    if not _BREAK.search(text, opened, at):
        return False
    return not (_starts_line(text, at) or sign in "”»") and _opens(text, at) and text[at - 1 : at].isspace()


def _until_break(text: str, opened: int, at: int) -> list[Span]:
    """A quotation that was never closed ends with its paragraph, if it holds a sentence."""
    stop = _BREAK.search(text, opened, at)
    end = stop.start() if stop else at
    return [Span.of(text, opened, end)] if stop and end - opened > 40 else []
