"""A thread's own ledger → answers that all threads share as long as the ledger and the day are the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence, Sized
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

from dragoman.api import Ledger, today
from dragoman.group import Dialogue, Meeting, MeetingStatus
from dragoman.group.dialogue import on_day, seen_by
from dragoman.group.sheaves import NOW
from dragoman.group.telling import Telling, telling
from dragoman.ledger import Activity, Company, Counts, Growth, Holdings, Query
from dragoman.ledger.query import last_day
from dragoman.model import Chain, Entry, Story
from dragoman.web.shelf import Shelf, Wanted

COMPARED = 60
"""Reports of a story that are laid beside each other, the latest."""

T = TypeVar("T")
S = TypeVar("S", bound=Sized)


class Version(NamedTuple):
    """What a desk's answers hold for: `ground`, the file and the reference rows that count, and a number that changes
    with every write to the file."""

    ground: Hashable
    writes: int


class SharedLedger(Ledger):
    """A ledger open for reading. What takes long to answer is answered once and kept on the shelf; pages, pictures,
    feeds and the API all ask here. What is kept is never changed: all of it is frozen, or a tuple."""

    def __init__(self, path: Path, shelf: Shelf, version: Callable[[], Version]) -> None:
        super().__init__(path, create=False, readonly=True)
        self._shelf = shelf
        self._version = version

    def once(self, key: Hashable, make: Callable[[], T], weigh: Callable[[T], int]) -> T:
        """Return what `make` returns, made once as long as the ledger and the day are the same; `weigh` says how many
        findings it holds, about."""
        return self._shelf.take(Wanted(key, (self._version(), date.today()), make, weigh))

    def _state(self, codes: Sequence[str]) -> Hashable:
        """Return what changes whenever anything shown of the dialogue of these parties does: what is written of others
        leaves it as it is."""
        version = self._version()
        return version.ground, self.once(("revision", *codes), lambda: self.revision(*codes), lambda _: 0)

    def dialogue(
        self, *parties: str, since: str | None = None, until: str | None = None, as_of: str | None = None
    ) -> Dialogue:
        """As `Ledger.dialogue`, kept as long as nothing is written of these parties, in whatever order. As of a day it
        is looked up in how the dialogue went, which is held for all days."""
        codes = tuple(dict.fromkeys(map(self.party, parties)))
        windowed, ordered = super().dialogue, tuple(sorted(codes))
        state = self._state(ordered)

        def made() -> Dialogue:
            if since or until:
                return windowed(*ordered, since=since, until=until, as_of=as_of)
            course = self._shelf.take(Wanted(("course", ordered), state, lambda: self.course(*ordered), len))
            return on_day(course.on(last_day(as_of) if as_of else NOW), today(as_of), as_of)

        Query(since=since, until=until, as_of=as_of)  # raises for what is no date
        key = ("dialogue", ordered, since, until, as_of)
        found = self._shelf.take(Wanted(key, (state, date.today()), made, _lines))
        return found if codes == ordered else seen_by(found, codes)

    def passing(self, *parties: str) -> Dialogue:
        """As `dialogue` of all that is known, made and not kept."""
        return super().dialogue(*sorted(parties))

    def passing_meetings(self, *parties: str) -> tuple[Meeting, ...]:
        """As `meetings` of all that is known, made and not kept."""
        return super().meetings(*parties)

    def meetings(
        self,
        *parties: str,
        status: Sequence[MeetingStatus] = (),
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
    ) -> tuple[Meeting, ...]:
        """As `Ledger.meetings`, kept, in whatever order the parties are named."""
        codes = tuple(sorted(set(map(self.party, parties))))
        made = super().meetings
        key = ("meetings", codes, tuple(status), since, until, as_of)
        return self._shelf.take(
            Wanted(
                key, self._state(codes), lambda: made(*codes, status=status, since=since, until=until, as_of=as_of),
                _mentions,
            )
        )  # fmt: skip

    def findings(self, report: str) -> tuple[Entry, ...]:
        """Return all that was found in a report, also what people rejected, kept: a long one is read part by part."""
        made = super().search
        return self.once(("report", report), lambda: tuple(made(report=report, rejected=True)), len)

    def telling(self, found: Story, as_of: str | None = None) -> Telling:
        """Return what the latest reports of a story tell between them, kept as long as nothing is written of them;
        `found` is the story as of that day."""
        ids = tuple(member.report.id for member in found.members[-COMPARED:])
        met = Query(reports=ids, as_of=as_of, types=("CONSULT",))
        others = Query(reports=ids, as_of=as_of, kinds=("position", "discrepancy"))

        def made() -> Telling:
            return telling([*self._store.entries(met), *self._store.entries(others)])

        state = self._version().ground, tuple(self._store.lives(ids).items())
        return self._shelf.take(Wanted(("telling", found.head.id, as_of), state, made, _queried))

    def sides(self, found: Story) -> list[tuple[tuple[str, str], int]]:
        """Return the pairs of states and bodies in the latest reports of a story with how many findings share both, the
        most first."""
        return self._store.between([member.report.id for member in found.members[-COMPARED:]])

    def wordings(self, found: Story, as_of: str | None = None) -> Iterator[Chain]:
        """Yield each wording that several reports of a story have: who had it first, and who took it over."""
        copied = (member.report.origin for member in found.members if member.copy or member.report.copy_of)
        for origin in dict.fromkeys(copied):
            if chain := self.chain(origin, as_of=as_of):
                yield chain

    def holdings(self) -> Holdings:
        """As `Ledger.holdings`, kept."""
        return self.once("holdings", super().holdings, lambda held: len(held.outlets))

    def counts(self, *, as_of: str | None = None, growth: Growth | None = None) -> Counts:
        """As `Ledger.counts`, kept."""
        made = super().counts
        return self.once(("counts", as_of), lambda: made(as_of=as_of, growth=growth), lambda _: 1)

    def company(self, actor: str, *, as_of: str | None = None, limit: int | None = None) -> Company:
        """As `Ledger.company`, kept."""
        made, code = super().company, self.party(actor)
        return self.once(("company", code, as_of, limit), lambda: made(code, as_of=as_of, limit=limit), lambda _: 1)

    def activity(
        self,
        *parties: str,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        recent: str | None = None,
        limit: int | None = None,
    ) -> list[Activity]:
        """As `Ledger.activity`, kept."""
        codes = tuple(map(self.party, parties))
        made = super().activity
        key = ("activity", codes, since, until, as_of, recent, limit)
        found: tuple[Activity, ...] = self.once(
            key, lambda: tuple(made(*codes, since=since, until=until, as_of=as_of, recent=recent, limit=limit)), _tenth
        )
        return list(found)


def _lines(found: Dialogue) -> int:
    """What a dialogue takes besides the lines it shares with how it went, in findings."""
    return _tenth(found.reports) + _tenth(found.timeline) + _tenth(found.meetings)


def _mentions(found: tuple[Meeting, ...]) -> int:
    return sum(1 + len(step.line.also) for meeting in found for step in meeting.history)


def _queried(told: Telling) -> int:
    return len(told.discrepancies) + 2 * len(told.contradictions)


def _tenth(rows: Sized) -> int:
    return len(rows) // 10 + 1
