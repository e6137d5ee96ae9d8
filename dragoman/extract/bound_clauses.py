"""A word that opens a clause → the condition it sets: "if Rome signs", "only after …", "not … until …"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.bond import (
    Bond,
    actor_of,
    around,
    chain,
    demanded,
    match,
    modal,
    step_word,
    strict,
    tells_when,
    widened,
    withheld,
    words,
)
from dragoman.extract.matters import base
from dragoman.extract.modality import negated
from dragoman.extract.parties import acting
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import child, children, is_verb, subject
from dragoman.grammar import Token, top

WINDOW = 14
"""Words between a connective and the verb of its clause: a longer subject is a parse gone astray."""


def by_clause(scene: Scene, token: Token) -> Iterator[Bond]:
    """ "if Moscow shifts its approach", "provided that …", "only after …", "not … until …"."""
    if token.i and token.nbor(-1).lower_ in {"as", "on"} and token.lower_ in {"if", "condition"}:
        return
    length, connective = match(token, "clauses")
    if not length or _elliptic(token, length):
        return
    if not _opens(token, length):
        return
    verb = _clause_verb(token, length)
    if verb is None:
        return
    first = widened(token)
    last = last_of(scene, verb)
    if connective == "whenever" and _measure(token, verb, verb):
        return
    step = _turned(_outside(verb, token, last), token)
    if connective == "if" and (wants(verb, step) or _consequence(verb, step)):
        return
    sure = connective in words("clauses", "sure") and step != verb
    sure = sure or strict(scene, token, step)
    if not _sets(token, connective, verb, step) or not (sure or _governs(scene, token, verb, step, last)):
        return
    name = connective if first == token else f"{first.lower_} {connective}"
    yield Bond(first, last, name, step, actor_of(scene, verb, token))


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
    return any(one is not None and demanded(one) for one in must) and any(step_word(word) for word in verb.subtree)


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
    length, connective = match(first, "clauses")
    if length > 1:
        return True
    if first.lower_ in words("clauses", "aside"):
        return False
    verb, step = top(first.doc[first.i : last.i + 1]), governing(first, last)
    asked = verb.dep_ == "ccomp" and base(step) in words("cues", "asking") and step.i < first.i
    timed = connective in words("clauses", "timing") and _runs_out(verb)
    if asked or timed or _consequence(verb, step) or _measure(first, last, verb):
        return False
    if connective == "before":
        wanted = words("first", "asking") | words("first", "wanting")
        return withheld(step) or demanded(step) or any(base(one) in wanted for one in chain(step))
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
    split = (
        first.lower_ == "as"
        and at > 1
        and doc[at - 1].lower_ in {"long", "soon"}
        and doc[at - 2].lower_ in words("cues", "so")
    )
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


def last_of(scene: Scene, verb: Token) -> Token:
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
    if modal(step) or step.i > first.i:
        return step
    inner = [kid for kid in step.children if kid.dep_ == "ccomp" and kid.i < first.i and modal(kid)]
    return inner[-1] if inner else step


def _never_was(step: Token) -> bool:
    """ "*would have* ended if he had signed", "could have been avoided": what did not happen sets no terms."""
    helped = [kid.lower_ for kid in children(step, "aux")]
    return "have" in helped and bool({"would", "could", "might"} & set(helped)) and step.tag_ == "VBN"


def _sets(token: Token, connective: str, verb: Token, step: Token) -> bool:
    """Whether the connective sets a condition here."""
    before = token.nbor(-1).lower_ if token.i else ""
    if before in words("clauses", "idle_before") or tells_when(token) or _by_the_way(verb) or _never_was(step):
        return False
    if connective in words("clauses", "strong"):
        return not (
            verb.dep_ == "ccomp" and base(step) in words("cues", "asking") and connective == "if" and step.i < verb.i
        )
    halted = any(base(one) in words("clauses", "halting") for one in (step, step.head, *children(step, "xcomp")))
    if connective == "while" and _beside(verb, step, before == "," and not (halted and negated(verb))):
        return False
    if connective == "before" and demanded(step):
        return False  # what is demanded comes first, and is the condition itself
    if connective in words("clauses", "closing"):
        return (halted or withheld(step)) and (connective != "while" or step.i < token.i)
    if base(step) in words("cues", "asking") and (verb.dep_ == "ccomp" or connective == "when"):
        return False
    if before in {"only", "except"} or any(kid.lower_ == "only" and kid.i < token.i for kid in step.children):
        return True
    own = child(verb, "nsubj", "nsubjpass")
    if own is not None and base(own) in words("clauses", "terms"):
        return True
    if connective == "after" and token.i == 0 and verb.tag_ in {"VBN", "VBZ", "VBP"} and _able(step):
        return True
    dated = base(verb) in words("clauses", "dates") or (connective == "when" and negated(step)) or _runs_out(verb)
    return connective != "after" and not dated and modal(step) and verb.tag_ in {"VBZ", "VBP", "VBN", "VBD"}


def _runs_out(verb: Token) -> bool:
    """ "once it is over", "once the election has ended": a time; that an attack or a war ends can be asked for."""
    own = child(verb, "nsubj", "nsubjpass")
    state = {kid.lower_ for kid in children(verb, "advmod", "acomp", "prt")}
    over = base(verb) in words("clauses", "passing") or (verb.lemma_ == "be" and bool(state & words("clauses", "over")))
    return over and own is not None and bool({own.lower_, base(own)} & words("clauses", "timed"))


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


def _governs(scene: Scene, token: Token, verb: Token, step: Token, last: Token) -> bool:
    """Whether the governing clause speaks of a diplomatic step, or answers one: "if X returns, we will do the same"."""
    inside = range(token.i, last.i + 1)
    if any(step_word(word) for word in around(step) if word.i not in inside):
        return True
    if step.dep_ == "conj" and step.lemma_ == "happen":
        return True
    threatened = step.head.lemma_ in words("cues", "threats") and step.dep_ in {"xcomp", "ccomp"}
    if threatened or base(step) in words("cues", "threats"):
        return True
    doer = subject(verb)
    answered = any(step_word(word) for word in verb.subtree) and modal(step)
    actor = acting(scene, doer) if doer is not None else None
    return answered and actor is not None and (actor.form != "pronoun" or actor.head == "you")
