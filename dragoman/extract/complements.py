"""A word in the complement of another → what that one makes of it: "agreed to meet", "denied that", "plans for"."""

from __future__ import annotations

from dragoman.extract.lexicon import effect_of, in_place, lemma_of, phrasal, words
from dragoman.extract.steps import STOP, Step, said_of, shattered, speaks, tensed, to_do
from dragoman.extract.syntax import child, children, is_noun, is_verb, patient
from dragoman.extract.tense import asked, negated
from dragoman.grammar import Token
from dragoman.model import Status


def _disbelieved(telling: Token) -> bool:
    """ "rejected reports that claimed …", "dismissed a statement saying …": what is told there is denied."""
    told = telling.head
    if telling.dep_ not in {"relcl", "acl"} or not is_noun(told) or lemma_of(told) not in words("nouns", "tales"):
        return False
    return told.dep_ in {"dobj", "nsubjpass"} and effect_of("verbs", phrasal(told.head)) == "denied"


def argument(token: Token, head: Token) -> Step:
    if is_verb(head) and _judged(token, head):
        return Step(None, head)
    if is_verb(head):
        return _finite(token, head) if _is_finite(token) else _under_verb(token, head)
    if is_noun(head):
        return Step("mooted") if _unproven(head) else Step(_laid_down(token, head) or made_of(head), head)
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


def made_of(noun: Token) -> Status | None:
    """The noun's effect; an offer accepted is a plan."""
    effect = effect_of("nouns", lemma_of(noun))
    if lemma_of(noun) not in words("nouns", "promising"):
        return effect
    taken = noun.dep_ == "dobj" and lemma_of(noun.head) in words("verbs", "accepting") and not negated(noun.head)
    return "planned" if effect == "mooted" and taken and not to_do(noun.head) else effect


def _laid_down(verb: Token, noun: Token) -> Status | None:
    """ "a law to ban", "a pact to share": what a text is to bring about."""
    return "planned" if is_verb(verb) and to_do(verb) and lemma_of(noun) in words("nouns", "texts") else None


def _is_finite(token: Token) -> bool:
    return token.dep_ == "ccomp" and not to_do(token) and child(token, "nsubj", "nsubjpass", "expl") is not None


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
        return Step(said_of(head), head)
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
        token.tag_[0] != "V" or not to_do(token)
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
    if lemma in words("verbs", "preventing") and _in_vain(head):
        return STOP
    if effect is None and is_noun(token) and (lemma in words("verbs", "rendering") or lemma == "be"):
        return Step(said_of(head), head)
    none = any(kid.lower_ == "no" for kid in token.children)  # "says no plans for talks"
    if lemma in words("verbs", "confirming") and is_noun(token) and not none and (negated(head) or _withheld(head)):
        return Step("mooted")
    if effect is None and lemma in words("verbs", "factive"):
        performs = is_noun(token) and lemma in words("verbs", "performing") and not tensed(head)
        return Step(None, head) if performs else STOP
    if effect == "mooted" and is_noun(token) and lemma in words("verbs", "factive"):
        return STOP
    return Step(effect, head)


def _in_vain(preventing: Token) -> bool:
    """ "failed to prevent the attack", "its inability to stop the raids": it took place."""
    above = preventing.head
    if preventing.dep_ == "xcomp" and to_do(preventing):
        return lemma_of(above) in words("verbs", "failing")
    return preventing.dep_ == "acl" and lemma_of(above) in words("nouns", "failing")


def _withheld(verb: Token) -> bool:
    """ "declined to confirm": whether it is so stays open."""
    return verb.dep_ == "xcomp" and to_do(verb) and lemma_of(verb.head) in words("verbs", "answers")


def _thing_under_verb(noun: Token, verb: Token, lemma: str) -> Step | None:
    """What certain verbs make of an event noun; None leaves it to the verb's effect."""
    if in_place(noun) and lemma in words("verbs", "keeping"):
        return STOP
    if lemma_of(noun) in words("nouns", "particulars") and lemma in words("verbs", "confirming"):
        return STOP
    if lemma_of(noun) in words("nouns", "papers") and (lemma == "announce" or _left(noun, lemma)):
        return STOP
    if lemma in words("verbs", "proclaiming") and lemma_of(noun) in words("nouns", "decreed"):
        return STOP
    if lemma in words("verbs", "enrolling") and lemma_of(noun) in words("nouns", "partaking"):
        return Step("planned", verb)
    if lemma == "accept" and lemma_of(noun) in words("nouns", "kept"):
        return Step("planned", verb)
    if shattered(noun, verb):
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
    infinitive = token.dep_ == "xcomp" and to_do(token)
    if lemma == "be" and token.dep_ in {"xcomp", "ccomp"} and to_do(token):
        if _yet(token) or any(kid.lower_ == "yet" for kid in verb.children):
            return Step("denied", verb)  # "is yet to meet"
        if verb.lower_ == "were" and any(kid.i > verb.i for kid in children(verb, "nsubj")):
            return Step("mooted")  # "were Iran to strike"
        judged = said_of(verb)
        if judged is not None:
            return Step(judged, verb)  # "it is necessary to meet"
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
    uttered = lemma_of(action) in words("verbs", "uttering") and speaks(verb)
    return not uttered and all(kid.lower_ != "have" for kid in children(action, "aux"))


def _unfinished(ending: Token) -> bool:
    """Whether the ending is still to come, so that the thing goes on: "to lift the embargo", "will halt the drills"."""
    helped = any(kid.tag_ in {"MD", "TO"} for kid in children(ending, "aux"))
    opened = {kid.lower_ for kid in children(ending, "mark", "advmod")}
    waited = ending.tag_ in {"VBZ", "VBP"} and bool(opened & words("conditions", "open"))  # "until it ends the raids"
    return helped or waited or (ending.dep_ == "pcomp" and ending.head.lower_ not in words("prepositions", "held"))


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


def _yet(verb: Token) -> bool:
    return any(kid.lower_ == "yet" and kid.i < verb.i for kid in verb.children)


def _aim_of(be: Token) -> Status | None:
    """ "The aim is to meet": the subject says what the meeting is."""
    subject = child(be, "nsubj")
    return effect_of("nouns", lemma_of(subject)) if subject is not None else None
