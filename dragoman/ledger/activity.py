"""A ledger in → who talks with whom: pairs of states and bodies, how much is on record, when the last of it came."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import apsw

from dragoman.ledger.query import EVER, Query, current, known_by, known_from, last_day

_REVISED = (
    "revision",
    "(SELECT DISTINCT report FROM party WHERE code = ?) CROSS JOIN revision USING (report)",
    "pair CROSS JOIN revision USING (report) WHERE one = ? AND other = ?",
)
"""The reports looked at for what has changed: all, those that name one party, those with two in a finding."""


_NAMED = ("j.value ->> '$[0]'", "j.value ->> '$[1]'")
"""The two codes of a pair in a JSON list of pairs."""


@dataclass(frozen=True, slots=True)
class Activity:
    """One dialogue: the two codes in alphabetical order, reports and findings in which both take part, those reports
    that are recent, the first and the last day of publication (None: none bears a date), and the report that came
    last."""

    one: str
    other: str
    reports: int
    findings: int
    recent: int
    first: str | None
    last: str | None
    latest: str


def activity(connection: apsw.Connection, query: Query, recent: str | None) -> list[Activity]:
    """Return the dialogues, the latest first; see `Store.activity`."""
    conditions, values = _conditions(query)
    source: tuple[object, ...] = ()
    tables = "pair"
    if query.limit is not None:
        tables = f"json_each(?) j CROSS JOIN pair ON one = {_NAMED[0]} AND other = {_NAMED[1]}"
        source = (json.dumps(_latest(connection, query)),)
    sql = f"""
    SELECT one, other, count(*), sum(findings), sum(day >= ?), min(nullif(day, '')), nullif(max(day), ''),
      substr(max(substr(day || '          ', 1, 10) || r.id), 11)
    FROM {tables} CROSS JOIN report r ON r.number = pair.report
    WHERE {conditions} GROUP BY one, other ORDER BY max(day) DESC, count(*) DESC, one, other LIMIT ?
    """  # noqa: S608 - our own names; every value has its place
    limit = -1 if query.limit is None else query.limit
    return [Activity(*row) for row in connection.execute(sql, (recent or "9999", *source, *values, limit))]


def _latest(connection: apsw.Connection, query: Query) -> list[tuple[str, str]]:
    """Return the pairs that the first `limit` dialogues are among: reports are walked from the latest day on, to the
    end of the day on which there are enough."""
    conditions, values = _conditions(query)
    sql = f"""
    SELECT day, one, other FROM report r CROSS JOIN pair ON pair.report = r.number
    WHERE {conditions} ORDER BY r.day DESC, r.number DESC
    """  # noqa: S608 - our own names; every value has its place
    found: dict[tuple[str, str], None] = {}
    last = None
    for day, one, other in connection.execute(sql, values):
        if len(found) >= (query.limit or 0) and day != last:
            break
        found[one, other], last = None, day
    return list(found)


def days_between(connection: apsw.Connection, parties: Sequence[str]) -> tuple[str | None, str | None]:
    """Return the first and the last day of the reports in which two of these states or bodies have a part."""
    codes = json.dumps(sorted(parties))
    sql = """
    SELECT min(nullif(day, '')), nullif(max(day), '')
    FROM json_each(?1) a CROSS JOIN json_each(?1) b ON b.value > a.value
    CROSS JOIN pair ON one = a.value AND other = b.value CROSS JOIN report r ON r.number = pair.report
    WHERE r.superseded_by IS NULL
    """
    first, last = next(iter(connection.execute(sql, (codes,))))
    return first, last


def between(connection: apsw.Connection, reports: Sequence[str]) -> list[tuple[tuple[str, str], int]]:
    """Return the pairs of states and bodies that take part in one finding of these reports (ids), with in how many they
    do, the most first."""
    sql = """
    SELECT one, other, sum(findings) FROM json_each(?) j CROSS JOIN report r ON r.id = j.value
    CROSS JOIN pair ON pair.report = r.number GROUP BY one, other ORDER BY 3 DESC, one, other
    """
    return [((one, other), findings) for one, other, findings in connection.execute(sql, (json.dumps(reports),))]


def revision(connection: apsw.Connection, parties: Sequence[str]) -> tuple[int | str, ...]:
    """Return what changes whenever something does in the reports in which these parties (codes or ids) have a part, in
    any report where none are named, or in what people said of two meetings. No other ledger has the same.

    Looked at are the reports that have the first two in a finding, where those are states or bodies, else all that name
    the first: those of all parties are among them.
    """
    named = sorted(parties)[:2]
    if not _are_states(named):
        named = named[:1]
    sql = f"""
    SELECT count(*), sum(revised), sum(report * revised), max(report),
      (SELECT max(number) FROM judgement WHERE subject = 'meeting'), (SELECT value FROM meta WHERE key = 'created')
    FROM {_REVISED[len(named)]}
    """  # noqa: S608 - our own names
    row = connection.execute(sql, named).fetchone()
    return tuple(number or 0 for number in row or ())


class Life(NamedTuple):
    """Of a report: the ISO days from which on it is known, and from which on a newer text of it is (EVER: none is); and
    a number that changes with everything that is shown of it."""

    since: str
    until: str
    revised: int


def lives(connection: apsw.Connection, reports: Iterable[str] | None = None) -> dict[str, Life]:
    """Return when each report (of those with these ids), by its id, was what is known."""
    listed = "" if reports is None else "json_each(?2) j CROSS JOIN "
    wanted = "" if reports is None else "AND r.id = j.value"
    newer = f"SELECT min({known_from('n')}) FROM report n WHERE n.thread = r.thread AND n.number > r.number"  # noqa: S608 - ours
    sql = f"""
    SELECT r.id, {known_from()}, iif(r.superseded_by IS NULL, ?1, coalesce(({newer}), ?1)), v.revised
    FROM {listed}report r CROSS JOIN revision v ON v.report = r.number {wanted}
    """  # noqa: S608 - our own names
    values = (EVER,) if reports is None else (EVER, json.dumps(list(reports)))
    return {key: Life(*row) for key, *row in connection.execute(sql, values)}


def _are_states(codes: Sequence[str]) -> bool:
    """Tell whether these are two states or bodies, of which `pair` has the reports: ids of persons are lower case."""
    return len(codes) == 2 and all(code[0].isupper() for code in codes)


def _conditions(query: Query) -> tuple[str, tuple[object, ...]]:
    parts = [current(query.as_of)]
    parts += [("? IN (one, other)", (code,)) for code in query.parties]
    parts += [("day >= ?", (query.since,))] if query.since else []
    parts += [("(day <> '' AND day <= ?)", (last_day(query.until),))] if query.until else []
    parts += [known_by(query.as_of)] if query.as_of else []
    return " AND ".join(sql for sql, _ in parts), tuple(value for _, values in parts for value in values)
