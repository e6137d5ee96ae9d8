"""A page of a list → JSON with a cursor, CSV or Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dragoman.export import FORMATS
from dragoman.export.csv import cell
from dragoman.model import Entry
from dragoman.record import Json, to_record
from dragoman.web.api.params import MOST, cursor_number, given

T = TypeVar("T")
SIZE = 180_000
"""Bytes of items on one page of a list, more only where one item alone has more."""
MEDIA = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}


def findings(request: Request, entries: Iterable[Entry]) -> Response:
    """Return a page of findings in the public record format, or as the export of that name has them."""
    items, more = _cut(request, ((one, text(record(one))) for one in entries))
    following = items[-1][0].finding.id if more else None
    kind = given(request)["format"]
    if kind == "json":
        return _json([written for _, written in items], following)
    stream = io.BytesIO()
    FORMATS[kind].write([one for one, _ in items], stream)
    return _file(stream.getvalue(), kind, "findings", following)


def keyed(request: Request, found: Iterable[T], key: Callable[[T], object], make: Callable[[T], Json]) -> Response:
    """Return a page of flat objects of the same keys; the cursor of the next one is the `key` of its last."""
    items, more = _cut(request, ((one, text(make(one))) for one in found))
    return _told(request, [written for _, written in items], str(key(items[-1][0])) if more else None)


def numbered(request: Request, found: Callable[[int], Iterable[Json]]) -> Response:
    """As `keyed`, where the cursor says how many come before; `found` gives the objects behind so many."""
    return written(request, lambda start: map(text, found(start)))


def written(request: Request, found: Callable[[int], Iterable[str]]) -> Response:
    """As `numbered`, of objects that are JSON already."""
    start = cursor_number(given(request).get("cursor")) or 0
    items, more = _cut(request, ((None, one) for one in found(start)))
    return _told(request, [one for _, one in items], str(start + len(items)) if more else None)


def text(item: Json) -> str:
    """Return an item as JSON, on one line."""
    return json.dumps(item, ensure_ascii=False, separators=(",", ":"))


def record(entry: Entry) -> Json:
    """Return a finding in the public record format, with what people made of it."""
    return to_record(entry.finding, entry.report, entry.verdict)


def _cut(request: Request, items: Iterable[tuple[T, str]]) -> tuple[list[tuple[T, str]], bool]:
    """Return what one page has, at most `limit` items and SIZE bytes, at least one item; and whether more come."""
    taken: list[tuple[T, str]] = []
    most, size = given(request).get("limit", MOST), 0
    for one, item in items:
        size += len(item.encode("utf-8"))
        if len(taken) == most or (taken and size > SIZE):
            return taken, True
        taken.append((one, item))
    return taken, False


def _told(request: Request, items: Sequence[str], following: str | None) -> Response:
    kind = given(request).get("format", "json")
    if kind == "json":
        return _json(items, following)
    rows, name = [json.loads(one) for one in items], request.url.path.rpartition("/")[2]
    return _file(_csv(rows) if kind == "csv" else _parquet(rows), kind, name, following)


def _json(items: Sequence[str], following: str | None) -> Response:
    body = f'{{"items":[{",".join(items)}],"next":{json.dumps(following)}}}'
    return Response(body, media_type=JSONResponse.media_type)


def _csv(items: Sequence[Json]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    if items:
        writer.writerow(items[0])
    writer.writerows([cell(_flat(value)) for value in item.values()] for item in items)
    return stream.getvalue().encode()


def _parquet(items: Sequence[Json]) -> bytes:
    from dragoman.extras import need

    need("pyarrow", "parquet", "Parquet")
    import pyarrow as pa
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    flat = [{name: _flat(value) for name, value in item.items()} for item in items]
    pq.write_table(pa.Table.from_pylist(flat), stream, compression="zstd")
    return stream.getvalue()


def _flat(value: Any) -> Any:
    """What a cell can hold: an object or list within becomes its JSON."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return value


def _file(content: bytes, kind: str, name: str, following: str | None) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}.{kind}"'}
    if following is not None:
        headers["x-next-cursor"] = following
    return Response(content, headers=headers, media_type=MEDIA[kind])
