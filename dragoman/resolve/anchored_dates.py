"""A date expression where it stands in its report → EDTF: also "the following day", "two days after the summit"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from dragoman.data import toml
from dragoman.dates import LOOSE, NUMBERS, Expression, find_dates, parse
from dragoman.gazetteer import fold
from dragoman.model import Span, When
from dragoman.resolve import edtf
from dragoman.resolve.dates import resolve_date
from dragoman.resolve.edtf import Parts, Tense
from dragoman.resolve.happenings import Happening, happenings, names

REACH = 400
"""Characters before the expression within which the date it hangs on is looked for."""

SENTENCE_END = re.compile(r"(?<=[a-z0-9)”\"’])[.!?][”\"’]?\s+(?=[A-Z“\"])|(?<![.!?”\"’\s])\s*\n\s*")

AHEAD = 90
"""Characters after the expression within which the event that it counts from is named."""

UNITS = {"day": 0, "night": 0, "morning": 0, "afternoon": 0, "evening": 0, "week": 7, "month": -1, "year": -12}
"""Units as days; months and years as negative numbers of months."""


def date_in(text: str, words: Span, published: str | None, tense: Tense) -> When:
    """Return what a date expression of a report means, with its words.

    What `resolve_date` can read alone is left to it. What hangs on other words is counted from the event that follows
    and that the table of meetings knows ("on the eve of the NATO summit in Vilnius"), or else from the last date told
    before, in the same sentence or the one before it ("Three days later they spoke again"): *inferred*. Unknown where
    there is no such date, or one less exact than the unit counted in.
    """
    when = resolve_date(words.quote, published, _tense(text, words, tense))
    expression = parse(words.quote) if when.edtf is None else None
    if expression is None or expression.form not in LOOSE:
        return When(when.edtf, when.basis, words)
    edtf_ = _shifted(expression, _anchor(text, words, expression, published))
    return When(edtf_, "inferred" if edtf_ else "unknown", words)


def _tense(text: str, words: Span, tense: Tense) -> Tense:
    """ "They will appeal against *Wednesday's* ruling": what is named by its day is over unless people gather."""
    named = re.match(r"['’]s\s+(?:\w+[\s-]+){0,2}?(\w+)", text[words.end : words.end + AHEAD])
    if tense != "future" or named is None:
        return tense
    following = set(re.findall(r"\w+", named[0].lower()))
    return "future" if following & frozenset(toml("dates")["lists"]["gathered"]) else "past"


def _anchor(text: str, words: Span, expression: Expression, published: str | None) -> str | None:
    """The day, month or year that the expression counts from."""
    side = expression.parts.get("side")
    if expression.form == "eve" or side in {"before", "after", "prior"}:
        following = text[words.end : words.end + AHEAD]
        if not re.match(r"\s*(?:[,.;:)–—]|$)", following):
            return _day_of_event(following, text, side or "before")
        if expression.form == "eve":
            return None
    return _told_before(text, words.start, published)


def _day_of_event(following: str, text: str, side: str) -> str | None:
    """The day of the one meeting that the words after name, or that "the summit" can mean in this report."""
    named = re.split(r"(?<=\w)[.;:](?:\s|$)|\n", following, maxsplit=1)[0]
    meant = _meant(named) or _only_one(named, text)
    days = {one.start if side == "before" else one.end for one in meant}
    return days.pop() if len(days) == 1 else None


def _meant(words: str) -> Sequence[Happening]:
    low = fold(words).lower()
    return [one for one in happenings() if len(one.start) == 10 and names(one, low)]


def _only_one(named: str, text: str) -> Sequence[Happening]:
    """ "After the summit": the summit that the report names, where it names one."""
    plain = re.match(r"\s*the (\w+)(?=\s*(?:[,.;:)]|$|\w))", named)
    kinds = _kinds().get(plain[1].lower(), ()) if plain else ()
    return [one for one in _meant(text) if one.kind in kinds] if kinds else []


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """A noun → the kinds of the table that it can mean."""
    table: dict[str, list[str]] = toml("dates")["meetings"]
    return {noun: frozenset(kinds) for noun, kinds in table.items()}


def _told_before(text: str, start: int, published: str | None) -> str | None:
    """The last date before, in this sentence or the one before it, that stands by itself."""
    before = text[max(0, start - REACH) : start]
    stops = [stop.end() for stop in SENTENCE_END.finditer(before)]
    near = before[stops[-2] :] if len(stops) > 1 else before
    for span in reversed(find_dates(near)):
        told = resolve_date(span.quote, published, "past").edtf
        if told is not None:
            return told if re.fullmatch(r"\d{4}(-\d\d){0,2}", told) else None
    return None


def _shifted(expression: Expression, anchor: str | None) -> str | None:
    """The anchor moved by what the expression counts, as exact as its unit."""
    parts = expression.parts
    unit = UNITS.get(parts.get("unit", "day"))
    number = _number(expression.form, parts)
    if anchor is None or unit is None or number is None:
        return None
    if unit >= 0:
        return _days(anchor, number, unit, expression.form)
    day = edtf.bracket(anchor)
    if day is None or (unit == -1 and len(anchor) < 7):
        return None
    return edtf.month_shift(day[0], number) if unit == -1 else edtf.year_shift(day[0], number)


def _days(anchor: str, number: int, unit: int, form: str) -> str | None:
    if len(anchor) != 10:
        return None
    day = date.fromisoformat(anchor)
    if unit == 0:
        return (day + timedelta(days=number)).isoformat()
    if form == "context":
        return edtf.written(edtf.week(day, number))
    return (day + timedelta(days=7 * number)).isoformat() + "~"


_STEPS = {"same": 0, "very same": 0, "following": 1, "next": 1, "very next": 1, "previous": -1, "preceding": -1}


def _number(form: str, parts: Parts) -> int | None:
    """How many units on (or, negative, back)."""
    if form == "eve":
        return -1
    if form in {"context", "in_the_day"}:
        return _STEPS[parts["which"]] if "which" in parts else 0
    if "qual" in parts or form in {"vague", "reference"}:
        return None
    sign = -1 if parts["side"] in {"before", "earlier", "prior"} else 1
    if form == "beside":
        return sign
    words = parts.get("n")
    return None if words is None else sign * (int(words) if words.isdigit() else NUMBERS[words])
