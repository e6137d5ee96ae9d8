"""Where an event was: capitals by their state, names that several countries have, and the listed meeting."""

from __future__ import annotations

import pytest

from dragoman.gazetteer import gazetteer
from dragoman.model import Event, Report
from dragoman.pipeline import outcome


def events(text: str, published: str | None = "2025-02-18") -> list[Event]:
    found = outcome(Report("case", text, published=published, language="en")).findings
    return [one for one in found if isinstance(one, Event)]


def event(text: str, published: str | None = "2025-02-18") -> Event:
    return events(text, published)[0]


@pytest.mark.parametrize(
    ("text", "place", "country", "basis"),
    [
        ("Rubio met Lavrov in the Saudi capital on Tuesday.", "Riyadh", "SAU", "inferred"),
        ("Rubio met Lavrov in Turkey's capital on Tuesday.", "Ankara", "TUR", "inferred"),
        ("Rubio met Lavrov in the Turkish resort of Antalya.", "Antalya", "TUR", "stated"),
        ("Rubio met Lavrov in Geneva.", "Geneva", "CHE", "stated"),
        ("Rubio met Lavrov at Dolmabahce Palace in Istanbul.", "Dolmabahçe Palace", "TUR", "stated"),
        ("Rubio met Lavrov in Tripoli. Lebanon hosted the talks.", "Tripoli", "LBN", "inferred"),
        ("Rubio met Lavrov in Tripoli. Libya hosted the talks.", "Tripoli", "LBY", "inferred"),
        ("Rubio met Lavrov in Brest. Belarus hosted the talks.", "Brest", "BLR", "inferred"),
        ("Rubio met Lavrov in Brest.", "Brest", None, "stated"),
        ("Rubio met Lavrov in Saudi Arabia on Tuesday.", "Saudi Arabia", "SAU", "stated"),
        ("In Finland on Monday, Rubio met with Lavrov.", "Finland", "FIN", "stated"),
        ("Talks between Russia and Ukraine were held in Belarus.", "Belarus", "BLR", "stated"),
        ("Witkoff met Hamas officials in Qatar.", "Qatar", "QAT", "stated"),
        ("Lavrov visited Egypt on Monday.", "Egypt", "EGY", "stated"),
        ("Lavrov will travel to Oman on Monday to meet Araghchi.", "Oman", "OMN", "stated"),
        ("Rubio met Lavrov in Jeddah, Saudi Arabia.", "Jeddah", "SAU", "stated"),
        ("Rubio met Lavrov in Saudi Arabia, in Jeddah, on Tuesday.", "Jeddah", "SAU", "stated"),
        ("Rubio met Lavrov in Singapore.", "Singapore", "SGP", "stated"),
        ("Rubio met Lavrov in Georgia. The Georgian president hosted them.", "Georgia", "GEO", "stated"),
    ],
)
def test_where_it_was(text, place, country, basis):
    found = event(text).place
    assert found is not None
    assert (found.name, found.country, found.basis) == (place, country, basis)


@pytest.mark.parametrize(
    "text",
    [
        "Israel is in talks with Egypt about the border.",
        "Rubio and Lavrov discussed the war in Ukraine.",
        "Moscow met Berlin's envoy on elections in Belarus.",
        "Blinken met Fidan to discuss the situation in Syria.",
        "Israel accused Iran of interfering in Lebanon.",
        "Talks between Washington and Egypt were held on Monday.",
        "China established contact with the military government in Myanmar.",
        "Sisi met Abbas in Egypt and Jordan.",
        "Trump met Kemp in Georgia after talks with the governors of Alabama and Florida about Russia.",
    ],
)
def test_a_state_that_is_dealt_with_or_spoken_of_is_no_place(text):
    found = outcome(Report("case", text, published="2025-02-18", language="en")).findings
    assert [one.place for one in found if isinstance(one, Event) and one.place and one.type != "ASSAULT"] == []


def test_which_resort_no_table_says():
    assert event("Rubio met Lavrov in the Turkish resort on Tuesday.").place is None


@pytest.mark.parametrize(
    ("text", "published", "meeting"),
    [
        ("Biden met Xi on the sidelines of the APEC summit in Lima.", "2024-11-17", "apec-2024"),
        ("Obama met Xi on the sidelines of the APEC summit in Lima.", "2016-11-21", "apec-2016"),
        ("Vance met Baerbock on the sidelines of the Munich Security Conference.", "2025-02-15", "msc-2025"),
        (
            "Blinken met Lavrov on the sidelines of the G20 gathering of foreign ministers in New Delhi.",
            None,
            "g20-fm-2023",
        ),
        ("Modi met Biden at the G20 leaders' summit in New Delhi.", "2023-09-10", "g20-2023"),
        ("Fidan met Rubio at the NATO summit in Ankara.", "2026-07-08", "nato-2026"),
        ("Biden met Zelensky at the NATO summit on Wednesday.", "2024-07-10", "nato-2024"),
        ("Biden met Zelensky at a NATO meeting.", None, None),
        ("Rubio met Lavrov in Ankara.", "2026-07-08", None),
    ],
)
def test_the_listed_meeting_that_the_sentence_names(text, published, meeting):
    assert event(text, published).meeting == meeting


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Fidan spoke with Barrot on the sidelines of the G20 gathering in Johannesburg.", "2025-11-22/2025-11-23"),
        ("Fidan and Barrot met during the two-day G20 summit in Johannesburg.", "2025-11-22/2025-11-23"),
        ("Fidan met Barrot to prepare talks at the G20 summit in Johannesburg.", None),
    ],
)
def test_what_was_held_at_a_listed_meeting_has_its_place_and_days(text, days):
    found = [one for one in events(text, "2025-11-25") if one.status == "held" and one.source]
    assert {one.date.edtf if one.date else None for one in found} == {days}
    assert {one.place.name if one.place else None for one in found} == {"Johannesburg" if days else None}


def test_what_was_elsewhere_is_of_no_meeting():
    found = events("Fidan left the G20 summit and met Barrot in Ankara.", "2025-11-25")
    assert {one.meeting for one in found if one.place and one.place.name == "Ankara"} == {None}


def test_coordinates_by_name_and_country():
    tables = gazetteer()
    site = tables.site("Riyadh", "SAU")
    assert site is not None
    assert (round(site.lat), round(site.lon)) == (25, 47)
    assert tables.site("Tripoli", None) is None
    assert tables.site("Tripoli", "LBN") is not None
    assert tables.site("Nowhere", None) is None
    assert tables.is_state("Egypt", "EGY")
    assert not tables.is_state("Cairo", "EGY")
    assert not tables.is_state("Singapore", "SGP")
