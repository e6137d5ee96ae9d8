"""A phrase → whose stance it tells: the actor itself or the one whose policy, position or message it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.extract.matters import Reach, base, words
from dragoman.extract.parties import acting, actors, owners
from dragoman.extract.scene import Scene, pending
from dragoman.extract.syntax import (
    addressed,
    agent,
    ancestors,
    child,
    conjuncts,
    is_noun,
    is_verb,
    passive,
    prep_object,
    subject,
)
from dragoman.grammar import Token
from dragoman.model import Mention, Ref, Span, Statement

CLIMB = 4
"""Heads asked for a subject: "is willing to try to talk"."""


def holders(scene: Scene, token: Token | None) -> list[Ref]:
    """Return whose stance a subject's is; nobody's where the subject is a thing that holds none."""
    if token is None:
        return []
    found = [one for part in conjuncts(token) for one in _holder(scene, part)]
    return [pending(one) for one in found]


def _holder(scene: Scene, token: Token) -> list[Mention]:
    own = acting(scene, token)
    if base(token) in words("fronts", "people") and _unnamed(token, own):
        named = owners(scene, token) or _of(scene, token)
        if named:
            return named
    if own is not None:
        return [] if own.form != "person" and not own.names and own.head in words("private", "words") else [own]
    if base(token) in words("fronts", "words") | words("fronts", "papers"):
        return owners(scene, token) or _of(scene, token)
    return []


def _unnamed(token: Token, own: Mention | None) -> bool:
    """Whether only who is named beside it tells for whom it stands: "Maduro's *representatives*"."""
    return own is None or not (own.states or own.names or child(token, "poss"))


def _of(scene: Scene, token: Token) -> list[Mention]:
    inner = prep_object(token, "of", "from", "by")
    if inner is None:
        return []
    return [one for part in conjuncts(inner) for one in _holder(scene, part)]


def possessors(scene: Scene, noun: Token) -> list[Ref]:
    """Return whose a readiness or refusal is, by genitive, adjective or of-phrase; a bound "its" counts for nobody."""
    own = child(noun, "poss")
    if own is not None and own.lower_ in words("persons", "bound"):
        return []
    return [pending(one) for one in owners(scene, noun) or _of(scene, noun) or _made_by(scene, noun)]


def _made_by(scene: Scene, noun: Token) -> list[Mention]:
    """ "a proposal *put forward by Caracas*"."""
    makers = [agent(kid) for kid in noun.children if kid.dep_ == "acl" and kid.tag_ == "VBN"]
    return [one for maker in makers if maker is not None for one in _holder(scene, maker)]


def before_colon(scene: Scene) -> list[Ref]:
    """Return the name a headline puts before its colon: "Peskov: no point in talks"."""
    colon = next((token for token in scene.doc[:6] if token.text == ":"), None)
    if colon is None or colon.i == 0:
        return []
    one = acting(scene, colon.nbor(-1))
    return [pending(one)] if one is not None else []


def speaker(scene: Scene, token: Token, speeches: Sequence[Statement]) -> list[Ref]:
    """Return who says the words in which the token stands: the innermost speaker."""
    at = scene.of(token)
    covering = [one for one in speeches if one.content.covers(at)]
    if not covering:
        return before_colon(scene) or saying(scene)
    inner = min(covering, key=lambda one: one.content.end - one.content.start)
    return [one.speaker for one in covering if one.content == inner.content]


def saying(scene: Scene) -> list[Ref]:
    """Return a speaker named after the words: "No talks unless …, says Tshisekedi"."""
    for token in scene.doc:
        if token.lemma_ in {"say", "add"}:
            late = next((kid for kid in token.children if kid.dep_ in {"nsubj", "dobj"} and kid.i > token.i), None)
            if late is not None:
                return holders(scene, late)
    return _after_colon(scene)


def _after_colon(scene: Scene) -> list[Ref]:
    """The name a headline puts at its end: "No talks until troops leave: Oslo"."""
    colon = next((token for token in scene.doc[-6:] if token.text == ":"), None)
    last = scene.doc[-1]
    if colon is None or colon.i < 2 or colon == last or last.is_punct or scene.quotes:
        return []
    one = acting(scene, last)
    return [pending(one)] if one is not None else []


def doer(word: Token) -> Token | None:
    """Return who does what the word says, climbing through "ready to …" and "wants to …" to a subject."""
    for _ in range(CLIMB):
        own = child(word, "nsubj", "nsubjpass")
        if own is not None and own.tag_ not in {"WDT", "WP"}:
            return own
        if _astray(word):
            word = word.head.head
        found = subject(word) if is_verb(word) else None
        if found is not None or word.head == word:
            return found
        word = word.head
    return None


def _astray(verb: Token) -> bool:
    """ "will attend if X withdraws and will sign": the parser joins the second promise to the condition."""
    return verb.dep_ == "conj" and verb.head.dep_ == "advcl" and any(kid.tag_ == "MD" for kid in verb.children)


def nobody(holder: Token | None) -> bool:
    """Whether the subject is denied: "neither side is ready"."""
    return holder is not None and any(kid.lower_ in {"neither", "no"} and kid.i < holder.i for kid in holder.children)


def toward(scene: Scene, cue: Token, reached: Reach | None, held: Sequence[Ref]) -> Ref | None:
    """Return the other party: named with, to or as object of the matter; never a holder."""
    taken = {one.surface for one in held}
    top = cue if reached is None else reached.way[0] if reached.way[0].head == cue else cue
    tokens = sorted((word for word in (*cue.subtree, *_beside(cue, top)) if word.i > cue.i), key=lambda word: word.i)
    if reached is not None:
        tokens = [*reached.word.subtree, *tokens]
    for word in tokens:
        for one in _other(scene, word):
            if one.span not in taken:
                return pending(one)
    return _before_matter(scene, reached, taken)


def _before_matter(scene: Scene, reached: Reach | None, taken: set[Span | None]) -> Ref | None:
    """ "ready for US talks": the other party as an adjective of the matter."""
    found = owners(scene, reached.word) if reached is not None else []
    return next(
        (pending(one) for one in found if one.span not in taken and one.head not in words("persons", "bound")), None
    )


def mutual(cue: Token) -> bool:
    """Whether the words say "each other" or "one another"."""
    pairs = {(word.nbor(-1).lower_, word.lower_) for word in cue.subtree if word.i}
    return bool(pairs & {("each", "other"), ("one", "another")})


def _beside(cue: Token, top: Token) -> Iterator[Token]:
    """A phrase the parser hung one word too high: "accepted a truce | with Riyadh"."""
    if top.dep_ in {"acomp", "xcomp", "dobj"} and not is_verb(cue):
        for kid in cue.head.children:
            if kid.dep_ == "prep" and kid.i > cue.i:
                yield from kid.subtree


def _other(scene: Scene, word: Token) -> list[Mention]:
    if not _partner(word):
        return []
    found = acting(scene, word)
    several = [found] if found is not None else actors(scene, word, doers=("with", "of")) if is_noun(word) else []
    return [
        one
        for one in several
        if one.form != "parties" and one.head not in words("persons", "reflexive") | words("persons", "bound")
    ]


def _partner(word: Token) -> bool:
    """Whether the word stands where the other side of a contact stands."""
    if word.dep_ == "pobj":
        return word.head.lower_ in {"with", "to", "from", "between", "toward", "towards"}
    if word.dep_ == "dobj":
        return base(word.head) in {"meet", "engage", "host", "invite", "receive", "visit", "see"}
    if word.dep_ in {"compound", "poss", "amod"}:
        return False
    return word.dep_ == "nsubj" and word.head.dep_ in {"xcomp", "pcomp"}


def governed_by(token: Token, lemmas: frozenset[str]) -> bool:
    """Whether a verb among `lemmas` asks or makes somebody else do what the token says."""
    return any(
        is_verb(head) and base(head) in lemmas and _somebody_else(part, head) for part, head in _governing(token)
    )


def _somebody_else(part: Token, head: Token) -> bool:
    if passive(head) or child(part, "nsubj", "nsubjpass") is not None:
        return True
    return addressed(head) is not None


def _governing(token: Token) -> Iterator[tuple[Token, Token]]:
    """The verbs above, each with the part it governs, as long as that is asked for and not told."""
    while token.head != token and token.dep_ in {"xcomp", "ccomp", "advcl", "acomp", "oprd", "conj", "attr"}:
        head = token.head
        if token.dep_ in {"ccomp", "advcl"} and not _bare(token):
            return
        if token.dep_ != "conj":
            yield token, head
        token = head


def _bare(verb: Token) -> bool:
    """Whether the clause is an infinitive or a subjunctive: what is asked for, not what is told."""
    return verb.tag_ == "VB" and not any(kid.tag_ == "MD" for kid in verb.children)


def hypothetical(token: Token) -> bool:
    """Whether the token stands in an if-, unless- or whether-clause: nothing in it is told as so."""
    if any(one.dep_ == "pcomp" and one.head.lower_ == "before" for one in (token, *ancestors(token))):
        return True
    return any(kid.lower_ in words("verbs", "hypotheses") and kid.i < word.i and kid.dep_ in {"mark", "advmod"}
               for word in (token, *ancestors(token)) for kid in word.children)  # fmt: skip


def doers(scene: Scene, verb: Token) -> list[Ref]:
    """Return whose the attitude is that a verb tells: who does it, or whoever puts forward the paper that does."""
    doer = agent(verb) if passive(verb) else subject(verb)
    return (holders(scene, doer) or _authors(scene, doer)) if doer is not None else []


def _authors(scene: Scene, paper: Token) -> list[Ref]:
    """ "proposed *a plan* calling for talks": whoever puts forward the paper that asks for it."""
    if base(paper) not in words("fronts", "papers"):
        return []
    own = possessors(scene, paper)
    offered = paper.dep_ == "dobj" and base(paper.head) in words("fronts", "offering")
    return own or (holders(scene, subject(paper.head)) if offered else [])
