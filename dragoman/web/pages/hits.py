"""Entries → blocks: a report, its sentences in order, and under each the findings in it; the words asked for marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from dragoman.api import Ledger
from dragoman.gazetteer import fold
from dragoman.harmless import clean
from dragoman.model import Entry, Finding
from dragoman.show.marks import LETTERS
from dragoman.web.pages.items import gist, place
from dragoman.wording import outlet, shorten, state, title, written

SAID, WORDS = 120, 420
"""Characters shown of what a finding says, and of its sentence."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Bit:
    """Words of a sentence; `hit` where they were asked for."""

    text: str
    hit: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding found: its sign, its state, what it says besides its words, and what people made of it."""

    kind: str
    letter: str
    state: str
    says: str
    mark: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the words asked for, where it stands, and the findings in it."""

    bits: tuple[Bit, ...]
    href: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """The hits in one report."""

    href: str
    title: str
    about: str
    sentences: tuple[Sentence, ...]


def blocks(ledger: Ledger, entries: Sequence[Entry], words: str = "") -> Iterator[Block]:
    """Yield a block a report, in the order of the entries; `words` are those asked for."""
    marks = ledger.marks(entries)
    wanted = frozenset(fold(word.casefold()) for word in _WORD.findall(words))
    for head, found in groupby(entries, key=lambda entry: entry.report):
        yield Block(
            f"/report/{head.id}",
            title(head),
            f"{outlet(head)}, {written(head)}",
            tuple(_sentences(list(found), wanted, marks)),
        )


def _sentences(entries: Sequence[Entry], wanted: frozenset[str], marks: Mapping[str, str]) -> Iterator[Sentence]:
    for sentence, found in groupby(entries, key=lambda entry: entry.finding.sentence):
        first, *rest = found
        words = tuple(_bits(shorten(clean(sentence.quote), WORDS), wanted))
        hits = tuple(_hit(entry.finding, marks) for entry in (first, *rest))
        yield Sentence(words, place(first.report.id, first.finding.evidence), hits)


def _hit(found: Finding, marks: Mapping[str, str]) -> Hit:
    return Hit(found.kind, LETTERS[found.kind], state(found), shorten(gist(found), SAID), marks.get(found.id, ""))


def _bits(text: str, wanted: frozenset[str]) -> Iterator[Bit]:
    """Yield the text in bits: those words that were asked for, whatever their case and accents, and what is between."""
    at = 0
    for match in _WORD.finditer(text):
        if fold(match[0].casefold()) in wanted:
            if match.start() > at:
                yield Bit(text[at : match.start()])
            yield Bit(match[0], hit=True)
            at = match.end()
    if at < len(text):
        yield Bit(text[at:])
