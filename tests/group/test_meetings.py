"""dragoman.group.meetings: contacts told once, by status; the last one and what comes next."""

from dragoman.group import dialogue
from dragoman.group.facets import level
from dragoman.model import Ref

BOTH = ("USA", "RUS")
PUTIN = Ref("vladimir-putin", "Vladimir Putin", "person", "RUS")
TRUMP = Ref("donald-trump", "Donald Trump", "person", "USA")
COMMISSION = Ref(None, "commission", "voice")


def met(*desks):
    return dialogue([entry for desk in desks for entry in desk.entries], BOTH).meetings


def told(meetings):
    return [(m.line.finding.status, m.line.finding.evidence.quote, len(m.line.also)) for m in meetings]


def test_a_mention_belongs_to_the_meeting_that_its_report_dates(desk, actors):
    made = desk("Rubio met Lavrov in Riyadh. Both praised the talks. A summit is planned. The summit will come.")
    made.event("the talks", "held", (actors.RUBIO,), (actors.LAVROV,))
    made.event("Rubio met Lavrov", "held", (actors.RUBIO,), (actors.LAVROV,), date="2025-02-18", place="Riyadh")
    made.event("A summit is planned", "planned", (actors.USA,), (actors.RUS,))
    made.event("The summit", "planned", (actors.USA,), (actors.RUS,))
    assert told(met(made)) == [("held", "Rubio met Lavrov", 1), ("planned", "A summit is planned", 1)]


def test_words_without_day_or_place_mean_what_their_own_report_tells(desk, actors):
    """Also where another report of the month has the same words."""
    reports = []
    for number, day in enumerate(("2025-02-10", "2025-02-18")):
        made = desk(f"Rubio met Lavrov on day {number}. Both praised the talks.", f"{number}.txt", published=day)
        made.event(f"Rubio met Lavrov on day {number}", "held", (actors.RUBIO,), (actors.LAVROV,), date=day)
        made.event("Both praised the talks", "held", (actors.USA,), (actors.RUS,))
        reports.append(made)
    assert [len({entry.report.id for entry in (*m.line.also,)}) for m in met(*reports)] == [1, 1]
    assert all(m.line.report.id == entry.report.id for m in met(*reports) for entry in m.line.also)


def test_a_status_is_never_crossed(desk, actors):
    made = desk("They met in Geneva. The talks may resume. No talks were held.")
    made.event("They met", "held", (actors.USA,), (actors.RUS,), date="2022-01-10", place="Geneva")
    made.event("The talks", "mooted", (actors.USA,), (actors.RUS,))
    made.event("No talks", "denied", (actors.USA,), (actors.RUS,))
    assert [status for status, _, _ in told(met(made))] == ["held", "mooted", "denied"]


def test_plans_in_words_of_their_own_stay_plans_of_their_own(desk, actors):
    made = desk("Trump is to visit Moscow in May. He could meet Putin before.")
    made.event("Trump is to visit Moscow", "mooted", (TRUMP,), (actors.RUS,), date="2025-05")
    made.event("He could meet Putin before", "mooted", (TRUMP,), (PUTIN,))
    assert len(met(made)) == 2


def test_other_people_on_the_same_day_are_another_meeting(desk, actors):
    one = desk("Trump called Putin.", "one.txt")
    two = desk("Rubio saw Lavrov.", "two.txt")
    one.event("called", "held", (TRUMP,), (PUTIN,), date="2025-02-18")
    two.event("saw", "held", (actors.RUBIO,), (actors.LAVROV,), date="2025-02-18")
    assert len(met(one, two)) == 2


def test_delegations_at_one_place_on_one_day_are_one_meeting_with_everybody_in_it(desk, actors):
    one = desk("In Riyadh both sides met.", "one.txt")
    two = desk("Rubio saw Lavrov in Riyadh.", "two.txt")
    one.event("met", "held", (actors.USA, COMMISSION), (actors.RUS,), date="2025-02-18", place="Riyadh")
    two.event("saw", "held", (actors.RUBIO,), (actors.LAVROV,), date="2025-02-18", place="Riyadh")
    (meeting,) = met(one, two)
    assert {"marco-rubio", "sergei-lavrov", "USA", "RUS", "commission"} == {ref.key for ref in meeting.participants}
    assert [place.name for place in meeting.places] == ["Riyadh"]


def test_the_same_words_in_reports_on_other_meetings_are_not_one(desk, actors):
    one = desk("Biden met Putin. The talks were long.", "one.txt", published="2021-06-16")
    two = desk("Trump met Putin. The talks were short.", "two.txt", published="2025-08-16")
    one.event("The talks", "held", (actors.BLINKEN,), (PUTIN,))
    two.event("The talks", "held", (TRUMP,), (PUTIN,))
    assert len(met(one, two)) == 2


def test_the_outlook_has_the_last_contact_and_what_comes_after_it(desk, actors):
    made = desk("They met. They will meet in May. They would have met in 2024. They may meet.", published="2025-02-20")
    made.event("They met", "held", (actors.USA,), (actors.RUS,), date="2025-02-18")
    made.event("They will meet in May", "planned", (actors.USA,), (actors.RUS,), date="2025-05")
    made.event("They would have met in 2024", "planned", (actors.USA,), (actors.RUS,), date="2024-03")
    made.event("They may meet", "mooted", (actors.USA,), (actors.RUS,))
    old = desk("They could meet some day.", "old.txt", published="2023-01-01")
    old.event("could meet some day", "mooted", (actors.USA,), (actors.RUS,))
    ahead = dialogue(made.entries + old.entries, BOTH).outlook
    assert (ahead.last.line.date, ahead.planned.line.date) == ("2025-02-18", "2025-05")
    assert ahead.mooted.line.finding.evidence.quote == "They may meet"


def test_a_newer_report_of_a_contact_without_a_day_is_the_last_one(desk, actors):
    dated = desk("They met.", "dated.txt", published="2022-01-11")
    dated.event("met", "held", (actors.USA,), (actors.RUS,), date="2022-01-10")
    newer = desk("They spoke.", "newer.txt", published="2025-02-18")
    newer.event("spoke", "held", (actors.USA,), (actors.RUS,))
    outlook = dialogue(dated.entries + newer.entries, BOTH).outlook
    assert (outlook.last.line.date, outlook.last.line.dated_by) == ("2025-02-18", "report")
    assert dialogue([], BOTH).outlook.last is None


SUMMIT = "g20-fm-2023"


def at_the_summit(made, words, actors, status="held", **where):
    return made.event(words, status, (actors.USA,), (actors.RUS,), meeting=SUMMIT, **where)


def test_a_contact_at_a_listed_meeting_is_on_its_days_and_at_its_place(desk, actors):
    made = desk("The two had an exchange at the G20 gathering in New Delhi.")
    at_the_summit(made, "an exchange", actors)
    (meeting,) = met(made)
    assert meeting.when == "2023-03-01/2023-03-02"


def test_an_exchange_at_a_listed_meeting_and_talks_in_its_city_are_one_meeting(desk, actors):
    one = desk("The two had an exchange at the G20 gathering in New Delhi.", "one.txt")
    two = desk("The envoy recalled prior talks in New Delhi with Washington.", "two.txt", published="2023-04-10")
    at_the_summit(one, "an exchange", actors)
    two.event("prior talks in New Delhi", "held", (actors.RUS,), (actors.USA,), place="New Delhi")
    (meeting,) = met(one, two)
    assert (meeting.when, len(tellings(meeting))) == ("2023-03-01/2023-03-02", 2)


def test_talks_in_its_city_in_another_year_are_another_meeting(desk, actors):
    one = desk("The two had an exchange at the G20 gathering in New Delhi.", "one.txt")
    two = desk("They held talks in New Delhi.", "two.txt", published="2024-09-10")
    at_the_summit(one, "an exchange", actors)
    two.event("talks in New Delhi", "held", (actors.RUS,), (actors.USA,), place="New Delhi")
    assert len(met(one, two)) == 2


def test_a_contact_before_or_after_a_listed_meeting_is_not_on_its_days(desk, actors):
    made = desk("They spoke after the G20 gathering in New Delhi.", published="2023-05-02")
    at_the_summit(made, "They spoke after the G20 gathering", actors)
    (meeting,) = met(made)
    assert meeting.when == "../2023-05-02"


def test_a_call_is_not_at_the_place_of_a_listed_meeting(desk, actors):
    made = desk("They had a phone call on the G20 gathering in New Delhi.", published="2023-05-02")
    at_the_summit(made, "a phone call", actors)
    (meeting,) = met(made)
    assert meeting.when == "../2023-05-02"


def tellings(meeting):
    return {head.id for step in meeting.history for head in (step.line.report, *step.line.more)}


def test_a_sea_is_no_place_of_a_meeting(desk, actors):
    made = desk("They met on the Black Sea in Geneva.", published="2025-02-20")
    made.event("They met", "held", (actors.USA,), (actors.RUS,), date="2025-02-18", place="Black Sea")
    (meeting,) = met(made)
    assert meeting.places == ()


def test_a_prime_minister_meets_as_a_leader_and_a_vice_premier_as_a_minister():
    def who(office):
        return Ref(None, office, "person", "XKX", office)

    offices = ("prime minister of India", "vice premier", "minister of defence", "deputy foreign minister", "president")
    ranks = ["leaders", "ministers", "ministers", "officials", "leaders"]
    assert [level([who(office)]) for office in offices] == ranks
