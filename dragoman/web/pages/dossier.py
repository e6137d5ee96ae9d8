"""A dialogue → what its page shows: where it stands, each side's words, meetings, channels, sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Any

from dragoman.group import Dialogue, Line, Side
from dragoman.group.speakers import OfficeChange, Speaker
from dragoman.group.tracks import Track
from dragoman.model import Condition, ReportHead
from dragoman.parties import label
from dragoman.show.details import change, days, size
from dragoman.show.frame import basis, heading
from dragoman.show.glance import glance
from dragoman.web.pages.items import Item, Items
from dragoman.wording import count, name, outlet, title, written

LISTED, FEW, CLAIMS, CHANNELS = 4, 3, 2, 4
"""Rows of a group, of one with long rows and of what others claim shown where not all were asked for, and channels
named at the top."""
SOURCES = 16
"""Sources listed under a dialogue."""


@dataclass(frozen=True)
class Group:
    """Rows under one heading: its key in an address, its title, what they are made of and how, and the state they
    share, if any. A row is made when it is shown: most of a heavy dialogue is not."""

    key: str
    title: str
    of: Sequence[Any]
    make: Callable[[Any], Item]
    state: str = ""
    most: int = LISTED

    def rows(self, start: int = 0, end: int | None = None) -> tuple[Item, ...]:
        """Make the rows from one to another."""
        return tuple(map(self.make, self.of[start:end]))

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The rows that are shown where not all were asked for."""
        return self.rows(end=self.most)

    @property
    def left(self) -> int:
        return len(self.of[self.most :])

    @property
    def count(self) -> int:
        return len(self.of)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: its anchor, title, one line on it, what is said where there is nothing, its groups."""

    id: str
    title: str
    hint: str
    none: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One side's words: where it stands, what others claim of it, and what it demands."""

    name: str
    positions: tuple[Item, ...]
    demands: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """What a desk asks for first: its label, and what is on record; `none` is said where nothing is."""

    label: str
    items: tuple[Item, ...]
    none: str = "none on record"


@dataclass(frozen=True)
class Page:
    """What the page of a dialogue shows."""

    title: str
    codes: str
    basis: str
    names: tuple[str, ...]
    stances: tuple[tuple[str, tuple[Item | None, ...]], ...]
    facts: tuple[Fact, ...]
    sides: tuple[Column, ...]
    sections: tuple[Section, ...]
    sources: Group

    @property
    def groups(self) -> tuple[Group, ...]:
        """Every list of the page."""
        demands = (group for side in self.sides for group in side.demands)
        return (*demands, *(group for section in self.sections for group in section.groups), self.sources)

    @cached_property
    def cited(self) -> tuple[Item, ...]:
        """The sources that the rows shown refer to, as many as fit."""
        shown = [item for side in self.sides for item in side.positions]
        shown += [item for group in self.groups[:-1] for item in group.items]
        numbers = {cite.number for item in shown for one in (item, *item.shown) for cite in one.cites}
        return tuple(map(self.sources.make, [one for one in self.sources.of if one[0] in numbers][:SOURCES]))


def dossier(found: Dialogue, marks: Mapping[str, str]) -> Page:
    """Return what the page of a dialogue shows; `marks` is what people made of its findings, by their ids."""
    items = Items.of(found, marks)
    return Page(
        title=heading(found),
        codes="/".join(found.parties),
        basis=basis(found),
        names=tuple(side.name for side in found.sides),
        stances=tuple(_stances(items, found)),
        facts=tuple(_facts(items, found)),
        sides=tuple(_column(items, side) for side in found.sides),
        sections=tuple(_sections(items, found)),
        sources=Group("sources", "Sources", tuple(enumerate(found.reports, 1)), _source),
    )


def _stances(items: Items, found: Dialogue) -> Iterator[tuple[str, tuple[Item | None, ...]]]:
    """Yield a row a matter, with the stance of each side on it."""
    for matter, _ in glance(found).stances:
        yield matter, tuple(_cell(items, side, matter) for side in found.sides)


def _cell(items: Items, side: Side, matter: str) -> Item | None:
    """The side's own word first; where there is none, what another claims of it, and said to be so."""
    stand = next((stand for stand in side.positions if stand.line.finding.matter == matter), None)
    return None if stand is None else items.word(stand.line)


def _facts(items: Items, found: Dialogue) -> Iterator[Fact]:
    ahead = found.outlook
    since = "none on record" if ahead.last is None else "none on record since"
    for fact, meeting in (("last contact", ahead.last), ("planned", ahead.planned), ("mooted", ahead.mooted)):
        yield Fact(fact, (items.meeting(meeting),) if meeting else (), since)
    channels = (replace(items.channel(stand), text="", notes=()) for stand in found.channels[:CHANNELS])
    yield Fact("channels", tuple(channels))
    unmet = [Item(text=f"{side.name}: {side.unmet}") for side in found.sides if side.unmet]
    yield Fact("open conditions", tuple(unmet), "none set")
    told = dict(glance(found).facts)
    for fact, section in (("proposals", "#proposals"), ("promises", "#commitments")):
        if fact in told:
            yield Fact(fact, (Item(text=told[fact], link=section),))


def _column(items: Items, side: Side) -> Column:
    """One side: its positions, what others claim of it, and what it demands."""
    own, claimed = ([stand for stand in side.positions if stand.line.claimed is claim] for claim in (False, True))
    claims = Group(f"claims-{side.code}", "Claimed by others", claimed, items.position, most=CLAIMS)
    demands = (
        Group(
            f"{key}-{side.code}", title, [line for line in side.conditions if wanted(line)], items.condition, most=FEW
        )
        for key, title, wanted in _DEMANDS
    )
    lists = tuple(group for group in (claims, *demands) if group.of)
    return Column(side.name, tuple(map(items.position, own)), lists)


_DEMANDS: tuple[tuple[str, str, Callable[[Line[Condition]], bool]], ...] = (
    ("conditions", "Conditions", lambda line: not line.finding.red_line and line.finding.state != "met"),
    ("red-lines", "Red lines", lambda line: line.finding.red_line),
    ("conditions-met", "Conditions met", lambda line: not line.finding.red_line and line.finding.state == "met"),
)
"""The lists of a side's conditions: their key, their title, and which of them."""


def _sections(items: Items, found: Dialogue) -> Iterator[Section]:
    """Yield the parts of the page: the usual ones always, the others where there is something to say."""
    for key, groups in _lists(items, found):
        title, hint, none = _SAYS[key]
        filled = tuple(group for group in groups if group.of)
        if filled or none:
            yield Section(key, title, hint, none, filled)


def _lists(items: Items, found: Dialogue) -> Iterator[tuple[str, Iterable[Group]]]:
    """Yield the key of each section, and the lists in it."""
    met = groupby(found.meetings, key=lambda meeting: meeting.status)
    yield (
        "meetings",
        [Group(f"meetings-{state}", f"Meetings {state}", tuple(one), items.meeting, state, FEW) for state, one in met],
    )
    lists: tuple[tuple[str, Sequence[Any], Callable[[Any], Item]], ...] = (
        ("proposals", found.proposals, items.proposal),
        ("channels", found.channels, items.channel),
        ("tracks", found.tracks, _track),
        ("commitments", found.promises, items.promise),
        ("followed", [one for one in found.followed if one.evidence], items.followed),
        ("events", found.timeline, items.happening),
    )
    for key, of, make in lists:
        yield key, [Group(key, _SAYS[key][0], of, make, most=FEW if key in _BRIEF else LISTED)]
    against = Group("contradictions", "Reports against each other", found.contradictions, items.contradiction)
    queried = Group("discrepancies", "To be queried", found.discrepancies, items.discrepancy)
    yield "discrepancies", [against, queried]
    speak = Group("speakers", "Who speaks", found.speakers, _speaker)
    yield "people", [speak, Group("offices", "New in office", found.offices, _office)]


_BRIEF = {"proposals", "followed"}
"""Sections whose rows have rows of their own, in whole sentences."""
_SAYS = {
    "meetings": (
        "Meetings", "What was held, what is planned or only mooted, what was called off.", "No meeting on record.",
    ),
    "proposals": (
        "Proposals", "Who asked what of whom. What has no answer on record waits, and stands first.", "",
    ),
    "tracks": ("Tracks", "The same contacts by what they are about.", ""),
    "followed": (
        "What became of conditions", "What has since been said to meet them. Silence decides nothing.", "",
    ),
    "people": ("People", "Who is quoted for each side, and who came into its leading offices.", ""),
    "channels": ("Channels", "Lines of contact, and the state they are in.", "No channel on record."),
    "commitments": (
        "Commitments",
        "What somebody bound themselves to, and whether it can be checked as stated. Overdue: its own day has passed; "
        "that is not to say it was not kept.",
        "No commitment on record.",
    ),
    "events": ("Other events", "What they did to, for or against each other.", "Nothing else on record."),
    "discrepancies": (
        "Discrepancies", "Where its reports contradict each other, and what a desk officer would query.", "None found.",
    ),
}  # fmt: skip
"""Of each section its title, what it holds, and what is said where that is nothing ("": it is left out)."""


def _track(one: Track) -> Item:
    return Item(label=one.name, text=size(one), remark=f"last {one.last}" if one.last else "")


def _speaker(one: Speaker) -> Item:
    about = ", ".join(filter(None, [count(one.lines, "line"), days(one)]))
    link = f"/actor/{one.ref.id}" if one.ref.id else ""
    return Item(label=label(one.side), text=name(one.ref), remark=about, link=link)


def _office(one: OfficeChange) -> Item:
    return Item(label=one.day, text=change(one), link=f"/actor/{one.person}")


def _source(numbered: tuple[int, ReportHead]) -> Item:
    number, report = numbered
    about = f"{outlet(report)}, {written(report)}"
    return Item(label=str(number), text=title(report), link=f"/report/{report.id}", remark=about)
