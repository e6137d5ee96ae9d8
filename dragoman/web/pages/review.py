"""The queue of findings to look at, one at a time, and what was decided."""

from __future__ import annotations

import io
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from dragoman.api import Ledger
from dragoman.data import toml
from dragoman.errors import UsageError
from dragoman.export.atom import News, write_news
from dragoman.ledger import Judgement
from dragoman.model import Entry
from dragoman.show.corrections import changes, details, done
from dragoman.web.days import Span
from dragoman.web.desk import Desk
from dragoman.web.pages.compare import called
from dragoman.web.pages.items import Words, place
from dragoman.web.review import fields
from dragoman.wording import EVENTS, outlet, phrase, published, state

ROWS = 50
"""Verdicts on one page, and in the feed."""
DIGITS = 16


@dataclass(frozen=True, slots=True)
class Decided:
    """A verdict as a row: its number, when, by whom, what; the words it is on, where they stand, what was found in them
    and what an edit changed (field, before, after); why, from the list and in words; the verdict it takes back or
    carries on; the two that it compares, each with its route and name."""

    number: int
    at: str
    by: str
    verdict: str
    undoes: int | None
    words: Words | None
    href: str
    kind: str
    says: str
    changes: tuple[tuple[str, str, str], ...]
    reason: str
    why: str
    follows: int | None
    pair: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Orphan:
    """A judged finding that is no longer made: its id, kind, verdict, words, where they stand, of which report."""

    id: str
    kind: str
    verdict: str
    words: Words
    href: str
    about: str


def review(desk: Desk, request: Request) -> Response:
    """The next finding to judge, always of today's record; `skip` leaves out so many."""
    skip = min(int(number) if (number := request.query_params.get("skip", "")).isdecimal() else 0, 10_000)
    then = desk.asof(request)
    waiting = desk.ledger.queue(limit=1, skip=skip)
    if not waiting:
        return desk.render(request, "review.html", doubt=None, skip=skip, asof=None, then=then)
    entry = waiting[0].entry
    verdicts = desk.ledger.judgements(entry.finding.id)
    return desk.render(
        request,
        "review.html",
        asof=None,
        then=then,
        doubt=waiting[0],
        skip=skip,
        reasons=toml("judgements")["reasons"],
        fields=fields(entry.finding),
        events=EVENTS,
        verdicts=verdicts,
        seen=verdicts[-1].number if verdicts else 0,
    )


def corrections(desk: Desk, request: Request) -> Response:
    """What was decided, newest first; `before` is the number of the last one seen."""
    before = request.query_params.get("before", "")
    if before and not (before.isascii() and before.isdecimal() and len(before) < DIGITS):
        raise UsageError(f"before is {before[:40]!r}: give the number of a verdict")
    asof = desk.asof(request)
    found = desk.ledger.corrections(before=int(before) if before else None, limit=ROWS + 1, as_of=asof)
    orphaned = desk.ledger.orphaned() if not (before or asof) else []
    return desk.render(
        request, "corrections.html", decided=tuple(_decided(desk.ledger, one) for one in found[:ROWS]),
        orphaned=tuple(map(_orphan, orphaned)),
        earlier=found[ROWS - 1].number if len(found) > ROWS else None, later=bool(before),
        span=Span.of(*desk.ledger.judged(), asof),
    )  # fmt: skip


def feed(desk: Desk, request: Request) -> Response:
    """What was decided, for a feed reader."""
    base = str(request.base_url).rstrip("/")
    news = [
        News(
            str(one.number), done(one), one.at or "", one.by, "\n".join(details(one)),
            f"{base}{desk.url('corrections', before=(one.number or 0) + 1)}#v{one.number}",
        )
        for one in desk.ledger.corrections(limit=ROWS)
    ]  # fmt: skip
    stream = io.BytesIO()
    write_news("corrections", news, stream)
    return Response(stream.getvalue(), media_type="application/atom+xml; charset=utf-8")


def _decided(ledger: Ledger, one: Judgement) -> Decided:
    old = one.old
    return Decided(
        one.number or 0, (one.at or "")[:16].replace("T", " "), one.by, one.verdict, one.undoes,
        Words.of(old.evidence, old.sentence) if old else None, place(old.report, old.evidence) if old else "",
        old.kind if old else "", f"{state(old)}: {phrase(old)}" if old else "", tuple(changes(old, one.edited)),
        toml("judgements")["reasons"].get(one.reason, one.reason) if one.reason else "", one.why or "", one.follows,
        _pair(ledger, one),
    )  # fmt: skip


def _pair(ledger: Ledger, one: Judgement) -> tuple[tuple[str, str, str], ...]:
    """Return the two that were compared, each with the name of its page's route ("": it has none) and what it is
    called."""
    if one.other is None:
        return ()
    route = {"meeting": "meeting", "actor": "actor", "story": "story"}.get(one.subject, "")
    return tuple((key, route, called(ledger, one.subject, key)) for key in (one.finding, one.other))


def _orphan(entry: Entry) -> Orphan:
    found, head = entry.finding, entry.report
    words = Words.of(found.evidence, found.sentence)
    about = f"{outlet(head)}, {published(head)}"
    return Orphan(found.id, found.kind, entry.verdict or "", words, place(head.id, found.evidence), about)
