"""dragoman.export.csv: a table that a spreadsheet can open safely."""

import csv
import io

import pytest

from dragoman.export.csv import COLUMNS, cell, write_csv


def table(entries):
    stream = io.StringIO()
    written = write_csv(entries, stream)
    return written, list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_formula_is_made_text(start):
    assert cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize(
    ("value", "expected"), [(None, ""), ("Riyadh", "Riyadh"), (-3, "-3"), (0, "0"), ("a\x00b", "ab")]
)
def test_other_cells_stay_as_they_are(value, expected):
    assert cell(value) == expected


def test_a_row_an_entry(newsroom):
    written, rows = table(newsroom)
    assert written == len(rows) == len(newsroom)
    met = next(row for row in rows if row["kind"] == "event" and row["place"] == "Riyadh" and row["report"])
    assert (met["who"], met["toward"]) == ("Marco Rubio", "Sergei Lavrov")
    assert (met["who_states"], met["toward_states"], met["topic"], met["state"]) == ("USA", "RUS", "CONSULT", "held")


def test_every_kind_fills_its_columns(newsroom):
    rows = {row["kind"]: row for row in table(newsroom)[1]}
    assert rows["position"]["state"] in {"open", "conditional", "closed"}
    assert rows["channel"]["topic"] in {"embassy", "security"}
    assert rows["commitment"]["words"] == "restore embassy staffing"
    assert rows["commitment"]["date"] == "2025-04-30"
    assert rows["commitment"]["state"] == "verifiable"
    assert rows["condition"]["words"].startswith("if Moscow")
    assert rows["statement"]["who"]
    assert rows["discrepancy"]["topic"] == "office"


def test_a_hostile_report_cannot_put_a_formula_into_any_cell(desk, actors):
    made = desk('=HYPERLINK("http://example.org") met Lavrov.', "@SUM(1)", "+outlet", "-1", "=title")
    made.event("=HYPERLINK", "held", (actors.USA,), (actors.RUS,), place="=HYPERLINK")
    _, (row,) = table(made.entries)
    assert not [name for name in COLUMNS if row[name].startswith(("=", "+", "-", "@"))]
    assert row["quote"] == "'=HYPERLINK"


def test_no_entries_give_a_header():
    assert table([]) == (0, [])


@pytest.mark.parametrize("char", ["\x1b", "\x07", "\u202e", "\u2066", "\x9b"])
def test_characters_that_steer_are_shown_as_such(char):
    assert cell(f"a{char}b") == "a\ufffdb"
