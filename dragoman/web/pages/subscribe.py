"""Requests of calendars and feed readers → a dialogue as iCalendar, and as an Atom feed."""

from __future__ import annotations

import io

from starlette.requests import Request
from starlette.responses import Response

from dragoman.web.desk import Desk
from dragoman.web.pages.named import named


def ics(desk: Desk, request: Request) -> Response:
    """The meetings of a dialogue for a calendar."""
    return _written(desk, request, "ics", "text/calendar; charset=utf-8")


def atom(desk: Desk, request: Request) -> Response:
    """What is new in a dialogue, for a feed reader."""
    return _written(desk, request, "atom", "application/atom+xml; charset=utf-8")


def _written(desk: Desk, request: Request, format: str, media_type: str) -> Response:  # noqa: A002
    stream = io.BytesIO()
    parties = named(desk, request)
    desk.ledger.export("ics" if format == "ics" else "atom", stream, actors=parties, as_of=desk.asof(request))
    return Response(stream.getvalue(), media_type=media_type)
