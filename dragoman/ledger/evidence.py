"""A report and its findings in → nothing, or EvidenceError: the door where every quote is held against the text."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.errors import EvidenceError
from dragoman.model import Finding, Outcome, Place, Ref, Report, Span, When, field_names


def check(outcome: Outcome) -> None:
    """Raise EvidenceError where a span of the report or of a finding does not quote the report's text."""
    report, own = outcome.report, outcome.report.id
    for span in (*report.furniture, *([report.headline] if report.headline else [])):
        _hold(report, span, "its furniture or headline")
    for finding in outcome.findings:
        check_finding(report, finding, own)


def check_finding(report: Report, finding: Finding, own: str) -> None:
    """Raise EvidenceError where the finding is not of the report, whose id is `own`, or a span of it does not quote the
    text."""
    if finding.report != own:
        raise EvidenceError(f"{report.source}: a {finding.kind} by {finding.rule} belongs to {finding.report}")
    for span in _spans(finding):
        _hold(report, span, f"a {finding.kind} by {finding.rule}")


def _hold(report: Report, span: Span, what: str) -> None:
    # The bounds count too: text[-5:-1] is a quote, and so is text[90:9000], but not where the offsets say.
    if not (0 <= span.start <= span.end <= len(report.text) and report.text[span.start : span.end] == span.quote):
        shown = repr(span.quote[:60])
        raise EvidenceError(f"{report.source}: {what} quotes {shown} at {span.start}-{span.end}: not in the text")


def _spans(finding: Finding) -> Iterator[Span]:
    for name in field_names(finding):
        yield from _within(getattr(finding, name))


def _within(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, Ref):
        yield from (span for span in (value.surface, value.antecedent) if span)
    elif isinstance(value, When | Place):
        yield from _within(value.text)
    elif isinstance(value, tuple):
        for item in value:
            yield from _within(item)
