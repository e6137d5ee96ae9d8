"""A request → the page about this ledger: what it holds, from where, read by which rules, and how well it reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from starlette.requests import Request
from starlette.responses import Response

from dragoman.data import toml
from dragoman.model import KINDS
from dragoman.web.desk import Desk

OUTLETS, ISSUES = 24, 20
"""Rows shown."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How well something is read: what, and its precision, recall and F1 as shares; None where it has only one."""

    says: str
    precision: float | None
    recall: float | None
    f1: float | None
    share: float | None


def about(desk: Desk, request: Request) -> Response:
    """What this ledger holds."""
    ledger, asof = desk.ledger, desk.asof(request)
    counts, held = desk.counts(asof), ledger.holdings()
    outlets = () if asof else held.outlets  # counted as they are now only
    return desk.render(
        request, "about.html", counts=counts, held=held, kinds=[(kind, counts.findings.get(kind, 0)) for kind in KINDS],
        outlets=outlets[:OUTLETS], left=len(outlets[OUTLETS:]), issues=tuple(islice(ledger.issues(), ISSUES)),
        measures=tuple(_measures()),
    )  # fmt: skip


def _measures() -> Iterator[Measure]:
    for row in toml("accuracy")["rows"]:
        yield Measure(row["says"], row.get("P"), row.get("R"), row.get("F1"), row.get("share"))
