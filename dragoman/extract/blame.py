"""What somebody says → the accusations in it that no verb of accusing tells: "Their army broke the truce, she said"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import cast

from dragoman.data import toml
from dragoman.extract.doers import doers
from dragoman.extract.events import event_of
from dragoman.extract.holders import hypothetical
from dragoman.extract.parties import actors
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import child, children, is_verb, subject
from dragoman.extract.tense import negated
from dragoman.grammar import Token
from dragoman.model import Event, Mention, Ref, Statement

BEING = frozenset({"be", "seem", "remain", "appear", "become"})
SAID_TO_BE = frozenset({"acomp", "attr", "oprd"})


def blames(scene: Scene, speeches: Sequence[Statement], report: str) -> Iterator[Event]:
    """Yield of each speech the first accusation that its words make, as held: whoever speaks has made it.

    Who is blamed stands in the sentence; whether the two act for different states is for `resolve` to say.
    """
    told: dict[int, tuple[list[Mention], list[Ref]]] = {}
    for speech in speeches:
        found = next(_accusations(scene, speech), None)
        if found is not None:
            told.setdefault(found[0].i, (found[1], []))[1].append(speech.speaker)
    for index, (blamed, speakers) in told.items():
        event = event_of(scene, scene.doc[index], "ACCUSE", ([], blamed), report)
        yield replace(event, rule="events.blame/1", source=tuple(speakers), status="held")


def _accusations(scene: Scene, speech: Statement) -> Iterator[tuple[Token, list[Mention]]]:
    """The words of a speech that blame somebody else, each with those it blames."""
    for token in scene.doc:
        if speech.content.covers(scene.of(token)) and _blaming(token) and not _supposed(token):
            blamed = [one for one in _blamed(scene, token) if one.form != "pronoun"]
            if blamed and all(one.span != speech.speaker.surface for one in blamed):
                yield token, blamed


def _blaming(word: Token) -> bool:
    """Whether the word says that somebody did wrong, or is."""
    lemma = word.lemma_.lower()
    if not is_verb(word):
        told = word.dep_ in SAID_TO_BE and word.head.lemma_ in BEING
        return told and lemma in _listed("being", "dues" if negated(word.head) else "words")
    if negated(word):
        return lemma in _listed("dues_alone")
    if word.dep_ == "xcomp" and word.head.lemma_.lower() in _listed("failing"):
        return lemma in _listed("dues")
    return lemma in _listed("deeds") or _done_to(word)


def _done_to(verb: Token) -> bool:
    """Whether the deed is wrong with what it is done to: "sponsors terrorism", "blocked the talks"."""
    things = toml("blame")["with"].get(verb.lemma_.lower(), ())
    objects = [*children(verb, "dobj", "nsubjpass"), *(child(prep, "pobj") for prep in children(verb, "prep"))]
    return any(thing is not None and thing.lemma_.lower() in things for thing in objects)


def _supposed(word: Token) -> bool:
    """Whether it is only possible, asked for or to come: "would violate", "if they break it", "urged it to stop"."""
    verb = word if is_verb(word) else word.head
    while verb.tag_ == "VB" and verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _listed("leading"):
        verb = verb.head
    asked = verb.tag_ == "VB" and not any(kid.lower_ in {"do", "does", "did"} for kid in verb.children)
    return asked or hypothetical(word) or any(kid.tag_ == "MD" for kid in verb.children)


def _blamed(scene: Scene, word: Token) -> list[Mention]:
    """Those of whom it is said; whose remarks, forces or moves did it are they themselves."""
    if is_verb(word):
        return doers(scene, word)
    bearer = subject(word.head)
    return actors(scene, bearer) if bearer is not None else []


@cache
def _listed(*keys: str) -> frozenset[str]:
    """A list of data/blame.toml."""
    table = toml("blame")
    for key in keys:
        table = table[key]
    return frozenset(cast("list[str]", table))
