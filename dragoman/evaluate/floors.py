"""A file of floors and the scores of sets → what stands below its floor, and the file with its floors moved.

The file lists every set by name: its `kind` ("news"), its `path` and where that begins (`where`: "repository", or
"outside" for the folder that DRAGOMAN_SETS names), the SHA-256 `digest` of the set its floors were measured on, and a
floor for every figure. A floor is the value measured less `margin`; of a figure that is the better the lower, the floor
is a ceiling: the value and `margin`. A figure is named `view | row | figure`.

Floors are moved by `moved`: up whenever more was reached, down only with a reason. Every move is kept in the file.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from dragoman.errors import NotFound, UsageError
from dragoman.evaluate.bootstrap import Figure, Line
from dragoman.evaluate.sets import Evaluation

SETS_VARIABLE = "DRAGOMAN_SETS"
"""The environment variable that names the folder with the sets that are not in the repository."""

DIGITS = 4

Where = Literal["repository", "outside"]


@dataclass(frozen=True, slots=True)
class Floors:
    """One set: what it is, where it lies, the digest it was measured with ("" before), and its floors by figure."""

    name: str
    kind: str
    path: str
    where: Where
    digest: str = ""
    floors: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Move:
    """A change of one set's floors: on which day, how many rose or are new, which fell (in words), and why."""

    day: str
    set: str
    raised: int
    lowered: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Book:
    """The whole file. `margin` is what a floor lies under its value."""

    margin: float
    sets: tuple[Floors, ...]
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure of a set: its name, its value and whether it is the better the lower."""

    name: str
    value: float
    lower: bool


def figures(score: Evaluation) -> Iterator[Measured]:
    """Yield every figure of a score that has something to measure."""
    for line in score.lines:
        for name, figure in line.figures.items():
            if _tells(line, figure):
                yield Measured(f"{line.view} | {line.row.name} | {name}", figure.value, line.row.lower)


def _tells(line: Line, figure: Figure) -> bool:
    """Whether there was anything to measure: no floor stands on nothing."""
    return line.row.sort == "count" or figure.low is not None


def faults(own: Floors, score: Evaluation) -> list[str]:
    """Return what is wrong with a set's score, one line each: another set, below a floor, a figure without one."""
    if not own.digest:
        return [f"{own.name}: has no floors yet; make floors SETS={own.name} sets them"]
    if own.digest != score.digest:
        return [
            f"{own.name}: is not the set its floors were measured on (digest {score.digest[:12]}, not "
            f"{own.digest[:12]}); bring that one back, or measure this one with make floors SETS={own.name}"
        ]
    now = {one.name: one for one in figures(score)}
    lost = [name for name in own.floors if name not in now]
    return [
        *(f"{own.name}: {name} is no longer measured; bring it back, or make floors SETS={own.name}" for name in lost),
        *(line for one in now.values() if (line := _fault(own, one)) is not None),
    ]


def _fault(own: Floors, one: Measured) -> str | None:
    floor = own.floors.get(one.name)
    if floor is None:
        return f"{own.name}: {one.name} has no floor; make floors SETS={own.name} sets it"
    if not _broken(one, floor):
        return None
    side = "above its ceiling" if one.lower else "below its floor"
    return f"{own.name}: {one.name} is {one.value:.{DIGITS}f}, {side} {floor:.{DIGITS}f}; mend what made it worse"


def _broken(one: Measured, floor: float) -> bool:
    value = round(one.value, DIGITS)
    return value > floor if one.lower else value < floor


# Moving


def moved(book: Book, name: str, score: Evaluation, day: str, reason: str | None = None) -> Book:
    """Return the book with the floors of one set moved to what `score` reached, and the move noted.

    A floor rises where more was reached and stays where it still holds. Where one is broken it falls, which takes a
    `reason`; without one nothing is moved and UsageError says what would have fallen. `day` is an ISO date.
    """
    own = by_name(book, name)
    now = list(figures(score))
    fallen = [line for one in now if one.name in own.floors and (line := _fall(own, one, book.margin)) is not None]
    lost = [f"{name} (no longer measured)" for name in own.floors if name not in {one.name for one in now}]
    if (fallen or lost) and not (reason or "").strip():
        raise UsageError(
            f"{own.name}: {'; '.join([*fallen, *lost])}. A floor goes down only with --down and --reason TEXT"
        )
    floors = {one.name: _floor(own, one, book.margin) for one in now}
    if floors == own.floors and own.digest == score.digest:
        return book
    raised = sum(_better(one, floors[one.name], own.floors.get(one.name)) for one in now)
    move = Move(day, own.name, raised, (*fallen, *lost), (reason or "measured anew").strip())
    sets = tuple(replace(one, digest=score.digest, floors=floors) if one is own else one for one in book.sets)
    return replace(book, sets=sets, moves=(*book.moves, move))


def by_name(book: Book, name: str) -> Floors:
    """Return a set of the book; raises NotFound with the names there are."""
    found = next((one for one in book.sets if one.name == name), None)
    if found is None:
        raise NotFound(f"{name}: no such set in the file of floors; one of {', '.join(one.name for one in book.sets)}")
    return found


def _target(one: Measured, margin: float) -> float:
    return round(one.value + margin if one.lower else max(0.0, one.value - margin), DIGITS)


def _floor(own: Floors, one: Measured, margin: float) -> float:
    old, target = own.floors.get(one.name), _target(one, margin)
    if old is None or _broken(one, old):
        return target
    return min(old, target) if one.lower else max(old, target)


def _fall(own: Floors, one: Measured, margin: float) -> str | None:
    old = own.floors[one.name]
    return f"{one.name} {old:.{DIGITS}f} → {_target(one, margin):.{DIGITS}f}" if _broken(one, old) else None


def _better(one: Measured, new: float, old: float | None) -> bool:
    return old is None or (new < old if one.lower else new > old)


# The file


def read_book(path: Path) -> Book:
    """Return the file of floors. Raises NotFound, and UsageError where it is broken."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        sets = tuple(_floors(name, own) for name, own in table["sets"].items())
        moves = tuple(Move(**(one | {"lowered": tuple(one["lowered"])})) for one in table.get("moves", ()))
        return Book(float(table["margin"]), sets, moves)
    except FileNotFoundError:
        raise NotFound(f"{path}: no file of floors") from None
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"{path}: not a file of floors ({error!r}); bring back the committed one") from None


def _floors(name: str, own: Mapping[str, Any]) -> Floors:
    if own["where"] not in {"repository", "outside"}:
        raise ValueError(f"{name}: where is {own['where']!r}")
    return Floors(name, own["kind"], own["path"], own["where"], own.get("digest", ""), dict(own.get("floors", {})))


HEAD = """\
# What Dragoman has reached on every set it is measured on; `make check` fails below it. Written by `make floors`.
#
# margin  what a floor lies under the value measured (of a figure that is the better the lower: the ceiling over it)
# [sets]  kind: as in `dragoman evaluate`; path: from the repository, or from the folder $DRAGOMAN_SETS (outside);
#         digest: SHA-256 of the set the floors were measured on
# [[moves]]  every move: a floor goes up with `make floors`, down only with `make floors DOWN=1 REASON="…"`
"""


def written(book: Book) -> str:
    """Return the book as the text of its file."""
    parts = [HEAD, f"margin = {book.margin}\n"]
    for own in book.sets:
        parts.append(f"\n[sets.{own.name}]\n")
        parts += [f"{key} = {_text(value)}\n" for key, value in _head(own)]
        parts.append(f"\n[sets.{own.name}.floors]\n" if own.floors else "")
        parts += [f"{_text(name)} = {value:.{DIGITS}f}\n" for name, value in own.floors.items()]
    parts += [_move(move) for move in book.moves]
    return "".join(parts)


def _head(own: Floors) -> Sequence[tuple[str, str]]:
    return ("kind", own.kind), ("path", own.path), ("where", own.where), ("digest", own.digest)


def _move(move: Move) -> str:
    lowered = "".join(f"  {_text(line)},\n" for line in move.lowered)
    return (
        f"\n[[moves]]\nday = {_text(move.day)}\nset = {_text(move.set)}\nraised = {move.raised}\n"
        f"lowered = [{chr(10) + lowered if lowered else ''}]\nreason = {_text(move.reason)}\n"
    )


def _text(value: str) -> str:
    """A TOML string: JSON's escapes are TOML's too, but for the delete character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
