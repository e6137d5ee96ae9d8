"""An event with a side unnamed → how likely each state of the report stands on it: "Turkey shrugged them off"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, cast, get_args

import numpy as np
from numpy.typing import NDArray

from dragoman.data import toml, weights, words
from dragoman.gazetteer import gazetteer
from dragoman.model import Event, EventType, Finding, Ref, Refs, Statement, Status

Side = Literal["source", "recipient"]
TYPES: tuple[EventType, ...] = get_args(EventType)
STATUSES: tuple[Status, ...] = get_args(Status)
SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE"})
VIOLENT = frozenset({"ASSAULT", "COERCE"})
"""Types of which nobody is accused whom the words do not name: "the war in Ukraine" does not say whose it is."""

NEAR = (0, 150, 400, 900, 2000)
"""Characters back to the last mention: bounds of the classes of distance."""

LIKELY = 0.5
"""How likely a state must be to be taken for a party: likelier than not. On the part of the corpus kept for validation
0.4 has the best F1; on news that nobody here wrote 0.5 is better."""

LEAD, AHEAD = 0.3, 4
"""One that is less likely is taken where it is so many times likelier than the next: on annotated news of 200 articles
(22 November 2026) 13 of 23 so added were right, 1 of them where the annotation names nobody."""


EXTREME = np.float32(80)
"""Where a likelihood is zero for all purposes: `exp` would overflow soon after."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A place of the report where a state is named or somebody who acts for it."""

    start: int
    ref: Ref


@dataclass(slots=True)
class Named:
    """Where the report names a state, in order, and as whom."""

    starts: list[int] = field(default_factory=list)
    refs: list[Ref] = field(default_factory=list)

    def last(self, before: int) -> Ref:
        """As whom it was named last before an offset: as "Russian media" only if as nobody else."""
        until = self.refs[: bisect_left(self.starts, before)]
        return next((ref for ref in reversed(until) if ref.id or ref.kind == "person"), until[-1])


@dataclass(slots=True)
class Told:
    """What the report has told so far: who dealt with whom, who spoke, who stood where in the last event of a type."""

    pairs: Counter[frozenset[str]] = field(default_factory=Counter)
    last: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    by_type: dict[str, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)
    toward: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, event: Event) -> None:
        """Remember an event whose sides are settled."""
        source, recipient = states(event.source), states(event.recipient)
        for one in source:
            for other in recipient:
                self.pairs[frozenset((one, other))] += 1
                self.toward[one, other] += 1
        if source or recipient:
            self.last = self.by_type[event.type] = source, recipient


def states(refs: Iterable[Ref]) -> frozenset[str]:
    """The states and bodies for which the actors stand."""
    return frozenset(ref.state for ref in refs if ref.state)


class Bystanders:
    """The states of a report, as the parties that an event may leave unnamed."""

    def __init__(self, namings: Sequence[Naming], findings: Sequence[Finding], opening: int) -> None:
        self.named: dict[str, Named] = {}
        for one in sorted(namings, key=lambda one: one.start):
            if one.ref.state:
                own = self.named.setdefault(one.ref.state, Named())
                own.starts.append(one.start)
                own.refs.append(one.ref)
        self.total = Counter({state: len(own.starts) for state, own in self.named.items()})
        self.ranks = {state: rank for rank, (state, _) in enumerate(self.total.most_common())}
        self.first = {state for state, own in self.named.items() if own.starts[0] < opening}
        self.suffering: dict[int, set[str]] = {}
        for finding in findings:
            if isinstance(finding, Event) and finding.type in VIOLENT:
                self.suffering.setdefault(finding.sentence.start, set()).update(states(finding.recipient))
        self.speeches = [one for one in findings if isinstance(one, Statement)]
        self.speakers = {one.id: one.speaker.state for one in self.speeches}
        self.spoken = [one.sentence.start for one in self.speeches]

    def rows(self, event: Event, side: Side, told: Told) -> tuple[list[Ref], NDArray[np.float32]]:
        """Return the states that may stand on a side of the event, and what is known of each (one row a state)."""
        known = states(event.source) | states(event.recipient)
        told_before = [state for state, own in self.named.items() if own.starts[0] < event.sentence.end]
        asked = [state for state in told_before if state not in known]
        common = self._common(event, side)
        table = [[*common, *self._of(event, side, told, state)] for state in asked]
        return [self.named[state].last(event.sentence.end) for state in asked], np.array(table, np.float32)

    def _common(self, event: Event, side: Side) -> list[float]:
        kinds = [float(event.type == kind) for kind in TYPES]
        told = [float(event.status == status) for status in STATUSES]
        return [
            *kinds,
            *(k * (side == "source") for k in kinds),
            *told,
            event.rule.startswith("events.verb"),
            bool(states(event.source)),
            bool(states(event.recipient)),
            bool(event.source) and not states(event.source),
            bool(event.recipient) and not states(event.recipient),
            event.said_by is not None,
            *(len(self.total) == count for count in (1, 2, 3)),
            len(self.total) > 5,
        ]

    def _of(self, event: Event, side: Side, told: Told, state: str) -> Iterator[float]:
        known = states(event.source) | states(event.recipient)
        own, count = self.named[state], self.total[state]
        first, end = bisect_left(own.starts, event.sentence.start), bisect_left(own.starts, event.sentence.end)
        yield count / max(1, self.total.total())
        yield end / 5
        yield from (self.ranks[state] == rank for rank in (0, 1, 2))
        yield state in self.first
        inside = own.starts[first:end]
        yield bool(inside)
        yield any(start < event.cue.start for start in inside)
        yield any(start > event.cue.start for start in inside)
        yield min((abs(start - event.cue.start) for start in inside), default=400) / 100
        gap = event.sentence.start - own.starts[first - 1] if first else 99999
        yield from (low < gap <= high for low, high in zip(NEAR, (*NEAR[1:], 10**9), strict=True))
        speaker = self.speakers.get(event.said_by or "")
        yield speaker == state
        earlier = bisect_left(self.spoken, event.sentence.start)
        yield earlier > 0 and self.speeches[earlier - 1].speaker.state == state
        yield any(told.pairs[frozenset((state, other))] for other in known)
        yield any(told.toward[other, state] for other in known)
        yield any(told.toward[state, other] for other in known)
        source, recipient = told.last
        yield state in source
        yield state in recipient
        yield bool(known & source) and state in recipient
        yield bool(known & recipient) and state in source
        source, recipient = told.by_type.get(event.type, (frozenset(), frozenset()))
        yield state in source
        yield state in recipient
        yield bool(known & (source | recipient))
        yield len(state) > 3 or state in {"UNO", "EUU"}
        yield own.refs[end - 1].kind == "person"
        yield side == "source"

    def missing(self, event: Event, side: Side, told: Told) -> Refs:
        """Return who is likely to stand on a side that names nobody."""
        if (side == "source" and event.type in VIOLENT) or _own_session(event):
            return ()
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
        return tuple(refs[index] for index in sorted(taken))

    def _room(self, event: Event, fit: Sequence[Ref], told: Told) -> int:
        """How many the context may add: a deed has one on its other side and a dealing two in all, unless the words or
        an earlier dealing of the kind tell of more."""
        if event.type not in SYMMETRIC:
            return 1
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
