"""Date expressions: found in sentences, resolved to EDTF, refused where they cannot be."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.data import toml
from dragoman.dates import LONGEST, find_dates
from dragoman.model import Event, Report
from dragoman.pipeline import outcome
from dragoman.resolve.anchored_dates import date_in
from dragoman.resolve.dates import READERS, Tense, impossible, resolve_date

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "dates.toml").read_text("utf-8"))

DAY = r"(?:\d{4}|XXXX)-(?:\d\d|XX)-(?:\d\d|\dX)"
POINT = rf"(?:{DAY}|(?:\d{{4}}|XXXX)-\d\d|\d{{4}}|\d{{3}}X|\d\dXX)~?"
EDTF = re.compile(rf"{POINT}|(?:{POINT}|\.\.)/(?:{POINT}|\.\.)|\{{{POINT},{POINT}\}}")

phrases = st.lists(st.sampled_from(CASES["vocabulary"].split()), min_size=1, max_size=7).map(" ".join)
days = st.dates(date(1600, 1, 1), date(2399, 12, 31)).map(date.isoformat) | st.none()
tenses = st.sampled_from(["past", "future", "none"])


@pytest.mark.parametrize(("words", "published", "tense", "edtf", "basis"), CASES["resolve"])
def test_expression_means(words: str, published: str, tense: Tense, edtf: str, basis: str) -> None:
    when = resolve_date(words, published or None, tense)
    assert (when.edtf or "", when.basis, when.text) == (edtf, basis, None)


@pytest.mark.parametrize("row", CASES["within"], ids=lambda row: row[0])
def test_expression_means_in_its_report(row: tuple[str, str, str, Tense, str, str]) -> None:
    text, words, published, tense, edtf, basis = row
    span = next(one for one in find_dates(text) if one.quote == words)
    when = date_in(text, span, published or None, tense)
    assert (when.edtf or "", when.basis, when.text) == (edtf, basis, span)


@pytest.mark.parametrize(("sentence", "expressions"), CASES["find"])
def test_sentence_holds(sentence: str, expressions: list[str]) -> None:
    assert [span.quote for span in find_dates(sentence)] == expressions


def test_words_no_calendar_can_date_are_found_where_asked_for() -> None:
    text = "Talks were once frozen; now envoys meet weekly, and on 3 May they spoke of the future."
    assert [span.quote for span in find_dates(text)] == ["3 May"]
    assert [span.quote for span in find_dates(text, references=True)] == ["now", "3 May", "the future"]


@pytest.mark.parametrize(("words", "reason"), CASES["impossible"])
def test_impossible_date_says_why(words: str, reason: str) -> None:
    assert (impossible(words) or "") == reason


@pytest.mark.parametrize("form", toml("dates")["forms"])
def test_every_form_has_a_reader(form: str) -> None:
    assert form in READERS


def test_offset_is_added() -> None:
    (span,) = find_dates("They met on 18 February 2025.", offset=100)
    assert (span.start, span.end, span.quote) == (112, 128, "18 February 2025")


def test_expression_may_run_over_a_line() -> None:
    (span,) = find_dates("They met on February\n18, 2025.")
    assert resolve_date(span.quote, None, "past").edtf == "2025-02-18"


def test_overlong_input_is_no_date() -> None:
    assert resolve_date("on" + " " * LONGEST + "Tuesday", "2025-02-18", "past").edtf is None
    assert impossible("31 April" + "." * LONGEST) is None


def test_every_case_is_valid_edtf() -> None:
    assert all(EDTF.fullmatch(edtf) for _, _, _, edtf, _ in CASES["resolve"] if edtf)


@given(phrases | st.text(max_size=200), days | st.text(max_size=24), tenses)
def test_any_words_give_edtf_or_nothing(words: str, published: str | None, tense: Tense) -> None:
    when = resolve_date(words, published, tense)
    assert (when.edtf is None) == (when.basis == "unknown")
    assert when.edtf is None or EDTF.fullmatch(when.edtf)
    assert impossible(words) is None or when.edtf is None


@given(st.lists(phrases | st.text(max_size=60), max_size=4).map(". ".join), st.integers(0, 1000))
def test_spans_quote_their_text_in_order(text: str, offset: int) -> None:
    spans = find_dates(text, offset)
    assert all(text[span.start - offset : span.end - offset] == span.quote for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_any_written_day_is_found_and_read(day: date) -> None:
    (span,) = find_dates(f"The envoys met on {day:%d %B %Y} in Geneva.")
    assert resolve_date(span.quote, None, "past").edtf == day.isoformat()


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(0, 6))
def test_weekday_lies_on_the_side_of_its_tense(day: date, weekday: int) -> None:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
    past, future = (resolve_date(name, day.isoformat(), tense).edtf for tense in ("past", "future"))
    assert past is not None
    assert future is not None
    before, after = date.fromisoformat(past), date.fromisoformat(future)
    assert before.weekday() == after.weekday() == weekday
    assert 0 <= (day - before).days < 7
    assert 0 <= (after - day).days < 7


def test_what_was_held_is_not_of_days_to_come():
    found = outcome(
        Report("case", "The talks between Rubio and Lavrov precede a session later this month.", published="2025-06-06")
    ).findings
    assert [one.date for one in found if isinstance(one, Event) and one.status == "held"] == [None]
