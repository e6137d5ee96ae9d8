"""Names and passwords in → who it is: accounts, sessions and tokens, in a file beside the ledger, only as hashes."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import apsw

from dragoman.errors import LedgerError, NotFound, UsageError
from dragoman.web.route import ROLES, Role

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 12
"""Characters of a password: what NIST SP 800-63B-4 asks for is 15 where it stands alone, 8 beside another factor."""
LONGEST = 1024
TRIES, WINDOW = 5, 900
"""Failed log-ins of one name, and of one address ten times as many, in so many seconds before it has to wait."""
_MARK = 0x44726161
"""The mark in the head of the file ("Draa" in ASCII)."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS account (
  name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, disabled TEXT, made TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS key (
  hash TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('session', 'token')), name TEXT NOT NULL REFERENCES account,
  expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS failure (at INTEGER NOT NULL, who TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS failure_who ON failure (who, at);
"""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may use the desk; `disabled` and `made` are ISO days."""

    name: str
    role: Role
    disabled: str | None
    made: str


class Wait(Exception):
    """Too many failed log-ins: `seconds` until the next try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} seconds")
        self.seconds = seconds


class Accounts:
    """The accounts of one ledger. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._any = False

    def close(self) -> None:
        """Let go of the file."""
        if "_file" in self.__dict__:
            self._file.close()
            del self._file

    def made(self) -> bool:
        """Whether there ever was an account: also one that was made by another process just now. None is ever taken
        away, so that what was found once is so."""
        if not self._any:
            self._any = self.path.exists() and any(True for _ in self.all())
        return self._any

    def enabled(self) -> bool:
        """Whether there is an account that may log in."""
        return self.path.exists() and any(one.disabled is None for one in self.all())

    def all(self) -> Iterator[Account]:
        """Yield the accounts by name."""
        for row in self._rows("SELECT name, role, disabled, made FROM account ORDER BY name"):
            yield Account(*row)

    def add(self, name: str, role: Role, password: str) -> None:
        """Make an account, or give the one of that name a new role and password: it is enabled, and its sessions and
        tokens end. Raises UsageError for a name, role or password that cannot be."""
        _require(name, role, password)
        hashed = self._hasher.hash(password)
        self._change("DELETE FROM key WHERE name = ?", name)
        sql = "INSERT OR REPLACE INTO account VALUES (?, ?, ?, NULL, date('now'))"
        self._change(sql, name, role, hashed)

    def disable(self, name: str) -> None:
        """Let an account in no more, from now on. Raises NotFound."""
        self._known(name)
        self._change("UPDATE account SET disabled = date('now') WHERE name = ?", name)
        self._change("DELETE FROM key WHERE name = ?", name)

    def token(self, name: str, days: int) -> str:
        """Return a new token for programs that act as `name`; it is shown this once. Raises NotFound."""
        self._known(name)
        return self._key("token", name, days * 86_400)

    def login(self, name: str, password: str, address: str, seconds: int) -> str | None:
        """Return the key of a new session of so many seconds, None where name and password do not go together.

        A name that is not known takes as long as one that is. Raises Wait after too many failures.
        """
        self._limit(name, address)
        found = self._rows("SELECT password FROM account WHERE name = ? AND disabled IS NULL", name)
        hashed = found[0][0] if found else self._nobodys
        if not (self._fits(hashed, password[:LONGEST]) and found):
            now = int(time.time())
            self._change("DELETE FROM failure WHERE at < ?", now - WINDOW)
            self._change("INSERT INTO failure VALUES (?1, ?2), (?1, ?3)", now, _hash(name), _hash(address))
            return None
        self._change("DELETE FROM failure WHERE who = ?", _hash(name))
        return self._key("session", name, seconds)

    def who(self, key: str, kind: str) -> Account | None:
        """Return whose session or token it is; None for one that never was, has run out, or whose account is disabled.

        Keys are looked up by their hash, so how long that takes tells nothing about a key.
        """
        sql = """
        SELECT name, role, disabled, made FROM key JOIN account USING (name)
        WHERE hash = ? AND kind = ? AND expires > ? AND disabled IS NULL
        """
        found = self._rows(sql, _hash(key), kind, int(time.time()))
        return Account(*found[0]) if found else None

    def logout(self, key: str) -> None:
        """End a session."""
        self._change("DELETE FROM key WHERE hash = ?", _hash(key))

    def _limit(self, name: str, address: str) -> None:
        now = int(time.time())
        for who, most in ((name, TRIES), (address, 10 * TRIES)):
            sql = "SELECT count(*), min(at) FROM failure WHERE who = ? AND at > ?"
            [(failed, first)] = self._rows(sql, _hash(who), now - WINDOW)
            if failed >= most:
                raise Wait(max(1, first + WINDOW - now))

    def _fits(self, hashed: str, password: str) -> bool:
        from argon2.exceptions import VerifyMismatchError

        with self._lock:  # one at a time: each takes 64 MB
            try:
                return self._hasher.verify(hashed, password)
            except VerifyMismatchError:
                return False

    def _key(self, kind: str, name: str, seconds: int) -> str:
        key = secrets.token_urlsafe(32)
        now = int(time.time())
        self._change("DELETE FROM key WHERE expires < ?", now)
        self._change("INSERT INTO key VALUES (?, ?, ?, ?)", _hash(key), kind, name, now + seconds)
        return key

    def _known(self, name: str) -> None:
        if not self._rows("SELECT 1 FROM account WHERE name = ?", name):
            raise NotFound(f"there is no account {name!r}; dragoman accounts list shows them")

    @cached_property
    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher

        return PasswordHasher()

    @cached_property
    def _nobodys(self) -> str:
        """A hash that no password fits, to be held against where a name is not known."""
        return self._hasher.hash(secrets.token_urlsafe(32))

    @cached_property
    def _file(self) -> apsw.Connection:
        try:
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            self.path.chmod(0o600)
            connection = apsw.Connection(str(self.path))
            connection.set_busy_timeout(10_000)
            if connection.pragma("application_id") not in {0, _MARK}:
                raise LedgerError(f"{self.path} is no file of accounts: move it away")
            connection.execute(f"PRAGMA application_id = {_MARK}; PRAGMA foreign_keys = ON; {_SCHEMA}")
        except (OSError, apsw.Error) as error:
            raise LedgerError(f"{self.path}: the accounts cannot be used ({error})") from error
        return connection

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._file.execute(sql, values).fetchall()

    def _change(self, sql: str, *values: object) -> None:
        with self._lock:
            self._file.execute(sql, values)


def _require(name: str, role: str, password: str) -> None:
    if not (name.strip() == name and name.isprintable() and 0 < len(name) <= 64) or name == "local":
        raise UsageError(f"{name!r} cannot be a name: use up to 64 printable characters, no spaces around them")
    if role not in ROLES[1:]:
        raise UsageError(f"{role!r} is no role: one of {', '.join(ROLES[1:])}")
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"a password has {SHORTEST} to {LONGEST} characters: a few words make a good one")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
