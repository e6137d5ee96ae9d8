"""Sentences → Events: what is done, by whom, to whom, and whether it was done at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from dragoman.data import toml
from dragoman.extract.mentions import mention
from dragoman.extract.modality import negated, status
from dragoman.extract.parties import actors, owners
from dragoman.extract.scene import Scene, pending
from dragoman.extract.setting import place_of, when_of
from dragoman.extract.syntax import (
    agent, ancestors, child, children, is_noun, is_verb, passive, patient, prep_object, preps, subject, subtree,
)  # fmt: skip
from dragoman.model import Event, EventType, Mention, Refs, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types whose parties do the same: the first named stands in `source`, the others in `recipient`."""


SPOKEN = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE"})
"""Types that somebody must utter: without a speaker there is no event."""

RETURNED = frozenset({"CONCEDE", "COOPERATE", "CONSULT", "AGREE"})
"""Types that, when asked for, are done to or with the one who asked."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb that names an event: `to` says where the recipient stands, the rest when it counts."""

    type: EventType
    to: tuple[str, ...]
    need: tuple[str, ...]
    object: str | None
    inside: str | None
    place: bool


def events(scene: Scene, report: str) -> Iterator[Event]:
    """Yield the events that the verbs and nouns of the sentence name, each with its own status."""
    found: list[tuple[Token, EventType]] = []
    for token in scene.doc:
        frame = _frame(scene, token) if is_verb(token) else None
        if frame is not None:
            made = _verb_event(scene, token, frame, report) if not _purpose_of_same(scene, token, frame) else None
            if made is not None:
                found.append((token, frame.type))
                yield made
    for token in scene.doc:
        kind = _noun_type(token) if is_noun(token) else None
        if kind is not None and not any(kind == done and _same_happening(token, verb) for verb, done in found):
            made = _noun_event(scene, token, kind, report)
            if made is not None:
                yield made


def _same_happening(noun: Token, verb: Token) -> bool:
    """Whether the verb of the same type already tells the noun's event: "agreed on a deal", "attended talks"."""
    return any(head == verb for head in ancestors(noun)) and clause_of(noun) == verb


def _purpose_of_same(scene: Scene, verb: Token, frame: Frame) -> bool:
    """ "gathered in Cairo to discuss Libya" is one meeting: its purpose is not another."""
    if not _infinitive(verb) or verb.dep_ not in {"advcl", "xcomp"} or not is_verb(verb.head):
        return False
    above = _frame(scene, verb.head)
    return above is not None and above.type == frame.type


def _noun_type(noun: Token) -> EventType | None:
    """The event a noun names; "a call for talks" asks, "a call with Putin" consults; names name none but summits."""
    lemma = noun.lemma_.lower()
    if noun.tag_ in {"NNP", "NNPS"}:
        return (
            "CONSULT"
            if lemma in {"summit", "talks"} and prep_object(noun, "between", "with", "of") is not None
            else None
        )
    if lemma == "call" and (prep_object(noun, "for") is not None or child(noun, "acl") is not None):
        return "REQUEST"
    return _noun_types().get(lemma)


def clause_of(token: Token) -> Token:
    while not is_verb(token) and token.head != token:
        token = token.head
    return token


# Verbs ------------------------------------------------------------------------------------------------------------------


def _frame(scene: Scene, verb: Token) -> Frame | None:
    for frame in _frames().get(_lemma(verb), ()):
        if all(_given(scene, verb, frame, ask) for ask in ("need", "object", "inside")):
            return frame
    return None


def _lemma(verb: Token) -> str:
    particle = next(
        (kid.lower_ for kid in verb.children if kid.dep_ == "prt" and kid.lower_ in {"out", "off", "down"}), None
    )
    joined = f"{verb.lemma_.lower()}_{particle}"
    return joined if joined in _frames() else verb.lemma_.lower()


def _given(scene: Scene, verb: Token, frame: Frame, ask: str) -> bool:
    if ask == "need":
        return not frame.need or any(_has(scene, verb, need) for need in frame.need)
    if ask == "object":
        thing = patient(verb)
        return frame.object is None or (thing is not None and _is_thing(thing, frame.object))
    if frame.inside is None:
        return True
    things = [noun for _, noun in preps(verb)]
    if frame.inside == "place":
        return any(noun.i in scene.hit_of for noun in things)
    return any(_is_thing(noun, frame.inside) for noun in things)


def _has(scene: Scene, verb: Token, need: str) -> bool:
    if need == "dobj":
        return patient(verb) is not None
    if need == "actor":
        thing = patient(verb)
        return thing is not None and mention(scene, thing) is not None
    if need in {"xcomp", "ccomp"}:
        return any(
            kid.dep_ == need or (kid.dep_ == "advcl" and need == "xcomp" and _infinitive(kid)) for kid in verb.children
        )
    if need == "harm":
        return any(word.lemma_.lower() in _things("harm") for word in verb.subtree if word != verb)
    if need == "own":
        return _own_threat(verb)
    if need == "together":
        return any(kid.lower_ == "together" for kid in verb.children)
    return any(kid.lower_ == need for kid in verb.children)


def _own_threat(verb: Token) -> bool:
    """A warning is a threat where the warner's own act follows: "warned it would respond"."""
    clause = child(verb, "ccomp")
    if clause is None or not any(word.lemma_.lower() in _things("harm") for word in clause.subtree):
        return False
    doer = child(clause, "nsubj")
    return doer is not None and doer.tag_ == "PRP"


def _infinitive(verb: Token) -> bool:
    return any(kid.dep_ == "aux" and kid.lower_ == "to" for kid in verb.children)


def _is_thing(noun: Token, kind: str) -> bool:
    nouns = [noun, *children(noun, "conj")]
    if any(one.lemma_.lower() in _things(kind) for one in nouns):
        return True
    inner = prep_object(noun, "of") if noun.lemma_.lower() in _MEASURES else None
    return inner is not None and inner.lemma_.lower() in _things(kind)


_MEASURES = frozenset({"number", "series", "round", "batch", "set", "package", "dozen", "hundred", "thousand", "couple", "pair",
                       "some", "all", "most", "kind", "type", "part", "piece", "range", "shipment", "worth", "lot"})  # fmt: skip


def _verb_event(scene: Scene, verb: Token, frame: Frame, report: str) -> Event | None:
    if _idiom(verb):
        return None
    doer = agent(verb) if passive(verb) else subject(verb)
    source = _doers(scene, doer) if doer is not None else []
    recipient = _recipient(scene, verb, frame, {one.span for one in source})
    if not recipient and frame.type in RETURNED:
        recipient = _asker(scene, verb)
    if not source and (not recipient or (frame.type in SPOKEN and not passive(verb))):
        return None
    return _event(scene, verb, frame.type, source, recipient, report)


def _idiom(verb: Token) -> bool:
    """ "seize the opportunity", "meet the deadline", "strike a tone": no action between actors."""
    thing = child(verb, "dobj")
    return thing is not None and thing.lemma_.lower() in _things("idiom")


def _doers(scene: Scene, doer: Token) -> list[Mention]:
    """The actors of the subject; what a thing does its sender does ("launched missiles targeting troops")."""
    found = actors(scene, doer)
    if not found and doer.dep_ in {"dobj", "nsubjpass"} and is_verb(doer.head):
        sender = agent(doer.head) if passive(doer.head) else subject(doer.head)
        return actors(scene, sender) if sender is not None else []
    return found


def _asker(scene: Scene, verb: Token) -> list[Mention]:
    """Who asked for it: "urged X to waive immunity" – X is to yield to the one who urged."""
    asker = verb.head
    if verb.dep_ not in {"xcomp", "ccomp"} or not is_verb(asker):
        return []
    if not any(frame.type == "REQUEST" for frame in _frames().get(_lemma(asker), ())):
        return []
    doer = agent(asker) if passive(asker) else subject(asker)
    return actors(scene, doer) if doer is not None else []


def _recipient(scene: Scene, verb: Token, frame: Frame, taken: set[Any]) -> list[Mention]:
    for where in frame.to:
        token = _at(verb, where)
        if token is None:
            continue
        found = [one for one in _done_to(scene, token, frame) if one.span not in taken]
        if found:
            return found
    return []


def _at(verb: Token, where: str) -> Token | None:
    if where == "dobj":
        thing = patient(verb)
        return thing if thing is not None else child(verb, "dative")
    if where == "with_dobj":
        return patient(verb) if prep_object(verb, "with") is not None else None
    if where == "dative":
        given = child(verb, "dative")
        return child(given, "pobj") if given is not None and given.tag_ in {"IN", "TO"} else given
    found = prep_object(verb, where)
    if found is None:
        thing = patient(verb)
        found = prep_object(thing, where) if thing is not None else None
    return found


def _done_to(scene: Scene, token: Token, frame: Frame) -> list[Mention]:
    """The actors of an object. What is condemned or praised is somebody's doing: "condemned the attack by X on Y" → X."""
    if frame.place:
        return actors(scene, token)
    return actors(scene, token)


# Nouns ------------------------------------------------------------------------------------------------------------------


def _noun_event(scene: Scene, noun: Token, kind: EventType, report: str) -> Event | None:
    if noun.dep_ in {"compound", "nmod"} and noun.head.i > noun.i and is_noun(noun.head):
        return None
    source, recipient = _noun_parties(scene, noun, kind)
    if kind == "CONSULT":
        if not source and not recipient and not _completable(noun):
            return None
        return _event(scene, noun, kind, source, recipient, report)
    if kind in SYMMETRIC:
        both = list({one.span: one for one in [*source, *recipient]}.values())
        if len(both) < 2 and not (both and _names_several(both[0])):
            return None
    elif not source and not recipient:
        return None
    if kind in SPOKEN and _light_verb(noun) is None and not (source and (recipient or kind == "REQUEST")):
        return None
    return _event(scene, noun, kind, source, recipient, report)


def _completable(noun: Token) -> bool:
    """Whether these are particular talks whose parties the context tells: "the talks", "a possible meeting".

    Bare "dialogue" is an idea; talks with reporters are none; "the discussion of a meeting" leaves it to the meeting.
    """
    if noun.lemma_.lower() not in _words("completed") or noun.tag_ in {"NNP", "NNPS"}:
        return False
    if prep_object(noun, "with", "of", "among") is not None:
        return False
    inside = [word for word in noun.subtree if word != noun and word.lemma_.lower() in _words("completed")]
    marked = noun.tag_ == "NNS" or child(noun, "det") is not None
    return marked and not inside and child(noun, "poss") is None


def _names_several(one: Mention) -> bool:
    return one.form == "parties" or one.plural or len(one.states) > 1


def _noun_parties(scene: Scene, noun: Token, kind: EventType) -> tuple[list[Mention], list[Mention]]:
    between = prep_object(noun, "between", "among")
    if between is not None:
        return actors(scene, between), []
    source = owners(scene, noun, people=True) or _by(scene, noun)
    recipient = _to(scene, noun, kind)
    if not source:
        governor = _light_verb(noun) or (_clause_of_talks(noun) if kind == "CONSULT" else None)
        doer = (agent(governor) if passive(governor) else subject(governor)) if governor is not None else None
        if doer is not None and doer != noun:
            source = actors(scene, doer)
    if not source and kind not in {"ASSAULT", "COERCE", "CONCEDE"}:
        of = prep_object(noun, "of")
        source = actors(scene, of) if of is not None else []
    taken = {one.span for one in source}
    return source, [one for one in recipient if one.span not in taken]


def _by(scene: Scene, noun: Token) -> list[Mention]:
    by = prep_object(noun, "by")
    return actors(scene, by) if by is not None else []


def _to(scene: Scene, noun: Token, kind: EventType) -> list[Mention]:
    names = ("with", "to", "between") if kind in SYMMETRIC else tuple(_recipient_words(kind))
    for name in names:
        inner = prep_object(noun, name)
        if inner is None and name in {"against", "on"} and kind in {"ASSAULT", "SANCTION"}:
            inner = next((found for word in noun.subtree if (found := prep_object(word, name)) is not None), None)
        if inner is None and _light_verb(noun) is not None and name in {"with", "on", "against", "to", "from"}:
            inner = prep_object(cast("Token", _light_verb(noun)), name)
        if inner is not None:
            found = actors(scene, inner)
            if found:
                return found
    return []


def _clause_of_talks(noun: Token) -> Token | None:
    """Talks that the subject of their clause takes part in: "stay in contact", "took part in the discussions"."""
    head = noun.head
    if noun.dep_ == "pobj" and head.lower_ in {"in", "for", "to"} and is_verb(head.head):
        return head.head if head.head.lemma_.lower() in _words("partaking") else None
    if noun.dep_ == "pobj" and head.head.dep_ == "dobj" and head.head.lower_ in {"part", "place", "role"}:
        return head.head.head
    return None


def _light_verb(noun: Token) -> Token | None:
    """The verb whose subject does what the noun names ("launched an attack", "expressed support")."""
    head = noun.head
    if noun.dep_ in {"dobj", "nsubjpass", "attr"} and is_verb(head) and head.lemma_.lower() in _light():
        return head
    if (
        noun.dep_ == "pobj"
        and is_verb(head.head)
        and head.head.lemma_.lower() in _light()
        and head.lower_ in {"in", "for", "on", "to", "into"}
    ):
        return head.head
    return None


# Both -------------------------------------------------------------------------------------------------------------------


def _event(
    scene: Scene, cue: Token, kind: EventType, source: Sequence[Mention], recipient: Sequence[Mention], report: str
) -> Event:
    told = _status(cue, kind)
    if kind in SYMMETRIC and not recipient and len(source) > 1:
        source, recipient = source[:1], source[1:]
    words = subtree(cue) if is_noun(cue) else (cue.idx, cue.idx + len(cue))
    spans = [scene.of(cue), *(one.span for one in (*source, *recipient))]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    evidence = scene.at(
        max(0, min(start - scene.start, words[0])), min(len(scene.text), max(end - scene.start, cue.idx + len(cue)))
    )
    verb = cue if is_verb(cue) else clause_of(cue)
    return Event(
        report=report,
        evidence=evidence,
        sentence=scene.span,
        rule=f"events.{'verb' if is_verb(cue) else 'noun'}/1",
        type=kind,
        status=told,
        cue=scene.of(cue),
        source=_refs(source),
        recipient=_refs(recipient),
        date=when_of(scene, verb),
        place=place_of(scene, cue),
    )


def _status(cue: Token, kind: EventType) -> Status:
    """The event's status; wars, sanctions and aid told in the present tense go on."""
    told = status(cue)
    if (
        kind == "SUPPORT"
        and told in {"planned", "mooted"}
        and not any(kid.tag_ == "MD" for kid in clause_of(cue).children)
    ):
        return "held"
    if told == "held" and is_noun(cue) and cue.lemma_.lower() in _words("lasting"):
        return "ongoing"
    if (
        told == "held"
        and kind in {"AID", "ASSAULT", "COERCE", "COOPERATE"}
        and is_verb(cue)
        and cue.tag_ in {"VBZ", "VBP"}
    ):
        return "ongoing" if not negated(cue) else "denied"
    return told


def _refs(found: Sequence[Mention]) -> Refs:
    return tuple(pending(one) for one in {one.span: one for one in found}.values())


@cache
def _frames() -> dict[str, tuple[Frame, ...]]:
    table: dict[str, list[Frame]] = {}
    for group in toml("events")["verbs"]:
        for word in group["words"]:
            frame = Frame(
                group["type"], tuple(word.get("to", ("dobj",))), tuple(word.get("need", ())), word.get("object"),
                word.get("inside"), word.get("place", False),
            )  # fmt: skip
            table.setdefault(word["lemma"], []).append(frame)
    return {lemma: tuple(frames) for lemma, frames in table.items()}


@cache
def _noun_types() -> dict[str, EventType]:
    return {word: cast("EventType", kind) for kind, words in toml("events")["nouns"].items() for word in words}


@cache
def _recipient_words(kind: str) -> list[str]:
    table: dict[str, list[str]] = toml("events")["noun_recipients"]
    return table.get(kind, table["default"])


@cache
def _things(kind: str) -> frozenset[str]:
    return frozenset(toml("events")["things"][kind])


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(toml("events")["words"][key])


@cache
def _light() -> frozenset[str]:
    return frozenset(toml("events")["light"]["words"])
