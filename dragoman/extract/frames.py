"""A verb → the frame of the event it names: its type and where the recipient stands, from the classes of `events.toml`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dragoman.data import toml
from dragoman.extract.mentions import mention
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import child, children, passive, patient, prep_object, preps, subject
from dragoman.gazetteer import Name
from dragoman.model import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

PARTICLES = frozenset({"out", "off", "down", "over", "up", "back", "in", "away", "aside", "on"})
WITH_NAME = frozenset({"state", "capital", "body"})
DISPUTED = frozenset({"person", "office", "counterpart"})
MEASURES = frozenset({"number", "series", "round", "batch", "set", "package", "dozen", "hundred", "thousand", "couple", "pair",
                      "some", "all", "most", "kind", "type", "part", "piece", "range", "shipment", "worth", "lot", "ton", "tonne",
                      "wave", "state", "group", "million", "billion", "%", "percent"})  # fmt: skip
"""Words that only measure what follows "of"."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb that names an event: `to` says where the recipient stands, `then` what may follow, the rest when it counts."""

    type: EventType
    to: tuple[str, ...]
    need: tuple[str, ...]
    object: str | None
    unless: str | None
    inside: str | None
    then: EventType | None


def frame_of(scene: Scene, verb: Token) -> Frame | None:
    """Return the first frame of the verb whose conditions hold, or the one of what is done jointly."""
    if _idiom(verb):
        return None
    frames = _frames().get(lemma(verb), ())
    found = next((frame for frame in frames if _fits(scene, verb, frame)), None)
    return found or (TOGETHER if not frames and _jointly(verb) else None)


def lemma(verb: Token) -> str:
    """Return the lemma with its particle; a particle that no frame knows makes it another verb."""
    base = str(verb.lemma_).lower()
    for kid in verb.children:
        if kid.lower_ in PARTICLES and kid.dep_ in {"prt", "advmod", "prep"}:
            joined = f"{base}_{kid.lower_}"
            if joined in _frames():
                return joined
            if kid.dep_ == "prt" and base not in words("plain"):
                return joined
    return base


def _fits(scene: Scene, verb: Token, frame: Frame) -> bool:
    thing = patient(verb)
    if frame.object is not None and (thing is None or not is_thing(thing, frame.object)):
        return False
    if frame.unless is not None and thing is not None and is_thing(thing, frame.unless):
        return False
    if frame.inside is not None and not _inside(scene, verb, frame.inside):
        return False
    return not frame.need or any(_has(scene, verb, need) for need in frame.need)


def _inside(scene: Scene, verb: Token, kind: str) -> bool:
    nouns = [noun for _, noun in preps(verb)]
    if kind == "place":
        return any(noun.i in scene.hit_of for noun in nouns)
    if kind == "body":
        return any(name.sense == "body" for noun in nouns for name in _names(scene, noun))
    if kind == "destination":
        return _acting(scene, verb) and any(name.sense in WITH_NAME for noun in nouns for name in _names(scene, noun))
    return any(is_thing(noun, kind) for noun in nouns)


def _names(scene: Scene, noun: Token) -> tuple[Name, ...]:
    hit = scene.hit_of.get(noun.i)
    return hit.names if hit is not None else ()


def _acting(scene: Scene, verb: Token) -> bool:
    """Whether somebody with a name or a post travels: goods and planes go to places too."""
    doer = subject(verb)
    found = mention(scene, doer) if doer is not None else None
    return found is not None and found.form in DISPUTED | {"pronoun", "voice"}


def is_thing(noun: Token, kind: str) -> bool:
    """Whether the noun, one joined to it, its compound or what it measures is in the list of things."""
    listed = things(kind)
    if any(one.lemma_.lower() in listed for one in (noun, *children(noun, "conj"))):
        return True
    inner = prep_object(noun, "of") if noun.lemma_.lower() in MEASURES else None
    return inner is not None and is_thing(inner, kind)


def _idiom(verb: Token) -> bool:
    """ "seize the opportunity", "meet the deadline", "strike a tone": no action between actors."""
    thing = child(verb, "dobj")
    return thing is not None and thing.lemma_.lower() in things("idiom")


def _jointly(verb: Token) -> bool:
    doer = subject(verb)
    return any(kid.lower_ == "jointly" for kid in verb.children) and doer is not None


# What a frame may need


def _has(scene: Scene, verb: Token, need: str) -> bool:
    test = _TESTS.get(need)
    if test is not None:
        return test(scene, verb)
    if need in {"xcomp", "ccomp"}:
        return any(kid.dep_ == need or (need == "xcomp" and kid.dep_ == "advcl" and infinitive(kid)) for kid in verb.children)
    if any(kid.lower_ == need for kid in verb.children):
        return True
    thing = patient(verb)
    return thing is not None and prep_object(thing, need) is not None


def infinitive(verb: Token) -> bool:
    """Whether the verb stands with "to"."""
    return any(kid.dep_ == "aux" and kid.lower_ == "to" for kid in verb.children)


def _object(scene: Scene, verb: Token) -> bool:
    return patient(verb) is not None


def _actor(scene: Scene, verb: Token) -> bool:
    thing = patient(verb)
    return thing is not None and mention(scene, thing) is not None


def _person(scene: Scene, verb: Token) -> bool:
    thing = patient(verb)
    found = mention(scene, thing) if thing is not None else None
    return found is not None and (found.form in DISPUTED or (found.form == "voice" and bool(found.states)))


def _called(scene: Scene, verb: Token) -> bool:
    """ "called Erdogan": by telephone, unless a name is called or somebody is called to act."""
    return _person(scene, verb) and child(verb, "oprd", "xcomp", "ccomp") is None and not passive(verb)


def _captive(scene: Scene, verb: Token) -> bool:
    thing = patient(verb)
    if thing is None:
        return False
    found = mention(scene, thing)
    return is_thing(thing, "captive") or (found is not None and found.form == "person")


def _harm(scene: Scene, verb: Token) -> bool:
    return any(word.lemma_.lower() in things("harm") for word in verb.subtree if word != verb)


def _harsh(scene: Scene, verb: Token) -> bool:
    return any(word.lemma_.lower() in things("harsh") for word in verb.subtree if word.i > verb.i)


def _own(scene: Scene, verb: Token) -> bool:
    """A warning is a threat where the warner's own act follows: "warned it would respond"."""
    clause = child(verb, "ccomp")
    if clause is None or not any(word.lemma_.lower() in things("harm") for word in clause.subtree):
        return False
    doer = child(clause, "nsubj")
    return doer is not None and doer.tag_ == "PRP"


def _consequence(scene: Scene, verb: Token) -> bool:
    threatened = prep_object(verb, "of", "about", "with")
    return threatened is not None and is_thing(threatened, "consequence")


def _together(scene: Scene, verb: Token) -> bool:
    return any(kid.lower_ == "together" for kid in verb.children)


def _joint(scene: Scene, verb: Token) -> bool:
    thing = patient(verb)
    return thing is not None and any(kid.lower_ in {"joint", "bilateral", "trilateral"} for kid in thing.children)


def _peacekeeping(scene: Scene, verb: Token) -> bool:
    return any(word.lemma_.lower() in things("peace") for word in verb.subtree)


def _home(scene: Scene, verb: Token) -> bool:
    """ "sent the diplomats home", "ordered the envoy to leave"."""
    return any(word.lower_ in {"home", "leave", "out"} for word in verb.subtree)


def _grata(scene: Scene, verb: Token) -> bool:
    return any(word.lower_ == "grata" for word in verb.subtree)


def _forces(scene: Scene, verb: Token) -> bool:
    doer = subject(verb)
    return doer is not None and is_thing(doer, "force")


def _crowd(scene: Scene, verb: Token) -> bool:
    doer = subject(verb)
    against = prep_object(verb, "against", "outside", "to")
    return doer is not None and is_thing(doer, "crowd") and against is not None


def _ruler(scene: Scene, verb: Token) -> bool:
    doer = subject(verb)
    found = mention(scene, doer) if doer is not None else None
    return found is not None and found.form == "office" and is_thing(doer, "ruler") if doer is not None else False


def _request(scene: Scene, verb: Token) -> bool:
    """ "expect from Iran an apology": only with the one asked."""
    thing = patient(verb)
    return thing is not None and prep_object(thing, "from") is not None


def _asking(scene: Scene, verb: Token) -> bool:
    return any(kid.lemma_ in {"ask", "urge", "demand", "request"} and kid.dep_ in {"advcl", "xcomp"} for kid in verb.children)


def _words(scene: Scene, verb: Token) -> bool:
    thing = patient(verb)
    return thing is not None and any(kid.dep_ in {"poss", "amod"} and kid.i in scene.hit_of for kid in thing.children)


def _independence(scene: Scene, verb: Token) -> bool:
    thing = patient(verb)
    return thing is not None and is_thing(thing, "independence")


def _telephone(scene: Scene, verb: Token) -> bool:
    return any(word.lower_ in {"phone", "telephone"} for word in verb.subtree)


def _meeting(scene: Scene, verb: Token) -> bool:
    thing = patient(verb)
    return thing is not None and is_thing(thing, "meeting")


def _ordered(scene: Scene, verb: Token) -> bool:
    """ "forced the envoy to leave": one who can act is made to do it."""
    return _actor(scene, verb) and _has(scene, verb, "xcomp")


_TESTS: dict[str, Callable[[Scene, Token], bool]] = {
    "dobj": _object, "actor": _actor, "person": _person, "called": _called, "captive": _captive, "harm": _harm, "harsh": _harsh,
    "own": _own, "consequence": _consequence, "together": _together, "joint": _joint, "peacekeeping": _peacekeeping,
    "home": _home, "grata": _grata, "forces_do": _forces, "crowd": _crowd, "ruler": _ruler, "request": _request,
    "asking": _asking, "words": _words, "owned": _words, "independence": _independence, "phone": _telephone,
    "meeting": _meeting, "ordered": _ordered,
}  # fmt: skip


# Tables

TOGETHER = Frame("COOPERATE", ("with",), (), None, None, None, None)
"""Whatever is done jointly."""


@cache
def _frames() -> dict[str, tuple[Frame, ...]]:
    table: dict[str, list[Frame]] = {}
    for group in toml("events")["verbs"]:
        frame = Frame(
            group["type"], tuple(group.get("to", ("dobj",))), tuple(group.get("need", ())), group.get("object"),
            group.get("unless"), group.get("inside"), group.get("then"),
        )  # fmt: skip
        for verb in group["lemmas"]:
            table.setdefault(verb, []).append(frame)
    return {verb: tuple(frames) for verb, frames in table.items()}


@cache
def things(kind: str) -> frozenset[str]:
    """Return a list of [things]."""
    return frozenset(toml("events")["things"][kind])


@cache
def words(key: str) -> frozenset[str]:
    """Return a list of [words]."""
    return frozenset(toml("events")["words"][key])
