"""Public gold sets in → how well the road reads them out: every figure with an interval, and what went wrong.

Each kind of set is a module with its format, its measure and where both come from; `floors` keeps what was reached.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Literal, cast, get_args

from dragoman.errors import NotFound, UsageError
from dragoman.evaluate.sets import Evaluation, Gold, evaluated
from dragoman.evaluate.work import Progress, Way

SetName = Literal["news", "corpus", "plv", "polnear", "plover-gsr", "te3", "stories", "records"]
SETS: tuple[SetName, ...] = get_args(SetName)

_MODULES = {"plover-gsr": "gsr"}

__all__ = ["SETS", "Evaluation", "Gold", "Progress", "SetName", "Way", "evaluate", "gold"]


def gold(name: SetName) -> Gold:
    """Return a kind of set by its name."""
    return cast(Gold, import_module(f"{__name__}.{_MODULES.get(name, name)}").GOLD)


def evaluate(
    name: SetName,
    path: Path,
    way: Way = Way(),  # noqa: B008 - frozen: safe to share
    *,
    found: Path | None = None,
    reports: Path | None = None,
) -> Evaluation:
    """Read the set at `path` by the road as it is and return the score.

    `found` and `reports` are for `records`: a file of found records, or the reports to read anew. Raises NotFound and
    UsageError with one line that says what to do where the set is missing or broken.
    """
    kind = gold(name)
    if not path.exists():
        raise NotFound(f"{path}: no such file or folder; it should be a set of the kind {name} (docs/evaluate.md)")
    loaded = kind.load(path)
    if name == "records":
        from dragoman.evaluate.records import Found, with_found

        loaded = with_found(loaded, path, Found(found, reports), way)
    elif found is not None or reports is not None:
        raise UsageError(f"--found and --reports are for the set records; {name} is read as it is")
    return evaluated(kind, path, loaded, way)
