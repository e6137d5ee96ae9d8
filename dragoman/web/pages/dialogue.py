"""A request for a dialogue → its page, or one list of it whole; what it says today is kept beside the ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from dragoman.errors import NotFound
from dragoman.group import Dialogue
from dragoman.group.dialogue import shown
from dragoman.parties import label
from dragoman.show.frame import empty
from dragoman.web.days import dialogue_span
from dragoman.web.desk import Desk
from dragoman.web.pages.dossier import Group, Page, dossier
from dragoman.web.pages.leaf import Leaf
from dragoman.web.pages.named import named
from dragoman.web.shared import SharedLedger
from dragoman.web.standing import Pieces, Standing, of_dialogue

ROWS = 60
"""Rows on one page where a list was asked for whole."""


def dialogue(desk: Desk, request: Request) -> Response:
    """Where a dialogue stands; `?part=` shows one list of it whole."""
    codes = named(desk, request)
    if key := request.query_params.get("part"):
        return _part(desk, request, codes, key)
    main = Standing(desk, codes, BODY).get(as_of=desk.asof(request)) or ""
    title = " – ".join(map(label, codes))
    return desk.render(request, "dialogue.html", title=title, body=Markup(main))  # noqa: S704 - made by our own template


def body(desk: Desk, found: Dialogue) -> Pieces:
    """Return what the page of a dialogue says."""
    return {"": partial(_body, desk, found)}


def lists(desk: Desk, found: Dialogue) -> Pieces:
    """Return each list of the page whole: under its key what it is, under the key and a number the rows of a page."""
    page = _page(desk.ledger, found)
    return {name: call for group in page.groups for name, call in _whole(desk, group, found.as_of)}


BODY, LISTS = of_dialogue("page", body), of_dialogue("lists", lists)


def _body(desk: Desk, found: Dialogue) -> str:
    path = desk.url("dialogue", parties="/".join(found.parties))
    return desk.part("dialogue-body.html", _context(desk.ledger, found) | {"path": path}, as_of=found.as_of)


def _context(ledger: SharedLedger, found: Dialogue) -> dict[str, object]:
    span = dialogue_span(ledger, found.parties, found.as_of)
    says = empty(found) if found.empty else []
    return {"page": _page(ledger, found), "says": says, "codes": found.parties, "span": span}


def _page(ledger: SharedLedger, found: Dialogue) -> Page:
    return dossier(found, ledger.marks(shown(found)))


def _whole(desk: Desk, group: Group, as_of: str | None) -> Iterator[tuple[str, partial[str]]]:
    yield group.key, partial(json.dumps, [group.title, group.count])
    for number in range(-(-group.count // ROWS)):
        yield f"{group.key}/{number + 1}", partial(_rows, desk, group, number * ROWS, as_of)


def _rows(desk: Desk, group: Group, start: int, as_of: str | None) -> str:
    context = {"shown": group.rows(start, start + ROWS), "states": not group.state}
    return desk.part("rows.html", context, as_of=as_of)


def _part(desk: Desk, request: Request, codes: tuple[str, ...], key: str) -> Response:
    asof, told = desk.asof(request), Standing(desk, codes, LISTS)
    head = told.get(key, asof) if "/" not in key else None
    if head is None:
        raise NotFound(f"there is nothing under {key[:40]!r} in this dialogue")
    title, count = json.loads(head)
    leaf = Leaf.of(request, count, ROWS)
    rows = Markup(told.get(f"{key}/{leaf.number}", asof) or "")  # noqa: S704 - made by our own template
    return desk.render(
        request, "dialogue-part.html", parties=" – ".join(map(label, codes)), codes="/".join(codes), title=title,
        count=count, rows=rows, leaf=leaf,
    )  # fmt: skip
