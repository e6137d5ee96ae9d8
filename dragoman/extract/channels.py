"""Sentences → Channels: the lines of contact that are named, and the state they are in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, cast

from dragoman.data import toml
from dragoman.extract.channel_states import Told, thin, told, verbal, words
from dragoman.extract.modality import negated, status
from dragoman.extract.parties import owners
from dragoman.extract.scene import Scene
from dragoman.extract.sides import refs, sides
from dragoman.extract.syntax import (
    NAME_PARTS, ancestors, child, children, conjuncts, is_noun, is_verb, prep_object, subject, subtree,
)  # fmt: skip
from dragoman.gazetteer import gazetteer
from dragoman.model import Channel, ChannelKind, Mention, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

HEADS_OF_STATES = frozenset({"head_of_state", "head_of_government"})


def channels(scene: Scene, speeches: Sequence[Statement], report: str) -> Iterator[Channel]:
    """Yield the channels whose state the sentence tells, one for each kind and state."""
    taken: set[tuple[str, str]] = set()
    if scene.doc[-1].text == "?":
        return
    for token in scene.doc:
        for made in _of_token(scene, token, report):
            if (made.channel, made.state) not in taken:
                taken.add((made.channel, made.state))
                yield made


def _of_token(scene: Scene, token: Token, report: str) -> Iterator[Channel]:
    if token.lower_ in _anchors() and is_noun(token):
        yield from _line(scene, token, report)
    elif is_verb(token) and token.lemma_ in words("heads", "contacting") | words("heads", "carrying"):
        yield from _contact(scene, token, report)


def _line(scene: Scene, line: Token, report: str) -> Iterator[Channel]:
    """A noun that names a line, with what its clause says of it."""
    if _no_line(scene, line):
        return
    found = told(line)
    if found is None or not _fits(scene, line, found):
        return
    kinds = _kinds(scene, line, found)
    parties = _parties(scene, line, found, kinds)
    if line.lower_ in words("heads", "hotlines") and kinds == ("military",) and not (parties or _kind(_own(scene, line))):
        return
    for kind in kinds:
        yield _made(scene, line, found, kind, parties, report)


def _fits(scene: Scene, line: Token, found: Told) -> bool:
    """Whether what is said can be said of this line: ties are not set up, a door is open or shut, touch is with somebody."""
    word = line.lower_
    if word in words("heads", "doors"):
        return found.word.lower_ in words("heads", "ajar")
    if found.state == "planned":
        return word not in words("heads", "weak") - words("heads", "founded")
    return not (line.dep_ == "pobj" and found.word == line and found.verb is not None) or _met(scene, line, found.verb)


def _met(scene: Scene, line: Token, verb: Token) -> bool:
    """Whether the sentence says with whom one is "in touch", or that several are so with each other."""
    beside = prep_object(line, "with")
    beside = beside if beside is not None else prep_object(verb, "with")
    if beside is not None or line.head.lower_ != "in":
        return beside is None or any(one.form not in {"pronoun", "voice"} or one.states for one in sides(scene, beside))
    doer = subject(verb)
    ends = sides(scene, doer) if doer is not None else []
    return len(ends) > 1 or any(one.plural or one.form == "parties" for one in ends)


def _made(
    scene: Scene, line: Token, found: Told, kind: ChannelKind, parties: list[Mention], report: str
) -> Channel:
    start, end = subtree(line, without=frozenset({"relcl", "punct", "conj", "cc", "acl"}))
    spans = [start, end, *(at for word in (found.word, found.verb) if word is not None for at in (word.idx, word.idx + len(word)))]
    topic = prep_object(line, "on", "about") if line.dep_ != "ROOT" else None
    return Channel(
        report=report, evidence=scene.at(min(spans), max(spans)), sentence=scene.span, rule="channels.state/2",
        channel=kind, state=found.state, parties=refs(parties),
        topic=scene.at(*subtree(topic)) if topic is not None else None,
    )  # fmt: skip


def _no_line(scene: Scene, line: Token) -> bool:
    """A television channel, a red line, an exchange of fire: words of contact used for something else."""
    own = _own(scene, line)
    if _pattern("not_lines").search(own):
        return True
    if line.lower_ in words("heads", "lines") and not _is_line(line):
        return True
    of = prep_object(line, "of")
    return line.lower_ in {"exchange", "exchanges"} and of is not None and of.lower_ not in words("heads", "exchanged")


def _is_line(line: Token) -> bool:
    """Whether "line" is one of contact: "of communication", "to Tehran", "direct line", "keep lines open"."""
    of = prep_object(line, "of")
    if of is not None:
        return of.lower_ in words("heads", "touch") | words("heads", "contacts")
    if any(kid.lower_ in words("heads", "direct") for kid in line.children):
        return True
    linked = any(kid.dep_ == "prep" and kid.lower_ in {"to", "with", "between"} for kid in line.children)
    return linked or (line.dep_ == "dobj" and line.head.lemma_ in {"keep", "leave", "maintain"})


# Which kind of line it is


def _kinds(scene: Scene, line: Token, found: Told) -> tuple[ChannelKind, ...]:
    """The kinds that the noun phrase names; else those of the ends it joins; else what the head is by itself."""
    if line.lower_ in words("heads", "missions"):
        start, end = subtree(line, without=frozenset({"relcl", "conj", "cc"}))
        return ("un mission",) if _pattern("un_mission").search(scene.text[start:end]) else ()
    if line.lower_ in words("heads", "doors"):
        aim = prep_object(line, "for", "to", "on")
        return ("general",) if aim is not None and aim.lower_ in words("heads", "contacts") | words("heads", "weak") else ()
    if line.lower_ in words("heads", "work"):
        kinds = (_kind(_own(scene, line), "work"), *_end_kinds(scene, line), *_clause_kinds(scene, line, found))
        return tuple(dict.fromkeys(kind for kind in kinds if kind is not None))[:1]
    named = _named_kinds(scene, line) or _end_kinds(scene, line) or _clause_kinds(scene, line, found)
    return named or _own_kind(line, found)


def _named_kinds(scene: Scene, line: Token) -> tuple[ChannelKind, ...]:
    several = [part for kid in children(line, "amod") for part in conjuncts(kid) if child(kid, "conj") is not None]
    if several:
        found = [_kind(part.lower_) for part in several]
        return tuple(dict.fromkeys(kind for kind in found if kind is not None))
    kind = _kind(_own(scene, line))
    return (kind,) if kind is not None else ()


def _end_kinds(scene: Scene, line: Token) -> tuple[ChannelKind, ...]:
    ends = [end for place in (line, prep_object(line, "of")) if place is not None for end in _ends(place)]
    found = [_kind(_own(scene, part)) for end in ends for part in conjuncts(end)]
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
    post = _post(scene, found.verb)
    if post is not None and post[0] != line:
        return (post[1],)
    doer = subject(found.verb) if line.lower_ not in words("heads", "bonds") else None
    kind = _side_kind(scene, doer) if doer is not None and doer != line else None
    founded = kind == "leaders" and line.lower_ in words("heads", "founded")
    return (kind,) if kind is not None and not founded else ()


def _post(scene: Scene, verb: Token) -> tuple[Token, ChannelKind] | None:
    """The embassy or mission that a verb acts through."""
    through = prep_object(verb, "through", "via")
    if through is None or through.lower_ not in words("heads", "posts"):
        return None
    if through.lower_ in words("heads", "missions"):
        text = scene.text[slice(*subtree(through))]
        return (through, "un mission") if _pattern("un_mission").search(text) else None
    return through, "embassy"


def _side_kind(scene: Scene, doer: Token) -> ChannelKind | None:
    """The kind of line that two joined subjects make: ministries, teams, services, or two leaders by name."""
    if doer.tag_ in {"NN", "NNS"}:
        return _kind(_own(scene, doer), table="bodies")
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
    return line.lower_ in {"contact", "contacts", "communications"} and line.dep_ in {"dobj", "nsubjpass", "nsubj", "attr"}


# Who is at its ends


def _parties(scene: Scene, line: Token, found: Told, kinds: Sequence[ChannelKind]) -> list[Mention]:
    un_mission = "un mission" in kinds
    parties = [] if "mediator" in kinds else _owners(scene, line, found, un_mission)
    places = [line, *(inner for inner in [prep_object(line, "of")] if inner is not None and is_noun(inner))]
    for place in places:
        for name in ("between", "with", "among", "by", "of", *(() if un_mission else ("in", "to"))):
            inner = prep_object(place, name)
            if inner is not None:
                parties.extend(sides(scene, inner))
    if len({one.span for one in parties}) < 2:
        parties.extend(_of_clause(scene, line, found))
    return parties


def _owners(scene: Scene, line: Token, found: Told, un_mission: bool) -> list[Mention]:
    """Whose line it is; for "their work" the subject of the clause, which the pronoun repeats."""
    possessor, doer = child(line, "poss"), subject(found.verb) if found.verb is not None else None
    if possessor is not None and possessor.lower_ in {"its", "their"} and doer is not None and doer.i < line.i:
        met = sides(scene, doer)
        if met:
            return met
    return [one for one in owners(scene, line) if not un_mission or one.head not in words("heads", "un")]


def _of_clause(scene: Scene, line: Token, found: Told) -> Iterator[Mention]:
    """The subject of the clause, whom it deals with, and where these are silent the one who speaks of it."""
    post = line.lower_ in words("heads", "posts")
    for verb in _verbs(line, found):
        doer = subject(verb)
        near = [doer, prep_object(verb, "with", "between", *(() if post else ("to",))), child(verb, "dobj")]
        met = [one for token in near if token is not None and token != line for one in sides(scene, token)]
        yield from met
        if met or post:
            return


def _verbs(line: Token, found: Told) -> Iterator[Token]:
    for head in ancestors(line):
        if verbal(head) or (head.dep_ == "ROOT" and line.dep_ == "appos"):
            yield head
    if found.verb is not None and line.head == line:
        yield found.verb


# Contact told by a verb alone


def _contact(scene: Scene, verb: Token, report: str) -> Iterator[Channel]:
    """ "speak every week", "talk only about the border", "carry messages between", "no longer answers through"."""
    found, kind, ends = _carried(verb) if verb.lemma_ in words("heads", "carrying") else _spoken(scene, verb)
    if found is None or kind is None:
        return
    parties = [one for end in ends for one in sides(scene, end)]
    if len({one.span for one in parties}) > 1 or (len(parties) == 1 and parties[0].plural):
        yield _made(scene, found.word, found, kind, parties, report)


def _carried(verb: Token) -> tuple[Told | None, ChannelKind | None, list[Token]]:
    """Somebody in the middle carries messages between two: a mediator's line."""
    cargo = child(verb, "dobj")
    between = prep_object(cargo if cargo is not None else verb, "between") or prep_object(verb, "between")
    loaded = cargo is not None and cargo.lower_ in words("heads", "messages")
    if between is None or not (loaded or (cargo is None and verb.lemma_ in words("heads", "mediating"))):
        return None, None, []
    if negated(verb):
        return Told("closed", verb, verb), "mediator", [between]
    real = status(verb) in {"held", "ongoing"}
    return (Told("open", verb, verb) if real else None), "mediator", [between]


def _spoken(scene: Scene, verb: Token) -> tuple[Told | None, ChannelKind | None, list[Token]]:
    doer, post = subject(verb), _post(scene, verb)
    if doer is None or status(verb) in {"planned", "mooted"}:
        return None, None, []
    if negated(verb):
        met = [token for token in (doer, child(verb, "dobj"), prep_object(verb, "with", "to")) if token is not None]
        return (Told("closed", verb, verb), post[1], met) if post is not None else (None, None, [])
    kind = _side_kind(scene, doer)
    only, often = thin(verb), _often(verb)
    word = only if only is not None else often
    if word is None:
        return None, None, []
    ends = [doer, *(token for token in [prep_object(verb, "with")] if token is not None)]
    return Told("limited" if only is not None else "open", word, verb), kind, ends


def _often(verb: Token) -> Token | None:
    """The word that makes a habit of it: "every week", "regularly"; a single meeting is an event, no line."""
    for kid in children(verb, "npadvmod", "advmod"):
        if kid.lower_ in words("heads", "often") or any(word.lower_ in {"every", "each"} for word in kid.children):
            return kid if verb.tag_ != "VBD" else None
    return None


# Words


def _own(scene: Scene, noun: Token) -> str:
    """The noun with what stands before it: "the military hotline", "back-channel discussions"."""
    parts = [kid for kid in noun.children if kid.i < noun.i and kid.dep_ in NAME_PARTS | {"amod", "poss"}]
    start = min((kid.left_edge.idx for kid in parts), default=noun.idx)
    return scene.text[start : noun.idx + len(noun)].lower()


def _kind(text: str, table: str = "kinds") -> ChannelKind | None:
    """The kind whose longest phrase stands in `text`; a back channel is one whoever uses it."""
    hits = [match.group().lower() for match in _pattern(table).finditer(text)]
    kinds = _phrases(table)
    if any(kinds[hit] == "back channel" for hit in hits):
        return "back channel"
    return kinds[max(hits, key=len)] if hits else None


@cache
def _phrases(table: str) -> dict[str, ChannelKind]:
    if table == "work":
        return {phrase: kind for phrase, kind in _phrases("kinds").items() if kind in {"embassy", "mediator", "negotiators"}}
    lists = ("kinds", "bodies") if table == "kinds" else (table,)
    return {phrase: cast("ChannelKind", kind) for name in lists for kind, found in toml("channels")[name].items() for phrase in found}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    if name in {"kinds", "bodies", "work"}:
        listed = sorted(_phrases(name), key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b", re.IGNORECASE)
    return re.compile(toml("channels")["patterns"][name], re.IGNORECASE)


@cache
def _anchors() -> frozenset[str]:
    return frozenset().union(*(words("heads", key) for key in toml("channels")["anchors"]["keys"]))
