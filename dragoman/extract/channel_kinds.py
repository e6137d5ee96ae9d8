"""A noun that names a line of contact → the kinds of line it is, by its own words, its ends and its clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import cast

from dragoman.data import toml
from dragoman.extract.channel_states import Told, words
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import NAME_PARTS, child, children, conjuncts, prep_object, subject, subtree
from dragoman.gazetteer import gazetteer
from dragoman.grammar import Token
from dragoman.model import ChannelKind

HEADS_OF_STATES = frozenset({"head_of_state", "head_of_government"})


def kinds_of(scene: Scene, line: Token, found: Told) -> tuple[ChannelKind, ...]:
    """The kinds that the noun phrase names; else those of the ends it joins; else what the head is by itself."""
    if line.lower_ in words("heads", "missions"):
        start, end = subtree(line, without=frozenset({"relcl", "conj", "cc"}))
        return ("un mission",) if pattern("un_mission").search(scene.text[start:end]) else ()
    if line.lower_ in words("heads", "doors"):
        aim, talk = prep_object(line, "for", "to", "on"), words("heads", "contacts") | words("heads", "weak")
        return ("general",) if aim is not None and aim.lower_ in talk else ()
    if line.lower_ in words("heads", "work"):
        kinds = (kind_in(own(scene, line), "work"), *_end_kinds(scene, line), *_clause_kinds(scene, line, found))
        return tuple(dict.fromkeys(kind for kind in kinds if kind is not None))[:1]
    named = _named_kinds(scene, line) or _end_kinds(scene, line) or _clause_kinds(scene, line, found)
    return named or _own_kind(line, found)


def _named_kinds(scene: Scene, line: Token) -> tuple[ChannelKind, ...]:
    several = [part for kid in children(line, "amod") for part in conjuncts(kid) if child(kid, "conj") is not None]
    if several:
        found = [kind_in(part.lower_) for part in several]
        return tuple(dict.fromkeys(kind for kind in found if kind is not None))
    kind = kind_in(own(scene, line))
    return (kind,) if kind is not None else ()


def _end_kinds(scene: Scene, line: Token) -> tuple[ChannelKind, ...]:
    ends = [end for place in (line, prep_object(line, "of")) if place is not None for end in _ends(place)]
    found = [kind_in(own(scene, part)) for end in ends for part in conjuncts(end)]
    return tuple(dict.fromkeys(kind for kind in found if kind is not None))


def _ends(place: Token) -> Iterator[Token]:
    for name in ("between", "among", "with", "of"):
        end = prep_object(place, name)
        if end is not None:
            yield end


def _clause_kinds(scene: Scene, line: Token, found: Told) -> tuple[ChannelKind, ...]:
    """ "through its mission", "the ministries resume contact": the rest of the clause tells the kind."""
    if found.verb is None:
        return ()
    via = post(scene, found.verb)
    if via is not None and via[0] != line:
        return (via[1],)
    doer = subject(found.verb) if line.lower_ not in words("heads", "bonds") else None
    kind = side_kind(scene, doer) if doer is not None and doer != line else None
    founded = kind == "leaders" and line.lower_ in words("heads", "founded")
    return (kind,) if kind is not None and not founded else ()


def post(scene: Scene, verb: Token) -> tuple[Token, ChannelKind] | None:
    """The embassy or mission that a verb acts through."""
    through = prep_object(verb, "through", "via")
    if through is None or through.lower_ not in words("heads", "posts"):
        return None
    if through.lower_ in words("heads", "missions"):
        text = scene.text[slice(*subtree(through))]
        return (through, "un mission") if pattern("un_mission").search(text) else None
    return through, "embassy"


def side_kind(scene: Scene, doer: Token) -> ChannelKind | None:
    """The kind of line that two joined subjects make: ministries, teams, services, or two leaders by name."""
    if doer.tag_ in {"NN", "NNS"}:
        return kind_in(own(scene, doer), table="bodies")
    parts = conjuncts(doer)
    return "leaders" if len(parts) > 1 and all(_leads(part) for part in parts) else None


def _leads(name: Token) -> bool:
    tables = gazetteer()
    people = [*tables.surname(name.text)]
    return bool(people) and all(HEADS_OF_STATES & {term.office.role for term in one.terms} for one in people)


def _own_kind(line: Token, found: Told) -> tuple[ChannelKind, ...]:
    word = line.lower_
    if word in words("heads", "hotlines"):
        return ("military",)
    if word in words("heads", "strong") | words("heads", "lines"):
        return ("general",)
    if word in words("heads", "touch") and found.word == line:
        return ("general",)
    linked = any(kid.dep_ == "prep" and kid.lower_ in {"between", "with", "by"} for kid in line.children)
    carried = found.verb is not None and prep_object(found.verb, "with", "between") is not None
    return ("general",) if word in words("heads", "contacts") and (linked or carried or _of_contact(line)) else ()


def _of_contact(line: Token) -> bool:
    """Bare "contact(s)", "lines of communication" need no second party: "sanctions do not break contact"."""
    bare = line.lower_ in {"contact", "contacts", "communications"}
    return bare and line.dep_ in {"dobj", "nsubjpass", "nsubj", "attr"}


# Words


def own(scene: Scene, noun: Token) -> str:
    """The noun with what stands before it: "the military hotline", "back-channel discussions"."""
    parts = [kid for kid in noun.children if kid.i < noun.i and kid.dep_ in NAME_PARTS | {"amod", "poss"}]
    start = min((kid.left_edge.idx for kid in parts), default=noun.idx)
    return scene.text[start : noun.idx + len(noun)].lower()


def kind_in(text: str, table: str = "kinds") -> ChannelKind | None:
    """The kind whose longest phrase stands in `text`; a back channel is one whoever uses it."""
    hits = [match.group().lower() for match in pattern(table).finditer(text)]
    kinds = _phrases(table)
    if any(kinds[hit] == "back channel" for hit in hits):
        return "back channel"
    return kinds[max(hits, key=len)] if hits else None


@cache
def _phrases(table: str) -> dict[str, ChannelKind]:
    if table == "work":
        working = {"embassy", "mediator", "negotiators"}
        return {phrase: kind for phrase, kind in _phrases("kinds").items() if kind in working}
    lists = ("kinds", "bodies") if table == "kinds" else (table,)
    listed = [entry for name in lists for entry in toml("channels")[name].items()]
    return {phrase: cast("ChannelKind", kind) for kind, phrases in listed for phrase in phrases}


@cache
def pattern(name: str) -> re.Pattern[str]:
    if name in {"kinds", "bodies", "work"}:
        listed = sorted(_phrases(name), key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b", re.IGNORECASE)
    return re.compile(toml("channels")["patterns"][name], re.IGNORECASE)
