"""dragoman.group.changes: what is news since a day, and what is not."""

from dragoman.group.changes import Background, changes
from dragoman.group.ties import Ties

BOTH = ("USA", "RUS")


def brief(*desks, positions=(), channels=(), contacts=(), commitments=(), today="2025-06-30"):
    recent = [entry for desk in desks for entry in desk.entries]
    background = Background(
        *([e for d in each for e in d.entries] for each in (positions, channels, contacts, commitments))
    )
    return changes(recent, background, BOTH, "2025-06-01", today).lines


def news(lines):
    return [(one.news, one.kind) for one in lines]


def stance(desk, actors, day, word, source):
    made = desk(f"Moscow is {word} to talks.", source, published=day)
    made.position(f"Moscow is {word} to talks", actors.RUS, word, toward=actors.USA)
    return made


def test_a_stance_that_is_not_what_it_was_has_changed_and_one_repeated_is_no_news(desk, actors):
    before = stance(desk, actors, "2025-05-01", "open", "a.txt")
    after = stance(desk, actors, "2025-06-02", "closed", "b.txt")
    (one,) = brief(after, positions=[before])
    assert (one.news, one.against[0].date) == ("changed", "2025-05-01")
    assert brief(stance(desk, actors, "2025-06-02", "open", "c.txt"), positions=[before]) == ()
    assert news(brief(after)) == [("new", "position")]


def test_two_reports_of_the_week_that_differ_stand_side_by_side(desk, actors):
    one = stance(desk, actors, "2025-06-02", "closed", "b.txt")
    two = stance(desk, actors, "2025-06-04", "open", "c.txt")
    (line,) = brief(one, two)
    assert (line.news, line.line.report.source, line.against[0].report.source) == ("contradicted", "c.txt", "b.txt")


def test_a_meeting_that_takes_another_status_has_changed(desk, actors):
    plan = desk("They will meet.", "p.txt", published="2025-05-20")
    plan.event("They will meet", "planned", (actors.RUBIO,), (actors.LAVROV,), date="2025-06-03")
    done = desk("They met.", "d.txt", published="2025-06-04")
    done.event("They met", "held", (actors.RUBIO,), (actors.LAVROV,), date="2025-06-03")
    (line,) = brief(done, contacts=[plan])
    assert (line.news, line.before, line.meeting.status) == ("changed", "planned", "held")
    again = desk("They had met.", "e.txt", published="2025-06-05")
    again.event("They had met", "held", (actors.RUBIO,), (actors.LAVROV,), date="2025-06-03")
    assert brief(again, contacts=[done]) == ()


def test_what_is_told_late_of_how_a_meeting_was_before_is_not_shown_as_what_it_is(desk, actors):
    done = desk("They met.", "d.txt", published="2025-06-04")
    done.event("They met", "held", (actors.RUBIO,), (actors.LAVROV,), date="2025-06-03")
    late = desk("They could meet.", "l.txt", published="2025-06-10")
    late.event("They could meet", "mooted", (actors.RUBIO,), (actors.LAVROV,), date="2025-06-03")
    (line,) = brief(done, late)
    assert (line.meeting.status, line.line.finding.evidence.quote) == ("held", "They met")
    assert brief(late, contacts=[done]) == ()


def test_a_promise_is_told_once_and_again_when_its_day_has_passed(desk, actors):
    made = desk("Moscow will pay by 10 June.", "p.txt", published="2025-05-20")
    made.commitment("Moscow will pay by 10 June", (actors.RUS,), (actors.USA,), "pay", due="../2025-06-10")
    assert news(brief(made, commitments=[made], today="2025-06-05")) == [("new", "commitment")]
    assert brief(commitments=[made], today="2025-06-10") == ()
    (late,) = brief(commitments=[made], today="2025-06-11")
    assert (late.news, late.due) == ("overdue", "2025-06-10")


def test_nobody_spoke(desk):
    assert brief() == ()


def test_two_meetings_that_somebody_told_apart_are_two_in_the_brief(desk, actors):
    plan = desk("A meeting is planned in Geneva.", "p.txt", published="2025-05-20")
    planned = plan.event("A meeting", "planned", (actors.USA,), (actors.RUS,), date="2025-06-03", place="Geneva")
    after = desk("They met in Geneva.", "h.txt", published="2025-06-04")
    held = after.event("met", "held", (actors.USA,), (actors.RUS,), date="2025-06-03", place="Geneva")
    apart = Ties(apart=((planned.id, held.id),))
    (one,) = changes(after.entries, Background(contacts=plan.entries), BOTH, "2025-06-01", "2025-06-30").lines
    assert (one.news, one.before) == ("changed", "planned")
    (one,) = changes(
        after.entries, Background(contacts=plan.entries, ties=apart), BOTH, "2025-06-01", "2025-06-30"
    ).lines
    assert (one.news, one.before) == ("new", None)
