"""bench/portal.py over an entry of our own; and the committed annotations, as far as they tell without their texts."""

import gzip
import hashlib
import json
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

from corpus.check import known_codes
from dragoman.evaluate.layers import NEWS_LAYERS
from dragoman.evaluate.sets import measured
from dragoman.evaluate.work import Way
from dragoman.model import EventType, Manner, Matter, Stance, Status

TEXT = "Norway meets Peru in Oslo. It rained."
ROW = {
    "id": "ce-1",
    "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
    "sentences": [
        {
            "start": 0,
            "end": 26,
            "events": [
                {"type": "CONSULT", "source": ["NOR"], "recipient": ["PER"], "status": "held", "cue": [7, 12]},
                {"type": "AID", "source": ["NOR"], "recipient": ["PER"], "status": "held", "cue": [7, 12]},
            ],
        },
        {"start": 27, "end": 37},
    ],
}
HALVES = Path(__file__).parents[2] / "bench" / "portal"
CLOSED = {
    "type": get_args(EventType),
    "status": get_args(Status),
    "manner": get_args(Manner),
    "matter": get_args(Matter),
    "stance": get_args(Stance),
}


@pytest.fixture
def portal(gate, tmp_path, monkeypatch):
    """The module over annotations of our own."""
    for half in ("dev", "held"):
        (tmp_path / f"{half}.jsonl").write_text(json.dumps(ROW) + "\n", "utf-8")
    monkeypatch.setattr(gate.portal, "ANNOTATIONS", tmp_path)
    return gate.portal


@pytest.fixture
def entries(tmp_path):
    """Write the file of entries, with this text; return its path."""

    def write(text):
        path = tmp_path / "entries.jsonl.gz"
        path.write_bytes(gzip.compress(json.dumps({"id": "ce-1", "text": text}).encode()))
        return path

    return write


def test_an_entry_is_scored_with_its_text(portal, entries):
    score = measured(portal.DEV, entries(TEXT), Way())
    counts = {line.row.name: line.cells for line in score.lines if line.view == "all"}
    assert score.documents == 1
    assert counts["event: type"][1] == 2
    assert [fault.layer for fault in score.faults] == ["events"]


def test_of_the_half_held_back_only_figures_are_kept(portal, entries):
    score = measured(portal.HELD, entries(TEXT), Way())
    assert score.documents == 1
    assert score.faults == ()


def test_an_entry_whose_text_has_changed_is_left_out_with_a_line(portal, entries):
    loaded = portal.DEV.load(entries(TEXT + " Again."))
    assert loaded.documents == []
    assert loaded.notes == (
        "1 of 1 entries are missing or have another text than was annotated: left out of the score",
    )


# The committed annotations


@pytest.fixture(scope="module", params=["dev", "held"])
def rows(request):
    return [json.loads(line) for line in (HALVES / f"{request.param}.jsonl").read_text("utf-8").splitlines()]


def test_no_entry_is_in_both_halves_or_twice():
    ids = [json.loads(line)["id"] for path in HALVES.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()]
    assert len(ids) == len(set(ids)) > 700


def test_sentences_follow_each_other_and_words_lie_in_theirs(rows):
    for row in rows:
        spans = [(one["start"], one["end"]) for one in row["sentences"]]
        assert all(start < end for start, end in spans), row["id"]
        assert all(one[1] <= other[0] for one, other in pairwise(spans)), row["id"]
        for sentence, (start, end) in zip(row["sentences"], spans, strict=True):
            for item in items(sentence):
                for key in ("cue", "place", "text"):
                    if item.get(key) is not None:
                        assert start <= item[key][0] < item[key][1] <= end, row["id"]


def test_every_value_is_one_of_its_list_and_every_party_known(rows):
    codes = known_codes()
    for row in rows:
        for item in (item for sentence in row["sentences"] for item in items(sentence)):
            assert all(item[key] in allowed for key, allowed in CLOSED.items() if key in item), row["id"]
            named = [item.get(key) for key in ("state", "holder", "toward", "by", "on")]
            named += [*item.get("source", ()), *item.get("recipient", ())]
            assert {code for code in named if code} <= codes, row["id"]


def items(sentence):
    assert set(sentence.get("unsure", ())) <= set(NEWS_LAYERS)
    return [item for layer in NEWS_LAYERS for item in sentence.get(layer, ())]
