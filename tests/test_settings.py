from __future__ import annotations

import pytest

from dragoman.errors import UsageError
from dragoman.ledger import Store
from dragoman.settings import is_ledger, ledger_path


def test_the_option_comes_first(tmp_path):
    environ = {"DRAGOMAN_LEDGER": "variable.db"}
    assert ledger_path("option.db", environ, tmp_path) == tmp_path / "option.db"
    assert ledger_path(None, environ, tmp_path) == tmp_path / "variable.db"
    assert ledger_path(None, {"DRAGOMAN_LEDGER": ""}, tmp_path) == tmp_path / "dialogue.db"
    assert ledger_path(str(tmp_path / "a" / "b.db"), {}, tmp_path / "c") == tmp_path / "a" / "b.db"


def test_the_home_folder_is_understood(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert ledger_path(None, {"DRAGOMAN_LEDGER": "~/x.db"}, tmp_path / "c") == tmp_path / "x.db"


def test_the_only_ledger_of_the_folder_is_meant(tmp_path):
    (tmp_path / "other.db").write_bytes(b"something else")
    (tmp_path / "folder.db").mkdir()
    assert ledger_path(None, {}, tmp_path) == tmp_path / "dialogue.db"
    Store.open(tmp_path / "crisis.db").close()
    assert ledger_path(None, {}, tmp_path) == tmp_path / "crisis.db"


def test_several_ledgers_are_named(tmp_path):
    for name in ("b.db", "a.db"):
        Store.open(tmp_path / name).close()
    with pytest.raises(UsageError, match=r"several ledgers \(a\.db, b\.db\): say which one with --ledger"):
        ledger_path(None, {}, tmp_path)
    (tmp_path / "dialogue.db").touch()
    assert ledger_path(None, {}, tmp_path) == tmp_path / "dialogue.db"


def test_an_open_ledger_bears_its_mark(tmp_path):
    with Store.open(tmp_path / "a.db"):
        assert is_ledger(tmp_path / "a.db")
