"""dragoman.export.arrow and parquet: typed rows that pandas, Polars, DuckDB and pyarrow take; records again."""

import io
import json

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from dragoman.errors import InstallationError
from dragoman.export import Table, write_parquet
from dragoman.export.arrow import schema
from dragoman.record import CLASSES, from_record, to_record


def parquet(entries) -> bytes:
    stream = io.BytesIO()
    assert write_parquet(entries, stream) == len(entries)
    return stream.getvalue()


def test_every_row_is_the_record_of_its_finding(newsroom):
    rows = pq.read_table(io.BytesIO(parquet(newsroom))).to_pylist()
    for row, entry in zip(rows, newsroom, strict=True):
        record = to_record(entry.finding, entry.report)
        assert {key: row[key] for key in record} == json.loads(json.dumps(record))
        others = row.keys() - record.keys() - {"earliest", "latest"}
        assert not [key for key in others if row[key] is not None]
        assert from_record(row) == entry.finding


def test_every_field_of_every_kind_has_its_column(newsroom):
    assert {key for entry in newsroom for key in to_record(entry.finding, entry.report)} <= set(schema().names)
    assert {entry.finding.kind for entry in newsroom} == set(CLASSES)


def test_the_same_entries_give_the_same_bytes(newsroom):
    assert parquet(newsroom) == parquet(list(newsroom))


def test_rows_come_in_groups(newsroom, monkeypatch):
    monkeypatch.setattr("dragoman.export.arrow.batches.__defaults__", (5,))
    written = pq.ParquetFile(io.BytesIO(parquet(newsroom)))
    assert written.metadata.num_row_groups == -(-len(newsroom) // 5)


def test_no_entries_give_a_table_with_its_columns():
    assert pq.read_table(io.BytesIO(parquet([]))).schema.names == schema().names
    assert len(Table([])) == 0


def test_days_are_dates(newsroom):
    table = Table(newsroom).to_arrow()
    met = next(row for row in table.to_pylist() if row["kind"] == "event" and row["date"])
    assert str(met["earliest"]) == "2025-02-18" == str(met["latest"])
    late = next(row for row in table.to_pylist() if row["date"] and "X" in row["date"]["edtf"])
    assert (str(late["earliest"]), str(late["latest"])) == ("2025-02-20", "2025-02-28")
    undated = next(row for row in table.to_pylist() if row["report"]["source"] == "undated.txt")
    assert undated["earliest"] is undated["latest"] is None


def test_pandas_takes_it(newsroom):
    frame = pd.DataFrame.from_arrow(Table(newsroom))
    assert list(frame["id"]) == [entry.finding.id for entry in newsroom]


def test_polars_takes_it(newsroom):
    frame = pl.DataFrame(Table(newsroom))
    held = frame.filter(pl.col("status") == "held").get_column("evidence").struct.field("text")
    assert "met" in list(held)


def test_duckdb_takes_it(newsroom):
    positions = Table(newsroom)
    found = duckdb.sql("SELECT holder.state, count(*) FROM positions WHERE kind = 'position' GROUP BY ALL ORDER BY ALL")
    assert found.fetchall() == [("RUS", 1), ("USA", 3)]
    assert positions is not None


def test_a_missing_package_is_named_with_its_extra(newsroom, monkeypatch):
    schema.cache_clear()
    monkeypatch.setattr("dragoman.extras.find_spec", lambda _: None)
    with pytest.raises(InstallationError, match=r"pip install 'dragoman\[parquet\]'"):
        Table(newsroom)
