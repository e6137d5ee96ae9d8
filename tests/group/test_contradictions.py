"""dragoman.group.contradictions: what two reports tell differently, with both spans and no verdict."""

from dataclasses import replace

import pytest

from dragoman.group import dialogue
from dragoman.model import Place, Ref

BOTH = ("USA", "RUS")
SHERMAN = Ref("wendy-sherman", "Wendy Sherman", "person", "USA")


def found(*desks):
    return dialogue([entry for desk in desks for entry in desk.entries], BOTH).contradictions


def meeting(desk, source, published="2025-02-19", *, who, day="2025-02-18", place=("Riyadh", "SAU"), status="held"):
    """A report of its own that tells one meeting."""
    made = desk(f"The ministers travelled. They met in {place[0]}.", source, published=published)
    made.event("They met", status, (who[0],), (who[1],), date=day)
    (event,) = (entry.finding for entry in made.entries)
    where = Place(place[0], place[1], "stated", made.span(place[0]))
    made.entries[:] = [replace(made.entries[0], finding=replace(event, place=where))]
    return made


@pytest.fixture
def two(actors):
    return actors.RUBIO, actors.LAVROV


def test_one_day_in_two_countries_is_a_contradiction_of_place(desk, two):
    (one,) = found(meeting(desk, "a.txt", who=two), meeting(desk, "b.txt", who=two, place=("Geneva", "CHE")))
    assert (one.slot, one.reason) == ("place", "a meeting of 2025-02-18, two places: Geneva or Riyadh")
    assert [line.report.source for line in one.lines] == ["a.txt", "b.txt"]


def test_a_town_and_its_palace_are_no_contradiction(desk, two):
    assert not found(meeting(desk, "a.txt", who=two), meeting(desk, "b.txt", who=two, place=("Diriyah", "SAU")))


def test_other_people_of_one_side_at_the_same_table_are_a_contradiction(desk, actors, two):
    (one,) = found(meeting(desk, "a.txt", who=two), meeting(desk, "b.txt", who=(SHERMAN, actors.LAVROV)))
    assert one.slot == "participants"
    assert one.reason == "a meeting of 2025-02-18, for USA: Marco Rubio or Wendy Sherman"


def test_other_people_of_both_sides_are_another_meeting(desk, actors, two):
    ryabkov = Ref("sergei-ryabkov", "Sergei Ryabkov", "person", "RUS")
    assert not found(meeting(desk, "a.txt", who=two), meeting(desk, "b.txt", who=(SHERMAN, ryabkov)))


def test_a_state_beside_its_minister_is_no_contradiction(desk, actors, two):
    assert not found(meeting(desk, "a.txt", who=two), meeting(desk, "b.txt", who=(actors.USA, actors.LAVROV)))


def test_one_place_on_two_days_is_a_contradiction_of_date(desk, two):
    (one,) = found(meeting(desk, "a.txt", who=two), meeting(desk, "b.txt", who=two, day="2025-02-17"))
    assert (one.slot, one.reason) == ("date", "one meeting, two dates: 2025-02-17 or 2025-02-18")
    assert not found(meeting(desk, "a.txt", who=two), meeting(desk, "b.txt", who=two, day="2025-02-12"))


def test_held_here_and_denied_there_is_a_contradiction_of_outcome(desk, two):
    (one,) = found(meeting(desk, "a.txt", who=two), meeting(desk, "b.txt", who=two, status="denied"))
    assert one.slot == "outcome"


def test_a_plan_for_another_place_is_no_contradiction_of_what_was_held(desk, two):
    plan = meeting(desk, "b.txt", "2025-02-10", who=two, status="planned", place=("Geneva", "CHE"))
    assert not found(meeting(desk, "a.txt", who=two), plan)


def test_a_copy_contradicts_nobody(desk, two):
    one, other = meeting(desk, "a.txt", who=two), meeting(desk, "b.txt", who=two, place=("Geneva", "CHE"))
    first = one.entries[0].report.id
    other.entries[:] = [replace(e, report=replace(e.report, copy_of=first)) for e in other.entries]
    assert not found(one, other)


def test_open_here_and_closed_there_in_the_same_days_is_a_contradiction_of_stance(desk, actors):
    def stance(source, word, day):
        made = desk(f"A note came. Moscow is {word} to talks.", source, published=day)
        made.position(f"Moscow is {word}", actors.RUS, word, toward=actors.USA)
        return made

    (one,) = found(stance("a.txt", "open", "2025-02-18"), stance("b.txt", "closed", "2025-02-19"))
    assert one.slot == "stance"
    assert not found(stance("a.txt", "open", "2025-02-18"), stance("b.txt", "closed", "2025-03-19"))
