"""What a cue tells: the stance with whose it is and its matter, and the tools every finder of cues shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.extract.holders import toward
from dragoman.extract.matters import Reach, words
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import children
from dragoman.grammar import Token
from dragoman.model import Matter, Ref, Span, Stance, Statement


@dataclass(frozen=True, slots=True)
class Told:
    """A stance as the words tell it; `way` is the words from the cue to its matter."""

    cue: Token
    held: Sequence[Ref]
    toward: Ref | None
    matter: Matter
    stance: Stance
    way: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class Sight:
    """What every finder looks at: the scene, what is said in it by whom, and its conditions' words."""

    scene: Scene
    speeches: Sequence[Statement]
    terms: Sequence[Span]


def make(sight: Sight, cue: Token, held: Sequence[Ref], reached: Reach, stance: Stance, *more: Token) -> Told:
    stance = opposite(stance) if reached.turned else stance
    return Told(cue, held, toward(sight.scene, cue, reached, held), reached.matter, stance, (*more, *reached.way))


def plain(sight: Sight, cue: Token, held: Sequence[Ref], reached: Reach | None, stance: Stance, *way: Token) -> Told:
    """A stance whose matter may go without saying: dialogue."""
    matter = reached.matter if reached is not None else "dialogue"
    return Told(cue, held, toward(sight.scene, cue, reached, held), matter, stance, way)


def first_stance(tokens: Iterable[Token], kind: str) -> Stance | None:
    return next((found for found in (of_word(token.lower_, kind) for token in tokens) if found is not None), None)


def doubtful(verb: Token) -> bool:
    return any(kid.lower_ in words("verbs", "doubtful") for kid in children(verb, "aux") if kid.tag_ == "MD")


def of_word(word: str, kind: str) -> Stance | None:
    if word in words("open", kind):
        return "open"
    return "closed" if word in words("closed", kind) else None


@cache
def either(kind: str) -> frozenset[str]:
    return words("open", kind) | words("closed", kind)


def opposite(stance: Stance) -> Stance:
    return "closed" if stance == "open" else "open"
