"""A ledger's connection → what it holds by outlet and by rule; and the reports around one in a dialogue."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import apsw

from dragoman.ledger.rows import HEAD_COLUMNS
from dragoman.model import ReportHead

_OUTLETS = """
SELECT outlet, count(*), min(nullif(day, '')), max(nullif(day, '')) FROM report WHERE superseded_by IS NULL
GROUP BY outlet ORDER BY count(*) DESC, outlet
"""
_RULES = (
    "SELECT rule, count(*) FROM finding WHERE retired IS NULL AND verdict IS NOT 'rejected' GROUP BY rule ORDER BY rule"
)
_DAYS = "SELECT min(nullif(day, '')), max(nullif(day, '')), sum(day = ''), max(first_read) FROM report"

_SPAN = """
SELECT (SELECT min(day) FROM report WHERE day > ''), (SELECT max(day) FROM report WHERE day > ''),
  (SELECT first_read FROM report ORDER BY number DESC LIMIT 1)
"""


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet (None where the reports do not say): its reports, and the first and last day of those that bear one."""

    name: str | None
    reports: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a ledger holds: its outlets, the largest first; the rules that made its findings, with how many each; the
    days of its reports; and when it was last read into (ISO 8601, None where it is empty)."""

    outlets: tuple[Outlet, ...]
    rules: tuple[tuple[str, int], ...]
    first: str | None
    last: str | None
    undated: int
    read: str | None


@dataclass(frozen=True, slots=True)
class Span:
    """The first and last day of publication on record, and when the ledger was last read into (None: nothing is)."""

    first: str | None
    last: str | None
    read: str | None


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came into the ledger after an instant: how many reports, and the last of them."""

    reports: int
    latest: tuple[ReportHead, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """The reports before and after one among those in which the same parties have something between them."""

    before: ReportHead | None
    after: ReportHead | None


def holdings(connection: apsw.Connection) -> Holdings:
    """Return what the ledger holds."""
    first, last, undated, read = next(iter(connection.execute(_DAYS)))
    outlets = tuple(Outlet(*row) for row in connection.execute(_OUTLETS))
    return Holdings(outlets, tuple(connection.execute(_RULES)), first, last, undated or 0, read)


def span(connection: apsw.Connection) -> Span:
    """Return the first and last day of publication and the last reading: what an index answers at once."""
    return Span(*next(iter(connection.execute(_SPAN))))


def heads(connection: apsw.Connection, ids: Sequence[str]) -> dict[str, ReportHead]:
    """Return the heads of the reports with these ids, by id."""
    sql = f"SELECT {HEAD_COLUMNS} FROM report r WHERE r.id IN (SELECT value FROM json_each(?))"  # noqa: S608
    found = (ReportHead(*row) for row in connection.execute(sql, (json.dumps(ids),)))
    return {head.id: head for head in found}


def arrived(connection: apsw.Connection, since: str, limit: int) -> Arrived:
    """Return what came after the ISO 8601 instant `since`, the last `limit` reports of it."""
    some = "FROM report r WHERE r.first_read > ? AND r.superseded_by IS NULL"
    sql = f"SELECT {HEAD_COLUMNS} {some} ORDER BY r.number DESC LIMIT ?"
    heads = tuple(ReportHead(*row) for row in connection.execute(sql, (since, limit)))
    return Arrived(connection.execute(f"SELECT count(*) {some}", (since,)).get, heads)


def around(connection: apsw.Connection, report: int, codes: Sequence[str]) -> Around:
    """Return the neighbours of a report (its number) among those with a finding in which all `codes` take part."""
    return Around(_next(connection, report, codes, "<", "DESC"), _next(connection, report, codes, ">", "ASC"))


def _next(connection: apsw.Connection, report: int, codes: Sequence[str], sign: str, order: str) -> ReportHead | None:
    first, *others = codes
    shared = "".join(" AND EXISTS (SELECT 1 FROM party q WHERE q.finding = p.finding AND q.code = ?)" for _ in others)
    # The primary key of `party` is in this order, so that the walk ends at the first report that fits.
    sql = f"""
    SELECT {HEAD_COLUMNS} FROM party p CROSS JOIN finding f ON f.number = p.finding
    CROSS JOIN report r ON r.number = p.report
    WHERE p.code = ? AND (p.day, p.report) {sign} (SELECT day, number FROM report WHERE number = ?)
      AND f.retired IS NULL AND f.verdict IS NOT 'rejected' AND r.superseded_by IS NULL{shared}
    ORDER BY p.day {order}, p.report {order} LIMIT 1
    """  # noqa: S608 - our own names; every value has its place
    row = connection.execute(sql, (first, report, *others)).fetchone()
    return None if row is None else ReportHead(*row)
