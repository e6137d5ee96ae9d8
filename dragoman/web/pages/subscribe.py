"""Requests of calendars and feed readers → a dialogue as iCalendar, and as an Atom feed in pages."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from functools import partial
from typing import BinaryIO

from starlette.requests import Request
from starlette.responses import Response

from dragoman.export import write_atom, write_ics
from dragoman.export.atom import Sheet, newest
from dragoman.group import Dialogue
from dragoman.web.desk import Desk
from dragoman.web.pages.leaf import asked
from dragoman.web.pages.named import named
from dragoman.web.standing import Pieces, Standing, of_dialogue

LATEST = 36
"""Meetings of a calendar where not all were asked for: what is to come and what was last."""
ENTRIES = 40
"""Entries of one page of a feed."""


def ics(desk: Desk, request: Request) -> Response:
    """The latest meetings of a dialogue for a calendar; `?all=1` gives all of them."""
    whole = "all" if request.query_params.get("all") else ""
    told = Standing(desk, named(desk, request), ICS).get(whole, desk.asof(request))
    return Response(told or "", media_type="text/calendar; charset=utf-8")


def atom(desk: Desk, request: Request) -> Response:
    """What is new in a dialogue, for a feed reader; `?page=` goes on."""
    told, asof = Standing(desk, named(desk, request), ATOM), desk.asof(request)
    number = asked(request, int(told.get("", asof) or 1))
    return Response(told.get(str(number), asof) or "", media_type="application/atom+xml; charset=utf-8")


def dates(_: Desk, found: Dialogue) -> Pieces:
    """Return the latest meetings of a dialogue as iCalendar, and all of them."""
    return {
        "": lambda: _written(lambda stream: write_ics(found, stream, latest=LATEST)),
        "all": lambda: _written(lambda stream: write_ics(found, stream)),
    }


def news(desk: Desk, found: Dialogue) -> Pieces:
    """Return how many pages the feed of what is new in a dialogue has, and each under its number."""
    recorded = desk.ledger.recorded(found)
    address = desk.url("dialogue-atom", parties="/".join(found.parties), asof=found.as_of)
    pages = max(-(-len(newest(found, recorded)) // ENTRIES), 1)

    def page(number: int) -> str:
        return _written(lambda stream: write_atom(found, stream, recorded, Sheet(number, pages, ENTRIES, address)))

    return {"": lambda: json.dumps(pages), **{str(number + 1): partial(page, number + 1) for number in range(pages)}}


ICS, ATOM = of_dialogue("ics", dates), of_dialogue("atom", news)


def _written(write: Callable[[BinaryIO], object]) -> str:
    stream = io.BytesIO()
    write(stream)
    return stream.getvalue().decode("utf-8")
