"""Finding ↔ the public record format: one JSON object a finding, the same on screen, in exports and in the ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from sys import intern
from typing import Any

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
    return from_payload(
        record["kind"],
        record,
        report=record["report"]["id"],
        evidence=_to_span(record["evidence"]),
        sentence=_to_span(record["sentence"]),
        rule=record["rule"],
        said_by=record["said_by"],
    )


def from_payload(kind: str, payload: Mapping[str, Any], **head: Any) -> Finding:
    """Return the finding of a kind whose own fields `to_payload` wrote; `head` are those that every finding has."""
    for name, decode in _decoders(kind):
        if name in payload or name not in _ADDED:
            head[name] = payload[name] if decode is None else decode(payload[name])
    make: Callable[..., Finding] = CLASSES[kind]
    return make(**head)


@cache
def _decoders(kind: str) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    return tuple((name, _DECODE.get(name)) for name in _own_fields(kind))


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
    surface, antecedent = value["surface"], value["antecedent"]
    return Ref(
        _one(value["ref"]),
        _one(value["name"]),
        _one(value["kind"]),
        _one(value["state"]),
        _one(value["office"]),
        _one(value["basis"]),
        None if surface is None else Span(value["start"], value["end"], surface),
        None if antecedent is None else _to_span(antecedent),
        tuple(value["candidates"]),
    )


def _one(text: Any) -> Any:
    """Return the same words as the same object: thousands of findings name the same actors."""
    return intern(text) if type(text) is str else text


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
