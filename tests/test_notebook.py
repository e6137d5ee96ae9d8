"""What a notebook shows: everything a person needs to know it by, escaped, without scripts."""

import pytest
from lxml import html

from dragoman.group import dialogue
from dragoman.model import Entry, Issue
from dragoman.reading import ReadSummary

HOSTILE = '<script>alert(1)</script><img src=x onerror="x"> & \u202eco\x1b[0m'


def shown(value):
    """The piece of HTML as a tree: well-formed, nothing in it that runs or loads."""
    tree = html.fragment_fromstring(value._repr_html_())
    assert not tree.xpath("//script | //img | //iframe | //@*[starts-with(name(), 'on')] | //@src | //@href")
    return tree


def test_a_report_is_known_by_its_head_and_its_beginning(desk):
    made = desk("They met.\n\nThen more. " + "x" * 1000, published="2025-02-18", title="Talks")
    tree = shown(made.report)
    assert tree.findtext("strong") == "Talks"
    assert "Meridian Wire · 2025-02-18" in tree.text_content()
    assert "more characters" in tree.text_content()


def test_an_entry_marks_its_words_in_their_sentence(newsroom):
    entry = next(one for one in newsroom if one.finding.kind == "position")
    tree = shown(entry)
    assert tree.xpath("string(.//mark)") == entry.finding.evidence.quote
    assert entry.report.id in tree.text_content()
    assert entry.finding.stance in tree.text_content()
    assert shown(entry.finding).xpath("string(.//mark)") == entry.finding.evidence.quote


def test_a_dialogue_keeps_claims_apart(newsroom):
    text = shown(dialogue(newsroom, ("USA", "RUS"))).text_content()
    assert "United States – Russia" in text
    assert "claimed by Sergei Lavrov: “no interest in dialogue”" in text
    assert "held2025-02-18" in text


def test_a_dialogue_nobody_spoke_in():
    assert "nothing on record" in shown(dialogue([], ("FRA", "JPN"))).text_content()


def test_a_summary_has_its_counts_and_reasons():
    text = shown(ReadSummary(new=3, quarantined=1, issues=(Issue("a.pdf", "binary", "a.pdf: no text"),))).text_content()
    assert "3 reports read" in text
    assert "a.pdf: no text" in text


@pytest.mark.parametrize("what", ["report", "entry", "dialogue", "summary"])
def test_no_text_becomes_markup(desk, actors, what):
    made = desk(f"{HOSTILE} met.", f"{HOSTILE}.txt", HOSTILE, "2025-02-18", HOSTILE)
    made.position(f"{HOSTILE} met", actors.USA, "open", actors.RUS)
    values = {
        "report": made.report,
        "entry": Entry(made.entries[0].finding, made.report.head),
        "dialogue": dialogue(made.entries, ("USA", "RUS")),
        "summary": ReadSummary(new=1, issues=(Issue(HOSTILE, "x", HOSTILE),)),
    }
    text = shown(values[what]).text_content()
    assert "<script>" in text
    assert "\x1b" not in text
    assert "\u202e" not in text
