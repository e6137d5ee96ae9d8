"""A verb and the name of a need → whether its sentence meets it, for the frames of `events.toml`."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.data import toml
from dragoman.extract.event_words import is_thing, things, words
from dragoman.extract.mentions import mention, told_states
from dragoman.extract.scene import Scene
from dragoman.extract.steps import allotted
from dragoman.extract.syntax import child, children, is_noun, passive, patient, prep_object, subject
from dragoman.extract.tense import negated
from dragoman.gazetteer import gazetteer
from dragoman.grammar import Token

NAMED = frozenset({"state", "capital", "body"})
PERSONAL = frozenset({"person", "office", "counterpart"})


def infinitive(verb: Token) -> bool:
    """Whether the verb stands with "to"."""
    return any(kid.dep_ == "aux" and kid.lower_ == "to" for kid in verb.children)


def stance(verb: Token) -> bool:
    """Whether the verb is what somebody is willing to do: a position on talks, told in that layer."""
    above = verb
    for _ in range(4):
        above = above.head
        if above.lemma_.lower() in words("stance"):
            return True
        if above.dep_ in {"ROOT", "ccomp", "relcl", "advcl"}:
            return False
    return False


def has(scene: Scene, verb: Token, need: str) -> bool:
    """Whether the verb has what a frame needs: a dependent, a preposition or one of the tests below."""
    test = _TESTS.get(need)
    if test is not None:
        return test(scene, verb)
    if need in {"xcomp", "ccomp", "dative"}:
        return any(
            kid.dep_ == need or (need == "xcomp" and kid.dep_ == "advcl" and infinitive(kid)) for kid in verb.children
        )
    if any(kid.lower_ == need and kid.dep_ != "aux" for kid in verb.children) or prep_object(verb, need) is not None:
        return True
    thing = patient(verb)
    return thing is not None and prep_object(thing, need) is not None


def _object(scene: Scene, verb: Token) -> bool:
    return patient(verb) is not None


def _actor(scene: Scene, verb: Token) -> bool:
    thing = patient(verb)
    return thing is not None and mention(scene, thing) is not None


def _person(scene: Scene, verb: Token) -> bool:
    thing = patient(verb)
    found = mention(scene, thing) if thing is not None else None
    return found is not None and (found.form in PERSONAL or (found.form == "voice" and bool(found.states)))


def _called(scene: Scene, verb: Token) -> bool:
    """ "called Erdogan": by telephone, unless a name is called or somebody is called to act."""
    return _person(scene, verb) and child(verb, "oprd", "xcomp", "ccomp") is None and not passive(verb)


def _paid(scene: Scene, verb: Token) -> bool:
    """ "called on the premier at his office": a visit, where nothing is asked of the one visited."""
    host = prep_object(verb, "on", "upon")
    found = mention(scene, host) if host is not None else None
    if found is None or found.form not in {"person", "office"} or host is None:
        return False
    asked = any(
        kid.i > host.i and (infinitive(kid) or kid.lower_ in {"for", "to"}) for kid in [*verb.children, *host.children]
    )
    return not asked


def _heard(scene: Scene, verb: Token) -> bool:
    """ "spoke to *Syria's leader*": one who acts for a state, not the press or a crowd."""
    heard = prep_object(verb, "to")
    found = mention(scene, heard) if heard is not None else None
    if found is None or found.form not in {"office", "counterpart", "listed", "organ"}:
        return False
    return found.form != "listed" or any(sense not in {"body", "place"} for sense, _, _ in found.names)


def _several(scene: Scene, verb: Token) -> bool:
    """Whether several act together, or one with another: "both leaders touched on trade"."""
    return _both(scene, verb) or prep_object(verb, "with") is not None


def _both(scene: Scene, verb: Token) -> bool:
    """Whether several are the subject: "Chad and Mali reopened the border", "the two states …"."""
    doer = subject(verb)
    found = mention(scene, doer) if doer is not None else None
    joined = doer is not None and child(doer, "conj") is not None
    return joined or (found is not None and found.form == "parties")


def _brokered(scene: Scene, verb: Token) -> bool:
    """Whether a third party does it for others: "hosted talks *between Chad and Mali*", "a truce brokered by Oman"."""
    thing = patient(verb)
    if thing is None or verb.lemma_.lower() in {"broker", "mediate", "facilitate"}:
        return thing is not None
    of = prep_object(thing, "of")
    between = [prep_object(one, "between", "among") for one in (verb, thing, of) if one is not None]
    return any(between)


def _passage(scene: Scene, verb: Token) -> bool:
    """ "announced the closure of its airspace": of what lies between states."""
    thing = patient(verb)
    shut = prep_object(thing, "of") if thing is not None else None
    return shut is not None and is_thing(shut, "mission")


def _captive(scene: Scene, verb: Token) -> bool:
    thing = patient(verb)
    if thing is None:
        return False
    found = mention(scene, thing)
    people = thing.i in scene.hit_of and thing.tag_ in {"NNPS", "NNS"}
    return people or is_thing(thing, "captive") or (found is not None and found.form == "person")


def _harm(scene: Scene, verb: Token) -> bool:
    """ "vowed to *retaliate*", "promised *revenge*"; who vows to end a war threatens nobody."""
    harmful = [word for word in verb.subtree if word != verb and word.lemma_.lower() in things("harm")]
    return any(word.dep_ != "dobj" or word.head.lemma_.lower() not in words("ending") for word in harmful)


def _harsh(scene: Scene, verb: Token) -> bool:
    return any(word.lemma_.lower() in things("harsh") for word in verb.subtree if word.i > verb.i)


def _own(scene: Scene, verb: Token) -> bool:
    """A warning is a threat where the warner's own act follows: "warned it would respond", "warned Lima may act"."""
    clause = child(verb, "ccomp")
    doer = child(clause, "nsubj") if clause is not None else None
    if clause is None or doer is None:
        return False
    if doer.tag_ == "PRP":
        harmful = any(word.lemma_.lower() in things("harm") for word in clause.subtree)
        return harmful or (_ahead(clause) and _hostile(clause))
    return _ahead(clause) and _hostile(clause) and _same_side(scene, doer, subject(verb))


def _ahead(verb: Token) -> bool:
    return any(
        kid.lower_ in {"will", "would", "may", "might", "could", "shall", "’ll", "'ll", "’d", "'d"}
        for kid in verb.children
    )


def _hostile(verb: Token) -> bool:
    """Whether the deed harms: "close the border", "take all necessary measures", "follow suit"."""
    deeds = [verb, *children(verb, "conj", "xcomp", "dobj")]
    return any(deed.lemma_.lower() in things("harm") | things("hostile") for deed in deeds)


def _same_side(scene: Scene, one: Token, other: Token | None) -> bool:
    """Whether two nouns are of one state: "*Chile's minister* warned *Santiago* would"."""
    found = [mention(scene, token) for token in (one, other) if token is not None]
    sides = [told_states(side) for side in found if side is not None]
    return len(sides) == 2 and bool(sides[0] & sides[1])


def _consequence(scene: Scene, verb: Token) -> bool:
    threatened = prep_object(verb, "of", "about", "with")
    return threatened is not None and is_thing(threatened, "consequence")


def _together(scene: Scene, verb: Token) -> bool:
    return any(kid.lower_ == "together" for kid in verb.children)


def _joint(scene: Scene, verb: Token) -> bool:
    thing = patient(verb)
    return thing is not None and any(kid.lower_ in {"joint", "bilateral", "trilateral"} for kid in thing.children)


def _peacekeeping(scene: Scene, verb: Token) -> bool:
    """With peacekeepers, or to watch over a truce; not to watch somebody's ships."""
    told = [word for word in verb.subtree if word.lemma_.lower() in things("peace")]
    truce = any(word.lemma_.lower() in things("truce") for word in verb.subtree)
    return any(is_noun(word) or truce for word in told)


def _bidding(scene: Scene, verb: Token) -> bool:
    """ "called on Iran", "called for talks", "called for Iran to leave"; not "called the raid on Iran reckless"."""
    asked = (kid for kid in verb.children if kid.i > verb.i)
    return any(
        kid.lower_ in {"on", "upon", "for"} or any(mark.lower_ == "for" for mark in children(kid, "mark", "aux"))
        for kid in asked
    )


def _leave(scene: Scene, verb: Token) -> bool:
    """Somebody is given leave: not by a text ("a deal allowing …"), nor one's own forces ("authorised the army")."""
    if verb.tag_ == "VBG" and verb.dep_ in {"advcl", "acl"}:
        return False
    clause = child(verb, "ccomp", "xcomp")
    asked = (child(clause, "nsubj", "nsubjpass") if clause is not None else None) or patient(verb)
    found = mention(scene, asked) if asked is not None else None
    if found is None:
        return clause is not None and (asked is None or asked.tag_ != "PRP")
    return found.form != "organ" or bool(found.states or found.names)


def _shut(scene: Scene, verb: Token) -> bool:
    """ "keeps the border *closed*"."""
    return any(word.lower_ in words("shut") for word in verb.subtree if word.i > verb.i)


def _shutting(scene: Scene, verb: Token) -> bool:
    """ "ordered the consulate to close", "told Oman to move its embassy"."""
    told = [word for word in verb.subtree if word != verb]
    return any(is_thing(word, "mission") for word in told if is_noun(word)) and any(
        word.lemma_.lower() in words("shutting") for word in told
    )


def _home(scene: Scene, verb: Token) -> bool:
    """ "sent the diplomats home", "ordered the envoy to leave"."""
    return any(word.lower_ in {"home", "leave", "out", "depart"} for word in verb.subtree)


def _notice(scene: Scene, verb: Token) -> bool:
    """ "gave the envoy 48 hours to leave the country"."""
    said = list(verb.subtree)
    return any(word.lower_ == "leave" for word in said) and any(is_thing(word, "notice") for word in said)


def _grata(scene: Scene, verb: Token) -> bool:
    return any(word.lower_ == "grata" for word in verb.subtree)


def _protesting(scene: Scene, verb: Token) -> bool:
    """ "handed the envoy a note of protest"."""
    thing = patient(verb)
    return thing is not None and any(is_thing(word, "protest") for word in thing.subtree)


def _declined(scene: Scene, verb: Token) -> bool:
    """ "cannot accept", "did not agree": by one side; that several "have not agreed yet" leaves it open."""
    modal = any(kid.tag_ == "MD" for kid in children(verb, "aux"))
    doer = subject(verb)
    if not negated(verb) or passive(verb) or doer is None or any(kid.lower_ == "yet" for kid in verb.children):
        return False
    answering = modal or verb.lemma_ in {"accept", "agree", "consent"}
    return answering and not _several(scene, verb) and doer.tag_ not in {"NNS", "NNPS"}


def _doing(scene: Scene, verb: Token) -> bool:
    """ "ruled out reopening the accord"."""
    return done(verb) is not None


def done(verb: Token) -> Token | None:
    """The deed in "-ing" that stands right behind a verb, or behind its particle."""
    deeds = children(verb, "xcomp", "advcl", "pcomp", "dobj", "ccomp")
    return next((deed for deed in deeds if deed.tag_ == "VBG" and 0 < deed.i - verb.i <= 2), None)


def _each_other(scene: Scene, verb: Token) -> bool:
    """ "Rubio and Lavrov spoke on Monday": with one another, not at a forum or to the press."""
    doer = subject(verb)
    around = {kid.lower_ for kid in children(verb, "prep", "prt", "advmod")}
    if doer is None or child(doer, "conj") is None or child(verb, "dobj", "ccomp") is not None:
        return False
    return not around & {"at", "to", "before", "in", "of", "out"}


def _advised(scene: Scene, verb: Token) -> bool:
    """ "suggested that they meet", "suggested they should meet"."""
    clause = child(verb, "ccomp")
    if clause is None or negated(verb):
        return False
    helped = {kid.lower_ for kid in children(clause, "aux")}
    bare = clause.tag_ in {"VB", "VBP"} and not helped and clause.lemma_ not in {"be", "have"}
    return bare or bool(helped & {"should", "must"})


def _bidden(scene: Scene, verb: Token) -> bool:
    """ "told Oman that it must leave", "'Come to Oman,' he told her": said to one who can act."""
    clause = child(verb, "ccomp")
    if clause is None or not _actor(scene, verb):
        return False
    helped = {kid.lower_ for kid in children(clause, "aux")}
    imperative = clause.tag_ == "VB" and not helped - {"do"} and child(clause, "nsubj", "nsubjpass", "expl") is None
    return imperative or bool(helped & {"must", "should"})


def _menaced(scene: Scene, verb: Token) -> bool:
    """ "told the junta it would face consequences"."""
    clause = child(verb, "ccomp")
    return clause is not None and _ahead(clause) and befalls(clause)


def befalls(verb: Token) -> bool:
    """ "will pay the price", "would face sanctions"."""
    borne = toml("uttered")["bearing"].get(verb.lemma_.lower(), ())
    return not negated(verb) and any(thing.lemma_.lower() in borne for thing in children(verb, "dobj"))


def _terror(scene: Scene, verb: Token) -> bool:
    """ "designated the group a terrorist organisation"."""
    return any(word.lower_ in {"terrorist", "terrorism", "terror"} for word in verb.subtree)


def _club(scene: Scene, verb: Token) -> bool:
    """ "left ECOWAS": a body of states, not its summit."""
    thing = patient(verb)
    names = scene.hit_of[thing.i].names if thing is not None and thing.i in scene.hit_of else ()
    return any(name.sense == "body" and gazetteer().kinds.get(name.state or "") == "organization" for name in names)


def _allotted(scene: Scene, verb: Token) -> bool:
    """ "gave the junta a week to step down"."""
    time = child(verb, "dobj")
    if time is None or not allotted(verb):
        return False
    return any(infinitive(kid) for kid in [*children(verb, "advcl", "xcomp"), *children(time, "acl", "relcl")])


def _forces(scene: Scene, verb: Token) -> bool:
    doer = subject(verb)
    return doer is not None and is_thing(doer, "force")


def _crowd(scene: Scene, verb: Token) -> bool:
    doer = subject(verb)
    against = prep_object(verb, "against", "outside", "to")
    return doer is not None and is_thing(doer, "crowd") and against is not None


def _request(scene: Scene, verb: Token) -> bool:
    """ "expect from Iran an apology": only with the one asked."""
    thing = patient(verb)
    return thing is not None and prep_object(thing, "from") is not None


def _asking(scene: Scene, verb: Token) -> bool:
    return any(
        kid.lemma_ in {"ask", "urge", "demand", "request"} and kid.dep_ in {"advcl", "xcomp"} for kid in verb.children
    )


def _must(scene: Scene, verb: Token) -> bool:
    """ "said Israel must end …": told what to do, a listed party hears a demand."""
    clause = child(verb, "ccomp")
    if clause is None or not any(kid.lower_ == "must" for kid in children(clause, "aux")):
        return False
    doer = child(clause, "nsubj")
    found = mention(scene, doer) if doer is not None else None
    return found is not None and bool(found.names) and any(sense in NAMED for sense, _, _ in found.names)


def _landed(scene: Scene, verb: Token) -> bool:
    thing = patient(verb)
    return thing is not None and thing.i in scene.hit_of


def _words(scene: Scene, verb: Token) -> bool:
    thing = patient(verb)
    return thing is not None and any(kid.dep_ in {"poss", "amod"} and kid.i in scene.hit_of for kid in thing.children)


def _independence(scene: Scene, verb: Token) -> bool:
    thing = patient(verb)
    return thing is not None and is_thing(thing, "independence")


def _telephone(scene: Scene, verb: Token) -> bool:
    """ "spoke by phone"; "told the forum, speaking by video link" is a speech."""
    means = {"phone", "telephone", "video", "videolink", "videoconference"}
    return not (verb.tag_ == "VBG" and verb.dep_ == "advcl") and any(word.lower_ in means for word in verb.subtree)


def _ordered(scene: Scene, verb: Token) -> bool:
    """ "forced the envoy to leave": one who can act is made to do it."""
    return _actor(scene, verb) and has(scene, verb, "xcomp")


_TESTS: dict[str, Callable[[Scene, Token], bool]] = {
    "dobj": _object, "actor": _actor, "person": _person, "called": _called, "captive": _captive, "harm": _harm,
    "harsh": _harsh, "own": _own, "consequence": _consequence, "together": _together, "joint": _joint,
    "peacekeeping": _peacekeeping, "home": _home, "grata": _grata, "forces_do": _forces, "crowd": _crowd,
    "request": _request, "asking": _asking, "words": _words, "owned": _words, "independence": _independence,
    "phone": _telephone, "notice": _notice, "bidding": _bidding, "leave": _leave, "shutting": _shutting,
    "must": _must, "paid": _paid, "passage": _passage, "brokered": _brokered, "several": _several, "landed": _landed,
    "ordered": _ordered, "protesting": _protesting, "declined": _declined, "doing": _doing, "each_other": _each_other,
    "advised": _advised, "bidden": _bidden, "allotted": _allotted, "menaced": _menaced, "terror": _terror,
    "club": _club, "both": _both, "heard": _heard, "shut": _shut,
}  # fmt: skip
