"""dragoman.ledger.moved: what people said of two stories puts reports together or apart, until it is taken back."""

from __future__ import annotations

import pytest

from dragoman.errors import NotFound
from dragoman.group.imprints import imprint
from dragoman.joining import join
from dragoman.ledger import Judgement, Store
from dragoman.model import Outcome, Report

TEXTS = {
    "a": "Envoys of Norland and Sudland met in the harbour town and agreed to open the ferry line again by spring.",
    "b": "The envoys of Norland and Sudland who met in the harbour town agreed on the ferry line, to open by spring.",
    "c": "A dam broke in the hills above Estmark; three villages were emptied and the minister flew there at once.",
}


def report(key: str) -> Report:
    return Report(f"{key}/{key}.txt", TEXTS[key], title=TEXTS[key][:24], published="2025-02-18")


def keep(store: Store, *keys: str) -> None:
    store.record([Outcome(report(key), imprint=imprint(report(key), ())) for key in keys])
    join(store)


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "told.db") as opened:
        keep(opened, "a", "b", "c")
        yield opened


def together(store: Store) -> set[frozenset[str]]:
    """The reports by story, each by its letter."""
    heads = store.stories()
    return {frozenset(one.report.source[0] for one in store.story(head.id).members) for head in heads}


def say(store: Store, one: str, other: str, verdict: str) -> Judgement:
    ids = report(one).id, report(other).id
    return store.judge(Judgement(ids[0], verdict, "ada", subject="story", other=ids[1]))


def test_reports_that_tell_two_stories_are_parted_and_stay_so(store):
    assert together(store) == {frozenset("ab"), frozenset("c")}
    said = say(store, "a", "b", "different")
    assert together(store) == {frozenset("a"), frozenset("b"), frozenset("c")}
    keep(store, "a", "b", "c")
    assert together(store) == {frozenset("a"), frozenset("b"), frozenset("c")}
    store.undo(said.number, "ada")
    assert together(store) == {frozenset("ab"), frozenset("c")}


def test_two_stories_that_are_the_same_are_shown_as_one_under_either_id(store):
    first, second = store.story_of(report("a").id), store.story_of(report("c").id)
    said = say(store, "c", "a", "same")
    assert together(store) == {frozenset("abc")}
    assert store.story(second.id) == store.story(first.id)
    assert store.story(first.id).head.id in {first.id, second.id}
    moved = {one.report.source[0] for one in store.story(first.id).members if one.moved}
    assert moved in ({"c"}, {"a", "b"})
    store.undo(said.number, "ada")
    assert together(store) == {frozenset("ab"), frozenset("c")}


def test_a_report_that_comes_later_goes_where_its_story_was_put(tmp_path):
    with Store.open(tmp_path / "later.db") as store:
        keep(store, "c")
        keep(store, "a")
        say(store, "c", "a", "same")
        keep(store, "b")
        assert together(store) == {frozenset("abc")}


def test_of_two_the_latest_word_counts(store):
    say(store, "a", "b", "different")
    say(store, "b", "a", "same")
    assert together(store) == {frozenset("ab"), frozenset("c")}


def test_a_story_may_be_named_by_its_id_and_has_to_be_there(store):
    ids = [store.story_of(report(key).id).id for key in "ac"]
    kept = store.judge(Judgement(ids[0], "same", "ada", subject="story", other=ids[1]))
    assert (kept.finding, kept.other) == (report("a").id, report("c").id)
    assert together(store) == {frozenset("abc")}
    with pytest.raises(NotFound, match="neither a story nor a report"):
        store.judge(Judgement(ids[0], "same", "ada", subject="story", other="ffff"))
