"""Annotations by reference: words become offsets and words again, and only over the text that was annotated."""

import gzip
import json

import pytest

from corpus import check, references

TEXT = "THE HALL\n\nThe President called the King.\nThey agreed\nto meet.\n"
SPANS = [(10, 40), (41, 61)]
REPORT = {
    "id": "r-9001",
    "report": "wh-1",
    "url": "https://example.org/1",
    "published": "2023-03-05",
    "sentences": [
        {
            "text": "The President called the King.",
            "events": [
                {
                    "type": "CONSULT", "cue": "called", "status": "held", "source": ["USA"], "recipient": ["JOR"],
                    "source_words": ["The President"], "recipient_words": ["the King"], "date": None, "place": None,
                }
            ],
        },
        {
            "text": "They agreed\nto meet.",
            "positions": [
                {"holder": "USA", "toward": "JOR", "matter": "meeting", "stance": "open", "words": "agreed\nto meet"}
            ],
            "unsure": ["positions"],
        },
    ],
}  # fmt: skip


@pytest.fixture
def row():
    return references.by_offsets(REPORT, TEXT, SPANS)


def test_words_are_kept_as_offsets_only(row):
    event = row["sentences"][0]["events"][0]
    assert (event["cue"], event["source_words"], event["place"]) == ([24, 30], [[10, 23]], None)
    assert not any(words in json.dumps(row) for words in ("called", "President", "King"))


def test_the_text_brings_the_words_back(row):
    back = references.with_text(row, TEXT)
    assert back["sentences"][0]["events"] == REPORT["sentences"][0]["events"]
    assert back["sentences"][1]["text"] == "They agreed to meet."
    assert back["sentences"][1]["unsure"] == ["positions"]
    assert list(check.head_faults(back)) == []


def test_another_text_is_refused(row):
    with pytest.raises(references.Changed, match="wh-1: the text is not the one that was annotated"):
        references.with_text(row, TEXT + " ")


@pytest.fixture
def folder(tmp_path, monkeypatch, row):
    """A folder with the reports, and a corpus whose part r is the one excerpt."""
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "001.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    monkeypatch.setattr(references, "HERE", tmp_path)
    with gzip.open(tmp_path / "whitehouse.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"id": "wh-1", "url": "https://example.org/1", "text": TEXT}) + "\n")
    return tmp_path


def test_the_command_writes_ordinary_reports(folder):
    assert references.main([str(folder), str(folder / "out.jsonl")]) == 0
    assert json.loads((folder / "out.jsonl").read_text("utf-8"))["id"] == "r-9001"


def test_the_command_says_what_is_missing(folder, capsys):
    (folder / "whitehouse.jsonl.gz").unlink()
    assert references.main([str(folder), str(folder / "out.jsonl")]) == 1
    assert "give the folder with whitehouse.jsonl.gz as it was annotated" in capsys.readouterr().err
