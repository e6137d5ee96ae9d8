"""A Query in → the SQL statements that answer it, best first; no user input ever becomes SQL or search syntax."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dragoman.errors import UsageError
from dragoman.ledger.rows import ENTRY_COLUMNS, ENTRY_EDIT
from dragoman.model import EventType, Judged, Kind, Stance, Status
from dragoman.settings import LedgerLimits

_MOST_WORDS = LedgerLimits().words
EVER = "9999-12-31"
"""The last ISO day of what nothing ends."""


@dataclass(frozen=True, slots=True)
class Query:
    """Which entries are wanted; fields left as they are do not narrow, all others must hold together.

    `words`: all of them in one report's title or text, as written (case and accents aside; no search syntax).
    Findings whose own sentence holds all the words come first, then the others of the matching reports.
    `parties`: each of these codes or ids takes part, itself or as the state spoken for. `report`: a report's id (or an
    unambiguous beginning of it) or source; its findings are shown even if it was superseded.
    `since`, `until`: YYYY, YYYY-MM or YYYY-MM-DD, both included; a report whose date is less precise, or unknown, is
    kept if it may lie between them. `as_of`: the last day (the last of the month or year where that is all it names) on
    which a report must have been known, see `known_from`; a report superseded by one not yet known is shown.
    `known_after`: a day; only reports that were not yet known on it.
    `findings`: only those with these ids; `reports`: only those of the reports with these ids.
    `superseded`, `retired`, `rejected`: show also what a newer text, a newer rule or a person did away with.
    `judged`: only what people made this of. `after`: the id of a finding; only what comes after it in the order in
    which this query gives entries.

    Raises UsageError for a date or limit that is none, and for more words than a search takes.
    """

    words: str = ""
    kinds: tuple[Kind, ...] = ()
    parties: tuple[str, ...] = ()
    status: tuple[Status, ...] = ()
    stance: tuple[Stance, ...] = ()
    types: tuple[EventType, ...] = ()
    report: str | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    known_after: str | None = None
    findings: tuple[str, ...] | None = None
    reports: tuple[str, ...] | None = None
    limit: int | None = None
    after: str | None = None
    superseded: bool = False
    retired: bool = False
    rejected: bool = False
    judged: tuple[Judged, ...] = ()

    def __post_init__(self) -> None:
        for name, value in (
            ("since", self.since),
            ("until", self.until),
            ("as_of", self.as_of),
            ("known_after", self.known_after),
        ):
            if value is not None and not _is_date(value):
                raise UsageError(f"{name.replace('_', '-')} is {value!r}: give a date as YYYY-MM-DD, YYYY-MM or YYYY")
        if self.since and self.until and self.until[: len(self.since)] < self.since[: len(self.until)]:
            raise UsageError(f"since {self.since} lies after until {self.until}: give the earlier date first")
        if self.limit is not None and self.limit < 0:
            raise UsageError(f"limit is {self.limit}: give a number from 0 up, or none for all")
        if len(_terms(self.words)) > _MOST_WORDS:
            raise UsageError(f"a search takes at most {_MOST_WORDS} words: leave some out")


def last_day(as_of: str) -> str:
    """Return the last day of the year, month or day that `as_of` names, as something days compare with."""
    return as_of + "-12-31"[len(as_of) - 4 :]


def first_day(since: str) -> str:
    """Return the first day of the year, month or day that `since` names."""
    return since + "-01-01"[len(since) - 4 :]


def known_from(report: str = "r") -> str:
    """Return the SQL expression of the ISO day from which on the report is known.

    It is known from the day it was published, the last it can mean; from the day it was first read where it bears no
    date, and also where that came earlier: what was read on Monday was known on Monday, whatever its date says.
    """
    published = f"{report}.day || substr('0000-12-31', length({report}.day) + 1)"
    read = f"substr({report}.first_read, 1, 10)"
    return f"(CASE WHEN {report}.day = '' THEN {read} ELSE min({published}, {read}) END)"


def known(report: str = "r") -> str:
    """Return the SQL condition that the report was known by the day in its one place."""
    return f"{known_from(report)} <= ?"


def known_by(as_of: str, walked: str = "r") -> tuple[str, tuple[object, ...]]:
    """Return the condition that report r was known by the end of `as_of`, and its values. A walk through the table
    `walked` in the order of its days begins at that day where nothing had been read by then."""
    day = last_day(as_of)
    began = "SELECT iif(substr(first_read, 1, 10) > ?, ?, '~') FROM report ORDER BY number LIMIT 1"
    return f"{walked}.day <= ({began}) AND {known()}", (day, day, day)


class Select(NamedTuple):
    """One SQL statement and the values for its places."""

    sql: str
    values: tuple[object, ...]


class Place(NamedTuple):
    """Where in the order of entries a finding stands: its report's day and number, its beginning, its own number, and
    whether its sentence holds the words looked for."""

    day: str
    report: int
    begins: int
    finding: int
    inside: bool = False


class _Source(NamedTuple):
    """Where a statement starts walking: its tables, its first condition, the order in which it comes."""

    tables: str
    where: str
    values: tuple[object, ...]
    order: str = "r.day DESC, r.number DESC, f.begins, f.number"


_REPORTS = "report r CROSS JOIN finding f ON f.report = r.number"
_PARTY = "party p CROSS JOIN finding f ON f.number = p.finding CROSS JOIN report r ON r.number = p.report"
_PARTY_ORDER = "p.day DESC, p.report DESC, p.begins, p.finding"
_FOUND = _Source("finding f CROSS JOIN report r ON r.number = f.report", "1", ())
_LISTED = "json_each(?) j CROSS JOIN report r ON r.id = j.value CROSS JOIN finding f ON f.report = r.number"
_SENTENCES = (
    "sentence_words CROSS JOIN finding f ON f.number = sentence_words.rowid JOIN report r ON r.number = f.report"
)
# Walked in order and not from the matches on, which may be most of the ledger: the + keeps SQLite from it.
_IN_TEXT = "+r.number IN (SELECT rowid FROM report_words WHERE report_words MATCH ?)"
_AFTER = " AND (r.day < ? OR (r.day = ? AND (r.number < ? OR (r.number = ? AND (f.begins, f.number) > (?, ?)))))"
_NOT_IN_SENTENCE = "f.number NOT IN (SELECT rowid FROM sentence_words WHERE sentence_words MATCH ?)"


def reports_with(query: Query) -> Select:
    """Return the statement whose rows are the ids of the reports in which the query (of parties, without words) finds
    something; it has the limit as its last value."""
    [source] = _sources(query, None)
    conditions, values = _conditions(query, None, source)
    sql = f"SELECT DISTINCT r.id FROM {source.tables} WHERE {source.where}{conditions} LIMIT ?"  # noqa: S608 - ours
    return Select(sql, (*source.values, *values))


def company(query: Query) -> Select:
    """Return the statement whose rows say of what the query (of parties, without words) finds first how much there is
    of each kind ('kind', kind, count), and who takes part in how much of it ('party', code, count); the limit of what
    is looked at is its last value."""
    [source] = _sources(query, None)
    conditions, values = _conditions(query, None, source)
    sql = f"""
    WITH found AS MATERIALIZED (
      SELECT f.number, f.kind FROM {source.tables} WHERE {source.where}{conditions} ORDER BY {source.order} LIMIT ?
    )
    SELECT 'kind', kind, count(*) FROM found GROUP BY kind
    UNION ALL
    SELECT 'party', q.code, count(*) FROM found CROSS JOIN party q ON q.finding = found.number GROUP BY q.code
    """  # noqa: S608 - only our own names; every value has its place
    return Select(sql, (*source.values, *values))


def sites(query: Query) -> Select:
    """Return the statement whose rows say of the events that a query without words finds first where they are told to
    be: the name of the place and its country (None: none is named), the status, how many, and the day of the last
    report; the limit of what is looked at is its last value."""
    [source] = _sources(query, None)
    conditions, values = _conditions(query, None, source)
    sql = f"""
    WITH found AS MATERIALIZED (
      SELECT f.number FROM {source.tables} WHERE {source.where}{conditions} ORDER BY {source.order} LIMIT ?
    ), told AS (
      SELECT iif(e.record IS NULL, b.payload, e.record) AS record, f.status, substr(r.published, 1, 10) AS day
      FROM found CROSS JOIN finding f ON f.number = found.number CROSS JOIN finding_body b ON b.number = f.number
      CROSS JOIN report r ON r.number = f.report {ENTRY_EDIT}
    )
    SELECT record ->> '$.place.name', record ->> '$.place.country', coalesce(record ->> '$.status', status), count(*),
      max(coalesce(day, ''))
    FROM told GROUP BY 1, 2, 3
    """  # noqa: S608 - only our own names; every value has its place
    return Select(sql, (*source.values, *values))


def selects(query: Query, report: int | None, after: Place | None = None) -> list[Select]:
    """Return the statements whose rows, one after the other, are the entries (rows of ENTRY_COLUMNS).

    `report` is the number of `query.report`, `after` the place of `query.after`; the first of `query.parties` leads the
    walk and had best be the rarest.
    Each statement has the limit as its last value, -1 for all.
    """
    sources = _sources(query, report)
    if after and not after.inside:
        sources = sources[-1:]  # what stands around the words comes after all sentences that hold them
    if not sources:
        return []
    conditions, values = _conditions(query, report, sources[0])
    # Only the statement in which the place lies begins behind it; the next one begins at its beginning.
    places = [after, *[None] * len(sources)]
    return [_select(source, conditions, values, place) for source, place in zip(sources, places, strict=False)]


def traits(query: Query) -> list[Select]:
    """Return the statements whose rows say how many of the findings wanted have a kind, status, stance and type (None
    where they have none); the last value of each is how many are looked at, in no order."""
    sources = _sources(query, None)
    if not sources:
        return []
    conditions, values = _conditions(query, None, sources[0])
    return [
        Select(
            f"SELECT kind, status, stance, type, count(*) FROM (SELECT f.kind, f.status, f.stance, f.type "  # noqa: S608 - our own names
            f"FROM {source.tables} WHERE {source.where}{conditions} LIMIT ?) GROUP BY 1, 2, 3, 4",
            (*source.values, *values),
        )
        for source in sources
    ]


def match(words: str) -> str:
    """Return the full-text expression for exactly these words: every term quoted; '' where there is none."""
    return " ".join('"' + term.replace('"', '""') + '"' for term in _terms(words))


def _sources(query: Query, report: int | None) -> list[_Source]:
    if query.words:
        found = match(query.words)
        inside = _Source(_SENTENCES, "sentence_words MATCH ?", (found,))
        around = _Source(_REPORTS, f"{_IN_TEXT} AND {_NOT_IN_SENTENCE}", (found, found))
        return [inside, around] if found else []
    if query.findings is not None:
        return [_FOUND]
    if query.reports is not None:
        return [_Source(_LISTED, "1", (json.dumps(query.reports),))]
    if query.parties and report is None:
        return [_Source(_PARTY, "p.code = ?", query.parties[:1], _PARTY_ORDER)]
    return [_Source(_REPORTS, "1", ())]


def _select(source: _Source, conditions: str, values: tuple[object, ...], after: Place | None) -> Select:
    if after:
        conditions, values = (
            conditions + _AFTER,
            (*values, after.day, after.day, after.report, after.report, after.begins, after.finding),
        )
    # Two steps: narrow rows are found and put in order first, and only those within the limit are fetched whole.
    # MATERIALIZED, LIMIT and CROSS JOIN keep SQLite from taking the steps together or in another order.
    sql = f"""
    WITH found AS MATERIALIZED (
      SELECT f.number FROM {source.tables}
      WHERE {source.where}{conditions} ORDER BY {source.order} LIMIT ?
    )
    SELECT {ENTRY_COLUMNS} FROM found
    CROSS JOIN finding f ON f.number = found.number
    CROSS JOIN finding_body b ON b.number = f.number
    CROSS JOIN report r ON r.number = f.report
    {ENTRY_EDIT}
    """  # noqa: S608 - only our own names; every value has its place
    return Select(sql, (*source.values, *values))


def _conditions(query: Query, report: int | None, source: _Source) -> tuple[str, tuple[object, ...]]:
    """Return what must hold besides where the source begins: of a walk by a party, that of the first one."""
    led = source.tables == _PARTY
    parties, walked = (query.parties[1:], "p") if led else (query.parties, "r")
    parts: list[tuple[str, tuple[object, ...]]] = []
    if report is not None:
        parts.append(("r.number = ?", (report,)))
    elif not query.superseded:
        parts.append(current(query.as_of))
    if query.as_of:
        parts.append(known_by(query.as_of, walked))
    if query.known_after:
        parts.append((f"NOT {known()}", (last_day(query.known_after),)))
    if query.findings is not None:
        parts.append(("f.id IN (SELECT value FROM json_each(?))", (json.dumps(query.findings),)))
    if not query.retired:
        parts.append(("f.retired IS NULL", ()))
    if not (query.rejected or query.judged):
        parts.append(("f.verdict IS NOT 'rejected'", ()))
    parts += _among("verdict", query.judged)
    for column, wanted in (("kind", query.kinds), ("status", query.status), ("stance", query.stance)):
        parts += _among(column, wanted)
    parts += _among("type", query.types)
    parts += [("EXISTS (SELECT 1 FROM party q WHERE q.finding = f.number AND q.code = ?)", (code,)) for code in parties]
    parts += _between(query)
    return "".join(f" AND {sql}" for sql, _ in parts), tuple(value for _, values in parts for value in values)


def current(as_of: str | None) -> tuple[str, tuple[object, ...]]:
    """Return the condition that no newer text of report r has come, or none that was known by then."""
    if as_of is None:
        return "r.superseded_by IS NULL", ()
    newer = f"SELECT 1 FROM report n WHERE n.thread = r.thread AND n.number > r.number AND {known('n')}"  # noqa: S608
    return f"(r.superseded_by IS NULL OR NOT EXISTS ({newer}))", (last_day(as_of),)


def shown(as_of: str | None, *, superseded: bool = False) -> tuple[str, tuple[object, ...]]:
    """Return the conditions on report r and their values: not superseded unless asked for, and known by `as_of`."""
    sql, values = ("1", ()) if superseded else current(as_of)
    if as_of is None:
        return sql, values
    told, by = known_by(as_of)
    return f"{sql} AND {told}", (*values, *by)


def _among(column: str, wanted: tuple[str, ...]) -> list[tuple[str, tuple[object, ...]]]:
    return [(f"f.{column} IN ({', '.join('?' * len(wanted))})", wanted)] if wanted else []


def _between(query: Query) -> list[tuple[str, tuple[object, ...]]]:
    """Dates are compared as far as both are known: 2023-03 may lie after 2023-03-15 and may lie before it."""
    bounds = ((">=", query.since), ("<=", query.until))
    known = "substr(r.day, 1, length(?)) {} substr(?, 1, length(r.day))"
    return [(f"(r.day = '' OR {known.format(sign)})", (bound, bound)) for sign, bound in bounds if bound]


def _terms(words: str) -> list[str]:
    # A NUL would end the expression early; half characters cannot be passed to SQLite at all.
    clean = words.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    return list(dict.fromkeys(clean.split()))


def _is_date(value: str) -> bool:
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", value):
        return False
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return False
    return True
