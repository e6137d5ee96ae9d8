"""Model ↔ rows: reports, findings and their parties as the tables hold them, and back."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePath
from sys import intern
from typing import Any, NamedTuple

from dragoman.model import Dated, DateReason, Entry, Finding, Ref, Report, ReportHead, Span, field_names, identified
from dragoman.record import from_payload, from_record, to_payload

REPORT_COLUMNS = (
    "source", "title", "outlet", "byline", "published", "language", "url", "headline", "furniture", "day", "thread",
)  # fmt: skip
HEAD_COLUMNS = "r.id, r.source, r.title, r.outlet, r.url, r.published, r.dated, r.copy_of"
ENTRY_COLUMNS = (
    "f.id, f.verdict, e.record, f.kind, f.begins, f.ends, f.rule, f.said_by, "
    "b.evidence, b.sentence_begins, b.sentence_ends, b.sentence, b.payload, " + HEAD_COLUMNS
)
ENTRY_EDIT = "LEFT JOIN finding_edit e ON e.number = f.number"
"""What ENTRY_COLUMNS need joined beside the finding, its body and its report."""

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(?=$|T| )")


class FindingRow(NamedTuple):
    """What a re-reading can change of a finding whose id is the same."""

    rule: str
    said_by: str | None
    evidence: str
    sentence_begins: int
    sentence_ends: int
    sentence: str
    payload: str


def report_row(report: Report) -> tuple[object, ...]:
    """Return the report's values for REPORT_COLUMNS."""
    headline = report.headline and json.dumps(_bounds(report.headline))
    furniture = json.dumps([_bounds(span) for span in report.furniture])
    return (
        report.source, report.title, report.outlet, report.byline, report.published, report.language, report.url,
        headline, furniture, day(report.published), thread(report),
    )  # fmt: skip


def to_report(row: tuple[Any, ...]) -> Report:
    """Return the report whose REPORT_COLUMNS (without day and thread) and text these are."""
    *head, headline, furniture, text = row
    source, title, outlet, byline, published, language, url = head
    return Report(
        source=source,
        text=text,
        title=title,
        outlet=outlet,
        byline=byline,
        published=published,
        language=language,
        url=url,
        headline=Span.of(text, *json.loads(headline)) if headline else None,
        furniture=tuple(Span.of(text, start, end) for start, end in json.loads(furniture)),
    )


def dated_row(dated: Dated) -> tuple[str | None, str | None]:
    """Return an inferred date and its reasons as the tables keep them; nothing where the report states its date."""
    if dated.basis == "stated":
        return None, None
    reasons = [{"words": _bounds(one.words), "says": one.says, "reference": one.reference} for one in dated.reasons]
    return dated.edtf, json.dumps(reasons, ensure_ascii=False, separators=(",", ":"))


def to_dated(row: tuple[str | None, str | None, str | None], text: str) -> Dated:
    """Return when a report was written, from `published`, the inferred date and its reasons, and the report's text."""
    published, edtf, reasons = row
    if published is not None:
        return Dated(published, "stated")
    told = json.loads(reasons or "[]")
    found = tuple(DateReason(Span.of(text, *one["words"]), one["says"], one["reference"]) for one in told)
    return Dated(edtf, "inferred" if edtf else "unknown", found)


def day(published: str | None) -> str:
    """Return the date in `published` as precisely as it is known (YYYY, YYYY-MM or YYYY-MM-DD), '' if it is none."""
    found = _DAY.match(published or "")
    return found[0] if found else ""


def thread(report: Report) -> str | None:
    """Return what versions of one article share: the URL or else the path; None for a bare row id, which any other
    table may use for something else."""
    return report.url or (report.source if _is_path(report.source) else None)


def _is_path(source: str) -> bool:
    return "/" in source or "\\" in source or PurePath(source).suffix[1:2].isalpha()


def finding_row(finding: Finding) -> FindingRow:
    """Return what the tables keep of a finding besides what its id stands for."""
    sentence = finding.sentence
    payload = json.dumps(to_payload(finding), separators=(",", ":"))
    evidence = finding.evidence.quote
    return FindingRow(
        finding.rule, finding.said_by, evidence, sentence.start, sentence.end, sentence.quote, payload
    )  # fmt: skip


def parties(finding: Finding) -> dict[str, str]:
    """Return who takes part: each code, of an actor or the state it speaks for, with its roles joined by `|`."""
    roles: dict[str, list[str]] = {}
    for name in field_names(finding):
        for ref in _refs(getattr(finding, name)):
            for code in {ref.id, ref.state} - {None}:
                roles.setdefault(str(code), []).append(name)
    return {code: "|".join(dict.fromkeys(names)) for code, names in roles.items()}


def _refs(value: object) -> tuple[Ref, ...]:
    if isinstance(value, Ref):
        return (value,)
    if isinstance(value, tuple):
        return tuple(item for item in value if isinstance(item, Ref))
    return ()


# Of one report, and of one sentence, come many findings one after the other.
_head = lru_cache(maxsize=64)(ReportHead)
_span = lru_cache(maxsize=256)(Span)
_json = json.JSONDecoder().raw_decode


# Taking a record apart costs three times what fetching it does, and the same timeline is asked for again and again.
@lru_cache(maxsize=2048)
def to_entry(row: tuple[Any, ...]) -> Entry:
    """Return the entry whose ENTRY_COLUMNS these are."""
    key, verdict, edited, *found = row
    if edited is not None:
        return Entry(corrected(key, edited), _head(*found[10:]), verdict)
    kind, begins, ends, rule, said_by, evidence, sentence_begins, sentence_ends, sentence, payload, *head = found
    own = from_payload(
        kind,
        _json(payload)[0],
        report=head[0],
        evidence=Span(begins, ends, evidence),
        sentence=_span(sentence_begins, sentence_ends, sentence),
        rule=intern(rule),
        said_by=said_by,
    )
    return Entry(identified(own, key), _head(*head), verdict)


def corrected(key: str, record: str) -> Finding:
    """Return the finding as a person put it, under the id of the one it corrects."""
    return replace(from_record(json.loads(record)), corrects=key)


def _bounds(span: Span) -> tuple[int, int]:
    return span.start, span.end
