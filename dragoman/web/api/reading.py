"""API paths that read: findings, reports, actors, judgements, the queue, the ledger."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dragoman.gazetteer import gazetteer
from dragoman.ledger import Doubt
from dragoman.model import Outcome
from dragoman.parties import label
from dragoman.record import Json, report_head
from dragoman.show.corrections import judgement_json
from dragoman.show.plain_json import article_json, issues_json, status_json
from dragoman.web.api import listing
from dragoman.web.api.params import MOST, cursor_number, given
from dragoman.web.desk import Desk


def findings(desk: Desk, request: Request) -> Response:
    """Findings, newest report first; with words, those whose sentence has them come first."""
    asked = given(request)
    found = desk.ledger.entries(
        asked["q"] or "", kinds=asked["kind"], actors=asked["actor"], status=asked["status"], stance=asked["stance"],
        types=asked["type"], judged=asked["verdict"], report=asked["report"], since=asked["since"],
        until=asked["until"], as_of=asked["asof"], after=asked["cursor"], limit=asked["limit"] + 1,
    )  # fmt: skip
    return listing.findings(request, found)


def finding(desk: Desk, request: Request) -> Response:
    """One finding, also where it is no longer shown."""
    entry = desk.ledger.entry(request.path_params["id"])
    return JSONResponse(listing.record(entry))


def verdicts(desk: Desk, request: Request) -> Response:
    """What people decided on one finding, oldest first."""
    found = desk.ledger.judgements(request.path_params["id"])
    return listing.numbered(request, lambda start: map(judgement_json, found[start:]))


def judgements(desk: Desk, request: Request) -> Response:
    """What people decided, newest first."""
    asked = given(request)
    before, most = cursor_number(asked["cursor"]), asked["limit"] + 1
    found = desk.ledger.corrections(before=before, limit=most, as_of=asked["asof"])
    return listing.keyed(request, found, lambda one: one.number, judgement_json)


def reports(desk: Desk, request: Request) -> Response:
    """Reports, newest first."""
    asked = given(request)
    found = desk.ledger.reports(limit=asked["limit"] + 1, after=asked["cursor"], as_of=asked["asof"])
    return listing.keyed(request, found, lambda head: head.id, report_head)


def report(desk: Desk, request: Request) -> Response:
    """One report: its text, furniture, date and findings."""
    found = desk.ledger.report(request.path_params["id"], as_of=given(request)["asof"])
    entries = desk.ledger.search(report=found.id, rejected=True)
    outcome = Outcome(found, tuple(entry.finding for entry in entries), dated=desk.ledger.dated(found.id))
    records = list(map(listing.record, entries))
    return JSONResponse(article_json(replace(outcome, findings=())) | {"findings": records})


def actors(desk: Desk, request: Request) -> Response:
    """Who can take part: states, bodies and people that the tables know."""
    asked = given(request)
    wanted, known = (asked["q"] or "").casefold(), gazetteer()
    codes = sorted({*known.labels, *known.people})
    found = (code for code in codes if wanted in code.casefold() or wanted in label(code).casefold())
    later = (code for code in found if asked["cursor"] is None or code > asked["cursor"])
    return listing.keyed(request, later, str, _actor)


def actor(desk: Desk, request: Request) -> Response:
    """One of them."""
    return JSONResponse(_actor(desk.ledger.party(request.path_params["id"])))


def queue(desk: Desk, request: Request) -> Response:
    """What a person had best look at next, and why."""
    asked = given(request)
    return listing.numbered(request, lambda start: map(_doubt, desk.ledger.queue(limit=asked["limit"] + 1, skip=start)))


def orphaned(desk: Desk, request: Request) -> Response:
    """Judged findings that a later reading no longer makes."""
    cursor, found = given(request)["cursor"], desk.ledger.orphaned(limit=MOST)
    behind = next((place + 1 for place, one in enumerate(found) if one.finding.id == cursor), 0)
    return listing.findings(request, found[behind:])


def issues(desk: Desk, request: Request) -> Response:
    """What could not be used, and why."""
    asked = given(request)
    most = asked["limit"] + 1
    return listing.numbered(request, lambda start: issues_json(islice(desk.ledger.issues(), start, start + most)))


def status(desk: Desk, request: Request) -> Response:
    """What the ledger holds."""
    held = status_json(desk.settings.ledger, desk.counts(given(request)["asof"]), None)
    return JSONResponse(held | {"ledger": desk.settings.ledger.name})


def _actor(code: str) -> Json:
    known = gazetteer()
    person = known.people.get(code)
    if person is None:
        return {"ref": code, "name": label(code), "kind": known.kinds.get(code), "states": [code], "offices": []}
    offices = [
        {"state": term.office.state, "office": term.office.title, "since": term.start, "until": term.end}
        for term in person.terms
    ]
    return {"ref": code, "name": person.name, "kind": "person", "states": sorted(person.states), "offices": offices}


def _doubt(one: Doubt) -> Json:
    return {"signs": list(one.signs), "finding": listing.record(one.entry)}
