"""A seeded, made-up ledger in, times out: `python bench/ledger.py [findings]` prints how fast it is kept and asked."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import generate
from bench.prose import vocabulary
from dragoman.ledger import Query, Store
from dragoman.ledger.rows import to_entry
from dragoman.model import Outcome


def main(findings: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        with Store.open(path) as store:
            outcomes = list(generate.outcomes(findings))
            print(f"{findings:,} findings in {len(outcomes):,} reports, seed 1")
            keep(store, outcomes, "record")
            keep(store, outcomes[: len(outcomes) // 5], "record again (a fifth)")
            ask(store)
        print(f"size                            {path.stat().st_size / 1e6:8.1f} MB")


def keep(store: Store, outcomes: list[Outcome], name: str) -> None:
    start = time.perf_counter()
    findings = generate.keep(store, outcomes)
    print(f"{name:32}{findings / (time.perf_counter() - start):8,.0f} findings/s")


def ask(store: Store) -> None:
    words, _ = vocabulary()
    draw = Random(2)  # noqa: S311 - not a secret
    rare = [draw.choice(words[200:]) for _ in range(200)]
    two = [f"{draw.choice(words[50:400])} {draw.choice(words[50:400])}" for _ in range(200)]
    timed("pair USA-RUS, 200, first time", store, [Query(parties=("USA", "RUS"), limit=200)] * 50, forget=True)
    timed("pair USA-RUS, 200, again", store, [Query(parties=("USA", "RUS"), limit=200)] * 200)
    timed("pair USA-RUS, 50", store, [Query(parties=("USA", "RUS"), limit=50)] * 200)
    timed("pair USA-RUS since 2023-06, 200", store, [Query(parties=("USA", "RUS"), since="2023-06", limit=200)] * 100)
    timed("pair of small states, 200", store, [Query(parties=pair, limit=200) for pair in generate.pairs()[0][100:300]])
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


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
