"""A date expression, the day its report was published and the tense of its clause → EDTF with a basis."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from dragoman.dates import LOOSE, MONTH_NAMES, OPERATORS, PARTS, WEEKDAY_NAMES, WEEKDAYS, Expression, parse
from dragoman.model import When
from dragoman.resolve import calendar_dates as named
from dragoman.resolve import edtf
from dragoman.resolve import relative_dates as told
from dragoman.resolve.edtf import Clock, Parts, Stretch, Tense, point, written
from dragoman.resolve.holidays import read_holiday

UNKNOWN = When(None, "unknown")


@lru_cache(1024)  # all that a sentence tells bears the date it names
def resolve_date(words: str, published: str | None, tense: Tense) -> When:
    """The EDTF value of a date expression.

    `words` as `find_dates` gives them, at most 128 characters, with or without preposition. `published` is an ISO date,
    a month, a year, or a bracket `first/last`; where both its ends do not agree on an answer, none is drawn from it.
    `tense` is that of the governing clause. Basis: `stated` where the words suffice ("18 February 2025", "February 18"
    as `XXXX-02-18`), `inferred` where publication was needed, `unknown` with EDTF None otherwise: also for impossible
    dates (see `impossible`), and for what only its context can date ("the following day").
    """
    expression = parse(words)
    if expression is None or _contradiction(expression):
        return UNKNOWN
    bare = _read(expression, Clock(None, tense))
    found = _anchored(expression, published, tense) or bare
    if found is None:
        return UNKNOWN
    return When(found, "stated" if found == bare else "inferred")


def impossible(words: str) -> str | None:
    """Why a date cannot be ("April has 30 days"), in one line; None where nothing speaks against it."""
    expression = parse(words)
    return _contradiction(expression) if expression else None


def _anchored(expression: Expression, published: str | None, tense: Tense) -> str | None:
    ends = edtf.bracket(published)
    readings = {_read(expression, Clock(day, tense)) for day in set(ends)} if ends else set()
    return readings.pop() if len(readings) == 1 else None


def _read(expression: Expression, clock: Clock) -> str | None:
    operator = expression.operator
    tensed = Clock(clock.day, _tense(operator, clock.tense))
    stretch = READERS[expression.form](expression.parts, tensed)
    if stretch is None or operator is None:
        return written(stretch) if stretch else None
    if OPERATORS[operator] == "near":
        return _roughly(written(stretch))
    if OPERATORS[operator] == "lo":
        return f"{edtf.opening(stretch[0])}/.." if stretch[0] != ".." else None
    return f"../{_deadline(expression, tensed) or edtf.closing(stretch[1])}" if stretch[1] != ".." else None


def _roughly(found: str) -> str:
    """ "Around 20 April": one day, month or year as EDTF's approximate; a stretch is rough enough as it is."""
    return found if "/" in found or "X" in found or found.endswith(("~", "}")) else f"{found}~"


def _tense(operator: str | None, tense: Tense) -> Tense:
    """ "Since" looks back and "ahead of" ahead whatever the verb; "by" looks ahead unless the verb says otherwise."""
    if operator == "since":
        return "past"
    if operator == "ahead of":
        return "future"
    return "future" if operator in {"by", "until", "till"} and tense == "none" else tense


def _deadline(expression: Expression, clock: Clock) -> str | None:
    """ "By the end of June" is due on 30 June, and "by the end of the year" on 31 December."""
    parts = expression.parts
    if expression.form == "unit_end":
        parts = {**parts, "part": "end", "pr": "this"}
    elif expression.form != "part":
        return None
    if parts.get("unit") == "week":
        return None
    part = PARTS[parts["part"]]
    year, month = named.year_and_month(parts, clock)
    if month:
        return edtf.month_part_end(year, month, part)
    return point(year, 12, 31) if year and part == "late" else None


Reader = Callable[[Parts, Clock], Stretch | None]
_FORMS_OF: Mapping[Reader, str] = {
    named.read_date: "iso month_day day_month",
    named.read_numeric: "numeric",
    named.read_ordinal: "ordinal ordinal_of",
    named.read_span: "cross_md between_md cross_dm between_dm days_md days_dm months_span months_between months_pair",
    named.read_half: "half",
    named.read_nth_week: "nth_week",
    named.read_part: "part",
    named.read_month: "month month_year",
    named.read_quarter: "quarter quarter_words",
    named.read_bare_quarter: "quarter_bare",
    named.read_near_quarter: "quarter_near",
    named.read_unit_end: "unit_end",
    named.read_season_of: "season_of",
    named.read_season: "season season_the",
    named.read_decade: "decade",
    named.read_century: "century",
    named.read_years: "years_between years_span",
    named.read_year_or_month: "years_short",
    named.read_year: "year",
    told.read_deictic: "deictic",
    told.read_weekday: "weekday",
    told.read_weekday_span: "weekdays_span weekdays_between",
    told.read_weekend: "weekend",
    told.read_so_far: "sofar",
    told.read_week_from: "week_from",
    told.read_period: "period",
    told.read_period_beyond: "period_beyond",
    told.read_ago: "ago",
    told.read_ahead: "ahead from_now",
    told.read_within: "within",
    told.read_window: "window",
    told.read_overnight: "overnight",
    read_holiday: "holiday",
    told.read_open: " ".join(sorted(LOOSE)),
}
READERS: Mapping[str, Reader] = {form: reader for reader, forms in _FORMS_OF.items() for form in forms.split()}


# Dates that cannot be


def _contradiction(expression: Expression) -> str | None:
    parts = expression.parts
    if "a" in parts:
        return _numeric_contradiction(int(parts["a"]), int(parts["b"]), parts)
    if "m" not in parts or "d1" not in parts:
        return None
    year = int(parts["year"]) if "year" in parts else None
    month, day = named.month_of(parts), int(parts["d1"])
    last = named.month_of(parts, "m2") if "m2" in parts else month
    start = int(parts["y1"]) if "y1" in parts else year if last == month else None
    reason = _no_such_day(start, month, day) or ("d2" in parts and _no_such_day(year, last, int(parts["d2"])))
    return reason or _wrong_weekday(year, month, day, parts) or None


def unlikely_weekday(words: str, published: str | None) -> str | None:
    """Why a day near publication, written without its year, has the wrong weekday; None where nothing is wrong.

    Only days within two months of a known day of publication are judged: further off the year may be another.
    """
    expression, ends = parse(words), edtf.bracket(published)
    if expression is None or expression.form not in {"month_day", "day_month"} or ends is None or ends[0] != ends[1]:
        return None
    parts = expression.parts
    if "wd" not in parts or "year" in parts or "ry" in parts:
        return None
    month, day = named.month_of(parts), int(parts["d1"])
    around = [ends[0].year + shift for shift in (-1, 0, 1) if edtf.exists(ends[0].year + shift, month, day)]
    near = [year for year in around if abs((date(year, month, day) - ends[0]).days) <= NEAR_DAYS]
    return _wrong_weekday(near[0], month, day, parts) if near else None


NEAR_DAYS = 60


def _numeric_contradiction(first: int, second: int, parts: Parts) -> str | None:
    year = int(parts["year"])
    if parts["sep"] == "." or first > 12:
        return _no_such_day(year, second, first)
    return _no_such_day(year, first, second)


def _no_such_day(year: int | None, month: int, day: int) -> str | None:
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    if edtf.exists(year, month, day):
        return None
    when = f"{MONTH_NAMES[month - 1]} {year}" if year and month == 2 else MONTH_NAMES[month - 1]
    return f"{when} has {edtf.last_day(year, month)} days, not {day}"


def _wrong_weekday(year: int | None, month: int, day: int, parts: Parts) -> str | None:
    if year is None or "wd" not in parts or "d2" in parts:
        return None
    real, named_day = date(year, month, day).weekday(), WEEKDAYS[parts["wd"]]
    if real == named_day:
        return None
    return f"{day} {MONTH_NAMES[month - 1]} {year} was a {WEEKDAY_NAMES[real]}, not a {WEEKDAY_NAMES[named_day]}"
