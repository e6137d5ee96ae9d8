"""How much one input may hold: larger ones become Issues."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """`page`: bytes of one text or web page; `row`: characters of the text in one table row. Tables have no limit."""

    page: int = 20_000_000
    row: int = 2_000_000
