"""dragoman.evaluate: every kind of set on a small one of our own, its figures counted by hand, and its bad inputs."""

import json
import re
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from dragoman.cli import main
from dragoman.errors import UsageError
from dragoman.evaluate import SETS, Way, evaluate, gold
from dragoman.evaluate.corpus import composed
from dragoman.evaluate.layers import checked
from dragoman.evaluate.plv import MERGED, OPPOSITE, REALISED, ROOTS, unmarked
from dragoman.evaluate.polnear import manner
from dragoman.evaluate.stories import Told, Topic, score
from dragoman.evaluate.timex import direction, shortest, timex, unmodified
from dragoman.extract.attributions import Attribution
from dragoman.model import KINDS, Span


def cells(name, path, view="all", **options):
    """The numbers of every row of a view."""
    return {line.row.name: line.cells for line in evaluate(name, path, **options).lines if line.view == view}


def faults(name, path, **options):
    return [(one.layer, one.expected, one.found) for one in evaluate(name, path, **options).faults]


def refused(name, path, **options):
    """The one line with which a set is refused."""
    with pytest.raises(UsageError) as error:
        evaluate(name, path, **options)
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.mark.parametrize("name", SETS)
def test_every_kind_prints_all_its_rows(sets, name):
    score = evaluate(name, sets[name])
    rows = [row.name for row in gold(name).rows]
    assert [line.row.name for line in score.lines if line.view == "all"] == rows
    assert score.documents >= 1
    assert re.fullmatch("[0-9a-f]{64}", score.digest)
    assert {fault.layer for fault in score.faults} <= set(gold(name).layers)


@pytest.mark.parametrize("name", SETS)
def test_what_is_not_there_is_one_line(tmp_path, name):
    assert "no such file or folder" in refused(name, tmp_path / "nosuch")


@pytest.mark.parametrize("name", SETS)
def test_an_empty_folder_is_one_line(tmp_path, name):
    (tmp_path / "empty").mkdir()
    assert "empty" in refused(name, tmp_path / "empty")


def test_two_processes_find_the_same(news):
    for name in ("articles", "annotations"):
        text = (news / name / "one.json").read_text("utf-8")
        for number in range(6):
            (news / name / f"{number}.json").write_text(text.replace('"one"', f'"{number}"'), "utf-8")
    told = []
    one = evaluate("news", news, Way(jobs=1))
    two = evaluate("news", news, Way(jobs=2, progress=lambda *numbers: told.append(numbers)))
    assert one == two
    assert told[-1] == (7, 7, 7)


def test_the_digest_tells_sets_apart(news):
    before = evaluate("news", news).digest
    path = news / "annotations" / "one.json"
    path.write_text(path.read_text("utf-8").replace("AID", "AGREE"), "utf-8")
    assert evaluate("news", news).digest != before


# Annotated news and the corpus


def spoken(text):
    """Statement, position and event as the road might find them in the article."""
    first, second = {"start": 0, "end": 20}, {"start": text.index("Blinken"), "end": text.index("Tuesday")}
    speaker = {"name": "Sergei Lavrov", "kind": "person", "ref": "sergei-lavrov", "state": "RUS"}
    return [
        {"kind": "statement", "sentence": first, "speaker": speaker},
        {"kind": "position", "sentence": first, "holder": speaker, "stance": "open"},
        {
            "kind": "event",
            "sentence": second,
            "type": "CONSULT",
            "status": "held",
            "source": [{"kind": "person", "state": "USA"}],
            "recipient": [{"kind": "state", "ref": "RUS", "state": None}],
        },
    ]


def test_news(news, road):
    road("news", *spoken(json.loads((news / "articles" / "one.json").read_text("utf-8"))["text"]))
    found = cells("news", news)
    assert found["statement: speaker"] == (1, 1, 1)
    assert found["event: type"] == (1, 2, 1)
    assert found["event: type+parties"] == (1, 2, 1)
    assert found["event: status of a right type"] == (1, 1, 0)
    assert found["position: holder"] == (0, 0, 1)
    assert cells("news", news, "sure")["position: holder"] == (0, 0, 0)
    assert faults("news", news) == [("events", ("AID planned: FRA",), ())]


def test_news_that_is_broken(news):
    path = news / "annotations" / "one.json"
    whole = path.read_text("utf-8")
    for old, new, told in (
        ('"n": 2', '"n": 7', "annotates sentence 7"),
        ('"AID"', "5", "'type' is '5'"),
        ('"sentences"', '"sentence"', "'sentences' is missing"),
        ('"status": "held", ', "", "'status' is missing"),
        ("]}", "]", "broken JSON at line 1"),
    ):
        path.write_text(whole.replace(old, new, 1) if old != "]}" else whole[:-1], "utf-8")
        assert told in refused("news", news)
    path.rename(news / "annotations" / "two.json")
    assert "has no articles/two.json" in refused("news", news)


def test_an_article_whose_sentences_lie_outside_its_text(news):
    path = news / "articles" / "one.json"
    article = json.loads(path.read_text("utf-8"))
    article["sentences"][0][2] = 5000
    path.write_text(json.dumps(article), "utf-8")
    assert "offsets into its text" in refused("news", news)


def test_the_corpus(corpus, road):
    road("news", *spoken("Blinken met Lavrov in Geneva on Tuesday.".rjust(61)))
    assert cells("corpus", corpus)["event: type"] == (1, 1, 1)
    assert {line.view for line in evaluate("corpus", corpus).lines} == {"all"}  # nobody doubts anything


def test_the_corpus_is_put_together_as_its_guide_says():
    sentences = [{"text": "A", "headline": True}, {"text": "B."}, {"text": "C."}, {"text": "D.", "break": True}]
    assert composed(sentences) == ("A\nB. C.\nD.", [(0, 1), (2, 4), (5, 7), (8, 10)])


def test_a_broken_line_of_the_corpus(corpus):
    path = corpus / "1.jsonl"
    path.write_text(path.read_text("utf-8") + "{oops}\n", "utf-8")
    assert f"{path}:3: broken JSON" in refused("corpus", corpus)
    path.write_text('{"id": "x", "sentences": []}', "utf-8")
    assert "has no sentences" in refused("corpus", corpus)


@pytest.mark.parametrize("note", [{"events": ["x"]}, {"statements": [{}]}, {"conditions": [{"text": 3}]}])
def test_a_note_that_is_none(note):
    with pytest.raises(UsageError, match=r"here, "):
        checked(note, "here")


# Types of given actors


@pytest.fixture
def typed(monkeypatch):
    """The types given to the three sentences of the table."""
    types = {"met": "CONSULT", "praised": "SUPPORT", "lifted": "RETREAT"}

    def root_of(doc, source, target):
        told = doc.text[slice(*source)]
        assert told in {"the mayor", "the guild", "Peru"}
        assert (target is None) == (told == "Peru")
        return next(root for word, root in types.items() if word in doc.text)

    monkeypatch.setattr(import_module("dragoman.extract.pairs"), "root_of", root_of)


def test_plv(plv, typed):
    found = cells("plv", plv)
    assert found["root: accuracy"] == (2, 3, 0)
    assert found["root: CONSULT"] == (1, 1, 1)
    assert found["root: REJECT"] == (0, 1, 0)
    assert found["AGREE, THREATEN or REJECT coded as the opposite"] == (1, 1, 0)
    assert found["AGREE, THREATEN or REJECT coded as a deed"] == (0, 1, 0)
    [(layer, expected, shown)] = faults("plv", plv)
    assert (layer, expected, shown) == ("roots", ("REJECT",), ("SUPPORT",))
    means = {line.row.name: line.figures for line in evaluate("plv", plv).lines}["root: macro-F1"]
    assert means["mean"].value == pytest.approx((1 + 1 + 0 + 0) / 4)  # CONSULT, YIELD, REJECT, SUPPORT


def test_the_tables_of_deeds_and_opposites_are_sound():
    assert len(ROOTS) == 15
    assert set(ROOTS) >= REALISED
    assert set(OPPOSITE) == {"AGREE", "THREATEN", "REJECT"}
    assert all(not (wrong & REALISED) and root not in wrong for root, wrong in OPPOSITE.items())
    assert set(MERGED.values()) == {"YIELD"}


def test_marks():
    assert unmarked("<s><t>Iraqi</t> men</s> met <t>us</t>") == ("Iraqi men met us", {"s": (0, 9), "t": (0, 5)})
    assert unmarked("<s>A </s>went") == ("A went", {"s": (0, 1)})


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("gold_root", "root", ":1: no column gold_root"),
        ("\tCONSULT\t", "\tGOSSIP\t", ":2: 'GOSSIP' is no root"),
        ("\tPeru\t", "\t", ":4: 5 cells"),
        ("<s>Peru</s> lifted", "Peru raised", ":4: marked_sentence without its marks is not the sentence"),
        ("<s>Peru</s>", "Peru", ":4: marks neither"),
    ],
)
def test_a_table_that_is_wrong(plv, old, new, told):
    plv.write_text(plv.read_text("utf-8").replace(old, new), "utf-8")
    assert told in refused("plv", plv)


def test_a_table_without_rows_or_in_another_encoding(plv):
    plv.write_text(plv.read_text("utf-8").splitlines()[0], "utf-8")
    assert "no sentences" in refused("plv", plv)
    plv.write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in refused("plv", plv)


# Attributions


def lavrov(**changed):
    """What `extract.attributions` finds in the article."""
    found = Attribution(span(20, 26), span(27, 31), (span(0, 19),), "uttered")
    return replace(found, **changed)


def span(start, end):
    return Span.of("“The road is open,” Lavrov said.", start, end)


@pytest.fixture
def told(monkeypatch):
    """Put attributions in the place of what is found."""
    return lambda *found: monkeypatch.setattr("dragoman.evaluate.polnear.told", lambda report: found)


def test_polnear(polnear, told):
    told(lavrov(), lavrov(within=0), lavrov(cue=None))
    found = cells("polnear", polnear)
    assert found["attribution: joint"] == (1, 1, 1)
    assert found["attribution: direct ones found"] == (1, 1, 0)
    assert found["attribution: indirect ones found"] == (0, 0, 0)
    assert evaluate("polnear", polnear).notes == ("1 second readings of an article left out",)


@pytest.mark.parametrize(
    ("changed", "hit"),
    [
        ({"source": None}, 0),
        ({"cue": span(20, 26)}, 0),
        ({"cue": span(20, 31)}, 1),
        ({"content": (span(1, 9),)}, 1),
        ({"content": (span(1, 4),)}, 0),
        ({"content": (span(1, 4), span(5, 17))}, 1),
        ({"content": (span(0, 31),)}, 1),
        ({"kind": "thought"}, 1),
    ],
)
def test_an_attribution_is_right_in_all_three_or_wrong(polnear, told, changed, hit):
    told(lavrov(**changed))
    assert cells("polnear", polnear)["attribution: joint"] == (hit, 1, 1)


def test_polnear_is_scored_by_what_is_found_in_the_article(polnear):
    assert cells("polnear", polnear)["attribution: joint"] == (1, 1, 1)


def test_a_missed_attribution_is_shown_beside_what_was_found_instead(polnear, told):
    told(lavrov())
    path = polnear / "attributions" / "a_b_x1.ann"
    path.write_text(path.read_text("utf-8").replace("Source 20 26\tLavrov", "Source 1 4\tThe"), "utf-8")
    [(layer, expected, found)] = faults("polnear", polnear)
    assert layer == "direct"
    assert [words[:6] for words in (*expected, *found)] == ["[The] ", "[Lavro"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("“We are ready.”", "direct"),
        ('"Ready"', "direct"),
        ("that it is “ready” now", "mixed"),
        ("“We are ready.” he “went", "mixed"),
        ("that it is ready", "indirect"),
        ("the ministers’ plan", "indirect"),
    ],
)
def test_manner(content, told):
    assert manner(content) == told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Cue 27 31", "Cue 27", ":2: 'Cue 27"),
        ("Cue 27 31", "Cue 27 3100", ":2: offsets"),
        ("Cue:T2", "Cue:T9", ":5: 'Cue:T9' names no stretch"),
    ],
)
def test_standoff_that_is_wrong(polnear, old, new, told):
    path = polnear / "attributions" / "a_b_x1.ann"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert told in refused("polnear", polnear)


def test_a_reading_without_its_article(polnear):
    (polnear / "attributions" / "c_x1.ann").write_text("", "utf-8")
    assert "has no text/c.txt" in refused("polnear", polnear)


# Gold standard records


def visit(text):
    """The visit of the first record's sentence, nothing in the others."""
    if "Macron" not in text:
        return []
    sides = {"source": [{"kind": "person", "state": "FRA"}], "recipient": [{"kind": "state", "state": "JPN"}]}
    return [{"kind": "event", "type": "CONSULT", "status": "held", **sides}]


@pytest.fixture
def visited(monkeypatch):
    monkeypatch.setattr("dragoman.evaluate.gsr.records_of", lambda report: visit(report.text))


def test_gsr(gsr, visited):
    found = cells("plover-gsr", gsr)
    assert found["event: type"] == (1, 2, 1)
    assert found["event: source country of a right type"] == (1, 1, 0)
    assert found["event: recipient country of a right type"] == (1, 1, 0)
    assert evaluate("plover-gsr", gsr).notes == (
        "1 records left out: of no category of today's PLOVER, with nobody who acts, or given before",
    )
    assert faults("plover-gsr", gsr) == [("events", ("ACCUSE: NOR → ?",), ())]


def test_gsr_as_a_list_is_the_same(gsr, tmp_path, visited):
    before = cells("plover-gsr", gsr)
    mended = re.sub(r",(\s*\n\s*)}", r"\1}", gsr.read_text("utf-8").rstrip().rstrip(","))
    (tmp_path / "list.json").write_text(f"[{mended}]", "utf-8")
    assert cells("plover-gsr", tmp_path / "list.json") == before


def test_gsr_as_published_has_marks_notes_and_records_twice(gsr, visited):
    before = cells("plover-gsr", gsr)
    text = gsr.read_text("utf-8").rstrip()
    marked = re.sub(r'("id": "[^"]*",)', r"\1 ####", text, count=1)
    nobody = [{"actorText": "", "code": "---"}]
    note = {"id": "note", "event": "AID", "source": nobody, "target": nobody, "text": "Code this the other way round."}
    gsr.write_text(f"{marked.rstrip(',')},\n{json.dumps(note)},\n{text}", "utf-8")
    assert cells("plover-gsr", gsr) == before


def test_gsr_diplomacy_is_support(gsr, visited):
    gsr.write_text(re.sub(r'"event": "[A-Z]+"', '"event": "DIPLOMACY"', gsr.read_text("utf-8")), "utf-8")
    assert {line for _, expected, _ in faults("plover-gsr", gsr) for line in expected if "SUPPORT" not in line} == set()


def test_parties_that_deal_with_each_other_are_compared_together(gsr, visited):
    text = gsr.read_text("utf-8").replace("(SRC: France)", "(SRC/TAR: France)").replace("(TAR: Japan)", "Japan")
    gsr.write_text(text, "utf-8")
    found = cells("plover-gsr", gsr)
    assert found["event: source country of a right type"] == (0, 0, 0)
    assert found["event: countries of both sides of a right type"] == (1, 1, 0)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"CONSULT"', '"GOSSIP"', "record 1: 'GOSSIP' is no PLOVER category"),
        ('"event": "DISAPPROVE",', "", "record 2: the key 'event' is missing"),
        ('"CONSULT",', '"CONSULT"', "broken JSON (line"),
        ('[{"actorText": "Japan", "code": "JPN"}]', '"Japan"', "target: 'Japan' is no list"),
    ],
)
def test_records_that_are_wrong(gsr, old, new, told):
    gsr.write_text(gsr.read_text("utf-8").replace(old, new), "utf-8")
    assert told in refused("plover-gsr", gsr)


def test_a_file_that_holds_no_list(gsr):
    gsr.write_text('{"AGREE-0001": {}}', "utf-8")
    assert "holds no list" in refused("plover-gsr", gsr)


# Dates


def test_te3(te3):
    found = cells("te3", te3)
    assert found["date: recognised"] == (2, 2, 2)
    assert found["date: value"] == (2, 2, 2)
    assert found["date: value of a recognised one"] == (2, 2, 0)
    assert faults("te3", te3) == []


def test_te3_has_the_ends_of_a_range_apart(te3):
    path = te3 / "t.tml"
    first, last = (f'<TIMEX3 tid="t{year}" type="DATE" value="{year}">{year}</TIMEX3>' for year in (1991, 1997))
    path.write_text(path.read_text("utf-8").replace("two hours", f"from {first} to {last}"), "utf-8")
    assert cells("te3", te3)["date: value"] == (4, 4, 4)


@pytest.mark.parametrize(
    ("value", "usual"),
    [("198X", "198"), ("1989-XX", "1989"), ("2000-W6", "2000-W06"), ("2000-W16", "2000-W16"), ("PAST_REF", "PAST_REF")],
)
def test_timex_values_are_written_in_one_way(value, usual):
    assert shortest(value) == usual


@pytest.mark.parametrize(
    ("words", "value"),
    [("now", "PRESENT_REF"), ("in the coming days", "FUTURE_REF"), ("in recent days", "PAST_REF"), ("an hour ago", "")],
)
def test_timex_tells_the_direction_of_what_has_no_date(words, value):
    assert direction(words) == value


def test_te3_takes_the_namespace_the_publication_and_inner_elements(te3):
    path = te3 / "t.tml"
    text = path.read_text("utf-8").replace("CREATION_TIME", "PUBLICATION_TIME")
    text = text.replace("<TimeML>", '<TimeML xmlns="http://example.invalid/timeml">').replace(
        ">Monday<", "><EVENT><!-- a day -->Mon</EVENT>day<"
    )
    path.write_text(text, "utf-8")
    assert cells("te3", te3)["date: value"] == (2, 2, 2)


def test_a_duration_taken_for_a_day_is_counted(te3):
    path = te3 / "t.tml"
    path.write_text(path.read_text("utf-8").replace("two hours", "Monday"), "utf-8")
    assert cells("te3", te3)["duration or set taken for a day"] == (1, 1, 0)


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("early May", "May"),
        ("by the end of June", "by June"),
        ("late last week", "last week"),
        ("earlier this month", "this month"),
        ("at the end of the year", "at this year"),
        ("year-end", "this year"),
        ("the late 1980s", "1980s"),
        ("last week", "last week"),
        ("late Monday", "late Monday"),
        ("no date", "no date"),
    ],
)
def test_timex_writes_parts_as_modifiers(words, plain):
    assert unmodified(words) == plain


@pytest.mark.parametrize(
    ("edtf", "value"),
    [
        (None, ""),
        ("2013-03-22", "2013-03-22"),
        ("2013-03~", "2013-03"),
        ("2013-03-18/2013-03-24", "2013-W12"),
        ("2013-03-23/2013-03-24", "2013-W12-WE"),
        ("2013-07/2013-09", "2013-Q3"),
        ("2013-01/2013-06", "2013-H1"),
        ("2013-01/2013-12", "2013"),
        ("2013-22", "2013-SU"),
        ("1990/1999", "199"),
        ("199X", "199"),
        ("19XX", "19"),
        ("2013-03-2X", "2013-03"),
        ("2011/..", "2011"),
        ("../2013-06-30", "2013-06-30"),
        ("2013-03-18/2013-03-20", "2013-03-18/2013-03-20"),
        ("XXXX-02-18", "XXXX-02-18"),
    ],
)
def test_edtf_as_timex(edtf, value):
    assert timex(edtf) == value


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("</EVENT>", "", "t.tml:7: broken TimeML"),
        ("CREATION_TIME", "NONE", "CREATION_TIME"),
        ("<TEXT>", "<BODY>", "broken TimeML"),
        (' value="2013-03-18"', "", "without type or value"),
    ],
)
def test_timeml_that_is_wrong(te3, old, new, told):
    path = te3 / "t.tml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert told in refused("te3", te3)


def test_entities_are_neither_expanded_nor_fetched(te3, tmp_path):
    (tmp_path / "secret").write_text("secret", "utf-8")
    path = te3 / "t.tml"
    for doctype in (
        '<!DOCTYPE TimeML [<!ENTITY x "y">]>',
        f'<!DOCTYPE TimeML [<!ENTITY x SYSTEM "{tmp_path}/secret">]>',
    ):
        text = path.read_text("utf-8").replace("<TimeML>", f"{doctype}<TimeML>").replace("&amp;", "&x;")
        (te3 / "u.tml").write_text(text, "utf-8")
        assert "declares XML entities" in refused("te3", te3)


def test_a_document_type_somewhere_else_is_not_fetched(te3):
    path = te3 / "t.tml"
    doctype = '<!DOCTYPE TimeML SYSTEM "http://example.invalid/TimeML.dtd">'
    path.write_text(path.read_text("utf-8").replace("<TimeML>", f"{doctype}<TimeML>"), "utf-8")
    assert cells("te3", te3)["date: recognised"] == (2, 2, 2)


# Records


def test_records_read_anew(records):
    found = cells("records", records)
    events = found["event: words"][1]
    assert events > 0
    assert found["event: words"] == (events, events, events)
    assert found["event: words and roles"] == (0, events, events)
    statements = found["statement: words and roles"]
    assert statements == (statements[1],) * 3
    layer, [expected], [shown] = faults("records", records)[0]
    assert layer == "event"
    assert expected != shown


def test_records_against_themselves(records):
    for name, (right, there, found) in cells("records", records, found=records).items():
        assert right == there == found, name
    assert {name.split(":")[0] for name in cells("records", records, found=records)} == set(KINDS)


def test_reports_may_lie_elsewhere(records, tmp_path):
    (tmp_path / "moved").mkdir()
    (tmp_path / "r.txt").rename(tmp_path / "moved" / "r.txt")
    assert "r.txt: no such file, here or beside" in refused("records", records)
    assert cells("records", records, reports=tmp_path / "moved")["event: words"][0] > 0
    assert "no such file or folder" in refused("records", records, reports=tmp_path / "nosuch")
    (tmp_path / "other.txt").write_text("Nothing of it.", "utf-8")
    assert "could not be read" in refused("records", records, reports=tmp_path / "other.txt")


def test_a_report_that_has_changed(records, tmp_path):
    (tmp_path / "r.txt").write_text("Something else stands here now.", "utf-8")
    assert "has another text now" in refused("records", records)


def test_records_that_are_none(records):
    whole = records.read_text("utf-8")
    for old, new, told in (
        ('"kind": "event"', '"kind": "rumour"', "'rumour' is no kind"),
        ('"rule"', '"rules"', "not in the record format ('rule' is missing)"),
        ('{"kind"', "{kind", ":1: broken JSON"),
    ):
        records.write_text(whole.replace(old, new, 1), "utf-8")
        assert told in refused("records", records)


def test_only_records_take_found_ones(news, records):
    assert "for the set records" in refused("news", news, found=records)
    assert "name one of them" in refused("records", records, found=records, reports=Path())


# The command


@pytest.mark.parametrize("name", SETS)
def test_the_command_prints_the_score(sets, name, capsys):
    assert main(["evaluate", name, str(sets[name]), "--jobs", "1"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{name}: ")
    assert all(row.name in out for row in gold(name).rows)


def test_the_command_as_json_with_errors(plv, typed, capsys):
    assert main(["evaluate", "plv", str(plv), "--format", "json", "--errors", "--jobs", "1"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["documents"] == 3
    assert [(error["expected"], error["found"]) for error in found["errors"]] == [(["REJECT"], ["SUPPORT"])]


def test_the_command_refuses_in_one_line(plv, capsys):
    plv.write_text("nonsense", "utf-8")
    assert main(["evaluate", "plv", str(plv)]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)


def test_stories(stories):
    """Two reports of one happening and one of another: what the reading makes of them is scored by B-cubed."""
    found = evaluate("stories", stories)
    lines = {line.row.name: line for line in found.lines}
    figures = lines["story"].figures
    assert figures["F1"].value == pytest.approx(1.0)
    assert lines["stories made of reports of one topic"].cells == (2, 0, 0)
    assert found.documents == 1


def member(key, story, found):
    return Told(key, story, "1", "", found)


def test_b_cubed_by_hand():
    """Of four reports the first two are rightly together, with the third, which belongs to the fourth."""
    reports = tuple(member(*one) for one in ("ax1", "bx1", "cy1", "dy2"))
    topic = Topic("1", reports, {"1": 3, "2": 1})
    document = score(topic)
    shares = document.views["all"].bcubed["story"]
    assert shares.precision == pytest.approx(2 / 3 + 2 / 3 + 1 / 3 + 1)
    assert shares.recall == pytest.approx(1 + 1 + 1 / 2 + 1 / 2)
    assert [fault.place for fault in document.faults] == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "holds no reports"), (b'{"id": 1, "text": "x", "topic": 1}', "'story' is missing"), (b"\x1f\x8b", "gzip")],
)
def test_a_table_of_stories_that_is_wrong(tmp_path, content, said):
    path = tmp_path / ("stories.jsonl.gz" if content.startswith(b"\x1f") else "stories.jsonl")
    path.write_bytes(content)
    assert said in refused("stories", path)


def test_two_reports_of_one_id_are_refused(tmp_path):
    path = tmp_path / "stories.jsonl"
    path.write_text('{"id": 1, "text": "x", "topic": 1, "story": 1}\n' * 2, "utf-8")
    assert "two reports have one id" in refused("stories", path)
