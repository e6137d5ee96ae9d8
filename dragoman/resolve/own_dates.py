"""Events of one sentence that share the words of a date → the same events, the date left to the one it can be of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.dates import parse
from dragoman.model import Event, Finding, Span
from dragoman.resolve.edtf import bracket

AHEAD, DONE = frozenset({"planned", "mooted"}), frozenset({"held", "ongoing"})

OF_THE_TELLING = frozenset({"weekday", "weekend"})
"""Forms of dates by which news tells when something was said or done, not when it is to be."""


def with_own_dates(findings: Sequence[Finding], published: str | None) -> Iterator[Finding]:
    """Yield the findings; a date goes from the events that cannot bear it.

    "Earlier this month he proposed a meeting": what is yet to be has no day that is over, and what was done none to
    come. "He proposed a meeting in August": where the words mean one day for the act and another for what it is about,
    they are of the latter, a day of the week of the former.
    """
    told: dict[int, list[Event]] = {}
    for one in findings:
        if isinstance(one, Event) and one.date is not None and one.date.text is not None:
            told.setdefault(one.date.text.start, []).append(one)
    for one in findings:
        words = one.date.text if isinstance(one, Event) and one.date is not None else None
        if isinstance(one, Event) and words is not None and _anothers(one, words, told[words.start], published):
            yield replace(one, date=None)
        else:
            yield one


def _anothers(event: Event, words: Span, sharing: Sequence[Event], published: str | None) -> bool:
    return _out_of_time(event, published) or any(_rather(other, event, words) for other in sharing)


def _out_of_time(event: Event, published: str | None) -> bool:
    """Whether the day is over for what is yet to be, or to come for what was done."""
    day, today = bracket(event.date.edtf if event.date else None), bracket(published)
    if day is None or today is None:
        return False
    if event.status not in AHEAD:
        return event.status == "held" and (day[0] > today[1] or day[1] > day[0] >= today[1])  # "later this month"
    return day[1] < today[0] or day[0] < day[1] <= today[0]  # "earlier this month" ends today


def _rather(other: Event, event: Event, words: Span) -> bool:
    """Whether the words, which mean another day for the other event, are of that one."""
    mine, theirs = event.date and event.date.edtf, other.date and other.date.edtf
    if mine is None or theirs is None or mine == theirs:
        return False
    expression = parse(words.quote)
    act = expression is not None and expression.form in OF_THE_TELLING
    if event.status in AHEAD and other.status in DONE:
        return act
    return event.status in DONE and other.status in AHEAD and not act and event.cue.start < other.cue.start
