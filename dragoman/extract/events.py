"""Sentences → Events: what is done, by whom, to whom, and whether it was done at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dragoman.extract.event_modes import mode_of
from dragoman.extract.event_nouns import noun_parties, noun_type
from dragoman.extract.event_verbs import SYMMETRIC, third_party, verb_parties
from dragoman.extract.event_words import words
from dragoman.extract.frames import Frame, frame_of, object_of
from dragoman.extract.headlines import headline_verb
from dragoman.extract.lexicon import effect_of, lemma_of, phrasal
from dragoman.extract.lexicon import words as modal_words
from dragoman.extract.mediators import mediators
from dragoman.extract.modality import negated, status
from dragoman.extract.modifiers import over
from dragoman.extract.needs import infinitive, stance
from dragoman.extract.scene import Scene, pending
from dragoman.extract.setting import place_of, when_of
from dragoman.extract.syntax import ancestors, children, clause_verb, conjuncts, is_noun, is_verb, prep_object, subtree
from dragoman.grammar import Token
from dragoman.model import Event, EventType, Mention, Refs, Status

Sides = tuple[Sequence[Mention], Sequence[Mention]]

PRESENT_LASTS = frozenset({"AID", "ASSAULT", "COERCE", "COOPERATE"})
"""Types that go on where a verb of lasting deeds tells them in the present tense."""


SAID = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types of what is said: who still refuses has refused."""


def events(scene: Scene, report: str) -> Iterator[Event]:
    """Yield the events that the verbs and nouns of the sentence name, each with its own status."""
    found: list[tuple[Token, EventType]] = []
    told: list[Token] = []
    for token, event in _beside_attacks(
        [(verb, one) for verb in scene.doc if is_verb(verb) for one in _verb_events(scene, verb, report)]
    ):
        if not third_party(scene, token):
            found.append((token, event.type))
        told.extend(_told(scene, token))
        yield event
    heads = list(_headline_event(scene, report))
    yield from heads
    for token in scene.doc:
        kind = noun_type(token) if is_noun(token) and token not in told else None
        if (
            kind is not None
            and all(kind != head.type for head in heads)
            and not any(kind == done and _same_happening(token, verb) for verb, done in found)
        ):
            sides = noun_parties(scene, token, kind)
            if sides is not None:
                yield event_of(scene, token, kind, sides, report)


def _beside_attacks(found: Sequence[tuple[Token, Event]]) -> list[tuple[Token, Event]]:
    """Leave out what is seized in an attack that the sentence tells in one breath: "raided a camp and killed …"."""
    attacks = [verb for verb, event in found if event.type == "ASSAULT"]
    return [
        (verb, event)
        for verb, event in found
        if event.type != "COERCE" or not any(one.head == verb or verb.head == one for one in attacks if one != verb)
    ]


def _told(scene: Scene, verb: Token) -> Iterator[Token]:
    """The objects that are only what the verb's event is about: "brokered *a truce*", "lifted *sanctions*"."""
    frame, thing = frame_of(scene, verb), object_of(verb)
    if frame is not None and frame.object not in {None, "meeting", "brokered"} and thing is not None:
        yield from conjuncts(thing)


def _official(one: Mention) -> bool:
    """Whether a state protests, in a note, not its people in the street: "*Tokyo* protested", not "*Georgians* …"."""
    if one.form == "listed":
        return bool({sense for sense, _, _ in one.names} & {"state", "capital", "metonym", "organ"})
    return one.form in {"office", "organ", "person"} and bool(one.states)


def _verb_events(scene: Scene, verb: Token, report: str) -> Iterator[Event]:
    frame = frame_of(scene, verb)
    if (
        frame is None
        or _purpose_of_same(scene, verb, frame)
        or (frame.type in {"CONSULT", "COOPERATE"} and stance(verb))
        or (frame.type == "REJECT" and negated(verb) and phrasal(verb) == "rule_out")  # open to it
        or (verb.dep_ == "pcomp" and lemma_of(verb.head.head) == "accuse" and _charged(verb, frame))
        or _only_aim(verb, frame)
    ):
        return
    sides = verb_parties(scene, verb, frame)
    if sides is None:
        return
    noted = lemma_of(verb) == "protest" and any(map(_official, sides[0]))
    kind: EventType = "ACCUSE" if frame.type == "PROTEST" and noted else frame.type
    yield event_of(scene, verb, kind, sides, report)
    if frame.then is not None and _to_a_place(scene, verb) and sides[1]:
        told: Status = "denied" if negated(verb) else "mooted"
        yield replace(event_of(scene, verb, frame.then, sides, report), status=told)


def _charged(verb: Token, frame: Frame) -> bool:
    """ "accused it of violating the truce", "of backing the rebels": told as a charge, not as a deed of its own."""
    broken = frame.type == "ASSAULT" and lemma_of(verb) in {"violate", "breach", "break"}
    return broken or frame.type in {"SUPPORT", "COOPERATE", "CONSULT"}


def _only_aim(verb: Token, frame: Frame) -> bool:
    """ "talks aimed at ending the war", "a plan to end the war": what it is for; a path to ending it leads there."""
    thing = object_of(verb)
    war = frame.type == "RETREAT" and thing is not None and lemma_of(thing) in {"war", "conflict"}
    return war and (verb.dep_ in {"acl", "advcl"} or (verb.dep_ == "pcomp" and verb.head.lower_ != "to"))


def _headline_event(scene: Scene, report: str) -> Iterator[Event]:
    found = headline_verb(scene)
    if found is not None:
        token, frame, before, after = found
        yield replace(event_of(scene, token, frame.type, (before, after), report), status="held")


def _to_a_place(scene: Scene, verb: Token) -> bool:
    """ "invited Modi to Rome": a visit is proposed."""
    where = prep_object(verb, "to")
    return where is not None and where.i in scene.hit_of


def _same_happening(noun: Token, verb: Token) -> bool:
    """Whether the verb of the same type already tells the noun's event: "agreed on a deal", "attended talks"."""
    return any(head == verb for head in ancestors(noun)) and clause_verb(noun) == verb


def _purpose_of_same(scene: Scene, verb: Token, frame: Frame) -> bool:
    """ "gathered in Cairo to discuss Libya" is one meeting: its purpose is not another."""
    if not infinitive(verb) or verb.dep_ not in {"advcl", "xcomp"} or not is_verb(verb.head):
        return False
    above = frame_of(scene, verb.head)
    return above is not None and above.type == frame.type


def event_of(scene: Scene, cue: Token, kind: EventType, sides: Sides, report: str) -> Event:
    """Return the event of this type that `cue` names, its status by grammar, its date and place."""
    source, recipient = sides
    if kind in SYMMETRIC and not recipient and len(source) > 1:
        source, recipient = source[:1], source[1:]
    spans = [scene.of(cue), *(one.span for one in (*source, *recipient))]
    start = subtree(cue)[0] if is_noun(cue) else cue.idx
    first = min(start, *(span.start - scene.start for span in spans))
    last = max(cue.idx + len(cue), *(span.end - scene.start for span in spans))
    mode, contexts = mode_of(cue, kind)
    return Event(
        report=report,
        evidence=scene.at(max(0, first), min(len(scene.text), last)),
        sentence=scene.span,
        rule=f"events.{'verb' if is_verb(cue) else 'named' if kind == 'CONSULT' and _only_named(cue) else 'noun'}/1",
        type=kind,
        status=_status(cue, kind),
        cue=scene.of(cue),
        source=refs(source),
        recipient=refs(recipient),
        participants=refs(mediators(scene, cue, (*source, *recipient))),
        mode=mode,
        contexts=contexts,
        date=when_of(scene, cue),
        place=place_of(scene, cue),
    )


def _status(cue: Token, kind: EventType) -> Status:
    """The event's status; wars, sanctions and aid told in the present tense go on."""
    thing = object_of(cue) if is_verb(cue) else None
    bare = thing is None or noun_type(thing) is None  # not "will issue an ultimatum"
    uttering = is_verb(cue) and (bare or (kind == "REJECT" and negated(cue)))
    told = status(cue, kind if uttering else None)
    if told in {"planned", "ongoing"} and _decreed(cue, kind):
        return "held"
    if (
        kind == "SUPPORT"
        and (is_noun(cue) or (cue.dep_ == "acl" and infinitive(cue)))
        and told in {"planned", "mooted"}
        and not _sought(cue)
        and not any(kid.tag_ == "MD" for kid in clause_verb(cue).children)
    ):
        return "held"
    if told == "held" and is_noun(cue) and cue.lemma_.lower() in words("lasting"):
        return "ongoing"
    if told == "ongoing" and kind in SAID and (is_noun(cue) or any(kid.lower_ == "still" for kid in cue.children)):
        return "held"
    if told == "planned" and kind in {"SANCTION", "COERCE"} and _ordered(cue):
        return status(cue.head)
    if told in {"held", "ongoing"} and kind == "AID" and is_verb(cue) and cue.lemma_.lower() in words("offering"):
        return "mooted"
    if told == "held" and kind in PRESENT_LASTS and cue.tag_ in {"VBZ", "VBP"} and _goes_on(cue):
        return "denied" if negated(cue) else "ongoing"
    return told


def _decreed(verb: Token, kind: EventType) -> bool:
    """ "its decision to expel", "is recalling its envoy": a state that says so of such a step has taken it."""
    lemma = phrasal(verb)
    if not is_verb(verb) or negated(verb):
        return False
    if verb.dep_ == "acl" and infinitive(verb) and lemma_of(verb.head) in modal_words("nouns", "decreeing"):
        known = any(kid.dep_ == "poss" or kid.lower_ in modal_words("nouns", "definite") for kid in verb.head.children)
        taken = status(verb.head) == "held"
        return kind in {"SANCTION", "CONCEDE", "COERCE"} and known and taken and lemma not in words("leaving")
    progressive = verb.tag_ == "VBG" and any(kid.tag_ in {"VBZ", "VBP", "VBD"} for kid in children(verb, "aux"))
    told = kind == "SANCTION" and lemma in words("breaking") and progressive and status(verb) == "ongoing"
    return told and not any(kid.lower_ == "still" for kid in verb.children)


def _only_named(noun: Token) -> bool:
    """ "her trip comes as …", "at the summit, he is to …": known talks, of which nothing says that they took place."""
    known = any(kid.dep_ == "poss" or kid.lower_ in modal_words("nouns", "definite") for kid in noun.children)
    done = noun.dep_ == "pobj" and noun.head.lower_ in modal_words("prepositions", "held")
    verb = clause_verb(noun)
    governed = noun.dep_ not in {"nsubj", "nsubjpass"}  # "ruled out talks during his visit", not "the talks failed"
    ahead = governed and effect_of("verbs", phrasal(verb)) in {"denied", "mooted"}
    return known and not done and not over(noun) and (ahead or verb.tag_ not in {"VBD", "VBN"})


def _ordered(noun: Token) -> bool:
    """ "ordered the expulsion of", "ordered their arrest": the order is the deed."""
    return is_noun(noun) and noun.dep_ in {"dobj", "nsubjpass"} and noun.head.lemma_.lower() == "order"


def _sought(noun: Token) -> bool:
    """ "seeks support", "a plea for backing": asked for, not given."""
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    if above.lemma_.lower() in words("asking"):
        return True
    weighed = is_verb(above) and effect_of("verbs", phrasal(above)) == "mooted"  # "is weighing recognition"
    return weighed and above.lemma_.lower() not in words("offering")


def _goes_on(verb: Token) -> bool:
    """Whether the verb tells of what lasts ("Iran arms the group"); agencies tell of deeds so, too ("Iran strikes")."""
    return is_verb(verb) and verb.lemma_.lower() in words("enduring")


def refs(found: Iterable[Mention]) -> Refs:
    """Return each mention once, as a Ref that only holds its words."""
    return tuple(pending(one) for one in {one.span: one for one in found}.values())
