"""The user's own rows by the file they came from → what was imported; and a file's rows taken out again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import NotFound
from dragoman.reference.intake import write
from dragoman.tables import OWN_FILE, Row, Tables, read_own


@dataclass(frozen=True, slots=True)
class Imported:
    """What the tables hold of one file: rows by table, and the day on which it was last imported."""

    file: str
    rows: Mapping[str, int]
    checked: str


@dataclass(frozen=True, slots=True)
class Removed:
    """What taking a file out did: rows gone by table, and the people, offices and bodies that stay as the rows of
    another file need them."""

    file: str
    rows: Mapping[str, int]
    needed: int


def imported(folder: Path) -> tuple[Imported, ...]:
    """Return the files whose rows the user's own tables in `folder` hold, by name. Raises InstallationError."""
    own = read_own(folder / OWN_FILE)
    files: dict[str, Counter[str]] = {}
    days: dict[str, str] = {}
    for table, row in _all(own):
        file = _file(row)
        files.setdefault(file, Counter())[table] += 1
        days[file] = max(days.get(file, ""), row["checked"])
    return tuple(Imported(file, rows, days[file]) for file, rows in sorted(files.items()))


def take_out(file: str, folder: Path) -> Removed:
    """Take the rows of an imported file out of the user's own tables. Raises NotFound where it has none there."""
    own = read_own(folder / OWN_FILE)
    going = [(table, row) for table, row in _all(own) if _file(row) == file]
    if not going:
        names = ", ".join(one.file for one in imported(folder)[:9])
        raise NotFound(
            f"no rows of {file[:80]!r} were imported; " + (f"there are: {names}" if names else "there are none")
        )
    staying = _needed([row for row in own.get("terms", ()) if _file(row) != file])
    gone = [(table, row) for table, row in going if row.get("id") not in staying.get(table, set())]
    left = {table: [row for row in rows if (table, row) not in gone] for table, rows in own.items()}
    write(folder, left)
    return Removed(file, Counter(table for table, _ in gone), len(going) - len(gone))


def _all(own: Tables) -> list[tuple[str, Row]]:
    return [(table, row) for table, rows in own.items() for row in rows]


def _file(row: Row) -> str:
    return row["origin"].rpartition(", line ")[0]


def _needed(terms: list[Row]) -> dict[str, set[str]]:
    """The people and offices that the terms name."""
    return {"people": {row["person"] for row in terms}, "offices": {row["office"] for row in terms}}
