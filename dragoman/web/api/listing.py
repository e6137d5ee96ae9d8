"""A page of a list → JSON with a cursor, CSV or Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dragoman.export import FORMATS
from dragoman.export.csv import cell
from dragoman.model import Entry
from dragoman.record import Json, to_record
from dragoman.web.api.params import given

T = TypeVar("T")
MEDIA = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}


def page(found: Iterable[T], limit: int, key: Callable[[T], object]) -> tuple[list[T], str | None]:
    """Return the first `limit` items and the cursor of the next page, None where there is none."""
    items = list(islice(found, limit + 1))
    return items[:limit], str(key(items[limit - 1])) if len(items) > limit else None


def findings(request: Request, entries: Iterable[Entry]) -> Response:
    """Return a page of findings in the public record format, or as the export of that name has them."""
    asked = given(request)
    items, following = page(entries, asked["limit"], lambda entry: entry.finding.id)
    if asked["format"] == "json":
        records = [to_record(entry.finding, entry.report, entry.verdict) for entry in items]
        return JSONResponse({"items": records, "next": following})
    stream = io.BytesIO()
    FORMATS[asked["format"]].write(items, stream)
    return _file(stream.getvalue(), asked["format"], "findings", following)


def rows(request: Request, items: Sequence[Json], following: str | None = None) -> Response:
    """Return a page of flat objects of the same keys."""
    kind = given(request).get("format", "json")
    if kind == "json":
        return JSONResponse({"items": items, "next": following})
    name = request.url.path.rpartition("/")[2]
    return _file(_csv(items) if kind == "csv" else _parquet(items), kind, name, following)


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
        import json

        return json.dumps(value, ensure_ascii=False)
    return value


def _file(content: bytes, kind: str, name: str, following: str | None) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}.{kind}"'}
    if following is not None:
        headers["x-next-cursor"] = following
    return Response(content, headers=headers, media_type=MEDIA[kind])
