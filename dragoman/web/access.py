"""A request in → who asks, and whether they may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from starlette.requests import Request

from dragoman.web.faults import Refusal
from dragoman.web.route import UNSAFE, Role, Route, allowed


@dataclass(frozen=True, slots=True)
class User:
    """Who asks. `bearer`: known by a token that no browser sends of itself."""

    name: str
    role: Role
    bearer: bool = False


NOBODY = User("", "visitor")
LOCAL = User("local", "reviewer")
"""Whoever sits at this machine, while the desk has no accounts and nobody else can reach it."""


class Access(Protocol):
    """Says who asks."""

    def user(self, request: Request) -> User:
        """Return who sends the request: NOBODY where that is not known."""
        ...


def check(route: Route, user: User, request: Request) -> None:
    """Raise Refusal where the user may not use the route, or the request was not meant by them."""
    if not allowed(user.role, route):
        if user.role == "visitor":
            raise Refusal(401, "login", "This desk asks who you are.", "Log in, or send a token as Authorization.")
        raise Refusal(403, "role", f"This is for a {route.role}; you are a {user.role}.", "Ask an admin of this desk.")
    if request.method in UNSAFE and not user.bearer and not _meant(request):
        hint = "Send the form from the desk's own pages; programs send a token as Authorization: Bearer."
        raise Refusal(403, "cross-site", "This request did not come from a page of this desk.", hint)


def onward(target: str | None, otherwise: str) -> str:
    """Return where a form leads on to: a path of this desk, never another site's."""
    if not target or not target.isprintable() or "\\" in target or not target.startswith("/"):
        return otherwise
    return otherwise if target.startswith("//") else target


def _meant(request: Request) -> bool:
    """Whether the browser says that one of our own pages sent it. Of another program that says nothing, we know
    nothing, and so it is not."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin")
    if origin is None:
        return False
    asked = urlsplit(origin)
    return (asked.scheme, asked.netloc) == (request.url.scheme, request.url.netloc)
