"""A word that is no verb → its telling: "his claim that", "was adamant that", "in the words of", a quotation signed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.data import words
from dragoman.extract.contents import CLAUSE, Pieces, after_colon, aside, pieces
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import ancestors, child, children, is_noun, is_verb, prep_object, subject
from dragoman.extract.telling import Telling, owner
from dragoman.gazetteer import gazetteer
from dragoman.grammar import Token
from dragoman.outlets import called_so

ABOUT = frozenset({"of", "for", "about", "over", "on", "against", "regarding", "to"})
HEADLINE = 160
"""Characters that a headline has at most."""
FEW = 12
"""Characters of it before who says so, at least."""

SIGNED = re.compile(r"[”\"]\s*(?P<dash>[—–―-]{1,2})\s*(?P<name>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,4})[^”\"]{0,60}$")


TAILED = re.compile(r"(?P<sign>\s[—–-]+\s|:\s)(?P<name>[\w.'’-]+(?: [\w.'’-]+){0,4})$")


def sayings(scene: Scene, token: Token) -> Iterator[Telling]:
    """Yield what the word reports, if it is a noun, an adjective or the head of a phrase that does."""
    if token.tag_ not in {"NN", "NNS", "JJ"} or scene.quoted(token):
        return
    lemma = token.lemma_.lower()
    if token.tag_ != "JJ":
        if lemma in words("statements", "nouns", "acts"):
            yield from _act(scene, token)
        elif token.dep_ == "pobj" and token.head.lower_ in {"in", "by"} and _is_voiced(token):
            yield from _phrase(scene, token)
        if lemma == "word" and token.dep_ == "pobj":
            yield from _phrase(scene, token)
    elif lemma in words("statements", "adjectives", "said"):
        yield from _adjective(scene, token)


def _is_voiced(noun: Token) -> bool:
    return bool({noun.lower_, noun.lemma_.lower()} & words("statements", "nouns", "voiced"))


def _act(scene: Scene, noun: Token) -> Iterator[Telling]:
    """ "Çavuşoğlu's announcement that …", "criticism from Beijing of …", "Iran's message is that …" """
    source = child(noun, "poss") or prep_object(noun, "by", "from")
    if source is None and noun.dep_ == "pobj" and noun.head.lower_ == "with" and is_verb(noun.head.head):
        source = subject(noun.head.head)
    about = _filling(noun)
    if source is None or not about or not (is_noun(source) or source.tag_ in {"PRP", "PRP$"}):
        return
    yield Telling(noun, scene.of(noun), source, owner(source), _all(scene, *about))


def _filling(noun: Token) -> list[Token]:
    """What was said: the clause that fills the noun, what it is about, or what it "is"."""
    clauses = [kid for kid in noun.children if kid.dep_ in {"acl", "relcl", "ccomp"} and _fills(kid)]
    if clauses:
        return clauses
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        return [kid for kid in noun.head.children if kid.dep_ in CLAUSE]
    if noun.lemma_.lower() not in words("statements", "nouns", "judgements"):
        return []
    return [kid for kid in children(noun, "prep") if kid.lower_ in ABOUT and not aside(kid)]


def _fills(clause: Token) -> bool:
    marks = {kid.lower_ for kid in clause.children if kid.dep_ in {"mark", "aux"} or kid.i == clause.left_edge.i}
    if "to" in marks:
        return clause.tag_ == "VB"
    return "that" in marks and child(clause, "nsubj", "nsubjpass", "expl") is not None


def _phrase(scene: Scene, noun: Token) -> Iterator[Telling]:
    """ "in the words of a diplomat", "in her opinion", "by his own account" """
    source = child(noun, "poss") or prep_object(noun, "of")
    preposition = noun.head
    clause = next((head for head in ancestors(preposition) if is_verb(head)), None)
    if source is None or clause is None or preposition.lower_ not in {"in", "by"}:
        return
    named = {word.i for word in (preposition, noun, *source.subtree) if not scene.quoted(word)}
    said = pieces(
        scene,
        {word.i for word in clause.subtree if word.i not in named and not (word.head == noun and word.i < noun.i)},
    )
    yield Telling(noun, scene.of(preposition, noun), source, owner(source), said)


def _adjective(scene: Scene, word: Token) -> Iterator[Telling]:
    """ "was adamant that", "is critical of" """
    verb = word.head
    if word.dep_ not in {"acomp", "oprd", "attr"} or not is_verb(verb):
        return
    source = subject(verb)
    about = [kid for kid in word.children if kid.dep_ in {*CLAUSE, "advcl"} and kid.i > word.i]
    about += [kid for kid in children(verb, "ccomp") if kid.i > word.i]
    about = about or [kid for kid in children(word, "prep") if kid.lower_ in {"of", "about", "on"} and not aside(kid)]
    if source is None or source.lower_ in {"it", "there", "this", "that"}:
        return
    said = _all(scene, *about) if about else pieces(scene, after_colon(scene, word))
    if said:
        yield Telling(word, scene.of(word), source, owner(source), said)


def _all(scene: Scene, *heads: Token) -> Pieces:
    return pieces(scene, {word.i for head in heads for word in head.subtree})


def tailed(scene: Scene) -> Iterator[Telling]:
    """A headline with who says so behind it: "No talks this year – Kremlin", "Road to stay open: Fidan"."""
    tail = TAILED.search(scene.text) if len(scene.text) <= HEADLINE else None
    if tail is None or tail.start() < FEW or not _can_speak(tail["name"]):
        return
    last = tail.start("name") + tail["name"].rfind(" ") + 1
    token = scene.token_at(last if tail["name"].split()[-1].lower() in _tails() else tail.start("name"))
    mark = scene.at(tail.start("sign") + tail["sign"].index(tail["sign"].strip()), tail.end("sign") - 1)
    yield Telling(token, None, None, None, ((0, tail.start()),), label=tail["name"], mark=mark)


def _can_speak(name: str) -> bool:
    """Whether the last words of a headline are a person, a palace or an organ, or a voice without a name."""
    *before, last = name.split()
    whose = not before or _whose(" ".join(before))
    if last.lower() in _tails() or name.islower():
        return last.lower() in _tails() and whose
    cased = name.title() if name.isupper() else name
    hit = next((one for one in gazetteer().spot(cased) if one.end == len(cased)), None)
    known = hit is not None and bool({one.sense for one in hit.names} & {"person", "metonym", "organ"})
    return not called_so(name) and (known or bool(gazetteer().surname(cased)))


def _tails() -> frozenset[str]:
    return words("statements", "labels", "tails")


def _whose(before: str) -> bool:
    """Whether the words before a voice in a headline say whose it is: "*Omani* official", "*Karabakh* army"."""
    low = before.lower()
    named = any(hit.start == 0 and hit.end == len(before) for hit in gazetteer().spot(before))
    return named or (before.istitle() and " " not in before) or low in {"senior", "top", "foreign", "prime", "defense"}


def signed(scene: Scene) -> Iterator[Telling]:
    """A quotation with a name after a dash: “We are tired.” ― Maria Lopez."""
    name = SIGNED.search(scene.text) if scene.quotes else None
    if name is None or not any(quote.end - scene.start == name.start() + 1 for quote in scene.quotes):
        return
    start = max(0, min(quote.start for quote in scene.quotes) - scene.start)
    token = scene.token_at(name.end("name") - 1)
    said = ((start, name.start() + 1),)
    mark = scene.at(*name.span("dash"))
    yield Telling(token, None, token, token, said, direct=True, label=name["name"], mark=mark)
