"""The words of a sentence and how they hang together, as plain objects: what `annotate` makes and `extract` reads.

A parse is asked for the same few things of each word some fifty times; on spaCy's own tokens every question makes new
objects, on these it is the look-up of an attribute.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Form(NamedTuple):
    """What a word's letters and tag tell; `hashes` are those of the form, of it in lower case and of the lemma.

    `base` is the lemma in lower case; the lemmatizer takes the s of "willingness" and "cross" for an ending.
    """

    text: str
    lower: str
    lemma: str
    tag: str
    pos: str
    punct: bool
    hashes: tuple[int, int, int]
    base: str


class Token:
    """A word in its sentence.

    `i` counts words, `idx` characters; the names are spaCy's. `head` is the word it hangs on (the root on itself),
    `children` those that hang on it, in order; `space` tells whether a space follows.
    """

    __slots__ = (
        "_tree", "children", "dep_", "doc", "form", "head", "i", "idx", "lemma_", "lower_", "space", "tag_", "text",
    )  # fmt: skip

    doc: Doc
    form: Form
    head: Token
    children: tuple[Token, ...]
    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    tag_: str
    dep_: str
    space: bool
    _tree: tuple[Token, ...]

    def __len__(self) -> int:
        """Return the number of characters."""
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def pos_(self) -> str:
        """Its universal part of speech."""
        return self.form.pos

    @property
    def is_punct(self) -> bool:
        """Whether it is a mark of punctuation."""
        return self.form.punct

    @property
    def subtree(self) -> tuple[Token, ...]:
        """The word with all that hangs on it, as they stand in the tree from left to right; kept until it is rehung."""
        try:
            return self._tree
        except AttributeError:
            left = [word for kid in self.children if kid.i < self.i for word in kid.subtree]
            right = [word for kid in self.children if kid.i > self.i for word in kid.subtree]
            self._tree = (*left, self, *right)
            return self._tree

    @property
    def left_edge(self) -> Token:
        """The first word of what hangs on it."""
        return self.doc[min(word.i for word in self.subtree)] if self.children else self

    @property
    def right_edge(self) -> Token:
        """The last word of what hangs on it."""
        return self.doc[max(word.i for word in self.subtree)] if self.children else self

    def nbor(self, distance: int = 1) -> Token:
        """Return the word that stands `distance` words after this one. Raises IndexError outside of the sentence."""
        if self.i + distance < 0:
            raise IndexError(self.i + distance)
        return self.doc[self.i + distance]


class Doc:
    """A sentence: its tokens in order, its text, and as arrays what only the network asks for.

    `orths`, `lowers`, `lemmas` (N) are the language model's hashes of the words' forms; `tensor` (N × 96) its vectors.
    """

    __slots__ = ("lemmas", "lowers", "orths", "tensor", "text", "tokens")

    def __init__(
        self, text: str, tokens: Sequence[Token], tensor: NDArray[np.float32], hashes: NDArray[np.uint64]
    ) -> None:
        """`hashes` (3 × N) are those of the forms, the forms in lower case and the lemmas."""
        self.text = text
        self.tokens = tuple(tokens)
        self.tensor = tensor
        self.orths, self.lowers, self.lemmas = hashes

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Token, ...]: ...
    def __getitem__(self, at: int | slice) -> Token | tuple[Token, ...]:
        """Return a word or several. Raises IndexError."""
        return self.tokens[at]

    def within(self, start: int, end: int) -> tuple[Token, ...]:
        """Return the words that share a character with `start`…`end` (offsets in the text); none outside of it."""
        first, last = self._at(start), self._at(end - 1)
        if first is None or last is None:
            return ()
        if start == self.tokens[first].idx + len(self.tokens[first]):  # the space after a word
            first += 1
        return self.tokens[first : last + 1]

    def _at(self, offset: int) -> int | None:
        """The index of the word that holds the character, the space after it counted."""
        index = bisect_right(self.tokens, offset, key=_idx) - 1
        if index < 0:
            return None
        token = self.tokens[index]
        return index if offset < token.idx + len(token) + token.space else None


def _idx(token: Token) -> int:
    return token.idx


def text_of(words: Sequence[Token]) -> str:
    """Return the text from the first to the last of some words that stand one after the other."""
    return words[0].doc.text[words[0].idx : words[-1].idx + len(words[-1])] if words else ""


def top(words: Sequence[Token]) -> Token:
    """Return the one of some words, at least one, that stands highest in the tree; of several the first."""
    inside = set(words)
    outer = [word for word in words if word.head == word or word.head not in inside]
    return min(outer or words[:1], key=_depth)


def _depth(word: Token) -> int:
    """Steps up to the root; a mark or space on which nothing hangs stands lowest, as in spaCy."""
    depth = 0
    if not word.children and word.head != word and (word.is_punct or word.text.isspace()):
        return len(word.doc)
    while word.head != word:
        word, depth = word.head, depth + 1
    return depth


def hang(word: Token, head: Token, dep: str) -> None:
    """Hang a word, with all that hangs on it, on another; on itself it is a root.

    Nothing changes where the other hangs below the word: a tree has no circles.
    """
    if head != word and word in above(head):
        return
    old = word.head
    _forget(old)
    if old != word:
        old.children = tuple(kid for kid in old.children if kid != word)
    word.head, word.dep_ = head, dep
    if head != word:
        head.children = tuple(sorted((*head.children, word), key=lambda kid: kid.i))
        _forget(head)


def _forget(word: Token) -> None:
    """Let go of what is known to hang on a word, and on all that it hangs on."""
    for one in above(word):
        if hasattr(one, "_tree"):
            del one._tree


def above(word: Token) -> list[Token]:
    """Return the word and all it hangs on, up to the root."""
    found = [word]
    while found[-1].head != found[-1]:
        found.append(found[-1].head)
    return found
