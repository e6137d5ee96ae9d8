"""The routes of one path → what Starlette calls: who asks, may they, is the page kept, else its handler in a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route as Mounted
from starlette.types import Receive, Scope, Send

from dragoman.errors import DragomanError
from dragoman.web.access import User, check
from dragoman.web.cache import Kept, respond
from dragoman.web.desk import theme
from dragoman.web.faults import Refusal, answer
from dragoman.web.route import UNSAFE, Route

if TYPE_CHECKING:
    from dragoman.web.desk import Desk

PATIENCE = 0.7
"""Seconds a reader waits for a page before a page tells that it is being made."""


def mounted(desk: Desk, routes: Sequence[Route]) -> list[Mounted]:
    """Return the routes as Starlette takes them, one a path."""
    paths: dict[str, list[Route]] = {}
    for route in routes:
        paths.setdefault(route.path, []).append(route)
    return [Mounted(path, _Endpoint(desk, several)) for path, several in paths.items()]


class _Endpoint:
    """One path. A class, so that Starlette hands every method to it: the answer to a wrong one is ours."""

    def __init__(self, desk: Desk, routes: Sequence[Route]) -> None:
        self._desk = desk
        self._routes = {method: route for route in routes for method in route.methods}
        if "GET" in self._routes:
            self._routes["HEAD"] = self._routes["GET"]
        self._allow = ", ".join([*self._routes, "OPTIONS"])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive, send)
        try:
            response = await self._respond(request)
        except (DragomanError, HTTPException) as error:
            response = answer(self._desk, request, error)
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"allow": self._allow})
        route = self._routes.get(request.method)
        if route is None:
            raise HTTPException(405, headers={"Allow": self._allow})
        request.state.route = route
        request.state.user = user = self._desk.access.user(request)
        try:
            check(route, user, request)
        except Refusal as error:
            if error.status == 401 and not route.api and request.method in {"GET", "HEAD"}:
                return RedirectResponse(self._desk.url("login", next=_target(request)), 303)
            raise
        if request.method in UNSAFE:
            request.state.form = FormData() if route.api else await request.form(max_files=0, max_fields=200)
            request.state.body = await request.body() if route.api else b""
            return await self._handled(route, request)
        return await self._kept(route, user, request)

    async def _kept(self, route: Route, user: User, request: Request) -> Response:
        if not route.kept:
            return await self._handled(route, request)
        key: Hashable = (route.name, _target(request), user, theme(request), date.today(), self._desk.version())
        kept = self._desk.cache.get(key)
        if kept is not None:
            return respond(kept, request)
        making = self._desk.flights.join(key, lambda: self._made(key, route, request))
        try:
            made = await asyncio.wait_for(making, PATIENCE if _looked_at(route, request) else None)
        except TimeoutError:
            return self._desk.making(request, self._desk.flights.lasted(key))
        return respond(made, request) if isinstance(made, Kept) else made

    async def _made(self, key: Hashable, route: Route, request: Request) -> Kept | Response:
        """Make a page, and keep it if it may be served again."""
        response = await self._handled(route, request)
        if response.status_code != 200 or "set-cookie" in response.headers or "cache-control" in response.headers:
            return response
        self._desk.cache.put(key, kept := Kept.of(response))
        return kept

    async def _handled(self, route: Route, request: Request) -> Response:
        pool = self._desk.heavy if route.heavy else self._desk.pool
        return await asyncio.get_running_loop().run_in_executor(pool, route.handler, self._desk, request)


def _looked_at(route: Route, request: Request) -> bool:
    """Tell whether somebody looks at a page: where it takes long another one says so meanwhile, and asks again.
    Programs and readers of feeds get what they asked for, however long it takes."""
    return not route.api and "text/html" in request.headers.get("accept", "")


def _target(request: Request) -> str:
    query = request.scope["query_string"].decode("latin-1")
    path: str = request.scope["path"]
    return f"{path}?{query}" if query else path
