"""The states of a report → what is known of each that might stand on an open side of an event, as rows of numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from dragoman.model import Event, EventType, Finding, Ref, Statement, Status
from dragoman.resolve.told import MUTUAL, NOBODY, SYMMETRIC, Told, about, states

Side = Literal["source", "recipient"]
How = Literal["subject", "placed", "helping", "hosting"]
TYPES: tuple[EventType, ...] = get_args(EventType)
STATUSES: tuple[Status, ...] = get_args(Status)

NEAR = (0, 150, 400, 900, 2000, 10**9)
"""Characters back to the last mention: bounds of the classes of distance."""

FAR = 99999
"""Characters back to a state that the report had not named."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A place of the report where a state is named or somebody who acts for it: as the subject of a clause, as where
    something was, as one who helps others to deal, or is their host."""

    start: int
    ref: Ref
    subject: bool = False
    placed: bool = False
    helping: bool = False
    hosting: bool = False


@dataclass(slots=True)
class Named:
    """Where the report names a state, in order, and as whom."""

    starts: list[int] = field(default_factory=list)
    all: list[Naming] = field(default_factory=list)

    def add(self, one: Naming) -> None:
        """Put in a place further on."""
        self.starts.append(one.start)
        self.all.append(one)

    def last(self, before: int) -> Ref:
        """As whom it was named last before an offset: as "Russian media" only if as nobody else."""
        until = self.all[: bisect_left(self.starts, before)]
        return next((one.ref for one in reversed(until) if one.ref.id or one.ref.kind == "person"), until[-1].ref)

    def share(self, of: How) -> float:
        """In how many of its places it stands so."""
        return sum(bool(getattr(one, of)) for one in self.all) / len(self.all)


class Portrait:
    """What the report tells of each state that it names."""

    def __init__(self, namings: Sequence[Naming], findings: Sequence[Finding], opening: int) -> None:
        self.places = sorted((one for one in namings if one.ref.state), key=lambda one: one.start)
        self.at = [one.start for one in self.places]
        self.named: dict[str, Named] = {}
        for one in self.places:
            self.named.setdefault(str(one.ref.state), Named()).add(one)
        self.total = Counter({state: len(own.starts) for state, own in self.named.items()})
        self.ranks = {state: rank for rank, (state, _) in enumerate(self.total.most_common())}
        self.first = {state for state, own in self.named.items() if own.starts[0] < opening}
        self.speeches = [one for one in findings if isinstance(one, Statement)]
        self.speakers = {one.id: one.speaker.state for one in self.speeches}
        self.spoken = [one.sentence.start for one in self.speeches]
        self.dealt = _dealings(findings)
        self.deals = Counter(dict.fromkeys(self.named, 0))
        for pair, count in self.dealt.items():
            for state in pair:
                self.deals[state] += count
        self.weights = {state: tuple(self._weight(own, state)) for state, own in self.named.items()}
        self.told = max(1, self.dealt.total())
        most = max(self.dealt.values(), default=0)
        self.foremost = {state for pair, count in self.dealt.items() if count == most for state in pair}

    def asked(self, event: Event) -> list[str]:
        """The states named by the end of the event's sentence that take no part in it."""
        known = states(event.source) | states(event.recipient)
        told = (state for state, own in self.named.items() if own.starts[0] < event.sentence.end)
        return [state for state in told if state not in known]

    def table(self, event: Event, side: Side, told: Told) -> NDArray[np.float32]:
        """Return what is known of each state that may stand on the side, in the order of `asked`."""
        common = list(self._common(event, side, told))
        return np.array([[*common, *self._of(event, side, told, state)] for state in self.asked(event)], np.float32)

    def _common(self, event: Event, side: Side, told: Told) -> Iterator[float]:
        kinds = [float(event.type == kind) for kind in TYPES]
        yield from kinds
        yield from (k * (side == "source") for k in kinds)
        yield from (float(event.status == status) for status in STATUSES)
        yield event.rule.startswith("events.verb")
        yield bool(states(event.source))
        yield bool(states(event.recipient))
        yield bool(event.source) and not states(event.source)
        yield bool(event.recipient) and not states(event.recipient)
        yield event.said_by is not None
        yield from (len(self.total) == count for count in (1, 2, 3))
        yield len(self.total) > 5
        kind = about(event)
        yield kind is not None
        yield kind in MUTUAL
        before = event.sentence.quote[: event.cue.start - event.sentence.start].lower().split()[-3:]
        yield bool({"the", "this", "that", "these", "those", "their", "both"} & set(before))
        yield bool({"any", "no", "new", "further", "a", "an", "more"} & set(before))
        yield side == "source"

    def _of(self, event: Event, side: Side, told: Told, state: str) -> Iterator[float]:
        own = self.named[state]
        yield from self.weights[state]
        yield from self._nearness(event, own, state)
        yield from self._speaking(event, state)
        yield from self._dealing(event, side, told, state)

    def _weight(self, own: Named, state: str) -> Iterator[float]:
        yield self.total[state] / max(1, self.total.total())
        yield from (self.ranks[state] == rank for rank in (0, 1, 2))
        yield state in self.first
        yield len(state) > 3 or state in {"UNO", "EUU"}
        yield own.share("subject")
        yield own.share("placed")
        yield own.share("placed") == 1
        yield own.share("helping")
        yield any(one.helping for one in own.all)
        yield own.share("hosting")

    def _nearness(self, event: Event, own: Named, state: str) -> Iterator[float]:
        start, cue, end = event.sentence.start, event.cue.start, event.sentence.end
        first, last = bisect_left(own.starts, start), bisect_left(own.starts, end)
        yield last / 5
        inside = own.all[first:last]
        yield bool(inside)
        yield any(one.start < cue for one in inside)
        yield any(one.start > cue for one in inside)
        yield any(one.subject for one in inside)
        yield bool(inside) and all(one.placed for one in inside)
        yield any(one.helping for one in inside)
        yield any(one.hosting for one in inside)
        yield min((abs(one.start - cue) for one in inside), default=400) / 100
        gap = start - own.starts[first - 1] if first else FAR
        yield from (low < gap <= high for low, high in pairwise(NEAR))
        yield first > 0 and own.all[first - 1].subject
        yield first > 0 and own.all[first - 1].placed
        yield own.all[last - 1].ref.kind == "person"
        before = self.places[max(0, bisect_left(self.at, start) - 3) : bisect_left(self.at, start)]
        yield bool(before) and before[-1].ref.state == state
        yield any(one.ref.state == state for one in before)
        here = self.places[bisect_left(self.at, start) : bisect_left(self.at, cue)]
        yield bool(here) and here[-1].ref.state == state

    def _speaking(self, event: Event, state: str) -> Iterator[float]:
        speaker = self.speakers.get(event.said_by or "")
        known = states(event.source) | states(event.recipient)
        yield speaker == state
        yield speaker in known
        earlier = bisect_left(self.spoken, event.sentence.start)
        yield earlier > 0 and self.speeches[earlier - 1].speaker.state == state

    def _dealing(self, event: Event, side: Side, told: Told, state: str) -> Iterator[float]:
        known = states(event.source) | states(event.recipient)
        yield any(told.pairs[frozenset((state, other))] for other in known)
        yield any(told.toward[other, state] for other in known)
        yield any(told.toward[state, other] for other in known)
        yield from self._all_through(known, state)
        source, recipient = told.last
        yield state in source
        yield state in recipient
        yield bool(known & source) and state in recipient
        yield bool(known & recipient) and state in source
        source, recipient = told.by_type.get(event.type, NOBODY)
        yield state in source
        yield state in recipient
        yield bool(known & (source | recipient))
        yield state in told.dealing
        yield state in told.dealing and bool(known & told.dealing)
        source, recipient = told.deed(event) or NOBODY
        yield state in source
        yield state in recipient
        yield state in source | recipient and event.type in SYMMETRIC
        yield side == "source"

    def _all_through(self, known: frozenset[str], state: str) -> Iterator[float]:
        """How much the whole report tells of dealings of the state, with those known to take part or with anybody."""
        mine = sum(self.dealt[frozenset((state, other))] for other in known)
        theirs = sum(self.deals[other] for other in known)
        yield mine / max(1, theirs)
        yield min(mine, 3) / 3
        yield bool(mine) and mine == max(self.dealt[frozenset((one, other))] for other in known for one in self.named)
        yield self.deals[state] / self.told
        yield state in self.foremost


def _dealings(findings: Sequence[Finding]) -> Counter[frozenset[str]]:
    """How often the words of the report tell of each two that one did something to, or with, the other."""
    found: Counter[frozenset[str]] = Counter()
    for event in findings:
        if isinstance(event, Event):
            for one in states(event.source):
                found.update(frozenset((one, other)) for other in states(event.recipient) - {one})
    return found
