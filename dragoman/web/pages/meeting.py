"""A request for a meeting → its page: who, where, when, how it came about, and who says what of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from dragoman.group import Meeting, Step
from dragoman.group.actors import side
from dragoman.group.folding import entries
from dragoman.harmless import clean
from dragoman.model import Entry, Place, Ref
from dragoman.parties import label
from dragoman.web.desk import Desk, user
from dragoman.web.pages.compare import near, said
from dragoman.web.pages.items import Words, place
from dragoman.web.route import REVIEWERS
from dragoman.wording import day, name, outlet, parties, published, title

Marks = Mapping[str, str]
"""What people made of findings, by the finding's id."""
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


def meeting(desk: Desk, request: Request) -> Response:
    """One meeting: who, where, when, and how it came about."""
    asof, ledger = desk.asof(request), desk.ledger
    found = ledger.meeting(request.path_params["id"], as_of=asof)
    marks = ledger.marks(one for step in found.history for one in entries(step.line))
    others = tuple(near(ledger, found, asof)) if user(request).role in REVIEWERS else ()
    codes = list(dict.fromkeys(code for ref in found.participants if (code := ref.state or ref.id)))
    return desk.render(
        request, "meeting.html", found=found, whom=parties(found.participants), where=where(found.places),
        when=day(when(found)), steps=tuple(_step(step, marks) for step in found.history),
        readouts=tuple(_readouts(found.history, marks)), near=others,
        said=tuple(said(ledger, found)),
        codes="/".join(codes[:3]) if len(codes) > 1 else "", who=tuple(_who(found.participants)),
    )  # fmt: skip


def when(found: Meeting) -> str | None:
    """Return the date of a meeting as EDTF."""
    return found.when or found.line.date


def where(places: Iterable[Place]) -> str:
    """Return the names of places, each once."""
    return ", ".join(dict.fromkeys(clean(one.name) for one in places))


def _who(refs: Iterable[Ref]) -> Iterator[tuple[str, str, str]]:
    """Yield each who took part: the key of the actor's page, the name, and the office or else the state."""
    for ref in refs:
        yield ref.id or "", name(ref), ref.office or (label(ref.state) if ref.state and ref.kind == "person" else "")


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
