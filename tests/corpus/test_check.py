"""The check of the corpus: the corpus itself has no fault, and faults are told."""

import json

from corpus import check


def test_the_corpus_has_no_fault(capsys):
    assert check.main([]) == 0
    assert ", 0 faults" in capsys.readouterr().out


def test_day_and_outlet_may_be_unknown():
    report = {"id": "z-1", "published": None, "outlet": None, "style": "sentence", "sentences": []}
    assert list(check.head_faults(report)) == []
    assert list(check.head_faults({**report, "published": "March", "outlet": ""})) == [
        "published 'March' is not a day",
        "outlet '' is no name",
    ]


def test_faults_are_told_with_their_place(tmp_path, capsys):
    event = {
        "type": "AID", "cue": "gave", "status": "held", "source": ["XXA"], "recipient": [], "source_words": ["Oslo"],
        "recipient_words": [], "date": None, "place": None,
    }  # fmt: skip
    report = {"id": "z-1", "published": None, "outlet": None, "style": "wire"}
    report["sentences"] = [{"text": "Oslo gives.", "events": [event]}]
    (tmp_path / "z.jsonl").write_text(f"{json.dumps(report)}\n{json.dumps(report)}\n", "utf-8")
    assert check.main([str(tmp_path / "z.jsonl")]) == 1
    out = capsys.readouterr().out
    assert "z-1 sentence 0: events[0]: cue not in the sentence: 'gave'" in out
    assert "source has the unknown code 'XXA'" in out
    assert "z-1: id used twice" in out
