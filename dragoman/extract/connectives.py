"""A parsed sentence → the words that set a condition: where they stand, what joins them, and the step they govern."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.data import toml
from dragoman.extract.matters import base, matter_of
from dragoman.extract.modality import negated
from dragoman.extract.parties import acting, actors, owners, spotted
from dragoman.extract.scene import Scene, pending
from dragoman.extract.syntax import ancestors, child, children, conjuncts, is_noun, is_verb, prep_object, subject
from dragoman.grammar import Token, top
from dragoman.model import Ref

ASKING = frozenset(
    ["say", "ask", "wonder", "know", "see", "decide", "check", "question", "consider", "tell", "clear", "doubt",
     "clarify", "specify", "determine", "discuss", "test", "unclear", "learn", "find"]
)  # fmt: skip
MODALS = frozenset(["will", "would", "can", "could", "wo", "'ll", "’ll", "'d", "may", "might", "shall", "must", "ca"])
ASIDE = frozenset({"as", "while", "after", "because", "since", "although", "though"})
THREATS = frozenset({"threaten", "warn"})
SO = frozenset({"as", "so"})
NEEDING = frozenset({"has", "have", "needs", "need", "needed"})
WINDOW = 14
"""Words between a connective and the verb of its clause: a longer subject is a parse gone astray."""


@dataclass(frozen=True, slots=True)
class Bond:
    """What joins a step to its condition: first and last word of the condition, the connective, the step's word."""

    first: Token
    last: Token
    connective: str
    step: Token
    on: Ref | None = None
    by: Token | None = None


def bonds(scene: Scene) -> Iterator[Bond]:
    """Yield the conditional constructions of the sentence in order."""
    for token in scene.doc:
        lower = token.lower_
        if lower in _first_words():
            yield from _clause(scene, token)
            yield from _phrase(scene, token)
        if lower in words("verbs", "on") or lower in words("verbs", "to"):
            yield from _on(scene, token)
        if base(token) in words("verbs", "objects") and is_verb(token):
            yield from _object(scene, token)
        if lower in {"need", "needs"} and is_verb(token):
            yield from _needed(scene, token)
        if lower in {"before", "ahead"}:
            yield from _first(scene, token)
        if lower == "first":
            yield from _at_first(scene, token)


# Clauses


def _clause(scene: Scene, token: Token) -> Iterator[Bond]:
    """ "if Moscow shifts its approach", "provided that …", "only after …", "not … until …"."""
    if token.i and token.nbor(-1).lower_ in {"as", "on"} and token.lower_ in {"if", "condition"}:
        return
    length, connective = _match(token, "clauses")
    if not length or _elliptic(token, length):
        return
    if not _opens(token, length):
        return
    verb = _clause_verb(token, length)
    if verb is None:
        return
    first = _widened(token)
    last = _last(scene, verb)
    step = _turned(_outside(verb, token, last), token)
    if connective == "if" and (wants(verb, step) or _consequence(verb, step)):
        return
    sure = connective in words("clauses", "sure") and step != verb
    sure = sure or _strict(scene, token, step)
    if not _sets(token, connective, verb, step) or not (sure or _governs(scene, token, verb, step, last)):
        return
    name = connective if first == token else f"{first.lower_} {connective}"
    yield Bond(first, last, name, step, _actor_of(scene, verb, token))


def _strict(scene: Scene, token: Token, step: Token) -> bool:
    """ "will lend *only* when …", "can *only* be considered once …": a step withheld by an actor, whatever it is."""
    only = token.i > 0 and token.nbor(-1).lower_ == "only"
    only = only or any(kid.lower_ == "only" and kid.i < token.i for kid in step.children)
    if not only or not _modal(step):
        return False
    own = child(step, "nsubj", "nsubjpass")
    return own is None or own.dep_ == "nsubjpass" or acting(scene, own) is not None


def wants(verb: Token, step: Token) -> bool:
    """ "*If X wants talks*, it must …": the demand is the condition, not that somebody wants them."""
    wish = verb if verb.lemma_ in words("wanting", "words") else child(verb, "acomp")
    if (
        wish is None
        or base(wish) not in words("wanting", "words")
        or not any(kid.lower_ == "if" for kid in verb.children)
    ):
        return False
    must = (step, child(step, "xcomp")) if step.lemma_ in {"have", "need"} else (step,)
    return any(one is not None and demanded(one) for one in must) and any(_is_step(word) for word in verb.subtree)


def _consequence(verb: Token, step: Token) -> bool:
    """ "If X respected Y, it would …", "if we rush, we may …", "…, it will be …": what follows, not what is asked."""
    own = child(step, "nsubj", "nsubjpass")
    if own is None or own.i < verb.i:
        return False
    perhaps = any(kid.lower_ in {"may", "might"} for kid in step.children if kid.tag_ == "MD")
    amounts = base(step) in {"be", "mean"} and own.lower_ in {"it", "this", "that"}
    return perhaps or amounts or (verb.tag_ == "VBD" and own.lower_ in {"it", "he", "she", "they"})


def _opens(token: Token, length: int) -> bool:
    """Whether a word that can be something else opens a clause: not "provided in an interview", "why should they"."""
    if token.lower_ == "should":
        return _inverted(token)
    if token.lower_ == "providing" and _lays_down(token):
        return False
    return length > 1 or token.lower_ not in {"provided", "providing"} or token.nbor(1).tag_ not in {"IN", "TO"}


def _lays_down(token: Token) -> bool:
    """ "a decision providing that": what a text says."""
    near = [token.head, *(kid for kid in token.head.children if kid.i < token.i)]
    said = token.i > 0 and token.nbor(-1).text != "," and token.nbor(1).lower_ == "that"
    return said and any(base(one) in words("clauses", "texts") for one in near)


def _inverted(token: Token) -> bool:
    """ "should the effort fail": the auxiliary before its subject, in a clause that hangs on another."""
    own = child(token.head, "nsubj", "nsubjpass")
    if token.i and token.nbor(-1).tag_ == "WRB":
        return False
    hanging = token.head.dep_ in {"advcl", "ccomp", "dep"} or token.i > 0
    return token.dep_ == "aux" and own is not None and own.i > token.i and hanging


def may_set(first: Token, last: Token) -> bool:
    """Whether words may be a condition, by how they open: not "while …" or "even when …"; "when …" as the rules ask."""
    length, connective = _match(first, "clauses")
    if length > 1:
        return True
    if first.lower_ in words("clauses", "aside"):
        return False
    verb, step = top(first.doc[first.i : last.i + 1]), governing(first, last)
    asked = verb.dep_ == "ccomp" and base(step) in ASKING and step.i < first.i
    if asked or _consequence(verb, step) or _measure(first, last, verb):
        return False
    if connective == "before":
        wanted = words("first", "asking") | words("first", "wanting")
        return _withheld(step) or demanded(step) or any(base(one) in wanted for one in _above(step))
    return connective != "when" or _sets(first, connective, verb, step)


def _measure(first: Token, last: Token, verb: Token) -> bool:
    """ "as long as it takes", "until the end of January": how long, not what for."""
    said = first.doc[first.i : last.i + 1]
    if not any(is_verb(word) for word in said):
        return any(base(word) in words("prepositions", "idle") for word in said)
    verb = last if is_verb(last) else verb
    own = child(verb, "nsubj")
    return last.i - verb.i < 2 and base(verb) in words("clauses", "measures") and own is not None and own.tag_ == "PRP"


def governing(first: Token, last: Token) -> Token:
    """Return the word on which a condition hangs, of which only its first and last word are known."""
    return _outside(top(first.doc[first.i : last.i + 1]), first, last)


def opening(first: Token) -> Token:
    """The first word of the connective that ends here: of "as long as", which the parser splits."""
    doc, at = first.doc, first.i
    split = first.lower_ == "as" and at > 1 and doc[at - 1].lower_ in {"long", "soon"} and doc[at - 2].lower_ in SO
    return doc[at - 2] if split else first


def _elliptic(token: Token, length: int) -> bool:
    """ "if any", "if necessary": no clause."""
    after = token.doc[token.i + length : token.i + length + 2]
    return len(after) < 2 or (after[1].text in {",", ".", ";", ":", ")"} and not is_verb(after[0]))


def _clause_verb(token: Token, length: int) -> Token | None:
    """The verb of the clause that the connective opens."""
    inside = token.i + length
    if length == 1 and token.dep_ in {"mark", "advmod", "aux"} and token.head.i > token.i and _full(token.head):
        return token.head
    for word in token.doc[inside : inside + WINDOW]:
        if word.tag_ == "VBG" and word.nbor(-1).text == ",":
            return None  # "until next year, citing …" opens no clause
        beyond = word.head.i < inside or word.head.i > word.right_edge.i
        if beyond and _full(word) and word.left_edge.i >= token.i:
            return word
    return None


def _full(word: Token) -> bool:
    """Whether the word heads a clause: a verb, or what the parser took for a noun in a headline's capitals."""
    if is_verb(word):
        return word.dep_ not in {"aux", "auxpass"}
    return word.dep_ == "advcl" and len(list(word.children)) > 1


def _last(scene: Scene, verb: Token) -> Token:
    """The last word of the clause: without a joined clause of its own, and not past the closing quotation mark."""
    last = verb.right_edge
    for kid in verb.children:
        if kid.dep_ == "conj" and kid.i > verb.i and any(aux.tag_ == "MD" for aux in kid.children):
            joint = next((one for one in verb.children if one.dep_ == "cc" and verb.i < one.i < kid.i), kid.left_edge)
            last = joint.nbor(-1)
    last = _before_saying(verb, _within_quotes(verb, last))
    while last.is_punct and last.i > verb.i:
        last = last.nbor(-1)
    return unbroken(last)


def _before_saying(verb: Token, last: Token) -> Token:
    """The last word before "…, the minister has said, after …", which the parser drew in."""
    words_in = verb.doc[verb.i + 1 : last.i + 1]
    said = next((word for word in words_in if word.lower_ in {"said", "says"}), None)
    commas = [word for word in words_in if word.text == "," and said is not None and 1 < said.i - word.i < WINDOW]
    return commas[-1].nbor(-1) if commas else last


def _within_quotes(verb: Token, last: Token) -> Token:
    """The last word before a quotation that opened before the clause closes; one that opens in it goes on."""
    opened = False
    for word in verb.doc[verb.left_edge.i : last.i + 1]:
        if word.text in {"“", "``"} or (word.text == '"' and _glued(word)):
            opened = True
        elif word.text in {'"', "”", "''"} and not opened and word.i > verb.i:
            return word.nbor(-1)
        elif word.text in {'"', "”", "''"}:
            opened = False
    return last


def _glued(mark: Token) -> bool:
    """Whether a straight quotation mark stands right before a word, and after a space."""
    before = mark.nbor(-1) if mark.i else None
    after = mark.nbor(1) if mark.i + 1 < len(mark.doc) else None
    spaced = before is None or before.idx + len(before) < mark.idx
    return spaced and after is not None and after.idx == mark.idx + len(mark)


def unbroken(last: Token) -> Token:
    """The last word of a condition, with the rest of a compound or infinitive the parser split: "to de | -escalate"."""
    while last.i + 1 < len(last.doc):
        following = last.nbor(1)
        glued = following.idx == last.idx + len(last) and "-" in {last.text, following.text}
        if not glued and last.lower_ != "to":
            break
        last = following.right_edge
    return last


def _outside(verb: Token, first: Token, last: Token) -> Token:
    """The word that the clause hangs on: the first head outside it."""
    word = verb
    while first.i <= word.i <= last.i and word.head != word:
        word = word.head
    if word.lower_ in {"provided", "providing", "long", "condition", "assuming"} and word.head != word:
        word = word.head
    return _promised(word, first)


def _turned(step: Token, first: Token) -> Token:
    """The clause before an inverted one that the parser made the main one: "*would retaliate* should they strike"."""
    before = [kid for kid in children(step, "ccomp", "advcl") if kid.i < first.i] if first.i < step.i else []
    return before[-1] if first.lower_ == "should" and before else step


def _promised(step: Token, first: Token) -> Token:
    """The promise inside a clause the parser hung the condition beside: "the message is that X would …, provided"."""
    if _modal(step) or step.i > first.i:
        return step
    inner = [kid for kid in step.children if kid.dep_ == "ccomp" and kid.i < first.i and _modal(kid)]
    return inner[-1] if inner else step


def _widened(token: Token) -> Token:
    if token.i and token.nbor(-1).lower_ in {"only", "except", "but"}:
        return token.nbor(-1)
    return token


def _sets(token: Token, connective: str, verb: Token, step: Token) -> bool:
    """Whether the connective sets a condition here."""
    before = token.nbor(-1).lower_ if token.i else ""
    if before in words("clauses", "idle_before") or _dates(token) or _by_the_way(verb):
        return False
    if connective in words("clauses", "strong"):
        return not (verb.dep_ == "ccomp" and base(step) in ASKING and connective == "if" and step.i < verb.i)
    halted = any(base(one) in words("clauses", "halting") for one in (step, step.head, *children(step, "xcomp")))
    if connective == "while" and _beside(verb, step, before == "," and not (halted and negated(verb))):
        return False
    if connective in words("clauses", "closing"):
        return (halted or _withheld(step)) and (connective != "while" or step.i < token.i)
    if base(step) in ASKING and (verb.dep_ == "ccomp" or connective == "when"):
        return False
    if before in {"only", "except"} or any(kid.lower_ == "only" and kid.i < token.i for kid in step.children):
        return True
    own = child(verb, "nsubj", "nsubjpass")
    if own is not None and base(own) in words("clauses", "terms"):
        return True
    if connective == "after" and token.i == 0 and verb.tag_ in {"VBN", "VBZ", "VBP"} and _able(step):
        return True
    dated = base(verb) in words("clauses", "dates") or (connective == "when" and negated(step))
    return connective != "after" and not dated and _modal(step) and verb.tag_ in {"VBZ", "VBP", "VBN", "VBD"}


def _able(step: Token) -> bool:
    """ "After the law is changed, the treaty *can be signed*": what is then possible."""
    return any(kid.lower_ in {"can", "could"} for kid in children(step, "aux")) and not negated(step)


def _by_the_way(verb: Token) -> bool:
    """ "if I may say so": asks leave to speak."""
    own = child(verb, "nsubj")
    return base(verb) in words("clauses", "speaking") and own is not None and own.lower_ in {"i", "we"}


def _beside(verb: Token, step: Token, parted: bool) -> bool:
    """Whether a clause with "while" only sets one thing beside another: "…, while", "was delayed while they count"."""
    slowed = base(step) in words("clauses", "slowing") and not negated(verb)
    return parted or slowed or (verb.tag_ == "VBG" and child(verb, "aux") is None)


def _dates(token: Token) -> bool:
    """ "days before the talks": how long before is a date."""
    timing = token.lower_ in {"before", "after", "ahead", "until"} and token.i > 0
    return timing and token.nbor(-1).lower_ in words("clauses", "spans")


def _withheld(step: Token) -> bool:
    """Whether the step is denied, refused or kept waiting."""
    return any(negated(one) or _none(one) or base(one) in words("clauses", "waiting") for one in _above(step)[:4])


def _above(step: Token) -> list[Token]:
    """The word and what governs it: of joined ones not the first, and nothing beyond a clause with a conjunction."""
    chain = [step]
    while step.head != step and not any(kid.dep_ == "mark" and kid.lower_ in ASIDE for kid in step.children):
        joined, step = step.dep_ == "conj", step.head
        if not joined:
            chain.append(step)
    return chain


def _none(word: Token) -> bool:
    there = children(word, "attr") if child(word, "expl") is not None else []
    near = [*word.children, *(kid for part in there for kid in part.children)]
    things = [kid for thing in children(word, "dobj") for kid in thing.children]  # "sees little point in talks until"
    scant = any(kid.lower_ in {"no", "little"} for kid in things)
    return scant or any(kid.lower_ in {"no", "never"} for kid in near) or word.lower_ == "impossible"


def _modal(verb: Token) -> bool:
    return any(kid.lower_ in MODALS for one in (verb, verb.head) for kid in one.children if kid.tag_ == "MD")


def _governs(scene: Scene, token: Token, verb: Token, step: Token, last: Token) -> bool:
    """Whether the governing clause speaks of a diplomatic step, or answers one: "if X returns, we will do the same"."""
    inside = range(token.i, last.i + 1)
    if any(_is_step(word) for word in _around(step) if word.i not in inside):
        return True
    if step.dep_ == "conj" and step.lemma_ == "happen":
        return True
    threatened = step.head.lemma_ in THREATS and step.dep_ in {"xcomp", "ccomp"}
    if threatened or base(step) in THREATS:
        return True
    doer = subject(verb)
    answered = any(_is_step(word) for word in verb.subtree) and _modal(step)
    actor = acting(scene, doer) if doer is not None else None
    return answered and actor is not None and (actor.form != "pronoun" or actor.head == "you")


def _around(step: Token) -> Iterator[Token]:
    """The words of the step's clause; of a bare "to do so" or "that can happen", those of the clause it hangs on."""
    yield from step.subtree
    if step.dep_ in {"xcomp", "pcomp", "acl", "conj", "acomp", "dobj", "attr"} and step.head != step:
        yield from step.head.subtree


def _is_step(word: Token) -> bool:
    return word.lower_ in words("steps", "words") or base(word) in words("steps", "words")


# Prepositions


def _phrase(scene: Scene, token: Token) -> Iterator[Bond]:
    """ "without guarantees", "in exchange for …", "only after a withdrawal"."""
    length, phrase = _match(token, "prepositions")
    if not length or token.dep_ in {"mark", "advmod"} or _dates(token):
        return
    final = token.doc[token.i + length - 1]
    thing = child(final, "pobj", "pcomp")
    if thing is None or not _binds(token, phrase, thing):
        return
    step, last = _host(token, final), _acting_last(final)
    inside = range(token.i, last.i + 1)
    offered = any(base(one) in words("prepositions", "offering") for one in (step, *ancestors(step)))
    traded = phrase.endswith(" for") and offered and acting(scene, thing) is None
    if traded or _strict(scene, token, step) or any(_is_step(word) for word in _around(step) if word.i not in inside):
        doer = subject(thing) if is_verb(thing) else thing
        yield Bond(_widened(token), last, phrase, step, _doer(scene, doer))


def _acting_last(final: Token) -> Token:
    """The last word of a phrase, with what its noun is to do, though hung higher: "in return for Kyiv | ending …"."""
    last = final.right_edge
    following = last.nbor(1) if last.i + 1 < len(last.doc) else last
    hung = following.tag_ == "VBG" and following.dep_ in {"acl", "advcl"} and following.head.i < final.i
    return following.right_edge if hung else last


def _host(token: Token, final: Token) -> Token:
    host = token.head
    while token.i <= host.i <= final.right_edge.i and host.head != host:
        host = host.head
    return next((one for one in (host, *ancestors(host)) if is_verb(one)), host)


def _binds(token: Token, phrase: str, thing: Token) -> bool:
    before = token.nbor(-1).lower_ if token.i else ""
    host = _host(token, token)
    if base(thing) == "anonymity":
        return False
    if phrase in words("prepositions", "denying"):
        demand = base(thing) not in words("prepositions", "idle")
        return demand and _withheld(host) and (phrase == "without" or _event(thing))
    if phrase in words("prepositions", "only"):
        alone = any(kid.lower_ == "only" and kid.i < host.i for kid in host.children) and _modal(host)
        if phrase == "through" and matter_of(thing, weak=False) is not None:
            return False  # "can only be resolved through talks": the way to do it
        return (before == "only" or (alone and phrase not in {"on", "upon"})) and _event(thing)
    return _open_ended(host) or phrase in {"pending", "absent"}


def _event(thing: Token) -> bool:
    """Whether a noun names something that must be done, not a date or a place."""
    return thing.tag_ in {"NN", "NNS", "VBG"}


def _open_ended(verb: Token) -> bool:
    """No step hangs on anything in a clause that tells what has happened, unless it was only offered."""
    told = verb.head if verb.dep_ == "xcomp" and verb.head.lemma_ == "agree" else verb
    past = told.tag_ in {"VBD", "VBN"} and not _modal(told)
    return not past or verb.lemma_ in {"offer", "propose", "promise", "pledge"}


# Verbs and adjectives


def _on(scene: Scene, token: Token) -> Iterator[Bond]:
    """ "depends on X", "conditional on X", "contingent on X pulling back"."""
    after = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    joined = {"to"} if token.lower_ in words("verbs", "to") else {"on", "upon"}
    if after not in joined or negated(token) or ("to" in joined and token.dep_ in {"acl", "amod"}):
        return
    prep = token.nbor(1)
    first = prep.nbor(1) if prep.i + 1 < len(token.doc) else None
    last = _before_aside(prep, _stretched(token, prep.right_edge))
    if first is None or last.i < first.i:
        return
    step = _before(token) or (_top(token.nbor(-1)) if token.i and base(token) in words("verbs", "sure") else None)
    if step is None:
        return
    thing = child(prep, "pcomp", "pobj")
    doer = subject(thing) if thing is not None and is_verb(thing) else thing
    yield Bond(first, last, f"{base(token)} {after}", step, _doer(scene, doer))


def _before_aside(first: Token, last: Token) -> Token:
    """The last word before what is only added: "conditional on talks with Norway, *which Norway rejected*"."""
    for word in first.doc[first.i : last.i + 1]:
        edge = word.left_edge
        if word.dep_ == "relcl" and edge.i > first.i + 1 and edge.nbor(-1).text == ",":
            return edge.nbor(-2)
    return last


def _stretched(token: Token, last: Token) -> Token:
    """Take in a phrase the parser hung on the predicate: "hinges on guarantees | against another withdrawal"."""
    following = last.nbor(1) if last.i + 1 < len(last.doc) else None
    if following is not None and following.dep_ == "prep" and following.head == token:
        return following.right_edge
    return _acting_last(token.nbor(1)) if last == token.nbor(1).right_edge else last


def _before(token: Token) -> Token | None:
    """The step in the words before a predicate, back to the start of its clause."""
    for word in reversed(list(token.doc[: token.i])):
        if word.text in {",", ";", ":"} or word.lower_ in {"that", "because", "while"}:
            return None
        if _is_step(word):
            return _top(word)
    return None


def _top(word: Token) -> Token:
    """The noun of which a step is part: "return" of "Riyadh's return to the talks"."""
    while word.dep_ in {"pobj", "prep", "compound"} and (is_noun(word.head) or word.head.dep_ == "prep"):
        word = word.head
    return word


def _object(scene: Scene, verb: Token) -> Iterator[Bond]:
    """ "Progress would require Western governments to stop …", "a summit needs guarantees"."""
    step = child(verb, "nsubj", "csubj") or (child(verb.head, "nsubj", "csubj") if verb.dep_ == "conj" else None)
    step = _named_before(step) if step is not None else None
    if step is None or not any(_is_step(word) for word in step.subtree):
        return
    if acting(scene, step) is not None and not _is_step(step):
        return
    thing, action = child(verb, "dobj"), child(verb, "xcomp", "ccomp")
    what = thing if thing is not None else action
    if what is None or base(what) in words("verbs", "vague"):
        return
    last = max((one.right_edge for one in (thing, action) if one is not None), key=lambda one: one.i)
    doer = thing if thing is not None else subject(what)
    yield Bond(_start(what), _trimmed(last, what), base(verb), step, _doer(scene, doer))


def _named_before(step: Token) -> Token:
    """ "another summit could happen, but *it* would require …": the step the pronoun stands for."""
    if step.lower_ not in {"it", "this", "that"}:
        return step
    named = [word for word in step.doc[: step.i] if _is_step(word) and word.dep_ in {"nsubj", "nsubjpass"}]
    return named[-1] if named else step


def _needed(scene: Scene, verb: Token) -> Iterator[Bond]:
    """ "Russia needs guarantees to respect the deal": what an actor needs for a step of its own."""
    own, thing = subject(verb), child(verb, "dobj")
    things = conjuncts(thing) if thing is not None else []
    step = next((kid for part in (verb, *things) for kid in children(part, "advcl", "xcomp", "acl")), None)
    if own is None or thing is None or step is None or step.i < thing.i or acting(scene, own) is None:
        return
    aims = any(kid.lower_ == "to" and kid.dep_ == "aux" for kid in step.children)
    if aims and any(_is_step(word) for word in step.subtree) and step.left_edge.i > thing.i:
        yield Bond(_start(thing), step.left_edge.nbor(-1), "need", step, _doer(scene, prep_object(thing, "from")))


def _start(word: Token) -> Token:
    return next((one for one in word.doc[word.left_edge.i : word.i + 1] if not one.is_punct), word)


def _trimmed(last: Token, head: Token) -> Token:
    """Without an "including …" that only lists."""
    listing = [one for one in head.doc[head.i : last.i] if one.lower_ == "including" and one.nbor(-1).text == ","]
    last = listing[0].nbor(-2) if listing else last
    while last.is_punct and last.i > head.i:
        last = last.nbor(-1)
    return last


def _first(scene: Scene, token: Token) -> Iterator[Bond]:
    """ "Before any talks, Greece must lift its veto": what has to come first is the condition."""
    if token.lower_ == "ahead":
        step, governor = prep_object(token, "of"), token.head
    elif token.dep_ in {"mark", "advmod"}:
        step, governor = token.head, token.head.head
    else:
        step, governor = child(token, "pobj", "pcomp"), token.head
    if governor.lower_ in NEEDING:
        governor = child(governor, "xcomp") or governor
    if step is None or not is_verb(governor) or not demanded(governor):
        return
    if not any(_is_step(word) or base(word) in words("first", "entering") for word in step.subtree):
        return
    hanging = {word.i for word in (step.subtree if step == token.head else token.subtree)}
    clause = governor.head if governor.dep_ == "xcomp" and governor.head.lemma_ in {"have", "need"} else governor
    hanging -= {governor.i, clause.i}
    own = [word for word in clause.subtree if word.i not in hanging and not word.is_punct and word.lower_ != "that"]
    own = [word for word in own if (word.i > max(hanging)) == (governor.i > max(hanging))]
    if own:
        yield Bond(own[0], own[-1], "before", step, _doer(scene, subject(governor)), clause)


def _at_first(scene: Scene, token: Token) -> Iterator[Bond]:
    """ "Baku must first open the road", "Rome wants a list first"."""
    verb = token.head
    if token.dep_ != "advmod" or not is_verb(verb):
        return
    thing, own = child(verb, "dobj"), subject(verb)
    told = child(verb, "ccomp")
    if thing is None and told is not None and token.i < told.i and base(verb) in words("first", "wanting"):
        yield Bond(_start(told), _last(scene, told), "first", verb, _actor_of(scene, told, token))
    elif thing is not None and base(verb) in words("first", "wanting"):
        yield Bond(_start(thing), token, "first", verb, _doer(scene, thing))
    elif (
        verb.tag_ in {"VB", "VBP"}
        and demanded(verb)
        and (_steps_of(scene) or (own is not None and acting(scene, own) is not None))
    ):
        first = next((one for one in verb.doc[_start(verb).i : verb.i + 1] if one.dep_ != "mark"), verb)
        yield Bond(first, _last(scene, verb), "first", verb, _doer(scene, own), verb)


def _steps_of(scene: Scene) -> bool:
    return any(_is_step(word) for word in scene.doc)


def demanded(governor: Token) -> bool:
    """Whether the verb is what somebody must or is asked to do."""
    bare = governor.tag_ == "VB" or (governor.tag_ == "VBN" and child(governor, "auxpass") is not None)
    if bare and any(kid.lower_ in words("first", "modals") for kid in children(governor, "aux")):
        return not any(kid.lower_ == "have" for kid in children(governor, "aux"))
    if governor.dep_ == "xcomp" and governor.head.lower_ in NEEDING:
        return True
    bidden = governor.dep_ == "xcomp" and child(governor.head, "dobj") is not None and governor.tag_ == "VB"
    asked = bidden or (governor.dep_ == "ccomp" and governor.tag_ in {"VB", "VBP"})
    return asked and base(governor.head) in words("first", "asking")


# Roles


def _actor_of(scene: Scene, verb: Token, opening: Token) -> Ref | None:
    """Who must act in a clause: its subject, else the first actor named before its verb."""
    passive_subject = child(verb, "nsubjpass")
    if passive_subject is not None:
        return _doer(scene, prep_object(verb, "by"))
    found = _doer(scene, subject(verb)) if child(verb, "nsubj") is not None else None
    if found is not None or child(verb, "nsubj") is not None:
        return found
    named = [*owners(scene, verb), *spotted(scene, opening.idx, verb.idx)]
    return pending(named[0]) if named else None


def _doer(scene: Scene, token: Token | None) -> Ref | None:
    found = actors(scene, token) if token is not None else []
    return pending(found[0]) if found else None


def red(token: Token) -> bool:
    return any(kid.lower_ == "red" for kid in token.children)


# Tables


def _match(token: Token, table: str) -> tuple[int, str]:
    """Return how many words from `token` on make the longest connective of the table, and that connective."""
    for phrase in _phrases(table).get(token.lower_, ()):
        if [word.lower_ for word in token.doc[token.i : token.i + len(phrase)]] == list(phrase):
            return len(phrase), " ".join(phrase)
    return 0, ""


@cache
def _phrases(table: str) -> dict[str, list[tuple[str, ...]]]:
    """Return the phrases of a table by their first word, longest first."""
    entries = [tuple(phrase.split()) for key, values in toml("conditions")[table].items()
               if key in {"strong", "closing", "timing", "plain", "denying", "only"} for phrase in values]  # fmt: skip
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(set(entries), key=len, reverse=True):
        found.setdefault(phrase[0], []).append(phrase)
    return found


@cache
def _first_words() -> frozenset[str]:
    return frozenset(_phrases("clauses")) | frozenset(_phrases("prepositions"))


@cache
def words(table: str, key: str) -> frozenset[str]:
    """Return a list of data/conditions.toml as a set."""
    return frozenset(toml("conditions")[table][key])


def step_word(word: Token) -> bool:
    """Whether a word names a diplomatic step."""
    return _is_step(word)
