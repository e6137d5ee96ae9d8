"""A cue's word → the words it reports: its clause, its object or the quotation beside it, without the cue itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.data import words
from dragoman.dates import MONTH_NAMES, WEEKDAY_NAMES
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import ancestors, child, children, is_verb, passive
from dragoman.grammar import Token

Pieces = tuple[tuple[int, int], ...]
"""Stretches of a sentence (offsets in it), in order: "The talks, he said, will go on" has two."""

CLAUSE = frozenset({"ccomp", "xcomp"})
OBJECT = frozenset({"dobj", "oprd", "attr", "acomp"})
TOPIC = frozenset(
    ["about", "of", "on", "over", "for", "against", "with", "as", "to", "into", "from", "toward", "towards", "upon",
     "at", "regarding", "concerning"]
)  # fmt: skip
"""Prepositions that lead to what is spoken of; the others tell when, where and how."""

_DATES = frozenset({*WEEKDAY_NAMES, *MONTH_NAMES})
EDGE = " \t\n\r,;:.–—―-"
"""Signs that stand between a cue and what it reports, and belong to neither."""


def content(scene: Scene, verb: Token, source: Token | None, clause: Token | None) -> Pieces:
    """Return the words a verb reports; `clause` is the one it reports from inside or beside ("X, he said")."""
    own = cue_words(scene, verb, source)
    if verb.lemma_ == "put" and (said := after_colon(scene, verb)):
        return pieces(scene, said)
    found = _governing(verb, clause, own) if clause is not None and _above(verb, clause) else set()
    found |= _complements(scene, verb, source, bool(found))
    found |= _quoted(scene, verb, own, found)
    if not found and source is not None:
        found = after_colon(scene, verb) or tail(scene, verb, source) or _described(verb)
    if ";" in scene.text:  # a cue does not reach back over one
        start = max((word.i for word in scene.doc[: verb.i] if word.text == ";" and not scene.quoted(word)), default=-1)
        found = {at for at in found if at > start}
    return pieces(scene, found - own)


def tail(scene: Scene, verb: Token, source: Token) -> set[int]:
    """Everything before a cue that ends the sentence after a comma, whatever the parse makes of it: "No, *he said*."

    What follows the cue must be the end, a comma, or words that tell when, where and to whom.
    """
    first = min(word.i for word in source.subtree if word.i <= source.i)
    if (
        child(verb, "xcomp") is not None
        or source.i > verb.i
        or first < 2
        or scene.doc[first - 1].text not in {",", "—", "–", "”", '"'}
    ):
        return set()
    after = scene.doc[verb.i + 1] if verb.i + 1 < len(scene.doc) else None
    if after is not None and after.tag_ not in {".", ",", ":", "IN", "TO", "NNP", "RB", "NN", "NNS", "''"}:
        return set()
    if after is not None and after.tag_ in {"IN", "TO"} and not aside(after):
        return set()
    start = max((word.i + 1 for word in scene.doc[: first - 1] if word.text == ";"), default=0)
    before = [kid for kid in verb.children if kid.i < first - 1 and kid.dep_ in {"advcl", "prep", "advmod"}]
    aside_first = any(kid.dep_ != "advcl" or kid.left_edge.tag_ in {"IN", "WRB", "VBG"} for kid in before)
    return set() if aside_first else set(range(start, first - 1))


def after_colon(scene: Scene, verb: Token) -> set[int]:
    """What follows a colon that belongs to the cue: "Erdogan tells Nordics: *no extradition, no NATO*"."""
    colon = next((word.i for word in scene.doc[verb.i + 1 : verb.i + 8] if word.text == ":"), None)
    if colon is None or any(is_verb(word) for word in scene.doc[verb.i + 1 : colon]):
        return set()
    return set(range(colon + 1, len(scene.doc)))


def announces(scene: Scene, verb: Token) -> bool:
    """Whether the words themselves stand in another sentence: "He added:", or, after a question, "Smith asked"."""
    last = scene.doc[-1]
    between = scene.doc[verb.i + 1 : last.i]
    if len(between) >= 8 or any(is_verb(word) for word in between):
        return False
    return last.text == ":" or (verb.dep_ == "ROOT" and not scene.quotes and child(verb, "dobj", "ccomp") is None)


def _described(verb: Token) -> set[int]:
    """What a clause tells of the noun it hangs on: "a point *highlighted by Lavrov*", "a claim *Kabul has denied*"."""
    answered = verb.dep_ == "relcl" and verb.head.lemma_.lower() in words("statements", "nouns", "claims")
    if not answered and (verb.dep_ != "acl" or not passive(verb)):
        return set()
    return {word.i for word in verb.head.subtree} - {word.i for word in verb.subtree}


def cue_words(scene: Scene, verb: Token, source: Token | None) -> set[int]:
    """The words of the cue and its source: none of them is reported."""
    near = (kid for kid in verb.children if kid.dep_ in {"aux", "auxpass", "neg", "prt"})
    own = {verb.i, *(kid.i for kid in near if scene.quoted(kid) == scene.quoted(verb))}
    if source is not None and not _inside(verb, source):
        own |= {word.i for word in source.subtree if word.i < verb.i or source.i > verb.i}
    return own


def _inside(token: Token, other: Token) -> bool:
    return any(word.i == token.i for word in other.subtree)


def _above(verb: Token, clause: Token) -> bool:
    """Whether the clause governs the cue or stands outside it, rather than hanging on it."""
    return all(head.i != verb.i for head in (clause, *ancestors(clause)))


def _governing(verb: Token, clause: Token, own: set[int]) -> set[int]:
    """The clause a cue stands in ("Talks, he said, go on"): all of it but what hangs on the cue."""
    outside = {word.i for word in verb.subtree}
    for joined in children(clause, "conj"):
        if joined.i > verb.i and is_verb(joined) and child(joined, "nsubj") is None:
            outside |= {word.i for word in joined.subtree}
    return {word.i for word in clause.subtree} - outside - own


def _complements(scene: Scene, verb: Token, source: Token | None, framed: bool) -> set[int]:
    kids = [kid for kid in verb.children if source is None or not _inside(source, kid)]
    clauses = [kid for kid in kids if kid.dep_ in CLAUSE or (kid.dep_ == "parataxis" and kid.i > verb.i)]
    clauses += [inner for kid in kids if kid.dep_ in {"dobj", "dative"} for inner in _told(verb, kid)]
    stray = stray_clause(verb) if not clauses else None
    clauses += [stray] if stray is not None else []
    chosen = clauses or ([] if framed else _objects(scene, verb, kids))
    if clauses and all(kid.dep_ == "xcomp" for kid in clauses):
        chosen = [*clauses, *(kid for kid in kids if kid.dep_ in {"dobj", "nsubjpass"} and kid.lower_ != "it")]
    if clauses and any(kid.i < verb.i for kid in clauses):
        direct = any(scene.quoted(kid) for kid in clauses)
        after = (kid for kid in kids if kid.i > verb.i and _goes_on(kid))
        chosen = [*clauses, *(kid for kid in after if not direct or scene.quoted(kid))]
    loose = set() if clauses else {word.i for kid in chosen for word in set_off(kid)}
    return {word.i for kid in chosen for word in kid.subtree} - loose


def set_off(thing: Token) -> Iterator[Token]:
    """What is only added to a thing after a comma: "endorsed Smith, *who says he is honoured*"."""
    for word in thing.subtree:
        if word.dep_ in {"relcl", "appos"} and word.left_edge.i > thing.i:
            before = word.doc[word.left_edge.i - 1].text
            if before in {",", "—", "–", "-", "--"}:
                yield from word.subtree


def _told(verb: Token, whom: Token) -> Iterator[Token]:
    """The clause that hangs on whom it was told in the parse: "reminded them *that*"."""
    if verb.lemma_ in words("statements", "verbs", "to_whom"):
        for kid in whom.children:
            if kid.dep_ in {"acl", "relcl"} and any(mark.lower_ in {"that", "whether"} for mark in kid.children):
                yield kid


def stray_clause(verb: Token) -> Token | None:
    """The clause that the parser hung on a word of the cue's phrases: "told reporters after *talks that* …".

    Of other verbs than those of speech only what tells when and where leads to one: "indicated in *a letter that* …".
    """
    lemma = verb.lemma_.lower()
    speaks = lemma in words("statements", "verbs", "speak")
    if not speaks and lemma not in words("statements", "verbs", "any"):
        return None
    leading = {"prep", "npadvmod", "advmod"} | ({"dobj", "dative"} if speaks else set())
    for kid in verb.children:
        if kid.dep_ not in leading or kid.i < verb.i:
            continue
        for word in kid.subtree:
            if word.dep_ in {"acl", "ccomp", "relcl"} and word.i - verb.i > 1 and _that(word):
                return word
    return None


def _that(clause: Token) -> bool:
    own = child(clause, "nsubj", "nsubjpass", "expl")
    return own is not None and any(kid.dep_ == "mark" and kid.lower_ == "that" for kid in clause.children)


def _goes_on(kid: Token) -> bool:
    """What the reported sentence goes on with after the cue: "A, he said, *and B*", "…, *because C*"."""
    if kid.i == 0 or kid.doc[kid.left_edge.i - 1].text != ",":
        return kid.dep_ == "conj" and is_verb(kid) and child(kid, "nsubj", "nsubjpass", "expl") is not None
    if kid.dep_ == "advcl":
        return kid.tag_ not in {"VBG", "VBN"} or child(kid, "nsubj") is not None
    return kid.dep_ in {"ccomp", "conj"} and child(kid, "nsubj", "nsubjpass", "expl") is not None


def _objects(scene: Scene, verb: Token, kids: list[Token]) -> list[Token]:
    """What is spoken of where no clause is: the object, what it is called, what the cue is about."""
    whom = child(verb, "dobj") if child(verb, "dative") is None and verb.lemma_ == "tell" else None
    things = [kid for kid in kids if kid.dep_ in OBJECT and kid != whom]
    if passive(verb):
        things += [kid for kid in kids if kid.dep_ == "nsubjpass"]
    about = [kid for kid in kids if kid.dep_ == "prep" and kid.lower_ in TOPIC and not aside(kid)]
    adverbial = [
        kid
        for kid in kids
        if kid.dep_ == "advcl"
        and kid.i > verb.i
        and (scene.quoted(kid) or any(m.lower_ == "for" for m in kid.children))
    ]
    if things:
        about = [kid for kid in about if kid.lower_ not in {"at", "from"} and kid.i > verb.i]
    return [*things, *about, *adverbial]


def aside(prep: Token) -> bool:
    """Whether a phrase tells when, through what or to whom it was said ("on Tuesday", "to reporters")."""
    inner = child(prep, "pobj", "pcomp")
    if inner is None:
        return False
    low = inner.lower_
    return (
        inner.text in _DATES
        or low in words("statements", "media", "carriers") | words("statements", "media", "times")
        or inner.lemma_.lower() in words("statements", "media", "words")
    )


def _quoted(scene: Scene, verb: Token, own: set[int], found: set[int]) -> set[int]:
    """The quotations of which words are reported, whole; where none is, the one that touches the cue."""
    if not scene.quotes or scene.quoted(verb):
        return set()
    more: set[int] = set()
    quotes = [_tokens(scene, start, end) for start, end in _parts(scene)]
    quotes = [quote for quote in quotes if quote and not quote & own]
    for quote in quotes:
        if quote & found:
            more |= quote
    before = bool(more or found) and min(more | found) < verb.i
    if not found or before:
        more |= _touching(scene, own, quotes, need_before=not found)
    return more


def _parts(scene: Scene) -> list[tuple[int, int]]:
    length = len(scene.text)
    return [(max(one.start - scene.start, 0), min(one.end - scene.start, length)) for one in scene.quotes]


def _tokens(scene: Scene, start: int, end: int) -> set[int]:
    return {token.i for token in scene.doc if start <= token.idx < end}


def _touching(scene: Scene, own: set[int], quotes: list[set[int]], *, need_before: bool) -> set[int]:
    """The quotation that ends right before the cue's words, and the one that begins right after them."""
    first, last = min(own), max(own)
    found: set[int] = set()
    if need_before:
        ended = [quote for quote in quotes if max(quote) < first]
        if ended and not any(is_verb(word) for word in scene.doc[max(ended[-1]) + 1 : first]):
            found |= ended[-1]
    begun = next((quote for quote in quotes if min(quote) > last), None)
    if begun is not None and not any(
        is_verb(word) and word.dep_ not in {"relcl", "acl"} for word in scene.doc[last + 1 : min(begun)]
    ):
        found |= begun
    return found


def pieces(scene: Scene, tokens: Iterable[int]) -> Pieces:
    """Return the stretches the tokens make, without signs at their edges that belong to no quotation."""
    found: list[tuple[int, int]] = []
    run: list[int] = []
    for at in [*sorted(tokens), -1]:
        if run and at == run[-1] + 1:
            run.append(at)
            continue
        if run:
            found.extend(_trimmed(scene, run))
        run = [at]
    return tuple(found)


def _trimmed(scene: Scene, run: list[int]) -> Iterator[tuple[int, int]]:
    start = scene.doc[run[0]].idx
    last = scene.doc[run[-1]]
    text = scene.text[start : last.idx + len(last)]
    left = len(text) - len(text.lstrip(EDGE))
    text = text.strip(EDGE)
    if any(sign.isalnum() for sign in text):
        yield start + left, start + left + len(text)


def hull(parts: Pieces) -> tuple[int, int]:
    """The one stretch from the first piece to the last."""
    return min(part[0] for part in parts), max(part[1] for part in parts)
