"""The reading network: features of sentences → what each token names, and who takes part. NumPy only; no pickle."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal, cast

import numpy as np

from dragoman.data import weights
from dragoman.extract.features import STATUSES, TYPES, Features, Floats, Ints, Path
from dragoman.extract.vectors import count, vectors

VECTOR = 300
"""Numbers of a word's vector."""

TABLES = ("lemma", "tag", "dep", "rule")


class Words:
    """What the entering step makes of word vectors, by their row: worked out where a word is first met, and kept."""

    def __init__(self, entering: Floats) -> None:
        """`entering` (dim × 300) are the weights for the vectors."""
        self._entering = np.ascontiguousarray(entering.T) * np.float32(3)
        self._made = np.zeros((1 + count(), len(entering)), np.float32)  # memory is taken where a row is written
        self._known = np.zeros(len(self._made), bool)

    def of(self, rows: Ints) -> Floats:
        """Return it for each word (N × dim); `rows` are those of the vectors, -1 for none."""
        new = np.unique(rows[~self._known[rows]])
        if len(new):
            self._made[new] = vectors(new) @ self._entering
            self._known[new] = True
        return self._made[rows]


class Network:
    """The weights by name, as `train` wrote them."""

    def __init__(self, weights: dict[str, Floats]) -> None:
        self.weights = weights
        self.words = Words(weights["enter.weight"][:, -VECTOR:])

    def encode(self, tables: Sequence[Features]) -> Floats:
        """Return what the network makes of each token (N × dim), the sentences one after the other."""
        w = self.weights
        starts = np.cumsum([0, *(len(table.head) for table in tables)])

        def joined(name: str) -> Ints:
            return np.concatenate([getattr(table, name) for table in tables])

        head = np.concatenate([table.head + start for table, start in zip(tables, starts, strict=False)])
        seen = [w[f"tables.{name}.weight"][joined(name)] for name in TABLES]
        seen += [np.concatenate([table.flags for table in tables])]
        seen += [np.concatenate([table.context for table in tables]) * np.float32(0.3)]
        h = np.concatenate(seen, axis=1) @ w["enter.weight"][:, :-VECTOR].T
        h += self.words.of(joined("word"))
        h += w["enter.bias"]
        h = self._norm(np.maximum(h, 0, out=h), "enter_norm")
        order = np.argsort(head, kind="stable")
        order = order[head[order] != order]  # a root is not its own child
        parents, first = np.unique(head[order], return_index=True)
        shares = np.diff(np.append(first, len(order))).astype(np.float32)[:, None]
        for layer in range(sum(name.startswith("mix.") and name.endswith("bias") for name in w)):
            around = np.zeros((len(h), 5, h.shape[1]), np.float32)
            around[:, 0], around[:, 1] = h, h[head]
            if len(order):
                around[parents, 2] = np.add.reduceat(h[order], first, axis=0) / shares
            around[1:, 3], around[:-1, 4] = h[:-1], h[1:]
            around[starts[:-1], 3] = 0
            around[starts[1:] - 1, 4] = 0
            mixed = self._linear(around.reshape(len(h), -1), f"mix.{layer}")
            h += np.maximum(mixed, 0, out=mixed)
            h = self._norm(h, f"norms.{layer}")
        return h

    def types(self, h: Floats) -> Floats:
        """Return the probability of no event, then of each type in the order of TYPES (N × 17)."""
        return _softmax(self._linear(h, "kind"))

    def statuses(self, h: Floats, modal: Ints) -> Floats:
        """Return the probability of each status; `modal` is what the grammar of modality says (index in STATUSES)."""
        told = np.eye(len(STATUSES), dtype=np.float32)[modal]
        inner = np.maximum(self._linear(np.concatenate([h, told], axis=1), "status_in"), 0)
        return _softmax(self._linear(inner, "status_out"))

    def roles(self, trigger: Floats, others: Floats, paths: Sequence[Path], ruled: Ints, kind: int) -> Floats:
        """Return for each of the M `others` how likely it is no party, the source, the recipient (M × 3).

        `ruled`: what the rules say of it (0 nothing, 1 source, 2 recipient); `kind`: 1 + the type's index in TYPES.
        """
        w = self.weights
        ways = np.asarray(paths, np.int64).reshape(len(others), -1)
        kinds = np.zeros((len(others), 1 + len(TYPES)), np.float32)
        kinds[:, kind] = 1
        seen = [np.repeat(trigger[None, :], len(others), axis=0), others]
        seen += [w[f"path.{i}.weight"][ways[:, i]] for i in range(ways.shape[1])]
        seen += [np.eye(3, dtype=np.float32)[ruled], kinds]
        inner = np.maximum(self._linear(np.concatenate(seen, axis=1), "role_in"), 0)
        return _softmax(self._linear(inner, "role_out"))

    def root(self, h: Floats, source: Ints, target: Ints, ruled: int) -> Floats:
        """Return the probability of each type for what the given source does to the target, in one sentence (16).

        `ruled` is the index of the type that the rules see.
        """
        weight = np.exp(np.clip(self._linear(h, "weigh"), -8, 8))
        marks = np.zeros((2, len(h), 1), np.float32)
        marks[0, source], marks[1, target] = 1, 1
        views = [(h * v).sum(axis=0) / max(float(v.sum()), 1e-3) for v in (weight, *marks)]
        told = np.eye(len(TYPES), dtype=np.float32)[ruled]
        inner = np.maximum(self._linear(np.concatenate([*views, told])[None, :], "root_in"), 0)
        return cast("Floats", _softmax(self._linear(inner, "root_out"))[0])

    def conditions(self, h: Floats) -> Floats:
        """Return how likely each token stands in the words of a condition (N)."""
        return _softmax(self._linear(h, "condition"))[:, 1]

    def stances(self, h: Floats) -> tuple[Floats, Floats, Floats]:
        """Return what one sentence tells of each stance (in the order of STANCES): how likely it is told (3), how
        likely it is about each matter (3 × 5), and on which tokens that rests (N × 3, each column adds up to 1)."""
        weight = np.exp(np.clip(self._linear(h, "stance_at"), -8, 8))
        share = weight / weight.sum(axis=0)
        views = np.concatenate([share.T @ h, np.repeat(h.mean(axis=0)[None, :], share.shape[1], axis=0)], axis=1)
        out = self._linear(np.maximum(self._linear(views, "stance_in"), 0), "stance_out")
        count = share.shape[1]
        told = cast("Floats", 1 / (1 + np.exp(-out[np.arange(count), np.arange(count)])))
        return told, _softmax(out[:, count:]), share

    def _linear(self, h: Floats, name: str) -> Floats:
        made: Floats = h @ self.weights[f"{name}.weight"].T
        made += self.weights[f"{name}.bias"]
        return made

    def _norm(self, h: Floats, name: str) -> Floats:
        """Bring each row to mean 0 and spread 1, then scale and shift it (in place)."""
        h -= h.mean(axis=1, keepdims=True)
        h /= np.sqrt(np.einsum("ij,ij->i", h, h) / np.float32(h.shape[1]) + np.float32(1e-5))[:, None]
        h *= self.weights[f"{name}.weight"]
        h += self.weights[f"{name}.bias"]
        return h


def _softmax(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return cast("Floats", raised / raised.sum(axis=-1, keepdims=True))


@cache
def network(name: Literal["network", "pairs"] = "network") -> Network:
    """Return the network for the sentences of reports, or the one for events between given actors (`pairs`)."""
    return Network(weights(name))
