"""Trained numbers are read without pickle, and only those that this version was tested with."""

import io

import numpy as np
import pytest

import dragoman.data as own
from dragoman.data import toml, weights
from dragoman.errors import InstallationError


def test_every_file_is_the_one_of_this_version():
    for name in toml("weights")["sha256"]:
        found = weights(name)
        assert found
        assert all(value.dtype == np.float32 and np.isfinite(value).all() for value in found.values())


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of data that has only what a test puts there."""
    weights.cache_clear()
    monkeypatch.setattr(own, "files", lambda name: tmp_path)
    yield tmp_path
    weights.cache_clear()


def test_a_changed_file_is_refused(folder):
    toml("weights")
    stored = io.BytesIO()
    np.savez(stored, w=np.zeros(1))
    (folder / "network.npz").write_bytes(stored.getvalue())
    with pytest.raises(InstallationError) as error:
        weights("network")
    assert str(error.value) == "network.npz is not the file of this version: install Dragoman again"


def test_a_missing_file_is_told(folder):
    with pytest.raises(
        InstallationError, match=r"network\.npz cannot be read \(No such file.*\): install Dragoman again"
    ):
        weights("network")
