"""A request → the time line of a dialogue: the picture, and the same as a table."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, cast

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dragoman.group import Dialogue
from dragoman.show.frame import heading
from dragoman.show.picture import picture
from dragoman.show.plot import NARROW, USUAL, css, plot_svg
from dragoman.web.days import dialogue_span
from dragoman.web.desk import THEMES, Desk, theme
from dragoman.web.pages.leaf import Leaf
from dragoman.web.pages.named import named

ROWS = 40
"""Rows of the table on one page."""
HINTED, INLINE = 30_000, 44_000
"""Characters of a picture that stands in the page, in its colours: with words on each mark, and without. A larger one
is an image."""


def timeline(desk: Desk, request: Request) -> Response:
    """Stances, meetings, gaps and changes of office over time."""
    asof = desk.asof(request)
    found = desk.ledger.dialogue(*named(desk, request), as_of=asof)
    shown = picture(found)
    leaf = Leaf.of(request, len(shown.marks), ROWS)
    drawn = _drawn(found) if leaf.number == 1 and shown.marks else None
    return desk.render(
        request, "timeline.html", title=heading(found), codes="/".join(found.parties), svg=drawn, leaf=leaf,
        pictured=drawn is not None, marks=shown.marks[leaf.start : leaf.end], count=len(shown.marks),
        span=dialogue_span(desk.ledger, found.parties, asof), colours=theme(request),
    )  # fmt: skip


def image(desk: Desk, request: Request) -> Response:
    """The picture alone: `width=narrow` for a telephone, `colours=light` or `dark` where not the system's."""
    found = desk.ledger.dialogue(*named(desk, request), as_of=desk.asof(request))
    asked = request.query_params
    sheet = NARROW if asked.get("width") == "narrow" else USUAL
    chosen = asked.get("colours", "")
    chosen = asked.get("colours", "")
    colours = cast(Literal["", "light", "dark"], chosen if chosen in THEMES else "")
    return Response(plot_svg(found, sheet=replace(sheet, colours=colours)).encode(), media_type="image/svg+xml")


def sheet(desk: Desk, request: Request) -> Response:
    """The styles of the time line's shapes."""
    return PlainTextResponse(css(), media_type="text/css")


def _drawn(found: Dialogue) -> Markup:
    """Return the picture with words on its marks, or without; "" where it is too large for a page."""
    for sheet, most in ((USUAL, HINTED), (replace(USUAL, hints=False), INLINE)):
        drawn = plot_svg(found, alone=False, sheet=sheet)
        if len(drawn) < most:
            return Markup(drawn)  # noqa: S704 - show/svg.py escapes it
    return Markup()
