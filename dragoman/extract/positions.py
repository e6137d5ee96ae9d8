"""Sentences → Positions: whose stance on talking, meeting, agreeing or ceasing fire the words tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from dragoman.extract.bond import words as binding
from dragoman.extract.holders import mutual, toward
from dragoman.extract.idioms import things
from dragoman.extract.matters import base, every_matter, words
from dragoman.extract.modality import negated
from dragoman.extract.parties import acting
from dragoman.extract.scene import Scene, pending
from dragoman.extract.stances import stances
from dragoman.extract.syntax import ancestors, child, conjuncts, is_verb, subtree
from dragoman.extract.told import Sight, Told
from dragoman.extract.turns import offered, threatened, turns
from dragoman.grammar import Token, top
from dragoman.model import Condition, Position, Ref, Span, Stance, Statement

DEMANDS = frozenset({"first", "must"})
"""What joins a demand to the step it is made for."""

PARTNERS = 2
"""Others named beside the first partner: a longer row is a list of members."""


def positions(
    scene: Scene, speeches: Sequence[Statement], terms: Sequence[Condition], report: str
) -> Iterator[Position]:
    """Yield the positions of the sentence, each with the conditions (`terms`) that hang on it."""
    if not terms and not _diplomatic(scene):
        return
    told = list(stances(Sight(scene, speeches, [term.text for term in terms])))
    bound = {id(one): [term for term in terms if _binds(scene, told, one, term)] for one in told}
    seen: set[tuple[object, ...]] = set()
    for made in _made(scene, told, bound, terms, report):
        key = (made.holder.surface, made.matter, made.stance)
        if key not in seen:
            seen.add(key)
            yield made
            yield from _toward_others(scene, made)


def _toward_others(scene: Scene, made: Position) -> Iterator[Position]:
    """ "ready to meet Trump *and Putin*": the same stance toward each that is named with the first."""
    surface = made.toward.surface if made.toward is not None else None
    if surface is None or not scene.span.covers(surface):
        return
    first = top(scene.doc.within(surface.start - scene.start, surface.end - scene.start))
    others = conjuncts(first)[1:]
    if first.head.lower_ == "between" or len(others) > PARTNERS:
        return
    for other in others:
        one = acting(scene, other)
        if one is not None and one.span not in (surface, made.holder.surface):
            yield replace(made, toward=pending(one))


def _diplomatic(scene: Scene) -> bool:
    """Whether any word of the sentence can name a matter, or tells a response to one."""
    known = _matters_and_responses()
    return any(token.lower_ in known or token.lemma_.lower() in known for token in scene.doc)


@cache
def _matters_and_responses() -> frozenset[str]:
    lists = [
        ("open", "responses"),
        ("closed", "responses"),
        ("joint", "words"),
        ("named", "nouns"),
        ("contact", "parts"),
    ]
    lists += [("course", "words"), ("course", "tables"), ("verbs", "shares")]
    return (every_matter() | things()).union(*(words(table, key) for table, key in lists))


def _made(
    scene: Scene, told: Sequence[Told], bound: dict[int, list[Condition]], terms: Sequence[Condition], report: str
) -> Iterator[Position]:
    for one in told:
        for holder in one.held:
            yield _position(scene, one, holder, bound[id(one)], report)
    free = [term for term in terms if not any(term in own for own in bound.values()) and not _even(scene, term)]
    for term in free:
        loose = term.about == "other" or term.connective != "if"
        guessed = loose and term.rule.startswith("conditions.network") and not _firm(term, _governing(scene, term))
        taken = any(_tells_it(scene, one, term) for one in told)
        idle = guessed or term.red_line or taken or _endures(scene, term)
        if term.by is not None and not (idle or _threat(scene, term)):
            yield _of_condition(scene, term, term.by, report)


def _tells_it(scene: Scene, told: Told, term: Condition) -> bool:
    """Whether a stance is told by whoever sets the condition, or in the clause the condition hangs on or above it."""
    step = _governing(scene, term)
    own = term.by is not None and any(one.surface == term.by.surface for one in told.held)
    return own or _clause(told.cue) in (_clause(step), *ancestors(_clause(step)))


def _position(scene: Scene, told: Told, holder: Ref, own: Sequence[Condition], report: str) -> Position:
    return Position(
        report=report, evidence=_evidence(scene, scene.at(*subtree(told.cue)), holder), sentence=scene.span,
        rule="positions.stance/2", holder=holder, matter=told.matter, stance=_with(told, own),
        toward=_partner(told, holder), conditions=tuple(term.id for term in own),
    )  # fmt: skip


def _partner(told: Told, holder: Ref) -> Ref | None:
    """The other party; of two who want it "with each other", the other one."""
    if told.toward is None and len(told.held) == 2 and mutual(told.cue):
        return next(one for one in told.held if one != holder)
    return told.toward


def _with(told: Told, own: Sequence[Condition]) -> Stance:
    """A stance with a condition is conditional, be the condition read or only heard in a connective."""
    return "conditional" if own or told.stance == "conditional" or turns(told) else told.stance


def _of_condition(scene: Scene, term: Condition, holder: Ref, report: str) -> Position:
    """Whoever names a condition for talks has told a stance: "progress would require …"."""
    step = _governing(scene, term)
    return Position(
        report=report, evidence=_evidence(scene, scene.at(*subtree(step)), holder), sentence=scene.span,
        rule="positions.condition/1", holder=holder, matter=term.about, stance="conditional",
        toward=_toward_step(scene, step, holder) or term.on, conditions=(term.id,),
    )  # fmt: skip


def _threat(scene: Scene, term: Condition) -> bool:
    """Whether the condition is that of a threat: "threatened to … if"; what has to be done first is none."""
    if term.connective in DEMANDS:
        return False
    step = _governing(scene, term)
    if base(step) in words("ending", "words") and term.about != "other":
        return False  # "threatened to end the truce if …": a stance on the truce
    if any(base(one) in binding("cues", "threats") for one in (step, *_in_its_words(step))):
        return True
    if not negated(step) and base(step) in words("threats", "deeds"):
        return True
    ended = base(step) in words("ending", "words") | words("ending", "relief")
    own = [word for word in step.children if not term.text.covers(scene.of(word))]
    hostile = not ended and any(base(word) in words("threats", "words") for word in (step, *own))
    return term.about == "other" and (hostile or not (_firm(term, step) or _promises(step)))


def _in_its_words(step: Token) -> Iterator[Token]:
    """The words above, up to a participle that tells of something said besides: "warned them, *insisting* that …"."""
    for above in ancestors(step):
        yield above
        if above.dep_ == "advcl" and above.tag_ == "VBG":
            return


def _endures(scene: Scene, term: Condition) -> bool:
    """ "will not rest until …", "must keep going until …": how long somebody goes on, nothing that is withheld."""
    persists = base(_governing(scene, term)) in words("turns", "enduring")
    return term.about == "other" and persists and term.connective.split(" ")[0] in {"until", "till"}


def _firm(term: Condition, step: Token) -> bool:
    """Whether the connective withholds a step until something is done: "unless", "until", "conditional on"."""
    only = "only" in term.text.quote.lower().split(" ")[:2] or any(kid.lower_ == "only" for kid in step.children)
    return only or term.connective.split(" ")[0] in words("turns", "firm")


def _promises(step: Token) -> bool:
    """Whether the step is one that somebody says he will take or not take."""
    near = [step, *([step.head] if step.dep_ in {"xcomp", "acomp", "dobj", "advcl", "acl"} else [])]
    parts = [kid for one in near for kid in (one, *one.children)]
    return any(kid.lower_ in words("verbs", "modals") or base(kid) in words("open", "under_terms") for kid in parts)


def _even(scene: Scene, term: Condition) -> bool:
    """ "will not change even if …": what comes after changes nothing."""
    first = scene.token_at(term.text.start - scene.start)
    return "even" in {first.lower_, first.nbor(-1).lower_ if first.i else ""}


def _toward_step(scene: Scene, step: Token, holder: Ref) -> Ref | None:
    return toward(scene, child(step, "nsubj", "nsubjpass") or step, None, [holder])


def _evidence(scene: Scene, clause: Span, holder: Ref) -> Span:
    """The clause, from its holder on where that stands before it: "…, *it* said" is no part of what is told."""
    surface = holder.surface
    before = surface is not None and scene.span.covers(surface) and surface.start < clause.start
    first = surface.start if surface is not None and before else clause.start
    return scene.at(first - scene.start, clause.end - scene.start)


def _binds(scene: Scene, told: Sequence[Told], one: Told, term: Condition) -> bool:
    """Whether the condition belongs to this stance: by grammar, else as the nearest one told before it."""
    if scene.token_at(term.text.start - scene.start) in offered(one):
        return False
    inner = [other for other in told if any(other.cue in big.way for big in told if big is not other)]
    told = [other for other in told if other not in inner] or told
    by_grammar = [other for other in told if _clause(other.cue) == _clause(_governing(scene, term))]
    if by_grammar:
        return one in by_grammar
    start = term.text.start - scene.start
    before = [other for other in told if other.cue.idx < start]
    nearest = before[-1] if before else told[0]
    return one == nearest and _shares_clause(scene, nearest, term)


def _shares_clause(scene: Scene, one: Told, term: Condition) -> bool:
    governor = _governing(scene, term)
    clause = _clause(one.cue)
    if threatened(scene.token_at(term.text.start - scene.start), clause):
        return False
    return governor == clause or clause in ancestors(governor) or governor in ancestors(clause)


def _governing(scene: Scene, term: Condition) -> Token:
    """The word the condition hangs on: the first head outside its own words."""
    start, end = term.text.start - scene.start, term.text.end - scene.start
    word = scene.token_at(start)
    while start <= word.idx < end and word.head != word:
        word = word.head
    return word


def _clause(word: Token) -> Token:
    """The finite verb of the clause in which a word stands."""
    while word.head != word and not (is_verb(word) and _finite(word)):
        word = word.head
    return word


def _finite(verb: Token) -> bool:
    own = child(verb, "nsubj", "nsubjpass")
    return own is not None or verb.dep_ in {"ROOT", "ccomp", "relcl", "advcl", "parataxis"}
