"""An event noun → what its own phrase makes of it: "proposed talks", "no meeting", "a summit set for May"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.lexicon import answered, effect_of, lemma_of, phrasal, words
from dragoman.extract.syntax import SUBJECTS, child, children, is_noun, is_verb
from dragoman.extract.tense import coming, negated, verb_effects
from dragoman.grammar import Token
from dragoman.model import Status


def noun_effects(noun: Token) -> Iterator[Status | None]:
    """Yield the effects of the noun's modifiers; "no" before a subject or object counts with its verb."""
    for kid in noun.children:
        if kid.dep_ in {"amod", "det", "advmod"} and kid.i < noun.i:
            yield _before(noun, kid)
        elif kid.dep_ in {"poss", "nmod", "compound"} and coming(kid):
            yield "planned"
        elif kid.dep_ == "compound" and kid.lower_ in words("nouns", "sketching"):
            yield "mooted"
        elif kid.dep_ in {"compound", "nmod"} and kid.i < noun.i:
            yield from (effect_of("adjectives", word.lower_) for word in children(kid, "amod"))
        elif kid.dep_ in {"acl", "amod"} and kid.i > noun.i:
            yield _participle(noun, kid)
    if any(base in words("nouns", "tables") for base in _places(noun)):
        yield "mooted"
    for clause in _telling_clauses(noun):
        yield effect_of("verbs", phrasal(clause))
        yield from verb_effects(clause)


def _places(noun: Token) -> Iterator[str]:
    """What the noun is said to lie on: "the deal now on the *table*"."""
    joined = children(noun.head, "prep") if noun.dep_ == "conj" else []
    for prep in [*children(noun, "prep"), *(kid for kid in joined if kid.i > noun.i)]:
        inner = child(prep, "pobj")
        if prep.lower_ == "on" and inner is not None:
            yield lemma_of(inner)


def _before(noun: Token, word: Token) -> Status | None:
    if word.lower_ == "no" and noun.dep_ in SUBJECTS | {"dobj"} and _heard(noun.head) and not _bare_saying(noun):
        return None
    if word.lower_ in words("adjectives", "predicative"):
        return None
    effect = effect_of("adjectives", word.lower_)
    acted = effect == "denied" and word.lower_ != "no" and lemma_of(noun) in words("nouns", "acts")
    return None if acted else effect  # false charges were made all the same


def _bare_saying(noun: Token) -> bool:
    """ "Oslo says no plans for talks": a headline's saying leaves the "no" to the thing."""
    return noun.dep_ == "dobj" and lemma_of(noun.head) == "say"


def _heard(verb: Token) -> bool:
    """Whether the verb, and with it its negation, counts for the noun: not so in "sees no reason to meet"."""
    return is_verb(verb) and (
        lemma_of(verb) not in words("verbs", "factive") or effect_of("verbs", lemma_of(verb)) is not None
    )


def scheduled(noun: Token) -> bool:
    """Whether the noun's phrase puts the event on a calendar ("the planned meeting"): hopes leave it there."""
    return any(kid.lower_ in words("adjectives", "scheduled") for kid in children(noun, "amod") if kid.i < noun.i)


def over(noun: Token) -> bool:
    """Whether the noun's own phrase puts the event in the past: "recent talks", "last week's summit"."""
    kids = [kid for kid in noun.children if kid.dep_ in {"amod", "poss", "nmod", "compound", "npadvmod"}]
    times = {word.lower_ for kid in kids for word in (kid, *(kid.children if kid.dep_ != "amod" else ()))}
    if any(kid.lower_ in {"no", "any"} for kid in noun.children):
        return False
    told = any(_founded(kid, noun) or _took_place(kid) for kid in noun.children)
    return told or bool(times & words("tense", "past"))


def happened(noun: Token) -> bool:
    """Whether the sentence tells that it took place, whatever was planned: "the meeting, set for June, took place"."""
    verb = noun.head
    if (
        noun.dep_ != "nsubj"
        or verb.tag_ != "VBD"
        or children(verb, "neg")
        or any(kid.lower_ == "no" for kid in noun.children)
    ):
        return False
    lemma = lemma_of(verb)
    placed = lemma == "take" and any(kid.lower_ == "place" for kid in children(verb, "dobj"))
    return (placed or lemma in words("verbs", "happening")) and verb.dep_ in {"ROOT", "ccomp", "conj"}


def _took_place(clause: Token) -> bool:
    """ "the talks that took place": over, whatever else is told of them."""
    if clause.dep_ != "relcl" or clause.tag_ != "VBD" or children(clause, "aux", "auxpass", "neg"):
        return False
    placed = lemma_of(clause) == "take" and any(kid.lower_ == "place" for kid in children(clause, "dobj"))
    return placed and any(kid.tag_ == "WDT" for kid in children(clause, "nsubj"))


def _founded(clause: Token, noun: Token) -> bool:
    """Whether the clause tells that the thing was made: "a deal struck in May", "the tariffs it imposed"."""
    if clause.i < noun.i or lemma_of(clause) not in words("verbs", "founding") or negated(clause):
        return False
    if any(kid.lower_ in words("tense", "past") for kid in children(clause, "advmod")):
        return False  # "talks, last held in May, may resume"
    helped = {kid.lower_ for kid in children(clause, "aux", "auxpass")}
    if clause.dep_ == "acl":
        return clause.tag_ in {"VBN", "VBD"} and not helped
    return clause.dep_ == "relcl" and clause.tag_ in {"VBD", "VBN"} and helped <= words("tense", "done")


def _participle(noun: Token, word: Token) -> Status | None:
    """ "talks scheduled for May" by the participle; "talks to be held in May" are to come."""
    if any(kid.lower_ == "to" for kid in children(word, "aux")):
        own = effect_of("nouns", lemma_of(noun)) is None and lemma_of(noun) not in words("nouns", "acts")
        return "planned" if own and lemma_of(word) in words("verbs", "transparent") else None
    lemma = phrasal(word)
    return effect_of("verbs", lemma) if "_" in lemma else effect_of("adjectives", word.lower_)


def _telling_clauses(noun: Token) -> Iterator[Token]:
    """Yield the relative clauses that say whether, or when, the event takes place.

    One that the parser hangs on a name inside the phrase counts too ("the summit of Peru and Chile, which was
    cancelled"): names are not cancelled and do not take place.
    """
    for word in noun.subtree:
        named = word.head == noun or word.head.tag_ == "NNP"
        if word.dep_ == "relcl" and named and _tells_of(word) and not answered(noun, word):
            yield word


def _tells_of(clause: Token) -> bool:
    lemma = phrasal(clause)
    if lemma in words("verbs", "rendering") and child(clause, "oprd", "acomp", "ccomp", "attr") is not None:
        return False  # "was never made public"
    if any(kid.tag_ == "WDT" for kid in children(clause, "dobj")):  # "talks with the rebels, which Congo rejected"
        return effect_of("verbs", lemma) == "denied"
    if any(kid.tag_ == "WDT" for kid in children(clause, "nsubjpass")):
        return lemma in words("verbs", "transparent") or effect_of("verbs", lemma) is not None
    happens = lemma in words("verbs", "transparent") and (lemma == "take" or child(clause, "dobj") is None)
    return happens and any(kid.tag_ == "WDT" for kid in children(clause, "nsubj"))


def lasts(noun: Token) -> bool:
    """Whether the noun names what goes on until it is ended and the sentence takes it for known: "its war on …"."""
    if lemma_of(noun) not in words("nouns", "lasting"):
        return False
    if any(kid.lower_ in words("nouns", "indefinite") or kid.text.isdigit() for kid in noun.children) or over(noun):
        return False
    if any(effect_of("adjectives", kid.lower_) == "planned" for kid in children(noun, "amod")):
        return False  # "the planned drills were cancelled"
    above = noun.head
    if noun.dep_ == "pobj":
        if above.lower_ in words("prepositions", "held") | words("prepositions", "planned"):
            return False
        if _unstarted(noun, above.head):
            return False
        return _known(noun) or above.lower_ in words("prepositions", "amid")
    if noun.dep_ in {"dobj", "nsubjpass"} and lemma_of(above) in words("verbs", "starting") | words(
        "verbs", "entering"
    ):
        return False
    happening = lemma_of(above) in words("verbs", "transparent") - words("verbs", "ongoing")
    if noun.dep_ in {"nsubj", "nsubjpass"} and happening and any(kid.tag_ == "MD" for kid in children(above, "aux")):
        return False  # "the drill will be held in May"
    if noun.dep_ == "nsubj":
        told = any(effect_of("adjectives", kid.lower_) for kid in children(above, "acomp"))
        if told or lemma_of(above) in words("verbs", "bounding"):
            return False
    return _known(noun)


def goes_on(noun: Token) -> bool:
    """Whether talks that last are told of as known and not over: "sticking points in the negotiations"."""
    known = any(kid.lower_ in words("nouns", "definite") for kid in noun.children)
    if lemma_of(noun) not in words("nouns", "drawn_out") or not known or over(noun):
        return False
    above = noun.head
    if noun.dep_ == "pobj":
        return above.lower_ not in words("prepositions", "behind") and not (
            is_verb(above.head) and above.head.tag_ == "VBD"
        )
    return noun.dep_ in {"nsubj", "dobj"} and above.tag_ in {"VBZ", "VBP", "VBG"}


def _unstarted(noun: Token, above: Token) -> bool:
    """ "the threat of American sanctions", "calls for an embargo": without an article, they are not there yet."""
    known = any(kid.dep_ == "poss" or kid.lower_ in words("nouns", "definite") for kid in noun.children)
    return not known and is_noun(above) and effect_of("nouns", lemma_of(above)) == "mooted"


def _known(noun: Token) -> bool:
    """Whether the noun has an article, an owner or a name before it."""
    if lemma_of(noun) in words("nouns", "bare") and noun.dep_ != "dobj":
        return True
    return any(
        kid.dep_ == "poss" or kid.lower_ in words("nouns", "definite") or kid.text[0].isupper()
        for kid in noun.children
        if kid.i < noun.i
    )
