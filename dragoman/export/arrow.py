"""Entries → Arrow: a row a finding, its columns the keys of the public record format, typed as the model types them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import islice
from types import NoneType
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from dragoman.extras import need
from dragoman.group.dates import bounds
from dragoman.model import Commitment, Entry, Event, Head, Place, Ref, ReportHead, Span, When
from dragoman.record import CLASSES, Json, to_record

if TYPE_CHECKING:
    import pyarrow as pa

EXTRA = "parquet"
ROWS = 8192
"""Rows held at a time, and in a row group of a Parquet file."""


@cache
def schema() -> pa.Schema:
    """Return the columns: the record's head, the fields of every kind, and the days the finding can be of.

    A field that a row's kind does not have is null. `earliest` and `latest` are the first and the last day that the
    finding's own date or, failing that, its report's can mean; null where it is undated or open to that side.
    Raises InstallationError.
    """
    need("pyarrow", EXTRA, "Parquet")
    import pyarrow as pa

    head: list[tuple[str, pa.DataType]] = [("kind", pa.string()), ("id", pa.string()), ("report", _report())]
    head += [("evidence", _span()), ("sentence", _span())]
    own: dict[str, pa.DataType] = {}
    for cls in CLASSES.values():
        own |= {name: _type(hint) for name, hint in get_type_hints(cls).items() if name not in _common()}
    tail = [("said_by", pa.string()), ("rule", pa.string()), ("verdict", pa.string())]
    tail += [("earliest", pa.date32()), ("latest", pa.date32())]
    return pa.schema([*head, *own.items(), *tail])


def batches(entries: Iterable[Entry], size: int = ROWS) -> Iterator[pa.RecordBatch]:
    """Yield the entries in batches of `size`, the last one shorter; none for no entries. Raises InstallationError."""
    columns = schema()
    import pyarrow as pa

    several = iter(entries)
    while rows := [row(entry) for entry in islice(several, size)]:
        yield pa.RecordBatch.from_pylist(rows, columns)


def row(entry: Entry) -> Json:
    """Return the record of an entry with the days it can be of."""
    earliest, latest = _days(entry)
    return to_record(entry.finding, entry.report, entry.verdict) | {"earliest": earliest, "latest": latest}


class Table:
    """Entries as Arrow: pandas, Polars, DuckDB and whatever else speaks the PyCapsule interface take it without a copy.

    `pandas.DataFrame.from_arrow(table)`, `polars.DataFrame(table)`, `duckdb.sql("from table")`. It can be taken as
    often as wanted. `to_arrow()` gives the `pyarrow.Table` itself.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        columns = schema()
        import pyarrow as pa

        self._table = pa.Table.from_batches(batches(entries), columns)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Give the rows as an Arrow stream, in the Arrow PyCapsule interface."""
        return self._table.__arrow_c_stream__(requested_schema)

    def __arrow_c_schema__(self) -> object:
        """Give the columns alone."""
        return self._table.schema.__arrow_c_schema__()

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def __repr__(self) -> str:
        return f"<Table: {len(self):,} findings, {self._table.num_columns} columns>"

    def to_arrow(self) -> pa.Table:
        """Return the `pyarrow.Table`."""
        return self._table


def _common() -> frozenset[str]:
    return frozenset(get_type_hints(Head))


def _type(hint: Any) -> pa.DataType:
    """The Arrow type of a field, from its type in the model: what is said there is said once."""
    import pyarrow as pa

    parts = [part for part in get_args(hint) if part not in {NoneType, Ellipsis}]
    if get_origin(hint) is tuple:
        return pa.list_(_type(parts[0]))
    if parts and all(isinstance(part, str) for part in parts):
        return pa.string()
    if len(parts) == 1:
        return _type(parts[0])
    made = {Span: _span, Ref: _actor, When: _when, Place: _place, bool: pa.bool_, str: pa.string}
    return made[hint]()


def _report() -> pa.DataType:
    import pyarrow as pa

    return pa.struct([(name, pa.string()) for name in get_type_hints(ReportHead)])


def _span() -> pa.DataType:
    import pyarrow as pa

    return pa.struct([("start", pa.int32()), ("end", pa.int32()), ("text", pa.string())])


def _actor() -> pa.DataType:
    import pyarrow as pa

    words = [(name, pa.string()) for name in ("ref", "name", "kind", "state", "office", "basis", "surface")]
    offsets = [("start", pa.int32()), ("end", pa.int32())]
    return pa.struct([*words, *offsets, ("antecedent", _span()), ("candidates", pa.list_(pa.string()))])


def _when() -> pa.DataType:
    import pyarrow as pa

    return pa.struct([("edtf", pa.string()), ("basis", pa.string()), ("text", _span())])


def _place() -> pa.DataType:
    import pyarrow as pa

    return pa.struct([("name", pa.string()), ("country", pa.string()), ("basis", pa.string()), ("text", _span())])


def _days(entry: Entry) -> tuple[date | None, date | None]:
    found = entry.finding
    own = found.date if isinstance(found, Event) else found.by_when if isinstance(found, Commitment) else None
    known = bounds(own.edtf if own else None) or bounds((entry.report.published or "")[:10] or entry.report.dated)
    return (_day(known[0]), _day(known[1])) if known else (None, None)


def _day(iso: str) -> date | None:
    return None if iso < "0001" or iso == "9999-12-31" else date.fromisoformat(iso)
