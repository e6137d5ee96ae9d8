"""dragoman.group.histories: one meeting through its statuses, and what is kept apart."""

from dataclasses import replace

from dragoman.group import contacts, dialogue
from dragoman.group.contacts import told_by
from dragoman.group.ties import Ties
from dragoman.model import Entry, Ref

BOTH = ("USA", "RUS")
PUTIN = Ref("vladimir-putin", "Vladimir Putin", "person", "RUS", "president")
TRUMP = Ref("donald-trump", "Donald Trump", "person", "USA", "president")


def met(*desks):
    return contacts([entry for desk in desks for entry in desk.entries], BOTH)


def steps(meeting):
    return [(step.status, step.told) for step in meeting.history]


def told(desk, actors, day, words, status, **facts):
    made = desk(words, f"{day}-{status}.txt", published=day)
    made.event(words.rstrip("."), status, (actors.RUBIO,), (actors.LAVROV,), **facts)
    return made


def test_mooted_planned_and_held_are_one_meeting_with_its_history(desk, actors):
    found = met(
        told(desk, actors, "2025-02-01", "They could meet in Riyadh.", "mooted", place="Riyadh"),
        told(desk, actors, "2025-02-10", "They will meet on Tuesday.", "planned", date="2025-02-18"),
        told(desk, actors, "2025-02-19", "They met in Riyadh.", "held", date="2025-02-18", place="Riyadh"),
    )
    assert [steps(one) for one in found] == [
        [("mooted", "2025-02-01"), ("planned", "2025-02-10"), ("held", "2025-02-19")]
    ]
    assert (found[0].status, found[0].when, found[0].level, found[0].contested) == (
        "held",
        "2025-02-18",
        "ministers",
        False,
    )


def test_a_request_is_a_step_of_what_its_sentence_asks_for(desk, actors):
    made = desk("Lavrov asked to meet Rubio in Oslo.", published="2025-03-01")
    made.event("Lavrov asked to meet Rubio in Oslo", "held", (actors.LAVROV,), (actors.RUBIO,), kind="REQUEST")
    made.event("Lavrov asked to meet Rubio in Oslo", "mooted", (actors.LAVROV,), (actors.RUBIO,), place="Oslo")
    (meeting,) = met(made)
    assert (meeting.status, steps(meeting)) == ("requested", [("mooted", "2025-03-01"), ("requested", "2025-03-01")])


def test_words_that_put_off_or_call_off_make_a_step_of_their_own_but_never_change_a_finding(desk, actors):
    plan = told(desk, actors, "2022-11-01", "They will meet in Cairo.", "planned", date="2022-11-29", place="Cairo")
    late = told(desk, actors, "2022-11-28", "Moscow postponed a meeting in Cairo.", "planned", place="Cairo")
    (meeting,) = met(plan, late)
    assert (meeting.status, steps(meeting)[-1]) == ("postponed", ("postponed", "2022-11-28"))
    assert meeting.history[-1].line.finding.status == "planned"
    gone = told(desk, actors, "2022-11-28", "Moscow called off a meeting in Cairo.", "denied", place="Cairo")
    assert met(plan, gone)[0].status == "cancelled"


def test_a_held_claim_and_a_denied_one_stand_side_by_side(desk, actors):
    one = told(desk, actors, "2023-03-02", "They met in New Delhi.", "held", date="2023-03-02", place="New Delhi")
    two = told(desk, actors, "2023-03-03", "There was no meeting in New Delhi.", "denied", place="New Delhi")
    (meeting,) = met(one, two)
    assert meeting.contested
    assert [step.status for step in meeting.history] == ["held", "denied"]


def test_undated_reports_of_one_place_are_one_meeting_where_their_dates_allow_it(desk, actors):
    one = told(desk, actors, None, "They spoke at the G20 in New Delhi.", "held", place="New Delhi")
    two = told(desk, actors, "2023-03-05", "There were talks in New Delhi.", "held", place="New Delhi")
    (meeting,) = met(one, two)
    assert meeting.when == "../2023-03-05"
    far = told(desk, actors, "2024-09-01", "Talks in New Delhi ended.", "held", place="New Delhi")
    assert len(met(two, far)) == 2


def test_an_undated_report_tells_that_a_meeting_was_held_no_sooner_than_it_was(desk, actors):
    plan = told(desk, actors, "2025-02-10", "They will meet on Tuesday.", "planned", date="2025-02-18")
    held = told(desk, actors, None, "They met on February 18.", "held", date="2025-02-18")
    held.entries = [Entry(one.finding, replace(one.report, dated="2014-11-03/2026-07-28")) for one in held.entries]
    (meeting,) = met(held, plan)
    assert steps(meeting) == [("planned", "2025-02-10"), ("held", None)]


def test_another_day_another_level_or_another_form_is_another_meeting(desk, actors):
    first = told(desk, actors, "2025-02-19", "They met in Riyadh.", "held", date="2025-02-18", place="Riyadh")
    later = told(desk, actors, "2025-03-26", "They met in Riyadh again.", "held", date="2025-03-25", place="Riyadh")
    assert len(met(first, later)) == 2
    call = told(desk, actors, "2025-02-19", "They spoke by phone call.", "held", date="2025-02-18")
    assert len(met(first, call)) == 2
    top = desk("Trump will see Putin.", "top.txt", published="2025-02-10")
    top.event("Trump will see Putin", "planned", (TRUMP,), (PUTIN,), date="2025-02-18")
    assert len(met(first, top)) == 2


def test_what_could_mean_two_meetings_is_tied_to_neither(desk, actors):
    one = told(desk, actors, "2025-02-06", "They met in Riyadh.", "held", date="2025-02-05", place="Riyadh")
    two = told(desk, actors, "2025-02-20", "They met in Riyadh twice.", "held", date="2025-02-18", place="Riyadh")
    open_ = told(desk, actors, None, "They may meet in Riyadh.", "mooted", place="Riyadh")
    assert len(met(one, two, open_)) == 3


def test_what_a_dated_report_says_is_to_come_is_the_next_meeting_in_the_place(desk, actors):
    one = told(desk, actors, "2025-02-06", "They met in Riyadh.", "held", date="2025-02-05", place="Riyadh")
    two = told(desk, actors, "2025-02-20", "They met in Riyadh twice.", "held", date="2025-02-18", place="Riyadh")
    plan = told(desk, actors, "2025-02-07", "They may meet in Riyadh.", "mooted", place="Riyadh")
    assert [len(meeting.history) for meeting in met(one, two, plan)] == [2, 1]


def test_held_before_it_was_mooted_is_said_and_does_not_decide(desk, actors):
    early = told(desk, actors, "2025-02-10", "They met in Riyadh.", "held", date="2025-02-18", place="Riyadh")
    plan = told(desk, actors, "2025-02-12", "They will meet in Riyadh.", "planned", date="2025-02-18", place="Riyadh")
    (meeting,) = met(early, plan)
    assert meeting.status == "planned"
    assert meeting.doubts == ("told as held on 2025-02-10, before its own day 2025-02-18",)


def test_every_finding_of_a_meeting_names_it_also_when_a_newer_rule_reads_the_sentence_otherwise(desk, actors):
    one = told(desk, actors, "2025-02-10", "They will meet in Riyadh.", "planned", date="2025-02-18", place="Riyadh")
    two = told(desk, actors, "2025-02-19", "They met in Riyadh.", "held", date="2025-02-18", place="Riyadh")
    found = met(one, two)
    assert found[0].id == f"m{one.entries[0].finding.id}"
    assert [told_by(found, desk_.entries[0]) for desk_ in (one, two)] == [found[0], found[0]]
    older = desk("They met in Riyadh.", two.report.source, published="2025-02-19")
    retired = older.event("They met in Riyadh", "ongoing", (actors.USA,), (actors.RUS,))
    assert told_by(found, Entry(retired, older.report.head)) is None or older.report.id == two.report.id


def test_since_when_they_have_been_talking_is_not_when_they_met(desk, actors):
    made = desk("They met in Oslo. Since May they had met in Oslo.", published="2025-06-10")
    made.event("They met in Oslo", "held", (actors.RUBIO,), (actors.LAVROV,), place="Oslo")
    made.event(
        "Since May they had met in Oslo", "held", (actors.RUBIO,), (actors.LAVROV,), date="2025-05/..", place="Oslo"
    )
    assert {meeting.when for meeting in met(made)} == {"../2025-06-10"}


def test_two_words_that_every_report_has_are_no_answer(desk, actors):
    offer = desk(
        "Moscow asked Washington to lift the limits on flights and banks for its embassy.",
        "o.txt",
        published="2025-01-10",
    )
    offer.event(offer.report.text[:-1], "held", (actors.RUS,), (actors.USA,), kind="REQUEST")
    other = desk(
        "Washington agreed that flights of its embassy carry parcels, guards and food.", "a.txt", published="2025-02-01"
    )
    other.event(other.report.text[:-1], "held", (actors.USA,), (actors.RUS,), kind="AGREE")
    (one,) = dialogue(offer.entries + other.entries, BOTH).proposals
    assert one.answer is None


def test_what_people_said_of_two_meetings_comes_before_our_own_reading(desk, actors):
    made = [
        told(desk, actors, "2025-02-10", "They will meet on Tuesday.", "planned", date="2025-02-18"),
        told(desk, actors, "2025-02-19", "They met in Riyadh.", "held", date="2025-02-18", place="Riyadh"),
        told(desk, actors, "2025-06-19", "They met in Oslo.", "held", date="2025-06-18", place="Oslo"),
    ]
    entries = [entry for each in made for entry in each.entries]
    planned, held, oslo = (entry.finding.id for entry in entries)

    def found(*said):
        return [len(one.history) for one in contacts(entries, BOTH, ties=Ties.of(said))]

    assert found() == [1, 2]
    assert found((f"m{planned}", held, False)) == [1, 1, 1]
    assert found((f"m{held}", f"m{oslo}", True)) == [3]
    assert found((held, planned, False), (planned, held, True)) == [1, 2]
    assert found(("not", "there", True)) == [1, 2]
