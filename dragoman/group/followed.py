"""Conditions and later lines → what has since been said to meet them, with the words; nothing is decided by silence.

A later event told as held that is the doing of the side on whom the condition is, and most of whose words are the
condition's, is a claim that it was met (of a red line: that it was crossed). Where the side that set the condition says
so itself, it is met; where such an event is denied as well, it is disputed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dragoman.group.actors import owners, side
from dragoman.group.content import gist, speaks_of
from dragoman.group.dates import sort_day
from dragoman.group.shapes import Line
from dragoman.group.sheaves import NOW, Life, Sheaf
from dragoman.model import Condition, ConditionState, Event, Finding, Ref


@dataclass(frozen=True, slots=True)
class Followed:
    """A condition, its state as far as the lines go (never "met" by inference), and the lines that say so."""

    line: Line[Condition]
    state: ConditionState
    evidence: tuple[Line[Event], ...] = ()


_SPEAKS = frozenset({"ACCUSE", "REJECT", "THREATEN", "REQUEST", "CONSULT"})
"""Events that are words about a matter and do not do it."""


class Doings:
    """What was done and may meet a condition: what of it does, as far as no day matters, is looked for once."""

    def __init__(self, events: Iterable[Line[Event]], life: Callable[[Line[Finding]], Life]) -> None:
        self._life = life
        self._by: defaultdict[str, list[Line[Event]]] = defaultdict(list)
        for line in events:
            if line.finding.type not in _SPEAKS:
                for key in {side(ref) for ref in owners(line.finding)} - {None}:
                    self._by[str(key)].append(line)
        self._about: dict[tuple[str, frozenset[str]], Sheaf[Line[Event]]] = {}

    def followed(self, conditions: Iterable[Line[Condition]], day: str = NOW) -> tuple[Followed, ...]:
        """Return each condition with its state as known on an ISO day, those with news first, then the newest first."""
        return in_order(self._one(line, day) for line in conditions)

    def _one(self, line: Line[Condition], day: str) -> Followed:
        told = [each for each in self._on_it(line).on(day) if _answers(each, line)]
        done = tuple(each for each in told if each.finding.status in {"held", "ongoing"})
        denied = tuple(each for each in told if each.finding.status == "denied")
        if not done:
            return Followed(line, line.finding.state)
        if denied:
            return Followed(line, "disputed", (*done, *denied))
        granted = any(_by(each.voice) == _by(line.finding.by) is not None for each in done)
        return Followed(line, "met" if granted else "claimed", done)

    def _on_it(self, line: Line[Condition]) -> Sheaf[Line[Event]]:
        """Return what the side on whom the condition is did that is about the same matter."""
        doer, matter = _by(line.finding.on) or "", gist(line.finding.text.quote)
        if (doer, matter) not in self._about:
            did = self._by.get(doer, ())
            self._about[doer, matter] = Sheaf(
                [each for each in did if speaks_of(each.finding.sentence.quote, matter)], self._life
            )
        return self._about[doer, matter]


def in_order(found: Iterable[Followed]) -> tuple[Followed, ...]:
    """Return them in the order in which they are shown; those of one day stay as they come."""
    ordered = sorted(found, key=lambda one: sort_day(one.line.date), reverse=True)
    return tuple(sorted(ordered, key=lambda one: not one.evidence))


def _answers(event: Line[Event], line: Line[Condition]) -> bool:
    return event.finding.sentence != line.finding.sentence and _is_later(event, line)


def _is_later(event: Line[Event], line: Line[Condition]) -> bool:
    """Further down in the same report, or dated no earlier."""
    if event.report.id == line.report.id and event.dated_by != "event":
        return event.finding.evidence.start > line.finding.evidence.start
    return bool(event.date and line.date) and sort_day(event.date) >= sort_day(line.date)


def _by(ref: Ref | None) -> str | None:
    return side(ref)
