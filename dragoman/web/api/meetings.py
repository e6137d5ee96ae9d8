"""API paths that read meetings: the list of them, and one with what each report says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dragoman.ledger import Query
from dragoman.web.api import listing
from dragoman.web.api.params import given
from dragoman.web.desk import Desk
from dragoman.web.pages.calendar import asked_of, listed
from dragoman.web.pages.meeting import told

CHUNK = 25
"""Meetings that are fetched together."""


def meetings(desk: Desk, request: Request) -> Response:
    """Meetings in which all the actors take part, told across reports, by status, the newest first."""
    asked = given(request)
    Query(since=asked["since"], until=asked["until"])  # raises for what is no date
    codes = tuple(sorted(set(map(desk.ledger.party, asked["actor"]))))
    wanted = asked_of(asked["asof"], asked["status"], codes)
    numbers = listed(desk, wanted, asked["since"], asked["until"])
    return listing.written(request, lambda start: _records(desk, numbers[start:]))


def meeting(desk: Desk, request: Request) -> Response:
    """One meeting, its history, and what each report says of it."""
    answer = told(desk, request.path_params["id"], "api", given(request)["asof"])
    return Response(answer, media_type=JSONResponse.media_type)


def _records(desk: Desk, numbers: Sequence[int]) -> Iterator[str]:
    for start in range(0, len(numbers), CHUNK):
        yield from desk.agenda.records(numbers[start : start + CHUNK])
