"""dragoman.show.evaluation: a score as text and as JSON."""

import io
import json

import pytest
from rich.console import Console

from dragoman.evaluate.bootstrap import lines
from dragoman.evaluate.sets import Evaluation
from dragoman.evaluate.tally import Document, Fault, Row, Score
from dragoman.show.evaluation import evaluation_json, show_evaluation

ROWS = (
    Row("root: AGREE"),
    Row("AGREE, THREATEN or REJECT coded as a deed or the opposite", "rate", lower=True),
    Row("root: macro-F1", "mean", of=("root: AGREE",)),
    Row("findings outside the body", "count", lower=True),
    Row("nothing"),
)
FAULT = Fault("roots", "a.tsv:3", "Peru \x1b[2Jmay " + "lift the old curfew " * 8, ("AGREE",))


@pytest.fixture
def score():
    own = Score()
    own.tallies["root: AGREE"].count(8, 10, 12)
    own.rates[ROWS[1].name].count, own.rates[ROWS[1].name].of = 1, 10
    own.counts["findings outside the body"] = 3
    shown = tuple(lines([Document({"all": own})], ROWS, ("all",)))
    return Evaluation("plv", "a.tsv", "sentence", 1, "d" * 64, shown, (FAULT,), ("2 rows left out",))


def printed(score, layers=()):
    stream = io.StringIO()
    show_evaluation(score, Console(file=stream, width=80, color_system=None, markup=False), layers)
    return stream.getvalue()


def test_every_row_has_its_numbers_and_figures(score):
    text = " ".join(printed(score).split())
    assert (
        "plv: 1 sentence in a.tsv 95% intervals from 2,000 resamples of whole sentences; set dddddddddddddddd" in text
    )
    assert "2 rows left out" in text
    assert "root: AGREE gold 10, found 12 P 0.667 (0.667–0.667) R 0.800 (0.800–0.800) F1 0.727 (0.727–0.727)" in text
    assert "the opposite 1 of 10 0.100 (0.100–0.100), the lower the better" in text
    assert "findings outside the body 3" in text
    assert "nothing gold 0, found 0 P 0.000 R 0.000 F1 0.000" in text
    assert "WHAT WENT WRONG" not in text


def test_faults_are_shown_where_asked_for(score):
    out = printed(score, ("roots",))
    assert "ROOTS: WHAT WENT WRONG (1)\n\na.tsv:3\n  Peru \ufffd[2Jmay lift" in out
    assert "    expected  AGREE\n    found     nothing\n" in out
    assert max(map(len, out.splitlines())) <= 80


def test_as_json(score):
    found = json.loads(json.dumps(evaluation_json(score)))
    rows = {row["row"]: row for row in found["rows"]}
    assert rows["root: AGREE"]["figures"]["P"] == {"value": 0.6667, "low": 0.6667, "high": 0.6667}
    assert (rows["root: AGREE"]["right"], rows["root: AGREE"]["gold"], rows["root: AGREE"]["found"]) == (8, 10, 12)
    assert rows["nothing"]["figures"]["F1"] == {"value": 0.0, "low": None, "high": None}
    assert rows[ROWS[1].name]["lower_is_better"] is True
    assert rows["findings outside the body"]["count"] == 3
    assert "errors" not in found
    assert evaluation_json(score, ("roots",))["errors"][0]["expected"] == ["AGREE"]
