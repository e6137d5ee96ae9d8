"""A request for a report → its page: the text with its findings marked, and the list of them beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from dragoman.api import Ledger
from dragoman.errors import UsageError
from dragoman.group.telling import echoes, pairs
from dragoman.ledger.query import last_day
from dragoman.model import Dated, Entry, Finding, Member, Report, ReportHead, StoryHead
from dragoman.parties import label
from dragoman.show.marks import label as labels
from dragoman.show.stories import reason
from dragoman.web.desk import Desk
from dragoman.web.pages.items import Words, place
from dragoman.web.pages.text import Paragraph, Part, paragraphs, part
from dragoman.web.shared import SharedLedger
from dragoman.wording import outlet, phrase, published, state, title, written

SAID = 220
"""Characters a finding takes in the list; its words stand in the text beside it."""


THREADS = 2
"""Dialogues among whose reports one can go on from here."""
OTHERS, ECHOES = 5, 3
"""Other reports on the same that are shown, and sentences of each."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding in the list: its label, state, what it says, the labels it is linked to, what people made of it."""

    name: str
    kind: str
    id: str
    state: str
    says: str
    at: int
    inside: str
    tied: tuple[str, ...]
    mark: str


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


@dataclass(frozen=True, slots=True)
class Echo:
    """What another report says of the same: its words, where they stand, and the label of the finding they go with."""

    words: Words
    href: str
    kind: str
    state: str
    name: str
    id: str


@dataclass(frozen=True, slots=True)
class Other:
    """Another report of the story: what it is called, why it is there, and what it says of the same."""

    id: str
    title: str
    about: str
    reason: str
    echoes: tuple[Echo, ...]


@dataclass(frozen=True, slots=True)
class Same:
    """The story a report is in, and its other reports: those that say most of the same."""

    story: StoryHead
    others: tuple[Other, ...]


def report(desk: Desk, request: Request) -> Response:
    """A report, its findings marked in the text."""
    ledger, asof = desk.ledger, desk.asof(request)
    found = ledger.report(request.path_params["id"], as_of=asof)
    everything = ledger.findings(found.id)
    entries = [entry for entry in everything if entry.verdict != "rejected"]
    known = Known(ledger.dated(found.id), ledger.marks(everything))
    page = _page(found, known, everything, _at(request))
    return desk.render(
        request, "report.html", page=page, threads=tuple(_threads(ledger, found.id, entries, asof)),
        summary=_summary(ledger, found.id) if entries else (), same=_same(ledger, found.id, entries, asof),
    )  # fmt: skip


def _summary(ledger: SharedLedger, report: str) -> tuple[tuple[str, tuple[Said, ...]], ...]:
    """Return the sections of the report's brief, made once for all its parts: their titles, and sentences that lead to
    their words."""
    return ledger.once(("summary", report), lambda: tuple(_sections(ledger, report)), len)


def _sections(ledger: Ledger, report: str) -> Iterator[tuple[str, tuple[Said, ...]]]:
    for section in ledger.brief(report).sections:
        told = (one for one in section.sentences if one.citations)
        yield section.title, tuple(Said(one.label, one.text, place(report, one.citations[0].span)) for one in told)


def _threads(ledger: Ledger, report: str, entries: Sequence[Entry], asof: str | None) -> Iterator[Thread]:
    """Yield the dialogues that most of the findings belong to, with the reports before and after in each."""
    for codes, _ in pairs(entries)[:THREADS]:
        near = ledger.around(report, *codes)
        yield Thread(" – ".join(map(label, codes)), "/".join(codes), near.before, _known(near.after, asof))


def _known(head: ReportHead | None, asof: str | None) -> ReportHead | None:
    """Return the report where it was known by the day."""
    later = head is not None and asof is not None and (head.published or "")[:10] > last_day(asof)
    return None if later else head


def _same(ledger: Ledger, report: str, entries: Sequence[Entry], asof: str | None) -> Same | None:
    """Return what the other reports of the story say of the same, those that say most of it first; copies last."""
    head = ledger.story_of(report, as_of=asof)
    if head is None or head.reports < 2:
        return None
    near = [one for one in ledger.story(head.id, as_of=asof).members if one.report.id != report]
    names = {finding.id: name for name, finding in labels(entries)}
    told = [_other(ledger, one, entries, names) for one in _nearest(near, report, ledger)]
    told.sort(key=lambda one: len(one.echoes), reverse=True)
    return Same(head, tuple(told[:OTHERS]))


def _nearest(members: Sequence[Member], report: str, ledger: Ledger) -> Sequence[Member]:
    """Return the members in whose midst the report was written: of a story told by hundreds those nearest in time."""
    day = (ledger.heads([report])[report].published or "")[:10]
    ranked = sorted(members, key=lambda one: bool(one.copy) or (one.report.published or "")[:10] != day)
    return ranked[: 2 * OTHERS]


def _other(ledger: Ledger, member: Member, entries: Sequence[Entry], names: Mapping[str, str]) -> Other:
    head = member.report
    said = () if member.copy else echoes(entries, ledger.entries(report=head.id))
    told = tuple(_echo(own, entry, names) for own, entry in islice(said, ECHOES))
    return Other(head.id, title(head), f"{outlet(head)}, {published(head)}", reason(member), told)


def _echo(own: Entry, entry: Entry, names: Mapping[str, str]) -> Echo:
    found = entry.finding
    words = Words.of(found.evidence, found.sentence)
    return Echo(
        words, place(entry.report.id, found.evidence), found.kind, state(found), names.get(own.finding.id, ""),
        own.finding.id,
    )  # fmt: skip


def _at(request: Request) -> int:
    given = request.query_params.get("at") or "0"
    if not (given.isascii() and given.isdigit()):
        raise UsageError(f"at is {given[:40]!r}: give the number of a character, from 0 up")
    return int(given[:12])


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a report besides its findings: its date, and what people made of them."""

    dated: Dated
    marks: Mapping[str, str]


def _page(found: Report, known: Known, entries: Sequence[Entry], at: int) -> Page:
    labelled = labels(entries)
    shown = part(found, [finding for _, finding in labelled], at)
    head = entries[0].report if entries else found.head
    kinds: dict[str, int] = {}
    for _, finding in labelled:
        kinds[finding.kind] = kinds.get(finding.kind, 0) + 1
    return Page(
        title=title(head), outlet=outlet(head), written=written(head), report=found, link=_link(found),
        dated=known.dated, shown=shown, paragraphs=tuple(paragraphs(found, labelled, shown)),
        findings=tuple(_noted(labelled, shown, known.marks)), count=len(labelled), kinds=tuple(kinds.items()),
    )  # fmt: skip


def _noted(labelled: Sequence[tuple[str, Finding]], shown: Part, marks: Mapping[str, str]) -> Iterator[Noted]:
    names = {finding.id: name for name, finding in labelled}
    for name, finding in labelled:
        if shown.start <= finding.evidence.start < shown.end:
            tied = tuple(names[key] for key in getattr(finding, "conditions", ()) if key in names)
            inside = names.get(finding.said_by or "", "")
            yield Noted(
                name, finding.kind, finding.id, state(finding), phrase(finding), finding.evidence.start, inside, tied,
                marks.get(finding.id, ""),
            )  # fmt: skip


def _link(found: Report) -> str:
    """Return the article's address where it can be followed: a report may claim any."""
    address = found.url or ""
    return address if urlsplit(address).scheme in {"http", "https"} else ""
