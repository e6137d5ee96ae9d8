"""A scene and a party → where it stands on each matter, and its conditions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from typing import get_args

from dragoman.group.actors import keys, owners, side
from dragoman.group.content import gist
from dragoman.group.folding import folds, is_headline, newest, stands, words
from dragoman.group.scene import Scene
from dragoman.group.shapes import Line, Side, Stand
from dragoman.group.sheaves import NOW, Sheaves
from dragoman.model import Condition, Matter, Position

_MATTERS: tuple[Matter, ...] = get_args(Matter)


class Stances:
    """A party's words, folded as far as no day matters."""

    def __init__(self, scene: Scene, party: str, name: str | None) -> None:
        self._scene, self._party, self._name = scene, party, name
        own = [line for line in scene.lines(Position) if party in keys(owners(line.finding))]
        self._words = folds(own, lambda line: _word(scene, line), scene.life)
        self._record = folds(own, lambda line: (_word(scene, line), line.date), scene.life)
        self._tied = {
            word: self._conditions(lines) for word, lines in _by(own, lambda line: _word(scene, line)).items()
        }
        stated = [line for line in scene.lines(Condition) if party in keys(owners(line.finding))]
        nobodys = [line for line in _linked(scene, own) if line.finding.by is None]
        self._demands = folds([*stated, *nobodys], lambda line: _text(line, party), scene.life)

    def _conditions(self, lines: list[Line[Position]]) -> Sheaves[Line[Condition], Line[Condition]]:
        return folds(_linked(self._scene, lines), lambda line: _text(line, self._party), self._scene.life)

    def on(self, day: str = NOW) -> Side:
        """Return the party's latest word on each matter as known on an ISO day, in the order of the matters, its own
        before what others claim."""
        scene, party = self._scene, self._party
        found = stands(self._words.on(day), lambda line: _topic(scene, line), _rank)
        tied = tuple(self._with_conditions(stand, day) for stand in sorted(found, key=_order))
        over_time = tuple(reversed(newest(line for line in self._record.on(day) if line.date)))
        return Side(party, self._name or scene.name(party, day), tied, self._loose(tied, day), over_time)

    def _with_conditions(self, stand: Stand[Position], day: str) -> Stand[Position]:
        """Tie the holder's own conditions of that day to the position; those of others belong to them."""
        whose = {None, side(stand.line.finding.holder)}
        linked = self._tied[_word(self._scene, stand.line)].on(day)
        kept = (line for line in linked if side(line.finding.by) in whose and line.date == stand.line.date)
        return replace(stand, conditions=tuple(kept))

    def _loose(self, tied: tuple[Stand[Position], ...], day: str) -> tuple[Line[Condition], ...]:
        """The party's conditions that stand under none of its latest words, and nobody's that are tied to older ones;
        those whose words say nothing of the matter come last."""
        shown = {_text(line, self._party) for stand in tied for line in stand.conditions}
        kept = newest(line for line in self._demands.on(day) if _text(line, self._party) not in shown)
        return tuple(sorted(kept, key=lambda line: not gist(line.finding.text.quote)))


def _word(scene: Scene, line: Line[Position]) -> Hashable:
    return _topic(scene, line), line.finding.stance


def _topic(scene: Scene, line: Line[Position]) -> Hashable:
    toward = side(line.finding.toward) if len(scene.parties) > 2 else None
    return side(line.finding.holder), line.finding.matter, toward, _claimant(line)


def _claimant(line: Line[Position]) -> str | None:
    return side(line.voice) if line.claimed else None


def _rank(line: Line[Position]) -> int:
    """On one day: the body before the headline, the word that names its condition before the plain one."""
    return 2 * is_headline(line) + (line.finding.stance != "conditional")


def _order(stand: Stand[Position]) -> tuple[bool, int]:
    return stand.line.claimed, _MATTERS.index(stand.line.finding.matter)


def _linked(scene: Scene, lines: Iterable[Line[Position]]) -> list[Line[Condition]]:
    """Return the conditions tied to positions; they stand in the same report."""
    return scene.conditions(key for line in lines for key in line.finding.conditions)


def _by(
    lines: Iterable[Line[Position]], key: Callable[[Line[Position]], Hashable]
) -> dict[Hashable, list[Line[Position]]]:
    found: defaultdict[Hashable, list[Line[Position]]] = defaultdict(list)
    for line in lines:
        found[key(line)].append(line)
    return found


def _text(line: Line[Condition], party: str) -> Hashable:
    return side(line.finding.by) or party, words(line.finding.text.quote)
