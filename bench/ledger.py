"""A seeded, made-up ledger in, times out: `python bench/ledger.py [findings]` prints how fast it is kept and asked."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random

from dragoman.ledger import Query, Store
from dragoman.ledger.rows import to_entry
from dragoman.model import Channel, Condition, Event, Finding, Outcome, Position, Ref, Report, Span, Statement

STATES = [a + b + c for a in "ABDEFGIK" for b in "AEIOU" for c in "LNRS"]
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "is")]
PER_REPORT = 10
BATCH = 200


def main(findings: int) -> None:
    print(f"{findings:,} findings in reports of {PER_REPORT}, seed 1")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        with Store.open(path) as store:
            outcomes = list(made(Random(1), findings // PER_REPORT))  # noqa: S311 - not a secret
            keep(store, outcomes, "record")
            keep(store, outcomes[: len(outcomes) // 5], "record again (a fifth)")
            ask(store)
        print(f"size                            {path.stat().st_size / 1e6:8.1f} MB")


def keep(store: Store, outcomes: list[Outcome], name: str) -> None:
    start = time.perf_counter()
    walk = iter(outcomes)
    while batch := list(islice(walk, BATCH)):
        store.record(batch)
    spent = time.perf_counter() - start
    print(f"{name:32}{len(outcomes) * PER_REPORT / spent:8,.0f} findings/s")


def ask(store: Store) -> None:
    words = vocabulary(Random(1))  # noqa: S311 - not a secret
    draw = Random(2)  # noqa: S311 - not a secret
    rare = [draw.choice(words[200:]) for _ in range(200)]
    two = [f"{draw.choice(words[50:400])} {draw.choice(words[50:400])}" for _ in range(200)]
    timed("pair USA-RUS, 200, first time", store, [Query(parties=("USA", "RUS"), limit=200)] * 50, forget=True)
    timed("pair USA-RUS, 200, again", store, [Query(parties=("USA", "RUS"), limit=200)] * 200)
    timed("pair USA-RUS, 50", store, [Query(parties=("USA", "RUS"), limit=50)] * 200)
    timed("pair USA-RUS since 2023-06, 200", store, [Query(parties=("USA", "RUS"), since="2023-06", limit=200)] * 100)
    timed("pair of small states, 200", store, [Query(parties=(a, "USA"), limit=200) for a in STATES])
    timed("positions, 200", store, [Query(kinds=("position",), limit=200)] * 100)
    timed("one word, 20", store, [Query(words=word, limit=20) for word in rare])
    timed("one word, 200", store, [Query(words=word, limit=200) for word in rare])
    timed("two words, 20", store, [Query(words=pair, limit=20) for pair in two])
    timed("the ten commonest words, 20", store, [Query(words=word, limit=20) for word in words[:10]])
    timed("two of the commonest words, 20", store, [Query(words=f"{words[0]} {word}", limit=20) for word in words[1:9]])


def timed(name: str, store: Store, queries: list[Query], *, forget: bool = False) -> None:
    times, found = [], 0
    for query in queries:
        if forget:
            to_entry.cache_clear()
        start = time.perf_counter()
        found += len(list(store.entries(query)))
        times.append((time.perf_counter() - start) * 1000)
    p95 = statistics.quantiles(times, n=20)[-1]
    print(f"{name:32}{statistics.median(times):8.2f} ms p50 {p95:8.2f} ms p95 {found / len(queries):8.1f} entries")


def vocabulary(draw: Random) -> list[str]:
    """Return 5,000 made-up words, the commonest first."""
    return list(dict.fromkeys("".join(draw.choices(SYLLABLES, k=3)) for _ in range(6000)))[:5000]


def made(draw: Random, reports: int) -> Iterator[Outcome]:
    """Yield outcomes whose words are as unevenly frequent as in language (the nth word 1/n as often as the first)."""
    words = vocabulary(Random(1))  # noqa: S311 - not a secret
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    for number in range(reports):
        sentences = [" ".join(draw.choices(words, weights, k=22)).capitalize() + "." for _ in range(16)]
        day = date(2022, 1, 1) + timedelta(days=draw.randrange(700))
        report = Report(
            source=f"bench/{number}.txt", text=" ".join(sentences), title=sentences[0][:60], published=day.isoformat()
        )
        yield Outcome(report, tuple(findings(draw, report, sentences)))


def findings(draw: Random, report: Report, sentences: list[str]) -> Iterator[Finding]:
    key, start = report.id, 0
    for index in range(PER_REPORT):
        sentence = Span.of(report.text, start, start + len(sentences[index]))
        words = Span.of(report.text, start, start + 30)
        start = sentence.end + 1
        one, other = actor(draw, words), actor(draw, words)
        yield KINDS[index % len(KINDS)](key, sentence, words, one, other)


def actor(draw: Random, surface: Span) -> Ref:
    state = draw.choice(["USA", "RUS"]) if draw.random() < 0.3 else draw.choice(STATES)
    if draw.random() < 0.5:
        return Ref(state, state.title(), "state", state, surface=surface, basis="metonym")
    person = f"{state.lower()}-minister"
    return Ref(person, person.title(), "person", state, office="Minister", surface=surface)


KINDS: list[Callable[[str, Span, Span, Ref, Ref], Finding]] = [
    lambda key, sentence, words, one, other: Statement(
        report=key, evidence=sentence, sentence=sentence, rule="b/1", speaker=one, addressee=other, manner="indirect",
        content=sentence, cue=words,
    ),
    lambda key, sentence, words, one, other: Event(
        report=key, evidence=words, sentence=sentence, rule="b/1", type="CONSULT", status="planned", cue=words,
        participants=(one, other),
    ),
    lambda key, sentence, words, one, other: Position(
        report=key, evidence=words, sentence=sentence, rule="b/1", holder=one, toward=other, matter="dialogue",
        stance="conditional",
    ),
    lambda key, sentence, words, one, other: Condition(
        report=key, evidence=words, sentence=sentence, rule="b/1", text=words, connective="if", by=one, on=other
    ),
    lambda key, sentence, words, one, other: Channel(
        report=key, evidence=words, sentence=sentence, rule="b/1", channel="embassy", state="open", parties=(one, other)
    ),
]  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
