"""A verb with its frame → the mentions on both sides of its event."""

from __future__ import annotations

from collections.abc import Collection

from dragoman.extract.doers import doer_of, doers
from dragoman.extract.event_nouns import noun_doers, noun_recipient, noun_type, struck
from dragoman.extract.event_words import is_thing, words
from dragoman.extract.frames import Frame, frame_of, object_of
from dragoman.extract.needs import done
from dragoman.extract.parties import actors, owners, targets
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import (
    SUBJECTS,
    agent,
    child,
    children,
    clause_verb,
    is_noun,
    is_verb,
    passive,
    patient,
    prep_object,
    preps,
)
from dragoman.grammar import Token
from dragoman.model import Mention, Span

SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types whose parties do the same: the first named stands in `source`, the others in `recipient`."""

SPOKEN = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE"})
"""Types that somebody must utter: without a speaker there is no event."""

RETURNED = frozenset({"CONCEDE", "COOPERATE", "CONSULT", "AGREE"})
"""Types that, when asked for, are done to or with the one who asked."""

VIOLENT = frozenset({"ASSAULT", "COERCE"})
"""Types that are done to somebody: whoever condemns them does not accuse the victim."""

OPEN = frozenset({"AGREE", "CONCEDE", "COOPERATE", "RETREAT", "SANCTION"})
"""Types of what is done between two, of which the passive need name neither."""

NAMELESS = frozenset({"office", "voice", "organ", "person"})


def verb_parties(scene: Scene, verb: Token, frame: Frame) -> tuple[list[Mention], list[Mention]] | None:
    """Return source and recipient of the verb's event, None where nobody takes part who could."""
    source = doers(scene, verb)
    if frame.type == "ASSAULT" and not source and _natural(verb):
        return None
    if not source and frame.type in SPOKEN:
        source = _teller(scene, verb)
    recipient = _recipient(scene, verb, frame, {one.span for one in source})
    if not source and frame.object == "envoy" and "dobj" not in frame.to:
        source, recipient = _called_home(scene, verb)
    if frame.type == "ASSAULT" and not any(map(_known, recipient)):
        source, recipient = _of_attack(scene, verb, source, recipient)
    elif frame.type == "ASSAULT" and not source and passive(verb):
        told = assault_noun(verb)
        own = {one.span for one in recipient}
        source = [one for one in noun_doers(scene, told) if one.span not in own] if told is not None else []
    if not recipient and frame.type in SYMMETRIC:
        recipient = _between(scene, verb, {one.span for one in source})
    if frame.type in RETURNED and not any(
        _telling(one) or (one.form == "person" and frame.type in SYMMETRIC) for one in recipient
    ):
        recipient = [one for one in _asker(scene, verb) if one not in source] or recipient
    if frame.object == "brokered" and len(recipient) < 2:
        recipient = _dealing(scene, verb, {one.span for one in source}) or recipient
    if not source and not any(map(_known, recipient)) and _left_open(verb, frame):
        return [], []
    if not source and frame.type == "AID" and frame.object is None:
        return None
    if not source and "leave" in frame.need:
        return None  # "rules which allowed them to stay"
    if not source and (not recipient or (frame.type in SPOKEN and not passive(verb))):
        return None
    return source, recipient


def _called_home(scene: Scene, verb: Token) -> tuple[list[Mention], list[Mention]]:
    """ "*Chadian* ambassadors to *Mali and Niger* will be recalled": whose they are, and to whom they were sent."""
    envoys = patient(verb)
    seat = prep_object(envoys, "to", "in") if envoys is not None else None
    return owners(scene, envoys) if envoys is not None else [], actors(scene, seat) if seat is not None else []


def _left_open(verb: Token, frame: Frame) -> bool:
    """ "the sanctions were lifted", "a truce was agreed", "two diplomats were expelled": only the report around tells
    whose it is."""
    thing = patient(verb)
    if frame.type not in OPEN or thing is None or agent(verb) is not None or not children(verb, "auxpass"):
        return False
    envoy = frame.type == "SANCTION" and is_thing(thing, "envoy")
    return frame.object is not None or "captive" in frame.need or noun_type(thing) is not None or envoy


def _natural(verb: Token) -> bool:
    """Whether nobody does it: "the *earthquakes* that killed thousands", "swept away by the *flood*"."""
    doer = doer_of(verb)
    noun = verb.head if doer is not None and doer.tag_ == "WDT" else doer
    return noun is not None and noun.lemma_.lower() in words("natural")


def third_party(scene: Scene, verb: Token) -> bool:
    """Whether the verb tells what somebody does for others' talks, beside which the talks are an event of their own."""
    frame = frame_of(scene, verb)
    return frame is not None and frame.object == "brokered"


def _dealing(scene: Scene, verb: Token, taken: Collection[Span]) -> list[Mention]:
    """Whose deal it is that a third party brokered: "*Peru and Chile* signed a deal brokered by Brazil"."""
    thing = patient(verb)
    above = clause_verb(thing) if thing is not None and verb.dep_ == "acl" else None
    found = doers(scene, above) if above is not None and above != verb and is_verb(above) else []
    return [one for one in found if one.span not in taken]


def _teller(scene: Scene, verb: Token) -> list[Mention]:
    """Who goes on after a clause of things: "*the ministry* said the talks were over and called on them to resume"."""
    clause = verb.head
    if verb.dep_ != "conj" or verb.tag_ != "VBD" or clause.dep_ != "ccomp" or child(verb, *SUBJECTS) is not None:
        return []
    return doers(scene, clause.head) if clause.head.tag_ == "VBD" else []


def _of_attack(
    scene: Scene, verb: Token, source: list[Mention], recipient: list[Mention]
) -> tuple[list[Mention], list[Mention]]:
    """Both sides of a deed of violence, also by the attack's own name or the place it struck."""
    told = assault_noun(verb)
    if told is not None:
        source = source or (noun_doers(scene, told) if passive(verb) else [])
        recipient = noun_recipient(scene, told) or recipient
    return source, recipient or struck(scene, verb, source)


def _known(one: Mention) -> bool:
    return bool(one.names or one.states)


def assault_noun(verb: Token) -> Token | None:
    """The attack that the verb tells the harm of: "Russian *strikes* killed …", "were killed in Israeli *attacks*"."""
    told = [child(verb, "nsubj"), prep_object(verb, "in", "by", "during", "from", "after")]
    return next((noun for noun in told if noun is not None and is_noun(noun) and noun_type(noun) == "ASSAULT"), None)


def _asker(scene: Scene, verb: Token) -> list[Mention]:
    """Who asked for it: "urged X to waive immunity" – X is to yield to the one who urged."""
    asker = verb.head
    if verb.dep_ not in {"xcomp", "ccomp"} or not is_verb(asker):
        return []
    frame = frame_of(scene, asker)
    return doers(scene, asker) if frame is not None and frame.type == "REQUEST" else []


def _telling(one: Mention) -> bool:
    """Whether the mention says by itself for whom it stands: "the diplomat" does not."""
    return bool(one.names or one.states) or one.form not in NAMELESS


def _recipient(scene: Scene, verb: Token, frame: Frame, taken: Collection[Span]) -> list[Mention]:
    vague: list[Mention] = []
    joint = frame.type == "AGREE" and len(taken) > 1  # "Chad and Mali agree to arm Togo": with each other
    for where in frame.to if not joint else [one for one in frame.to if one != "xcomp"]:
        found = [one for one in _at(scene, verb, frame, where) if one.span not in taken]
        if any(map(_telling, found)):
            return found
        vague = vague or found
    return vague or (
        _embedded(scene, verb, taken) if frame.type in SPOKEN - {"ACCUSE", "SUPPORT"} and not joint else []
    )


def _at(scene: Scene, verb: Token, frame: Frame, where: str) -> list[Mention]:
    if where == "ccomp":
        return _asked(scene, verb)
    if where == "xcomp":
        return []
    if where == "clause":
        return _warned(scene, verb)
    if where == "doing":
        return _at_deed(scene, verb)
    token = _token_at(verb, where)
    if token is None and frame.inside is not None:
        token = next((inner for _, noun in preps(verb) if (inner := prep_object(noun, where)) is not None), None)
    if token is None and where == "with":
        means = prep_object(verb, "by", "via")  # "spoke by video link with"
        token = prep_object(means, where) if means is not None else None
    if token is None:
        return []
    if frame.type == "ACCUSE" and is_noun(token) and noun_type(token) in VIOLENT:
        return actors(scene, token, doers=("by", "from"))  # "condemned the shelling of Kharkiv": its doers, if told
    if frame.type in SPOKEN and is_noun(token) and noun_type(token) == "CONSULT":
        return actors(scene, token, doers=("with", "between", "of"))  # not where they were: "talks in Riyadh"
    return actors(scene, token) if frame.type in SPOKEN | SYMMETRIC else targets(scene, token)


def _asked(scene: Scene, verb: Token) -> list[Mention]:
    """Who is to do it: the subject of the clause ("demanded that *Iran* release …", "called for *Iran* to …")."""
    clause = child(verb, "ccomp") or next((kid for kid in children(verb, "advcl", "xcomp") if _for(kid)), None)
    doer = child(clause, "nsubj", "nsubjpass") if clause is not None else None
    return actors(scene, doer) if doer is not None and doer.tag_ != "PRP" else []


def _at_deed(scene: Scene, verb: Token) -> list[Mention]:
    """With whom, or whose, the deed would be that the verb is about: "ruled out reopening the pact with *Britain*"."""
    deed = done(verb)
    if deed is None:
        return []
    thing = child(deed, "dobj")
    frame = frame_of(scene, deed)
    found = _recipient(scene, deed, frame, ()) if frame is not None else []
    return found or (actors(scene, thing, doers=("with", "of", "by")) if thing is not None else [])


def _warned(scene: Scene, verb: Token) -> list[Mention]:
    """Whom the deed that is warned of strikes, or who would bring it about: "warned it would act if *Togo* sent …"."""
    clause = child(verb, "ccomp")
    frame = frame_of(scene, clause) if clause is not None else None
    found = _recipient(scene, clause, frame, ()) if clause is not None and frame is not None else []
    if found or clause is None:
        return found
    struck_at = (prep_object(word, "against") for word in clause.subtree)
    against = next((noun for noun in struck_at if noun is not None), None)
    if against is not None:
        return actors(scene, against)
    terms = [*children(clause, "advcl"), *children(verb, "advcl")]
    doers_of = (child(term, "nsubj") for term in terms if any(mark.lower_ == "if" for mark in children(term, "mark")))
    doer = next((noun for noun in doers_of if noun is not None), None)
    return actors(scene, doer) if doer is not None else []


def _for(clause: Token) -> bool:
    return any(mark.lower_ == "for" for mark in children(clause, "mark"))


def _token_at(verb: Token, where: str) -> Token | None:
    if where == "dobj":
        thing = patient(verb)
        return thing if thing is not None else child(verb, "dative")
    if where == "with_dobj":
        return patient(verb) if prep_object(verb, "with") is not None else None
    if where == "dative":
        given = child(verb, "dative") or _squeezed(verb)
        if given is None and passive(verb) and child(verb, "dobj") is not None:
            return child(verb, "nsubjpass")  # "was given an ultimatum"
        return child(given, "pobj") if given is not None and given.tag_ in {"IN", "TO"} else given
    found = prep_object(verb, where)
    if found is None and where == "of":
        found = next(
            (inner for kid in verb.children if (inner := prep_object(kid, "of")) and kid.lower_ == "out"), None
        )
    thing = patient(verb)
    if thing is not None and thing.lower_ in {"it", "them"}:
        thing = object_of(verb)
    if found is not None or thing is None:
        return found
    of = prep_object(thing, "of") if where == "between" else None  # "two rounds of talks between"
    return prep_object(thing, where) or (prep_object(of, where) if of is not None else None)


def _squeezed(verb: Token) -> Token | None:
    """ "sent *Ukraine* missiles": the name of whom it goes to, which the parser takes for a part of the thing."""
    thing = child(verb, "dobj")
    first = thing.left_edge if thing is not None else None
    if first is None or first.dep_ not in {"compound", "nmod"} or first.head != thing or first.i != verb.i + 1:
        return None
    return first if first.tag_ == "NNP" and not first.text.isupper() else None


def _embedded(scene: Scene, verb: Token, taken: Collection[Span]) -> list[Mention]:
    """The other side of what is refused, offered or threatened: "refused to meet *the Polish envoy*"."""
    step = child(verb, "xcomp", "advcl")
    if step is not None and is_verb(step):
        frame = frame_of(scene, step)
        return _recipient(scene, step, frame, taken) if frame is not None else []
    thing = child(verb, "dobj")
    found = noun_recipient(scene, thing) if thing is not None and is_noun(thing) else []
    return [one for one in found if one.span not in taken]


def _between(scene: Scene, verb: Token, taken: Collection[Span]) -> list[Mention]:
    """Both sides of what is signed, held or brokered between them."""
    thing = patient(verb)
    inner = prep_object(verb, "between", "among") or (
        prep_object(thing, "between", "among") if thing is not None else None
    )
    return [one for one in actors(scene, inner) if one.span not in taken] if inner is not None else []
