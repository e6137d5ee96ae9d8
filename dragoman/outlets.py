"""A mention, or the words of one → whether it is a paper, an agency or a station."""

from __future__ import annotations

import re
from functools import cache

from dragoman.data import words
from dragoman.model import Mention

MARKS = frozenset(
    {"agency", "newspaper", "daily", "broadcaster", "weekly", "magazine", "website", "portal", "newswire"}
)
"""Words that make any name before them an outlet's: "the Tunisian Press *Agency*"."""


def outlet(speaker: Mention) -> bool:
    """Return whether the mention is an outlet."""
    said = {*speaker.name.lower().split(), speaker.head}
    return bool(said & words("statements", "media", "carriers")) or called_so(speaker.span.quote)


def called_so(name: str) -> bool:
    """Return whether the words name an outlet: "Qatar-based Al Jazeera TV channel", "the state news agency"."""
    text = name.lower()
    if _names().search(text) is not None:
        return True
    last = text.split()[-1] if text else ""
    return last in MARKS and ("news" in text or "press" in text or last != "agency")


@cache
def _names() -> re.Pattern[str]:
    listed = sorted(map(re.escape, words("statements", "media", "outlets")), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(listed)})(?![\w-])")


__all__ = ["called_so", "outlet"]
