"""A word → what the word that governs it makes of its event, and where to ask on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from dragoman.extract.lexicon import effect_of, in_place, lemma_of, phrasal, words
from dragoman.extract.syntax import child, children, clause_verb, is_noun, is_verb, patient
from dragoman.extract.tense import asked, in_condition, negated, outlook, provided
from dragoman.grammar import Token, text_of
from dragoman.model import Status

Reach = Literal["all", "outlook", "time", "none"]
"""Which of the governor's own words count for the event: all, only the time told ("will", "would"), or none.

"time" holds from there on up: what is refused at a summit is not the summit.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One step up: the effect of the governor, and the governor itself unless the climb ends here."""

    effect: Status | None = None
    to: Token | None = None
    reach: Reach = "all"


STOP = Step()
_ARGUMENTS = frozenset({
    "xcomp", "ccomp", "dobj", "attr", "nsubjpass", "csubj", "csubjpass", "dative", "oprd", "acomp", "dep", "acl",
    "relcl",
})  # fmt: skip


def step(token: Token, carried: bool) -> Step:
    """Return what the governor of `token` makes of the event below.

    `carried` says that a noun has already spoken for the event ("a call for talks"): from there only the fate of that
    noun counts, not what it did.
    """
    if token.head == token:
        return STOP
    if is_noun(token) and _before_of(token) == "instead of":
        return Step("denied")
    clause = _clause(token) if is_verb(token) else None
    if clause is not None:
        return clause
    if token.dep_ == "nsubj" or (token.dep_ == "nsubjpass" and carried):
        return _subject(token, token.head, carried)
    return _governed(token, token.head)


def _governed(token: Token, head: Token) -> Step:
    if token.dep_ == "conj":
        return _joined(token, head)
    if token.dep_ in {"pobj", "pcomp"}:
        apart = is_verb(head.head) and _extraposed(head.lower_, head.head)
        waited = head.lower_ in words("prepositions", "held") and _only_then(head)
        return Step("mooted") if waited else _hoped(head.head) if apart else _through_preposition(token, head)
    if token.dep_ == "csubj" and is_verb(head):
        return Step(_predicate(head), head) if lemma_of(head) == "be" else _argument(token, head)
    if token.dep_ in _ARGUMENTS:
        return _argument(token, head)
    if token.dep_ in {"compound", "nmod"} and is_noun(head):
        return Step(effect_of("nouns", lemma_of(head)), head)
    if token.dep_ == "poss" and lemma_of(head) in words("nouns", "undated") | words("nouns", "whereabouts"):
        return Step("planned")  # "agreed to move the talks' venue"
    if token.dep_ == "appos" and head.tag_ == "NNP" and head.dep_ == "pobj" and is_noun(head.head.head):
        return Step(None, head.head.head, "none")  # "a visit to Cairo, the lifting of …": no other name of Cairo
    if token.dep_ in {"appos", "prep", "agent"}:
        return Step(None, head, "outlook" if token.dep_ != "appos" else "none")
    return STOP


# Clauses


def _clause(verb: Token) -> Step | None:
    """What the clause's own opening says; None leaves it to the governor."""
    marks = {kid.lower_ for kid in verb.children if kid.dep_ in {"mark", "advmod", "prep"} and kid.i < verb.i}
    if _to(verb) and any(kid.tag_ == "WRB" for kid in children(verb, "advmod")):
        return Step("mooted")  # "how to invite them"
    if _hinged(verb):
        return Step("mooted")
    if marks & words("conditions", "open") or (verb.dep_ in {"advcl", "ccomp"} and in_condition(verb)):
        return Step("mooted")
    if verb.dep_ in {"pcomp", "ccomp"} and provided(verb.head):
        return Step("mooted")
    if _rather(verb):
        return Step("denied")
    if verb.dep_ == "advcl":
        return _adverbial(verb, marks)
    if verb.dep_ in {"acl", "relcl"} and _headline_to(verb):
        return Step("planned")
    if _lays_down(verb):
        return Step("planned")
    if verb.dep_ == "parataxis" or _describes(verb):
        return Step("denied" if any(kid.lower_ == "no" for kid in verb.head.children) and verb.dep_ == "acl" else None)
    return None


def _headline_to(verb: Token) -> bool:
    """ "Macron to visit Kazakhstan": a name with an infinitive is a whole headline."""
    top = verb.head
    whole = not top.doc[-1].is_punct or not any(_tensed(word) for word in top.doc)
    return _to(verb) and top.dep_ in {"ROOT", "appos"} and whole


def _rather(verb: Token) -> bool:
    """ "silence rather than condemn …"."""
    left = verb.left_edge.i
    before = text_of(verb.doc[max(0, left - 2) : verb.i]).lower()
    return "rather than" in before


def _before_of(token: Token) -> str:
    """The two words before the phrase."""
    left = token.left_edge.i
    return text_of(token.doc[max(0, left - 2) : left]).lower()


def _adverbial(verb: Token, marks: set[str]) -> Step:
    """Purpose ("flew to Doha to meet") is a plan; participles share the time of their clause."""
    if _to(verb):
        if lemma_of(verb) in words("verbs", "uttering") and _told(verb.head):
            return Step(None, verb.head, "outlook")
        if _gone(verb.head):
            return Step(None, verb.head, "outlook")
        governed = _argument(verb, verb.head)
        return governed if governed.effect is not None else Step("planned", verb.head)
    if verb.tag_ in {"VBZ", "VBP"} and "as" in marks and _soon_as(verb):
        return Step("mooted")
    if verb.tag_ in {"VBZ", "VBP"} and marks & words("conditions", "coming") and _ahead(verb, marks):
        only = any(kid.lower_ == "only" for kid in verb.children)
        return Step("mooted" if only or outlook(verb.head) == "mooted" else "planned")
    if verb.tag_ == "VBG" and not marks:
        apart = "," in text_of(verb.doc[min(verb.i, verb.head.i) : max(verb.i, verb.head.i)])
        if apart and lemma_of(verb) in words("verbs", "performative"):
            return STOP  # "will leave the court, accusing it of bias"
        return Step(None if apart else effect_of("verbs", phrasal(verb.head)), verb.head, "outlook")
    return STOP


def _gone(verb: Token) -> bool:
    """ "had flown to Doha to meet the emir": told as background, the journey and its aim are both over."""
    before = any(kid.lower_ == "had" for kid in children(verb, "aux"))
    return before and lemma_of(verb) in words("verbs", "motion") and not negated(verb)


def _soon_as(verb: Token) -> bool:
    """ "as soon as X leaves" waits for it; "as X leaves" goes with what is told."""
    return any(word.lower_ in {"soon", "long"} for word in verb.doc[max(0, verb.left_edge.i - 2) : verb.left_edge.i])


def _told(verb: Token) -> bool:
    """Whether what is done there speaks for itself: "marched to demand", "rang him to complain"."""
    return lemma_of(verb) in words("verbs", "telling")


def _ahead(verb: Token, marks: set[str]) -> bool:
    """Whether the present tense tells of a time to come; in headlines "after he calls" is over."""
    if not marks & words("conditions", "over"):
        return True
    return any(kid.tag_ == "MD" for kid in children(verb.head, "aux")) or outlook(verb.head) is not None


def _lays_down(verb: Token) -> bool:
    """ "a deal that lowers tariffs", "a plan ending the war": what a text is to bring about."""
    if children(verb, "aux", "auxpass") or lemma_of(verb) in words("verbs", "performative"):
        return False
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return lemma_of(verb.head) in words("nouns", "drafted")
    texts = words("nouns", "papers") | words("nouns", "texts") | words("nouns", "drafted")
    present = verb.dep_ == "relcl" and verb.tag_ in {"VBZ", "VBP"} and lemma_of(verb.head) in texts
    return present and any(kid.tag_ == "WDT" for kid in children(verb, "nsubj"))


def _describes(verb: Token) -> bool:
    """Whether the clause describes its noun ("forces attacking Kyiv", "who met Fidan"): the noun says nothing of it."""
    if verb.dep_ == "relcl":
        return not _to(verb)
    bare = child(verb, "nsubj", "nsubjpass", "expl") is None
    return verb.dep_ == "acl" and verb.tag_ in {"VBG", "VBN", "VBD"} and bare


def _disbelieved(telling: Token) -> bool:
    """ "rejected reports that claimed …", "dismissed a statement saying …": what is told there is denied."""
    told = telling.head
    if telling.dep_ not in {"relcl", "acl"} or not is_noun(told) or lemma_of(told) not in words("nouns", "tales"):
        return False
    return told.dep_ in {"dobj", "nsubjpass"} and effect_of("verbs", phrasal(told.head)) == "denied"


def _hinged(verb: Token) -> bool:
    """ "conditional on Mali holding talks", however the parser hangs it."""
    near = [word.lower_ for word in verb.doc[max(0, verb.i - 6) : verb.i]]
    return verb.tag_ == "VBG" and any(
        one in words("adjectives", "hinging") and other in {"on", "upon"} for one, other in pairwise(near)
    )


def _joined(token: Token, head: Token) -> Step:
    """The second of two joined words. A finite verb never continues an infinitive: it joins the clause above."""
    if _tensed(token):
        while is_verb(head) and not _tensed(head) and head.dep_ in {"xcomp", "advcl", "ccomp", "conj", "acl"}:
            head = head.head
    if _else(token, head):
        return Step("mooted")
    if _shares(token, head):
        return Step(None, head)
    nor = is_verb(token) and any(kid.lower_ == "nor" for kid in children(head, "cc")) and not negated(token)
    return Step("denied" if nor else None, head, "none")


def _else(token: Token, head: Token) -> bool:
    """ "must withdraw or face sanctions": what follows where the first is not done."""
    return lemma_of(token) in words("verbs", "suffering") and any(kid.lower_ == "or" for kid in children(head, "cc"))


def _tensed(verb: Token) -> bool:
    tags = {kid.tag_ for kid in children(verb, "aux", "auxpass")} | {verb.tag_}
    return is_verb(verb) and bool(tags & {"VBD", "VBZ", "VBP", "MD"})


def _shares(token: Token, head: Token) -> bool:
    """Whether the second of two joined words shares the auxiliaries of the first."""
    if not is_verb(token):
        return is_verb(head)
    own = children(token, "aux", "nsubj", "nsubjpass")
    return not own and token.tag_ in {head.tag_, "VB"} - {"VBD", "VBZ", "VBP"}


# Governors


def _argument(token: Token, head: Token) -> Step:
    if is_verb(head) and _judged(token, head):
        return Step(None, head)
    if is_verb(head):
        return _finite(token, head) if _is_finite(token) else _under_verb(token, head)
    if is_noun(head):
        return Step("mooted") if _unproven(head) else Step(_laid_down(token, head) or _made_of(head), head)
    if head.pos_ in {"ADJ", "ADV"} or head.tag_.startswith("JJ"):
        effect = effect_of("adjectives", head.lower_)
        if (
            effect == "planned"
            and is_verb(head.head)
            and any(kid.lower_ == "had" for kid in children(head.head, "aux"))
        ):
            effect = "denied"  # "had been due to meet"
        return Step(effect, head)
    return Step(None, head)


def _unproven(proof: Token) -> bool:
    """ "no evidence that it attacked", "not a shred of proof that": that leaves it open."""
    if lemma_of(proof) not in words("nouns", "proving"):
        return False
    above = [proof, *(one.head for one in (proof, proof.head, proof.head.head))]
    return any(negated(one) or any(kid.lower_ in {"no", "little"} for kid in one.children) for one in above)


def _judged(token: Token, verb: Token) -> bool:
    """ "considers it impossible to meet": the adjective has said it; who holds so adds nothing."""
    told = token.pos_ == "ADJ" and effect_of("adjectives", token.lower_) is not None
    return told and lemma_of(verb) in words("verbs", "rendering")


def _made_of(noun: Token) -> Status | None:
    """The noun's effect; an offer accepted is a plan."""
    effect = effect_of("nouns", lemma_of(noun))
    if lemma_of(noun) not in words("nouns", "promising"):
        return effect
    taken = noun.dep_ == "dobj" and lemma_of(noun.head) in words("verbs", "accepting") and not negated(noun.head)
    return "planned" if effect == "mooted" and taken and not _to(noun.head) else effect


def _laid_down(verb: Token, noun: Token) -> Status | None:
    """ "a law to ban", "a pact to share": what a text is to bring about."""
    return "planned" if is_verb(verb) and _to(verb) and lemma_of(noun) in words("nouns", "texts") else None


def _is_finite(token: Token) -> bool:
    return token.dep_ == "ccomp" and not _to(token) and child(token, "nsubj", "nsubjpass", "expl") is not None


def _finite(clause: Token, head: Token) -> Step:
    """A reported clause speaks for itself; one wanted, hoped for or denied does not."""
    lemma = phrasal(head)
    if _bare(clause):
        lets = lemma == "let" and child(head, "nsubj", "nsubjpass", "aux") is not None  # "Let Iran go first" wishes
        unasked = lemma in words("verbs", "asking") and negated(head)
        return Step("mooted") if unasked else Step(None if lets else "mooted", head)
    if clause.i < head.i and not _marked(clause):  # "NATO agrees to pay, Trump agrees to stay"
        return STOP
    if _named(clause, head):
        return STOP
    if lemma == "be":
        return Step(_predicate(head), head)
    if lemma in words("verbs", "confirming") and (negated(head) or asked(head)):
        return Step("mooted")
    if lemma in words("verbs", "factive"):
        return Step("denied") if _disbelieved(head) else STOP
    effect = effect_of("verbs", lemma)
    if effect in {"planned", "mooted"} and _past(clause):
        return STOP
    return Step(effect, head) if effect is not None else STOP


def _marked(clause: Token) -> bool:
    return any(kid.dep_ == "mark" for kid in clause.children)


def _named(token: Token, verb: Token) -> bool:
    """Whether the verb only gives the event a name: "called the raid a provocation"."""
    if lemma_of(verb) not in words("verbs", "naming"):
        return False
    return not any(kid.lower_ in words("prepositions", "calling") for kid in children(verb, "prep", "prt")) and (
        token.tag_[0] != "V" or not _to(token)
    )


def _bare(clause: Token) -> bool:
    """ "demanded that Tehran release …": a subjunctive."""
    verb = child(clause, "auxpass") or clause
    helped = any(kid.tag_ in {"MD", "VBD", "VBZ", "VBP"} for kid in children(clause, "aux", "auxpass"))
    subject = child(clause, "nsubj", "nsubjpass")
    return verb.tag_ == "VB" and not helped and subject is not None and subject.i < clause.i


def _past(clause: Token) -> bool:
    """Whether the clause tells what is over: "had left", "was freed", but not "are freed"."""
    finite = children(clause, "aux", "auxpass") or [clause]
    perfect = lemma_of(finite[0]) == "have" and finite[0] != clause
    return clause.tag_ in {"VBD", "VBN"} and (finite[0].tag_ == "VBD" or (perfect and finite[0].tag_ in {"VBZ", "VBP"}))


def _under_verb(token: Token, head: Token) -> Step:
    lemma = phrasal(head)
    own = _thing_under_verb(token, head, lemma) if is_noun(token) else _action_under_verb(token, head, lemma)
    if own is not None:
        return own
    if lemma in words("verbs", "ending") and _unfinished(head):
        return Step("ongoing")
    effect = effect_of("verbs", lemma)
    if effect is None and is_noun(token) and (lemma in words("verbs", "rendering") or lemma == "be"):
        return Step(_predicate(head), head)
    if lemma in words("verbs", "confirming") and is_noun(token) and (negated(head) or _withheld(head)):
        return Step("mooted")
    if effect is None and lemma in words("verbs", "factive"):
        performs = is_noun(token) and lemma in words("verbs", "performing") and not _tensed(head)
        return Step(None, head) if performs else STOP
    if effect == "mooted" and is_noun(token) and lemma in words("verbs", "factive"):
        return STOP
    return Step(effect, head)


def _withheld(verb: Token) -> bool:
    """ "declined to confirm": whether it is so stays open."""
    return verb.dep_ == "xcomp" and _to(verb) and lemma_of(verb.head) in words("verbs", "answers")


def _thing_under_verb(noun: Token, verb: Token, lemma: str) -> Step | None:
    """What certain verbs make of an event noun; None leaves it to the verb's effect."""
    if in_place(noun) and lemma in words("verbs", "keeping"):
        return STOP
    if lemma_of(noun) in words("nouns", "particulars") and lemma in words("verbs", "confirming"):
        return STOP
    if lemma_of(noun) in words("nouns", "papers") and (lemma == "announce" or _left(noun, lemma)):
        return STOP
    if lemma in words("verbs", "enrolling") and lemma_of(noun) in words("nouns", "partaking"):
        return Step("planned", verb)
    if lemma == "accept" and lemma_of(noun) in words("nouns", "kept"):
        return Step("planned", verb)
    if _shattered(noun, verb):
        return Step("denied", verb)
    if lemma in words("verbs", "containing"):
        return Step(_whole(verb), verb)
    if lemma in words("verbs", "setting_out") and lemma_of(noun) in words("nouns", "drawn_out"):
        return Step("ongoing", verb)
    if _named(noun, verb):
        return Step("planned" if _convened(noun, verb) else None, verb)
    return None


def _left(noun: Token, lemma: str) -> bool:
    """ "suspended an accord with Chad": the accord is there."""
    shared = any(kid.lower_ in {"with", "between"} for kid in children(noun, "prep"))
    return shared and lemma in words("verbs", "quitting")


def _action_under_verb(token: Token, verb: Token, lemma: str) -> Step | None:
    """What certain verbs make of an action; None leaves it to the verb's effect."""
    infinitive = token.dep_ == "xcomp" and _to(token)
    if lemma == "be" and token.dep_ in {"xcomp", "ccomp"} and _to(token):
        if verb.lower_ == "were" and any(kid.i > verb.i for kid in children(verb, "nsubj")):
            return Step("mooted")  # "were Iran to strike"
        missed = verb.tag_ == "VBD" and any(kid.lower_ == "have" for kid in children(token, "aux"))
        return Step("denied" if missed else _aim_of(verb) or "planned", verb)  # "were to have met"
    if lemma == "have" and infinitive:
        return Step("denied" if any(kid.lower_ == "yet" for kid in verb.children) or _yet(token) else "mooted", verb)
    if lemma == "suppose" and infinitive and any(kid.lower_ in {"is", "are"} for kid in children(verb, "auxpass")):
        return Step("planned", verb)
    effect = effect_of("verbs", lemma)
    if lemma in words("verbs", "setting_out") and token.dep_ == "xcomp":
        return Step("ongoing", verb)
    if effect == "planned" and token.dep_ == "xcomp" and _thwarted(verb, lemma):
        return Step("denied", verb)
    text = patient(verb) if infinitive and effect is None and lemma not in words("verbs", "factive") else None
    if text is not None and lemma_of(text) in words("nouns", "texts"):
        return Step("planned", verb)
    if effect == "mooted" and lemma in words("verbs", "asking") and is_verb(token) and negated(verb):
        return Step("mooted")  # not asked for is not ruled out
    return Step("planned", verb) if infinitive and effect is None and _only_meant(token, verb, lemma) else None


def _only_meant(action: Token, verb: Token, lemma: str) -> bool:
    """ "is drilling to repel": what another deed is done for; "seems to have met", "was forced to leave" tell it."""
    if any(lemma in words("verbs", key) for key in ("transparent", "factive", "veridical", "setting_out")):
        return False
    uttered = lemma_of(action) in words("verbs", "uttering") and _told(verb)
    return not uttered and all(kid.lower_ != "have" for kid in children(action, "aux"))


def _unfinished(ending: Token) -> bool:
    """Whether the ending is still to come, so that the thing goes on: "to lift the embargo", "will halt the drills"."""
    helped = any(kid.tag_ in {"MD", "TO"} for kid in children(ending, "aux"))
    opened = {kid.lower_ for kid in children(ending, "mark", "advmod")}
    waited = ending.tag_ in {"VBZ", "VBP"} and bool(opened & words("conditions", "open"))  # "until it ends the raids"
    return helped or waited or (ending.dep_ == "pcomp" and ending.head.lower_ not in words("prepositions", "held"))


def _shattered(noun: Token, verb: Token) -> bool:
    """ "the truce collapsed", "violated the ceasefire": it is not kept."""
    lemma = lemma_of(verb)
    return lemma in words("verbs", "shattering") and lemma_of(noun) in words("nouns", "kept") and not negated(verb)


def _whole(verb: Token) -> Status | None:
    """ "demands that include a pullout": what holds of the whole holds of what it contains."""
    whole = child(verb, "nsubj")
    if whole is not None and whole.tag_ == "WDT" and verb.dep_ == "relcl":
        whole = verb.head
    return effect_of("nouns", lemma_of(whole)) if whole is not None else None


def _thwarted(verb: Token, lemma: str) -> bool:
    """ "had planned to", "had been scheduled to": it came otherwise."""
    return lemma in words("verbs", "intended") and any(kid.lower_ == "had" for kid in children(verb, "aux"))


def _convened(noun: Token, verb: Token) -> bool:
    """ "called an emergency meeting": nothing is said of the meeting."""
    return noun.dep_ == "dobj" and not children(verb, "oprd", "ccomp", "attr") and noun == patient(verb)


def _to(verb: Token) -> bool:
    return any(kid.lower_ == "to" for kid in children(verb, "aux"))


def _yet(verb: Token) -> bool:
    return any(kid.lower_ == "yet" and kid.i < verb.i for kid in verb.children)


def _aim_of(be: Token) -> Status | None:
    """ "The aim is to meet": the subject says what the meeting is."""
    subject = child(be, "nsubj")
    return effect_of("nouns", lemma_of(subject)) if subject is not None else None


def _subject(noun: Token, verb: Token, carried: bool) -> Step:
    """An event noun as subject: "talks continue", "a meeting is possible", "the talks will focus on …"."""
    if not is_verb(verb):
        return Step(effect_of("adjectives", verb.lower_))
    if not carried and _shattered(noun, verb):
        return Step("denied", verb)
    predicate = _predicate(verb) or _fate(verb)
    if predicate is not None:
        return Step(predicate, verb)
    effect = effect_of("verbs", phrasal(verb))
    if in_place(noun) and not _happens(verb):
        return STOP
    if carried and any(kid.lower_ == "no" for kid in noun.children):
        return Step("mooted" if lemma_of(noun) in words("nouns", "undated") else "denied")
    if noun.dep_ == "nsubjpass":
        return Step("denied" if effect == "denied" else None, verb, "none")
    if carried:
        return STOP
    if _happens(verb):
        opens = verb.tag_ in {"VBZ", "VBP"} and lemma_of(verb) in words("verbs", "opening") and verb.doc[-1].is_punct
        return Step("planned" if opens else effect, verb)
    return Step("mooted") if _imagined(noun, verb) else Step(None, verb, "outlook")


def _fate(verb: Token) -> Status | None:
    """ "hinges on the border", "fell victim to the crisis", "is a long way off": what becomes of a thing."""
    lemma = lemma_of(verb)
    if lemma in words("verbs", "vanishing") or any(kid.lower_ == "victim" for kid in verb.children):
        return "denied"
    if lemma in words("verbs", "hinging"):
        return "mooted"
    spans = any(lemma_of(kid) in words("tense", "units") for kid in children(verb, "dobj"))
    if lemma in words("verbs", "stalling") or (lemma == "enter" and spans):
        return "ongoing"
    apart = [kid for kid in children(verb, "advmod") if kid.lower_ in {"off", "away"} and children(kid, "npadvmod")]
    return "mooted" if apart and lemma in words("verbs", "standing") else None


def _imagined(noun: Token, verb: Token) -> bool:
    """ "an attack could draw …": a thing not known, of which only what would follow is told."""
    modal = {kid.lower_ for kid in children(verb, "aux")} & words("modals", "imagined")
    known = any(kid.dep_ == "poss" or kid.lower_ in words("nouns", "definite") for kid in noun.children)
    return bool(modal) and not known


def _happens(verb: Token) -> bool:
    """Whether the verb says of its subject that it takes place: "talks resumed", "talks failed to resume"."""
    if any(lemma_of(kid) in words("verbs", "transparent") and _to(kid) for kid in children(verb, "xcomp")):
        return True
    lemma = phrasal(verb)
    if lemma in words("verbs", "transparent"):
        return child(verb, "dobj") is None or lemma == "take"
    return _headline_passive(verb, lemma)


def _headline_passive(verb: Token, lemma: str) -> bool:
    """ "Talks called off": a verb that needs an object, without one, after an event noun."""
    if lemma in words("verbs", "ending") | {"fail"} or children(verb, "dobj", "xcomp", "ccomp", "aux"):
        return False
    return verb.tag_ in {"VBD", "VBN"} and effect_of("verbs", lemma) in {"denied", "planned"}


def _predicate(verb: Token) -> Status | None:
    """What is said of a thing: "is possible", "is under way", "is off the table"."""
    for kid in verb.children:
        if kid.dep_ in {"acomp", "oprd"} or (kid.dep_ == "advmod" and kid.i > verb.i):
            effect = "mooted" if kid.lower_ in words("adjectives", "hinging") else effect_of("adjectives", kid.lower_)
        elif kid.dep_ == "prep":
            effect = effect_of("phrases", _bare_phrase(kid))
        else:
            effect = None
        if effect is not None:
            return effect
    return None


def _bare_phrase(prep: Token) -> str:
    """ "on the country's agenda" → "on agenda"."""
    owners = {word.i for noun in children(prep, "pobj") for owner in children(noun, "poss") for word in owner.subtree}
    return " ".join(word.lower_ for word in prep.subtree if word.dep_ != "det" and word.i not in owners)


# Prepositions


def _through_preposition(token: Token, prep: Token) -> Step:
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
    if effect is not None or prep == governor or word in words("prepositions", "held"):
        return Step(effect)
    if "including" in {word, governor.lower_}:
        return Step(None, _before(prep if word == "including" else governor), "none")
    if is_verb(governor):
        return _of_verb(word, governor, doing=token.dep_ == "pcomp")
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
    told = _predicate(verb) if word in {"for", "in", "to"} and lemma_of(verb) == "be" else None
    if told is None and word in words("prepositions", "state") and _stands(verb):
        return "ongoing"
    return told


def _only_then(prep: Token) -> bool:
    """ "will reopen the border *only after* talks": they are what is waited for; "reopened it only after" is told."""
    narrowed = prep.i > 0 and prep.nbor(-1).lower_ in {"only", "until"}
    clause = clause_verb(prep)
    auxiliaries = children(clause, "aux")
    return (
        narrowed and any(kid.tag_ == "MD" for kid in auxiliaries) and all(kid.lower_ != "have" for kid in auxiliaries)
    )


def _extraposed(word: str, verb: Token) -> bool:
    """ "Hope is growing for talks", "a date was set for talks": what they are for stands apart from the noun."""
    noun = child(verb, "nsubj", "nsubjpass")
    if word != "for" or noun is None or child(verb, "dobj") is not None:
        return False
    return effect_of("nouns", lemma_of(noun)) is not None and effect_of("verbs", lemma_of(verb)) in {None, "planned"}


def _hoped(verb: Token) -> Step:
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


def _of_verb(word: str, verb: Token, *, doing: bool) -> Step:
    """ "called for talks", "decided against expelling", "said at a meeting", "opened the way for talks"."""
    lemma = phrasal(verb)
    thing = patient(verb)
    if word == "on" and thing is not None and lemma in words("verbs", "shutting") and lemma_of(thing) == "door":
        return Step("denied", verb)
    carrier = effect_of("nouns", lemma_of(thing)) if thing is not None else None
    if carrier is not None and word in words("prepositions", "aim"):
        return Step(carrier, verb)
    effect = effect_of("verbs", lemma)
    if word in {"of", "about"} and lemma in words("verbs", "musing") and doing:
        return Step("mooted", verb)
    if word == "against" and effect == "planned":
        return Step("denied", verb)
    if word == "at" and doing and effect is not None:
        return Step(effect, verb)  # "is looking at holding talks"
    if word in words("prepositions", "setting"):
        inside = lemma in words("verbs", "transparent") and (word == "in" or lemma == "be")
        inside = inside and child(verb, "acomp", "attr") is None  # not "is flexible in the talks"
        if verb.dep_ == "xcomp" and _to(verb) and lemma_of(verb.head) in words("verbs", "resolving"):
            return Step(None, verb.head, "time")  # "agreed to upgrade ties at a meeting": there they agreed
        return Step(None, verb) if inside else Step(None, verb, "time")
    if word == "for" and lemma in words("verbs", "motion"):
        return Step("planned", verb)
    if lemma in words("verbs", "factive") or (word == "from" and effect is None):
        return STOP
    return Step(effect, verb)


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
    if lemma in words("nouns", "hindering") and any(kid.lower_ in {"no", "few"} for kid in noun.children):
        return Step("mooted")  # "sees no obstacles to talks"
    if lemma in words("nouns", "partaking") and word in {"in", "at"}:
        return Step(None, noun)
    if word in {"of", "in"} and lemma in words("nouns", "presuming") and lemma_of(inner) in words("nouns", "papers"):
        return STOP
    if lemma in words("nouns", "causes") and child(inner, "poss") is not None:
        return STOP
    if word in words("prepositions", "content"):
        effect = _made_of(noun)
        if effect is not None:
            return Step(effect, noun)
    if word in words("prepositions", "topic") and lemma in words("nouns", "about"):
        return Step("mooted", noun)
    if word == "in" and any(kid.dep_ in {"nummod", "quantmod"} for kid in noun.children):  # "$5m in aid"
        return Step(None, noun)
    return Step(None, noun) if word in {"of", "for"} and lemma not in words("nouns", "held") else STOP
