"""A noun → the event type it names and the mentions on both sides of its event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import cast

from dragoman.data import toml
from dragoman.extract.doers import doer_of, doers
from dragoman.extract.event_words import is_thing, words
from dragoman.extract.mentions import named, told_states
from dragoman.extract.needs import stance
from dragoman.extract.parties import actors, owners, targets
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import child, children, clause_verb, is_noun, is_verb, prep_object, subject
from dragoman.gazetteer import Name
from dragoman.grammar import Token
from dragoman.model import EventType, Mention

SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE"})
ANSWERED = frozenset({"REQUEST", "THREATEN"})
"""Types of what is said to somebody and then answered."""

SPOKEN = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE"})
WHERE = frozenset({"in", "on", "at", "near", "across", "into", "over", "against", "around", "outside"})

SUFFERED = frozenset({"ASSAULT", "COERCE", "CONCEDE", "SANCTION", "ACCUSE", "REJECT"})
"""Types whose "of" names the one done to: "the arrest of", "the expulsion of"."""


def noun_type(noun: Token) -> EventType | None:
    """Return the event a noun names; "a call for talks" asks, "a call with Putin" consults."""
    base = noun.lemma_.lower()
    if noun.tag_ in {"NNP", "NNPS"}:
        return _titled(noun, base)
    if base in words("efforts") | words("closing") | words("carrying"):
        return _by_complement(noun, base)
    if base == "call":
        return "REQUEST" if _asks(noun) else _telephoned(noun)
    if base == "round" and _numbered(noun):
        return "CONSULT"
    press = base == "conference" and any(kid.lower_ in {"news", "press"} for kid in noun.children)
    if press or (base == "war" and _figurative(noun)):
        return None
    if noun.dep_ == "pobj" and noun.head.lower_ == "for" and noun.head.head.lemma_.lower() in words("posted"):
        return None
    kind = _noun_types().get(base)
    if base in {"holding", "liberation"}:
        held = prep_object(noun, "of")
        return kind if held is not None and is_thing(held, "captive") else None
    if base == "protest" and _lodged(noun):
        return "ACCUSE"
    if base == "strike" and _walkout(noun):
        return "PROTEST"
    if _ends_dealings(noun, base):
        return "SANCTION"
    if base == "commitment" and prep_object(noun, "to") is not None:
        return "SUPPORT"
    if kind == "MOBILIZE" and any(kid.lower_ == "joint" for kid in noun.children):
        return "COOPERATE"
    return kind


def _ends_dealings(noun: Token, base: str) -> bool:
    """ "the suspension of aid", "of talks", "its withdrawal from the treaty"."""
    stopped = prep_object(noun, "of", "in") if base in words("stopping") else None
    talks = stopped is not None and _noun_types().get(stopped.lemma_.lower()) == "CONSULT"
    ended = stopped is not None and (is_thing(stopped, "relation") or (talks and base in words("pausing")))
    return ended or (base == "withdrawal" and _from_club(noun))


def _from_club(noun: Token) -> bool:
    """ "its withdrawal from the treaty", "from ECOWAS": it leaves others, not a land."""
    left = prep_object(noun, "from")
    if left is None:
        return False
    letters = left.text.isupper() and len(left.text) > 2 and left.tag_[:3] == "NNP"
    return is_thing(left, "treaty") or letters or left.lemma_.lower() in words("bodies")


def _titled(noun: Token, base: str) -> EventType | None:
    """Talks and treaties in capitals, where their parties stand with them: "the Memorandum between Chad and Mali"."""
    if base in {"summit", "talks"}:
        return "CONSULT" if prep_object(noun, "between", "with", "of") is not None else None
    named_with = prep_object(noun, "between", "with") or _beyond(noun)
    return "AGREE" if _noun_types().get(base) == "AGREE" and named_with is not None else None


def _beyond(noun: Token) -> Token | None:
    """The parties behind what a treaty is of: "a memorandum of understanding *with Togo*"."""
    inner = prep_object(noun, "of", "on", "for")
    return prep_object(inner, "between", "with") if inner is not None else None


def _by_complement(noun: Token, base: str) -> EventType | None:
    """ "mediation efforts", "the closure of its airspace", "a shipment of fuel": by what they are of."""
    if base in words("efforts"):
        return "CONSULT" if any(kid.lower_ in words("efforts_of") for kid in noun.children) else None
    inner = prep_object(noun, "of")
    if base in words("carrying"):
        return "AID" if inner is not None and is_thing(inner, "aid") else None
    shut = [*([inner] if inner is not None else []), *children(noun, "compound", "nmod")]
    return "SANCTION" if any(is_thing(one, "mission") for one in shut) else None


def _numbered(noun: Token) -> bool:
    """ "a third round was cancelled": of talks, where nothing else is named."""
    counted = any(kid.lower_ in words("counting") for kid in children(noun, "amod"))
    return counted and prep_object(noun, "of") is None and noun.dep_ in {"nsubj", "nsubjpass", "dobj"}


def _asks(noun: Token) -> bool:
    """ "calls for restraint", "calls for Iran to yield", "rejected these calls": not by telephone."""
    following = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
    asked = prep_object(noun, "for") is not None or child(noun, "acl") is not None or following.lower_ == "for"
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "to" else noun.head
    return asked or (noun.dep_ in {"dobj", "pobj"} and above.lemma_.lower() in words("answering"))


def _telephoned(noun: Token) -> EventType | None:
    """A call is by telephone, but not one "to arms", "to order"."""
    appealed = prep_object(noun, "to")
    aside = appealed is not None and appealed.lemma_.lower() in {"action", "arm", "order"}
    return None if aside else _noun_types().get("call")


def _lodged(noun: Token) -> bool:
    """ "lodged a protest": a state complains; nobody takes to the street."""
    return noun.dep_ in {"dobj", "nsubjpass"} and noun.head.lemma_.lower() in words("lodging")


def _walkout(noun: Token) -> bool:
    if any(kid.lower_ in {"hunger", "general"} for kid in noun.children):
        return True
    return noun.dep_ == "pobj" and noun.head.lower_ == "on" and noun.head.head.lemma_ in {"go", "be"}


def noun_parties(scene: Scene, noun: Token, kind: EventType) -> tuple[list[Mention], list[Mention]] | None:
    """Return source and recipient of the noun's event, None where the noun names none."""
    if noun.dep_ in {"compound", "nmod"} and noun.head.i > noun.i and is_noun(noun.head):
        return None
    source, recipient = _parties(scene, noun, kind)
    if kind == "REQUEST" and _heeded(noun):
        return source, [one for one in doers(scene, clause_verb(noun)) if one not in source]
    if kind == "AGREE" and not source and not recipient:
        source = _of_ended_talks(scene, noun)
    if kind == "CONSULT":
        return (source, recipient) if _talks(scene, noun, [*source, *recipient]) else None
    if kind in SYMMETRIC:
        both = list({one.span: one for one in [*source, *recipient]}.values())
        if len(both) < 2 and not (both and _names_several(both[0])):
            return None
        if prep_object(noun, "between") is not None or len(source) > 1 < len(both):
            return source, recipient
    elif not (source or recipient) or (not recipient and _at_home(noun, kind)):
        return None
    if kind == "ASSAULT" and noun.lemma_.lower() == "war" and not (source and recipient) and _spoken_of(noun):
        return None
    if kind in ANSWERED and _is_answered(noun):
        return _answered(scene, noun)
    if kind in SPOKEN and not _uttered(noun) and not (source and recipient) and not _own_request(noun, kind):
        return None
    return source, recipient


def _of_ended_talks(scene: Scene, deal: Token) -> list[Mention]:
    """ "the talks between Chad and Mali ended *without a deal*", "led to an accord": those who talked."""
    prep = deal.head
    if deal.dep_ != "pobj" or prep.lower_ not in words("coming_to") or not is_verb(prep.head):
        return []
    talks = subject(prep.head)
    if talks is None or noun_type(talks) != "CONSULT":
        return []
    return [one for side in _parties(scene, talks, "CONSULT") for one in side]


def _figurative(war: Token) -> bool:
    """ "the *trade* war", "tariff and *trade* wars", "a war of *words*": nobody is attacked."""
    about = [kid for kid in war.subtree if war.left_edge.i <= kid.i < war.i]
    of = prep_object(war, "of")
    return any(one.lower_ in words("figurative") for one in [*about, *([of] if of is not None else [])])


def _spoken_of(war: Token) -> bool:
    """ "since the Iran *war*", "appointed teams to end the *war*": when or what about, not whose deed."""
    return war.dep_ == "pobj" or (war.dep_ == "dobj" and war.head.lemma_.lower() in words("ending"))


def _own_request(noun: Token, kind: EventType) -> bool:
    """ "despite Seoul's calls for talks": whose it is and what it asks for."""
    asked = prep_object(noun, "for") is not None or child(noun, "acl") is not None
    return kind == "REQUEST" and asked and child(noun, "poss") is not None


def _heeded(noun: Token) -> bool:
    """ "met at the request of France": who acts was asked to."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "at" and prep_object(noun, "of") is not None


def _is_answered(noun: Token) -> bool:
    return noun.dep_ in {"dobj", "nsubjpass"} and noun.head.lemma_.lower() in words("answers")


def _answered(scene: Scene, noun: Token) -> tuple[list[Mention], list[Mention]] | None:
    """ "rejected *a US proposal*": made by the one named with it to the one who answers."""
    maker = prep_object(noun, "by", "from")
    source = actors(scene, maker) if maker is not None else owners(scene, noun, people=True)
    return (source, doers(scene, noun.head)) if source else None


def _at_home(noun: Token, kind: EventType) -> bool:
    """Whether the noun is a home affair unless it names whom it concerns; a protest is one where nobody stages it."""
    return noun.lemma_.lower() in words("home") and not (kind == "PROTEST" and light_verb(noun) is not None)


def _uttered(noun: Token) -> bool:
    """Whether the noun's clause utters it: "issued a warning", but not "declined the request", which points back."""
    light = light_verb(noun)
    return light is not None and light.lemma_.lower() not in words("answering")


def noun_recipient(scene: Scene, noun: Token) -> list[Mention]:
    """Return those an event noun is aimed at: "talks with *Israel*", "a proposal to *Kyiv*"; none for other nouns."""
    kind = noun_type(noun)
    return _to(scene, noun, kind) if kind is not None else []


def noun_doers(scene: Scene, noun: Token) -> list[Mention]:
    """Return who does what an event noun names: "*Israeli* attacks", "a raid by *the army*"."""
    return _by(scene, noun) or owners(scene, noun)


def struck(scene: Scene, cue: Token, source: Sequence[Mention]) -> list[Mention]:
    """Return the state in which an attack strikes, where the words name nobody: "shelled towns in *Sumy*".

    None where it is the attacker's own.
    """
    things = children(cue, "dobj", "nsubjpass")
    homes = [cue, *things, *children(cue, "nsubj")]
    for thing in things:
        found = _state_of_place(scene, [thing, *children(thing, "compound", "nmod")])
        if found is not None:
            return [] if _own_place(found, source) else [found]
    for home in homes:
        for prep in children(home, "prep"):
            found = _state_of_place(scene, prep.subtree) if prep.lower_ in WHERE else None
            if found is not None:
                return [] if _own_place(found, source) else [found]
    return []


def _own_place(found: Mention, source: Sequence[Mention]) -> bool:
    return found.names[0][2] in {state for one in source for state in told_states(one)}


def _state_of_place(scene: Scene, told: Iterable[Token]) -> Mention | None:
    """The state a place is told by ("in Kharg, *Iran*"), else the one it lies in."""
    inside = [word for word in told if word.i in scene.hit_of]
    hits = list(dict.fromkeys(scene.hit_of[word.i] for word in inside))
    for sense in ("state", "capital", "place"):
        for hit in reversed(hits):
            states = {name.state for name in hit.names if name.sense == sense and name.state}
            if len(states) == 1:
                key, state = (hit.start, hit.end), states.pop()
                scene.adjectives[key] = named(scene, *key, [Name("adjective", state, state)])
                return scene.adjectives[key]
    return None


def _talks(scene: Scene, noun: Token, parties: list[Mention]) -> bool:
    """Whether these are talks between parties: not the setting ("at the G20 summit"), nor a body's own session."""
    light = light_verb(noun)
    if light is not None and stance(light):
        return False
    if not parties:
        return _completable(noun)
    alone = len(parties) == 1 and not _names_several(parties[0])
    if not alone:
        return True
    own = prep_object(noun, "of")
    inside = own is not None and parties[0].span.end == scene.start + own.idx + len(own) and parties[0].form == "organ"
    before = parties[0].span.end <= scene.start + noun.idx
    setting = before and noun.dep_ == "pobj" and any(sense == "body" for sense, _, _ in parties[0].names)
    return not inside and not setting


def _completable(noun: Token) -> bool:
    """Whether these are particular talks whose parties the context tells: "the talks", "a possible meeting".

    Bare "dialogue" is an idea; talks with reporters are none; "the discussion of a meeting" leaves it to the meeting.
    """
    if noun.lemma_.lower() not in words("completed") | words("efforts") or noun.tag_ in {"NNP", "NNPS"}:
        return False
    if prep_object(noun, "with", "of", "among") is not None:
        return False
    if noun.dep_ == "pobj" and (_of_idea(noun) or (noun.tag_ == "NNS" and not any(map(_particular, noun.children)))):
        return False
    inside = [
        word
        for word in noun.subtree
        if word != noun and word.dep_ != "nmod" and word.lemma_.lower() in words("completed")
    ]
    going_on = noun.dep_ == "nsubj" and noun.head.lemma_ in {"continue", "resume", "proceed", "persist"}
    marked = noun.tag_ == "NNS" or child(noun, "det") is not None or going_on
    return marked and not inside and child(noun, "poss") is None


def _of_idea(noun: Token) -> bool:
    return noun.head.head.lemma_.lower() in words("idea")


def _particular(word: Token) -> bool:
    return word.dep_ in {"det", "nummod", "poss"} or word.lower_ in words("particular")


def _names_several(one: Mention) -> bool:
    return one.form == "parties" or one.plural or len(one.states) > 1


def _parties(scene: Scene, noun: Token, kind: EventType) -> tuple[list[Mention], list[Mention]]:
    between = prep_object(noun, "between", "among")
    if between is None and kind == "AGREE":
        inner = _beyond(noun)
        between = inner if inner is not None and inner.head.lower_ == "between" else None
    if between is not None:
        third = owners(scene, noun) if noun.lemma_.lower() in words("efforts") | {"mediation"} else []
        both = [*third, *actors(scene, between)]
        return (both, []) if kind in SYMMETRIC else (both[:1], both[1:])
    source = _by(scene, noun) or owners(scene, noun, people=True)
    recipient = _to(scene, noun, kind)
    asked = _asked(noun, kind)
    if not source and asked is None:
        source = _subject(scene, noun, kind)
    if asked is not None and kind in {"CONCEDE", "AID"} and not any(one.names or one.states for one in recipient):
        recipient = actors(scene, asked)
    if not source and asked is None and kind not in SUFFERED:
        of = prep_object(noun, "of")
        source = actors(scene, of) if of is not None else []
    if kind == "ASSAULT" and len(recipient) > 2:
        recipient = recipient[:1]
    taken = {one.span for one in source}
    return source, [one for one in recipient if one.span not in taken]


def _asked(noun: Token, kind: EventType) -> Token | None:
    """Who asks others for what the noun names: "*the EU* demanded the release of …"; talks are with the asker."""
    light = light_verb(noun)
    if kind in SYMMETRIC | {"REQUEST"} or light is None or light.lemma_.lower() not in words("asking"):
        return None
    return subject(light)


def _subject(scene: Scene, noun: Token, kind: EventType) -> list[Mention]:
    governor = light_verb(noun) or (_clause_of_talks(noun) if kind == "CONSULT" else None)
    if governor is None:
        return []
    doer = doer_of(governor)
    return doers(scene, governor) if doer is not None and doer != noun else []


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
    if kind in SYMMETRIC | SPOKEN:
        return actors(scene, inner)
    if kind == "ASSAULT" and inner.head.lower_ in {"in", "at", "near", "across"}:
        return _struck(scene, inner)
    found = targets(scene, inner)
    return found if found or kind != "ASSAULT" else _struck(scene, inner)


def _struck(scene: Scene, inner: Token) -> list[Mention]:
    """An attack somewhere strikes the state the place belongs to: "the attack in *Crocus City Hall*"."""
    found = _state_of_place(scene, inner.head.subtree) if inner.dep_ == "pobj" else None
    return [found] if found is not None else []


def _object_of(noun: Token, kind: EventType, name: str) -> Token | None:
    inner = prep_object(noun, name)
    if inner is None and name == "with" and kind == "AGREE":
        inner = _beyond(noun)
    if noun.lemma_.lower() in words("stopping") | words("closing") and kind == "SANCTION":
        stopped = prep_object(noun, "of", "in")
        return prep_object(noun, "to", "with") or (prep_object(stopped, "to", "with") if stopped is not None else None)
    if inner is None and name in {"against", "on"} and kind in {"ASSAULT", "SANCTION"}:
        inner = next((found for word in noun.subtree if (found := prep_object(word, name)) is not None), None)
    if inner is None and name == "against" and kind == "ASSAULT":
        inner = next((child(word, "pobj") for word in noun.doc[noun.i + 1 : noun.i + 9] if word.lower_ == name), None)
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
    return _nearing(noun)


def _nearing(noun: Token) -> Token | None:
    """ "are close to a deal", "is on the verge of a pact": the verb whose subject may soon do what the noun names."""
    edge = noun.head.head if noun.dep_ == "pobj" else noun
    if edge.lower_ not in words("nearing"):
        return None
    above = edge.head.head if edge.dep_ == "pobj" else edge.head
    return above if above.lemma_ in {"be", "come", "get", "seem", "appear", "remain"} else None


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
