"""The whole desk in a real browser: with scripts and without, light and dark, narrow and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import apsw
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from dragoman.api import Ledger
from dragoman.web.routes import ROUTES

SAMPLES = Path(__file__).parents[3] / "samples"
PAGES = {
    "home": "/",
    "dialogue": "/dialogue/USA/RUS",
    "dialogue-part": "/dialogue/USA/RUS?part=meetings-held",
    "dialogue-asof": "/dialogue/USA/RUS?asof=2022-12-31",
    "dialogue-empty": "/dialogue/IRN/ISR",
    "report": "/report/{report}",
    "timeline": "/timeline/USA/RUS",
    "meetings": "/meetings?actor=USA&actor=RUS",
    "meeting": "/meeting/{meeting}",
    "stories": "/stories",
    "stories-empty": "/stories?actor=Peru",
    "story": "/story/{story}",
    "discrepancies": "/discrepancies",
    "review": "/review",
    "review-asof": "/review?asof=2022-12-31",
    "corrections": "/corrections",
    "corrections-asof": "/corrections?asof=2022-12-31",
    "actor": "/actor/sergey-lavrov",
    "state": "/actor/RUS",
    "search": "/search?q=talks",
    "search-empty": "/search?q=unfindable",
    "map": "/map",
    "about": "/about",
    "login": "/login",
}
"""Every page, by the name of its screenshot."""
FILES = {
    "timeline-image", "plot-css", "dialogue-ics", "dialogue-atom", "corrections-atom", "static",
}  # fmt: skip
"""Routes that give no page."""
COLOURS: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture(scope="session")
def ids(served) -> dict[str, str]:
    """The ids that addresses name: a report, and a meeting that was told more than once."""
    with Ledger(served.ledger, readonly=True) as ledger:
        return {
            "report": next(head.id for head in ledger.reports() if "riyadh" in head.source),
            "story": ledger.stories(least=2, limit=1)[0].id,
            "meeting": max(ledger.meetings("USA", "RUS"), key=lambda met: len(met.history)).id,
        }


@pytest.fixture(scope="session")
def report(ids) -> str:
    return ids["report"]


def sideways(page: Page) -> int:
    """Return by how much the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def faultless(made, name: str) -> None:
    """Look at the page in light and dark, keep a picture of each, and let axe-core look too."""
    for colours in COLOURS:
        made.page.emulate_media(color_scheme=colours)
        made.shot(f"{name}-{colours}")
        found = Axe().run(made.page, options={"resultTypes": ["violations"]})
        assert found.response["violations"] == [], found.generate_report()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_open_to_everybody_and_fits_a_narrow_window(window, ids, name):
    made = window()
    page = made.visit(PAGES[name].format(**ids))
    assert page.get_by_role("heading", level=1).count() == 1
    faultless(made, name)
    assert sideways(page) == 0
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 320, "height": 800})
    made.shot(f"{name}-320")
    assert sideways(page) == 0


def test_no_page_is_left_out():
    paths = {route.name: route.path.partition("{")[0] for route in ROUTES if not route.api and "GET" in route.methods}
    missed = {name for name, path in paths.items() if not any(one.startswith(path) for one in PAGES.values())}
    assert missed <= FILES


def test_the_tour_without_scripts(window, report):
    made = window(scripts=False)
    page = made.visit("/dialogue/USA/RUS")
    page.get_by_role("link", name="Skip to the content").focus()
    page.locator(".facing a.q").first.click()
    assert "/report/" in page.url
    assert page.locator(":target").count() == 1
    page.get_by_role("searchbox", name="Search the reports").fill("Russia, USA")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Russia – United States", exact=True).first.click()
    assert page.get_by_role("heading", level=1).inner_text().split() == ["Russia", "–", "United", "States"]
    page.get_by_role("link", name="Map", exact=True).click()
    page.get_by_role("link", name="Geneva", exact=True).click()
    assert page.get_by_role("heading", name="Geneva").is_visible()


def test_a_click_goes_from_the_mark_to_the_finding_and_back(window, report):
    made = window()
    page = made.visit(f"/report/{report}")
    mark = page.locator(".text .tag.position").first
    name = mark.inner_text()
    mark.click()
    entry = page.locator("li:target")
    assert entry.locator(".tag").inner_text() == name
    entry.locator(".tag").click()
    assert page.locator(".text .tag:target").inner_text() == name


def test_kinds_can_be_put_away_without_scripts(window, report):
    made = window(scripts=False)
    page = made.visit(f"/report/{report}")
    mark = page.locator(".text .tag.statement").first
    assert mark.is_visible()
    page.get_by_label("statement").uncheck()
    assert not mark.is_visible()


def test_colours_are_chosen_without_scripts(window):
    page = window(scripts=False).visit("/about")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.locator("html").evaluate(f"() => {ground}")
    page.get_by_role("button", name="dark").click()
    assert page.url.endswith("/about")
    assert page.locator("html").evaluate(f"() => {ground}") != light
    page.get_by_role("button", name="as the system").click()
    assert page.locator("html").evaluate(f"() => {ground}") == light


def test_the_keyboard_reaches_everything_and_one_sees_where_it_is(window, report):
    page = window().visit(f"/report/{report}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline not in {"none", ""}, page.evaluate("document.activeElement.outerHTML")


def test_ten_findings_are_judged_by_keyboard(window):
    page = window().visit("/review")
    seen = set()
    for number in range(10):
        seen.add(page.locator(".evidence").inner_text() + page.locator(".claim").inner_text())
        with page.expect_navigation():
            if number % 3 == 1:
                page.keyboard.press("r")
                page.keyboard.press("2")
            else:
                page.keyboard.press("u" if number % 3 else "c")
    assert len(seen) == 10
    with page.expect_navigation():
        page.keyboard.press("j")
    assert "skip=1" in page.url
    with page.expect_navigation():
        page.keyboard.press("k")
    assert "skip" not in page.url
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.name").startswith("set-")
    page.goto(page.url.replace("/review", "/corrections"))
    assert page.locator("ol.rows > li").count() >= 10
    assert "Somebody else is meant" in page.content() or "wrong-actor" in page.content()


def test_a_finding_is_judged_without_scripts_and_taken_back(window):
    page = window(scripts=False).visit("/review")
    page.get_by_label("The report does not say this").check()
    page.get_by_role("button", name="Reject").click()
    assert page.url.endswith("/review")
    page.goto(page.url.replace("/review", "/corrections"))
    page.get_by_role("button", name="Take back").first.click()
    assert "took back" in page.locator("ol.rows > li").first.inner_text()


@pytest.fixture
def samples(own):
    return own(lambda path: Ledger(path).read(SAMPLES) and None)


def test_a_verdict_on_a_ledger_that_is_written_to_comes_back_with_its_words(window, samples):
    made = window(desk=samples)
    page = made.visit("/review")
    page.get_by_label("In your words, if you like").fill("It speaks of another summit.")
    page.get_by_label("Somebody else is meant").check()
    writer = apsw.Connection(str(samples.ledger))
    writer.execute("BEGIN IMMEDIATE")
    page.get_by_role("button", name="Reject").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Another process is writing to the ledger just now."
    assert page.get_by_label("In your words, if you like").input_value() == "It speaks of another summit."
    faultless(made, "locked")
    page.set_viewport_size({"width": 320, "height": 800})
    made.shot("locked-320")
    assert sideways(page) == 0
    writer.execute("ROLLBACK")
    writer.close()
    page.get_by_role("button", name="Send it again").click()
    assert page.url.endswith("/review")
    page.goto(page.url.replace("/review", "/corrections"))
    assert "It speaks of another summit." in page.locator("ol.rows > li").first.inner_text()


def _judged(path: Path) -> None:
    """Make a ledger of the samples with verdicts of every sort, and one whose words were lost."""
    with Ledger(path) as ledger:
        ledger.read(SAMPLES)
        events = [entry.finding.id for entry in ledger.entries(kinds=["event"], limit=5)]
        ledger.judge(events[0], "confirm", "Ada Quill")
        ledger.judge(events[1], "reject", "Oren Vask", reason="not-said", why="It says so of another day.")
        ledger.judge(events[2], "edit", "Ada Quill", values={"status": "denied"}, why="An aide denied it.")
        ledger.undo(ledger.judge(events[3], "unsure", "Ada Quill").number or 0, "Oren Vask", "It is plain.")
        met = ledger.meetings("USA", "RUS")
        ledger.compare("meeting", (met[0].id, met[1].id), "different", "Ada Quill", "Half a year apart.")
        ledger.judge(events[4], "confirm", "Ada Quill")
    connection = apsw.Connection(str(path))
    connection.execute("UPDATE finding SET retired = '2026-01-01T00:00:00+00:00' WHERE id = ?", (events[4],))
    connection.close()


@pytest.fixture
def judged(own):
    return own(_judged)


def test_corrections_with_rows_and_words_that_were_lost(window, judged):
    made = window(desk=judged)
    page = made.visit("/corrections")
    assert page.locator("ol.rows > li").count() == 7
    assert page.get_by_role("heading", name="Lost their words").is_visible()
    faultless(made, "corrections-rows")
    page.set_viewport_size({"width": 320, "height": 800})
    made.shot("corrections-rows-320")
    assert sideways(page) == 0
    assert page.locator(".judged.rejected").count() == 1


def test_two_meetings_are_compared_without_scripts_and_by_keyboard_alone(window, judged):
    with Ledger(judged.ledger, readonly=True) as ledger:
        key = ledger.meetings("USA", "RUS")[0].id
    page = window(scripts=False, desk=judged).visit(f"/meeting/{key}")
    page.get_by_label("This meeting and").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("One and the same.")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "same"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_text("One and the same.").is_visible()
    page.get_by_role("button", name="Take back").first.click()
    assert not page.get_by_text("One and the same.").is_visible()


def test_the_time_line_stacks_in_a_narrow_window(window):
    made = window(width=320)
    page = made.visit("/timeline/USA/RUS")
    assert page.locator(".plot.narrow img").is_visible()
    assert not page.locator(".plot.wide").is_visible()
    assert page.locator(".plot.narrow img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 320
    assert sideways(page) == 0
    faultless(made, "timeline-stacked")


def test_a_report_leads_to_what_others_say_of_the_same(window, ids):
    page = window().visit(f"/story/{ids['story']}")
    page.locator("ol.joined a.q").first.click()
    same = page.locator("section.same")
    assert same.get_by_role("heading", name="Others on the same").is_visible()
    same.get_by_role("link").first.click()
    assert "/story/" in page.url


def test_the_slider_of_dates_shows_the_record_of_that_day(window):
    page = window().visit("/dialogue/USA/RUS")
    page.locator("input[type=range]").focus()
    with page.expect_navigation():
        page.keyboard.press("Home")
    assert "asof=2021-06-16" in page.url
    assert page.get_by_text("As the record stood on").is_visible()


def test_what_is_not_there_and_what_goes_wrong_look_like_pages(window):
    made = window()
    page = made.visit("/report/ffffffffffffffff", status=404)
    assert page.get_by_role("heading", level=1).is_visible()
    faultless(made, "error")


@pytest.mark.parametrize(
    "name",
    [
        "home",
        "dialogue-empty",
        "search",
        "map",
        "about",
        "state",
        "meetings",
        "discrepancies",
        "stories",
        "corrections",
        "review",
    ],
)
def test_an_empty_desk_says_so_beautifully(window, bare, name):
    made = window(desk=bare)
    made.visit(PAGES[name])
    faultless(made, f"bare-{name}")


@pytest.mark.parametrize("name", ["dialogue", "report", "timeline", "story", "state", "meeting", "search", "review"])
def test_pages_go_on_paper(window, ids, name):
    made = window(width=720)
    page = made.visit(PAGES[name].format(**ids))
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation", name="Pages").is_visible()
    assert page.locator("main :is(input, select, button):visible").count() == 0
    assert page.locator(".onpaper").is_visible()
    made.shot(f"{name}-paper")
