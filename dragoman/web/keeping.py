"""What took long to make ↔ a file beside the ledger, so that it is there at once, also when the desk starts anew."""

from __future__ import annotations

import logging
import os
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import apsw

_MARK = 0x44726170
"""The mark in the head of the file ("Drap" in ASCII)."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS kept (
  key TEXT PRIMARY KEY, state TEXT NOT NULL, until TEXT NOT NULL, content BLOB NOT NULL
) STRICT;
"""
_BELOW = "DELETE FROM kept WHERE key >= ? AND key < ?"
THEN = "@"
"""What the keys of pieces as of an earlier day begin with, and no others."""
DAYS = 4_000
"""Pieces as of earlier days that are kept, those made last."""
_OLD = f"""
DELETE FROM kept WHERE rowid IN (
  SELECT rowid FROM kept WHERE key >= '{THEN}' AND key < 'A' ORDER BY rowid DESC LIMIT -1 OFFSET {DAYS}
)
"""  # noqa: S608 - our own; A comes after the sign
WAIT = 5_000
"""Milliseconds to wait for another desk of the same ledger that writes to the file."""
_log = logging.getLogger("dragoman")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that was made: for which state of things it holds, and the last ISO day on which it does."""

    state: str
    until: str
    content: str


class Keeping:
    """The pieces by their keys, each for one state. The file can be taken away at any time: all in it is made anew.

    Where it cannot be written, or is damaged, the pieces are kept in memory. Safe to use from several threads.
    """

    def __init__(self, path: Path) -> None:
        self._lock = Lock()
        self._file = opened(path)
        self._file.execute(_SCHEMA)

    def get(self, key: str, state: str, day: str) -> str | None:
        """Return the piece under `key` if it is of this state and still holds on the ISO day."""
        found = self._row("SELECT content FROM kept WHERE key = ? AND state = ? AND until >= ?", key, state, day)
        return None if found is None else zlib.decompress(found).decode("utf-8")

    def holds(self, key: str, state: str, day: str) -> bool:
        """Tell whether `get` would return something."""
        return self._row("SELECT x'' FROM kept WHERE key = ? AND state = ? AND until >= ?", key, state, day) is not None

    def put(self, key: str, piece: Piece) -> None:
        """Keep a piece in place of the one that was under this key. Where the disk is full it is not kept."""
        self.put_all({key: piece})

    def put_all(self, pieces: Mapping[str, Piece], within: Iterable[str] = ()) -> None:
        """Keep several pieces, all or none of them, in place of those under their keys, and of all whose keys begin
        with one of `within` and a stroke."""
        rows = [(key, one.state, one.until, zlib.compress(one.content.encode("utf-8"))) for key, one in pieces.items()]
        try:
            with self._lock, self._file:
                # What comes after the stroke is 0.
                self._file.executemany(_BELOW, [(f"{key}/", f"{key}0") for key in within])
                self._file.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)
                if any(key.startswith(THEN) for key in pieces):
                    self._file.execute(_OLD)
        except (apsw.FullError, apsw.BusyError, apsw.IOError) as error:
            _log.warning("a page could not be kept: %s", error)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _row(self, sql: str, *values: str) -> bytes | None:
        with self._lock:
            found: bytes | None = self._file.execute(sql, values).get
        return found


def opened(path: Path) -> apsw.Connection:
    """Return a connection to the file, open for its owner alone, for it has words of reports in it; to one in memory
    where it cannot be used."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        return _connected(path)
    except (apsw.Error, OSError) as error:
        _log.warning("%s: cannot be used (%s): what was made is kept in memory alone", path, error)
        return apsw.Connection(":memory:")


def _connected(path: Path) -> apsw.Connection:
    connection = apsw.Connection(str(path))
    try:
        _claim(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _claim(connection: apsw.Connection) -> None:
    connection.set_busy_timeout(WAIT)
    if connection.pragma("application_id") not in {0, _MARK}:
        raise apsw.NotADBError("a file of another program")
    # What a power cut takes is made anew; the file stays whole.
    connection.execute(f"PRAGMA application_id = {_MARK}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
