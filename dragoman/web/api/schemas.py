"""The model's types → JSON schemas of what the API answers."""

from __future__ import annotations

from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from dragoman.model import Head, Judged, Place, Ref, ReportHead, Span, When
from dragoman.record import CLASSES

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_COUNT: Schema = {"type": "integer", "minimum": 0}


def _object(properties: dict[str, Schema], *, more: bool = False) -> Schema:
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": more,
    }


def _of(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


_NAMED: dict[Any, Schema] = {
    Span: _of("Span"),
    Ref: _of("Ref"),
    When: _of("Date"),
    Place: _of("Place"),
    str: _TEXT,
    bool: {"type": "boolean"},
    int: {"type": "integer"},
}


def _hint(hint: Any) -> Schema:
    """The schema of a field, from its type in the model: what is said there is said once."""
    if hint in _NAMED:
        return _NAMED[hint]
    parts = get_args(hint)
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _hint(parts[0])}
    if parts and all(isinstance(part, str) for part in parts):
        return {"type": "string", "enum": list(parts)}
    known = [part for part in parts if part is not NoneType]
    return _or_null(_hint(known[0]))


def _finding(kind: str) -> Schema:
    own = get_type_hints(CLASSES[kind])
    fields = {name: _hint(own[name]) for name in own if name not in get_type_hints(Head)}
    return _object(
        {
            "kind": {"type": "string", "const": kind},
            "id": _TEXT,
            "report": _of("ReportHead"),
            "evidence": _of("Span"),
            "sentence": _of("Span"),
            **fields,
            "said_by": _MAYBE,
            "rule": _TEXT,
            "verdict": _or_null(_hint(Judged)),
        }
    )


_STORY = {
    "id": _TEXT, "title": _TEXT, "reports": _COUNT, "copies": _COUNT, "outlets": _COUNT, "first": _MAYBE,
    "last": _MAYBE,
}  # fmt: skip
SCHEMAS: dict[str, Schema] = {
    "Error": _object({"error": _object({"code": _TEXT, "message": _TEXT, "hint": _TEXT})}),
    "Span": _object({"start": _COUNT, "end": _COUNT, "text": _TEXT}),
    "Date": _object({"edtf": _MAYBE, "basis": _TEXT, "text": _or_null(_of("Span"))}),
    "Place": _object({"name": _TEXT, "country": _MAYBE, "basis": _TEXT, "text": _or_null(_of("Span"))}),
    "Ref": _object({
        "ref": _MAYBE, "name": _TEXT, "kind": _TEXT, "state": _MAYBE, "office": _MAYBE, "basis": _TEXT,
        "surface": _MAYBE, "start": {"type": ["integer", "null"]}, "end": {"type": ["integer", "null"]},
        "antecedent": _or_null(_of("Span")), "candidates": {"type": "array", "items": _TEXT},
    }),
    "ReportHead": _object({name: _hint(hint) for name, hint in get_type_hints(ReportHead).items()}),
    **{kind.capitalize(): _finding(kind) for kind in CLASSES},
    "Finding": {
        "oneOf": [_of(kind.capitalize()) for kind in CLASSES],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {kind: f"#/components/schemas/{kind.capitalize()}" for kind in CLASSES},
        },
    },
    "Report": _object({
        "report": {"type": "object"}, "text": _TEXT, "furniture": {"type": "array", "items": _of("Span")},
        "dated": {"type": "object"}, "findings": {"type": "array", "items": _of("Finding")},
    }),
    "Part": {"type": "object"},
    "Dialogue": _object({
        "parties": {"type": "array"}, "sides": {"type": "array"}, "meetings": {"type": "array"},
        "channels": {"type": "array"}, "commitments": {"type": "array"}, "timeline": {"type": "array"},
        "discrepancies": {"type": "array"}, "reports": {"type": "array", "items": _of("ReportHead")},
        "next": {"type": "object", "additionalProperties": _TEXT},
    }, more=True),
    "Meeting": _object({"finding": _of("Event"), "date": _MAYBE, "participants": {"type": "array"}}, more=True),
    "Readouts": {"type": "object"},
    "StoryHead": _object(_STORY),
    "Story": _object(_STORY | {
        "members": {"type": "array", "items": _object({
            "report": _of("ReportHead"), "copy": _MAYBE, "likeness": {"type": ["number", "null"]},
            "moved": {"type": "boolean"},
            "shared": {"type": "array", "items": _TEXT},
        })},
        "chains": {"type": "array", "items": {"type": "object"}},
        "contradictions": {"type": "array", "items": {"type": "object"}},
        "discrepancies": {"type": "array", "items": _of("Discrepancy")},
    }),
    "Activity": _object({
        "one": _TEXT, "other": _TEXT, "reports": _COUNT, "findings": _COUNT, "recent": _COUNT, "first": _MAYBE,
        "last": _MAYBE, "latest": _TEXT,
    }),
    "Actor": _object({
        "ref": _TEXT, "name": _TEXT, "kind": _MAYBE, "states": {"type": "array", "items": _TEXT},
        "offices": {"type": "array"},
    }),
    "Judgement": _object({
        "number": _COUNT, "subject": _TEXT, "finding": _TEXT, "other": _MAYBE, "verdict": _TEXT, "by": _TEXT,
        "at": _TEXT, "reason": _MAYBE, "why": _MAYBE, "old": {"type": ["object", "null"]},
        "new": {"type": ["object", "null"]}, "undoes": {"type": ["integer", "null"]},
        "follows": {"type": ["integer", "null"]},
    }),
    "Doubt": _object({"signs": {"type": "array", "items": _TEXT}, "finding": _of("Finding")}),
    "Issue": _object({"source": _TEXT, "code": _TEXT, "message": _TEXT}),
    "Status": _object({
        "ledger": _TEXT, "reports": _COUNT, "superseded": _COUNT, "quarantined": _COUNT,
        "findings": {"type": "object", "additionalProperties": _COUNT}, "retired": _COUNT,
    }),
    "OpenAPI": {"type": "object"},
}  # fmt: skip
"""The schemas by the names under which the OpenAPI document has them."""
