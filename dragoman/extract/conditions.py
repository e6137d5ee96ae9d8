"""Sentences → Conditions: the words that say what must happen for a diplomatic step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from dragoman.data import toml
from dragoman.extract.modality import negated
from dragoman.extract.parties import actors
from dragoman.extract.scene import Scene, pending
from dragoman.extract.syntax import ancestors, child, children, is_noun, is_verb, prep_object, subject, subtree
from dragoman.model import Condition, Matter, Ref, Span, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

ABOUT: tuple[Matter, ...] = ("meeting", "ceasefire", "agreement", "dialogue")
"""In this order: the narrower matter names itself, "talks" are what is left."""


def conditions(scene: Scene, speeches: Sequence[Statement], report: str) -> Iterator[Condition]:
    """Yield the conditions of the sentence; `speeches` are its statements, whose speaker sets what nobody else does."""
    taken: list[Span] = []
    for token in scene.doc:
        for text, connective, step, on in _found(scene, token):
            if not any(text.start < other.end and other.start < text.end for other in taken):
                taken.append(text)
                yield Condition(
                    report=report, evidence=text, sentence=scene.span, rule="conditions.connective/1", text=text,
                    connective=connective, by=_by(scene, step, text, speeches), on=on, about=about(step),
                    red_line=connective == "red line",
                )  # fmt: skip


def _found(scene: Scene, token: Token) -> Iterator[tuple[Span, str, Token, Ref | None]]:
    if token.dep_ == "advcl" or token.dep_ in {"ccomp", "relcl", "conj"}:
        yield from _clauses(scene, token)
    elif token.dep_ == "prep":
        yield from _prepositions(scene, token)
    if is_verb(token) and token.lemma_.lower() in _words("verbs"):
        yield from _verbs(scene, token)
    if token.lemma_.lower() in {"conditional", "contingent", "dependent", "precondition", "prerequisite", "condition", "line"}:
        yield from _named(scene, token)


def _clauses(scene: Scene, verb: Token) -> Iterator[tuple[Span, str, Token, Ref | None]]:
    mark = next((kid for kid in verb.children if kid.dep_ in {"mark", "advmod"} and kid.lower_ in _words("clauses")
                 and kid.i < verb.i), None)  # fmt: skip
    if mark is None:
        mark = next((kid for kid in verb.children if kid.dep_ == "mark" and kid.lower_ in {"after", "before"}), None)
    if mark is None:
        return
    governor = verb.head
    if not _binds(mark, verb, governor) or not _governs_step(governor, verb):
        return
    start, end = subtree(verb)
    before = scene.doc[mark.i - 1] if mark.i else None
    if before is not None and before.lower_ == "only":
        start = before.idx
    connective = mark.lower_ if before is None or before.lower_ != "only" else f"only {mark.lower_}"
    yield scene.at(min(start, mark.idx), end), connective, governor, _doer(scene, subject(verb))


def _binds(mark: Token, verb: Token, governor: Token) -> bool:
    """Whether the connective sets a condition here: weak ones need "only", a negation or a modal above them."""
    word = mark.lower_
    if word == "if" and verb.dep_ == "ccomp":
        return False
    if word == "if" and mark.i and mark.nbor(-1).lower_ in {"even", "as", "what", "see", "asked", "ask"}:
        return False
    if word not in _words("weak"):
        return True
    only = mark.i > 0 and mark.nbor(-1).lower_ in {"only", "except"}
    if word == "should":
        return mark.i < (child(verb, "nsubj") or verb).i
    modal = any(kid.tag_ == "MD" for kid in governor.children)
    if word in {"until", "before"}:
        return negated(governor) or any(negated(head) for head in ancestors(governor)) or _refusing(governor)
    return only or (word == "once" and modal) or (word == "as" and "long" in {kid.lower_ for kid in verb.children})


def _refusing(governor: Token) -> bool:
    heads = [governor, *ancestors(governor)]
    return any(head.lemma_ in {"refuse", "decline", "reject", "suspend", "oppose", "remain", "rule"} for head in heads)


def _governs_step(governor: Token, clause: Token) -> bool:
    """Whether the governing clause, without the condition itself, speaks of a diplomatic step."""
    inside = {word.i for word in clause.subtree}
    words = [word for word in _clause_words(governor) if word.i not in inside]
    return any(word.lemma_.lower() in _words("steps") or word.lower_ in _words("steps") for word in words)


def _clause_words(governor: Token) -> list[Token]:
    """The words of the clause; where it is a bare "that can happen", those of the clause it points back to."""
    words = list(governor.subtree)
    for head in ancestors(governor):
        if governor.dep_ in {"xcomp", "pcomp", "acl"} or head.dep_ in {"xcomp"}:
            words.extend(head.subtree)
        if governor.dep_ == "conj":
            words.extend(head.subtree)
        break
    return words


def _prepositions(scene: Scene, prep: Token) -> Iterator[tuple[Span, str, Token, Ref | None]]:
    phrase = _phrase(scene, prep)
    if phrase is None:
        return
    governor = prep.head
    thing = child(prep, "pobj", "pcomp") or next((kid for inner in children(prep, "prep") for kid in inner.children), None)
    if thing is None or not _hypothetical(governor) or not _governs_step(governor, prep):
        return
    start, end = subtree(prep)
    if scene.doc[max(prep.i - 1, 0)].lower_ == "only":
        start = scene.doc[prep.i - 1].idx
    doer = subject(thing) if is_verb(thing) else thing
    yield scene.at(start, end), phrase, governor, _doer(scene, doer)


def _phrase(scene: Scene, prep: Token) -> str | None:
    text = scene.doc[max(0, prep.i - 1) : prep.i + 3].text.lower()
    for phrase in sorted(_words("prepositions"), key=len, reverse=True):
        at = text.find(phrase)
        if at >= 0 and prep.lower_ in phrase.split() and phrase != "after":
            return phrase
    return None


def _hypothetical(governor: Token) -> bool:
    """No step depends on anything in a clause about what has happened."""
    verb = governor
    while not is_verb(verb) and verb.head != verb:
        verb = verb.head
    chain = [verb, *ancestors(verb)]
    return any(kid.tag_ == "MD" for one in chain[:3] for kid in one.children) or any(negated(one) for one in chain[:2]) or verb.tag_ in {"VBZ", "VBP", "VB"}


def _verbs(scene: Scene, verb: Token) -> Iterator[tuple[Span, str, Token, Ref | None]]:
    """ "Progress would require X", "the invitation depends on X": the object is the condition of the subject."""
    step = child(verb, "nsubj", "csubj", "nsubjpass")
    if step is None and verb.dep_ == "conj":
        step = child(verb.head, "nsubj", "csubj", "nsubjpass")
    if step is None or not _is_step(step):
        return
    what = _required(verb)
    if what is None:
        return
    first = [kid for kid in verb.children if kid.dep_ == "nsubj" and kid.i > verb.i]
    start, end = subtree(what)
    if what.dep_ in {"xcomp", "ccomp"} and not first:
        start = min(start, min((kid.idx for kid in verb.children if kid.dep_ == "dobj"), default=start))
    doer = subject(what) if is_verb(what) else what
    yield scene.at(start, end), verb.lemma_.lower(), step, _doer(scene, doer)


def _required(verb: Token) -> Token | None:
    lemma = verb.lemma_.lower()
    if lemma in {"depend", "hinge", "rest", "rely"}:
        return prep_object(verb, "on", "upon") or child(verb, "ccomp")
    if lemma in {"take", "assume"}:
        return None
    return child(verb, "xcomp", "ccomp") or child(verb, "dobj")


def _is_step(token: Token) -> bool:
    words = [token, *(word for word in token.subtree if word.dep_ in {"pobj", "compound", "conj", "pcomp", "amod"})]
    return any(word.lemma_.lower() in _words("steps") or word.lower_ in _words("steps") for word in words)


def _named(scene: Scene, token: Token) -> Iterator[tuple[Span, str, Token, Ref | None]]:
    """ "conditional on X", "X is a precondition for talks", "X is a red line"."""
    lemma = token.lemma_.lower()
    if lemma in {"conditional", "contingent", "dependent"}:
        what = prep_object(token, "on", "upon")
        if what is not None:
            yield scene.at(*subtree(what)), f"{lemma} on", token.head, _doer(scene, what)
        return
    if lemma == "line" and not any(kid.lower_ == "red" for kid in token.children):
        return
    name = "red line" if lemma == "line" else lemma
    verb = token.head
    if token.dep_ == "attr" and (lemma == "line" or prep_object(token, "for", "of", "to") is not None):
        what = child(verb, "nsubj", "csubj")
        if what is not None and what.tag_ not in {"DT", "PRP", "WDT"} and what.dep_ != "expl":
            yield scene.at(*subtree(what)), name, token, _doer(scene, subject(what) if is_verb(what) else what)
    elif token.dep_ == "nsubj" and lemma != "line" and verb.lemma_ == "be":
        what = child(verb, "attr", "ccomp", "xcomp")
        if what is not None:
            yield scene.at(*subtree(what)), name, token, _doer(scene, subject(what) if is_verb(what) else what)
    elif token.dep_ == "pobj" and token.head.lower_ == "as" and is_verb(token.head.head):
        what = child(token.head.head, "dobj")
        if what is not None:
            yield scene.at(*subtree(what)), name, token, _doer(scene, what)


def _doer(scene: Scene, token: Token | None) -> Ref | None:
    """Who must act: the actor that the condition's subject is or names."""
    found = actors(scene, token) if token is not None else []
    return pending(found[0]) if found else None


def _by(scene: Scene, step: Token, text: Span, speeches: Sequence[Statement]) -> Ref | None:
    """Whose condition it is: the subject of the step if an actor, else the speaker of the words, else nobody known."""
    verb = step
    while not is_verb(verb) and verb.head != verb:
        verb = verb.head
    doer = subject(verb)
    found = actors(scene, doer) if doer is not None and not _is_step(doer) else []
    speaker = next((one.speaker for one in speeches if one.content.covers(text)), None)
    if found and not (speaker is not None and negated_or_passive(verb)):
        return pending(found[0])
    return speaker or (pending(found[0]) if found else None)


def negated_or_passive(verb: Token) -> bool:
    return any(kid.dep_ == "nsubjpass" for kid in verb.children)


def about(step: Token) -> Matter:
    """Return the matter of the step that a condition governs."""
    words = {word.lemma_.lower() for word in step.subtree} | {word.lower_ for word in step.subtree}
    if not is_noun(step):
        words |= {word.lemma_.lower() for head in list(ancestors(step))[:1] for word in head.children}
    table: dict[str, list[str]] = toml("positions")["matter"]
    return next((matter for matter in ABOUT if words & set(table[matter])), "other")


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(toml("conditions")[key])
