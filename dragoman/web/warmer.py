"""A desk → what people ask for first, made before they do: a thread that works while nobody writes, and never much."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from threading import Event, Thread
from typing import TYPE_CHECKING

from dragoman.errors import DragomanError
from dragoman.extras import has
from dragoman.group import Meeting
from dragoman.group.contacts import sides
from dragoman.group.dialogue import seen_by
from dragoman.group.histories import tellers
from dragoman.ledger import Activity
from dragoman.web.api.dialogues import LISTED, TODAY
from dragoman.web.pages.calendar import brought_up
from dragoman.web.pages.dialogue import BODY, LISTS
from dragoman.web.pages.home import active, due, stories, waiting
from dragoman.web.pages.meeting import ANSWERS, MEETINGS
from dragoman.web.pages.subscribe import ATOM, ICS
from dragoman.web.pages.timeline import TIMELINE
from dragoman.web.standing import Met, Standing, What, keep

if TYPE_CHECKING:
    from dragoman.web.desk import Desk

LOOKS = 1.0
"""Seconds between two looks at whether the ledger has changed."""
SETTLED = 3
"""Looks in a row that find it unchanged before anything is made: while somebody reads into it, nothing would last."""
REST = 1.0
"""Rest after each piece of work, as a multiple of the time it took: at most half a core is used."""
HOLD = 0.75
"""Share of what is held in memory that is filled beforehand."""
DIALOGUES = 24
"""Dialogues made ready of those that come first on the home page, and as many of those with most reports."""
DIALOGUE = (BODY, TODAY, TIMELINE, LISTS, LISTED, ATOM, *([ICS] if has("icalendar") else []))
"""What is made ready of each dialogue."""
OF_TWO, OF_OTHERS = (MEETINGS, ANSWERS), (MEETINGS,)
"""What is made ready of the meetings of two, and of one, of more and of all: the API's answers on single meetings of
those would take longer than everything else."""
GRACE = 2.0
"""Seconds to wait at the end for the piece of work that is under way."""

_log = logging.getLogger("dragoman")


class Warmer:
    """Makes the counts, the dialogues of the home page and the largest ones, the calendar, and the pages of all other
    dialogues; anew what is no longer so whenever the ledger has changed and rests."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._stop = Event()
        self._thread = Thread(target=self._run, name="desk-warm", daemon=True)

    def start(self) -> None:
        """Make what every reader meets first, so that nobody waits for it, and begin with the rest."""
        self._opened()
        self._thread.start()

    def stop(self) -> None:
        """End; what is under way is given up after a moment: it only reads."""
        self._stop.set()
        self._thread.join(GRACE)

    def _run(self) -> None:
        made: object = None
        last, same = self._version(), SETTLED
        while not self._stop.is_set():
            if last is not None and last != made and same >= SETTLED and self._warmed(last):
                made = last
            self._stop.wait(LOOKS)
            last, before = self._version(), last
            same = same + 1 if last == before else 0
            if last not in (None, before):
                self._opened()

    def _version(self) -> object:
        try:
            return self._desk.version()
        except DragomanError:
            return None  # the file is gone: pages say so; it may come back

    def _opened(self) -> None:
        try:
            for make in opening(self._desk):
                make()
        except DragomanError as error:
            _log.warning("the first page could not be made ready: %s", error)

    def _warmed(self, version: object) -> bool:
        """Make all there is to make; False where it ended early."""
        try:
            self._desk.progress.made = 0
            for make in pieces(self._desk):
                start = time.monotonic()
                make()
                self._desk.progress.made += 1
                if self._stop.wait(REST * (time.monotonic() - start)) or self._version() != version:
                    return False
        except DragomanError as error:
            _log.warning("making pages ready ended early: %s", error)
        return True


def pieces(desk: Desk) -> Iterator[Callable[[], object]]:
    """Yield what is made ready, piece by piece, what is asked for most first; the largest dialogues are held in memory
    as far as they fit, and what is said of each is kept beside the ledger."""
    ledger, first_of_all = desk.ledger, opening(desk)
    yield from first_of_all
    latest = ledger.activity()
    largest = sorted(latest, key=lambda one: -one.reports)
    codes = sorted({code for one in latest for code in (one.one, one.other)})
    desk.progress.of = len(first_of_all) + len(latest) + 2 + len(codes) + 1
    held = _to_hold(largest[:DIALOGUES], int(desk.settings.held * HOLD))
    first = dict.fromkeys((*latest[:DIALOGUES], *largest[:DIALOGUES]))
    for one in first:
        yield partial(ready, desk, (one.one, one.other), held=one in held)
    yield partial(brought_up, desk)
    yield desk.growth
    for one in latest:
        if one not in first:
            yield partial(ready, desk, (one.one, one.other))
    for code in codes:
        yield partial(met, desk, (code,))
    yield partial(met, desk, ())


def _to_hold(largest: Sequence[Activity], most: int) -> set[Activity]:
    """Return the dialogues that are held in memory, of at most so many findings: what a smaller one said on an earlier
    day is soon made."""
    sums = accumulate(one.findings for one in largest)
    return {one for one, findings in zip(largest, sums, strict=True) if findings <= most}


def opening(desk: Desk) -> tuple[Callable[[], object], ...]:
    """Return what every reader meets first, each piece to be called: templates, reference rows, all that the first page
    lists, and the counts. After a change to the ledger it is made at once: a tenth of a second for 250,000 findings."""
    ledger = desk.ledger
    lists = (active, due, stories, waiting)
    return (desk.load, desk.version, *(partial(make, ledger) for make in lists), ledger.holdings, ledger.counts)


def ready(desk: Desk, pair: tuple[str, str], *, held: bool = False) -> None:
    """Make what is not kept of a dialogue, seen from either side, and of its meetings; `held`: the dialogue itself is
    held in memory too."""
    told = [(codes, Standing(desk, codes, what)) for what in DIALOGUE for codes in (pair, pair[::-1])]
    missing, meetings = [one for one in told if one[1].missing()], _meetings(desk, pair, OF_TWO)
    if not (missing or held or meetings):
        return
    found = desk.ledger.dialogue(*pair) if held else desk.ledger.passing(*pair)
    met_there = Met(pair, found.meetings)
    of_all = (one.made(seen_by(found, codes)) for codes, one in missing)
    keep(desk, (*of_all, *(each.made(met_there) for each in meetings)))
    for crowd in _crowds(pair, found.meetings) if meetings else ():
        met(desk, crowd)


def _crowds(pair: tuple[str, str], found: Iterable[Meeting]) -> set[tuple[str, ...]]:
    """Return who met where it was more than two, and these the first of them."""
    several = {tuple(sorted(sides(entry))) for one in found for entry in tellers(one)}
    return {codes for codes in several if len(codes) > 2 and codes[:2] == pair}


def met(desk: Desk, codes: tuple[str, ...]) -> None:
    """Make what is not kept of the meetings in which a state or body takes part, or (where none is named) of all, as
    far as a finding tells them of nobody else."""
    if missing := _meetings(desk, codes, OF_OTHERS):
        told = len(codes) > 1 or codes in _alone(desk)
        found = Met(codes, desk.ledger.passing_meetings(*codes) if told else ())
        keep(desk, (each.made(found) for each in missing))


def _alone(desk: Desk) -> frozenset[tuple[str, ...]]:
    """Return who alone takes part in a contact as some finding tells it: to look through all contacts once is a tenth
    of the work of grouping them anew for every state and body."""
    ledger = desk.ledger

    def found() -> frozenset[tuple[str, ...]]:
        told = map(sides, ledger.entries(types=["CONSULT"]))
        return frozenset(codes for codes in told if len(codes) < 2)

    return ledger.once("alone", found, len)


def _meetings(desk: Desk, codes: tuple[str, ...], wanted: tuple[What[Met], ...]) -> list[Standing[Met]]:
    return [one for what in wanted if (one := Standing(desk, codes, what)).missing()]
