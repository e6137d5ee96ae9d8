"""EDTF (ISO 8601-2) dates → the first and last day they can mean, for sorting and for `since`/`until`."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache

Bounds = tuple[str, str]

_DATE = re.compile(r"(?P<year>[0-9X]{4})(?:-(?P<month>[0-9X]{2}))?(?:-(?P<day>[0-9X]{2}))?")
_SEASONS = {"21": ("03", "05"), "22": ("06", "08"), "23": ("09", "11"), "24": ("01", "12")}
_OPEN = {"", ".."}
_KNOWN = 20_000
"""Dates remembered: the same days come again in every line of a dialogue."""


@lru_cache(maxsize=_KNOWN)
def bounds(edtf: str | None) -> Bounds | None:
    """Return the first and last ISO day that `edtf` can mean; None where the year is not known."""
    if edtf is None:
        return None
    first, slash, last = edtf.partition("/")
    if not slash:
        return _single(first)
    if first in _OPEN and last in _OPEN:
        return None
    low = ("0000-01-01", "") if first in _OPEN else _single(first)
    high = ("", "9999-12-31") if last in _OPEN else _single(last)
    return (low[0], high[1]) if low and high else None


def sort_day(edtf: str | None) -> str:
    """Return the ISO day by which `edtf` is sorted: its first, where that is open its last, "" where it has none."""
    known = bounds(edtf)
    return "" if known is None else known[1] if known[0].startswith("0000") else known[0]


def day_number(day: str) -> int | None:
    """Return the number of an ISO day; None for what no calendar has, such as the 45th."""
    if day.startswith("0000"):  # the beginning of an open interval
        return 1
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return None


def is_day(edtf: str | None) -> bool:
    """Tell whether `edtf` names one day and no more."""
    known = bounds(edtf)
    return known is not None and known[0] == known[1]


def within(edtf: str | None, since: str | None, until: str | None) -> bool:
    """Tell whether `edtf` can fall between two dates, both included. What has no date is kept."""
    known, first, last = bounds(edtf), bounds(since), bounds(until)
    if known is None:
        return True
    return (first is None or known[1] >= first[0]) and (last is None or known[0] <= last[1])


def moved(day: date, by: timedelta) -> date:
    """Return the day so far before or after, or the first or last there is."""
    try:
        return day + by
    except OverflowError:
        return date.min if by < timedelta(0) else date.max


def _single(date: str) -> Bounds | None:
    match = _DATE.fullmatch(date.rstrip("?~%"))
    if match is None or match["year"].startswith("X"):
        return None
    low_year, high_year = match["year"].replace("X", "0"), match["year"].replace("X", "9")
    low_month, high_month = _months(match["month"])
    low_day, high_day = _days(match["day"], int(high_year), int(high_month))
    return f"{low_year}-{low_month}-{low_day}", f"{high_year}-{high_month}-{high_day}"


def _months(month: str | None) -> Bounds:
    if month is None or month == "XX":
        return "01", "12"
    if month in _SEASONS:
        return _SEASONS[month]
    return _span_of(month, "12")


def _days(day: str | None, year: int, month: int) -> Bounds:
    last = str(calendar.monthrange(max(year, 1), min(max(month, 1), 12))[1])
    return ("01", last) if day is None or day == "XX" else _span_of(day, last)


def _span_of(digits: str, highest: str) -> Bounds:
    low = max(digits.replace("X", "0"), "01")
    return low, min(digits.replace("X", "9"), max(highest, low))
