"""Paths of a set → its files, their JSON and their digest; what is missing or broken is told in one line."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dragoman.errors import NotFound, UsageError

Json = dict[str, Any]

UNPACKED = 500_000_000
"""Bytes that a gzipped file of a set may unpack to."""


def files(folder: Path, pattern: str, what: str) -> list[Path]:
    """Return the files of a folder in order; raises NotFound where there is no folder or no such file in it."""
    if not folder.is_dir():
        raise NotFound(f"{folder}: no such folder; it should hold {what}")
    found = sorted(path for path in folder.glob(pattern) if path.is_file())
    if not found:
        raise NotFound(f"{folder}: no {pattern} in it; it should hold {what}")
    return found


def text_of(path: Path) -> str:
    """Return the text of a file as it stands, line ends included; raises NotFound, UsageError where it is not UTF-8."""
    try:
        return _content(path).decode("utf-8")
    except FileNotFoundError:
        raise NotFound(f"{path}: no such file") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: byte {error.start} is not UTF-8; save it as UTF-8") from None


def _content(path: Path) -> bytes:
    """The bytes of a file, unpacked where it is gzipped; no more than a set can have."""
    if path.is_dir():
        raise UsageError(f"{path}: is a folder; name the file in it")
    if path.suffix != ".gz":
        return path.read_bytes()
    try:
        with gzip.open(path) as unpacked:
            content = unpacked.read(UNPACKED + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UsageError(f"{path}: not a whole gzip file ({error}); copy it again") from None
    if len(content) > UNPACKED:
        raise UsageError(f"{path}: unpacks to more than {UNPACKED:,} bytes; split it")
    return content


def json_object(path: Path) -> Json:
    """Return the JSON object a file holds; raises UsageError with line and column where it holds none."""
    return _object(text_of(path), str(path))


def json_lines(path: Path) -> Iterator[tuple[str, Json]]:
    """Yield the place (`file:line`) and the object of every line that is not blank."""
    for number, line in enumerate(text_of(path).split("\n"), 1):
        if line.strip():
            yield f"{path}:{number}", _object(line, f"{path}:{number}")


def _object(text: str, place: str) -> Json:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UsageError(f"{place}: broken JSON at {where} ({error.msg}); mend it or leave the file out") from None
    except RecursionError:
        raise UsageError(f"{place}: JSON nested too deeply to be one of ours; leave the file out") from None
    if not isinstance(found, dict):
        raise UsageError(f"{place}: holds a JSON {type(found).__name__} where an object is expected")
    return found


def need(item: Any, key: str, kind: type | tuple[type, ...], place: str) -> Any:
    """Return `item[key]`; raises UsageError naming the place where the key is missing or its value of another kind."""
    if not isinstance(item, Mapping):
        raise UsageError(f"{place}: {str(item)[:60]!r} stands where an object is expected")
    if key not in item:
        raise UsageError(f"{place}: the key {key!r} is missing; add it or leave the file out")
    if not isinstance(item[key], kind):
        raise UsageError(f"{place}: {key!r} is {str(item[key])[:60]!r}, not of the kind the format asks for")
    return item[key]


def digest(paths: Iterable[Path], root: Path) -> str:
    """Return the SHA-256 of the files: of each its path from `root` (else its name) and its bytes."""
    whole = hashlib.sha256()
    for name, path in sorted((_within(path, root), path) for path in paths):
        whole.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def _within(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
