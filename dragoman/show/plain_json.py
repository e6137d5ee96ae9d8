"""Dialogues, readings, counts and reports → JSON objects with stable keys (docs/cli.md lists them)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.group import Contradiction, Counts, Dialogue, Line, Meeting, Outlook, Side, Stand
from dragoman.group.changes import Change, Changes
from dragoman.group.followed import Followed
from dragoman.group.proposals import Proposal
from dragoman.group.readouts import Readouts
from dragoman.group.tracks import Track
from dragoman.model import Chain, Entry, Finding, Issue, Outcome, Ref, Span, StoryHead
from dragoman.parties import label
from dragoman.record import Json, report_head, to_record
from dragoman.show.stories import chain_json, story_head_json

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
        "meetings": [meeting_json(meeting) for meeting in found.meetings],
        "channels": [_stand(stand) for stand in found.channels],
        "commitments": [_line(line) for line in found.commitments],
        "timeline": [_line(line) for line in found.timeline],
        "contradictions": [contradiction_json(one) for one in found.contradictions],
        "discrepancies": [_line(line) for line in found.discrepancies],
        "as_of": found.as_of,
        "followed": [_followed(one) for one in found.followed],
        "proposals": [_proposal(one) for one in found.proposals],
        "promises": [
            {"commitment": one.line.finding.id, "due": one.due, "overdue": one.overdue, "joint": one.joint}
            for one in found.promises
        ],
        "lifelines": [
            {
                "channel": one.channel.line.finding.id,
                "last": one.last,
                "meeting": one.meeting and one.meeting.id,
            }
            for one in found.lifelines
        ],
        "tracks": [_track(one) for one in found.tracks],
        "speakers": [
            {"actor": _actor(one.ref), "side": one.side, "lines": one.lines, "first": one.first, "last": one.last}
            for one in found.speakers
        ],
        "offices": [
            {
                "side": one.side,
                "office": one.office,
                "day": one.day,
                "person": one.person,
                "name": one.name,
                "before": one.before,
                "source": one.source,
            }
            for one in found.offices
        ],
        "reports": [report_head(report) for report in found.reports],
    }


def changes_json(found: Changes) -> Json:
    """Return the morning brief, the newest first."""
    return {
        "parties": [{"code": code, "name": label(code)} for code in found.parties],
        "since": found.since,
        "as_of": found.today,
        "changes": [_change(one) for one in found.lines],
    }


def _change(one: Change) -> Json:
    return {
        "news": one.news,
        "line": _line(one.line),
        "against": [_line(line) for line in one.against],
        "meeting": one.meeting and one.meeting.id,
        "status": one.meeting and one.meeting.status,
        "before": one.before,
        "due": one.due,
    }


def article_json(outcome: Outcome, chain: Chain | None = None, story: StoryHead | None = None) -> Json:
    """Return the report with its text, furniture, date and findings; who has its wording, and the story it is in."""
    report, dated = outcome.report, outcome.dated
    reasons = [{"words": _span(one.words), "says": one.says, "reference": one.reference} for one in dated.reasons]
    return {
        "report": report_head(outcome.head) | {"byline": report.byline, "language": report.language},
        "text": report.text,
        "furniture": [_span(span) for span in report.furniture],
        "dated": {"edtf": dated.edtf, "basis": dated.basis, "reasons": reasons},
        "wording": chain and chain_json(chain),
        "story": story and story_head_json(story),
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
    return {"findings": [to_record(entry.finding, entry.report, entry.verdict) for entry in entries], "more": more}


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
        "record": [_line(line) for line in side.record],
    }


def _stand(stand: Stand[Finding]) -> Json:
    return _line(stand.line) | {
        "conditions": [_line(line) for line in stand.conditions],
        "others": [_line(line) for line in stand.others],
    }


def meeting_json(meeting: Meeting) -> Json:
    """Return the meeting with its line, its history and everybody who tells it."""
    return _line(meeting.line) | {
        "participants": [_actor(ref) for ref in meeting.participants],
        "places": [{"name": place.name, "country": place.country, "basis": place.basis} for place in meeting.places],
        "reported_held": meeting.reported_held,
        "id": meeting.id,
        "status": meeting.status,
        "level": meeting.level,
        "form": meeting.form,
        "when": meeting.when,
        "contested": meeting.contested,
        "doubts": list(meeting.doubts),
        "history": [{"status": step.status, "told": step.told} | _line(step.line) for step in meeting.history],
    }


def _followed(one: Followed) -> Json:
    return {"condition": one.line.finding.id, "state": one.state, "evidence": [_line(line) for line in one.evidence]}


def _proposal(one: Proposal) -> Json:
    return _line(one.line) | {
        "answer": one.answer,
        "answered": one.answered and _line(one.answered),
        "pending": one.pending,
        "rule": one.rule and _span(one.rule),
    }


def _track(one: Track) -> Json:
    return {
        "name": one.name,
        "last": one.last,
        "channels": [stand.line.finding.id for stand in one.channels],
        "meetings": [meeting.id for meeting in one.meetings],
        "commitments": [line.finding.id for line in one.commitments],
        "events": [line.finding.id for line in one.events],
    }


def readouts_json(found: Readouts) -> Json:
    """Return the meeting, the reports that tell it, and what they say of it side by side."""
    return meeting_json(found.meeting) | {
        "reports": [report_head(report) for report in found.reports],
        "points": [
            {"kind": one.kind, "relation": one.relation, "lines": [line and _line(line) for line in one.lines]}
            for one in found.points
        ],
    }


def _outlook(ahead: Outlook) -> Json:
    """Point to the meetings by the ids of their findings."""
    return {
        "last_contact": ahead.last and ahead.last.line.finding.id,
        "planned": ahead.planned and ahead.planned.line.finding.id,
        "mooted": ahead.mooted and ahead.mooted.line.finding.id,
    }


def contradiction_json(one: Contradiction) -> Json:
    """Return where reports contradict each other: in what, and the lines that do."""
    return {"slot": one.slot, "reason": one.reason, "lines": [_line(line) for line in one.lines]}


def _line(line: Line[Finding]) -> Json:
    return {
        "finding": to_record(line.finding, line.report, line.verdict),
        "date": line.date,
        "dated_by": line.dated_by,
        "standing": line.standing,
        "claimed": line.claimed,
        "voice": line.voice and _actor(line.voice),
        "also": [{"id": entry.finding.id, "report": report_head(entry.report)} for entry in line.also],
        "copies": line.copies,
    }


def _actor(ref: Ref) -> Json:
    return {"ref": ref.id, "name": ref.name, "kind": ref.kind, "state": ref.state}


def _counts(counts: Counts) -> Json:
    return {
        "reports": counts.reports,
        "copies": counts.copies,
        "outlets": counts.outlets,
        "undated": counts.undated,
        "first": counts.first,
        "last": counts.last,
        "findings": dict(counts.findings or {}),
    }


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end, "text": span.quote}
