"""Words and rows → a small piece of HTML for a notebook: escaped, without scripts, styled on the spot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from dragoman.harmless import blank, clean

FONT = "font:14px/1.5 system-ui,sans-serif;max-width:60em"
CELL = "text-align:left;vertical-align:top;padding:.15em .9em .15em 0"
QUOTED = "margin:.4em 0;padding-left:.8em;border-left:3px solid currentColor"
SOFT = "opacity:.65"


def card(title: str, about: str, *parts: str) -> str:
    """Return a piece with a heading, a soft line under it, and parts that are HTML already."""
    line = f'<div style="{SOFT}">{safe(about)}</div>' if about else ""
    return f'<div style="{FONT}"><strong>{safe(title)}</strong>{line}{"".join(parts)}</div>'


def table(rows: Iterable[Sequence[object]], head: Sequence[str] = ()) -> str:
    """Return a table of plain values, nothing for no rows; unknown is an empty cell."""
    made = [_row("td", row) for row in rows]
    first = [_row("th", head)] if head else []
    return f'<table style="border-collapse:collapse;margin:.4em 0">{"".join([*first, *made])}</table>' if made else ""


def marked(sentence: str, start: int, end: int) -> str:
    """Return a sentence with the words from `start` to `end` marked; offsets count from its beginning."""
    before, words, after = sentence[:start], sentence[start:end], sentence[end:]
    quoted = f"{safe(before, keep=True)}<mark>{safe(words, keep=True)}</mark>{safe(after, keep=True)}"
    return (
        f'<blockquote style="margin:.4em 0;padding-left:.8em;border-left:3px solid currentColor">{quoted}</blockquote>'
    )


def text(words: str, most: int) -> str:
    """Return the beginning of a text with its line breaks, and how much more there is."""
    left = len(words) - most
    rest = f'<div style="{SOFT}">… {left:,} more characters</div>' if left > 0 else ""
    return f'<div style="white-space:pre-wrap;margin:.4em 0">{escape(blank(words[:most]))}</div>{rest}'


def safe(words: object, *, keep: bool = False) -> str:
    """Return a value as text that is no markup, on one line; `keep` leaves its outer spaces."""
    if words is None:
        return ""
    return escape(blank(str(words)) if keep else clean(str(words)))


def _row(tag: str, cells: Sequence[object]) -> str:
    made = "".join(f'<{tag} style="{CELL}">{safe(cell)}</{tag}>' for cell in cells)
    return f"<tr>{made}</tr>"
