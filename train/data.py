"""Annotated corpus → examples: the features of each sentence, and the labels that its annotation gives its tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, get_args

from dragoman.annotate import annotate
from dragoman.extract import scenes
from dragoman.extract.events import events as ruled_events
from dragoman.extract.features import STATUSES, TYPES, Features, candidates, eligible, features, given, path
from dragoman.extract.mentions import all_mentions
from dragoman.extract.modality import status
from dragoman.extract.pairs import ruled_root
from dragoman.extract.scene import Scene
from dragoman.model import Event, Matter, Report, Span

if TYPE_CHECKING:
    from dragoman.grammar import Token

STANCES = ("open", "conditional", "closed")
MATTERS = get_args(Matter)
IGNORE = -100
SOURCE, RECIPIENT = 1, 2
OBJECTS = {"dobj", "pobj", "nsubjpass", "attr", "acl", "xcomp"}


@dataclass
class Pairs:
    """A trigger with every token that may be a party to its event, and what each is (0, SOURCE, RECIPIENT)."""

    trigger: int
    others: list[int]
    paths: list[tuple[int, ...]]
    ruled: list[int]
    roles: list[int]


@dataclass
class Example:
    """One parsed sentence. `type`, `status`, `stance`, `condition` hold a label a token, IGNORE where there is none."""

    report: str
    text: str
    words: list[str]
    features: Features
    type: list[int]
    status: list[int]
    modal: list[int]
    stance: list[int]
    condition: list[int]
    pairs: list[Pairs] = field(default_factory=list)
    note: dict[str, Any] = field(default_factory=dict)
    given: bool = False
    told: list[float] = field(default_factory=lambda: [-1.0] * len(STANCES))
    matter: list[int] = field(default_factory=lambda: [IGNORE] * len(STANCES))


def compose(report: dict[str, Any]) -> tuple[str, list[tuple[int, int]]]:
    """The text of a corpus report and where its sentences stand in it."""
    text, spans, headline = "", [], False
    for sentence in report["sentences"]:
        text += ("\n" if sentence.get("break") or headline else " ") if spans else ""
        headline = bool(sentence.get("headline"))
        spans.append((len(text), len(text) + len(sentence["text"])))
        text += sentence["text"]
    return text, spans


def examples(report: dict[str, Any]) -> Iterator[Example]:
    """The sentences of a corpus report as examples, as the road would see them."""
    text, spans = compose(report)
    first = report["sentences"][0]
    headline = Span.of(text, *spans[0]) if first.get("headline") else None
    read = Report("corpus", text, published=report["published"], language="en", headline=headline)
    (parsed,) = annotate([read])
    alone = report["style"] in {"sentence", "cameo"}
    for scene in scenes(read, parsed.sentences):
        start, end = scene.start, scene.start + len(scene.text)
        number = max(range(len(spans)), key=lambda n: min(spans[n][1], end) - max(spans[n][0], start))
        sentence = report["sentences"][number]
        view = _View(scene, sentence["text"], spans[number][0])
        list(all_mentions(scene))
        ruled = list(ruled_events(scene, read.id))
        one = _example(report["id"], view, sentence, ruled)
        if not alone:
            yield one
        yield from _given(one, view, sentence, coded=report["style"] == "cameo")


@dataclass
class _View:
    """A parsed sentence beside the annotated one: finds annotated words in the parse."""

    scene: Scene
    text: str
    start: int

    def tokens(self, words: str | None, near: int | None = None) -> list[Token]:
        """The tokens of annotated words, of several places the one nearest to the token `near`."""
        found: list[list[Token]] = []
        at = self.text.find(words) if words else -1
        while at >= 0 and words:
            first = at + self.start - self.scene.start
            span = self.scene.doc.within(first, first + len(words)) if first >= 0 else ()
            if span:
                found.append(list(span))
            at = self.text.find(words, at + 1)
        if not found:
            return []
        return found[0] if near is None else min(found, key=lambda tokens: abs(tokens[0].i - near))

    def head(self, words: str | None, near: int | None = None) -> Token | None:
        tokens = self.tokens(words, near)
        inside = {token.i for token in tokens}
        return next((token for token in tokens if token.head.i not in inside or token.head == token), None)


def cue_tokens(view: _View, event: dict[str, Any]) -> list[Token]:
    """The tokens that name an event: the head of its cue, then its object inside the cue."""
    tokens = [token for token in view.tokens(event["cue"]) if eligible(token)]
    inside = {token.i for token in tokens}
    heads = [token for token in tokens if token.head.i not in inside or token.head == token]
    root = (heads or tokens or [None])[0]
    if root is None:
        return []
    return [root, *(t for t in tokens if t.head == root and t.dep_ in OBJECTS and t.tag_[:2] in {"NN", "VB"})]


def _example(name: str, view: _View, sentence: dict[str, Any], ruled: Sequence[Event]) -> Example:
    scene = view.scene
    count = len(scene.doc)
    able = [eligible(token) for token in scene.doc]
    kind = [0 if yes else IGNORE for yes in able]
    told = [IGNORE] * count
    loose: list[Token] = []
    parties: dict[int, dict[int, int]] = {}
    for event in sentence.get("events", []):
        cue = cue_tokens(view, event)
        for token in cue:
            if kind[token.i] <= 0:
                kind[token.i] = 1 + TYPES.index(event["type"])
                told[token.i] = STATUSES.index(event["status"])
                parties[token.i] = _parties(view, event, token.i)
        if cue:
            loose += [cue[0].head] if cue[0].dep_ in OBJECTS else []
            loose += [kid for kid in cue[0].children if kid.dep_ in {"dobj", "attr", "nsubjpass"}]
    for token in loose:  # a cue's light verb or object is neither right nor wrong
        kind[token.i] = IGNORE if kind[token.i] == 0 else kind[token.i]
    unsure = sentence.get("unsure", [])
    if "events" in unsure:
        kind = [IGNORE if label == 0 else label for label in kind]
    one = Example(
        report=name,
        text=scene.text,
        words=[token.text for token in scene.doc],
        features=features(scene, ruled),
        type=kind,
        status=told,
        modal=[
            STATUSES.index(status(token, TYPES[label - 1] if label > 0 else None)) if yes else 0
            for token, yes, label in zip(scene.doc, able, kind, strict=True)
        ],
        stance=[IGNORE] * count if "positions" in unsure else _stances(view, sentence),
        condition=[IGNORE] * count if "conditions" in unsure else _conditions(view, sentence),
        note=sentence,
    )
    if "positions" not in unsure:
        one.told = [0.0] * len(STANCES)
        for position in sentence.get("positions", []):
            if view.tokens(position["words"]):
                one.told[STANCES.index(position["stance"])] = 1.0
                one.matter[STANCES.index(position["stance"])] = MATTERS.index(position["matter"])
    by_rule = _ruled_roles(scene, ruled)
    others = [token.i for token in candidates(scene)]
    for trigger, roles in parties.items():
        if roles:
            far = [other for other in others if other != trigger]
            paths = [path(scene.doc, trigger, other) for other in far]
            told_by_rule = [by_rule.get(trigger, {}).get(other, 0) for other in far]
            one.pairs.append(Pairs(trigger, far, list(paths), told_by_rule, [roles.get(other, 0) for other in far]))
    return one


def _parties(view: _View, event: dict[str, Any], near: int) -> dict[int, int]:
    found: dict[int, int] = {}
    for role, key in ((SOURCE, "source_words"), (RECIPIENT, "recipient_words")):
        for words in event[key]:
            head = view.head(words, near)
            if head is not None:
                found[head.i] = role
    return found


def _ruled_roles(scene: Scene, ruled: Sequence[Event]) -> dict[int, dict[int, int]]:
    from dragoman.extract.recognise import roles_by_rule

    return {scene.token_at(event.cue.start - scene.start).i: roles_by_rule(scene, event) for event in ruled}


def _stances(view: _View, sentence: dict[str, Any]) -> list[int]:
    found = [0] * len(view.scene.doc)
    for position in sentence.get("positions", []):
        for token in view.tokens(position["words"]):
            found[token.i] = 1 + STANCES.index(position["stance"])
    return found


def _conditions(view: _View, sentence: dict[str, Any]) -> list[int]:
    found = [0] * len(view.scene.doc)
    for condition in sentence.get("conditions", []):
        for token in view.tokens(condition["text"]):
            found[token.i] = 1
    return found


def _given(one: Example, view: _View, sentence: dict[str, Any], *, coded: bool) -> Iterator[Example]:
    """The sentence once more for each event with both parties in words: what does the one do to the other?"""
    for event in sentence.get("events", []):
        cue = cue_tokens(view, event)
        near = cue[0].i if cue else None
        sides = event["source_words"], event["recipient_words"]
        source, target = ([token for words in side for token in view.tokens(words, near)] for side in sides)
        root = event["type"] if coded else as_coded(event)
        if not cue or not source or not target or root is None:
            continue
        label, at = 1 + TYPES.index(root), {token.i for token in cue}
        kind = [label if i in at else IGNORE if mark == IGNORE else 0 for i, mark in enumerate(one.type)]
        own = replace(one.features, flags=one.features.flags.copy())
        table = given(own, [token.i for token in source], [token.i for token in target])
        blank = [IGNORE] * len(kind)
        ruled = ruled_root(view.scene.doc, _place(source), _place(target))
        yield replace(
            one, features=table, type=kind, status=blank, stance=blank, condition=blank, told=[-1.0] * len(STANCES),
            matter=[IGNORE] * len(STANCES), pairs=[], note={"root": root, "ruled": ruled}, given=True,
        )  # fmt: skip


def _place(tokens: Sequence[Token]) -> tuple[int, int]:
    return min(token.idx for token in tokens), max(token.idx + len(token) for token in tokens)


SIGNED = {"sign", "ink", "conclude", "reach", "strike", "deal", "agreement", "accord", "pact", "treaty", "ratify"}


def as_coded(event: dict[str, Any]) -> str | None:
    """The type under which CAMEO's codebook puts the event, None where that is doubtful: what is only intended is
    AGREE (03), agreements signed are diplomatic cooperation (05)."""
    done = event["status"] in {"held", "ongoing"}
    if event["type"] == "CONSULT" and event["status"] == "planned":
        return "AGREE"
    if event["type"] == "AGREE" and any(word.startswith(tuple(SIGNED)) for word in event["cue"].lower().split()):
        return "SUPPORT" if done else None
    return event["type"] if done else None
