"""A name or a date as somebody wrote it → what is wrong with it, if anything."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from dragoman.data import toml, words
from dragoman.dates import MONTHS
from dragoman.gazetteer import fold
from dragoman.harmless import scripts

LONGEST = 120
"""Characters of a name or title at most: the longest of ours has 79."""

_NO_NAME = r"[<>{}\[\]\\^=@#$%*~_]"
"""Marks of markup and of programs."""

_DATE = re.compile(r"(19|20)[0-9]{2}(-[0-9]{2}(-[0-9]{2})?)?")
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_SAID = re.compile(
    rf"(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
    rf"(?:\s+(?P<day_after>[0-9]{{1,2}})(?:st|nd|rd|th)?)?,?\s+{_YEAR}"
)
"""A date with its month in words."""
_TIMED = re.compile(r"(?<=[0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.]+(?:Z|[+-][0-9:]+)?")
_YEAR_FIRST = re.compile(r"((?:19|20)[0-9]{2})[/.]([0-9]{1,2})[/.]([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]((?:19|20)[0-9]{2})")
_MONTHS_OF_YEAR = 12


def latin(name: str) -> bool:
    """Whether all letters of the name are Latin, and it has some."""
    return scripts(name) == {"LATIN"}


def name_fault(name: str) -> str | None:
    """Return what keeps a name out of the tables, None where nothing does."""
    if len(name) > LONGEST:
        return f"{name[:40]!r}… has {len(name):,} characters, and {LONGEST} are the most"
    if any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"} or char == "\ufffd" for char in name):
        return f"{name!r} holds characters that cannot be read"
    if "|" in name:
        return f"{name!r} holds a |, which stands between names"
    mixed = next((word for word in name.split() if len(scripts(word)) > 1), None)
    if mixed is not None:
        return f"{mixed!r} mixes {' and '.join(sorted(one.title() for one in scripts(mixed)))} letters"
    if "LATIN" not in scripts(name):
        return f"{name!r} has no Latin letters, and reports are read in English"
    if not latin(name):
        return f"{name!r} has words in {' and '.join(sorted(one.title() for one in scripts(name)))} letters"
    if (mark := re.search(_NO_NAME, name)) is not None:
        return f"{name!r} holds a {mark.group()}, which no name has"
    return None


def iso_date(written: str) -> str:
    """Return a date as the tables have it: `March 2004` is `2004-03`, `21/08/2024` and `Aug. 21, 2024` are
    `2024-08-21`, and a time of day is left out. What leaves a doubt, or is no date, comes back as it is written."""
    written = _TIMED.sub("", written.strip())
    said = _SAID.fullmatch(written.lower())
    if said is not None:
        day = said["day"] or said["day_after"]
        return f"{said['year']}-{MONTHS[said['month']]:02}" + (f"-{int(day):02}" if day else "")
    days = _readings(written)
    return days[0] if len(days) == 1 else written


def date_fault(written: str) -> str | None:
    """Return what is wrong with a partial ISO date (`2024`, `2024-05`, `2024-05-01`), None where nothing is."""
    if len(days := _readings(written)) > 1:
        return f"{written!r} can be {' or '.join(days)}: write the one that is meant"
    if not _DATE.fullmatch(written):
        return f"{written[:40]!r} is no date (write 2024-05-21, 21 May 2024, 2024-05, May 2024 or 2024)"
    try:
        date.fromisoformat(written + "0000-01-01"[len(written) :])
    except ValueError:
        return f"{written!r} is no day of the calendar"
    return None


def _readings(written: str) -> list[str]:
    """The days that a date in numbers can mean: one where a number above 12 or two equal ones tell day from month."""
    if (first := _YEAR_FIRST.fullmatch(written.strip())) is not None:
        return [f"{first[1]}-{int(first[2]):02}-{int(first[3]):02}"]
    if (last := _YEAR_LAST.fullmatch(written.strip())) is None:
        return []
    one, other, year = int(last[1]), int(last[2]), last[3]
    return list(dict.fromkeys(f"{year}-{m:02}-{d:02}" for d, m in ((one, other), (other, one)) if m <= _MONTHS_OF_YEAR))


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
