"""What people said of two stories, or of two reports' stories → the story in which each report is shown."""

from __future__ import annotations

from typing import cast

import apsw

from dragoman.ledger import judgements
from dragoman.model import digest

_RESET = "UPDATE story_report SET story = laid, laid = NULL WHERE laid IS NOT NULL"
_NAMED = "SELECT r.id FROM report r JOIN story_report m ON m.report = r.number WHERE r.id = ?"
_NUMBER = "SELECT r.number FROM report r JOIN story_report m ON m.report = r.number WHERE r.id = ?"
_FIRST = """
SELECT r.id FROM story s JOIN story_report m ON s.number IN (m.story, m.laid) OR m.report = s.opener JOIN report r
  ON r.number = m.report WHERE s.id = ? ORDER BY m.story = s.number DESC, r.number LIMIT 1
"""
_STORY = "SELECT story FROM story_report WHERE report = ?"
_JOIN = "UPDATE story_report SET laid = coalesce(laid, story), story = ?2 WHERE story = ?1"
# A report goes with all that has its wording.
_PART = """
UPDATE story_report SET laid = coalesce(laid, story), story = ?2 WHERE story = ?3 AND report IN (
  SELECT w.number FROM report r JOIN report w ON coalesce(w.copy_of, w.id) = coalesce(r.copy_of, r.id)
  WHERE r.number = ?1
)
"""


def move(connection: apsw.Connection) -> None:
    """Bring up to date in which story each report is shown, from what stands of what people said. Inside a transaction.

    Of two the latest word counts. "Same" makes the two stories one, under the older of them; "different" parts the
    second report, with its copies, from the story of the first, and does nothing where they are not in one.
    """
    as_laid(connection)
    latest: dict[frozenset[str], judgements.Judgement] = {}
    for one in judgements.pairs(connection, "story"):
        key = frozenset((one.finding, one.other or ""))
        latest.pop(key, None)
        latest[key] = one
    for one in latest.values():
        first, second = _report(connection, one.finding), _report(connection, one.other or "")
        if first is not None and second is not None:
            (_join if one.verdict == "same" else _part)(connection, first, second)


def as_laid(connection: apsw.Connection) -> None:
    """Put every report back into the story it was laid to: what lays reports to stories knows of no other."""
    connection.execute(_RESET)


def named(connection: apsw.Connection, key: str) -> str | None:
    """Return the id of the report with this id, or of the first one in the story with it; None: there is none."""
    return cast(str | None, connection.execute(_NAMED, (key,)).get or connection.execute(_FIRST, (key,)).get)


def _report(connection: apsw.Connection, key: str) -> int | None:
    """Return the number of a report that is in a story."""
    return cast(int | None, connection.execute(_NUMBER, (key,)).get)


def _join(connection: apsw.Connection, first: int, second: int) -> None:
    one, other = sorted(connection.execute(_STORY, (report,)).get for report in (first, second))
    if one != other:
        connection.execute(_JOIN, (other, one))


def _part(connection: apsw.Connection, first: int, second: int) -> None:
    one, other = (connection.execute(_STORY, (report,)).get for report in (first, second))
    if one == other:
        connection.execute(_PART, (second, _own(connection, second), other))


def _own(connection: apsw.Connection, report: int) -> int:
    """Return the story that is named after a report, opened where there is none: nothing is ever laid to it."""
    key = digest("story apart", connection.execute("SELECT id FROM report WHERE number = ?", (report,)).get)
    connection.execute("INSERT OR IGNORE INTO story (id, traits) VALUES (?, '{}')", (key,))
    return cast(int, connection.execute("SELECT number FROM story WHERE id = ?", (key,)).get)
