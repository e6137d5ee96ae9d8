"""The lexicon of signs: what a word names by itself, and with a word that hangs on it; its table is whole."""

import numpy as np
import pytest

from dragoman.annotate import document
from dragoman.data import rows
from dragoman.extract.signs import TYPES, signs_of

WORD = 0.5
"""How likely a word must be for its type to be clear."""


def clear(text):
    """The words with a clear type."""
    doc = document(text)
    table = signs_of(doc)
    assert table.shape == (len(doc), len(TYPES))
    return {(doc[i].text, TYPES[kind]) for i, kind in zip(*np.nonzero(table >= WORD), strict=True)}


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Oslo condemned the attack.", "condemned", "ACCUSE"),
        ("The minister denounced Lima.", "denounced", "ACCUSE"),
    ],
)
def test_a_word_names_a_type(text, word, kind):
    assert (word, kind) in clear(text)


def test_words_without_a_sign_have_none():
    assert clear("The lake was calm.") == set()


def test_every_row_can_be_read():
    seen = set()
    for row in rows("signs"):
        chances = dict(one.split(":") for one in row["types"].split("|"))
        assert set(chances) <= set(TYPES), row
        assert all(0 < float(chance) <= 1 for chance in chances.values()), row
        assert row["pos"] in {"v", "n", "a"}, row
        assert (row["word"], row["pos"]) not in seen, row
        seen.add((row["word"], row["pos"]))
