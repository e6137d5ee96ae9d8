"""An event with a side unnamed → how likely each state of the report stands on it: "Turkey shrugged them off"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import cast

import numpy as np
from numpy.typing import NDArray

from dragoman.data import toml, weights, words
from dragoman.gazetteer import gazetteer
from dragoman.model import Event, Finding, Ref, Refs
from dragoman.resolve.portrait import Naming, Portrait, Side
from dragoman.resolve.told import MUTUAL, NOBODY, SYMMETRIC, Told, about, states

VIOLENT = frozenset({"ASSAULT", "COERCE"})
"""Types of which nobody is accused whom the words do not name: "the war in Ukraine" does not say whose it is."""

ANSWERS = frozenset({"ACCUSE", "REJECT", "SUPPORT"})
"""Types of what is said of a deed to whoever did it."""

LIKELY = 0.5
"""How likely a state must be to be taken for a party: likelier than not. On the part of the corpus kept for validation
0.4 has the best F1; on news that nobody here wrote 0.5 is better."""

LEAD, AHEAD = 0.3, 4
"""One that is less likely is taken where it is so many times likelier than the next: on annotated news of 200 articles
(22 November 2026) 13 of 23 so added were right, 1 of them where the annotation names nobody."""


EXTREME = np.float32(80)
"""Where a likelihood is zero for all purposes: `exp` would overflow soon after."""


class Bystanders:
    """The states of a report, as the parties that an event may leave unnamed."""

    def __init__(self, namings: Sequence[Naming], findings: Sequence[Finding], opening: int) -> None:
        self.portrait = Portrait(namings, findings, opening)
        self.suffering: dict[int, set[str]] = {}
        for finding in findings:
            if isinstance(finding, Event) and finding.type in VIOLENT:
                self.suffering.setdefault(finding.sentence.start, set()).update(states(finding.recipient))

    def rows(self, event: Event, side: Side, told: Told) -> tuple[list[Ref], NDArray[np.float32]]:
        """Return the states that may stand on a side of the event, and what is known of each (one row a state)."""
        asked = self.portrait.asked(event)
        table = self.portrait.table(event, side, told)
        return [self.portrait.named[state].last(event.sentence.end) for state in asked], table

    def missing(self, event: Event, side: Side, told: Told) -> Refs:
        """Return who is likely to stand on a side that names nobody."""
        if (side == "source" and event.type in VIOLENT) or _own_session(event):
            return ()
        whose = self._whose(event, told) if side == "recipient" and event.type in ANSWERS else ()
        found = whose or self._asked(event, side, told)
        return tuple(sorted(found, key=lambda ref: self.portrait.named[str(ref.state)].starts[0]))

    def _asked(self, event: Event, side: Side, told: Told) -> Refs:
        """Who is likely; where nobody is known of two that deal with each other, one first and then the other."""
        if event.type not in SYMMETRIC or states(event.source) | states(event.recipient):
            return self._likely(event, side, told)
        one = self._likely(event, side, told)[:1]
        return (*one, *self._likely(replace(event, source=one), "recipient", told)) if one else ()

    def _whose(self, event: Event, told: Told) -> Refs:
        """Whose the deed is that is praised, condemned or refused: "welcomed *the deal*" means both its sides, "*the
        raid* was condemned" who made it."""
        source, recipient = told.whose(event)
        meant = source | recipient if about(event) in MUTUAL else source
        named = [
            self.portrait.named[state] for state in sorted(meant - states(event.source)) if state in self.portrait.named
        ]
        return tuple(one.last(event.sentence.end) for one in named if one.starts[0] < event.sentence.end)

    def _likely(self, event: Event, side: Side, told: Told) -> Refs:
        """Return who is likely to stand on the side, the likeliest first."""
        refs, table = self.rows(event, side, told)
        if not refs:
            return ()
        likely = chances(table)
        hurt = self.suffering.get(event.sentence.start, set()) if event.type == "ACCUSE" else set()
        order = sorted(range(len(refs)), key=lambda index: -likely[index])
        fit = [index for index in order if likely[index] >= LIKELY and refs[index].state not in hurt]
        if not fit and states(event.source + event.recipient) and _leads(likely[order[:2]]):
            fit = [index for index in order[:1] if refs[index].state not in hurt]
        taken = fit[: self._room(event, [refs[index] for index in fit], told)]
        return tuple(refs[index] for index in taken)

    def _room(self, event: Event, fit: Sequence[Ref], told: Told) -> int:
        """How many the context may add: a deed has one on its other side and a dealing two in all, unless the words or
        an earlier dealing of the kind tell of more."""
        if event.type not in SYMMETRIC:
            return max(1, len(frozenset().union(*(told.deed(event) or NOBODY))) if about(event) in MUTUAL else 1)
        known = states(event.source) | states(event.recipient)
        source, recipient = told.by_type.get(event.type, (frozenset(), frozenset()))
        together = known | states(fit)
        if _told("several").search(event.sentence.quote) or (len(together) > 2 and together <= source | recipient):
            return len(fit)
        third = _told("brokered").match(event.cue.quote) is not None
        return max(1, 2 + third - len(known))


def _leads(best: NDArray[np.float32]) -> bool:
    """Whether the first of the likeliest two stands far ahead of the second."""
    return bool(best[0] >= LEAD and (len(best) == 1 or best[0] >= AHEAD * best[1]))


def _own_session(event: Event) -> bool:
    """ "the ECOWAS summit", "G7 ministers met for a session": a body's own meeting, with nobody else."""
    parties = [ref for ref in (*event.source, *event.recipient) if ref.state]
    bodies = [ref for ref in parties if gazetteer().kinds.get(ref.state or "") == "organization"]
    meets = event.cue.quote.lower().rstrip("s") in words("bystanders", "sessions")
    return event.type == "CONSULT" and meets and bool(bodies) and len(bodies) == len(parties)


@cache
def _told(what: str) -> re.Pattern[str]:
    """The words of a list in data/bystanders.toml as one pattern."""
    return re.compile("|".join(toml("bystanders")[what]), re.IGNORECASE)


def chances(table: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how likely each row's state is a party (0 to 1)."""
    w = weights("bystanders")
    inner = np.maximum(table @ w["inner.weight"].T + w["inner.bias"], 0)
    logits = inner @ w["outer.weight"].T + w["outer.bias"]
    return cast("NDArray[np.float32]", 1 / (1 + np.exp(-np.maximum(logits[:, 0], -EXTREME))))


def open_sides(event: Event) -> tuple[Side, ...]:
    """The sides of an event on which no state stands, the source first; talks with both unknown have one question."""
    source, recipient = bool(states(event.source)), bool(states(event.recipient))
    if event.type in SYMMETRIC:
        if len(states(event.source) | states(event.recipient)) > 1:
            return ()
        return ("recipient",) if source else ("source",)
    if event.type == "RETREAT" and len(states(event.source) | states(event.recipient)) > 1:
        return ()  # a ceasefire of two
    sides: tuple[tuple[Side, bool], ...] = (("source", source), ("recipient", recipient))
    return tuple(side for side, taken in sides if not taken)
