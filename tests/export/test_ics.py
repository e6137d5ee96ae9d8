"""dragoman.export.ics: a calendar that icalendar reads back; only meetings with a day, none as more than it is."""

import io
from datetime import date

import icalendar
import pytest

from dragoman.export import write_ics
from dragoman.group import dialogue
from dragoman.model import When


def events(entries, parties=("USA", "RUS")):
    stream = io.BytesIO()
    count = write_ics(dialogue(entries, parties), stream)
    calendar = icalendar.Calendar.from_ical(stream.getvalue())
    made = calendar.walk("VEVENT")
    assert count == len(made)
    return made


@pytest.mark.parametrize(
    ("status", "shown"),
    [("mooted", "TENTATIVE"), ("planned", "CONFIRMED"), ("held", "CONFIRMED"), ("denied", "CANCELLED")],
)
def test_every_status_has_its_own(desk, actors, status, shown):
    made = desk("They meet.", published="2025-02-01")
    made.event("meet", status, (actors.USA,), (actors.RUS,), date="2025-02-18", place=None)
    [event] = events(made.entries)
    assert (event["status"], event["x-dragoman-status"]) == (shown, status)
    assert event["summary"].startswith(f"{status.capitalize()}: ")


def test_a_day_is_an_all_day_event_with_its_words(newsroom):
    [riyadh] = events(newsroom)
    assert (riyadh.decoded("dtstart"), riyadh.decoded("dtend")) == (date(2025, 2, 18), date(2025, 2, 19))
    assert riyadh["location"] == "Riyadh"
    assert riyadh["summary"] == "Held: Marco Rubio – Sergei Lavrov"
    assert "“met” (Meridian Wire, 2025-02-18" in riyadh["description"]
    assert "“talks” (Harbour Post, 2025-02-19" in riyadh["description"]


@pytest.mark.parametrize("edtf", ["2025-02-2X", "2025-02", "2025", "XXXX-02-18", None, "2025-02-18/.."])
def test_no_day_no_event(desk, actors, edtf):
    made = desk("They meet.", published="2025-02-01")
    made.event("meet", "planned", (actors.USA,), (actors.RUS,), date=edtf)
    assert events(made.entries) == []


@pytest.mark.parametrize(
    ("words", "shown"), [("18 to 20 February", True), ("from Tuesday until Thursday", True), ("18–20 February", True),
                         ("next week", False), ("late February", False), ("this month", False)],
)  # fmt: skip
def test_a_stretch_is_shown_only_where_both_ends_are_named(desk, actors, words, shown):
    from dataclasses import replace

    made = desk(f"They meet {words}.", published="2025-02-01")
    event = made.event("meet", "planned", (actors.USA,), (actors.RUS,))
    when = When("2025-02-18/2025-02-20", "stated", made.span(words))
    made.entries[0] = replace(made.entries[0], finding=replace(event, date=when))
    found = events(made.entries)
    assert len(found) == shown
    if shown:
        assert found[0].decoded("dtend") == date(2025, 2, 21)


def test_a_uid_stays_while_the_status_changes(desk, actors):
    uids, entries = [], []
    for status, day in (("planned", "2025-02-01"), ("held", "2025-02-19")):
        made = desk(f"They meet in Riyadh, {status}.", source=f"{status}.txt", published=day)
        made.event("meet", status, (actors.RUBIO,), (actors.LAVROV,), date="2025-02-18", place="Riyadh")
        entries += made.entries
        [event] = events(entries)
        uids.append((str(event["uid"]), event["x-dragoman-status"]))
    assert [status for _, status in uids] == ["planned", "held"]
    assert len({uid for uid, _ in uids}) == 1


def test_a_text_cannot_open_another_property(desk, actors):
    made = desk("They met\r\nSTATUS:CANCELLED\r\nBEGIN:VALARM in Riyadh.", published="2025-02-18")
    made.event("They met\r\nSTATUS:CANCELLED\r\nBEGIN:VALARM", "held", (actors.USA,), (actors.RUS,), date="2025-02-18")
    [event] = events(made.entries)
    assert event["status"] == "CONFIRMED"
    assert not event.subcomponents


def test_no_meetings_give_an_empty_calendar():
    assert events([]) == []
