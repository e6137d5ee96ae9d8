"""dragoman.ledger: what was known on a day, and who talks with whom."""

from __future__ import annotations

import pytest

from dragoman.errors import NotFound, UsageError
from dragoman.ledger import Judgement, Query
from dragoman.model import Outcome


def shown(store, **query):
    return {entry.report.source for entry in store.entries(Query(**query))}


def keep(store, make, *reports):
    store.record([make.outcome(report) for report in reports])


def test_a_report_is_known_from_its_day_and_a_month_from_its_last(store, make):
    keep(store, make, make.report("a.txt", published="2023-03-05"), make.report("b.txt", published="2023-03"))
    assert shown(store, as_of="2023-03-04") == set()
    assert shown(store, as_of="2023-03-05") == {"a.txt"}
    assert shown(store, as_of="2023-03") == shown(store, as_of="2023") == {"a.txt", "b.txt"}
    assert store.counts(as_of="2023-03-10").reports == 1
    assert [head.source for head in store.reports(as_of="2023-03-10")] == ["a.txt"]


def test_without_a_date_or_with_one_to_come_a_report_is_known_from_the_day_it_was_read(store, make):
    keep(store, make, make.report("none.txt"), make.report("ahead.txt", published="2999-01-01"))
    assert shown(store, as_of="2020") == set()
    assert shown(store, as_of="2998") == {"none.txt", "ahead.txt"}


def test_a_superseded_report_is_current_until_the_newer_one_is_known(store, make):
    old = make.report("x", url="https://a.example/1", published="2023-03-01")
    new = make.report("y", text=make.text + " More.", url="https://a.example/1", published="2023-03-09")
    keep(store, make, old, new)
    assert shown(store) == {"y"}
    assert shown(store, as_of="2023-03-05") == {"x"}
    assert shown(store, as_of="2023-03-09") == {"y"}
    assert store.counts(as_of="2023-03-05").superseded == 0


def test_a_report_not_yet_known_is_not_found(store, make):
    keep(store, make, make.report("a.txt", published="2023-03-05"))
    assert store.report("a.txt", as_of="2023-03-05").source == "a.txt"
    key = store.report("a.txt").id
    with pytest.raises(NotFound, match=r"was not known as of 2023-03-04"):
        store.report(key, as_of="2023-03-04")
    with pytest.raises(UsageError, match="as-of"):
        Query(as_of="soon")


def test_judgements_count_by_their_instant(store, make):
    keep(store, make, make.report("a.txt"))
    [entry, *_] = store.entries(Query(kinds=("position",)))
    store.judge(Judgement(entry.finding.id, "confirm", "Ada"))
    assert list(store.judgements(entry.finding.id, as_of="2001")) == []
    assert [one.by for one in store.judgements(entry.finding.id, as_of="2999")] == ["Ada"]


def test_activity_has_every_pair_of_states_the_latest_first(store, make):
    first, later = make.report("a.txt", published="2023-03-05"), make.report("b.txt", published="2023-04-01")
    keep(store, make, first, later)
    [one] = store.activity(recent="2023-03-20")
    assert (one.one, one.other, one.reports, one.recent) == ("RUS", "USA", 2, 1)
    assert (one.first, one.last, one.latest) == ("2023-03-05", "2023-04-01", later.id)
    assert [each.reports for each in store.activity(Query(as_of="2023-03-31"))] == [1]
    assert store.activity(Query(parties=("CHN",))) == []


def test_activity_follows_a_reading_that_no_longer_makes_a_finding(store, make):
    report = make.report("a.txt")
    keep(store, make, report)
    assert len(store.activity()) == 1
    store.record([Outcome(report, (make.position(report),))])
    assert store.activity() == []


@pytest.mark.parametrize("as_of", [None, "2023-06-30"])
def test_the_first_dialogues_are_those_that_come_first_among_all(store, desk, actors, as_of):
    pairs = [(actors.USA, actors.RUS), (actors.IRN, actors.USA), (actors.RUS, actors.IRN)]
    days = ["2023-01-01", "2023-05-01", "2023-05-01", "2024-02-01", "2023-05-01", None]
    for number, day in enumerate(days):
        made = desk("They met.", source=f"{number}.txt", published=day)
        one, other = pairs[number % 3]
        made.event("met", "held", (one,), (other,))
        store.record([Outcome(made.report, tuple(entry.finding for entry in made.entries))])
    whole = store.activity(Query(as_of=as_of))
    assert len(whole) > 1
    for limit in range(1, 6):
        assert store.activity(Query(as_of=as_of, limit=limit)) == whole[:limit]
