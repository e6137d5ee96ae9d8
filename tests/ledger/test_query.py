from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.errors import NotFound, UsageError
from dragoman.ledger import Query
from dragoman.ledger.query import match
from dragoman.model import Event, Outcome


def sources(store, **fields):
    return list(dict.fromkeys(entry.report.source for entry in store.entries(Query(**fields))))


@pytest.fixture
def dated(store, make):
    days = ["2023", "2023-02", "2023-03", "2023-03-02", "2023-03-31", "2024-01-15T10:00:00", "March 3", None]
    store.record(make.outcome(make.report(f"n/{day}.txt", published=day)) for day in days)
    return store


def test_newest_first_undated_last_then_by_position(dated, make):
    names = ["2024-01-15T10:00:00", "2023-03-31", "2023-03-02", "2023-03", "2023-02", "2023", "None", "March 3"]
    expected = [f"n/{name}.txt" for name in names]
    assert sources(dated) == expected
    assert sources(dated, parties=("RUS",)) == expected
    assert sources(dated, words="embassy") == expected
    assert [head.source for head in dated.reports()] == expected
    kinds = [entry.finding.kind for entry in dated.entries()]
    assert kinds == ["position", "statement"] * len(names)


@pytest.mark.parametrize(
    ("since", "until", "kept"),
    [
        ("2023-03-15", None, {"2024-01-15T10:00:00", "2023-03-31", "2023-03", "2023"}),
        ("2023-03", None, {"2024-01-15T10:00:00", "2023-03-31", "2023-03-02", "2023-03", "2023"}),
        ("2024", None, {"2024-01-15T10:00:00"}),
        ("2024-01-15", "2024-01-15", {"2024-01-15T10:00:00"}),
        (None, "2023-03", {"2023-03-31", "2023-03-02", "2023-03", "2023-02", "2023"}),
        (None, "2023-03-02", {"2023-03-02", "2023-03", "2023-02", "2023"}),
        ("2023-02", "2023-02", {"2023-02", "2023"}),
        ("2023", "2023", {"2023-03-31", "2023-03-02", "2023-03", "2023-02", "2023"}),
    ],
)
def test_dates_compare_as_far_as_they_are_known(dated, since, until, kept):
    expected = {f"n/{day}.txt" for day in kept | {"None", "March 3"}}
    assert set(sources(dated, since=since, until=until)) == expected
    assert set(sources(dated, since=since, until=until, parties=("USA",))) == expected


@pytest.mark.parametrize("date", ["", "yesterday", "2023-13", "2023-02-30", "23-01-01", "2023-1-1", "2023-01-01T00:00"])
def test_what_is_no_date_is_refused(date):
    with pytest.raises(UsageError, match="give a date as"):
        Query(since=date)
    with pytest.raises(UsageError, match="until is"):
        Query(until=date)


def test_parties_all_take_part_as_themselves_or_through_their_state(store, make):
    report = make.report()
    position, statement = make.position(report), make.statement(report)
    store.record([Outcome(report, (position, statement))])

    def found(*codes):
        return [entry.finding for entry in store.entries(Query(parties=codes))]

    assert found("RUS") == [position, statement]
    assert found("USA") == [statement]
    assert found("some-speaker") == [statement]
    assert found("USA", "RUS") == found("RUS", "USA") == found("RUS", "some-speaker") == [statement]
    assert found("RUS", "CHN") == found("Moscow") == found("") == found("rus") == []
    assert [entry.finding for entry in store.entries(Query(parties=("RUS",), report=report.id))] == [
        position, statement,
    ]  # fmt: skip


def test_an_actor_in_two_roles_is_one_entry(store, make):
    report = make.report()
    moscow = make.ref(report, "Moscow", "RUS", "RUS")
    event = Event(
        report=report.id, evidence=make.span(report, "meet"), sentence=make.span(report, "Moscow is ready to meet."),
        rule="e/1", type="CONSULT", status="planned", cue=make.span(report, "meet"),
        participants=(moscow, replace(moscow, id="another", state="RUS")), source=(moscow,),
    )  # fmt: skip
    store.record([Outcome(report, (event,))])
    assert [entry.finding for entry in store.entries(Query(parties=("RUS",)))] == [event]
    roles = store._connection.execute("SELECT code, roles FROM party ORDER BY code").fetchall()
    assert roles == [("RUS", "source|participants"), ("another", "participants")]


def test_fields_narrow_together(store, make):
    report = make.report()
    words = make.span(report, "ready to meet")
    events = [
        Event(
            report=report.id, evidence=words, sentence=words, rule="e/1", type=kind, status=status, cue=words
        ) for kind, status in (("CONSULT", "held"), ("CONSULT", "planned"), ("ACCUSE", "held"))
    ]  # fmt: skip
    position = make.position(report)
    store.record([Outcome(report, (*events, position, make.statement(report)))])

    def found(**fields):
        return {entry.finding.id for entry in store.entries(Query(**fields))}

    assert found(types=("CONSULT",)) == {events[0].id, events[1].id}
    assert found(types=("CONSULT", "ACCUSE"), status=("held",)) == {events[0].id, events[2].id}
    assert found(stance=("open",)) == {position.id}
    assert found(stance=("closed",)) == set()
    assert found(kinds=("event",), stance=("open",)) == set()
    assert found(kinds=("position", "event"), words="ready") == {position.id, *(event.id for event in events)}
    assert found(report=report.source, kinds=("position",)) == {position.id}


def test_an_unknown_report_is_not_found_at_once(store):
    with pytest.raises(NotFound):
        store.entries(Query(report="nowhere"))


def test_limit(dated):
    assert len(list(dated.entries(Query(limit=3)))) == 3
    assert len(list(dated.entries(Query(limit=3, words="embassy")))) == 3
    assert len(list(dated.entries(Query(limit=9, words="embassy")))) == 9
    assert len(list(dated.reports(limit=2))) == 2
    assert list(dated.entries(Query(limit=0, words="embassy"))) == []
    with pytest.raises(UsageError, match="limit is -1"):
        Query(limit=-1)


def test_sentences_with_the_words_come_first(dated):
    kinds = [entry.finding.kind for entry in dated.entries(Query(words="embassy"))]
    assert kinds == ["statement"] * 8 + ["position"] * 8


def test_words_are_found_in_titles_without_case_and_accents(store, make):
    store.record([make.outcome(make.report(title="Çavuşoğlu's cease-fire"))])
    for words in ("cavusoglu", "CAVUSOGLU embassy", "cease-fire", "cease fire", "Çavuşoğlu’s"):
        assert sources(store, words=words) == ["news/one.txt"], words
    assert sources(store, words="cavusoglu zebra") == []
    assert sources(store, words="embass") == []


@pytest.mark.parametrize(
    "words",
    ['"', '""', "'", "*", "meet*", "(", ")", "NEAR(", "a:b", "title:meet", "-meet", "^meet", "—", "  ", "\n", "\0", "+",
     "{meet}", 'say "no"', "\ud800", "meet\0;", "%", "OR AND NOT", "AND", "🇺🇸", "x" * 100_000],
)  # fmt: skip
def test_odd_words_are_words(store, make, words):
    store.record([make.outcome()])
    assert sources(store, words=words) in ([], ["news/one.txt"])


@pytest.mark.parametrize("words", ["AND", "OR NOT", "title:meet", " ", "—", '"', "zebra OR meet"])
def test_search_syntax_finds_nothing(store, make, words):
    store.record([make.outcome()])
    assert sources(store, words=words) == []


@pytest.mark.parametrize("words", ["meet*", "-meet", "^meet", '"meet"', "meet —", "meet meet"])
def test_signs_around_a_word_do_not_count(store, make, words):
    store.record([make.outcome()])
    assert sources(store, words=words) == ["news/one.txt"]


def test_every_term_is_quoted():
    assert match('say "no" OR x*') == '"say" """no""" "OR" "x*"'
    assert match(" \0 ") == ""


def test_a_search_takes_so_many_words_and_no_more(store):
    assert list(store.entries(Query(words=" ".join(f"w{number}" for number in range(64))))) == []
    with pytest.raises(UsageError, match="at most 64 words"):
        Query(words=" ".join(f"w{number}" for number in range(65)))


@pytest.mark.parametrize("words", ["", "Moscow", "spoke"])
@pytest.mark.parametrize("parties", [(), ("RUS",)])
def test_what_comes_after_a_finding_goes_on_where_it_left_off(store, make, words, parties):
    for number in range(4):
        report = make.report(f"{number}.txt", published=f"2025-01-0{number % 3 + 1}")
        store.record([make.outcome(report)])
    everything = [entry.finding.id for entry in store.entries(Query(words=words, parties=parties))]
    assert len(everything) == 8
    for number, key in enumerate(everything):
        rest = store.entries(Query(words=words, parties=parties, after=key))
        assert [entry.finding.id for entry in rest] == everything[number + 1 :]
