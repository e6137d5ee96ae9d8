"""Meetings as the calendar lists them ↔ rows of a small database: a month of many thousand is a page at once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any

import apsw

_SCHEMA = """
DROP TABLE IF EXISTS met;
DROP TABLE IF EXISTS met_actor;
-- place is where it stands among what was, the latest first; opens and ends are the days it can have been on, ends ''
-- where that is open; day is the day it is sorted by.
CREATE TABLE met (
  place INTEGER PRIMARY KEY, id TEXT NOT NULL, status TEXT NOT NULL, opens TEXT NOT NULL, ends TEXT NOT NULL,
  day TEXT NOT NULL, month TEXT NOT NULL, told TEXT NOT NULL
) STRICT;
CREATE TABLE met_actor (code TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (code, place)) STRICT, WITHOUT ROWID;
CREATE INDEX met_ahead ON met (ends) WHERE status NOT IN ('held', 'ongoing', 'denied');
CREATE INDEX met_order ON met (place, opens, ends, status);
"""
_FILLED = "CREATE TABLE IF NOT EXISTS filled (state TEXT NOT NULL, rows INTEGER NOT NULL, at TEXT NOT NULL) STRICT"
_COLUMNS = "id, status, month, told"
# Neither held nor denied, and its last day has not come: it can still be.
_COMING = "status NOT IN ('held', 'ongoing', 'denied') AND ends >= :today"
_WAS = f"opens <> '' AND opens <= :today AND NOT ({_COMING})"
_REST = f"NOT (opens <> '' AND opens <= :today) AND NOT ({_COMING})"
_SOON = "substr(opens, 1, 4) <> substr(ends, 1, 4), ends, id"
_UNKNOWN = "substr(day, 1, 7) DESC, CASE WHEN opens = '' THEN :never ELSE :ahead END DESC, day DESC, place"
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
    """A meeting and what orders it: the first and last day it can have been on ("" where not known, or open), the day
    it is sorted by, its month, and the codes of all who took part."""

    met: Met
    opens: str
    ends: str
    day: str
    month: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which meetings are wanted: on which ISO day, of which status, with which codes."""

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
    """The rows, filled anew as a whole. Safe to use from several threads."""

    def __init__(self, file: apsw.Connection) -> None:
        self.making = Lock()
        self._lock = Lock()
        self._file = file
        self._file.execute(_FILLED)

    def filled(self) -> Filled | None:
        """Return what the rows are of, None where there are none."""
        row = self._rows("SELECT state, rows, at FROM filled", {})
        return Filled(*row[0]) if row else None

    def fill(self, what: Filled, rows: Iterable[Dated]) -> None:
        """Put these in place of what was there; they come by status, the newest first."""
        ordered = sorted(rows, key=lambda one: (one.day[:7], one.month, one.day), reverse=True)
        with self._lock, self._file:
            self._file.execute(_SCHEMA)
            self._file.executemany("INSERT INTO met VALUES (?, ?, ?, ?, ?, ?, ?, ?)", map(_row, enumerate(ordered)))
            actors = ((code, place) for place, one in enumerate(ordered) for code in one.codes)
            self._file.executemany("INSERT INTO met_actor VALUES (?, ?)", actors)
            self._file.execute("DELETE FROM filled")
            self._file.execute("INSERT INTO filled VALUES (?, ?, ?)", (what.state, what.rows, what.at))

    def coming(self, asked: Asked) -> list[Met]:
        """Return what can still come, the next first, what is known to the year behind."""
        return [met for met, _ in self._select(_COMING, _SOON, asked)]

    def gone(self, asked: Asked, start: int, end: int) -> list[tuple[str, Met]]:
        """Return the rest, the latest first, from one place to another, each with its month or year; last what bears
        no day, or one to come."""
        was = self._count(_WAS, asked)
        found = [(month, met) for met, month in self._select(_WAS, "place", asked, (start, end))]
        if end > was:
            window = max(start - was, 0), end - was
            found += [
                (NEVER if month == NEVER else AHEAD, met) for met, month in self._select(_REST, _UNKNOWN, asked, window)
            ]
        return found

    def counts(self, asked: Asked) -> tuple[int, int]:
        """Return how many can still come, and how many other ones there are."""
        return self._count(_COMING, asked), self._count(_WAS, asked) + self._count(_REST, asked)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _select(
        self, where: str, order: str, asked: Asked, window: tuple[int, int] = (0, 1 << 40)
    ) -> list[tuple[Met, str]]:
        narrowed, values = _narrowed(asked)
        sql = f"SELECT {_COLUMNS} FROM met WHERE {where}{narrowed} ORDER BY {order} LIMIT :many OFFSET :start"  # noqa: S608 - our own names
        values |= {"start": window[0], "many": max(window[1] - window[0], 0), "never": NEVER, "ahead": AHEAD}
        return [(Met(key, status, *json.loads(told)), month) for key, status, month, told in self._rows(sql, values)]

    def _count(self, where: str, asked: Asked) -> int:
        narrowed, values = _narrowed(asked)
        [(count,)] = self._rows(f"SELECT count(*) FROM met WHERE {where}{narrowed}", values)  # noqa: S608 - as above
        return int(count)

    def _rows(self, sql: str, values: dict[str, object]) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._file.execute(sql, values).fetchall()


def in_memory() -> Agenda:
    """Return an agenda that no file holds."""
    return Agenda(apsw.Connection(":memory:"))


def _narrowed(asked: Asked) -> tuple[str, dict[str, object]]:
    values: dict[str, object] = {"today": asked.today}
    parts = [f"place IN (SELECT place FROM met_actor WHERE code = :code{n})" for n, _ in enumerate(asked.codes)]  # noqa: S608 - a number
    values |= {f"code{n}": code for n, code in enumerate(asked.codes)}
    if asked.status:
        parts.append("status IN (SELECT value FROM json_each(:status))")
        values["status"] = json.dumps(asked.status)
    return "".join(f" AND {part}" for part in parts), values


def _row(placed: tuple[int, Dated]) -> tuple[object, ...]:
    place, one = placed
    met = one.met
    told = json.dumps([met.when, met.whom, met.where, met.reports], ensure_ascii=False)
    return place, met.id, met.status, one.opens, one.ends, one.day, one.month, told
