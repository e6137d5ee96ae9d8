"""Text → what its first lines say of it: headline, date, byline, outlet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from dragoman.data import toml
from dragoman.model import Span
from dragoman.read.dates import iso_date
from dragoman.read.furniture import is_title, reporting, rulebook

_NAME = r"[^\W\d_a-z][\w.'’-]*"
_BETWEEN = r"(?:,?\s+(?:and|in|for|of|the|de|da|di|del|der|den|van|von|la|le|bin|ibn|al|el|&)|,)?\s+"
_BYLINE = re.compile(rf"(?i:(?:text |written |story |reported )?by)\s+(?P<names>{_NAME}(?:{_BETWEEN}{_NAME}){{1,9}})")
_NO_NAMES = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|the|early|late|mid|next|last",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"(?i:(?:first )?(?:published|posted|released|issued)(?:\s+on)?:?\s+)(?P<date>.*\d.*)")
_MARKDOWN = re.compile(r"#{1,3}\s+")


@dataclass(slots=True)
class Heading:
    """What the head of a text says. `taken`: its lines that are labels and values, not reporting."""

    headline: Span | None = None
    fields: dict[str, str] = field(default_factory=dict)
    taken: list[Span] = field(default_factory=list)


def heading(text: str, lines: Sequence[Span], marked: Sequence[Span]) -> Heading:
    """Read the head of `text`; `lines` are its lines, `marked` its furniture."""
    found = Heading()
    head = list(islice(reporting(lines, marked), rulebook().zone + 1))
    open_to_title, open_to_date = True, _one_date(lines)
    for index, line in enumerate(head[: rulebook().zone]):
        if stated := _stated(line.quote) or (_dated(line.quote) if open_to_date else None):
            _take(found, line, *stated)
            continue
        if open_to_title and found.headline is None:
            found.headline = _headline(text, line, head[index + 1 : index + 2])
        open_to_title = False
        open_to_date = open_to_date and not _is_paragraph(line.quote)
    return found


def same_title(line: str, title: str) -> bool:
    """Tell whether a line is the title, but for case, spaces and typography."""
    return bool(title) and _bare(line) == _bare(title)


def _bare(words: str) -> str:
    return re.sub(r"[\W_]+", " ", words.casefold()).strip()


def _take(found: Heading, line: Span, name: str, value: str) -> None:
    found.fields.setdefault(name, value)
    if name != "title":
        found.taken.append(line)
    elif found.headline is None:
        start = line.start + line.quote.rindex(value)
        found.headline = Span(start, start + len(value), value)
        found.taken.append(Span(line.start, start, line.quote[: start - line.start]))


def _stated(line: str) -> tuple[str, str] | None:
    """Return the field a line of the head states and its value."""
    if len(line) > 200:
        return None
    return _labelled(line) or _published(line) or _signed(line)


def _labelled(line: str) -> tuple[str, str] | None:
    match = _labels().fullmatch(line)
    if not match:
        return None
    name, value = _field_of()[match["label"].casefold()], match["value"]
    value = value[1:-1] if value[0] == value[-1] and value[0] in "'\"" and len(value) > 2 else value
    if name == "published":
        date = iso_date(value)
        return (name, date) if date else None
    sentence = len(value.split()) > 6 and value.endswith(".")
    return None if sentence or (name == "language" and len(value) > 20) else (name, value)


def _published(line: str) -> tuple[str, str] | None:
    match = _PUBLISHED.fullmatch(line)
    return _dated(match["date"]) if match else None


def _dated(line: str) -> tuple[str, str] | None:
    date = iso_date(line)
    return ("published", date) if date else None


def _one_date(lines: Sequence[Span]) -> bool:
    """Lines that are only a date: one states when a report is from, several make a chronology."""
    return sum(iso_date(line.quote) is not None for line in lines) == 1


def _signed(line: str) -> tuple[str, str] | None:
    match = _BYLINE.fullmatch(line)
    if not match or _NO_NAMES.match(match["names"]):
        return None
    return "byline", match["names"]


def _headline(text: str, line: Span, after: Sequence[Span]) -> Span | None:
    mark = _MARKDOWN.match(line.quote)
    start = line.start + (mark.end() if mark else 0)
    title = Span.of(text, start, line.end)
    if not after or not is_title(title.quote):
        return None
    gap = text[line.end : after[0].start]
    apart = bool(mark or gap.strip()) or len(re.findall(r"\r\n?|\n", gap)) > 1
    return title if apart or _is_body(after[0].quote, title.quote) else None


def _is_body(line: str, title: str) -> bool:
    """Tell a paragraph right under a headline from the second line of a wrapped paragraph."""
    return _is_paragraph(line) and not line[0].islower() and len(line) >= 1.3 * len(title)


def _is_paragraph(line: str) -> bool:
    return line[-1] in '.!?…"”’»' or len(line) >= 200


@cache
def _field_of() -> dict[str, str]:
    return {label: row["name"] for row in toml("furniture")["field"] for label in row["labels"]}


@cache
def _labels() -> re.Pattern[str]:
    labels = "|".join(sorted(map(re.escape, _field_of()), key=len, reverse=True))
    return re.compile(rf"(?P<label>(?i:{labels}))\s?:\s*(?P<value>\S.{{0,160}})")
