from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.errors import EvidenceError
from dragoman.model import Channel, Discrepancy, Event, Outcome, Place, Span, When

ELSEWHERE = Span(0, 6, "Berlin")


def broken_findings(make, report):
    position, statement = make.position(report), make.statement(report)
    ok = make.span(report, "meet")
    head = {"report": report.id, "evidence": ok, "sentence": ok, "rule": "r/1"}
    event = Event(**head, type="CONSULT", status="held", cue=ok)
    yield "evidence", replace(position, evidence=ELSEWHERE)
    yield "sentence", replace(position, sentence=ELSEWHERE)
    yield "surface", replace(position, holder=replace(position.holder, surface=ELSEWHERE))
    yield "antecedent", replace(position, holder=replace(position.holder, antecedent=ELSEWHERE))
    yield "optional ref", replace(statement, addressee=replace(position.holder, surface=ELSEWHERE))
    yield "content", replace(statement, content=ELSEWHERE)
    yield "cue", replace(statement, cue=ELSEWHERE)
    yield "date", replace(event, date=When("2023", "stated", ELSEWHERE))
    yield "place", replace(event, place=Place("Berlin", "DEU", "stated", ELSEWHERE))
    yield "participants", replace(event, participants=(replace(position.holder, surface=ELSEWHERE),))
    yield "topic", Channel(**head, channel="embassy", state="open", topic=ELSEWHERE)
    yield "others", Discrepancy(**head, discrepancy="name", reason="two spellings", others=(ok, ELSEWHERE))
    yield "counted from the end", replace(position, evidence=Span(-6, -1, report.text[-6:-1]))
    yield "past the end", replace(position, evidence=Span(90, 900, report.text[90:]))
    yield "backwards", replace(position, evidence=Span(9, 5, ""))
    yield "of another report", replace(position, report="0123456789abcdef")


NAMES = [
    "evidence", "sentence", "surface", "antecedent", "optional ref", "content", "cue", "date", "place", "participants",
    "topic", "others", "counted from the end", "past the end", "backwards", "of another report",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_quote_that_is_not_in_the_text_is_refused_with_all_that_came_with_it(store, make, name):
    good = make.outcome(make.report("good.txt"))
    report = make.report()
    finding = dict(broken_findings(make, report))[name]
    with pytest.raises(EvidenceError, match=r"news/one\.txt: a \w+ by [\w.]+/1"):
        store.record([good, Outcome(report, (make.position(report), finding))])
    assert store.counts().reports == 0
    assert list(store.entries()) == []
    assert store.record([good]).new == 1


def test_every_broken_finding_is_tried(make):
    assert [name for name, _ in broken_findings(make, make.report())] == NAMES


@pytest.mark.parametrize("field", [{"headline": ELSEWHERE}, {"furniture": (ELSEWHERE,)}])
def test_headline_and_furniture_are_held_against_the_text_too(store, make, field):
    with pytest.raises(EvidenceError, match="its furniture or headline quotes 'Berlin' at 0-6"):
        store.record([Outcome(make.report(**field))])
