"""The words of a sentence: hanging one on another never makes a circle."""

from __future__ import annotations

from itertools import product

import pytest

from dragoman.grammar import Doc, above, hang
from dragoman.parser import parsed

SENTENCE = "The vice-president of Ghana and Foreign Minister Ama Mensah met Togo's envoy on Friday."


def roots(doc: Doc) -> list[int]:
    return [above(word)[-1].i for word in doc]


@pytest.mark.parametrize(("one", "other"), list(product(range(0, 16, 3), range(1, 16, 4))))
def test_every_word_still_hangs_on_a_root(one: int, other: int) -> None:
    (doc,) = parsed([SENTENCE])
    hang(doc[one], doc[other], "dep")
    hang(doc[other], doc[one], "dep")
    assert len(roots(doc)) == len(doc)
    for word in doc:
        assert word in list(above(word)[-1].subtree)
        assert word.head == word or word in word.head.children


def test_what_hangs_below_takes_nothing_up() -> None:
    (doc,) = parsed([SENTENCE])
    root = next(word for word in doc if word.head == word)
    hang(root, doc[0], "dep")
    assert root.head == root
