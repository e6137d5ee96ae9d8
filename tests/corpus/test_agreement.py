"""The second annotation against the first: counted by hand on one report, and the one that is kept."""

import json

import pytest

from corpus import agreement
from dragoman.errors import UsageError
from dragoman.evaluate import Way
from dragoman.evaluate.sets import measured


def event(kind, status="held", recipient="PER"):
    return {"type": kind, "status": status, "source": ["NOR"], "recipient": [recipient]}


def lines(folder):
    score = measured(agreement.GOLD, folder, Way())
    return {(line.view, line.row.name): line.cells for line in score.lines}


@pytest.fixture
def folder(tmp_path):
    """One report annotated twice: one event the same, one with another party and status, one in doubt."""

    def put(part, *notes):
        (tmp_path / part).mkdir()
        texts = ("Oslo met Lima.", "Oslo helped Lima.", "Oslo called Lima.")
        sentences = [{"text": text, **note} for text, note in zip(texts, notes, strict=True)]
        (tmp_path / part / "001.jsonl").write_text(json.dumps({"id": "z-1", "sentences": sentences}), "utf-8")

    doubt = {"events": [event("CONSULT")], "unsure": ["events"]}
    put("unseen", {"events": [event("CONSULT")]}, {"events": [event("AID", "planned")]}, doubt)
    put("second", {"events": [event("CONSULT")]}, {"events": [event("AID", "held", "CHL")]}, {})
    return tmp_path / "second"


def test_the_first_is_gold_and_its_doubts_count(folder):
    found = lines(folder)
    assert found["all", "event: type"] == (2, 3, 2)
    assert found["sure", "event: type"] == (2, 2, 2)
    assert found["sure", "event: type+parties"] == (1, 2, 2)
    assert found["sure", "event: unreal shown as held"] == (1, 1, 0)


def test_a_report_that_is_not_in_the_corpus_is_refused(folder):
    file = folder / "001.jsonl"
    file.write_text(file.read_text("utf-8").replace("Oslo met", "Rome met"), "utf-8")
    with pytest.raises(UsageError, match="z-1 is not a report of the corpus, or its text is another"):
        agreement.load(folder)


def test_the_annotation_that_is_kept(capsys):
    assert agreement.main() == 0
    out = capsys.readouterr().out
    assert "agreement: 132 reports" in out
    assert len(out.split("event: type+parties")) == 3
