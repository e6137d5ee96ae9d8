"""A request for a meeting → its page: who, where, when, how it came about, and who says what of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from dragoman.errors import NotFound
from dragoman.group import Meeting, Step
from dragoman.group.actors import side
from dragoman.group.contacts import sides
from dragoman.group.folding import entries
from dragoman.group.histories import tellers
from dragoman.harmless import clean
from dragoman.model import Entry, Place, Ref
from dragoman.parties import label
from dragoman.show.dialogue_json import readouts_json
from dragoman.web.desk import Desk, user
from dragoman.web.pages.compare import Nearby, said
from dragoman.web.pages.items import Words, place
from dragoman.web.route import REVIEWERS
from dragoman.web.standing import Met, Pieces, Standing, of_meetings
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
    page = json.loads(told(desk, request.path_params["id"], "page", asof))
    return desk.render(
        request, "meeting.html", id=page["id"], title=page["title"], head=Markup(page["head"]),  # noqa: S704 - made by
        rest=Markup(page["rest"]), said=tuple(said(ledger, page["id"], page["told"])),  # noqa: S704 - our templates
        near=page["near"] if user(request).role in REVIEWERS else (),
    )  # fmt: skip


def told(desk: Desk, key: str, what: Literal["page", "api"], as_of: str | None) -> str:
    """Return what is said of the meeting with this id, or the one that the finding with this id tells: its page as
    JSON, or what the API answers. Raises NotFound."""
    kept = _kept(desk, key, what) if as_of is None else None
    if kept is not None:
        return kept
    among = desk.agenda.beside(key.removeprefix("m")) if desk.up_to_date() else ()
    found = desk.ledger.meeting(key, as_of=as_of, among=among)
    return _answer(desk, found, as_of) if what == "api" else _page(desk, found, Nearby(()), as_of)


def pieces(desk: Desk, met: Met) -> Pieces:
    """Return of the meetings that a finding of these parties and nobody else tells: under `of/` and the finding's id
    the meeting's, under `page/` and that what its page says."""
    made: dict[str, Callable[[], str]] = {}
    nearby, own = Nearby(met.meetings), set(met.codes)
    for one in met.meetings:
        telling = [entry for entry in tellers(one) if set(sides(entry)) == own]
        for entry in telling:
            made.setdefault(f"of/{entry.finding.id}", partial(str, one.id))
        if telling:
            made[f"page/{one.id}"] = partial(_page, desk, one, nearby, met.as_of)
    return made


def answers(desk: Desk, met: Met) -> Pieces:
    """Return what the API answers of each meeting, under its id: what all its reports say is looked through for it."""
    return {one.id: partial(_answer, desk, one, met.as_of) for one in met.meetings}


MEETINGS, ANSWERS = of_meetings("meetings", pieces), of_meetings("answers", answers)


def _kept(desk: Desk, key: str, what: str) -> str | None:
    try:
        entry = desk.ledger.entry(key.removeprefix("m"))
    except NotFound:
        return None
    codes = tuple(sorted(sides(entry)))
    standing = Standing(desk, codes, MEETINGS)
    meeting = standing.get(f"of/{entry.finding.id}")
    if meeting is None:
        return None
    return standing.get(f"page/{meeting}") if what == "page" else Standing(desk, codes, ANSWERS).get(meeting)


def _answer(desk: Desk, found: Meeting, as_of: str | None) -> str:
    return json.dumps(readouts_json(desk.ledger.side_by_side(found, as_of=as_of)), ensure_ascii=False)


def _page(desk: Desk, found: Meeting, nearby: Nearby, as_of: str | None) -> str:
    behind = tellers(found)
    marks = desk.ledger.marks(behind)
    codes = list(dict.fromkeys(code for ref in found.participants if (code := ref.state or ref.id)))
    head: dict[str, object] = {
        "found": found, "whom": parties(found.participants), "where": where(found.places), "when": day(when(found)),
        "codes": "/".join(codes[:3]) if len(codes) > 1 else "",
    }  # fmt: skip
    rest: dict[str, object] = {
        "steps": tuple(_step(step, marks) for step in found.history),
        "readouts": tuple(_readouts(found.history, marks)), "who": tuple(_who(found.participants)),
    }  # fmt: skip
    page = {
        "id": found.id,
        "title": f"{head['whom']}, {head['when']}",
        "head": desk.part("meeting-head.html", head, as_of=as_of),
        "rest": desk.part("meeting-body.html", rest, as_of=as_of),
        "told": [entry.finding.id for entry in behind],
        "near": [(one.id, one.says) for one in nearby.to(found)],
    }
    return json.dumps(page, ensure_ascii=False)


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
