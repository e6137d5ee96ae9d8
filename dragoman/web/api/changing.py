"""API paths that change something: verdicts, and taking them back."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dragoman.show.corrections import judgement_json
from dragoman.web.api.params import body
from dragoman.web.desk import Desk, user
from dragoman.web.review import SET, put, put_pair, take_back

_WHY = {"type": "string", "maxLength": 2000}
VERDICT: dict[str, Any] = {
    "type": "object",
    "required": ["verdict"],
    "additionalProperties": False,
    "properties": {
        "verdict": {"type": "string", "enum": ["confirm", "reject", "edit", "unsure"]},
        "reason": {"type": "string", "maxLength": 40},
        "why": _WHY,
        "seen": {"type": "integer", "minimum": 0, "maximum": 999_999_999},
        "values": {"type": "object", "additionalProperties": {"type": "string", "maxLength": 500}},
    },
}
UNDO: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": {"why": _WHY}}
PAIR: dict[str, Any] = {
    "type": "object",
    "required": ["subject", "one", "other", "verdict"],
    "additionalProperties": False,
    "properties": {
        "subject": {"type": "string", "enum": ["meeting", "actor", "story"]},
        "one": {"type": "string", "minLength": 1, "maxLength": 200},
        "other": {"type": "string", "minLength": 1, "maxLength": 200},
        "verdict": {"type": "string", "enum": ["same", "different"]},
        "why": _WHY,
    },
}


def judge(desk: Desk, request: Request) -> Response:
    """Keep a verdict on a finding."""
    sent = body(request)
    given = {name: str(value) for name, value in sent.items() if name != "values"}
    given |= {SET + name: text for name, text in sent.get("values", {}).items()}
    return JSONResponse(judgement_json(put(desk, user(request), request.path_params["id"], given)), 201)


def undo(desk: Desk, request: Request) -> Response:
    """Take back a verdict."""
    why = body(request).get("why", "")
    kept = take_back(desk, user(request), request.path_params["number"], why)
    return JSONResponse(judgement_json(kept), 201)


def compare(desk: Desk, request: Request) -> Response:
    """Keep that two meetings, actors or stories are the same, or are not."""
    return JSONResponse(judgement_json(put_pair(desk, user(request), body(request))), 201)
