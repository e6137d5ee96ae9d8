"""The data files that ship with Dragoman, by name: TOML as dicts, CSV as rows."""

import csv
import io
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def toml(name: str) -> dict[str, Any]:
    """Return the parsed TOML file `name` (without suffix)."""
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def words(name: str, *path: str) -> frozenset[str]:
    """Return the list of words at `path` in the TOML file `name` as a set."""
    found = toml(name)
    for key in path:
        found = found[key]
    return frozenset(found)


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of the CSV file `name` (without suffix) as dicts of strings."""
    yield from csv.DictReader(io.StringIO(files(__name__).joinpath(f"{name}.csv").read_text("utf-8"), newline=""))


def several(cell: str) -> tuple[str, ...]:
    """Return the values of a cell: `|` stands between them, empty ones do not count."""
    return tuple(part for part in (part.strip() for part in cell.split("|")) if part)
