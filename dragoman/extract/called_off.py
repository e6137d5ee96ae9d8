"""What is called off → stances of whoever does it: "announced the suspension of talks", "cancelled the visit by X"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.holders import holders, possessors
from dragoman.extract.matters import Reach, base, reach, words
from dragoman.extract.modality import negated
from dragoman.extract.syntax import agent, children, passive, subject
from dragoman.extract.told import Sight, Told, doubtful, make
from dragoman.grammar import Token


def called_off(sight: Sight, verb: Token) -> Iterator[Told]:
    """Yield the stances of those who announce that talks end, or do not receive a visitor."""
    if negated(verb) or doubtful(verb):
        return
    yield from _announced(sight, verb)
    yield from _visit(sight, verb)


def _announced(sight: Sight, verb: Token) -> Iterator[Told]:
    """ "announced *the suspension of talks*", "ordered a halt to negotiations"."""
    if base(verb) not in words("announcing", "verbs"):
        return
    ends = [
        kid
        for kid in children(verb, "nsubjpass" if passive(verb) else "dobj")
        if base(kid) in words("announcing", "ends")
    ]
    reached = reach(ends, weak=True)
    held = holders(sight.scene, agent(verb) if passive(verb) else subject(verb))
    if reached is not None and reached.turned and held and reached.matter != "other":
        yield make(sight, verb, held, reached, "open")


def _visit(sight: Sight, verb: Token) -> Iterator[Told]:
    """ "cancelled *a visit by the envoy of Oman*": of somebody else's; who gives up his own journey may only be ill."""
    visit = next((kid for kid in children(verb, "dobj") if base(kid) in words("announcing", "visits")), None)
    if visit is None or base(verb) not in words("announcing", "cancelling"):
        return
    held = holders(sight.scene, subject(verb))
    guests = {one.surface for one in possessors(sight.scene, visit)}
    if held and guests and all(one.surface not in guests for one in held):
        yield make(sight, verb, held, Reach("meeting", (visit,), False), "closed")
