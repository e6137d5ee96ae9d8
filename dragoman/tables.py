"""The rows of a reference table: those that ship with Dragoman, and a user's own, which win."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from dragoman.data import rows, several
from dragoman.errors import InstallationError
from dragoman.settings import reference_folder

Row = dict[str, str]
Tables = Mapping[str, Sequence[Row]]

OWN_FILE = "rows.jsonl"
"""The user's own rows: a JSON object a line with the columns of our tables, `table`, and `origin` (file and line)."""

KEYS = {"people": "id", "offices": "id", "terms": "", "bodies": "code", "organs": "id", "meetings": "id"}
"""The tables a user's rows can stand in, and the column that names a row."""


def table(name: str) -> Iterator[Row]:
    """Yield the rows of a table. Where a user's row has the key of ours, its cells count and the aliases of both do;
    a term of ours that a user's term speaks against ends where that begins, or falls.

    Raises InstallationError where the user's rows cannot be read.
    """
    own = own_tables().get(name, ())
    if not own:
        yield from rows(name)
    elif name == "terms":
        single = {row["id"]: row["single"] == "1" for row in table("offices")}
        lost = next((row for row in own if row["office"] not in single), None)
        if lost is not None:
            raise InstallationError(
                f"your own row for {lost['person']} ({lost.get('origin')}) names the office {lost['office']}, which no "
                f"table has any more: remove {reference_folder(os.environ) / OWN_FILE} and import your files again"
            )
        yield from _standing(rows(name), own, {office for office, alone in single.items() if alone})
        yield from own
    else:
        yield from _joined(rows(name), own, KEYS[name])


@cache
def own_tables() -> Tables:
    """Return the user's own rows by table: those in the folder that DRAGOMAN_REFERENCE names, or the usual one."""
    return read_own(reference_folder(os.environ) / OWN_FILE)


def own_stamp() -> tuple[int, int] | None:
    """Return what changes whenever the user's own rows do; None where there are none."""
    try:
        found = os.stat(reference_folder(os.environ) / OWN_FILE)
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def read_own(path: Path) -> Tables:
    """Return the rows in a file of own rows; none where there is no such file. Raises InstallationError."""
    found: dict[str, list[Row]] = defaultdict(list)
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                found[row.pop("table")].append(row)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise InstallationError(f"{path} cannot be read ({error}): remove it and import your files again") from error
    return found


def earliest(date: str) -> str:
    """Return the first day of a partial date: `2024` is `2024-01-01`."""
    return date + "0000-01-01"[len(date) :]


def latest(date: str) -> str:
    """Return a day no earlier than the last of a partial date; an open end is the end of time."""
    return date + "0000-12-31"[len(date) :] if date else "9999-12-31"


def overlap(one: Row, other: Row) -> bool:
    """Whether two terms have a day in common for certain; a shared day, or month or year where no more is known, is a
    handover."""
    before, after = sorted((one, other), key=lambda term: earliest(term["from"]))
    ends = earliest(before["to"]) if before["to"] else latest("")
    return ends > latest(after["from"])


def _joined(ours: Iterable[Row], own: Iterable[Row], key: str) -> Iterator[Row]:
    theirs = {row[key]: row for row in own}
    for row in ours:
        yield _won(row, theirs.pop(row[key], None))
    yield from theirs.values()


def _won(row: Row, own: Row | None) -> Row:
    if own is None:
        return row
    aliases = dict.fromkeys((*several(own.get("aliases", "")), *several(row["aliases"])))
    return {**row, **{column: cell for column, cell in own.items() if cell}, "aliases": "|".join(aliases)}


def _standing(ours: Iterable[Row], own: Sequence[Row], single: set[str]) -> Iterator[Row]:
    """Our terms as far as the user's leave them standing."""
    against: dict[str, list[Row]] = defaultdict(list)
    for row in own:
        against[row["office"]].append(row)
    for term in ours:
        rivals = [one for one in against.get(term["office"], ()) if _rival(one, term, single) and overlap(one, term)]
        first = min((one["from"] for one in rivals), key=earliest, default=None)
        if first is None:
            yield term
        elif earliest(term["from"]) < earliest(first) and rivals[0]["person"] != term["person"]:
            yield {**term, "to": first}


def _rival(own: Row, term: Row, single: set[str]) -> bool:
    return own["person"] == term["person"] or term["office"] in single
