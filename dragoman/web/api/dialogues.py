"""API paths that read dialogues: who talks with whom, where one stands, and each of its lists in pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dragoman.group import Dialogue
from dragoman.show.dialogue_json import PARTS, dialogue_json, part_json
from dragoman.web.api import listing
from dragoman.web.api.params import FEW, cursor_number, given
from dragoman.web.desk import Desk
from dragoman.web.faults import Refusal
from dragoman.web.pages.named import named
from dragoman.web.standing import standing


def dialogues(desk: Desk, request: Request) -> Response:
    """Who talks with whom, the latest first: pairs of states and bodies."""
    asked = given(request)
    start = cursor_number(asked["cursor"]) or 0
    found = desk.ledger.activity(*asked["actor"], as_of=asked["asof"], limit=start + asked["limit"] + 1)[start:]
    following = str(start + asked["limit"]) if len(found) > asked["limit"] else None
    return listing.rows(request, [asdict(one) for one in found[: asked["limit"]]], following)


def dialogue(desk: Desk, request: Request) -> Response:
    """Where the dialogue between two parties or more stands: the beginning of each list, and where it goes on."""
    asked = given(request)
    window = {name: asked[name] for name in ("since", "until", "asof") if asked[name]}
    if asked["limit"] == FEW and not window:
        return _json(standing(desk, named(desk, request), "api", today))
    found = _found(desk, request, asked)
    return _json(_told(desk, found, asked["limit"], window))


def part(desk: Desk, request: Request) -> Response:
    """One list of a dialogue, in pages."""
    asked, name = given(request), request.path_params["list"]
    if name not in PARTS:
        hint = f"One of {', '.join(PARTS)}."
        raise Refusal(404, "not-found", f"A dialogue has no list {name[:40]!r}.", hint)
    start = cursor_number(asked["cursor"]) or 0
    items = part_json(_found(desk, request, asked), name, start, asked["limit"] + 1)
    following = str(start + asked["limit"]) if len(items) > asked["limit"] else None
    return listing.rows(request, items[: asked["limit"]], following)


def today(desk: Desk, found: Dialogue) -> str:
    """Return the answer on a dialogue where nothing more was asked for, as JSON."""
    return _told(desk, found, FEW, {})


def _told(desk: Desk, found: Dialogue, most: int, window: Mapping[str, str]) -> str:
    """Return the beginning of each list, and under `next` the address where it goes on. The lists of the sides are one,
    which begins anew there."""
    told = dialogue_json(found, most)
    on = dict.fromkeys((name for side in told["sides"] for name in side.get("left", ())), 0)
    on |= dict.fromkeys(told.get("left", ()), most)
    parties = "/".join(found.parties)
    told["next"] = {
        name: desk.url("api-dialogue-list", list=name, parties=parties, cursor=str(cursor), **window)
        for name, cursor in on.items()
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _found(desk: Desk, request: Request, asked: Mapping[str, str | None]) -> Dialogue:
    parties = named(desk, request)
    return desk.ledger.dialogue(*parties, since=asked["since"], until=asked["until"], as_of=asked["asof"])


def _json(text: str) -> Response:
    return Response(text, media_type=JSONResponse.media_type)
