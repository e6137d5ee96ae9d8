"""What a brief is made of: sentences with the exact words behind them, in sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dragoman import notebook
from dragoman.model import DateReason, Finding, ReportHead, Span

Length = Literal["short", "long"]


@dataclass(frozen=True, slots=True)
class Citation:
    """Exact words of a report, and what was found in them: a finding, or a reason for the report's date."""

    report: ReportHead
    span: Span
    ground: Finding | DateReason


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a brief. `text` is a report's own words, but for what stands in square brackets; `label` says in
    a few words of ours what it is about, "" where it needs none. Both rest on the citations."""

    text: str
    citations: tuple[Citation, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its sentences; `marks` is true for what is unresolved, not told."""

    title: str
    sentences: tuple[Sentence, ...]
    marks: bool = False


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief: its title, what it rests on, and its sections. No sentence stands in it that `check` cannot trace."""

    title: str
    about: str
    sections: tuple[Section, ...] = ()

    def sentences(self) -> Iterator[Sentence]:
        """Yield every sentence in order."""
        for section in self.sections:
            yield from section.sentences

    def _repr_html_(self) -> str:
        """What a notebook shows: the sentences with what they are about, and where their words stand."""
        rows = [
            (section.title if number == 0 else "", one.label, one.text, _places(one))
            for section in self.sections
            for number, one in enumerate(section.sentences)
        ]
        return notebook.card(self.title, self.about, notebook.table(rows))


def _places(sentence: Sentence) -> str:
    places = (f"{one.report.id} {one.span.start}–{one.span.end}" for one in sentence.citations)
    return ", ".join(dict.fromkeys(places))
