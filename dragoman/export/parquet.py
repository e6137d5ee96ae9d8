"""Entries → one Parquet file: the columns of `arrow.schema`, a row group at a time; same entries, same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from dragoman.export.arrow import batches, schema
from dragoman.model import Entry


def write_parquet(entries: Iterable[Entry], stream: BinaryIO) -> int:
    """Write the entries, a row group in memory at a time; return how many there were. Raises InstallationError."""
    columns = schema()
    import pyarrow.parquet as pq

    written = 0
    with pq.ParquetWriter(stream, columns, compression="zstd") as writer:
        for batch in batches(entries):
            writer.write_batch(batch, row_group_size=batch.num_rows)
            written += batch.num_rows
    return written
