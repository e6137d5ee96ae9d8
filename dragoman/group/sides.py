"""A scene and a party → where it stands on each matter, and its conditions."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from itertools import chain
from typing import get_args

from dragoman.group.actors import keys, owners, side
from dragoman.group.content import gist
from dragoman.group.folding import entries, fold, is_headline, newest, stands, words
from dragoman.group.scene import Scene
from dragoman.group.shapes import Line, Side, Stand
from dragoman.model import Condition, Matter, Position

_MATTERS: tuple[Matter, ...] = get_args(Matter)


def one_side(scene: Scene, party: str, name: str | None) -> Side:
    """Return the party's latest word on each matter, in the order of the matters, its own before what others claim."""
    own = [line for line in scene.lines(Position) if party in keys(owners(line.finding))]
    found = stands(fold(own, lambda line: _word(scene, line)), lambda line: _topic(scene, line), _rank)
    tied = tuple(_with_conditions(scene, party, stand) for stand in sorted(found, key=_order))
    record = fold(own, lambda line: (_word(scene, line), line.date))
    over_time = tuple(reversed(newest(line for line in record if line.date)))
    return Side(party, name or scene.name(party), tied, _loose(scene, party, own, tied), over_time)


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


def _with_conditions(scene: Scene, party: str, stand: Stand[Position]) -> Stand[Position]:
    """Tie the holder's own conditions of that day to the position; those of others belong to them."""
    whose = {None, side(stand.line.finding.holder)}
    linked = fold(_linked(scene, [stand.line]), lambda line: _text(line, party))
    kept = (line for line in linked if side(line.finding.by) in whose and line.date == stand.line.date)
    return replace(stand, conditions=tuple(kept))


def _linked(scene: Scene, lines: list[Line[Position]]) -> list[Line[Condition]]:
    held = [entry.finding for line in lines for entry in entries(line)]
    return scene.conditions(chain.from_iterable(found.conditions for found in held if isinstance(found, Position)))


def _loose(
    scene: Scene, party: str, own: list[Line[Position]], tied: tuple[Stand[Position], ...]
) -> tuple[Line[Condition], ...]:
    """The party's conditions that stand under none of its latest words, and nobody's that are tied to older ones; those
    whose words say nothing of the matter come last."""
    shown = {_text(line, party) for stand in tied for line in stand.conditions}
    stated = [line for line in scene.lines(Condition) if party in keys(owners(line.finding))]
    nobodys = [line for line in _linked(scene, own) if line.finding.by is None]
    folded = fold([*stated, *nobodys], lambda line: _text(line, party))
    kept = newest(line for line in folded if _text(line, party) not in shown)
    return tuple(sorted(kept, key=lambda line: not gist(line.finding.text.quote)))


def _text(line: Line[Condition], party: str) -> Hashable:
    return side(line.finding.by) or party, words(line.finding.text.quote)
