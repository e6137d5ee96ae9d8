"""JSON Lines, CSV or TSV file, plain or gzipped → Reports and Issues, row by row."""

from __future__ import annotations

import codecs
import csv
import gzip
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BufferedReader, TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import BinaryIO, cast

from dragoman.model import Issue, Report
from dragoman.read.decode import Undecoded, decode
from dragoman.read.limits import Limits
from dragoman.read.rows import Place, Read, known, no_rows, read_row, row_issue, without_text

_ESCAPED = 6
"""Bytes a character of text takes in JSON at most."""
_ROOM = 1_000_000
"""What a line may hold beside its text."""
_DELIMITERS = (",", "\t", ";", "|")
_SENTINEL = "\x02end of table\x03"
"""Set after the last line: if it does not come back as a row of its own, a quotation mark was left open."""


def read_jsonl(path: Path, source: str, limits: Limits) -> Iterator[Read]:
    """Yield each line of a JSON Lines file as a report or an Issue.

    Raises OSError if the file cannot be read, and EOFError or zlib.error if its gzip stream is broken.
    """
    with _opened(path) as (raw, stream):
        empty = True
        for row, line in enumerate(_lines(stream, limits.row * _ESCAPED + _ROOM), start=1):
            item = _json_row(Place(source, row), line, limits)
            if item:
                empty = False
                yield Read(item, raw.tell())
            if row == 1 and isinstance(item, Issue) and item.code == "binary":
                return
        if empty:
            yield Read(no_rows(source), raw.tell())


def read_csv(path: Path, source: str, limits: Limits) -> Iterator[Read]:
    """Yield each row of a CSV or TSV file as a report or an Issue. Raises what `read_jsonl` raises."""
    with _opened(path) as (raw, stream):
        encoding, errors = _csv_encoding(stream.read(2))
        stream.seek(0)
        text = TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")
        for item in _csv_items(text, source, limits):
            yield Read(item, raw.tell())


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BufferedReader, BinaryIO]]:
    """Open the file twice over: as it lies on the disk (to tell how far we are) and unpacked (to read)."""
    with path.open("rb") as raw:
        if path.suffix.lower() != ".gz":
            yield raw, raw
        else:
            with gzip.open(raw) as unpacked:
                yield raw, cast(BinaryIO, unpacked)


def _lines(stream: BinaryIO, longest: int) -> Iterator[bytes | None]:
    """Yield the lines of a stream, None for each that is too long to be held."""
    while line := stream.readline(longest):
        if len(line) < longest or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(longest)
        yield None


def _json_row(place: Place, line: bytes | None, limits: Limits) -> Report | Issue | None:
    if line is None:
        return row_issue(place, "too-large", "is too long a line", "split it into reports")
    if not line.strip():
        return None
    text = decode(line)
    if isinstance(text, Undecoded):
        return row_issue(place, text.code, text.reason, "save the file as JSON Lines in UTF-8")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return row_issue(place, "not-json", "is not JSON", "write one JSON object a line")
    if not isinstance(value, dict):
        return row_issue(place, "not-json", "is not a JSON object", "write one JSON object a line")
    return read_row(place, {known(key): cell for key, cell in value.items()}, limits)


def _csv_encoding(start: bytes) -> tuple[str, str]:
    """Return encoding and error handler. Bytes that are not UTF-8 are kept as surrogates and decoded cell by cell."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", "replace"
    return "utf-8-sig", "surrogateescape"


def _csv_items(text: TextIOWrapper, source: str, limits: Limits) -> Iterator[Report | Issue]:
    # The limit is the process's own: it is only ever raised. A longer field is an unclosed quotation mark.
    csv.field_size_limit(max(csv.field_size_limit(), 4 * limits.row))
    longest = 4 * limits.row + _ROOM
    lines = iter(lambda: text.readline(longest), "")
    first = next((line for line in lines if line.strip()), None)
    if first is None:
        yield no_rows(source)
        return
    delimiter, columns = _header(first)
    if "text" not in columns:
        yield without_text(source, columns)
        return
    yield from _rows(csv.reader(chain(lines, [_SENTINEL]), delimiter=delimiter), columns, source, limits)


def _header(line: str) -> tuple[str, list[str]]:
    """Return the delimiter, which is the one that sets the column `text` apart, and the names of the columns."""
    found = [(each, [known(name) for name in next(csv.reader([line], delimiter=each))]) for each in _DELIMITERS]
    return next((pair for pair in found if "text" in pair[1]), max(found, key=lambda pair: len(pair[1])))


def _rows(reader: Iterator[list[str]], columns: Sequence[str], source: str, limits: Limits) -> Iterator[Report | Issue]:
    row = 0
    try:
        for cells in reader:
            if cells == [_SENTINEL]:
                break
            if cells:
                row += 1
                yield _csv_row(Place(source, row), columns, cells, limits)
    except csv.Error as error:
        place = Place(source, row + 1)
        yield row_issue(place, "malformed-csv", f"breaks the table ({error}); no row after it was read", "mend the row")
    if not row:
        yield no_rows(source)


def _csv_row(place: Place, columns: Sequence[str], cells: list[str], limits: Limits) -> Report | Issue:
    if cells[-1].endswith(_SENTINEL):
        reason = "opens a quotation mark that is never closed; no row after it was read"
        return row_issue(place, "malformed-csv", reason, "close it")
    if any(cell.strip() for cell in cells[len(columns) :]):
        reason = f"has {len(cells)} fields where the header has {len(columns)}"
        return row_issue(place, "malformed-row", reason, "put its text in quotation marks")
    return read_row(place, {name: _cell(cell) for name, cell in zip(columns, cells, strict=False)}, limits)


def _cell(value: str) -> str | bytes:
    """Return a cell; as its bytes if they were not UTF-8."""
    if value.isascii():
        return value
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return value.encode("utf-8", "surrogateescape")
    return value
