"""The one table of the desk's paths: Starlette's routes, the table of who may what, and OpenAPI are made from it."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import Response

from dragoman.web.desk import Desk
from dragoman.web.pages import PAGES
from dragoman.web.route import ROLES, UNSAFE, Route, allowed


def static(desk: Desk, request: Request) -> Response:
    """A file of the desk's own: styles, scripts, images."""
    return desk.assets.respond(request)


ROUTES: tuple[Route, ...] = (
    *PAGES,
    Route("/static/{digest}/{name:path}", "static", static, role="visitor", kept=False, says="styles and scripts"),
)


def answers(route: Route) -> Iterator[str]:
    """Yield, for each of ROLES, what somebody of that role is answered: `yes`, `login`, `401` or `403`."""
    for role in ROLES:
        if allowed(role, route):
            yield "yes"
        elif role != "visitor":
            yield "403"
        else:
            yield "401" if route.api or not UNSAFE.isdisjoint(route.methods) else "login"
