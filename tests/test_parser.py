"""dragoman.parser and dragoman.encoder: what they make of a sentence is what spaCy's own pipeline makes of it."""

import numpy as np
import pytest

from dragoman.annotate import document
from dragoman.grammar import text_of, top
from dragoman.parser import reader

TEXTS = (
    "Let’s see whether  the two ministers met in Oslo, as was hoped.",
    "Oslo lifted its sanctions on Lima on Friday; “we are pleased”, Lima's envoy said.",
    "Yes.",
)


@pytest.fixture(scope="module")
def theirs():
    """The same sentences by spaCy's own steps."""
    nlp = reader()._nlp
    docs = [nlp.tokenizer(text) for text in TEXTS]
    for doc in docs:
        for token in doc:
            token.is_sent_start = token.i == 0
    return list(nlp.pipe(docs))


@pytest.fixture(scope="module")
def ours():
    return reader().read(TEXTS)


def test_vectors_are_the_same_up_to_rounding(ours, theirs):
    for one, other in zip(ours, theirs, strict=True):
        assert np.allclose(one.tensor, other.tensor, atol=1e-4)


def test_words_hang_together_as_in_spacy(ours, theirs):
    for doc, other in zip(ours, theirs, strict=True):
        assert doc.text == other.text
        for token, twin in zip(doc, other, strict=True):
            assert (token.text, token.lower_, token.idx, token.tag_, token.dep_, token.space) == (
                twin.text, twin.lower_, twin.idx, twin.tag_, twin.dep_, bool(twin.whitespace_),
            )  # fmt: skip
            assert (token.head.i, token.left_edge.i, token.right_edge.i) == (
                twin.head.i, twin.left_edge.i, twin.right_edge.i,
            )  # fmt: skip
            assert [kid.i for kid in token.children] == [kid.i for kid in twin.children]
            assert [kid.i for kid in token.subtree] == [kid.i for kid in twin.subtree]
            assert (token.is_punct, len(token)) == (twin.is_punct, len(twin))


def test_words_by_their_characters(ours, theirs):
    for doc, other in zip(ours, theirs, strict=True):
        for start in range(len(doc.text)):
            for end in range(start + 1, min(start + 12, len(doc.text)) + 1):
                span = other.char_span(start, end, alignment_mode="expand")
                found = doc.within(start, end)
                assert [token.i for token in found] == [token.i for token in span or ()]
                if found:
                    assert top(found).i == span.root.i
                    assert text_of(found) == span.text
        assert doc.within(len(doc.text), len(doc.text) + 3) == ()


def test_lemmas_are_mended():
    assert [token.lemma_ for token in document("He discussed hopes; they're open.")][1:6] == [
        "discuss", "hope", ";", "they", "be",
    ]  # fmt: skip


def test_outside_of_the_sentence():
    doc = document("It rained.")
    assert doc[1].nbor(-1).text == "It"
    with pytest.raises(IndexError):
        doc[0].nbor(-1)
