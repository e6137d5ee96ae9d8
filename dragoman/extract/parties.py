"""A noun phrase → the actors it stands for: itself, or those its adjectives, genitives and of-phrases name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.data import toml
from dragoman.data import words as listed
from dragoman.extract.event_words import words
from dragoman.extract.mentions import mention, named, surnamed
from dragoman.extract.phrases import LISTED
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import NAME_PARTS, child, conjuncts, is_noun, prep_object
from dragoman.gazetteer import gazetteer
from dragoman.grammar import Token
from dragoman.model import Mention

ACTING = frozenset({"person", "listed", "office", "counterpart", "parties", "pronoun", "organ"})
"""Forms that are actors by themselves; a nameless voice is one only where it bears a state."""

COUNTED = {"both": 2, "two": 2, "three": 3, "four": 4}
"""Words of number before people who are then named one by one."""

DOERS = ("of", "by", "from", "in")
"""Prepositions before the one a thing belongs to ("the attack by Hamas", "officials from Iran")."""


def actors(scene: Scene, token: Token, *, doers: tuple[str, ...] = DOERS) -> list[Mention]:
    """Return the actors that the noun phrase headed by `token` stands for, joined ones included, in order."""
    return [one for part in _each(token) for one in _actors(scene, part, doers)]


def _each(token: Token) -> list[Token]:
    """The noun and all joined to it; for a plural noun those named after it: "both ministers, *Fidan* and *Rubio*"."""
    joined = [part for part in conjuncts(token) if not _its_own(part, token)]
    if _named_in_turn(joined):
        return joined[1:]
    return [one for part in joined for one in _called(part)]


def _called(noun: Token) -> list[Token]:
    beside = child(noun, "appos") if noun.tag_ == "NNS" else None
    names = [one for one in conjuncts(beside) if one.tag_ == "NNP"] if beside is not None else []
    return names if len(names) > 1 else [noun]


def _named_in_turn(joined: list[Token]) -> bool:
    """Whether the first is a number of people and the rest, parsed as further ones, are just so many names."""
    first, *rest = joined
    number = next((COUNTED[kid.lower_] for kid in first.children if kid.lower_ in COUNTED), 0)
    return first.tag_ == "NNS" and 0 < len(rest) == number and all(one.tag_ == "NNP" for one in rest)


def _its_own(part: Token, first: Token) -> bool:
    """ "Orban and his country", "a tanker and its crew": what belongs to the one named before it is no other party."""
    owner = child(part, "poss") if part != first else None
    return owner is not None and owner.tag_ == "PRP$" and is_noun(part) and part.lemma_.lower() not in words("others")


def _actors(scene: Scene, token: Token, doers: tuple[str, ...]) -> list[Mention]:
    if _press(token):
        return []
    own = acting(scene, token)
    if own is not None and own.form == "voice" and own.head in words("nations"):
        return owners(scene, token) or [own]
    if own is not None:
        return _seated(scene, token, own) or [own]
    return owners(scene, token) or _of_phrases(scene, token, doers)


def _press(noun: Token) -> bool:
    """Whether the noun names journalists, of whatever state: they are told things, and deal with nobody."""
    lemma = noun.lemma_.lower()
    return lemma in listed("actors", "nouns", "press") or (
        lemma == "agency" and any(kid.lower_ == "news" for kid in noun.children)
    )


def _seated(scene: Scene, token: Token, own: Mention) -> list[Mention]:
    """The state that a bare office or organ is told by its seat: "the envoy from *Seoul*", "leaders in *Minsk*"."""
    if own.states or own.names or own.form not in {"office", "organ"}:
        return []
    names = {"from", "in"} if own.head in {"government", "regime"} and token.dep_ != "nsubj" else {"from"}
    following = token.nbor(1) if token.i + 1 < len(token.doc) else token
    seat = child(following, "pobj") if following.lower_ in names else None
    return actors(scene, seat) if seat is not None and seat.i in scene.hit_of else []


def acting(scene: Scene, token: Token) -> Mention | None:
    """Return the mention `token` heads if it can act."""
    found = mention(scene, token)
    if found is None or (found.form == "voice" and not found.states):
        return None
    if found.form == "pronoun" and found.head in {"who", "which", "that"}:
        return None
    return found if found.form in ACTING or found.states else None


def targets(scene: Scene, token: Token) -> list[Mention]:
    """Return those to whom something is done: what is theirs stands for them ("two *Iranian* banks", "Syria's port").

    Unlike those who act, people without a post stand for their state here: "detained two Polish nationals".
    """
    return [one for part in _each(token) for one in _targets(scene, part)]


def _targets(scene: Scene, token: Token) -> list[Mention]:
    own = acting(scene, token)
    if own is not None and (own.form != "voice" or own.head in toml("actors")["nouns"]["for_state"]):
        return [own]
    beyond = prep_object(token, "with") if token.lemma_.lower() in {"border", "frontier"} else None
    if beyond is not None:
        return actors(scene, beyond)
    return owners(scene, token) or ([own] if own is not None else _of_phrases(scene, token, DOERS))


def owners(scene: Scene, token: Token, *, people: bool = False) -> list[Mention]:
    """Return the actors that stand before a thing as adjective, genitive or compound ("US-Russia talks", "its troops").

    With `people`, listed surnames count too ("a Lavrov-Blinken meeting").
    """
    found: list[Mention] = []
    for kid in token.children:
        if kid.i > token.i or kid.dep_ not in NAME_PARTS | {"amod", "poss"}:
            continue
        if kid.dep_ == "poss":
            found.extend(one for part in conjuncts(kid) for one in _possessor(scene, part))
        else:
            first, last = kid.left_edge.idx, kid.right_edge.idx + len(kid.right_edge)
            named_here = list(spotted(scene, first, last))
            found.extend([] if _seats(named_here) else named_here)
            if people:
                found.extend(one for word in kid.subtree for one in _surname(scene, word))
    return found or _joined_before(scene, token)


def _joined_before(scene: Scene, token: Token) -> list[Mention]:
    """The two of "U.S.-Russia dialogue", wherever the parser hung that one word."""
    before = scene.doc[token.i - 1] if token.i else None
    if before is None or "-" not in before.text:
        return []
    pair = list(spotted(scene, before.idx, before.idx + len(before)))
    return pair if len(pair) == 2 else []


def _seats(found: list[Mention]) -> bool:
    """Whether a compound is only where it was: "the *Istanbul* talks"; two capitals are parties."""
    return len(found) == 1 and {name[0] for name in found[0].names} <= {"capital", "place"}


def _surname(scene: Scene, word: Token) -> list[Mention]:
    """A surname used as a compound: each part of "Lavrov-Blinken" that the tables list."""
    found = []
    for part in re.finditer(r"[^\W\d_]{3,}", word.text):
        if word.tag_ == "NNP" and word.i not in scene.hit_of and gazetteer().surname(part.group()):
            start = word.idx + part.start()
            key = (start, start + len(part.group()))
            if key not in scene.adjectives:
                scene.adjectives[key] = surnamed(scene, *key)
            found.append(scene.adjectives[key])
    return found


def _possessor(scene: Scene, token: Token) -> list[Mention]:
    own = acting(scene, token)
    return [own] if own is not None else []


def spotted(scene: Scene, first: int, last: int) -> Iterator[Mention]:
    """Yield the states and bodies named between two sentence offsets."""
    for hit in scene.hits:
        if hit.end <= first or hit.start >= last:
            continue
        names = [name for name in hit.names if name.sense in LISTED | {"adjective"}]
        if names and all(name.sense != "person" for name in hit.names):
            key = (hit.start, hit.end)
            if key not in scene.adjectives:
                scene.adjectives[key] = named(scene, hit.start, hit.end, names)
            yield scene.adjectives[key]


def _of_phrases(scene: Scene, token: Token, doers: tuple[str, ...]) -> list[Mention]:
    for name in doers:
        inner = prep_object(token, name)
        if inner is not None and inner != token:
            found = actors(scene, inner, doers=doers)
            if found:
                return found
    beside = child(token, "appos")
    return actors(scene, beside, doers=doers) if beside is not None else []
