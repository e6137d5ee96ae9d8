"""A sentence with its grammar → the numbers that the reading network takes in, a row a token."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from dragoman.data import toml
from dragoman.extract.scene import Scene
from dragoman.extract.signs import signs_of
from dragoman.extract.syntax import is_noun, is_verb
from dragoman.extract.vectors import rows_of
from dragoman.gazetteer import Sense
from dragoman.grammar import Doc, Token
from dragoman.model import Event, EventType, MentionForm, Status

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

TYPES: tuple[EventType, ...] = get_args(EventType)
STATUSES: tuple[Status, ...] = get_args(Status)
FORMS: tuple[str, ...] = get_args(MentionForm)
SENSES: tuple[str, ...] = get_args(Sense)

BUCKETS = 8192
"""Rows of the table of lemmas: a lemma's row is its hash, so that no list of words need be kept."""

LINKS = 512
"""Rows of the table of prepositions between an event and a party."""

FLAGS = 8
"""Yes-or-no columns before those of senses and forms: quoted, headline, verb, noun, plural, subject, title, last."""

SIGNS = 16
"""Columns after them: how likely the word names an event of each type, by the lexicon."""

GIVEN = 3
"""Columns after these, for events between given actors: whether they are given, and the words of source and target."""

WIDTH = FLAGS + len(SENSES) + len(FORMS) + SIGNS + GIVEN
FAR, STEPS = 12, 4
"""Distances and steps up or down the tree beyond which all are alike."""


@dataclass(frozen=True, slots=True)
class Features:
    """The N tokens of one sentence.

    `context` (N × 96) are the language model's own vectors; `word`, `lemma`, `tag`, `dep`, `rule` are rows of tables
    (`rule`: 0, or 1 + the type of the event that the rules see there); `head` is the index of each token's head;
    `flags` (N × WIDTH) are yes or no.
    """

    context: Floats
    word: Ints
    lemma: Ints
    tag: Ints
    dep: Ints
    rule: Ints
    head: Ints
    flags: Floats


def eligible(token: Token) -> bool:
    """Whether a token may name an event: verbs except auxiliaries, nouns, some adjectives and particles."""
    return token.dep_ not in {"aux", "auxpass", "punct"} and (
        token.tag_[:2] in {"VB", "NN"} or token.tag_ in {"JJ", "RP"}
    )


def features(scene: Scene, ruled: Sequence[Event]) -> Features:
    """Return the numbers of a sentence, given the events that the rules see in it."""
    table = table_of(scene.doc)
    for event in ruled:
        at = scene.token_at(event.cue.start - scene.start).i
        table.rule[at] = 1 + TYPES.index(event.type)
    flags = table.flags
    flags[:, 0] = [scene.quoted(token) for token in scene.doc] if scene.quotes else 0
    flags[:, 1] = scene.headline
    for at, hit in scene.hit_of.items():
        for name in hit.names:
            flags[at, FLAGS + SENSES.index(name.sense)] = 1
    for at, found in scene.mentions.items():
        flags[at, 4], flags[at, 5], flags[at, 6] = found.plural, found.subject, bool(found.title)
        flags[at, FLAGS + len(SENSES) + FORMS.index(found.form)] = 1
    return table


def table_of(doc: Doc) -> Features:
    """Return the numbers that grammar alone gives."""
    count = len(doc)
    tags, deps = _rows("tag"), _rows("dep")
    flags = np.zeros((count, WIDTH), np.float32)
    flags[:, 2] = [is_verb(token) for token in doc]
    flags[:, 3] = [is_noun(token) for token in doc]
    flags[-1:, 7] = 1
    flags[:, WIDTH - GIVEN - SIGNS : WIDTH - GIVEN] = signs_of(doc)

    def column(values: Iterable[int]) -> Ints:
        return np.fromiter(values, np.int64, count)

    return Features(
        context=doc.tensor,
        word=rows_of(doc),
        lemma=(doc.lemmas % BUCKETS).astype(np.int64),
        tag=column(tags.get(token.tag_, 0) for token in doc),
        dep=column(deps.get(token.dep_, 0) for token in doc),
        rule=np.zeros(count, np.int64),
        head=column(token.head.i for token in doc),
        flags=flags,
    )


def given(table: Features, source: Iterable[int], target: Iterable[int]) -> Features:
    """Mark the tokens of a given source and target, and that they are given (in place)."""
    table.flags[:, WIDTH - 3] = 1
    table.flags[list(source), WIDTH - 2] = 1
    table.flags[list(target), WIDTH - 1] = 1
    return table


@cache
def _rows(kind: str) -> dict[str, int]:
    """The row of each label; 0 stands for labels that the tables do not know."""
    return {label: row for row, label in enumerate(toml("network")[kind], 1)}


def candidates(scene: Scene) -> list[Token]:
    """Return the tokens that may head the words of a party: nouns, pronouns, and words that name a state or body."""
    return [
        token
        for token in scene.doc
        if token.tag_[:2] == "NN" or token.tag_ in {"PRP", "PRP$", "DT", "CD"} or token.i in scene.hit_of
    ]


Path = tuple[int, int, int, int, int, int, int]


def path(doc: Doc, trigger: int, other: int) -> Path:
    """Return how two tokens hang together.

    Steps up and down the tree, the label above the trigger, the label where the way down begins, the label of `other`,
    the preposition on the way (its row), and the distance with its direction.
    """
    deps = _rows("dep")
    rises = {token: steps for steps, token in enumerate(_upwards(doc, trigger))}
    token, down, first, link = other, 0, 0, 0
    while token not in rises and down < FAR:
        first = deps.get(doc[token].dep_, 0)
        if not link and doc[token].tag_ in {"IN", "TO"}:
            link = 1 + int(doc.lowers[token]) % LINKS
        token, down = doc[token].head.i, down + 1
    rise = min(rises.get(token, STEPS), STEPS)
    above = deps.get(doc[trigger].dep_, 0) if rise else 0
    gap = other - trigger
    distance = min(abs(gap), FAR) + (FAR + 1 if gap > 0 else 0)
    return rise, min(down, STEPS), above, first, deps.get(doc[other].dep_, 0), link, distance


def _upwards(doc: Doc, index: int) -> list[int]:
    found = [index]
    while doc[found[-1]].head.i != found[-1] and len(found) < 4 * FAR:
        found.append(doc[found[-1]].head.i)
    return found
