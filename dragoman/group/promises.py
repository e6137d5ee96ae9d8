"""Commitments and a day → when each is due, and whether that day has passed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.group.actors import side
from dragoman.group.dates import bounds
from dragoman.group.shapes import Line
from dragoman.model import Commitment


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment; the last day it can be kept on by its own words (None: it names none); whether that day lies before
    the one asked about. `joint`: several sides bound themselves together, which is the framework they speak of.

    Overdue says that the day has passed, not that nobody kept the promise.
    """

    line: Line[Commitment]
    due: str | None = None
    overdue: bool = False
    joint: bool = False


def promises(lines: Iterable[Line[Commitment]], today: str | None) -> tuple[Promise, ...]:
    """Return the promises, the overdue first, then by due date, then those without; `today` is an ISO day."""
    found = [_one(line, today) for line in lines]
    return tuple(sorted(found, key=lambda one: (not one.overdue, one.due or "9999")))


def due_day(commitment: Commitment) -> str | None:
    """Return the last ISO day that a commitment's date can mean; None where it has none or stays open."""
    known = bounds(commitment.by_when.edtf) if commitment.by_when else None
    return known[1] if known and not known[1].startswith("9999") else None


def _one(line: Line[Commitment], today: str | None) -> Promise:
    due = due_day(line.finding)
    joint = len({side(ref) for ref in line.finding.who}) > 1
    return Promise(line, due, bool(due and today and due < today), joint)
