"""The parties in an address → their codes: two or more, each once."""

from __future__ import annotations

from starlette.requests import Request

from dragoman.parties import label
from dragoman.web.desk import Desk
from dragoman.web.faults import Refusal

FEWEST, MOST = 2, 8
"""Parties of a dialogue."""


def named(desk: Desk, request: Request) -> tuple[str, ...]:
    """Return the codes of the parties that the address names. Raises NotFound for an unknown name, and Refusal where
    that is not a dialogue: one party alone has a page of its own, to which the answer leads."""
    names = [name for name in request.path_params["parties"].split("/") if name]
    if len(names) > MOST:
        raise Refusal(400, "parties", "That is more parties than one dialogue has.", f"Name up to {MOST}.")
    codes = tuple(dict.fromkeys(map(desk.ledger.party, names)))
    if len(codes) >= FEWEST:
        return codes
    hint = "Name them one after the other: /dialogue/USA/RUS. With whom somebody deals stands on their own page."
    doors = [(f"The page of {label(code)}", desk.url("actor", id=code)) for code in codes]
    raise Refusal(404, "not-found", "A dialogue has two parties or more.", hint, doors)
