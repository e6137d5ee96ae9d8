"""Calendar arithmetic in, stretches of time as EDTF (ISO 8601-2) out."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

Tense = Literal["past", "future", "none"]
Parts = Mapping[str, str]  # the named parts of an expression
Stretch = tuple[str, str]  # first and last point, each EDTF; ".." is open, equal points are one point

THIRDS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}  # months of a year
WEEK_PARTS = {"early": (0, 2), "mid": (2, 2), "late": (3, 6)}  # weekdays, Monday 0
DECADE_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}  # years
DAYS_X = {"early": "0X", "mid": "1X", "late": "2X"}  # days of a month
_PART_ENDS = {"early": 9, "mid": 19, "late": 31}

SHIFT = {"this": 0, "current": 0, "the": 0, "last": -1, "this past": -1, "past": -1}
SHIFT |= {"next": 1, "coming": 1, "this coming": 1}


@dataclass(frozen=True, slots=True)
class Clock:
    """What a relative expression is read against: the day of publication (None: unknown) and the tense."""

    day: date | None
    tense: Tense


def written(stretch: Stretch) -> str:
    """The stretch as EDTF: a point or an interval."""
    first, last = stretch
    return first if first == last else f"{first}/{last}"


def one(point: str) -> Stretch:
    return point, point


def is_year(year: int) -> bool:
    return 1 <= year <= 9999


def point(year: int | None, month: int, day: int | None = None) -> str:
    """`2025-02-18`, `2025-02`, or with XXXX where the year is not known."""
    head = "XXXX" if year is None else f"{year:04d}"
    return f"{head}-{month:02d}" + (f"-{day:02d}" if day else "")


def last_day(year: int | None, month: int) -> int:
    """The last day of a month; of February in any year where the year is not known."""
    return calendar.monthrange(2000 if year is None else year, month)[1]


def exists(year: int | None, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= last_day(year, month)


def month_shift(day: date, months: int) -> str | None:
    """The month so many months from the day's, as YYYY-MM; None past the years EDTF writes with four digits."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return point(years, month + 1) if is_year(years) else None


def year_shift(day: date, years: int) -> str | None:
    return f"{day.year + years:04d}" if is_year(day.year + years) else None


def week(day: date, shift: int, first: int = 0, last: int = 6) -> Stretch:
    """The week (Monday to Sunday) so many weeks from the day's, or its weekdays `first` to `last`."""
    monday = day + timedelta(days=7 * shift - day.weekday())
    return (monday + timedelta(days=first)).isoformat(), (monday + timedelta(days=last)).isoformat()


def days(day: date, first: int, last: int) -> Stretch:
    return (day + timedelta(days=first)).isoformat(), (day + timedelta(days=last)).isoformat()


def opening(there: str) -> str:
    """Where an interval begins that runs from a point with open digits: `199X` from 1990, `2023-04-0X` from the 1st."""
    head, tail = (there[:4], there[4:]) if there.startswith("XXXX") else ("", there)
    return (head + tail.replace("X", "0")).replace("-00", "-01")


def closing(there: str) -> str:
    """Where an interval ends that runs to a point with open digits: `199X` to 1999."""
    return there if "-" in there else there.replace("X", "9")


def part_of_month(year: int | None, month: int, part: str) -> Stretch:
    return one(f"{point(year, month)}-{DAYS_X[part]}")


def month_part_end(year: int | None, month: int, part: str) -> str:
    """The last day a part of a month can mean: "by mid-June" is due on the 19th."""
    return point(year, month, min(_PART_ENDS[part], last_day(year, month)))


def part_of_year(year: int, part: str) -> Stretch:
    first, last = THIRDS[part]
    return point(year, first), point(year, last)


@lru_cache(256)
def bracket(published: str | None) -> tuple[date, date] | None:
    """The first and the last day a publication date can mean: `2025-02-18`, `2025-02`, `2025` or `first/last`."""
    if not published:
        return None
    head, _, tail = published.strip().partition("/")
    first, last = _first_day(head), _last_day(tail or head)
    return (first, last) if first and last and first <= last else None


def _numbers(text: str) -> list[int] | None:
    fields = text.partition("T")[0].partition(" ")[0].split("-")
    if len(fields) > 3 or not all(field.isascii() and field.isdigit() and len(field) <= 4 for field in fields):
        return None
    return [int(field) for field in fields]


def _first_day(text: str) -> date | None:
    numbers = _numbers(text)
    year, month, day = [*numbers, 1, 1][:3] if numbers else (0, 0, 0)
    return date(year, month, day) if 1600 <= year <= 2400 and exists(year, month, day) else None


def _last_day(text: str) -> date | None:
    numbers, first = _numbers(text), _first_day(text)
    if numbers is None or first is None or len(numbers) == 3:
        return first
    month = numbers[1] if len(numbers) == 2 else 12
    return date(first.year, month, last_day(first.year, month))
