"""Sentences → Positions: whose stance on talking, meeting, agreeing or ceasing fire the words tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, cast

from dragoman.data import toml
from dragoman.extract.modality import negated
from dragoman.extract.parties import actors, owners
from dragoman.extract.scene import Scene, pending
from dragoman.extract.syntax import (
    agent, ancestors, child, children, conjuncts, is_noun, is_verb, passive, prep_object, subject, subtree,
)  # fmt: skip
from dragoman.model import Condition, Matter, Mention, Position, Ref, Stance, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

LINKING = frozenset({"be", "remain", "stay", "stand", "seem", "appear", "become", "keep", "declare", "feel"})
CONTACT = frozenset({"meet", "talk", "negotiate", "speak", "engage", "discuss", "sit", "return", "hold"})
DOORS = frozenset({"door", "window", "doorway", "path", "way", "road"})


def positions(
    scene: Scene, speeches: Sequence[Statement], terms: Sequence[Condition], report: str
) -> Iterator[Position]:
    """Yield the positions of the sentence, each with the conditions (`terms`) that hang on it."""
    seen: set[tuple[object, ...]] = set()
    for token in scene.doc:
        for holders, toward, matter, stance in _found(scene, token, speeches):
            for holder in holders:
                made = _position(scene, token, holder, toward, matter, stance, terms, report)
                key = (holder.surface, made.matter, made.stance)
                if key not in seen:
                    seen.add(key)
                    yield made


Found = tuple[list[Ref], Ref | None, Matter, Stance]


def _found(scene: Scene, token: Token, speeches: Sequence[Statement]) -> Iterator[Found]:
    if token.tag_.startswith("JJ") or token.lower_ in {"prepared", "opposed", "interested", "committed", "closed", "willing"}:
        yield from _adjective(scene, token, speeches)
    if is_verb(token):
        yield from _verb(scene, token, speeches)
    elif is_noun(token):
        yield from _noun(scene, token)


def _adjective(scene: Scene, word: Token, speeches: Sequence[Statement]) -> Iterator[Found]:
    """ "Moscow remains open to talks", "is not ready to meet", "the door to talks is closed"."""
    stance = _stance_of(word.lower_, "adjectives")
    verb = word.head
    if stance is None or word.dep_ not in {"acomp", "oprd", "attr", "ROOT", "ccomp", "conj", "advcl", "xcomp"}:
        return
    own = child(word, "nsubj", "nsubjpass")
    holder = own if own is not None else child(verb, "nsubj", "nsubjpass") if is_verb(verb) else None
    if holder is None and is_verb(verb):
        holder = subject(verb)
    if holder is None:
        return
    if holder.lemma_.lower() in DOORS:
        yield from _door(scene, holder, word, stance, speeches)
        return
    stance = _turned(stance, negated(word) or (is_verb(verb) and word.dep_ in {"acomp", "oprd"} and negated(verb)))
    yield from _told(scene, _refs(scene, holder), word, stance)


def _door(scene: Scene, door: Token, word: Token, stance: Stance, speeches: Sequence[Statement]) -> Iterator[Found]:
    """A window or door for talks is the stance of whoever says so."""
    matter = _matter(door)
    speaker = [one.speaker for one in speeches if one.content.covers(scene.of(word))]
    holders = [pending(one) for one in owners(scene, door)] or speaker[:1]
    if matter is not None and holders:
        yield holders, _toward(scene, door, holders), matter, stance


def _verb(scene: Scene, verb: Token, speeches: Sequence[Statement]) -> Iterator[Found]:
    lemma = _phrasal(verb)
    if lemma in CONTACT and (negated(verb) or _conditional(verb)):
        yield from _contact(scene, verb)
        return
    yield from _possible_step(scene, verb, speeches)
    stance = _stance_of(lemma, "verbs")
    doer = agent(verb) if passive(verb) else subject(verb)
    if stance is None or doer is None or _modal(verb, {"could", "may", "might", "should", "must"}):
        return
    yield from _told(scene, _refs(scene, doer), verb, _turned(stance, negated(verb)))


def _contact(scene: Scene, verb: Token) -> Iterator[Found]:
    """ "will not meet Zelensky", "would talk to Kyiv if …": refusing or offering contact in so many words."""
    doer = subject(verb)
    matter = _matter(verb)
    if doer is None or matter is None or not _modal(verb, {"will", "would", "wo", "can", "ca", "'ll", "shall"}):
        return
    yield _refs(scene, doer), _toward(scene, verb, _refs(scene, doer)), matter, "closed" if negated(verb) else "open"


def _possible_step(scene: Scene, verb: Token, speeches: Sequence[Statement]) -> Iterator[Found]:
    """ "Dialogue could resume if …", "talks are impossible": a step as subject is the speaker's stance."""
    step = child(verb, "nsubj", "nsubjpass")
    if step is None or not is_noun(step) or verb.lemma_ not in {"resume", "begin", "start", "happen", "be", "take", "continue", "proceed", "require", "depend", "hinge"}:
        return
    matter = _matter_of(step.lemma_.lower())
    speaker = [one.speaker for one in speeches if one.content.covers(scene.of(verb))]
    if matter is None or not speaker:
        return
    if _conditional(verb) and _modal(verb, {"could", "would", "can", "will", "may", "might"}):
        yield speaker[:1], _toward(scene, step, speaker), matter, "open"
    elif verb.lemma_ in {"require", "depend", "hinge"}:
        yield speaker[:1], _toward(scene, step, speaker), matter, "conditional"


def _noun(scene: Scene, noun: Token) -> Iterator[Found]:
    """ "signalled a readiness for dialogue", "Moscow's willingness to talk", "sees no point in talks"."""
    lemma = noun.lemma_.lower()
    little = any(kid.lower_ in _table("little", "words") for kid in noun.children)
    if little and lemma in _table("little", "nouns"):
        stance: Stance | None = "closed"
    else:
        stance = _stance_of(lemma, "nouns")
    verb = noun.head
    if stance is None:
        return
    holders = [pending(one) for one in owners(scene, noun)] or _of(scene, noun)
    if is_verb(verb) and noun.dep_ in {"dobj", "conj", "attr"} or noun.dep_ == "conj":
        governor = next((head for head in (verb, *ancestors(verb)) if is_verb(head)), None)
        if governor is not None and not holders:
            doer = agent(governor) if passive(governor) else subject(governor)
            holders = _refs(scene, doer) if doer is not None else []
        if governor is not None and noun.dep_ == "dobj" and negated(governor) and not little:
            stance = _turned(stance, True)
    yield from _told(scene, holders, noun, stance)


def _of(scene: Scene, noun: Token) -> list[Ref]:
    inner = prep_object(noun, "of", "by")
    return _refs(scene, inner) if inner is not None else []


def _told(scene: Scene, holders: list[Ref], cue: Token, stance: Stance) -> Iterator[Found]:
    matter = _matter(cue)
    if holders and matter is not None:
        yield holders, _toward(scene, cue, holders), matter, stance


def _matter(cue: Token) -> Matter | None:
    """The diplomatic matter in what hangs on the cue, the nearest word first; None where there is none."""
    words = sorted((word for kid in cue.children if kid.dep_ not in {"nsubj", "nsubjpass", "advcl", "punct"} or kid.dep_ == "xcomp"
                    for word in kid.subtree), key=lambda word: (word.i < cue.i, abs(word.i - cue.i)))  # fmt: skip
    own = _matter_of(cue.lemma_.lower()) if cue.lemma_ in CONTACT else None
    found = (_matter_of(word.lower_) or _matter_of(word.lemma_.lower()) for word in words[:14] if not _inside_relative(word, cue))
    return own or next((matter for matter in found if matter is not None), None)


def _inside_relative(word: Token, cue: Token) -> bool:
    for head in (word, *ancestors(word)):
        if head == cue:
            return False
        if head.dep_ in {"relcl", "advcl"} and head != cue:
            return True
    return False


def _matter_of(word: str) -> Matter | None:
    table: dict[str, list[str]] = toml("positions")["matter"]
    return next((cast("Matter", matter) for matter, words in table.items() if word in words), None)


def _toward(scene: Scene, cue: Token, holders: Sequence[Ref]) -> Ref | None:
    """The other party: named with, to or as object of the matter; never the holder."""
    taken = {holder.surface for holder in holders}
    for word in sorted(cue.subtree, key=lambda one: one.i):
        if word.dep_ in {"pobj", "dobj", "poss"} or (word.dep_ == "nsubj" and word.head.dep_ in {"xcomp", "ccomp"}):
            if word.dep_ == "pobj" and word.head.lower_ not in {"with", "to", "from", "between", "toward", "towards"}:
                continue
            for one in _other(scene, word):
                if one.span not in taken:
                    return pending(one)
    return None


def _other(scene: Scene, word: Token) -> list[Mention]:
    return [one for one in actors(scene, word, doers=("with",)) if one.form != "pronoun" or one.head in {"him", "her", "them", "it"}]


def _refs(scene: Scene, token: Token) -> list[Ref]:
    return [pending(one) for part in conjuncts(token)[:1] for one in actors(scene, part, doers=("of", "from"))]


def _stance_of(word: str, kind: str) -> Stance | None:
    if word in _table("open", kind):
        return "open"
    return "closed" if word in _table("closed", kind) else None


def _turned(stance: Stance, turned: bool) -> Stance:
    if not turned:
        return stance
    return "closed" if stance == "open" else "open"


def _phrasal(verb: Token) -> str:
    particle = next((kid.lower_ for kid in verb.children if kid.dep_ == "prt" and kid.lower_ in {"out", "off", "down"}), "")
    return f"{verb.lemma_.lower()}_{particle}" if particle else verb.lemma_.lower()


def _modal(verb: Token, words: set[str]) -> bool:
    return any(kid.lower_ in words for kid in children(verb, "aux") if kid.tag_ == "MD")


def _conditional(verb: Token) -> bool:
    return any(kid.dep_ == "advcl" and any(mark.lower_ in {"if", "unless", "once", "provided"} for mark in kid.children) for kid in verb.children)


def _position(
    scene: Scene, cue: Token, holder: Ref, toward: Ref | None, matter: Matter, stance: Stance,
    terms: Sequence[Condition], report: str,
) -> Position:  # fmt: skip
    start, end = subtree(cue)
    clause = scene.at(start, end)
    own = [term for term in terms if clause.covers(term.evidence) or _hangs(scene, cue, term)]
    if own and not (stance == "closed" and all(term.connective == "if" for term in own)):
        stance = "conditional"
    surface = holder.surface
    spans = [clause, *([surface] if surface is not None and scene.span.covers(surface) else [])]
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    return Position(
        report=report, evidence=scene.at(first - scene.start, last - scene.start), sentence=scene.span,
        rule="positions.stance/1", holder=holder, matter=matter, stance=stance, toward=toward,
        conditions=tuple(term.id for term in own),
    )  # fmt: skip


def _hangs(scene: Scene, cue: Token, term: Condition) -> bool:
    """Whether the condition belongs to the clause of the cue: "Moscow is ready to talk if …"."""
    token = scene.token_at(term.evidence.start - scene.start)
    clause = next((head for head in (cue, *ancestors(cue)) if is_verb(head)), cue)
    return any(head == clause for head in ancestors(token)) and term.evidence.start - scene.start > clause.idx


@cache
def _table(stance: str, kind: str) -> frozenset[str]:
    return frozenset(toml("positions")[stance].get(kind, ()))
