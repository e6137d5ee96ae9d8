"""A path → a stream that takes the file's place only once it is whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from errno import ENOENT
from io import TextIOWrapper
from pathlib import Path
from tempfile import mkstemp
from typing import BinaryIO, TextIO


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """Give a UTF-8 stream; `path` gets its content when the block ends well and stays as it was when it does not.

    Raises OSError. A path that is no plain file (a device, a pipe) is written to directly.
    """
    with replacing_bytes(path) as raw, utf8(raw) as stream:
        yield stream


@contextmanager
def replacing_bytes(path: Path) -> Iterator[BinaryIO]:
    """Give a stream of bytes, as `replacing` gives one of text."""
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    target = path.resolve()
    if not target.parent.is_dir():
        raise FileNotFoundError(ENOENT, "no such folder; make it first", str(path.parent))
    number, name = mkstemp(dir=target.parent, prefix=".dragoman-")
    draft = Path(name)
    try:
        with os.fdopen(number, "wb") as stream:
            yield stream
        draft.chmod(_mode(target))
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def utf8(raw: BinaryIO) -> Iterator[TextIO]:
    """Give a text stream on bytes that writes line ends as they are; `raw` stays open."""
    stream = TextIOWrapper(raw, "utf-8", newline="")
    try:
        yield stream
    finally:
        stream.detach()


def _mode(target: Path) -> int:
    """Keep the mode of what is replaced; a new file gets what the umask leaves."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
