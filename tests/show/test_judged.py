"""What people made of findings, and who, on the terminal and in Markdown."""

import io

import pytest

from dragoman.api import Ledger
from dragoman.cli import main
from dragoman.show.markdown import write_markdown


@pytest.fixture
def ledger(tmp_path, outcomes):
    from dragoman.ledger import Store

    path = tmp_path / "judged.db"
    with Store.open(path) as store:
        store.record(outcomes)
    with Ledger(path) as book:
        line = next(stand.line for side in book.dialogue("USA", "RUS").sides for stand in side.positions)
        book.judge(line.finding.id, "confirm", "Ada Quill")
    return str(path), line


@pytest.mark.parametrize(
    "words",
    [
        ["dialogue", "USA", "RUS"],
        ["dialogue", "USA", "RUS", "--format", "md"],
        ["search", "--kind", "position", "--limit", "0"],
        ["export", "--format", "md"],
    ],
)
def test_a_verdict_stands_where_its_finding_is_shown(ledger, words, capsysbinary):
    assert main([*words, "--ledger", ledger[0]]) == 0
    assert " ".join(capsysbinary.readouterr().out.decode().split()).count("✓ confirmed by Ada Quill") == 1


def test_a_verdict_stands_in_the_list_under_its_report(ledger, capsys):
    assert main(["article", ledger[1].report.id, "--ledger", ledger[0]]) == 0
    assert "✓ confirmed by Ada Quill" in " ".join(capsys.readouterr().out.split())


def test_what_nobody_judged_bears_no_mark(outcomes):
    from dragoman.model import Entry

    entries = [Entry(finding, outcomes[0].head) for finding in outcomes[0].findings]
    stream = io.StringIO()
    write_markdown(entries, stream, lambda _: {})
    assert "confirmed" not in stream.getvalue()
