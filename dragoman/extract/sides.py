"""A noun phrase → all the parties it stands for, also where one plural noun stands for several."""

from __future__ import annotations

from dragoman.extract.mentions import mention
from dragoman.extract.parties import actors, owners, spotted
from dragoman.extract.scene import Scene, pending
from dragoman.extract.syntax import NAME_PARTS, child, conjuncts, prep_object
from dragoman.grammar import Token
from dragoman.model import Mention, Refs

SEVERAL = frozenset({"office", "organ", "voice"})
"""Forms whose plural can stand for one of each state: "the foreign ministers of Japan and Australia"."""


def sides(scene: Scene, token: Token) -> list[Mention]:
    """Return the parties that the noun phrase headed by `token` stands for, joined ones included, in order."""
    return [one for part in conjuncts(token) for one in _sides(scene, part)]


def _sides(scene: Scene, token: Token) -> list[Mention]:
    possessor = child(token, "poss")
    if possessor is not None and possessor.tag_ == "PRP$":
        return owners(scene, token)
    whole = mention(scene, token)
    if whole is not None and whole.plural and whole.form in SEVERAL:
        apart = [*_before(scene, token), *_after(scene, token)]
        if len(apart) > 1:
            return apart
    return _single(scene, token)


def _single(scene: Scene, token: Token) -> list[Mention]:
    head = token
    while head.dep_ in NAME_PARTS and head.head.i > head.i:
        head = head.head
    return actors(scene, token) if head == token else list(spotted(scene, token.idx, token.idx + len(token)))


def _before(scene: Scene, token: Token) -> list[Mention]:
    """The states that adjectives and genitives name: "the *American* and *Russian* ministers"."""
    found: list[Mention] = []
    for kid in token.children:
        if kid.i < token.i and kid.dep_ in NAME_PARTS | {"amod", "poss"}:
            found.extend(spotted(scene, kid.left_edge.idx, kid.right_edge.idx + len(kid.right_edge)))
    return found


def _after(scene: Scene, token: Token) -> list[Mention]:
    inner = prep_object(token, "of", "from")
    return actors(scene, inner) if inner is not None else []


def refs(found: list[Mention]) -> Refs:
    """Return one pending Ref for each mention, in order, none twice."""
    return tuple(pending(one) for one in {one.span: one for one in found}.values())
