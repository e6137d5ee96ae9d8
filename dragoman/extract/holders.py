"""A phrase → whose stance it tells: the actor itself or the one whose policy, position or message it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dragoman.extract.matters import Reach, words
from dragoman.extract.mentions import mention
from dragoman.extract.parties import acting, actors, owners
from dragoman.extract.scene import Scene, pending
from dragoman.extract.syntax import ancestors, child, conjuncts, is_noun, is_verb, prep_object
from dragoman.model import Mention, Ref, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

REFLEXIVE = frozenset({"itself", "himself", "herself", "themselves"})
BOUND = frozenset({"its", "his", "her", "their"})


def holders(scene: Scene, token: Token | None) -> list[Ref]:
    """Return whose stance a subject's is; nobody's where the subject is a thing that holds none."""
    if token is None:
        return []
    found = [one for part in conjuncts(token) for one in _holder(scene, part)]
    return [pending(one) for one in found]


def _holder(scene: Scene, token: Token) -> list[Mention]:
    own = acting(scene, token)
    if own is not None:
        return [own]
    if token.lemma_.lower() in words("fronts", "words"):
        return owners(scene, token) or _of(scene, token)
    return []


def _of(scene: Scene, token: Token) -> list[Mention]:
    inner = prep_object(token, "of", "from", "by")
    if inner is None:
        return []
    return [one for part in conjuncts(inner) for one in _holder(scene, part)]


def possessors(scene: Scene, noun: Token) -> list[Ref]:
    """Return whose a readiness or refusal is, by genitive, adjective or of-phrase; a bound "its" counts for nobody."""
    own = child(noun, "poss")
    if own is not None and own.lower_ in BOUND:
        return []
    return [pending(one) for one in owners(scene, noun) or _of(scene, noun)]


def before_colon(scene: Scene) -> list[Ref]:
    """Return the name a headline puts before its colon: "Peskov: no point in talks"."""
    colon = next((token for token in scene.doc[:6] if token.text == ":"), None)
    if colon is None or colon.i == 0:
        return []
    one = acting(scene, colon.nbor(-1))
    return [pending(one)] if one is not None else []


def speaker(scene: Scene, token: Token, speeches: Sequence[Statement]) -> list[Ref]:
    """Return who says the words in which the token stands: the innermost speaker."""
    at = scene.of(token)
    covering = [one for one in speeches if one.content.covers(at)]
    if not covering:
        return before_colon(scene)
    inner = min(covering, key=lambda one: one.content.end - one.content.start)
    return [one.speaker for one in covering if one.content == inner.content]


def toward(scene: Scene, cue: Token, reached: Reach | None, held: Sequence[Ref]) -> Ref | None:
    """Return the other party: named with, to or as object of the matter; never a holder."""
    taken = {one.surface for one in held}
    top = cue if reached is None else reached.way[0] if reached.way[0].head == cue else cue
    tokens = sorted((word for word in (*cue.subtree, *_beside(cue, top)) if word.i > cue.i), key=lambda word: word.i)
    if reached is not None:
        tokens = [*reached.word.subtree, *tokens]
    for word in tokens:
        for one in _other(scene, word):
            if one.span not in taken:
                return pending(one)
    if any(word.lower_ in {"each", "another"} for word in tokens) and len(held) > 1:
        return None
    return None


def _beside(cue: Token, top: Token) -> Iterator[Token]:
    """A phrase the parser hung one word too high: "accepted a truce | with Riyadh"."""
    if top.dep_ in {"acomp", "xcomp", "dobj"} and not is_verb(cue):
        for kid in cue.head.children:
            if kid.dep_ == "prep" and kid.i > cue.i:
                yield from kid.subtree


def _other(scene: Scene, word: Token) -> list[Mention]:
    if not _partner(word):
        return []
    found = acting(scene, word)
    several = [found] if found is not None else actors(scene, word, doers=("with", "of")) if is_noun(word) else []
    return [one for one in several if one.form != "parties" and one.head not in REFLEXIVE | BOUND]


def _partner(word: Token) -> bool:
    """Whether the word stands where the other side of a contact stands."""
    if word.dep_ == "pobj":
        return word.head.lower_ in {"with", "to", "from", "between", "toward", "towards"}
    if word.dep_ == "dobj":
        return word.head.lemma_.lower() in {"meet", "engage", "host", "invite", "receive", "visit", "see"}
    if word.dep_ in {"compound", "poss", "amod"}:
        return False
    return word.dep_ == "nsubj" and word.head.dep_ in {"xcomp", "pcomp"}


def governed_by(token: Token, lemmas: frozenset[str]) -> bool:
    """Whether a verb among `lemmas` asks or makes somebody do what the token says."""
    for head in _complement_heads(token):
        if is_verb(head) and head.lemma_.lower() in lemmas:
            return True
    return False


def _complement_heads(token: Token) -> Iterator[Token]:
    while token.head != token and token.dep_ in {"xcomp", "ccomp", "advcl", "acomp", "oprd", "conj", "attr"}:
        head = token.head
        if token.dep_ in {"ccomp", "advcl"} and not _bare(token):
            return
        if token.dep_ != "conj":
            yield head
        token = head


def _bare(verb: Token) -> bool:
    """Whether the clause is an infinitive or a subjunctive: what is asked for, not what is told."""
    return verb.tag_ == "VB" and not any(kid.tag_ == "MD" for kid in verb.children)


def hypothetical(token: Token) -> bool:
    """Whether the token stands in an if-, unless- or whether-clause: nothing in it is told as so."""
    for word in (token, *ancestors(token)):
        if any(kid.dep_ in {"mark", "advmod"} and kid.lower_ in {"if", "unless", "whether", "until", "lest"} and kid.i < word.i
               for kid in word.children):  # fmt: skip
            return True
    return False


def named(scene: Scene, token: Token) -> Mention | None:
    return mention(scene, token)
