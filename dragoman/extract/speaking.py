"""A parsed sentence → the same with verbs of speech given their speakers back: "On Monday *the envoy* said"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.data import words
from dragoman.dates import WEEKDAY_NAMES
from dragoman.extract.syntax import NAME_PARTS, child, children, is_noun, is_verb
from dragoman.gazetteer import gazetteer
from dragoman.grammar import Doc, Token, hang
from dragoman.outlets import called_so

FINITE = frozenset({"VBZ", "VBD", "VBP"})
SPEAKERS = frozenset({"NN", "NNS", "NNP", "NNPS"})
SENSING = frozenset({"hear", "see", "quote", "cite", "show", "catch", "keep", "leave", "have", "remember"})
"""Verbs whose object can speak: "quoted Oslo saying"."""


def give_speakers(doc: Doc) -> None:
    """Set right where the parser hung whoever speaks elsewhere, or took the verb for a noun.

    The tree is changed in place; one in which nothing of the kind stands stays as it was.
    """
    for token in doc:
        if token.tag_ in FINITE and token.lemma_.lower() in _speech():
            _acting(token)
            _said_that(token)
            _above_told(token)
            _after_day(token)
            _last_subject(token)
            _gathered(token)
            _seat(token)
            _behind(token)
            _join(token)
        elif token.tag_ == "VBN" and token.dep_ == "acl" and token.lemma_.lower() in _speech():
            _did(token)
        elif token.tag_ == "VBG" and token.dep_ == "ccomp" and token.lemma_ in _aloud():
            _part(token)
        elif token.tag_ == "NNS" and token.lemma_ in _speech():
            _claim_that(token) if token.dep_ != "nsubj" else _claim(token)
        elif is_noun(token) and token.lemma_.lower() in words("actors", "nouns", "documents"):
            _issue(token)
        elif token.lower_ in {"daily", "weekly"} and token.dep_ == "nsubj":
            token.tag_ = "NN"
        elif token.lower_ == "read" and token.dep_ == "pobj":
            _read(token)
        elif token.tag_ == "VBN" and token.dep_ == "amod" and token.lemma_ in words("statements", "verbs", "to_whom"):
            _tell(token)


def _speech() -> frozenset[str]:
    return words("statements", "verbs", "any") | words("statements", "verbs", "clause") | _dismissing()


def _aloud() -> frozenset[str]:
    return words("statements", "verbs", "speak")


def _dismissing() -> frozenset[str]:
    return words("statements", "verbs", "sayings")


def _acting(verb: Token) -> None:
    """ "The union's envoy, Jan Holt, *called* for calm": a verb in the past behind a comma acts."""
    noun = verb.head
    past = verb.dep_ in {"acl", "relcl"} and noun.dep_ == "ROOT" and is_noun(noun) and child(verb, "nsubj") is None
    if not past or child(noun, "appos") is None or verb.nbor(-1).text != ",":
        return
    hang(verb, verb, "ROOT")
    for kid in [kid for kid in noun.children if kid.i > verb.i]:
        hang(kid, verb, kid.dep_)
    hang(noun, verb, "nsubj")


def _did(verb: Token) -> None:
    """ "Western *envoys called* for calm in a message.": in a sentence without a verb the participle is one."""
    noun = verb.head
    plain = noun.dep_ == "ROOT" and noun.tag_ in {"NNS", "NNPS"} and verb.i == noun.i + 1 and verb.doc[-1].text == "."
    if not plain or child(verb, "agent") is not None or any(word.tag_ in FINITE | {"MD"} for word in verb.doc):
        return
    verb.tag_ = "VBD"
    _lead(verb, noun)


def _lead(verb: Token, doer: Token) -> None:
    """Make the verb the sentence's own, with what hung behind it on the one who does it."""
    hang(verb, verb, "ROOT")
    for kid in [kid for kid in doer.children if kid.i > verb.i]:
        hang(kid, verb, kid.dep_)
    hang(doer, verb, "nsubj")


def _said_that(verb: Token) -> None:
    """ "said earlier in the day *that* …", "ruled out *leaving*": no clause of the day, none beside what was said.

    Nor of what happened meanwhile: "told the press as he left *that* …".
    """
    if child(verb, "ccomp") is not None:
        return
    for word in [word for word in verb.subtree if word.i > verb.i]:
        told = child(word, "relcl") if word.lemma_.lower() in words("statements", "media", "times") else None
        that = next((kid for kid in told.children if kid.lower_ == "that"), None) if told is not None else None
        if told is not None and that is not None and child(told, "nsubj", "nsubjpass") not in {None, that}:
            that.dep_, that.tag_ = "mark", "IN"
            hang(told, verb, "ccomp")
            return
    while_ = child(verb, "advcl") if verb.lemma_ in words("statements", "verbs", "to_whom") else None
    beside = child(while_, "ccomp") if while_ is not None and while_.lemma_.lower() not in _speech() else None
    if beside is not None and any(kid.lower_ == "that" for kid in children(beside, "mark")):
        hang(beside, verb, "ccomp")
    particle = child(verb, "prt")
    course = next((kid for kid in children(verb, "advcl") if kid.tag_ == "VBG"), None)
    if particle is not None and course is not None and course.i == particle.i + 1:
        course.dep_ = "xcomp"


def _above_told(verb: Token) -> None:
    """ "Oslo *reported*, quoting a source, that …": the verb of speech governs the clause with "that"."""
    told = verb.head
    mark = next((kid for kid in children(told, "mark") if kid.lower_ == "that"), None)
    if verb.dep_ not in {"ccomp", "advcl", "parataxis"} or mark is None or not verb.i < mark.i < told.i:
        return
    if child(verb, "nsubj") is None or child(verb, "mark") is not None or child(verb, "ccomp") is not None:
        return
    place, label = (verb, "ROOT") if told.head == told else (told.head, told.dep_)
    hang(verb, place, label)
    for kid in [kid for kid in told.children if kid.i < mark.i and kid != verb]:
        hang(kid, verb, kid.dep_)
    hang(told, verb, "ccomp")


def _seat(verb: Token) -> None:
    """A verb without a subject takes the noun before it that hangs where no noun can.

    "On Thursday *the envoy* denied it": two objects of one preposition. "A needs B, and *Oslo* on Monday said": a noun
    joined to a verb. "The port stays shut, *its mission* said": a noun set beside another. "*Ruto*, for his part, told"
    """
    if child(verb, "nsubj", "nsubjpass", "csubj", "expl") is not None or verb.dep_ == "relcl":
        return
    lost = next(_lost(verb), None)
    if lost is None:
        return
    place = lost.head
    hang(lost, verb, "nsubj")
    if verb.dep_ == "advcl" and verb.head.i < lost.i < verb.i and lost.dep_ == "nsubj" and _closing(lost):
        _govern(verb)
    elif place != verb and verb.dep_ == "advcl" and child(verb, "mark", "advmod") is None:
        hang(verb, verb.head, "conj")


def _last_subject(verb: Token) -> None:
    """ "Oslo only blocks them, said *the envoy*": of two subjects around a verb after a comma the one behind speaks."""
    first, *more = children(verb, "nsubj") or [verb]
    before = verb.doc[verb.i - 1].text if verb.i else ""
    if more and first.i < verb.i < more[-1].i and before in {",", "”", '"'}:
        first.dep_ = "dep"


def _gathered(verb: Token) -> None:
    """ "*Leaders* meeting in Accra urged …": who meets speaks, not the meeting."""
    meeting = child(verb, "nsubj")
    if meeting is None or not meeting.lower_.endswith("ing"):
        return
    who = child(meeting, "nsubj") if meeting.tag_ == "VBG" else child(meeting, "compound")
    if who is None or who.i != meeting.i - 1 or who.tag_ not in {"NNS", "NNPS"}:
        return
    for kid in [kid for kid in meeting.children if kid.i < who.i]:
        hang(kid, who, kid.dep_)
    hang(who, verb, "nsubj")
    hang(meeting, who, "acl")


def _behind(verb: Token) -> None:
    """ "The bloc faces a choice, writes *a think tank*": what ends a sentence behind a verb of speech speaks."""
    told, who = child(verb, "ccomp"), child(verb, "dobj")
    if verb.lemma_ not in _aloud() or told is None or who is None or child(verb, "nsubj") is not None:
        return
    if told.i < verb.i < who.i and verb.nbor(-1).text in {",", "”", '"'} and who.tag_ in SPEAKERS:
        who.dep_ = "nsubj"


def _after_day(verb: Token) -> None:
    """ "said on Friday *Marko Lukić*": the day is no part of the name."""
    if child(verb, "nsubj", "nsubjpass") is not None:
        return
    for prep in children(verb, "prep"):
        name = child(prep, "pobj")
        day = prep.nbor(1) if name is not None and name.tag_ == "NNP" else prep
        if name is not None and day.text in WEEKDAY_NAMES and day.head == name:
            hang(day, prep, "pobj")
            hang(name, verb, "nsubj")
            _turn(verb)


def _turn(verb: Token) -> None:
    """ "He decided not to talk, *said* on Friday …": what the parser joined the verb to is what was said."""
    told = verb.head
    if verb.dep_ != "conj" or not is_verb(told) or child(told, "cc") is not None or verb.nbor(-1).text != ",":
        return
    dep, place = told.dep_, verb if told.head == told else told.head
    hang(verb, place, dep)
    hang(told, verb, "ccomp")


def _closing(noun: Token) -> bool:
    """Whether it is set off behind what was said: "The rebels took the town, *a nurse* said by telephone"."""
    return noun.left_edge.i > 0 and noun.doc[noun.left_edge.i - 1].text == ","


def _govern(verb: Token) -> None:
    told = verb.head
    place, label = (verb, "ROOT") if told.head == told else (told.head, told.dep_)
    hang(verb, place, label)
    hang(told, verb, "ccomp")


def _lost(verb: Token) -> Iterator[Token]:
    for prep in children(verb, "prep"):
        objects = children(prep, "pobj")
        if len(objects) > 1 and objects[-1].tag_ in SPEAKERS and objects[-1].i < verb.i:
            yield objects[-1]
    above = verb.head
    for day in (kid for prep in children(verb, "prep") for kid in prep.subtree if kid.text in WEEKDAY_NAMES):
        joined = child(day, "conj") if child(day, "cc") is None else None
        if joined is not None and joined.tag_ in SPEAKERS and joined.i < verb.i:
            yield joined
    for noun in children(above, "conj") if is_verb(above) and above != verb else ():
        if noun.tag_ in SPEAKERS and above.i < noun.i < verb.i and not _verb_between(noun, verb):
            yield noun
    yield from _astray(verb)


def _astray(verb: Token) -> Iterator[Token]:
    """The noun right before a main verb, or first in its sentence, that hangs where no subject does."""
    marked = child(verb, "mark", "advmod") is not None
    if (
        verb.dep_ not in {"ROOT", "advcl"}
        or (verb.dep_ == "advcl" and (marked or verb.lemma_ not in _aloud()))
        or not verb.i
    ):
        return
    end = verb.i - 1
    while end > 0 and verb.doc[end].tag_ in {"RB", ",", "MD"} | FINITE:
        end -= 1
    for noun in reversed(verb.doc[: end + 1]):
        closes = noun.right_edge.i in {end, end + 1} and noun.dep_ in {"appos", "dep", "npadvmod"}
        opens = verb.dep_ == "ROOT" and noun.dep_ in {"advcl", "dep"} and noun.head == verb and noun.left_edge.i == 0
        if noun.tag_ in SPEAKERS and (closes or opens):
            yield noun


def _verb_between(noun: Token, verb: Token) -> bool:
    return any(is_verb(word) and word.dep_ not in {"relcl", "acl"} for word in verb.doc[noun.i + 1 : verb.i])


def _join(verb: Token) -> None:
    """ "He says that troops struck …, and *warns* that …": joined to the verb of its own tense, not to the clause."""
    clause = verb.head
    if verb.dep_ != "conj" or clause.dep_ != "ccomp" or child(verb, "nsubj") is not None:
        return
    outer = clause.head
    same = outer.tag_ == verb.tag_ != clause.tag_ and outer.lemma_.lower() in _speech()
    told = child(verb, "ccomp")
    if same and told is not None and child(told, "mark") is not None and child(clause, "aux") is None:
        hang(verb, outer, "conj")


def _part(verb: Token) -> None:
    """ "He threatened *Oslo* saying that": whom it was said to does not say it."""
    above, whom = verb.head, child(verb, "nsubj")
    beside = whom is not None and whom.i == verb.i - 1 and above.tag_ in FINITE
    if not beside or whom is None or child(above, "dobj") is not None or above.lemma_ in SENSING:
        return
    hang(whom, above, "dobj")
    hang(verb, above, "advcl")


def _tell(verb: Token) -> None:
    """ "Talks were halted, an official *informed* Reuters": no participle, where it stands between the two."""
    whom, who = verb.head, verb.doc[verb.i - 1] if verb.i else verb
    if whom.i != verb.i + 1 or not is_noun(who) or not (who.head == verb or whom.head == who):
        return
    top = whom if who.head == verb else who
    place, label, rest = top.head, top.dep_, [kid for kid in top.children if kid.i > whom.i]
    verb.tag_ = "VBD"
    loose = top == place or label in {"oprd", "dep", "npadvmod"}
    hang(verb, verb if loose else place, "ROOT" if loose else label)
    if loose and place != top:
        hang(place, verb, "ccomp")
    hang(who, verb, "nsubj")
    hang(whom, verb, "dobj")
    for kid in rest:
        if kid.dep_ in {"relcl", "acl"} or top == who:
            hang(kid, verb, "ccomp" if kid.dep_ in {"relcl", "acl"} else kid.dep_)


def _claim(noun: Token) -> None:
    """ "The country's military *claims* to have struck": a plural noun that alone acts in an infinitive is a verb."""
    root = noun.head
    to = next((kid for kid in children(root, "aux") if kid.lower_ == "to"), None)
    last = noun.doc[noun.i - 1] if noun.i else noun
    if root.dep_ != "ROOT" or to is None or to.i != noun.i + 1 or last.head != noun or last.dep_ in {"det", "poss"}:
        return
    noun.tag_, last.tag_ = "VBZ", "NN" if last.tag_.startswith("JJ") else last.tag_
    hang(noun, noun, "ROOT")
    hang(root, noun, "xcomp")
    for kid in [kid for kid in noun.children if kid.i < last.i]:
        hang(kid, last, kid.dep_)
    hang(last, noun, "nsubj")


def _claim_that(noun: Token) -> None:
    """ "*Oslo claims* that Bergen is serious about …": a plural noun right behind a name, with a clause, is a verb."""
    last = noun.doc[noun.i - 1] if noun.i else noun
    told = next((kid for kid in children(noun, "acl", "ccomp", "relcl") if child(kid, "mark") is not None), None)
    if told is not None and noun.dep_ == "ROOT" and last.dep_ in NAME_PARTS and last.head == noun:
        _claims(noun, last, told)
        return
    named = last.text[0].isupper() and last.tag_ in SPEAKERS and last.left_edge.i == 0
    if told is None or not named or last != noun.head or last.dep_ != "ROOT":
        return
    noun.tag_ = "VBZ"
    _lead(noun, last)
    hang(told, noun, "ccomp")


def _claims(noun: Token, last: Token, told: Token) -> None:
    """ "The summit's final *communique demands* that …": the verb that the parser took for the head of the words."""
    noun.tag_ = "VBZ"
    for kid in [kid for kid in noun.children if kid.i < last.i]:
        hang(kid, last, kid.dep_)
    hang(last, noun, "nsubj")
    hang(told, noun, "ccomp")


def _issue(paper: Token) -> None:
    """ "a *foreign ministry* statement", "the *White House* readout": whose paper it is stands before it."""
    before = paper.doc[paper.i - 1] if paper.i else paper
    if before.head != paper or before.dep_ not in NAME_PARTS or not _issues(before):
        return
    for kid in [kid for kid in paper.children if kid.i < before.i]:
        hang(kid, before, kid.dep_)
    before.dep_ = "poss"


def _issues(noun: Token) -> bool:
    """Whether the noun before a paper is an organ, a listed body or palace, an outlet, or the press."""
    if noun.tag_ in {"NN", "NNS"}:
        return noun.lemma_.lower() in words("actors", "nouns", "organ") | {"media", "medium", "press", "agency"}
    start = noun
    while start.i > 0 and start.nbor(-1).tag_ in {"NNP", "NNPS"} and start.nbor(-1).head in {noun, noun.head}:
        start = start.nbor(-1)
    name = " ".join(word.text for word in noun.doc[start.i : noun.i + 1])
    listed = {one.sense for one in gazetteer().meanings(name)} & {"organ", "body", "metonym"}
    return bool(listed) or called_so(name)


def _read(word: Token) -> None:
    """ "“…,” a statement from the ministry *read*": the verb that the parser took for the end of the name."""
    before, prep = word.doc[word.i - 1], word.head
    paper = prep.head
    named = before.head == word and is_noun(before) and paper.lemma_ in words("statements", "nouns", "vehicles")
    if not named or word.tag_ != "NN":
        return
    place, label = (paper.head, paper.dep_) if paper.head != paper else (word, "ROOT")
    word.tag_ = "VBD"
    for kid in list(word.children):
        hang(kid, before, kid.dep_)
    hang(word, place, label)
    hang(before, prep, "pobj")
    for kid in [kid for kid in paper.children if kid.dep_ in {"ccomp", "punct"}]:
        hang(kid, word, kid.dep_)
    hang(paper, word, "nsubj")


__all__ = ["give_speakers"]
