"""Entries → files other programs read: JSON Lines and CSV."""

from collections.abc import Callable, Iterable
from typing import Literal, TextIO

from dragoman.export.csv import write_csv
from dragoman.export.jsonl import write_jsonl
from dragoman.model import Entry

Format = Literal["jsonl", "csv"]
Writer = Callable[[Iterable[Entry], TextIO], int]
"""Writes entries to a text stream and returns how many it wrote."""

WRITERS: dict[Format, Writer] = {"jsonl": write_jsonl, "csv": write_csv}

__all__ = ["WRITERS", "Format", "Writer", "write_csv", "write_jsonl"]
