"""What people decide on findings, and what is shown from then on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.errors import EvidenceError, JudgedMeanwhile, NotFound, UsageError
from dragoman.ledger import Judgement, Query, Store
from dragoman.ledger.schema import STEPS
from dragoman.model import Commitment, Event, Outcome, Ref

ANN, BEN = "A. Reader", "B. Reader"


@pytest.fixture
def report(make):
    return make.report()


@pytest.fixture
def position(store, make, report):
    finding = make.position(report)
    store.record([Outcome(report, (finding,))])
    return finding


@pytest.fixture
def event(store, make, report):
    words = make.span(report, "Moscow is ready to meet.")
    actor = make.ref(report, "Moscow", "RUS", "RUS")
    head = {"report": report.id, "evidence": words, "sentence": words, "rule": "hand/1"}
    finding = Event(**head, type="CONSULT", status="mooted", cue=words, source=(actor,))
    store.record([Outcome(report, (finding,))])
    return finding


def shown(store: Store, **query: object) -> list[tuple[str, str | None]]:
    return [(entry.finding.id, entry.verdict) for entry in store.entries(Query(**query))]


def test_a_confirmed_finding_is_marked(store, position):
    store.judge(Judgement(position.id, "confirm", ANN))
    assert shown(store) == [(position.id, "confirmed")]


def test_a_rejected_finding_is_shown_nowhere_but_where_it_is_asked_for(store, position):
    store.judge(Judgement(position.id, "reject", ANN, reason="not-said"))
    assert shown(store) == shown(store, words="Moscow") == shown(store, parties=("RUS",)) == []
    assert store.counts().findings == {}
    assert shown(store, rejected=True) == [(position.id, "rejected")]
    assert store.entry(position.id).verdict == "rejected"


def test_an_edited_finding_is_shown_as_edited_under_its_own_id_and_found_by_what_it_says_now(store, make, position):
    usa = Ref("USA", "United States", "state", "USA")
    edited = replace(position, stance="closed", holder=usa)
    assert edited.id != position.id
    store.judge(Judgement(position.id, "edit", ANN, "it says so", edited))
    [entry] = store.entries(Query(parties=("USA",), stance=("closed",)))
    assert (entry.finding.id, entry.finding.stance, entry.verdict) == (position.id, "closed", "edited")
    assert shown(store, parties=("RUS",)) == shown(store, stance=("open",)) == []


def test_what_is_undone_is_as_it_was(store, position):
    edit = store.judge(Judgement(position.id, "edit", ANN, None, replace(position, stance="closed")))
    undone = store.undo(edit.number, BEN, "no, it does not")
    assert (undone.verdict, undone.undoes, undone.by) == ("undo", edit.number, BEN)
    [entry] = store.entries(Query(parties=("RUS",), stance=("open",)))
    assert (entry.finding, entry.verdict) == (position, None)
    store.undo(undone.number, ANN)
    assert shown(store, stance=("closed",)) == [(position.id, "edited")]
    assert len(list(store.judgements(position.id))) == 3


def test_only_what_is_there_can_be_undone_and_only_once(store, position):
    kept = store.judge(Judgement(position.id, "reject", ANN))
    store.undo(kept.number, ANN)
    with pytest.raises(UsageError, match="already"):
        store.undo(kept.number, ANN)
    with pytest.raises(NotFound):
        store.undo(99, ANN)


def test_an_event_is_held_once_a_second_person_says_so(store, event):
    edited = replace(event, status="held")
    store.judge(Judgement(event.id, "edit", ANN, None, edited))
    assert [(entry.finding.status, entry.verdict) for entry in store.entries()] == [("mooted", "pending")]
    store.judge(Judgement(event.id, "confirm", ANN))
    assert shown(store, status=("held",)) == []
    store.judge(Judgement(event.id, "confirm", BEN))
    assert shown(store, status=("held",)) == [(event.id, "edited")]


def test_an_event_that_was_not_held_after_all_needs_one_person(store, event):
    store.judge(Judgement(event.id, "edit", ANN, None, replace(event, status="denied")))
    assert shown(store, status=("denied",)) == [(event.id, "edited")]


def test_a_commitment_is_changed_by_two(store, make, report):
    words = make.span(report, "it would talk if the embassy reopens")
    head = {"report": report.id, "evidence": words, "sentence": words, "rule": "hand/1"}
    bound = Commitment(**head, who=(), what=words)
    store.record([Outcome(report, (bound,))])
    store.judge(Judgement(bound.id, "edit", ANN, None, replace(bound, verifiable=True)))
    assert shown(store) == [(bound.id, "pending")]
    store.judge(Judgement(bound.id, "confirm", BEN))
    [entry] = store.entries()
    assert entry.finding.verifiable


def test_an_edit_stays_on_its_words_and_quotes_what_is_there(store, make, position, report):
    elsewhere = replace(position, evidence=make.span(report, "Nobody else spoke."))
    with pytest.raises(UsageError, match="same words"):
        store.judge(Judgement(position.id, "edit", ANN, None, elsewhere))
    false = replace(position, sentence=replace(position.sentence, quote="Moscow was ready."))
    with pytest.raises(EvidenceError):
        store.judge(Judgement(position.id, "edit", ANN, None, false))
    assert list(store.judgements(position.id)) == []


def test_who_looked_before_another_decided_is_told(store, path, position):
    store.judge(Judgement(position.id, "unsure", ANN), seen=0)
    with Store.open(path) as other, pytest.raises(JudgedMeanwhile, match=r"A\. Reader said 'unsure'"):
        other.judge(Judgement(position.id, "reject", BEN), seen=0)
    assert [one.by for one in store.judgements(position.id)] == [ANN]


def test_reading_again_leaves_verdicts_and_edits_as_they_are(store, make, position, report):
    store.judge(Judgement(position.id, "edit", ANN, None, replace(position, stance="closed")))
    better = replace(position, rule="positions.ready/2", conditions=("0123456789abcdef",))
    store.record([Outcome(report, (better,))])
    assert shown(store, stance=("closed",), parties=("RUS",)) == [(position.id, "edited")]


def test_a_verdict_is_carried_over_to_what_is_read_in_the_same_words(store, make, position, report):
    first = store.judge(Judgement(position.id, "confirm", ANN, "I was there"))
    anew = replace(position, matter="dialogue")
    store.record([Outcome(report, (anew,))])
    assert shown(store) == [(anew.id, "confirmed")]
    [carried] = store.judgements(anew.id)
    assert (carried.by, carried.why, carried.follows) == (ANN, "I was there", first.number)
    assert store.orphaned() == []


def test_a_verdict_that_nothing_carries_on_is_an_orphan_until_it_is_undone(store, make, position, report):
    kept = store.judge(Judgement(position.id, "confirm", ANN))
    store.record([Outcome(report, (make.statement(report),))])
    assert [entry.finding.id for entry in store.orphaned()] == [position.id]
    store.undo(kept.number, ANN, "no longer said")
    assert store.orphaned() == []


def test_the_queue_has_what_waits_for_a_second_person_then_what_is_doubtful(store, make, position, event, report):
    sure = replace(position, matter="ceasefire")
    doubtful = replace(position, rule="positions.network/1", matter="agreement")
    store.record([Outcome(report, (sure, doubtful, event))])
    store.judge(Judgement(event.id, "edit", ANN, None, replace(event, status="held")))
    waiting = store.queue()
    assert [(one.entry.finding.id, one.signs) for one in waiting] == [
        (event.id, ("pending",)), (doubtful.id, ("network",)), (sure.id, ()),
    ]  # fmt: skip
    assert [one.entry.finding.id for one in store.queue(limit=1, skip=1)] == [doubtful.id]
    store.judge(Judgement(doubtful.id, "unsure", ANN))
    assert [one.entry.finding.id for one in store.queue(skip=1)] == [sure.id]


def test_two_actors_can_be_told_the_same_and_that_taken_back(store):
    kept = store.judge(Judgement("sergei-lavrov", "same", ANN, subject="actor", other="sergey-lavrov"))
    assert [(one.finding, one.other) for one in store.pairs("actor")] == [("sergei-lavrov", "sergey-lavrov")]
    store.undo(kept.number, ANN)
    assert store.pairs("actor") == store.pairs("meeting") == []
    with pytest.raises(UsageError, match="two different"):
        Judgement("sergei-lavrov", "same", ANN, subject="actor", other="sergei-lavrov")


def test_corrections_are_listed_newest_first_and_by_pages(store, position):
    for verdict in ("confirm", "unsure", "reject"):
        store.judge(Judgement(position.id, verdict, ANN))
    first = list(store.corrections(limit=2))
    assert [one.verdict for one in first] == ["reject", "unsure"]
    assert [one.verdict for one in store.corrections(before=first[-1].number)] == ["confirm"]


def test_verdicts_of_an_older_ledger_are_kept_and_shown(store, path, position, monkeypatch):
    older = path.with_name("older.db")
    from dragoman.ledger import schema

    before = next(number for number, step in enumerate(STEPS) if "CREATE TABLE judged" in step)
    monkeypatch.setattr(schema, "STEPS", STEPS[:before])
    connection = schema.connect(older, create=True, readonly=False, limits=schema.LedgerLimits())
    connection.execute(
        "INSERT INTO report (id, source, day, furniture, first_read) VALUES ('r', 'a.txt', '', '[]', '');"
        "INSERT INTO report_text VALUES (1, 'Words.');"
        "INSERT INTO finding (id, report, kind, begins, ends, rule, first_seen) "
        "VALUES ('f', 1, 'position', 0, 5, 'x/1', '');"
        "INSERT INTO judgement (finding, verdict, by, at) VALUES ('f', 'reject', 'A. Reader', '2026-01-01');"
    )
    connection.close()
    monkeypatch.setattr(schema, "STEPS", STEPS)
    with Store.open(older) as now:
        [kept] = now.judgements("f")
        assert (kept.verdict, kept.by, kept.at) == ("reject", ANN, "2026-01-01")
        assert now._connection.execute("SELECT verdict FROM finding").get == "rejected"
