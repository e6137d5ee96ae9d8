"""Sentences → Conditions: the words that say what must happen for a diplomatic step, and whose condition it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.data import toml
from dragoman.extract.bond import Bond, demanded, step_word
from dragoman.extract.bond import words as binding
from dragoman.extract.bound_clauses import governing
from dragoman.extract.connectives import bonds
from dragoman.extract.demanded import demanded_bonds
from dragoman.extract.holders import before_colon, doer, holders, saying
from dragoman.extract.matters import base, words
from dragoman.extract.named_conditions import RED_LINE, named_bonds
from dragoman.extract.parties import acting, actors, owners
from dragoman.extract.scene import Scene, pending
from dragoman.extract.syntax import ancestors, child, clause_verb, is_noun, is_verb, prep_object, subject
from dragoman.extract.tied import tied_bonds
from dragoman.grammar import Token
from dragoman.model import Condition, Matter, Ref, Span, Statement

ABOUT: tuple[Matter, ...] = ("meeting", "ceasefire", "agreement", "dialogue")
"""In this order: the narrower matter names itself, "talks" are what is left."""

BUILDINGS = frozenset({"embassy", "consulate", "mission", "office", "channel"})
"""Things that open and close by somebody else's decision."""


def conditions(scene: Scene, speeches: Sequence[Statement], report: str) -> Iterator[Condition]:
    """Yield the conditions of the sentence; `speeches` are its statements, whose speaker sets what nobody else does."""
    taken: list[Span] = []
    for bond in (*named_bonds(scene), *demanded_bonds(scene), *tied_bonds(scene), *bonds(scene)):
        text = scene.of(bond.first, bond.last)
        if any(text.start < other.end and other.start < text.end for other in taken):
            continue
        taken.append(text)
        yield Condition(
            report=report, evidence=text, sentence=scene.span, rule="conditions.connective/2", text=text,
            connective=bond.connective, by=_by(scene, bond, text, speeches), on=bond.on, about=about(bond),
            red_line=bond.connective == RED_LINE,
        )  # fmt: skip


def seen_condition(scene: Scene, first: Token, last: Token, speeches: Sequence[Statement], report: str) -> Condition:
    """Return the condition that the words from `first` to `last` set, as somebody else saw them to be one."""
    text, step = scene.of(first, last), governing(first, last)
    bond = Bond(first, last, first.lower_ if first.tag_ in {"IN", "WRB", "RB"} else "", step)
    return Condition(
        report=report, evidence=text, sentence=scene.span, rule="conditions.network/1", text=text,
        connective=bond.connective, by=_by(scene, bond, text, speeches), on=None, about=about(bond), red_line=False,
    )  # fmt: skip


def _by(scene: Scene, bond: Bond, text: Span, speeches: Sequence[Statement]) -> Ref | None:
    """Whose condition it is: who takes the step or names the condition, else who says so, else nobody known."""
    found = _for_whom(scene) or _named_by(scene, bond)
    if not found:
        found = [one for one in _stepping(scene, bond) if one.surface is None or not text.covers(one.surface)]
    if found:
        return found[0]
    said = _speaker(text, speeches)
    return said or next(
        iter([*before_colon(scene), *saying(scene), *_message(scene), *_above(scene, bond, text)]), None
    )


def _above(scene: Scene, bond: Bond, text: Span) -> list[Ref]:
    """ "Oman struck a harsh tone, hinting that talks would fail unless …": of whom the clauses above are told."""
    for verb in (bond.step, *ancestors(bond.step)):
        found = holders(scene, subject(verb)) if is_verb(verb) else []
        outside = [one for one in found if one.surface is None or not text.covers(one.surface)]
        if outside:
            return outside
    return []


def _speaker(text: Span, speeches: Sequence[Statement]) -> Ref | None:
    covering = [one for one in speeches if one.content.covers(text)]
    inner = min(covering, key=lambda one: one.content.end - one.content.start, default=None)
    return inner.speaker if inner is not None else None


def _for_whom(scene: Scene) -> list[Ref]:
    """ "For Tehran, a new accord hinges on …"."""
    first = scene.doc[0]
    whom = child(first, "pobj") if first.lower_ == "for" else None
    own = acting(scene, whom) if whom is not None else None
    return [pending(own)] if own is not None else []


def _named_by(scene: Scene, bond: Bond) -> list[Ref]:
    """Who calls something a condition or a red line, or demands that it come first."""
    if bond.by is None:
        return []
    noun = bond.by
    if is_verb(noun):
        if base(noun) in binding("first", "seeking"):
            return holders(scene, subject(noun))
        return holders(scene, subject(noun.head)) if noun.dep_ == "ccomp" and noun.head.lemma_ != "say" else []
    beside = next((child(kid, "pobj") for kid in noun.children if kid.dep_ == "prep" and kid.lower_ == "for"), None)
    if bond.connective == RED_LINE and beside is not None and acting(scene, beside) is not None:
        return holders(scene, beside)
    own = owners(scene, noun)
    if own and own[0].head not in {"its", "his", "her", "their"}:
        return [pending(own[0])]
    if noun.dep_ in {"oprd", "pobj", "dobj"}:
        verb = clause_verb(noun)
        return [] if verb.lemma_ == "cross" or demanded(verb) else holders(scene, subject(verb))
    return []


def _stepping(scene: Scene, bond: Bond) -> list[Ref]:
    """Who takes the step: the subject of its verb, or the owner of a step that is the subject."""
    if bond.by is not None:
        return []
    step = bond.step
    if is_noun(step) and step.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"} and bond.connective.endswith(" on"):
        own = child(step, "poss")
        if own is not None or step.dep_ == "dobj":
            return holders(scene, own) if own is not None else holders(scene, subject(clause_verb(step)))
        return []
    verb = clause_verb(step)
    if any(kid.lower_ == "may" for kid in verb.children) and verb.dep_ == "ccomp":
        return []  # "said Ethiopia may come back once …": who gives leave sets the terms
    if verb.dep_ in {"ccomp", "xcomp"} and base(verb.head) in binding("first", "letting"):
        verb = step = verb.head  # "will not let Oslo join unless …": who gives leave sets the terms
    who = doer(step) if is_verb(verb) else verb
    if who is None or _thing(who) or verb.lemma_ in {"say", "tell", "add"}:
        return []
    return holders(scene, who)


def _thing(who: Token) -> bool:
    """ "The embassy will reopen if …", "it will only open if …": what is opened or held sets no terms."""
    opened = who.lower_ == "it" and base(who.head) in binding("first", "happening")
    return opened or who.lemma_.lower() in BUILDINGS or step_word(who)


def _message(scene: Scene) -> list[Ref]:
    """ "The message from Oslo was plain: …", "a text of *Moscow*'s memorandum said …"."""
    for token in scene.doc:
        if token.dep_ == "nsubj" and token.lemma_.lower() in words("fronts", "words"):
            return [pending(one) for one in actors(scene, token)]
        if token.dep_ == "nsubj" and base(token) in words("fronts", "papers") and token.head.lemma_ == "say":
            inner = prep_object(token, "of", "from")
            return [pending(one) for paper in (token, inner) if paper is not None for one in owners(scene, paper)]
    return []


_ASIDE = frozenset({"before", "after", "during", "ahead", "following", "since", "amid"})
"""Prepositions of time: what they name is when, not what ("before the summit he warned …")."""


def about(bond: Bond) -> Matter:
    """Return the matter of the step that a condition governs; the condition's own words name none."""
    step, inner = bond.step, range(bond.first.i, bond.last.i + 1)
    aside = {word.i for kid in step.children if kid.lower_ in _ASIDE and kid.dep_ == "prep" for word in kid.subtree}
    own = [word for word in step.subtree if word.i not in aside and (word.i not in inner or step.i in inner)]
    seen = {word.lemma_.lower() for word in own} | {word.lower_ for word in own}
    if not is_noun(step):
        seen |= {word.lemma_.lower() for head in list(ancestors(step))[:1] for word in head.children}
    table: dict[str, list[str]] = toml("positions")["matter"]
    weak: dict[str, list[str]] = toml("positions")["weak"]
    tables = (table, weak)
    return next((matter for one in tables for matter in ABOUT if seen & set(one.get(matter, ()))), "other")
