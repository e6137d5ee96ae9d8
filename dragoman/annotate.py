"""Report → Parsed: its sentences with their grammar. Only here are sentences split."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.data import toml
from dragoman.dateline import WITHIN, dateline
from dragoman.gazetteer import gazetteer
from dragoman.grammar import Doc
from dragoman.model import Report
from dragoman.parser import parsed
from dragoman.stamps import past_stamp

MAX_WORDS = 300
"""Longer sentences are lists or broken markup: they are cut into pieces of this many words before the parse."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its parse. `start` is its offset in the report; `block` counts paragraphs.

    `doc.text` is as long as the sentence but need not be equal to it: headlines are parsed in sentence case.
    """

    doc: Doc
    start: int
    block: int
    headline: bool

    @property
    def end(self) -> int:
        last = self.doc[-1]
        return self.start + last.idx + len(last) + last.space


@dataclass(frozen=True, slots=True)
class Parsed:
    """A report with its sentences in order; furniture has none."""

    report: Report
    sentences: tuple[Sentence, ...]


def annotate(reports: Iterable[Report]) -> Iterator[Parsed]:
    """Yield each report with its parsed sentences, in order.

    Raises InstallationError when the language model is missing or not the one this version was tested with.
    """
    for report in reports:
        pieces = list(sentences(report))
        docs = parsed([truecase(report.text[start:end]) for start, end, _ in pieces])
        title = report.headline
        yield Parsed(
            report,
            tuple(
                Sentence(doc, start, block, title is not None and title.start <= start < title.end)
                for doc, (start, _, block) in zip(docs, pieces, strict=True)
            ),
        )


def sentences(report: Report) -> Iterator[tuple[int, int, int]]:
    """Yield `(start, end, block)` of every sentence that is no furniture, without datelines and stamps."""
    for block, (first, end) in enumerate(_blocks(report)):
        start = _past_dateline(report, past_stamp(report.text, first, end), end)
        for left, right in split(report.text[start:end]):
            yield start + left, start + right, block


def _past_dateline(report: Report, start: int, end: int) -> int:
    """Where a line's own words begin: the parser would take "KINGSTOWN — Guyana promised" for one name."""
    line = dateline(report.text[start:end]) if start < WITHIN else None
    return start + line.end if line is not None and line.end < end - start else start


def _blocks(report: Report) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the lines that are read: furniture cuts a line where it stands."""
    cuts = sorted((span.start, span.end) for span in report.furniture)
    for line in re.finditer(r"[^\n\r\v\f\x85\u2028\u2029]+", report.text):
        start, end = line.span()
        for left, right in cuts:
            if right <= start or left >= end:
                continue
            if report.text[start:left].strip():
                yield start, left
            start = max(start, right)
        if start < end and report.text[start:end].strip():
            yield start, end


_END = re.compile(r"[.!?…]+(?:[\u2009\u202f\u00a0 ]?[\"”’'»)\]])*(?=\s)")
_OPENS = re.compile(r"[\"“‘'«(\[]*[^\W_a-z]|[\"“«]")
_SPACE = re.compile(r"\s*")
_FIRST_WORD = re.compile(r"[\"“‘'(\[]*(\w+)")
_LAST_WORD = re.compile(r"[^\s(\[\"“‘]+$")


def split(block: str) -> Iterator[tuple[int, int]]:
    """Yield `(start, end)` of the sentences of one paragraph, without surrounding space."""
    start = 0
    for stop in _END.finditer(block):
        if _ends(block, stop):
            yield from _piece(block, start, stop.end())
            start = stop.end()
    yield from _piece(block, start, len(block))


def _ends(block: str, stop: re.Match[str]) -> bool:
    space = _SPACE.match(block, stop.end())
    after = space.end() if space is not None else stop.end()
    if not _OPENS.match(block, after):
        return False
    before = _LAST_WORD.search(block, max(0, stop.start() - 40), stop.start())
    word = before.group() if before else ""
    lexicon = _lexicon()
    if stop.group()[0] != "." or not word:
        return True
    if word in lexicon["titles"] or re.fullmatch(r"[A-Z]", word):
        return False
    if word in lexicon["maybe"]:
        following = _FIRST_WORD.match(block, after)
        return following is not None and following.group(1) in lexicon["starters"]
    return True


@cache
def _lexicon() -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in toml("sentences").items()}


def _piece(block: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = list(re.finditer(r"\S+", block[start:end]))
    for first in range(0, len(words), MAX_WORDS):
        last = min(first + MAX_WORDS, len(words)) - 1
        yield start + words[first].start(), start + words[last].end()


_WORD = re.compile(r"[^\W\d_]{2,}")
TITLE_CASE = 0.7
"""Share of longer words with a capital from which a sentence counts as a headline: body sentences stay below .4."""


def truecase(sentence: str) -> str:
    """Return a headline or a sentence in capitals as it would stand in running text: same length, names kept.

    The parser was trained on running text and takes most words of "Blinken Signals Talks" for one name.
    """
    words = [word for word in _WORD.finditer(sentence) if len(word.group()) > 3]
    if sentence[-1:] in {".", "!", '"', "”"} and not sentence.isupper():
        return sentence
    if len(words) < 4 or sum(word.group()[0].isupper() for word in words) < TITLE_CASE * len(words):
        return sentence
    tables = gazetteer()
    capitals = sentence.isupper()
    cased = sentence.title() if capitals and len(sentence.title()) == len(sentence) else sentence
    names = [(hit.start, hit.end) for hit in tables.spot(cased)]

    def lowered(word: re.Match[str]) -> str:
        named = any(start <= word.start() < end for start, end in names) or tables.surname(word.group())
        acronym = word.group().isupper() and not capitals
        lower = word.group().lower()
        return word.group() if named or acronym or len(lower) != len(word.group()) else lower

    return _WORD.sub(lowered, cased)


def document(sentence: str) -> Doc:
    """Return the parse of one sentence given by itself, as long as the sentence. Raises InstallationError."""
    (doc,) = parsed([truecase(sentence)])
    return doc
