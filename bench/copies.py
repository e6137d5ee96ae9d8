"""A seeded, made-up stream of reports in; out: what finding copies and stories costs beside reading, as it grows.

`python bench/copies.py [reports]` (50,000 if not given) prints CPU time a report at every fifth of the way. Some of
the reports are copies of others under another outlet's name (`bench/generate.py`). What reading costs is measured on a
sample of the same reports by the whole road.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import generate
from dragoman.group.imprints import imprint
from dragoman.joining import join
from dragoman.ledger import Store
from dragoman.model import Outcome

BATCH = 200
SAMPLE = 100
STEPS = 5


@dataclass
class Spent:
    """CPU seconds: making the imprints, and laying them to copies and stories."""

    made: float = 0.0
    joined: float = 0.0


def main(reports: int) -> None:
    print(f"{reports:,} reports, seed 1; CPU ms a report")
    each = reading(list(stream_of(SAMPLE)))
    print(f"{'reading, by a sample of ' + str(SAMPLE):34}{each:8.2f}")
    print(f"{'reports':>12}{'imprint':>12}{'copies and stories':>22}{'beside reading':>18}")
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "copies.db") as store:
        stream, step = stream_of(reports), max(reports // STEPS, BATCH)
        for start in range(0, reports, step):
            spent, count = keep(store, list(islice(stream, step)))
            cost = 1000 * (spent.made + spent.joined) / (count or 1)
            told = f"{1000 * spent.made / (count or 1):12.2f}{1000 * spent.joined / (count or 1):22.2f}"
            print(f"{start + count:12,}{told}{cost / (each + cost):18.1%}")
        copies = sum(head.copy_of is not None for head in store.reports())
        print(f"{copies:,} copies found, {len(store.stories()):,} stories")


def reading(sample: Sequence[Outcome]) -> float:
    """Return what reading a report costs, in ms, without its imprint: the model is loaded before."""
    from dragoman.pipeline import outcome

    outcome(sample[0].report)
    read = cpu(lambda: [outcome(one.report) for one in sample])
    made = cpu(lambda: [imprint(one.report, one.findings) for one in sample])
    return 1000 * (read - made) / len(sample)


def stream_of(reports: int) -> Iterator[Outcome]:
    return (generate.outcome(1, number) for number in range(reports))


def keep(store: Store, outcomes: Sequence[Outcome]) -> tuple[Spent, int]:
    spent = Spent()
    for start in range(0, len(outcomes), BATCH):
        batch = outcomes[start : start + BATCH]
        began = time.process_time()
        made = [replace(one, imprint=imprint(one.report, one.findings)) for one in batch]
        spent.made += time.process_time() - began
        store.record(made)
        spent.joined += cpu(lambda: join(store))
    return spent, len(outcomes)


def cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
