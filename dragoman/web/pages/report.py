"""A request for a report → its page: the text with its findings marked, and the list of them beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from dragoman.api import Ledger
from dragoman.errors import UsageError
from dragoman.group.actors import others, owners, side
from dragoman.model import Dated, Entry, Finding, Report, ReportHead
from dragoman.parties import label
from dragoman.show.marks import label as labels
from dragoman.web.desk import Desk
from dragoman.web.pages.items import place
from dragoman.web.pages.text import Paragraph, Part, paragraphs, part
from dragoman.wording import outlet, phrase, state, title, written

SAID = 220
"""Characters a finding takes in the list; its words stand in the text beside it."""


THREADS = 2
"""Dialogues among whose reports one can go on from here."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding in the list: its label, state, what it says, and the labels it is linked to."""

    name: str
    kind: str
    id: str
    state: str
    says: str
    at: int
    inside: str
    tied: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What the page of a report shows."""

    title: str
    outlet: str
    written: str
    report: Report
    link: str
    dated: Dated
    shown: Part
    paragraphs: tuple[Paragraph, ...]
    findings: tuple[Noted, ...]
    count: int
    kinds: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the summary, what it is about, and where its words stand."""

    label: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Thread:
    """A dialogue the report belongs to, and its neighbours there: id and title; None at either end."""

    name: str
    codes: str
    before: ReportHead | None
    after: ReportHead | None


def report(desk: Desk, request: Request) -> Response:
    """A report, its findings marked in the text."""
    ledger = desk.ledger
    found = ledger.report(request.path_params["id"])
    entries = ledger.search(report=found.id)
    page = _page(found, ledger.dated(found.id), entries, _at(request))
    return desk.render(
        request, "report.html", page=page, threads=tuple(_threads(ledger, found.id, entries)),
        summary=tuple(_summary(ledger, found.id)) if entries else (),
    )  # fmt: skip


def _summary(ledger: Ledger, report: str) -> Iterator[tuple[str, tuple[Said, ...]]]:
    """Yield the sections of the report's brief: their titles, and sentences that lead to their words."""
    for section in ledger.brief(report).sections:
        told = (one for one in section.sentences if one.citations)
        yield section.title, tuple(Said(one.label, one.text, place(report, one.citations[0].span)) for one in told)


def _threads(ledger: Ledger, report: str, entries: Sequence[Entry]) -> Iterator[Thread]:
    """Yield the dialogues that most of the findings belong to, with the reports before and after in each."""
    met: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        sides = {side(ref) for ref in owners(entry.finding) + others(entry.finding) if ref.state}
        met.update(combinations(sorted(code for code in sides if code), 2))
    for codes, _ in met.most_common(THREADS):
        near = ledger.around(report, *codes)
        yield Thread(" – ".join(map(label, codes)), "/".join(codes), near.before, near.after)


def _at(request: Request) -> int:
    given = request.query_params.get("at") or "0"
    if not (given.isascii() and given.isdigit()):
        raise UsageError(f"at is {given[:40]!r}: give the number of a character, from 0 up")
    return int(given[:12])


def _page(found: Report, dated: Dated, entries: Sequence[Entry], at: int) -> Page:
    labelled = labels(entries)
    shown = part(found, [finding for _, finding in labelled], at)
    head = entries[0].report if entries else found.head
    kinds: dict[str, int] = {}
    for _, finding in labelled:
        kinds[finding.kind] = kinds.get(finding.kind, 0) + 1
    return Page(
        title=title(head), outlet=outlet(head), written=written(head), report=found, link=_link(found), dated=dated,
        shown=shown, paragraphs=tuple(paragraphs(found, labelled, shown)),
        findings=tuple(_noted(labelled, shown)), count=len(labelled), kinds=tuple(kinds.items()),
    )  # fmt: skip


def _noted(labelled: Sequence[tuple[str, Finding]], shown: Part) -> Iterator[Noted]:
    names = {finding.id: name for name, finding in labelled}
    for name, finding in labelled:
        if shown.start <= finding.evidence.start < shown.end:
            tied = tuple(names[key] for key in getattr(finding, "conditions", ()) if key in names)
            inside = names.get(finding.said_by or "", "")
            yield Noted(
                name, finding.kind, finding.id, state(finding), phrase(finding), finding.evidence.start, inside, tied
            )


def _link(found: Report) -> str:
    """Return the article's address where it can be followed: a report may claim any."""
    address = found.url or ""
    return address if urlsplit(address).scheme in {"http", "https"} else ""
