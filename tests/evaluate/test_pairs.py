"""dragoman.extract.pairs: the type of what one given actor does to another."""

from typing import get_args

import pytest

from dragoman.annotate import document
from dragoman.extract.pairs import root_of
from dragoman.model import EventType


def typed(text, source, target):
    def place(words):
        return (text.index(words), text.index(words) + len(words)) if words else None

    return root_of(document(text), place(source), place(target))


@pytest.mark.parametrize(
    ("text", "source", "target", "root"),
    [
        (
            "The harbour guild met the mayor of Brindle on Monday.",
            "The harbour guild",
            "the mayor of Brindle",
            "CONSULT",
        ),
        ("The mayor accused the harbour guild of fraud.", "The mayor", "the harbour guild", "ACCUSE"),
        ("The regiment bombed the village of Tarn.", "The regiment", "the village of Tarn", "ASSAULT"),
        ("The guild condemned the mayor.", "The guild", None, "ACCUSE"),
    ],
)
def test_actors_may_be_anybody(text, source, target, root):
    assert typed(text, source, target) == root


def test_any_sentence_has_a_type():
    assert typed("It rained on the guild and on the mayor.", "the guild", "the mayor") in get_args(EventType)


def test_a_span_outside_the_sentence_is_a_wrong_call():
    with pytest.raises(ValueError, match="hold no word"):
        root_of(document("It rained."), (40, 50), None)
