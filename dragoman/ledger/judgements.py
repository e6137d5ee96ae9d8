"""Human verdicts: added, read in the order they came, never changed; and what the verdicts on one finding come to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

import apsw

from dragoman.errors import UsageError
from dragoman.ledger.schema import now
from dragoman.model import Commitment, Entry, Event, Finding, Judged
from dragoman.record import from_record, to_record

Verdict = Literal["confirm", "reject", "edit", "unsure", "same", "different", "undo"]
Subject = Literal["finding", "meeting", "actor", "story"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided: on a finding (its id), or on two meetings, actors or stories (`finding` and `other`, with
    the verdicts `same` and `different`). By whom and why, in words and as one of the listed reasons (`reason`).

    `edited` is the finding as it should have been, with the verdict `edit` only. The ledger sets the rest: `number`,
    the order of arrival; `at`, an ISO 8601 instant; `old`, the finding as it was shown before. `undoes` is the number
    of the verdict that an `undo` takes back; `follows` the number of the verdict on an earlier finding of the same
    words that this one carries on.
    """

    finding: str
    verdict: Verdict
    by: str
    why: str | None = None
    edited: Finding | None = None
    at: str | None = None
    reason: str | None = None
    subject: Subject = "finding"
    other: str | None = None
    number: int | None = None
    old: Finding | None = None
    undoes: int | None = None
    follows: int | None = None

    def __post_init__(self) -> None:
        if not self.by.strip():
            raise UsageError(f"a judgement on {self.finding} needs the name of the person who makes it")
        if (self.verdict == "edit") != (self.edited is not None):
            raise UsageError(f"a judgement on {self.finding}: 'edit', and nothing else, comes with an edited finding")
        if (self.verdict in {"same", "different"}) != (self.other is not None):
            raise UsageError(f"a judgement on {self.finding}: 'same' and 'different', and nothing else, compare two")
        if self.other is not None and (self.subject == "finding" or self.other == self.finding):
            raise UsageError("'same' and 'different' compare two different meetings, actors or stories")

    @property
    def weighty(self) -> bool:
        """Whether it makes an event held or changes a commitment: then a second person is asked for."""
        if isinstance(self.edited, Event):
            return self.edited.status == "held" and not (isinstance(self.old, Event) and self.old.status == "held")
        return isinstance(self.edited, Commitment)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the verdicts on a finding come to: None where none stands, and the finding as somebody put it, which is
    shown once `judged` is `edited`. `by` made the verdict that stands."""

    judged: Judged | None = None
    edited: Finding | None = None
    by: str = ""


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return the verdicts that nobody took back, oldest first, without those that take back."""
    taken: set[int | None] = set()
    kept: list[Judgement] = []
    for one in reversed(list(judgements)):
        if one.number in taken:
            continue
        if one.verdict == "undo":
            taken.add(one.undoes)
        else:
            kept.append(one)
    return kept[::-1]


def outcome(judgements: Iterable[Judgement]) -> Outcome:
    """Return what the verdicts on one finding, oldest first, come to: the latest counts; a weighty edit counts once
    another person confirms it."""
    found = Outcome()
    for one in standing(judgements):
        found = _after(found, one)
    return found


def _after(found: Outcome, one: Judgement) -> Outcome:
    if one.verdict == "edit":
        return Outcome("pending" if one.weighty else "edited", one.edited, one.by)
    if one.verdict == "confirm" and found.judged == "pending":
        return Outcome("edited", found.edited, one.by) if one.by != found.by else found
    if one.verdict == "confirm":
        return found if found.judged == "edited" else Outcome("confirmed", None, one.by)
    return Outcome("rejected" if one.verdict == "reject" else "unsure", None, one.by)


_COLUMNS = "number, subject, finding, other, verdict, by, at, reason, why, old, edited, undoes, follows"


def append(connection: apsw.Connection, judgement: Judgement, entry: Entry | None) -> Judgement:
    """Add the judgement and return it with its number and instant; `entry` is the finding it is on, if it is on one."""
    if entry is not None:
        judgement = replace(judgement, finding=entry.finding.id, old=entry.finding)
    kept = replace(judgement, at=now())
    written = [one and json.dumps(to_record(one, entry.report)) if entry else None for one in (kept.old, kept.edited)]
    connection.execute(
        f"INSERT INTO judgement ({_COLUMNS}) VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - ours
        (
            kept.subject, kept.finding, kept.other, kept.verdict, kept.by, kept.at, kept.reason, kept.why, *written,
            kept.undoes, kept.follows,
        ),
    )  # fmt: skip
    return replace(kept, number=connection.last_insert_rowid())


def of(connection: apsw.Connection, finding: str) -> Iterator[Judgement]:
    """Yield the judgements on the finding with this id, oldest first."""
    return _rows(connection, "finding = ? AND subject = 'finding' ORDER BY number", finding)


def numbered(connection: apsw.Connection, number: int) -> Judgement | None:
    """Return the judgement with this number."""
    return next(_rows(connection, "number = ?", number), None)


def pairs(connection: apsw.Connection, subject: Subject) -> list[Judgement]:
    """Return what was said of two meetings, actors or stories and not taken back, oldest first."""
    return standing(_rows(connection, "subject = ? ORDER BY number", subject))


def about(connection: apsw.Connection, subject: Subject, key: str) -> Iterator[Judgement]:
    """Yield the judgements on the meeting, actor or story with this key as the first of two, oldest first."""
    return _rows(connection, "subject = ? AND finding = ? ORDER BY number", subject, key)


def latest(
    connection: apsw.Connection, before: int | None, limit: int, until: str | None = None
) -> Iterator[Judgement]:
    """Yield judgements of all kinds, newest first, from the one before number `before` on; those given by the end of
    the ISO day `until` (UTC)."""
    where = "(?1 IS NULL OR number < ?1) AND (?3 IS NULL OR substr(at, 1, 10) <= ?3) ORDER BY number DESC LIMIT ?2"
    return _rows(connection, where, before, limit, until)


def days(connection: apsw.Connection) -> tuple[str | None, str | None]:
    """Return the first and the last ISO day on which anybody judged anything."""
    first, last = next(iter(connection.execute("SELECT min(at), max(at) FROM judgement")))
    return first and first[:10], last and last[:10]


def _rows(connection: apsw.Connection, where: str, *values: object) -> Iterator[Judgement]:
    sql = f"SELECT {_COLUMNS} FROM judgement WHERE {where}"  # noqa: S608 - only our own names
    for row in connection.execute(sql, values):
        yield _judgement(row)


def _judgement(row: tuple[Any, ...]) -> Judgement:
    number, subject, finding, other, verdict, by, at, reason, why, old, edited, undoes, follows = row
    return Judgement(
        finding=finding, verdict=verdict, by=by, why=why, edited=_finding(edited), at=at, reason=reason,
        subject=subject, other=other, number=number, old=_finding(old), undoes=undoes, follows=follows,
    )  # fmt: skip


def _finding(record: str | None) -> Finding | None:
    return from_record(json.loads(record)) if record else None
