"""A name or a date as somebody wrote it → what is wrong with it, if anything."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from dragoman.data import toml, words
from dragoman.gazetteer import fold
from dragoman.harmless import scripts

LONGEST = 120
"""Characters of a name or title at most: the longest of ours has 79."""

_DATE = re.compile(r"(19|20)\d\d(-\d\d(-\d\d)?)?")


def latin(name: str) -> bool:
    """Whether all letters of the name are Latin, and it has some."""
    return scripts(name) == {"LATIN"}


def name_fault(name: str) -> str | None:
    """Return what keeps a name out of the tables, None where nothing does."""
    if len(name) > LONGEST:
        return f"{name[:40]!r}… has {len(name):,} characters"
    if any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"} or char == "\ufffd" for char in name):
        return f"{name!r} holds characters that cannot be read"
    if "|" in name:
        return f"{name!r} holds a |, which stands between names"
    mixed = next((word for word in name.split() if len(scripts(word)) > 1), None)
    if mixed is not None:
        return f"{mixed!r} mixes {' and '.join(sorted(one.title() for one in scripts(mixed)))} letters"
    if "LATIN" not in scripts(name):
        return f"{name!r} has no Latin letters, and reports are read in English"
    return None


def date_fault(written: str) -> str | None:
    """Return what is wrong with a partial ISO date (`2024`, `2024-05`, `2024-05-01`), None where nothing is."""
    if not _DATE.fullmatch(written):
        return f"{written[:40]!r} is no date (YYYY-MM-DD, YYYY-MM or YYYY)"
    try:
        date.fromisoformat(written + "0000-01-01"[len(written) :])
    except ValueError:
        return f"{written!r} is no day of the calendar"
    return None


def kebab(name: str) -> str:
    """Return the name in small ASCII letters joined by hyphens, as ids are written."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name).lower()).strip("-")


def plain(name: str) -> str:
    """Return the name as it is compared: no diacritics, no case, single blanks."""
    return " ".join(fold(name).lower().split())


def in_full(title: str) -> str:
    """A title with what desks shorten written out: "PM" is the prime minister."""
    short: dict[str, str] = toml("actors")["short"]
    return " ".join(short.get(word.lower().rstrip("."), word) for word in title.split())


def untitled(name: str) -> str:
    """A name without a form of address before it: "Mr John Smith" is John Smith; a lone surname keeps it."""
    said = name.split()
    address = words("actors", "titles", "address") | words("actors", "titles", "accredited")
    while len(said) > 2 and said[0].lower().rstrip(".") in address:
        said = said[1:]
    return " ".join(said)
