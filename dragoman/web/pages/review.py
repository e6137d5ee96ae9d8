"""The queue of findings to look at, one at a time, and what was decided."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from dragoman.data import toml
from dragoman.web.desk import Desk
from dragoman.web.review import fields


def review(desk: Desk, request: Request) -> Response:
    """The next finding to judge; `skip` leaves out so many."""
    skip = min(int(number) if (number := request.query_params.get("skip", "")).isdecimal() else 0, 10_000)
    waiting = desk.ledger.queue(limit=1, skip=skip)
    if not waiting:
        return desk.render(request, "review.html", doubt=None, skip=skip)
    entry = waiting[0].entry
    verdicts = desk.ledger.judgements(entry.finding.id)
    return desk.render(
        request,
        "review.html",
        doubt=waiting[0],
        skip=skip,
        reasons=toml("judgements")["reasons"],
        fields=fields(entry.finding),
        verdicts=verdicts,
        seen=verdicts[-1].number if verdicts else 0,
    )


def corrections(desk: Desk, request: Request) -> Response:
    """What was decided, newest first; `before` is the number of the last one seen."""
    before = request.query_params.get("before", "")
    found = desk.ledger.corrections(before=int(before) if before.isdecimal() else None, limit=50)
    return desk.render(request, "corrections.html", judgements=found, orphaned=desk.ledger.orphaned())
