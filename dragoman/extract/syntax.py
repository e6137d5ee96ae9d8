"""Questions to a parsed sentence: who is the subject, what is the object, which words belong together."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.grammar import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "xcomp", "pcomp", "conj", "parataxis"})
BLAMING = frozenset(
    ["blame", "accuse", "criticise", "criticize", "condemn", "denounce", "praise", "thank", "suspect", "rebuke"]
)
"""What follows "for" or "of" is what the other one did: "blamed Minsk for refusing to talk"."""
PARTICLES = frozenset({"out", "off", "down", "over", "up", "back", "in", "away", "aside", "on", "forward"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_VERBS = frozenset({"VBD", "VBG", "VBN", "MD"})
_EITHER = frozenset({"VB", "VBP", "VBZ"})
"""Tags that the tagger now and then gives to nouns."""
NAME_PARTS = frozenset({"compound", "nmod", "flat"})


def child(token: Token, *deps: str) -> Token | None:
    """Return the first child of `token` with one of the dependency labels."""
    for kid in token.children:  # asked for a hundred times a sentence: a loop costs half a generator
        if kid.dep_ in deps:
            return kid
    return None


def children(token: Token, *deps: str) -> list[Token]:
    return [kid for kid in token.children if kid.dep_ in deps]


def conjuncts(token: Token) -> list[Token]:
    """Return the token and everything joined to it by and/or, in order."""
    found = [token]
    for kid in token.children:
        if kid.dep_ == "conj":
            found.extend(conjuncts(kid))
    return found


def is_verb(token: Token) -> bool:
    return token.tag_ in _VERBS or (token.tag_ in _EITHER and not _noun_by_place(token))


def is_noun(token: Token) -> bool:
    return token.tag_ in _NOUNS or (token.tag_ in _EITHER and _noun_by_place(token))


def _noun_by_place(token: Token) -> bool:
    """A word that the tagger takes for a verb and the parser for a noun is a noun: "the idea of an *encounter*"."""
    in_place = token.dep_ in {"nsubj", "pobj", "nsubjpass", "dobj"}
    return in_place and not any(kid.dep_ in {"aux", "nsubj"} for kid in token.children)


def passive(verb: Token) -> bool:
    """Whether the verb is passive, also as a bare participle after its noun ("talks mediated by Qatar")."""
    if any(kid.dep_ in {"auxpass", "nsubjpass"} for kid in verb.children):
        return True
    bare = verb.tag_ == "VBN" and verb.dep_ in {"acl", "amod", "advcl"}
    return bare and child(verb, "aux", "nsubj") is None


def agent(verb: Token) -> Token | None:
    """Return who did it in a passive clause."""
    for by in verb.children:
        if by.dep_ == "agent" or (by.dep_ == "prep" and by.lower_ == "by" and passive(verb)):
            return child(by, "pobj")
    return None


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Return the noun that acts in `verb`: its own subject, or the one a higher verb lends it.

    Passive clauses give their agent. Infinitives take the object of the verb that governs them ("urged X to go"),
    else its subject; participles and joined verbs the subject of their clause; relative clauses the noun they describe.
    """
    if depth > 6:
        return None
    if passive(verb):
        return agent(verb)
    own = _nearest_subject(verb)
    if own is not None:
        return _antecedent(own, verb)
    return _lent_subject(verb, depth)


def _nearest_subject(verb: Token) -> Token | None:
    """The subject; of two before the verb the nearer ("The newspaper *Kommersant* reported")."""
    found = [kid for kid in verb.children if kid.dep_ in {"nsubj", "csubj"}]
    before = [kid for kid in found if kid.i < verb.i]
    return before[-1] if before else (found[0] if found else None)


def _antecedent(own: Token, verb: Token) -> Token:
    """ "who", "which" and "that" stand for the noun their clause describes."""
    if own.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
        return verb.head
    return own


def _lent_subject(verb: Token, depth: int) -> Token | None:
    head = verb.head
    if verb.dep_ in {"xcomp", "ccomp"} and child(verb, "aux") is not None and is_verb(head):
        if passive(head):
            return patient(head)
        lender = addressed(head)
        return lender if lender is not None and not _done_to_it(verb) else subject(head, depth + 1)
    if verb.dep_ in {"xcomp", "advcl", "ccomp"} and head.tag_.startswith("JJ") and is_verb(head.head):
        return subject(head.head, depth + 1)
    if verb.dep_ == "conj" and verb.tag_ == "VBD" and head.tag_ == "VB":
        finite = next((above for above in ancestors(head) if above.tag_ in {"VBD", "VBZ", "VBP"}), None)
        return subject(finite, depth + 1) if finite is not None else None
    if verb.dep_ in {"conj", "xcomp", "advcl", "ccomp", "dep"} and (is_verb(head) or head.pos_ == "ADJ"):
        return patient(head) if passive(head) and verb.dep_ != "conj" else subject(head, depth + 1)
    if verb.dep_ in {"acl", "relcl"} and is_noun(head):
        if verb.tag_ == "VBD":
            return subject(clause_verb(head), depth + 1)
        return _noun_subject(verb, depth)
    if verb.dep_ in {"pcomp", "prep"}:
        return _through_preposition(verb, depth)
    return None


def _done_to_it(verb: Token) -> bool:
    """ "telephoned his counterparts to congratulate *them*": who is acted on does not act."""
    thing = child(verb, "dobj")
    return thing is not None and thing.lower_ in {"him", "her", "them"}


def _noun_subject(verb: Token, depth: int) -> Token | None:
    """The subject of a clause that hangs on a noun: "a pledge to leave" → who pledged; "troops leaving" → troops."""
    noun = verb.head
    if verb.tag_ == "VBG":
        return noun
    possessor = child(noun, "poss") or prep_object(noun, "by")
    if possessor is not None:
        return possessor
    if noun.dep_ in {"dobj", "attr", "nsubjpass"} and is_verb(noun.head):
        return subject(noun.head, depth + 1)
    return None


def _through_preposition(verb: Token, depth: int) -> Token | None:
    governor = verb.head.head if verb.dep_ == "pcomp" else verb.head
    if governor.dep_ in {"advmod", "prep"} and is_verb(governor.head):  # "stopped *short* of blaming"
        governor = governor.head
    if governor.lemma_ in BLAMING and verb.head.lower_ in {"for", "of"}:
        return patient(governor)
    if is_verb(governor) and (passive(governor) or quoted_saying(governor) is not None):
        return patient(governor)
    if is_verb(governor):
        return subject(governor, depth + 1)
    if quoted_saying(governor.head) == governor:
        return governor
    if is_noun(governor):
        possessor = child(governor, "poss")
        if possessor is not None:
            return possessor
        if governor.dep_ in {"dobj", "attr"} and is_verb(governor.head):
            return subject(governor.head, depth + 1)
    if governor.pos_ == "ADJ" and is_verb(governor.head):
        return subject(governor.head, depth + 1)
    return None


def quoted_saying(verb: Token) -> Token | None:
    """Return whose words they are where an agency passes them on: "Tass quoted *the minister* as saying"."""
    thing = child(verb, "dobj") if verb.lemma_ in {"quote", "cite"} else None
    said = [prep_object(one, "as") for one in (verb, thing) if one is not None]
    return thing if any(one is not None and one.tag_ == "VBG" for one in said) else None


def patient(verb: Token) -> Token | None:
    """Return the noun acted on: the object, or the subject of a passive clause."""
    if passive(verb):
        own = child(verb, "nsubjpass")
        if own is not None:
            return _antecedent(own, verb)
        return verb.head if verb.dep_ in {"acl", "amod"} and is_noun(verb.head) else _raised(verb)
    return child(verb, "dobj", "dative")


def _raised(verb: Token) -> Token | None:
    """ "*the tariffs* are to be lifted", "are likely to be lifted": what the clause above has for its subject."""
    above = verb.head
    if verb.dep_ != "xcomp":
        return None
    if above.tag_.startswith("JJ") and above.dep_ == "acomp":
        above = above.head
    if not is_verb(above) or child(above, "dobj") is not None:
        return None
    own = child(above, "nsubjpass", "nsubj")
    return _antecedent(own, above) if own is not None else _raised(above)


def addressed(verb: Token) -> Token | None:
    """Return who a verb is addressed to: its object or what follows "on", "to", "for" ("called on X to …")."""
    direct = child(verb, "dobj", "dative")
    if direct is not None:
        return direct
    after = (prep_object(verb, name) for name in ("on", "upon", "for"))
    return next((found for found in after if found is not None and found.i > verb.i), None)


def prep_object(token: Token, *names: str) -> Token | None:
    """Return the object of the first preposition among `names` that hangs on `token`."""
    for kid in _hanging(token):
        if kid.dep_ in {"prep", "dative", "agent", "prt"} and kid.lower_ in names:
            found = child(kid, "pobj", "pcomp")
            if found is not None:
                return found
    return None


def _hanging(token: Token) -> Iterator[Token]:
    """The words that hang on a token, or on its particle: "pulled *back from* the south"."""
    for kid in token.children:
        yield kid
        if kid.dep_ in {"advmod", "prt"} and kid.lower_ in PARTICLES:
            yield from kid.children


def preps(token: Token) -> Iterator[tuple[str, Token]]:
    """Yield every (preposition, object) that hangs on `token`, chained ones too ("from … to …")."""
    for kid in _hanging(token):
        if kid.dep_ in {"prep", "dative", "agent"}:
            found = child(kid, "pobj")
            if found is not None:
                yield kid.lower_, found
            for deeper in children(kid, "prep"):
                inner = child(deeper, "pobj")
                if inner is not None:
                    yield f"{kid.lower_} {deeper.lower_}", inner


def subtree(token: Token, *, without: frozenset[str] = frozenset()) -> tuple[int, int]:
    """Return the character offsets (in the sentence) of the token with all that hangs on it.

    Children with a label in `without` are left out where they stand at the edge.
    """
    words = [token]
    for kid in token.children:
        if kid.dep_ not in without:
            words.extend(kid.subtree)
    first, last = min(words, key=lambda word: word.i), max(words, key=lambda word: word.i)
    return first.idx, last.idx + len(last)


def ancestors(token: Token) -> Iterator[Token]:
    """Yield the token's heads, nearest first, to the root."""
    while token.head != token:
        token = token.head
        yield token


def clause_verb(token: Token) -> Token:
    """Return the verb of the clause the token stands in; the root when there is none."""
    while not is_verb(token) and token.head != token:
        token = token.head
    return token
