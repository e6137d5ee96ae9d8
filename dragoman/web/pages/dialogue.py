"""A request for a dialogue → its page, or one list of it whole; what it says today is kept beside the ledger."""

from __future__ import annotations

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
from dragoman.web.pages.dossier import Page, dossier
from dragoman.web.pages.leaf import Leaf
from dragoman.web.pages.named import named
from dragoman.web.shared import SharedLedger
from dragoman.web.standing import standing

ROWS = 60
"""Rows on one page where a list was asked for whole."""


def dialogue(desk: Desk, request: Request) -> Response:
    """Where a dialogue stands; `?part=` shows one list of it whole."""
    codes = named(desk, request)
    if key := request.query_params.get("part"):
        return _part(desk, request, codes, key)
    main = _asked(desk, request, codes) if request.query_params else standing(desk, codes, "page", body)
    title = " – ".join(map(label, codes))
    return desk.render(request, "dialogue.html", title=title, body=Markup(main))  # noqa: S704 - made by our own template


def body(desk: Desk, found: Dialogue) -> str:
    """Return what the page of a dialogue says where no day was asked for."""
    path = desk.url("dialogue", parties="/".join(found.parties))
    return desk.part("dialogue-body.html", _context(desk.ledger, found) | {"path": path})


def _asked(desk: Desk, request: Request, codes: tuple[str, ...]) -> str:
    found = desk.ledger.dialogue(*codes, as_of=desk.asof(request))
    return desk.part("dialogue-body.html", _context(desk.ledger, found), request)


def _context(ledger: SharedLedger, found: Dialogue) -> dict[str, object]:
    span = dialogue_span(ledger, found.parties, found.as_of)
    says = empty(found) if found.empty else []
    return {"page": _page(ledger, found), "says": says, "codes": found.parties, "span": span}


def _page(ledger: SharedLedger, found: Dialogue) -> Page:
    return dossier(found, ledger.marks(shown(found)))


def _part(desk: Desk, request: Request, codes: tuple[str, ...], key: str) -> Response:
    page = _page(desk.ledger, desk.ledger.dialogue(*codes, as_of=desk.asof(request)))
    group = next((group for group in page.groups if group.key == key), None)
    if group is None:
        raise NotFound(f"there is nothing under {key[:40]!r} in this dialogue")
    leaf = Leaf.of(request, group.count, ROWS)
    rows = group.rows(leaf.start, leaf.end)
    return desk.render(request, "dialogue-part.html", page=page, group=group, shown=rows, leaf=leaf)
