"""API paths that read meetings: the list of them, and one with what each report says of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dragoman.group import Meeting
from dragoman.group.dates import within
from dragoman.ledger import Query
from dragoman.show.dialogue_json import meeting_json
from dragoman.web.api import listing
from dragoman.web.api.params import FEW, given
from dragoman.web.desk import Desk
from dragoman.web.pages.meeting import told
from dragoman.web.standing import Met, Pieces, Standing, of_meetings

CHUNK = 25
"""Meetings that are kept in one piece."""


def meetings(desk: Desk, request: Request) -> Response:
    """Meetings in which all the actors take part, told across reports, by status, the newest first."""
    asked = given(request)
    Query(since=asked["since"], until=asked["until"])  # raises for what is no date
    codes = tuple(sorted(set(map(desk.ledger.party, asked["actor"]))))
    kept, wanted = Standing(desk, codes, LISTED), (asked["since"], asked["until"])
    known: list[tuple[str, str | None]] = json.loads(kept.get("index", asked["asof"]) or "[]")
    places = [
        place for place, (status, day) in enumerate(known)
        if (not asked["status"] or status in asked["status"]) and within(day, *wanted)
    ]  # fmt: skip
    return listing.written(request, lambda start: _lines(kept, places[start:], asked["asof"]))


def meeting(desk: Desk, request: Request) -> Response:
    """One meeting, its history, and what each report says of it."""
    answer = told(desk, request.path_params["id"], "api", given(request)["asof"])
    return Response(answer, media_type=JSONResponse.media_type)


def pieces(_: Desk, met: Met) -> Pieces:
    """Return the status and the day of every meeting, in order, and under a number CHUNK of them, one a line."""
    chunks = range(-(-len(met.meetings) // CHUNK))
    rows = {str(number): partial(_chunk, met.meetings[number * CHUNK : (number + 1) * CHUNK]) for number in chunks}
    return {"index": lambda: json.dumps([(one.status, one.line.date) for one in met.meetings])} | rows


LISTED = of_meetings("met", pieces)


def _chunk(several: tuple[Meeting, ...]) -> str:
    return "\n".join(listing.text(meeting_json(one, FEW)) for one in several)


def _lines(kept: Standing[Met], places: list[int], as_of: str | None) -> Iterator[str]:
    held: tuple[int, list[str]] = (-1, [])
    for place in places:
        number = place // CHUNK
        if held[0] != number:
            held = number, (kept.get(str(number), as_of) or "").split("\n")
        yield held[1][place % CHUNK]
