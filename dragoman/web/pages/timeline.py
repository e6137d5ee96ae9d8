"""A request → the time line of a dialogue: the picture, and the same as a table."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache, partial

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dragoman.group import Dialogue
from dragoman.parties import label
from dragoman.show.picture import Mark, Picture, picture
from dragoman.show.plot import NARROW, USUAL, css, plot_svg
from dragoman.show.svg import coloured
from dragoman.web.days import dialogue_span
from dragoman.web.desk import THEMES, Desk, theme
from dragoman.web.pages.leaf import Leaf
from dragoman.web.pages.named import named
from dragoman.web.standing import Pieces, Standing, of_dialogue

ROWS = 40
"""Rows of the table on one page."""
HINTED, INLINE = 30_000, 44_000
"""Characters of a picture that stands in the page, in its colours: with words on each mark, and without. A larger one
is an image."""


def timeline(desk: Desk, request: Request) -> Response:
    """Stances, meetings, gaps and changes of office over time."""
    asof, codes = desk.asof(request), named(desk, request)
    told = Standing(desk, codes, TIMELINE)
    count = int(told.get("", asof) or 0)
    leaf = Leaf.of(request, count, ROWS)
    drawn = told.get("plot", asof) if leaf.number == 1 and count else None
    rows = told.get(f"rows/{leaf.number}", asof) or ""
    return desk.render(
        request, "timeline.html", title=" – ".join(map(label, codes)), codes="/".join(codes), count=count, leaf=leaf,
        pictured=drawn is not None, svg=Markup(drawn or ""), rows=Markup(rows),  # noqa: S704 - ours: all is escaped
        span=dialogue_span(desk.ledger, codes, asof), colours=theme(request),
    )  # fmt: skip


def image(desk: Desk, request: Request) -> Response:
    """The picture alone: `width=narrow` for a telephone, `colours=light` or `dark` where not the system's."""
    asked, told = request.query_params, Standing(desk, named(desk, request), TIMELINE)
    drawn = told.get("narrow" if asked.get("width") == "narrow" else "wide", desk.asof(request)) or ""
    chosen = asked.get("colours", "")
    return Response(coloured(drawn, chosen if chosen in THEMES else "").encode(), media_type="image/svg+xml")


def pieces(desk: Desk, found: Dialogue) -> Pieces:
    """Return how many rows the table has, the rows of each of its pages, the picture in the page ("" where it is too
    large for one), and the pictures alone."""

    @cache
    def shown() -> Picture:
        return picture(found)

    def rows(start: int) -> str:
        return _rows(desk, shown().marks[start : start + ROWS], found.as_of)

    pages = -(-len(shown().marks) // ROWS)
    return {
        "": lambda: json.dumps(len(shown().marks)),
        "plot": lambda: _drawn(found, shown()),
        "wide": lambda: plot_svg(found, shown=shown()),
        "narrow": lambda: plot_svg(found, sheet=NARROW, shown=shown()),
        **{f"rows/{number + 1}": partial(rows, number * ROWS) for number in range(pages)},
    }


def sheet(desk: Desk, request: Request) -> Response:
    """The styles of the time line's shapes."""
    return PlainTextResponse(css(), media_type="text/css")


TIMELINE = of_dialogue("timeline", pieces)


def _rows(desk: Desk, marks: tuple[Mark, ...], as_of: str | None) -> str:
    return desk.part("timeline-rows.html", {"marks": marks}, as_of=as_of)


def _drawn(found: Dialogue, shown: Picture) -> str:
    """Return the picture with words on its marks, or without; "" where it is too large for a page."""
    bare = plot_svg(found, alone=False, sheet=replace(USUAL, hints=False), shown=shown)
    hinted = plot_svg(found, alone=False, shown=shown) if len(bare) < HINTED else ""
    if hinted and len(hinted) < HINTED:
        return hinted
    return bare if len(bare) < INLINE else ""
