"""A request for the calendar → meetings by month: what is to come first, then what was."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import groupby, islice
from operator import itemgetter
from typing import get_args

from starlette.requests import Request
from starlette.responses import Response

from dragoman.errors import UsageError
from dragoman.group import Meeting, MeetingStatus
from dragoman.group.apart import Part, Parted, Told
from dragoman.group.dates import bounds, sort_day, within
from dragoman.group.folding import entries
from dragoman.group.histories import ORDER
from dragoman.ledger.query import last_day
from dragoman.ledger.schema import now
from dragoman.model import digest
from dragoman.parties import label
from dragoman.show.dialogue_json import meeting_json
from dragoman.web.agenda import NEVER, Asked, Dated, Filling, Met
from dragoman.web.api.params import FEW
from dragoman.web.desk import Desk
from dragoman.web.pages.leaf import Leaf
from dragoman.web.pages.meeting import when, where
from dragoman.wording import day, parties

PAGE = 60
"""Meetings on one page of the calendar."""
TOGETHER = 100
"""Parts whose rows are written together: a verdict changes one or two."""
MANY = 10_000
"""Rows of the agenda from which the calendar is shown as it was made last while it is made anew: that takes seconds."""


def calendar(desk: Desk, request: Request) -> Response:
    """Meetings by month: what is to come first, then what was."""
    given, asof = request.query_params, desk.asof(request)
    actors = [one for one in given.getlist("actor") if one]
    codes = tuple(dict.fromkeys(map(desk.ledger.party, actors)))
    asked = asked_of(asof, _status(given.getlist("status")), codes)
    agenda, stale = desk.agenda, _stale(desk)
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


def listed(desk: Desk, asked: Asked, since: str | None, until: str | None) -> list[int]:
    """Return the numbers of meetings of the agenda, brought up to date, by status, the newest first; `since` and
    `until` are held against their dates."""
    brought_up(desk)
    return [number for number, day in desk.agenda.listed(asked) if within(day, since, until)]


def asked_of(asof: str | None, status: Sequence[MeetingStatus], codes: tuple[str, ...]) -> Asked:
    """Return what is asked of the agenda: as of a day, or (None) as of today."""
    return Asked(last_day(asof) if asof else datetime.now(UTC).date().isoformat(), tuple(status), codes)


def brought_up(desk: Desk) -> None:
    """Make the agenda anew where the record has changed: the parts in which it did."""
    with desk.agenda.making:
        if not desk.up_to_date():
            _bring(desk, desk.state())


def _bring(desk: Desk, state: str) -> None:
    found, ground, agenda = desk.ledger.parted(), desk.ground(), desk.agenda
    wanted = {digest(ground, *found.state(part)): part for part in found.parts}
    have = agenda.parts()
    gone: Iterable[str] = have - wanted.keys()
    missing = iter([key for key in wanted if key not in have])
    while keys := list(islice(missing, TOGETHER)):
        agenda.put({key: _filling(found, wanted[key]) for key in keys}, gone)
        gone = ()
    agenda.put({}, gone)
    agenda.finish(state, now())


def _filling(found: Parted, part: Part) -> Filling:
    return Filling(tuple(part.findings), tuple(map(_dated, found.told(part))))


def _stale(desk: Desk) -> str:
    """Return since when nothing is in the agenda that was written to the ledger; "" where it is up to date: a large one
    is made anew by the thread that makes pages ready."""
    filled = desk.agenda.filled()
    if filled and filled.rows >= MANY and desk.settings.warm:
        return "" if desk.up_to_date() else filled.at[:16].replace("T", " ")
    brought_up(desk)
    return ""


def _status(given: Sequence[str]) -> tuple[MeetingStatus, ...]:
    known = get_args(MeetingStatus)
    if unknown := [one for one in given if one and one not in known]:
        raise UsageError(f"status is {unknown[0][:40]!r}: give one of {', '.join(known)}")
    return tuple(one for one in known if one in given)


def _dated(told: Told) -> Dated:
    found = told.meeting
    edtf = when(found)
    opens, ends = bounds(edtf) or ("", "")
    codes = {code for ref in found.participants for code in (ref.id, ref.state) if code}
    last = "" if ends.startswith("9999") else ends
    record = json.dumps(meeting_json(found, FEW), ensure_ascii=False, separators=(",", ":"))
    return Dated(
        _met(found), opens, last, sort_day(edtf), _month(edtf), tuple(sorted(codes)), told.since, told.until,
        ORDER.index(found.status), found.line.date, record,
    )  # fmt: skip


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
