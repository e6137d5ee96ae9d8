"""Meetings as they were told from day to day ↔ rows of a file: of any day a page of many thousand is there at once."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import apsw

_SCHEMA = """
CREATE TABLE IF NOT EXISTS brought (state TEXT NOT NULL, rows INTEGER NOT NULL, at TEXT NOT NULL) STRICT;
-- The findings that may tell of one meeting, by the key of their part, and what they told from a day on until another.
CREATE TABLE IF NOT EXISTS part_finding (finding TEXT PRIMARY KEY, part TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS part_findings ON part_finding (part);
-- opens and ends are the days it can have been on, ends '' where that is open; place is where it stands among what was.
CREATE TABLE IF NOT EXISTS meeting (
  number INTEGER PRIMARY KEY, part TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, id TEXT NOT NULL,
  status TEXT NOT NULL, opens TEXT NOT NULL, ends TEXT NOT NULL, day TEXT NOT NULL, month TEXT NOT NULL,
  place TEXT NOT NULL, rank INTEGER NOT NULL, date TEXT, told TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS meeting_part ON meeting (part);
CREATE INDEX IF NOT EXISTS meeting_ahead ON meeting (ends, since, until)
  WHERE status NOT IN ('held', 'ongoing', 'denied');
CREATE INDEX IF NOT EXISTS meeting_order ON meeting (place DESC, rank, id, since, until, opens, ends, status);
CREATE INDEX IF NOT EXISTS meeting_counted ON meeting (until, since, opens, ends, status);
CREATE INDEX IF NOT EXISTS meeting_list ON meeting (rank, day, id, since, until, status, date);
-- What the API says of it lies apart so that walking meetings touches few pages, and as what differs from the longest
-- of its part: what was told from day to day is much the same.
CREATE TABLE IF NOT EXISTS meeting_record (number INTEGER PRIMARY KEY, part TEXT NOT NULL, record BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS part (key TEXT PRIMARY KEY, longest BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS meeting_actor (
  code TEXT NOT NULL, until TEXT NOT NULL, meeting INTEGER NOT NULL, PRIMARY KEY (code, until, meeting)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS meeting_actors ON meeting_actor (meeting);
"""
_GONE = (
    "DELETE FROM meeting_actor WHERE meeting IN (SELECT number FROM meeting WHERE part = ?)",
    "DELETE FROM meeting_record WHERE number IN (SELECT number FROM meeting WHERE part = ?)",
    "DELETE FROM meeting WHERE part = ?",
    "DELETE FROM part_finding WHERE part = ?",
    "DELETE FROM part WHERE key = ?",
)
_ROW = "INSERT INTO meeting VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_COLUMNS = "id, status, month, told"
_THEN = "since <= :today AND :today < until"
# Neither held nor denied, and its last day has not come: it can still be.
_COMING = "status NOT IN ('held', 'ongoing', 'denied') AND ends >= :today"
_WAS = f"opens <> '' AND opens <= :today AND NOT ({_COMING})"
_REST = f"NOT (opens <> '' AND opens <= :today) AND NOT ({_COMING})"
_LATEST = "place DESC, rank, id"
_SOON = "substr(opens, 1, 4) <> substr(ends, 1, 4), ends, id"
_UNKNOWN = f"substr(day, 1, 7) DESC, CASE WHEN opens = '' THEN :never ELSE :ahead END DESC, day DESC, {_LATEST}"
AHEAD, NEVER = "told as held, dated ahead", "without a date"
"""Headings of meetings whose day and status do not go together, and of those that bear none."""


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting in the calendar: its id, status, day as shown, who with whom, where, in how many reports."""

    id: str
    status: str
    when: str
    whom: str
    where: str
    reports: int


@dataclass(frozen=True, slots=True)
class Dated:
    """A meeting as it was told from the ISO day `since` on until another, and what orders it: the first and last day it
    can have been on ("" where not known, or open), the day it is sorted by, its month, and the codes of all who took
    part. `record` is what the API says of it, `rank` its place there by status, `date` its date (EDTF)."""

    met: Met
    opens: str
    ends: str
    day: str
    month: str
    codes: tuple[str, ...]
    since: str = ""
    until: str = "9999-12-31"
    rank: int = 0
    date: str | None = None
    record: str = ""


@dataclass(frozen=True, slots=True)
class Filling:
    """What a part holds: the findings that may tell of one meeting, and the meetings that they told."""

    findings: tuple[str, ...]
    rows: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which meetings are wanted: as they were told on which ISO day, of which status, with which codes."""

    today: str
    status: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """What the rows are of: the state of things, how many, and when they were made (ISO 8601, UTC)."""

    state: str
    rows: int
    at: str


class Agenda:
    """The rows, part by part. Safe to use from several threads."""

    def __init__(self, file: apsw.Connection) -> None:
        self.making = Lock()
        self._lock = Lock()
        self._file = file
        self._file.execute(_SCHEMA)

    def filled(self) -> Filled | None:
        """Return what the rows are of, None where there are none."""
        row = self._rows("SELECT state, rows, at FROM brought", {})
        return Filled(*row[0]) if row else None

    def parts(self) -> frozenset[str]:
        """Return the keys of the parts that are there."""
        return frozenset(key for (key,) in self._rows("SELECT key FROM part", {}))

    def put(self, come: Mapping[str, Filling], gone: Iterable[str] = ()) -> None:
        """Take some parts away and put others there, all of it or nothing; those that another desk of the same ledger
        put there meanwhile are the same."""
        with self._lock, self._file:
            self._away((*gone, *come))
            for key, part in come.items():
                self._put(key, part)

    def finish(self, state: str, at: str) -> None:
        """Keep that the rows are of this state of things, and since when (ISO 8601, UTC)."""
        with self._lock, self._file:
            self._file.execute("DELETE FROM brought")
            self._file.execute("INSERT INTO brought SELECT ?, count(*), ? FROM meeting", (state, at))

    def _away(self, keys: Sequence[str]) -> None:
        for sql in _GONE:
            self._file.executemany(sql, [(key,) for key in keys])

    def _put(self, key: str, part: Filling) -> None:
        longest = max((one.record.encode("utf-8") for one in part.rows), key=len, default=b"")
        self._file.execute("INSERT INTO part VALUES (?, ?)", (key, zlib.compress(longest)))
        findings = [(one, key) for one in part.findings]
        self._file.executemany("INSERT OR REPLACE INTO part_finding VALUES (?, ?)", findings)
        for one in part.rows:
            self._file.execute(_ROW, (key, *_row(one)))
            number = self._file.last_insert_rowid()
            record = _squeezed(one.record.encode("utf-8"), longest)
            self._file.execute("INSERT INTO meeting_record VALUES (?, ?, ?)", (number, key, record))
            actors = [(code, one.until, number) for code in one.codes]
            self._file.executemany("INSERT INTO meeting_actor VALUES (?, ?, ?)", actors)

    def beside(self, finding: str) -> tuple[str, ...]:
        """Return the findings that may tell of the same meeting as this one, with itself; none where it tells none."""
        sql = "SELECT finding FROM part_finding WHERE part = (SELECT part FROM part_finding WHERE finding = :finding)"
        return tuple(key for (key,) in self._rows(sql, {"finding": finding}))

    def listed(self, asked: Asked) -> list[tuple[int, str | None]]:
        """Return the numbers of the meetings, by status, the newest first, and the date of each (EDTF)."""
        narrowed, values = _narrowed(asked)
        sql = f"SELECT number, date FROM meeting WHERE {_THEN}{narrowed} ORDER BY rank, day DESC, id"  # noqa: S608 - ours
        return self._rows(sql, values)

    def records(self, numbers: Sequence[int]) -> list[str]:
        """Return what the API says of the meetings with these numbers."""
        sql = """
        SELECT record, longest FROM json_each(:numbers) j CROSS JOIN meeting_record ON number = j.value
        CROSS JOIN part ON part.key = meeting_record.part ORDER BY j.key
        """
        found = self._rows(sql, {"numbers": json.dumps(numbers)})
        return [_whole(record, zlib.decompress(longest)).decode("utf-8") for record, longest in found]

    def coming(self, asked: Asked) -> list[Met]:
        """Return what can still come, the next first, what is known to the year behind."""
        return [met for met, _ in self._select(_COMING, _SOON, asked)]

    def gone(self, asked: Asked, start: int, end: int) -> list[tuple[str, Met]]:
        """Return the rest, the latest first, from one place to another, each with its month or year; last what bears
        no day, or one to come."""
        found = [(month, met) for met, month in self._select(_WAS, _LATEST, asked, (start, end))]
        if len(found) < end - start:
            was = self._sums(asked)[1]
            window = max(start - was, 0), max(end - was, 0)
            found += [
                (NEVER if month == NEVER else AHEAD, met) for met, month in self._select(_REST, _UNKNOWN, asked, window)
            ]
        return found

    def counts(self, asked: Asked) -> tuple[int, int]:
        """Return how many can still come, and how many other ones there are."""
        coming, _, every = self._sums(asked)
        return coming, every - coming

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _select(
        self, where: str, order: str, asked: Asked, window: tuple[int, int] = (0, 1 << 40)
    ) -> list[tuple[Met, str]]:
        narrowed, values = _narrowed(asked)
        found = f"SELECT {_COLUMNS} FROM meeting WHERE {_THEN} AND {where}{narrowed}"  # noqa: S608 - our own names
        sql = f"{found} ORDER BY {order} LIMIT :many OFFSET :start"
        values |= {"start": window[0], "many": max(window[1] - window[0], 0), "never": NEVER, "ahead": AHEAD}
        return [(Met(key, status, *json.loads(told)), month) for key, status, month, told in self._rows(sql, values)]

    def _sums(self, asked: Asked) -> tuple[int, int, int]:
        """Return how many can still come, how many were, and how many there are."""
        narrowed, values = _narrowed(asked)
        sql = f"SELECT total({_COMING}), total({_WAS}), count(*) FROM meeting WHERE {_THEN}{narrowed}"  # noqa: S608 - ours
        [(coming, was, every)] = self._rows(sql, values)
        return int(coming), int(was), int(every)

    def _rows(self, sql: str, values: dict[str, object]) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._file.execute(sql, values).fetchall()


def _narrowed(asked: Asked) -> tuple[str, dict[str, object]]:
    values: dict[str, object] = {"today": asked.today}
    theirs = "SELECT meeting FROM meeting_actor WHERE until > :today AND code ="
    parts = [f"number IN ({theirs} :code{n})" for n, _ in enumerate(asked.codes)]
    values |= {f"code{n}": code for n, code in enumerate(asked.codes)}
    if asked.status:
        parts.append("status IN (SELECT value FROM json_each(:status))")
        values["status"] = json.dumps(asked.status)
    return "".join(f" AND {part}" for part in parts), values


def _row(one: Dated) -> tuple[object, ...]:
    met = one.met
    told = json.dumps([met.when, met.whom, met.where, met.reports], ensure_ascii=False)
    place = "\t".join(
        (one.day[:7], one.month, one.day)
    )  # in this order as texts, too: the sign comes before all others
    return (
        one.since, one.until, met.id, met.status, one.opens, one.ends, one.day, one.month, place, one.rank, one.date,
        told,
    )  # fmt: skip


def _squeezed(text: bytes, near: bytes) -> bytes:
    """Return the text packed as what differs from another one."""
    packer = zlib.compressobj(zdict=near)
    return packer.compress(text) + packer.flush()


def _whole(packed: bytes, near: bytes) -> bytes:
    return zlib.decompressobj(zdict=near).decompress(packed)
