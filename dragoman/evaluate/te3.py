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
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import NotFound, UsageError
from dragoman.evaluate.files import files
from dragoman.evaluate.sets import Gold, Loaded
from dragoman.evaluate.tally import Document, Fault, Row, Score, matches
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
            yield Timex(start, end, kind, value)


# What the road finds


def score(document: Dated) -> Document:
    """Return the score of one document."""
    from dragoman.dates import find_dates

    sentences = _sentences(document)
    found = [_found(span, document, sentences) for span in find_dates(document.text)]
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
    value = timex(date_in(document.text, bare, document.written, _tense(span, sentences)).edtf)
    return Timex(span.start, span.end, "DATE", _weeks(value) if _in_weeks(span.quote) else value)


def unmodified(words: str) -> str:
    """Return a date expression without what TIMEX3 writes as a modifier: "by late April" is "by April"."""
    from dragoman.dates import OPERATORS, PARTS, parse

    expression = parse(words)
    if expression is None or expression.form not in {"part", "sofar", "decade", "season", "season_of", "unit_end"}:
        return words
    led = "|".join(re.escape(one) for one in (*OPERATORS, "in", "at", "during"))
    parts = "|".join(re.escape(one) for one in (*PARTS, "earlier", "later"))
    found = re.fullmatch(
        rf"(?P<led>(?:(?:{led})\s+)?)(?:the\s+)?(?:very\s+)?(?:{parts})(?:-|\s+)(?:on\s+)?(?:of\s+|in\s+|to\s+)?(?P<rest>.+)",
        words, re.IGNORECASE | re.DOTALL,
    )  # fmt: skip
    if found is None:
        return re.sub(r"(year|month|week)(?:-|\s+|['’]s\s+)end", r"this \1", words)
    return found["led"] + re.sub(r"^the\s+(?=(?:week|month|year)\b)", "this ", found["rest"])


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


# EDTF as TIMEX3 writes it

SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}


def timex(edtf: str | None) -> str:
    """Return an EDTF date as a TIMEX3 value: weeks, weekends, quarters, halves and decades by their names.

    An interval with an open end is given by the other one; what TIMEX3 has no name for stays as it is; unknown is "".
    """
    value = re.sub(r"[~?%]", "", edtf or "")
    first, parted, last = value.partition("/")
    if not parted:
        return _point(value)
    if ".." in {first, last}:
        return _point(first if last == ".." else last)
    return _week(first, last) or _months(first, last) or _years(first, last) or value


def _point(value: str) -> str:
    season = re.fullmatch(r"(\d{4})-(2[1-4])", value)
    if season is not None:
        return f"{season[1]}-{SEASONS[season[2]]}"
    third = re.fullmatch(r"(\d{4}-\d\d)-[0-2]X", value)
    if third is not None:
        return third[1]
    return value.rstrip("X") if re.fullmatch(r"\d\d[\dX]X", value) else value


def _week(first: str, last: str) -> str | None:
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None
    year, number, weekday = start.isocalendar()
    if (weekday, end - start) == (1, timedelta(days=6)):
        return f"{year}-W{number:02d}"
    return f"{year}-W{number:02d}-WE" if (weekday, end - start) == (6, timedelta(days=1)) else None


MONTHS = {("01", "12"): "", ("01", "06"): "-H1", ("07", "12"): "-H2"} | {
    (f"{3 * quarter - 2:02d}", f"{3 * quarter:02d}"): f"-Q{quarter}" for quarter in range(1, 5)
}


def _months(first: str, last: str) -> str | None:
    (year, _, start), (other, _, end) = first.partition("-"), last.partition("-")
    name = MONTHS.get((start, end)) if year == other else None
    return year + name if name is not None else None


def _years(first: str, last: str) -> str | None:
    whole = len(first) == len(last) == 4 and first[:3] == last[:3] and (first[3], last[3]) == ("0", "9")
    return first[:3] if whole else None


GOLD = Gold("te3", "document", ROWS, ("dates",), load, score)
