"""A request for a search → its page: a form of facets, and the hits under their reports, the words asked for marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar, get_args

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from dragoman.api import Ledger
from dragoman.errors import UsageError
from dragoman.model import KINDS, Entry, EventType, Stance, Status
from dragoman.parties import label, party
from dragoman.web.desk import Desk
from dragoman.web.pages.hits import blocks
from dragoman.web.pages.leaf import asked as page_asked
from dragoman.web.pages.leaf import turned
from dragoman.wording import EVENTS

PAGE = 25
"""Hits on one page."""
LAST = 40
"""The last page one can leaf to: after a thousand hits one narrows the search."""
SAID, WORDS = 120, 420
"""Characters shown of what a hit says, and of its sentence."""
NAME = 60
"""Characters of a name that is looked up as an actor's."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value a facet can take, and whether it is chosen."""

    value: str
    label: str
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
    entries, problem = _found(desk.ledger, asked, desk.asof(request), number * PAGE + 1)
    shown = entries[(number - 1) * PAGE : number * PAGE]
    return desk.render(
        request, "search.html", status=400 if problem else 200, asked=asked, problem=problem,
        blocks=tuple(blocks(desk.ledger, shown, asked.get("q", ""))), facets=_facets(asked), number=number,
        more=len(entries) > number * PAGE and number < LAST, doors=tuple(_doors(desk, asked.get("q", ""))),
        first=(number - 1) * PAGE + 1, count=len(shown), turn=lambda to: turned(request, to),
    )  # fmt: skip


def _found(ledger: Ledger, asked: QueryParams, asof: str | None, limit: int) -> tuple[list[Entry], str]:
    """Return the hits, or what is wrong with the question: the form is shown again, and says it."""
    try:
        found = ledger.entries(
            asked.get("q", ""), kinds=_among(asked, "kind", KINDS), actors=list(filter(None, asked.getlist("actor"))),
            status=_among(asked, "status", get_args(Status)), stance=_among(asked, "stance", get_args(Stance)),
            types=_among(asked, "type", get_args(EventType)), since=asked.get("since") or None,
            until=asked.get("until") or None, as_of=asof, limit=limit,
        )  # fmt: skip
        return list(found), ""
    except UsageError as error:
        return [], str(error)


T = TypeVar("T", bound=str)


def _among(asked: QueryParams, name: str, known: Sequence[T]) -> list[T]:
    given = [value for value in asked.getlist(name) if value]
    if unknown := [value for value in given if value not in known]:
        raise UsageError(f"{name} is {unknown[0][:40]!r}: give one of {', '.join(known)}")
    return [value for value in known if value in given]


def _facets(asked: QueryParams) -> tuple[Facet, ...]:
    return (
        _facet(asked, "kind", "Kind", {kind: kind for kind in KINDS}),
        _facet(asked, "status", "Status of an event", {status: status for status in get_args(Status)}),
        _facet(asked, "stance", "Stance", {stance: stance for stance in get_args(Stance)}),
        _facet(asked, "type", "Type of an event", EVENTS),
    )


def _facet(asked: QueryParams, name: str, heading: str, values: Mapping[str, str]) -> Facet:
    chosen = asked.getlist(name)
    return Facet(name, heading, tuple(Choice(value, says, value in chosen) for value, says in values.items()))


def _doors(desk: Desk, words: str) -> Iterator[tuple[str, str]]:
    """Yield the pages the words name: a party's, or the dialogue of two."""
    codes = [code for code in (_code(part) for part in re.split(r"\s*[–—,/]\s*|\s+and\s+|\s-\s", words)[:4]) if code]
    if len(codes) > 1:
        yield " – ".join(map(label, codes)), desk.url("dialogue", parties="/".join(codes))
    for code in dict.fromkeys(codes):
        yield label(code), desk.url("actor", id=code)


def _code(name: str) -> str | None:
    try:
        return party(name) if name and len(name) <= NAME else None
    except UsageError:
        return None
