"""What a desk has to stand: markup and bidi controls in every field, huge reports, ledgers locked or in use."""

from __future__ import annotations

import re

import pytest
from lxml import html

from dragoman.errors import LedgerLocked
from dragoman.ledger import Store
from dragoman.model import Event, Outcome, Ref, Report, Span
from dragoman.web.accounts import Accounts

SAME = {"Sec-Fetch-Site": "same-origin"}
NASTY = '"><script>alert(1)</script>\u202eevil\u2066'


@pytest.fixture
def nasty(ledger):
    """A report whose every field holds markup and bidi controls, a megabyte long, and an event by such an actor."""
    text = f"{NASTY} met {NASTY}. " + "Words follow one another. " * 42_000
    report = Report(f"{NASTY}.txt", text, title=NASTY, outlet=NASTY, byline=NASTY, published="2025-03-01")
    words = Span.of(text, 0, len(NASTY))
    actors = Ref("RUS", NASTY, "state", "RUS", surface=words), Ref("USA", NASTY, "state", "USA", surface=words)
    event = Event(
        report=report.id, evidence=words, sentence=words, rule="hand/1", type="CONSULT", status="held", cue=words,
        source=actors[:1], recipient=actors[1:],
    )  # fmt: skip
    with Store.open(ledger) as store:
        store.record([Outcome(report, (event,))])
    return report, event


def test_markup_in_any_field_is_shown_as_text(nasty, client):
    report, event = nasty
    for path in ("/", "/dialogue/USA/RUS", f"/report/{report.id}", "/search?q=evil", "/review", "/corrections", "/map"):
        page = client.get(path)
        assert page.status_code == 200, path
        assert "<script>alert" not in page.text, path
    asked = client.get("/search", params={"q": NASTY})
    assert asked.status_code == 200
    assert "<script>alert" not in asked.text
    kept = client.post(f"/review/{event.id}", data={"verdict": "unsure", "why": NASTY}, headers=SAME)
    assert kept.status_code == 303
    assert "<script>alert" not in client.get("/corrections").text


def test_no_page_has_an_inline_script_or_style(nasty, client):
    for path in ("/", "/dialogue/USA/RUS", f"/report/{nasty[0].id}", "/search?q=evil", "/review", "/nowhere"):
        text = client.get(path).text
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text), path
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text)), path


def test_a_ledger_that_somebody_writes_to_is_read_meanwhile(client, ledger, desk):
    with Store.open(ledger) as store:
        store._connection.execute("BEGIN IMMEDIATE")
        assert client.get("/").status_code == 200
        store._connection.execute("ROLLBACK")
        store.record([Outcome(desk("Envoys met in Cairo.", "cairo.txt", title="Envoys met in Cairo").report)])
    assert client.get("/api/reports").json()["items"]


def test_a_locked_ledger_is_said_and_nothing_is_lost(ledger, serve):
    client = serve(ledger, wait=0.01)
    finding = client.get("/api/findings?kind=event").json()["items"][0]["id"]
    form = {"verdict": "reject", "reason": "not-said", "why": 'It says "may"', "seen": "0", "next": "/review"}
    with Store.open(ledger) as store:
        store._connection.execute("BEGIN IMMEDIATE")
        got = client.post(f"/review/{finding}", data=form, headers=SAME)
        api = client.post(f"/api/findings/{finding}/judgements", json={"verdict": "confirm"}, headers=SAME)
        store._connection.execute("ROLLBACK")
    assert (got.status_code, api.status_code) == (503, 503)
    assert got.headers["retry-after"]
    assert "Another process is writing" in got.text
    page = html.fromstring(got.text).get_element_by_id("main")
    [again] = [one for one in page.iter("form") if one.get("class") == "again"]
    assert (again.get("method"), again.get("action")) == ("post", f"/review/{finding}")
    assert dict(again.form_values()) == form
    sent = client.post(again.get("action"), data=dict(again.form_values()), headers=SAME)
    assert (sent.status_code, sent.headers["location"]) == (303, "/review")
    [kept] = client.get("/api/judgements").json()["items"]
    assert (kept["verdict"], kept["reason"], kept["why"]) == ("reject", "not-said", 'It says "may"')


def test_a_ledger_that_was_damaged_and_put_back_is_read_again(client, ledger):
    away = ledger.with_name("away.db")
    assert client.get("/api/findings").status_code == 200
    ledger.rename(away)
    assert client.get("/api/findings").status_code == 503
    ledger.write_bytes(b"no ledger" * 1000)
    assert client.get("/api/findings?limit=1").status_code == 503
    ledger.unlink()
    away.rename(ledger)
    assert client.get("/api/findings?limit=2").status_code == 200


def test_a_password_never_comes_back(ledger, serve, monkeypatch):
    def locked(*_: object) -> None:
        raise LedgerLocked("locked")

    monkeypatch.setattr(Accounts, "login", locked)
    got = serve(ledger).post("/login", data={"name": "ada", "password": "correct horse"}, headers=SAME)
    assert got.status_code == 503
    assert "correct horse" not in got.text


@pytest.mark.parametrize("path", ["/report/ffffffffffffffff", "/actor/Ruritania", "/dialogue/USA/Ruritania"])
def test_what_is_not_there_is_a_page_that_helps(client, path):
    page = client.get(path)
    assert page.status_code == 404
    assert 'href="/' in page.text


@pytest.mark.parametrize(("path", "lists"), [("/story/nope", "/stories"), ("/meeting/nope", "/meetings")])
def test_what_is_not_there_leads_to_what_is_and_to_no_terminal(client, path, lists):
    page = client.get(path)
    assert page.status_code == 404
    assert f'<a href="{lists}">All ' in page.text
    assert "dragoman stories" not in page.text
    assert "dragoman meetings" not in page.text


def test_what_is_too_long_is_not_repeated(client):
    told = html.fromstring(client.get("/report/" + "a" * 3000).text).findtext(".//h1")
    assert told.endswith("…")
    assert len(told) < 400
    page = client.get("/search?q=" + "a" * 10_000)
    assert (page.status_code, "a" * 400 in page.text) == (414, False)


@pytest.mark.parametrize("path", ["/", "/dialogue/USA/RUS", "/stories", "/meetings", "/map", "/about", "/search"])
def test_the_first_and_the_last_day_there_is_are_days(client, path):
    for day in ("0001-01-01", "9999-12-31"):
        assert client.get(path, params={"asof": day}).status_code == 200, day


@pytest.mark.parametrize("asof", ["yesterday", "2025-02-30", "2025-13", "'; --", "9" * 200])
def test_a_date_that_is_none_is_told(client, asof):
    page = client.get("/", params={"asof": asof})
    assert page.status_code == 400
    assert "YYYY-MM-DD" in page.text
