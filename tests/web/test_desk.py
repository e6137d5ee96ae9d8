"""dragoman.web: what holds for every page."""

import sys
from dataclasses import replace
from threading import Event, Timer

import pytest

from dragoman.web.guard import HEADERS
from dragoman.web.routes import ROUTES
from dragoman.web.warmer import pieces

READER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_the_first_page_is_there_and_says_all_headers(client):
    page = client.get("/")
    assert page.status_code == 200
    assert "Russia – United States" in page.text
    assert {name: page.headers[name] for name in HEADERS} == HEADERS


def test_a_page_is_not_sent_twice_to_a_browser_that_has_it(client):
    page = client.get("/about")
    again = client.get("/about", headers={"If-None-Match": page.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_page_is_made_anew_once_the_ledger_changed(client, ledger, outcomes, desk):
    from dragoman.ledger import Store
    from dragoman.model import Outcome

    before = client.get("/about").text
    with Store.open(ledger) as store:
        store.record([Outcome(desk("Envoys met.", title="Talks about talks").report)])
    assert client.get("/about").text != before


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "[::2]:80", ""])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "PUT", "BREW"])
def test_another_name_is_not_answered_whatever_the_method(client, host, method):
    assert client.request(method, "/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8765", "LOCALHOST", "127.0.0.1:1", "[::1]:8765", "localhost."])
def test_its_own_names_are_answered(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("route", [route for route in ROUTES if "{" not in route.path], ids=lambda route: route.name)
def test_head_has_no_body_and_options_says_what_may_be_asked(client, route):
    if "GET" in route.methods:
        head = client.head(route.path)
        assert head.content == b""
        assert head.status_code == client.get(route.path).status_code
    options = client.options(route.path)
    assert options.status_code == 204
    assert set(route.methods) <= set(options.headers["allow"].split(", "))
    wrong = client.request("PATCH", route.path)
    assert (wrong.status_code, wrong.headers["allow"]) == (405, options.headers["allow"])


def test_what_is_not_there_is_a_page_that_helps(client):
    page = client.get("/no/such/page")
    assert page.status_code == 404
    assert "There is no such page" in page.text
    assert page.headers["content-security-policy"]


def test_too_long_an_address_is_refused_with_a_page(client):
    page = client.get("/", params={"q": "x" * 10_000})
    assert page.status_code == 414
    assert "too long" in page.text


def test_static_files_are_kept_for_ever_under_their_digest(client):
    page = client.get("/").text
    address = page.partition('href="/static/')[2].partition('"')[0]
    file = client.get(f"/static/{address}")
    assert file.headers["content-type"].startswith("text/css")
    assert "immutable" in file.headers["cache-control"]
    other = client.get("/static/0000/desk.css")
    assert other.headers["cache-control"] == "no-cache"
    assert client.get("/static/0000/../desk.py").status_code == 404


def test_a_ledger_that_is_gone_is_said_in_a_line_and_comes_back(client, ledger):
    away = ledger.with_name("away.db")
    ledger.rename(away)
    page = client.get("/")
    assert page.status_code == 503
    assert "the ledger is gone" in page.text
    assert 'href="/">Try again' in page.text
    away.rename(ledger)
    assert client.get("/").status_code == 200


@pytest.fixture
def slow(ledger, serve, monkeypatch):
    """A desk whose dialogues take longer than anybody waits, until they are let go; and what lets them go."""
    go = Event()
    made = next(one.handler for one in ROUTES if one.name == "dialogue")

    def waits(desk, request):
        go.wait(10)
        return made(desk, request)

    monkeypatch.setattr("dragoman.web.endpoint.PATIENCE", 0.05)
    routes = tuple(replace(one, handler=waits) if one.name == "dialogue" else one for one in ROUTES)
    monkeypatch.setattr(sys.modules["dragoman.web.application"], "ROUTES", routes)
    yield serve(ledger), go
    go.set()


def test_a_page_that_takes_long_says_so_and_comes_by_itself(slow):
    client, go = slow
    page = client.get("/dialogue/USA/RUS", headers=READER)
    assert (page.status_code, page.headers["refresh"], page.headers["cache-control"]) == (202, "1", "no-store")
    assert "This page is being made" in page.text
    assert "known on 2025-02-18" in client.get("/dialogue/USA/RUS?asof=2025-02-18", headers=READER).text
    go.set()
    while (page := client.get("/dialogue/USA/RUS", headers=READER)).status_code == 202:
        pass
    assert page.status_code == 200
    assert "United States – Russia" in page.text


def test_who_makes_nothing_of_a_page_that_says_so_gets_the_page_itself(slow):
    client, go = slow
    Timer(0.3, go.set).start()
    assert client.get("/dialogue/USA/RUS", headers={"Accept": "*/*"}).status_code == 200


def test_how_much_is_made_ready_is_told(ledger, serve):
    desk = serve(ledger).app.state.desk
    assert not desk.progress.ready
    for make in pieces(desk):
        make()
        desk.progress.made += 1
    assert desk.progress.ready
    assert desk.progress.made == desk.progress.of
