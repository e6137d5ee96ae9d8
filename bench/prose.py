"""Templates and made-up words → the text of a report, with the span of every part that was filled in."""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from random import Random
from string import Formatter

from dragoman.model import Span

SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "is")]


class Prose:
    """A text that grows at its end."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def paragraph(self, words: str) -> str:
        """Write words that stand by themselves and return them."""
        self._add(f"{words}\n\n")
        return words

    def say(self, template: str, **slots: str) -> dict[str, Span]:
        """Write a sentence; return the spans of its slots and of the "sentence"."""
        start, spans = self._length, {}
        for literal, slot, _, _ in Formatter().parse(template):
            self._add(literal)
            if slot:
                at = self._length
                self._add(slots[slot])
                spans[slot] = Span(at, self._length, slots[slot])
        sentence = self.text[start:]
        self._add(" ")
        return spans | {"sentence": Span(start, start + len(sentence), sentence)}

    def join(self, first: Span, last: Span) -> Span:
        """Return the span from the beginning of one to the end of another."""
        return Span.of(self.text, first.start, last.end)

    def filler(self, draw: Random, sentences: int) -> None:
        """Write sentences of words that are as unevenly frequent as in language."""
        words, weights = vocabulary()
        for _ in range(sentences):
            self._add(" ".join(draw.choices(words, cum_weights=weights, k=20)).capitalize() + ". ")
        self._add("\n\n")

    def _add(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    """Return 5,000 made-up words and their summed weights: the nth word comes 1/n as often as the first."""
    draw = Random(1)  # noqa: S311 - not a secret
    words = list(dict.fromkeys("".join(draw.choices(SYLLABLES, k=3)) for _ in range(6000)))[:5000]
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    return words, weights


def name(draw: Random) -> str:
    """Return a made-up first name and surname."""
    return " ".join("".join(draw.choices(SYLLABLES, k=count)).capitalize() for count in (2, 3))
