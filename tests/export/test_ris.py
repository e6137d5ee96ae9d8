"""dragoman.export.ris: references that rispy reads back."""

import io

import rispy

from dragoman.export import write_ris


def references(entries):
    stream = io.StringIO()
    written = write_ris(entries, stream)
    found = rispy.loads(stream.getvalue())
    assert written == len(found)
    return found


def test_a_reference_a_report(newsroom):
    found = references(newsroom)
    assert [one["id"] for one in found] == list(dict.fromkeys(entry.report.id for entry in newsroom))
    assert {one["type_of_reference"] for one in found} == {"NEWS"}
    riyadh = found[0]
    assert (riyadh["year"], riyadh["date"], riyadh["secondary_title"]) == ("2025", "2025/02/18/", "Meridian Wire")


def test_an_undated_report_has_no_date(newsroom):
    undated = references(newsroom)[-1]
    assert "date" not in undated
    assert "undated" in undated["notes"][0]


def test_a_title_cannot_open_another_field(desk, actors):
    made = desk("They met.", title="One\nER  - \nTY  - BOOK\nTI  - Two")
    made.event("met", "held", (actors.USA,), (actors.RUS,))
    [only] = references(made.entries)
    assert only["title"] == "One ER - TY - BOOK TI - Two"


def test_no_entries_give_no_references():
    assert references([]) == []
