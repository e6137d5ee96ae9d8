"""A request and how many rows there are → which of them are on the page asked for."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request

from dragoman.errors import UsageError


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a list: its number, of how many, its rows, the addresses of its neighbours ("": there is none)."""

    number: int
    pages: int
    start: int
    end: int
    before: str
    after: str

    @classmethod
    def of(cls, request: Request, rows: int, size: int) -> Leaf:
        """Return the page that `?page=` asks for. Raises UsageError for a number of no page."""
        pages = max(-(-rows // size), 1)
        number = asked(request, pages)
        before = turned(request, number - 1) if number > 1 else ""
        after = turned(request, number + 1) if number < pages else ""
        return cls(number, pages, (number - 1) * size, min(number * size, rows), before, after)


def asked(request: Request, pages: int) -> int:
    """Return the number of the page asked for. Raises UsageError where there is none of that number."""
    given = request.query_params.get("page") or "1"
    if not (given.isascii() and given.isdigit() and len(given) < 7 and 1 <= int(given) <= pages):
        raise UsageError(f"page is {given[:40]!r}: give a number from 1 to {pages}")
    return int(given)


def turned(request: Request, number: int) -> str:
    """Return the address of another page of the same list."""
    kept = [(key, value) for key, value in request.query_params.multi_items() if key != "page" and value]
    return "?" + urlencode([*kept, ("page", str(number))])
