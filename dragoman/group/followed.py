"""Conditions and later lines → what has since been said to meet them, with the words; nothing is decided by silence.

A later event told as held that is the doing of the side on whom the condition is, and most of whose words are the
condition's, is a claim that it was met (of a red line: that it was crossed). Where the side that set the condition says
so itself, it is met; where such an event is denied as well, it is disputed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.group.actors import owners, side
from dragoman.group.content import gist, speaks_of
from dragoman.group.dates import sort_day
from dragoman.group.shapes import Line
from dragoman.model import Condition, ConditionState, Event, Ref


@dataclass(frozen=True, slots=True)
class Followed:
    """A condition, its state as far as the lines go (never "met" by inference), and the lines that say so."""

    line: Line[Condition]
    state: ConditionState
    evidence: tuple[Line[Event], ...] = ()


_SPEAKS = frozenset({"ACCUSE", "REJECT", "THREATEN", "REQUEST", "CONSULT"})
"""Events that are words about a matter and do not do it."""


def followed(conditions: Iterable[Line[Condition]], events: Iterable[Line[Event]]) -> tuple[Followed, ...]:
    """Return each condition with its state, those with news first, then the newest first."""
    doings = [line for line in events if line.finding.type not in _SPEAKS]
    return in_order(_one(line, doings) for line in conditions)


def in_order(found: Iterable[Followed]) -> tuple[Followed, ...]:
    """Return them in the order in which they are shown; those of one day stay as they come."""
    ordered = sorted(found, key=lambda one: sort_day(one.line.date), reverse=True)
    return tuple(sorted(ordered, key=lambda one: not one.evidence))


def _one(line: Line[Condition], doings: list[Line[Event]]) -> Followed:
    matter = gist(line.finding.text.quote)
    told = [each for each in doings if _answers(each, line, matter)]
    done = tuple(each for each in told if each.finding.status in {"held", "ongoing"})
    denied = tuple(each for each in told if each.finding.status == "denied")
    if not done:
        return Followed(line, line.finding.state)
    if denied:
        return Followed(line, "disputed", (*done, *denied))
    granted = any(_by(each.voice) == _by(line.finding.by) is not None for each in done)
    return Followed(line, "met" if granted else "claimed", done)


def _answers(event: Line[Event], line: Line[Condition], matter: frozenset[str]) -> bool:
    doer = _by(line.finding.on)
    if doer is None or event.finding.sentence == line.finding.sentence:
        return False
    if doer not in {side(ref) for ref in owners(event.finding)}:
        return False
    return _is_later(event, line) and speaks_of(event.finding.sentence.quote, matter)


def _is_later(event: Line[Event], line: Line[Condition]) -> bool:
    """Further down in the same report, or dated no earlier."""
    if event.report.id == line.report.id and event.dated_by != "event":
        return event.finding.evidence.start > line.finding.evidence.start
    return bool(event.date and line.date) and sort_day(event.date) >= sort_day(line.date)


def _by(ref: Ref | None) -> str | None:
    return side(ref)
