"""A line → the place a report was sent from, which stands before its first words: "KYIV, 12 March (Reuters) - "."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.gazetteer import Name, gazetteer

WITHIN = 800
"""Characters from the start of a report within which a line can open with a dateline; a headline comes before."""

SENTENCE = 6
"""Words that a sentence after a dateline has at least."""

_UPPER = r"[^\W\d_a-zß-ÿ][^\W\d_a-zß-ÿ.'’-]+"
_TITLED = r"[A-Z][\w.'’-]+"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:\d{{1,2}}\s{_MONTH}|{_MONTH}\s\d{{1,2}})(?:,?\s\d{{4}})?"
_AGENCY = r"(?:\([^()\n\d]{2,30}\)|/[A-Z]{2,12}/)"
_DASH = r"\s?(?:—|–|--)\s?|\s-\s"
_LINE = re.compile(
    rf"(?P<upper>{_UPPER}(?:[ /]{_UPPER})*)?(?P<titled>{_TITLED}(?:\s{_TITLED}){{0,3}})?"
    rf"(?:,\s(?!{_DAY})[A-Z][^—–(/:\n\d]{{1,30}}?)?(?P<day>[,.]\s{_DAY}\.?)?(?P<agency>\s?{_AGENCY}\.?)?"
    rf"(?:(?P<dash>{_DASH})|(?P<colon>:\s)|(?<=/\.)\s)"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """`place` as printed, "" where only an agency stands; `state`: where it lies, if known; `end`: its characters."""

    place: str
    state: str | None
    end: int


def dateline(line: str) -> Dateline | None:
    """Return the dateline that a line opens with; None where it opens with the report's own words.

    An agency makes one of any place, a day of one in capitals or listed; a mere dash only of one in capitals that
    nobody bears as a name ("NATO — the alliance") or of a listed one before a whole sentence ("Tel Aviv, Israel – The
    minister said …"), a colon only of a listed place: speakers are set off so too.
    """
    found = _LINE.match(line)
    if found is None:
        return None
    place = found["upper"] or found["titled"] or ""
    names = gazetteer().meanings(place.split("/")[0].title() if found["upper"] else place)
    towns = [name for name in names if name.sense in {"capital", "place"}]
    certain = bool(found["agency"] or (found["day"] and (found["upper"] or towns)))
    opening = bool(towns and found["dash"]) and _sentence(line[found.end() :])
    if not (certain or opening) and not (found["upper"] and (towns or (found["dash"] and not _borne(names, place)))):
        return None
    return Dateline(place, next((name.state for name in towns if name.state), None), found.end())


def _sentence(rest: str) -> bool:
    """Whether the words after a dash begin a sentence, not the other end of a way ("Paris – Berlin trains")."""
    words = rest.split()
    if len(words) < SENTENCE or not words[0][0].isupper():
        return False
    return all(name.sense not in {"capital", "place"} for name in gazetteer().meanings(words[0]))


def seat(text: str) -> str | None:
    """Return the state from whose town a report is sent: "ANKARA (Reuters) - "; None where no line tells."""
    lines = re.finditer(r"(?m)^.+", text[:WITHIN])
    return next((found.state for line in lines if (found := dateline(line.group())) and found.state), None)


def _borne(names: tuple[Name, ...], place: str) -> bool:
    """Whether somebody else goes by the name; shorter ones than four letters are abbreviations."""
    return bool(names) or len(place) < 4 or bool(gazetteer().meanings(place))


__all__ = ["WITHIN", "Dateline", "dateline", "seat"]
