"""Noun phrases → Mentions: names with their titles, offices, pronouns, "the two sides", organs and nameless voices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from dragoman.data import toml
from dragoman.dates import MONTH_NAMES, WEEKDAY_NAMES
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import NAME_PARTS, child, children, is_noun
from dragoman.gazetteer import Name, gazetteer
from dragoman.model import Mention, MentionForm, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

LISTED = frozenset({"state", "capital", "metonym", "body", "organ", "people"})


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
        if is_noun(token) or token.tag_ in {"PRP", "PRP$"} or token.i in scene.hit_of:
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
    if (not is_noun(head) and head.i not in scene.hit_of) or not head.text[0].isalpha() or head.lower_ in _dates():
        return None
    beside = _named_beside(scene, head)
    if beside is not None:
        title = _words(_premodifiers(head), head)
        return _make(scene, head, "person", name=_name_and_title(scene, beside)[0], title=title, names=_names(scene, beside))
    names = _names(scene, head)
    if names and all(name.sense == "place" for name in names):
        return None
    if names and _listed(names, head):
        return _make(scene, head, "listed", names=names)
    proper, title = _name_and_title(scene, head)
    if proper:
        return _make(scene, head, "person", name=proper, title=title, names=names)
    return _common(scene, head)


def _named_beside(scene: Scene, head: Token) -> Token | None:
    """The name right after a noun for a person: "spokeswoman *Mao Ning*", "Dunn's mother, *Charlotte Charles*"."""
    if head.tag_ not in {"NN", "NNP"}:
        return None
    beside = child(head, "appos")
    if head.lower_ in _nouns()["office"] | _nouns()["voice"]:
        beside = beside or _after_post(scene, head)
    elif beside is None or head.tag_ != "NN" or beside.left_edge.i != head.i + 1 or beside.left_edge == beside:
        return None
    if beside is None or beside.tag_ not in {"NNP", "NNPS"} or not _name_and_title(scene, beside)[0]:
        return None
    between = scene.doc[head.i + 1 : beside.i]
    return beside if all(word.tag_ in {"NNP", "NNPS", ",", "IN", "TO", "DT", "POS"} for word in between) else None


def _after_post(scene: Scene, head: Token) -> Token | None:
    """The name that the parser took into the post: "US Ambassador to Germany *Richard Grenell*"."""
    for prep in children(head, "prep"):
        inner = child(prep, "pobj")
        if inner is None or prep.lower_ not in {"to", "of", "for"} or inner.tag_ != "NNP" or _listed(_names(scene, inner), inner):
            continue
        if any(kid.i in scene.hit_of for kid in inner.children if kid.dep_ in NAME_PARTS):
            return inner
    return None


def _pronoun(scene: Scene, head: Token) -> Mention | None:
    if head.lower_ not in toml("actors")["pronouns"]:
        return None
    return _make(scene, head, "pronoun")


def _names(scene: Scene, head: Token) -> tuple[Name, ...]:
    """What the gazetteer lists for the words that the head ends."""
    hit = scene.hit_of.get(head.i)
    if hit is None or head.idx + len(head) > hit.end:
        return ()
    return hit.names


def _listed(names: Iterable[Name], head: Token) -> bool:
    """Whether the words are a state or body by themselves, not an adjective or part of a person's name."""
    senses = {name.sense for name in names}
    if "person" in senses:
        return False
    return bool(senses & LISTED) and not (head.tag_.startswith("JJ") and senses <= {"adjective", "people"})


def _common(scene: Scene, head: Token) -> Mention | None:
    """A common noun: an office, an organ, the parties together, or a voice without a name."""
    if head.lemma_.lower() in {"assembly", "group", "number", "majority", "host", "dozen", "hundred", "couple", "handful", "series"}:
        of = next((child(prep, "pobj") for prep in children(head, "prep") if prep.lower_ == "of"), None)
        if of is not None and of.tag_ == "NNS" and _lemma(of) in _nouns()["voice"]:
            return mention(scene, of)
    form = _common_form(scene, head)
    if form is None:
        return None
    name = _with_phrase(scene, head) if form in {"voice", "organ", "parties"} else ""
    return _make(scene, head, form, name=name, title=_words(_premodifiers(head), head))


def _with_phrase(scene: Scene, head: Token) -> str:
    """A nameless voice with the phrase that tells it apart: "hospital officials in Omsk", "representatives from Iran"."""
    start = min([head.idx, *(part.idx for part in _premodifiers(head) if part.dep_ != "punct")])
    end = head.idx + len(head)
    for prep in children(head, "prep"):
        words = [word for word in prep.subtree]
        if prep.i == head.i + 1 and prep.lower_ in {"of", "from", "in", "at", "for"} and len(words) <= 6:
            end = words[-1].idx + len(words[-1])
    return scene.text[start:end]


def _common_form(scene: Scene, head: Token) -> MentionForm | None:
    nouns = _nouns()
    lemma, plural = _lemma(head), _plural(head)
    if lemma in nouns["parties"] and plural and _pair(head):
        return "parties"
    if lemma == "counterpart":
        return "counterpart"
    if lemma in nouns["office"] and not plural:
        return "office"
    if lemma in nouns["organ"] and (not plural or _state_words(scene, head)):
        return "organ"
    if lemma in nouns["voice"]:
        return "voice"
    return None


def _pair(head: Token) -> bool:
    """ "the two sides", "both capitals", "the sides", "the leaders": the parties of the dialogue together."""
    before = {kid.lower_ for kid in head.children if kid.i < head.i} - {"foreign", "defence", "defense", "prime"}
    if before & {"two", "both"}:
        return True
    return before == {"the"} and not any(kid.dep_ in {"prep", "relcl", "acl"} for kid in head.children)


def _make(
    scene: Scene, head: Token, form: MentionForm, *, name: str = "", title: str = "", names: tuple[Name, ...] = ()
) -> Mention:
    owner = child(head, "poss")
    owned = mention(scene, owner) if owner is not None else None
    same = _apposed(head)
    return Mention(
        span=_span(scene, head),
        sentence=scene.index,
        form=form,
        head=_lemma(head),
        name=name,
        title=title or _apposed_title(head),
        names=tuple((listed.sense, listed.id, listed.state) for listed in names),
        states=tuple(dict.fromkeys(_state_words(scene, head))),
        owner=owned.span if owned is not None else None,
        same=_span(scene, same) if same is not None else None,
        plural=_plural(head),
        subject=head.dep_ in {"nsubj", "nsubjpass"},
        quoted=scene.quoted(head),
    )


def _apposed(head: Token) -> Token | None:
    """The noun this one is set beside: "his counterpart *Xi*", "*Peskov*, the spokesman"."""
    if head.dep_ == "appos" and is_noun(head.head):
        return head.head
    return None


def _name_and_title(scene: Scene, head: Token) -> tuple[str, str]:
    """Return the proper name that the head ends and the title before it."""
    if not _proper(head) or head.lower_ in _nouns()["organ"] or head.lower_.rstrip(".") in {"jr", "sr"}:
        return "", ""
    parts = [*_premodifiers(head), head]
    hit = scene.hit_of.get(head.i)
    if hit is not None and any(name.sense == "person" for name in hit.names):
        own = [part for part in parts if part.idx >= hit.start]
    else:
        own = _proper_tail(scene, parts)
    if not own or (len(own) == 1 and own[0].lower_ in _title_words()):
        return "", ""
    before = [part for part in parts if part.i < own[0].i]
    return scene.text[own[0].idx : own[-1].idx + len(own[-1])], _words(before)


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
        if not (_proper(part) or part.tag_ in {"HYPH", "POS"}) or listed or part.lower_.rstrip(".") in _title_words():
            break
        own.append(part)
    return own[::-1]


def _premodifiers(head: Token) -> list[Token]:
    """The words of the noun phrase before its head, titles with "of" included ("US Secretary of State")."""
    found: list[Token] = []
    for kid in head.children:
        if kid.i < head.i and kid.dep_ in NAME_PARTS | {"amod", "poss", "nummod", "appos"}:
            found.extend(word for word in kid.subtree if word.i < head.i)
    return sorted(found, key=lambda word: word.i)


def _words(tokens: list[Token], *more: Token) -> str:
    return _text([token for token in [*tokens, *more] if token.dep_ not in {"det", "punct"}])


def _text(tokens: list[Token]) -> str:
    return "".join(token.text_with_ws for token in tokens).strip()


def _apposed_title(head: Token) -> str:
    """The title set beside a name: "Dmitry Peskov, the Kremlin spokesperson"; "Çavuşoğlu, Turkey's foreign minister"."""
    beside = next((kid for kid in children(head, "appos") if _lemma(kid) in _nouns()["office"]), None)
    if beside is None and head.dep_ == "appos" and _lemma(head.head) in _nouns()["office"]:
        beside = head.head
    return _words(_premodifiers(beside), beside) + _of_words(beside) if beside is not None else ""


def _of_words(noun: Token) -> str:
    words = [word for prep in children(noun, "prep") if prep.lower_ in {"of", "for"} for word in prep.subtree]
    return f" {_text(words)}" if 0 < len(words) <= 8 else ""


def _state_words(scene: Scene, head: Token) -> Iterator[str]:
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


def _span(scene: Scene, head: Token) -> Span:
    """The words of the mention: its premodifiers and head, and the listed name it belongs to; no article."""
    parts = [part for part in _premodifiers(head) if part.dep_ != "punct"]
    start = min([head.idx, *(part.idx for part in parts)])
    end = head.idx + len(head)
    hit = scene.hit_of.get(head.i)
    if hit is not None and hit.start <= head.idx and hit.end >= end:
        start, end = min(start, hit.start), max(end, hit.end)
    return scene.at(start, end)


def _lemma(head: Token) -> str:
    return str(head.lemma_).lower() if head.tag_ in {"NN", "NNS", "JJ"} else _singular(head)


def _singular(head: Token) -> str:
    text: str = head.lower_
    return text[:-1] if head.tag_ == "NNPS" and text.endswith("s") else text


def _plural(head: Token) -> bool:
    return head.tag_ in {"NNS", "NNPS"} or any(kid.dep_ == "conj" for kid in head.children)


@cache
def _nouns() -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in toml("actors")["nouns"].items()}


@cache
def _dates() -> frozenset[str]:
    return frozenset(name.lower() for name in (*MONTH_NAMES, *WEEKDAY_NAMES))


@cache
def _title_words() -> frozenset[str]:
    return frozenset(toml("actors")["titles"]["words"])
