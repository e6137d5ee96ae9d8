"""A noun phrase → its words: name and title, the states its modifiers name, number, lemma, span."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import takewhile, zip_longest

from dragoman.data import toml, words
from dragoman.dates import WEEKDAY_NAMES
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import NAME_PARTS, child, children, conjuncts, is_noun
from dragoman.gazetteer import Name, gazetteer
from dragoman.grammar import Token
from dragoman.model import Span

_BACKED = re.compile(
    r"-(?:backed|aligned|allied|supported|funded|armed|trained|sponsored|friendly|brokered|mediated)\b"
)
"""What makes a name that of a patron, not of the one who acts: "the Iran-backed group"."""

PARTICLES = frozenset({"de", "van", "von", "der", "bin", "ibn", "al", "el", "da", "di", "dos", "du", "la", "ter"})
"""Small words inside a name: "Staffan *de* Mistura"."""

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
    if "person" in senses or called_like_a_state(head):
        return False
    return bool(senses & LISTED) and not (head.tag_.startswith("JJ") and senses <= {"adjective", "people"})


def called_like_a_state(head: Token) -> bool:
    """Whether a state's name is somebody's surname here: "Rep. Jim *Jordan*", "Senator *Chad*"."""
    if head.text not in words("actors", "like_states"):
        return False
    before = head.nbor(-1) if head.i else None
    return before is not None and before.dep_ in NAME_PARTS and before.head == head and _given(before)


def called_like_a_month(head: Token) -> bool:
    """Whether a month's name is somebody's surname here: "Theresa *May*", "Mrs *May*"."""
    before = head.nbor(-1) if head.i else None
    return before is not None and before.dep_ in NAME_PARTS and before.head == head and _given(before)


def _given(token: Token) -> bool:
    """Whether the word can be a first name or the title of a person, as far as its form tells."""
    low = token.lower_.rstrip(".")
    if low in words("actors", "titles", "address"):
        return True
    return (
        token.tag_ == "NNP"
        and token.text.istitle()
        and low not in words("actors", "titles", "words")
        and not (gazetteer().meanings(token.text) or low in words("actors", "compass"))
    )


def with_phrase(scene: Scene, head: Token) -> str:
    """A nameless voice with the phrase that tells it apart: "hospital officials in Omsk"."""
    start = min([head.idx, *(part.idx for part in premodifiers(head) if part.dep_ != "punct")])
    end = head.idx + len(head)
    for prep in children(head, "prep"):
        inner = list(takewhile(lambda word: word.text != "(", prep.subtree))
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
    alone = head.lower_.rstrip(".") in {"jr", "sr"} and not premodifiers(head)
    if not _proper(head) or head.lower_ in words("actors", "nouns", "organ") or alone:
        return "", ""
    if head.text.isupper() and head.lower_ in words("actors", "nouns", "office") | words("actors", "nouns", "voice"):
        return "", ""
    parts = [*premodifiers(head), head]
    hit = scene.hit_of.get(head.i)
    if hit is not None and any(name.sense == "person" for name in hit.names):
        own = [part for part in parts if part.idx >= hit.start]
    else:
        own = _without_portfolio(head, _proper_tail(scene, parts))
    if not own or (len(own) == 1 and title_word(own[0])):
        return "", ""
    before = [part for part in parts if part.i < own[0].i and part.text not in WEEKDAY_NAMES]
    return scene.text[own[0].idx : own[-1].idx + len(own[-1])], title_words(before)


def _without_portfolio(head: Token, own: list[Token]) -> list[Token]:
    """The name after what a minister is for: "Minister for Reintegration *Valeriu Chiveri*"."""
    prep = head.head
    post = prep.head.lower_ in words("actors", "nouns", "office")
    if len(own) < 3 or head.dep_ != "pobj" or prep.lower_ not in {"for", "of"} or not post or own[0].i != prep.i + 1:
        return own
    return own[-2:]


def _proper(head: Token) -> bool:
    """A proper noun by its tag, or a listed surname that the tagger took for a common one ("Guterres")."""
    return head.tag_ in {"NNP", "NNPS"} or listed_surname(head) or _second_half(head)


def _second_half(token: Token) -> bool:
    """The rest of a hyphenated given name ("Moon Jae-in", "Kim Yo-jong"), not of an adjective ("US-led")."""
    if token.i < 2 or len(token) > 5 or token.lower_ in words("actors", "joined"):
        return False
    hyphen, first = token.doc[token.i - 1], token.doc[token.i - 2]
    return hyphen.text == "-" and not hyphen.space and not first.space and first.tag_ == "NNP"


def listed_surname(token: Token) -> bool:
    """Whether the word is a listed surname, whatever its tag: "Blinken" as a participle in a headline."""
    return (
        token.text[0].isupper()
        and token.lower_ not in words("actors", "common_surnames")
        and bool(gazetteer().surname(token.text))
    )


def title_word(token: Token) -> bool:
    """Whether the word is of a title, also in the plural ("Presidents Trump and Rouhani")."""
    word = token.lower_.rstrip(".")
    titles = words("actors", "titles", "words")
    return word in titles or (token.tag_ == "NNPS" and word.removesuffix("s") in titles)


def _proper_tail(scene: Scene, parts: list[Token]) -> list[Token]:
    """The proper nouns at the end of `parts`, back to a title, an adjective or a listed name."""
    own: list[Token] = []
    for part in reversed(parts):
        hit = scene.hit_of.get(part.i)
        listed = hit is not None and len(own) > 0 and all(name.sense != "person" for name in hit.names)
        if listed and _like_state(part, own):
            listed = False
        if part.text in PARTICLES and own and part.i > parts[0].i:
            own.append(part)
            continue
        titled = title_word(part) and not (own and own[-1].text == "-" and not part.space)  # "*Amir*-Abdollahian"
        if not (_proper(part) or part.tag_ in {"HYPH", "POS"}) or listed or titled or not _of_name(part):
            break
        own.append(part)
    return own[::-1]


def _like_state(part: Token, rest: list[Token]) -> bool:
    """Whether a state's or capital's name is a given name here: "*Vienna* Lee", not "envoy in *Vienna* Karl Lee"."""
    if part.text not in words("actors", "like_states") or part.i != rest[-1].i - 1:
        return False
    return len(rest) == 1 or part.i == 0 or part.nbor(-1).lower_ not in {"in", "to", "at", "for"}


def _of_name(part: Token) -> bool:
    """Whether the piece can belong to a name: no stop ("MR*.* MILLER"), no genitive ("Fiji*'s* Prasad")."""
    if part.tag_ in {"POS", "HYPH"} or part.text == "-":
        return not part.space
    return part.text[0].isalpha() and not set(part.text) & set("()[]/:")


def premodifiers(head: Token) -> list[Token]:
    """The words of the noun phrase before its head, titles with "of" included ("US Secretary of State")."""
    found: list[Token] = []
    for kid in head.children:
        if kid.i < head.i and kid.dep_ in NAME_PARTS | {"amod", "poss", "nummod", "appos"}:
            found.extend(word for word in kid.subtree if word.i < head.i)
        elif kid.tag_ == "HYPH" and kid.i == head.i - 1 and not kid.space:
            found.append(kid)
    return sorted(found, key=lambda word: word.i)


def title_words(tokens: list[Token], *more: Token) -> str:
    return _text([token for token in [*tokens, *more] if token.dep_ not in {"det", "punct"}])


def _text(tokens: list[Token]) -> str:
    parts = zip_longest(tokens, tokens[1:])
    return "".join(token.text + _between(token, after) for token, after in parts).strip(" -")


def _between(token: Token, after: Token | None) -> str:
    """What stands after a word, where a mark between it and the next was left out: "Foreign*,* Trade Minister"."""
    if token.space or (after is not None and after.i > token.i + 1 and not _hyphen(token)):
        return " "
    return _hyphen(token)


def _hyphen(token: Token) -> str:
    """The hyphen after a word, which hangs on another: "Secretary*-*General"."""
    return "-" if token.i + 1 < len(token.doc) and token.nbor().text == "-" and not token.nbor().space else ""


def apposed_title(head: Token) -> str:
    """The title set beside a name: "Dmitry Peskov, the Kremlin spokesperson"."""
    beside = post_beside(head)
    return title_words(premodifiers(beside), beside) + _of_words(beside) if beside is not None else ""


def post_beside(head: Token) -> Token | None:
    """The noun for a post set beside a name: "Dmitry Peskov, the Kremlin *spokesperson*"."""
    posts = _posts()
    beside = next((kid for kid in children(head, "appos") if lemma_of(kid) in posts), None)
    if beside is None and head.dep_ == "appos" and lemma_of(head.head) in posts:
        beside = head.head
    return beside


@cache
def _posts() -> frozenset[str]:
    return words("actors", "nouns", "office") | words("actors", "nouns", "for_state")


def portfolio_of(post: Token) -> str:
    """The words after a post that say which it is: "secretary *of state*", "ambassador *to the U.N.*"."""
    for prep in children(post, "prep"):
        what = child(prep, "pobj")
        if what is not None and prep.lower_ in {"of", "for"} and what.lower_ in words("actors", "nouns", "portfolios"):
            return f" {_text([prep, *what.subtree])}"
        if what is not None and prep.lower_ in {"to", "at"} and _sent_to(post, title_words(list(what.subtree))):
            return f" {_text([prep, *what.subtree])}"
    return ""


def _sent_to(post: Token, name: str) -> bool:
    """Whether a post is that of a state's ambassador to the body of that name."""
    named = {one.id for one in gazetteer().meanings(name) if one.sense == "body"}
    return lemma_of(post) in words("actors", "titles", "accredited") and bool(named & gazetteer().hosts)


def _of_words(noun: Token) -> str:
    inner = [word for prep in children(noun, "prep") if prep.lower_ in {"of", "for"} for word in prep.subtree]
    return f" {_text(inner)}" if 0 < len(inner) <= 8 else ""


def state_words(scene: Scene, head: Token) -> Iterator[str]:
    """Yield the codes that the noun's adjectives, genitives, titles and of-phrases name, nearest first."""
    yield from _together(head)
    yield from _set_beside(scene, head)
    for noun in (head, *children(head, "appos"), *([head.head] if head.dep_ == "appos" else [])):
        yield from _modifier_states(scene, noun, head)


def _set_beside(scene: Scene, head: Token) -> Iterator[str]:
    """The states that a plural noun is spelt out by: "its allies, *Togo and Benin*", "three countries – *Chad*, …"."""
    beside = child(head, "appos") if head.tag_ in {"NNS", "NNPS"} else None
    if beside is not None:
        for noun in conjuncts(beside):
            names = listed_names(scene, noun)
            yield from (_states_of(names) if is_listed(names, noun) else ())


def _together(head: Token) -> Iterator[str]:
    """The states that one word stands for: "the two *Koreas*", "*Baltic* presidents", "*Gulf* states"."""
    table = toml("actors")["together"]
    yield from table["names"].get(head.text, ())
    lemma = lemma_of(head)
    before = " ".join(part.text for part in (*premodifiers(head), head))
    regions = table["regions"] if head.tag_ == "NNS" and lemma in table["nouns"] else table["posts"].get(lemma, {})
    for name, codes in regions.items():
        if re.search(rf"(?<![\w-]){name}(?![\w-])", before):
            yield from codes
            return


def _modifier_states(scene: Scene, noun: Token, head: Token) -> Iterator[str]:
    own = scene.hit_of.get(head.i)
    seen: set[int] = set()
    for word in _modifiers(noun):
        for hit in scene.hits:
            if hit is own or hit.start in seen or hit.end <= word.idx or hit.start >= word.idx + len(word):
                continue
            if word.text in words("actors", "like_states") and word.i == head.i - 1 and word.dep_ in NAME_PARTS:
                continue
            if _BACKED.match(scene.text, hit.end) or _dealt_with(scene, hit.end):
                continue
            seen.add(hit.start)
            yield from _states_of(hit.names)


def _dealt_with(scene: Scene, end: int) -> bool:
    """ "the *American* Affairs Department", "the *Russia* desk": what an office deals with is not whom it serves."""
    following = scene.text[end:].split(maxsplit=1)
    return bool(following) and following[0].lower() in words("actors", "nouns", "subjects")


def _modifiers(noun: Token) -> Iterator[Token]:
    for kid in noun.children:
        if kid.dep_ in NAME_PARTS | {"amod", "poss"} and kid.i < noun.i:
            yield from kid.subtree
    for kid in noun.children:
        if kid.dep_ == "prep" and kid.lower_ in {"of", "from", "for"}:
            yield from (word for word in kid.subtree if word.dep_ not in {"relcl", "acl"})


def _states_of(names: Iterable[Name]) -> Iterator[str]:
    """The state or body a modifier names, both where two states share the name; a place name alone names none."""
    ranked = [name for name in names if name.sense in LISTED | {"adjective"}]
    yield from dict.fromkeys(one.state for one in ranked if one.state is not None and one.sense == ranked[0].sense)


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
