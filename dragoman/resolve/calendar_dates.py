"""Dates a calendar names (days, months, years, their parts and ranges) → the stretch of time they mean."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dragoman.dates import MONTHS, ORDINALS, PARTS, SEASONS, WEEKDAYS
from dragoman.resolve import edtf
from dragoman.resolve.edtf import SHIFT, Clock, Parts, Stretch, Tense, one, point

NEAR = 14  # days on the other side of publication at which the tense and the calendar contradict each other
FAR = 150  # days beyond which a date without year and tense could belong to either year
LONG = 300  # days beyond which no step is asked or planned by a day without its year, where the day is just gone


# Dates with a day


def read_date(parts: Parts, clock: Clock) -> Stretch | None:
    month, day = month_of(parts), int(parts["d1"])
    year = stated_year(parts, clock)
    if year is None and "ry" not in parts:
        year = _nearest_year(month, day, weekday_of(parts), clock)
    return one(point(year, month, day)) if edtf.exists(year, month, day) else None


def read_numeric(parts: Parts, clock: Clock) -> Stretch | None:
    """Dots put the day first; of slashes only the number above 12 tells which it is."""
    first, second, year = int(parts["a"]), int(parts["b"]), int(parts["year"])
    if parts["sep"] == "." or first > 12 or first == second:
        day, month = first, second
    elif second > 12:
        month, day = first, second
    else:
        return None
    return one(point(year, month, day)) if edtf.exists(year, month, day) else None


def month_of(parts: Parts, name: str = "m") -> int:
    words = parts[name]
    return int(words) if words.isdigit() else MONTHS[words.removesuffix(".")]


def weekday_of(parts: Parts) -> int | None:
    return WEEKDAYS[parts["wd"]] if "wd" in parts else None


def stated_year(parts: Parts, clock: Clock) -> int | None:
    """The year that is written, or told from publication ("last year"); None where there is none."""
    if "year" in parts:
        return int(parts["year"])
    return clock.day.year + SHIFT[parts["ry"]] if "ry" in parts and clock.day else None


def _nearest_year(month: int, day: int, weekday: int | None, clock: Clock) -> int | None:
    """The year of a day written without one; None where tense and calendar leave it open."""
    if clock.day is None:
        return None
    reach = 8 if (month, day) == (2, 29) else 1
    around = range(clock.day.year - reach, clock.day.year + reach + 1)
    choices = [date(year, month, day) for year in around if edtf.exists(year, month, day)]
    return chosen([choice for choice in choices if weekday in {None, choice.weekday()}], clock.day, clock.tense)


def chosen(choices: Iterable[date], day: date, tense: Tense) -> int | None:
    """The year of that one of the days which the tense means, seen from `day`; None where it is open."""
    distances = {(choice - day).days: choice.year for choice in choices}
    back = max((distance for distance in distances if distance <= 0), default=-9999)
    ahead = min((distance for distance in distances if distance >= 0), default=9999)
    if tense == "none":
        nearest = min(back, ahead, key=abs)
        return distances[nearest] if abs(nearest) <= FAR else None
    same, other = (back, ahead) if tense == "past" else (ahead, back)
    if abs(same) <= min(366, _limit(other)):
        return distances[same]
    return distances[other] if tense == "future" and 0 < abs(other) <= NEAR and abs(same) > LONG else None


def _limit(other: int) -> int:
    """How far a date may lie on the side its tense says, given how near the other side's is."""
    return 180 if 0 < abs(other) <= NEAR else 366


def read_ordinal(parts: Parts, clock: Clock) -> Stretch | None:
    day = int(parts["d1"])
    if not 1 <= day <= 31:
        return None
    if clock.day is None:
        return one(f"XXXX-XX-{day:02d}")
    if "pr" in parts:
        return _day_in_month(clock.day, SHIFT[parts["pr"]], day)
    sign = {"past": -1, "future": 1, "none": 0}[clock.tense]
    passed = (day > clock.day.day and sign < 0) or (day < clock.day.day and sign > 0)
    return _day_in_month(clock.day, sign if passed else 0, day) if sign or day == clock.day.day else None


def _day_in_month(start: date, shift: int, day: int) -> Stretch | None:
    month = edtf.month_shift(start, shift)
    if month is None or not edtf.exists(int(month[:4]), int(month[5:]), day):
        return None
    return one(f"{month}-{day:02d}")


# Ranges


def read_span(parts: Parts, clock: Clock) -> Stretch | None:
    """ "January 26-27", "from 28 February to 2 March", "between March and May 2022"."""
    first, last = month_of(parts), month_of(parts, "m2" if "m2" in parts else "m")
    days = (int(parts["d1"]), int(parts["d2"])) if "d1" in parts else None
    years = _span_years(first, last, days, parts, clock)
    if years is None:
        return None
    start, end = days or (None, None)
    apart = days[1] - days[0] if days else last - first
    if "pair" in parts and "between" not in parts and apart != 1:
        both = f"{{{point(years[0], first, start)},{point(years[1], last, end)}}}"
        return one(both)
    return point(years[0], first, start), point(years[1], last, end)


def _span_years(
    first: int, last: int, days: tuple[int, int] | None, parts: Parts, clock: Clock
) -> tuple[int | None, int | None] | None:
    """The years of a range; None where the range cannot be."""
    turns = (first, days[0] if days else 0) > (last, days[1] if days else 0)
    end = stated_year(parts, clock)
    start = int(parts["y1"]) if "y1" in parts else None
    if start is None:
        start = _start_year(first, days, clock) if end is None else end - turns
    end = start + turns if end is None and start is not None else end
    if turns and "m2" not in parts:
        return None
    possible = days is None or (edtf.exists(start, first, days[0]) and edtf.exists(end, last, days[1]))
    ordered = start is None or end is None or start < end or (start == end and not turns)
    return (start, end) if possible and ordered else None


def _start_year(month: int, days: tuple[int, int] | None, clock: Clock) -> int | None:
    return _nearest_year(month, days[0], None, clock) if days else _month_year(month, clock)


def read_years(parts: Parts, clock: Clock) -> Stretch | None:
    first = int(parts["y1"])
    last = int(parts["year"]) if "year" in parts else _short_year(first, int(parts["short"]))
    return (f"{first}", f"{last}") if last is not None and first < last else None


def _short_year(first: int, short: int) -> int | None:
    """ "2024-25" ends in 2025; "2011-12" may also be December 2011, "2023-04" is April."""
    return first - first % 100 + short if short > 12 and short > first % 100 else None


def read_year_or_month(parts: Parts, clock: Clock) -> Stretch | None:
    years = read_years(parts, clock)
    first, month = int(parts["y1"]), int(parts["short"])
    if years or not 1 <= month <= 12 or month == first % 100 + 1:
        return years
    return one(point(first, month))


# Months, years and what they are cut into


def read_month(parts: Parts, clock: Clock) -> Stretch | None:
    month = month_of(parts)
    year = stated_year(parts, clock)
    if year is None and "ry" not in parts:
        year = _related_year(month, parts["rel"], clock) if "rel" in parts else _month_year(month, clock)
    return one(point(year, month))


def _month_year(month: int, clock: Clock) -> int | None:
    """The year of a month written without one: this month counts for both tenses."""
    if clock.day is None:
        return None
    ahead = (month - clock.day.month) % 12
    if ahead == 0 or clock.tense == "future":
        return clock.day.year + (clock.day.month + ahead > 12)
    if clock.tense == "past" or ahead > 7:
        return clock.day.year - (clock.day.month + ahead - 12 < 1)
    return clock.day.year + (clock.day.month + ahead > 12) if ahead < 5 else None


def _related_year(month: int, rel: str, clock: Clock) -> int | None:
    """ "Last April" is the latest that was over before this month, "next April" the first to begin after it.

    "Last April" in May is left open: some mean last month, others the year before, as the month alone would do.
    """
    if clock.day is None or (SHIFT[rel] < 0 and (clock.day.month - month) % 12 == 1):
        return None
    if SHIFT[rel] < 0:
        return clock.day.year - (month >= clock.day.month)
    return clock.day.year + (month <= clock.day.month) if SHIFT[rel] > 0 else clock.day.year


def read_year(parts: Parts, clock: Clock) -> Stretch | None:
    return one(parts["year"])


def year_and_month(parts: Parts, clock: Clock) -> tuple[int | None, int | None]:
    """What a part is a part of: (year, month), (year, None), or (None, None) where that is not known."""
    if "fy" in parts:
        return int(parts["fy"]), None
    if "m" in parts:
        stretch = read_month(parts, clock) or one("")
        return (None if stretch[0].startswith("X") else int(stretch[0][:4])), month_of(parts)
    if clock.day is None:
        return None, None
    shift = SHIFT[parts["pr"]]
    if parts.get("unit") == "month":
        month = edtf.month_shift(clock.day, shift) or "0001-01"
        return int(month[:4]), int(month[5:])
    return clock.day.year + shift, None


def read_part(parts: Parts, clock: Clock) -> Stretch | None:
    part = PARTS[parts["part"]]
    if parts.get("unit") == "week":
        return edtf.week(clock.day, SHIFT[parts["pr"]], *edtf.WEEK_PARTS[part]) if clock.day else None
    year, month = year_and_month(parts, clock)
    if month:
        return edtf.part_of_month(year, month, part)
    return edtf.part_of_year(year, part) if year else None


def read_half(parts: Parts, clock: Clock) -> Stretch | None:
    second = parts["ord"] == "second"
    year, month = year_and_month(parts, clock)
    if month:
        first, last = (16, edtf.last_day(year, month)) if second else (1, 15)
        return point(year, month, first), point(year, month, last)
    return (point(year, 7 if second else 1), point(year, 12 if second else 6)) if year else None


def read_nth_week(parts: Parts, clock: Clock) -> Stretch | None:
    year, month = year_and_month(parts, clock)
    if not month:
        return None
    number, end = ORDINALS[parts["ord"]], edtf.last_day(year, month)
    first, last = (end - 6, end) if number < 0 else (7 * number - 6, 7 * number)
    return point(year, month, first), point(year, month, last)


def read_quarter(parts: Parts, clock: Clock) -> Stretch | None:
    year, _ = year_and_month(parts, clock)
    if year is None:
        return None
    number = int(parts["q"]) if "q" in parts else ORDINALS[parts["ord"]] % 5
    return _quarter(year, number)


def read_bare_quarter(parts: Parts, clock: Clock) -> Stretch | None:
    """ "The third quarter" without a year: the last to have begun, or the next to begin where the verb looks ahead."""
    if clock.day is None or clock.tense == "none":
        return None
    number, running = ORDINALS[parts["ord"]], (clock.day.month + 2) // 3
    if clock.tense == "past":
        return _quarter(clock.day.year - (number > running), number)
    return _quarter(clock.day.year + (number < running), number)


def read_near_quarter(parts: Parts, clock: Clock) -> Stretch | None:
    """ "This quarter", "last quarter"."""
    if clock.day is None:
        return None
    shift = SHIFT[parts["pr"].removeprefix("the ")]
    years, quarter = divmod(clock.day.year * 4 + (clock.day.month - 1) // 3 + shift, 4)
    return _quarter(years, quarter + 1) if edtf.is_year(years) else None


def _quarter(year: int, number: int) -> Stretch | None:
    return (point(year, 3 * number - 2), point(year, 3 * number)) if edtf.is_year(year) else None


def read_unit_end(parts: Parts, clock: Clock) -> Stretch | None:
    """ "By year's end", "by month-end"."""
    return read_part({**parts, "part": "end", "pr": "this"}, clock)


def read_season_of(parts: Parts, clock: Clock) -> Stretch | None:
    year, _ = year_and_month(parts, clock)
    return one(point(year, SEASONS[parts["season"]])) if year else None


def read_season(parts: Parts, clock: Clock) -> Stretch | None:
    """A season as EDTF 21 to 24; a winter bears the year in which it began."""
    if clock.day is None:
        return None
    season = SEASONS[parts["season"]]
    begins, months = 3 * (season - 20), clock.day.year * 12 + clock.day.month
    running = (months - begins) // 12  # the year whose season of that name began last
    over = months - running * 12 - begins > 2
    shift = SHIFT[parts["rel"]] if "rel" in parts else None
    if shift is None:
        shift = {"past": -1, "future": 1, "none": 0}[clock.tense] if over else 0
    return one(point(running + _season_step(shift, over), season))


def _season_step(shift: int, over: bool) -> int:
    if shift < 0:
        return 0 if over else -1
    return 1 if shift > 0 or over else 0


def read_decade(parts: Parts, clock: Clock) -> Stretch | None:
    decade = parts["dec"]
    if "part" not in parts:
        return one(f"{decade}X")
    first, last = edtf.DECADE_PARTS[parts["part"]]
    return f"{decade}{first}", f"{decade}{last}"


def read_century(parts: Parts, clock: Clock) -> Stretch | None:
    return one(f"{int(parts['cent']) - 1}XX")
