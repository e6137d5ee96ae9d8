"""The routes of the API → an OpenAPI 3.1 document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dragoman import __version__
from dragoman.web.api.listing import MEDIA
from dragoman.web.api.params import SEVERAL
from dragoman.web.api.schemas import SCHEMAS
from dragoman.web.desk import Desk
from dragoman.web.faults import CODES
from dragoman.web.route import Param, Route

_REFUSED = ("400", "401", "403", "404", "405", "413", "414", "421", "429", "503")


def openapi(desk: Desk, request: Request) -> Response:
    """The API as a document that programs read."""
    return JSONResponse(document(desk.routes.values()))


def document(routes: Iterable[Route]) -> dict[str, Any]:
    """Return the OpenAPI document of the routes that are for programs."""
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        if route.api:
            path = route.path.replace(":path}", "}")
            paths.setdefault(path, {}).update({method.lower(): _operation(route) for method in route.methods})
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dragoman",
            "version": __version__,
            "description": "The record of the dialogue. Every finding is in the public record format.",
        },
        "paths": paths,
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}, {}],
    }


def _operation(route: Route) -> dict[str, Any]:
    changes = route.methods == ("POST",)
    answers = {"201" if changes else "200": _answer(route)}
    codes = (*_REFUSED, "409", "415") if changes else _REFUSED
    answers |= {code: _refused(code) for code in codes}
    operation: dict[str, Any] = {
        "operationId": route.name,
        "summary": route.says,
        "parameters": [*_in_path(route), *map(_in_query, route.query)],
        "responses": answers,
    }
    if route.sent is not None:
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": route.sent}}}
    return operation


def _answer(route: Route) -> dict[str, Any]:
    item = {"$ref": f"#/components/schemas/{route.gives}"}
    if not route.listed:
        return {"description": route.says, "content": {"application/json": {"schema": item}}}
    listed = {
        "type": "object",
        "required": ["items", "next"],
        "properties": {"items": {"type": "array", "items": item}, "next": {"type": ["string", "null"]}},
    }
    files = {media: {"schema": {"type": "string"}} for media in MEDIA.values()}
    return {"description": route.says, "content": {"application/json": {"schema": listed}} | files}


def _refused(code: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Error"}
    return {"description": CODES[int(code)], "content": {"application/json": {"schema": schema}}}


def _in_path(route: Route) -> list[dict[str, Any]]:
    names = [part[1:].removesuffix("}").removesuffix(":path") for part in route.path.split("/") if part[:1] == "{"]
    schema = {"type": "string", "minLength": 1, "maxLength": 200}
    return [{"name": name, "in": "path", "required": True, "schema": schema} for name in names]


def _in_query(param: Param) -> dict[str, Any]:
    schema = {"type": "array", "items": param.schema, "maxItems": SEVERAL} if param.many else param.schema
    return {"name": param.name, "in": "query", "description": param.says, "schema": schema}
