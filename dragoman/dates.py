"""Text → the date expressions in it, and one expression → its form and its parts (day, month, unit, …).

The grammar is data (`data/dates.toml`); what an expression means on a given day is for `dragoman.resolve.dates`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from dragoman.data import toml
from dragoman.model import Span

LONGEST = 128  # characters of one expression; longer input is no date


@dataclass(frozen=True, slots=True)
class Expression:
    """A date expression taken apart: the form it has, the operator before it ("since") and the named parts."""

    form: str
    operator: str | None
    parts: Mapping[str, str]


_TABLES = toml("dates")
MONTHS: Mapping[str, int] = {**_TABLES["months"], **_TABLES["months_short"]}
WEEKDAYS: Mapping[str, int] = {**_TABLES["weekdays"], **_TABLES["weekdays_short"]}
NUMBERS: Mapping[str, int] = _TABLES["numbers"]
MONTH_NAMES = tuple(name.capitalize() for name in _TABLES["months"])
WEEKDAY_NAMES = tuple(name.capitalize() for name in _TABLES["weekdays"])
SEASONS: Mapping[str, int] = _TABLES["seasons"]
DEICTIC: Mapping[str, int] = _TABLES["deictic"]
PARTS: Mapping[str, str] = _TABLES["parts"]
HOLIDAYS: Mapping[str, str] = _TABLES["holidays"]
ORDINALS: Mapping[str, int] = _TABLES["ordinals"]
OPERATORS: Mapping[str, str] = _TABLES["operators"]
REFERENCES: Mapping[str, str] = _TABLES["references"]
_LISTS: Mapping[str, frozenset[str]] = {name: frozenset(words) for name, words in _TABLES["lists"].items()}


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=len, reverse=True))


def _fragments() -> dict[str, str]:
    """The word lists as alternatives, beside the fragments the data file spells out."""
    words: dict[str, Iterable[str]] = {
        "months": _TABLES["months"],
        "months_short": _TABLES["months_short"],
        "weekdays": _TABLES["weekdays"],
        "weekdays_any": WEEKDAYS,
        "numbers": NUMBERS,
        "seasons": SEASONS,
        "holidays": HOLIDAYS,
        "deictic": DEICTIC,
        "parts": PARTS,
        "references": REFERENCES,
        "counted": _LISTS["counted"],
    }
    spelled: Mapping[str, str] = _TABLES["fragments"]
    return {name: _any(listed) for name, listed in words.items()} | dict(spelled)


def _pattern(form: str, fragments: Mapping[str, str]) -> str:
    """A form of the data file as a regular expression: fragments filled in, ASCII digits, any short run of white space
    for a space (lines of a report are often wrapped)."""
    while _HOLE.search(form):
        form = _HOLE.sub(lambda hole: fragments[hole[1]], form)
    return form.replace(r"\d", "[0-9]").replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}")


_HOLE = re.compile(r"\{([a-z_][a-z_0-9]*)\}")
_FORMS: Mapping[str, str] = {name: _pattern(form, _fragments()) for name, form in _TABLES["forms"].items()}
_OPERATOR = "(?:(?P<operator>" + _any(OPERATORS).replace(" ", r"\s{1,3}") + r")\s{1,3}(?:the\s{1,3})??)?"
_NAMELESS = "|".join(f"(?P<{name}>{re.sub(r'[?]P<[a-z_0-9]+>', '?:', form)})" for name, form in _FORMS.items())
_FINDER = re.compile(rf"(?<![\w$€£#/.:-]){_OPERATOR}(?:{_NAMELESS})(?!\w)")
LOOSE = frozenset({"later", "beside", "context", "in_the_day", "eve", "vague", "reference"})
"""Forms whose meaning hangs on other words of the report."""
_LEAD = re.compile(r"(?:on|at|in|during|for|of|around|throughout|from|late|early|later|earlier)\s")
_FOLD = {ord(dash): "-" for dash in "–‑−"} | {ord(mark): "'" for mark in "’‘"}
_FOLD |= {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
_WORD = re.compile(r"[a-z]+|[0-9]+")
_CAPITAL = re.compile(r"M(?:ay|arch|AY|ARCH)\b")
_LOWER = re.compile(r"\b(?:may|march|august)\b")
_NAME_AFTER = {
    "year": "year_after",
    "years_short": "year_after",
    "deictic": "deictic_after",
    "weekday": "weekday_after",
}
_TRIGGERS = frozenset(
    [*MONTHS, *WEEKDAYS, *SEASONS, "today", "yesterday", "tomorrow", "tonight", "night", "weekend", "century"]
    + ["morning", "afternoon", "evening", "quarter", "half", "eve", "overnight", "end"]
    + [word for name in HOLIDAYS for word in name.split() if word not in {"may", "of", "new", "good"}]
    + [unit + s for unit in ("hour", "day", "week", "fortnight", "month", "year", "decade") for s in ("", "s")]
    + [str(number) for number in range(1, 32)]
    + [f"0{number}" for number in range(1, 10)]
    + [str(year) for year in range(1600, 2100)]
    + ["nineteen", "eighteen", "twenty", "thousand"]
) - {"may", "march"}
_VOCABULARY = [
    MONTHS, WEEKDAYS, NUMBERS, SEASONS, HOLIDAYS, DEICTIC, PARTS, ORDINALS, OPERATORS, REFERENCES, _LISTS["openers"],
]  # fmt: skip
_OPENERS = frozenset(_WORD.findall(entry)[0] for words in _VOCABULARY for entry in words)


def fold(text: str) -> str:
    """`text` in lower case with plain dashes and apostrophes, of the same length: offsets carry over."""
    return text.translate(_FOLD)


def find_dates(text: str, offset: int = 0, references: bool = False) -> list[Span]:
    """The date expressions of a sentence in order, none inside another; `offset` is added to their places.

    Words that only carry meaning with the date are part of it ("since 2011", "by the end of June", "in two weeks");
    a neutral "on", "in" or "at" is not. With `references` also words that no calendar can date ("now", "recently").
    """
    folded = fold(text)
    if not references and _TRIGGERS.isdisjoint(_WORD.findall(folded)) and not _CAPITAL.search(text):
        return []
    found = _found(text, folded, offset)
    return [span for form, span in found if references or form != "reference"]


def _found(text: str, folded: str, offset: int) -> Iterator[tuple[str, Span]]:
    end = 0
    for word in _WORD.finditer(folded):
        hit = _FINDER.match(folded, word.start()) if word.start() >= end and _opens(word[0]) else None
        if hit is None:
            continue
        start = hit.start(_form(hit)) if _loose(hit) else hit.start()
        end = hit.end()
        if end - start <= LONGEST and _plausible(_form(hit), text, folded, start, end):
            yield _form(hit), Span(start + offset, end + offset, text[start:end])


def _opens(word: str) -> bool:
    """Whether a date expression can begin with the word: far cheaper than to try all forms at every word."""
    return word in _OPENERS or word[0] <= "9"


def _form(hit: re.Match[str]) -> str:
    """The name of the form that matched: the only named group beside the operator."""
    return next(name for name, words in hit.groupdict().items() if words is not None and name != "operator")


def _loose(hit: re.Match[str]) -> bool:
    """An operator that does not belong to its date: "after the same day", "by two weeks ago" say nothing more."""
    return _form(hit) in LOOSE


def _plausible(form: str, text: str, folded: str, start: int, end: int) -> bool:
    """Whether the words are a date here: "May" may be a minister, "march" a walk and 1973 a resolution."""
    before = folded[max(0, start - 40) : start].split()
    after = _WORD.findall(folded[end : end + 20])
    previous, following = (before or [""])[-1], (after or [""])[0]
    if _LOWER.search(text, start, end) or (form == "weekday" and following in _LISTS["weekday_before"]):
        return False
    if following.capitalize() in _LISTS["called_after"] and text[end:].lstrip()[:1].isupper():
        return False
    if form in _NAME_AFTER and previous in _LISTS[_NAME_AFTER[form]]:
        return form == "year" and not folded[start].isdigit()  # an operator before it: "at least since 2009"
    if form == "deictic" and _of_our_day(text, folded, start, end):
        return False
    if form == "holiday":
        return following not in _LISTS["holiday_before"]
    if form == "month":
        return _month_stands(folded[start:end], before, following)
    if form == "ahead":
        return _LISTS["records"].isdisjoint(before) and _LISTS["records_near"].isdisjoint(before[-2:])
    return True


def _of_our_day(text: str, folded: str, start: int, end: int) -> bool:
    """ "Today's youth", and "VOA Today": no day is meant."""
    owned = _WORD.findall(folded[end + 2 : end + 20]) if folded.startswith("'s", end) else []
    called = text[start : start + 1].isupper() and re.search(r"\b[A-Z]{2,} $", text[max(0, start - 8) : start])
    return bool(called) or bool(owned and owned[0] in _LISTS["our_day"])


def _month_stands(words: str, before: list[str], following: str) -> bool:
    month = re.split(r"[\s,]", words)[-1]
    if month not in MONTHS:
        return True
    earlier = [*before, *words.split()[:-1], ""]
    previous = earlier[-2] if len(earlier) > 1 else ""
    if following in _LISTS["month_before"] or previous in _LISTS["month_after"]:
        return False
    if month == "may":
        return _may_stands(earlier[:-1], following)
    if previous == "the" and following and following not in _LISTS["month_named"]:
        return True
    return month not in {"march", "august"} or previous in _LISTS["month_context"]


def _may_stands(before: list[str], following: str) -> bool:
    if not before or before[-1] not in _LISTS["may_context"]:
        return False
    if before[-1] == "in":
        return before[-2:][0] not in _LISTS["may_trusted"]
    return following not in _LISTS["may_verbs"] and not following.endswith("ed")


@lru_cache(1024)  # each date is asked for its value, and whether it can be
def parse(words: str) -> Expression | None:
    """One date expression, with or without its preposition, taken apart; None where the words are no such thing."""
    if len(words) > LONGEST:
        return None
    folded = fold(words).strip(" \t\n\r,.;:()\"'")
    return _parsed(folded) or _parsed(folded.removesuffix("'s"))


def _parsed(folded: str) -> Expression | None:
    while folded:
        if hit := _FINDER.fullmatch(folded):
            return _taken_apart(hit)
        lead = _LEAD.match(folded)
        folded = folded[lead.end() :].lstrip() if lead else ""
    return None


@cache
def _named(form: str) -> re.Pattern[str]:
    """A form with its named parts, compiled when first met."""
    return re.compile(_FORMS[form])


def _taken_apart(hit: re.Match[str]) -> Expression | None:
    form = _form(hit)
    inner = _named(form).fullmatch(hit[form])
    if inner is None:
        return None
    parts = {name: " ".join(value.split()) for name, value in inner.groupdict().items() if value is not None}
    parts |= {name: _in_digits(parts[name]) for name in _SPOKEN & parts.keys()}
    operator = " ".join(hit["operator"].split()) if hit["operator"] else None
    return Expression(form, operator, parts)


_SPOKEN = frozenset({"year", "fy"})
"""Parts that may be a year as it is spoken."""


def _in_digits(year: str) -> str:
    """ "nineteen ninety-six" → 1996, "two thousand and one" → 2001."""
    if year[0].isdigit():
        return year
    if year.startswith("two thousand"):
        return str(2000 + sum(NUMBERS[word] for word in year.split()[2:] if word != "and"))
    century, _, rest = year.partition(" ")
    return str(100 * NUMBERS[century] + sum(NUMBERS[word] for word in re.split(r"[ -]", rest)))
