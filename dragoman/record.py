"""Finding ↔ the public record format: one JSON object a finding, the same on screen, in exports and in the ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, cast

from dragoman.model import (
    Channel,
    Commitment,
    Condition,
    Discrepancy,
    Event,
    Finding,
    Judged,
    Place,
    Position,
    Ref,
    ReportHead,
    Span,
    Statement,
    When,
)  # fmt: skip

Json = dict[str, Any]
"""A JSON object. This module is the one border where plain dicts are made and taken apart."""

CLASSES: dict[str, type[Finding]] = {
    "statement": Statement,
    "event": Event,
    "position": Position,
    "condition": Condition,
    "channel": Channel,
    "commitment": Commitment,
    "discrepancy": Discrepancy,
}


def to_record(finding: Finding, report: ReportHead, verdict: Judged | None = None) -> Json:
    """Return the finding as a JSON object; `report` is the head of the report it was found in, `verdict` what
    people made of it.

    Every key is always there and unknown is null. Spans are `{start, end, text}` with offsets into the report's text.
    """
    head: Json = {
        "kind": finding.kind,
        "id": finding.id,
        "report": report_head(report),
        "evidence": _span(finding.evidence),
        "sentence": _span(finding.sentence),
    }
    return head | to_payload(finding) | {"said_by": finding.said_by, "rule": finding.rule, "verdict": verdict}


def report_head(report: ReportHead) -> Json:
    """Return what a record says of its report."""
    return {
        "id": report.id,
        "source": report.source,
        "title": report.title,
        "outlet": report.outlet,
        "url": report.url,
        "published": report.published,
        "dated": report.dated,
        "copy_of": report.copy_of,
    }


def to_payload(finding: Finding) -> Json:
    """Return the fields of the finding's own kind, without its head."""
    return {name: _plain(getattr(finding, name)) for name in _own_fields(finding.kind)}


def from_record(record: Mapping[str, Any]) -> Finding:
    """Return the finding that `to_record` wrote.

    Raises KeyError or ValueError where the record is not one: its caller knows which input to name.
    """
    own: Json = {}
    for name in _own_fields(record["kind"]):
        if name in record or name not in _ADDED:
            decode = _DECODE.get(name)
            own[name] = record[name] if decode is None else decode(record[name])
    make = cast(Callable[..., Finding], CLASSES[record["kind"]])
    return make(
        report=record["report"]["id"],
        evidence=_to_span(record["evidence"]),
        sentence=_to_span(record["sentence"]),
        rule=record["rule"],
        said_by=record["said_by"],
        **own,
    )


_ADDED = {"meeting"}
"""Fields that records written before they came lack; they are unknown there."""

_HEAD = {"report", "evidence", "sentence", "rule", "said_by", "corrects"}


@cache
def _own_fields(kind: str) -> tuple[str, ...]:
    return tuple(spec.name for spec in fields(CLASSES[kind]) if spec.name not in _HEAD)


def _plain(value: object) -> Any:
    if isinstance(value, Span):
        return _span(value)
    if isinstance(value, Ref):
        return _ref(value)
    if isinstance(value, When):
        return {"edtf": value.edtf, "basis": value.basis, "text": value.text and _span(value.text)}
    if isinstance(value, Place):
        text = value.text and _span(value.text)
        return {"name": value.name, "country": value.country, "basis": value.basis, "text": text}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end, "text": span.quote}


def _ref(ref: Ref) -> Json:
    return {
        "ref": ref.id,
        "name": ref.name,
        "kind": ref.kind,
        "state": ref.state,
        "office": ref.office,
        "basis": ref.basis,
        "surface": ref.surface and ref.surface.quote,
        "start": ref.surface and ref.surface.start,
        "end": ref.surface and ref.surface.end,
        "antecedent": ref.antecedent and _span(ref.antecedent),
        "candidates": list(ref.candidates),
    }


def _to_span(value: Mapping[str, Any]) -> Span:
    return Span(value["start"], value["end"], value["text"])


def _to_ref(value: Mapping[str, Any]) -> Ref:
    return Ref(
        id=value["ref"],
        name=value["name"],
        kind=value["kind"],
        state=value["state"],
        office=value["office"],
        basis=value["basis"],
        surface=None if value["surface"] is None else Span(value["start"], value["end"], value["surface"]),
        antecedent=None if value["antecedent"] is None else _to_span(value["antecedent"]),
        candidates=tuple(value["candidates"]),
    )


def _to_when(value: Mapping[str, Any]) -> When:
    return When(value["edtf"], value["basis"], None if value["text"] is None else _to_span(value["text"]))


def _to_place(value: Mapping[str, Any]) -> Place:
    text = None if value["text"] is None else _to_span(value["text"])
    return Place(value["name"], value["country"], value["basis"], text)


def _maybe(decode: Callable[[Mapping[str, Any]], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else decode(value)


def _many(decode: Callable[[Mapping[str, Any]], Any]) -> Callable[[Any], Any]:
    return lambda values: tuple(map(decode, values))


_DECODE: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("speaker", "holder", "toward", "addressee", "by", "on"), _maybe(_to_ref)),
    **dict.fromkeys(("source", "recipient", "participants", "parties", "who", "to"), _many(_to_ref)),
    **dict.fromkeys(("content", "cue", "text", "topic", "what", "measure"), _maybe(_to_span)),
    **dict.fromkeys(("date", "by_when"), _maybe(_to_when)),
    "place": _maybe(_to_place),
    "others": _many(_to_span),
    "contexts": tuple,
    "conditions": tuple,
}
