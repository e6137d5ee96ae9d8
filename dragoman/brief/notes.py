"""Brief → its notes: every stretch of words it cites, once, in order of their first use."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.brief.shapes import Brief, Citation, Sentence
from dragoman.model import ReportHead, Span
from dragoman.wording import outlet, title, written

FOREWORD = "The sentences are the reports' own words; names in [brackets] and what stands before a sentence are added."
WORDS = "The exact words"
NOTHING = "Nothing on record to tell."


@dataclass(frozen=True, slots=True)
class Note:
    """Exact words and the report that has them."""

    report: ReportHead
    span: Span

    @classmethod
    def of(cls, citation: Citation) -> Note:
        return cls(citation.report, citation.span)


def notes(brief: Brief) -> tuple[Note, ...]:
    """Return the notes; a note's number is its place, from 1."""
    return tuple(dict.fromkeys(Note.of(one) for sentence in brief.sentences() for one in sentence.citations))


def numbers(sentence: Sentence, found: tuple[Note, ...]) -> tuple[int, ...]:
    """Return the numbers of a sentence's notes."""
    return tuple(dict.fromkeys(found.index(Note.of(one)) + 1 for one in sentence.citations))


def source(note: Note) -> str:
    """Return where the words stand: outlet, date, title, report id, offsets."""
    head, span = note.report, note.span
    return f"{outlet(head)}, {written(head)}, {title(head)} ({head.id}, {span.start}–{span.end})"
