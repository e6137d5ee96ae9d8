"""Judgements in → what they come to, kept beside each finding; carried over where a reading puts it in other words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import apsw

from dragoman.errors import JudgedMeanwhile, NotFound, UsageError
from dragoman.ledger import judgements
from dragoman.ledger.evidence import check_finding
from dragoman.ledger.judgements import Judgement
from dragoman.ledger.rows import ENTRY_COLUMNS, ENTRY_EDIT, parties, to_entry
from dragoman.model import Entry, Finding, Report
from dragoman.record import to_record

_ENTRY = f"""
SELECT {ENTRY_COLUMNS} FROM finding f JOIN finding_body b USING (number) JOIN report r ON r.number = f.report
{ENTRY_EDIT} WHERE f.number = ?
"""  # noqa: S608 - our own names
_ENTRY_BY_ID = _ENTRY.replace("f.number = ?", "f.id = ?")
_PLACE = "SELECT f.number, r.number, r.day FROM finding f JOIN report r ON r.number = f.report WHERE f.id = ?"
_LAST = "SELECT max(number) FROM judgement WHERE finding = ? AND subject = 'finding'"
# Retired or of a text that was superseded, judged, and nothing carries the verdict on.
_ORPHANED = """
SELECT f.id FROM finding f INDEXED BY finding_verdict JOIN report r ON r.number = f.report
WHERE f.verdict IS NOT NULL AND (f.retired IS NOT NULL OR r.superseded_by IS NOT NULL)
  AND NOT EXISTS (
    SELECT 1 FROM judgement was JOIN judgement later ON later.follows = was.number WHERE was.finding = f.id
  )
ORDER BY f.number DESC LIMIT ?
"""
_PAIRS = """
INSERT INTO pair SELECT p.code, q.code, f.report, count(*) FROM finding f
JOIN party p ON p.finding = f.number JOIN party q ON q.finding = f.number AND q.code > p.code
WHERE f.report = ? AND f.retired IS NULL AND f.verdict IS NOT 'rejected'
  AND p.code GLOB '[A-Z]*' AND q.code GLOB '[A-Z]*' GROUP BY 1, 2
"""
# The same words of the same report, found anew as the same kind of thing, and judged by nobody.
_SAME_WORDS = """
SELECT new.id, min(new.ends, old.ends) - max(new.begins, old.begins) AS shared
FROM finding old JOIN finding_body was ON was.number = old.number
JOIN finding new ON new.report = old.report AND new.kind = old.kind AND new.number <> old.number
JOIN finding_body is_now ON is_now.number = new.number AND is_now.evidence = was.evidence
WHERE old.number = ? AND new.retired IS NULL AND new.verdict IS NULL AND shared > 0
ORDER BY shared DESC, new.number DESC LIMIT 1
"""


def judge(connection: apsw.Connection, judgement: Judgement, entry: Entry, report: Report) -> Judgement:
    """Keep a verdict on the entry and bring the entry up to date; return it as kept. Inside a transaction.

    Raises UsageError for an edit that is of something else, EvidenceError for one that quotes what is not there.
    """
    if judgement.edited is not None:
        edited = replace(judgement.edited, corrects=None)
        _same_thing(edited, entry.finding)
        check_finding(report, edited, report.id)
        judgement = replace(judgement, edited=edited)
    kept = judgements.append(connection, judgement, entry)
    _brought(connection, kept.finding)
    return kept


def unseen(connection: apsw.Connection, finding: str, seen: int) -> None:
    """Raise JudgedMeanwhile where the latest verdict on the finding is not the one numbered `seen` (0: none)."""
    last = connection.execute(_LAST, (finding,)).get or 0
    if last != seen:
        later = judgements.numbered(connection, last)
        told = f"{later.by} said {later.verdict!r} on it" if later else "it was judged"
        raise JudgedMeanwhile(f"{told} after you looked at it; look again and decide anew")


def undo(connection: apsw.Connection, number: int, by: str, why: str | None) -> Judgement:
    """Take back the judgement with this number; return the row that does. Inside a transaction."""
    taken = judgements.numbered(connection, number)
    if taken is None:
        raise NotFound(f"no judgement has the number {number}")
    if any(one.undoes == number for one in _beside(connection, taken)):
        raise UsageError(f"judgement {number} was taken back already")
    row = Judgement(taken.finding, "undo", by, why, subject=taken.subject, undoes=number)
    kept = judgements.append(connection, row, None)
    if taken.subject == "finding":
        _brought(connection, taken.finding)
    return kept


def apply(connection: apsw.Connection, key: str) -> None:
    """Bring up to date what is looked up by: the verdict, the finding as edited, and who takes part in it."""
    found = judgements.outcome(judgements.of(connection, key))
    number, report, day = connection.execute(_PLACE, (key,)).get
    edited = found.edited if found.judged == "edited" else None
    was_edited = connection.execute("SELECT 1 FROM finding_edit WHERE number = ?", (number,)).get
    connection.execute("UPDATE finding SET verdict = ? WHERE number = ?", (found.judged, number))
    if edited is None and not was_edited:
        return
    connection.execute("DELETE FROM finding_edit WHERE number = ?", (number,))
    entry = to_entry(connection.execute(_ENTRY, (number,)).fetchone())
    if edited is not None:
        record = json.dumps(to_record(edited, entry.report))
        connection.execute("INSERT INTO finding_edit VALUES (?, ?)", (number, record))
    _index(connection, number, report, day, edited or entry.finding)


def reapply(connection: apsw.Connection, report: int) -> None:
    """Bring the judged findings of a report up to date after a reading has changed them."""
    judged = "SELECT id FROM finding WHERE report = ? AND verdict IS NOT NULL"
    for (key,) in connection.execute(judged, (report,)).fetchall():
        apply(connection, str(key))


def carry(connection: apsw.Connection, retired: int) -> None:
    """Carry the verdicts on the finding that a reading retired over to what it makes of the same words now."""
    judged = "SELECT id FROM finding WHERE number = ? AND verdict IS NOT NULL"
    old = connection.execute(judged, (retired,)).get
    new = connection.execute(_SAME_WORDS, (retired,)).fetchone() if old is not None else None
    if new is not None:
        for one in judgements.standing(judgements.of(connection, str(old))):
            _carry(connection, one, str(new[0]))
        apply(connection, str(new[0]))


def pair(connection: apsw.Connection, report: int) -> None:
    """Bring up to date who talks with whom in a report."""
    connection.execute("DELETE FROM pair WHERE report = ?", (report,))
    connection.execute(_PAIRS, (report,))


def orphaned(connection: apsw.Connection, limit: int) -> Iterator[str]:
    """Yield the ids of judged findings that are no longer made, and whose verdicts nothing carries on, newest first."""
    for (key,) in connection.execute(_ORPHANED, (limit,)):
        yield key


def _brought(connection: apsw.Connection, key: str) -> None:
    apply(connection, key)
    pair(connection, connection.execute("SELECT report FROM finding WHERE id = ?", (key,)).get)


def _carry(connection: apsw.Connection, one: Judgement, new: str) -> None:
    entry = to_entry(connection.execute(_ENTRY_BY_ID, (new,)).fetchone())
    follows = one.number
    judgements.append(connection, replace(one, finding=new, number=None, follows=follows), entry)


def _same_thing(edited: Finding, shown: Finding) -> None:
    if (edited.kind, edited.report) != (shown.kind, shown.report) or edited.evidence != shown.evidence:
        raise UsageError(f"an edit of {shown.id} stays a {shown.kind} on the same words of the same report")


def _beside(connection: apsw.Connection, taken: Judgement) -> Iterator[Judgement]:
    if taken.subject == "finding":
        return judgements.of(connection, taken.finding)
    return judgements.about(connection, taken.subject, taken.finding)


def _index(connection: apsw.Connection, number: int, report: int, day: str, shown: Finding) -> None:
    looked_up = [getattr(shown, name, None) for name in ("type", "status", "stance")]
    connection.execute("UPDATE finding SET (type, status, stance) = (?, ?, ?) WHERE number = ?", (*looked_up, number))
    connection.execute("DELETE FROM party WHERE finding = ?", (number,))
    rows = [(code, day, report, shown.evidence.start, number, roles) for code, roles in parties(shown).items()]
    connection.executemany("INSERT INTO party VALUES (?, ?, ?, ?, ?, ?)", rows)
