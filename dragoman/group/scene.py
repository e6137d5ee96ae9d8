"""Entries and parties → the entries that belong to their dialogue, as lines with voice and date."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from dragoman.group.actors import covers, keys, others, owners, side
from dragoman.group.dates import bounds, sort_day, within
from dragoman.group.shapes import DatedBy, Line
from dragoman.group.sheaves import ALWAYS, Life
from dragoman.model import (
    Commitment,
    Condition,
    Discrepancy,
    Entry,
    Event,
    Finding,
    Position,
    Ref,
    ReportHead,
    Statement,
)

F = TypeVar("F", bound=Finding)

NEAR = 1500
"""Characters between what names one party only and something that all of them share, for it to belong to their
dialogue: a briefing goes through many matters, and a page on one of them is about as long."""


Known = Mapping[str, tuple[str, str, int]]
"""Of each report, by its id, the ISO day from which on it is known, the one from which on a newer text of it is, and a
number that changes with everything that is shown of it."""


@dataclass(frozen=True)
class Scene:
    """The entries that belong to the dialogue, what their links point to, and where days matter when their reports are
    known."""

    parties: tuple[str, ...]
    entries: tuple[Entry, ...]
    by_id: Mapping[str, Entry]
    since: str | None
    until: str | None
    known: Known = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        entries: tuple[Entry, ...],
        parties: tuple[str, ...],
        since: str | None,
        until: str | None,
        known: Known | None = None,
    ) -> Scene:
        shared: defaultdict[str, list[int]] = defaultdict(list)
        for entry in entries:
            if covers(entry.finding, parties):
                shared[entry.report.id].append(entry.finding.sentence.start)
        spots = {report: sorted(starts) for report, starts in shared.items()}
        kept = tuple(
            entry for entry in entries
            if entry.report.id in spots and _belongs(entry.finding, parties, spots[entry.report.id])
        )  # fmt: skip
        return cls(parties, kept, {entry.finding.id: entry for entry in entries}, since, until, known or {})

    def lines(self, kind: type[F]) -> list[Line[F]]:
        """Return the lines of one kind that fall into the window."""
        return [line for line in self.everything if isinstance(line.finding, kind)]  # type: ignore[misc]

    @cached_property
    def everything(self) -> tuple[Line[Finding], ...]:
        """A line for every entry that falls into the window."""
        lines = (self.line(entry.finding, entry) for entry in self.entries)
        return tuple(line for line in lines if within(line.date, self.since, self.until))

    def life(self, line: Line[Finding]) -> Life:
        """Return when what a line says is known: as its report is."""
        return self.life_of(line.report.id)

    def life_of(self, report: str) -> Life:
        """Return when a report is known, always where the scene knows of no days."""
        return self.known[report][:2] if self.known else ALWAYS

    def line(self, finding: F, entry: Entry) -> Line[F]:
        date, dated_by = _date(finding, entry.report)
        voice = self._voice(finding)
        claimed = _is_claim(finding, voice)
        return Line(finding, entry.report, (), voice, claimed, date, dated_by, verdict=entry.verdict)

    def conditions(self, ids: Iterable[str]) -> list[Line[Condition]]:
        """Return the conditions with these ids, each once."""
        linked = [self.by_id[key] for key in dict.fromkeys(ids) if key in self.by_id]
        return [self.line(entry.finding, entry) for entry in linked if isinstance(entry.finding, Condition)]

    def name(self, party: str, day: str) -> str:
        """Return the name by which the entries known on an ISO day call a party; its code where they do not."""
        refs = (
            ref for entry in self.entries if self._is_known(entry, day)
            for ref in owners(entry.finding) + others(entry.finding)
        )  # fmt: skip
        return next((ref.name for ref in refs if ref.id == party), party)

    def _is_known(self, entry: Entry, day: str) -> bool:
        since, until = self.life_of(entry.report.id)
        return since <= day < until

    def _voice(self, finding: Finding) -> Ref | None:
        said = self.by_id.get(finding.said_by or "")
        return said.finding.speaker if said and isinstance(said.finding, Statement) else None


def _belongs(finding: Finding, parties: tuple[str, ...], shared: Sequence[int]) -> bool:
    """`shared` are the places in the report, in order, at which all parties have a part in something."""
    if isinstance(finding, Discrepancy) or covers(finding, parties):
        return True
    if not isinstance(finding, Position | Condition | Commitment) or not _near(finding.sentence.start, shared):
        return False
    return bool(keys(owners(finding)) & set(parties)) and keys(others(finding)) <= set(parties)


def _near(at: int, shared: Sequence[int]) -> bool:
    after = bisect_left(shared, at)
    return any(abs(at - there) <= NEAR for there in shared[max(0, after - 1) : after + 1])


def _is_claim(finding: Finding, voice: Ref | None) -> bool:
    return voice is not None and bool(owners(finding)) and side(voice) not in {side(ref) for ref in owners(finding)}


def _is_term(edtf: str, published: str) -> bool:
    """Tell whether a date is only the end by which something is to be, in another year: no day of what is told."""
    return edtf.startswith("../") and sort_day(edtf)[:4] > published[:4] > ""


def _date(finding: Finding, report: ReportHead) -> tuple[str | None, DatedBy | None]:
    known = (report.published or "")[:10]
    if isinstance(finding, Event) and finding.date and finding.date.edtf and not _is_term(finding.date.edtf, known):
        return finding.date.edtf, "event"
    return (known, "report") if bounds(known) else (None, None)
