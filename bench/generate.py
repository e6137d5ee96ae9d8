"""A seed in → a made-up ledger: `python -m bench.generate --findings 250000 --out FILE`.

Pairs of real states and bodies, invented people, invented words: ten years of reports on meetings that are mooted,
planned and held (or not), with positions, conditions, channels, promises and the rest. One pair, USA and RUS, is heavy
(about one finding in fifteen); some reports are copies of the one before under another outlet. Equal seeds make equal
ledgers, and a larger ledger begins with the reports of the smaller one.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import accumulate, combinations, islice
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.made_up import ENDS, FIRST, OFFICES, Arc, Writer, drawn
from dragoman.group.imprints import imprint
from dragoman.joining import join
from dragoman.ledger import Store
from dragoman.model import Finding, Outcome, Position, Report

CODES = (
    "USA", "RUS", "CHN", "UKR", "GBR", "FRA", "DEU", "TUR", "IRN", "ISR", "SAU", "IND", "PAK", "JPN", "KOR", "PRK",
    "QAT", "ARE", "SYR", "IRQ", "JOR", "LBN", "POL", "HUN", "SRB", "ARM", "AZE", "GEO", "KAZ", "UZB", "BLR", "MDA",
    "ESP", "GRC", "NLD", "SWE", "FIN", "NOR", "CAN", "MEX", "BRA", "ARG", "VEN", "COL", "CUB", "AUS", "NZL", "IDN",
    "VNM", "PHL", "THA", "MMR", "BGD", "LKA", "AFG", "ETH", "ERI", "SDN", "SSD", "KEN", "RWA", "COD", "NGA", "ZAF",
    "MAR", "LBY", "TUN", "DZA", "EGY", "ITA", "MYS", "EUU", "UNO", "NATO",
)  # fmt: skip
HEAVY = ("USA", "RUS")
PLACES = (
    ("Geneva", "CHE"), ("Vienna", "AUT"), ("New Delhi", "IND"), ("Riyadh", "SAU"), ("Istanbul", "TUR"),
    ("Helsinki", "FIN"), ("Singapore", "SGP"), ("Cairo", "EGY"), ("New York", "USA"), ("Astana", "KAZ"),
)  # fmt: skip
OUTLETS = ("Harbour Wire", "The Meridian", "Northern Post", "Daily Compass", "Agence Levant", "Pacific Ledger")
DAYS = 3652
PAIRS = 420
MEETINGS = 300  # of the nth pair 1 / (n + 1) of them
COPIES = 0.07
BATCH = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--findings", type=int, default=250_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="the ledger to make")
    options = parser.parse_args()
    start = time.process_time()
    with Store.open(options.out) as store:
        kept = keep(store, outcomes(options.findings, options.seed))
    print(f"{kept:,} findings, seed {options.seed}, in {options.out} ({time.process_time() - start:.0f} s of CPU time)")


def keep(store: Store, made: Iterable[Outcome]) -> int:
    """Record the outcomes batch by batch, and lay their reports to stories; return how many findings there were."""
    walk, kept = iter(made), 0
    while batch := list(islice(walk, BATCH)):
        store.record(batch)
        join(store)
        kept += sum(len(outcome.findings) for outcome in batch)
    return kept


def outcomes(findings: int, seed: int = 1) -> Iterator[Outcome]:
    """Yield reports until they have exactly so many findings."""
    left, number = findings, 0
    while left:
        made = outcome(seed, number)
        shown = made.findings[:left]
        yield replace(made, findings=shown, imprint=imprint(made.report, shown))
        left, number = left - len(shown), number + 1


def outcome(seed: int, number: int) -> Outcome:
    """Return report `number`: in words of its own, or in those of the report before under another outlet."""
    own = drawn(seed, number, "outlet")
    told = number - 1 if number and own.random() < COPIES else number
    return _report(drawn(seed, told), number, own.choice(OUTLETS))


def _report(draw: Random, number: int, outlet: str) -> Outcome:
    known, weights = pairs()
    [pair] = draw.choices(known, cum_weights=weights)
    arc = _arc(pair, draw)
    day = arc.day + timedelta(days=round(draw.gauss(-6, 14)))
    day = min(max(day, FIRST), FIRST + timedelta(days=DAYS - 1))
    writer = Writer(draw, arc, day)
    title, drafts = writer.headline(), writer.drafts()
    report = Report(f"bench/{number}.txt", writer.prose.text, title, outlet, None, day.isoformat(), "en")
    return Outcome(report, tuple(_settled(drafts, report.id)))


def _settled(drafts: Iterable[Finding], report: str) -> Iterator[Finding]:
    """Put the report's id in, and links to statements and conditions by the place they had in the list."""
    done: list[Finding] = []
    for draft in drafts:
        found = replace(draft, report=report)
        if draft.said_by:
            found = replace(found, said_by=done[int(draft.said_by)].id)
        if isinstance(found, Position) and found.conditions:
            found = replace(found, conditions=tuple(done[int(at)].id for at in found.conditions))
        done.append(found)
    yield from done


@cache
def pairs() -> tuple[list[tuple[str, str]], list[float]]:
    """Return the pairs that talk, the busiest first, and their summed weights: the nth talks 1 / (n + 1) as often."""
    sample = drawn("pairs").sample(list(combinations(CODES, 2)), PAIRS)
    known = [HEAVY, *(pair for pair in sample if pair != HEAVY)]
    return known, list(accumulate(1 / (rank + 2) for rank in range(len(known))))


def _arc(pair: tuple[str, str], draw: Random) -> Arc:
    """Return one of the pair's meetings: a pair with more reports has more of them."""
    many = max(3, MEETINGS // (pairs()[0].index(pair) + 2))
    own = drawn("arc", *pair, draw.randrange(many))
    day = FIRST + timedelta(days=own.randrange(DAYS))
    return Arc(pair, day, own.choice(PLACES), own.choice(OFFICES), own.choices(list(ENDS), [4, 1, 1])[0])


if __name__ == "__main__":
    main()
