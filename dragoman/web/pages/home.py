"""A request → the first page: dialogues by activity, what is new since the last visit, what is due, what waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from dragoman.api import Ledger
from dragoman.group.dates import bounds, moved
from dragoman.ledger import Activity
from dragoman.model import Commitment, Entry, Event, ReportHead
from dragoman.parties import label
from dragoman.web.days import Span
from dragoman.web.desk import Desk, user
from dragoman.web.pages.items import Item, Words, gist, place
from dragoman.web.pages.leaf import asked as page_asked
from dragoman.web.pages.leaf import turned
from dragoman.web.pages.story import SEVERAL, Told, row
from dragoman.web.route import REVIEWERS
from dragoman.web.shared import SharedLedger
from dragoman.wording import EVENTS, day, outlet, published, state, title, who

DIALOGUES, LAST = 24, 500
"""Dialogues on one page, and the last page one can leaf to."""
RECENT = 30
"""Days before the last report in which a report counts as recent."""
LOOKED_AT, DUE, WAITING, NEW, STORIES = 100, 8, 5, 6, 6
"""Newest promises and plans looked at for what is due, and rows shown."""
VISIT = "visit"
"""The cookie that remembers when the reader was here: now, and the time before."""
STAY = timedelta(hours=1)
"""A page opened again within this time is still the same visit."""
YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Row:
    """A dialogue: its parties, how much is on record, how much of it lately, since when, and what came last."""

    codes: str
    name: str
    reports: int
    recent: int
    first: str
    last: str
    latest: str
    title: str


@dataclass(frozen=True, slots=True)
class New:
    """What came since the last visit."""

    since: str
    count: int
    reports: tuple[tuple[str, str, str], ...]


def home(desk: Desk, request: Request) -> Response:
    """Dialogues by activity, what is new, what is due."""
    ledger, asof = desk.ledger, desk.asof(request)
    number = page_asked(request, LAST)
    held = ledger.span()
    found = active(ledger, asof, number)
    shown = found[(number - 1) * DIALOGUES : number * DIALOGUES]
    now, before = _visits(request)
    first = number == 1
    response = desk.render(
        request, "home.html", rows=tuple(_rows(ledger, shown)), number=number,
        more=turned(request, number + 1) if len(found) > number * DIALOGUES else "",
        less=turned(request, number - 1) if not first else "", held=held, days=RECENT,
        span=Span.of(held.first, held.last, asof),
        new=_new(ledger, before) if first and before and not asof else None,
        due=due(ledger, asof) if first else None, stories=stories(ledger, asof) if first else (),
        waiting=waiting(ledger) if first and not asof and user(request).role in REVIEWERS else (),
    )  # fmt: skip
    secure = desk.settings.secure
    response.set_cookie(VISIT, f"{now}.{before}", max_age=YEAR, samesite="strict", httponly=True, secure=secure)
    return response


def active(ledger: SharedLedger, asof: str | None = None, number: int = 1) -> list[Activity]:
    """Return the dialogues of so many pages, the latest first, and one more if there is one."""
    recent = _recent(asof or ledger.span().last)
    return ledger.activity(as_of=asof, recent=recent, limit=number * DIALOGUES + 1)


def due(ledger: SharedLedger, asof: str | None = None) -> Due:
    """Return what is due, made once for all who ask."""
    return ledger.once(("due", asof), lambda: _due(ledger, asof), lambda _: DUE)


def stories(ledger: SharedLedger, asof: str | None = None) -> tuple[Told, ...]:
    """Return the latest stories that several reports tell, made once for all who ask."""
    found = ledger.once(("stories", asof), lambda: tuple(ledger.stories(least=SEVERAL, as_of=asof, limit=STORIES)), len)
    return tuple(map(row, found))


def waiting(ledger: SharedLedger) -> tuple[Item, ...]:
    """Return what waits for review, made once for all who ask."""
    return ledger.once("waiting", lambda: _waiting(ledger), len)


def _recent(last: str | None) -> str | None:
    known = bounds(last)
    return None if known is None else moved(date.fromisoformat(known[1]), -timedelta(days=RECENT)).isoformat()


def _rows(ledger: Ledger, found: Sequence[Activity]) -> Iterator[Row]:
    heads = ledger.heads([one.latest for one in found])
    for one in found:
        name = f"{label(one.one)} – {label(one.other)}"
        yield Row(
            f"{one.one}/{one.other}", name, one.reports, one.recent, one.first or "undated", one.last or "undated",
            one.latest, title(heads[one.latest]),
        )  # fmt: skip


def _visits(request: Request) -> tuple[str, str]:
    """Return this visit's beginning and the one's before (seconds since 1970; "" where there was none)."""
    now = datetime.now(UTC)
    this, _, before = request.cookies.get(VISIT, "").partition(".")
    if not (this.isascii() and this.isdigit() and len(this) < 11):
        return str(int(now.timestamp())), ""
    if now - datetime.fromtimestamp(int(this), UTC) < STAY:
        return this, before if before.isascii() and before.isdigit() and len(before) < 11 else ""
    return str(int(now.timestamp())), this


def _new(ledger: Ledger, before: str) -> New:
    since = datetime.fromtimestamp(int(before), UTC).isoformat(timespec="seconds")
    found = ledger.arrived(since, limit=NEW)
    heads = tuple((head.id, title(head), _about(head)) for head in found.latest)
    return New(since[:16].replace("T", " "), found.reports, heads)


def _about(head: ReportHead) -> str:
    return f"{outlet(head)}, {published(head)}"


@dataclass(frozen=True, slots=True)
class Due:
    """What falls due from a day on, the next first; where that is nothing, what was due last."""

    since: str
    coming: tuple[Item, ...]
    past: tuple[Item, ...]


def _due(ledger: Ledger, asof: str | None) -> Due:
    today = asof or datetime.now(UTC).date().isoformat()
    dated = sorted(_dated(ledger, asof), key=lambda pair: pair[0])
    coming = [entry for last, entry in dated if last >= today]
    past = [] if coming else [entry for _, entry in reversed(dated)]
    return Due(today, tuple(map(_item, coming[:DUE])), tuple(map(_item, past[:WAITING])))


def _dated(ledger: Ledger, asof: str | None) -> Iterator[tuple[str, Entry]]:
    """Yield promises with a day by which, and meetings planned for a day, with the last day that can be meant."""
    promises = ledger.entries(kinds=["commitment"], as_of=asof, limit=LOOKED_AT)
    plans = ledger.entries(kinds=["event"], types=["CONSULT"], status=["planned"], as_of=asof, limit=LOOKED_AT)
    for entry in (*promises, *plans):
        found = entry.finding
        when = found.by_when if isinstance(found, Commitment) else found.date if isinstance(found, Event) else None
        if when and (known := bounds(when.edtf)) and not known[1].startswith("9999"):
            yield known[1], entry


def _item(entry: Entry) -> Item:
    found = entry.finding
    words = found.what if isinstance(found, Commitment) else found.evidence
    when = found.by_when if isinstance(found, Commitment) else found.date if isinstance(found, Event) else None
    text = gist(found) if isinstance(found, Commitment) else f"{EVENTS['CONSULT'].capitalize()}: {_who(found)}"
    return Item(
        label=day(when.edtf) if when else "", state=state(found), text=text, words=Words.of(words, found.sentence),
        remark=outlet(entry.report), date=published(entry.report), href=place(entry.report.id, found.evidence),
    )  # fmt: skip


def _who(found: object) -> str:
    return who(found) if isinstance(found, Event) else ""


def _waiting(ledger: Ledger) -> tuple[Item, ...]:
    return tuple(_doubt(doubt.entry) for doubt in ledger.queue(limit=WAITING))


def _doubt(entry: Entry) -> Item:
    found = entry.finding
    return Item(
        label=found.kind, state=state(found), text=gist(found), words=Words.of(found.evidence, found.sentence),
        href=place(entry.report.id, found.evidence), remark=outlet(entry.report), date=published(entry.report),
    )  # fmt: skip
