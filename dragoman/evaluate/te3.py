"""A folder of TimeML files, as TempEval-3 gives them → its documents; the dates found in one → its score.

Each `.tml` has a `TEXT` with `TIMEX3` elements (`type`, `value`) and one `TIMEX3` with
`functionInDocument="CREATION_TIME"`, the day it was written. UzZaman et al. 2013, "SemEval-2013 Task 1: TempEval-3".
Scored are the expressions of type DATE in the text, as there: recognition is relaxed (some character is shared), and
the value counts where the expression was recognised. What is found where a TIME, DURATION or SET stands counts neither
way.

The road's value is EDTF; `timex` gives it TIMEX3's form. A value that only a modifier tells (`mod="START"`) is compared
without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import NotFound, UsageError
from dragoman.evaluate.files import files
from dragoman.evaluate.sets import Gold, Loaded
from dragoman.evaluate.tally import Document, Fault, Row, Score, matches
from dragoman.evaluate.timex import direction, shortest, timex, unmodified
from dragoman.model import Report, Span

if TYPE_CHECKING:
    from dragoman.annotate import Sentence
    from dragoman.resolve.edtf import Tense

DAY = re.compile(r"\d{4}-\d\d-\d\d")
UNDUE = "duration or set taken for a day"
ROWS = (
    Row("date: recognised"),
    Row("date: same words"),
    Row("date: value"),
    Row("date: value of a recognised one", "rate"),
    Row(UNDUE, "rate", lower=True),
)


WRITTEN = ("CREATION_TIME", "PUBLICATION_TIME")
"""What the day a document was written is called, the first that it has."""


@dataclass(frozen=True, slots=True)
class Timex:
    """An expression: where it stands, its type and its value as TIMEX3 writes it."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A document: its text, the day it was written (ISO 8601), and its expressions."""

    name: str
    text: str
    written: str
    gold: tuple[Timex, ...]


def load(path: Path) -> Loaded:
    """Return the documents of a folder, or of one `.tml` file. Raises NotFound and UsageError."""
    if not path.exists():
        raise NotFound(f"{path}: no such file or folder; it should hold TimeML documents, *.tml")
    found = files(path, "**/*.tml", "TimeML documents, *.tml") if path.is_dir() else [path]
    return Loaded([_document(file) for file in found], found)


def _document(file: Path) -> Dated:
    root = _parsed(file)
    text = root.find("TEXT")
    if text is None:
        raise UsageError(f"{file}: has no TEXT element; is it TimeML?")
    told = {one.get("functionInDocument"): one for one in reversed(list(root.iter("TIMEX3")))}
    written = next((told[name] for name in WRITTEN if name in told), None)
    if written is None or not re.match(r"\d{4}(-\d\d(-\d\d)?)?", written.get("value", "")):
        raise UsageError(f'{file}: no TIMEX3 functionInDocument="CREATION_TIME" with a date as value; add the date')
    pieces: list[str] = []
    gold = tuple(_walk(text, pieces, str(file)))
    return Dated(file.stem, "".join(pieces), written.get("value"), gold)


def _parsed(file: Path) -> Any:
    """The root of the document. Nothing is fetched and no entity is expanded: a file that declares any is refused."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(file.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        raise UsageError(f"{file}:{error.lineno}: broken TimeML ({error.msg}); mend it or leave the file out") from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise UsageError(f"{file}: declares XML entities, which are not expanded; write the characters themselves")
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    return root


def _walk(element: Any, pieces: list[str], place: str) -> Iterator[Timex]:
    """Collect the text of the element in `pieces` and yield the expressions in it, in order."""
    start = sum(map(len, pieces))
    named = isinstance(element.tag, str)
    pieces.append(element.text or "" if named else "")
    for kid in element if named else ():
        yield from _walk(kid, pieces, place)
        pieces.append(kid.tail or "")
    if element.tag == "TIMEX3" and element.get("functionInDocument") not in WRITTEN:
        kind, value = element.get("type"), element.get("value")
        if kind is None or value is None:
            raise UsageError(f"{place}:{element.sourceline}: a TIMEX3 without type or value; add them or take it out")
        end = sum(map(len, pieces))
        if end > start:
            yield Timex(start, end, kind, shortest(value))


# What the road finds


def score(document: Dated) -> Document:
    """Return the score of one document."""
    from dragoman.dates import find_dates

    sentences = _sentences(document)
    spans = find_dates(document.text, references=True)
    found = [one for span in spans for one in _parted(_found(span, document, sentences), document.text)]
    gold = [one for one in document.gold if one.type == "DATE"]
    others = [one for one in document.gold if one.type != "DATE"]
    pairs = matches(gold, found, _meet)
    free = [one for one in found if not any(one is other for _, other in pairs)]
    surplus = [one for one in free if not any(_meet(one, other) for other in others)]
    total, judged = Score(), len(pairs) + len(surplus)
    same = sum((one.start, one.end) == (other.start, other.end) for one, other in pairs)
    right = sum(one.value == other.value for one, other in pairs)
    for name, hits in (("recognised", len(pairs)), ("same words", same), ("value", right)):
        total.tallies[f"date: {name}"].count(hits, len(gold), judged)
    for one, other in pairs:
        total.rates["date: value of a recognised one"].add(one.value == other.value)
    for one in (other for other in others if other.type in {"DURATION", "SET"}):
        total.rates[UNDUE].add(any(_meet(one, other) and DAY.fullmatch(other.value) for other in found))
    return Document({"all": total}, tuple(_faults(document, pairs, gold, surplus)))


def _meet(one: Timex, other: Timex) -> bool:
    return min(one.end, other.end) > max(one.start, other.start)


def _sentences(document: Dated) -> Sequence[Sentence]:
    from dragoman.annotate import annotate

    (parsed,) = annotate([Report(document.name, document.text)])
    return parsed.sentences


def _found(span: Span, document: Dated, sentences: Sequence[Sentence]) -> Timex:
    from dragoman.resolve.anchored_dates import date_in

    bare = Span(span.start, span.end, unmodified(span.quote))
    edtf = date_in(document.text, bare, document.written, _tense(span, sentences)).edtf
    value = timex(edtf) if edtf is not None else direction(span.quote)
    named = edtf if edtf is not None and _RANGE.match(edtf) and _spans(span.quote) else value
    return Timex(span.start, span.end, "DATE", _weeks(value) if _in_weeks(span.quote) else named)


_RANGE = re.compile(r"\{?[\d-]+[/,][\d-]+\}?$")
_ENDS = re.compile(
    r"((?:from|between)\s+)?(.+?)(\s+(?:to|through|thru|until|till|and)\s+)(.+)",
    re.IGNORECASE | re.DOTALL,
)


def _spans(words: str) -> bool:
    """Whether the words name the first and the last day, month or year themselves: "April 24 and 25"."""
    from dragoman.dates import parse

    expression = parse(words)
    return expression is not None and bool({"d2", "m2", "w2", "y1"} & expression.parts.keys())


def _parted(found: Timex, text: str) -> Sequence[Timex]:
    """A range as TIMEX3 has it: its first and its last date, each an expression of its own."""
    words = text[found.start : found.end]
    both = re.fullmatch(r"\{?([\d-]+)[/,]([\d-]+)\}?", found.value)
    ends = _ENDS.fullmatch(words)
    if both is None or ends is None:
        return [found]
    first = Timex(found.start + ends.start(2), found.start + ends.end(2), "DATE", both[1])
    return [first, Timex(found.start + ends.start(4), found.end, "DATE", both[2])]


def _in_weeks(words: str) -> bool:
    """Whether the expression counts in weeks: TIMEX3 then names the week, not the day."""
    from dragoman.dates import parse

    expression = parse(words)
    return expression is not None and expression.parts.get("unit") == "week"


def _weeks(value: str) -> str:
    return "{}-W{:02}".format(*date.fromisoformat(value).isocalendar()) if DAY.fullmatch(value) else value


def _tense(span: Span, sentences: Sequence[Sentence]) -> Tense:
    """The tense the road reads a date with: what is planned or possible is to come, all else is past."""
    from dragoman.extract.modality import status
    from dragoman.extract.syntax import clause_verb, is_verb

    sentence = next((one for one in sentences if one.start <= span.start < one.end), None)
    start = span.start - sentence.start if sentence is not None else 0
    words = sentence.doc.within(start, start + 1) if sentence is not None else ()
    if not words:
        return "none"
    verb = clause_verb(words[0])
    if not is_verb(verb):
        return "none"
    return "future" if status(verb) in {"planned", "mooted"} else "past"


def _faults(
    document: Dated, pairs: Sequence[tuple[Timex, Timex]], gold: Sequence[Timex], surplus: Sequence[Timex]
) -> Iterator[Fault]:
    met = {id(one): other for one, other in pairs}
    for one in gold:
        other = met.get(id(one))
        if other is None or one.value != other.value:
            shown = (_readable(other, document.text),) if other is not None else ()
            yield Fault("dates", *_around(one, document), (_readable(one, document.text),), shown)
    for other in surplus:
        yield Fault("dates", *_around(other, document), (), (_readable(other, document.text),))


def _around(one: Timex, document: Dated) -> tuple[str, str]:
    """The place, and the words that stand around the expression."""
    first, last = max(0, one.start - 80), min(len(document.text), one.end + 80)
    return f"{document.name}:{one.start}", " ".join(document.text[first:last].split())


def _readable(one: Timex, text: str) -> str:
    return f"{' '.join(text[one.start : one.end].split())} = {one.value or 'unknown'}"


GOLD = Gold("te3", "document", ROWS, ("dates",), load, score)
