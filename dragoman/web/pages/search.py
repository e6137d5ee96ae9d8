"""A request for a search → its page: a form of facets, and the hits under their reports, the words asked for marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar, get_args

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from dragoman.api import Ledger, Search
from dragoman.errors import UsageError
from dragoman.ledger import Traits
from dragoman.model import KINDS, Entry, EventType, Stance, Status
from dragoman.parties import label, meant
from dragoman.web.desk import Desk
from dragoman.web.pages.hits import blocks
from dragoman.web.pages.leaf import asked as page_asked
from dragoman.web.pages.leaf import turned
from dragoman.wording import EVENTS

PAGE = 25
"""Hits on one page."""
LAST = 40
"""The last page one can leaf to: after a thousand hits one narrows the search."""
NAME = 60
"""Characters of a name that is looked up as an actor's."""


COUNTED = 5_000
"""Hits that are counted for the facets: of more, the figures are the least there are."""
NONE = Traits({}, full=False)
FACETS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "kind": ("Kind", {kind: kind for kind in KINDS}),
    "status": ("Status of an event", {status: status for status in get_args(Status)}),
    "stance": ("Stance", {stance: stance for stance in get_args(Stance)}),
    "type": ("Type of an event", EVENTS),
}
"""What one can narrow by: the parameter, its heading, its values and what they are called; in the order of Traits."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value a facet can take, how many hits have it, and whether it is chosen."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A field one can narrow by."""

    name: str
    title: str
    choices: tuple[Choice, ...]


def search(desk: Desk, request: Request) -> Response:
    """Search by words, by who takes part, by kind, status, stance, type and date."""
    asked = request.query_params
    number = page_asked(request, LAST)
    asof = desk.asof(request)
    entries, problem = _found(desk.ledger, asked, asof, number * PAGE + 1)
    traits = NONE if problem else _traits(desk.ledger, asked, asof)
    facets = tuple(_facets(asked, traits))
    shown = entries[(number - 1) * PAGE : number * PAGE]
    return desk.render(
        request, "search.html", status=400 if problem else 200, asked=asked, problem=problem,
        blocks=tuple(blocks(desk.ledger, shown, asked.get("q", ""))), facets=facets, number=number,
        total=_matching(traits, asked, ""), full=traits.full,
        more=len(entries) > number * PAGE and number < LAST, doors=tuple(_doors(desk, asked.get("q", ""))),
        first=(number - 1) * PAGE + 1, count=len(shown), turn=lambda to: turned(request, to),
    )  # fmt: skip


def _found(ledger: Ledger, asked: QueryParams, asof: str | None, limit: int) -> tuple[list[Entry], str]:
    """Return the hits, or what is wrong with the question: the form is shown again, and says it."""
    try:
        chosen: Search = {
            "kinds": _among(asked, "kind", KINDS), "status": _among(asked, "status", get_args(Status)),
            "stance": _among(asked, "stance", get_args(Stance)), "types": _among(asked, "type", get_args(EventType)),
            "limit": limit,
        }  # fmt: skip
        found = ledger.entries(asked.get("q", ""), **(_narrow(asked, asof) | chosen))
        return list(found), ""
    except UsageError as error:
        return [], str(error)


def _narrow(asked: QueryParams, asof: str | None) -> Search:
    """What a search is narrowed by besides the facets."""
    return {
        "actors": list(filter(None, asked.getlist("actor"))), "since": asked.get("since") or None,
        "until": asked.get("until") or None, "as_of": asof,
    }  # fmt: skip


def _traits(ledger: Ledger, asked: QueryParams, asof: str | None) -> Traits:
    """Return how many hits have which traits, whatever is chosen among these."""
    return ledger.traits(asked.get("q", ""), most=COUNTED, **_narrow(asked, asof))


def _matching(traits: Traits, asked: QueryParams, free: str, value: str = "") -> int:
    """Return how many hits have what is chosen in every facet; in the facet `free` only those of a value count."""
    wanted = [{value} if name == free else set(filter(None, asked.getlist(name))) for name in FACETS]
    return sum(
        count for key, count in traits.counts.items()
        if all(not some or one in some for one, some in zip(key, wanted, strict=True))
    )  # fmt: skip


T = TypeVar("T", bound=str)


def _among(asked: QueryParams, name: str, known: Sequence[T]) -> list[T]:
    given = [value for value in asked.getlist(name) if value]
    if unknown := [value for value in given if value not in known]:
        raise UsageError(f"{name} is {unknown[0][:40]!r}: give one of {', '.join(known)}")
    return [value for value in known if value in given]


def _facets(asked: QueryParams, traits: Traits) -> Iterator[Facet]:
    """Yield the facets with what each value would give beside what is chosen in the others."""
    for name, (heading, values) in FACETS.items():
        chosen = asked.getlist(name)
        choices = (
            Choice(value, says, _matching(traits, asked, name, value), value in chosen)
            for value, says in values.items()
        )
        yield Facet(name, heading, tuple(choices))


def _doors(desk: Desk, words: str) -> Iterator[tuple[str, str]]:
    """Yield the pages the words name: a party's, or the dialogue of two."""
    codes = [code for code in (_code(part) for part in re.split(r"\s*[–—,/]\s*|\s+and\s+|\s-\s", words)[:4]) if code]
    if len(codes) > 1:
        yield " – ".join(map(label, codes)), desk.url("dialogue", parties="/".join(codes))
    for code in dict.fromkeys(codes):
        yield label(code), desk.url("actor", id=code)


def _code(name: str) -> str | None:
    found = meant(name) if name and len(name) <= NAME else []
    return found[0] if len(found) == 1 else None
