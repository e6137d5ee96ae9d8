"""Requests for meetings → the calendar of all of them, and the page of one: its history, and who says what of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import get_args

from starlette.requests import Request
from starlette.responses import Response

from dragoman.errors import UsageError
from dragoman.group import Meeting, MeetingStatus, Step
from dragoman.group.actors import side
from dragoman.group.dates import bounds, sort_day
from dragoman.group.folding import entries
from dragoman.harmless import clean
from dragoman.model import Entry, Place, Ref
from dragoman.parties import label
from dragoman.web.desk import Desk
from dragoman.web.pages.compare import near, said
from dragoman.web.pages.items import Words, place
from dragoman.web.pages.leaf import Leaf
from dragoman.wording import day, name, outlet, parties, published, title

Marks = Mapping[str, str]
"""What people made of findings, by the finding's id."""
PAGE = 60
"""Meetings on one page of the calendar."""
TOLD = 12
"""Sentences listed of one side of a meeting."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that tells of the meeting: what it says of it, its words, where it stands, what people made of it."""

    status: str
    when: str
    words: Words
    href: str
    outlet: str
    title: str
    voice: str
    mark: str


@dataclass(frozen=True, slots=True)
class Readout:
    """What one side, or the reports themselves, say of the meeting; `left` sentences are not listed."""

    name: str
    told: tuple[Told, ...]
    left: int = 0


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting in the calendar."""

    id: str
    status: str
    when: str
    whom: str
    where: str
    reports: int


def calendar(desk: Desk, request: Request) -> Response:
    """Meetings by month: what is to come first, then what was."""
    asked, asof = request.query_params, desk.asof(request)
    actors = [one for one in asked.getlist("actor") if one]
    found = desk.ledger.meetings(*actors, status=_status(asked.getlist("status")), as_of=asof)
    today = asof or datetime.now(UTC).date().isoformat()
    coming = sorted((one for one in found if _is_ahead(one, today)), key=_soon)
    ids = {one.id for one in coming}
    gone = [one for one in sorted(found, key=lambda one: _then(one, today), reverse=True) if one.id not in ids]
    leaf = Leaf.of(request, len(gone), PAGE)
    codes = [desk.ledger.party(one) for one in actors]
    return desk.render(
        request, "calendar.html", coming=tuple(map(_met, coming)) if leaf.number == 1 else (),
        months=tuple(_months(gone[leaf.start : leaf.end], today)), leaf=leaf, count=len(found), actor=", ".join(actors),
        chosen=asked.getlist("status"), statuses=get_args(MeetingStatus), codes="/".join(codes),
        names=[label(code) for code in codes],
    )  # fmt: skip


def meeting(desk: Desk, request: Request) -> Response:
    """One meeting: who, where, when, and how it came about."""
    asof, ledger = desk.asof(request), desk.ledger
    found = ledger.meeting(request.path_params["id"], as_of=asof)
    marks = ledger.marks(one for step in found.history for one in entries(step.line))
    codes = list(dict.fromkeys(code for ref in found.participants if (code := ref.state or ref.id)))
    return desk.render(
        request, "meeting.html", found=found, whom=parties(found.participants), where=_where(found.places),
        when=day(_when(found)), steps=tuple(_step(step, marks) for step in found.history),
        readouts=tuple(_readouts(found.history, marks)), near=tuple(near(ledger, found, asof)),
        said=tuple(said(ledger, found)),
        codes="/".join(codes[:3]) if len(codes) > 1 else "", who=tuple(_who(found.participants)),
    )  # fmt: skip


def _status(given: Sequence[str]) -> list[MeetingStatus]:
    known = get_args(MeetingStatus)
    if unknown := [one for one in given if one and one not in known]:
        raise UsageError(f"status is {unknown[0][:40]!r}: give one of {', '.join(known)}")
    return [one for one in known if one in given]


def _when(found: Meeting) -> str | None:
    return found.when or found.line.date


def _last(found: Meeting) -> str:
    known = bounds(_when(found))
    return known[1] if known and not known[1].startswith("9999") else ""


def _where(places: Iterable[Place]) -> str:
    return ", ".join(dict.fromkeys(clean(one.name) for one in places))


def _who(refs: Iterable[Ref]) -> Iterator[tuple[str, str, str]]:
    """Yield each who took part: the key of the actor's page, the name, and the office or else the state."""
    for ref in refs:
        yield ref.id or "", name(ref), ref.office or (label(ref.state) if ref.state and ref.kind == "person" else "")


def _met(found: Meeting) -> Met:
    told = {entry.report.id for step in found.history for entry in entries(step.line)}
    whom, where = parties(found.participants), _where(found.places)
    return Met(found.id, found.status, day(_when(found)), whom, where, len(told) or 1 + len(found.line.more))


AHEAD, NEVER = "told as held, dated ahead", "without a date"
"""Headings of meetings whose day and status do not go together, and of those that bear none."""


def _is_ahead(found: Meeting, today: str) -> bool:
    """Whether a meeting that was neither held nor denied can still come."""
    return _last(found) >= today and found.status not in {"held", "ongoing", "denied"}


def _soon(found: Meeting) -> tuple[bool, str, str]:
    """Order what is to come: what is known to the year before what is not, then by day."""
    first, last = bounds(_when(found)) or ("", "")
    return first[:4] != last[:4], last, found.id


def _then(found: Meeting, today: str) -> tuple[bool, str, str, str]:
    """Order what was: by month, those known to the year behind its first; last what bears no day or one to come."""
    known, day = bounds(_when(found)), sort_day(_when(found))
    return bool(known and known[0] <= today), day[:7], _month(found, today), day


def _months(found: Iterable[Meeting], today: str) -> Iterator[tuple[str, tuple[Met, ...]]]:
    for month, group in groupby(found, key=lambda one: _month(one, today)):
        yield month, tuple(map(_met, group))


def _month(found: Meeting, today: str) -> str:
    """Return the month of a meeting, or the year where no more is known."""
    known = bounds(_when(found))
    if known is None:
        return NEVER
    if known[0] > today:
        return AHEAD
    if known[0] < "0002" or known[1].startswith("9999"):
        return sort_day(_when(found))[:7]
    return known[0][:7] if known[0][:7] == known[1][:7] else known[0][:4]


def _step(step: Step, marks: Marks) -> Told:
    line = step.line
    return _told(Entry(line.finding, line.report), step.status, name(line.voice) if line.voice else "", marks)


def _told(entry: Entry, status: str, voice: str, marks: Marks) -> Told:
    found, report = entry.finding, entry.report
    words = Words.of(found.evidence, found.sentence)
    return Told(
        status, published(report), words, place(report.id, found.evidence), outlet(report), title(report), voice,
        marks.get(found.id, ""),
    )  # fmt: skip


def _readouts(history: Sequence[Step], marks: Marks) -> Iterator[Readout]:
    """Yield what each side says of the meeting, side by side; what nobody is quoted with is the reports' own."""
    by_side: dict[str | None, list[Told]] = {}
    for step in history:
        voice = step.line.voice
        told = by_side.setdefault(side(voice) if voice else None, [])
        told += [_told(one, step.status, name(voice) if voice else "", marks) for one in entries(step.line)]
    for key in sorted(by_side, key=lambda key: (key is None, key or "")):
        told = list({one.href: one for one in by_side[key]}.values())
        yield Readout("The reports" if key is None else label(key), tuple(told[:TOLD]), len(told[TOLD:]))
