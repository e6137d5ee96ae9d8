"""Settings in → the application, put together."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import Response

from dragoman.errors import UsageError
from dragoman.web.accounts import Accounts
from dragoman.web.desk import Desk
from dragoman.web.endpoint import mounted
from dragoman.web.faults import answer
from dragoman.web.guard import HEADERS, Guard
from dragoman.web.login import Door
from dragoman.web.routes import ROUTES
from dragoman.web.settings import DeskSettings
from dragoman.web.warmer import Warmer

GARBAGE = (50_000, 20, 100)
"""How often the collector looks for circles: an answer made of many findings has none, and looking as often as usual
takes a third of the time to make it."""


def application(settings: DeskSettings) -> Starlette:
    """Return the desk for a ledger. Raises NotFound where it is not there, LedgerError where it cannot be used,
    UsageError where others could reach it and there is no account."""
    accounts = Accounts(settings.accounts)
    if settings.exposed and not accounts.enabled():
        raise UsageError("a desk that others can reach needs an account: dragoman accounts add NAME")
    desk = Desk(settings, ROUTES, Door(settings, accounts), accounts)
    with desk.writing():
        pass  # brings an older ledger to this version, and tells at once what is wrong with it

    async def failed(request: Request, error: Exception) -> Response:
        response = answer(desk, request, error)
        response.headers.update(HEADERS)  # Starlette answers this outside of all middleware
        return response

    async def refused(request: Request, error: Exception) -> Response:
        return answer(desk, request, error)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        warmer = Warmer(desk)
        if settings.warm:
            await asyncio.to_thread(warmer.start)
        yield
        if settings.warm:
            await asyncio.to_thread(warmer.stop)
        desk.close()

    gc.set_threshold(*GARBAGE)
    app = Starlette(
        routes=mounted(desk, ROUTES),
        middleware=[
            Middleware(Guard, desk=desk),  # outermost: whatever refuses a request, the answer bears our headers
            Middleware(RequestBodyLimitMiddleware, max_body_size=settings.body),
        ],
        exception_handlers={404: refused, 405: refused, Exception: failed},
        lifespan=lifespan,
    )
    app.state.desk = desk
    app.router.redirect_slashes = False  # one address a page
    return app
