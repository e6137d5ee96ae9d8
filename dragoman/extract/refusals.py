"""An event that somebody says will not be → their refusal: "they will not hold any talks with Accra, she said"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.extract.events import event_of
from dragoman.extract.lexicon import lemma_of
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import ancestors, children, clause_verb, is_verb
from dragoman.extract.tense import negated
from dragoman.grammar import Token
from dragoman.model import Event, EventType

REFUSED: frozenset[EventType] = frozenset({"CONSULT", "AGREE", "SUPPORT", "CONCEDE", "COOPERATE"})
"""Types that are done with or for another, who is refused them."""

OWN = frozenset({"we", "i"})
SAYING = frozenset({"ccomp", "parataxis"})


def with_refusals(scene: Scene, found: Sequence[Event]) -> Iterator[Event]:
    """Yield the events, and beside what one side says it will not do its refusal.

    What is not given or recognised at all is told by the refusal alone.
    """
    refused = any(event.type == "REJECT" for event in found)
    for event in found:
        verb = None if refused else _unwilling(scene, event)
        if verb is not None:
            refused = True
            told = event_of(scene, verb, "REJECT", ([], []), event.report)
            yield replace(told, status="held", source=event.source, recipient=event.recipient)
        if verb is None or event.type not in {"SUPPORT", "CONCEDE"}:
            yield event


def _unwilling(scene: Scene, event: Event) -> Token | None:
    """The verb of what one side says that it itself will not do."""
    if event.type not in REFUSED or event.status not in {"denied", "mooted"} or not event.source:
        return None
    cue = scene.token_at(event.cue.start - scene.start)
    verb = cue if is_verb(cue) else clause_verb(cue)
    head = verb.head if verb.dep_ == "xcomp" and lemma_of(verb.head) == "go" else verb  # "not going to recognise"
    willed = head != verb or any(kid.lower_ in {"will", "would", "wo"} for kid in children(verb, "aux"))
    return verb if willed and negated(head) and _own_words(head) else None


def _own_words(verb: Token) -> bool:
    """Whether the one who will not do it says so: "we will not", "Ghana said *it* would not"."""
    doer = next((kid for kid in verb.children if kid.dep_ == "nsubj"), None)
    if doer is None or doer.tag_ != "PRP":
        return False
    return doer.lower_ in OWN or any(one.dep_ in SAYING and is_verb(one.head) for one in (verb, *ancestors(verb)))
