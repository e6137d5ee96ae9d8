"""The days of the reports a page rests on → the slider of dates on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.api import Ledger
from dragoman.group.dates import bounds


@dataclass(frozen=True, slots=True)
class Span:
    """From the day `first` one can go up to `days` days on; `at` is where the page stands."""

    first: str
    days: int
    at: int

    @classmethod
    def of(cls, first: str | None, last: str | None, asof: str | None) -> Span | None:
        """Return the span between two days; None where either is not known."""
        known, end = bounds(first), bounds(last)
        if known is None or end is None:
            return None
        start = date.fromisoformat(known[0])
        days = (date.fromisoformat(end[1]) - start).days
        here = bounds(asof)
        at = (date.fromisoformat(here[1]) - start).days if here else days
        return cls(known[0], days, min(max(at, 0), days))


def dialogue_span(ledger: Ledger, codes: tuple[str, ...], asof: str | None) -> Span | None:
    """Return the span of a dialogue's reports, whatever was known on the day asked for."""
    first, last = ledger.days_between(*codes)
    return Span.of(first, last, asof)
