"""A ledger in → the findings that a person had best look at next: recent, weighty and doubtful ones first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import apsw

from dragoman.data import toml
from dragoman.model import Entry

_TABLE = toml("judgements")
_DOUBT: dict[str, int] = _TABLE["doubt"]

# Each sign is a column, 0 or 1; rows come from the newest reports, as far as the window reaches.
_SIGNS = {
    "network": "f.rule LIKE '%network%'",
    "nobody": "instr(b.payload, '{\"ref\":null') > 0",
    "discrepancy": "EXISTS (SELECT 1 FROM finding d WHERE d.report = f.report AND d.kind = 'discrepancy' "
    "AND d.retired IS NULL)",
    "held": "coalesce(f.status IN ('held', 'ongoing', 'planned'), 0)",
    "binding": "f.kind = 'commitment' OR instr(b.payload, '\"red_line\":true') > 0",
    "guessed": 'instr(b.payload, \'"basis":"inferred"\') > 0 OR instr(b.payload, \'"basis":"context"\') > 0',
}
_QUEUE = f"""
WITH candidate AS MATERIALIZED (
  SELECT f.number FROM report r CROSS JOIN finding f ON f.report = r.number
  WHERE r.superseded_by IS NULL AND f.retired IS NULL AND f.verdict IS NULL
    AND f.kind IN ('event', 'position', 'condition', 'channel', 'commitment')
  ORDER BY r.day DESC, r.number DESC, f.begins, f.number LIMIT ?
), signed AS (
  SELECT f.id, {", ".join(f"({sql}) AS {name}" for name, sql in _SIGNS.items())}
  FROM candidate CROSS JOIN finding f USING (number) CROSS JOIN finding_body b USING (number)
)
SELECT * FROM signed ORDER BY {" + ".join(f"{weight} * {name}" for name, weight in _DOUBT.items())} DESC
LIMIT ? OFFSET ?
"""  # noqa: S608 - our own names and figures


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding that waits for a person, and the signs (keys of `[doubt]` in data/judgements.toml) that put it where
    it stands; `pending` for one that waits for a second person."""

    entry: Entry
    signs: tuple[str, ...]


def queue(connection: apsw.Connection, limit: int, skip: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the ids of findings nobody judged and their signs of doubt, most doubtful first."""
    for key, *signs in connection.execute(_QUEUE, (_TABLE["queue"]["window"], limit, skip)):
        yield key, tuple(name for name, sign in zip(_SIGNS, signs, strict=True) if sign)


def pending(connection: apsw.Connection) -> Iterator[str]:
    """Yield the ids of findings that one person changed and a second has not looked at, oldest first."""
    sql = "SELECT id FROM finding WHERE verdict = 'pending' AND retired IS NULL ORDER BY number"
    for (key,) in connection.execute(sql):
        yield key
