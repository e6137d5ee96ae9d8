"""A verb → what its tense, auxiliaries, adverbs and negators make of the event it names or governs."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.lexicon import effect_of, lemma_of, phrasal, words
from dragoman.extract.syntax import SUBJECTS, child, children, is_verb
from dragoman.grammar import Token
from dragoman.model import Status


def verb_effects(verb: Token) -> Iterator[Status | None]:
    """Yield the effects of the words in the verb's own group, innermost first."""
    denied = negated(verb)
    modal = _modal(verb)
    if denied and _until(verb):
        yield ("mooted" if modal in words("modals", "doubt") else "denied") if modal else None
    elif modal is not None:
        yield from _modal_effects(verb, modal, denied)
    else:
        yield _tense(verb)
        yield "denied" if denied else None
    if phrasal(verb) in words("verbs", "absent"):
        yield "denied"
    yield _adverb(verb)


def outlook(verb: Token) -> Status | None:
    """Return what the verb's modal says of the time told: "will", "would" and the like; negation is left out."""
    modal = _modal(verb)
    if modal is None:
        return None
    if modal in words("modals", "planned"):
        return "mooted" if conditional(verb) else "planned"
    if modal not in words("modals", "outlook"):
        return None
    return "planned" if _backshifted(verb, modal) else "mooted"


def negated(token: Token) -> bool:
    """Whether a negator hangs on the token itself, its auxiliaries or the determiner of its subject or object."""
    for kid in token.children:
        if _negator(kid) and not _only(kid):
            return True
        if kid.dep_ in SUBJECTS | {"dobj"} and is_verb(token) and _no(kid):
            return True
    return False


def _negator(kid: Token) -> bool:
    if kid.dep_ == "neg":
        return True
    if kid.dep_ in {"advmod", "det", "preconj"} and kid.lower_ in words("negators", "words"):
        return True
    return kid.lower_ == "longer" and any(inner.lower_ == "no" for inner in kid.children)


def _only(negator: Token) -> bool:
    """ "not only" and "not just" deny nothing."""
    after = negator.i + 1
    return after < len(negator.doc) and negator.doc[after].lower_ in {"only", "just", "merely", "simply"}


def _no(noun: Token) -> bool:
    return noun.lower_ in {"nobody", "none", "nothing", "neither"} or any(
        kid.lower_ in {"no", "neither"} and kid.dep_ in {"det", "preconj"} for kid in noun.children
    )


def _until(verb: Token) -> bool:
    """ "did not meet until March": it did meet; "will not meet until …" rules it out for now."""
    if any(kid.dep_ == "prep" and kid.lower_ == "until" for kid in verb.children):
        return True
    return any(mark.lower_ == "until" for clause in children(verb, "advcl") for mark in clause.children)


# Modals


def _modal(verb: Token) -> str | None:
    token = _modal_token(verb)
    return None if token == verb else token.lower_


def _modal_token(verb: Token) -> Token:
    """The modal, or the verb itself where it has none."""
    return next((kid for kid in children(verb, "aux") if kid.tag_ == "MD"), verb)


def _modal_effects(verb: Token, modal: str, denied: bool) -> Iterator[Status | None]:
    if modal in words("modals", "doubt"):  # "may not meet": still open
        yield "mooted"
    elif _perfect(verb) and modal in words("modals", "unreal"):
        yield "mooted" if denied and child(verb, "acomp") is None else "denied"  # "would not have been possible"
    elif denied:
        yield "mooted" if conditional(verb) else "denied"
    elif conditional(verb) or asked(verb):
        yield "mooted"
    elif modal in words("modals", "outlook") and (_laid_down(verb) or _soon(verb)):
        yield "planned"
    else:
        yield "planned" if modal in words("modals", "planned") or _backshifted(verb, modal) else "mooted"


def _perfect(verb: Token) -> bool:
    return any(kid.lower_ in {"have", "'ve", "’ve", "of"} for kid in children(verb, "aux"))


def conditional(verb: Token) -> bool:
    """Whether an if-clause hangs on the verb: "will meet if …", "only after …", "Should it fail, … could"."""
    if _under_condition(verb):
        return True
    return any(_only_then(clause) for clause in children(verb, "advcl", "prep"))


def _under_condition(verb: Token) -> bool:
    return any(in_condition(clause) for clause in children(verb, "advcl")) or any(map(provided, children(verb, "conj")))


def provided(head: Token) -> bool:
    """ "provided that Kyiv signs", "supposing they meet": a participle that nobody does opens a condition."""
    return head.lower_ in words("conditions", "marks") and child(head, "nsubj", "nsubjpass", "aux", "auxpass") is None


def _only_then(clause: Token) -> bool:
    """ "only when …", "only after …"."""
    left = clause.left_edge.i
    opening = [word.lower_ for word in clause.doc[max(0, left - 1) : left + 2]]
    return any(kid.lower_ == "only" for kid in clause.children) or (
        "only" in opening and bool(words("conditions", "coming").intersection(opening))
    )


def _in_case(clause: Token) -> bool:
    """ "*in case* a deal is reached", "*in the event that* it fails"."""
    nouns = (child(kid, "pobj") for kid in children(clause, "prep") if kid.lower_ == "in" and kid.i < clause.i)
    return any(noun is not None and noun.lower_ in {"case", "event"} and noun.i < clause.i for noun in nouns)


def in_condition(clause: Token) -> bool:
    """Whether the clause opens with "if", "unless" or an inverted "should", "had", "were"."""
    openings = {kid.lower_ for kid in children(clause, "mark", "advmod", "prep")}
    if openings & words("conditions", "marks") or _in_case(clause):
        return True
    return _inverted(clause) and _opening(clause) in words("conditions", "inverted")


def _inverted(verb: Token) -> bool:
    """Whether an auxiliary stands before the subject."""
    before = [kid for kid in children(verb, "nsubj", "nsubjpass") if kid.i < verb.i]
    own = before[-1] if before else child(verb, "nsubj", "nsubjpass")  # of "Q: Will they meet?" the nearer
    return own is not None and any(kid.i < own.i for kid in children(verb, "aux", "auxpass"))


def _opening(verb: Token) -> str:
    return next((kid.lower_ for kid in children(verb, "aux", "auxpass")), "")


def asked(verb: Token) -> bool:
    """Whether the verb is the heart of a yes-or-no question: "Will they meet?", but not "Why did they meet?"."""
    if any(kid.tag_ in {"WRB", "WP", "WDT"} for kid in verb.children):
        return False
    return _inverted(verb) and any(kid.text == "?" for kid in verb.children)


def _backshifted(verb: Token, modal: str) -> bool:
    """ "said he would meet": a plan told in the past, unless a condition hangs on it or it is quoted."""
    if modal not in {"would", "'d", "’d"} or conditional(verb) or _quoted(_modal_token(verb)):
        return False
    clause = verb
    while clause.dep_ == "conj" and is_verb(clause.head) and clause.head != clause:
        clause = clause.head
    teller = clause.head
    if clause.dep_ != "ccomp" or teller.tag_ not in {"VBD", "VBN", "VBG"}:
        return False
    return lemma_of(teller) in words("verbs", "factive") | words("verbs", "planned")


def _laid_down(verb: Token) -> bool:
    """ "Under the accord, troops would leave": what a text lays down is a plan."""
    first = verb
    while first.dep_ in {"conj", "ccomp"} and is_verb(first.head) and _modal(first.head) == _modal(verb):
        first = first.head
    for prep in (*children(verb, "prep"), *(children(first, "prep") if first != verb else ())):
        if prep.lower_ == "in" and any(kid.lower_ in {"return", "exchange"} for kid in prep.children):
            return True
        thing = child(prep, "pobj")
        if (
            thing is not None
            and prep.lower_ in {"under", "in"}
            and lemma_of(thing) in words("nouns", "papers") | {"term"}
        ):
            return True
    return False


def _quoted(token: Token) -> bool:
    before = token.doc.text[: token.idx]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


# Tense


def _tense(verb: Token) -> Status | None:
    auxiliaries = {kid.lower_ for kid in children(verb, "aux", "auxpass")}
    if asked(verb):
        return "mooted"
    progressive = verb.tag_ == "VBG" and auxiliaries & words("tense", "be")
    if progressive and verb.lower_ == "going" and child(verb, "xcomp") is not None:
        return "mooted" if conditional(verb) else "planned"
    if (progressive or verb.tag_ in {"VBZ", "VBP"}) and _soon(verb):
        return "planned"
    if progressive and lemma_of(verb) in words("verbs", "bound_for"):
        return "planned"  # "was going to Doha to meet him"
    if progressive or ("being" in auxiliaries and auxiliaries & words("tense", "be")):
        return "ongoing"
    if lemma_of(verb) in words("verbs", "lasting") and _in_force(verb, auxiliaries):
        return "ongoing"
    if lemma_of(verb) == "be" and _stationed(verb):
        return "ongoing"
    if ("to" in auxiliaries and conditional(verb)) or (verb.tag_ in {"VBZ", "VBP"} and _under_condition(verb)):
        return "mooted"
    intended = (
        verb.tag_ == "VBN"
        and lemma_of(verb) in words("verbs", "intended")
        and child(verb, "xcomp") is None
        and not _dated(verb)
    )
    if intended and auxiliaries & words("tense", "be"):
        return "denied" if "had" in auxiliaries else "planned"  # "is expected in Baku"
    if lemma_of(verb) == "be" and any(_infinitive(kid) for kid in children(verb, "xcomp")) and _no_aim(verb):
        return "planned"
    if verb.tag_ in {"VBZ", "VBP"} and lemma_of(verb) in words("verbs", "leaving"):
        return "planned"
    if "to" in auxiliaries and _headline_infinitive(verb):
        return "planned"
    return None


def _dated(verb: Token) -> bool:
    """ "a date has been set for talks": the date, not the talks."""
    what = child(verb, "nsubjpass")
    return what is not None and lemma_of(what) in words("nouns", "undated")


def _stationed(be: Token) -> bool:
    """ "has been in town for days", "is on its way"."""
    if be.tag_ == "VBD" or children(be, "attr", "acomp", "xcomp", "neg") or not be.doc[-1].is_punct:
        return False
    return any(kid.lower_ in {"in", "on"} and kid.i > be.i for kid in children(be, "prep"))


def _infinitive(verb: Token) -> bool:
    return any(kid.lower_ == "to" for kid in children(verb, "aux"))


def _no_aim(be: Token) -> bool:
    noun = child(be, "nsubj")
    return noun is None or effect_of("nouns", lemma_of(noun)) in {None, "denied"}  # "the ban is to come into force"


def _in_force(verb: Token, auxiliaries: set[str]) -> bool:
    """Whether what the verb did still holds: "is detained", "has been shut since May", "the besieged town"."""
    if verb.tag_ in {"VBZ", "VBP"}:
        return lemma_of(verb) in words("verbs", "habitual") and verb.doc[-1].is_punct
    if verb.tag_ == "VBN" and verb.dep_ == "amod":
        return True
    if verb.tag_ == "VBG":
        return verb.dep_ == "amod"
    if verb.tag_ == "VBN" and verb.dep_ == "acl":
        return any(kid.lower_ in words("prepositions", "place") for kid in children(verb, "prep"))
    if verb.tag_ != "VBN":
        return False
    if auxiliaries & {"has", "have", "'s", "’s"}:
        keeps = lemma_of(verb) in words("verbs", "ongoing")  # "has kept it closed"
        return keeps or any(_spans(kid) for kid in children(verb, "prep"))
    return bool(auxiliaries & {"is", "are", "remains", "remain"}) and not _convened(verb)


def _spans(prep: Token) -> bool:
    """ "since May", "for weeks", but not "for Bolivia"."""
    if prep.lower_ not in words("tense", "span"):
        return False
    time = child(prep, "pobj")
    return prep.lower_ != "for" or (time is not None and lemma_of(time) in words("tense", "units"))


def _convened(verb: Token) -> bool:
    """ "a summit is held": it takes place; a captive is held on and on."""
    what = child(verb, "nsubjpass")
    return lemma_of(verb) == "hold" and what is not None and lemma_of(what) in words("nouns", "convened")


def _headline_infinitive(verb: Token) -> bool:
    """ "Biden to meet Xi": an infinitive that no word governs."""
    if verb.dep_ == "ccomp":
        return effect_of("verbs", lemma_of(verb.head)) is None and child(verb, "nsubj", "dep") is not None
    infinitive = verb.tag_ == "VB" or any(kid.lower_ == "be" for kid in children(verb, "auxpass"))
    return verb.dep_ == "ROOT" and infinitive


def _soon(verb: Token) -> bool:
    """Whether the verb is told of a time to come: "meets tomorrow", "is visiting next week"."""
    for kid in verb.children:
        if kid.dep_ in {"npadvmod", "advmod"} and coming(kid):
            return True
    if any(coming(thing) for prep in children(verb, "prep") for thing in children(prep, "pobj")):
        return True
    said = lemma_of(verb) in words("verbs", "performative")  # "offers a truce for May 9"
    return verb.tag_ in {"VBZ", "VBP"} and verb.doc[-1].is_punct and not said and _fixed(verb)


def _fixed(verb: Token) -> bool:
    """Whether a day is set for what the present tense tells: "meets on Monday", "expires March 18", "until Friday".

    A day with its year may lie anywhere ("In May 1945 the war ends").
    """
    times = [kid for kid in verb.children if kid.dep_ in {"npadvmod", "advmod"}]
    times += [thing for prep in children(verb, "prep") for thing in children(prep, "pobj")]
    return any(_calendar_day(time) for time in times)


def _calendar_day(time: Token) -> bool:
    if time.lemma_.lower() in words("tense", "units"):
        return time.head.lower_ == "in" and any(kid.tag_ == "CD" for kid in time.children)
    years = any(word.text.isdigit() and len(word) == 4 for word in time.subtree)
    past = any(kid.lower_ in words("tense", "past") for kid in time.children)
    return not years and not past and time.lower_ in words("tense", "days")


def coming(time: Token) -> bool:
    """Whether the words name a time to come: "tomorrow", "next week"."""
    if time.i and time.nbor(-1).lower_ == "as":  # "as soon as"
        return False
    return time.lower_ in words("tense", "soon") or any(
        kid.lower_ in words("tense", "next") and kid.i < time.i for kid in time.children
    )


def _adverb(verb: Token) -> Status | None:
    for kid in verb.children:
        if kid.dep_ in {"advmod", "npadvmod"}:
            effect = effect_of("adverbs", kid.lower_)
            if effect is not None:
                return effect
    return None
