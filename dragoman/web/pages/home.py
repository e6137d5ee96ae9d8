"""A request → the first page: the newest reports and what the ledger holds."""

from __future__ import annotations

from itertools import islice

from starlette.requests import Request
from starlette.responses import Response

from dragoman.show.phrase import outlet, published, title
from dragoman.web.desk import Desk

NEWEST = 20
"""Reports listed."""


def home(desk: Desk, request: Request) -> Response:
    """What the ledger holds, and its newest reports."""
    newest = [(head.id, title(head), outlet(head), published(head)) for head in islice(desk.ledger.reports(), NEWEST)]
    return desk.render(request, "home.html", counts=desk.ledger.counts(), newest=newest)
