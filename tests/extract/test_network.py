"""The network's sums in NumPy: against the same sums word by word, and what must hold whatever the weights."""

import numpy as np
import pytest

from dragoman.annotate import annotate
from dragoman.extract import scenes
from dragoman.extract.features import STATUSES, TYPES, Features, candidates, features, path
from dragoman.extract.mentions import all_mentions
from dragoman.extract.network import TABLES, Network, network
from dragoman.model import Report

TEXT = (
    "Oslo has lifted sanctions on Lima. The minister said he would meet Peruvian diplomats, but no talks are planned."
)
DIM, CONTEXT, FLAGS, EMBEDDED = 3, 2, 2, 2


def test_encode_word_by_word():
    made = np.random.default_rng(7)

    def some(*shape):
        return made.normal(size=shape).astype(np.float32)

    width = len(TABLES) * EMBEDDED + FLAGS + CONTEXT + 300
    w = {f"tables.{name}.weight": some(5, EMBEDDED) for name in TABLES}
    w |= {"enter.weight": some(DIM, width), "enter.bias": some(DIM)}
    w |= {"mix.0.weight": some(DIM, 5 * DIM), "mix.0.bias": some(DIM)}
    for norm in ("enter_norm", "norms.0"):
        w |= {f"{norm}.weight": some(DIM), f"{norm}.bias": some(DIM)}
    numbers = [np.array([1, 0, 3]), np.array([2, 2, 4]), np.array([0, 1, 2]), np.array([4, 0, 0])]
    table = Features(some(3, CONTEXT), np.full(3, -1), *numbers, head=np.array([1, 1, 1]), flags=some(3, FLAGS))

    def norm(x, name):
        return (x - x.mean()) / np.sqrt(x.var() + 1e-5) * w[f"{name}.weight"] + w[f"{name}.bias"]

    h = []
    for i in range(3):
        seen = [w[f"tables.{name}.weight"][getattr(table, name)[i]] for name in TABLES]
        x = np.concatenate([*seen, table.flags[i], table.context[i] * 0.3, np.zeros(300)])
        h.append(norm(np.maximum(w["enter.weight"] @ x + w["enter.bias"], 0), "enter_norm"))
    zero = np.zeros(DIM)
    around = [  # itself, its head, the mean of its children, the words before and after
        [h[0], h[1], zero, zero, h[1]],
        [h[1], h[1], (h[0] + h[2]) / 2, h[0], h[2]],
        [h[2], h[1], zero, h[1], zero],
    ]
    mixed = [np.maximum(w["mix.0.weight"] @ np.concatenate(one) + w["mix.0.bias"], 0) for one in around]
    expected = [norm(one + more, "norms.0") for one, more in zip(h, mixed, strict=True)]
    assert np.allclose(Network(w).encode([table]), expected, atol=1e-4)


@pytest.fixture(scope="module")
def tables():
    report = Report("r", TEXT)
    (parsed,) = annotate([report])
    found = list(scenes(report, parsed.sentences))
    for scene in found:
        all_mentions(scene)
    return [features(scene, []) for scene in found], found


def test_sentences_do_not_touch_each_other(tables):
    both, _ = tables
    net = network()
    together = net.encode(both)
    alone = np.concatenate([net.encode([one]) for one in both])
    assert np.allclose(together, alone, atol=1e-4)
    assert np.array_equal(together, net.encode(both))


def test_what_is_told_are_probabilities(tables):
    both, found = tables
    net = network()
    h = net.encode(both[1:])
    count = len(h)
    likely = net.types(h)
    assert likely.shape == (count, 1 + len(TYPES))
    statuses = net.statuses(h, np.zeros(count, int))
    assert statuses.shape == (count, len(STATUSES))
    told, matters, share = net.stances(h)
    assert share.shape == (count, len(told))
    others = [token.i for token in candidates(found[1])]
    ways = [path(found[1].doc, 3, other) for other in others]
    roles = net.roles(h[3], h[others], ways, np.zeros(len(others), int), 1)
    assert roles.shape == (len(others), 3)
    pairs = network("pairs")
    root = pairs.root(pairs.encode(both[1:]), np.array([1]), np.array([5]), 0)
    assert root.shape == (len(TYPES),)
    for table in (likely, statuses, matters, share.T, roles, root[None]):
        assert np.allclose(table.sum(axis=1), 1, atol=1e-4)
        assert (table >= 0).all()
    assert ((told > 0) & (told < 1)).all()


def test_an_event_is_seen(tables):
    both, found = tables
    likely = network().types(network().encode(both[:1]))
    lifted = next(token.i for token in found[0].doc if token.text == "lifted")
    assert TYPES[int(likely[lifted, 1:].argmax())] == "CONCEDE"
    assert likely[lifted, 0] < 0.5
