"""A word → whether it is one of the things or words that `events.toml` lists."""

from __future__ import annotations

from functools import cache

from dragoman.data import toml
from dragoman.extract.syntax import NAME_PARTS, children, prep_object
from dragoman.grammar import Token

MEASURES = frozenset({
    "number", "series", "round", "batch", "set", "package", "dozen", "hundred", "thousand", "couple", "pair", "some",
    "all", "most", "kind", "type", "part", "piece", "range", "shipment", "worth", "lot", "ton", "tonne", "wave",
    "state", "group", "million", "billion", "%", "percent",
})  # fmt: skip
"""Words that only measure what follows "of"."""


def is_thing(noun: Token, kind: str) -> bool:
    """Whether the noun, one joined to it, a name's title or what it measures is in the list of things."""
    listed = things(kind)
    if noun.tag_ == "NNP" and any(part.lemma_.lower() in listed for part in children(noun, *NAME_PARTS)):
        return True
    if any(one.lemma_.lower() in listed for one in (noun, *children(noun, "conj"))):
        return True
    inner = prep_object(noun, "of") if noun.lemma_.lower() in MEASURES else None
    return inner is not None and is_thing(inner, kind)


@cache
def things(kind: str) -> frozenset[str]:
    """Return a list of [things]."""
    return frozenset(toml("events")["things"][kind])


@cache
def words(key: str) -> frozenset[str]:
    """Return a list of [words]."""
    return frozenset(toml("events")["words"][key])
