"""The data files that ship with Dragoman, by name: TOML as dicts, CSV as rows."""

import csv
import io
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


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


@cache
def weights(name: str) -> "dict[str, NDArray[np.float32]]":
    """Return the trained numbers in the file `name` (NumPy's own format, without pickle) by their names.

    Raises InstallationError where the file is missing or is not the one this version was tested with.
    """
    import hashlib

    import numpy as np

    from dragoman.errors import InstallationError

    try:
        content = files(__name__).joinpath(f"{name}.npz").read_bytes()
    except OSError as error:
        raise InstallationError(f"{name}.npz cannot be read ({error.strerror}): install Dragoman again") from error
    if hashlib.sha256(content).hexdigest() != toml("weights")["sha256"][name]:
        raise InstallationError(f"{name}.npz is not the file of this version: install Dragoman again")
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        return {key: stored[key].astype(np.float32) for key in stored.files}


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of the CSV file `name` (without suffix) as dicts of strings."""
    yield from csv.DictReader(io.StringIO(files(__name__).joinpath(f"{name}.csv").read_text("utf-8"), newline=""))


def several(cell: str) -> tuple[str, ...]:
    """Return the values of a cell: `|` stands between them, empty ones do not count."""
    return tuple(part for part in (part.strip() for part in cell.split("|")) if part)
