"""What people decided, as the desk shows it: the page, its feed, marks beside findings, and two meetings compared."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from dragoman.api import Ledger
from dragoman.ledger import Store
from dragoman.model import Outcome

SAME = {"Sec-Fetch-Site": "same-origin"}
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def put(client, path, **fields):
    answer = client.post(path, data=fields, headers=SAME)
    assert answer.status_code == 303, answer.text
    return answer


@pytest.fixture
def judged(ledger):
    """A ledger in which Ada confirmed one event, edited another and rejected a third."""
    with Ledger(ledger) as book:
        events = [entry for entry in book.entries(kinds=["event"]) if entry.finding.status != "held"]
        positions = book.search(kinds=["position"], limit=2)
        book.judge(positions[0].finding.id, "confirm", "Ada")
        book.judge(positions[1].finding.id, "reject", "Ada", reason="not-said", why="Nobody says so.")
        book.judge(events[0].finding.id, "edit", "Ada", values={"status": "denied"})
    return positions[0], positions[1], events[0]


def test_verdicts_are_rows_with_words_reasons_and_what_changed(judged, client):
    page = client.get("/corrections").text
    assert len(re.findall(r'<li class="row wide" id="v\d"', page)) == 3
    assert "Nobody says so." in page
    assert "The report does not say this" in page
    assert re.search(r"<del>\w+</del> <ins>denied</ins>", page)
    assert client.get("/corrections?before=2").text.count('id="v') == 1
    assert client.get("/corrections?before=x").status_code == 400


def test_verdicts_are_a_feed(judged, client):
    answer = client.get("/corrections.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = etree.fromstring(answer.content)
    titles = feed.xpath("a:entry/a:title/text()", namespaces=ATOM)
    assert [title.split()[:2] for title in titles] == [["Ada", "edited"], ["Ada", "rejected"], ["Ada", "confirmed"]]
    assert "Nobody says so." in feed.xpath("string(a:entry[2]/a:content)", namespaces=ATOM)
    links = feed.xpath("a:entry/a:link/@href", namespaces=ATOM)
    assert f'id="{links[1].partition("#")[2]}"' in client.get(links[1]).text
    assert len(set(feed.xpath("a:entry/a:id/text()", namespaces=ATOM))) == 3


def test_a_feed_of_nothing_is_a_feed(client):
    feed = etree.fromstring(client.get("/corrections.atom").content)
    assert feed.xpath("count(a:entry)", namespaces=ATOM) == 0


def test_what_people_made_of_a_finding_stands_beside_it_with_who_did(judged, client):
    confirmed, rejected, _ = judged
    assert "confirmed by Ada" in client.get(f"/report/{confirmed.report.id}").text
    away = client.get(f"/report/{rejected.report.id}").text
    assert re.search(rf'<li id="f{rejected.finding.id}" class="position away">', away)
    assert "rejected by Ada" in away
    assert "edited by Ada" in client.get("/search?kind=event&status=denied").text
    assert "confirmed by Ada" in client.get("/search?kind=position").text


def test_marks_on_a_dialogue_and_its_meetings(client, ledger):
    with Ledger(ledger) as book:
        met = book.meetings("USA", "RUS")[0]
        book.judge(met.line.finding.id, "confirm", "Ada")
        stand = next(stand for side in book.dialogue("USA", "RUS").sides for stand in side.positions)
        book.judge(stand.line.finding.id, "unsure", "Ben")
    assert "unsure by Ben" in client.get("/dialogue/USA/RUS").text
    assert "confirmed by Ada" in client.get(f"/meeting/{met.id}").text


@pytest.fixture
def twice(tmp_path, desk, actors):
    """Two reports of meetings of the same people, a few days apart."""
    one = desk("Nobody knew. Marco Rubio met Sergei Lavrov in Riyadh.", "a.txt", published="2025-02-18", title="A")
    one.event("Marco Rubio met", "held", (actors.RUBIO,), (actors.LAVROV,), date="2025-02-18")
    two = desk("Nobody knew. Sergei Lavrov saw Marco Rubio.", "b.txt", published="2025-02-24", title="B")
    two.event("Sergei Lavrov saw", "held", (actors.LAVROV,), (actors.RUBIO,), date="2025-02-23")
    path = tmp_path / "twice.db"
    with Store.open(path) as store:
        store.record([Outcome(made.report, tuple(entry.finding for entry in made.entries)) for made in (one, two)])
    return path


def test_two_meetings_are_said_to_be_the_same_by_a_form_and_it_is_taken_back(twice, serve):
    client = serve(twice)
    with Ledger(twice, readonly=True) as book:
        first, second = (met.id for met in book.meetings("USA", "RUS"))
    page = client.get(f"/meeting/{first}").text
    form = re.search(r'<form class="compare".*?</form>', page, re.DOTALL)[0]
    assert f'<option value="{second}">' in form
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    back = put(client, "/compare", **sent, other=second, verdict="same", why="One handshake.").headers["location"]
    assert back == f"/meeting/{first}"
    assert len(client.get("/api/meetings?actor=USA&actor=RUS").json()["items"]) == 1
    page = client.get(back).text
    assert "The same as" in page
    assert "One handshake." in page
    put(client, "/corrections/1/undo", next=back)
    assert len(client.get("/api/meetings?actor=USA&actor=RUS").json()["items"]) == 2
    assert "One handshake." not in client.get(back).text


def test_a_reader_sees_no_form(twice, serve):
    from dragoman.web import DeskSettings
    from dragoman.web.accounts import Accounts

    made = Accounts(DeskSettings(twice).accounts)
    made.add("ria", "reader", "a long enough one")
    token = made.token("ria", 1)
    made.close()
    with Ledger(twice, readonly=True) as book:
        met = book.meetings("USA", "RUS")[0].id
    page = serve(twice).get(f"/meeting/{met}", headers={"Authorization": f"Bearer {token}"})
    assert page.status_code == 200
    assert "/compare" not in page.text


def test_what_was_decided_by_a_day(judged, client, ledger):
    days = [one["at"][:10] for one in client.get("/api/judgements").json()["items"]]
    assert client.get("/corrections", params={"asof": days[0]}).text.count('id="v') == 3
    assert client.get("/api/judgements", params={"asof": "2001-01-01"}).json()["items"] == []
    then = client.get("/corrections?asof=2001-01-01").text
    assert "Nobody had judged anything by 2001-01-01" in then
    assert "nothing decided later counts" in then
    assert f'data-first="{days[-1]}"' in then or days[0] == days[-1]
