"""Pages that were made → the same pages again, as long as nothing they depend on has changed."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from threading import Lock

from starlette.requests import Request
from starlette.responses import Response


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was sent: its body, its headers and the tag a browser may ask by."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    tag: str

    @classmethod
    def of(cls, response: Response) -> Kept:
        body = bytes(response.body)
        headers = tuple((name, value) for name, value in response.headers.items() if name != "content-length")
        return cls(body, headers, f'"{blake2b(body, digest_size=12).hexdigest()}"')


class Cache:
    """The newest pages, at most `size` bytes of them."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._held = 0
        self._pages: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Kept | None:
        """Return the page kept under `key`."""
        with self._lock:
            kept = self._pages.get(key)
            if kept is not None:
                self._pages.move_to_end(key)
            return kept

    def put(self, key: Hashable, kept: Kept) -> None:
        """Keep a page; those asked for least recently make room."""
        with self._lock:
            self._drop(key)
            self._pages[key] = kept
            self._held += len(kept.body)
            while self._held > self._size and self._pages:
                self._drop(next(iter(self._pages)))

    def _drop(self, key: Hashable) -> None:
        old = self._pages.pop(key, None)
        if old is not None:
            self._held -= len(old.body)


class Flights:
    """Pages being made: whoever asks for one of them meanwhile waits for it. Only for the event loop's thread."""

    def __init__(self) -> None:
        self._under_way: dict[Hashable, asyncio.Task[Kept | Response]] = {}
        self._begun: dict[Hashable, float] = {}

    async def join(self, key: Hashable, make: Callable[[], Coroutine[None, None, Kept | Response]]) -> Kept | Response:
        """Return the page under `key`, made once for all who ask now. Whoever leaves does not end it for the others."""
        task = self._under_way.get(key)
        if task is None:
            self._begun[key] = time.monotonic()
            task = self._under_way[key] = asyncio.create_task(make())
            task.add_done_callback(partial(self._landed, key))
        return await asyncio.shield(task)

    def lasted(self, key: Hashable) -> float:
        """Return the seconds since the page under `key` was begun, 0 where it is not being made."""
        begun = self._begun.get(key)
        return 0 if begun is None else time.monotonic() - begun

    def _landed(self, key: Hashable, task: asyncio.Task[Kept | Response]) -> None:
        del self._under_way[key], self._begun[key]
        if not task.cancelled():
            task.exception()  # whoever asks next is told: nobody may be left of those who asked


def respond(kept: Kept, request: Request) -> Response:
    """Return the page, or that the browser has it already."""
    headers = {"etag": kept.tag, "cache-control": "private, no-cache", "vary": "Cookie, Authorization"}
    if kept.tag in _asked(request):
        return Response(status_code=304, headers=headers)
    return Response(kept.body, headers=dict(kept.headers) | headers)


def _asked(request: Request) -> set[str]:
    tags = request.headers.get("if-none-match", "")
    return {tag.strip().removeprefix("W/") for tag in tags.split(",")}
