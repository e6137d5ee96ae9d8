"""Logging in and out, and who sends a request: the local user, a session's, a token's."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.web.access import LOCAL, NOBODY, User, onward
from dragoman.web.accounts import Accounts, Wait
from dragoman.web.desk import Desk, form
from dragoman.web.faults import Refusal
from dragoman.web.settings import DeskSettings

COOKIE = "dragoman"


class Door:
    """Says who asks. Where no account was ever made and nobody else can reach the desk, that is the local user."""

    def __init__(self, settings: DeskSettings, accounts: Accounts) -> None:
        self.accounts = accounts
        self._exposed = settings.exposed

    def user(self, request: Request) -> User:
        """Return who sends the request: NOBODY where that is not known."""
        if not self._exposed and not self.accounts.made():
            return LOCAL
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.casefold() == "bearer":
            known = self.accounts.who(token.strip(), "token")
            return User(known.name, known.role, bearer=True) if known else NOBODY
        session = request.cookies.get(COOKIE)
        found = self.accounts.who(session, "session") if session else None
        return User(found.name, found.role) if found else NOBODY


def login_page(desk: Desk, request: Request) -> Response:
    """Ask for name and password."""
    return desk.render(request, "login.html", next=onward(request.query_params.get("next"), "/"), failed=None)


def login(desk: Desk, request: Request) -> Response:
    """Let somebody in whose name and password go together."""
    given, settings = form(request), desk.settings
    target = onward(given.get("next"), "/")
    address = request.client.host if request.client else ""
    try:
        key = desk.accounts.login(given.get("name", ""), given.get("password", ""), address, settings.session)
    except Wait as error:
        hint = f"Try again in {error.seconds // 60 + 1} minutes."
        raise Refusal(429, "too-many", "Too many failed log-ins.", hint) from error
    if key is None:
        failed = "Name and password do not go together."
        return desk.render(request, "login.html", status=401, next=target, failed=failed)
    response = RedirectResponse(target, 303)
    response.set_cookie(
        COOKIE, key, max_age=settings.session, httponly=True, samesite="strict", secure=settings.secure
    )  # fmt: skip
    return response


def logout(desk: Desk, request: Request) -> Response:
    """End the session."""
    desk.accounts.logout(request.cookies.get(COOKIE, ""))
    response = RedirectResponse(desk.url("login"), 303)
    response.delete_cookie(COOKIE, httponly=True, samesite="strict", secure=desk.settings.secure)
    return response
