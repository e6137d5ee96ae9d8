"""A word of a sentence → the types of event it may name, by the lexicon of signs (data/signs.csv)."""

from __future__ import annotations

from functools import cache
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from dragoman.data import rows
from dragoman.grammar import Doc, Token
from dragoman.model import EventType

TYPES = get_args(EventType)
POS = {"VB": "v", "NN": "n", "JJ": "a"}

Entry = tuple[str, NDArray[np.float32]]
"""The word that must hang on it ("" for none), and how likely each type is in political news."""


def signs_of(doc: Doc) -> NDArray[np.float32]:
    """Return how likely each token is to name an event of each type, whatever its sentence (N × 16; 0 for most)."""
    table = np.zeros((len(doc), len(TYPES)), np.float32)
    lexicon = _lexicon()
    for token in doc:
        entries = lexicon.get((POS.get(token.tag_[:2], ""), token.lemma_.lower()))
        if entries:
            table[token.i] = _weighed(token, entries)
    return table


def _weighed(token: Token, entries: list[Entry]) -> NDArray[np.float32]:
    """The entry whose second word hangs on the token, else the one without."""
    hanging = {word for kid in token.children for word in (kid.lower_, kid.lemma_.lower())}
    found = [chances for second, chances in entries if second and second in hanging]
    found = found or [chances for second, chances in entries if not second]
    if len(found) == 1:  # nearly always, and ten times as quick
        return found[0]
    return np.max(found, axis=0) if found else np.zeros(len(TYPES), np.float32)


@cache
def _lexicon() -> dict[tuple[str, str], list[Entry]]:
    found: dict[tuple[str, str], list[Entry]] = {}
    for row in rows("signs"):
        word, _, second = row["word"].partition(" ")
        chances = np.zeros(len(TYPES), np.float32)
        for one in row["types"].split("|"):
            kind, _, chance = one.partition(":")
            chances[TYPES.index(kind)] = float(chance)
        found.setdefault((row["pos"], word), []).append((second, chances))
    return found
