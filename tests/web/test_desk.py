"""dragoman.web: what holds for every page."""

import pytest

from dragoman.web.guard import HEADERS
from dragoman.web.routes import ROUTES


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
