"""A word after a preposition → what that, and what it hangs on, make of it: "ahead of talks", "haggled over"."""

from __future__ import annotations

from dragoman.extract.complements import made_of
from dragoman.extract.lexicon import effect_of, in_place, lemma_of, phrasal, words
from dragoman.extract.steps import STOP, Step, said_of, to_do
from dragoman.extract.syntax import child, children, clause_verb, is_noun, is_verb, patient
from dragoman.extract.tense import negated
from dragoman.grammar import Token
from dragoman.model import Status


def through_preposition(token: Token, prep: Token) -> Step:
    governor, word = prep.head, prep.lower_
    if governor.lower_ in words("particles", "words") and is_verb(governor.head):  # "pulled out of the talks"
        governor = governor.head
    elif token.dep_ == "pcomp" and word in words("prepositions", "from") and governor.dep_ == "dobj":
        governor = governor.head  # "warned the generals against selling": the object only stands between
    if _bargained(token, word, governor):
        return Step("mooted")
    joined = effect_of("phrases", f"{prep.nbor(-1).lower_} {word}") if prep.i else None
    effect = joined or _phrase(prep) or effect_of("prepositions", word) or _topic(word, governor)
    if word == "before" and prep.i > governor.i and child(prep, "pcomp") is not None and _past_tense(governor):
        return STOP if effect_of("verbs", phrasal(governor)) != "mooted" else Step("mooted")
    if effect == "planned" and _looks_back(clause_verb(prep)):
        return STOP
    said = _of_being(word, governor) if effect is None and is_verb(governor) else None
    if said is not None:
        return Step(said, governor)
    means = _means(token, word, governor)
    if means is not None:
        return means
    if effect is not None or prep == governor or word in words("prepositions", "held"):
        return Step(effect)
    if "including" in {word, governor.lower_}:
        return Step(None, _before(prep if word == "including" else governor), "none")
    if is_verb(governor):
        known = any(kid.dep_ == "poss" or kid.lower_ in words("nouns", "definite") for kid in token.children)
        return _of_verb(word, governor, doing=token.dep_ == "pcomp", known=known)
    if is_noun(governor):
        return _of_noun(word, governor, token)
    if governor.pos_ in {"ADJ", "ADV"} or governor.tag_.startswith("JJ"):
        known = any(kid.lower_ in words("nouns", "definite") for kid in token.children)
        told = governor.lower_ == "close" and known and lemma_of(token) in words("nouns", "convened")
        return (
            STOP if told else Step(effect_of("adjectives", governor.lower_), governor)
        )  # "a source close to the talks"
    return Step(None, governor, "outlook")


def _of_being(word: str, verb: Token) -> Status | None:
    """ "is possible in the talks", "is in talks", "has been under siege"."""
    told = said_of(verb) if word in {"for", "in", "to"} and lemma_of(verb) == "be" else None
    if told is None and word in words("prepositions", "state") and _stands(verb):
        return "ongoing"
    return told


def only_then(prep: Token) -> bool:
    """ "will reopen the border *only after* talks": they are what is waited for; "reopened it only after" is told."""
    narrowed = prep.i > 0 and prep.nbor(-1).lower_ in {"only", "until"}
    clause = clause_verb(prep)
    auxiliaries = children(clause, "aux")
    return (
        narrowed and any(kid.tag_ == "MD" for kid in auxiliaries) and all(kid.lower_ != "have" for kid in auxiliaries)
    )


def extraposed(word: str, verb: Token) -> bool:
    """ "Hope is growing for talks", "a date was set for talks": what they are for stands apart from the noun."""
    noun = child(verb, "nsubj", "nsubjpass")
    if word != "for" or noun is None or child(verb, "dobj") is not None:
        return False
    return effect_of("nouns", lemma_of(noun)) is not None and effect_of("verbs", lemma_of(verb)) in {None, "planned"}


def hoped(verb: Token) -> Step:
    noun = child(verb, "nsubj", "nsubjpass") or verb
    if any(kid.lower_ == "no" for kid in noun.children):
        return Step("mooted" if lemma_of(noun) in words("nouns", "undated") else "denied")
    return Step(effect_of("nouns", lemma_of(noun)), verb, "none")


def _topic(word: str, governor: Token) -> Status | None:
    """ "talks over the release", "began talks on a truce": what words are exchanged about is open."""
    if word not in words("prepositions", "topic"):
        return None
    thing = governor if is_noun(governor) else patient(governor) if is_verb(governor) else None
    told = thing is not None and lemma_of(thing) in words("nouns", "about") & words("nouns", "convened")
    return "mooted" if told else None


def _bargained(thing: Token, word: str, verb: Token) -> bool:
    """ "haggled over the release", "focused on an accord": not there yet, unless it is a paper taken for known."""
    told = is_noun(thing) and word in words("prepositions", "topic") and not in_place(thing)
    return told and is_verb(verb) and lemma_of(verb) in words("verbs", "bargaining")


def _phrase(prep: Token) -> Status | None:
    """ "under negotiation", "on hold"."""
    thing = child(prep, "pobj")
    return (
        effect_of("phrases", f"{prep.lower_} {thing.lower_}") if thing is not None and thing.i == prep.i + 1 else None
    )


def _looks_back(verb: Token) -> bool:
    """ "before the summit he had warned": told from a day after both."""
    return verb.tag_ == "VBN" and any(
        kid.dep_ == "aux" and lemma_of(kid) == "have" and kid.tag_ == "VBD" for kid in verb.children
    )


def _past_tense(verb: Token) -> bool:
    return is_verb(verb) and verb.tag_ == "VBD"


def _stands(verb: Token) -> bool:
    """ "is in talks", "has been under siege": a state, unless the past tense puts it behind ("was in Minsk in May")."""
    if lemma_of(verb) not in words("verbs", "standing") or children(verb, "xcomp", "attr", "acomp"):
        return False
    if any(kid.lower_ == "it" for kid in children(verb, "nsubj", "expl")):  # "it was at the summit that …"
        return False
    return verb.tag_ != "VBD" or not any(kid.dep_ in {"npadvmod", "advmod"} for kid in verb.children)


def _before(including: Token) -> Token:
    """The phrase that "including" takes its example from: the one before it, wherever the parser hung it."""
    word = including.doc[max(0, including.i - 1)]
    if word.is_punct and word.i:
        word = word.nbor(-1)
    while not is_verb(word.head) and word.head != word:
        word = word.head
    return child(word, "pobj") or word


def _of_verb(word: str, verb: Token, *, doing: bool, known: bool) -> Step:
    """ "called for talks", "decided against expelling", "said at a meeting", "opened the way for talks"."""
    lemma = phrasal(verb)
    thing = patient(verb)
    if word == "on" and thing is not None and lemma in words("verbs", "shutting") and lemma_of(thing) == "door":
        return Step("denied", verb)
    carrier = effect_of("nouns", lemma_of(thing)) if thing is not None else None
    if carrier is not None and word in words("prepositions", "aim"):
        return Step(carrier, verb)
    effect = effect_of("verbs", lemma)
    if word == "from" and lemma in words("verbs", "absent"):
        return Step(None, verb)
    if word == "for" and doing and effect not in {"planned", "mooted"}:
        return STOP  # "barred him for assisting": the reason
    if word in {"of", "about"} and lemma in words("verbs", "musing") and (doing or not known):
        return Step("mooted", verb)
    if word == "against" and effect == "planned":
        return Step("denied", verb)
    if word == "at" and doing and effect is not None:
        return Step(effect, verb)  # "is looking at holding talks"
    if word in words("prepositions", "setting"):
        inside = lemma in words("verbs", "transparent") and (word == "in" or lemma == "be")
        inside = inside and child(verb, "acomp", "attr") is None  # not "is flexible in the talks"
        if verb.dep_ == "xcomp" and to_do(verb) and lemma_of(verb.head) in words("verbs", "resolving"):
            return Step(None, verb.head, "time")  # "agreed to upgrade ties at a meeting": there they agreed
        return Step(None, verb) if inside else Step(None, verb, "time")
    if word == "for" and (lemma in words("verbs", "motion") or _on_the_way(verb)):
        return Step("planned", verb)
    if lemma in words("verbs", "factive") or (word == "from" and effect is None):
        return STOP
    return Step(effect, verb)


def _means(token: Token, word: str, governor: Token) -> Step | None:
    """ "*by expelling* him it hopes to please": the means is used; "is impossible *without* it": it is asked for."""
    if word == "by" and token.dep_ == "pcomp" and is_verb(governor):
        return Step(None, governor, "outlook")
    if word == "but" and token.dep_ == "pcomp" and to_do(token):
        return Step("planned", clause_verb(governor), "outlook")  # "will have no choice but to close it"
    if word != "without":
        return None
    verb = clause_verb(governor)
    modal = any(kid.tag_ == "MD" for kid in children(verb, "aux"))
    denied = (said_of(verb) if is_verb(verb) else None) == "denied" or (modal and negated(verb))
    none = governor != verb and any(kid.lower_ == "no" for kid in governor.children)  # "no peace without it"
    return Step("mooted") if denied or none else None


def _on_the_way(be: Token) -> bool:
    """ "was on his way to Nairobi", "is en route to Doha"."""
    if lemma_of(be) not in words("verbs", "standing"):
        return False
    ways = [thing for prep in children(be, "prep", "advmod") for thing in (prep, *children(prep, "pobj"))]
    return any(lemma_of(way) in words("nouns", "ways") for way in ways)


def _of_noun(word: str, noun: Token, inner: Token) -> Step:
    """ "the prospect of talks", "talks on a ceasefire", "a round of talks"."""
    lemma = lemma_of(noun)
    if lemma in words("nouns", "worth") and any(kid.lower_ in {"no", "little"} for kid in noun.children):
        return Step("denied")
    if word in words("prepositions", "content") and lemma in words("nouns", "ending") and noun.head.lower_ != "at":
        return Step("ongoing")
    if word == "of" and lemma in words("nouns", "taken") and lemma_of(noun.head) == "take":
        return Step(None, noun.head)  # "took the step of expelling"
    if lemma in words("nouns", "foundering") and word in {"of", "in"} and lemma_of(inner) in words("nouns", "convened"):
        return STOP  # "the collapse of the talks": they were held
    open_ = words("nouns", "hindering") | words("nouns", "undated")
    if lemma in open_ and any(kid.lower_ in {"no", "few"} for kid in noun.children):
        return Step("mooted")  # "sees no obstacles to talks", "there is no deadline for a meeting"
    if lemma in words("nouns", "partaking") and word in {"in", "at"}:
        return Step(None, noun)
    if word in {"of", "in"} and lemma in words("nouns", "presuming") and lemma_of(inner) in words("nouns", "papers"):
        return STOP
    if lemma in words("nouns", "causes") and child(inner, "poss") is not None:
        return STOP
    if word in words("prepositions", "content"):
        effect = made_of(noun)
        if effect is not None:
            return Step(effect, noun)
    if word in words("prepositions", "topic") and lemma in words("nouns", "about"):
        return Step("mooted", noun)
    if word == "in" and any(kid.dep_ in {"nummod", "quantmod"} for kid in noun.children):  # "$5m in aid"
        return Step(None, noun)
    return Step(None, noun) if word in {"of", "for"} and lemma not in words("nouns", "held") else STOP
