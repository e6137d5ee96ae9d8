"""Scenes of a report → its events and stances: what the rules see, weighed and completed by the reading network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

import numpy as np

from dragoman.extract.events import Sides, event_of, events
from dragoman.extract.features import STATUSES, TYPES, Floats, candidates, eligible, features, path
from dragoman.extract.mentions import all_mentions
from dragoman.extract.modality import status
from dragoman.extract.network import Network, network
from dragoman.extract.parties import actors, spotted, targets
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import subtree
from dragoman.model import Condition, Event, Matter, Mention, Position, Ref, Refs, Stance, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

STANCES: tuple[Stance, ...] = get_args(Stance)
MATTERS: tuple[Matter, ...] = get_args(Matter)
NOBODY = Ref(None, "", "voice", basis="context")
"""The holder of a position whose words name none."""

SEEN = 0.7
"""How likely a word must name an event to be taken for one: best F1 on the part of the corpus kept for validation."""

SEEN_TOO = 0.4
"""The same for a word that the rules take for one."""

UNREAL = 0.35
"""How likely planned, mooted and denied must be together for the likeliest of them to win over held and ongoing."""

TOLD, NOT_DOUBTED = 0.5, 0.15
"""How likely a stance must be for the network to tell it by itself, and for one that the rules see to be kept."""

UTTERED = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONSULT", "COOPERATE"})
"""Types whose recipient is spoken to or dealt with: an actor, not somebody who belongs to one."""

NOT_YET = ("planned", "mooted", "denied")

SAME = frozenset({"dobj", "attr", "nsubjpass", "xcomp", "acl", "compound", "nmod", "amod"})
"""How two words hang together that name one event: "held *talks*", "phone *call*"."""


def recognise(scenes: Sequence[Scene], report: str) -> list[Sight]:
    """Return what rules and network together see in each scene, in order; roles are still words."""
    if not scenes:
        return []
    net = network()
    ruled = [list(events(scene, report)) for scene in scenes]
    for scene in scenes:
        all_mentions(scene)  # the features ask for them
    encoded = net.encode([features(scene, own) for scene, own in zip(scenes, ruled, strict=True)])
    likely = net.types(encoded)
    ends = np.cumsum([len(scene.doc) for scene in scenes])
    rows = [slice(end - len(scene.doc), end) for scene, end in zip(scenes, ends, strict=True)]
    return [
        Sight(net, scene, own, encoded[row], likely[row], report)
        for scene, own, row in zip(scenes, ruled, rows, strict=True)
    ]


def roles_by_rule(scene: Scene, event: Event) -> dict[int, int]:
    """Return the tokens that head the parties of an event seen by the rules: 1 for the source, 2 for the recipient."""
    found: dict[int, int] = {}
    for role, refs in ((1, event.source), (2, event.recipient)):
        for ref in refs:
            if ref.surface is not None:
                start = ref.surface.start - scene.start
                words = scene.doc.char_span(start, start + len(ref.surface.quote), alignment_mode="expand")
                if words is not None and len(words):
                    found[words.root.i] = role
    return found


class Sight:
    """What rules and network see in one sentence."""

    def __init__(
        self, net: Network, scene: Scene, ruled: Sequence[Event], encoded: Floats, likely: Floats, report: str
    ) -> None:
        self.net, self.scene, self.encoded, self.likely, self.report = net, scene, encoded, likely, report
        self.ruled = {scene.token_at(event.cue.start - scene.start).i: event for event in ruled}
        self.others = [token.i for token in candidates(scene)]

    def events(self) -> list[Event]:
        """The events that the sentence tells, each with its own type, status and parties."""
        found = []
        for index in self._triggers():
            token = self.scene.doc[index]
            kind = int(self.likely[index, 1:].argmax())
            sides = self._sides(index, kind)
            found.append(replace(event_of(self.scene, token, TYPES[kind], sides, self.report), status=self._status(index)))
        return found

    def positions(self, ruled: Sequence[Position], terms: Sequence[Condition]) -> list[Position]:
        """The stances that the sentence tells: of the rules' those that the network does not doubt, else its own.

        A position that only the network sees has a nameless holder: the report must tell who it is.
        """
        told, matters, share = self.net.stances(self.encoded)
        kept = [one for one in ruled if told[STANCES.index(one.stance)] >= NOT_DOUBTED]
        best = int(told.argmax())
        if kept or told[best] < TOLD:
            return kept
        token = self.scene.doc[int(share[:, best].argmax())]
        stance = STANCES[best]
        own = Position(
            report=self.report, evidence=self.scene.at(*subtree(token)), sentence=self.scene.span,
            rule="positions.network/1", holder=NOBODY, matter=MATTERS[int(matters[best].argmax())], stance=stance,
            conditions=tuple(term.id for term in terms) if stance == "conditional" else (),
        )  # fmt: skip
        return [own]

    def _triggers(self) -> list[int]:
        doc = self.scene.doc
        seen = [
            t.i
            for t in doc
            if 1 - self.likely[t.i, 0] >= (SEEN_TOO if t.i in self.ruled else SEEN) and (eligible(t) or t.i in self.ruled)
        ]
        return [index for index in seen if not any(self._beside(index, other) for other in seen)]

    def _beside(self, index: int, other: int) -> bool:
        """Whether the other word names the same event more clearly."""
        one, two = self.scene.doc[index], self.scene.doc[other]
        joined = (one.head == two and one.dep_ in SAME) or (two.head == one and two.dep_ in SAME)
        alike = self.likely[index, 1:].argmax() == self.likely[other, 1:].argmax()
        return bool(joined and alike and (self.likely[other, 0], other) < (self.likely[index, 0], index))

    def _status(self, index: int) -> Status:
        modal = np.array([STATUSES.index(status(self.scene.doc[index]))])
        likely = self.net.statuses(self.encoded[index : index + 1], modal)[0]
        real = len(STATUSES) - len(NOT_YET)
        best = int(likely.argmax())
        return STATUSES[real + int(likely[real:].argmax()) if likely[real:].sum() >= UNREAL else best]

    def _sides(self, index: int, kind: int) -> Sides:
        """Who takes part: on each side whom the rules see there, else whom the network does."""
        rule = self.ruled.get(index)
        told = roles_by_rule(self.scene, rule) if rule is not None else {}
        source, recipient = self._seen_parties(index, kind, told)
        if rule is None or rule.type != TYPES[kind]:
            return source, recipient
        first, second = self._mentions(rule.source), self._mentions(rule.recipient)
        taken = {one.span for one in (*first, *second)}
        return (
            first or [one for one in source if one.span not in taken],
            second or [one for one in recipient if one.span not in taken],
        )

    def _mentions(self, refs: Refs) -> list[Mention]:
        known = (*self.scene.mentions.values(), *self.scene.adjectives.values())
        found = {one.span: one for one in known}
        return [found[ref.surface] for ref in refs if ref.surface in found]

    def _seen_parties(self, index: int, kind: int, told: Mapping[int, int]) -> Sides:
        others = [other for other in self.others if other != index]
        if not others:
            return [], []
        paths = [path(self.scene.doc, index, other) for other in others]
        ruled = np.array([told.get(other, 0) for other in others])
        roles = self.net.roles(self.encoded[index], self.encoded[others], paths, ruled, 1 + kind).argmax(axis=1)

        def those(role: int) -> list[Mention]:
            heads = [other for other, seen in zip(others, roles, strict=True) if seen == role]
            return [one for head in heads for one in self._who(head, kind, done=role == 2)]

        source = those(1)
        taken = {one.span for one in source}
        return source, [one for one in those(2) if one.span not in taken]

    def _who(self, index: int, kind: int, *, done: bool) -> list[Mention]:
        token = self.scene.doc[index]
        if token.tag_[:2] == "JJ":
            return list(spotted(self.scene, token.idx, token.idx + len(token)))
        own = targets(self.scene, token) if done and TYPES[kind] not in UTTERED else actors(self.scene, token)
        return own or list(spotted(self.scene, token.idx, token.idx + len(token)))
