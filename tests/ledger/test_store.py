from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from dragoman.errors import LedgerFull, NotFound, UsageError
from dragoman.ledger import Query, Store, Tally
from dragoman.model import Channel, Commitment, Condition, Discrepancy, Event, Issue, Outcome, Place, Span, When


def run(program, path):
    return subprocess.run([sys.executable, "-c", program, path], capture_output=True, check=False)  # noqa: S603 - ours


def findings(store, **fields):
    return [entry.finding for entry in store.entries(Query(**fields))]


def every_kind(make, report):
    words, sentence = make.span(report, "ready to meet"), make.span(report, "Moscow is ready to meet.")
    head = {"report": report.id, "evidence": words, "sentence": sentence, "rule": "r/1"}
    moscow, washington = make.ref(report, "Moscow", "RUS", "RUS"), make.ref(report, "Washington", "USA", "USA")
    nobody = make.ref(report, "Nobody", None)
    when = When("2023-04-2X", "inferred", words)
    condition = Condition(**head, text=words, connective="if", by=moscow, on=None, red_line=True)
    place = Place("Vienna", "AUT", "stated", words)
    return (
        make.position(report, conditions=(condition.id,), toward=washington),
        make.statement(report, cue=words, medium="briefing", date=when),
        Event(
            **head, type="CONSULT", status="mooted", cue=words, participants=(moscow, nobody), contexts=("diplomatic",),
            date=when, place=place, said_by="0123456789abcdef",
        ),
        condition,
        Channel(**head, channel="embassy", state="paused", parties=(moscow, washington), topic=words),
        Commitment(**head, who=(moscow,), to=(washington,), what=words, by_when=when, verifiable=True),
        Discrepancy(**head, discrepancy="office", reason="no such office then", reference="row 3", others=(words,)),
    )  # fmt: skip


def test_findings_of_every_kind_come_back_as_they_went_in(store, make):
    report = make.report(title="Talks", published="2023-03-02", url="https://example.org/1", outlet="Wire")
    given = every_kind(make, report)
    tally = store.record([Outcome(report, given)])
    entries = list(store.entries())
    assert sorted((entry.finding for entry in entries), key=lambda one: one.id) == sorted(given, key=lambda one: one.id)
    assert {entry.report for entry in entries} == {report.head}
    assert tally.new == 1
    assert tally.findings == dict.fromkeys(
        ["statement", "event", "position", "condition", "channel", "commitment", "discrepancy"], 1
    )
    assert store.counts().findings == tally.findings


def test_a_report_comes_back_as_it_went_in(store, make):
    text = "Menu\r\nÇavuşoğlu met 🇺🇸 envoys.\0 Next Article"
    report = make.report(text=text, title="T", byline="B", published="2023", language="en", outlet="O", url="u:1")
    report = replace(report, headline=Span(0, 4, "Menu"), furniture=(make.span(report, "Next Article"),))
    store.record([Outcome(report)])
    assert store.report(report.id) == report
    assert store.report(report.id).id == report.id


def test_a_report_is_found_by_id_beginning_and_source(store, make):
    reports = [make.report(f"news/{number}.txt") for number in range(40)]
    store.record([Outcome(report) for report in reports])
    assert store.report(reports[3].id[:12]) == reports[3]
    assert store.report("news/7.txt") == reports[7]
    with pytest.raises(NotFound, match="no report 'nowhere'"):
        store.report("nowhere")
    with pytest.raises(NotFound):
        store.report("")
    first = sorted(report.id[0] for report in reports)
    twice = next(digit for digit in first if first.count(digit) > 1)
    with pytest.raises(UsageError, match="more than one report"):
        store.report(twice)


def test_reading_again_changes_nothing(store, make):
    outcome = make.outcome()
    store.record([outcome])
    before = [entry.finding for entry in store.entries()]
    assert store.record([outcome, outcome]) == Tally(unchanged=2)
    assert [entry.finding for entry in store.entries()] == before


def test_a_finding_no_longer_found_is_retired_and_can_come_back(store, make):
    report = make.report()
    position, statement = make.position(report), make.statement(report)
    store.record([Outcome(report, (position, statement))])
    assert store.record([Outcome(report, (statement,))]) == Tally(unchanged=1, retired=1)
    assert findings(store) == [statement]
    assert findings(store, retired=True) == [position, statement]
    assert store.entry(position.id).finding == position
    assert store.counts().retired == 1
    assert store.record([Outcome(report, (statement,))]).retired == 0
    assert store.record([Outcome(report, (position, statement))]) == Tally(unchanged=1, findings={"position": 1})
    assert findings(store) == [position, statement]


def test_a_newer_rule_updates_the_finding_it_finds_again(store, make):
    report = make.report()
    old = make.position(report)
    store.record([Outcome(report, (old,))])
    holder = replace(old.holder, state="BLR", office="Minister")
    sentence = make.span(report, "Nobody else spoke.")
    new = replace(old, rule="positions.ready/2", said_by="0123456789abcdef", holder=holder, sentence=sentence)
    assert new.id == old.id
    assert store.record([Outcome(report, (new,))]) == Tally(unchanged=1)
    assert findings(store) == [new]
    assert findings(store, parties=("BLR",)) == [new]
    assert findings(store, words="nobody") == [new]


def test_a_reader_that_knows_more_puts_the_head_right(store, make):
    report = make.report()
    store.record([make.outcome(report), make.outcome(make.report("b.txt", published="2023-01-01"))])
    better = replace(report, title="Zebra", published="2024-01-01")
    assert store.record([make.outcome(better)]) == Tally(unchanged=1)
    assert store.report(report.id) == better
    assert next(store.entries(Query(parties=("RUS",)))).report == better.head
    assert len(findings(store, words="zebra")) == 2
    store.record([make.outcome(report)])
    assert findings(store, words="zebra") == []


def test_a_newer_text_under_one_url_supersedes(store, make):
    first = make.report("1", url="https://example.org/a")
    second = make.report("2", text=make.text + " Corrected.", url="https://example.org/a")
    tally = store.record([make.outcome(first), make.outcome(second)])
    assert (tally.new, tally.superseded) == (2, 1)
    assert {entry.report.id for entry in store.entries()} == {second.id}
    assert {entry.report.id for entry in store.entries(Query(superseded=True))} == {first.id, second.id}
    assert {entry.report.id for entry in store.entries(Query(report=first.id))} == {first.id}
    assert [head.id for head in store.reports()] == [second.id]
    assert [head.id for head in store.reports(superseded=True)] == [second.id, first.id]
    counts = store.counts()
    assert (counts.reports, counts.superseded, sum(counts.findings.values())) == (2, 1, 2)


def test_superseding_does_not_depend_on_reading_again(store, make):
    versions = [make.report(url="u:1", text=make.text + tail) for tail in ("", " Two.", " Three.")]
    store.record(make.outcome(report) for report in versions)
    assert store.record(make.outcome(report) for report in versions) == Tally(unchanged=3)
    assert [head.id for head in store.reports()] == [versions[-1].id]
    assert store._connection.execute("SELECT supersedes, superseded_by FROM report ORDER BY number").fetchall() == [
        (None, 2), (1, 3), (2, None),
    ]  # fmt: skip


def test_a_changed_file_supersedes_and_its_path_names_the_newest(store, make):
    old, new = make.report("a.txt"), make.report("a.txt", text=make.text + " More.")
    store.record([make.outcome(old)])
    assert store.record([make.outcome(new)]).superseded == 1
    assert store.report("a.txt") == new
    assert store.report(old.id) == old


def test_row_ids_of_two_tables_are_not_versions_of_each_other(store, make):
    tally = store.record([make.outcome(make.report("1")), make.outcome(make.report("1", text=make.text + " Other."))])
    assert (tally.new, tally.superseded) == (2, 0)


def test_issues_are_kept_once_each(store, make):
    issue = Issue("bad\udce9.txt", "empty", "bad\udce9.txt: holds no text")
    report = make.report()
    own = Issue(report.source, "cut", "the text ends in the middle")
    tally = store.record([issue, Outcome(report, (), (own,)), issue])
    assert (tally.new, tally.quarantined) == (1, 2)
    assert list(store.issues()) == [Issue("bad\\udce9.txt", "empty", "bad\\udce9.txt: holds no text"), own]
    assert store._connection.execute("SELECT count FROM issue ORDER BY number").fetchall() == [(2,), (1,)]
    assert store.counts().issues == 2


def test_an_outcome_without_text_is_only_its_issue(store, make):
    issue = Issue("empty.txt", "empty", "empty.txt: holds no text")
    assert store.record([Outcome(make.report("empty.txt", text=" "), (), (issue,))]) == Tally(quarantined=1)
    assert store.counts().reports == 0
    assert list(store.issues()) == [issue]


def test_half_characters_are_quarantined_and_the_rest_goes_on(store, make):
    broken = make.report("row 7", text="Half a character: \ud83d.")
    tally = store.record([Outcome(broken), make.outcome()])
    assert (tally.new, tally.quarantined) == (1, 1)
    (issue,) = store.issues()
    assert (issue.source, issue.code) == ("row 7", "not-unicode")


def test_what_goes_wrong_on_the_way_leaves_nothing(store, make):
    def breaks():
        yield make.outcome(make.report("b.txt", url="u:1"))
        raise KeyboardInterrupt

    store.record([make.outcome(make.report("a.txt", url="u:1"))])
    before = store.counts()
    with pytest.raises(KeyboardInterrupt):
        store.record(breaks())
    assert store.counts() == before
    assert store.counts().superseded == 0
    assert store._connection.pragma("integrity_check") == "ok"
    assert store.record([make.outcome(make.report("b.txt", url="u:1"))]).superseded == 1


def test_a_full_disk_keeps_what_was_there(store, make):
    store.record([make.outcome()])
    pages = store._connection.pragma("page_count")
    store._connection.pragma("max_page_count", pages + 2)
    more = [make.outcome(make.report(f"n/{number}.txt", text=make.text * 50)) for number in range(20)]
    with pytest.raises(LedgerFull, match=r"dialogue\.db: the disk is full"):
        store.record(more)
    assert store.counts().reports == 1
    assert store._connection.pragma("integrity_check") == "ok"
    store._connection.pragma("max_page_count", 1_000_000)
    assert store.record(more).new == 20


READER = """
import sys
from dragoman.ledger import Query, Store
with Store.open(sys.argv[1], readonly=True) as store:
    print(store.counts().reports, len(list(store.entries(Query(parties=("RUS", "USA"))))))
"""


def test_another_process_reads_while_this_one_writes(store, path, make):
    def slowly():
        for number in range(3):
            yield make.outcome(make.report(f"n/{number}.txt"))
            seen.append(run(READER, path).stdout)

    seen: list[bytes] = []
    store.record([make.outcome()])
    store.record(slowly())
    assert [line.split() for line in seen] == [[b"1", b"1"]] * 3
    assert store.counts().reports == 4


def test_a_killed_writer_leaves_the_ledger_whole(path, make):
    killed = """
import os, sys
from dragoman.ledger import Store
from dragoman.model import Outcome, Report
def outcomes():
    for number in range(500):
        yield Outcome(Report(f"n/{number}.txt", "word " * 2000))
    os._exit(9)
Store.open(sys.argv[1]).record(outcomes())
"""
    with Store.open(path) as store:
        store.record([make.outcome()])
    assert run(killed, path).returncode == 9
    with Store.open(path) as store:
        assert store.counts().reports == 1
        assert store._connection.pragma("integrity_check") == "ok"


def test_an_entry_is_found_by_id(store, make):
    report = make.report()
    position = make.position(report)
    store.record([Outcome(report, (position,))])
    assert store.entry(position.id).finding == position
    assert store.entry(position.id[:10]).report == report.head
    with pytest.raises(NotFound, match="no finding 'zz'"):
        store.entry("zz")


def test_the_text_of_a_report_cannot_change(store, make):
    store.record([make.outcome()])
    with pytest.raises(Exception, match="never changes"):
        store._connection.execute("UPDATE report_text SET text = 'other'")


def test_closing_twice_is_harmless(path):
    store = Store.open(path)
    store.close()
    store.close()
    assert path.exists()


def test_tallies_add_up():
    one = Tally(new=1, quarantined=2, findings={"event": 1, "statement": 2})
    two = Tally(unchanged=3, superseded=1, findings={"event": 4}, retired=5)
    assert one + two == Tally(1, 3, 1, 2, {"statement": 2, "event": 5}, 5)
    assert sum([one, two], Tally()) == one + two
