"""What training reads and writes: corpus reports in, networks and their digests out."""

from __future__ import annotations

import hashlib
import json
import pickle
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus import references

ROOT = Path(__file__).resolve().parent.parent
CORPUS, DATA = ROOT / "corpus", ROOT / "dragoman" / "data"
HEAD = "# The digests of the trained numbers that ship with this version: see docs/training.md.\n[sha256]\n"
BY_REFERENCE, UNSEEN = "r", "unseen"
"""The part without text of its own; and fold 0 of the whole reports, set apart: nothing is trained on it."""
ALONE = frozenset({"sentence", "cameo"})
"""Styles whose sentences have nothing to do with each other: they teach only what given actors do."""

A = TypeVar("A")


def fold(report: str) -> int:
    """Return the part into which a report falls by the digest of its id; 0: kept unseen, 1: for validation."""
    return int(hashlib.sha256(report.encode()).hexdigest(), 16) % 7


def parts(*, given: bool) -> list[str]:
    """Return the parts of the corpus to train on by default: whole reports, and for `given` also single sentences.

    Part r is left out: it has no text of its own (`reports`).
    """
    folders = sorted(path for path in CORPUS.glob("?") if path.is_dir() and path.name != BY_REFERENCE)
    return [path.name for path in folders if given or _style(path) not in ALONE]


def _style(folder: Path) -> str:
    return str(next(_lines(folder))["style"])


def reports(part: str, folder: Path | None) -> Iterator[dict[str, Any]]:
    """Yield the reports of a part; those of part r get their text from `folder` (corpus/references.py)."""
    if part == BY_REFERENCE:
        if folder is None:
            raise SystemExit(f"part {part} has no text: name the folder with whitehouse.jsonl.gz by --reports")
        return references.load(folder)
    return _lines(CORPUS / part)


def _lines(folder: Path) -> Iterator[dict[str, Any]]:
    for file in sorted(folder.glob("*.jsonl")):
        yield from (json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip())


def kept(cache: Path | None, name: str, make: Callable[[], Iterable[A]]) -> list[A]:
    """Return what `make` yields, from the cache where it is kept there. It is written and read by training only."""
    file = cache / f"{name}.pickle" if cache is not None else None
    if file is not None and file.exists():
        return list(pickle.loads(file.read_bytes()))
    found = list(make())
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(pickle.dumps(found))
    return found


def write(weights: Mapping[str, NDArray[np.float32]], out: Path) -> str:
    """Write weights as half-precision numbers; where they are to ship, write their digest too. Return the digest."""
    with out.open("wb") as file:
        np.savez_compressed(file, **{name: value.astype(np.float16) for name, value in weights.items()})
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    if out.resolve().parent == DATA:
        note(DATA / "weights.toml", out.stem, digest)
    return digest


def note(file: Path, name: str, digest: str) -> None:
    """Put a digest into the table of digests."""
    table = tomllib.loads(file.read_text("utf-8"))["sha256"] if file.exists() else {}
    rows = sorted({**table, name: digest}.items())
    file.write_text(HEAD + "".join(f'{key} = "{value}"\n' for key, value in rows), "utf-8")
