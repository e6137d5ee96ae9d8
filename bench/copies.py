"""A seeded, made-up stream of reports in; out: what finding copies and stories costs beside reading, as it grows.

`python bench/copies.py [reports]` (50,000 if not given) prints CPU time a report in ledgers of 500, 5,000, 20,000 and
50,000 reports, each over the 400 that come last: two batches. Some of the reports are copies of others under another
outlet's name (`bench/generate.py`). What reading costs is measured on a sample of the same reports by the whole road.
The reports of the stream themselves are not read: their findings are made up.
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
POINTS = (500, 5_000, 20_000, 50_000)
LAST = 2 * BATCH


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
        stream, kept = stream_of(reports), 0
        for point in [*(point for point in POINTS if point < reports), reports]:
            keep(store, islice(stream, max(point - LAST - kept, 0)))
            spent, count = keep(store, islice(stream, min(LAST, point)))
            kept = point
            cost = 1000 * (spent.made + spent.joined) / count
            told = f"{1000 * spent.made / count:12.2f}{1000 * spent.joined / count:22.2f}"
            print(f"{point:12,}{told}{cost / (each + cost):18.1%}", flush=True)
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


def keep(store: Store, outcomes: Iterator[Outcome]) -> tuple[Spent, int]:
    spent, count = Spent(), 0
    while batch := list(islice(outcomes, BATCH)):
        began = time.process_time()
        made = [replace(one, imprint=imprint(one.report, one.findings)) for one in batch]
        spent.made += time.process_time() - began
        store.record(made)
        spent.joined += cpu(lambda: join(store))
        count += len(batch)
    return spent, count


def cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
