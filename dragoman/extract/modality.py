"""A predicate or event noun → its status: held, ongoing, planned, mooted or denied. One function decides for all."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dragoman.data import toml
from dragoman.extract.syntax import SUBJECTS, children, is_noun, is_verb
from dragoman.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

MAX_CLIMB = 8
"""How many governing words are asked: deeper nesting than this is a parse gone astray."""


def status(token: Token) -> Status:
    """Return the status of the event that `token`, a verb or noun, names, as its sentence tells it.

    Never "held" where a word between the event and the root makes it possible, wanted, planned or denied.
    """
    return _verb_status(token, 0) if is_verb(token) else _noun_status(token, 0)


def negated(token: Token) -> bool:
    """Whether a negator hangs on the token itself, its auxiliaries or its subject's determiner."""
    negators = _words("negators", "words")
    for kid in token.children:
        if kid.dep_ == "neg" or (kid.dep_ in {"advmod", "det", "preconj", "cc"} and kid.lower_ in negators):
            return True
        if kid.dep_ in SUBJECTS | {"dobj"} and is_verb(token) and _no(kid):
            return True
    return False


def _no(noun: Token) -> bool:
    return noun.lower_ in {"nobody", "none", "nothing", "neither"} or any(
        kid.lower_ in {"no", "neither"} and kid.dep_ in {"det", "preconj"} for kid in noun.children
    )


def _verb_status(verb: Token, depth: int) -> Status:
    own = _own_status(verb)
    if negated(verb):
        return "denied" if own != "mooted" or not _conditional(verb) else "mooted"
    if own in {"mooted", "denied"} or depth > MAX_CLIMB:
        return own
    return _weaker(own, _governed(verb, depth))


def _own_status(verb: Token) -> Status:
    """What the verb's own tense and auxiliaries say."""
    modal = next((kid.lower_ for kid in children(verb, "aux") if kid.tag_ == "MD"), None)
    if modal in _words("modals", "planned"):
        return "mooted" if _conditional(verb) else "planned"
    if modal in _words("modals", "mooted"):
        return "planned" if modal in {"would", "'d"} and _future_in_past(verb) else "mooted"
    if _conditional_clause(verb):
        return "mooted"
    if verb.tag_ == "VBG" and any(kid.lower_ in {"is", "are", "am", "been", "be", "'s", "'re"} for kid in children(verb, "aux")):
        return "planned" if verb.lower_ == "going" else "ongoing"
    return "held"


def _conditional(verb: Token) -> bool:
    """Whether an if-clause hangs on the verb: "will meet if …"."""
    return any(
        kid.dep_ == "advcl" and any(mark.lower_ in {"if", "unless", "provided"} for mark in kid.children)
        for kid in verb.children
    )


def _conditional_clause(verb: Token) -> bool:
    """Whether the verb stands inside an if-clause or after "until", "unless", "whether", "should"."""
    marks = {kid.lower_ for kid in verb.children if kid.dep_ in {"mark", "advmod"}}
    return bool(marks & {"if", "unless", "until", "whether", "lest", "once", "provided"})


def _future_in_past(verb: Token) -> bool:
    """ "said he would meet": a plan told in the past, unless a condition hangs on it."""
    if _conditional(verb) or verb.dep_ not in {"ccomp", "conj"}:
        return False
    head = verb.head
    while head.dep_ == "conj" and head.head != head:
        head = head.head
    return head.tag_ in {"VBD", "VBN", "VBG"} and head.lemma_ in _words("verbs", "factive") | {"promise", "pledge", "vow"}


def _governed(token: Token, depth: int) -> Status:
    """What the words above make of it."""
    head, dep = token.head, token.dep_
    if head == token or dep in {"relcl", "parataxis"}:
        return "held"
    if dep == "conj":
        return _shared(token, head, depth)
    if dep in {"xcomp", "ccomp", "dobj", "attr", "nsubj", "nsubjpass", "csubj", "csubjpass", "acl", "pcomp", "dative", "oprd"}:
        return _complement(token, head, depth)
    if dep == "advcl":
        return _adverbial(token, head, depth)
    if dep in {"prep", "agent"}:
        return _governed(head, depth + 1)
    return "held"


def _shared(token: Token, head: Token, depth: int) -> Status:
    """The second of two joined verbs shares modals and government unless it has its own tense."""
    if is_verb(token) and (token.tag_ in {"VBD", "VBZ", "VBP"} or children(token, "aux", "nsubj")):
        return _governed(head, depth + 1) if head.dep_ in {"xcomp", "advcl"} and token.tag_ == "VB" else "held"
    return _verb_status(head, depth + 1) if is_verb(head) else _noun_government(head, depth + 1)


def _complement(token: Token, head: Token, depth: int) -> Status:
    if token.dep_ in {"ccomp"} and head.lemma_ in _words("verbs", "factive"):
        return "held"
    if is_verb(head):
        return _under_verb(token, head, depth)
    if is_noun(head):
        return _under_noun(head, depth)
    if head.tag_.startswith("JJ"):
        return _weaker(_of_word("adjectives", head.lower_) or "held", _governed(head, depth + 1))
    if token.dep_ == "pcomp":
        return _under_preposition(head, depth)
    return "held"


def _under_verb(token: Token, head: Token, depth: int) -> Status:
    lemma = _phrasal(head)
    effect = _of_word("verbs", lemma)
    finite = token.dep_ == "ccomp" and children(token, "nsubj", "nsubjpass") and token.tag_ != "VB"
    if finite and effect not in {"mooted", "denied"}:
        return "held"
    if effect is None or lemma in _words("verbs", "transparent"):
        return _verb_status(head, depth + 1)
    if effect == "denied" and negated(head):
        return "mooted"
    if lemma in _words("verbs", "factive") and is_noun(token):
        return "held"
    return "denied" if effect == "planned" and negated(head) else effect


def _phrasal(verb: Token) -> str:
    """The lemma with its particle where that changes the meaning: "rule out", "call off"."""
    particle = next((kid.lower_ for kid in verb.children if kid.dep_ in {"prt", "advmod"} and kid.lower_ in {"out", "off"}), "")
    return f"{verb.lemma_}_{particle}" if particle else str(verb.lemma_)


def _under_noun(noun: Token, depth: int) -> Status:
    effect = _of_word("nouns", noun.lemma_)
    if effect is not None:
        return effect
    return _noun_government(noun, depth + 1)


def _adverbial(token: Token, head: Token, depth: int) -> Status:
    """Purpose ("flew to Doha to meet") is a plan; time and manner clauses stand for themselves."""
    if any(kid.dep_ == "aux" and kid.lower_ == "to" for kid in token.children):
        return "planned" if _verb_status(head, depth + 1) != "denied" else "denied"
    if token.tag_ == "VBG" and not children(token, "mark"):
        return _weaker("held", _verb_status(head, depth + 1)) if head.tag_ != "VBD" else "held"
    return "held"


def _under_preposition(prep: Token, depth: int) -> Status:
    word, governor = prep.lower_, prep.head
    if word == "without":
        return "denied"
    if word == "before" or word == "until":
        return "planned"
    if word in {"after", "following", "since", "by", "in"}:
        return "held" if word != "in" or not is_noun(governor) else _under_noun(governor, depth)
    if is_noun(governor):
        return _under_noun(governor, depth)
    if governor.tag_.startswith("JJ"):
        return _weaker(_of_word("adjectives", governor.lower_) or "held", _governed(governor, depth + 1))
    if is_verb(governor):
        effect = _of_word("verbs", _phrasal(governor))
        return effect if effect in {"planned", "mooted", "denied"} else _verb_status(governor, depth + 1)
    return "held"


def _noun_status(noun: Token, depth: int) -> Status:
    own = _modifier_status(noun)
    if own is not None and own != "ongoing":
        return own
    above = _noun_government(noun, depth)
    return "ongoing" if own == "ongoing" and above == "held" else above


def _modifier_status(noun: Token) -> Status | None:
    for kid in noun.children:
        if kid.dep_ in {"amod", "det", "advmod", "acl", "relcl"} and (kid.i < noun.i or kid.dep_ == "acl"):
            effect = _of_word("adjectives", kid.lower_)
            if effect is not None:
                return effect
    return None


def _noun_government(noun: Token, depth: int) -> Status:
    head, dep = noun.head, noun.dep_
    if depth > MAX_CLIMB or head == noun:
        return "held"
    if dep in {"pobj", "pcomp"}:
        return _after_preposition(noun, head, depth)
    if dep in {"conj"}:
        return _noun_status(head, depth + 1) if is_noun(head) else _governed(head, depth + 1)
    if dep in NOUN_ROLES and is_verb(head):
        return _argument(noun, head, depth)
    if dep in {"compound", "nmod", "poss"} and is_noun(head):
        return _under_noun(head, depth)
    if dep in {"appos", "attr"}:
        return _noun_government(head, depth + 1) if is_noun(head) else _verb_status(head, depth + 1)
    return "held"


NOUN_ROLES = frozenset({"dobj", "nsubj", "nsubjpass", "dative", "attr", "oprd", "csubj"})


def _argument(noun: Token, verb: Token, depth: int) -> Status:
    """An event noun as subject or object: "held talks", "proposed talks", "talks would resume"."""
    lemma = _phrasal(verb)
    if noun.dep_ == "nsubj" and lemma not in _words("verbs", "transparent"):
        return _verb_status(verb, depth + 1) if not _of_word("verbs", lemma) else "held"
    effect = _of_word("verbs", lemma)
    if effect in {"planned", "mooted", "denied"} and lemma not in _words("verbs", "transparent"):
        if negated(verb):
            return "mooted" if effect == "denied" else "denied"
        return effect
    return _verb_status(verb, depth + 1)


def _after_preposition(noun: Token, prep: Token, depth: int) -> Status:
    word, governor = prep.lower_, prep.head
    if is_noun(governor):
        effect = _of_word("nouns", governor.lemma_)
        if effect is not None and word in {"of", "for", "to", "on", "about", "in", "toward", "towards", "against"}:
            return effect
        if word in {"of", "for"}:
            return _noun_government(governor, depth + 1)
        return "held"
    if word == "without":
        return "denied"
    if word in {"before", "ahead", "until"} or (word == "of" and governor.lower_ == "ahead"):
        return "planned"
    if word in {"for", "to", "toward", "towards", "on"}:
        return _aim(governor, depth)
    return "held"


def _aim(governor: Token, depth: int) -> Status:
    """What "for talks", "to talks", "on a meeting" mean depends on the verb: called for, agreed to, arrived for."""
    if is_verb(governor):
        effect = _of_word("verbs", _phrasal(governor))
        if effect in {"planned", "mooted", "denied"}:
            return "denied" if negated(governor) and effect == "planned" else effect
        return _verb_status(governor, depth + 1)
    if governor.tag_.startswith("JJ"):
        return _weaker(_of_word("adjectives", governor.lower_) or "held", _governed(governor, depth + 1))
    return "held"


_STRENGTH: tuple[Status, ...] = ("denied", "mooted", "planned", "ongoing", "held")


def _weaker(one: Status, other: Status) -> Status:
    """The one that claims less."""
    return min(one, other, key=_STRENGTH.index)


def _of_word(table: str, word: str) -> Status | None:
    for effect in _STRENGTH:
        if word in _words(table, effect):
            return effect
    return None


@cache
def _words(table: str, key: str) -> frozenset[str]:
    return frozenset(toml("modality")[table].get(key, ()))



