"""dragoman.show.marks: findings in brackets, whatever way they lie."""

from dragoman.model import Report, Span
from dragoman.show.marks import label, pieces


def marked(report, entries):
    return "".join(piece.text for piece in pieces(report, label(entries)))


def test_findings_inside_each_other_and_across(desk, actors):
    made = desk("Lavrov said Moscow is ready to talk if asked.")
    made.statement("Lavrov said Moscow is ready", actors.LAVROV, "Moscow is ready", "said")
    made.position("ready to talk", actors.RUS, "open")
    made.condition("if asked", actors.RUS)
    assert marked(made.report, made.entries) == "[s1 Lavrov said Moscow is [p1 ready s1] to talk] [c1 if asked]."


def test_two_findings_on_the_same_words(desk, actors):
    made = desk("They met.")
    made.event("met", "held", (actors.USA,), (actors.RUS,))
    made.position("met", actors.USA, "open")
    assert marked(made.report, made.entries) == "They [e1 p1 met]."


def test_furniture_is_set_apart_and_nothing_is_lost(desk):
    made = desk("Get a summary\nThey met.")
    report = Report(source="a", text=made.report.text, furniture=(Span.of(made.report.text, 0, 13),))
    assert marked(report, []) == "‹Get a summary›\nThey met."


def test_without_findings_the_text_stands_as_it_is(desk):
    assert marked(desk("They met.").report, []) == "They met."
