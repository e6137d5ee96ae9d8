"""The parameters of API paths: their schemas for OpenAPI, and what a request gives for them, held against these."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, get_args

from starlette.requests import Request

from dragoman.group import MeetingStatus
from dragoman.model import EventType, Judged, Kind, Stance, Status
from dragoman.web.faults import Refusal
from dragoman.web.route import Param, Route

MOST, USUAL, FEW = 1000, 50, 4
"""Items of a list, at most and where nobody says how many; and of each of the lists that one answer has."""
SEVERAL = 16
"""Values at most of a parameter that may be given several times."""
_DATE = {"type": "string", "pattern": r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"}
_TEXT = {"type": "string", "maxLength": 500}


def _choice(values: Any) -> dict[str, Any]:
    return {"type": "string", "enum": list(get_args(values))}


SINCE = Param("since", _DATE, "first day of the reports; those without a date are kept")
UNTIL = Param("until", _DATE, "last day of the reports; those without a date are kept")
ASOF = Param("asof", _DATE, "as it stood on this day: nothing that was published later")
LIMIT = Param("limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}, "items at most")
BEGINNING = Param("limit", {**LIMIT.schema, "default": FEW}, "items at most of each list, also of those within")
CURSOR = Param("cursor", {"type": "string", "maxLength": 200}, "`next` of the page before")
FORMAT = Param("format", {"type": "string", "enum": ["json", "csv", "parquet"], "default": "json"}, "how it is written")
PAGED = (LIMIT, CURSOR, FORMAT)
ACTORS = Param("actor", _TEXT, "name or code of somebody who takes part; all of them must", many=True)
STATUS = Param("status", _choice(MeetingStatus), "only meetings of this status", many=True)
LEAST = Param("least", {"type": "integer", "minimum": 1, "maximum": MOST, "default": 1}, "reports at least")
FILTERS = (
    Param("q", _TEXT, "words that the report has to contain, all of them"),
    Param("kind", _choice(Kind), "only findings of this kind", many=True),
    ACTORS,
    Param("status", _choice(Status), "only events of this status", many=True),
    Param("stance", _choice(Stance), "only positions of this stance", many=True),
    Param("type", _choice(EventType), "only events of this PLOVER type", many=True),
    Param("verdict", _choice(Judged), "only what people made this of", many=True),
    Param("report", _TEXT, "only findings of the report with this id"),
    SINCE,
    UNTIL,
    ASOF,
)


def given(request: Request) -> dict[str, Any]:
    """Return the parameters of the request, each as its schema has it; lists where there may be several.

    Raises Refusal for one that the path does not take, or that cannot be what it is.
    """
    route: Route = request.state.route
    known = {param.name: param for param in route.query}
    for name in request.query_params:
        if name not in known:
            hint = f"It takes {', '.join(known)}." if known else "It takes none."
            raise Refusal(400, "parameter", f"This address takes no parameter {name[:40]!r}.", hint)
    found: dict[str, Any] = {}
    for param in route.query:
        values = [_value(param, text) for text in request.query_params.getlist(param.name)]
        if len(values) > (SEVERAL if param.many else 1):
            often = f"up to {SEVERAL} times" if param.many else "once"
            raise Refusal(400, "parameter", f"{param.name} was given too often.", f"Give it {often}.")
        found[param.name] = values if param.many else next(iter(values), param.schema.get("default"))
    return found


def cursor_number(cursor: str | None) -> int | None:
    """Return the number that a cursor of a numbered list is, None where none was given. Raises Refusal."""
    if cursor is None:
        return None
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) < 16):
        raise Refusal(400, "cursor", "This cursor is none of this list's.", "Take `next` of the page before.")
    return int(cursor)


def body(request: Request) -> Mapping[str, Any]:
    """Return the JSON object that was sent, held against the route's schema. Raises Refusal."""
    route: Route = request.state.route
    if request.headers.get("content-type", "").partition(";")[0].strip().casefold() != "application/json":
        raise Refusal(415, "media-type", "Send a JSON object.", "Say Content-Type: application/json.")
    try:
        sent = json.loads(request.state.body)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "json", "This is not JSON.", "Send one JSON object in UTF-8.") from error
    schema = route.sent or {}
    if not isinstance(sent, dict):
        raise Refusal(400, "json", "This is no JSON object.", 'Send one, such as {"verdict": "confirm"}.')
    for name in [*schema.get("required", ()), *sent]:
        if name not in schema["properties"] or name not in sent:
            keys = ", ".join(schema["properties"])
            raise Refusal(400, "field", f"The key {str(name)[:40]!r} is missing or not taken.", f"It takes {keys}.")
        if not fits(schema["properties"][name], sent[name]):
            raise Refusal(400, "field", f"{name} cannot be that.", "The schema is in /api/openapi.json.")
    return sent


def fits(schema: Mapping[str, Any], value: Any) -> bool:
    """Whether a value is what a schema asks for: the few words of JSON Schema that this API's own schemas use."""
    if "enum" in schema and value not in schema["enum"]:
        return False
    kind = schema.get("type")
    if kind == "integer":
        known = isinstance(value, int) and not isinstance(value, bool)
        return known and schema.get("minimum", value) <= value <= schema.get("maximum", value)
    if kind == "object":
        return isinstance(value, dict) and all(fits(schema["additionalProperties"], one) for one in value.values())
    if not isinstance(value, str) or len(value) > schema.get("maxLength", len(value)):
        return False
    return len(value) >= schema.get("minLength", 0) and bool(re.search(schema.get("pattern", ""), value))


def _value(param: Param, text: str) -> Any:
    value: Any = text
    if param.schema["type"] == "integer":
        value = int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else None
    if not fits(param.schema, value):
        raise Refusal(400, "parameter", f"{param.name} cannot be {text[:60]!r}.", _hint(param))
    return value


def _hint(param: Param) -> str:
    if "enum" in param.schema:
        return f"One of {', '.join(param.schema['enum'])}."
    if param.schema is _DATE:
        return "Give a date as YYYY-MM-DD, YYYY-MM or YYYY."
    if param.schema["type"] == "integer":
        return f"Give a number from {param.schema.get('minimum', 0)} to {param.schema.get('maximum', 'any')}."
    return f"Give up to {param.schema.get('maxLength')} characters."
