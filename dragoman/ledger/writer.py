"""Outcomes in → rows, inside one transaction, and a tally of what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

import apsw

from dragoman.ledger.evidence import check
from dragoman.ledger.gathered import leave
from dragoman.ledger.rows import REPORT_COLUMNS, FindingRow, dated_row, day, finding_row, parties, report_row
from dragoman.ledger.schema import now
from dragoman.ledger.verdicts import carry, pair, reapply
from dragoman.model import KINDS, Finding, Issue, Kind, Outcome, Report


@dataclass(frozen=True, slots=True)
class Tally:
    """What recording changed: reports new, unchanged, superseded by a newer text; inputs quarantined (there are
    issues but no text to keep); findings added or brought back, by kind; findings retired."""

    new: int = 0
    unchanged: int = 0
    superseded: int = 0
    quarantined: int = 0
    findings: Mapping[Kind, int] = field(default_factory=dict)
    retired: int = 0

    def __add__(self, other: Tally) -> Tally:
        kinds = [kind for kind in KINDS if kind in self.findings or kind in other.findings]
        return Tally(
            new=self.new + other.new,
            unchanged=self.unchanged + other.unchanged,
            superseded=self.superseded + other.superseded,
            quarantined=self.quarantined + other.quarantined,
            findings={kind: self.findings.get(kind, 0) + other.findings.get(kind, 0) for kind in kinds},
            retired=self.retired + other.retired,
        )


_PLACES = ", ".join("?" * len(REPORT_COLUMNS))
_INSERT_REPORT = f"INSERT INTO report (id, first_read, {', '.join(REPORT_COLUMNS)}) VALUES (?, ?, {_PLACES})"  # noqa: S608 - ours
_SELECT_REPORT = f"SELECT number, {', '.join(REPORT_COLUMNS)} FROM report WHERE id = ?"  # noqa: S608 - our own names
_UPDATE_REPORT = f"UPDATE report SET ({', '.join(REPORT_COLUMNS)}) = ({_PLACES}) WHERE number = ?"  # noqa: S608 - ours
_SELECT_FINDINGS = """
SELECT id, number, retired IS NOT NULL, rule, said_by, evidence, sentence_begins, sentence_ends, sentence, payload
FROM finding JOIN finding_body USING (number) WHERE report = ?
"""
_INSERT_FINDING = """
INSERT INTO finding (id, report, kind, begins, ends, type, status, stance, rule, said_by, first_seen)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_INSERT_BODY = "INSERT INTO finding_body VALUES (?, ?, ?, ?, ?, ?)"
_UPDATE_BODY = """
UPDATE finding_body SET (evidence, sentence_begins, sentence_ends, sentence, payload) = (?, ?, ?, ?, ?)
WHERE number = ?
"""
_INSERT_ISSUE = """
INSERT INTO issue (source, code, message, first_seen, last_seen, count) VALUES (?, ?, ?, ?4, ?4, 1)
ON CONFLICT DO UPDATE SET last_seen = excluded.last_seen, count = count + 1
"""


@dataclass(frozen=True, slots=True)
class _Held:
    """A finding as the ledger has it."""

    number: int
    retired: bool
    row: FindingRow


class Writer:
    """Writes outcomes through one connection; the transaction is the caller's."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._cursor = connection.cursor()
        self._now = now()
        self._count: Counter[str] = Counter()
        self._kinds: Counter[Kind] = Counter()

    def write(self, outcomes: Iterable[Outcome | Issue]) -> Tally:
        """Write all of them. Raises EvidenceError for a quote that is not in its report."""
        for outcome in outcomes:
            if isinstance(outcome, Issue):
                self._quarantine(outcome)
            elif outcome.issues and not outcome.report.text.strip():
                self._quarantine(*outcome.issues)
            elif unusable := _unstorable(outcome.report):
                self._quarantine(unusable, *outcome.issues)
            else:
                self._outcome(outcome)
        kinds = {kind: self._kinds[kind] for kind in KINDS if self._kinds[kind]}
        return Tally(findings=kinds, **self._count)

    def _quarantine(self, *issues: Issue) -> None:
        for issue in issues:
            self._issue(issue)
        self._count["quarantined"] += 1

    def _outcome(self, outcome: Outcome) -> None:
        check(outcome)
        report = outcome.report
        number = self._known(report)
        held = {} if number is None else self._held(number)
        self._count["new" if number is None else "unchanged"] += 1
        if number is None:
            number = self._insert(report)
        edtf, reasons = dated_row(outcome.dated)
        self._cursor.execute("UPDATE report SET (dated, dated_by) = (?, ?) WHERE number = ?", (edtf, reasons, number))
        if outcome.imprint is not None:
            leave(self._connection, number, outcome.imprint)
        findings = {finding.id: finding for finding in outcome.findings}
        for key, finding in findings.items():
            self._finding(number, day(report.published), finding, key, held.get(key))
        self._retire([old for key, old in held.items() if key not in findings])
        reapply(self._connection, number)
        pair(self._connection, number)
        for issue in outcome.issues:
            self._issue(issue)

    def _known(self, report: Report) -> int | None:
        """Return the number of the report if the ledger has it, after putting its head right: a newer reader may know
        more about the same text."""
        found = self._cursor.execute(_SELECT_REPORT, (report.id,)).fetchone()
        if found is None:
            return None
        number, *old = found
        row = report_row(report)
        if tuple(old) != row:
            self._cursor.execute(_UPDATE_REPORT, (*row, number))
            moved = "UPDATE party SET day = ? WHERE finding IN (SELECT number FROM finding WHERE report = ?)"
            self._cursor.execute(moved, (day(report.published), number))
        return int(number)

    def _insert(self, report: Report) -> int:
        row = report_row(report)
        self._cursor.execute(_INSERT_REPORT, (report.id, self._now, *row))
        number = self._connection.last_insert_rowid()
        self._cursor.execute("INSERT INTO report_text VALUES (?, ?)", (number, report.text))
        self._supersede(number, row[-1])
        return number

    def _supersede(self, number: int, thread: object) -> None:
        current = "SELECT number FROM report WHERE thread = ? AND superseded_by IS NULL AND number < ?"
        for (older,) in self._cursor.execute(current, (thread, number)).fetchall():
            self._cursor.execute("UPDATE report SET superseded_by = ? WHERE number = ?", (number, older))
            self._cursor.execute("UPDATE report SET supersedes = ? WHERE number = ?", (older, number))
            self._count["superseded"] += 1

    def _held(self, report: int) -> dict[str, _Held]:
        rows = self._cursor.execute(_SELECT_FINDINGS, (report,))
        return {key: _Held(number, bool(retired), FindingRow(*row)) for key, number, retired, *row in rows}

    def _finding(self, report: int, day: str, finding: Finding, key: str, held: _Held | None) -> None:
        row = finding_row(finding)
        if held is None:
            self._parties(self._add(report, finding, key, row), report, day, finding)
        elif held.row != row:
            self._change(held.number, row)
            self._parties(held.number, report, day, finding)
        if held is not None and held.retired:
            self._cursor.execute("UPDATE finding SET retired = NULL WHERE number = ?", (held.number,))
        if held is None or held.retired:
            self._kinds[finding.kind] += 1

    def _add(self, report: int, finding: Finding, key: str, row: FindingRow) -> int:
        looked_up = (getattr(finding, name, None) for name in ("type", "status", "stance"))
        evidence = finding.evidence
        values = (key, report, finding.kind, evidence.start, evidence.end, *looked_up, row.rule, row.said_by, self._now)
        self._cursor.execute(_INSERT_FINDING, values)
        number = self._connection.last_insert_rowid()
        self._cursor.execute(_INSERT_BODY, (number, *row[2:]))
        return number

    def _change(self, number: int, row: FindingRow) -> None:
        self._cursor.execute("UPDATE finding SET (rule, said_by) = (?, ?) WHERE number = ?", (*row[:2], number))
        self._cursor.execute(_UPDATE_BODY, (*row[2:], number))
        self._cursor.execute("DELETE FROM party WHERE finding = ?", (number,))

    def _parties(self, number: int, report: int, day: str, finding: Finding) -> None:
        begins = finding.evidence.start
        rows = [(code, day, report, begins, number, roles) for code, roles in parties(finding).items()]
        self._cursor.executemany("INSERT INTO party VALUES (?, ?, ?, ?, ?, ?)", rows)

    def _retire(self, gone: Iterable[_Held]) -> None:
        for old in gone:
            if not old.retired:
                self._cursor.execute("UPDATE finding SET retired = ? WHERE number = ?", (self._now, old.number))
                self._count["retired"] += 1
                carry(self._connection, old.number)

    def _issue(self, issue: Issue) -> None:
        texts = (_printable(issue.source), issue.code, _printable(issue.message))
        self._cursor.execute(_INSERT_ISSUE, (*texts, self._now))


def _unstorable(report: Report) -> Issue | None:
    """Return the issue where SQLite, which keeps UTF-8, could not give back the very characters of the report."""
    texts = [getattr(report, spec.name) for spec in fields(report)]
    if all(_printable(text) == text for text in texts if isinstance(text, str)):
        return None
    reason = "holds half characters (lone surrogates) that are no Unicode text"
    return Issue(report.source, "not-unicode", f"{report.source}: its name or text {reason}; mend it and read it again")


def _printable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
