"""Outcomes in, entries out: the ledger as the other stages see it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

import apsw

from dragoman.errors import NotFound, UsageError
from dragoman.ledger import judgements, queue, verdicts
from dragoman.ledger.activity import Activity, Life, activity, between, days_between, lives, revision
from dragoman.ledger.gathered import Gathered, chain, stories, story
from dragoman.ledger.growth import KNOWN, STANDING, Growth, growth
from dragoman.ledger.holdings import Around, Arrived, Holdings, Span, around, arrived, heads, holdings, span
from dragoman.ledger.judgements import Judgement, Subject
from dragoman.ledger.moved import move, named
from dragoman.ledger.query import (
    Place,
    Query,
    Select,
    company,
    last_day,
    match,
    reports_with,
    selects,
    shown,
    sites,
    traits,
)
from dragoman.ledger.queue import Doubt
from dragoman.ledger.rows import ENTRY_COLUMNS, ENTRY_EDIT, HEAD_COLUMNS, REPORT_COLUMNS, to_dated, to_entry, to_report
from dragoman.ledger.schema import connect, spoken, transaction
from dragoman.ledger.writer import Tally, Writer
from dragoman.model import (
    KINDS,
    LANGUAGE,
    Chain,
    Dated,
    Entry,
    Issue,
    Kind,
    Outcome,
    Report,
    ReportHead,
    Status,
    Story,
    StoryHead,
)
from dragoman.settings import LedgerLimits

_REPORT = f"""
SELECT {", ".join(REPORT_COLUMNS[:-2])}, text FROM report JOIN report_text USING (number) WHERE number = ?
"""  # noqa: S608 - our own names
_ENTRY = f"""
SELECT {ENTRY_COLUMNS} FROM finding f JOIN finding_body b USING (number) JOIN report r ON r.number = f.report
{ENTRY_EDIT}
WHERE f.number = ?
"""  # noqa: S608 - our own names
_FINDING_PLACE = """
SELECT r.day, r.number, f.begins, f.number FROM finding f JOIN report r ON r.number = f.report WHERE f.number = ?
"""
_RETIRED = "SELECT count(*) FROM finding WHERE retired IS NOT NULL AND substr(retired, 1, 10) <= ?"
_ISSUES = "SELECT count(*) FROM issue WHERE code <> ? AND substr(first_seen, 1, 10) <= ?"
_EVERYTHING = Query()
_LIMITS = LedgerLimits()
# How many findings a code must take part in before it no longer matters which of two codes is the rarer.
_MANY = 1000


@dataclass(frozen=True, slots=True)
class Counts:
    """What a ledger holds: all reports, those of them a newer text superseded, distinct issues that kept input out, the
    findings shown by kind, and those retired."""

    reports: int
    superseded: int
    issues: int
    findings: Mapping[Kind, int]
    retired: int


@dataclass(frozen=True, slots=True)
class Company:
    """Of some findings: how many there are of each kind, and in how many each code or id takes part."""

    kinds: Mapping[Kind, int]
    codes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Seat:
    """Where events of one status are told to be: the place's name and country (None: none is named), how many, and the
    ISO day of the last report ("": it bears none)."""

    name: str | None
    country: str | None
    status: Status
    count: int
    last: str


@dataclass(frozen=True, slots=True)
class Traits:
    """How many of some findings have a kind, status, stance and type (None where they have none); `full` where there
    are more of them than were counted."""

    counts: Mapping[tuple[Kind, str | None, str | None, str | None], int]
    full: bool

    @property
    def total(self) -> int:
        return sum(self.counts.values())


class Store:
    """One open ledger. One process writes at a time while any number read; use one Store per thread."""

    def __init__(self, connection: apsw.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    @classmethod
    def open(
        cls, path: Path | str, *, create: bool = True, readonly: bool = False, limits: LedgerLimits = _LIMITS
    ) -> Store:
        """Open the ledger, making it if it is not there and `create` is set; `readonly` never makes or changes one.

        Raises NotFound, LedgerTooNew, LedgerLocked, LedgerError or, for an SQLite that is too old, InstallationError.
        """
        path = Path(path)
        return cls(connect(path, create=create, readonly=readonly, limits=limits), path)

    def close(self) -> None:
        """Close the ledger; closing it twice does nothing."""
        with spoken(self.path):
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def record(self, outcomes: Iterable[Outcome | Issue]) -> Tally:
        """Keep all outcomes, or, whatever goes wrong on the way, none of them; return what changed.

        A report that is already there is not kept twice: its findings are brought up to date, and those no longer
        found are retired. Raises EvidenceError for a quote that is not in its report, LedgerLocked, LedgerFull.
        """
        with spoken(self.path), transaction(self._connection):
            return Writer(self._connection).write(outcomes)

    @contextmanager
    def gathering(self) -> Iterator[Gathered]:
        """Give what tells copies and stories its memory; all that is put there is kept, or nothing of it.

        Raises LedgerLocked, LedgerFull.
        """
        with spoken(self.path), transaction(self._connection):
            yield Gathered(self._connection)

    def chain(self, key: str, *, as_of: str | None = None) -> Chain | None:
        """Return the reports with the wording of this one (by id, source or beginning of an id), with itself; None
        where no other has it, or none was known by `as_of`. Raises NotFound."""
        with spoken(self.path):
            return chain(self._connection, self._report_number(key, as_of), as_of)

    def stories(self, query: Query = _EVERYTHING, *, least: int = 1, skip: int = 0) -> list[StoryHead]:
        """Return the stories of at least so many reports, the latest first, those without a date last, from the one
        after the first `skip` on. The query may narrow by `parties`, `since`, `until`, `as_of` and `limit`."""
        with spoken(self.path):
            return stories(self._connection, query, least, skip)

    def story(self, key: str, *, as_of: str | None = None) -> Story:
        """Return the story with this id or unambiguous beginning of one, or that of the report so named: NotFound."""
        with spoken(self.path):
            number = self._standing(self._by_id("story", key)) or self._story_named(key)
            if number is None:
                raise NotFound(f"{self.path}: the report {key!r} is in no story; read it again to have it laid to one")
            found = story(self._connection, number, as_of)
            if found is None:
                raise NotFound(f"{self.path}: no report of the story {key!r} was known as of {as_of}; give a later day")
            return found

    def story_of(self, key: str, *, as_of: str | None = None) -> StoryHead | None:
        """Return the head of the story that the report with this id or source is in, None if in none; or NotFound."""
        with spoken(self.path):
            number = self._story_of(key)
            found = None if number is None else story(self._connection, number, as_of)
            return None if found is None else found.head

    def report(self, key: str, *, as_of: str | None = None) -> Report:
        """Return the report with this id, source (its newest text) or beginning of an id; else NotFound, also where it
        was not known by `as_of`."""
        with spoken(self.path):
            row = self._connection.execute(_REPORT, (self._report_number(key, as_of),)).get
        return to_report(row)

    def dated(self, key: str) -> Dated:
        """Return when the report with this id, source or beginning of an id was written, and why; else NotFound."""
        number = self._report_number(key)
        columns = "SELECT published, dated, dated_by FROM report WHERE number = ?"
        with spoken(self.path):
            row = self._connection.execute(columns, (number,)).get
        return to_dated(row, self.report(key).text)

    def reports(
        self,
        *,
        limit: int | None = None,
        superseded: bool = False,
        as_of: str | None = None,
        after: str | None = None,
    ) -> Iterator[ReportHead]:
        """Yield the heads of the reports, newest first; `as_of`: those known by that day; `after`: those that come
        after the report with this id."""
        conditions, values = shown(as_of, superseded=superseded)
        if after is not None:
            conditions += " AND (r.day, r.number) < (SELECT day, number FROM report WHERE number = ?)"
            values = (*values, self._report_number(after))
        sql = f"SELECT {HEAD_COLUMNS} FROM report r WHERE {conditions} ORDER BY day DESC, number DESC LIMIT ?"  # noqa: S608
        for row in self._rows(Select(sql, values), limit):
            yield ReportHead(*row)

    def activity(self, query: Query = _EVERYTHING, *, recent: str | None = None) -> list[Activity]:
        """Return the pairs of states and bodies that reports speak of, the latest first.

        `query` may narrow by `parties`, `since`, `until`, `as_of` and `limit`; `recent` is the ISO day from which
        reports count as recent.
        """
        with spoken(self.path):
            return activity(self._connection, query, recent)

    def days_between(self, *parties: str) -> tuple[str | None, str | None]:
        """Return the first and the last day of the reports that have two of these states or bodies in one finding."""
        with spoken(self.path):
            return days_between(self._connection, parties)

    def between(self, reports: Sequence[str]) -> list[tuple[tuple[str, str], int]]:
        """Return the pairs of states and bodies that take part in one finding of these reports (ids), with in how many
        they do, the most first."""
        with spoken(self.path):
            return between(self._connection, reports)

    def revision(self, *parties: str) -> tuple[int | str, ...]:
        """Return what changes whenever a dialogue of these parties (codes or ids) does, of two states or bodies seldom
        else; where none are named, whenever anything that is shown of any report does. No other ledger has the same."""
        with spoken(self.path):
            return revision(self._connection, parties)

    def lives(self, reports: Iterable[str] | None = None) -> dict[str, Life]:
        """Return from when to when each report (of those with these ids), by its id, was what is known."""
        with spoken(self.path):
            return lives(self._connection, reports)

    def entries(self, query: Query = _EVERYTHING) -> Iterator[Entry]:
        """Return the entries wanted: newest report first, undated ones last, then by position in the report.

        With words, the entries whose sentence holds them come before all others. Raises NotFound at once for a report
        that is not there.
        """
        with spoken(self.path):
            report = None if query.report is None else self._report_number(query.report, query.as_of)
            query = replace(query, parties=self._rarest_first(query.parties))
            after = None if query.after is None else self._place(query.after, query.words)
        return self._entries(selects(query, report, after), query.limit)

    def reports_with(self, query: Query) -> list[str]:
        """Return the ids of the reports in which a query without words finds something."""
        with spoken(self.path):
            query = replace(query, parties=self._rarest_first(query.parties))
        return [key for (key,) in self._rows(reports_with(query))]

    def company(self, query: Query) -> Company:
        """Return what there is of each kind, and who else takes part, in the first `limit` entries of a query of
        parties."""
        kinds: dict[Any, int] = {}
        codes: dict[Any, int] = {}
        for what, key, count in self._rows(company(query), query.limit):
            (kinds if what == "kind" else codes)[key] = count
        return Company({kind: kinds[kind] for kind in KINDS if kind in kinds}, codes)

    def seats(self, query: Query) -> list[Seat]:
        """Return where the first `limit` events of a query without words are told to be."""
        with spoken(self.path):
            query = replace(query, parties=self._rarest_first(query.parties))
        return [Seat(*row) for row in self._rows(sites(query), query.limit)]

    def traits(self, query: Query, most: int) -> Traits:
        """Return how many of the entries of a query have which traits; at most so many entries are counted."""
        with spoken(self.path):
            query = replace(query, parties=self._rarest_first(query.parties))
        counts: Counter[tuple[Kind, str | None, str | None, str | None]] = Counter()
        for statement in traits(query):
            if counts.total() <= most:
                for *key, count in self._rows(statement, most + 1 - counts.total()):
                    counts[key[0], key[1], key[2], key[3]] += count
        return Traits(counts, counts.total() > most)

    def entry(self, finding_id: str) -> Entry:
        """Return the entry with this finding id or unambiguous beginning of one, also if retired; else NotFound."""
        with spoken(self.path):
            number = self._by_id("finding", finding_id)
            if number is None:
                raise NotFound(f"{self.path} holds no finding {finding_id!r}")
            return to_entry(self._connection.execute(_ENTRY, (number,)).get)

    def recorded(self, finding_ids: Iterable[str]) -> dict[str, str]:
        """Return when each of these findings was first recorded (ISO 8601, UTC), by its id."""
        sql = "SELECT id, first_seen FROM finding WHERE id IN (SELECT value FROM json_each(?))"
        with spoken(self.path):
            return dict(self._connection.execute(sql, (json.dumps(list(finding_ids)),)))

    def issues(self) -> Iterator[Issue]:
        """Yield every distinct issue, in the order in which they first came."""
        for row in self._rows(Select("SELECT source, code, message FROM issue ORDER BY number LIMIT ?", ())):
            yield Issue(*row)

    def counts(self, *, as_of: str | None = None, growth: Growth | None = None) -> Counts:
        """Return how much there is of everything, or how much of it was known by `as_of`; issues by the day they first
        came, findings retired by the day they were. What the `growth` of this ledger has is not counted again."""
        if as_of and growth:
            return self._held(growth.on(last_day(as_of)), last_day(as_of))
        conditions, values = shown(as_of)
        told = "FROM finding WHERE retired IS NULL AND verdict IS NOT 'rejected'"
        hidden = f"SELECT number FROM report r WHERE NOT ({conditions})"  # noqa: S608 - our own names
        everything, day = shown(as_of, superseded=True), (last_day(as_of) if as_of else "9999",)
        with spoken(self.path):
            # By rule first, which is the order of the index: by kind alone all would have to be sorted.
            of_rules = f"SELECT kind, count(*) AS many {told} AND report NOT IN ({hidden}) GROUP BY rule, kind"
            of_kinds = f"SELECT kind, sum(many) FROM ({of_rules}) GROUP BY kind"  # noqa: S608 - our own names
            kinds = dict(self._connection.execute(of_kinds, values))
            reports = self._get(f"SELECT count(*) FROM report r WHERE {everything[0]}", *everything[1])  # noqa: S608
            standing = self._get(f"SELECT count(*) FROM report r WHERE {conditions}", *values)  # noqa: S608
            return self._held({**kinds, KNOWN: reports, STANDING: standing}, *day)

    def _held(self, sums: Mapping[Any, int], day: str) -> Counts:
        """Return the counts, with the issues and what was retired until the ISO day."""
        with spoken(self.path):
            return Counts(
                reports=sums.get(KNOWN, 0),
                superseded=sums.get(KNOWN, 0) - sums.get(STANDING, 0),
                issues=self._get(_ISSUES, LANGUAGE, day),
                findings={kind: sums[kind] for kind in KINDS if kind in sums},
                retired=self._get(_RETIRED, day),
            )

    def growth(self) -> Growth:
        """Return how much there was on each day."""
        with spoken(self.path):
            return growth(self._connection)

    def holdings(self) -> Holdings:
        """Return what the ledger holds by outlet and rule."""
        with spoken(self.path):
            return holdings(self._connection)

    def span(self) -> Span:
        """Return the days of publication on record and when the ledger was last read into."""
        with spoken(self.path):
            return span(self._connection)

    def heads(self, ids: Sequence[str]) -> dict[str, ReportHead]:
        """Return the heads of the reports with these ids, by id; those that are not there are left out."""
        with spoken(self.path):
            return heads(self._connection, ids)

    def arrived(self, since: str, limit: int) -> Arrived:
        """Return what came into the ledger after an ISO 8601 instant."""
        with spoken(self.path):
            return arrived(self._connection, since, limit)

    def around(self, key: str, codes: Sequence[str]) -> Around:
        """Return the reports before and after one among those with a finding in which all `codes` take part."""
        with spoken(self.path):
            return around(self._connection, self._report_number(key), self._rarest_first(tuple(codes)))

    def judge(self, judgement: Judgement, *, seen: int | None = None) -> Judgement:
        """Add a person's verdict and return it as kept; what is shown follows at once.

        `seen` is the number of the latest verdict on the finding that the person knew of, 0 for none; None where that
        does not matter. Raises NotFound where there is no such finding, UsageError for an edit of something else,
        JudgedMeanwhile where another verdict came in between, LedgerLocked.
        """
        with spoken(self.path), transaction(self._connection):
            if judgement.subject != "finding":
                return self._compared(judgement)
            entry = self.entry(judgement.finding)
            if seen is not None:
                verdicts.unseen(self._connection, entry.finding.id, seen)
            return verdicts.judge(self._connection, judgement, entry, self.report(entry.report.id))

    def undo(self, number: int, by: str, why: str | None = None) -> Judgement:
        """Take back the verdict with this number, by a row of its own, which is returned. Raises NotFound, UsageError
        where it was taken back already, LedgerLocked."""
        with spoken(self.path), transaction(self._connection):
            kept = verdicts.undo(self._connection, number, by, why)
            if kept.subject == "story":
                move(self._connection)
            return kept

    def _compared(self, judgement: Judgement) -> Judgement:
        """Keep what was said of two; of two stories under the ids of their first reports, which stay where stories do
        not."""
        if judgement.subject != "story":
            return judgements.append(self._connection, judgement, None)
        one, other = (self._first_of(key) for key in (judgement.finding, judgement.other or ""))
        kept = judgements.append(self._connection, replace(judgement, finding=one, other=other), None)
        move(self._connection)
        return kept

    def _first_of(self, key: str) -> str:
        found = named(self._connection, key)
        if found is None:
            raise NotFound(f"{self.path} holds neither a story nor a report of one with the id {key!r}")
        return found

    def judgements(self, finding_id: str, *, as_of: str | None = None) -> Iterator[Judgement]:
        """Yield the verdicts on a finding, oldest first; with `as_of` those given by the end of that day (UTC)."""
        with spoken(self.path):
            for one in judgements.of(self._connection, finding_id):
                if as_of is None or (one.at or "")[:10] <= last_day(as_of):
                    yield one

    def deciders(self, finding_ids: Iterable[str]) -> dict[str, str]:
        """Return who gave the verdict that stands on each of these findings, by its id."""
        with spoken(self.path):
            told = ((key, judgements.outcome(judgements.of(self._connection, key)).by) for key in finding_ids)
            return {key: by for key, by in told if by}

    def corrections(
        self, *, before: int | None = None, limit: int = 50, as_of: str | None = None
    ) -> Iterator[Judgement]:
        """Yield every verdict of everybody, newest first; `before` is the number of the last one already seen; with
        `as_of` those given by the end of that day (UTC)."""
        with spoken(self.path):
            yield from judgements.latest(self._connection, before, limit, last_day(as_of) if as_of else None)

    def judged(self) -> tuple[str | None, str | None]:
        """Return the first and the last ISO day on which anybody judged anything (UTC)."""
        with spoken(self.path):
            return judgements.days(self._connection)

    def pairs(self, subject: Subject) -> list[Judgement]:
        """Return what people said of two meetings, actors or stories (same or different), oldest first."""
        with spoken(self.path):
            return judgements.pairs(self._connection, subject)

    def queue(self, *, limit: int = 20, skip: int = 0) -> list[Doubt]:
        """Return the findings that a person had best look at next: those that wait for a second person, then those
        nobody judged, the recent and doubtful first; the first `skip` left out."""
        with spoken(self.path):
            waiting: list[tuple[str, tuple[str, ...]]] = [
                (key, ("pending",)) for key in queue.pending(self._connection)
            ]
            some = waiting[skip : skip + limit]
            later = max(0, skip - len(waiting))
            some += queue.queue(self._connection, limit - len(some), later) if len(some) < limit else ()
            return [Doubt(self.entry(key), signs) for key, signs in some]

    def orphaned(self, *, limit: int = 100) -> list[Entry]:
        """Return the judged findings that are no longer made, and whose verdicts nothing carries on, newest first."""
        with spoken(self.path):
            return [self.entry(key) for key in verdicts.orphaned(self._connection, limit)]

    def _entries(self, statements: Iterable[Select], limit: int | None) -> Iterator[Entry]:
        left = limit
        for statement in statements:
            if left == 0:
                return
            for row in self._rows(statement, left):
                left = None if left is None else left - 1
                yield to_entry(row)

    def _rows(self, select: Select, limit: int | None = None) -> Iterator[tuple[Any, ...]]:
        with spoken(self.path):
            yield from self._connection.execute(select.sql, (*select.values, -1 if limit is None else limit))

    def _get(self, sql: str, *values: object) -> Any:
        return self._connection.execute(sql, values).get

    def _rarest_first(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        sql = "SELECT count(*) FROM (SELECT 1 FROM party WHERE code = ? LIMIT ?)"
        return codes if len(codes) < 2 else tuple(sorted(codes, key=lambda code: self._get(sql, code, _MANY)))

    def _story_named(self, key: str) -> int | None:
        try:
            return self._story_of(key)
        except NotFound as error:
            hint = "dragoman stories lists stories with their ids"
            raise NotFound(f"{self.path} holds neither a story nor a report {key!r}: {hint}") from error

    def _story_of(self, key: str) -> int | None:
        found = self._get("SELECT story FROM story_report WHERE report = ?", self._report_number(key))
        return cast(int | None, found)

    def _standing(self, number: int | None) -> int | None:
        """Return the story that now has the report which opened this one: the two may have become one."""
        sql = "SELECT m.story FROM story s JOIN story_report m ON m.report = s.opener WHERE s.number = ?"
        return cast(int | None, self._get(sql, number)) or number

    def _report_number(self, key: str, as_of: str | None = None) -> int:
        conditions, values = shown(as_of, superseded=True)
        newest = f"SELECT max(number) FROM report r WHERE source = ? AND {conditions}"  # noqa: S608 - our own names
        number = self._get(newest, key, *values) or self._by_id("report", key)
        if number is None:
            raise NotFound(f"{self.path} holds no report {key!r}: name one by its id or source")
        if as_of and not self._get(f"SELECT 1 FROM report r WHERE number = ? AND {conditions}", number, *values):  # noqa: S608
            raise NotFound(f"{self.path}: report {key!r} was not known as of {as_of}; give a later day")
        return cast(int, number)

    def _place(self, finding: str, words: str) -> Place:
        number = self._by_id("finding", finding)
        if number is None:
            raise NotFound(f"{self.path} holds no finding {finding!r}")
        inside = "SELECT 1 FROM sentence_words WHERE rowid = ? AND sentence_words MATCH ?"
        row = self._get(_FINDING_PLACE, number)
        return Place(*row)._replace(inside=not words or bool(self._get(inside, number, match(words))))

    def _by_id(self, table: str, key: str) -> int | None:
        """Return the number of the row whose id is `key` or alone begins with it."""
        # Ids are hex digits, so that everything that begins with `key` sorts before `key` followed by a g.
        sql = f"SELECT id, number FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT 3"  # noqa: S608 - our own
        found = self._connection.execute(sql, (key, key + "g")).fetchall()
        if not key or not found:
            return None
        if len(found) > 1 and found[0][0] != key:
            raise UsageError(f"{key!r} begins the id of more than one {table}: give more of it")
        return cast(int, found[0][1])
