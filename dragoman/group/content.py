"""Texts → the words that say what they are about, for telling whether a later one speaks of the same matter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from dragoman.data import toml, words

_WORD = re.compile(r"\b[a-z][^\W\d_]{2,}")
_ENDINGS = ("ings", "ing", "ies", "ied", "ed", "es", "s", "al")
LEAST = 2
"""Words that two texts must share."""
HALF = 0.5
MOST = 0.5
"""Share of the shorter text's words that the other must have."""


@lru_cache(maxsize=8192)
def gist(text: str) -> frozenset[str]:
    """Return the stems of the words that say something: no names, which are written with a capital, and no words that
    stand in every report."""
    empty = words("follow_up", "empty", "words")
    return frozenset(_stem(word) for word in _WORD.findall(text) if word not in empty)


def speaks_of(text: str, matter: frozenset[str]) -> bool:
    """Tell whether the text has most of the words of the matter, and at least two: a matter of one word is none."""
    shared = gist(text) & matter
    return len(shared) >= max(LEAST, MOST * len(matter))


def shares(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two gists have two words in common (one where one of them has no more), and half of the shorter."""
    shortest = min(len(one), len(other))
    return len(one & other) >= max(min(LEAST, shortest), HALF * shortest) > 0


@cache
def _forms() -> Mapping[str, str]:
    """Forms of one word that share no stem."""
    found: Mapping[str, str] = toml("follow_up")["forms"]
    return found


def _stem(word: str) -> str:
    word = _forms().get(word, word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e")
