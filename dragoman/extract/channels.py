"""Sentences → Channels: the lines of contact that are named, and the state they are in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, cast

from dragoman.data import toml
from dragoman.extract.modality import negated
from dragoman.extract.parties import actors, owners
from dragoman.extract.scene import Scene, pending
from dragoman.extract.syntax import ancestors, child, children, is_noun, is_verb, passive, prep_object, subject, subtree
from dragoman.model import Channel, ChannelKind, ChannelState, Ref, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

STATE_ORDER: tuple[ChannelState, ...] = ("closed", "paused", "reopening", "limited", "planned", "open")
"""Where several words speak, the one that says most: "a suspended line is to be kept open" is paused."""


def channels(scene: Scene, speeches: Sequence[Statement], report: str) -> Iterator[Channel]:
    """Yield the channels whose state the sentence tells."""
    taken: set[tuple[str, str]] = set()
    for token in scene.doc:
        if not is_noun(token) or token.lower_ not in _heads("lines"):
            continue
        kind, state = _kind(scene, token), _state(token)
        if state is None or (kind is None and token.lower_ not in _heads("strong") and not _contact(token)):
            continue
        made = _channel(scene, token, kind or "general", state, report)
        key = (made.channel, made.state)
        if key not in taken:
            taken.add(key)
            yield made


def _channel(scene: Scene, token: Token, kind: ChannelKind, state: ChannelState, report: str) -> Channel:
    start, end = subtree(token, without=frozenset({"relcl", "punct"}))
    verb = next((head for head in ancestors(token) if is_verb(head)), None)
    spans = [start, end] + ([verb.idx, verb.idx + len(verb)] if verb is not None else [])
    topic = prep_object(token, "on", "about", "for")
    return Channel(
        report=report, evidence=scene.at(min(spans), max(spans)), sentence=scene.span, rule="channels.state/1",
        channel=kind, state=state, parties=_parties(scene, token),
        topic=scene.at(*subtree(topic)) if topic is not None else None,
    )  # fmt: skip


def _contact(token: Token) -> bool:
    """A line of contact by its own words: "contacts between", "dialogue with", "channels for talks"."""
    return any(kid.dep_ == "prep" and kid.lower_ in {"between", "with"} for kid in token.children) and token.lower_ in {
        "contact", "contacts", "communication", "communications", "exchanges", "dialogue", "links", "lines",
    }  # fmt: skip


def _parties(scene: Scene, token: Token) -> tuple[Ref, ...]:
    found = list(owners(scene, token))
    for name in ("between", "with", "among", "to", "in", "of"):
        inner = prep_object(token, name)
        if inner is not None:
            found.extend(actors(scene, inner))
    verb = next((head for head in ancestors(token) if is_verb(head)), None)
    if len(found) < 2 and verb is not None:
        doer = subject(verb)
        if doer is not None and doer != token:
            found.extend(actors(scene, doer))
        beside = prep_object(verb, "with", "between")
        if beside is not None:
            found.extend(actors(scene, beside))
    return tuple(pending(one) for one in {one.span: one for one in found}.values())


def _kind(scene: Scene, token: Token) -> ChannelKind | None:
    """The kind that the noun phrase names, the longest phrase first."""
    start, end = subtree(token, without=frozenset({"relcl"}))
    text = f" {scene.doc.text[start:end].lower()} "
    best: tuple[int, str] | None = None
    for kind, phrases in toml("channels")["kinds"].items():
        for phrase in phrases:
            if re.search(rf"\b{re.escape(phrase)}\b", text) and (best is None or len(phrase) > best[0]):
                best = len(phrase), kind
    return cast("ChannelKind", best[1]) if best is not None else None


def _state(token: Token) -> ChannelState | None:
    """What adjectives, verbs and nouns around the channel say of it."""
    words = set(_around(token))
    found = [state for state in STATE_ORDER if words & _states(state)]
    if not found:
        return None
    state = found[0]
    verb = next((head for head in ancestors(token) if is_verb(head)), None)
    if verb is not None and token.dep_ in {"nsubj", "nsubjpass", "dobj"} and negated(verb):
        return {"open": "closed", "closed": "open", "paused": "open"}.get(state, state)  # type: ignore[return-value]
    return state


def _around(token: Token) -> Iterator[str]:
    for kid in token.children:
        if kid.dep_ in {"amod", "acomp", "advmod", "relcl", "acl", "oprd"}:
            yield from (kid.lower_, kid.lemma_.lower())
            yield from (word.lower_ for word in kid.children if word.dep_ in {"acomp", "advmod", "xcomp", "oprd"})
    head = token.head
    if head == token:
        return
    if token.dep_ == "conj" and is_noun(head):
        yield from _around(head)
    if is_verb(head):
        yield from _verb_words(token, head)
    elif token.dep_ == "pobj" and is_noun(head.head) and head.lower_ in {"of", "in", "toward", "for", "to"}:
        yield from (head.head.lower_, head.head.lemma_.lower())
        if head.head.dep_ == "dobj" and is_verb(head.head.head):
            yield from (head.head.head.lemma_.lower(),)
    elif token.dep_ == "pobj" and is_verb(head.head):
        yield from (head.head.lemma_.lower(),)


def _verb_words(token: Token, verb: Token) -> Iterator[str]:
    yield verb.lemma_.lower()
    for kid in verb.children:
        if kid.dep_ in {"acomp", "oprd", "prt", "advmod", "attr", "ccomp", "xcomp"} and (kid != token):
            yield from (kid.lower_, kid.lemma_.lower())
            yield from (word.lower_ for word in children(kid, "advmod", "conj"))
    on = prep_object(verb, "on")
    if on is not None and on.lower_ == "hold":
        yield "on hold"
    if passive(verb) and child(verb, "prt") is not None:
        yield f"{verb.lower_} {child(verb, 'prt')}"


@cache
def _heads(key: str) -> frozenset[str]:
    return frozenset(toml("channels")["heads"][key])


@cache
def _states(key: str) -> frozenset[str]:
    return frozenset(toml("channels")["states"][key])
