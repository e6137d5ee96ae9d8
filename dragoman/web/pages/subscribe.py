"""Requests of calendars and feed readers → a dialogue as iCalendar, and as an Atom feed."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import BinaryIO

from starlette.requests import Request
from starlette.responses import Response

from dragoman.export import write_atom, write_ics
from dragoman.group import Dialogue
from dragoman.web.desk import Desk
from dragoman.web.pages.named import named
from dragoman.web.standing import Pieces, Standing, of_dialogue


def ics(desk: Desk, request: Request) -> Response:
    """The meetings of a dialogue for a calendar."""
    told = Standing(desk, named(desk, request), ICS).get(as_of=desk.asof(request))
    return Response(told or "", media_type="text/calendar; charset=utf-8")


def atom(desk: Desk, request: Request) -> Response:
    """What is new in a dialogue, for a feed reader."""
    told = Standing(desk, named(desk, request), ATOM).get(as_of=desk.asof(request))
    return Response(told or "", media_type="application/atom+xml; charset=utf-8")


def dates(_: Desk, found: Dialogue) -> Pieces:
    """Return the meetings of a dialogue as iCalendar."""
    return {"": lambda: _written(lambda stream: write_ics(found, stream))}


def news(desk: Desk, found: Dialogue) -> Pieces:
    """Return what is new in a dialogue as an Atom feed."""
    return {"": lambda: _written(lambda stream: write_atom(found, stream, desk.ledger.recorded(found)))}


ICS, ATOM = of_dialogue("ics", dates), of_dialogue("atom", news)


def _written(write: Callable[[BinaryIO], object]) -> str:
    stream = io.BytesIO()
    write(stream)
    return stream.getvalue().decode("utf-8")
