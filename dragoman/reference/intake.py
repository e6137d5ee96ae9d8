"""A file of reference rows → the user's own rows, whole or not at all; each broken row an Issue."""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import mkstemp

from dragoman.errors import NotFound, UsageError
from dragoman.gazetteer import gazetteer
from dragoman.model import Issue
from dragoman.reference.ftm import read_ftm
from dragoman.reference.own_csv import read_csv
from dragoman.reference.own_meetings import meeting
from dragoman.reference.raw import LeftOut, Raw, RawBody, RawMeeting, RefusedRow
from dragoman.reference.register import Found, Refused, Register
from dragoman.tables import KEYS, OWN_FILE, Row, Tables, overlap, read_own

MOST = 100_000
"""Terms of the user's own at most: every process that reads reports holds them in memory (about 1 kB each)."""

TOLD = 1000
"""Refused rows told at most: those that come first in the file."""

SUFFIXES: Mapping[str, Callable[[Path], Iterator[Raw | RefusedRow | LeftOut]]] = {
    ".csv": read_csv, ".tsv": read_csv, ".jsonl": read_ftm, ".ndjson": read_ftm, ".json": read_ftm, ".ijson": read_ftm,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Intake:
    """What one import did: rows by table that are new or changed, those that were there, those refused; and what the
    file holds that is no reference row, by what it is."""

    path: Path
    new: Mapping[str, int]
    changed: Mapping[str, int]
    unchanged: int
    refused: int
    left_out: Mapping[str, int]


@dataclass(slots=True)
class _Refusals:
    """The refused rows of a file in the order of its lines, whatever the order they were found in."""

    count: int = 0
    first: list[RefusedRow] = field(default_factory=list)

    def add(self, row: RefusedRow) -> None:
        self.count += 1
        self.first.append(row)
        if len(self.first) > 2 * TOLD:
            self.first = self.told()

    def told(self) -> list[RefusedRow]:
        return sorted(self.first)[:TOLD]


@dataclass(slots=True)
class _Own:
    """The user's own rows by table and key, while an import changes them."""

    tables: dict[str, dict[str, Row]]
    single: set[str]
    held: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    brought: set[int] = field(default_factory=set)
    new: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0

    def add(self, found: Found) -> None:
        """Take the rows over. Raises Refused where a term speaks against another."""
        *others, (name, row) = found
        if name == "terms":
            self._make_room(row, {one["id"] for table, one in found if table == "offices" and one["single"] == "1"})
        for table, one in (*others, (name, row)):
            self._keep(table, one)

    def _make_room(self, term: Row, single: set[str]) -> None:
        self.single |= single
        for other in self.held[term["office"]]:
            same = other["person"] == term["person"]
            if _alike(other, term) or not (same or term["office"] in self.single) or not overlap(other, term):
                continue
            if not same or id(other) in self.brought:
                raise Refused(
                    f"{_told(term)} overlaps with {_told(other)} ({other['origin']})",
                    "An office with one holder at a time needs the day on which the earlier term ended.",
                )
            if _key("terms", other) != _key("terms", term):
                self._drop(other)
        if len(self.tables["terms"]) >= MOST:
            raise UsageError(f"more than {MOST:,} own terms: import a part of the file; nothing was written")

    def _drop(self, term: Row) -> None:
        del self.tables["terms"][_key("terms", term)]
        self.held[term["office"]] = [one for one in self.held[term["office"]] if one is not term]

    def _keep(self, table: str, row: Row) -> None:
        key = _key(table, row)
        known = self.tables[table].get(key)
        if known is not None and _alike(known, row):
            self.unchanged += table in {"terms", "bodies", "organs", "meetings"}
            self.brought.add(id(known))
            return
        (self.new if known is None else self.changed)[table] += 1
        if table == "terms":
            if known is not None:
                self._drop(known)
            self.held[row["office"]].append(row)
        self.tables[table][key] = row if known is None else _both(known, row)
        self.brought.add(id(row))


def bring_in(path: Path, folder: Path, tell: Callable[[Issue], None], today: date) -> Intake:
    """Take the rows of a file over into the user's own rows in `folder`; those that cannot be taken go to `tell` in the
    order of their lines, the first 1,000 of them.

    CSV with the columns of docs/reference.md, or FollowTheMoney JSON Lines. The same file again changes nothing.
    Raises NotFound and UsageError for the file, InstallationError for rows that were there and cannot be read.
    """
    if not path.is_file():
        raise NotFound(f"{path}: no such file")
    read = SUFFIXES.get(path.suffix.lower())
    if read is None:
        raise UsageError(f"{path}: give a CSV file (.csv) or FollowTheMoney JSON Lines (.jsonl, .json)")
    own, register = _opened(folder), Register(gazetteer(), today.isoformat())
    refusals, left_out = _Refusals(), Counter[str]()
    for item in read(path):
        if isinstance(item, LeftOut):
            left_out[item.what] += 1
            continue
        refused = item if isinstance(item, RefusedRow) else _taken(item, own, register)
        if refused is not None:
            refusals.add(refused)
    for row in refusals.told():
        tell(row.issue)
    if own.new or own.changed:
        write(folder, {name: list(rows.values()) for name, rows in own.tables.items()})
    return Intake(path, own.new, own.changed, own.unchanged, refusals.count, left_out)


def _taken(raw: Raw, own: _Own, register: Register) -> RefusedRow | None:
    try:
        own.add(_rows(raw, register))
    except Refused as refusal:
        return RefusedRow(raw.origin, refusal.reason, refusal.mend)
    return None


def _rows(raw: Raw, register: Register) -> Found:
    if isinstance(raw, RawMeeting):
        return (("meetings", meeting(raw, register.code, register.checked)),)
    return register.body(raw) if isinstance(raw, RawBody) else register.term(raw)


def _opened(folder: Path) -> _Own:
    found = read_own(folder / OWN_FILE)
    tables = {name: {_key(name, row): row for row in found.get(name, ())} for name in KEYS}
    own = _Own(tables, {office.id for office in gazetteer().offices.values() if office.single})
    for term in tables["terms"].values():
        own.held[term["office"]].append(term)
    return own


def _key(table: str, row: Row) -> str:
    return row[KEYS[table]] if KEYS[table] else " ".join((row["person"], row["office"], row["from"]))


def _alike(one: Row, other: Row) -> bool:
    """Whether two rows say the same; where and when they were read does not count. Spellings already known do not."""
    cells = {key for key in {*one, *other} if key not in {"checked", "origin", "aliases", "source"}}
    spelt = set(other.get("aliases", "").split("|")) <= set(one.get("aliases", "").split("|")) | {""}
    return spelt and all(one.get(cell, "") == other.get(cell, "") for cell in cells)


def _both(known: Row, row: Row) -> Row:
    aliases = dict.fromkeys(filter(None, (*known.get("aliases", "").split("|"), *row.get("aliases", "").split("|"))))
    return row | ({"aliases": "|".join(aliases)} if "aliases" in row else {})


def _told(term: Row) -> str:
    return f"{term['person']} as {term['office']} {term['from']} to {term['to'] or 'now'}"


def write(folder: Path, tables: Tables) -> None:
    """Put the user's own rows in the place of those that were there, once all are on the disk. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    number, name = mkstemp(dir=folder, prefix=".rows-")
    draft = Path(name)
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="") as stream:
            for table in KEYS:
                for row in sorted(tables.get(table, ()), key=lambda row: _key(table, row)):
                    stream.write(json.dumps({"table": table} | row, ensure_ascii=False) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(folder / OWN_FILE)
    finally:
        draft.unlink(missing_ok=True)
