"""A verb with the words that make it an idiom → a stance: "gave the green light to talks", "said no to talks"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dragoman.data import toml
from dragoman.extract.holders import holders
from dragoman.extract.matters import base, complements, reach
from dragoman.extract.modality import negated
from dragoman.extract.parties import acting
from dragoman.extract.syntax import agent, child, children, passive, subject
from dragoman.extract.told import Sight, Told, doubtful, make, opposite, plain
from dragoman.grammar import Token
from dragoman.model import Stance


def idioms(sight: Sight, verb: Token) -> Iterator[Told]:
    """Yield the stance of a verb that `[idioms]` of data/positions.toml lists with the words after it.

    What the last of the words leads to, or the verb, is the matter; an idiom of `alone` is about talking to whoever it
    is done to where nothing else is named.
    """
    for stance, parts in _idioms().get(base(verb), ()):
        last = _last(verb, parts)
        if last is None or doubtful(verb):
            continue
        held = holders(sight.scene, agent(verb) if passive(verb) else subject(verb))
        reached = reach([*complements(last), *_beside(verb, last)], weak=True)
        if not held or (reached is None and not (" ".join(parts) in _alone() and _to_somebody(sight, verb))):
            continue
        told = opposite(stance) if negated(verb) else stance
        if reached is None:
            yield plain(sight, verb, held, None, told, last)
        else:
            yield make(sight, verb, held, reached, told, last)
        return


def _last(verb: Token, parts: tuple[str, ...]) -> Token | None:
    """The last word of the idiom, where all stand in order after the verb, each hanging on one before it."""
    found = [verb]
    for part in parts:
        near = (kid for one in reversed(found) for kid in one.children if kid.i > found[-1].i)
        following = next((kid for kid in near if part in {kid.lower_, base(kid)}), None)
        if following is None:
            return None
        found.append(following)
    return found[-1]


def _beside(verb: Token, last: Token) -> list[Token]:
    """What hangs on the verb after the idiom: "reached out to Guyana | *for dialogue*"."""
    return [kid for kid in complements(verb) if kid.i > last.i]


def _to_somebody(sight: Sight, verb: Token) -> bool:
    things = [child(kid, "pobj") for one in (verb, *children(verb, "dobj")) for kid in children(one, "prep", "dative")]
    return any(thing is not None and acting(sight.scene, thing) is not None for thing in things)


@cache
def _idioms() -> dict[str, list[tuple[Stance, tuple[str, ...]]]]:
    """The idioms by their verb: the stance, and the words that follow."""
    found: dict[str, list[tuple[Stance, tuple[str, ...]]]] = {}
    table: dict[Stance, list[str]] = toml("positions")["idioms"]
    for stance in ("open", "closed"):
        for idiom in table[stance]:
            verb, *parts = idiom.split()
            found.setdefault(verb, []).append((stance, tuple(parts)))
    return found


@cache
def things() -> frozenset[str]:
    """Return the nouns by which a sentence shows that it may hold an idiom of `alone`."""
    return frozenset(toml("positions")["idioms"]["nouns"])


@cache
def _alone() -> frozenset[str]:
    return frozenset(idiom.split(" ", 1)[1] for idiom in toml("positions")["idioms"]["alone"])
