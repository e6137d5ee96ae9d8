"""dragoman.evaluate.floors: what breaks a floor, what moves one, and what the file keeps of it."""

from dataclasses import replace

import pytest

from dragoman.errors import NotFound, UsageError
from dragoman.evaluate.bootstrap import lines
from dragoman.evaluate.floors import Book, Floors, faults, figures, moved, read_book, written
from dragoman.evaluate.sets import Evaluation
from dragoman.evaluate.tally import Document, Row, Score

ROWS = (Row("deed"), Row("slip", "rate", lower=True), Row("never"))
DAY = "2026-11-23"


def score(right=8, slips=1, digest="d1"):
    """A score with F1 = right / 10 and a rate of slips / 10, the lower the better."""
    own = Score()
    own.tallies["deed"].count(right, 10, 10)
    own.rates["slip"].count, own.rates["slip"].of = slips, 10
    shown = lines([Document({"all": own})], ROWS, ("all",))
    return Evaluation("news", "x", "article", 1, digest, tuple(shown), (), ())


@pytest.fixture
def book():
    """A book with the floors of one set: 0.79 and, as a ceiling, 0.11."""
    return moved(Book(0.01, (Floors("one", "news", "x", "outside"),)), "one", score(), DAY)


def test_a_floor_lies_a_margin_under_its_value_and_a_ceiling_over_it(book):
    [own] = book.sets
    assert own.digest == "d1"
    assert own.floors["all | deed | F1"] == 0.79
    assert own.floors["all | slip | share"] == 0.11
    assert not any("never" in name for name in own.floors)  # no floor stands on nothing
    assert {one.name for one in figures(score())} == set(own.floors)


def test_what_holds_is_no_fault(book):
    assert faults(book.sets[0], score()) == []
    assert faults(book.sets[0], score(right=9, slips=0)) == []


def test_a_broken_floor_is_told(book):
    told = faults(book.sets[0], score(right=7))
    assert len(told) == 3
    assert "one: all | deed | F1 is 0.7000, below its floor 0.7900" in told[2]


def test_a_broken_ceiling_is_told(book):
    assert ["above its ceiling 0.1100" in line for line in faults(book.sets[0], score(slips=2))] == [True]


def test_another_set_is_told_with_what_to_do(book):
    [told] = faults(book.sets[0], score(digest="d2"))
    assert "is not the set its floors were measured on" in told
    assert "make floors SETS=one" in told


def test_a_figure_without_a_floor_and_a_floor_without_a_figure_are_told(book):
    own = book.sets[0]
    some = replace(own, floors={name: value for name, value in own.floors.items() if "slip" not in name})
    assert [("has no floor" in line) for line in faults(some, score())] == [True]
    more = replace(own, floors={**own.floors, "all | gone | F1": 0.5})
    assert [("no longer measured" in line) for line in faults(more, score())] == [True]
    assert "has no floors yet" in faults(Floors("one", "news", "x", "outside"), score())[0]


def test_floors_rise(book):
    later = moved(book, "one", score(right=9), DAY)
    assert later.sets[0].floors["all | deed | F1"] == 0.89
    assert (later.moves[-1].raised, later.moves[-1].lowered) == (3, ())


def test_a_floor_that_holds_does_not_fall_with_the_value(book):
    risen = moved(book, "one", score(right=8), DAY)
    assert risen is book
    within = replace(book, margin=0.3)
    assert moved(within, "one", score(right=8), DAY) is within


def test_going_down_without_a_reason_is_refused(book):
    for reason in (None, "", "  "):
        with pytest.raises(UsageError, match=r"deed \| F1 0.7900 → 0.6900.*only with --down and --reason"):
            moved(book, "one", score(right=7), DAY, reason)
    with pytest.raises(UsageError, match=r"slip \| share 0.1100 → 0.3100"):
        moved(book, "one", score(slips=3), DAY)


def test_going_down_with_a_reason_is_kept(book):
    later = moved(book, "one", score(right=7), DAY, "the parser is faster now")
    assert later.sets[0].floors["all | deed | F1"] == 0.69
    assert later.sets[0].floors["all | slip | share"] == 0.11
    last = later.moves[-1]
    assert (last.day, last.set, last.reason, len(last.lowered)) == (DAY, "one", "the parser is faster now", 3)


def test_a_figure_that_is_lost_takes_a_reason(book):
    bare = replace(score(), lines=score().lines[:1])
    with pytest.raises(UsageError, match="no longer measured"):
        moved(book, "one", bare, DAY)
    assert not any("slip" in name for name in moved(book, "one", bare, DAY, "dropped").sets[0].floors)


def test_another_set_may_take_over_where_nothing_falls(book):
    later = moved(book, "one", score(right=9, digest="d2"), DAY)
    assert later.sets[0].digest == "d2"
    with pytest.raises(UsageError):
        moved(book, "one", score(right=2, digest="d2"), DAY)


def test_the_file_comes_back_as_it_was_written(book, tmp_path):
    later = moved(book, "one", score(right=7), DAY, 'a "reason"\twith\\signs\x7f, and „more“')
    path = tmp_path / "floors.toml"
    path.write_text(written(later), "utf-8")
    assert read_book(path) == later
    assert written(read_book(path)) == written(later)


def test_a_file_that_is_none(tmp_path):
    with pytest.raises(NotFound):
        read_book(tmp_path / "nosuch.toml")
    for text in ("margin = ", "margin = 0.1", 'margin = 0.1\n[sets.x]\nkind = "news"', 'margin = "x"\nsets = 3'):
        (tmp_path / "floors.toml").write_text(text, "utf-8")
        with pytest.raises(UsageError, match="not a file of floors"):
            read_book(tmp_path / "floors.toml")


def test_a_set_that_is_not_in_the_book(book):
    with pytest.raises(NotFound, match="one of one"):
        moved(book, "two", score(), DAY)
