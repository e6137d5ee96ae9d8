"""A tree in which the parser took two people for one name, or one post for two words → the tree as it should hang."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.data import words
from dragoman.extract.phrases import listed_surname, title_word
from dragoman.extract.syntax import NAME_PARTS, is_noun
from dragoman.gazetteer import Hit
from dragoman.grammar import Doc, Token, hang


def part_names(doc: Doc, hit_of: Mapping[int, Hit]) -> None:
    """Hang the second of two people on the first, where the first was taken for a part of the second's title.

    "External Affairs Minister Jaishankar and Defense Minister Singh": a listed name that only modifies, with "and" and
    a second title behind it. The tree is changed in place; one in which no such words stand stays as it was.
    """
    for word in doc:
        if word.lower_ == "and" and 0 < word.i < len(doc) - 1 and _ends_name(doc[word.i - 1], hit_of):
            second = _titled_run(doc, word.i + 1)
            if second:
                _part(_run_before(doc, word.i), word, second)


def join_posts(doc: Doc) -> None:
    """Hang "vice" and the hyphen of "vice-president" on the post, which takes their place in the sentence."""
    for word in doc:
        if word.lower_ == "vice" and word.i + 2 < len(doc) and not word.space and word.nbor().text == "-":
            post = word.nbor(2)
            if word.head != post and is_noun(post):
                dep, head = word.dep_, post if word.head in {word, word.nbor()} else word.head
                for kid in word.children:
                    hang(kid, post, kid.dep_)
                hang(post, head, dep)
                hang(word, post, "compound")
                hang(word.nbor(), post, "punct")


def join_fields(doc: Doc) -> None:
    """Make one name of two fields of government before a post or an organ: "*Trade and Industry* Minister Binoua".

    All of it hangs on the last word, the name or the organ, which takes the place of the whole in the sentence.
    """
    fields = words("actors", "nouns", "fields")
    for link in doc:
        if link.lower_ not in {"and", "&"} or not 0 < link.i < len(doc) - 1 or doc[link.i - 1].lower_ not in fields:
            continue
        first, second = _run_before(doc, link.i), _run_after(doc, link.i + 1)
        one = len(second) > 1 and second[-1].tag_ not in {"NNS", "NNPS"}
        if one and second[0].lower_ in fields and any(map(_of_office, second)) and not _office(first):
            _join([*first, link, *second])


def _run_after(doc: Doc, start: int) -> Sequence[Token]:
    end = start
    while end < len(doc) and doc[end].tag_ in {"NNP", "NNPS", "JJ", "HYPH"} and doc[end].text[0].isupper():
        end += 1
    return doc[start:end]


def _of_office(word: Token) -> bool:
    return word.lower_ in words("actors", "nouns", "office") | words("actors", "nouns", "organ")


def _office(run: Sequence[Token]) -> bool:
    """Whether the words before are a post or an organ by themselves: "the State *Department* and Energy Ministry"."""
    return any(map(_of_office, run[:-1])) or not all(word.text[0].isupper() for word in run)


def _join(whole: Sequence[Token]) -> None:
    last, inside = whole[-1], set(whole)
    top = next((word for word in whole if word.head == word or word.head not in inside), last)
    place, label = (top.head, top.dep_) if top.head != top else (last, "ROOT")
    hang(last, place, label)
    for word in whole[:-1]:
        hang(word, last, "compound")
    outer = [kid for word in whole[:-1] for kid in word.children if kid not in inside]
    for kid in outer:
        hang(kid, last, kid.dep_)


def _ends_name(token: Token, hit_of: Mapping[int, Hit]) -> bool:
    hit = hit_of.get(token.i)
    person = hit is not None and any(name.sense == "person" for name in hit.names)
    return token.dep_ in NAME_PARTS and (person or listed_surname(token))


def _titled_run(doc: Doc, start: int) -> Sequence[Token]:
    """The words of a title and a name from `start` on; none where no title or no name stands there."""
    end = start
    while end < len(doc) and doc[end].tag_ in {"NNP", "NNPS", "HYPH"}:
        end += 1
    run = doc[start:end]
    titled = len(run) > 1 and any(map(title_word, run[:-1])) and not title_word(run[-1])
    return run if titled and run[-1].dep_ not in NAME_PARTS else ()


def _run_before(doc: Doc, end: int) -> Sequence[Token]:
    start = end
    while start > 0 and doc[start - 1].tag_ in {"NNP", "NNPS", "JJ", "HYPH"}:
        start -= 1
    return doc[start:end]


def _part(first: Sequence[Token], link: Token, second: Sequence[Token]) -> None:
    """Give the first name the place of both in the sentence, and the second a place beside it."""
    name, other = first[-1], second[-1]
    whole = {*first, link, *second}
    top = next((word for word in (*first, *second) if word.head == word or word.head not in whole), None)
    if top is None or not is_noun(top):
        return
    dep, head = top.dep_, name if top.head == top else top.head
    for word in first[:-1]:
        if word.head not in first or word == top:
            hang(word, name, "compound")
    for word in second[:-1]:
        if word.head not in second:
            hang(word, other, "compound")
    hang(name, head, dep)
    hang(link, name, "cc")
    hang(other, name, "conj")
