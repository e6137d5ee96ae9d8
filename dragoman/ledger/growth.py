"""A ledger's connection → how much it held on each day, so that what it held on one is looked up and not counted."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import apsw

from dragoman.ledger.activity import lives

KNOWN, STANDING = "known", "standing"
"""Under which the reports are counted: all of them, and those that no newer text had superseded."""
_KINDS = """
SELECT r.id, f.kind, count(*) FROM finding f JOIN report r ON r.number = f.report
WHERE f.retired IS NULL AND f.verdict IS NOT 'rejected' GROUP BY f.report, f.kind
"""


@dataclass(frozen=True, slots=True)
class Growth:
    """The ISO days on which something came to be known or was superseded, in order, and how much there was from each of
    them on: of reports, and of findings by kind."""

    days: tuple[str, ...]
    sums: Mapping[str, Sequence[int]]

    def on(self, day: str) -> dict[str, int]:
        """Return how much there was on an ISO day."""
        place = bisect_right(self.days, day)
        return {what: sums[place - 1] for what, sums in self.sums.items() if place and sums[place - 1]}


def growth(connection: apsw.Connection) -> Growth:
    """Return how much there was on each day."""
    changed: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for what, day, count in _changes(connection):
        changed[what][day] += count
    days = tuple(sorted({day for counts in changed.values() for day in counts}))
    sums = {what: tuple(accumulate(counts[day] for day in days)) for what, counts in changed.items()}
    return Growth(days, sums)


def _changes(connection: apsw.Connection) -> Iterator[tuple[str, str, int]]:
    """Yield what there is more or less of from a day on."""
    spans = lives(connection)
    told = ((STANDING, key, 1) for key in spans)
    found = ((kind, key, count) for key, kind, count in connection.execute(_KINDS))
    for what, key, count in (*told, *found):
        since, until, _ = spans[key]
        if since < until:
            yield what, since, count
            yield what, until, -count
    yield from ((KNOWN, since, 1) for since, _, _ in spans.values())
