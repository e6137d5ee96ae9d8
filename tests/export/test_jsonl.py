"""dragoman.export.jsonl: one record a line, and back again."""

import io
import json

from dragoman.export import write_jsonl
from dragoman.export.jsonl import line
from dragoman.record import from_record


def test_what_is_written_can_be_read_back(newsroom):
    stream = io.StringIO()
    assert write_jsonl(newsroom, stream) == len(newsroom)
    found = [from_record(json.loads(text)) for text in stream.getvalue().splitlines()]
    assert found == [entry.finding for entry in newsroom]


def test_a_record_is_one_line_whatever_the_text(desk, actors):
    made = desk("They met\nin\u2028Geneva \ud800.")
    made.event("met\nin\u2028Geneva \ud800", "held", (actors.USA,), (actors.RUS,))
    text = line(made.entries[0])
    assert "\n" not in text
    text.encode("utf-8")
    assert json.loads(text)["evidence"]["text"] == "met\nin\u2028Geneva \ud800"
