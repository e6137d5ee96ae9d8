"""A folder in the format of PolNeAR → its articles; the attributions found in one article → its score.

`text/<name>.txt` is an article and `attributions/<name>_<annotator>.ann` one reading of it, in brat's standoff format:
`T1⇥Source 89 106⇥words` names a stretch (pieces parted by `;`, offsets in characters of the text), and
`E1⇥Attribution:T4 Content:T3 Cue:T2 Source:T1` joins stretches. Newell, Margolin and Ruths 2018, "An Attribution
Relations Corpus for Political News" (LREC). Of several readings of an article the first counts.

Scored is what `extract.attributions` finds, said or only thought: PolNeAR has both, and sources in their own words. As
it joins no attribution inside another's content, and none without words that tell it, ours are left out as well. One is
right where at least half of the source's words and half of the content's (F1 over the words' places) and some word of
the cue are shared; each pairs once, in order of the text. Our content is what is left of it without source and cue, as
no word bears two labels there. What is joined without content is no attribution.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dragoman.errors import UsageError
from dragoman.evaluate.files import files, text_of
from dragoman.evaluate.sets import Gold, Loaded
from dragoman.evaluate.tally import Document, Fault, Row, Score, matches
from dragoman.model import Page, Report, Span

if TYPE_CHECKING:
    from dragoman.extract import attributions

SHARED = 0.5
"""The part of source and content (F1 over words) that must be shared."""

MANNERS = ("direct", "mixed", "indirect")
ROWS = (
    Row("attribution: joint"),
    Row("attribution: cue"),
    *(Row(f"attribution: {manner} ones found", "rate") for manner in MANNERS),
)

Words = frozenset[tuple[int, int]]
"""The places of words: where each begins and ends in the text."""

Pieces = tuple[tuple[int, int], ...]
ROLES = {"source", "cue", "content"}


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who (`source`) told (`cue`) what (`content`), by the places of their words; none where nothing is marked."""

    source: Words
    cue: Words
    content: Words
    manner: Literal["direct", "mixed", "indirect"]

    @property
    def start(self) -> int:
        return min((start for words in (self.source, self.cue, self.content) for start, _ in words), default=0)


@dataclass(frozen=True, slots=True)
class Article:
    name: str
    text: str
    gold: tuple[Attribution, ...]


def load(path: Path) -> Loaded:
    """Return the articles of a folder with their attributions. Raises NotFound and UsageError."""
    texts = files(path / "text", "*.txt", "the articles of PolNeAR, NAME.txt")
    readings = files(path / "attributions", "*.ann", "the attributions of PolNeAR, NAME_ANNOTATOR.ann")
    first: dict[str, Path] = {}
    for reading in readings:
        first.setdefault(reading.stem.rpartition("_")[0], reading)
    lost = next((name for name in first if path / "text" / f"{name}.txt" not in texts), None)
    if lost is not None:
        raise UsageError(f"{first[lost]}: has no text/{lost}.txt; add it or leave the file out")
    used = [file for file in texts if file.stem in first]
    twice, bare = len(readings) - len(first), len(texts) - len(used)
    notes = [f"{twice} second readings of an article left out"] if twice else []
    notes += [f"{bare} articles without attributions left out"] if bare else []
    articles = [_article(file, first[file.stem]) for file in used]
    return Loaded(articles, [*used, *first.values()], tuple(notes))


def _article(file: Path, reading: Path) -> Article:
    text = text_of(file)
    stretches: dict[str, Pieces] = {}
    joined: list[tuple[str, str]] = []
    for number, line in enumerate(text_of(reading).replace("\r\n", "\n").split("\n"), 1):
        name, _, rest = line.partition("\t")
        place = f"{reading}:{number}"
        if name.startswith("T"):
            stretches[name] = _pieces(rest, text, place)
        elif name.startswith("E"):
            joined.append((place, rest))
    gold = [_attribution(roles, stretches, text, place) for place, roles in joined]
    return Article(file.stem, text, tuple(sorted((one for one in gold if one.content), key=lambda one: one.start)))


_STRETCH = re.compile(r"[\w-]+ (\d+ \d+(?:;\d+ \d+)*)\t")


def _pieces(rest: str, text: str, place: str) -> Pieces:
    hit = _STRETCH.match(rest)
    if hit is None:
        raise UsageError(f"{place}: {rest[:40]!r} is not LABEL START END and the words, parted by tabs; mend the line")
    pieces = sorted((int(start), int(end)) for start, end in (piece.split() for piece in hit[1].split(";")))
    if not all(start < end <= len(text) for start, end in pieces):
        raise UsageError(f"{place}: offsets {hit[1]} lie outside the text; is the .txt the one that was annotated?")
    return tuple(pieces)


def _attribution(roles: str, stretches: Mapping[str, Pieces], text: str, place: str) -> Attribution:
    found: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
    for part in roles.split():
        role, _, name = part.partition(":")
        if name not in stretches:
            raise UsageError(f"{place}: {part!r} names no stretch of this file; mend the line")
        kind = role.rstrip("0123456789").lower()
        if kind in found:
            found[kind].extend(stretches[name])
    words = {role: _words(text, pieces) for role, pieces in found.items()}
    return Attribution(words["source"], words["cue"], words["content"], manner(_joined(text, found["content"])))


def _joined(text: str, pieces: Sequence[tuple[int, int]]) -> str:
    return " ".join(text[start:end] for start, end in sorted(pieces))


_QUOTED = re.compile(r"[“\"][^”\"]*(?:[”\"]|$)")


def manner(content: str) -> Literal["direct", "mixed", "indirect"]:
    """Return `indirect` for content without a (double) quotation mark, `direct` where all its words are quoted."""
    if not re.search(r"[“”\"]", content):
        return "indirect"
    return "mixed" if re.search(r"\w", _QUOTED.sub("", content)) else "direct"


def _words(text: str, pieces: Sequence[tuple[int, int]]) -> Words:
    return frozenset(word.span() for start, end in pieces for word in _WORD.finditer(text, start, end))


_WORD = re.compile(r"\w+")


# What is found


def score(article: Article) -> Document:
    """Return the score of one article, read as a plain text file is."""
    outermost = [one for one in told(_report(article)) if one.within is None and one.cue is not None]
    found = sorted((_found(one, article.text) for one in outermost), key=lambda one: one.start)
    pairs = matches(article.gold, found, same)
    total = Score()
    total.tallies["attribution: joint"].count(len(pairs), len(article.gold), len(found))
    cues = len(matches(article.gold, found, lambda one, other: _meet(one.cue, other.cue)))
    total.tallies["attribution: cue"].count(cues, len(article.gold), len(found))
    hit = {id(one) for one, _ in pairs}
    for one in article.gold:
        total.rates[f"attribution: {one.manner} ones found"].add(id(one) in hit)
    matched = {id(other) for _, other in pairs}
    missed = [one for one in article.gold if id(one) not in hit]
    surplus = [other for other in found if id(other) not in matched]
    return Document({"all": total}, tuple(_faults(article, missed, surplus)))


def _report(article: Article) -> Report:
    from dragoman.read import parse

    page = Page(f"{article.name}.txt", article.text.encode("utf-8"), "text/plain")
    reports = [one for one in parse(page) if isinstance(one, Report) and one.text == article.text]
    return reports[0] if len(reports) == 1 else Report(page.source, article.text)


def told(report: Report) -> tuple[attributions.Attribution, ...]:
    """Return the attributions of a report, those inside others too."""
    from dragoman.annotate import annotate
    from dragoman.extract import attributions

    (parsed,) = annotate([report])
    return attributions.of(report, parsed.sentences)


def _found(one: attributions.Attribution, text: str) -> Attribution:
    source, cue = _span(text, one.source), _span(text, one.cue)
    pieces = [(span.start, span.end) for span in one.content]
    return Attribution(source, cue, _words(text, pieces) - source - cue, manner(_joined(text, pieces)))


def _span(text: str, span: Span | None) -> Words:
    return _words(text, [(span.start, span.end)] if span is not None else [])


def same(one: Attribution, other: Attribution) -> bool:
    """Whether two attributions are one: cues meet, source and content share half their words."""
    return (
        _meet(one.cue, other.cue)
        and _overlap(one.source, other.source) >= SHARED
        and _overlap(one.content, other.content) >= SHARED
    )


def _meet(one: Words, other: Words) -> bool:
    return bool(one & other) or not (one or other)


def _overlap(one: Words, other: Words) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def _faults(article: Article, missed: Sequence[Attribution], surplus: Sequence[Attribution]) -> Iterator[Fault]:
    """A missed one beside the surplus one that shares its cue or most of its content, each in the words around it."""
    left = list(surplus)
    for one in missed:
        near = next((other for other in left if one.cue & other.cue or _overlap(one.content, other.content) > 0), None)
        if near is not None:
            left.remove(near)
        yield _fault(article, [one], [near] if near is not None else [])
    for other in left:
        yield _fault(article, [], [other])


def _fault(article: Article, missed: list[Attribution], surplus: list[Attribution]) -> Fault:
    ours = (*missed, *surplus)
    words = [word for one in ours for word in (*one.source, *one.cue, *one.content)] or [(0, 0)]
    start, end = min(start for start, _ in words), max(end for _, end in words)
    shown = [tuple(_readable(one, article.text) for one in several) for several in (missed, surplus)]
    layer = ours[0].manner
    return Fault(layer, f"{article.name}:{start}", article.text[start:end], shown[0], shown[1])


def _readable(one: Attribution, text: str) -> str:
    source, cue, content = (_text(words, text) for words in (one.source, one.cue, one.content))
    return f"[{source}] [{cue}] {content}"


def _text(words: Words, text: str) -> str:
    placed = sorted(words)
    return text[placed[0][0] : placed[-1][1]] if placed else "nobody named"


GOLD = Gold("polnear", "article", ROWS, MANNERS, load, score)
