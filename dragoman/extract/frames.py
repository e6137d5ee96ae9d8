"""A verb → the frame of its event: the type and where the recipient stands, from the classes of `events.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman.data import toml
from dragoman.extract.event_words import is_thing, things, words
from dragoman.extract.mentions import mention
from dragoman.extract.needs import NAMED, PERSONAL, has
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import PARTICLES, child, passive, patient, preps, subject
from dragoman.gazetteer import Name, gazetteer
from dragoman.grammar import Token
from dragoman.model import EventType


@dataclass(frozen=True, slots=True)
class Frame:
    """A class of verbs: `to` says where the recipient stands, `then` what may follow, the rest when it counts."""

    type: EventType
    to: tuple[str, ...]
    need: tuple[str, ...]
    object: str | None
    unless: str | None
    inside: str | None
    then: EventType | None


def frame_of(scene: Scene, verb: Token) -> Frame | None:
    """Return the first frame of the verb whose conditions hold, or the one of what is done jointly."""
    if _idiom(verb) or (verb.dep_ == "amod" and verb.head.i > verb.i):
        return None
    frames = _frames().get(lemma(verb), ())
    found = next((frame for frame in frames if _fits(scene, verb, frame)), None)
    return found or (TOGETHER if not frames and _jointly(verb) else None)


def lemma(verb: Token) -> str:
    """Return the lemma with its particle; a particle that no frame knows makes it another verb."""
    base = str(verb.lemma_).lower()
    for kid in verb.children:
        if kid.dep_ == "prep" and child(kid, "pobj") is not None and child(verb, "dobj") is not None:
            continue  # "took it to court over the treaty"
        if kid.lower_ in PARTICLES and kid.dep_ in {"prt", "advmod", "prep"}:
            joined = f"{base}_{kid.lower_}"
            if joined in _frames():
                return joined
            if kid.dep_ == "prt" and base not in words("plain"):
                return joined
    return base


def _fits(scene: Scene, verb: Token, frame: Frame) -> bool:
    thing = object_of(verb)
    if frame.object is not None and (thing is None or not is_thing(thing, frame.object)):
        return False
    if frame.unless is not None and thing is not None and (frame.unless == "any" or is_thing(thing, frame.unless)):
        return False
    if frame.inside is not None and not _inside(scene, verb, frame.inside):
        return False
    return not frame.need or any(has(scene, verb, need) for need in frame.need)


def object_of(verb: Token) -> Token | None:
    """Return what the verb acts on, not whom it is given to: "gave France *a deadline*", "was denied *access*".

    "It" and "them" are what the clause above acts on: "reopened *the border* after closing it".
    """
    thing = child(verb, "dobj") or patient(verb)
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    if thing is not None and thing.lower_ in {"it", "them"} and verb.dep_ in {"pcomp", "advcl"} and above != verb:
        return child(above, "dobj") or thing
    return thing


def _inside(scene: Scene, verb: Token, kind: str) -> bool:
    thing = child(verb, "dobj")
    hosts = [verb, thing] if thing is not None and kind == "levied" else [verb]
    nouns = [noun for host in hosts for _, noun in preps(host)]
    if kind == "place":
        return any(noun.i in scene.hit_of for noun in nouns)
    if kind == "body":
        return any(_body(scene, noun) for noun in nouns)
    if kind == "blacklist":
        return any(map(_blacklist, nouns))
    if kind == "destination":
        return _acting(scene, verb) and any(name.sense in NAMED for noun in nouns for name in _names(scene, noun))
    return any(is_thing(noun, kind) for noun in nouns)


def _body(scene: Scene, noun: Token) -> bool:
    """Whether the noun is a body, or one of a body's own: "the UN Human Rights Council"."""
    parts = [noun, *noun.children] if noun.lemma_.lower() in words("bodies") else [noun]
    return any(_is_body(name) for part in parts for name in _names(scene, part))


def _is_body(name: Name) -> bool:
    return name.sense in {"body", "organ"} and gazetteer().kinds.get(name.state or "") == "organization"


def _blacklist(noun: Token) -> bool:
    listed = noun.lemma_.lower()
    shunned = any(word.lemma_.lower() in words("shunned") for word in noun.subtree)
    return listed in {"blacklist", "watchlist"} or (listed == "list" and shunned)


def _names(scene: Scene, noun: Token) -> tuple[Name, ...]:
    hit = scene.hit_of.get(noun.i)
    return hit.names if hit is not None else ()


def _acting(scene: Scene, verb: Token) -> bool:
    """Whether somebody with a name or a post travels: goods and planes go to places too."""
    doer = subject(verb)
    found = mention(scene, doer) if doer is not None else None
    return found is not None and found.form in PERSONAL | {"pronoun", "voice"}


def _idiom(verb: Token) -> bool:
    """ "seize the opportunity", "meet the deadline", "strike a tone": no action between actors."""
    thing = child(verb, "dobj")
    if thing is not None and thing.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
        thing = verb.head  # "a moment which we should seize"
    if verb.lemma_ == "meet" and passive(verb):  # "was met with a reply"
        return True
    if verb.lemma_ == "blame" and verb.head.lemma_ == "be" and verb.dep_ == "xcomp":  # "is to blame": who did it
        return True
    if verb.lemma_ == "target" and verb.dep_ == "acl" and is_thing(verb.head, "paper"):
        return True
    doer = subject(verb)
    if doer is not None and verb.lemma_ in {"hit", "target", "strike", "pound"} and is_thing(doer, "paper"):
        return True  # "the sanctions hit its exports"
    return (thing is not None and thing.lemma_.lower() in things("idiom")) or _silent(verb)


def _silent(verb: Token) -> bool:
    """ "declined to comment", "refused to give details": told to reporters, not to another party."""
    kept = child(verb, "xcomp")
    return kept is not None and verb.lemma_ in {"decline", "refuse"} and kept.lemma_.lower() in words("disclosing")


def _jointly(verb: Token) -> bool:
    doer = subject(verb)
    return any(kid.lower_ == "jointly" for kid in verb.children) and doer is not None


# Tables

TOGETHER = Frame("COOPERATE", ("with",), (), None, None, None, None)
"""Whatever is done jointly."""


def frames_of(verb: str) -> tuple[Frame, ...]:
    """Return all frames of a verb, the most particular first."""
    return _frames().get(verb, ())


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
