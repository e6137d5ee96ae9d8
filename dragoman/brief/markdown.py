"""Brief → Markdown: each sentence with its note, each note with the exact words, their report and their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.brief.notes import FOREWORD, NOTHING, WORDS, Note, notes, numbers, source
from dragoman.brief.shapes import Brief, Section, Sentence
from dragoman.harmless import clean
from dragoman.wording import quote

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def markdown(brief: Brief) -> str:
    """Return the brief; all foreign text is escaped."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    found = notes(brief)
    yield from (f"# {_safe(brief.title)}", "", _safe(brief.about))
    if not brief.sections:
        yield from ("", NOTHING)
        return
    yield from ("", f"*{_safe(FOREWORD)}*")
    for section in brief.sections:
        yield from _section(section, found)
    yield from ("", f"## {WORDS}", "")
    yield from (_note(number, note) for number, note in enumerate(found, 1))


def _section(section: Section, found: tuple[Note, ...]) -> Iterator[str]:
    yield from ("", f"## {_safe(section.title)}", "")
    for sentence in section.sentences:
        yield f"- {_told(sentence)} {' '.join(f'[^{number}]' for number in numbers(sentence, found))}"


def _told(sentence: Sentence) -> str:
    return f"**{_safe(sentence.label)}**: {_safe(sentence.text)}" if sentence.label else _safe(sentence.text)


def _note(number: int, note: Note) -> str:
    return f"[^{number}]: {_safe(quote(note.span.quote))} {_safe(source(note))}"


def _safe(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", clean(text))
