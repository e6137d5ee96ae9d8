"""dragoman.web.shelf, cache and warmer: what costs much is made once, kept while it holds, and made ready."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from starlette.responses import PlainTextResponse

from dragoman.api import Ledger
from dragoman.errors import NotFound
from dragoman.ledger import Store
from dragoman.model import Outcome
from dragoman.web.cache import Flights
from dragoman.web.shelf import Shelf, Wanted
from dragoman.web.warmer import Warmer, pieces


def wanted(key, make, state=1, weight=1):
    return Wanted(key, state, make, lambda _: weight)


def test_whoever_asks_while_it_is_made_waits_for_the_one_that_is():
    shelf, begun, go, made = Shelf(10), Event(), Event(), []

    def make():
        begun.set()
        go.wait(5)
        made.append("dialogue")
        return made

    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(shelf.take, wanted("key", make))
        assert begun.wait(5)
        others = [pool.submit(shelf.take, wanted("key", make)) for _ in range(2)]
        go.set()
        assert [one.result() is made for one in (first, *others)] == [True] * 3
    assert made == ["dialogue"]


def test_another_state_lets_go_of_what_was_kept():
    shelf = Shelf(10)
    assert shelf.take(wanted("key", lambda: "before")) == "before"
    assert shelf.take(wanted("key", lambda: "not asked")) == "before"
    assert shelf.take(wanted("key", lambda: "after", state=2)) == "after"
    assert shelf.room == 9


def test_what_was_asked_for_least_recently_makes_room():
    shelf = Shelf(10)
    for key in "ab":
        shelf.take(wanted(key, lambda: "kept", weight=5))
    shelf.take(wanted("a", lambda: "new"))
    shelf.take(wanted("c", lambda: "kept", weight=5))
    assert shelf.take(wanted("a", lambda: "new")) == "kept"
    assert shelf.take(wanted("b", lambda: "new")) == "new"


def test_an_error_is_told_and_not_kept():
    shelf = Shelf(10)

    def fails():
        raise NotFound("nobody")

    with pytest.raises(NotFound, match="nobody"):
        shelf.take(wanted("key", fails))
    assert shelf.take(wanted("key", lambda: "found")) == "found"


def test_a_page_is_made_once_however_many_ask_and_whoever_leaves():
    made = []

    async def make():
        await asyncio.sleep(0)
        made.append("page")
        return PlainTextResponse("page")

    async def several():
        flights = Flights()
        tasks = [asyncio.create_task(flights.join("key", make)) for _ in range(5)]
        await asyncio.sleep(0)
        tasks[0].cancel()
        found = await asyncio.gather(*tasks, return_exceptions=True)
        assert isinstance(found[0], asyncio.CancelledError)
        assert [page.body for page in found[1:]] == [b"page"] * 4

    with ThreadPoolExecutor(1) as pool:  # a browser's tests keep a loop of their own in this thread
        pool.submit(asyncio.run, several()).result()
    assert made == ["page"]


def test_what_was_made_ready_is_not_made_again_until_something_of_it_changes(client, ledger, desk, monkeypatch):
    for make in pieces(client.app.state.desk):
        make()
    asked, before = [], Ledger.course

    def counted(self, *parties):
        asked.append(parties)
        return before(self, *parties)

    monkeypatch.setattr(Ledger, "course", counted)
    pages = "/dialogue/RUS/USA", "/timeline/RUS/USA", "/api/dialogues/RUS/USA", "/atom/RUS/USA", "/ics/RUS/USA"
    assert [client.get(page).status_code for page in pages] == [200] * 5
    assert asked == []
    with Store.open(ledger) as store:
        store.record([Outcome(desk("Envoys met.", title="Talks about talks").report)])
    client.get("/dialogue/RUS/USA")
    assert asked == []
    with Ledger(ledger) as book:
        [entry] = book.search(actors=["RUS", "USA"], limit=1)
        book.judge(entry.finding.id, "confirm", "ada")
    for day in ("", "?asof=2025-02-18", "?asof=2025-03-01"):
        client.get(f"/dialogue/RUS/USA{day}")
    assert asked == [("RUS", "USA")]


def test_meetings_are_grouped_only_for_those_of_whom_a_contact_is_told_alone(client, ledger, desk, actors, monkeypatch):
    made = desk("Washington held talks in Geneva.", "alone.txt", published="2025-02-20")
    alone = made.event("Washington held talks in Geneva", "held", (actors.USA,))
    with Store.open(ledger) as store:
        store.record([Outcome(made.report, (alone,))])
    asked, before = [], Ledger.meetings

    def counted(self, *parties, **fields):
        asked.append(parties)
        return before(self, *parties, **fields)

    monkeypatch.setattr(Ledger, "meetings", counted)
    for make in pieces(client.app.state.desk):
        make()
    assert asked == [("USA",)]
    assert "Geneva" in client.get(f"/meeting/m{alone.id}").text
    assert asked == [("USA",)]


def test_the_thread_that_makes_ready_ends_when_it_is_told(client):
    warmer = Warmer(client.app.state.desk)
    warmer.start()
    warmer.stop()
    assert client.get("/").status_code == 200


def test_what_the_first_page_lists_is_made_before_anybody_asks(client, monkeypatch):
    warmer = Warmer(client.app.state.desk)
    warmer.start()
    warmer.stop()

    def asked(*_: object, **__: object) -> None:
        raise AssertionError("made while a reader waits")

    for name in ("activity", "entries", "stories", "queue"):
        monkeypatch.setattr(Store, name, asked)
    page = client.get("/")
    assert page.status_code == 200
    assert 'id="due"' in page.text
