"""Dates told from the day of publication (weekdays, "two weeks ago", "this month") → the stretch of time they mean."""

from __future__ import annotations

from datetime import date, timedelta

from dragoman.dates import DEICTIC, NUMBERS, WEEKDAYS
from dragoman.resolve import edtf
from dragoman.resolve.edtf import SHIFT, Clock, Parts, Stretch, one, point

_DAYS = {"hour": 1, "day": 1, "week": 7, "fortnight": 14}
_YEARS = {"year": 1, "decade": 10}
_PERIODS = frozenset({"week", "month", "year", "decade"})
_ROUGH = frozenset({"nearly", "almost", "about", "around", "some", "roughly", "approximately", "barely"})
_BEYOND = frozenset({"more than", "over", "at least"})
_SHORT_OF = frozenset({"less than", "under"})


def read_deictic(parts: Parts, clock: Clock) -> Stretch | None:
    shift = DEICTIC[parts["deictic"]]
    return edtf.days(clock.day, shift, shift) if clock.day else None


def read_weekday(parts: Parts, clock: Clock) -> Stretch | None:
    if clock.day is None:
        return None
    weekday = WEEKDAYS[parts["wd"]]
    if "pr" in parts:
        return edtf.week(clock.day, SHIFT[parts["pr"]], weekday, weekday)
    shift = _weekday_shift((weekday - clock.day.weekday()) % 7, parts, clock)
    return None if shift is None else edtf.days(clock.day, shift, shift)


def _weekday_shift(ahead: int, parts: Parts, clock: Clock) -> int | None:
    """Days from publication to the weekday that lies `ahead` (0 to 6) days after it."""
    rel = "past" if "past" in parts else parts.get("rel", "this")
    if SHIFT[rel] < 0:
        return ahead - 7
    if SHIFT[rel] > 0:
        return ahead or 7
    if clock.tense == "future":
        return ahead  # the wires call today by its name too
    if clock.tense == "past" or ahead == 0:
        return ahead and ahead - 7
    return _this_week(ahead, clock.day) if "rel" in parts else None


def _this_week(ahead: int, day: date | None) -> int | None:
    if day is None:
        return None
    return ahead if day.weekday() + ahead <= 6 else ahead - 7


def read_weekday_span(parts: Parts, clock: Clock) -> Stretch | None:
    first, last = WEEKDAYS[parts["w1"]], WEEKDAYS[parts["w2"]]
    if clock.day is None or clock.tense == "none":
        return None
    if clock.tense == "future":
        start = (first - clock.day.weekday()) % 7 or 7
    else:
        start = -((clock.day.weekday() - last) % 7) - (last - first) % 7
    return edtf.days(clock.day, start, start + (last - first) % 7)


def read_week_from(parts: Parts, clock: Clock) -> Stretch | None:
    """ "A week from Friday": seven days after the next."""
    if clock.day is None:
        return None
    shift = ((WEEKDAYS[parts["wd"]] - clock.day.weekday()) % 7 or 7) + 7
    return edtf.days(clock.day, shift, shift)


def read_period(parts: Parts, clock: Clock) -> Stretch | None:
    return _period(parts["unit"], SHIFT[parts["pr"]], clock.day) if clock.day else None


def read_period_beyond(parts: Parts, clock: Clock) -> Stretch | None:
    """ "The week before last", "the year after next"."""
    shift = -2 if parts["side"].startswith("before") else 2
    return _period(parts["unit"], shift, clock.day) if clock.day else None


def _period(unit: str, shift: int, day: date) -> Stretch | None:
    if unit == "week":
        return edtf.week(day, shift)
    if unit == "decade":
        return one(f"{day.year // 10 + shift}X")
    return _point_or_none(edtf.month_shift(day, shift) if unit == "month" else edtf.year_shift(day, shift))


def read_so_far(parts: Parts, clock: Clock) -> Stretch | None:
    """ "Earlier this month": from its first day to publication; "later": from publication to its last."""
    if clock.day is None:
        return None
    day, unit = clock.day, parts["unit"]
    whole = {
        "week": edtf.week(day, 0),
        "month": (point(day.year, day.month, 1), point(day.year, day.month, edtf.last_day(day.year, day.month))),
        "year": (point(day.year, 1, 1), point(day.year, 12, 31)),
    }[unit]
    today = day.isoformat()
    return (whole[0], today) if parts["side"] == "earlier" else (today, whole[1])


def read_weekend(parts: Parts, clock: Clock) -> Stretch | None:
    if clock.day is None:
        return None
    shift = SHIFT[parts.get("pr") or parts.get("the") or "this"]
    saturday = (5 - clock.day.weekday()) % 7 if clock.day.weekday() != 6 else -1
    if shift:
        named = parts.get("pr") in {"last", "next"}
        return edtf.week(clock.day, shift, 5, 6) if named else _weekend_beside(shift, clock.day)
    if saturday <= 0:
        return edtf.days(clock.day, saturday, saturday + 1)
    if clock.tense == "none":
        return edtf.days(clock.day, saturday, saturday + 1) if parts.get("pr") else None
    start = saturday - 7 if clock.tense == "past" else saturday
    return edtf.days(clock.day, start, start + 1)


def _weekend_beside(shift: int, day: date) -> Stretch:
    ahead = (5 - day.weekday()) % 7 or 7
    start = ahead if shift > 0 else ahead - 7
    return edtf.days(day, start, start + 1)


def _count(parts: Parts) -> int | None:
    words = parts.get("n")
    if words is None:
        return None
    return int(words) if words.isdigit() else NUMBERS[words]


def read_ago(parts: Parts, clock: Clock) -> Stretch | None:
    return _counted(parts, clock, -1)


def read_ahead(parts: Parts, clock: Clock) -> Stretch | None:
    """ "In two weeks" looks ahead; under a past verb it is how long something took."""
    return None if clock.tense == "past" else _counted(parts, clock, 1)


def _counted(parts: Parts, clock: Clock, sign: int) -> Stretch | None:
    number, qual = _count(parts), parts.get("qual", "")
    if number is None or clock.day is None or "either" in parts:
        return None
    there = _steps(clock.day, parts["unit"], sign * number)
    if there is None:
        return None
    rough = qual in _ROUGH or parts["unit"] != "day"
    if qual in _BEYOND:
        return ("..", there) if sign < 0 else (there, "..")
    if qual in _SHORT_OF:
        return _ordered(there, _same_grain(clock.day, there))
    return one(there + "~" * rough)


def _steps(day: date, unit: str, number: int) -> str | None:
    """The point so many units away, as exact as the unit: days for hours to weeks, months, years."""
    if unit == "hour":
        return (day + timedelta(hours=number)).isoformat() if number % 24 == 0 else None
    if unit in _DAYS:
        return (day + timedelta(days=_DAYS[unit] * number)).isoformat()
    return edtf.month_shift(day, number) if unit == "month" else edtf.year_shift(day, _YEARS[unit] * number)


def _same_grain(day: date, other: str) -> str:
    return day.isoformat()[: len(other)]


def _ordered(first: str, last: str) -> Stretch:
    return (first, last) if first <= last else (last, first)


def read_within(parts: Parts, clock: Clock) -> Stretch | None:
    """ "Within 30 days": from publication on; "within 30 days of" hangs on something else."""
    if "of" in parts or clock.day is None or clock.tense == "past":
        return None
    return _from_today(parts["unit"], _count(parts), clock.day)


def read_window(parts: Parts, clock: Clock) -> Stretch | None:
    """ "Over the last 48 hours", "in the next two weeks", "the past year"."""
    if "vague" in parts or clock.day is None or parts["way"] == "previous":
        return None
    sign = 1 if parts["way"] in {"next", "coming"} else -1
    number = _count(parts) or 1
    if "n" not in parts and parts["way"] in {"last", "next"}:
        return read_period({"pr": parts["way"], "unit": parts["unit"]}, clock) if parts["unit"] in _PERIODS else None
    return _from_today(parts["unit"], sign * number, clock.day)


def _from_today(unit: str, number: int | None, day: date) -> Stretch | None:
    if number is None:
        return None
    if unit == "hour":
        unit, number = "day", -(-number // 24) if number > 0 else number // 24
    there = _steps(day, unit, number)
    return _ordered(there, _same_grain(day, there)) if there else None


def _point_or_none(there: str | None) -> Stretch | None:
    return one(there) if there else None


def read_overnight(parts: Parts, clock: Clock) -> Stretch | None:
    """The night to the day of publication, or from it where the verb looks ahead."""
    if clock.day is None:
        return None
    return edtf.days(clock.day, 0, 1) if clock.tense == "future" else edtf.days(clock.day, -1, 0)


def read_open(parts: Parts, clock: Clock) -> None:
    """What only its context can date."""
