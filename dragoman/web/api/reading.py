"""API paths that read: findings, reports, dialogues, meetings, actors, judgements, the queue, the ledger."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dragoman.gazetteer import gazetteer
from dragoman.ledger import Judgement
from dragoman.model import Outcome
from dragoman.parties import label
from dragoman.record import Json, report_head, to_record
from dragoman.show.corrections import judgement_json
from dragoman.show.dialogue_json import meeting_json, readouts_json
from dragoman.show.plain_json import article_json, issues_json, status_json
from dragoman.web.api import listing
from dragoman.web.api.params import cursor_number, given
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
    return JSONResponse(to_record(entry.finding, entry.report, entry.verdict))


def verdicts(desk: Desk, request: Request) -> Response:
    """What people decided on one finding, oldest first."""
    found = desk.ledger.judgements(request.path_params["id"])
    return listing.rows(request, [judgement_json(one) for one in found])


def judgements(desk: Desk, request: Request) -> Response:
    """What people decided, newest first."""
    asked = given(request)
    found = desk.ledger.corrections(before=cursor_number(asked["cursor"]), limit=asked["limit"] + 1)
    items, following = listing.page(found, asked["limit"], _numbered)
    return listing.rows(request, [judgement_json(one) for one in items], following)


def reports(desk: Desk, request: Request) -> Response:
    """Reports, newest first."""
    asked = given(request)
    found = desk.ledger.reports(limit=asked["limit"] + 1, after=asked["cursor"], as_of=asked["asof"])
    items, following = listing.page(found, asked["limit"], lambda head: head.id)
    return listing.rows(request, [report_head(head) for head in items], following)


def report(desk: Desk, request: Request) -> Response:
    """One report: its text, furniture, date and findings."""
    found = desk.ledger.report(request.path_params["id"])
    entries = desk.ledger.search(report=found.id, rejected=True)
    outcome = Outcome(found, tuple(entry.finding for entry in entries), dated=desk.ledger.dated(found.id))
    records = [to_record(entry.finding, entry.report, entry.verdict) for entry in entries]
    return JSONResponse(article_json(replace(outcome, findings=())) | {"findings": records})


def meetings(desk: Desk, request: Request) -> Response:
    """Meetings in which all the actors take part, told across reports, by status, the newest first."""
    asked = given(request)
    start = cursor_number(asked["cursor"]) or 0
    found = desk.ledger.meetings(
        *asked["actor"], status=asked["status"], since=asked["since"], until=asked["until"], as_of=asked["asof"]
    )[start:]
    following = str(start + asked["limit"]) if len(found) > asked["limit"] else None
    return listing.rows(request, [meeting_json(one) for one in found[: asked["limit"]]], following)


def meeting(desk: Desk, request: Request) -> Response:
    """One meeting, its history, and what each report says of it."""
    key, asof = request.path_params["id"], given(request)["asof"]
    return JSONResponse(readouts_json(desk.ledger.readouts(key, as_of=asof)))


def actors(desk: Desk, request: Request) -> Response:
    """Who can take part: states, bodies and people that the tables know."""
    asked = given(request)
    wanted, known = (asked["q"] or "").casefold(), gazetteer()
    codes = sorted({*known.labels, *known.people})
    found = (code for code in codes if wanted in code.casefold() or wanted in label(code).casefold())
    later = (code for code in found if asked["cursor"] is None or code > asked["cursor"])
    items, following = listing.page(later, asked["limit"], str)
    return listing.rows(request, [_actor(code) for code in items], following)


def actor(desk: Desk, request: Request) -> Response:
    """One of them."""
    return JSONResponse(_actor(desk.ledger.party(request.path_params["id"])))


def queue(desk: Desk, request: Request) -> Response:
    """What a person had best look at next, and why."""
    waiting = desk.ledger.queue(limit=given(request)["limit"])
    items = [
        {"signs": list(one.signs), "finding": to_record(one.entry.finding, one.entry.report, one.entry.verdict)}
        for one in waiting
    ]
    return listing.rows(request, items)


def orphaned(desk: Desk, request: Request) -> Response:
    """Judged findings that a later reading no longer makes."""
    return listing.findings(request, desk.ledger.orphaned())


def issues(desk: Desk, request: Request) -> Response:
    """What could not be used, and why."""
    asked = given(request)
    start = cursor_number(asked["cursor"]) or 0
    found = list(islice(desk.ledger.issues(), start, start + asked["limit"] + 1))
    following = str(start + asked["limit"]) if len(found) > asked["limit"] else None
    return listing.rows(request, issues_json(found[: asked["limit"]]), following)


def status(desk: Desk, request: Request) -> Response:
    """What the ledger holds."""
    held = status_json(desk.settings.ledger, desk.ledger.counts(), None)
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


def _numbered(one: Judgement) -> object:
    return one.number
