"""The JSON API: the public record, pages of it, files of it, and verdicts."""

from __future__ import annotations

import csv
import io

import pyarrow.parquet as pq
import pytest

from dragoman.api import Ledger
from dragoman.model import Span
from dragoman.record import from_record
from dragoman.web.routes import ROUTES

SAME = {"Sec-Fetch-Site": "same-origin"}
LISTS = [route for route in ROUTES if route.listed and "{" not in route.path]


def get(client, path, **params):
    return client.get(path, params=params).json()


def first(client, **params):
    return get(client, "/api/findings", limit=1, **params)["items"][0]


def judge(client, finding, **sent):
    return client.post(f"/api/findings/{finding}/judgements", json=sent, headers=SAME)


def test_findings_are_in_the_public_record_format(client, ledger):
    found = get(client, "/api/findings", limit=1000)
    with Ledger(ledger, readonly=True) as book:
        assert [from_record(record) for record in found["items"]] == [entry.finding for entry in book.entries()]
    assert found["next"] is None


@pytest.mark.parametrize("params", [{}, {"q": "Riyadh"}, {"actor": "Russia"}, {"kind": "event", "actor": "USA"}])
def test_pages_follow_one_another_without_gap_or_repetition(client, params):
    whole = [one["id"] for one in get(client, "/api/findings", limit=1000, **params)["items"]]
    paged, cursor = [], None
    while cursor or not paged:
        page = get(client, "/api/findings", limit=3, **params, **({"cursor": cursor} if cursor else {}))
        paged += [one["id"] for one in page["items"]]
        cursor = page["next"]
    assert paged == whole
    assert len(whole) > 3


def test_findings_are_narrowed_by_what_they_are_and_by_the_day(client):
    found = get(client, "/api/findings", kind="event", status=["held", "planned"], actor=["USA", "RUS"])["items"]
    assert {(one["kind"], one["status"]) for one in found} == {("event", "held"), ("event", "planned")}
    old = get(client, "/api/findings", asof="2024-06-30", limit=100)["items"]
    assert {one["report"]["published"] for one in old} == {"2024-01-22"}


@pytest.mark.parametrize("route", LISTS, ids=lambda route: route.path)
@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_every_list_is_a_table_too(client, route, kind):
    judge(client, first(client)["id"], verdict="unsure")
    listed = get(client, route.path, limit=5)["items"]
    file = client.get(route.path, params={"format": kind, "limit": 5})
    assert file.headers["content-disposition"].endswith(f'.{kind}"')
    if kind == "csv":
        rows = list(csv.DictReader(io.StringIO(file.text)))
    else:
        rows = pq.read_table(io.BytesIO(file.content)).to_pylist()
    assert len(rows) == len(listed)


def test_a_report_has_its_text_and_findings_that_quote_it(client):
    head = get(client, "/api/reports")["items"][0]
    found = get(client, f"/api/reports/{head['id']}")
    assert found["report"]["title"] == head["title"]
    assert found["findings"]
    for one in found["findings"]:
        span = Span(*one["evidence"].values())
        assert found["text"][span.start : span.end] == span.quote


def test_a_dialogue_and_its_meetings(client):
    found = get(client, "/api/dialogues/USA/russia")
    assert [one["code"] for one in found["parties"]] == ["USA", "RUS"]
    [activity] = get(client, "/api/dialogues", actor=["USA", "RUS"])["items"]
    assert (activity["one"], activity["other"]) == ("RUS", "USA")
    meetings = get(client, "/api/meetings", actor=["USA", "RUS"], limit=1)
    assert (len(meetings["items"]), meetings["next"]) == (1, "1")
    key = meetings["items"][0]["finding"]["id"]
    assert client.get(f"/api/meetings/{key}").status_code == 200
    before = get(client, "/api/dialogues/USA/RUS", asof="2024-06-30")
    assert len(before["reports"]) < len(found["reports"])
    assert before["as_of"] == "2024-06-30"


def test_actors_and_their_offices(client):
    assert get(client, "/api/actors", q="sergey lavrov")["items"][0]["ref"] == "sergey-lavrov"
    found = get(client, "/api/actors/Lavrov")
    assert (found["kind"], found["states"]) == ("person", ["RUS"])
    assert found["offices"][-1]["office"]


def test_a_verdict_is_kept_shown_and_taken_back(client):
    event = first(client, kind="event", status="mooted")
    kept = judge(client, event["id"], verdict="edit", values={"status": "denied"}, seen=0, why="it says no")
    assert kept.status_code == 201
    assert (kept.json()["by"], kept.json()["old"]["status"], kept.json()["new"]["status"]) == (
        "local", "mooted", "denied",
    )  # fmt: skip
    shown = get(client, f"/api/findings/{event['id']}")
    assert (shown["status"], shown["verdict"], shown["id"]) == ("denied", "edited", event["id"])
    undone = client.post(f"/api/judgements/{kept.json()['number']}/undo", json={}, headers=SAME)
    assert undone.status_code == 201
    assert get(client, f"/api/findings/{event['id']}") == event
    assert [one["verdict"] for one in get(client, "/api/judgements")["items"]] == ["undo", "edit"]


def test_a_rejected_finding_is_in_no_list_but_at_its_address(client):
    event = first(client, kind="event")
    assert judge(client, event["id"], verdict="reject", reason="not-said").status_code == 201
    assert event["id"] not in [one["id"] for one in get(client, "/api/findings", limit=1000)["items"]]
    assert [one["id"] for one in get(client, "/api/findings", verdict="rejected")["items"]] == [event["id"]]
    assert get(client, f"/api/findings/{event['id']}")["verdict"] == "rejected"


def test_two_reviewers_on_one_finding_second_is_told(client):
    event = first(client, kind="event")
    assert judge(client, event["id"], verdict="confirm", seen=0).status_code == 201
    late = judge(client, event["id"], verdict="reject", reason="not-said", seen=0)
    assert late.status_code == 409
    assert late.json()["error"]["code"] == "judged-meanwhile"
    assert "local said 'confirm'" in late.json()["error"]["message"]
    assert get(client, f"/api/findings/{event['id']}")["verdict"] == "confirmed"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"verdict": "maybe"}, 400),
        ({}, 400),
        ({"verdict": "confirm", "more": 1}, 400),
        ({"verdict": "reject"}, 400),
        ({"verdict": "edit"}, 400),
        ({"verdict": "edit", "values": {"status": "likely"}}, 400),
        ({"verdict": "edit", "values": {"recipient": "Ruritania"}}, 404),
        ({"verdict": "confirm", "seen": -1}, 400),
    ],
)
def test_a_verdict_that_cannot_be_is_refused(client, sent, status):
    event = first(client, kind="event")
    refused = judge(client, event["id"], **sent)
    assert refused.status_code == status
    assert set(refused.json()["error"]) == {"code", "message", "hint"}
    assert get(client, "/api/judgements")["items"] == []


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/findings/ffffffffffffffff", 404, "not-found"),
        ("/api/reports/nowhere", 404, "not-found"),
        ("/api/actors/Ruritania", 404, "not-found"),
        ("/api/dialogues/USA", 404, "not-found"),
        ("/api/nothing", 404, "not-found"),
        ("/api/findings?kind=rumour", 400, "parameter"),
        ("/api/findings?since=yesterday", 400, "parameter"),
        ("/api/findings?since=2025-02-30", 400, "bad-request"),
        ("/api/findings?colour=red", 400, "parameter"),
        ("/api/findings?limit=0", 400, "parameter"),
        ("/api/findings?limit=1&limit=2", 400, "parameter"),
        ("/api/findings?cursor=ffffffffffffffff", 404, "not-found"),
        ("/api/judgements?cursor=x", 400, "cursor"),
        ("/api/findings?q=" + "%20".join(f"w{number}" for number in range(70)), 400, "bad-request"),
        ("/api/findings?q=" + "x" * 10_000, 414, "too-long"),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_stable_body(client, path, status, code):
    got = client.get(path)
    assert got.status_code == status
    error = got.json()["error"]
    assert error["code"] == code
    assert error["message"].endswith((".", "?"))


SIGNS = [
    '"', "*", "AND", "NEAR(a b)", "title:x", "^a", "a-b", "-", "()", "{a b}:", "a\x00b", "+", "'", "\\", "%",
    "e\u0302", "\u202eabc\u2066", "\U0001f469\u200d\U0001f467",
]  # fmt: skip


@pytest.mark.parametrize("words", SIGNS, ids=ascii)
def test_every_sign_of_the_search_syntax_is_only_a_sign(client, words):
    assert client.get("/api/findings", params={"q": words}).status_code == 200


def test_what_is_no_json_is_refused(client):
    event = first(client)
    for content, kind, status in (
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"a=1", "x", 415),
    ):
        path = f"/api/findings/{event['id']}/judgements"
        got = client.post(path, content=content, headers=SAME | {"Content-Type": kind})
        assert got.status_code == status
    huge = client.post(path, content=b"x" * 300_000, headers=SAME | {"Content-Type": "application/json"})
    assert huge.status_code == 413
    assert huge.headers["content-security-policy"]
    assert huge.json()["error"]["code"] == "too-large"
