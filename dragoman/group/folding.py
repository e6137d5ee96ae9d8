"""Lines that say the same → one line with all its sources."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from dragoman.group.dates import sort_day
from dragoman.group.shapes import Line, Stand
from dragoman.group.sheaves import ALWAYS, Life, Sheaves
from dragoman.model import Entry, Finding

F = TypeVar("F", bound=Finding)

TOP = 120
"""Characters at the top of a text within which a sentence without a full stop is taken for the headline."""
SOME = 3
"""Words from which a part of the title is known as such."""
KEPT = 16_384
"""Texts whose words are kept at hand: titles and sentences are compared again and again."""
_STOPS = (".", "!", "?", "…", ".”", ".’", '."', ".'")


def fold(lines: Iterable[Line[F]], key: Callable[[Line[F]], Hashable]) -> tuple[Line[F], ...]:
    """Fold lines with the same key into the newest of them that is more than a headline."""
    return tuple(folds(lines, key, lambda _: ALWAYS).on())


def folds(
    lines: Iterable[Line[F]], key: Callable[[Line[F]], Hashable], life: Callable[[Line[F]], Life]
) -> Sheaves[Line[F], Line[F]]:
    """Return the lines to be folded as on any day."""
    ordered = sorted(lines, key=age, reverse=True)
    behind = {line.finding.id: entries(line) for line in ordered}

    def make(group: tuple[Line[F], ...]) -> Line[F]:
        return _with(group[0], chain.from_iterable(behind[line.finding.id] for line in group[1:]))

    return Sheaves(ordered, key, make, life)


def merged(lines: Iterable[Line[F]]) -> Line[F]:
    """Return the first line with the others as further sources of it."""
    kept, *rest = lines
    return _with(kept, chain.from_iterable(map(entries, rest)))


def _with(line: Line[F], also: Iterable[Entry]) -> Line[F]:
    more = tuple(also)
    return replace(line, also=(*line.also, *more)) if more else line


def entries(line: Line[F]) -> tuple[Entry, ...]:
    """Return every entry behind a line, the shown one first."""
    return Entry(line.finding, line.report, line.verdict), *line.also


def stands(
    lines: Iterable[Line[F]], topic: Callable[[Line[F]], Hashable], rank: Callable[[Line[F]], int]
) -> tuple[Stand[F], ...]:
    """Return one stand a topic: its newest line, on one day the one that ranks first; topics by their newest line."""
    topics: dict[Hashable, list[Line[F]]] = {}
    for line in newest(sorted(lines, key=rank)):
        topics.setdefault(topic(line), []).append(line)
    return tuple(_stand(group) for group in topics.values())


def newest(lines: Iterable[Line[F]]) -> tuple[Line[F], ...]:
    """Sort by date, the newest first, the undated last; what is of one day keeps its order."""
    return tuple(sorted(lines, key=lambda line: sort_day(line.date), reverse=True))


def age(line: Line[F]) -> tuple[str, bool, str, int, str]:
    """Order by publication, the undated oldest; in a report the body before the headline, then what stands first."""
    found = line.finding
    return line.report.published or "", not is_headline(line), line.report.source, -found.evidence.start, found.id


def is_headline(line: Line[Finding]) -> bool:
    """Tell whether the line rests on its report's headline only."""
    said, title = line.finding.sentence, words(line.report.title or "")
    if said.start < TOP and len(said.quote.split()) >= SOME and words(said.quote) in title:
        return True
    untitled = said.start == 0 and said.end <= TOP and not said.quote.rstrip().endswith(_STOPS)
    return untitled or words(said.quote) == title


@lru_cache(maxsize=KEPT)
def words(text: str) -> str:
    """Return the words of a text for comparing: neither case, spaces nor outer punctuation count."""
    return " ".join(text.casefold().split()).strip(" .,;:\"'“”‘’")


def _stand(group: list[Line[F]]) -> Stand[F]:
    first, *rest = (_standing(line, group[0].date) for line in group)
    return Stand(first, (), tuple(rest))


def _standing(line: Line[F], latest: str | None) -> Line[F]:
    if line.date is None:
        return replace(line, standing="undated")
    return line if line.date == latest else replace(line, standing="earlier")
