"""Paths as given → the files to read, in order, and an Issue for what cannot be."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dragoman.model import Issue

FileKind = Literal["plain", "html", "jsonl", "csv", "parquet"]

_KINDS: dict[str, FileKind] = {
    "": "plain", ".txt": "plain", ".text": "plain", ".md": "plain", ".markdown": "plain",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".jsonl.gz": "jsonl", ".ndjson.gz": "jsonl",
    ".csv": "csv", ".tsv": "csv", ".csv.gz": "csv", ".tsv.gz": "csv",
    ".parquet": "parquet", ".pq": "parquet",
}  # fmt: skip
_SUFFIX = re.compile(r"\.[a-z][a-z0-9]{0,9}")
_ADVICE = "Dragoman reads .txt, .md, .html, .jsonl, .csv, .tsv and .parquet (.jsonl and .csv also as .gz)."


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read. `source` is the path as given, as reports name it; `size` its bytes."""

    path: Path
    source: str
    kind: FileKind
    size: int


def walk(paths: Iterable[Path]) -> Iterator[Found | Issue]:
    """Yield the files that `paths` name, folders in sorted order, without hidden files.

    What a folder holds that is not read is told in one Issue a folder; a folder is entered once, whatever links say.
    """
    for path in paths:
        try:
            status = path.stat()
        except (OSError, ValueError) as error:
            yield unreadable(path, error)
            continue
        if stat.S_ISDIR(status.st_mode):
            yield from _folder(path)
        else:
            yield _named(path, status)


def unreadable(path: Path, error: Exception) -> Issue:
    """Return the Issue for a path that cannot be opened or read."""
    source = name(path)
    if isinstance(error, (FileNotFoundError, NotADirectoryError, ValueError)):
        return Issue(source, "not-found", f"{source}: does not exist. Check the path.")
    reason = getattr(error, "strerror", None) or type(error).__name__
    return Issue(
        source, "unreadable", f"{source}: cannot be read ({reason}). Check its permissions, then read it again."
    )


def name(path: Path) -> str:
    """Return the path as reports name it; bytes in it that are not UTF-8 are written as escapes."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def kind(path: Path) -> FileKind | None:
    """Return how a file is read, by its suffix; None if the suffix tells nothing."""
    return _KINDS.get(_suffix(path))


def _suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix == ".gz":
        return Path(path.stem).suffix.lower() + suffix
    # In "statement.2023" or "U.S.-Russia talks" the dot sets off no suffix.
    return suffix if _SUFFIX.fullmatch(suffix) else ""


def _named(path: Path, status: os.stat_result) -> Found | Issue:
    """A file given by its own name is read as text whatever its suffix, unless that says it is something else."""
    source, suffix = name(path), _suffix(path)
    if not stat.S_ISREG(status.st_mode):
        return Issue(
            source, "unsupported", f"{source}: is not a file or folder; nothing was read. Save it as a file first."
        )
    if suffix == ".json" or (suffix.endswith(".gz") and suffix not in _KINDS):
        advice = "write one JSON object a line and call it .jsonl" if suffix == ".json" else "unpack it"
        return Issue(source, "unsupported", f"{source}: {suffix} files are not read. To have it read, {advice}.")
    return Found(path, source, _KINDS.get(suffix, "plain"), status.st_size)


def _folder(top: Path) -> Iterator[Found | Issue]:
    skipped: Counter[str] = Counter()
    read = 0
    for path in _files(top):
        if isinstance(path, Issue):
            yield path
        elif isinstance(found := _inside(path), str):
            skipped[found] += 1
        else:
            read += isinstance(found, Found)
            yield found
    if skipped or not read:
        yield _left_out(name(top), skipped, read)


def _inside(path: Path) -> Found | Issue | str:
    """Return the file to read, or the suffix under which it is counted as left out."""
    try:
        status = path.stat()
    except OSError as error:
        return unreadable(path, error)
    how = kind(path)
    if not stat.S_ISREG(status.st_mode):
        return "special file"
    return Found(path, name(path), how, status.st_size) if how else _suffix(path)


def _left_out(source: str, skipped: Counter[str], read: int) -> Issue:
    counts = ", ".join(f"{count} {suffix}" for suffix, count in skipped.most_common(12)) or "none"
    if read:
        message = f"{source}: {skipped.total()} of {skipped.total() + read} files were not read ({counts}). {_ADVICE}"
        return Issue(source, "skipped", message)
    return Issue(source, "no-readable-files", f"{source}: holds no file that can be read (others: {counts}). {_ADVICE}")


def _files(top: Path) -> Iterator[Path | Issue]:
    """Yield the files under `top`; folders already entered, by link or loop, are passed over."""
    seen: set[tuple[int, int]] = set()
    stack: list[Iterator[Path]] = [iter([top])]
    while stack:
        path = next(stack[-1], None)
        if path is None:
            stack.pop()
        elif not path.is_dir():
            yield path
        else:
            listed = _entries(path, seen)
            if isinstance(listed, Issue):
                yield listed
            else:
                stack.append(iter(listed))


def _entries(folder: Path, seen: set[tuple[int, int]]) -> Sequence[Path] | Issue:
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in seen:
            return ()
        seen.add((status.st_dev, status.st_ino))
        return [folder / entry for entry in sorted(os.listdir(folder)) if not entry.startswith(".")]
    except OSError as error:
        return unreadable(folder, error)
