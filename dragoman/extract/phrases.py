"""A noun phrase → its words: name and title, the states its modifiers name, number, lemma, span."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dragoman.data import words
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import NAME_PARTS, children, is_noun
from dragoman.gazetteer import Name, gazetteer
from dragoman.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

LISTED = frozenset({"state", "capital", "metonym", "body", "organ", "people"})


def listed_names(scene: Scene, head: Token) -> tuple[Name, ...]:
    """What the gazetteer lists for the words that the head ends."""
    hit = scene.hit_of.get(head.i)
    if hit is None or head.idx + len(head) > hit.end:
        return ()
    return hit.names


def is_listed(names: Iterable[Name], head: Token) -> bool:
    """Whether the words are a state or body by themselves, not an adjective or part of a person's name."""
    senses = {name.sense for name in names}
    if "person" in senses:
        return False
    return bool(senses & LISTED) and not (head.tag_.startswith("JJ") and senses <= {"adjective", "people"})


def with_phrase(scene: Scene, head: Token) -> str:
    """A nameless voice with the phrase that tells it apart: "hospital officials in Omsk", "representatives from Iran"."""
    start = min([head.idx, *(part.idx for part in premodifiers(head) if part.dep_ != "punct")])
    end = head.idx + len(head)
    for prep in children(head, "prep"):
        inner = list(prep.subtree)
        if prep.i == head.i + 1 and prep.lower_ in {"of", "from", "in", "at", "for"} and len(inner) <= 6:
            end = inner[-1].idx + len(inner[-1])
    return scene.text[start:end]


def apposed(head: Token) -> Token | None:
    """The noun this one is set beside: "his counterpart *Xi*", "*Peskov*, the spokesman"."""
    if head.dep_ == "appos" and is_noun(head.head):
        return head.head
    return None


def name_and_title(scene: Scene, head: Token) -> tuple[str, str]:
    """Return the proper name that the head ends and the title before it."""
    if not _proper(head) or head.lower_ in words("actors", "nouns", "organ") or head.lower_.rstrip(".") in {"jr", "sr"}:
        return "", ""
    parts = [*premodifiers(head), head]
    hit = scene.hit_of.get(head.i)
    if hit is not None and any(name.sense == "person" for name in hit.names):
        own = [part for part in parts if part.idx >= hit.start]
    else:
        own = _proper_tail(scene, parts)
    if not own or (len(own) == 1 and own[0].lower_ in words("actors", "titles", "words")):
        return "", ""
    before = [part for part in parts if part.i < own[0].i]
    return scene.text[own[0].idx : own[-1].idx + len(own[-1])], title_words(before)


def _proper(head: Token) -> bool:
    """A proper noun by its tag, or a listed surname that the tagger took for a common one ("Guterres")."""
    if head.tag_ in {"NNP", "NNPS"}:
        return True
    return head.tag_ in {"NN", "NNS"} and head.text[0].isupper() and bool(gazetteer().surname(head.text))


def _proper_tail(scene: Scene, parts: list[Token]) -> list[Token]:
    """The proper nouns at the end of `parts`, back to a title, an adjective or a listed name."""
    own: list[Token] = []
    for part in reversed(parts):
        hit = scene.hit_of.get(part.i)
        listed = hit is not None and len(own) > 0 and all(name.sense != "person" for name in hit.names)
        if (
            not (_proper(part) or part.tag_ in {"HYPH", "POS"})
            or listed
            or part.lower_.rstrip(".") in words("actors", "titles", "words")
        ):
            break
        own.append(part)
    return own[::-1]


def premodifiers(head: Token) -> list[Token]:
    """The words of the noun phrase before its head, titles with "of" included ("US Secretary of State")."""
    found: list[Token] = []
    for kid in head.children:
        if kid.i < head.i and kid.dep_ in NAME_PARTS | {"amod", "poss", "nummod", "appos"}:
            found.extend(word for word in kid.subtree if word.i < head.i)
    return sorted(found, key=lambda word: word.i)


def title_words(tokens: list[Token], *more: Token) -> str:
    return _text([token for token in [*tokens, *more] if token.dep_ not in {"det", "punct"}])


def _text(tokens: list[Token]) -> str:
    return "".join(token.text_with_ws for token in tokens).strip()


def apposed_title(head: Token) -> str:
    """The title set beside a name: "Dmitry Peskov, the Kremlin spokesperson"; "Çavuşoğlu, Turkey's foreign minister"."""
    beside = next((kid for kid in children(head, "appos") if lemma_of(kid) in words("actors", "nouns", "office")), None)
    if beside is None and head.dep_ == "appos" and lemma_of(head.head) in words("actors", "nouns", "office"):
        beside = head.head
    return title_words(premodifiers(beside), beside) + _of_words(beside) if beside is not None else ""


def _of_words(noun: Token) -> str:
    inner = [word for prep in children(noun, "prep") if prep.lower_ in {"of", "for"} for word in prep.subtree]
    return f" {_text(inner)}" if 0 < len(inner) <= 8 else ""


def state_words(scene: Scene, head: Token) -> Iterator[str]:
    """Yield the codes that the noun's adjectives, genitives, titles and of-phrases name, nearest first."""
    for noun in (head, *children(head, "appos"), *([head.head] if head.dep_ == "appos" else [])):
        yield from _modifier_states(scene, noun, head)


def _modifier_states(scene: Scene, noun: Token, head: Token) -> Iterator[str]:
    own = scene.hit_of.get(head.i)
    seen: set[int] = set()
    for word in _modifiers(noun):
        for hit in scene.hits:
            if hit is own or hit.start in seen or hit.end <= word.idx or hit.start >= word.idx + len(word):
                continue
            seen.add(hit.start)
            state = _state_of(hit.names)
            if state is not None:
                yield state


def _modifiers(noun: Token) -> Iterator[Token]:
    for kid in noun.children:
        if kid.dep_ in NAME_PARTS | {"amod", "poss"} and kid.i < noun.i:
            yield from kid.subtree
    for kid in noun.children:
        if kid.dep_ == "prep" and kid.lower_ in {"of", "from", "for"}:
            yield from (word for word in kid.subtree if word.dep_ not in {"relcl", "acl"})


def _state_of(names: Iterable[Name]) -> str | None:
    """The state or body a modifier names; a place name alone names none."""
    ranked = [name for name in names if name.sense in LISTED | {"adjective"}]
    return ranked[0].state if ranked else None


def phrase_span(scene: Scene, head: Token) -> Span:
    """The words of the mention: its premodifiers and head, and the listed name it belongs to; no article."""
    parts = [part for part in premodifiers(head) if part.dep_ != "punct"]
    start = min([head.idx, *(part.idx for part in parts)])
    end = head.idx + len(head)
    hit = scene.hit_of.get(head.i)
    if hit is not None and hit.start <= head.idx and hit.end >= end:
        start, end = min(start, hit.start), max(end, hit.end)
    return scene.at(start, end)


def lemma_of(head: Token) -> str:
    return str(head.lemma_).lower() if head.tag_ in {"NN", "NNS", "JJ"} else _singular(head)


def _singular(head: Token) -> str:
    text: str = head.lower_
    return text[:-1] if head.tag_ == "NNPS" and text.endswith("s") else text


def plural(head: Token) -> bool:
    return head.tag_ in {"NNS", "NNPS"} or any(kid.dep_ == "conj" for kid in head.children)
