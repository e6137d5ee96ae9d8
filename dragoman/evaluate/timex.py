"""Dates as the road has them → as TIMEX3 writes them (Pustejovsky et al. 2003), so that the two can be compared."""

from __future__ import annotations

import re
from datetime import date, timedelta


def shortest(value: str) -> str:
    """Return a TIMEX3 value as most write it: `198X` is `198`, `1989-XX` is `1989`, and `2000-W6` is `2000-W06`."""
    closed = re.sub(r"(?:-XX)+$|X+$", "", value) if re.match(r"\d", value) else value
    return re.sub(r"-W(\d)$", r"-W0\1", closed)


def direction(words: str) -> str:
    """Return what TIMEX3 calls words that no calendar can date: `PRESENT_REF` "now", `FUTURE_REF` "the coming days"."""
    from dragoman.dates import REFERENCES, fold, parse

    expression, low = parse(words), fold(words)
    if expression is not None and expression.form == "reference":
        return f"{REFERENCES[expression.parts['reference']].upper()}_REF"
    if expression is None or expression.form != "vague":
        return ""
    return "FUTURE_REF" if re.search(r"\b(?:coming|next)\b", low) else "PAST_REF"


def unmodified(words: str) -> str:
    """Return a date expression without what TIMEX3 writes as a modifier: "by late April" is "by April"."""
    from dragoman.dates import OPERATORS, PARTS, parse

    expression = parse(words)
    if expression is None or expression.form not in {"part", "sofar", "decade", "season", "season_of", "unit_end"}:
        return words
    led = "|".join(re.escape(one) for one in (*OPERATORS, "in", "at", "during"))
    parts = "|".join(re.escape(one) for one in (*PARTS, "earlier", "later"))
    found = re.fullmatch(
        rf"(?P<led>(?:(?:{led})\s+)?)(?:the\s+)?(?:very\s+)?(?:{parts})(?:-|\s+)(?:on\s+)?(?:of\s+|in\s+|to\s+)?(?P<rest>.+)",
        words, re.IGNORECASE | re.DOTALL,
    )  # fmt: skip
    if found is None:
        return re.sub(r"(year|month|week)(?:-|\s+|['’]s\s+)end", r"this \1", words)
    return found["led"] + re.sub(r"^the\s+(?=(?:week|month|year)\b)", "this ", found["rest"])


SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}


def timex(edtf: str | None) -> str:
    """Return an EDTF date as a TIMEX3 value: weeks, weekends, quarters, halves and decades by their names.

    An interval with an open end is given by the other one; what TIMEX3 has no name for stays as it is; unknown is "".
    """
    value = re.sub(r"[~?%]", "", edtf or "")
    first, parted, last = value.partition("/")
    if not parted:
        return _point(value)
    if ".." in {first, last}:
        return _point(first if last == ".." else last)
    return _week(first, last) or _months(first, last) or _years(first, last) or value


def _point(value: str) -> str:
    season = re.fullmatch(r"(\d{4})-(2[1-4])", value)
    if season is not None:
        return f"{season[1]}-{SEASONS[season[2]]}"
    third = re.fullmatch(r"(\d{4}-\d\d)-[0-2]X", value)
    if third is not None:
        return third[1]
    return value.rstrip("X") if re.fullmatch(r"\d\d[\dX]X", value) else value


def _week(first: str, last: str) -> str | None:
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None
    year, number, weekday = start.isocalendar()
    if (weekday, end - start) == (1, timedelta(days=6)):
        return f"{year}-W{number:02d}"
    return f"{year}-W{number:02d}-WE" if (weekday, end - start) == (6, timedelta(days=1)) else None


MONTHS = {("01", "12"): "", ("01", "06"): "-H1", ("07", "12"): "-H2"} | {
    (f"{3 * quarter - 2:02d}", f"{3 * quarter:02d}"): f"-Q{quarter}" for quarter in range(1, 5)
}


def _months(first: str, last: str) -> str | None:
    (year, _, start), (other, _, end) = first.partition("-"), last.partition("-")
    name = MONTHS.get((start, end)) if year == other else None
    return year + name if name is not None else None


def _years(first: str, last: str) -> str | None:
    whole = len(first) == len(last) == 4 and first[:3] == last[:3] and (first[3], last[3]) == ("0", "9")
    return first[:3] if whole else None
