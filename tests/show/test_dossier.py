"""dragoman.show: a dialogue as a dossier that fits a desk, and in full where asked for."""

import io

import pytest

from dragoman.group import dialogue
from dragoman.show.dossier import CONDITIONS_LISTED, LISTED, Choice, sections
from dragoman.show.glance import glance
from dragoman.show.markdown import dialogue_markdown
from dragoman.show.terminal import console
from dragoman.show.text import show_dialogue

BOTH = ("USA", "RUS")


@pytest.fixture
def found(newsroom):
    """The newsroom's dialogue."""
    return dialogue(newsroom, BOTH, names={"USA": "United States", "RUS": "Russia"})


@pytest.fixture
def long(desk, actors):
    """A dialogue with more of everything than a desk is shown."""
    made = []
    for year in range(2000, 2020):
        story = desk(
            f"In {year} they met. They agreed on {year}. Moscow wants {year}.", f"{year}.txt", published=f"{year}-06-01"
        )
        story.event(f"In {year} they met", "held", (actors.USA,), (actors.RUS,), date=f"{year}-05-01")
        story.event(f"They agreed on {year}", "held", (actors.USA,), (actors.RUS,), kind="AGREE")
        story.condition(f"Moscow wants {year}", actors.RUS)
        made += story.entries
    return dialogue(made, BOTH)


@pytest.fixture(autouse=True)
def screen(monkeypatch):
    """A screen of 100 columns with colour."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)


def printed(found, choice=None):
    stream = io.StringIO()
    show_dialogue(found, console(stream), choice or Choice())
    return stream.getvalue()


def test_the_head_says_where_each_side_stands(found):
    head = glance(found)
    assert head.names == ("United States", "Russia")
    cells = {matter: [cell.text for cell in row] for matter, row in head.stances}
    assert cells["dialogue"] == ["+ open 2025-02-18 [2]", "·"]
    assert cells["meeting"] == ["·", "± conditional 2025-02-19 [3]"]
    assert cells["ceasefire"] == ["·", "·"]
    facts = dict(head.facts)
    assert facts["last contact"] == "2025-02-18 Marco Rubio – Sergei Lavrov, Riyadh [2]"
    assert facts["planned"].startswith("20–28 Feb 2025")
    assert facts["channels"] == "embassy limited 2025-02-18 [2] · security paused undated [4]"
    assert facts["conditions"] == "United States: 1 set · Russia: 1 set"
    assert facts["discrepancies"] == "1 to look at"


def test_what_another_claims_is_said_to_be_claimed(desk, actors):
    made = desk("Lavrov said Washington is not interested.", published="2025-01-01")
    said = made.statement("Lavrov said", actors.LAVROV, "Washington is not interested", "said")
    made.position("Washington is not interested", actors.USA, "closed", actors.RUS, said_by=said)
    found = dialogue(made.entries, BOTH)
    assert glance(found).stances[0][1][0].text == "− closed claimed 2025-01-01 [1]"
    assert "claimed by Sergei Lavrov: “Washington is not interested”" in printed(found)
    assert "WHERE RUSSIA STANDS\n  no position on record" in printed(found)


def test_the_first_screen_tells_where_it_stands(long):
    lines = printed(long).splitlines()
    assert any("last contact" in line for line in lines[:20])
    assert next(n for n, line in enumerate(lines) if line == "MEETINGS HELD") < 45


def test_lists_are_cut_and_say_so_and_all_shows_everything(long):
    cut = {section.title: section for section in sections(long, Choice())}
    assert (len(cut["Meetings held"].rows), cut["Meetings held"].left) == (LISTED, 20 - LISTED)
    assert cut["Where Russia stands"].left == 20 - CONDITIONS_LISTED
    assert "… 14 more: --all" in printed(long)
    full = {section.title: section for section in sections(long, Choice(everything=True))}
    assert {section.left for section in full.values()} == {0}
    assert len(full["Meetings held"].rows) == 20
    assert " more: --all" not in printed(long, Choice(everything=True))


def test_only_the_reports_referred_to_are_listed_unless_all_are_asked_for(long):
    listed = printed(long).split("SOURCES")[1]
    assert "2019-06-01" in listed
    assert "2000-06-01" not in listed
    assert "2000-06-01" in printed(long, Choice(everything=True)).split("SOURCES")[1]
    assert "2000-06-01" not in dialogue_markdown(long, Choice()).split("## Sources")[1]


def test_the_newest_meeting_comes_first(long):
    assert "\n  2019-05-01" in printed(long).split("MEETINGS HELD")[1][:20]


def test_a_meeting_without_a_day_shows_its_words_and_who_says_so(found):
    text = printed(found)
    assert "said 2025-02-18  United States – Russia “summit of the presidents” [2]" in text


def test_a_commitment_says_how_it_can_be_checked(desk, actors):
    made = desk("Moscow will stop for 30 days. Moscow will do its best. They met.", published="2025-03-18")
    made.event("They met", "held", (actors.RUS,), (actors.USA,))
    made.commitment("Moscow will stop for 30 days", (actors.RUS,), (), "stop for 30 days", due="2025-04-17")
    made.commitment("Moscow will do its best", (actors.RUS,), (), "do its best")
    text = printed(dialogue(made.entries, BOTH))
    assert "Russia: “stop for 30 days”, due 2025-04-17 [1]" in text
    assert "Russia: “do its best”, not checkable [1]" in text


def test_evidence_is_given_with_the_number_of_its_report_and_offsets(found):
    assert "[2] 194–217 “ready to talk to Moscow”" in printed(found, Choice(evidence=True))
    text = dialogue_markdown(found, Choice(evidence=True))
    assert "  - \\[2\\] 194–217 “ready to talk to Moscow”" in text


def test_no_colour_means_no_bold_either(found, monkeypatch):
    stream = _Terminal()
    show_dialogue(found, console(stream), Choice())
    assert "\x1b[" in stream.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    stream = _Terminal()
    show_dialogue(found, console(stream), Choice())
    assert "\x1b[" not in stream.getvalue()


class _Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True
