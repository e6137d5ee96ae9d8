"""dragoman.group.telling: what several reports tell between them."""

from dragoman.group.telling import echoes, pairs, telling


def test_reports_against_each_other_and_what_is_to_be_queried(desk, actors):
    one = desk("Nobody knew. Marco Rubio met Sergei Lavrov in Riyadh.", "a.txt", published="2025-02-18", title="A")
    one.event("Marco Rubio met", "held", (actors.RUBIO,), (actors.LAVROV,), date="2025-02-18")
    one.discrepancy("Sergei Lavrov", "office", "he held another office")
    two = desk("Nobody knew. Marco Rubio did not meet Sergei Lavrov.", "b.txt", published="2025-02-19", title="B")
    two.event("did not meet", "denied", (actors.RUBIO,), (actors.LAVROV,), date="2025-02-18")
    told = telling([*one.entries, *two.entries])
    assert [found.slot for found in told.contradictions] == ["outcome"]
    assert [entry.finding.reason for entry in told.discrepancies] == ["he held another office"]


def test_between_whom_it_is_counts_states_once_a_finding(desk, actors):
    made = desk("Washington, Moscow and Tehran met. Moscow spoke.")
    made.event("met", "held", (actors.USA, actors.RUS), (actors.IRN, actors.LAVROV))
    made.event("spoke", "held", (actors.RUS,))
    assert pairs(made.entries) == ((("IRN", "RUS"), 1), (("IRN", "USA"), 1), (("RUS", "USA"), 1))


def test_what_another_report_says_of_the_same_stands_once(desk, actors):
    one = desk("Moscow is open to talks with Washington. The two sides met in Riyadh.", "a.txt")
    stance = one.position("Moscow is open to talks", actors.RUS, "open", actors.USA)
    met = one.event("met in Riyadh", "held", (actors.USA, actors.RUS))
    two = desk("Moscow refuses talks with Washington. They met. They met. Tehran met Moscow.", "b.txt")
    other_stance = two.position("Moscow refuses talks", actors.RUS, "closed", actors.USA)
    other_met = two.event("They met", "planned", (actors.RUS,), (actors.USA,))
    two.event("met", "held", (actors.USA, actors.RUS))
    two.event("Tehran met", "held", (actors.IRN,), (actors.RUS,))
    found = [(own.finding, entry.finding) for own, entry in echoes(one.entries, two.entries)]
    assert found == [(stance, other_stance), (met, other_met)]


def test_what_one_side_does_alone_goes_with_nothing(desk, actors):
    one = desk("Moscow said no more.", "a.txt")
    one.event("said no more", "held", (actors.RUS,), kind="REJECT")
    assert list(echoes(one.entries, one.entries)) == []
