"""Entries → FollowTheMoney: people and their positions, states and bodies, reports, events, who is mentioned where.

A line a JSON entity, of the package's own model: github.com/opensanctions/followthemoney. FollowTheMoney has no place
for what did not happen: the name of such an event begins with its status ("planned: …"), which its keywords have too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, TextIO

from dragoman.extras import need
from dragoman.gazetteer import Term, gazetteer
from dragoman.group.dates import bounds, is_day
from dragoman.harmless import clean
from dragoman.model import Entry, Event, Finding, Ref, ReportHead, digest
from dragoman.wording import phrase

if TYPE_CHECKING:
    from followthemoney import EntityProxy

EXTRA = "export"
_SCHEMATA = {"person": "Person", "state": "PublicBody", "organization": "Organization", "group": "Organization"}
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_WEB = re.compile(r"https?://\S+")


def write_ftm(entries: Iterable[Entry], stream: TextIO) -> int:
    """Write every entity once, as soon as an entry needs it; return how many entries there were.

    Raises InstallationError.
    """
    need("followthemoney", EXTRA, "the format ftm")
    known: set[str | None] = set()
    written = 0
    for entry in entries:
        written += 1
        for made in _entities(entry):
            if made.id not in known:
                known.add(made.id)
                stream.write(json.dumps(made.to_dict(), ensure_ascii=True, sort_keys=True) + "\n")
    return written


def _entities(entry: Entry) -> Iterator[EntityProxy]:
    yield _report(entry.report)
    for ref in _refs(entry.finding):
        if ref.id:
            yield from _actor(ref)
        if ref.surface:
            yield _mention(ref, entry.report)
    if isinstance(entry.finding, Event):
        yield _event(entry.finding, entry.report)


def _make(schema: str, key: str, *values: tuple[str, str | None]) -> EntityProxy:
    from followthemoney import model

    made = model.make_entity(schema)
    made.id = key
    for name, value in values:
        if value:
            made.add(name, clean(value))
    return made


def _report(report: ReportHead) -> EntityProxy:
    return _make(
        "Article", _key("report", report.id),
        ("title", report.title), ("fileName", report.source), ("publisher", report.outlet),
        ("sourceUrl", _web(report.url)), ("publishedAt", _date(report.published)),
    )  # fmt: skip


def _actor(ref: Ref) -> Iterator[EntityProxy]:
    """A state, a body, or a person with every office the tables know of, each with its source."""
    key = _key("actor", ref.key)
    person = gazetteer().people.get(ref.key)
    yield _make(
        _SCHEMATA.get(ref.kind, "LegalEntity"),
        key,
        ("name", person.name if person else ref.name),
        ("country", ref.state),
    )
    for term in person.terms if person else ():
        yield from _occupancy(key, term)


def _occupancy(holder: str, term: Term) -> Iterator[EntityProxy]:
    office = term.office
    post = _key("position", office.id)
    yield _make("Position", post, ("name", office.title), ("country", office.state), ("sourceUrl", _web(office.source)))
    yield _make(
        "Occupancy", _key("occupancy", digest(holder, office.id, term.start)),
        ("holder", holder), ("post", post), ("startDate", _date(term.start)), ("endDate", _date(term.end)),
        ("sourceUrl", _web(term.source)),
    )  # fmt: skip


def _mention(ref: Ref, report: ReportHead) -> EntityProxy:
    surface = ref.surface
    start = surface.start if surface else None
    return _make(
        "Mention", _key("mention", digest(report.id, start, ref.key)),
        ("document", _key("report", report.id)), ("name", surface.quote if surface else ref.name),
        ("resolved", _key("actor", ref.id) if ref.id else None), ("detectedSchema", _SCHEMATA.get(ref.kind)),
        ("contextCountry", ref.state),
    )  # fmt: skip


def _event(event: Event, report: ReportHead) -> EntityProxy:
    status = "" if event.status == "held" else f"{event.status}: "
    made = _make(
        "Event", _key("event", event.id),
        ("name", status + phrase(event)), ("summary", f"{event.type}, {event.status}"),
        ("keywords", event.type), ("keywords", event.status), ("description", event.evidence.quote),
        ("location", event.place.name if event.place else None), ("recordId", event.id),
        ("proof", _key("report", report.id)), ("sourceUrl", _web(report.url)), *_when(event),
    )  # fmt: skip
    for ref in (*event.source, *event.recipient, *event.participants):
        if ref.id:
            made.add("involved", _key("actor", ref.id))
    return made


def _when(event: Event) -> Iterator[tuple[str, str | None]]:
    """A day as `date`; what spans more as its first and last day, in words as well. The model would read `2025-02-2X`
    as the 2nd."""
    edtf = event.date.edtf if event.date else None
    known = bounds(edtf)
    if edtf is None or known is None:
        return
    if is_day(edtf):
        yield "date", known[0]
        return
    yield "startDate", _date(known[0])
    yield "endDate", _date(known[1])
    yield "summary", f"date: {edtf} (EDTF), within the days given"


def _refs(finding: Finding) -> Iterator[Ref]:
    for spec in fields(finding):
        value = getattr(finding, spec.name)
        yield from (item for item in (value if isinstance(value, tuple) else (value,)) if isinstance(item, Ref))


def _key(kind: str, key: str) -> str:
    return f"dragoman-{kind}-{key}"


def _date(iso: str | None) -> str | None:
    found = _DATE.match(iso or "")
    return found[0] if found and "0001" <= found[0][:4] < "9999" else None


def _web(url: str | None) -> str | None:
    return url if url and _WEB.fullmatch(url) else None
