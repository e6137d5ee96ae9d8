"""API paths that read dialogues: who talks with whom, where one stands, and each of its lists in pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import asdict
from functools import partial

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dragoman.group import Dialogue
from dragoman.record import Json
from dragoman.show.dialogue_json import PARTS, dialogue_json, part_json, part_sizes
from dragoman.web.api import listing
from dragoman.web.api.listing import text
from dragoman.web.api.params import FEW, given
from dragoman.web.desk import Desk
from dragoman.web.faults import Refusal
from dragoman.web.pages.named import named
from dragoman.web.standing import Pieces, Standing, of_dialogue

CHUNK = 25
"""Items of a list that are kept in one piece."""
ORDERED = frozenset({"positions", "conditions", "record", "followed", "speakers", "offices"})
"""Lists in which the sides stand in the order they were asked for; the others are the same whatever that is."""


def dialogues(desk: Desk, request: Request) -> Response:
    """Who talks with whom, the latest first: pairs of states and bodies."""
    asked = given(request)

    def found(start: int) -> Iterator[Json]:
        several = desk.ledger.activity(*asked["actor"], as_of=asked["asof"], limit=start + asked["limit"] + 1)
        return map(asdict, several[start:])

    return listing.numbered(request, found)


def dialogue(desk: Desk, request: Request) -> Response:
    """Where the dialogue between two parties or more stands: the beginning of each list, and where it goes on."""
    asked = given(request)
    window = {name: asked[name] for name in ("since", "until", "asof") if asked[name]}
    if asked["limit"] == FEW and not window:
        return _json(Standing(desk, named(desk, request), TODAY).get() or "")
    found = _found(desk, request, asked)
    return _json(_told(desk, found, asked["limit"], window))


def part(desk: Desk, request: Request) -> Response:
    """One list of a dialogue, in pages."""
    asked, name, codes = given(request), request.path_params["list"], named(desk, request)
    if name not in PARTS:
        hint = f"One of {', '.join(PARTS)}."
        raise Refusal(404, "not-found", f"A dialogue has no list {name[:40]!r}.", hint)
    if asked["since"] or asked["until"]:
        made = _chunks(_found(desk, request, asked), [name])
        return listing.written(request, lambda start: _lines(name, start, lambda key: made[key]()))
    told = Standing(desk, codes if name in ORDERED else tuple(sorted(codes)), LISTED)
    return listing.written(request, lambda start: _lines(name, start, lambda key: told.get(key, asked["asof"]) or ""))


def parts(_: Desk, found: Dialogue) -> Pieces:
    """Return each list of a dialogue: under its name how many items it has, under the name and a number CHUNK of them,
    one a line; those in which the sides have no order are kept for one order alone."""
    return _chunks(found, PARTS if found.parties == tuple(sorted(found.parties)) else ORDERED)


def _chunks(found: Dialogue, names: Collection[str]) -> Pieces:
    pieces: dict[str, Callable[[], str]] = {}
    for name, size in ((name, size) for name, size in part_sizes(found).items() if name in names):
        pieces[name] = partial(str, size)
        for number in range(-(-size // CHUNK)):
            pieces[f"{name}/{number}"] = partial(_chunk, found, name, number * CHUNK)
    return pieces


def _chunk(found: Dialogue, name: str, start: int) -> str:
    return "\n".join(map(text, part_json(found, name, start, start + CHUNK, FEW)))


def _lines(name: str, start: int, piece: Callable[[str], str]) -> Iterator[str]:
    """Yield the items of a list from one on; `piece` gives the pieces by their names."""
    for number in range(start // CHUNK, -(-int(piece(name)) // CHUNK)):
        yield from piece(f"{name}/{number}").split("\n")[max(start - number * CHUNK, 0) :]


def today(desk: Desk, found: Dialogue) -> Pieces:
    """Return the answer on a dialogue where nothing more was asked for, as JSON."""
    return {"": partial(_told, desk, found, FEW, {})}


TODAY, LISTED = of_dialogue("api", today), of_dialogue("parts", parts)


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
    return text(told)


def _found(desk: Desk, request: Request, asked: Mapping[str, str | None]) -> Dialogue:
    parties = named(desk, request)
    return desk.ledger.dialogue(*parties, since=asked["since"], until=asked["until"], as_of=asked["asof"])


def _json(told: str) -> Response:
    return Response(told, media_type=JSONResponse.media_type)
