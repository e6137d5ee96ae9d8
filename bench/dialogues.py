"""A made-up ledger in, CPU times out: `python bench/dialogues.py [LEDGER]` asks it what a desk asks in the morning.

Without a ledger one of 250,000 findings is made (a minute); the pair asked about is its heaviest. Times are of the
processor, for one question each, everything in memory left from the question before thrown away.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import generate
from dragoman.api import Ledger
from dragoman.ledger import Store
from dragoman.ledger.rows import to_entry
from dragoman.show.plot import plot_svg

FINDINGS = 250_000
LAST = "2025-12-31"


def main(path: Path | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        if path is None:
            path = Path(folder) / "bench.db"
            with Store.open(path) as store:
                generate.keep(store, generate.outcomes(FINDINGS))
        with Ledger(path, readonly=True) as ledger:
            ask(ledger)


def ask(ledger: Ledger) -> None:
    held = sum(ledger.counts().findings.values())
    one, other = generate.HEAVY
    [heaviest] = [each for each in ledger.activity(one, other) if {each.one, each.other} == set(generate.HEAVY)]
    print(f"{held:,} findings, {heaviest.findings:,} between {one} and {other}")
    timed("activity, all dialogues", lambda: len(ledger.activity(recent="2025-12-01")))
    timed("activity, as of 2020", lambda: len(ledger.activity(as_of="2020")))
    for since in ("2025-12-24", "2025-12-01", "2025-07-01", "2025-01-01"):
        timed(f"changes since {since}", lambda day=since: len(changed(ledger, day)))
    timed("meetings", lambda: len(ledger.meetings(one, other)))
    [first, *_] = ledger.meetings(one, other)
    timed("one meeting by its id", lambda: len(ledger.meeting(first.id).history))
    timed("dialogue", lambda: ledger.dialogue(one, other).counts.reports)
    timed("dialogue, as of 2020", lambda: ledger.dialogue(one, other, as_of="2020").counts.reports)
    small = next(each for each in ledger.activity() if each.findings < 1000)
    timed(f"dialogue {small.one} {small.other}", lambda: ledger.dialogue(small.one, small.other).counts.reports)
    found = ledger.dialogue(one, other)
    timed("plot, of a dialogue at hand", lambda: len(plot_svg(found)))


def changed(ledger: Ledger, since: str) -> tuple[object, ...]:
    return ledger.changes(*generate.HEAVY, since=since, as_of=LAST).lines


def timed(name: str, asked: Callable[[], int]) -> None:
    to_entry.cache_clear()
    start = time.process_time()
    answer = asked()
    print(f"{name:32}{time.process_time() - start:8.2f} s {answer:10,}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
