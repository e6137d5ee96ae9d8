"""Entries → PLOVER's JSON, an event a line; the four auxiliary modes are filled from the status.

Source: the PLOVER manual (github.com/openeventdata/PLOVER, PLOVER_MANUAL.tex), whose field names are used; what it has
no name for has our own. It asks for a date: where an event has none, `date` is null and `report_date` stands beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TextIO

from dragoman.data import toml
from dragoman.gazetteer import gazetteer
from dragoman.group.dates import bounds
from dragoman.model import Entry, Event, Place, Ref, ReportHead
from dragoman.record import Json

MODES = ("historical", "future", "hypothetical", "negated")
HISTORICAL = 365
"""Days before its report from which a held event counts as history: the manual gives an example, no figure."""


def write_plover(entries: Iterable[Entry], stream: TextIO) -> int:
    """Write the events among the entries, a JSON object a line; return how many."""
    written = 0
    for entry in entries:
        if isinstance(entry.finding, Event):
            stream.write(json.dumps(plover(entry.finding, entry.report)) + "\n")
            written += 1
    return written


def plover(event: Event, report: ReportHead) -> Json:
    """Return an event as a PLOVER record. `auxiliary` has all four modes; those that hold are in `context` as well."""
    auxiliary = modes(event, report)
    first, last = _days(event)
    spelled = toml("plover")["contexts"]
    return {
        "id": event.id,
        "has_event": True,
        "date": first,
        "enddate": last if last != first else None,
        "report_date": report.published and report.published[:10],
        "source": [_actor(ref) for ref in event.source],
        "recipient": [_actor(ref) for ref in event.recipient],
        "participants": [_actor(ref) for ref in event.participants],
        "event": [event.type],
        "mode": [event.mode] if event.mode else [],
        "context": [*event.contexts, *(spelled[mode] for mode in MODES if auxiliary[mode])],
        "auxiliary": auxiliary,
        "status": event.status,
        "quad_code": toml("plover")["quad"][event.type],
        "event_loc": _location(event.place) if event.place else None,
        "event_text": [event.evidence.quote],
        "text_info": {"start": event.evidence.start, "end": event.evidence.end},
        "cite_info": _citation(report),
        "said_by": event.said_by,
        "coder": f"dragoman {event.rule}",
    }


def modes(event: Event, report: ReportHead) -> dict[str, bool]:
    """Return which auxiliary modes hold: planned is future, mooted hypothetical, denied negated; what was held is
    historical where its date lies a year or more before its report's."""
    named = toml("plover")["modes"].get(event.status)
    past = event.status == "held" and _long_ago(event, report)
    return {mode: mode == named or (mode == "historical" and past) for mode in MODES}


def _long_ago(event: Event, report: ReportHead) -> bool:
    then = bounds(event.date.edtf if event.date else None)
    told = bounds((report.published or "")[:10] or report.dated)
    if then is None or told is None or "9999" in then[1] or told[0] < "0001":
        return False
    return date.fromisoformat(then[1]) + timedelta(days=HISTORICAL) <= date.fromisoformat(told[0])


def _days(event: Event) -> tuple[str | None, str | None]:
    """The first and last day, where both are known."""
    known = bounds(event.date.edtf if event.date else None)
    if known is None or known[0] < "0001" or known[1].startswith("9999"):
        return None, None
    return known


def _actor(ref: Ref) -> Json:
    return {
        "code": ref.state,
        "actor_text": ref.surface and ref.surface.quote,
        "identifier_id": ref.id,
        "identifier_text": ref.name,
        "office": ref.office,
    }


def _location(place: Place) -> Json:
    site = gazetteer().site(place.name, place.country)
    return {
        "name": place.name,
        "latitude": site and site.lat,
        "longitude": site and site.lon,
        "cc3": place.country,
    }


def _citation(report: ReportHead) -> Json:
    return {
        "citation": f"{report.source} ({report.id})",
        "url": report.url,
        "title": report.title,
        "publication": report.outlet,
        "codebook": "PLOVER",
    }
