"""Shorthand → corpus reports: every kind of line, and the lines that cannot be read."""

import json

import pytest

from corpus import shorthand

TEXT = """\
// a comment
@ z-0001 | 2024-03-05 | wire | Harbour Post
# Oslo, Lima talk
E CONSULT ongoing | talk | NOR=Oslo | PER=Lima
>> “We will meet,” the minister said, “if they want to.”
S Ana Ruiz | PER | the minister | said | We will meet | if they want to
E CONSULT planned | meet | PER+NOR=We | -=the crowd; CHL | 2024-04 | -
P PER | NOR | meeting | conditional | if they want to
C if they want to | PER | NOR
? positions conditions
> It rained.
@ z-0002 | - | sentence | -
>> A “calm” sea, she said.
S - | - | she | said | A “calm” sea
"""


def test_every_kind_of_line():
    first, second = shorthand.read(TEXT.splitlines())
    assert {key: first[key] for key in ("id", "published", "outlet", "style")} == {
        "id": "z-0001", "published": "2024-03-05", "outlet": "Harbour Post", "style": "wire",
    }  # fmt: skip
    headline, said, plain = first["sentences"]
    assert headline["headline"] is True
    assert said["break"] is True
    assert plain == {"text": "It rained."}
    assert said["statements"] == [
        {
            "speaker": "Ana Ruiz", "state": "PER", "surface": "the minister", "cue": "said",
            "content": "We will meet", "more": ["if they want to"], "manner": "direct",
        }
    ]  # fmt: skip
    assert said["events"] == [
        {
            "type": "CONSULT", "cue": "meet", "status": "planned", "source": ["PER", "NOR"], "recipient": ["CHL"],
            "source_words": ["We"], "recipient_words": ["the crowd"], "date": "2024-04", "place": None,
        }
    ]  # fmt: skip
    assert said["positions"][0]["stance"] == "conditional"
    assert said["conditions"] == [{"text": "if they want to", "by": "PER", "on": "NOR"}]
    assert said["unsure"] == ["positions", "conditions"]
    assert (second["published"], second["outlet"]) == (None, None)
    assert second["sentences"][0]["statements"][0]["manner"] == "mixed"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["> Nobody came."], "line 1: a report begins with a line '@ id | date | style | outlet'"),
        (["@ z | - | wire | -", "E AID held | sent | USA"], "line 2: an annotation before the first sentence"),
        (["@ z | - | wire | -", "> It rained.", "P USA | open"], "line 3: 2 cells, expected 5 to 5"),
        (
            ["@ z | - | wire | -", "> It rained.", "! Hail."],
            "line 3: a line begins with @ # > >> S E P C ? or //, not '!'",
        ),
    ],
)
def test_a_line_that_cannot_be_read_is_told_with_its_number(lines, told):
    with pytest.raises(shorthand.Fault) as fault:
        list(shorthand.read(lines))
    assert str(fault.value) == told


def test_the_command(tmp_path, capsys):
    source, out = tmp_path / "z.txt", tmp_path / "z.jsonl"
    source.write_text(TEXT, "utf-8")
    assert shorthand.main([str(source), str(out)]) == 0
    assert [json.loads(line)["id"] for line in out.read_text("utf-8").splitlines()] == ["z-0001", "z-0002"]
    source.write_text("> It rained.\n", "utf-8")
    assert shorthand.main([str(source), str(out)]) == 1
    assert "line 1: a report begins with" in capsys.readouterr().err
