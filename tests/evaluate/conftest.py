"""Small sets in the project's own words, one of every kind, written into a folder a test."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.evaluate import SETS
from dragoman.evaluate.files import Json

TOLD = "Lavrov said Russia was ready for talks with the United States."
MET = "Blinken met Lavrov in Geneva on Tuesday."
QUIET = "The lake was calm."
TEXT = f"{TOLD} {MET} {QUIET}"
SENTENCES = [
    [0, 0, len(TOLD)],
    [1, len(TOLD) + 1, len(TOLD) + 1 + len(MET)],
    [2, len(TOLD) + len(MET) + 2, len(TEXT)],
]

PLV = "uid\tgold_root\tsource\ttarget\tsentence\tmarked_sentence"
GSR = """{
    "id": "PLOVER-GSR01-CONSULT-0001",
    "source": [{"actorText": "France", "code": "FRA", "sector": "GOV"}],
    "target": [{"actorText": "Japan", "code": "JPN"}],
    "event": "CONSULT",
    "text": "French President Emmanuel Macron visited Japan.",
    "textInfo": {"markup": "(SRC: France) (EVT: visited) (TAR: Japan), "},
    "comment": "",
},
{
    "id": "PLOVER-GSR01-DISAPPROVE-0001",
    "source": [{"actorText": "Norway", "code": "NOR"}],
    "target": [{"actorText": "the body", "code": "IGO"}],
    "event": "DISAPPROVE",
    "text": "{Norway sang.}",
    "comment": "",
},
{
    "id": "PLOVER-GSR01-CRIME-0001",
    "source": [{"actorText": "a gang", "code": "---"}],
    "target": "",
    "event": "CRIME",
    "text": "A gang robbed a bank.",
    "comment": "",
},
"""
TML = """<?xml version="1.0" ?>
<TimeML>
<DOCID>t</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2013-03-22" functionInDocument="CREATION_TIME">March 22</TIMEX3></DCT>
<TEXT>
The ministers <EVENT eid="e1" class="OCCURRENCE">met</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2013-03-18">Monday\
</TIMEX3> for <TIMEX3 tid="t2" type="DURATION" value="PT2H">two hours</TIMEX3> &amp; rest <TIMEX3 tid="t3" type="DATE"\
 value="PRESENT_REF">now</TIMEX3>.
</TEXT>
</TimeML>
"""
SPOKEN = "“The road is open,” Lavrov said.\n"
ANN = (
    "T1\tSource 20 26\tLavrov\nT2\tCue 27 31\tsaid\nT3\tContent 0 19\t“The road is open,”\n"
    "T4\tAttribution 27 31\tsaid\nE1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n"
)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """One article: a right event, a position in doubt, and an event that nobody finds."""
    notes = [
        {"n": 0, "statements": [{"speaker": "Sergei Lavrov", "state": "RUS"}], "unsure": ["positions"]},
        {"n": 1, "events": [{"type": "CONSULT", "status": "held", "source": ["USA"], "recipient": ["RUS"]}]},
        {"n": 2, "events": [{"type": "AID", "status": "planned", "source": ["FRA"], "recipient": None}]},
    ]
    article = {"id": "one", "text": TEXT, "sentences": SENTENCES, "headline": "Talks", "date": "2023-03-04"}
    for name, content in (("articles", article), ("annotations", {"id": "one", "sentences": notes})):
        (tmp_path / "news" / name).mkdir(parents=True)
        (tmp_path / "news" / name / "one.json").write_text(json.dumps(content), "utf-8")
    return tmp_path / "news"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """One report with a headline."""
    sentences = [
        {"text": "Blinken meets Lavrov", "headline": True},
        {"text": MET, "events": [{"type": "CONSULT", "status": "held", "source": ["USA"], "recipient": ["RUS"]}]},
    ]
    report = {"id": "x-1", "published": "2023-03-04", "outlet": "Meridian Wire", "sentences": sentences}
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "1.jsonl").write_text(json.dumps(report) + "\n\n", "utf-8")
    return tmp_path / "corpus"


@pytest.fixture
def plv(tmp_path: Path) -> Path:
    """Three sentences: one right, a refusal, and one whose recipient is not named."""
    rows = [
        ("0", "CONSULT", "the mayor", "the guild", "<s>the mayor</s> met <t>the guild</t> of bakers"),
        ("1", "REJECT", "the guild", "the mayor", "<t>the mayor</t> was praised by <s>the guild </s>"),
        ("2", "YIELD", "Peru", "a recipient", "<s>Peru</s> lifted the curfew"),
    ]
    lines = [PLV, *("\t".join((*row[:4], _bare(row[4]), row[4])) for row in rows)]
    (tmp_path / "plv.tsv").write_bytes("\r\n".join(lines).encode() + b"\r\n")
    return tmp_path / "plv.tsv"


def _bare(marked: str) -> str:
    for mark in ("<s>", "</s>", "<t>", "</t>"):
        marked = marked.replace(mark, "")
    return marked


@pytest.fixture
def polnear(tmp_path: Path) -> Path:
    """One article that two people have read."""
    for name, file, content in (
        ("text", "a_b.txt", SPOKEN),
        ("attributions", "a_b_x1.ann", ANN),
        ("attributions", "a_b_x2.ann", ""),
    ):
        (tmp_path / "polnear" / name).mkdir(parents=True, exist_ok=True)
        (tmp_path / "polnear" / name / file).write_text(content, "utf-8")
    return tmp_path / "polnear"


@pytest.fixture
def gsr(tmp_path: Path) -> Path:
    """Three records as they were first published: no list, commas after the last fields."""
    (tmp_path / "gsr.txt").write_text(GSR, "utf-8")
    return tmp_path / "gsr.txt"


@pytest.fixture
def te3(tmp_path: Path) -> Path:
    """One document with a date that is found, one that is not, and a duration."""
    (tmp_path / "te3").mkdir()
    (tmp_path / "te3" / "t.tml").write_text(TML, "utf-8")
    return tmp_path / "te3"


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    """Two happenings of one topic, gzipped: one told twice."""
    bridge = "Ada Quill and Oren Vask met in Tallow about the bridge at Kessel, which the storms of autumn had shut."
    again = "The bridge at Kessel was on the table in Tallow when Oren Vask received Ada Quill after the storms."
    flood = "Rain flooded the valleys of Medeva for a third day and cut the railway to the port of Sull, the army said."
    told = [("a", "bridge", bridge), ("b", "bridge", again), ("c", "flood", flood)]
    rows = [{"id": key, "story": story, "topic": 1, "text": text} for key, story, text in told]
    (tmp_path / "stories.jsonl.gz").write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))
    return tmp_path / "stories.jsonl.gz"


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A report and its own records; one of them has been mended by hand."""
    from dragoman import extract
    from dragoman.record import to_record

    (tmp_path / "r.txt").write_text(TEXT, "utf-8")
    found = [to_record(entry.finding, entry.report) for entry in extract(tmp_path / "r.txt")]
    for record in found:
        record["report"]["source"] = "r.txt"
        if record["kind"] == "event":
            record["status"] = "denied" if record["status"] == "planned" else "planned"
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps(one) + "\n" for one in found), "utf-8")
    return tmp_path / "gold.jsonl"


@pytest.fixture
def sets(request: pytest.FixtureRequest) -> dict[str, Path]:
    """Every kind of set by its name."""
    names = {"plover-gsr": "gsr"}
    return {name: request.getfixturevalue(names.get(name, name)) for name in SETS}


@pytest.fixture
def road(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put records in the place of what the road finds: a measure is tested on findings that do not change."""

    def put(module: str, *records: Json) -> None:
        monkeypatch.setattr(f"dragoman.evaluate.{module}.records_of", lambda report: list(records))

    return put
