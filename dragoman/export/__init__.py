"""Entries and dialogues → files other programs read; and the same rows as Arrow."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO, Literal, TextIO

from dragoman.export.arrow import Table
from dragoman.export.atom import write_atom
from dragoman.export.csv import write_csv
from dragoman.export.files import utf8
from dragoman.export.ftm import write_ftm
from dragoman.export.ics import write_ics
from dragoman.export.jsonl import write_jsonl
from dragoman.export.parquet import write_parquet
from dragoman.export.plover import write_plover
from dragoman.export.ris import write_ris
from dragoman.model import Entry

FindingsFormat = Literal["jsonl", "csv", "parquet", "plover", "ftm", "ris"]
"""Formats of findings; `ics` and `atom` are made of a dialogue."""
Format = FindingsFormat | Literal["ics", "atom"]
TextWriter = Callable[[Iterable[Entry], TextIO], int]
"""Writes entries to a text stream and returns how many it wrote."""


@dataclass(frozen=True, slots=True)
class Writer:
    """How a format is written, and whether what is written is no text."""

    write: Callable[[Iterable[Entry], BinaryIO], int]
    binary: bool = False


def _text(write: TextWriter) -> Writer:
    def encoded(entries: Iterable[Entry], stream: BinaryIO) -> int:
        with utf8(stream) as text:
            return write(entries, text)

    return Writer(encoded)


FORMATS: dict[FindingsFormat, Writer] = {
    "jsonl": _text(write_jsonl),
    "csv": _text(write_csv),
    "parquet": Writer(write_parquet, binary=True),
    "plover": _text(write_plover),
    "ftm": _text(write_ftm),
    "ris": _text(write_ris),
}

__all__ = [
    "FORMATS", "FindingsFormat", "Format", "Table", "Writer", "write_atom", "write_csv", "write_ftm", "write_ics",
    "write_jsonl", "write_parquet", "write_plover", "write_ris",
]  # fmt: skip
