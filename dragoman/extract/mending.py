"""A parsed sentence → the same with titled names hung where they belong: "President *Trump* and leader *Xi* agree"."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from dragoman.data import toml, words
from dragoman.extract.syntax import NAME_PARTS, child, is_noun
from dragoman.grammar import Doc, Token, above, hang

_HELPERS = frozenset({"be", "have", "do", "get", "need", "dare"})


ARMED = frozenset({"military"})
"""Adjectives that are as often nouns."""

FINITE = frozenset({"VBZ", "VBD", "VBP"})


def mended(doc: Doc) -> Doc:
    """Return the sentence, its parse set right where a title and the name after it were hung side by side.

    The parser often takes the name for an apposition of its title, and the first of two titled names for a part of the
    second; whoever is joined to it by "and" is then lost. What happened takes the place of the word that counts it. The
    tree is changed in place; a second time changes nothing.
    """
    _act(doc)
    for token in doc:
        if token.dep_ in {"appos", "conj"}:
            _lift(token)
    for token in doc:
        if token.dep_ == "appos":
            _beside(token)
    for mend in (_count_or_engage, _part_or_tell):
        for token in doc:
            mend(token)
    return doc


def _count_or_engage(token: Token) -> None:
    if token.dep_ == "nsubjpass" and token.head.lower_ == "engaged":
        _engage(token)
    elif token.dep_ == "prep" and token.lower_ == "of":
        _count(token)


def _part_or_tell(token: Token) -> None:
    if token.dep_ in NAME_PARTS:
        _part(token)
        _seat(token)
    elif token.dep_ == "aux" and token.lower_ == "to":
        _tell(token.head)
    elif token.dep_ == "amod" and token.lower_ in ARMED:
        _arm(token)
    elif token.dep_ == "amod" and token.tag_ == "VBG":
        _do(token)
    elif token.lower_ == "talks" and token.dep_ == "relcl":
        _name(token)
    elif token.tag_ == "NNS" and child(token, "nsubj") is not None and child(token, "xcomp") is not None:
        token.tag_ = "VBZ"  # "the directorate *claims* to have …"
    elif token.tag_ == "NN" and token.dep_ == "ccomp" and child(token, "mark") is not None:
        _bid(token)


def _act(doc: Doc) -> None:
    """ "Duda *cancels* visit to Oman", "Duda *cancels* trip": the verb of a headline taken for a helper or a noun."""
    root = next((token for token in doc if token.head == token), None)
    if root is None or doc[-1].is_punct:
        return
    verb = child(root, "aux")
    if verb is not None and verb.tag_ == "VBZ" and verb.lemma_ not in _HELPERS and _thing(root):
        root.tag_ = "NN"
    else:
        bare = not any(token.tag_[:2] in {"VB", "MD"} for token in doc)
        verb = next((kid for kid in root.children if bare and kid.i > 0 and _could_act(kid)), None)
    if verb is None:
        return
    verb.tag_ = "VBZ"
    names = [kid for kid in (*root.children, *verb.children) if kid.i < verb.i and kid.head in {root, verb}]
    hang(verb, verb, "ROOT")
    hang(root, verb, "dobj")
    for name in names:
        hang(name, verb, "nsubj" if name.i == verb.i - 1 or name.dep_ == "nsubj" else name.dep_)


def _thing(root: Token) -> bool:
    return root.tag_ in {"VB", "VBP", "NN", "NNS"} and child(root, "dobj") is None


def _could_act(noun: Token) -> bool:
    """Whether a plural noun before another is rather a verb: one that calls off what follows, and names nothing."""
    return (
        noun.tag_ == "NNS"
        and noun.dep_ in {"compound", "nmod"}
        and noun.lemma_ in words("modality", "verbs", "undoing")
    )


def _lift(name: Token) -> None:
    """The name takes the place of the title right before it, and with it what the parser hung on that to the right."""
    left = name.left_edge
    title = name.doc[left.i - 1] if left.i else name
    if name.tag_ != "NNP" or name.head.i > name.i or title.head == name or not _titles(title, left):
        return
    if name.dep_ == "conj" and title.dep_ != "conj":
        return
    place, label = (title.head, title.dep_) if title.head != title else (name, "ROOT")
    if place != name and name in above(place):
        return
    hang(name, place, label)
    _hang_each(title, name, lambda kid: kid.i > name.i)
    hang(title, name, "compound")


def _beside(post: Token) -> None:
    """ "Trump and Kim, the North Korean *leader*": one post is that of the name right before it, not of one before."""
    start = post.left_edge.i
    comma, near = (post.doc[start - 1], post.doc[start - 2]) if start > 1 else (post, post)
    if post.tag_ != "NN" or comma.text != "," or near.tag_ != "NNP" or not post.head.i < near.i:
        return
    joined = near.dep_ in {"conj", "dobj"} or (near.dep_ == "pobj" and near.head.lower_ == "with")
    if joined and post.lower_ in words("actors", "nouns", "office"):
        hang(post, near, "appos")


def _part(first: Token) -> None:
    """ "President Trump and President Putin agree": the first is no part of the second's name."""
    second = first.head
    joined, other = child(first, "cc"), child(first, "conj")
    if joined is None or other is None or not first.i < joined.i < other.i < second.i:
        return
    if first.tag_ != "NNP" or second.tag_ != "NNP" or not _title(other):
        return
    place, label = (second.head, second.dep_) if second.head != second else (first, "ROOT")
    hang(first, place, label)
    hang(second, first, "conj")
    hang(other, second, "compound")


def _seat(name: Token) -> None:
    """ "Minister *Rodríguez* issues a statement": a name is no part of a verb; before one without a subject it acts."""
    verb = name.head
    finite = verb.tag_ in {"VBZ", "VBD", "VBP"} and verb.dep_ in {"ROOT", "ccomp", "advcl"}
    if finite and name.tag_ == "NNP" and name.i == verb.i - 1 and child(verb, "nsubj", "nsubjpass") is None:
        name.dep_ = "nsubj"


def _arm(word: Token) -> None:
    """ "The Israeli *military* announces that": an adjective before a verb without a subject is its subject."""
    verb = word.head
    if verb.tag_ not in FINITE or word.i != verb.i - 1 or child(verb, "nsubj", "nsubjpass") is not None:
        return
    word.tag_, word.dep_ = "NN", "nsubj"
    for kid in [
        kid for kid in verb.children if kid.i < word.i and kid.dep_ in {"det", "amod", "poss", "compound", "nmod"}
    ]:
        hang(kid, word, kid.dep_)


def _name(talks: Token) -> None:
    """ "told the agency that *talks* with Rome are possible": what is told of them, not what the agency does."""
    opening = child(talks, "nsubj")
    told = [kid for kid in talks.head.head.children if kid.dep_ == "ccomp" and kid.i > talks.i]
    if opening is None or opening.lower_ != "that" or not told or child(told[0], "nsubj", "nsubjpass") is not None:
        return
    talks.tag_ = "NNS"
    hang(opening, told[0], "mark")
    hang(talks, told[0], "nsubj")


def _do(verb: Token) -> None:
    """ "denied *supplying* arms": what is done, not what kind of arms."""
    thing = verb.head
    above = thing.head
    if thing.dep_ != "dobj" or above.i != verb.i - 1 or above.lemma_ not in words("modality", "verbs", "doing"):
        return
    if verb.lower_ in words("modality", "adjectives", "participles"):
        return
    hang(verb, above, "xcomp")
    hang(thing, verb, "dobj")


def _engage(subject: Token) -> None:
    """ "Oslo *is engaged in* talks": it takes part, nobody engages it."""
    verb = subject.head
    if child(verb, "agent") is not None or not any(kid.lower_ == "in" for kid in verb.children):
        return
    subject.dep_ = "nsubj"
    for kid in verb.children:
        kid.dep_ = "aux" if kid.dep_ == "auxpass" else kid.dep_


def _count(of: Token) -> None:
    """ "held *two rounds of* talks", "a wave of strikes": what is counted stands where the word that counts it did."""
    measure, counted = of.head, child(of, "pobj")
    if counted is None or measure.lemma_ not in words("events", "words", "measures"):
        return
    if not is_noun(measure) or not is_noun(counted) or counted.lemma_ not in _happenings():
        return
    place, label = (measure.head, measure.dep_) if measure.head != measure else (counted, "ROOT")
    hang(counted, place, label)
    _hang_each(measure, counted, lambda kid: kid != of and kid.dep_ != "poss")
    hang(measure, counted, "nmod")


@cache
def _happenings() -> frozenset[str]:
    """The nouns that name an event."""
    return frozenset(noun for nouns in toml("events")["nouns"].values() for noun in nouns)


def _tell(verb: Token) -> None:
    """ "Xi to *host* Lula": what stands after "to" as after a helping verb is a verb, whatever the tagger says."""
    if verb.tag_ not in {"NN", "NNP"}:
        return
    verb.tag_ = "VB"
    doer = child(verb, "dep", "compound", "nmod")
    if doer is not None and doer.tag_ in {"NNP", "NNPS"} and doer.i < verb.i:
        doer.dep_ = "nsubj"


def _bid(noun: Token) -> None:
    """ "demands that Hamas *disarm*": what is asked of somebody, taken for a noun."""
    own = child(noun, "nsubj")
    if own is not None and own.i < noun.i and child(noun, "cop", "det", "attr") is None:
        noun.tag_ = "VB"


def _titles(title: Token, after: Token) -> bool:
    nouns = title.tag_ in {"NN", "NNP"} and after.tag_ == "NNP"
    return nouns and _title(title) and title.dep_ != "pobj"


def _title(token: Token) -> bool:
    return token.lower_ in words("actors", "titles", "words")


def _hang_each(token: Token, head: Token, which: Callable[[Token], bool]) -> None:
    for kid in [kid for kid in token.children if which(kid)]:
        hang(kid, head, kid.dep_)
