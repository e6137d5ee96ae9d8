"""Parquet file → Reports and Issues, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.model import Issue
from dragoman.read.limits import Limits
from dragoman.read.rows import COLUMNS, Place, Read, known, no_rows, read_row, without_text

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

_BATCH = 128
"""Rows held at a time."""


def read_parquet(path: Path, source: str, limits: Limits) -> Iterator[Read]:
    """Yield each row of a Parquet file as a report or an Issue. Raises OSError if the file cannot be opened."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        reason = "needs pyarrow to be read; nothing was read"
        message = f"{source}: {reason}. Install it with: pip install 'dragoman[parquet]'"
        yield Read(Issue(source, "missing-extra", message), 0)
        return
    with path.open("rb") as raw:
        size = raw.seek(0, 2)
        raw.seek(0)
        try:
            with pq.ParquetFile(raw) as table:
                yield from _rows(table, source, size, limits)
        except (pa.ArrowException, OSError) as error:
            reason = str(error).partition("\n")[0][:200]
            message = (
                f"{source}: is no sound Parquet file ({reason}); what follows the fault was not read. Write it again."
            )
            yield Read(Issue(source, "malformed-parquet", message), size)


def _rows(table: ParquetFile, source: str, size: int, limits: Limits) -> Iterator[Read]:
    total = table.metadata.num_rows
    names = {known(name): name for name in reversed(table.schema_arrow.names)}
    if "text" not in names or not total:
        yield Read(no_rows(source) if "text" in names else without_text(source, list(names)), size)
        return
    columns = {name: names[name] for name in COLUMNS if name in names}
    row = 0
    for batch in table.iter_batches(batch_size=_BATCH, columns=list(columns.values()), use_threads=False):
        for values in batch.to_pylist():
            row += 1
            item = read_row(Place(source, row), {name: values[own] for name, own in columns.items()}, limits)
            yield Read(item, size * row // total)
