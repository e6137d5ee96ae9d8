"""A name in the text → whether it stands there as a third party that helps two others to deal, or as their host."""

from __future__ import annotations

import re
from functools import cache

from dragoman.data import toml

BEFORE, AFTER = 45, 60
"""Characters around a name in which the word stands."""


def told_of(text: str, how: str = "helping") -> bool:
    """Whether any word of mediating, or hosting, stands in the text: without one no name need be looked around."""
    low = text.lower()
    return any(stem in low for stem in toml("bystanders")[how])


def helps(text: str, start: int, end: int, how: str = "helping") -> bool:
    """Whether the name at `start` to `end` mediates: "mediated by *Oman*", "*Qatar*, which brokered …"; or hosts."""
    return (
        _ahead(how).search(text[max(0, start - BEFORE) : start]) is not None
        or _behind(how).match(text[end : end + AFTER]) is not None
    )


@cache
def _ahead(how: str) -> re.Pattern[str]:
    """ "mediated by", "mediators Egypt and", "under the good offices of"."""
    return re.compile(
        rf"\b(?:{_words(how)})\w*[\s,]+(?:(?!with\b|between\b|for\b)[\w’'-]+[\s,]+){{0,3}}$", re.IGNORECASE
    )


@cache
def _behind(how: str) -> re.Pattern[str]:
    """ "-brokered", "has mediated", ", which hosted", "as a mediator"."""
    return re.compile(
        rf"(?:-|['’]s\s|,?\s)(?:(?!and\b|with\b|between\b)[\w’'-]+\s){{0,3}}?(?:{_words(how)})", re.IGNORECASE
    )


@cache
def _words(how: str) -> str:
    return "|".join(toml("bystanders")[how])
