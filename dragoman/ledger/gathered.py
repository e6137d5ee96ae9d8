"""Imprints, copies and stories ↔ rows: what is remembered of reports so that a new one finds those it belongs to."""

from __future__ import annotations

import json
import struct
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple, cast

import apsw

from dragoman.ledger.moved import as_laid, move
from dragoman.ledger.query import Query, shown
from dragoman.ledger.rows import HEAD_COLUMNS, REPORT_COLUMNS, to_report
from dragoman.model import Chain, Copy, CopyKind, Imprint, Member, Report, ReportHead, Story, StoryHead, digest

MET = 64
"""Reports that share a band which are looked at, the newest first: one wording can have thousands of copies."""
RECENT = 32
"""Stories with a trait that are looked at, the newest first."""

_REPORT = f"""
SELECT {", ".join(REPORT_COLUMNS[:-2])}, text FROM report JOIN report_text USING (number) WHERE number = ?
"""  # noqa: S608 - our own names
_HEAD = f"SELECT {HEAD_COLUMNS} FROM report r WHERE r.id = ?"  # noqa: S608 - our own names
_WAITING = """
SELECT report, written, minhash, traits FROM imprint WHERE traits IS NOT NULL ORDER BY report
"""
# In order of the days on which reports were written, stated or inferred to the day; what bears none stands behind.
_WRITTEN = "CASE WHEN r.day <> '' THEN r.day WHEN length(r.dated) = 10 THEN r.dated ELSE '~' END, r.number"
_EARLIEST = f"SELECT id FROM report r WHERE id = ?1 OR copy_of = ?1 ORDER BY {_WRITTEN} LIMIT 1"  # noqa: S608 - ours
_COPIES = f"""
SELECT {HEAD_COLUMNS}, o.id, c.kind, c.similarity, {{known}}
FROM report r LEFT JOIN copy c ON c.report = r.number LEFT JOIN report o ON o.number = c.of
WHERE r.copy_of = ? OR r.id = ? ORDER BY {_WRITTEN}
"""  # noqa: S608 - our own names
# What is shown of a story is what its reports known on the day make of it: their days, and the title of the earliest.
_DAY = "CASE WHEN r.day <> '' THEN r.day WHEN length(r.dated) = 10 THEN r.dated END"
_STORIES = f"""
SELECT s.id, min({_DAY}), max({_DAY}), count(*), count(r.copy_of), count(DISTINCT r.outlet), s.number
FROM {{among}} CROSS JOIN story_report m ON m.story = s.number CROSS JOIN report r ON r.number = m.report
WHERE {{where}} GROUP BY s.number HAVING count(*) >= ?
"""  # noqa: S608 - our own names
# Reports with their stories, in the order of days: those that state theirs, as an index has them, and the others.
_WALK = f"""
SELECT r.day, m.story FROM report r CROSS JOIN story_report m ON m.report = r.number WHERE r.day <> '' AND {{stated}}
UNION ALL
SELECT {_DAY}, m.story FROM report r CROSS JOIN story_report m ON m.report = r.number WHERE r.day = '' AND {{inferred}}
ORDER BY 1 DESC, 2 DESC
"""  # noqa: S608 - our own names
_OF_SEVERAL = "EXISTS (SELECT 1 FROM story_report n WHERE n.story = m.story LIMIT 1 OFFSET ?)"
_EVERY, _LISTED = "story s", "json_each(?) j CROSS JOIN story s ON s.number = j.value"
CHUNK = 16
"""Stories that are looked at together."""
_TITLE = f"""
SELECT coalesce(r.title, r.source) FROM story_report m JOIN report r ON r.number = m.report
WHERE m.story = ? AND {{where}} ORDER BY {_WRITTEN} LIMIT 1
"""  # noqa: S608 - our own names
# Of a few stories each is asked, of all of them the party: it may be in few, or in most.
_TAKES_PART = """
EXISTS (SELECT 1 FROM story_report n CROSS JOIN report o ON o.number = n.report
  CROSS JOIN party p ON p.code = ? AND p.day = o.day AND p.report = o.number
  CROSS JOIN finding f ON f.number = p.finding
  WHERE n.story = s.number AND f.retired IS NULL AND f.verdict IS NOT 'rejected')
"""
_WITH_PARTY = """
s.number IN (SELECT n.story FROM party p JOIN finding f ON f.number = p.finding
  JOIN story_report n ON n.report = f.report WHERE p.code = ? AND f.retired IS NULL AND f.verdict IS NOT 'rejected')
"""
_MEMBERS = f"""
SELECT {HEAD_COLUMNS}, m.likeness, m.shared, c.kind, m.laid IS NOT NULL
FROM story_report m JOIN report r ON r.number = m.report LEFT JOIN copy c ON c.report = r.number
WHERE m.story = ? AND {{where}} ORDER BY {_WRITTEN}
"""  # noqa: S608 - our own names


_COPIES_TOO = """
WITH RECURSIVE copied (number) AS (
  SELECT report FROM copy WHERE of = ?2 UNION SELECT report FROM copied JOIN copy ON copy.of = copied.number
)
UPDATE story_report SET story = ?1 WHERE report IN copied
"""


class Waiting(NamedTuple):
    """A report that no story has yet: its number, when it was most likely written (EDTF), and its imprint."""

    number: int
    written: str | None
    minhash: tuple[int, ...]
    traits: Mapping[str, float]


class Near(NamedTuple):
    """A report that shares a band, with its signature."""

    number: int
    minhash: tuple[int, ...]


class Remembered(NamedTuple):
    """A story: its number, the sum of its reports' vectors and how many they are, the day by which one of them had been
    written (`first`) and the day before which one had not (`last`)."""

    number: int
    vector: Mapping[str, float]
    size: int
    first: str | None
    last: str | None


class Sketched(NamedTuple):
    """A report of a story: its number, the traits that are kept of it and how much each counts, the heaviest first, and
    when it was most likely written (EDTF)."""

    number: int
    traits: Mapping[str, float]
    written: str | None


def leave(connection: apsw.Connection, number: int, imprint: Imprint) -> None:
    """Keep the imprint of a report, unless it has one: its text does not change."""
    packed = struct.pack(f"<{len(imprint.minhash)}I", *imprint.minhash)
    traits = json.dumps(imprint.traits, ensure_ascii=False, separators=(",", ":"))
    cursor = connection.cursor()
    cursor.execute(
        "INSERT OR IGNORE INTO imprint (report, minhash, traits, written) VALUES (?, ?, ?, ?)",
        (number, packed, traits, imprint.written),
    )
    if connection.changes():
        cursor.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", [(key, number) for key in imprint.bands])


class Gathered:
    """The memory of what tells copies and stories, through one connection; the transaction is the caller's."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._cursor = connection.cursor()
        self._connection = connection

    def waiting(self) -> list[Waiting]:
        """Return the reports that no story has yet, in the order of arrival."""
        return [
            Waiting(number, written, _numbers(packed), json.loads(traits))
            for number, written, packed, traits in _rows(self._connection, _WAITING)
        ]

    def saw(self, reports: Sequence[Waiting]) -> None:
        """Count the traits of these reports as seen."""
        counted = Counter(trait for report in reports for trait in report.traits)
        counted[""] = len(reports)
        sql = "INSERT INTO trait VALUES (?, ?) ON CONFLICT DO UPDATE SET reports = reports + excluded.reports"
        self._cursor.executemany(sql, sorted(counted.items()))

    def having(self, traits: Iterable[str]) -> dict[str, int]:
        """Return how many reports have each of the traits; of '' all reports."""
        sql = "SELECT trait, reports FROM trait WHERE trait IN (SELECT value FROM json_each(?))"
        return dict(_rows(self._connection, sql, json.dumps(list(traits))))

    def near(self, number: int, bands: Sequence[int]) -> list[Near]:
        """Return the reports that were looked at before this one and have one of these bands too, the newest first."""
        sql = """
        SELECT i.report, i.minhash FROM (
          SELECT DISTINCT report FROM band WHERE key IN (SELECT value FROM json_each(?2)) AND report <> ?1
          ORDER BY report DESC LIMIT ?3
        ) met CROSS JOIN imprint i ON i.report = met.report WHERE i.traits IS NULL OR i.report < ?1
        """
        rows = _rows(self._connection, sql, number, json.dumps(bands), MET)
        return [Near(found, _numbers(packed)) for found, packed in rows]

    def report(self, number: int) -> Report:
        """Return a report by its number."""
        return to_report(self._connection.execute(_REPORT, (number,)).get)

    def copied(self, number: int, of: int, kind: CopyKind, similarity: float) -> None:
        """Keep that a report's wording is that of another; both and all of that wording then have one origin."""
        self._cursor.execute("INSERT OR REPLACE INTO copy VALUES (?, ?, ?, ?)", (number, of, kind, similarity))
        origin = self._connection.execute("SELECT coalesce(copy_of, id) FROM report WHERE number = ?", (of,)).get
        self._cursor.execute("UPDATE report SET copy_of = ? WHERE number = ?", (origin, number))
        earliest = self._connection.execute(_EARLIEST, (origin,)).get
        self._cursor.execute("UPDATE report SET copy_of = ?2 WHERE copy_of = ?1 OR id = ?1", (origin, earliest))
        self._cursor.execute("UPDATE report SET copy_of = NULL WHERE id = ?", (earliest,))

    def story_of(self, number: int) -> int | None:
        """Return the story of a report."""
        return cast(int | None, self._connection.execute(
            "SELECT story FROM story_report WHERE report = ?", (number,)
        ).get)  # fmt: skip

    def stories(self, traits: Mapping[str, float], most: int) -> list[int]:
        """Return the stories that share most of these traits by their weights, at most so many."""
        sql = "SELECT story FROM story_trait WHERE trait = ? ORDER BY story DESC LIMIT ?"
        met: dict[int, float] = {}
        for trait, weight in traits.items():
            for (story,) in _rows(self._connection, sql, trait, RECENT):
                met[story] = met.get(story, 0.0) + weight
        return sorted(met, key=lambda story: (-met[story], -story))[:most]

    def story(self, number: int) -> Remembered:
        """Return a story by its number."""
        ((vector, size, first, last),) = _rows(
            self._connection, "SELECT traits, size, first, last FROM story WHERE number = ?", number
        )
        return Remembered(number, json.loads(vector), size, first, last)

    def reports(self, story: int) -> list[Sketched]:
        """Return the reports of a story whose traits are kept."""
        sql = """
        SELECT i.report, i.kept, i.written FROM story_report m JOIN imprint i USING (report)
        WHERE m.story = ? AND i.kept IS NOT NULL ORDER BY i.report
        """
        return [
            Sketched(number, json.loads(traits), day) for number, traits, day in _rows(self._connection, sql, story)
        ]

    def open_story(self, opener: int) -> int:
        """Return the number of the story that this report opens; it is named after the report."""
        sql = "INSERT OR IGNORE INTO story (id, traits, opener) SELECT ?, '{}', ?"
        report = self._connection.execute("SELECT id FROM report WHERE number = ?", (opener,)).get
        self._cursor.execute(sql, (digest("story", report), opener))
        return cast(int, self._connection.execute("SELECT number FROM story WHERE opener = ?", (opener,)).get)

    def stands(self, story: Remembered) -> None:
        """Keep a story as it now stands."""
        sql = "UPDATE story SET (first, last, traits, size) = (?, ?, ?, ?) WHERE number = ?"
        self._cursor.execute(sql, (story.first, story.last, _packed(story.vector), story.size, story.number))

    def as_laid(self) -> None:
        """Put every report back into the story it was laid to, until `move`."""
        as_laid(self._connection)

    def move(self) -> None:
        """Put every report into the story where people want it."""
        move(self._connection)

    def found_by(self, story: int, old: Collection[str], new: Collection[str]) -> None:
        """Let a story be found by these traits, and no longer by those of the old ones that are not among them."""
        gone = [(trait, story) for trait in old if trait not in new]
        self._cursor.executemany("DELETE FROM story_trait WHERE trait = ? AND story = ?", gone)
        come = [(trait, story) for trait in new if trait not in old]
        self._cursor.executemany("INSERT OR IGNORE INTO story_trait VALUES (?, ?)", come)

    def put(self, number: int, story: int, why: tuple[float | None, Sequence[str]] = (None, ())) -> None:
        """Put a report into a story, and its copies with it; `why` is its likeness and what it shares."""
        shared = json.dumps(list(why[1]), ensure_ascii=False)
        sql = "INSERT OR REPLACE INTO story_report (report, story, likeness, shared) VALUES (?, ?, ?, ?)"
        self._cursor.execute(sql, (number, story, why[0], shared))
        self._cursor.execute(_COPIES_TOO, (story, number))
        self._cursor.execute("UPDATE imprint SET traits = NULL WHERE report = ?", (number,))

    def takes_over(self, story: int, other: int) -> None:
        """Put all reports of another story into this one, and let it be found by what that one was found by."""
        self._cursor.execute("UPDATE story_report SET story = ? WHERE story = ?", (story, other))
        self._cursor.execute("UPDATE OR IGNORE story_trait SET story = ? WHERE story = ?", (story, other))

    def keep(self, kept: Mapping[int, Mapping[str, float]]) -> None:
        """Keep these traits of these reports."""
        rows = [(_packed(traits), number) for number, traits in kept.items()]
        self._cursor.executemany("UPDATE imprint SET kept = ? WHERE report = ?", rows)

    def settle(self, story: int) -> None:
        """Keep the traits of a story's reports no longer."""
        sql = "UPDATE imprint SET kept = NULL WHERE report IN (SELECT report FROM story_report WHERE story = ?)"
        self._cursor.execute(sql, (story,))


def _packed(vector: Mapping[str, float]) -> str:
    return json.dumps(vector, ensure_ascii=False, separators=(",", ":"))


def chain(connection: apsw.Connection, number: int, as_of: str | None = None) -> Chain | None:
    """Return the reports of one wording with this one that were known by `as_of`; None where it stands alone."""
    known, day = shown(as_of, superseded=True)
    origin = connection.execute("SELECT coalesce(copy_of, id) FROM report WHERE number = ?", (number,)).get
    rows = _rows(connection, _COPIES.replace("{known}", known), *day, origin, origin)
    # The first that came is noted as nobody's copy; where an earlier one came later, what joined it tells the likeness.
    told = [(ReportHead(*row[:-4]), row[-4:-1]) for row in rows]
    mirrored = {of: (head.id, kind, similarity) for head, (of, kind, similarity) in reversed(told)}
    there = [one for one, row in zip(told, rows, strict=True) if row[-1]]
    if len(there) < 2:
        return None
    copies = [Copy(head, *(why if why[0] else mirrored[head.id])) for head, why in there[1:]]
    return Chain(there[0][0], tuple(copies))


def stories(connection: apsw.Connection, query: Query, least: int, skip: int) -> list[StoryHead]:
    """Return the heads of the stories of at least so many reports with one between the two days of the query, and of
    each of its parties, the latest between them first, from the one after the first `skip` on."""
    end = None if query.limit is None else skip + query.limit
    rows = islice(_in_order(connection, query, least, end), skip, end)
    return [_head(connection, row, query.as_of) for row in rows]


def _in_order(connection: apsw.Connection, query: Query, least: int, end: int | None) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of the stories, the latest first; where so many (`end`) are wanted, few more are looked at."""
    if not (query.since or query.until) and (end is None or query.parties):
        yield from sorted(_told(connection, query, least), key=lambda row: (row[2] or "", row[-1]), reverse=True)
        return
    met = _met(connection, query, least)
    while some := list(islice(met, CHUNK)):
        places = {number: place for place, number in enumerate(some)}
        yield from sorted(_told(connection, query, least, some), key=lambda row: places[row[-1]])


def _met(connection: apsw.Connection, query: Query, least: int) -> Iterator[int]:
    """Yield the stories with a report between the two days of the query, each once, the latest in that window first."""
    stated, values = _window(query, least, since="r.day >= ?", until="r.day <= ? || '~'")
    inferred, _ = _window(query, least, since=f"ifnull({_DAY}, '~') >= ?", until=f"ifnull({_DAY}, '') <= ? || '~'")
    sql = _WALK.replace("{stated}", stated).replace("{inferred}", inferred)
    seen: set[int] = set()
    for _, number in connection.execute(sql, (*values, *values)):
        if number not in seen:
            seen.add(number)
            yield number


def _window(query: Query, least: int, *, since: str, until: str) -> tuple[str, tuple[object, ...]]:
    """Return the conditions on a report and its story, and their values."""
    known, day = shown(query.as_of)
    parts: list[tuple[str, tuple[object, ...]]] = [(known, day)]
    parts += [(since, (query.since,))] if query.since else []
    parts += [(until, (query.until,))] if query.until else []
    parts += [(_OF_SEVERAL, (least - 1,))] if least > 1 else []
    return " AND ".join(sql for sql, _ in parts), tuple(value for _, values in parts for value in values)


def _told(
    connection: apsw.Connection, query: Query, least: int, numbers: Sequence[int] | None = None
) -> list[tuple[Any, ...]]:
    """Return the rows of the stories with these numbers, or of all, that the query wants."""
    known, day = shown(query.as_of)
    takes_part = _WITH_PARTY if numbers is None else _TAKES_PART
    where = " AND ".join([*(takes_part for _ in query.parties), known])
    sql = _STORIES.replace("{among}", _EVERY if numbers is None else _LISTED).replace("{where}", where)
    among = () if numbers is None else (json.dumps(numbers),)
    return _rows(connection, sql, *among, *query.parties, *day, least)


def story(connection: apsw.Connection, number: int, as_of: str | None = None) -> Story | None:
    """Return a story by its number, as its reports known by `as_of` make it; None where none was."""
    where, day = shown(as_of)
    heads = [_head(connection, row, as_of) for row in _told(connection, Query(as_of=as_of), 1, [number])]
    members = _rows(connection, _MEMBERS.replace("{where}", where), number, *day)
    return Story(heads[0], tuple(map(_member, members))) if heads else None


def _rows(connection: apsw.Connection, sql: str, *values: object) -> list[tuple[Any, ...]]:
    return cast(list[tuple[Any, ...]], connection.execute(sql, values).fetchall())


def _head(connection: apsw.Connection, row: tuple[Any, ...], as_of: str | None) -> StoryHead:
    key, first, last, reports, copies, outlets, number = row
    where, day = shown(as_of)
    title = connection.execute(_TITLE.replace("{where}", where), (number, *day)).get
    return StoryHead(key, title, reports, copies, outlets, first, last)


def _member(row: tuple[Any, ...]) -> Member:
    *head, likeness, shared, kind, moved = row
    return Member(ReportHead(*head), likeness, tuple(json.loads(shared)), kind, bool(moved))


def _numbers(packed: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(packed) // 4}I", packed)
