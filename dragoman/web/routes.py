"""The one table of the desk's paths: Starlette's routes, the table of who may what, and OpenAPI are made from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from starlette.requests import Request
from starlette.responses import Response

from dragoman.web import review
from dragoman.web.api import API
from dragoman.web.desk import Desk
from dragoman.web.login import login, login_page, logout
from dragoman.web.pages import PAGES
from dragoman.web.pages import review as pages
from dragoman.web.route import ROLES, UNSAFE, Route, allowed


def static(desk: Desk, request: Request) -> Response:
    """A file of the desk's own: styles, scripts, images."""
    return desk.assets.respond(request)


REVIEW: tuple[Route, ...] = (
    Route("/review", "review", pages.review, role="reviewer", says="the next finding to look at"),
    Route("/review/{id}", "judge", review.judge, ("POST",), "reviewer", says="keeps a verdict and goes on"),
    Route("/corrections", "corrections", pages.corrections, says="what people decided, newest first"),
    Route("/corrections.atom", "corrections-atom", pages.feed, says="the same for a feed reader"),
    Route("/corrections/{number}/undo", "undo", review.undo, ("POST",), "reviewer", says="takes a verdict back"),
    Route("/compare", "compare", review.compare, ("POST",), "reviewer", says="keeps that two are the same, or not"),
)
ROUTES: tuple[Route, ...] = (
    *PAGES,
    *REVIEW,
    *API,
    Route("/login", "login", login_page, role="visitor", kept=False, says="the form to log in with"),
    Route("/login", "login-post", login, ("POST",), "visitor", kept=False, says="logs in"),
    Route("/logout", "logout", logout, ("POST",), "reader", kept=False, says="logs out"),
    Route("/static/{digest}/{name:path}", "static", static, role="visitor", kept=False, says="styles and scripts"),
)


def answers(route: Route) -> Iterator[str]:
    """Yield, for each of ROLES, what somebody of that role is answered: `yes`, `login` (sent there), `401` or `403`."""
    for role in ROLES:
        if allowed(role, route):
            yield "yes"
        elif role != "visitor":
            yield "403"
        else:
            yield "401" if route.api or not UNSAFE.isdisjoint(route.methods) else "login"


def table(routes: Iterable[Route] = ROUTES) -> str:
    """Return the table of who may what in Markdown."""
    head = ["| path | methods | gives | " + " | ".join(ROLES) + " |", "|---" * (3 + len(ROLES)) + "|"]
    rows = [f"| `{one.path}` | {', '.join(one.methods)} | {one.says} | {' | '.join(answers(one))} |" for one in routes]
    return "\n".join([*head, *rows]) + "\n"
