"""What went wrong with a request → a stable answer: a page for people, `{"error": …}` for programs."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dragoman.data import toml
from dragoman.errors import DragomanError, LedgerError, LedgerLocked, NotFound, UsageError
from dragoman.web.route import UNSAFE, Route
from dragoman.wording import shorten

if TYPE_CHECKING:
    from dragoman.web.desk import Desk

LONGEST = 300
"""Characters of a line that tells what is wrong: it repeats what was asked for, which can be long."""
_COMMAND = ": dragoman "
"""What begins a hint for the terminal."""
_LISTS = {"story": ("All stories", "stories"), "meeting": ("All meetings", "calendar")}
"""The page that lists what a page is one of: what it is called, and its route."""
WORDS = "why"
"""The field of a form in which people write."""
_log = logging.getLogger("dragoman")


Door = tuple[str, str]
"""What a page is called, and its address."""


@dataclass(frozen=True, slots=True)
class Again:
    """A form that was sent and not kept: where to, the verdict in words ("" where it has none), what the person wrote,
    and its other fields."""

    action: str
    verdict: str
    why: str
    fields: tuple[tuple[str, str], ...]


class Refusal(UsageError):
    """A request that is not answered as asked: an HTTP status, a stable code, one line, what to do next, and the pages
    that may have been meant."""

    def __init__(self, status: int, code: str, message: str, hint: str = "", doors: Iterable[Door] = ()) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.hint = status, code, message, hint
        self.doors = tuple(doors)
        self.again: Again | None = None


CODES = {
    400: "a parameter, key or date that cannot be", 401: "who asks is not known", 403: "not for this role, or sent by "
    "another site", 404: "not there", 405: "not with this method", 409: "somebody else judged it meanwhile",
    413: "more than is taken at once", 414: "the address is too long", 415: "not JSON", 421: "not this desk's name",
    429: "too many failed log-ins", 500: "a fault of the desk", 503: "the ledger is locked, damaged or gone",
}  # fmt: skip
"""What each status of a refusal means."""
_HTTP = {
    404: ("not-found", "There is no such page.", "Go to the first page or search for what you miss."),
    405: ("method", "This address does not take that method.", "The header Allow names those it takes."),
}


def refusal(error: Exception) -> Refusal:
    """Return what to tell of an error; one that nobody foresaw tells nothing but that it happened."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, HTTPException):
        return Refusal(error.status_code, *_HTTP.get(error.status_code, ("http", error.detail, "")))
    if isinstance(error, NotFound):
        return Refusal(404, "not-found", _sentence(error), "Search for it, or look among the reports.")
    if isinstance(error, UsageError):
        return Refusal(400, "bad-request", _sentence(error), "Mend the address or the form and send it again.")
    if isinstance(error, LedgerLocked):
        return Refusal(503, "ledger", "Another process is writing to the ledger just now.", "Try again in a moment.")
    if isinstance(error, LedgerError):
        return Refusal(503, "ledger", _sentence(error), "Try again in a moment; nothing that was recorded is lost.")
    if isinstance(error, DragomanError):
        return Refusal(500, "failed", _sentence(error))
    return Refusal(500, "failed", "Something went wrong on our side.", "It is written in the desk's log.")


def answer(desk: Desk, request: Request, error: Exception) -> Response:
    """Return the answer to a request that cannot be answered as asked."""
    told = refusal(error)
    if told.code == "ledger" and request.method in UNSAFE:
        told.hint = "What you sent was not kept yet, and nothing of it is lost: send it again in a moment."
        told.again = _again(request)
    elif told.code == "ledger":
        address = request.url.replace(scheme="", netloc="")
        told.doors = (("Try again", str(address)),)
    elif told.status == 404 and (listed := _LISTS.get(_asked(request))):
        told.doors += ((listed[0], desk.url(listed[1])),)
    told.message = told.message.replace(str(desk.settings.ledger), desk.settings.ledger.name)  # no path leaves the desk
    if told.status >= 500 and not isinstance(error, DragomanError):
        _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    response = _told(desk, request, told)
    kept: Mapping[str, str] | None = getattr(error, "headers", None)
    response.headers.update(kept or {})
    if told.status in {429, 503}:
        response.headers.setdefault("retry-after", "5")
    response.headers["cache-control"] = "no-store"
    return response


def _asked(request: Request) -> str:
    """Return the name of the route that was asked for, "" where none was met."""
    route: Route | None = getattr(request.state, "route", None)
    return route.name if route else ""


def _again(request: Request) -> Again | None:
    """Return the form that was sent, to be sent again; None where a program asked, and never one with a password."""
    route: Route | None = getattr(request.state, "route", None)
    form: FormData = getattr(request.state, "form", FormData())
    sent = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    if not sent or route is None or route.role == "visitor":
        return None
    named = dict(sent)
    reason = toml("judgements")["reasons"].get(named.get("reason"), "")
    verdict = named.get("verdict", "") + (f" ({reason})" if reason and named.get("verdict") == "reject" else "")
    return Again(request.url.path, verdict, named.get(WORDS, ""), tuple(one for one in sent if one[0] != WORDS))


def body(told: Refusal) -> dict[str, dict[str, str]]:
    """Return the error as programs get it."""
    return {"error": {"code": told.code, "message": told.message, "hint": told.hint}}


def _told(desk: Desk, request: Request, told: Refusal) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse(body(told), told.status)
    return desk.render(request, "error.html", status=told.status, fault=told)


def _sentence(error: Exception) -> str:
    text = shorten(str(error).partition(_COMMAND)[0], LONGEST)
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!", "…")) else ".")
