"""dragoman: the public door, on the whole road."""

import subprocess
import sys
from pathlib import Path

import pytest

import dragoman as d
from dragoman.errors import NotFound, UsageError

TEXT = (
    "Lavrov and Rubio meet in Riyadh\n\nOutlet: Meridian Wire\nPublished: 2025-02-18\n\n"
    "Russian Foreign Minister Sergey Lavrov met US Secretary of State Marco Rubio in Riyadh on Tuesday.\n\n"
    "Lavrov said Russia was ready for talks with the United States if Washington lifted the sanctions.\n"
)


@pytest.fixture
def reports(tmp_path):
    """A folder with one report and one file that is none."""
    folder = tmp_path / "reports"
    folder.mkdir()
    folder.joinpath("riyadh.txt").write_text(TEXT, "utf-8")
    folder.joinpath("empty.txt").write_text("", "utf-8")
    return folder


@pytest.fixture
def ledger(tmp_path, reports):
    """A ledger that has read the folder."""
    with d.open(tmp_path / "dialogue.db") as opened:
        opened.read(reports, jobs=1)
        yield opened


def test_reading_counts_and_explains(tmp_path, reports):
    seen = []
    with d.open(tmp_path / "one.db") as ledger:
        summary = ledger.read(reports, lambda *progress: seen.append(progress), jobs=1)
    assert (summary.read, summary.new, summary.quarantined) == (1, 1, 1)
    assert "empty.txt" in summary.issues[0].message
    assert summary.findings["event"] >= 1
    assert seen[-1] == (len(TEXT.encode()), len(TEXT.encode()), 2)


def test_reading_twice_changes_nothing(ledger, reports):
    before = list(ledger.entries())
    summary = ledger.read(reports, jobs=1)
    assert (summary.new, summary.unchanged, dict(summary.findings)) == (0, 1, {})
    assert list(ledger.entries()) == before


def test_a_dialogue_from_the_words_themselves(ledger):
    found = ledger.dialogue("USA", "Russia")
    assert found.meetings[0].line.finding.status == "held"
    text = ledger.report(found.reports[0].id).text
    span = found.meetings[0].line.finding.evidence
    assert text[span.start : span.end] == span.quote


def test_extract_takes_a_text_a_report_and_a_path(reports):
    path = reports / "riyadh.txt"
    (report,) = d.read(path)
    assert report.outlet == "Meridian Wire"
    from_report = [entry.finding for entry in d.extract(report)]
    assert from_report
    assert [entry.finding for entry in d.extract(path)] == from_report
    assert {entry.finding.kind for entry in d.extract(TEXT)} == {finding.kind for finding in from_report}


def test_what_cannot_be_read_is_told(reports, caplog):
    told = []
    assert list(d.extract(reports / "empty.txt", told.append)) == []
    assert [issue.code for issue in told] == ["empty"]
    assert list(d.read(reports / "empty.txt")) == []
    assert "empty.txt" in caplog.text


def test_what_is_not_there(tmp_path, ledger):
    with pytest.raises(NotFound, match=r"nosuch\.txt"):
        ledger.read(tmp_path / "nosuch.txt")
    with pytest.raises(NotFound, match="Russia"):
        ledger.dialogue("Rusia", "USA")
    with pytest.raises(UsageError, match="one of these"):
        ledger.dialogue("Congo", "USA")
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        ledger.dialogue("USA", "RUS", since="yesterday")
    with pytest.raises(NotFound):
        d.open(tmp_path / "nosuch.db", create=False)


def test_the_public_names_are_complete_sorted_and_few():
    assert sorted(d.__all__) == d.__all__
    assert len(d.__all__) <= 15
    assert all(getattr(d, name) is not None for name in d.__all__)
    assert dir(d) == d.__all__


def test_importing_is_light_and_a_stage_never_hides_a_function():
    code = (
        "import sys, dragoman as d\n"
        "light = {m for m in sys.modules if m.startswith('dragoman')} == {'dragoman'}\n"
        "import dragoman.read.plain, dragoman.extract\n"
        "from dragoman.read import plain\n"
        "print(light, callable(d.read), callable(d.extract), plain.__name__)"
    )
    root = str(Path(d.__file__).parents[1])
    argv = [sys.executable, "-c", code]
    found = subprocess.run(argv, cwd=root, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert found.stdout == "True True True dragoman.read.plain\n"


def test_the_brief_the_meetings_and_the_pairs_of_a_ledger(tmp_path, outcomes):
    with d.Ledger(tmp_path / "dialogue.db") as ledger:
        ledger._store.record(outcomes)
        [first, *_] = ledger.meetings("USA", "Russia")
        assert ledger.meeting(first.id) == ledger.meeting(first.line.finding.id) == first
        assert ledger.readouts(first.id).meeting == first
        assert {(one.one, one.other) for one in ledger.activity("USA")} >= {("RUS", "USA")}
        since = ledger.changes("USA", "RUS", since="2025-01-01", as_of="2025-12")
        assert since.lines
        assert ledger.changes("USA", "RUS", since="2025-06-01", as_of="2025-12").of("new") == ()
        assert ledger.dialogue("USA", "RUS", as_of="2001").empty
        with pytest.raises(NotFound, match="no meeting 'm0'"):
            ledger.meeting("m0")
        with pytest.raises(UsageError, match="after until"):
            ledger.changes("USA", "RUS", since="2025-01-01", as_of="2024")
