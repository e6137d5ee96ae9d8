"""A named day of the year ("Christmas", "Good Friday") → the day it means, by the table of `data/dates.toml`."""

from __future__ import annotations

from datetime import date, timedelta

from dragoman.dates import HOLIDAYS, WEEKDAYS
from dragoman.resolve import edtf
from dragoman.resolve.calendar_dates import chosen, stated_year, weekday_of
from dragoman.resolve.edtf import Clock, Parts, Stretch, one, point


def read_holiday(parts: Parts, clock: Clock) -> Stretch | None:
    """The holiday's day; without a year that of the year which tense and calendar mean, as for any other date."""
    rule, year = HOLIDAYS[parts["holiday"]], stated_year(parts, clock)
    if year is None and "ry" not in parts and clock.day is not None:
        around = [_day(rule, near) for near in range(clock.day.year - 1, clock.day.year + 2) if edtf.is_year(near)]
        year = chosen([day for day in around if weekday_of(parts) in {None, day.weekday()}], clock.day, clock.tense)
    if year is not None:
        return one(_day(rule, year).isoformat())
    return one(point(None, int(rule[:2]), int(rule[3:]))) if rule[2] == "-" else None


def _day(rule: str, year: int) -> date:
    if rule[2] == "-":
        return date(year, int(rule[:2]), int(rule[3:]))
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule.split()[1]))
    month, weekday, number = rule.split()
    return _nth(year, int(month), WEEKDAYS[weekday], int(number))


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    """The first, second … (-1: last) such weekday of a month."""
    if number < 0:
        end = date(year, month, edtf.last_day(year, month))
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def easter(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar (the anonymous rule printed in Nature, 20 April 1876)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    leap = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - leap + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
