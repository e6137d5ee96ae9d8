"""dragoman.evaluate.tally and bootstrap: counts and intervals, by hand and by definition."""

import pickle

import pytest

from dragoman.evaluate.bootstrap import lines
from dragoman.evaluate.tally import Document, Row, Score, Tally, matches

ROWS = (Row("one"), Row("two"), Row("both", "mean", of=("one", "two")), Row("yes", "rate"), Row("many", "count"))


def document(right: int, gold: int, found: int, yes: bool = True) -> Document:
    score = Score()
    score.tallies["one"].count(right, gold, found)
    score.rates["yes"].add(yes)
    score.counts["many"] = 2
    return Document({"all": score})


def by_name(documents):
    return {line.row.name: line for line in lines(documents, ROWS, ("all",))}


def test_sets_count_a_thing_said_twice_once():
    tally = Tally()
    tally.compare(["a", "a", "b"], ["a", "c"])
    assert (tally.right, tally.gold, tally.found) == (1, 2, 2)


def test_pairs_are_one_to_one_in_order():
    assert matches([1, 1, 2], [2, 1], int.__eq__) == [(1, 1), (2, 2)]


def test_a_score_crosses_to_another_process():
    score = document(1, 2, 3).views["all"]
    assert pickle.loads(pickle.dumps(score)) == score  # noqa: S301 - our own


def test_figures_are_those_of_the_sums():
    found = by_name([document(1, 2, 2), document(2, 2, 4, yes=False)])
    assert found["one"].cells == (3, 4, 6)
    assert [round(found["one"].figures[name].value, 3) for name in ("P", "R", "F1")] == [0.5, 0.75, 0.6]
    assert found["yes"].figures["share"].value == 0.5
    assert found["many"].figures["count"].value == 4
    assert found["both"].figures["mean"].value == pytest.approx(0.6)  # of those with something to measure


def test_the_interval_holds_the_value_and_is_the_same_every_time():
    documents = [document(number % 3, 2, 2) for number in range(30)]
    one, other = by_name(documents)["one"].figures["F1"], by_name(documents)["one"].figures["F1"]
    assert one == other
    assert one.low < one.value < one.high
    assert one.high - one.low < 0.4


def test_documents_are_drawn_whole():
    """All that is wrong stands in one document: the interval is that of drawing it or not, not of sentences."""
    spread = by_name([document(0, 100, 100), *(document(1, 1, 1) for _ in range(9))])["one"].figures["R"]
    assert spread.low < 0.05
    assert spread.high == 1.0


def test_what_has_nothing_to_measure_has_no_interval():
    nothing = by_name([Document({"all": Score()})])["one"].figures["F1"]
    assert (nothing.value, nothing.low, nothing.high) == (0.0, None, None)
    assert by_name([])["one"].figures["P"].low is None
