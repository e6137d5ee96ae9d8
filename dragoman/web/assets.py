"""The files in `static/` → addresses that change with their content, so that a browser may keep them for ever."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable

from starlette.requests import Request
from starlette.responses import Response

from dragoman.errors import NotFound


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its name below `static/`, its bytes, its media type and the digest of its bytes."""

    name: str
    content: bytes
    media_type: str
    digest: str

    @property
    def address(self) -> str:
        return f"/static/{self.digest}/{self.name}"


class Assets:
    """All of them, read once."""

    def __init__(self) -> None:
        root = files("dragoman.web").joinpath("static")
        self._assets = {name: _asset(name, file) for name, file in _walk(root, "")} if root.is_dir() else {}

    def address(self, name: str) -> str:
        """Return where the file is served. Raises NotFound for one that is not there: a template's defect."""
        return self._asset(name).address

    def respond(self, request: Request) -> Response:
        """Return the file; only under its own digest may a browser keep it."""
        asset = self._asset(request.path_params["name"])
        current = request.path_params["digest"] == asset.digest
        kept = "public, max-age=31536000, immutable" if current else "no-cache"
        return Response(asset.content, headers={"cache-control": kept}, media_type=asset.media_type)

    def _asset(self, name: str) -> Asset:
        if name not in self._assets:
            raise NotFound(f"there is no file {name!r} here")
        return self._assets[name]


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from _walk(item, f"{prefix}{item.name}/")
        elif not item.name.startswith("."):
            yield prefix + item.name, item


def _asset(name: str, file: Traversable) -> Asset:
    content = file.read_bytes()
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(name, content, kind, blake2b(content, digest_size=8).hexdigest())
