"""Human verdicts on findings: added, read in the order they came, never changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import apsw

from dragoman.errors import UsageError
from dragoman.ledger.schema import now
from dragoman.model import Entry, Finding
from dragoman.record import from_record, to_record

Verdict = Literal["confirm", "reject", "edit", "unsure"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided on a finding (its id): the verdict, by whom, why; `edited` is the finding as it should
    have been, with the verdict `edit` only; `at` is an ISO 8601 instant that the ledger sets."""

    finding: str
    verdict: Verdict
    by: str
    why: str | None = None
    edited: Finding | None = None
    at: str | None = None

    def __post_init__(self) -> None:
        if not self.by.strip():
            raise UsageError(f"a judgement on {self.finding} needs the name of the person who makes it")
        if (self.verdict == "edit") != (self.edited is not None):
            raise UsageError(f"a judgement on {self.finding}: 'edit', and nothing else, comes with an edited finding")


def append(connection: apsw.Connection, judgement: Judgement, entry: Entry) -> Judgement:
    """Add the judgement on the entry it names and return it with its instant."""
    kept = replace(judgement, finding=entry.finding.id, at=now())
    edited = kept.edited and json.dumps(to_record(kept.edited, entry.report))
    connection.execute(
        "INSERT INTO judgement (finding, verdict, by, at, why, edited) VALUES (?, ?, ?, ?, ?, ?)",
        (kept.finding, kept.verdict, kept.by, kept.at, kept.why, edited),
    )
    return kept


def of(connection: apsw.Connection, finding: str) -> Iterator[Judgement]:
    """Yield the judgements on the finding with this id, oldest first."""
    sql = "SELECT finding, verdict, by, why, edited, at FROM judgement WHERE finding = ? ORDER BY number"
    for key, verdict, by, why, edited, at in connection.execute(sql, (finding,)):
        yield Judgement(key, verdict, by, why, from_record(json.loads(edited)) if edited else None, at)
