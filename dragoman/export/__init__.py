"""Entries → files other programs read: JSON Lines, CSV, Parquet; and the same rows as Arrow."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO, Literal, TextIO

from dragoman.export.arrow import Table
from dragoman.export.csv import write_csv
from dragoman.export.files import utf8
from dragoman.export.jsonl import write_jsonl
from dragoman.export.parquet import write_parquet
from dragoman.model import Entry

Format = Literal["jsonl", "csv", "parquet"]
TextWriter = Callable[[Iterable[Entry], TextIO], int]
"""Writes entries to a text stream and returns how many it wrote."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A format: how it is written, and whether what is written is no text."""

    write: Callable[[Iterable[Entry], BinaryIO], int]
    binary: bool = False


def _text(write: TextWriter) -> Kind:
    def encoded(entries: Iterable[Entry], stream: BinaryIO) -> int:
        with utf8(stream) as text:
            return write(entries, text)

    return Kind(encoded)


FORMATS: dict[Format, Kind] = {
    "jsonl": _text(write_jsonl),
    "csv": _text(write_csv),
    "parquet": Kind(write_parquet, binary=True),
}

__all__ = ["FORMATS", "Format", "Kind", "Table", "write_csv", "write_jsonl", "write_parquet"]
