"""Morning briefs, readings, counts and reports → JSON objects with stable keys (docs/cli.md lists them)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.group.changes import Change, Changes
from dragoman.model import Chain, Entry, Issue, Outcome, Span, StoryHead
from dragoman.parties import label
from dragoman.record import Json, report_head, to_record
from dragoman.show.dialogue_json import line_json
from dragoman.show.stories import chain_json, story_head_json

if TYPE_CHECKING:
    from dragoman.ledger import Counts as LedgerCounts
    from dragoman.reading import ReadSummary


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
        "line": line_json(one.line),
        "against": [line_json(line) for line in one.against],
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


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end, "text": span.quote}
