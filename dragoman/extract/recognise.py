"""Scenes of a report → its events and stances: what the rules see, weighed and completed by the reading network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, get_args

import numpy as np

from dragoman.extract.bond import Bond, words
from dragoman.extract.bound_clauses import governing, may_set, opening
from dragoman.extract.conditions import about, seen_condition
from dragoman.extract.event_verbs import SYMMETRIC
from dragoman.extract.events import Sides, event_of, events, refs
from dragoman.extract.features import STATUSES, TYPES, Floats, candidates, eligible, features, path
from dragoman.extract.mediators import mediators
from dragoman.extract.mentions import all_mentions
from dragoman.extract.modality import asserted, negated, status
from dragoman.extract.network import network
from dragoman.extract.parties import actors, spotted, targets
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import ancestors, is_noun, prep_object
from dragoman.grammar import Token, top
from dragoman.model import Condition, Event, EventType, Mention, Position, Span, Stance, Statement, Status

STANCES: tuple[Stance, ...] = get_args(Stance)
SEEN = 0.9
"""How likely a word must name an event to be taken for one: 0.8 had the best F1 on the part of the corpus kept for
validation; 0.9 is wrong a sixth less often on the unseen part, where it costs 0.006 of F1, and better on news."""

CLEAR = 0.95
"""The same for talks and joint work that are only possible."""

UNREAL = 0.35
"""How likely planned, mooted and denied must be together for the likeliest of them to be told."""

DOUBTED = 0.5
"""The same where the rules see an event that happened."""

NOT_DOUBTED = 0.01
"""How likely a stance that the rules see must be to be kept; higher, talks suspended are doubted, as the corpus takes
what is done for no stance."""

BOUND, WITHIN = 0.75, 0.2
"""How likely a word must stand in a condition for one to be seen, and for the words beside it to belong to it."""

TOGETHER = 32
"""Sentences that go through the network at a time: their numbers then stay in the processor's own memory."""

UTTERED = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONSULT", "COOPERATE"})
"""Types whose recipient is spoken to or dealt with: an actor, not somebody who belongs to one."""

NOT_YET: tuple[Status, ...] = ("planned", "mooted", "denied")

DEEDS = frozenset({"CONCEDE", "AID", "COOPERATE", "SANCTION", "MOBILIZE"})
"""Types whose verb's object is what the deed is done with, not an event beside it."""

OBJECTS = frozenset({"dobj", "nsubjpass"})

SAME = frozenset({"dobj", "attr", "nsubjpass", "xcomp", "acl", "compound", "nmod", "amod"})
"""How two words hang together that name one event: "held *talks*", "phone *call*"."""


def recognise(scenes: Sequence[Scene], report: str) -> Iterator[Sight]:
    """Yield what rules and network together see in each scene, in order; roles are still words."""
    for start in range(0, len(scenes), TOGETHER):
        yield from _recognised(scenes[start : start + TOGETHER], report)


def _recognised(scenes: Sequence[Scene], report: str) -> list[Sight]:
    net = network()
    ruled = [list(events(scene, report)) for scene in scenes]
    for scene in scenes:
        all_mentions(scene)  # the features ask for them
    encoded = net.encode([features(scene, own) for scene, own in zip(scenes, ruled, strict=True)])
    ends = np.cumsum([len(scene.doc) for scene in scenes])[:-1]
    words = zip(*(np.split(one, ends) for one in (encoded, net.types(encoded), net.conditions(encoded))), strict=True)
    return [Sight(scene, own, Reading(*seen), report) for scene, own, seen in zip(scenes, ruled, words, strict=True)]


def _subordinate(word: Token) -> bool:
    """Whether the word heads a clause that a conjunction opens: "until there is a deal", "when the siege ends"."""
    return word.dep_ == "advcl" and any(kid.dep_ == "mark" or kid.tag_ == "WRB" for kid in word.children)


def _party(token: Token) -> str:
    """The word itself where it stands for a party without a name: "we", "they", "our partners"."""
    if token.lower_ in {"we", "us", "our", "ours"}:
        return "we"
    lemma = token.lemma_.lower()
    return lemma if token.lower_ in {"they", "them"} or lemma in words("nouns", "others") else ""


def _unpunctuated(words: Sequence[Token]) -> tuple[Token, Token] | None:
    """The first and the last of the words that are no punctuation, if at least three stand between them."""
    said = [word for word in words if not word.is_punct]
    return (said[0], said[-1]) if len(said) > 2 and any(word.tag_[:2] in {"NN", "VB"} for word in said) else None


def apart(found: Sequence[Mention], taken: Sequence[Span]) -> Iterator[Mention]:
    """Yield the mentions that share no word with those already taken."""
    for one in found:
        if all(one.span.end <= other.start or other.end <= one.span.start for other in taken):
            yield one


def roles_by_rule(scene: Scene, event: Event) -> dict[int, int]:
    """Return the tokens that head the parties of an event seen by the rules: 1 for the source, 2 for the recipient."""
    found: dict[int, int] = {}
    for role, side in ((1, event.source), (2, event.recipient)):
        for ref in side:
            if ref.surface is not None:
                start = ref.surface.start - scene.start
                words = scene.doc.within(start, start + len(ref.surface.quote))
                if words:
                    found[top(words).i] = role
    return found


class Reading(NamedTuple):
    """What the network makes of each word of a sentence: its numbers (N × dim), how likely it names no event or one of
    each type (N × 17), and how likely it stands in a condition (N)."""

    encoded: Floats
    likely: Floats
    bound: Floats


class Sight:
    """What rules and network see in one sentence."""

    def __init__(self, scene: Scene, ruled: Sequence[Event], words: Reading, report: str) -> None:
        self.net, self.scene, self.report = network(), scene, report
        self.encoded, self.likely, self.bound = words
        self.ruled = [(scene.token_at(event.cue.start - scene.start).i, event) for event in ruled]
        self.named = {index: event.type for index, event in self.ruled}
        self.others = [token.i for token in candidates(scene)]

    def events(self) -> list[Event]:
        """The events that the sentence tells: those that the rules see, and those that only the network does."""
        return [
            *(self._weighed(index, one) for index, one in self.ruled),
            *filter(self._particular, map(self._own, self._triggers())),
        ]

    def _weighed(self, index: int, event: Event) -> Event:
        """An event of the rules, its empty sides filled, its status doubted where the network is sure it is unreal."""
        whole = event if event.source and event.recipient else self._filled(index, event)
        if not self._doubtful(index, event):
            return whole
        likely, unreal = self._statuses(index, event.type)
        return replace(whole, status=unreal) if likely >= DOUBTED else whole

    def _filled(self, index: int, event: Event) -> Event:
        source, recipient = self._parties(index, TYPES.index(event.type), roles_by_rule(self.scene, event))
        taken = [ref.surface for ref in (*event.source, *event.recipient) if ref.surface is not None]
        return replace(
            event,
            source=event.source or refs(apart(source, [*taken, *self._accusers(index)])),
            recipient=event.recipient or refs(apart(recipient, taken)),
        )

    def _doubtful(self, index: int, event: Event) -> bool:
        """Whether the network may doubt that it happened: not where the grammar is plain, nor of backing once given or
        what was refused by saying no ("cannot accept")."""
        cue = self.scene.doc[index]
        plain = event.type == "SUPPORT" or (event.type == "REJECT" and negated(cue)) or asserted(cue)
        return event.status not in NOT_YET and not plain

    def _accusers(self, index: int) -> list[Span]:
        """Who condemns what the word names: they did not do it."""
        above = self.scene.doc[index].head.i
        accusing = [event for at, event in self.ruled if at == above and event.type == "ACCUSE"]
        return [ref.surface for event in accusing for ref in event.source if ref.surface is not None]

    def _particular(self, event: Event) -> bool:
        """Whether the words name a dealing of its own: "openness to dialogue" is a stance unless they clearly do."""
        at = self.scene.token_at(event.cue.start - self.scene.start).i
        if event.type == "CONSULT" and self._purpose(at):
            return False
        if event.type not in {"CONSULT", "COOPERATE"} or event.status != "mooted":
            return True
        return bool(1 - self.likely[at, 0] >= CLEAR)

    def _purpose(self, index: int) -> bool:
        """ "visited Riyadh for his first trip, to meet the prince": what a visit is for is no second one."""
        word = self.scene.doc[index]
        aim = any(kid.lower_ == "to" for kid in word.children if kid.dep_ == "aux") and word.dep_ in {"advcl", "acl"}
        return aim and any(self.named.get(one.i) == "CONSULT" for one in ancestors(word))

    def _own(self, index: int) -> Event:
        """An event that only the network sees."""
        kind = int(self.likely[index, 1:].argmax())
        likely, unreal = self._statuses(index, TYPES[kind])
        cue = self.scene.doc[index]
        event = event_of(self.scene, cue, TYPES[kind], self._parties(index, kind, {}), self.report)
        told: Status = "held" if TYPES[kind] == "REJECT" and negated(cue) else event.status  # "cannot accept"
        return replace(event, rule="events.network/1", status=unreal if likely >= UNREAL else told)

    def conditions(self, ruled: Sequence[Condition], speeches: Sequence[Statement]) -> list[Condition]:
        """The conditions that the sentence sets: those that the rules see, else the clearest that the network does."""
        if ruled:
            return list(ruled)
        likely = self.bound
        if likely.max(initial=0) < BOUND:
            return []
        words = self._clause(int(likely.argmax())) or self._around(likely)
        if words is None or not may_set(opening(words[0]), words[1]):
            return []
        if not self._between_parties(opening(words[0]), words[1]):
            return []
        return [seen_condition(self.scene, opening(words[0]), words[1], speeches, self.report)]

    def _between_parties(self, first: Token, last: Token) -> bool:
        """Whether two parties are named, or a step between parties is what the words bind: home affairs are neither."""
        named = {hit.names[0].state or hit.names[0].id for hit in self.scene.hits}
        said = {_party(token) for token in self.scene.doc} - {""}
        return len(named | said) > 1 or about(Bond(first, last, "", governing(first, last))) != "other"

    def _clause(self, index: int) -> tuple[Token, Token] | None:
        """The first and the last word of the clause in which a word stands, where a conjunction opens one."""
        word = self.scene.doc[index]
        opened = next((one for one in (word, *ancestors(word)) if _subordinate(one)), None)
        if opened is None:
            return None
        return _unpunctuated(sorted(opened.subtree, key=lambda kid: kid.i))

    def _around(self, likely: Floats) -> tuple[Token, Token] | None:
        """The likeliest word with those beside it that belong to it, if they are at least three."""
        first = last = int(likely.argmax())
        while first > 0 and likely[first - 1] >= WITHIN:
            first -= 1
        while last + 1 < len(likely) and likely[last + 1] >= WITHIN:
            last += 1
        return _unpunctuated([self.scene.doc[index] for index in range(first, last + 1)])

    def positions(self, ruled: Sequence[Position]) -> list[Position]:
        """The stances that the rules see and the network does not doubt."""
        if not ruled:
            return []
        told, _, _ = self.net.stances(self.encoded)
        return [one for one in ruled if one.stance == "conditional" or told[STANCES.index(one.stance)] >= NOT_DOUBTED]

    def _triggers(self) -> list[int]:
        """The words that name an event which the rules do not see: the clearest one of each event."""
        clear = 1 - self.likely[:, 0] >= SEEN
        seen = [token.i for token in self.scene.doc if clear[token.i] and eligible(token) and token.i not in self.named]
        free = [index for index in seen if not self._told(self.scene.doc[index])]
        return [index for index in free if not any(self._beside(index, other) for other in (*seen, *self.named))]

    def _told(self, token: Token) -> bool:
        """Whether the word is only what a deed seen by the rules is done with: "lifted *sanctions*", "sent *tanks*"."""
        return token.dep_ in OBJECTS and self.named.get(token.head.i) in DEEDS

    def _beside(self, index: int, other: int) -> bool:
        """Whether the other word names the same event, and more clearly."""
        one, two = self.scene.doc[index], self.scene.doc[other]
        joined = (one.head == two and one.dep_ in SAME) or (two.head == one and two.dep_ in SAME)
        known = self.named.get(other)
        kind = TYPES.index(known) if known is not None else int(self.likely[other, 1:].argmax())
        clearer = known is not None or (self.likely[other, 0], other) < (self.likely[index, 0], index)
        return joined and clearer and int(self.likely[index, 1:].argmax()) == kind

    def _statuses(self, index: int, kind: EventType) -> tuple[float, Status]:
        """How likely the event is planned, mooted or denied, and which of these it then is."""
        modal = np.array([STATUSES.index(status(self.scene.doc[index], kind))])
        likely = self.net.statuses(self.encoded[index : index + 1], modal)[0]
        unreal = [STATUSES.index(one) for one in NOT_YET]
        return float(likely[unreal].sum()), STATUSES[max(unreal, key=lambda one: float(likely[one]))]

    def _parties(self, index: int, kind: int, told: Mapping[int, int]) -> Sides:
        """Whom the network sees on both sides of the event; `told`: what the rules say of each token."""
        others = [other for other in self.others if other != index]
        if not others:
            return [], []
        paths = [path(self.scene.doc, index, other) for other in others]
        ruled = np.array([told.get(other, 0) for other in others])
        roles = self.net.roles(self.encoded[index], self.encoded[others], paths, ruled, 1 + kind).argmax(axis=1)

        def those(role: int) -> list[Mention]:
            heads = [other for other, seen in zip(others, roles, strict=True) if seen == role]
            return [one for head in heads for one in self._who(head, kind, done=role == 2)]

        source = list(apart(those(1), self._callers(index, TYPES[kind])))
        return source, list(apart(those(2), [one.span for one in source]))

    def _callers(self, index: int, kind: EventType) -> list[Span]:
        """Who condemns, asks for, rejects or brokers what the word names, and does not do it ("*he* condemned the
        attack")."""
        word = self.scene.doc[index]
        third = [one.span for one in mediators(self.scene, word, ())] if kind in SYMMETRIC else []
        turned = {"ACCUSE", "REQUEST", "REJECT"} if is_noun(word) else {"ACCUSE", "REQUEST"}
        if kind in SYMMETRIC:  # "welcomed the deal", but not "praised the talks with Norway"
            turned = {"SUPPORT"} if is_noun(word) and prep_object(word, "with") is None else set()
        above = {token.i for token in ancestors(word)}
        asking = [event for at, event in self.ruled if at in above and event.type in turned]
        return [*third, *(ref.surface for event in asking for ref in event.source if ref.surface is not None)]

    def _who(self, index: int, kind: int, *, done: bool) -> list[Mention]:
        token = self.scene.doc[index]
        if token.tag_[:2] == "JJ":
            return list(spotted(self.scene, token.idx, token.idx + len(token)))
        own = targets(self.scene, token) if done and TYPES[kind] not in UTTERED else actors(self.scene, token)
        return own or list(spotted(self.scene, token.idx, token.idx + len(token)))
