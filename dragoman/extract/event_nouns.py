"""A noun → the event type it names and the mentions on both sides of its event."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from dragoman.data import toml
from dragoman.extract.frames import words
from dragoman.extract.parties import actors, owners, targets
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import agent, child, clause_verb, is_noun, is_verb, passive, prep_object, subject
from dragoman.model import EventType, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE"})
SPOKEN = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE"})
SUFFERED = frozenset({"ASSAULT", "COERCE", "CONCEDE", "SANCTION", "ACCUSE", "REJECT"})
"""Types whose "of" names the one done to: "the arrest of", "the expulsion of"."""

CALLED_FOR = frozenset({"REQUEST"})


def noun_type(noun: Token) -> EventType | None:
    """Return the event a noun names; "a call for talks" asks, "a call with Putin" consults; names name none but summits."""
    base = noun.lemma_.lower()
    if noun.tag_ in {"NNP", "NNPS"}:
        meets = base in {"summit", "talks"} and prep_object(noun, "between", "with", "of") is not None
        return "CONSULT" if meets else None
    if base == "call" and (prep_object(noun, "for") is not None or child(noun, "acl") is not None):
        return "REQUEST"
    kind = _noun_types().get(base)
    if kind == "MOBILIZE" and any(kid.lower_ == "joint" for kid in noun.children):
        return "COOPERATE"
    return kind


def noun_parties(scene: Scene, noun: Token, kind: EventType) -> tuple[list[Mention], list[Mention]] | None:
    """Return source and recipient of the noun's event, None where the noun names none."""
    if noun.dep_ in {"compound", "nmod"} and noun.head.i > noun.i and is_noun(noun.head):
        return None
    source, recipient = _parties(scene, noun, kind)
    if kind == "CONSULT":
        return (source, recipient) if source or recipient or _completable(noun) else None
    if kind in SYMMETRIC:
        both = list({one.span: one for one in [*source, *recipient]}.values())
        if len(both) < 2 and not (both and _names_several(both[0])):
            return None
    elif not (source or recipient) or (not recipient and noun.lemma_.lower() in words("home")):
        return None
    if kind in SPOKEN and light_verb(noun) is None and not (source and (recipient or kind == "REQUEST")):
        return None
    return source, recipient


def noun_recipient(scene: Scene, noun: Token) -> list[Mention]:
    """Return those an event noun is aimed at: "talks with *Israel*", "a proposal to *Kyiv*"; none for other nouns."""
    kind = noun_type(noun)
    return _to(scene, noun, kind) if kind is not None else []


def _completable(noun: Token) -> bool:
    """Whether these are particular talks whose parties the context tells: "the talks", "a possible meeting".

    Bare "dialogue" is an idea; talks with reporters are none; "the discussion of a meeting" leaves it to the meeting.
    """
    if noun.lemma_.lower() not in words("completed") or noun.tag_ in {"NNP", "NNPS"}:
        return False
    if prep_object(noun, "with", "of", "among") is not None:
        return False
    inside = [word for word in noun.subtree if word != noun and word.lemma_.lower() in words("completed")]
    marked = noun.tag_ == "NNS" or child(noun, "det") is not None
    return marked and not inside and child(noun, "poss") is None


def _names_several(one: Mention) -> bool:
    return one.form == "parties" or one.plural or len(one.states) > 1


def _parties(scene: Scene, noun: Token, kind: EventType) -> tuple[list[Mention], list[Mention]]:
    between = prep_object(noun, "between", "among")
    if between is not None:
        both = actors(scene, between)
        return (both, []) if kind in SYMMETRIC else (both[:1], both[1:])
    source = _by(scene, noun) or owners(scene, noun, people=True)
    recipient = _to(scene, noun, kind)
    if not source:
        source = _subject(scene, noun, kind)
    if not source and kind not in SUFFERED:
        of = prep_object(noun, "of")
        source = actors(scene, of) if of is not None else []
    taken = {one.span for one in source}
    return source, [one for one in recipient if one.span not in taken]


def _subject(scene: Scene, noun: Token, kind: EventType) -> list[Mention]:
    governor = light_verb(noun) or (_clause_of_talks(noun) if kind == "CONSULT" else None)
    if governor is None:
        return []
    doer = agent(governor) if passive(governor) else subject(governor)
    return actors(scene, doer) if doer is not None and doer != noun else []


def _by(scene: Scene, noun: Token) -> list[Mention]:
    """Who did it, wherever the parser hung the "by": "the expulsion of three diplomats by Russia"."""
    by = prep_object(noun, "by")
    of = prep_object(noun, "of") if by is None else None
    by = prep_object(of, "by") if of is not None else by
    return actors(scene, by) if by is not None else []


def _to(scene: Scene, noun: Token, kind: EventType) -> list[Mention]:
    for name in ("with", "to", "between") if kind in SYMMETRIC else _recipient_words(kind):
        inner = _object_of(noun, kind, name)
        found = _those(scene, inner, kind) if inner is not None else []
        if found:
            return found
    return []


def _those(scene: Scene, inner: Token, kind: EventType) -> list[Mention]:
    return actors(scene, inner) if kind in SYMMETRIC | SPOKEN else targets(scene, inner)


def _object_of(noun: Token, kind: EventType, name: str) -> Token | None:
    inner = prep_object(noun, name)
    if inner is None and name in {"against", "on"} and kind in {"ASSAULT", "SANCTION"}:
        inner = next((found for word in noun.subtree if (found := prep_object(word, name)) is not None), None)
    light = light_verb(noun)
    if inner is None and light is not None and name in {"with", "on", "against", "to", "from", "into"}:
        inner = prep_object(light, name)
    return inner


def _clause_of_talks(noun: Token) -> Token | None:
    """Talks that the subject of their clause takes part in: "stay in contact", "took part in the discussions"."""
    head = noun.head
    if noun.dep_ == "pobj" and head.lower_ in {"in", "for", "to"} and is_verb(head.head):
        return head.head if head.head.lemma_.lower() in words("partaking") else None
    if noun.dep_ == "pobj" and head.head.dep_ == "dobj" and head.head.lower_ in {"part", "place", "role"}:
        return clause_verb(head.head)
    return None


def light_verb(noun: Token) -> Token | None:
    """Return the verb whose subject does what the noun names ("launched an attack", "expressed support")."""
    head = noun.head
    if noun.dep_ in {"dobj", "nsubjpass", "attr"} and is_verb(head) and head.lemma_.lower() in _light():
        return head
    if noun.dep_ == "pobj" and head.lower_ in {"in", "for", "on", "to", "into"} and is_verb(head.head):
        return head.head if head.head.lemma_.lower() in _light() else None
    return None


@cache
def _noun_types() -> dict[str, EventType]:
    return {word: cast("EventType", kind) for kind, nouns in toml("events")["nouns"].items() for word in nouns}


@cache
def _recipient_words(kind: str) -> tuple[str, ...]:
    table: dict[str, list[str]] = toml("events")["noun_recipients"]
    return tuple(table.get(kind, table["default"]))


@cache
def _light() -> frozenset[str]:
    return frozenset(toml("events")["light"]["words"])
