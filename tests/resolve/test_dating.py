"""Undated reports are bracketed by the offices, events and deadlines they name; a stated date stands."""

import pytest

from dragoman.ledger import Store
from dragoman.model import Report
from dragoman.pipeline import outcome

CASES = {
    "offices-intersect": (
        "US Secretary of State Antony Blinken spoke in Berlin. Turkish Foreign Minister Mevlut Cavusoglu disagreed.",
        "2021-01-26/2023-06-03",
    ),
    "a-former-holder-bounds-nothing": ("Former US Secretary of State Antony Blinken spoke in Berlin.", None),
    "a-past-meeting-is-the-earliest-day": (
        "US Secretary of State Antony Blinken recalled the exchange at the G20 foreign ministers meeting in New Delhi.",
        "2023-03-02/2025-01-20",
    ),
    "a-coming-meeting-is-none": (
        "US Secretary of State Antony Blinken will attend the G20 foreign ministers meeting in New Delhi.",
        "2021-01-26/2025-01-20",
    ),
    "an-open-term-leaves-the-end-open": (
        "A meeting between Russia and the United States took place on February 18 in the Saudi capital.",
        "2025-02-18/..",
    ),
    "a-top-diplomat-need-not-be-the-minister": (
        "Chinese top diplomat Wang Yi hosted the talks. Foreign Minister Qin Gang said China sought nothing.",
        "2022-12-30/2023-07-25",
    ),
    "a-deadline-ends-it": (
        "Turkish Foreign Minister Mevlut Cavusoglu recalled the G20 foreign ministers meeting in New Delhi. "
        "He will travel to New York at the end of April.",
        "2023-03-02/2023-04-30",
    ),
    "a-title-outlasts-its-office-in-the-news-of-the-dismissal": (
        "US President Donald Trump fired National Security Adviser John Bolton over the talks.",
        "2018-04-09/2019-10-11",
    ),
    "whoever-is-named-with-a-year-gone-by-tells-the-first-day": (
        "Aid grew again. German Chancellor Angela Merkel had begun the programme in 2015.",
        "2005-11-22/..",
    ),
    "a-title-outlasts-its-bearer-in-the-news-of-the-death": (
        "Iran mourned Foreign Minister Hossein Amir-Abdollahian, who died in a crash.",
        "2021-08-25/2024-06-19",
    ),
    "a-year-in-a-target-is-not-past": (
        "Ministers set these aims. Deliver coordinated aid worth $2 billion to Yemen in 2022.",
        None,
    ),
    "an-attack-that-reports-date-themselves-by": (
        "Hezbollah and Israel have exchanged fire since the Majdal Shams attack.",
        "2024-07-27/..",
    ),
    "an-election-looked-back-on": (
        "US Secretary of State Antony Blinken spoke after the 2024 United States presidential election.",
        "2024-11-05/2025-01-20",
    ),
    "nothing-named-nothing-known": ("The two sides met again.", None),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_undated_reports_are_bracketed(text, expected):
    dated = outcome(Report("r", text)).dated
    assert dated.edtf == expected
    assert dated.basis == ("inferred" if expected else "unknown")
    assert all(text[one.words.start : one.words.end] == one.words.quote for one in dated.reasons)


def test_a_stated_date_stands():
    dated = outcome(Report("r", CASES["offices-intersect"][0], published="2019-01-01")).dated
    assert (dated.edtf, dated.basis, dated.reasons) == ("2019-01-01", "stated", ())


def test_what_contradicts_the_rest_is_told_and_left_out():
    text = "German Chancellor Angela Merkel met US Secretary of State Antony Blinken and Chancellor Friedrich Merz."
    dated = outcome(Report("r", text)).dated
    assert dated.edtf == "2021-01-26/2021-12-08"
    assert "contradicts" in dated.reasons[-1].says


def test_partial_dates_inside_the_bracket_are_inferred():
    found = outcome(Report("r", CASES["an-open-term-leaves-the-end-open"][0])).findings
    dates = [one.date for one in found if one.kind == "event" and one.date is not None]
    assert [(date.edtf, date.basis) for date in dates] == [("2025-02-18", "inferred")]


def test_the_ledger_keeps_the_bracket_and_its_reasons(tmp_path):
    made = outcome(Report("reports/r.txt", CASES["offices-intersect"][0]))
    with Store.open(tmp_path / "l.db") as store:
        store.record([made])
        assert store.dated(made.report.id) == made.dated
        assert next(store.reports()).dated == made.dated.edtf


def test_where_two_sides_are_as_many_the_reasons_of_both_are_told():
    text = (
        "US Secretary of State Mike Pompeo called for talks. "
        "British Prime Minister Theresa May welcomed it. "
        "British Foreign Secretary David Lammy agreed. "
        "US Secretary of State Marco Rubio did not."
    )
    dated = outcome(Report("case", text, language="en")).dated
    assert dated.edtf == "2018-04-26/2025-09-05"
    assert not any("left out" in reason.says for reason in dated.reasons)
    assert len(dated.reasons) == 4
