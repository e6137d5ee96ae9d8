"""Store.revision: it changes with all that is shown of a dialogue, and stays where others are written of."""

from __future__ import annotations

import pytest

from dragoman.ledger import Judgement, Store
from dragoman.model import Ref

PAIR = ("RUS", "USA")


@pytest.fixture
def told(store: Store, make) -> Store:
    """A ledger in which both take part in the statement."""
    store.record([make.outcome()])
    return store


def others(make):
    """A report of two other states."""
    report = make.report("news/others.txt", "Moscow is ready to meet, Paris told Berlin. More was not said.")
    holder, toward = (Ref(code, code, "state", code) for code in ("FRA", "DEU"))
    return make.outcome(report, make.position(report, holder=holder, toward=toward))


def test_nothing_is_new_where_nothing_or_others_are_written(told, make):
    before = told.revision(*PAIR)
    told.record([make.outcome()])
    told.record([others(make)])
    assert told.revision(*PAIR) == before == told.revision(*reversed(PAIR))
    assert told.revision("FRA", "DEU") != told.revision("FRA", "POL")


def test_a_report_of_both_changes_it(told, make):
    before = told.revision(*PAIR)
    told.record([make.outcome(make.report("news/two.txt"))])
    assert told.revision(*PAIR) != before


def test_a_newer_rule_changes_it(told, make):
    before, report = told.revision(*PAIR), make.report()
    told.record([make.outcome(report, make.position(report, rule="positions.ready/2"), make.statement(report))])
    assert told.revision(*PAIR) != before


def test_a_finding_no_longer_made_changes_it(told, make):
    before, report = told.revision(*PAIR), make.report()
    told.record([make.outcome(report, make.statement(report))])
    assert told.revision(*PAIR) != before


def test_a_better_head_changes_it(told, make):
    before, report = told.revision(*PAIR), make.report(title="Ready to talk")
    told.record([make.outcome(report)])
    assert told.revision(*PAIR) != before


def test_a_newer_text_changes_it(told, make):
    before, report = told.revision(*PAIR), make.report(text="Moscow is ready to meet. So it said.")
    told.record([make.outcome(report, make.position(report))])
    assert told.revision(*PAIR) != before


@pytest.mark.parametrize("verdict", ["confirm", "reject", "unsure"])
def test_a_verdict_changes_it_and_so_does_taking_it_back(told, make, verdict):
    before = told.revision(*PAIR)
    judged = told.judge(Judgement(make.statement(make.report()).id, verdict, "ada", reason="invented"))
    after = told.revision(*PAIR)
    told.undo(judged.number, "ada")
    assert len({before, after, told.revision(*PAIR)}) == 3


def test_what_is_said_of_two_meetings_changes_it(told):
    before = told.revision(*PAIR)
    told.judge(Judgement("one", "same", "ada", subject="meeting", other="two"))
    assert told.revision(*PAIR) != before
