"""The pages as a browser without scripts gets them."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from lxml import etree, html

from dragoman.api import Ledger
from dragoman.ledger import Store
from dragoman.model import Outcome, Span

MARKUP = "<script>alert(1)</script><b onclick=x()>\"'&amp;"
LARGEST = 60_000


ATOM = {"a": "http://www.w3.org/2005/Atom"}


def record(path, *desks) -> None:
    with Store.open(path) as store:
        store.record([Outcome(desk.report, tuple(entry.finding for entry in desk.entries)) for desk in desks])


class Anchors(HTMLParser):
    """Every id of a page, and every link within it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs) -> None:
        found = dict(attrs)
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if "href" in found else []


@pytest.fixture
def riyadh(outcomes) -> str:
    return outcomes[0].report.id


PAGES = [
    "/",
    "/dialogue/USA/RUS",
    "/dialogue/USA/RUS?part=sources",
    "/timeline/USA/RUS",
    "/report/{riyadh}",
    "/actor/RUS",
    "/actor/marco-rubio",
    "/meetings",
    "/stories",
    "/stories?all=1",
    "/discrepancies",
    "/search?q=talks",
    "/map",
    "/about",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there_small_and_has_one_of_each_id(client, riyadh, path):
    page = client.get(path.format(riyadh=riyadh))
    assert page.status_code == 200
    assert len(page.content) < LARGEST
    found = Anchors(page.text)
    assert len(found.ids) == len(set(found.ids))
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)
    assert "style=" not in page.text
    assert not re.search(r"<script(?![^>]*src=)", page.text)


@pytest.mark.parametrize("path", PAGES)
def test_an_empty_ledger_has_every_page_but_that_of_a_report(tmp_path, serve, path):
    ledger = tmp_path / "empty.db"
    record(ledger)
    page = serve(ledger).get(path.format(riyadh="0" * 16))
    assert page.status_code == (404 if "report" in path else 200)
    assert "<h1" in page.text


@pytest.mark.parametrize(
    "path", ["/", "/search", "/search?q=peace", "/meetings", "/stories", "/discrepancies", "/review", "/corrections"]
)
def test_an_empty_ledger_says_what_to_do_and_nothing_that_is_not_so(tmp_path, serve, path):
    ledger = tmp_path / "empty.db"
    record(ledger)
    page = serve(ledger).get(path).text
    assert "Nothing has been read yet." in page
    assert "dragoman read PATH --ledger empty.db" in page


def test_a_dialogue_leads_to_the_exact_words(client, riyadh):
    page = client.get("/dialogue/USA/RUS").text
    links = set(re.findall(r'href="(/report/[^"]+#c\d+)"', page))
    assert links
    for link in links:
        path, anchor = link.split("#")
        assert f'id="{anchor}"' in client.get(path.replace("&amp;", "&")).text


def test_a_meeting_shows_how_it_came_about_and_who_says_what(client, ledger):
    with Ledger(ledger, readonly=True) as book:
        met = next(one for one in book.meetings("USA", "RUS") if one.status == "held")
    page = client.get(f"/meeting/{met.id}").text
    assert "How it came about" in page
    assert re.search(r'<li class="held">', page)
    assert client.get("/meeting/mffffffffffffffff").status_code == 404


def test_calendars_and_feed_readers_get_a_dialogue(client):
    calendar, feed = client.get("/ics/USA/RUS"), client.get("/atom/USA/RUS")
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert calendar.content.startswith(b"BEGIN:VCALENDAR")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert b"<feed" in feed.content


def test_a_report_is_summed_up_in_its_own_sentences(client, riyadh):
    page = client.get(f"/report/{riyadh}").text
    summary = re.search(r'<section class="summary".*?</section>', page, re.DOTALL)[0]
    assert f"/report/{riyadh}?at=" in summary
    assert "summit of the presidents" in summary


def test_what_came_since_the_last_visit_is_told(client, ledger, desk):
    assert "Since your last visit" not in client.get("/").text
    client.cookies.clear()
    client.cookies.set("visit", "1000000000.")
    page = client.get("/").text
    assert "Since your last visit" in page
    assert "2001-09-09" in page
    client.cookies.clear()
    client.cookies.set("visit", "x.9999999999999")
    assert client.get("/").status_code == 200


def test_as_of_a_day_shows_what_was_known_then(tmp_path, serve, desk, actors):
    early = desk("Moscow is open to talks.", "early.txt", published="2022-01-01")
    early.position("Moscow is open to talks", actors.RUS, "open", actors.USA)
    late = desk("Moscow refuses talks.", "late.txt", published="2023-01-01")
    late.position("Moscow refuses talks", actors.RUS, "closed", actors.USA)
    record(ledger := tmp_path / "asof.db", early, late)
    client = serve(ledger)
    assert "Moscow refuses talks" in client.get("/dialogue/USA/RUS").text
    then = client.get("/dialogue/USA/RUS?asof=2022-06-01").text
    assert "Moscow refuses talks" not in then
    assert "As the record stood on" in then
    assert "asof=2022-06-01" in then


def test_a_dialogue_of_three_has_three_columns(tmp_path, serve, desk, actors):
    made = desk("Washington, Moscow and Tehran met.", published="2025-02-18")
    made.event("met", "held", (actors.USA, actors.RUS, actors.IRN))
    record(ledger := tmp_path / "three.db", made)
    page = serve(ledger).get("/dialogue/USA/RUS/IRN").text
    assert len(re.findall(r'<h3 id="side-\d">', page)) == 3


def test_what_a_report_says_is_never_markup(tmp_path, serve, desk, actors):
    made = desk(
        f"Talks {MARKUP} are open in Riyadh.", f"x{MARKUP}.txt", outlet=MARKUP, title=MARKUP, published="2025-02-18"
    )
    made.position(f"Talks {MARKUP} are open", actors.USA, "open", actors.RUS)
    made.event(f"Talks {MARKUP}", "held", (actors.RUBIO,), (actors.LAVROV,), date="2025-02-18", place="Riyadh")
    record(ledger := tmp_path / "markup.db", made)
    client = serve(ledger)
    for path in (
        "/",
        "/dialogue/USA/RUS",
        f"/report/{made.report.id}",
        "/search?q=talks",
        "/actor/USA",
        "/map?place=Riyadh",
        "/about",
    ):
        page = client.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<b onclick" not in page.text
    assert "&lt;script&gt;" in client.get(f"/report/{made.report.id}").text


def test_overlapping_findings_keep_the_text_whole(tmp_path, serve, desk, actors):
    made = desk("Moscow will talk if Washington stops.\n\nNothing else.", published="2025-02-18")
    made.position("Moscow will talk if", actors.RUS, "conditional")
    made.condition("talk if Washington stops", actors.RUS, actors.USA)
    made.event("talk", "mooted", (actors.RUS,))
    record(ledger := tmp_path / "overlap.db", made)
    page = serve(ledger).get(f"/report/{made.report.id}").text
    body = re.search(r'<section class="text".*?</section>', page, re.DOTALL)[0]
    bare = re.sub(r'<a class="tag.*?</a>', "", body)
    assert [re.sub(r"<[^>]+>", "", text).strip() for text in re.findall(r"<p.*?</p>", bare, re.DOTALL)] == [
        "Moscow will talk if Washington stops.",
        "Nothing else.",
    ]


def test_a_megabyte_of_text_is_read_in_parts_and_every_finding_is_reached(tmp_path, serve, desk, actors):
    text = "".join(f"Paragraph {number} says little. " + "word " * 60 + "\n" for number in range(3200))
    made = desk(text + "Moscow is ready to talk.", published="2025-02-18")
    made.position("Moscow is ready to talk", actors.RUS, "open", actors.USA)
    record(ledger := tmp_path / "long.db", made)
    client = serve(ledger)
    first = client.get(f"/report/{made.report.id}")
    assert len(first.content) < LARGEST
    assert re.search(r"part 1 of \d+", first.text)
    at = made.entries[0].finding.evidence.start
    assert f'id="c{at}"' in client.get(f"/report/{made.report.id}?at={at}").text


def test_what_cannot_be_seen_is_shown_by_name_and_directions_stay_inside(tmp_path, serve, desk):
    made = desk("Peace \u202e talks\u200b begin.\nمحادثات في جنيف", published="2025-02-18")
    record(ledger := tmp_path / "bidi.db", made)
    page = serve(ledger).get(f"/report/{made.report.id}").text
    assert "\u202e" not in page
    assert ">RLO</abbr>" in page
    assert ">ZWSP</abbr>" in page
    assert 'dir="auto"' in page


@pytest.mark.parametrize(
    "words", ['"', "*", "a AND", "NEAR(", "-x", "col:y", "(", "^", "\\", "%00", "' OR 1=1 --", "x" * 3000]
)
def test_no_words_break_the_search(client, words):
    assert client.get("/search", params={"q": words}).status_code == 200


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("actor=Nowhereland", "Nowhereland"),
        ("since=yesterday", "yesterday"),
        ("kind=rumour", "rumour"),
        ("page=0", "give a number"),
    ],
)
def test_a_wrong_question_is_told_what_is_wrong(client, query, says):
    page = client.get(f"/search?{query}")
    assert page.status_code == 400
    assert says in page.text


def test_the_words_asked_for_are_marked_whatever_case_and_accents(client):
    assert re.search(r"<mark>talks</mark>", client.get("/search?q=TÁLKS").text)


def test_a_name_in_the_search_opens_its_page_and_two_their_dialogue(client):
    page = client.get("/search?q=USA – Russia").text
    assert 'href="/dialogue/USA/RUS"' in page
    assert 'href="/actor/RUS"' in page


@pytest.mark.parametrize(
    "path",
    ["/report/ffffffffffffffff", "/dialogue/USA/Nowhereland", "/actor/nobody", "/story/ffffffffffffffff", "/nothing"],
)
def test_what_is_not_there_is_answered_with_a_page_that_leads_on(client, path):
    page = client.get(path)
    assert page.status_code == 404
    assert 'href="/search"' in page.text


@pytest.mark.parametrize("path", ["/dialogue/USA/RUS?asof=soon", "/report/{riyadh}?at=x", "/map?asof=2025-13-01"])
def test_what_is_no_date_or_place_is_refused(client, riyadh, path):
    assert client.get(path.format(riyadh=riyadh)).status_code == 400


def test_colours_are_kept_and_the_way_back_is_one_of_ours(client):
    chosen = client.post(
        "/theme", data={"theme": "dark", "back": "/about?x=1"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/about?x=1")
    assert 'data-theme="dark"' in client.get("/about").text
    away = client.post(
        "/theme", data={"theme": "", "back": "//evil.example"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert away.headers["location"] == "/"
    assert "data-theme" not in client.get("/about").text


def test_a_dialogue_shows_proposals_answers_and_what_is_overdue(tmp_path, serve, desk, actors):
    asked = desk("Moscow asked Washington to extend the grain corridor.", "a.txt", published="2023-03-01")
    asked.event("asked Washington to extend the grain corridor", "held", (actors.RUS,), (actors.USA,), kind="REQUEST")
    bound = desk(
        "Moscow promised Washington to free the grain ships by March 10, 2023.", "b.txt", published="2023-03-02"
    )
    what = "to free the grain ships by March 10, 2023"
    bound.commitment(f"promised Washington {what}", (actors.RUS,), (actors.USA,), what, due="2023-03-10")
    record(ledger := tmp_path / "waits.db", asked, bound)
    page = serve(ledger).get("/dialogue/USA/RUS").text
    assert 'id="proposals"' in page
    assert "waiting since 2023-03-01" in page
    assert re.search(r'class="state overdue"', page)
    assert 'href="#commitments"' in page


def test_a_dialogue_leaves_out_what_has_nothing_to_say(tmp_path, serve, desk, actors):
    made = desk("Washington and Moscow met.", published="2025-02-18")
    made.event("met", "held", (actors.USA, actors.RUS))
    record(ledger := tmp_path / "bare.db", made)
    page = serve(ledger).get("/dialogue/USA/RUS").text
    assert 'id="meetings"' in page
    assert 'id="proposals"' not in page
    assert 'id="followed"' not in page


def test_no_page_tells_where_the_ledger_lies(client, ledger):
    for path in ("/report/ffffffffffffffff", "/meeting/mffffffffffffffff", "/api/reports/ffffffffffffffff"):
        page = client.get(path)
        assert page.status_code == 404
        assert str(ledger.parent) not in page.text


@pytest.mark.parametrize("page", ["dialogue", "timeline", "timeline.svg", "atom", "ics", "api/dialogues"])
@pytest.mark.parametrize("parties", ["USA/USA", "USA", "USA/United States"])
def test_one_party_is_no_dialogue(client, page, parties):
    refused = client.get(f"/{page}/{parties}")
    assert refused.status_code == 404
    assert "two parties or more" in refused.text
    if "api" not in page:
        assert 'href="/actor/USA"' in refused.text


def test_more_parties_than_a_dialogue_has_are_refused(client):
    assert client.get("/dialogue/USA/RUS/CHN/IRN/FRA/DEU/GBR/JPN/IND").status_code == 400


def test_facets_say_how_many_hits_each_choice_would_leave(tmp_path, serve, desk, actors):
    made = desk("Moscow is open to talks. They met. They may meet. They met again.", published="2025-02-18")
    made.position("Moscow is open to talks", actors.RUS, "open", actors.USA)
    made.event("They met", "held", (actors.RUS,), (actors.USA,))
    made.event("They met again", "held", (actors.RUS,), (actors.USA,))
    made.event("They may meet", "mooted", (actors.RUS,), (actors.USA,))
    record(ledger := tmp_path / "facets.db", made)
    client = serve(ledger)

    def counts(query):
        found = r'value="(\w+)"[^>]*>(?:<span class="(?:k|state)[^>]*>)?[\w ]+(?:</span>)? <span class="count">(\d+)'
        return dict(re.findall(found, client.get(f"/search?{query}").text))

    whole = counts("actor=Russia")
    assert whole["event"] == "3"
    assert whole["position"] == "1"
    assert (whole["held"], whole["mooted"]) == ("2", "1")
    narrowed = counts("actor=Russia&status=held")
    assert (narrowed["event"], narrowed["mooted"]) == ("2", "1")
    assert "position" not in narrowed
    assert "of 2" in client.get("/search?actor=Russia&status=held").text


def test_names_on_the_map_run_into_no_other_name_or_place(client):
    page = client.get("/map").text
    unit = float(re.search(r'viewBox="\S+ \S+ (\S+) ', page)[1]) / 1000
    discs = [tuple(map(float, one)) for one in re.findall(r'cx="(\S+)" cy="(\S+)" r="(\S+)"', page)]
    names = re.findall(r'<text class="name" x="(\S+)" y="(\S+)" text-anchor="(\w+)">([^<]+)<', page)
    assert names
    frames = []
    for x, y, anchor, name in names:
        wide, share = len(name) * 6.0 * unit, {"start": 0, "middle": 0.5, "end": 1}[anchor]
        left = float(x) - wide * share
        frames.append((left, float(y) - 10 * unit, left + wide, float(y)))
    for number, (left, top, right, bottom) in enumerate(frames):
        for other in frames[number + 1 :]:
            assert right < other[0] or other[2] < left or bottom < other[1] or other[3] < top
        for x, y, r in discs:
            assert not (left < x - r and x + r < right and top < y - r and y + r < bottom)


def test_the_time_line_has_a_picture_for_a_telephone_in_the_colours_chosen(client):
    page = client.get("/timeline/USA/RUS").text
    assert 'src="/timeline.svg/USA/RUS?width=narrow"' in page
    assert 'width="320"' in client.get("/timeline.svg/USA/RUS?width=narrow").text
    assert 'class="dg-plot dark"' in client.get("/timeline.svg/USA/RUS?colours=dark").text
    assert 'class="dg-plot"' in client.get("/timeline.svg/USA/RUS?colours=pink").text


def test_the_calendar_says_no_more_of_a_day_than_is_known(tmp_path, serve, desk, actors):
    made = desk(
        "They met. They met in spring. They met again. They will meet. They shall meet.", published="2024-05-01"
    )
    for words, status, date in (
        ("They met", "held", "2023-04-05"),
        ("They met in spring", "held", "2022"),
        ("They met again", "held", "2099-01-01"),
        ("They will meet", "planned", "2098-03-01"),
        ("They shall meet", "planned", "2090/2097"),
    ):
        made.event(words, status, (actors.USA,), (actors.RUS,), date=date)
    record(ledger := tmp_path / "calendar.db", made)
    page = serve(ledger).get("/meetings").text
    assert re.findall(r'<h2 id="\w+">([^<]+)</h2>', page) == ["To come", "2023-04", "2022", "told as held, dated ahead"]
    assert page.index("2098-03-01") < page.index("2090")


AS_OF = [
    "/", "/dialogue/USA/RUS", "/timeline/USA/RUS", "/actor/RUS", "/actor/marco-rubio", "/meetings", "/stories?all=1",
    "/discrepancies", "/search?q=talks", "/map", "/about", "/corrections",
]  # fmt: skip


@pytest.mark.parametrize("path", AS_OF)
def test_every_page_can_be_asked_for_as_of_a_day_and_links_keep_it(client, path):
    page = client.get(path, params={"asof": "2024-06-30"} | ({"q": "talks"} if "search" in path else {}))
    assert page.status_code == 200
    assert "As the record stood on" in page.text
    assert re.search(r'<input id="asof" type="date" name="asof" value="2024-06-30"', page.text)
    assert "2025-02-1" not in re.sub(r'(min|max|data-first)="[^"]*"|<p class="basis">.*?</p>', "", page.text)
    assert "asof=2024-06-30" in page.text
    if path not in {"/search?q=talks", "/corrections"}:  # nobody judged anything yet
        assert 'type="range"' in page.text


def test_a_report_as_of_a_day_leads_to_nothing_later(client, riyadh):
    assert client.get(f"/report/{riyadh}?asof=2020-01-01").status_code == 404
    assert client.get(f"/report/{riyadh}?asof=2030-01-01").status_code == 200


def test_what_people_do_now_is_not_as_of_a_day_and_says_so(client):
    page = client.get("/review?asof=2024-06-30")
    assert page.status_code == 200
    assert "As the record stood on" not in page.text
    assert "it is not that of 2024-06-30" in page.text
    assert 'href="/corrections?asof=2024-06-30"' in page.text
    assert client.get("/review?asof=soon").status_code == 400


def test_a_feed_comes_in_pages_that_lead_to_each_other(tmp_path, serve, desk, actors):
    made = desk(" ".join(f"They met, {number} said." for number in range(100)), published="2025-02-18")
    for number in range(100):
        made.event(f"{number} said", "held", (actors.USA,), (actors.RUS,), kind="AGREE")
    record(ledger := tmp_path / "long.db", made)
    client, ids = serve(ledger), []
    address = "/atom/USA/RUS"
    while address:
        feed = etree.fromstring(client.get(address).content)
        ids += feed.xpath("a:entry/a:id/text()", namespaces=ATOM)
        links = {one.get("rel"): one.get("href") for one in feed.xpath("a:link", namespaces=ATOM)}
        assert (links["self"], links["first"], links["last"]) == (address, "/atom/USA/RUS", "/atom/USA/RUS?page=3")
        address = links.get("next")
    assert len(ids) == len(set(ids)) == 100
    assert links["previous"] == "/atom/USA/RUS?page=2"
    assert client.get("/atom/USA/RUS?page=4").status_code == 400
    kept = etree.fromstring(client.get("/atom/USA/RUS?page=2&asof=2026-01-01").content)
    [behind] = kept.xpath("a:link[@rel='previous']/@href", namespaces=ATOM)
    assert "asof=2026-01-01" in behind


def test_a_calendar_has_the_latest_meetings_and_all_where_asked(tmp_path, serve, desk, actors):
    made = []
    for number in range(50):
        day = f"20{number // 12 + 10}-{number % 12 + 1:02}-05"
        made.append(desk(f"They met in city {number}.", published=day, source=f"{number}.txt"))
        made[-1].event("met", "held", (actors.USA,), (actors.RUS,), date=day)
    record(ledger := tmp_path / "many.db", *made)
    client = serve(ledger)
    latest, whole = (client.get(f"/ics/USA/RUS{which}").text for which in ("", "?all=1"))
    assert (latest.count("BEGIN:VEVENT"), whole.count("BEGIN:VEVENT")) == (36, 50)
    assert "20140205" in latest
    assert "20100105" in whole.replace("-", "")
    assert "20100105" not in latest


LISTS = [
    "/", "/search?q=talks&kind=event&actor=Russia", "/meetings?actor=USA&actor=RUS&status=held",
    "/dialogue/USA/RUS", "/dialogue/USA/RUS?asof=2025-03-01",
]  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
def test_what_a_page_lists_can_be_taken_along(client, path):
    page = client.get(path).text
    offered = [unescape(one) for one in re.findall(r'href="(/api/[^"]*format=[^"]*)"', page)]
    assert offered
    for address in offered:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        if "format=csv" in address:
            assert len(answer.text.splitlines()) > 1
            assert "attachment" in answer.headers["content-disposition"]
    assert ("asof=2025-03-01" in offered[0]) == ("asof" in path)


def test_what_a_report_has_to_be_queried_several_times_stands_in_one_row(ledger, client, desk):
    made = desk("Monday, 3 May. He came. Monday, 3 May. She left.", "twice.txt", title="Twice")
    address = "https://example.org/a_(b)"
    first = made.discrepancy("Monday, 3 May", "date", "3 May was a Sunday", f"terms: a / b ({address})")
    again = Span.of(made.report.text, 24, 37)
    with Store.open(ledger) as store:
        store.record([Outcome(made.report, (first, replace(first, evidence=again, sentence=again)))])
    page = html.fromstring(client.get("/discrepancies").text)
    [row] = [one for one in page.find_class("row") if "3 May was a Sunday" in one.text_content()]
    text = " ".join(row.text_content().split())
    assert text.endswith("and 1 more against terms: a / b")
    assert [link.get("href") for link in row.iter("a")][-1] == address
