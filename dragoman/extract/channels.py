"""Sentences → Channels: the lines of contact that are named, and the state they are in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.data import toml
from dragoman.extract.channel_kinds import kind_in, kinds_of, own, pattern, post, side_kind
from dragoman.extract.channel_states import Told, thin, told, verbal, words
from dragoman.extract.modality import negated, status
from dragoman.extract.parties import owners
from dragoman.extract.scene import Scene
from dragoman.extract.sides import refs, sides
from dragoman.extract.syntax import (
    ancestors,
    child,
    children,
    is_noun,
    is_verb,
    prep_object,
    subject,
    subtree,
)  # fmt: skip
from dragoman.grammar import Token
from dragoman.model import Channel, ChannelKind, Mention, Statement


@dataclass(frozen=True, slots=True)
class Line:
    """A line of contact as it was made out: what is told of it, its kind and its ends."""

    told: Told
    kind: ChannelKind
    parties: list[Mention]


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
    kinds = kinds_of(scene, line, found)
    parties = _parties(scene, line, found, kinds)
    if line.lower_ in words("heads", "hotlines") and not (parties or kind_in(own(scene, line))):
        return
    for kind in kinds:
        yield _made(scene, line, Line(found, kind, parties), report)


def _fits(scene: Scene, line: Token, found: Told) -> bool:
    """Whether what is said can be said of this line: ties are not set up, a door is open or shut."""
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


def _made(scene: Scene, noun: Token, line: Line, report: str) -> Channel:
    start, end = subtree(noun, without=frozenset({"relcl", "punct", "conj", "cc", "acl"}))
    said = [word for word in (line.told.word, line.told.verb) if word is not None]
    first, last = min([start, *(word.idx for word in said)]), max([end, *(word.idx + len(word) for word in said)])
    topic = prep_object(noun, "on", "about") if noun.dep_ != "ROOT" else None
    return Channel(
        report=report, evidence=scene.at(first, last), sentence=scene.span, rule="channels.state/2",
        channel=line.kind, state=line.told.state, parties=refs(line.parties),
        topic=scene.at(*subtree(topic)) if topic is not None else None,
    )  # fmt: skip


def _no_line(scene: Scene, line: Token) -> bool:
    """A television channel, a red line, an exchange of fire: words of contact used for something else."""
    if pattern("not_lines").search(own(scene, line)):
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
    placed = line.lower_ in words("heads", "posts")
    for verb in _verbs(line, found):
        doer = subject(verb)
        near = [doer, prep_object(verb, "with", "between", *(() if placed else ("to",))), child(verb, "dobj")]
        met = [one for token in near if token is not None and token != line for one in sides(scene, token)]
        yield from met
        if met or placed:
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
        yield _made(scene, found.word, Line(found, kind, parties), report)


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
    doer, via = subject(verb), post(scene, verb)
    if doer is None or status(verb) in {"planned", "mooted"}:
        return None, None, []
    if negated(verb):
        met = [token for token in (doer, child(verb, "dobj"), prep_object(verb, "with", "to")) if token is not None]
        return (Told("closed", verb, verb), via[1], met) if via is not None else (None, None, [])
    kind = side_kind(scene, doer)
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


@cache
def _anchors() -> frozenset[str]:
    return frozenset().union(*(words("heads", key) for key in toml("channels")["anchors"]["keys"]))
