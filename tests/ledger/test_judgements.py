from __future__ import annotations

from dataclasses import replace

import apsw
import pytest

from dragoman.errors import NotFound, UsageError
from dragoman.ledger import Judgement
from dragoman.model import Outcome


@pytest.fixture
def position(store, make):
    report = make.report()
    finding = make.position(report)
    store.record([Outcome(report, (finding,))])
    return finding


def test_verdicts_are_kept_in_order(store, position):
    edited = replace(position, stance="conditional")
    first = store.judge(Judgement(position.id[:8], "edit", "A. Reader", "there is an if", edited))
    store.judge(Judgement(position.id, "unsure", "B. Reader"))
    kept = list(store.judgements(position.id))
    assert kept[0] == first
    assert kept[0].edited == edited
    assert [one.verdict for one in kept] == ["edit", "unsure"]
    assert all(one.at and one.at.endswith("+00:00") for one in kept)


def test_verdicts_survive_reading_again(store, make, position):
    store.judge(Judgement(position.id, "reject", "A. Reader"))
    store.record([Outcome(make.report(), ())])
    store.record([Outcome(make.report(), (position,))])
    assert [one.verdict for one in store.judgements(position.id)] == ["reject"]


@pytest.mark.parametrize("sql", ["UPDATE judgement SET verdict = 'confirm'", "DELETE FROM judgement"])
def test_verdicts_cannot_be_changed_or_taken_away(store, position, sql):
    store.judge(Judgement(position.id, "reject", "A. Reader"))
    with pytest.raises(apsw.ConstraintError, match="only ever added"):
        store._connection.execute(sql)
    assert [one.verdict for one in store.judgements(position.id)] == ["reject"]


def test_a_verdict_needs_a_finding_a_name_and_the_right_edit(store, position):
    with pytest.raises(NotFound):
        store.judge(Judgement("nowhere", "confirm", "A. Reader"))
    with pytest.raises(UsageError, match="name of the person"):
        Judgement(position.id, "confirm", " ")
    with pytest.raises(UsageError, match="'edit', and nothing else"):
        Judgement(position.id, "edit", "A. Reader")
    with pytest.raises(UsageError, match="'edit', and nothing else"):
        Judgement(position.id, "confirm", "A. Reader", edited=position)
