"""Requests for stories → their list, and the page of one: its reports and why, whose wording, what does not agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from dragoman.group.telling import Telling
from dragoman.harmless import clean
from dragoman.model import Chain, Copy, Entry, Member, ReportHead, Story, StoryHead
from dragoman.parties import label
from dragoman.show.frame import copied
from dragoman.show.stories import KINDS, between, reason
from dragoman.web.days import Span
from dragoman.web.desk import Desk, user
from dragoman.web.pages.compare import near_stories, said_of_story
from dragoman.web.pages.discrepancies import items as queried
from dragoman.web.pages.items import Item, Words, place
from dragoman.web.pages.leaf import Leaf, turned
from dragoman.web.pages.leaf import asked as page_asked
from dragoman.web.route import REVIEWERS
from dragoman.web.shared import COMPARED, SharedLedger
from dragoman.wording import count, outlet, published, title

PAGE, LAST = 40, 200
"""Stories on one page, and the last page one can leaf to."""
SEVERAL = 2
"""Reports from which a story is listed, unless all of them are asked for."""
REPORTS = 60
"""Reports on one page of a story."""
LISTED, DIALOGUES = 12, 6
"""Discrepancies listed, and dialogues named."""


@dataclass(frozen=True, slots=True)
class Told:
    """A story in a list."""

    id: str
    title: str
    when: str
    about: str


@dataclass(frozen=True, slots=True)
class Joined:
    """A report of a story: when, of whom, what it is called, why it is there; `copy` where its wording is another's."""

    id: str
    when: str
    outlet: str
    title: str
    reason: str
    copy: bool


@dataclass(frozen=True, slots=True)
class Link:
    """One in a row of reports of one wording: its outlet, its day, and what changed on the way ("": the earliest)."""

    id: str
    outlet: str
    when: str
    says: str


def stories(desk: Desk, request: Request) -> Response:
    """Stories, the latest first: of several reports, or all of them."""
    asked, asof = request.query_params, desk.asof(request)
    number, ledger = page_asked(request, LAST), desk.ledger
    actors = [one for one in asked.getlist("actor") if one]
    every = asked.get("all") == "1"
    found = ledger.stories(
        actors=actors, since=asked.get("since") or None, until=asked.get("until") or None, as_of=asof,
        least=1 if every else SEVERAL, limit=PAGE + 1, skip=(number - 1) * PAGE,
    )  # fmt: skip
    held = ledger.span()
    return desk.render(
        request, "stories.html", rows=tuple(map(row, found[:PAGE])), actor=", ".join(actors), every=every,
        names=[label(ledger.party(one)) for one in actors], number=number, asked=asked,
        less=turned(request, number - 1) if number > 1 else "",
        more=turned(request, number + 1) if len(found) > PAGE and number < LAST else "",
        span=Span.of(held.first, held.last, asof),
    )  # fmt: skip


def story(desk: Desk, request: Request) -> Response:
    """One story: its reports with the reason each joined, whose wording it is, and what does not agree in it."""
    asof, ledger = desk.asof(request), desk.ledger
    found = ledger.story(request.path_params["id"], as_of=asof)
    leaf = Leaf.of(request, len(found.members), REPORTS)
    told, last = ledger.telling(found, asof), ledger.story(found.head.id).head.last
    reviews = user(request).role in REVIEWERS
    pairs = ledger.sides(found)
    others = near_stories(ledger, found, pairs[0][0] if pairs else ()) if reviews else ()
    apart = tuple(map(_joined, found.members[1:][:REPORTS])) if reviews else ()
    return desk.render(
        request, "story.html", head=found.head, about=_about(found.head), leaf=leaf,
        reports=tuple(map(_joined, found.members[leaf.start : leaf.end])), chains=tuple(_chains(ledger, found, asof)),
        discrepancies=tuple(queried(ledger, told.discrepancies[:LISTED])), left=len(told.discrepancies[LISTED:]),
        queries=len(told.discrepancies),
        contradictions=tuple(_contradictions(told)), dialogues=tuple(_dialogues(pairs)),
        said=tuple(said_of_story(ledger, found)), near=others, apart=apart, opened=found.members[0].report.id,
        read=min(len(found.members), COMPARED), span=Span.of(found.head.first, last, asof),
    )  # fmt: skip


def row(head: StoryHead) -> Told:
    """Return a story as a list shows it."""
    return Told(head.id, clean(head.title), between(head).replace("/", " – "), _about(head))


def _about(head: StoryHead) -> str:
    parts = [count(head.reports, "report") + copied(head.copies)]
    return ", ".join([*parts, *([count(head.outlets, "outlet")] if head.outlets else [])])


def _joined(member: Member) -> Joined:
    head = member.report
    return Joined(head.id, published(head), outlet(head), title(head), reason(member), bool(member.copy))


def _chains(ledger: SharedLedger, found: Story, asof: str | None) -> Iterator[tuple[Link, ...]]:
    inside = {member.report.id for member in found.members}
    for chain in ledger.wordings(found, asof):
        yield tuple(_links(chain, inside))


def _links(chain: Chain, inside: set[str]) -> Iterator[Link]:
    yield _link(chain.earliest, "")
    for copy in chain.copies:
        if copy.report.id in inside:
            yield _link(copy.report, _changed(copy))


def _link(head: ReportHead, says: str) -> Link:
    return Link(head.id, outlet(head), published(head), says)


def _changed(copy: Copy) -> str:
    return f"{KINDS[copy.kind]}, {copy.similarity:.0%} shared"


def _contradictions(told: Telling) -> Iterator[Item]:
    for one in told.contradictions:
        notes = tuple(_note(Entry(line.finding, line.report)) for line in one.lines)
        yield Item(label=one.slot, text=clean(one.reason), notes=notes)


def _note(entry: Entry) -> Item:
    found, head = entry.finding, entry.report
    words = Words.of(found.evidence, found.sentence)
    return Item(words=words, remark=outlet(head), date=published(head), href=place(head.id, found.evidence))


def _dialogues(pairs: Sequence[tuple[tuple[str, str], int]]) -> Iterator[tuple[str, str, int]]:
    for codes, findings in pairs[:DIALOGUES]:
        yield "/".join(codes), _named(codes), findings


def _named(codes: Sequence[str]) -> str:
    return " – ".join(map(label, codes))
