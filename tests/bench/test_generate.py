"""bench.generate: a made-up ledger that others measure on."""

from __future__ import annotations

from collections import Counter

from bench import generate
from dragoman.ledger import Query, Store
from dragoman.model import Condition, Position, Statement


def test_equal_seeds_give_equal_reports_and_exactly_the_findings_asked_for():
    one, two = list(generate.outcomes(137, seed=3)), list(generate.outcomes(137, seed=3))
    assert one == two
    assert sum(len(outcome.findings) for outcome in one) == 137
    assert list(generate.outcomes(137, seed=4)) != one


def test_every_span_holds_and_every_link_leads_to_a_finding_of_its_report(tmp_path):
    made = list(generate.outcomes(600))
    with Store.open(tmp_path / "made.db") as store:
        assert generate.keep(store, made) == 600
        assert next(iter(store.entries(Query(parties=generate.HEAVY)))).report.published
    for outcome in made[:-1]:
        by_id = {found.id: found for found in outcome.findings}
        said = [found.said_by for found in outcome.findings if found.said_by]
        assert all(isinstance(by_id[key], Statement) for key in said)
        tied = [key for found in outcome.findings if isinstance(found, Position) for key in found.conditions]
        assert all(isinstance(by_id[key], Condition) for key in tied)


def test_it_has_every_kind_and_copies_under_another_source():
    made = list(generate.outcomes(3000))
    kinds = Counter(found.kind for outcome in made for found in outcome.findings)
    assert min(kinds[kind] for kind in ("statement", "event", "position", "condition", "channel", "discrepancy")) > 20
    texts = Counter(outcome.report.text for outcome in made)
    assert len(texts) < len(made) == len({outcome.report.source for outcome in made})
