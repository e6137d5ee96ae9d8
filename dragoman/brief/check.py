"""A brief and the texts of its reports → nothing, or an error: every word must be traced to the words it cites.

What is held: a citation quotes its report exactly; a sentence is made of runs of cited words in their order, and of
names in square brackets that a cited finding has; or it quotes such words and adds what the finding itself says of
them; a label has no word, number or date beside a few of ours (`data/brief.toml`) that the cited finding does not have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields

from dragoman.brief.sentences import inserts
from dragoman.brief.shapes import Brief, Citation, Sentence
from dragoman.data import words
from dragoman.errors import EvidenceError
from dragoman.harmless import clean
from dragoman.model import Discrepancy, Finding, Place, Ref, Span, When
from dragoman.wording import day, quote, written

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_BRACKET = re.compile(r"\[([^\]]*)\]")


def check(brief: Brief, text_of: Callable[[str], str]) -> Brief:
    """Return the brief where every sentence can be traced; `text_of` gives a report's text by its id.

    Raises EvidenceError with the first sentence that cannot: such a brief must not be seen.
    """
    for sentence in brief.sentences():
        reason = untraced(sentence, text_of)
        if reason:
            raise EvidenceError(f"the brief is not shown: {reason}, in {clean(sentence.text)[:200]!r}")
    return brief


def untraced(sentence: Sentence, text_of: Callable[[str], str]) -> str | None:
    """Return what of a sentence cannot be traced, None where all of it can."""
    if not sentence.citations or not sentence.text:
        return "a sentence without a citation or without words"
    for one in sentence.citations:
        if text_of(one.report.id)[one.span.start : one.span.end] != one.span.quote:
            return f"a citation that its report {one.report.id} does not have"
    if not any(_is_quoted(sentence.text, one) or _is_run(sentence, one) for one in sentence.citations):
        return "words that no citation has"
    foreign = _foreign(sentence)
    return f"the label says {foreign!r}, which no finding does" if foreign else None


def _is_quoted(text: str, citation: Citation) -> bool:
    """The cited words in quotation marks, alone or with what is to be said of them."""
    quoted = quote(citation.span.quote)
    says = getattr(citation.ground, "reason" if isinstance(citation.ground, Discrepancy) else "says", "")
    return text == quoted or (bool(says) and text == f"{quoted}: {clean(says)}")


def _is_run(sentence: Sentence, citation: Citation) -> bool:
    """The cited words, from the beginning of one of them to their end, with a cited actor's name in brackets where a
    pronoun stands; the first letter may have become large. Brackets that stand for nobody are the report's own."""
    text, pattern, at = clean(sentence.text), "", 0
    for bracket in _BRACKET.finditer(text):
        surfaces = _surfaces(sentence, citation.span, bracket[1])
        if surfaces:
            pattern += _run(text, at, bracket.start()) + f"(?:{'|'.join(map(re.escape, sorted(surfaces)))})"
            at = bracket.end()
    pattern += _run(text, at, len(text))
    return re.search(rf"(?:^|(?<=\W)){pattern}$", clean(citation.span.quote)) is not None


def _run(text: str, start: int, end: int) -> str:
    return _initial(text[:end]) if start == 0 else re.escape(text[start:end])


def _initial(run: str) -> str:
    return f"[{re.escape(run[0] + run[0].swapcase())}]{re.escape(run[1:])}" if run else ""


def _surfaces(sentence: Sentence, span: Span, name: str) -> set[str]:
    """The words of the report that stand for this name in a cited finding."""
    findings = [one.ground for one in sentence.citations if isinstance(one.ground, Finding)]
    known = [insert for finding in findings for insert in inserts([finding], span)]
    return {span.quote[one.start - span.start : one.end - span.start] for one in known if one.name == name}


def _foreign(sentence: Sentence) -> str | None:
    """The first word of the label that is neither ours nor of a cited finding."""
    known = words("brief", "glue", "words") | {word for one in sentence.citations for word in _known(one)}
    return next((word for word in _WORD.findall(sentence.label.casefold()) if word not in known), None)


def _known(citation: Citation) -> Iterator[str]:
    said = [*_values(citation.ground), citation.report.published, citation.report.dated, written(citation.report)]
    for value in filter(None, said):
        yield from _WORD.findall(value.casefold())


def _values(ground: object) -> Iterator[str]:
    """What a finding says, as words: its enumerated values, the names of its actors, its dates and places."""
    for spec in fields(ground):  # type: ignore[arg-type]
        value = getattr(ground, spec.name)
        for item in value if isinstance(value, tuple) else (value,):
            yield from _said(item)


def _said(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Ref | Place):
        yield clean(value.name)
    elif isinstance(value, When) and value.edtf:
        yield from (value.edtf, day(value.edtf))
