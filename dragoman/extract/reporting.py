"""A verb → whether it reports words here, and which clause or quotation it reports."""

from __future__ import annotations

from dragoman.data import words
from dragoman.extract.contents import after_colon, announces, stray_clause, tail
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import agent, child, children, is_verb, passive, patient
from dragoman.grammar import Token

DOUBTFUL = frozenset({"could", "may", "might", "should", "must"})
BESIDE = frozenset({"advmod", "npadvmod", "prep", "dative", "prt", "nsubj"})
"""What may stand beside a verb of speech between commas: who speaks, when, where and to whom."""
NOBODY = frozenset({"nobody", "none", "neither"})


def reports(scene: Scene, verb: Token) -> bool:
    """Return whether this verb reports words here, judged by its lexicon class and its complement."""
    lemma = verb.lemma_.lower()
    if _no_words(verb, lemma):
        return False
    if (lemma in {"make", "let"} and _makes_known(verb)) or (lemma == "put" and _puts_it(scene, verb)):
        return True
    complement = reported(scene, verb) is not None or _alone(scene, verb, lemma)
    if _phrasal(verb, lemma) and (complement or _has_object(verb)):
        return True
    if _is(lemma, "to_do") and _bids(verb):
        return True
    if complement and _is(lemma, "quoting") and not scene.quotes:
        return False
    if complement and (_is(lemma, "clause") or _is(lemma, "sayings") or _is(lemma, "any")):
        return True
    if (_is(lemma, "as") and _called(verb)) or (_is(lemma, "call") and _calls(verb)):
        return True
    if _is(lemma, "any"):
        return _has_object(verb) or passive(verb) or verb.dep_ in {"relcl", "acl"}
    return (_is(lemma, "sayings") and _about_sayings(verb)) or (_is(lemma, "light") and _utters(verb))


def _no_words(verb: Token, lemma: str) -> bool:
    """ "claimed thousands of lives", "spoke with Blinken about the war", "as it defends itself": deeds and talks."""
    if lemma == "speak":
        return any(kid.lower_ == "with" and kid.dep_ == "prep" for kid in verb.children)
    if lemma == "allow":
        return not any(_marked(kid) for kid in children(verb, "ccomp"))
    things = children(verb, "dobj")
    toll = lemma == "claim" and any(word.lemma_.lower() in {"life", "victim"} for one in things for word in one.subtree)
    return toll or (lemma == "defend" and any(one.lower_.endswith(("self", "selves")) for one in things))


def _utters(verb: Token) -> bool:
    """ "gave an assurance", "issued a warning": the verb says only that the noun was said."""
    thing = child(verb, "dobj")
    if thing is None or thing.lemma_ not in words("statements", "nouns", "said") or passive(verb):
        return False
    return not (thing.lemma_ == "call" and _by_line(verb, thing))


def _by_line(verb: Token, call: Token) -> bool:
    """ "had a call with Lavrov", "had a video call": two are on a line."""
    near = [*verb.children, *call.children]
    return verb.lemma_ == "have" or any(kid.lower_ in {"with", "phone", "telephone", "video"} for kid in near)


def _is(lemma: str, group: str) -> bool:
    return lemma in words("statements", "verbs", group)


def _bids(verb: Token) -> bool:
    """ "told the police to leave", "pleaded with them not to go": an order, a plea."""
    return any(
        kid.tag_ == "VB" and any(mark.lower_ == "to" for mark in children(kid, "aux"))
        for kid in children(verb, "xcomp", "ccomp", "advcl")
    )


def _alone(scene: Scene, verb: Token, lemma: str) -> bool:
    """A verb of speech whose clause the parse lost: after a comma at the end, or with a clause further down."""
    if not _is(lemma, "speak"):
        return False
    own = child(verb, "nsubj")
    if stray_clause(verb) is not None or announces(scene, verb):
        return True
    return own is not None and bool(after_colon(scene, verb) or tail(scene, verb, own))


def _phrasal(verb: Token, lemma: str) -> bool:
    """ "ruled out", "spoke of": words only with their particle or preposition."""
    for kid in verb.children:
        near = kid.dep_ == "prt" or (kid.dep_ == "advmod" and kid.i == verb.i + 1)
        if near and _is(f"{lemma} {kid.lower_}", "particle"):
            return True
        behind = (kid, *children(kid, "prep")) if kid.dep_ == "dobj" else (kid,)
        if kid.dep_ in {"prep", "dobj"} and any(
            one.i > verb.i and _is(f"{lemma} {one.lower_}", "with") for one in behind
        ):
            return True
    return False


def _makes_known(verb: Token) -> bool:
    """ "made clear that", "made it plain", "let it be known", "let the press know"."""
    near = [word for word in verb.subtree if 0 < word.i - verb.i < 6]
    if any(word.lower_ in {"clear", "plain", "known", "understood", "public"} for word in near):
        return any(word.dep_ in {"ccomp", "oprd"} for word in near) or len(near) > 2
    return verb.lemma_ == "let" and any(word.lower_ == "know" for word in near)


def _puts_it(scene: Scene, verb: Token) -> bool:
    """ "as the minister put it", "he put it briefly: …"."""
    if not any(kid.lower_ == "it" for kid in verb.children):
        return False
    return verb.dep_ == "advcl" or bool(after_colon(scene, verb))


def _about_sayings(verb: Token) -> bool:
    """An object that is itself something said: "rejected the accusation"; or a course: "rejected *resuming* talks"."""
    if verb.lemma_ == "reject" and any(kid.tag_ == "VBG" for kid in children(verb, "xcomp")):
        return True
    thing = patient(verb)
    return thing is not None and thing.lemma_.lower() in words("statements", "nouns", "claims")


def unsaid(verb: Token) -> bool:
    """Words nobody said: infinitives ("to condemn"), verbs under modals ("could say"), negation or "if"."""
    marks = {kid.lower_ for kid in children(verb, "mark")}
    if verb.dep_ == "advcl" and marks & {"if", "unless", "until"}:
        return True
    if any(kid.lower_ == "to" and kid.dep_ == "aux" for kid in verb.children):
        return not (_is(verb.head.lemma_, "going_on") or goes_public(verb) or _is_said_to_have(verb))
    if any(kid.tag_ == "MD" and kid.lower_ in DOUBTFUL for kid in children(verb, "aux")):
        return True
    return _neither(verb) or (_negated(verb) and verb.lemma_ not in {"deny", "rule"})


def _is_said_to_have(verb: Token) -> bool:
    """ "is reported *to have told* his peers": words that a report has from others."""
    above = verb.head
    told = passive(above) and above.lemma_ in {"report", "say", "quote", "hear", "know", "understand", "believe"}
    return told and verb.dep_ == "xcomp" and any(kid.lower_ == "have" for kid in children(verb, "aux"))


def goes_public(verb: Token) -> bool:
    """Return whether an act is done in order to speak: "took to the air *to say*", "used his speech *to warn*"."""
    act = verb.head
    if verb.tag_ != "VB" or verb.dep_ not in {"xcomp", "advcl"} or act.tag_ not in {"VBD", "VBZ", "VBP", "VBN"}:
        return False
    if act.lemma_ == "take":
        return any(kid.lower_ == "to" and child(kid, "pobj") is not None for kid in children(act, "prep"))
    thing = child(act, "dobj")
    return act.lemma_ in {"use", "hold"} and thing is not None and _said_in(thing.lemma_.lower())


def _said_in(lemma: str) -> bool:
    return lemma in words("statements", "media", "words") | words("statements", "nouns", "vehicles")


def _neither(verb: Token) -> bool:
    """ "neither confirmed nor denied", "nor did he say"."""
    if any(kid.dep_ == "preconj" and kid.lower_ == "neither" for kid in verb.children):
        return True
    return verb.dep_ == "conj" and any(kid.lower_ == "nor" for kid in verb.head.children)


def _negated(verb: Token) -> bool:
    """ "did not say", "no minister said"."""
    if any(kid.dep_ == "neg" for kid in verb.children) or _shares_negation(verb) or _nothing(verb):
        return True
    own = child(verb, "nsubj")
    return own is not None and (
        own.lower_ in NOBODY or any(kid.lower_ in {"no", "neither"} for kid in children(own, "det"))
    )


def _nothing(verb: Token) -> bool:
    """ "said nothing", "made no comment"."""
    thing = child(verb, "dobj")
    if thing is None:
        return False
    said = thing.lemma_.lower() in words("statements", "nouns", "said") | words("statements", "nouns", "vehicles")
    return thing.lower_ == "nothing" or (said and any(kid.lower_ == "no" for kid in children(thing, "det")))


def _shares_negation(verb: Token) -> bool:
    """ "did not deny or *confirm* it": the second of two bare verbs under one "not"."""
    bare = verb.dep_ == "conj" and verb.tag_ == "VB" and child(verb, "aux", "nsubj") is None
    if not bare or not any(kid.lower_ in {"or", "nor"} for kid in children(verb.head, "cc")):
        return False
    return child(verb.head, "neg") is not None


def reported(scene: Scene, verb: Token) -> Token | None:
    """The clause or quotation the verb reports, which may stand before it or govern it in the parse."""
    own = next((kid for kid in verb.children if kid.dep_ in {"ccomp", "parataxis"} and finite(kid)), None)
    if own is not None:
        return own
    if _is_said_to_have(verb) and child(verb.head, "ccomp") is not None:
        return child(verb.head, "ccomp")
    if verb.dep_ == "advcl" and any(kid.lower_ == "as" and kid.dep_ in {"mark", "advmod"} for kid in verb.children):
        whole = child(verb, "prep", "xcomp") is None or _puts_it(scene, verb) or _by_somebody(verb)
        return verb.head if whole else None
    if _parenthetical(verb):
        return verb.head
    if verb.dep_ in {"acl", "advcl", "relcl"} and scene.quoted(verb.head) and not scene.quoted(verb):
        return verb.head
    that = next((kid for kid in verb.children if kid.dep_ in {"dobj", "dative"}), None)
    if that is not None and verb.lemma_ in words("statements", "verbs", "to_whom"):
        told = next((kid for kid in that.children if kid.dep_ in {"acl", "relcl"} and _told_that(kid)), None)
        if told is not None or not scene.quotes:
            return told
    named = any(kid.dep_ == "dobj" and kid.tag_ == "WP" for kid in verb.children)  # "condemned *what* it called"
    if verb.dep_ in {"parataxis", "ccomp"} and scene.quotes and not scene.quoted(verb) and not named:
        return verb.head
    if any(kid.dep_ == "xcomp" and child(kid, "aux") is None for kid in verb.children) and verb.lemma_ == "say":
        return child(verb, "xcomp")
    quoted = next(
        (kid for kid in verb.children if scene.quoted(kid) and kid.dep_ in {"dobj", "dep", "nsubj", "xcomp"}), None
    )
    if quoted is not None and not scene.quoted(verb):
        return quoted
    return _beside_quotation(scene, verb)


def _by_somebody(verb: Token) -> bool:
    """ "as announced *by the ministry* on Friday": a passive that names who said what stands before it."""
    return verb.tag_ == "VBN" and agent(verb) is not None


def _parenthetical(verb: Token) -> bool:
    """ "The plan, he said, was dead": a subject and a verb between commas inside the clause they report."""
    own = child(verb, "nsubj")
    if own is None or verb.dep_ not in {"parataxis", "ccomp", "dep", "relcl", "advcl"} or not is_verb(verb.head):
        return False
    start = min(own.left_edge.i, verb.i)
    end = max([verb.i, *(kid.right_edge.i for kid in verb.children if kid.dep_ in BESIDE)])
    if start == 0 or verb.doc[start - 1].text != "," or end + 1 >= len(verb.doc):
        return False
    return verb.doc[end + 1].text in {",", "."} and verb.lemma_.lower() in words("statements", "verbs", "speak")


def finite(clause: Token) -> bool:
    """Whether a clause stands by itself: with a tense of its own, or joined by "that"."""
    if clause.tag_ in {"VBD", "VBZ", "VBP", "MD"} or _marked(clause):
        return True
    if any(kid.tag_ in {"VBD", "VBZ", "VBP", "MD"} for kid in clause.children if kid.dep_ in {"aux", "auxpass", "cop"}):
        return True
    return clause.tag_ in {"VB", "VBN"} and child(clause, "nsubj", "nsubjpass") is not None


def _marked(clause: Token) -> bool:
    return any(kid.dep_ == "mark" and kid.lower_ in {"that", "whether"} for kid in clause.children)


def _told_that(clause: Token) -> bool:
    """ "told a forum *that* the bloc had held up": "that" joins a clause which has a subject of its own."""
    that = clause.left_edge
    return _marked(clause) or (
        that.lower_ == "that" and that.head == clause and child(clause, "nsubj") not in {None, that}
    )


def _beside_quotation(scene: Scene, verb: Token) -> Token | None:
    """ "…," said X.  X said: "…" – the quotation touches the verb's clause though the parse lost it."""
    if scene.quoted(verb) or not scene.quotes or verb.dep_ not in {"ROOT", "conj", "parataxis"}:
        return None
    return next((token for token in scene.doc if scene.quoted(token) and is_verb(token)), None)


def _has_object(verb: Token) -> bool:
    return any(kid.dep_ in {"dobj", "prep", "xcomp", "dative", "oprd", "prt", "attr"} for kid in verb.children)


def _called(verb: Token) -> bool:
    """An object that is called something: an object predicate, or "as"."""
    if any(kid.dep_ in {"oprd", "ccomp"} for kid in verb.children):
        return True
    thing = patient(verb)
    return any(
        kid.dep_ == "prep" and kid.lower_ == "as"
        for kid in (*verb.children, *(thing.children if thing is not None else ()))
    )


def _calls(verb: Token) -> bool:
    for_what = (mark for kid in children(verb, "advcl") for mark in kid.children)
    if any(mark.lower_ == "for" and mark.i == verb.i + 1 for mark in for_what):
        return True
    return any(kid.dep_ in {"prep", "prt"} and kid.lower_ in {"on", "upon", "for", "to"} for kid in verb.children) or (
        verb.lemma_ == "ask" and child(verb, "xcomp", "ccomp", "prep") is not None
    )
