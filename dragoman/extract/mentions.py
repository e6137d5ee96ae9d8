"""Noun phrases → Mentions: names with their titles, offices, pronouns, "the two sides", organs and nameless voices."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dragoman.data import words
from dragoman.dates import MONTH_NAMES, WEEKDAY_NAMES
from dragoman.extract.phrases import (
    LISTED,
    apposed,
    apposed_title,
    is_listed,
    lemma_of,
    listed_names,
    listed_surname,
    name_and_title,
    phrase_span,
    plural,
    premodifiers,
    state_words,
    title_words,
    with_phrase,
)  # fmt: skip
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import NAME_PARTS, child, children, is_noun
from dragoman.gazetteer import Name, gazetteer
from dragoman.model import Mention, MentionForm

if TYPE_CHECKING:
    from spacy.tokens import Token


ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj", "appos", "dative"})
"""Places in a clause where a listed surname is somebody even if the tagger takes it for no noun."""


PARTY_TAG = re.compile(r"[DRI]-[A-Z]")
"""An American politician's party and state, as it stands after the name: "(D-Md.)"."""


FAR = 9
"""Words between a post and the name set beside it: "the head of Russia's foreign intelligence service, *Naryshkin*"."""


def mention(scene: Scene, token: Token) -> Mention | None:
    """Return the mention whose noun phrase `token` heads or belongs to, or None where it names no possible actor."""
    head = _head(token)
    if head.i not in scene.mentions:
        found = _build(scene, head)
        if found is None:
            return None
        scene.mentions[head.i] = found
    return scene.mentions[head.i]


def named(scene: Scene, start: int, end: int, names: Iterable[Name]) -> Mention:
    """Return the mention of a listed state or body that only an adjective or part of a word names ("US-Russia")."""
    token = scene.token_at(start)
    return Mention(
        span=scene.at(start, end),
        sentence=scene.index,
        form="listed",
        head=scene.text[start:end].lower(),
        names=tuple((name.sense, name.id, name.state) for name in names),
        quoted=scene.quoted(token),
    )


def voiced(scene: Scene, head: Token) -> Mention:
    """Return the mention of a noun that only its speaking shows to be somebody."""
    if head.i not in scene.mentions:
        title = title_words(premodifiers(head), head)
        scene.mentions[head.i] = _make(scene, head, "voice", _Named(name=with_phrase(scene, head), title=title))
    return scene.mentions[head.i]


def labelled(scene: Scene, label: str) -> Mention | None:
    """Return the mention of a speaker's label ("MR. PRICE", "Zhao Lijian", "Moscow"); None where it names nobody known.

    Labels in capitals are the turns of a transcript: whoever they name speaks, listed or not.
    """
    cased = label.title() if label.isupper() else label
    hit = next((one for one in gazetteer().spot(cased) if one.end == len(cased)), None)
    listed = hit is not None and {name.sense for name in hit.names} & LISTED
    surname = cased.split()[-1]
    if not (hit is not None and (listed or any(name.sense == "person" for name in hit.names))):
        hit = None
        if not label.isupper() and not gazetteer().surname(surname):
            return None
    name = cased.removeprefix("Mr. ").removeprefix("Ms. ").removeprefix("Mrs. ").removeprefix("Dr. ")
    made = Mention(
        span=scene.at(0, len(label)),
        sentence=scene.index,
        form="listed" if listed else "person",
        head=surname.lower(),
        name="" if listed else name,
        title=cased[: len(cased) - len(name)].strip(),
        names=tuple((one.sense, one.id, one.state) for one in hit.names) if hit is not None else (),
        subject=True,
    )
    scene.adjectives[0, len(label)] = made
    return made


def surnamed(scene: Scene, start: int, end: int) -> Mention:
    """Return the mention of a person whose surname is used as a compound ("a Lavrov-Blinken meeting")."""
    name = scene.text[start:end]
    token = scene.token_at(start)
    return Mention(
        scene.at(start, end), scene.index, "person", name.lower(), name=name, quoted=scene.quoted(token)
    )  # fmt: skip


def all_mentions(scene: Scene) -> list[Mention]:
    """Return every mention of the sentence in order; pronouns and names alike."""
    for token in scene.doc:
        if token.dep_ in NAME_PARTS and token.head.i > token.i and is_noun(token.head):
            continue
        if is_noun(token) or token.tag_ in {"PRP", "PRP$"} or token.i in scene.hit_of or listed_surname(token):
            mention(scene, token)
    found = [*scene.mentions.values(), *scene.adjectives.values()]
    return sorted(found, key=lambda one: (one.span.start, one.span.end))


def _head(token: Token) -> Token:
    """Climb out of a name: "Lavrov" of "Foreign Minister Sergei Lavrov" is its head, "Sergei" is not."""
    while token.dep_ in NAME_PARTS and is_noun(token.head) and token.head.i > token.i:
        token = token.head
    return token


def _build(scene: Scene, head: Token) -> Mention | None:
    if head.tag_ in {"PRP", "PRP$"}:
        return _pronoun(scene, head)
    if head.lower_ in {"both", "all", "some", "many", "others", "several", "few", "most", "neither"} and head.dep_ in {
        "nsubj", "nsubjpass", "pobj", "dobj",
    }:  # fmt: skip
        return _common(scene, head)
    if not (is_noun(head) or head.i in scene.hit_of or (head.dep_ in ARGUMENTS and listed_surname(head))):
        return None
    if not head.text[0].isalpha() or head.lower_ in _dates():
        return None
    beside = _named_beside(scene, head)
    if beside is not None:
        title = title_words(premodifiers(head), head)
        called = _Named(name_and_title(scene, beside)[0], title, listed_names(scene, beside))
        return _make(scene, head, "person", called)
    names = listed_names(scene, head)
    if names and all(name.sense == "place" for name in names):
        return None
    if names and is_listed(names, head):
        return _make(scene, head, "listed", _Named(listed=names))
    proper, title = name_and_title(scene, head)
    if PARTY_TAG.match(proper):
        return None
    if proper:
        return _make(scene, head, "person", _Named(name=proper, title=title, listed=names))
    return _common(scene, head)


def _named_beside(scene: Scene, head: Token) -> Token | None:
    """The name right after a noun for a person: "spokeswoman *Mao Ning*", "Dunn's mother, *Charlotte Charles*"."""
    if head.tag_ not in {"NN", "NNP"}:
        return None
    beside = child(head, "appos")
    if head.lower_ in words("actors", "nouns", "office") | words("actors", "nouns", "voice"):
        beside = beside or _after_post(scene, head) or _after_body(scene, head)
    elif beside is None or head.tag_ != "NN" or beside.left_edge.i != head.i + 1 or beside.left_edge == beside:
        return None
    if beside is None or beside.tag_ not in {"NNP", "NNPS"} or not name_and_title(scene, beside)[0]:
        return None
    between = scene.doc[head.i + 1 : beside.i]
    if beside.left_edge.i and scene.doc[beside.left_edge.i - 1].text == "," and len(between) <= FAR:
        return beside
    return beside if all(word.tag_ in {"NNP", "NNPS", ",", "IN", "TO", "DT", "POS"} for word in between) else None


def _after_body(scene: Scene, head: Token) -> Token | None:
    """The name set off after the body somebody heads: "the head of Russia's intelligence service, *Naryshkin*,"."""
    end = head.right_edge.i + 1
    if child(head, "prep") is None or end + 2 >= len(scene.doc) or scene.doc[end].text != ",":
        return None
    hit = scene.hit_of.get(end + 1)
    if hit is None or all(name.sense != "person" for name in hit.names):
        return None
    last = scene.token_at(hit.end - 1)
    return last if last.i + 1 < len(scene.doc) and scene.doc[last.i + 1].text in {",", "."} else None


def _after_post(scene: Scene, head: Token) -> Token | None:
    """The name that the parser took into the post: "US Ambassador to Germany *Richard Grenell*"."""
    for prep in children(head, "prep"):
        inner = child(prep, "pobj")
        if (
            inner is None
            or prep.lower_ not in {"to", "of", "for"}
            or inner.tag_ != "NNP"
            or is_listed(listed_names(scene, inner), inner)
        ):
            continue
        if any(kid.i in scene.hit_of for kid in inner.children if kid.dep_ in NAME_PARTS):
            return inner
    return None


def _pronoun(scene: Scene, head: Token) -> Mention | None:
    if head.lower_ not in words("actors", "pronouns") or _expletive(head):
        return None
    return _make(scene, head, "pronoun")


def _expletive(head: Token) -> bool:
    """Whether "it" stands for nothing: "it is important that", "it's a big deal", "it takes time"."""
    if head.lower_ != "it" or head.dep_ != "nsubj":
        return False
    verb = head.head
    if verb.lemma_ in words("actors", "expletive", "verbs"):
        return True
    told = child(verb, "acomp", "attr")
    return verb.lemma_ == "be" and told is not None and told.lemma_.lower() in words("actors", "expletive", "what")


def _common(scene: Scene, head: Token) -> Mention | None:
    """A common noun: an office, an organ, the parties together, or a voice without a name."""
    if head.lemma_.lower() in {
        "assembly",
        "group",
        "number",
        "majority",
        "host",
        "dozen",
        "hundred",
        "couple",
        "handful",
        "series",
    }:
        of = next((child(prep, "pobj") for prep in children(head, "prep") if prep.lower_ == "of"), None)
        if of is not None and of.tag_ == "NNS" and lemma_of(of) in words("actors", "nouns", "voice"):
            return mention(scene, of)
    form = _common_form(scene, head)
    if form is None:
        return None
    name = with_phrase(scene, head) if form in {"voice", "organ", "parties"} else ""
    return _make(scene, head, form, _Named(name=name, title=title_words(premodifiers(head), head)))


def _common_form(scene: Scene, head: Token) -> MentionForm | None:
    lemma, several = lemma_of(head), head.tag_ in {"NNS", "NNPS"}
    if lemma in words("actors", "nouns", "parties") and several and _pair(head):
        return "parties"
    if lemma == "counterpart":
        return "counterpart"
    if lemma in words("actors", "nouns", "office") and not several:
        return "office"
    if lemma in words("actors", "nouns", "organ") and (not several or any(state_words(scene, head))):
        return "organ"
    if lemma in words("actors", "nouns", "voice"):
        return "voice"
    return None


def _pair(head: Token) -> bool:
    """ "the two sides", "both capitals", "the sides", "the leaders": the parties of the dialogue together."""
    before = {kid.lower_ for kid in head.children if kid.i < head.i} - {"foreign", "defence", "defense", "prime"}
    if before & {"two", "both"}:
        return True
    if not before and lemma_of(head) in words("actors", "nouns", "delegates"):
        return not any(kid.dep_ in {"prep", "relcl", "acl"} for kid in head.children)
    return before == {"the"} and not any(kid.dep_ in {"prep", "relcl", "acl"} for kid in head.children)


@dataclass(frozen=True, slots=True)
class _Named:
    """What a noun phrase calls somebody: the proper name, the words of office, and what the tables list for it."""

    name: str = ""
    title: str = ""
    listed: tuple[Name, ...] = ()


_UNNAMED = _Named()


def _make(scene: Scene, head: Token, form: MentionForm, called: _Named = _UNNAMED) -> Mention:
    owner = child(head, "poss")
    owned = mention(scene, owner) if owner is not None else None
    same = apposed(head)
    return Mention(
        span=phrase_span(scene, head),
        sentence=scene.index,
        form=form,
        head=lemma_of(head),
        name=called.name,
        title=called.title or apposed_title(head),
        names=tuple((listed.sense, listed.id, listed.state) for listed in called.listed),
        states=tuple(dict.fromkeys(state_words(scene, head))),
        owner=owned.span if owned is not None else None,
        same=phrase_span(scene, same) if same is not None else None,
        plural=plural(head),
        subject=head.dep_ in {"nsubj", "nsubjpass"},
        quoted=scene.quoted(head),
    )


@cache
def _dates() -> frozenset[str]:
    return frozenset(name.lower() for name in (*MONTH_NAMES, *WEEKDAY_NAMES))
