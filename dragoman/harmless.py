"""Foreign text → text that can steer nothing: no terminal, no page, no reading direction."""

from __future__ import annotations

import unicodedata

_SPACES = {"\n", "\t", "\r", "\u2028", "\u2029"}


def clean(text: str) -> str:
    """Return `text` on one line, without control or direction-changing characters: no report can steer the terminal."""
    return " ".join(blank(text).split())


def blank(text: str) -> str:
    """Return `text` with every control character but the newline made harmless; the length stays the same."""
    return text if text.isascii() and text.isprintable() else "".join(map(_safe, text))


def _safe(char: str) -> str:
    if char == "\n":
        return char
    if char in _SPACES:
        return " "
    return "\N{REPLACEMENT CHARACTER}" if unicodedata.category(char) in {"Cc", "Cf", "Cs"} else char
