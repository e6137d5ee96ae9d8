"""The picture of offices on an actor's page."""

from __future__ import annotations

import re

from dragoman.gazetteer import Office, Term
from dragoman.web.pages.offices import MOST, YEARS, offices

MINISTER = Office("a", "Minister of Ferries", "ARL", "other", True, None, (), "")
PRESIDENT = Office("b", "President", "ARL", "head_of_state", True, None, (), "")


def term(office: Office, start: str, end: str | None, person: str = "ada-quill") -> Term:
    return Term(person, office, start, end, "https://example.org")


def test_an_office_is_a_line_and_a_term_a_bar_up_to_the_day():
    drawn = offices(
        [term(MINISTER, "2020-01-01", "2022-01-01"), term(MINISTER, "2022-01-01", None)], "2024-01-01", holders=True
    )
    (line,) = drawn.lines
    assert [(bar.x, bar.width, bar.runs) for bar in line.bars] == [(0, 50.03, False), (50.03, 49.97, True)]
    assert [year for _, year in drawn.ticks] == [2021, 2022, 2023]


def test_who_leads_stands_first_and_bars_bear_dates_where_it_is_one_person():
    drawn = offices(
        [term(MINISTER, "2020-01-01", None), term(PRESIDENT, "2021-01-01", None)], "2024-01-01", holders=False
    )
    assert [line.title for line in drawn.lines] == ["President", "Minister of Ferries"]
    assert drawn.lines[0].bars[0].name == "2021-01-01 – in office"


def test_what_had_not_begun_or_ended_on_the_day_is_not_said():
    terms = [term(MINISTER, "2020-01-01", "2023-06-01"), term(PRESIDENT, "2024-05-01", None)]
    (line,) = offices(terms, "2022-01-01", holders=True).lines
    assert (line.bars[0].runs, line.bars[0].width) == (True, 100)
    assert "2023" not in line.bars[0].says
    assert offices(terms, "2019-01-01", holders=True) is None


def test_only_the_latest_years_and_so_many_offices_are_drawn():
    old = [
        term(Office(str(n), f"Office {n}", "ARL", "other", True, None, (), ""), "1980", None) for n in range(MOST + 3)
    ]
    drawn = offices(old, "2024-01-01", holders=True)
    assert len(drawn.lines) == MOST
    assert min(year for _, year in drawn.ticks) > 2024 - YEARS


def test_the_page_of_a_person_and_of_a_state_show_it_and_as_of_a_day(client):
    person, state = client.get("/actor/sergey-lavrov").text, client.get("/actor/RUS").text
    assert (
        "Minister of Foreign Affairs"
        in re.search(r'<svg class="offices".*?</svg>\n</svg>|<svg class="offices".*', person, re.DOTALL)[0]
    )
    assert "<b>Sergey Lavrov</b>" in state
    assert "<b>Lavrov</b>" in state, "for a bar too small for the whole name"
    assert "Andrei Belousov" not in client.get("/actor/RUS?asof=2023-01-01").text
