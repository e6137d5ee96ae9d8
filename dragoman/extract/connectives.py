"""A parsed sentence → the words that set a condition: where they stand, what joins them, and the step they govern."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.bond import Bond, opening_words, words
from dragoman.extract.bound_clauses import by_clause
from dragoman.extract.bound_phrases import by_dependence, by_first, by_need, by_object, by_order, by_phrase
from dragoman.extract.matters import base
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import is_verb


def bonds(scene: Scene) -> Iterator[Bond]:
    """Yield the conditional constructions of the sentence in order."""
    for token in scene.doc:
        lower = token.lower_
        if lower in opening_words():
            yield from by_clause(scene, token)
            yield from by_phrase(scene, token)
        if lower in words("verbs", "on") or lower in words("verbs", "to"):
            yield from by_dependence(scene, token)
        if base(token) in words("verbs", "objects") and is_verb(token):
            yield from by_object(scene, token)
        if lower in {"need", "needs"} and is_verb(token):
            yield from by_need(scene, token)
        if lower in {"before", "ahead"}:
            yield from by_order(scene, token)
        if lower == "first":
            yield from by_first(scene, token)
