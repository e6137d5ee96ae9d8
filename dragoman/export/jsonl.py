"""Entries → JSON Lines: one record of the public format a line, UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from dragoman.model import Entry
from dragoman.record import to_record


def line(entry: Entry) -> str:
    """Return the entry's record on one line. A lone surrogate is written as an escape, so any text can be encoded."""
    text = json.dumps(to_record(entry.finding, entry.report, entry.verdict), ensure_ascii=False)
    if text.isascii() or _encodes(text):
        return text
    return json.dumps(to_record(entry.finding, entry.report, entry.verdict))


def write_jsonl(entries: Iterable[Entry], stream: TextIO) -> int:
    """Write the entries and return how many there were."""
    written = 0
    for entry in entries:
        stream.write(line(entry) + "\n")
        written += 1
    return written


def _encodes(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
