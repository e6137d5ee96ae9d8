"""Report text → its quoted stretches: double quotation marks of all styles, over sentence and paragraph borders."""

from __future__ import annotations

import re
from functools import cache

from dragoman.data import words
from dragoman.model import Span

MAX_QUOTE = 3000
"""Characters. A mark that finds no partner within this many is taken for a stray one."""

_MARK = re.compile(r"[\"“”„«»]|''|``")
_BREAK = re.compile(r"\n\s*\n|\n")
_UNMARKED = re.compile(r"\n\s*[^\s\"“”„«»'`][^\n]*\n")
"""A line between two others that no quotation mark opens."""
_DASHED = re.compile(r"^[ \t]*[–—][ \t]+(?P<said>\S.*)$", re.MULTILINE)
"""A line that a dash opens: speech, in the print of many languages, where such lines have words like "– says X"."""


def quotations(text: str) -> tuple[Span, ...]:
    """Return the quoted stretches of `text` in order, marks included.

    A paragraph that opens a quotation and does not close it goes on where the next one opens again, as newspapers print
    it. One that never closes ends with its paragraph. Speech in lines that a dash opens counts as quoted.
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
    if opened is not None and (_starts_line(text, opened) or text[:opened].rstrip().endswith((":", ","))):
        found.extend(_until_break(text, opened, len(text)))
    return tuple(sorted({*found, *_dialogue(text, found)}, key=lambda span: span.start))


def _dialogue(text: str, quoted: list[Span]) -> list[Span]:
    """The words spoken in lines that a dash opens ("– We are ready – says the minister"), if the text prints it so."""
    lines = list(_DASHED.finditer(text))
    if not any(_cue().search(line["said"]) for line in lines):
        return []
    found = []
    for line in lines:
        start, end = line.span("said")
        cue = _cue().search(text, start, end) or _trailing().search(text, start, end)
        found.append(Span.of(text, start, cue.start() if cue is not None else end))
    return [one for one in found if not any(one.start < other.end and other.start < one.end for other in quoted)]


@cache
def _cue() -> re.Pattern[str]:
    """A dash and a word of speech: "… – *says* the minister"."""
    return re.compile(rf"\s[–—]\s+(?={_said()})")


@cache
def _trailing() -> re.Pattern[str]:
    """A comma and whoever speaks, up to the end of the line: "…, *the minister said*."."""
    return re.compile(rf",(?=[^,.!?]{{2,80}}\s{_said()}\s*\.?\s*$)", re.MULTILINE)


def _said() -> str:
    return rf"(?:{'|'.join(sorted(words('statements', 'verbs', 'dashed')))})\b"


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
    """Whether the open mark never closed: the next one opens again in another paragraph, not as a continuation.

    A quotation over several paragraphs has a mark before each.
    """
    if not _BREAK.search(text, opened, at):
        return False
    if _starts_line(text, at) and sign not in "”»" and _opens(text, at) and _UNMARKED.search(text, opened, at):
        return True
    return not (_starts_line(text, at) or sign in "”»") and _opens(text, at) and text[at - 1 : at].isspace()


def _until_break(text: str, opened: int, at: int) -> list[Span]:
    """A quotation that was never closed ends with its paragraph, if it holds a sentence."""
    stop = _BREAK.search(text, opened, at)
    end = stop.start() if stop else at
    return [Span.of(text, opened, end)] if (stop or at == len(text)) and end - opened > 40 else []
