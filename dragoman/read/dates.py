"""The date a source states for itself → ISO date, or None where it states none beyond doubt."""

from __future__ import annotations

import re
from datetime import date, datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_TIME = r"(?:(?:\s*[T,|·-]\s*|\s+)(?:at\s+)?\d{1,2}(?:[:.h]?\d{2})?(?:[:.]\d{2})?\b.{0,30})?"
_FORMS = [
    re.compile(rf"\s*{form}{_TIME}\s*", re.IGNORECASE)
    for form in (
        rf"{_YEAR}([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}})",
        rf"{_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})",
        rf"{_WEEKDAY}{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}",
    )
]
_LONGEST = 80
"""Characters: no longer string is a date."""


def iso_date(value: object) -> str | None:
    """Return `YYYY-MM-DD` for a string, number or date object that states a full calendar date, else None.

    The day is the one stated, whatever the time zone. `03/04/2023` is two dates and therefore none.
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    return _from_text(str(value))


def _from_text(text: str) -> str | None:
    if len(text) > _LONGEST:
        return None
    for form in _FORMS:
        if match := form.fullmatch(text):
            return _calendar(int(match["year"]), match["month"], int(match["day"]))
    return None


def _calendar(year: int, month: str, day: int) -> str | None:
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    try:
        return date(year, number, day).isoformat()
    except ValueError:
        return None
