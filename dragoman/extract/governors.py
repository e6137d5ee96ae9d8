"""A word → what the word that governs it makes of its event, and where to ask on."""

from __future__ import annotations

from itertools import pairwise

from dragoman.extract.complements import argument
from dragoman.extract.lexicon import effect_of, lemma_of, phrasal, words
from dragoman.extract.predicates import of_subject
from dragoman.extract.prepositional import extraposed, hoped, only_then, through_preposition
from dragoman.extract.steps import STOP, Step, allotted, said_of, speaks, tensed, to_do
from dragoman.extract.syntax import child, children, is_noun, is_verb
from dragoman.extract.tense import in_condition, negated, outlook, provided
from dragoman.grammar import Token, text_of

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
    if is_noun(token) and _before_of(token) in {"instead of", "rather than"}:
        return Step("denied")
    clause = _clause(token) if is_verb(token) else None
    if clause is not None:
        return clause
    if token.dep_ == "nsubj" or (token.dep_ == "nsubjpass" and carried):
        return of_subject(token, token.head, carried)
    return _governed(token, token.head)


def _governed(token: Token, head: Token) -> Step:
    if token.dep_ == "conj":
        return _joined(token, head)
    if token.dep_ in {"pobj", "pcomp"}:
        apart = is_verb(head.head) and extraposed(head.lower_, head.head)
        waited = head.lower_ in words("prepositions", "held") and only_then(head)
        return Step("mooted") if waited else hoped(head.head) if apart else through_preposition(token, head)
    if token.dep_ == "csubj" and is_verb(head):
        return _said_to_be(head) if lemma_of(head) == "be" else argument(token, head)
    if token.dep_ in _ARGUMENTS:
        return argument(token, head)
    if token.dep_ in {"compound", "nmod"} and is_noun(head):
        return Step(effect_of("nouns", lemma_of(head)), head)
    if token.dep_ == "poss" and lemma_of(head) in words("nouns", "undated") | words("nouns", "whereabouts"):
        return Step("planned")  # "agreed to move the talks' venue"
    if token.dep_ == "appos" and head.tag_ == "NNP" and head.dep_ == "pobj" and is_noun(head.head.head):
        return Step(None, head.head.head, "none")  # "a visit to Cairo, the lifting of …": no other name of Cairo
    if token.dep_ in {"appos", "prep", "agent"}:
        return Step(None, head, "outlook" if token.dep_ != "appos" else "none")
    return STOP


def _interposed(verb: Token) -> bool:
    """ "plans a march, *the union said*, to protest": what is said between holds no purpose."""
    return to_do(verb) and verb.head.dep_ == "parataxis" and lemma_of(verb.head) in words("verbs", "factive")


def _said_to_be(be: Token) -> Step:
    """ "Freeing him would be a gesture": what it would be says nothing of whether it is planned."""
    told = said_of(be)
    if told is not None or child(be, "attr") is None:
        return Step(told, be)
    imagined = any(kid.lower_ in words("modals", "imagined") for kid in children(be, "aux"))
    return Step("mooted" if imagined else None, be, "outlook")


def _clause(verb: Token) -> Step | None:
    """What the clause's own opening says; None leaves it to the governor."""
    marks = {kid.lower_ for kid in verb.children if kid.dep_ in {"mark", "advmod", "prep"} and kid.i < verb.i}
    if to_do(verb) and any(kid.tag_ == "WRB" for kid in children(verb, "advmod")):
        return Step("mooted")  # "how to invite them"
    if _hinged(verb):
        return Step("mooted")
    if marks & words("conditions", "open") or (verb.dep_ in {"advcl", "ccomp"} and in_condition(verb)):
        return Step("mooted")
    if verb.dep_ in {"pcomp", "ccomp"} and provided(verb.head):
        return Step("mooted")
    if _rather(verb):
        return Step("denied")
    if verb.dep_ == "xcomp" and _interposed(verb):
        return Step("planned", verb.head.head, "outlook")
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
    told = top.head != top and is_verb(top.head) and lemma_of(top.head) in words("verbs", "factive")  # "…, Rome says"
    whole = not top.doc[-1].is_punct or not any(tensed(word) for word in top.doc)
    return to_do(verb) and (top.dep_ in {"ROOT", "appos"} or (told and top.i < top.head.i)) and whole


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
    if to_do(verb):
        if lemma_of(verb) in words("verbs", "uttering") and speaks(verb.head):
            return Step(None, verb.head)
        if _gone(verb.head):
            return Step(None, verb.head, "outlook")
        if allotted(verb.head):
            return Step("mooted", verb.head)
        governed = argument(verb, verb.head)
        return governed if governed.effect is not None else Step("planned", verb.head)
    if ("that" in marks and _before_of(verb)[:2] == "so") or {"so", "that"} <= marks:
        return Step("mooted")  # "that they withdraw, so that he meets …"
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
        return not to_do(verb)
    bare = child(verb, "nsubj", "nsubjpass", "expl") is None
    return verb.dep_ == "acl" and verb.tag_ in {"VBG", "VBN", "VBD"} and bare


def _hinged(verb: Token) -> bool:
    """ "conditional on Mali holding talks", however the parser hangs it."""
    near = [word.lower_ for word in verb.doc[max(0, verb.i - 6) : verb.i]]
    return verb.tag_ == "VBG" and any(
        one in words("adjectives", "hinging") and other in {"on", "upon"} for one, other in pairwise(near)
    )


def _joined(token: Token, head: Token) -> Step:
    """The second of two joined words. A finite verb never continues an infinitive: it joins the clause above."""
    if tensed(token):
        while is_verb(head) and not tensed(head) and head.dep_ in {"xcomp", "advcl", "ccomp", "conj", "acl"}:
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


def _shares(token: Token, head: Token) -> bool:
    """Whether the second of two joined words shares the auxiliaries of the first."""
    if not is_verb(token):
        return is_verb(head)
    own = children(token, "aux", "nsubj", "nsubjpass")
    return not own and token.tag_ in {head.tag_, "VB"} - {"VBD", "VBZ", "VBP"}
