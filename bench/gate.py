"""Sets and their floors → an error for every figure below its floor; or the floors moved to what was reached.

`python bench/gate.py [SET …]` checks, `--move` raises the floors (`make floors`), `--move --down --reason TEXT` also
lets those fall that are broken. Sets that are not in the repository lie in the folder $DRAGOMAN_SETS; one that is not
there is skipped, with a line that says so.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import portal
import reading

from dragoman.errors import DragomanError, NotFound, UsageError
from dragoman.evaluate import SETS, Evaluation, Gold, Way, gold
from dragoman.evaluate.floors import SETS_VARIABLE, Book, Floors, by_name, faults, moved, read_book, written
from dragoman.evaluate.sets import measured

FLOORS = ROOT / "bench" / "floors.toml"
JOBS = 2
OWN = {kind.name: kind for kind in (reading.GOLD, portal.DEV, portal.HELD)}
"""The kinds of set that are measured here only."""

Say = Callable[[str], None]


def kind_of(name: str) -> Gold:
    """Return a kind of set: those of the package, the yardstick and the halves of the portal. Raises NotFound."""
    if name in OWN:
        return OWN[name]
    known = next((one for one in SETS if one == name), None)
    if known is None:
        raise NotFound(f"{name!r}: no such kind of set; one of {', '.join((*SETS, *OWN))}")
    return gold(known)


def place(own: Floors, root: Path = ROOT) -> Path | str:
    """Return where a set lies, or why it is skipped. Raises NotFound where one of the repository is missing."""
    if own.where == "repository":
        if not (root / own.path).exists():
            raise NotFound(f"{own.name}: {own.path} is missing from the repository; bring it back")
        return root / own.path
    folder = os.environ.get(SETS_VARIABLE)
    if not folder:
        return f"${SETS_VARIABLE} is not set; it names the folder that holds {own.path}"
    there = Path(folder).expanduser() / own.path
    return there if there.exists() else f"{own.path} is not in ${SETS_VARIABLE}"


def scored(own: Floors, path: Path, jobs: int = JOBS) -> Evaluation:
    """Return the score of a set as it stands today."""
    return measured(kind_of(own.kind), path, Way(jobs))


def check(book: Book, names: Sequence[str], say: Say, root: Path = ROOT) -> int:
    """Say of every set how it stands; return how many faults there are."""
    wrong = 0
    for own in chosen(book, names):
        path = place(own, root)
        if isinstance(path, str):
            say(f"{own.name}: skipped, {path}")
            continue
        found = faults(own, scored(own, path))
        wrong += len(found)
        for line in found or [f"{own.name}: all {len(own.floors)} figures at or above their floors"]:
            say(line)
    return wrong


def move(book: Book, names: Sequence[str], reason: str | None, say: Say, root: Path = ROOT) -> Book:
    """Return the book with the floors moved to what the sets reach today; `reason` lets floors fall."""
    for own in chosen(book, names):
        path = place(own, root)
        if isinstance(path, str):
            say(f"{own.name}: skipped, {path}")
            continue
        later = moved(book, own.name, scored(own, path), date.today().isoformat(), reason)
        if later is book:
            say(f"{own.name}: nothing to move")
        else:
            last = later.moves[-1]
            say(f"{own.name}: {last.raised} floors up, {len(last.lowered)} down")
        book = later
    return book


def chosen(book: Book, names: Sequence[str]) -> Sequence[Floors]:
    return [by_name(book, name) for name in names] or book.sets


def main(argv: Sequence[str] | None = None, root: Path = ROOT) -> int:
    parser = argparse.ArgumentParser(description="Check that every figure stands at or above its floor.")
    parser.add_argument("sets", nargs="*", metavar="SET", help="only these sets")
    parser.add_argument("--floors", type=Path, default=FLOORS, metavar="FILE", help="the file of floors")
    parser.add_argument("--move", action="store_true", help="move the floors up to what is reached today")
    parser.add_argument("--down", action="store_true", help="with --move: let broken floors fall; takes --reason")
    parser.add_argument("--reason", metavar="TEXT", help="why floors fall; it is kept in the file")
    wanted = parser.parse_args(argv)
    try:
        book = read_book(wanted.floors)
        if not wanted.move:
            return 1 if check(book, wanted.sets, print, root) else 0
        if wanted.down != bool((wanted.reason or "").strip()):
            raise UsageError("floors go down with --down and --reason TEXT together, and with neither they only go up")
        later = move(book, wanted.sets, wanted.reason, print, root)
        wanted.floors.write_text(written(later), "utf-8")
    except DragomanError as error:
        print(f"gate: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
