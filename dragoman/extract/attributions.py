"""Parsed report → its attributions: every source, cue and content, what was uttered and what was only thought.

Statements are the uttered ones whose source can speak, resolved to an actor; these here are only words of the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.extract import scenes
from dragoman.extract.contents import EDGE
from dragoman.extract.running import Running
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import ancestors
from dragoman.extract.telling import Telling, Told
from dragoman.extract.tellings import tellings
from dragoman.extract.thoughts import thoughts
from dragoman.grammar import Token
from dragoman.model import Report, Span

if TYPE_CHECKING:
    from dragoman.extract import ParsedSentence


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words or thoughts that a report lays to somebody.

    `source` is the whole noun phrase (None where nobody is named: "is said to"), `cue` the reporting words (None where
    a quotation runs on in another paragraph), `content` one stretch a sentence or more ("The talks, he said, go on"),
    `within` the index of the attribution in whose content this one stands, None for the outermost.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: Told
    within: int | None = None


@dataclass(slots=True)
class _Draft:
    scene: Scene
    telling: Telling
    content: list[Span] = field(default_factory=list)
    runs_on: bool = False

    @property
    def cue(self) -> Span | None:
        return None if self.runs_on else self.telling.cue or self.telling.mark


def of(report: Report, sentences: Sequence[ParsedSentence]) -> tuple[Attribution, ...]:
    """Return the attributions of a parsed report in the order of their sentences, nested ones included."""
    drafts = [draft for draft in list(_drafts(scenes(report, sentences))) if draft.content]
    return tuple(
        Attribution(_source(draft), draft.cue, tuple(draft.content), draft.telling.kind, _outer(number, drafts))
        for number, draft in enumerate(drafts)
    )


def _drafts(all_scenes: Iterable[Scene]) -> Iterator[_Draft]:
    running: Running[_Draft] = Running()
    for scene in all_scenes:
        own = _once([*tellings(scene), *thoughts(scene)])
        found = [_Draft(scene, one, [scene.at(*piece) for piece in one.content]) for one in own]
        said = [draft for draft in found if draft.telling.kind == "uttered"]
        if not (running.waits(scene) or scene.text.endswith(":")):
            said = [draft for draft in said if draft.content]
        going_on = list(running.turn(scene, said, own[0].label if own and own[0].source is None else ""))
        if not going_on:
            outer = [one for one in said if not scene.quoted(one.telling.token)]
            going_on = list(running.follow(scene, outer, _quoting(scene, outer)))
        yield from _running_on(going_on)
        yield from found
    yield from _running_on(running.rest())


def _running_on(parts: Iterable[tuple[Scene, _Draft]]) -> Iterator[_Draft]:
    """Put what goes on in the paragraph of its first part to that; yield the rest as parts of their own."""
    for part, first in parts:
        if part.block == first.scene.block or not first.content:
            first.content.append(part.span)
            first.content.sort(key=lambda span: span.start)
        else:
            yield _Draft(part, first.telling, [part.span], runs_on=True)


def _once(found: Iterable[Telling]) -> list[Telling]:
    """One telling a word: what is uttered before what is only thought."""
    by_word: dict[int, Telling] = {}
    for one in found:
        by_word.setdefault(one.token.i, one)
    return sorted(by_word.values(), key=lambda one: one.token.i)


def _quoting(scene: Scene, said: Sequence[_Draft]) -> _Draft | None:
    """The first whose words stand in quotation marks, at least in part, or in another sentence."""
    return next(
        (
            one
            for one in said
            if not one.content or any(_meet(quote, span) for span in one.content for quote in scene.quotes)
        ),
        None,
    )


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _outer(number: int, drafts: Sequence[_Draft]) -> int | None:
    """The attribution in whose content the cue stands, the nearest around it."""
    draft = drafts[number]
    cue = draft.cue
    if cue is None:
        return None
    around = [
        (sum(len(span.quote) for span in other.content), at)
        for at, other in enumerate(drafts)
        if other is not draft and any(span.covers(cue) for span in other.content) and not _around(draft, other)
    ]
    return min(around)[1] if around else None


def _around(draft: _Draft, other: _Draft) -> bool:
    """Whether the other's cue stands in this one's content as well, and this one has more of it."""
    cue = other.cue
    if cue is None or not any(span.covers(cue) for span in draft.content):
        return False
    own = sum(len(span.quote) for span in draft.content)
    return own > sum(len(span.quote) for span in other.content)


def _source(draft: _Draft) -> Span | None:
    scene, telling = draft.scene, draft.telling
    if draft.runs_on:
        return None
    if telling.label:
        start = scene.text.find(telling.label)
        return scene.at(start, start + len(telling.label))
    return _phrase(scene, telling.source, telling) if telling.source is not None else None


def _phrase(scene: Scene, head: Token, telling: Telling) -> Span:
    """The whole noun phrase of a source: "Len Burman, head of the Tax Policy Center"."""
    taken = {telling.token.i} | {word.i for word in telling.token.subtree if telling.token.i not in _up(head)}
    first = last = head.i
    inside = {word.i for word in head.subtree} - taken
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    start, end = scene.doc[first].idx, scene.doc[last].idx + len(scene.doc[last])
    text = scene.text[start:end]
    return scene.at(start + len(text) - len(text.lstrip(EDGE)), start + len(text.rstrip(EDGE)))


def _up(token: Token) -> set[int]:
    return {head.i for head in ancestors(token)}


__all__ = ["Attribution", "of"]
