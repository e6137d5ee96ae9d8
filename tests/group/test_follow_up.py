"""What has come of conditions, proposals, promises and channels; tracks, speakers and offices."""

from dataclasses import replace

import pytest

from dragoman.group import dialogue
from dragoman.group.dialogue import on_day
from dragoman.model import Ref

BOTH = ("USA", "RUS")


def told(*desks):
    return dialogue([entry for desk in desks for entry in desk.entries], BOTH)


def condition(desk, actors):
    made = desk("Washington will talk if Moscow withdraws its heavy weapons.", "c.txt", published="2025-01-10")
    made.condition("if Moscow withdraws its heavy weapons", actors.USA, actors.RUS)
    made.position("Washington will talk", actors.USA, "conditional", toward=actors.RUS)
    return made


def test_a_later_deed_of_the_side_it_is_on_is_a_claim_that_a_condition_was_met(desk, actors):
    done = desk("Moscow had withdrawn its heavy weapons, it said.", "d.txt", published="2025-02-01")
    done.event("Moscow had withdrawn its heavy weapons", "held", (actors.RUS,), (actors.USA,), kind="RETREAT")
    (one,) = told(condition(desk, actors), done).followed
    assert (one.state, [line.report.source for line in one.evidence]) == ("claimed", ["d.txt"])


def test_what_is_planned_earlier_of_others_or_on_another_matter_meets_no_condition(desk, actors):
    plan = desk("Moscow will withdraw its heavy weapons.", "p.txt", published="2025-02-01")
    plan.event("Moscow will withdraw its heavy weapons", "planned", (actors.RUS,), (actors.USA,), kind="RETREAT")
    early = desk("Moscow withdrew its heavy weapons.", "e.txt", published="2024-12-01")
    early.event("Moscow withdrew its heavy weapons", "held", (actors.RUS,), (actors.USA,), kind="RETREAT")
    other = desk("Washington withdrew its heavy weapons.", "o.txt", published="2025-02-01")
    other.event("Washington withdrew its heavy weapons", "held", (actors.USA,), (actors.RUS,), kind="RETREAT")
    else_ = desk("Moscow withdrew its ambassador.", "x.txt", published="2025-02-01")
    else_.event("Moscow withdrew its ambassador", "held", (actors.RUS,), (actors.USA,), kind="RETREAT")
    (one,) = told(condition(desk, actors), plan, early, other, else_).followed
    assert (one.state, one.evidence) == ("unmet", ())


def test_claimed_and_denied_is_disputed(desk, actors):
    done = desk("Moscow withdrew its heavy weapons. No heavy weapons were withdrawn.", "d.txt", published="2025-02-01")
    done.event("Moscow withdrew its heavy weapons", "held", (actors.RUS,), (actors.USA,), kind="RETREAT")
    done.event("No heavy weapons were withdrawn", "denied", (actors.RUS,), (actors.USA,), kind="RETREAT")
    (one,) = told(condition(desk, actors), done).followed
    assert (one.state, len(one.evidence)) == ("disputed", 2)


@pytest.mark.parametrize(
    ("date", "pending"),
    [(None, "2025-01-10"), ("2024-12-20", "2024-12-20"), ("../2030", "2025-01-10"), ("2030", "2025-01-10")],
)
def test_a_proposal_waits_since_it_was_made_not_since_what_was_asked_for(desk, actors, date, pending):
    offer = desk("Moscow asked Washington for a treaty.", "o.txt", published="2025-01-10")
    offer.event("Moscow asked Washington", "held", (actors.RUS,), (actors.USA,), kind="REQUEST", date=date)
    assert told(offer).proposals[0].pending == pending


def test_a_proposal_waits_until_the_side_that_was_asked_answers_on_the_matter(desk, actors):
    offer = desk("Moscow proposed talks on arms control.", "o.txt", published="2025-01-10")
    offer.event("Moscow proposed talks on arms control", "held", (actors.RUS,), (actors.USA,), kind="REQUEST")
    (one,) = told(offer).proposals
    assert (one.answer, one.pending) == (None, "2025-01-10")
    other = desk("Washington agreed to a prisoner swap.", "x.txt", published="2025-02-01")
    other.event("Washington agreed to a prisoner swap", "held", (actors.USA,), (actors.RUS,), kind="AGREE")
    assert told(offer, other).proposals[0].answer is None
    answer = desk("Washington refused talks on arms control.", "a.txt", published="2025-02-01")
    answer.event("Washington refused talks on arms control", "held", (actors.USA,), (actors.RUS,), kind="REJECT")
    (one,) = told(offer, other, answer).proposals
    assert (one.answer, one.answered.report.source, one.pending) == ("rejected", "a.txt", None)


def test_the_rule_of_the_decision_is_quoted_where_one_is_named(desk, actors):
    text = "Moscow asked for a seat. The seat would depend on consensus among the members."
    made = desk(text, "o.txt", published="2025-01-10")
    made.event("Moscow asked for a seat", "held", (actors.RUS,), (actors.USA,), kind="REQUEST")
    made.condition("would depend on consensus among the members", actors.USA)
    assert told(made).proposals[0].rule.quote == "would depend on consensus among the members"


def test_a_promise_is_overdue_once_its_last_day_has_passed(desk, actors):
    made = desk("Both will reopen by June. Moscow will pay.", "p.txt", published="2025-01-10")
    made.commitment("Both will reopen by June", (actors.USA, actors.RUS), (), "reopen", due="../2025-06")
    made.commitment("Moscow will pay", (actors.RUS,), (actors.USA,), "pay")
    found = told(made)
    assert [(one.due, one.overdue, one.joint) for one in on_day(found, "2025-06-30", None).promises] == [
        ("2025-06-30", False, True), (None, False, False)
    ]  # fmt: skip
    assert on_day(found, "2025-07-01", None).promises[0].overdue


def test_a_meeting_on_its_level_is_a_sign_of_life_of_a_channel(desk, actors):
    trump = Ref("donald-trump", "Donald Trump", "person", "USA", "president")
    putin = Ref("vladimir-putin", "Vladimir Putin", "person", "RUS", "president")
    made = desk("The line of the leaders is open. They spoke. The embassies are closed.", published="2025-01-10")
    made.channel("The line of the leaders is open", "leaders", "open", (actors.USA, actors.RUS))
    made.channel("The embassies are closed", "embassy", "closed", (actors.USA, actors.RUS))
    later = desk("They spoke.", "l.txt", published="2025-03-02")
    later.event("They spoke", "held", (trump,), (putin,), date="2025-03-01")
    found = {one.channel.line.finding.channel: one for one in told(made, later).lifelines}
    assert (found["leaders"].last, found["leaders"].meeting.when) == ("2025-03-01", "2025-03-01")
    assert (found["embassy"].last, found["embassy"].meeting) == (None, None)


def test_tracks_have_what_belongs_to_them_by_kind_or_words(desk, actors):
    made = desk("The military line is open. They met on trade.", published="2025-01-10")
    made.channel("The military line is open", "military", "open", (actors.USA, actors.RUS))
    made.event("They met on trade", "held", (actors.USA,), (actors.RUS,), date="2025-01-09")
    found = {one.name: one for one in told(made).tracks}
    assert list(found) == ["security", "economic"]
    assert (len(found["security"].channels), found["security"].last) == (1, "2025-01-10")
    assert len(found["economic"].meetings) == 1


def test_who_speaks_for_each_side_and_the_new_holders_of_its_offices(newsroom, desk, actors):
    found = dialogue(newsroom, BOTH)
    assert {one.side for one in found.speakers} <= set(BOTH)
    old = desk("Washington is ready to talk.", "old.txt", published="2024-06-01")
    old.position("Washington is ready to talk", actors.USA, "open", toward=actors.RUS)
    new = desk("Washington is not ready to talk.", "new.txt", published="2025-06-01")
    new.position("Washington is not ready to talk", actors.USA, "closed", toward=actors.RUS)
    changed = {one.person: one for one in told(old, new).offices}
    assert changed["marco-rubio"].before == "Antony Blinken"
    assert [line.finding.stance for line in told(old, new).sides[0].record] == ["open", "closed"]


def offered(desk, actors, words, source="o.txt", day="2025-01-10"):
    made = desk(f"{words}.", source, published=day)
    made.event(words, "held", (actors.RUS,), (actors.USA,), kind="REQUEST")
    return made


def answered(desk, actors, words, kind, *, day="2025-01-20", status="held", place=None):
    made = desk(f"{words}.", "a.txt", published=day)
    made.event(words, status, (actors.USA,), (actors.RUS,), kind=kind, place=place)
    return made


def test_an_answer_to_the_proposal_is_one_to_the_last_that_was_made(desk, actors):
    first = offered(desk, actors, "Moscow proposed talks on arms control", "f.txt", "2024-12-20")
    last = offered(desk, actors, "Moscow offered a swap of captives")
    found = told(first, last, answered(desk, actors, "Washington turned down the offer", "REJECT")).proposals
    assert [(one.line.report.source, one.answer) for one in found] == [("f.txt", None), ("o.txt", "rejected")]


def test_the_proposal_of_months_ago_is_not_what_is_meant(desk, actors):
    late = answered(desk, actors, "Washington turned down the offer", "REJECT", day="2025-05-20")
    assert told(offered(desk, actors, "Moscow offered a swap of captives"), late).proposals[0].answer is None


def test_an_answer_in_the_same_report_needs_no_date(desk, actors):
    made = desk("Moscow offered a swap. Washington rejected the proposal.", "u.txt")
    made.event("Moscow offered a swap", "held", (actors.RUS,), (actors.USA,), kind="REQUEST")
    made.event("Washington rejected the proposal", "held", (actors.USA,), (actors.RUS,), kind="REJECT")
    (one,) = told(made).proposals
    assert one.answer == "rejected"


def test_an_invitation_is_answered_by_the_visit_to_its_place(desk, actors):
    asked = offered(desk, actors, "Moscow invited the secretary to Kazan")
    there = answered(desk, actors, "They met in Kazan", "CONSULT", place="Kazan")
    (one,) = told(asked, there).proposals
    assert (one.answer, one.answered.finding.type) == ("agreed", "CONSULT")
    elsewhere = answered(desk, actors, "They met in Geneva", "CONSULT", place="Geneva")
    assert told(asked, elsewhere).proposals[0].answer is None
    mooted = answered(desk, actors, "They may meet in Kazan", "CONSULT", status="mooted", place="Kazan")
    assert told(asked, mooted).proposals[0].answer is None


def test_an_answer_in_the_very_sentence_of_the_request_is_one(desk, actors):
    made = desk("Moscow asked for more grain ships and Washington agreed to send grain ships.", "s.txt")
    made.event("Moscow asked for more grain ships", "held", (actors.RUS,), (actors.USA,), kind="REQUEST")
    made.event("Washington agreed to send grain ships", "held", (actors.USA,), (actors.RUS,), kind="AGREE")
    (one,) = told(made).proposals
    assert (one.answer, one.pending) == ("agreed", None)


def test_to_welcome_the_proposal_is_an_answer_and_to_praise_its_author_is_none(desk, actors):
    made = offered(desk, actors, "Moscow offered a swap of captives")
    assert (
        told(made, answered(desk, actors, "Washington welcomed the offer", "SUPPORT")).proposals[0].answer == "agreed"
    )
    praise = answered(desk, actors, "Washington praised the swap of captives", "SUPPORT")
    assert told(made, praise).proposals[0].answer is None


def test_an_invitation_is_answered_by_a_meeting_in_the_country_that_invites_but_not_of_other_people(desk, actors):
    asked = desk("Moscow invited Blinken for talks.", "i.txt", published="2025-01-10")
    asked.event("Moscow invited Blinken", "held", (actors.RUS,), (actors.BLINKEN,), kind="REQUEST")
    came = desk("Blinken and Lavrov met in Sochi.", "m.txt", published="2025-02-01")
    came.event(
        "Blinken and Lavrov met in Sochi", "held", (actors.BLINKEN,), (actors.LAVROV,), place="Sochi", country="RUS"
    )
    assert told(asked, came).proposals[0].answer == "agreed"
    envoy = Ref("an-envoy", "An Envoy", "person", "USA")
    other = desk("An Envoy and Lavrov met in Sochi.", "m.txt", published="2025-02-01")
    other.event("An Envoy and Lavrov met in Sochi", "held", (envoy,), (actors.LAVROV,), place="Sochi", country="RUS")
    assert told(asked, other).proposals[0].answer is None


def test_a_question_is_no_proposal(desk, actors):
    made = desk("Q Will Moscow ask for a seat?", "q.txt", published="2025-01-10")
    made.event("Q Will Moscow ask for a seat?", "mooted", (actors.RUS,), (actors.USA,), kind="REQUEST")
    assert told(made).proposals == ()


def test_a_condition_is_claimed_to_be_met_in_other_forms_of_its_words(desk, actors):
    made = desk("Washington will talk if Moscow withdraws its troops.", "c.txt", published="2025-01-10")
    made.condition("if Moscow withdraws its troops", actors.USA, actors.RUS)
    made.position("Washington will talk", actors.USA, "conditional", toward=actors.RUS)
    done = desk("Moscow withdrew its forces from the valley.", "d.txt", published="2025-02-01")
    done.event("Moscow withdrew its forces", "held", (actors.RUS,), (actors.USA,), kind="RETREAT")
    (one,) = told(made, done).followed
    assert one.state == "claimed"


def test_a_condition_is_claimed_to_be_met_further_down_in_an_undated_report(desk, actors):
    made = desk("Washington will talk if Moscow withdraws its troops. Moscow has withdrawn its troops.", "c.txt")
    made.condition("if Moscow withdraws its troops", actors.USA, actors.RUS)
    made.position("Washington will talk", actors.USA, "conditional", toward=actors.RUS)
    made.event("Moscow has withdrawn its troops", "held", (actors.RUS,), (actors.USA,), kind="RETREAT")
    (one,) = told(made).followed
    assert one.state == "claimed"


def cued(desk, cue, kind, source, recipient):
    """Keep an event whose sentence is all of the report."""
    made = desk.event(cue, "held", (source,), (recipient,), kind=kind)
    desk.entries[-1] = replace(desk.entries[-1], finding=replace(made, sentence=desk.span(desk.report.text)))


def test_an_appeal_is_a_proposal_only_where_it_was_answered(desk, actors):
    appeal = desk("Washington urged Moscow to open the bridge.", "a.txt", published="2025-01-10")
    cued(appeal, "urged", "REQUEST", actors.USA, actors.RUS)
    assert told(appeal).proposals == ()
    yes = desk("Moscow agreed to open the bridge.", "y.txt", published="2025-01-20")
    cued(yes, "agreed", "AGREE", actors.RUS, actors.USA)
    assert [one.answer for one in told(appeal, yes).proposals] == ["agreed"]


def test_who_asked_to_know_proposed_nothing(desk, actors):
    asked = desk("Washington asked Moscow about the closed bridge.", "q.txt", published="2025-01-10")
    cued(asked, "asked", "REQUEST", actors.USA, actors.RUS)
    assert told(asked).proposals == ()


@pytest.mark.parametrize(
    ("text", "kind", "given"),
    [
        ("Moscow rejected the plan proposed by Washington.", "REJECT", "rejected"),
        ("Moscow accepted a written offer from Washington.", "AGREE", "agreed"),
        ("Moscow opened the line at the request of Washington.", "COOPERATE", "agreed"),
    ],
)
def test_in_one_sentence_the_answer_may_stand_before_what_it_answers(desk, actors, text, kind, given):
    one = desk(text, "s.txt", published="2025-01-10")
    cued(one, text.split()[1], kind, actors.RUS, actors.USA)
    cued(
        one, next(word for word in ("proposed", "offer", "request") if word in text), "REQUEST", actors.USA, actors.RUS
    )
    assert [one.answer for one in told(one).proposals] == [given]
