"""A request for the calendar → meetings by month: what is to come first, then what was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import get_args

from starlette.requests import Request
from starlette.responses import Response

from dragoman.errors import UsageError
from dragoman.group import Meeting, MeetingStatus
from dragoman.group.dates import bounds, sort_day
from dragoman.group.folding import entries
from dragoman.ledger.schema import now
from dragoman.parties import label
from dragoman.web.agenda import NEVER, Agenda, Asked, Dated, Filled, Met, in_memory
from dragoman.web.desk import Desk
from dragoman.web.pages.leaf import Leaf
from dragoman.web.pages.meeting import when, where
from dragoman.wording import day, parties

PAGE = 60
"""Meetings on one page of the calendar."""
MANY = 2_000
"""Meetings from which the calendar is shown as it was made last while it is made anew: that takes seconds then."""


def calendar(desk: Desk, request: Request) -> Response:
    """Meetings by month: what is to come first, then what was."""
    given, asof = request.query_params, desk.asof(request)
    actors = [one for one in given.getlist("actor") if one]
    codes = tuple(dict.fromkeys(map(desk.ledger.party, actors)))
    asked = Asked(asof or datetime.now(UTC).date().isoformat(), _status(given.getlist("status")), codes)
    agenda, stale = _as_of(desk, asof) if asof else _current(desk)
    ahead, behind = agenda.counts(asked)
    leaf = Leaf.of(request, behind, PAGE)
    months = groupby(agenda.gone(asked, leaf.start, leaf.end), itemgetter(0))
    response = desk.render(
        request, "calendar.html", coming=agenda.coming(asked) if leaf.number == 1 else (),
        months=[(month, [met for _, met in several]) for month, several in months], leaf=leaf, count=ahead + behind,
        actor=", ".join(actors), chosen=given.getlist("status"), statuses=get_args(MeetingStatus),
        codes="/".join(codes), names=[label(code) for code in codes], stale=stale,
    )  # fmt: skip
    if stale:
        response.headers["cache-control"] = "no-store"  # it is another page as soon as it is made anew
    return response


def brought_up(desk: Desk) -> None:
    """Make the calendar of today's record anew, unless it is up to date."""
    with desk.agenda.making:
        state, filled = desk.state(), desk.agenda.filled()
        if filled is None or filled.state != state:
            rows = [_dated(one) for one in desk.ledger.passing_meetings()]
            desk.agenda.fill(Filled(state, len(rows), now()), rows)


def _current(desk: Desk) -> tuple[Agenda, str]:
    """Return the calendar of today's record, and since when nothing is in it that was written to the ledger ("": it is
    up to date): a large one is made anew by the thread that makes pages ready."""
    filled = desk.agenda.filled()
    if filled and filled.rows >= MANY and desk.settings.warm:
        return desk.agenda, "" if filled.state == desk.state() else filled.at[:16].replace("T", " ")
    brought_up(desk)
    return desk.agenda, ""


def _as_of(desk: Desk, day: str) -> tuple[Agenda, str]:
    return desk.ledger.once(("agenda", day), lambda: _then(desk, day), _weight), ""


def _then(desk: Desk, day: str) -> Agenda:
    rows = [_dated(one) for one in desk.ledger.meetings(as_of=day)]
    found = in_memory()
    found.fill(Filled(day, len(rows), now()), rows)
    return found


def _weight(agenda: Agenda) -> int:
    """About a hundred bytes a row, where a finding takes seven thousand."""
    filled = agenda.filled()
    return filled.rows // 64 + 1 if filled else 0


def _status(given: Sequence[str]) -> tuple[MeetingStatus, ...]:
    known = get_args(MeetingStatus)
    if unknown := [one for one in given if one and one not in known]:
        raise UsageError(f"status is {unknown[0][:40]!r}: give one of {', '.join(known)}")
    return tuple(one for one in known if one in given)


def _dated(found: Meeting) -> Dated:
    edtf = when(found)
    opens, ends = bounds(edtf) or ("", "")
    codes = {code for ref in found.participants for code in (ref.id, ref.state) if code}
    last = "" if ends.startswith("9999") else ends
    return Dated(_met(found), opens, last, sort_day(edtf), _month(edtf), tuple(sorted(codes)))


def _met(found: Meeting) -> Met:
    told = {entry.report.id for step in found.history for entry in entries(step.line)}
    whom, there = parties(found.participants), where(found.places)
    return Met(found.id, found.status, day(when(found)), whom, there, len(told) or 1 + len(found.line.more))


def _month(edtf: str | None) -> str:
    """Return the month of a meeting, or the year where no more is known."""
    known = bounds(edtf)
    if known is None:
        return NEVER
    if known[0] < "0002" or known[1].startswith("9999"):
        return sort_day(edtf)[:7]
    return known[0][:7] if known[0][:7] == known[1][:7] else known[0][:4]
