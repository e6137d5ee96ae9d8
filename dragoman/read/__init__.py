"""Paths → Pages, table rows as Reports, and Issues; Page → Report or Issue. Nothing here opens a network."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.model import Issue, Page, Report
from dragoman.read.decode import Undecoded, decode, mend
from dragoman.read.html import declared_charset, is_html, read_html
from dragoman.read.limits import Limits
from dragoman.read.parquet import read_parquet
from dragoman.read.plain import read_plain
from dragoman.read.rows import Read
from dragoman.read.table import read_csv, read_jsonl
from dragoman.read.walk import Found, unreadable, walk

__all__ = ["Limits", "Survey", "Unit", "parse", "survey", "units"]

_MEDIA = {"plain": "text/plain", "html": "text/html"}
_TABLES = {"jsonl": read_jsonl, "csv": read_csv, "parquet": read_parquet}


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to read, in input order.

    `item`: a Page whose bytes still need `parse`, a Report from a table row, or an Issue; `done`: bytes of input
    consumed up to and including this unit, out of `Survey.size`.
    """

    item: Page | Report | Issue
    done: int


@dataclass(frozen=True, slots=True)
class Survey:
    """How much there is to read: number of files and their bytes."""

    files: int
    size: int


def survey(paths: Sequence[Path]) -> Survey:
    """Count what `units` will open, without opening it."""
    files = size = 0
    for found in walk(paths):
        if isinstance(found, Found):
            files += 1
            size += found.size
    return Survey(files, size)


def units(paths: Sequence[Path], limits: Limits = Limits()) -> Iterator[Unit]:  # noqa: B008 - frozen: safe to share
    """Yield everything `paths` hold, in order and as a stream: at most one page or one batch of rows is in memory.

    Bad input comes out as Issues and stops nothing.
    """
    done = 0
    for found in walk(paths):
        if isinstance(found, Issue):
            yield Unit(found, done)
            continue
        for read in _guarded(found, limits):
            yield Unit(read.item, done + min(read.consumed, found.size))
        done += found.size


def parse(page: Page) -> Iterator[Report | Issue]:
    """Yield what a page holds: a Report or an Issue. Pure; no bytes make it raise."""
    media, _, parameters = page.media_type.partition(";")
    source = mend(page.source)
    if not page.content.strip():
        yield read_plain(source, "")
        return
    charset = parameters.partition("charset=")[2].strip(" \"'") or declared_charset(page.content)
    text = decode(page.content, charset)
    if isinstance(text, Undecoded):
        yield Issue(source, text.code, f"{source}: {text.reason}; nothing was read. Save it as UTF-8 text.")
    elif "html" in media or is_html(text):
        yield read_html(source, text)
    else:
        yield read_plain(source, text)


def _guarded(found: Found, limits: Limits) -> Iterator[Read]:
    try:
        if found.kind in _TABLES:
            yield from _TABLES[found.kind](found.path, found.source, limits)
        else:
            yield Read(_page(found, limits), found.size)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        reason = f"is not a whole gzip file ({error}); what follows the fault was not read"
        yield Read(Issue(found.source, "bad-gzip", f"{found.source}: {reason}. Copy it again."), found.size)
    except OSError as error:
        yield Read(unreadable(found.path, error), found.size)


def _page(found: Found, limits: Limits) -> Page | Issue:
    with found.path.open("rb") as file:
        content = file.read(limits.page + 1)
    if len(content) <= limits.page:
        return Page(found.source, content, _MEDIA[found.kind])
    reason = f"is larger than {limits.page:,} bytes; nothing was read"
    return Issue(found.source, "too-large", f"{found.source}: {reason}. Split it into reports or make it a table.")
