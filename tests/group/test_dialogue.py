"""dragoman.group.dialogue: entries add up to where a dialogue stands."""

from dataclasses import replace

from dragoman.group import dialogue
from dragoman.model import Ref

BOTH = ("USA", "RUS")


def stands(found, party):
    side = next(side for side in found.sides if side.code == party)
    return [tuple(map(_stance, (stand.line, *stand.others))) for stand in side.positions]


def _stance(line):
    return line.finding.stance, line.standing, line.claimed


def test_a_matter_has_one_stand_the_latest_and_earlier_ones_in_it(newsroom):
    assert stands(dialogue(newsroom, BOTH), "USA") == [
        (("open", "latest", False), ("conditional", "earlier", False)),
        (("closed", "latest", True),),
    ]


def test_on_one_day_the_word_with_a_condition_comes_first_and_the_other_is_kept(desk, actors):
    made = desk("Russia is ready for talks. Russia will talk if asked. They met.", published="2025-03-01")
    made.event("They met", "held", (actors.RUS,), (actors.USA,))
    made.position("Russia is ready for talks", actors.RUS, "open")
    made.position("will talk", actors.RUS, "conditional", conditions=[made.condition("if asked", actors.RUS)])
    assert stands(dialogue(made.entries, BOTH), "RUS") == [
        (("conditional", "latest", False), ("open", "latest", False))
    ]


def test_a_headline_is_no_evidence_where_the_body_has_it(desk, actors):
    made = desk("Moscow ready to talk. Russia is ready to talk, Lavrov said.", title="Moscow ready to talk")
    made.position("Moscow ready to talk", actors.RUS, "open", actors.USA)
    made.position("Russia is ready to talk", actors.RUS, "open", actors.USA)
    (stand,) = dialogue(made.entries, BOTH).sides[1].positions
    assert stand.line.finding.evidence.quote == "Russia is ready to talk"
    assert [entry.finding.evidence.quote for entry in stand.line.also] == ["Moscow ready to talk"]


def test_a_condition_that_another_set_belongs_to_him(desk, actors):
    made = desk("Russia is ready if Washington stops. America wants a truce first.", published="2025-03-01")
    theirs = made.condition("wants a truce first", actors.USA, actors.RUS)
    own = made.condition("if Washington stops", None, actors.USA)
    made.position("Russia is ready", actors.RUS, "conditional", actors.USA, conditions=(own, theirs))
    usa, rus = dialogue(made.entries, BOTH).sides
    assert [line.finding.text.quote for line in rus.positions[0].conditions] == ["if Washington stops"]
    assert [line.finding.text.quote for line in usa.conditions] == ["wants a truce first"]
    assert (usa.unmet, rus.unmet) == (1, 1)


def test_a_condition_of_an_older_word_does_not_pass_for_one_of_the_latest(newsroom):
    usa = dialogue(newsroom, BOTH).sides[0]
    assert usa.positions[0].conditions == ()
    assert [line.finding.text.quote for line in usa.conditions] == ["if Moscow changes course"]


def test_what_a_third_voice_says_of_a_holder_is_a_claim_and_never_displaces_the_holders_word(newsroom):
    side = dialogue(newsroom, BOTH).sides[0]
    claim = next(stand.line for stand in side.positions if stand.line.claimed)
    assert claim.voice.id == "sergei-lavrov"
    assert claim.finding.holder.id == "USA"


def test_ones_own_spokesman_makes_no_claim(newsroom):
    position = dialogue(newsroom, BOTH).sides[1].positions[0]
    assert (position.line.voice.id, position.line.claimed) == ("sergei-lavrov", False)


def test_conditions_are_tied_to_their_position(newsroom):
    position = dialogue(newsroom, BOTH).sides[1].positions[0]
    assert [line.finding.text.quote for line in position.conditions] == ["once sanctions on its airlines are lifted"]
    assert dialogue(newsroom, BOTH).sides[1].conditions == ()


def test_a_condition_tied_to_nothing_is_kept_with_its_side(desk, actors):
    made = desk("Moscow and Washington met. Russia wants the flights restored first.", published="2025-03-01")
    made.event("met", "held", (actors.RUS,), (actors.USA,))
    made.condition("wants the flights restored first", actors.RUS)
    found = dialogue(made.entries, BOTH)
    assert [line.finding.text.quote for line in found.sides[1].conditions] == ["wants the flights restored first"]


def test_meetings_stand_under_the_status_they_were_reported_with(newsroom):
    meetings = dialogue(newsroom, BOTH).meetings
    assert [meeting.line.finding.status for meeting in meetings] == ["held", "planned", "mooted", "denied"]
    held = [meeting.line for meeting in meetings if meeting.line.finding.status == "held"]
    assert [line.date for line in held] == ["2025-02-18"]


def test_the_same_meeting_on_the_same_day_is_told_once_with_all_its_sources(newsroom):
    held = next(m.line for m in dialogue(newsroom, BOTH).meetings if m.line.finding.status == "held")
    assert {held.report.source, *(report.source for report in held.more)} == {"riyadh.txt", "copy.html"}


def test_a_headline_is_folded_into_what_its_report_tells(desk, actors):
    made = desk("Rubio meets Lavrov. Rubio met Lavrov on 18 February.", title="Rubio meets Lavrov")
    made.event("Rubio meets Lavrov", "held", (actors.RUBIO,), (actors.LAVROV,))
    made.event("met Lavrov", "held", (actors.RUBIO,), (actors.LAVROV,), date="2025-02-18")
    (meeting,) = dialogue(made.entries, BOTH).meetings
    assert (meeting.line.date, len(meeting.line.also), meeting.line.more) == ("2025-02-18", 1, ())


def test_undated_meetings_in_other_words_are_not_folded(desk, actors):
    one = desk("The ministers spoke by phone.", "one.txt")
    two = desk("The envoys conferred at length.", "two.txt")
    one.event("spoke by phone", "held", (actors.USA,), (actors.RUS,))
    two.event("conferred at length", "held", (actors.USA,), (actors.RUS,))
    assert len(dialogue(one.entries + two.entries, BOTH).meetings) == 2


def test_near_copies_are_folded_and_one_report_counts_once(desk, actors):
    made = []
    for source in ("one.txt", "two.txt", "three.txt"):
        story = desk("Talks were held, and again the talks were held.", source, published="2022-01-10")
        story.event("Talks were held", "held", (actors.USA,), (actors.RUS,))
        story.event("talks were held", "held", (actors.RUS,), (actors.USA,))
        made += story.entries
    (meeting,) = dialogue(made, BOTH).meetings
    assert len(meeting.line.also) == 5
    assert len(meeting.line.more) == 2


def test_a_planned_meeting_that_another_report_has_as_held_says_so(desk, actors):
    plan = desk("They will meet in Geneva.", "plan.txt", published="2021-12-30")
    plan.event("will meet", "planned", (actors.USA,), (actors.RUS,), date="2022-01-10")
    done = desk("They met in Geneva.", "done.txt", published="2022-01-10")
    done.event("met", "held", (actors.USA,), (actors.RUS,), date="2022-01-10")
    found = dialogue(plan.entries + done.entries, BOTH)
    assert [(m.line.finding.status, m.reported_held) for m in found.meetings] == [("held", False)]
    assert [(step.status, step.told) for step in found.meetings[0].history] == [
        ("planned", "2021-12-30"),
        ("held", "2022-01-10"),
    ]


def test_the_timeline_has_what_is_no_meeting_the_latest_first(desk, actors):
    made = desk("They agreed. Washington asked. Moscow refused. They spoke.", published="2025-02-20")
    made.event("agreed", "held", (actors.USA,), (actors.RUS,), kind="AGREE", date="2025-02-18")
    made.event("asked", "held", (actors.USA,), (actors.RUS,), kind="REQUEST")
    made.event("refused", "held", (actors.RUS,), (actors.USA,), kind="REJECT", date="../2025-03-01")
    made.event("spoke", "held", (actors.RUS,), (actors.USA,))
    bare = desk("They quarrelled.", "bare.txt")
    bare.event("quarrelled", "held", (actors.RUS,), (actors.USA,), kind="ACCUSE")
    timeline = dialogue(made.entries + bare.entries, BOTH).timeline
    assert [(line.finding.type, line.dated_by) for line in timeline] == [
        ("REJECT", "event"),
        ("REQUEST", "report"),
        ("AGREE", "event"),
        ("ACCUSE", None),
    ]


def test_since_and_until_go_by_the_events_date_and_keep_what_has_none(newsroom):
    found = dialogue(newsroom, BOTH, since="2025-02-19")
    assert {meeting.line.date for meeting in found.meetings} == {"2025-02-2X", None}
    assert [s.line.standing for s in found.sides[0].positions] == []
    assert {meeting.line.date for meeting in dialogue(newsroom, BOTH, until="2024").meetings} == {None}


def test_the_old_event_told_in_a_new_report_counts_by_its_own_date(desk, actors):
    made = desk("They met in 2021.", published="2025-02-18")
    made.event("met", "held", (actors.USA,), (actors.RUS,), date="2021-06-16")
    assert dialogue(made.entries, BOTH, since="2025-01-01").meetings == ()
    assert len(dialogue(made.entries, BOTH, until="2021").meetings) == 1


def test_others_dealings_stay_out(newsroom):
    found = dialogue(newsroom, BOTH)
    everyone = {ref.id for line in found.timeline for ref in line.finding.source + line.finding.recipient}
    assert "IRN" not in everyone


def test_a_position_toward_nobody_named_needs_a_report_both_share(desk, actors):
    alone = desk("Russia is ready for talks.", "alone.txt")
    alone.position("ready for talks", actors.RUS, "open")
    assert dialogue(alone.entries, BOTH).empty
    shared = desk("Russia is ready for talks. It met the American side.", "shared.txt")
    shared.position("ready for talks", actors.RUS, "open")
    shared.event("met", "held", (actors.RUS,), (actors.USA,))
    assert stands(dialogue(shared.entries, BOTH), "RUS") == [(("open", "undated", False),)]


def test_a_position_toward_another_stays_out(desk, actors):
    made = desk("Russia is ready for talks with Iran. It met the American side.")
    made.position("ready for talks with Iran", actors.RUS, "open", actors.IRN)
    made.event("met", "held", (actors.RUS,), (actors.USA,))
    assert stands(dialogue(made.entries, BOTH), "RUS") == []


def test_undated_reports_do_not_pass_for_the_latest_word(desk, actors):
    dated = desk("Washington is closed to talks with Moscow.", "dated.txt", published="2023-03-02")
    dated.position("closed to talks with Moscow", actors.USA, "closed", actors.RUS)
    bare = desk("Washington is open to talks with Moscow.", "bare.txt")
    bare.position("open to talks with Moscow", actors.USA, "open", actors.RUS)
    found = dialogue(dated.entries + bare.entries, BOTH)
    assert stands(found, "USA") == [
        (("closed", "latest", False), ("open", "undated", False)),
    ]


def test_channels_commitments_and_discrepancies_are_listed(newsroom):
    found = dialogue(newsroom, BOTH)
    assert [(stand.line.finding.channel, stand.line.finding.state) for stand in found.channels] == [
        ("embassy", "limited"),
        ("security", "paused"),
    ]
    assert [line.finding.what.quote for line in found.commitments] == ["restore embassy staffing"]
    assert [line.finding.discrepancy for line in found.discrepancies] == ["office"]


def test_a_party_can_be_a_person(newsroom):
    found = dialogue(newsroom, ("marco-rubio", "sergei-lavrov"))
    assert [meeting.line.date for meeting in found.meetings] == ["2025-02-18"]
    assert [side.name for side in found.sides] == ["Marco Rubio", "Sergei Lavrov"]


def test_what_it_rests_on_is_counted(newsroom):
    counts = dialogue(newsroom, BOTH).counts
    assert (counts.reports, counts.outlets, counts.undated) == (4, 4, 1)
    assert (counts.first, counts.last) == ("2024-01-22", "2025-02-19")
    assert counts.findings["event"] == 6


def test_the_order_of_the_entries_does_not_matter(newsroom):
    assert dialogue(newsroom, BOTH) == dialogue(list(reversed(newsroom)), BOTH)


def test_nobody_spoke():
    found = dialogue([], BOTH, names={"USA": "United States", "RUS": "Russia"})
    assert found.empty
    assert [side.name for side in found.sides] == ["United States", "Russia"]


def test_an_unknown_holder_belongs_to_no_side(desk, actors):
    made = desk("They are ready for talks with Moscow. Washington and Moscow met.")
    made.position("ready for talks with Moscow", Ref(None, "they", "voice"), "open", actors.RUS)
    made.event("met", "held", (actors.USA,), (actors.RUS,))
    assert [stands(dialogue(made.entries, BOTH), party) for party in BOTH] == [[], []]


def test_a_report_date_that_is_none_counts_as_undated(newsroom):
    odd = [replace(entry, report=replace(entry.report, published="last week")) for entry in newsroom]
    assert {meeting.line.dated_by for meeting in dialogue(odd, BOTH).meetings} == {"event", None}


def test_what_names_one_party_only_belongs_where_something_of_all_stands_near_it(desk, actors):
    text = "Washington promised lower fares. " + "Other matters came up. " * 90
    made = desk(text + "Washington met Moscow. Washington promised to write.", published="2025-02-20")
    made.commitment("Washington promised lower fares", (actors.USA,), (), "lower fares")
    made.event("Washington met Moscow", "held", (actors.USA,), (actors.RUS,))
    made.commitment("Washington promised to write", (actors.USA,), (), "write")
    found = dialogue(made.entries, BOTH)
    assert [line.finding.what.quote for line in found.commitments] == ["write"]


def test_a_term_years_on_is_no_day_of_what_is_told(desk, actors):
    made = desk("Washington asked for cars by 2030. They agreed.", published="2025-02-20")
    made.event(
        "Washington asked for cars by 2030", "held", (actors.USA,), (actors.RUS,), kind="REQUEST", date="../2030"
    )
    (line,) = dialogue(made.entries, BOTH).timeline
    assert (line.date, line.dated_by) == ("2025-02-20", "report")
