"""A user's own CSV of people in office, or of meetings → rows."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from dragoman.data import several
from dragoman.errors import UsageError
from dragoman.reference.raw import Origin, Raw, RawMeeting, RawTerm, RefusedRow, lines

NEEDED = ("name", "office", "state", "from")
OPTIONAL = ("until", "aliases", "gender", "office_aliases", "role", "single", "to", "source", "person")
MEETING = ("name", "kind", "start")
MEETING_OPTIONAL = ("end", "place", "country", "participants", "aliases", "source")
DELIMITERS = (",", ";", "\t")


def read_csv(path: Path) -> Iterator[Raw | RefusedRow]:
    """Yield the rows of a CSV file with the columns of docs/reference.md: meetings where it has `kind` and `start`,
    else people in office. Each row is one line.

    Raises UsageError where columns are missing or unknown, OSError where the file cannot be read.
    """
    numbered = lines(path)
    first = next((line for _, line in numbered if line is None or line.strip()), None)
    delimiter, columns = _header(first or "")
    _known(path, columns)
    for number, line in numbered:
        origin = Origin(path.name, number)
        if line is None:
            yield RefusedRow(origin, "is too long a line", "Give each row a line of its own.")
        elif line.strip():
            yield _row(origin, line, delimiter, columns)


def _header(line: str) -> tuple[str, list[str]]:
    found = [(mark, [cell.strip().lower() for cell in line.split(mark)]) for mark in DELIMITERS]
    return max(found, key=lambda pair: len(pair[1]))


def _known(path: Path, columns: list[str]) -> None:
    needed, optional = (MEETING, MEETING_OPTIONAL) if _of_meetings(columns) else (NEEDED, OPTIONAL)
    missing = [name for name in needed if name not in columns]
    unknown = [name for name in columns if name not in {*needed, *optional}]
    if missing:
        raise UsageError(f"{path} has no column {', '.join(missing)}: its first line must name its columns")
    if unknown:
        allowed = ", ".join((*needed, *optional))
        raise UsageError(f"{path} has columns nobody knows ({', '.join(unknown)[:200]}): the columns are {allowed}")


def _row(origin: Origin, line: str, delimiter: str, columns: list[str]) -> Raw | RefusedRow:
    try:
        [cells] = csv.reader([line.rstrip("\r\n")], delimiter=delimiter, strict=True)
    except csv.Error as error:
        return RefusedRow(origin, f"is no row of a table ({error})", "Close its quotation marks on the same line.")
    if len(cells) > len(columns):
        return RefusedRow(origin, f"has {len(cells)} cells under {len(columns)} columns", "Quote what holds a comma.")
    named = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
    return _meeting(origin, named) if _of_meetings(columns) else _term(origin, named)


def _of_meetings(columns: list[str]) -> bool:
    return {"kind", "start"} <= {*columns}


def _meeting(origin: Origin, cells: Mapping[str, str]) -> RawMeeting:
    def cell(name: str) -> str:
        return cells.get(name, "")

    return RawMeeting(
        origin, cell("name"), cell("kind"), cell("start"), cell("end"), cell("place"), cell("country"),
        participants=several(cell("participants")), aliases=several(cell("aliases")), source=cell("source"),
    )  # fmt: skip


def _term(origin: Origin, cells: Mapping[str, str]) -> RawTerm:
    def cell(name: str) -> str:
        return cells.get(name, "")

    return RawTerm(
        origin, cell("name"), cell("office"), cell("state"), cell("from"), cell("until"),
        aliases=several(cell("aliases")), gender=cell("gender"), office_aliases=several(cell("office_aliases")),
        role=cell("role"), single=cell("single"), to=cell("to"), source=cell("source"), key=cell("person"),
    )  # fmt: skip
