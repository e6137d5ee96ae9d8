"""dragoman.wording and terminal: words for dates, actors and foreign text."""

import pytest

from dragoman.harmless import blank, clean
from dragoman.model import Ref, ReportHead
from dragoman.wording import count, day, outlet, parties, shorten, title


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        (None, "undated"),
        ("2025-02-18", "2025-02-18"),
        ("2023-04-2X", "20–29 Apr 2023"),
        ("XXXX-02-18", "18 Feb, year open"),
        ("2024-21", "spring 2024"),
        ("2023-03-02/2023-06-03", "2023-03-02 to 2023-06-03"),
        ("../2023", "until 2023"),
        ("2023/..", "from 2023"),
        ("202X", "202X"),
        ("2025-02-18?", "2025-02-18?"),
    ],
)
def test_day(edtf, words):
    assert day(edtf) == words


def test_a_state_gives_way_to_its_people_and_sides_stand_in_the_order_asked_for(actors):
    refs = (actors.RUS, actors.LAVROV, actors.RUBIO)
    assert parties(refs, ("USA", "RUS")) == "Marco Rubio – Sergei Lavrov"
    assert parties(()) == "somebody"
    assert parties((Ref(None, "officials", "voice"),)) == "officials"


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("ready to talk", None, "ready to talk"),
        ("ready to talk", 13, "ready to talk"),
        ("ready to talk", 12, "ready to…"),
        ("ready, willing", 8, "ready…"),
        ("Donaudampfschifffahrt", 8, "Donauda…"),
    ],
)
def test_nothing_is_cut_inside_a_word_without_an_ellipsis(text, limit, short):
    assert shorten(text, limit) == short


def test_foreign_text_cannot_steer_the_terminal():
    assert clean(
        "a\x1b[31m b\x07\n\tc\u202e\u2028d"
    ) == "a\N{REPLACEMENT CHARACTER}[31m b\N{REPLACEMENT CHARACTER} " + ("c\N{REPLACEMENT CHARACTER} d")
    assert len(blank("a\x1b\u202e\nb")) == 5


def test_count():
    assert [count(number, "report") for number in (0, 1, 1200)] == ["0 reports", "1 report", "1,200 reports"]


def test_a_report_without_outlet_and_title_is_named_once():
    head = ReportHead("0" * 16, "reports/a.txt")
    assert (outlet(head), title(head)) == ("a.txt", "untitled")
