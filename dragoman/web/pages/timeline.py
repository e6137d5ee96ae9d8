"""A request → the time line of a dialogue: the picture, and the same as a table."""

from __future__ import annotations

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dragoman.show.frame import heading
from dragoman.show.picture import picture
from dragoman.show.plot import css, plot_svg
from dragoman.web.desk import Desk
from dragoman.web.pages.asof import dialogue_span
from dragoman.web.pages.leaf import Leaf
from dragoman.web.pages.named import named

ROWS = 60
"""Rows of the table on one page."""
INLINE = 30_000
"""Characters of a picture that stands in the page, in its colours; a larger one is an image beside it."""


def timeline(desk: Desk, request: Request) -> Response:
    """Stances, meetings, gaps and changes of office over time."""
    asof = desk.asof(request)
    found = desk.ledger.dialogue(*named(desk, request), as_of=asof)
    shown = picture(found)
    leaf = Leaf.of(request, len(shown.marks), ROWS)
    drawn = plot_svg(found, alone=False) if leaf.number == 1 and shown.marks else ""
    svg = Markup(drawn) if len(drawn) < INLINE else ""  # noqa: S704 - show/svg.py escapes it
    return desk.render(
        request, "timeline.html", title=heading(found), codes="/".join(found.parties), svg=svg,
        large=len(drawn) >= INLINE, leaf=leaf, marks=shown.marks[leaf.start : leaf.end], count=len(shown.marks),
        span=dialogue_span(desk.ledger, found.parties, asof),
    )  # fmt: skip


def image(desk: Desk, request: Request) -> Response:
    """The picture alone."""
    found = desk.ledger.dialogue(*named(desk, request), as_of=desk.asof(request))
    return Response(plot_svg(found).encode(), media_type="image/svg+xml")


def sheet(desk: Desk, request: Request) -> Response:
    """The styles of the time line's shapes."""
    return PlainTextResponse(css(), media_type="text/css")
