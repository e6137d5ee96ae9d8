"""A parsed sentence → stances: the cue, whose it is, what it is about, open or closed; conditions come later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.extract.attitudes import attitudes
from dragoman.extract.bond import step_word
from dragoman.extract.called_off import put_forward
from dragoman.extract.doors import doors, judged, none, nothing, steps, timed
from dragoman.extract.holders import REFLEXIVE, governed_by, holders, hypothetical, nobody, possessors, speaker, toward
from dragoman.extract.matters import Reach, base, complements, infinitive, matter_of, meant, reach, wanted_done, words
from dragoman.extract.modality import negated
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import agent, ancestors, child, children, is_noun, is_verb, passive, prep_object, subject
from dragoman.extract.told import LINKING, Sight, Told, doubtful, either, first_stance, make, of_word, opposite
from dragoman.extract.verdicts import verdicts, wanted
from dragoman.grammar import Token
from dragoman.model import Ref, Stance

ASIDE = frozenset(["doubt", "question", "reject", "join", "urge", "dismiss", "welcome", "note", "thank", "appreciate"])
UNTRUE = frozenset({"extend", "exist", "go", "include", "reach", "mean", "last"})


def stances(sight: Sight) -> Iterator[Told]:
    """Yield the stances of the sentence; a cue on the way from another to its matter tells none of its own."""
    used: set[int] = set()
    for token in sight.scene.doc:
        if token.i in used or not _may_tell(token):
            continue
        for told in _told(sight, token):
            if not _asserted(sight, token):
                break
            used.update(word.i for word in told.way if not _anothers(sight, word, told))
            yield told
            break


def _anothers(sight: Sight, word: Token, told: Told) -> bool:
    """ "rejected *Sharif's call* for talks", "welcomed *Oman's wish* to talk": a stance of whoever makes it."""
    made = told.stance == "closed" or child(word, "poss") is not None or prep_object(word, "by") is not None
    offered = made and base(word) in words("open", "offers")
    if word == told.cue or not (offered or base(word) in words("open", "nouns")) or not is_noun(word):
        return False
    own = [one.surface for one in possessors(sight.scene, word)]
    return bool(own) and all(one.surface not in own for one in told.held)


def _may_tell(token: Token) -> bool:
    return token.tag_[:2] in {"JJ", "VB", "NN"} or token.tag_ in {"MD", "IN", "RB"}


def _asserted(sight: Sight, token: Token) -> bool:
    at = sight.scene.of(token)
    return not any(term.covers(at) for term in sight.terms) and not hypothetical(token)


def _told(sight: Sight, token: Token) -> Iterator[Told]:
    lower = token.lower_
    if lower in either("adjectives"):
        yield from _adjective(sight, token)
    if token.tag_ in {"JJ", "RB"}:
        yield from judged(sight, token)
        yield from wanted(sight, token)
    if lower in {"favour", "favor"} and token.head.lower_ == "in":
        yield from _in_favour(sight, token)
    if base(token) in words("doors", "words"):
        yield from doors(sight, token)
    if is_noun(token):
        yield from _terms(sight, token)
        yield from _need(sight, token)
        yield from _noun(sight, token)
        yield from none(sight, token)
        yield from steps(sight, token)
        yield from timed(sight, token)
    if is_verb(token) or token.dep_ == "ROOT":
        yield from attitudes(sight, token)
        yield from verdicts(sight, token)
        yield from put_forward(sight, token)
    if lower == "nothing":
        yield from nothing(sight, token)


def _adjective(sight: Sight, word: Token) -> Iterator[Told]:
    """ "Moscow remains open to talks", "Iran ready for talks", "both sides appear ready to pursue gains"."""
    holder = _bearer(word)
    held = holders(sight.scene, holder) if not (word.lower_ == "set" and child(word, "dobj")) else []
    stance = of_word(word.lower_, "adjectives")
    needed = words("needs", word.lower_)
    if needed and not any(kid.lower_ in needed for kid in children(word, "prep")):
        return  # "serious for the border", where "serious about" talks is meant
    if not held or stance is None or governed_by(word, words("urging", "words")) or doubtful(word.head):
        return
    if (_turned_before(word, holder) != nobody(holder)) != doubted(word):
        stance = opposite(stance)
    reached = reach([*complements(word), *_hung_higher(word)], weak=word.lower_ not in words("open", "devoted"))
    reached = reached or meant(complements(word))
    if reached is not None:
        yield make(sight, word, held, reached, stance)
    elif _has_term(sight, word) or _together(sight.scene, holder, word):
        yield Told(word, held, None, "other", stance)
    else:
        yield from _described(sight, word, held, stance)


def _has_term(sight: Sight, word: Token) -> bool:
    """ "is ready to play a role if they resume": readiness under a condition, whatever it is for."""
    if not sight.terms or word.lower_ not in words("open", "under_terms"):
        return False
    deed = child(word, "xcomp") or child(word.head, "xcomp") or word
    if word.tag_ != "JJ" or any(base(one) in words("threats", "words") for one in deed.subtree):
        return False
    above = {word.i, word.head.i, deed.i}
    firsts = [sight.scene.token_at(term.start - sight.scene.start) for term in sight.terms]
    return any(head.i in above for first in firsts for head in list(ancestors(first))[:4])


def _hung_higher(word: Token) -> list[Token]:
    """What the parser hung on the verb or took for a clause: "is open | for talks", "open | for talks to rebuild"."""
    beside = [kid for kid in children(word.head, "prep") if kid.i > word.i and kid.lower_ in {"for", "to"}]
    return [*wanted_done(word), *wanted_done(word.head), *(beside if word.dep_ == "acomp" else [])]


def _bearer(word: Token) -> Token | None:
    """The noun of which the adjective is said, across a linking verb or right before it in a headline."""
    if word.dep_ == "conj" and not child(word, "nsubj", "nsubjpass"):
        return _bearer(word.head) if word.head.tag_[:2] in {"JJ", "VB"} else None
    own = child(word, "nsubj", "nsubjpass") or _misplaced(word)
    if own is not None and own.lower_ not in REFLEXIVE:
        return _named(own, word)
    verb = word.head
    if word.dep_ == "amod":
        return verb if verb.i < word.i and is_noun(verb) else None
    thing = child(verb, "dobj") if word.dep_ == "oprd" else None
    if thing is not None:
        return thing
    if word.dep_ in {"acomp", "oprd", "attr", "ccomp", "xcomp", "advcl", "prep"} and is_verb(verb):
        return child(verb, "nsubjpass") or subject(verb)
    return child(verb, "nsubj") if verb.lower_ in LINKING else None


def _misplaced(word: Token) -> Token | None:
    """The subject the parser hung on the auxiliary: "Hungary *is* opposed"."""
    return next((one for aux in children(word, "auxpass") for one in children(aux, "nsubj")), None)


def _named(own: Token, verb: Token) -> Token:
    return verb.head if own.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl" else own


def _turned_before(word: Token, holder: Token | None) -> bool:
    """Whether "not", "never", "no longer" stands between the bearer and the word."""
    if holder is None or holder.i > word.i:
        return negated(word) or negated(word.head)
    between = [token.lower_ for token in word.doc[holder.i + 1 : word.i]][-6:]
    if {"not", "n't", "n’t", "never", "hardly", "neither", "nor", "scarcely"} & set(between):
        return not {"only", "yet"} & set(between) or "yet" in between
    return ("longer" in between and "no" in between) or ("far" in between and "from" in between)


def doubted(word: Token) -> bool:
    """Whether it is told as not so: "doubts that either side is ready to talk", "does not mean it is unwilling"."""
    verb = next((one for one in (word, word.head) if one.dep_ == "ccomp"), None)
    if verb is None:
        return False
    table = "denied" if negated(verb.head) else "verbs"
    return base(verb.head) in words("doubting", table)


def _together(scene: Scene, holder: Token | None, word: Token) -> bool:
    """Two parties ready for what only two can do."""
    action = child(word, "xcomp")
    if action is None or base(action) not in words("joint", "words") or holder is None:
        return False
    before = {kid.lower_ for kid in holder.children}
    return bool(before & {"both", "two", "and"}) or holder.lower_ == "both"


def _described(sight: Sight, word: Token, held: Sequence[Ref], stance: Stance) -> Iterator[Told]:
    """ "this agreement, that Israel is ready to move forward with": the matter stands before the clause."""
    last = word.right_edge
    clause = word.head
    gap = last.dep_ == "prep" or any(kid.lower_ in {"that", "which"} and kid.i < word.i for kid in clause.children)
    if not gap or not any(one.dep_ == "prep" and not list(one.children) for one in word.subtree):
        return
    before = next((token for token in reversed(list(word.doc[: clause.left_edge.i])) if is_noun(token)), None)
    matter = matter_of(before, weak=False) if before is not None else None
    if matter is not None:
        yield Told(word, held, None, matter, stance)


def _in_favour(sight: Sight, word: Token) -> Iterator[Told]:
    verb = word.head.head
    held = holders(sight.scene, subject(verb)) if is_verb(verb) else []
    reached = reach(complements(word), weak=True)
    if held and reached is not None:
        yield make(sight, word, held, reached, "closed" if negated(verb) else "open")


def _noun(sight: Sight, noun: Token) -> Iterator[Told]:
    """ "signalled a readiness for dialogue", "America's lack of interest in talks", "sees no point in talks"."""
    lemma = base(noun)
    if noun.dep_ == "nsubj" and base(noun.head) in {"depend", "hinge", "rest", "require"}:
        return
    if base(noun.head) in words("dashing", "verbs") or base(noun.head.head) in words("dashing", "verbs"):
        return
    stance = _noun_stance(noun, lemma)
    if stance is None:
        yield from _policy(sight, noun, lemma)
        return
    governed = [*complements(noun), *_beside(noun), *_hoped(noun, lemma), *_astray(noun, lemma)]
    reached = reach(governed, weak=lemma not in either("offers") and lemma not in words("open", "devoted"))
    top = noun.head.head if _lack(noun) else noun
    if lemma in words("open", "offers") and noun.dep_ == "pobj" and noun.head.lower_ in words("offered", "aside"):
        return
    own = possessors(sight.scene, noun) or (possessors(sight.scene, top) if top != noun else [])
    governor = _governor(top)
    if not own and lemma in words("open", "offers") and noun.dep_ == "dobj" and _renews(governor):
        own = holders(sight.scene, subject(noun.head))
    shown = top.dep_ in {"dobj", "conj", "attr", "oprd", "pobj"} and governor is not None
    if not own and shown and governor is not None and lemma not in words("open", "offers") and not _asks(governor):
        own = holders(sight.scene, agent(governor) if passive(governor) else subject(governor))
    if not own:
        own = _bare_headline(sight, noun)
    if reached is None and stance == "closed":
        reached = _part(noun)
    if reached is None or not own or (governor is None and not own):
        return
    if governor is not None and _denied(top, governor):
        stance = opposite(stance)
    refused = governor is not None and of_word(base(governor), "things") == "closed" and noun.dep_ == "dobj"
    if (refused and not (lemma in words("open", "offers") and possessors(sight.scene, noun))) or _for_now(noun, lemma):
        return
    yield make(sight, noun, own, reached, stance)


def _beside(noun: Token) -> list[Token]:
    """ "sees little point | in talks": the phrase right after the noun that the parser hung on its verb."""
    following = noun.right_edge.i + 1
    beside = children(noun.head, "prep") if noun.dep_ == "dobj" else []
    return [kid for kid in beside if kid.i == following and kid.lower_ in {"for", "in", "to", "of", "on"}]


def _astray(noun: Token, lemma: str) -> list[Token]:
    """What the parser hung on the verb: "there was no ground | *to continue* the talks", "sent a request | *for* a
    meeting"."""
    after = [kid for kid in noun.head.children if kid.i > noun.i] if noun.dep_ in {"attr", "dobj"} else []
    if lemma in words("little", "closed"):
        return [kid for kid in after if kid.dep_ in {"xcomp", "advcl"} and infinitive(kid)]
    known = base(noun.head) in words("offered", "verbs") or of_word(base(noun.head), "things") is not None
    by = prep_object(noun, "by")
    near = [*after, *(by.children if by is not None else ())] if known and lemma in words("open", "offers") else []
    return [kid for kid in near if kid.dep_ == "prep" and kid.lower_ == "for"]


def _for_now(noun: Token, lemma: str) -> bool:
    """ "has no plans *today* to call": nothing is set for now, which is no refusal."""
    return lemma in {"plan", "plans"} and any(word.lower_ in words("little", "now") for word in noun.doc)


def _part(noun: Token) -> Reach | None:
    """ "the refusal of the delegation to take part": of what is talked about, named or not."""
    near = [noun, *list(ancestors(noun))[:2], *(one for one in noun.subtree if one.dep_ == "pobj")]
    clauses = [kid for kid in noun.doc[noun.i :] if kid.dep_ in {"acl", "xcomp", "advcl"} and kid.head in near]
    action = next((kid for kid in clauses if infinitive(kid)), None)
    if action is None:
        return None
    part = base(action) in words("contact", "parts") or any(kid.lower_ == "part" for kid in action.children)
    return Reach("dialogue", (action,), False) if part else None


def _renews(verb: Token | None) -> bool:
    """ "voiced support for", "renewed its call for": the verb says only that it was said."""
    return verb is not None and base(verb) in words("offered", "verbs") and not passive(verb)


def _terms(sight: Sight, noun: Token) -> Iterator[Told]:
    """ "set three conditions for talks", "its conditions for the start of talks"."""
    if base(noun) not in words("named", "nouns") or any(kid.lower_ == "no" for kid in noun.children):
        return
    governor = _governor(noun)
    if governor is None or base(governor) not in words("named", "verbs") or negated(governor):
        return
    reached = reach([kid for kid in children(noun, "prep") if kid.lower_ in {"for", "to", "on"}], weak=False)
    held = possessors(sight.scene, noun) or holders(sight.scene, subject(governor))
    if reached is not None and held:
        told = make(sight, noun, held, reached, "open")
        yield Told(noun, held, told.toward, told.matter, "conditional", told.way)
    elif held and any(step_word(word) for kid in children(noun, "prep") for word in kid.subtree if kid.lower_ == "for"):
        yield Told(noun, held, toward(sight.scene, noun, None, held), "other", "conditional")


def _need(sight: Sight, noun: Token) -> Iterator[Told]:
    """ "stressed the need for a ceasefire", "noted the importance of keeping channels open"."""
    verb = noun.head
    if base(noun) not in words("needed", "nouns") or noun.dep_ != "dobj" or base(verb) not in words("needed", "verbs"):
        return
    reached = reach(complements(noun), weak=False)
    held = holders(sight.scene, subject(verb))
    if reached is not None and held and not negated(verb):
        yield make(sight, noun, held, reached, "open")


def _hoped(noun: Token, lemma: str) -> list[Token]:
    """ "the hope that talks would resume": the matter is the subject of what is hoped."""
    clauses = children(noun, "acl", "ccomp", "relcl") if lemma in {"hope", "wish"} else []
    return [own for clause in clauses if not negated(clause) for own in children(clause, "nsubj", "nsubjpass")]


def _noun_stance(noun: Token, lemma: str) -> Stance | None:
    little = any(kid.lower_ in words("little", "words") and kid.i < noun.i for kid in noun.children)
    denied = noun.dep_ == "dobj" and is_verb(noun.head) and child(noun.head, "neg") is not None
    if (little and not denied) or _lack(noun) or (denied and any(kid.lower_ == "any" for kid in noun.children)):
        if lemma in words("little", "open"):
            return "open"
        if lemma in words("little", "closed"):
            return "closed"
    if lemma in words("open", "offers"):
        return "open"
    if lemma in words("closed", "offers"):
        return "closed"
    if little and denied and lemma in words("little", "closed"):
        return "closed"
    return of_word(lemma, "nouns")


def _lack(noun: Token) -> bool:
    return noun.dep_ == "pobj" and noun.head.lower_ in {"of", "in"} and base(noun.head.head) in words("little", "lacks")


def _governor(noun: Token) -> Token | None:
    """The verb that shows the readiness, across "a pattern of", "signs of"."""
    for head in ancestors(noun):
        if is_verb(head):
            return head
    return None


def _asks(verb: Token) -> bool:
    return base(verb) in ASIDE


def _denied(noun: Token, verb: Token) -> bool:
    if base(verb) == "deny" or _untrue(noun):
        return not negated(verb)
    if noun.dep_ == "dobj" and noun.head == verb:
        return child(verb, "neg") is not None and not any(kid.lower_ == "any" for kid in noun.children)
    return noun.dep_ == "nsubj" and noun.head == verb and negated(verb) and base(verb) in UNTRUE


def _untrue(noun: Token) -> bool:
    """ "reports of its readiness are untrue": told only to be denied."""
    told = next((one for one in (noun, *ancestors(noun)) if one.dep_ == "nsubj"), None)
    said = child(told.head, "acomp", "attr") if told is not None else None
    return said is not None and base(said) in words("doubting", "untrue")


def _bare_headline(sight: Sight, noun: Token) -> list[Ref]:
    """ "Peskov: no point in talks": a headline without a verb tells the stance of the name before its colon."""
    bare = noun.dep_ in {"appos", "ROOT"} or (noun.dep_ == "attr" and child(noun.head, "expl") is not None)
    return speaker(sight.scene, noun, sight.speeches) if bare else []


def _policy(sight: Sight, noun: Token, lemma: str) -> Iterator[Told]:
    """ "an open dialogue stance", "its policy of open dialogue"."""
    if lemma not in words("fronts", "stances"):
        return
    before = [kid for kid in noun.children if kid.i < noun.i]
    stance = first_stance(before, "adjectives")
    matter = next((found for found in (matter_of(kid, weak=False) for kid in before) if found is not None), None)
    governor = _governor(noun)
    held = possessors(sight.scene, noun) or (holders(sight.scene, subject(governor)) if governor is not None else [])
    if stance is not None and matter is not None and held:
        yield Told(noun, held, None, matter, stance)
