"""Foreign text → text that can steer nothing (no terminal, no page, no reading direction); the scripts of a word."""

from __future__ import annotations

import unicodedata
from functools import cache

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


def scripts(word: str) -> frozenset[str]:
    """Return the scripts of a word's letters, as their Unicode names begin: `LATIN`, `CYRILLIC`."""
    return frozenset(_script(char) for char in word if char.isalpha()) - {""}


@cache
def _script(char: str) -> str:
    """The script of a letter; "" of modifiers, which go with any."""
    name = unicodedata.name(char, "UNKNOWN")
    return "" if name.startswith("MODIFIER") else name.split()[0]
