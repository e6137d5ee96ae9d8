"""Words of sentences → the language model's vectors: the numbers of its tok2vec in NumPy, at about half the time.

What a word is by itself is worked out once and kept; pieces of the maxout layers lie side by side, so that the largest
is found over whole rows. The weights are those of the loaded model and the sums the same, up to rounding
(tests/test_parser.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    Floats = NDArray[np.float32]

KEPT = 16_384
"""Words whose own vector is kept at hand: six megabytes."""

PAD = 4
"""Empty places between two sentences: as many as there are layers that look one word to each side."""

TINY = np.float32(1e-8)


class Encoder:
    """The layers of a loaded tok2vec: the hashed embedding of each word, then windows of three words."""

    def __init__(self, model: Any) -> None:
        """`model` is the thinc model of the pipe `tok2vec`."""
        embed, encode = model.layers
        self._columns: list[int | str] = embed.layers[0].attrs["columns"]
        self._hashed, self._mixed = embed.layers[2].layers[0], embed.layers[3].layers[0]
        self._layers = [_Layer(residual.layers[0].layers[1].layers[0]) for residual in encode.layers[0].layers]
        self._width: int = model.get_dim("nO")
        self._at: dict[tuple[int, ...], int] = {}
        self._rows = np.zeros((0, self._width), np.float32)

    def vectors(self, docs: Sequence[Doc]) -> list[Floats]:
        """Return the vectors of each sentence's words (N × 96)."""
        sizes = [len(doc) for doc in docs]
        starts = np.cumsum([PAD, *(size + PAD for size in sizes)])
        places = np.concatenate([np.arange(start, start + size) for start, size in zip(starts, sizes, strict=False)])
        h = np.zeros((int(starts[-1]), self._width), np.float32)
        h[places] = self._own(docs)
        around = np.zeros((len(h), 3 * self._width), np.float32)
        for layer in self._layers:
            around[1:, : self._width] = h[:-1]
            around[:, self._width : 2 * self._width] = h
            around[:-1, 2 * self._width :] = h[1:]
            h += layer.of(around)
        return np.split(h[places], np.cumsum(sizes)[:-1])

    def _own(self, docs: Sequence[Doc]) -> Floats:
        """What each word is by itself; the norm is part of the key, as a contraction sets it ("Let's": us)."""
        keys = [tuple(key) for doc in docs for key in doc.to_array(["ORTH", "NORM", "SPACY"]).tolist()]
        if len(self._at) + len(keys) > len(self._rows):
            self._at.clear()
            self._rows = np.zeros((max(KEPT, len(keys)), self._width), np.float32)
        places = dict(zip(keys, range(len(keys)), strict=True))
        new = [key for key in places if key not in self._at]
        if new:
            told = np.concatenate([doc.to_array(self._columns) for doc in docs])[[places[key] for key in new]]
            first = len(self._at)
            self._at.update(zip(new, range(first, first + len(new)), strict=True))
            self._rows[first : first + len(new)] = self._mixed.predict(self._hashed.predict(told))
        return self._rows[[self._at[key] for key in keys]]


class _Layer:
    """A maxout of three pieces with its norm."""

    def __init__(self, model: Any) -> None:
        maxout, norm = model.layers
        weights, bias = maxout.get_param("W"), maxout.get_param("b")  # (96 × 3 × 288), (96 × 3)
        width, pieces, inputs = weights.shape
        self._width = width
        self._weights = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(pieces * width, inputs).T)
        self._bias = bias.T.reshape(-1)
        self._scale, self._shift = norm.get_param("G"), norm.get_param("b")

    def of(self, around: Floats) -> Floats:
        width = self._width
        pieces = around @ self._weights
        pieces += self._bias
        h: Floats = np.maximum(pieces[:, :width], pieces[:, width : 2 * width])
        np.maximum(h, pieces[:, 2 * width :], out=h)
        h -= h.mean(axis=1, keepdims=True)
        h /= np.sqrt(np.einsum("ij,ij->i", h, h) / width + TINY)[:, None]
        h *= self._scale
        h += self._shift
        return h
