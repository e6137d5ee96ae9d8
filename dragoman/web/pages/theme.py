"""A form with the colours the reader wants → a cookie, and back to the page."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.web.desk import THEME, THEMES, Desk
from dragoman.web.faults import Refusal

YEAR = 365 * 24 * 3600


def theme(desk: Desk, request: Request) -> Response:
    """Keep the colours in a cookie."""
    form = request.state.form
    chosen, back = str(form.get("theme", "")), str(form.get("back", "/"))
    if chosen and chosen not in THEMES:
        raise Refusal(400, "bad-request", "There are no such colours.", f"Choose one of {', '.join(THEMES)}.")
    response = RedirectResponse(_own(back), 303)
    secure = desk.settings.secure
    response.set_cookie(THEME, chosen, max_age=YEAR if chosen else 0, samesite="strict", httponly=True, secure=secure)
    return response


def _own(back: str) -> str:
    """Return the path to go back to: one of this desk, whatever the form says."""
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable() else "/"
