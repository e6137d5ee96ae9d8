"""A file of reference rows → its lines, none longer than one can hold; and rows whose cells nobody has checked yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.model import Issue

LINE = 1_000_000
"""Bytes of a line at most: the longest entity that OpenSanctions published in 2026 has about a third of it."""


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Where a row stands: the file's name and its line."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}"


@dataclass(frozen=True, slots=True)
class RawTerm:
    """Somebody in an office, in the file's own words. `key` is what the file calls the person, "" where it does not."""

    origin: Origin
    name: str
    office: str
    state: str
    start: str
    end: str = ""
    aliases: tuple[str, ...] = ()
    gender: str = ""
    office_aliases: tuple[str, ...] = ()
    role: str = ""
    single: str = ""
    to: str = ""
    source: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class RawBody:
    """An organization in the file's own words. `state` is given where it acts for one."""

    origin: Origin
    name: str
    aliases: tuple[str, ...] = ()
    abbreviation: str = ""
    state: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class RawMeeting:
    """A meeting or event in the file's own words."""

    origin: Origin
    name: str
    kind: str
    start: str
    end: str = ""
    place: str = ""
    country: str = ""
    participants: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    source: str = ""


Raw = RawTerm | RawBody | RawMeeting


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something sound that is no reference row, such as a person without an office."""

    what: str


@dataclass(frozen=True, slots=True, order=True)
class RefusedRow:
    """A row that cannot be taken, why, and what would mend it; in the order of the lines."""

    origin: Origin
    reason: str
    mend: str

    @property
    def issue(self) -> Issue:
        message = f"{self.origin}: {self.reason}; the row was left out. {self.mend}"
        return Issue(self.origin.file, "reference-row", message)


def lines(path: Path) -> Iterator[tuple[int, str | None]]:
    """Yield the lines of a file with their numbers, None for one that is too long. Bytes that are not UTF-8 become
    U+FFFD. Raises OSError."""
    with path.open("rb") as stream:
        number = 0
        while line := stream.readline(LINE):
            number += 1
            whole = len(line) < LINE or line.endswith(b"\n")
            while not whole:
                rest = stream.readline(LINE)
                whole = len(rest) < LINE or rest.endswith(b"\n")
                line = b""
            yield number, line.decode("utf-8-sig" if number == 1 else "utf-8", "replace") if line else None
