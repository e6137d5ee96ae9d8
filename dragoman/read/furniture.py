"""Text → the spans of it that are page furniture: teasers, menus, captions, other articles' headlines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.data import toml
from dragoman.model import Span
from dragoman.record import Json

_LINES = re.compile(r"[^\r\n\u2028\u2029]+")
_SPACES = re.compile(r"\s+")
_EDGES = " \t\u00a0\u200b\ufeff.:!?…»›→>«‹←|*_#-–—•·\\[]()"
_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.){2,}$")


def line_spans(text: str) -> list[Span]:
    """Return every line of `text` that is not blank, without the white space around it."""
    return [span for match in _LINES.finditer(text) if (span := _stripped(text, match.start(), match.end()))]


def furniture(text: str, lines: Sequence[Span]) -> tuple[Span, ...]:
    """Return the furniture of `text`, in order and without overlaps; `lines` is `line_spans(text)`."""
    book = rulebook()
    found = [(span.start, span.end) for span in _furniture_lines(lines, book)]
    found += [match.span() for mark in book.marks for match in mark.finditer(text)]
    return tuple(Span.of(text, start, end) for start, end in _merged(sorted(found)))


def reporting(lines: Iterable[Span], taken: Sequence[Span]) -> Iterator[Span]:
    """Yield what `taken` (in order, without overlaps) leaves of the lines, in order."""
    index = 0
    for line in lines:
        start = line.start
        while index < len(taken) and taken[index].start < line.end:
            yield from _piece(line, start, taken[index].start)
            start = max(start, taken[index].end)
            if taken[index].end > line.end:
                break
            index += 1
        yield from _piece(line, start, line.end)


def is_title(line: str) -> bool:
    """Tell whether a line has the shape of a headline: a few words and no closing stop."""
    words = line.split()
    if not 2 <= len(words) <= 30 or len(line) > 200:
        return False
    if line[-1] in ".,:;-–—…" and not (line[-1] == "." and _capitals(words) and _ABBREVIATION.search(line)):
        return False
    return line[0].isalnum() or line[0] in "\"'“‘«¿¡$€£#"


def _capitals(words: Sequence[str]) -> bool:
    """Most words begin with a capital: the way headlines are written, not sentences."""
    return sum(word[0].isupper() for word in words) >= 0.6 * len(words)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of furniture.toml; the fields are explained there."""

    phrases: frozenset[str]
    pattern: re.Pattern[str] | None
    zone: str
    takes: int
    any_shape: bool
    loose: bool


@dataclass(frozen=True, slots=True)
class Rulebook:
    """furniture.toml, ready for use."""

    rules: tuple[Rule, ...]
    marks: tuple[re.Pattern[str], ...]
    reporting: re.Pattern[str]
    longest: int
    longest_taken: int
    zone: int

    def match(self, lines: Sequence[Span], index: int) -> Rule | None:
        """Return the rule that makes line `index` furniture."""
        line = lines[index].quote
        if len(line) > self.longest:
            return None
        plain = _SPACES.sub(" ", line).strip(_EDGES).casefold()
        near = {"any": True, "head": index < self.zone, "tail": index >= len(lines) - self.zone}
        return next((rule for rule in self.rules if near[rule.zone] and self._fits(rule, line, plain)), None)

    def _fits(self, rule: Rule, line: str, plain: str) -> bool:
        if plain in rule.phrases:
            return True
        if rule.pattern is None or not rule.pattern.fullmatch(line):
            return False
        return not (rule.loose and self.reporting.search(line))


@cache
def rulebook() -> Rulebook:
    """Return the rules of furniture.toml, read once a process. Raises InstallationError."""
    data = toml("furniture")
    return Rulebook(
        rules=tuple(_rule(row) for row in data["rule"]),
        marks=tuple(re.compile(row["pattern"]) for row in data["mark"]),
        reporting=re.compile(data["reporting"], re.IGNORECASE),
        longest=data["longest"],
        longest_taken=data["longest_taken"],
        zone=data["zone"],
    )


def _rule(row: Json) -> Rule:
    patterns = row.get("patterns")
    return Rule(
        phrases=frozenset(phrase.strip(_EDGES).casefold() for phrase in row.get("phrases", ())),
        pattern=re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE) if patterns else None,
        zone=row.get("zone", "any"),
        takes=row.get("takes", 0),
        any_shape=row.get("shape") == "any",
        loose=row.get("loose", False),
    )


def _furniture_lines(lines: Sequence[Span], book: Rulebook) -> Iterator[Span]:
    index = 0
    while index < len(lines):
        rule = book.match(lines, index)
        stop = index + 1 + (_taken(lines, index, rule, book) if rule else 0)
        if rule:
            yield from lines[index:stop]
        index = stop


def _taken(lines: Sequence[Span], index: int, rule: Rule, book: Rulebook) -> int:
    """Count the lines after `index` that the rule takes along."""
    taken = 0
    while taken < rule.takes and _belongs(lines, index + 1 + taken, rule, book):
        taken += 1
    return taken


def _belongs(lines: Sequence[Span], index: int, rule: Rule, book: Rulebook) -> bool:
    if index >= len(lines) or len(lines[index].quote) > book.longest_taken or book.match(lines, index):
        return False
    if is_title(lines[index].quote):
        return True
    closed = index + 1 == len(lines) or book.match(lines, index + 1) is not None
    return rule.any_shape and closed


def _merged(found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last: tuple[int, int] | None = None
    for start, end in found:
        if last and start < last[1]:
            last = last[0], max(last[1], end)
            continue
        if last:
            yield last
        last = start, end
    if last:
        yield last


def _stripped(text: str, start: int, end: int) -> Span | None:
    raw = text[start:end]
    core = raw.strip()
    start += len(raw) - len(raw.lstrip())
    return Span(start, start + len(core), core) if core else None


def _piece(line: Span, start: int, end: int) -> Iterator[Span]:
    raw = line.quote[max(0, start - line.start) : max(0, end - line.start)]
    core = raw.strip()
    if core:
        start += len(raw) - len(raw.lstrip())
        yield Span(start, start + len(core), core)
