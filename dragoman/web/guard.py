"""Every request before it is looked at, every answer before it goes out: names, sizes, headers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.web.faults import Refusal, answer

if TYPE_CHECKING:
    from dragoman.web.desk import Desk

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "x-robots-tag": "noindex, nofollow",
}
"""What every answer says: nothing of another site is loaded, nothing inline runs, no other site frames or reads us."""
_SECURE = (b"strict-transport-security", b"max-age=31536000")


class Guard:
    """The outermost layer: it refuses what no handler should see and completes what goes out."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app = app
        self._desk = desk
        self._headers = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
        if desk.settings.secure:
            self._headers.append(_SECURE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        outgoing = _Outgoing(send, self._headers, bodiless=scope["method"] == "HEAD")
        refused = self._refused(scope)
        if refused is None:
            await self._app(scope, receive, outgoing)
        else:
            await answer(self._desk, Request(scope), refused)(scope, receive, outgoing)

    def _refused(self, scope: Scope) -> Refusal | None:
        settings = self._desk.settings
        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1 or _name(hosts[0]) not in settings.hosts:
            hint = "Use its own address, or name this one when it is started: dragoman serve --name NAME."
            return Refusal(421, "host", "This desk does not answer to that name.", hint)
        if len(scope["raw_path"]) + len(scope["query_string"]) > settings.target:
            hint = f"An address may have {settings.target:,} bytes: search for fewer words."
            return Refusal(414, "too-long", "This address is too long.", hint)
        if _length(scope["headers"]) > settings.body:
            return Refusal(413, "too-large", "This is more than a form of this desk holds.", "Send less at once.")
        return None


class _Outgoing:
    """Sends an answer with our headers, and without its body where only the head was asked for."""

    def __init__(self, send: Send, headers: Iterable[tuple[bytes, bytes]], *, bodiless: bool) -> None:
        self._send = send
        self._headers = tuple(headers)
        self._bodiless = bodiless

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *self._headers]}
        elif self._bodiless and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self._send(message)


def _name(host: str) -> str:
    """Return the host's name without its port, as it is compared."""
    name = host.partition("]")[0].lstrip("[") if host.startswith("[") else host.partition(":")[0]
    return name.casefold().rstrip(".")


def _length(headers: Iterable[tuple[bytes, bytes]]) -> int:
    for name, value in headers:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0
