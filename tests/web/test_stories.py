"""Stories on the desk: the list, one story, and what a report's page says of the others in it."""

from __future__ import annotations

import re

import pytest

from dragoman.api import Ledger
from dragoman.group.imprints import imprint
from dragoman.joining import join
from dragoman.ledger import Store
from dragoman.model import Outcome
from dragoman.web import shared

TALKS = (
    "Secretary of State Marco Rubio met Sergei Lavrov in Riyadh on Tuesday to speak about the closed consulates. "
    "The two sides agreed to send technicians to the shut buildings within weeks, and called the talks sober. No date "
    "was named for another round, but both delegations said that the line between the capitals would stay open."
)
DENIED = (
    "Marco Rubio did not meet Sergei Lavrov in Riyadh on Tuesday, an aide said of the talks about the closed "
    "consulates. Technicians may still be sent to the shut buildings within weeks, and the line between the capitals "
    "stays open, though no date was named for another round of sober talks of the delegations."
)


@pytest.fixture
def told(tmp_path, desk, actors):
    """A ledger with one story of three reports: one, its copy, and one that says the opposite; and a report alone."""
    first = desk(TALKS, "one/a.txt", outlet="Meridian Wire", published="2025-02-18", title="They met in Riyadh")
    first.event("met Sergei Lavrov in Riyadh", "held", (actors.RUBIO,), (actors.LAVROV,), date="2025-02-18")
    first.discrepancy("Marco Rubio", "office", "he held another office")
    copy = desk(TALKS, "two/b.txt", outlet="Harbour News", published="2025-02-19", title="They met in Riyadh")
    other = desk(DENIED, "three/c.txt", outlet="Sentinel", published="2025-02-20", title="No meeting, an aide says")
    other.event("did not meet Sergei Lavrov", "denied", (actors.RUBIO,), (actors.LAVROV,), date="2025-02-18")
    alone = desk("Tehran closed a road for repairs.", "four/d.txt", published="2025-03-01", title="A road is closed")
    path = tmp_path / "stories.db"
    with Store.open(path) as store:
        for made in (first, copy, other, alone):
            findings = tuple(entry.finding for entry in made.entries)
            store.record([Outcome(made.report, findings, imprint=imprint(made.report, findings))])
            join(store)
        (head,) = store.stories(least=2)
        assert head.reports == 3
    return path, head.id, {"first": first.report.id, "other": other.report.id}


@pytest.fixture
def client(told, serve):
    return serve(told[0])


def test_stories_of_several_reports_are_listed_and_all_of_them_if_asked(client, told):
    page = client.get("/stories").text
    assert f'href="/story/{told[1]}"' in page
    assert "3 reports, 1 of them a copy, 3 outlets" in page
    assert "A road is closed" not in page
    assert "A road is closed" in client.get("/stories?all=1").text
    assert "No story" in client.get("/stories?actor=China").text
    assert "They met" in client.get("/stories?actor=Russia&actor=USA&since=2025-02-01").text


def test_a_story_says_why_each_report_is_in_it_whose_wording_it_is_and_what_does_not_agree(client, told):
    page = client.get(f"/story/{told[1]}").text
    assert "near-copy: same wording" in page
    assert re.search(r"shares .*\(likeness \d\.\d\d\)", page), re.findall(r"remark.*", page)
    chain = re.search(r'<ol class="chain".*?</ol>', page, re.DOTALL)[0]
    assert chain.index("Meridian Wire") < chain.index("Harbour News")
    assert "held in one report, denied in another" in page
    assert "he held another office" in page
    assert 'href="/dialogue/RUS/USA"' in page


def test_what_reports_tell_between_them_is_compared_anew_only_where_something_of_them_changes(
    client, told, desk, monkeypatch
):
    page, compared, before = f"/story/{told[1]}", [], shared.telling

    def counted(entries):
        compared.append("compared")
        return before(entries)

    monkeypatch.setattr(shared, "telling", counted)
    client.get(page)
    with Store.open(told[0]) as store:
        store.record([Outcome(desk("Envoys spoke.", title="A report of something else").report)])
    assert "denied in another" in client.get(page).text
    assert len(compared) == 1
    with Ledger(told[0]) as book:
        [denied] = book.search(status=["denied"])
        book.judge(denied.finding.id, "reject", "ada", reason="not-said")
    assert "denied in another" not in client.get(page).text
    assert len(compared) == 2


def test_a_story_as_of_a_day_has_what_was_known_then(client, told):
    page = client.get(f"/story/{told[1]}?asof=2025-02-18").text
    assert "1 report," in page
    assert "Harbour News" not in page
    assert client.get(f"/story/{told[1]}?asof=2025-01-01").status_code == 404
    assert client.get("/stories?asof=2025-02-18").text.count('href="/story/') == 0


def test_a_report_shows_what_the_others_say_of_the_same(client, told):
    page = client.get(f"/report/{told[2]['first']}").text
    same = re.search(r'<section class="same".*?</section>', page, re.DOTALL)[0]
    assert "One of 3 reports in the story" in same
    assert "did not meet Sergei Lavrov" in same
    assert "near-copy: same wording" in same
    assert f"/report/{told[2]['other']}?at=" in same


def test_the_first_page_leads_to_the_latest_stories(client, told):
    assert f'href="/story/{told[1]}"' in client.get("/").text


def test_the_api_has_stories_in_pages_and_one_with_its_reasons(client, told):
    first = client.get("/api/stories", params={"limit": 1}).json()
    second = client.get("/api/stories", params={"limit": 1, "cursor": first["next"]}).json()
    assert [len(first["items"]), len(second["items"]), second["next"]] == [1, 1, None]
    assert [one["id"] for one in client.get("/api/stories?least=2&actor=USA").json()["items"]] == [told[1]]
    found = client.get(f"/api/stories/{told[1]}").json()
    assert [member["copy"] for member in found["members"]] == [None, "same", None]
    assert found["chains"][0]["earliest"]["outlet"] == "Meridian Wire"
    assert [one["slot"] for one in found["contradictions"]] == ["outcome"]
    assert [one["reason"] for one in found["discrepancies"]] == ["he held another office"]
    then = client.get(f"/api/stories/{told[1]}?asof=2025-02-18").json()
    assert (then["reports"], len(then["members"])) == (1, 1)


def test_a_reviewer_parts_a_report_from_a_story_and_takes_it_back(client, told):
    _, key, ids = told
    page = client.get(f"/story/{key}").text
    assert "tells another story" in page
    sent = {"subject": "story", "one": ids["first"], "other": ids["other"], "verdict": "different", "next": "/stories"}
    assert client.post("/compare", data=sent, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303
    page = client.get(f"/story/{key}").text
    assert "2 reports, 1 of them a copy" in page
    assert "Not the same as" in page
    assert "No meeting, an aide says" in page
    alone = client.get(f"/story/{ids['other']}").text
    assert "put here by a person" in alone
    corrections = client.get("/corrections").text
    assert "They met in Riyadh</bdi></a> and <a" in corrections
    assert "No meeting, an aide says" in corrections


def test_a_reader_is_not_asked_about_stories(told, serve):
    from dragoman.web.accounts import Accounts

    accounts = Accounts(told[0].with_name(f"{told[0].name}.accounts"))
    accounts.add("rita", "reader", "a long password 1")
    accounts.close()
    client = serve(told[0])
    sent = {"name": "rita", "password": "a long password 1"}
    client.post("/login", data=sent, headers={"Sec-Fetch-Site": "same-origin"})
    assert "tells another story" not in client.get(f"/story/{told[1]}").text


def test_stories_can_be_taken_along(client, told):
    [csv] = [one for one in client.get("/stories?all=1").text.split('"') if one.startswith("/api/stories?format=csv")]
    assert client.get(csv.replace("&amp;", "&")).text.count(told[1]) == 1
