"""The parts a dossier is made of, before any layout: sections of rows."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.group.shapes import Standing
from dragoman.model import Span


@dataclass(frozen=True, slots=True)
class Quoted:
    """Exact words behind a line: the number of the report, and the span in its text."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a dossier: label, state, what it says, a glance at the words, the remark and the sources after it.

    `lines`: how many lines a layout should let the row take, by cutting `words` (0: do not cut); `notes`: lines of
    their own under it; `evidence`: the exact words, filled only where they were asked for; `cites`: the reports it
    refers to; `mark`: what people made of the finding, and who.
    """

    label: str
    state: str
    text: str
    source: str
    words: str = ""
    remark: str = ""
    notes: tuple[str, ...] = ()
    evidence: tuple[Quoted, ...] = ()
    cites: tuple[int, ...] = ()
    lines: int = 1
    standing: Standing = "latest"
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, its rows, how many more there are, and what is said where there are none."""

    title: str
    rows: tuple[Row, ...]
    left: int = 0
    note: str = ""
