"""Sentence by sentence → quotations that run on: the one who speaks in one part speaks in all of it."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.scene import Scene
from dragoman.model import Ref, Span, Statement

RUNS_ON = "statements.runs-on/1"


class Running:
    """Quotations over several sentences: the one who speaks in one part speaks in all of it."""

    def __init__(self) -> None:
        self._speaker: Ref | None = None
        self._quote: Span | None = None
        self._block = -1
        self._waiting: list[Scene] = []
        self._turn: tuple[int, Ref] | None = None

    def turn(self, scene: Scene, found: list[Statement], opens: bool, report: str) -> Iterator[Statement]:
        """Yield what the turn of a transcript goes on to say: until its line ends, one speaker has the word."""
        if opens:
            self._turn = (scene.block, found[0].speaker)
        elif self._turn is not None and self._turn[0] == scene.block and not found:
            yield _runs_on(scene, self._turn[1], report)

    def follow(self, scene: Scene, found: list[Statement], report: str) -> Iterator[Statement]:
        """Yield the sentence's statements, and those of quoted sentences before it whose speaker it names."""
        mainly = _mainly_quoted(scene)
        speaking = next((one for one in found if one.manner != "indirect"), None)
        if mainly and speaking is None:
            if self._continues(scene):
                yield from found
                if self._speaker is not None and not found:
                    yield _runs_on(scene, self._speaker, report)
                self._block = scene.block
                return
            self._waiting.append(scene)
            yield from found
            return
        if speaking is not None:
            for waiting in self._waiting:
                if waiting.block in {scene.block, scene.block - 1}:
                    yield _runs_on(waiting, speaking.speaker, report)
            self._waiting.clear()
            self._remember(scene, speaking.speaker)
        elif found and scene.text.rstrip().endswith(":"):
            self._remember(scene, found[-1].speaker)
        elif not mainly:
            self._forget(scene)
        yield from found

    def _remember(self, scene: Scene, speaker: Ref) -> None:
        self._speaker, self._block = speaker, scene.block
        self._quote = scene.quotes[-1] if scene.quotes else None
        self._waiting.clear()

    def _forget(self, scene: Scene) -> None:
        self._waiting.clear()
        self._speaker = None

    def _continues(self, scene: Scene) -> bool:
        if self._speaker is None:
            return False
        same_quote = self._quote is not None and any(quote == self._quote for quote in scene.quotes)
        return same_quote or scene.block - self._block <= 1


def _mainly_quoted(scene: Scene) -> bool:
    length = len(scene.text)
    inside = sum(max(0, min(quote.end, scene.start + length) - max(quote.start, scene.start)) for quote in scene.quotes)
    return inside >= 0.75 * length


def _runs_on(scene: Scene, speaker: Ref, report: str) -> Statement:
    return Statement(
        report=report, evidence=scene.span, sentence=scene.span, rule=RUNS_ON, speaker=speaker, manner="direct",
        content=scene.span,
    )  # fmt: skip
