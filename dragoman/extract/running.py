"""Sentence by sentence → quotations that run on: the one who speaks in one part speaks in all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from dragoman.data import words
from dragoman.extract.scene import Scene
from dragoman.extract.tellings import asks
from dragoman.extract.transcripts import LABEL
from dragoman.model import Span

Said = TypeVar("Said")
"""What is said in a sentence by somebody: a cue, a statement, an attribution."""


class Running(Generic[Said]):
    """Quotations over several sentences: the one who speaks in one part speaks in all of it."""

    def __init__(self) -> None:
        self._said: Said | None = None
        self._quote: Span | None = None
        self._block = -1
        self._near = False
        self._waiting: list[Scene] = []
        self._turn: tuple[int, Said] | None = None
        self._interview = False
        self._below: tuple[int, Said] | None = None

    def turn(self, scene: Scene, found: Sequence[Said], label: str) -> Iterator[tuple[Scene, Said]]:
        """Yield the sentence if it goes on with the turn of a transcript: until its line ends, one has the word.

        `label` is the name before the colon of the line; in capitals, once questions were put, or where the report is a
        transcript, it opens a turn. In a transcript throughout the turn lasts until the next one.
        """
        talk = scene.talk
        if asks(scene):
            self._interview, self._turn = True, None
        elif label and found and (label.isupper() or self._interview or label in talk.names):
            self._turn = (scene.block, found[0])
        elif self._turn is None or (found and not talk.names) or _in_brackets(scene):
            return
        elif talk.whole or self._turn[0] == scene.block:
            yield scene, self._turn[1]

    def below(self, scene: Scene, found: Sequence[Said]) -> Iterator[tuple[Scene, Said]]:
        """Yield a sentence of the paragraph that "The ministry said in a statement:" gives without quotation marks."""
        if self._below is None or scene.block < self._below[0]:
            return
        if scene.block == self._below[0] and not found and not scene.quotes and scene.text[-1] in ".!?…":
            yield scene, self._below[1]
        else:
            self._below = None

    def waits(self, scene: Scene) -> bool:
        """Whether a quotation right before the sentence waits for its speaker."""
        return any(waiting.block == scene.block and waiting.index == scene.index - 1 for waiting in self._waiting)

    def follow(self, scene: Scene, found: Sequence[Said], quoting: Said | None) -> Iterator[tuple[Scene, Said]]:
        """Yield the quoted sentences whose speaker this one tells, or itself where it runs on; with the first part.

        `found` is all that is said in this sentence but for what a quotation passes on, `quoting` what of it stands in
        quotation marks. A quotation whose speaker nothing tells is that of whoever spoke before it.
        """
        mainly = mainly_quoted(scene)
        if mainly and quoting is None:
            if self._said is not None and self._continues(scene):
                if not found:
                    yield scene, self._said
                self._block = scene.block
            else:
                self._waiting.append(scene)
            return
        told = [waiting for waiting in self._waiting if quoting is not None and _leads_to(waiting, scene)]
        yield from ((waiting, quoting) for waiting in told if quoting is not None)
        if not told:
            yield from self.rest()
        if quoting is not None:
            self._remember(scene, quoting)
        elif found:
            self._remember(scene, found[0])
            self._near = not scene.text.rstrip().endswith(":")
        else:
            self._waiting.clear()
            self._said = None

    def rest(self) -> Iterator[tuple[Scene, Said]]:
        """Yield the quotations that still wait for their speaker, if somebody spoke right before them."""
        block = self._block
        for waiting in self._waiting:
            if self._said is None or waiting.block - block > 1:
                return
            yield waiting, self._said
            block = waiting.block

    def _remember(self, scene: Scene, said: Said) -> None:
        self._said, self._block = said, scene.block
        self._near = False
        self._quote = scene.quotes[-1] if scene.quotes else None
        self._waiting.clear()
        opens = scene.text.rstrip().endswith(":") and not scene.quotes
        self._below = (scene.block + 1, said) if opens else None

    def _continues(self, scene: Scene) -> bool:
        if self._near:  # what was said without quotation marks goes on with them in its own paragraph only
            return scene.block == self._block
        same_quote = self._quote is not None and any(quote == self._quote for quote in scene.quotes)
        return same_quote or scene.block - self._block <= 1


def _in_brackets(scene: Scene) -> bool:
    """A remark between the turns: "(The briefing ended at noon.)" """
    text = scene.text.strip()
    return text.startswith(("(", "[")) and text.endswith((")", "]"))


def _leads_to(waiting: Scene, scene: Scene) -> bool:
    """Whether a quotation is the beginning of what is quoted in this sentence: "A." "B," she said."""
    if any(quote in scene.quotes for quote in waiting.quotes) or waiting.block == scene.block:
        return True
    return waiting.block == scene.block - 1 and any(quote.start <= scene.start for quote in scene.quotes)


def mainly_quoted(scene: Scene) -> bool:
    """Whether nearly all of the sentence stands in quotation marks; a heading before them ("Quote:") counts not."""
    heading = LABEL.match(scene.text)
    start = scene.start + (heading.end() if heading is not None and heading["name"] in _headings() else 0)
    end = scene.start + len(scene.text)
    inside = sum(max(0, min(quote.end, end) - max(quote.start, start)) for quote in scene.quotes)
    return inside >= 0.75 * (end - start)


def _headings() -> frozenset[str]:
    return words("statements", "labels", "none")
