"""A request for a dialogue → its page: where it stands, each side's words, meetings, channels, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response

from dragoman.group import Dialogue, Side
from dragoman.model import ReportHead
from dragoman.show.frame import basis, heading
from dragoman.show.glance import Glance, glance
from dragoman.show.phrase import outlet, title, written
from dragoman.web.desk import Desk
from dragoman.web.pages.items import Item, Items

LISTED = 8
"""Rows of a group shown where not all were asked for."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading (a status), how many there are, and how many are not listed."""

    title: str
    items: tuple[Item, ...]
    count: int = 0
    left: int = 0
    state: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: its anchor, title, one line on it, its groups, and what is said where there are none."""

    id: str
    title: str
    hint: str
    groups: tuple[Group, ...]
    none: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One side's words: where it stands, and what it demands."""

    name: str
    positions: tuple[Item, ...]
    demands: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A report in the list of sources."""

    number: int
    id: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Page:
    """What the page of a dialogue shows."""

    title: str
    basis: str
    glance: Glance
    sides: tuple[Column, ...]
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]


def dialogue(desk: Desk, request: Request) -> Response:
    """Where a dialogue stands."""
    parties = request.path_params["parties"].split("/")
    found = desk.ledger.dialogue(*parties, until=desk.asof(request))
    return desk.render(request, "dialogue.html", page=_page(found), found=found)


def _page(found: Dialogue) -> Page:
    items = Items.of(found)
    return Page(
        title=heading(found),
        basis=basis(found),
        glance=glance(found),
        sides=tuple(_column(items, side) for side in found.sides),
        sections=tuple(_sections(items, found)),
        sources=tuple(_source(number, report) for number, report in enumerate(found.reports, 1)),
    )


def _column(items: Items, side: Side) -> Column:
    lines = [(line.finding.red_line, line.finding.state == "met", line) for line in side.conditions]
    demands = (
        _group("Conditions", [items.condition(line) for red, met, line in lines if not red and not met]),
        _group("Red lines", [items.condition(line) for red, _, line in lines if red]),
        _group("Conditions met", [items.condition(line) for red, met, line in lines if met and not red]),
    )
    return Column(
        side.name, tuple(map(items.position, side.positions)), tuple(group for group in demands if group.count)
    )


def _sections(items: Items, found: Dialogue) -> Iterator[Section]:
    statuses = groupby(found.meetings, key=lambda meeting: meeting.line.finding.status)
    groups = tuple(_group(status, map(items.meeting, meetings), status) for status, meetings in statuses)
    yield Section(
        "meetings",
        "Meetings",
        "What was held, what is planned or only mooted, what was called off.",
        groups,
        "No meeting on record.",
    )
    yield _plain(
        "channels",
        "Channels",
        "Lines of contact, and the state they are in.",
        map(items.channel, found.channels),
        "No channel on record.",
    )
    yield _plain(
        "commitments",
        "Commitments",
        "What somebody bound themselves to, and whether it can be checked as stated.",
        map(items.commitment, found.commitments),
        "No commitment on record.",
    )
    yield _plain("events", "Other events", "", map(items.happening, found.timeline), "Nothing else on record.")
    yield _plain(
        "discrepancies",
        "Discrepancies",
        "What a desk officer would query.",
        map(items.discrepancy, found.discrepancies),
        "None found.",
    )


def _plain(key: str, title: str, hint: str, rows: Iterable[Item], none: str) -> Section:
    group = _group("", rows)
    return Section(key, title, hint, (group,) if group.count else (), none)


def _group(title: str, rows: Iterable[Item], state: str = "") -> Group:
    made = tuple(rows)
    return Group(title, made[:LISTED], len(made), max(len(made) - LISTED, 0), state, "#")


def _source(number: int, report: ReportHead) -> Source:
    return Source(number, report.id, title(report), f"{outlet(report)}, {written(report)}")
