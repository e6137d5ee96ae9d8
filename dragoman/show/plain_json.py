"""Dialogues, readings, counts and reports → JSON objects with stable keys (docs/cli.md lists them)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.group import Counts, Dialogue, Line, Meeting, Outlook, Side, Stand
from dragoman.model import Entry, Finding, Issue, Outcome, Ref, Span
from dragoman.record import Json, report_head, to_record

if TYPE_CHECKING:
    from dragoman.api import ReadSummary
    from dragoman.ledger import Counts as LedgerCounts


def dialogue_json(found: Dialogue) -> Json:
    """Return the dialogue; every line carries its finding in the public record format."""
    return {
        "parties": [{"code": side.code, "name": side.name} for side in found.sides],
        "since": found.since,
        "until": found.until,
        "counts": _counts(found.counts),
        "outlook": _outlook(found.outlook),
        "sides": [_side(side) for side in found.sides],
        "meetings": [_meeting(meeting) for meeting in found.meetings],
        "channels": [_stand(stand) for stand in found.channels],
        "commitments": [_line(line) for line in found.commitments],
        "timeline": [_line(line) for line in found.timeline],
        "discrepancies": [_line(line) for line in found.discrepancies],
        "reports": [report_head(report) for report in found.reports],
    }


def article_json(outcome: Outcome) -> Json:
    """Return the report with its text, furniture, date and findings."""
    report, dated = outcome.report, outcome.dated
    reasons = [{"words": _span(one.words), "says": one.says, "reference": one.reference} for one in dated.reasons]
    return {
        "report": report_head(outcome.head) | {"byline": report.byline, "language": report.language},
        "text": report.text,
        "furniture": [_span(span) for span in report.furniture],
        "dated": {"edtf": dated.edtf, "basis": dated.basis, "reasons": reasons},
        "findings": [to_record(finding, outcome.head) for finding in outcome.findings],
    }


def read_json(summary: ReadSummary) -> Json:
    """Return what one reading did."""
    return {
        "read": summary.read,
        "new": summary.new,
        "unchanged": summary.unchanged,
        "superseded": summary.superseded,
        "quarantined": summary.quarantined,
        "retired": summary.retired,
        "findings": dict(summary.findings),
        "issues": issues_json(summary.issues),
    }


def issues_json(issues: Iterable[Issue]) -> list[Json]:
    """Return issues as objects with source, code and message."""
    return [{"source": issue.source, "code": issue.code, "message": issue.message} for issue in issues]


def hits_json(entries: Iterable[Entry], *, more: bool) -> Json:
    """Return the hits in the public record format; `more` says that the limit left some out."""
    return {"findings": [to_record(entry.finding, entry.report) for entry in entries], "more": more}


def status_json(path: Path, counts: LedgerCounts, issues: Iterable[Issue] | None) -> Json:
    """Return what a ledger holds; `issues` is a list where they were asked for and their number always."""
    held: Json = {
        "ledger": str(path),
        "reports": counts.reports,
        "superseded": counts.superseded,
        "quarantined": counts.issues,
        "findings": dict(counts.findings),
        "retired": counts.retired,
    }
    return held if issues is None else held | {"issues": issues_json(issues)}


def _side(side: Side) -> Json:
    return {
        "code": side.code,
        "name": side.name,
        "positions": [_stand(stand) for stand in side.positions],
        "conditions": [_line(line) for line in side.conditions],
        "unmet": side.unmet,
    }


def _stand(stand: Stand[Finding]) -> Json:
    return _line(stand.line) | {
        "conditions": [_line(line) for line in stand.conditions],
        "others": [_line(line) for line in stand.others],
    }


def _meeting(meeting: Meeting) -> Json:
    return _line(meeting.line) | {
        "participants": [_actor(ref) for ref in meeting.participants],
        "places": [{"name": place.name, "country": place.country, "basis": place.basis} for place in meeting.places],
        "reported_held": meeting.reported_held,
    }


def _outlook(ahead: Outlook) -> Json:
    """Point to the meetings by the ids of their findings."""
    return {
        "last_contact": ahead.last and ahead.last.line.finding.id,
        "planned": ahead.planned and ahead.planned.line.finding.id,
        "mooted": ahead.mooted and ahead.mooted.line.finding.id,
    }


def _line(line: Line[Finding]) -> Json:
    return {
        "finding": to_record(line.finding, line.report),
        "date": line.date,
        "dated_by": line.dated_by,
        "standing": line.standing,
        "claimed": line.claimed,
        "voice": line.voice and _actor(line.voice),
        "also": [{"id": entry.finding.id, "report": report_head(entry.report)} for entry in line.also],
    }


def _actor(ref: Ref) -> Json:
    return {"ref": ref.id, "name": ref.name, "kind": ref.kind, "state": ref.state}


def _counts(counts: Counts) -> Json:
    return {
        "reports": counts.reports,
        "outlets": counts.outlets,
        "undated": counts.undated,
        "first": counts.first,
        "last": counts.last,
        "findings": dict(counts.findings or {}),
    }


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end, "text": span.quote}
