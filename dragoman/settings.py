"""Options, environment and folder in → which ledger and whose own reference rows are meant; limits of a ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import UsageError

APPLICATION_ID = 0x44726167
"""The mark in the head of every ledger file ("Drag" in ASCII): tells a ledger from any other SQLite file."""

LEDGER_NAME = "dialogue.db"
LEDGER_VARIABLE = "DRAGOMAN_LEDGER"
REFERENCE_VARIABLE = "DRAGOMAN_REFERENCE"


@dataclass(frozen=True, slots=True)
class LedgerLimits:
    """How long a ledger waits for another writer (seconds), its page cache (KiB), the most words of one search."""

    wait: float = 10.0
    cache: int = 65_536
    words: int = 64


def ledger_path(option: str | None, environ: Mapping[str, str], cwd: Path) -> Path:
    """Return the ledger that is meant: the option, then DRAGOMAN_LEDGER, then the one in the folder `cwd`.

    In the folder that is `dialogue.db`, or else the only ledger among its `*.db` files; where there is none,
    `dialogue.db` is the name of the ledger to create. Raises UsageError where several ledgers could be meant.
    """
    named = option or environ.get(LEDGER_VARIABLE)
    if named:
        return cwd / Path(named).expanduser()
    default = cwd / LEDGER_NAME
    if default.exists():
        return default
    found = sorted(path for path in cwd.glob("*.db") if is_ledger(path))
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise UsageError(f"{cwd} holds several ledgers ({names}): say which one with --ledger")
    return found[0] if found else default


def is_ledger(path: Path) -> bool:
    """Whether the file bears the mark of a ledger; False also where it cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(72)
    except OSError:
        return False
    return head.startswith(b"SQLite format 3\0") and int.from_bytes(head[68:72], "big") == APPLICATION_ID


def reference_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder of a user's own reference rows: DRAGOMAN_REFERENCE, else `dragoman/reference` in the user's
    data folder (XDG_DATA_HOME, else `~/.local/share`). It need not exist."""
    named = environ.get(REFERENCE_VARIABLE)
    if named:
        return Path(named).expanduser()
    data = environ.get("XDG_DATA_HOME") or str(Path("~/.local/share").expanduser())
    return Path(data) / "dragoman" / "reference"
