"""The first page."""

from __future__ import annotations

from itertools import islice

from starlette.requests import Request
from starlette.responses import Response

from dragoman.web.desk import Desk


def home(desk: Desk, request: Request) -> Response:
    """What the ledger holds, and its newest reports."""
    reports = list(islice(desk.ledger.reports(), 20))
    return desk.render(request, "home.html", counts=desk.ledger.counts(), reports=reports)
