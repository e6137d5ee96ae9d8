from __future__ import annotations

import os
import sqlite3
from multiprocessing import get_context

import apsw
import pytest

from dragoman.errors import InstallationError, LedgerError, LedgerLocked, LedgerTooNew, NotFound, UsageError
from dragoman.ledger import Store, schema
from dragoman.settings import APPLICATION_ID, LedgerLimits, is_ledger


def pragma(store, name):
    return store._connection.pragma(name)


def test_settings_of_the_connection(store):
    assert pragma(store, "journal_mode") == "wal"
    assert pragma(store, "synchronous") == 2
    assert pragma(store, "foreign_keys") == 1
    assert pragma(store, "busy_timeout") == 10_000
    assert pragma(store, "application_id") == APPLICATION_ID
    assert pragma(store, "user_version") == len(schema.STEPS)


def test_a_double_quoted_word_is_never_a_string(store):
    with pytest.raises(apsw.SQLError, match="no such column"):
        store._connection.execute('SELECT "nosuch"')


def test_an_old_sqlite_is_refused(path, monkeypatch):
    monkeypatch.setattr(apsw, "sqlite_lib_version", lambda: "3.53.2")
    with pytest.raises(InstallationError, match=r"SQLite 3\.53\.2 is too old.*pip install --upgrade 'apsw>=3\.54\.1'"):
        Store.open(path)
    assert not path.exists()


@pytest.mark.parametrize("version", ["3.54.1", "3.54.10", "3.60.0", "4.0.0"])
def test_a_newer_sqlite_is_welcome(path, monkeypatch, version):
    monkeypatch.setattr(apsw, "sqlite_lib_version", lambda: version)
    Store.open(path).close()
    assert path.exists()


def test_a_ledger_of_a_newer_version_is_refused(path):
    Store.open(path).close()
    newer = len(schema.STEPS) + 1
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {newer}")
    connection.close()
    with pytest.raises(LedgerTooNew) as caught:
        Store.open(path)
    line = str(caught.value)
    assert f"version {newer}" in line
    assert f"up to {len(schema.STEPS)}" in line
    assert "pip install --upgrade dragoman" in line


def test_an_older_ledger_is_brought_up_to_date_and_keeps_what_it_holds(path, make, monkeypatch):
    with Store.open(path) as store:
        store.record([make.outcome()])
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, "ALTER TABLE issue ADD COLUMN mended TEXT"))
    with pytest.raises(LedgerError, match="dragoman read PATH"):
        Store.open(path, readonly=True)
    with Store.open(path) as store:
        assert pragma(store, "user_version") == len(schema.STEPS)
        assert len(list(store.entries())) == 2


def test_a_step_that_fails_leaves_the_ledger_as_it_was(path, make, monkeypatch):
    with Store.open(path) as store:
        store.record([make.outcome()])
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, "CREATE TABLE half (x); SELECT nosuch"))
    with pytest.raises(apsw.SQLError):
        Store.open(path)
    monkeypatch.undo()
    with Store.open(path) as store:
        assert pragma(store, "user_version") == len(schema.STEPS)
        assert store._get("SELECT count(*) FROM sqlite_schema WHERE name = 'half'") == 0


def test_a_file_of_another_program_is_refused_and_untouched(path):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match=r"another program.*--ledger"):
        Store.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database, " * 400, b"SQLite format 3\0" + b"\xff" * 8000])
def test_a_file_that_is_no_database_is_refused(path, content):
    path.write_bytes(content)
    with pytest.raises(LedgerError, match=r"dialogue\.db: not a ledger, or damaged.*--ledger"):
        Store.open(path)
    assert path.read_bytes() == content


def test_a_damaged_ledger_says_so(path, make):
    with Store.open(path) as store:
        store.record([make.outcome(make.report(f"n/{number}.txt")) for number in range(50)])
    content = bytearray(path.read_bytes())
    content[4096:] = os.urandom(16) * ((len(content) - 4096) // 16)
    path.write_bytes(content)
    with pytest.raises(LedgerError, match="not a ledger, or damaged"), Store.open(path) as store:
        list(store.entries())


def test_an_empty_file_becomes_a_ledger(path):
    path.touch()
    Store.open(path).close()
    assert is_ledger(path)


def test_an_empty_file_is_no_ledger_to_read(path):
    path.touch()
    with pytest.raises(LedgerError, match="still empty"):
        Store.open(path, readonly=True)
    assert path.read_bytes() == b""


def test_a_folder_is_no_ledger(tmp_path):
    with pytest.raises(LedgerError, match="is a folder"):
        Store.open(tmp_path)


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(NotFound, match=r"the folder .*nowhere does not exist"):
        Store.open(tmp_path / "nowhere" / "dialogue.db")


@pytest.mark.parametrize("how", [{"readonly": True}, {"create": False}])
def test_what_is_not_there_is_not_created(path, how):
    with pytest.raises(NotFound, match="no ledger here"):
        Store.open(path, **how)
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize("name", ["a\0b.db", "caf\udce9.db"])
def test_an_impossible_name_is_refused(tmp_path, name):
    with pytest.raises(UsageError, match="printable"):
        Store.open(tmp_path / name)


@pytest.mark.parametrize("name", ["", ":memory:", "file:x.db?mode=memory", "a ledger é.db"])
def test_an_odd_name_is_just_a_name(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    if name:
        Store.open(name).close()
        assert is_ledger(tmp_path / name)
    else:
        with pytest.raises(LedgerError, match="is a folder"):
            Store.open(name)


def test_a_folder_that_takes_no_files_is_named(path, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise apsw.CantOpenError("unable to open database file")

    monkeypatch.setattr(apsw, "Connection", refuse)
    with pytest.raises(LedgerError, match=r"dialogue\.db: cannot be opened.*may write to its folder"):
        Store.open(path)


def test_a_disk_that_fails_is_named(path):
    with (
        pytest.raises(LedgerError, match=r"dialogue\.db: could not be read or written.*check the disk"),
        schema.spoken(path),
    ):
        raise apsw.IOError("disk I/O error")


def test_a_second_writer_waits_and_then_says_so(store, path):
    with Store.open(path, limits=LedgerLimits(wait=0.01)) as other:
        store._connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerLocked, match="another process is writing"):
            other.record([])
        store._connection.execute("ROLLBACK")
        assert other.record([]).new == 0


def test_readonly_changes_nothing(store, path, make):
    store.record([make.outcome()])
    with Store.open(path, readonly=True) as reader:
        assert len(list(reader.entries())) == 2
        with pytest.raises(LedgerError, match="cannot be opened for this"):
            reader.record([make.outcome(make.report("other.txt"))])
    assert store.counts().reports == 1


def _open(path):
    with Store.open(path) as store:
        return store.counts().reports


def test_several_processes_may_create_it_at_once(path):
    with get_context("spawn").Pool(3) as pool:
        assert pool.map(_open, [path] * 6, chunksize=1) == [0] * 6


def test_a_ledger_on_a_share_nobody_may_write_to_is_read(path, make, monkeypatch):
    with Store.open(path) as store:
        store.record([make.outcome()])
    monkeypatch.setattr(schema.os, "access", lambda *_: False)
    with Store.open(path, readonly=True) as store:
        assert len(list(store.entries())) == 2
    assert not path.with_name(f"{path.name}-wal").exists()


def test_a_number_beyond_sqlite_is_refused(path):
    with Store.open(path) as store, pytest.raises(UsageError, match="smaller"):
        list(store.corrections(before=10**30))
