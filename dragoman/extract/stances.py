"""A parsed sentence → stances: the cue, whose it is, what it is about, open or closed; conditions come later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.extract.holders import REFLEXIVE, governed_by, holders, hypothetical, possessors, speaker, toward
from dragoman.extract.matters import Reach, base, complements, infinitive, matter_of, reach, words
from dragoman.extract.modality import negated
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import agent, ancestors, child, children, is_noun, is_verb, passive, prep_object, subject
from dragoman.model import Matter, Ref, Span, Stance, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

LINKING = frozenset(
    [
        "be",
        "is",
        "are",
        "was",
        "were",
        "remain",
        "remains",
        "stay",
        "stand",
        "seem",
        "appear",
        "become",
        "keep",
        "feel",
        "prove",
        "sound",
        "look",
    ]
)
CERTAIN = frozenset({"will", "would", "wo", "can", "ca", "'ll", "’ll", "'d", "’d", "shall", "could", "cannot"})
DOUBTFUL = frozenset({"could", "may", "might", "should", "must"})
ANSWERING = frozenset(
    ["accept", "reject", "rebuff", "dismiss", "welcome", "spurn", "turn_down", "endorse", "embrace", "snub"]
)
ASIDE = frozenset(["doubt", "question", "reject", "join", "urge", "dismiss", "welcome", "note", "thank", "appreciate"])
UNTRUE = frozenset({"extend", "exist", "go", "include", "reach", "mean", "last"})


@dataclass(frozen=True, slots=True)
class Told:
    """A stance as the words tell it; `way` is the words from the cue to its matter."""

    cue: Token
    held: Sequence[Ref]
    toward: Ref | None
    matter: Matter
    stance: Stance
    way: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class Sight:
    """What every finder looks at: the scene, what is said in it by whom, and its conditions' words."""

    scene: Scene
    speeches: Sequence[Statement]
    terms: Sequence[Span]


def stances(sight: Sight) -> Iterator[Told]:
    """Yield the stances of the sentence; a cue on the way from another to its matter tells none of its own."""
    used: set[int] = set()
    for token in sight.scene.doc:
        if token.i in used or not _may_tell(token):
            continue
        for told in _told(sight, token):
            if not _asserted(sight, token):
                break
            used.update(word.i for word in told.way)
            yield told
            break


def _may_tell(token: Token) -> bool:
    return token.tag_[:2] in {"JJ", "VB", "NN"} or token.tag_ in {"MD", "IN", "RB"}


def _asserted(sight: Sight, token: Token) -> bool:
    at = sight.scene.of(token)
    return not any(term.covers(at) for term in sight.terms) and not hypothetical(token)


def _told(sight: Sight, token: Token) -> Iterator[Told]:
    lower = token.lower_
    if lower in _either("adjectives"):
        yield from _adjective(sight, token)
    if lower in {"favour", "favor"} and token.head.lower_ == "in":
        yield from _in_favour(sight, token)
    if base(token) in words("doors", "words"):
        yield from _door(sight, token)
    if is_noun(token):
        yield from _noun(sight, token)
        yield from _step(sight, token)
    if is_verb(token) or token.dep_ == "ROOT":
        yield from _verb(sight, token)
    if lower == "nothing":
        yield from _nothing(sight, token)


# Adjectives


def _adjective(sight: Sight, word: Token) -> Iterator[Told]:
    """ "Moscow remains open to talks", "Iran ready for talks", "both sides appear ready to pursue gains"."""
    holder = _bearer(word)
    held = holders(sight.scene, holder)
    stance = _of_word(word.lower_, "adjectives")
    if not held or stance is None or governed_by(word, words("urging", "words")):
        return
    if _turned_before(word, holder):
        stance = _other(stance)
    reached = reach(complements(word), weak=True)
    if reached is not None:
        yield _make(sight, word, held, reached, stance)
    elif _together(sight.scene, holder, word):
        yield Told(word, held, None, "other", stance)
    else:
        yield from _described(sight, word, held, stance)


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
        yield _make(sight, word, held, reached, "closed" if negated(verb) else "open")


# Doors


def _door(sight: Sight, door: Token) -> Iterator[Told]:
    """ "the window for dialogue remains closed", "opened the door to a meeting", "keep channels open"."""
    reached = reach(complements(door), weak=True)
    diplomatic = reached is not None or base(door) in {"door", "doorway", "channel"}
    if not diplomatic:
        return
    if door.dep_ in {"dobj", "nsubjpass"} and is_verb(door.head) and not passive(door.head):
        yield from _moved_door(sight, door, reached)
    elif door.dep_ in {"nsubj", "nsubjpass"}:
        yield from _standing_door(sight, door, reached)


def _moved_door(sight: Sight, door: Token, reached: Reach | None) -> Iterator[Told]:
    verb = door.head
    stance = _of_word(base(verb), "doing")
    if stance is None and verb.lemma_ in words("doors", "keeping"):
        stance = _first_stance((*verb.children, *door.children), "states")
    reached = reached or reach(complements(verb), weak=True)
    held = holders(sight.scene, subject(verb))
    if stance is None or not held or governed_by(verb, words("urging", "words")) or _doubtful(verb):
        return
    if reached is None and base(door) == "door":
        return
    stance = _other(stance) if negated(verb) else stance
    yield _plain(sight, verb, held, reached, stance, door)


def _standing_door(sight: Sight, door: Token, reached: Reach | None) -> Iterator[Told]:
    verb = door.head
    state = next((kid for kid in verb.children if kid.i > door.i and _of_word(kid.lower_, "states") is not None), None)
    word = state if state is not None else verb
    stance = _of_word(word.lower_, "states")
    held = possessors(sight.scene, door) or _owned(sight, door) or speaker(sight.scene, door, sight.speeches)
    if stance is None or not held:
        return
    reached = reached or reach(complements(word), weak=True)
    stance = _other(stance) if negated(verb) else stance
    matter = reached.matter if reached is not None else "dialogue"
    yield Told(door, held, toward(sight.scene, word, reached, held), matter, stance, (word,))


def _owned(sight: Sight, door: Token) -> list[Ref]:
    return holders(sight.scene, child(door, "poss"))


# Nouns


def _noun(sight: Sight, noun: Token) -> Iterator[Told]:
    """ "signalled a readiness for dialogue", "America's lack of interest in talks", "sees no point in talks"."""
    lemma = base(noun)
    stance = _noun_stance(noun, lemma)
    if stance is None:
        yield from _policy(sight, noun, lemma)
        return
    reached = reach(complements(noun), weak=lemma not in words("open", "offers"))
    top = noun.head.head if _lack(noun) else noun
    own = possessors(sight.scene, noun) or (possessors(sight.scene, top) if top != noun else [])
    governor = _governor(top)
    shown = top.dep_ in {"dobj", "conj", "attr", "oprd", "pobj"} and governor is not None
    if not own and shown and governor is not None and lemma not in words("open", "offers") and not _asks(governor):
        own = holders(sight.scene, agent(governor) if passive(governor) else subject(governor))
    if not own:
        own = _bare_headline(sight, noun)
    if reached is None or not own or (governor is None and not own):
        return
    if governor is not None and _denied(top, governor):
        stance = _other(stance)
    if governor is not None and _of_word(base(governor), "things") == "closed" and noun.dep_ == "dobj":
        return
    yield _make(sight, noun, own, reached, stance)


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
    if little and denied and lemma in words("little", "closed"):
        return "closed"
    return _of_word(lemma, "nouns")


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
    if noun.dep_ == "dobj" and noun.head == verb:
        return child(verb, "neg") is not None and not any(kid.lower_ == "any" for kid in noun.children)
    return noun.dep_ == "nsubj" and noun.head == verb and negated(verb) and base(verb) in UNTRUE


def _bare_headline(sight: Sight, noun: Token) -> list[Ref]:
    """ "Peskov: no point in talks": a headline without a verb tells the stance of the name before its colon."""
    bare = noun.dep_ in {"appos", "ROOT"} or (noun.dep_ == "attr" and child(noun.head, "expl") is not None)
    return speaker(sight.scene, noun, sight.speeches) if bare else []


def _policy(sight: Sight, noun: Token, lemma: str) -> Iterator[Told]:
    """ "an open dialogue stance", "its policy of open dialogue"."""
    if lemma not in words("fronts", "stances"):
        return
    before = [kid for kid in noun.children if kid.i < noun.i]
    stance = _first_stance(before, "adjectives")
    matter = next((found for found in (matter_of(kid, weak=False) for kid in before) if found is not None), None)
    governor = _governor(noun)
    held = possessors(sight.scene, noun) or (holders(sight.scene, subject(governor)) if governor is not None else [])
    if stance is not None and matter is not None and held:
        yield Told(noun, held, None, matter, stance)


def _nothing(sight: Sight, word: Token) -> Iterator[Told]:
    """ "There is nothing to discuss with Kigali", said X."""
    held = speaker(sight.scene, word, sight.speeches)
    what = next((kid for kid in word.children if infinitive(kid) and matter_of(kid, weak=True) is not None), None)
    if what is not None and held:
        yield Told(word, held, toward(sight.scene, word, None, held), "dialogue", "closed", (what,))


# Steps: talks as a subject


def _step(sight: Sight, noun: Token) -> Iterator[Told]:
    """ "Talks are impossible", "broad conversations are not on the agenda", "there will be no talks": who says so."""
    verb = noun.head
    if not is_verb(verb) or noun.dep_ not in {"nsubj", "nsubjpass", "attr"}:
        return
    matter = matter_of(noun, weak=False) or (_offered(noun) if noun.dep_ == "nsubjpass" else None)
    held = speaker(sight.scene, noun, sight.speeches) if matter is not None else []
    stance = _step_stance(noun, verb) if held else None
    if stance is not None and matter is not None:
        yield Told(noun, held, toward(sight.scene, noun, None, held), matter, stance)


def _offered(noun: Token) -> Matter | None:
    found = reach([noun], weak=False, offers=True)
    return found.matter if found is not None else None


def _step_stance(noun: Token, verb: Token) -> Stance | None:
    denied = negated(verb)
    if noun.dep_ == "attr":
        future = any(kid.tag_ == "MD" for kid in verb.children)
        return "closed" if child(verb, "expl") is not None and denied_noun(noun) and future else None
    agenda = prep_object(verb, "on")
    if verb.lemma_ == "be" and agenda is not None and agenda.lower_ in {"agenda", "table", "cards"}:
        return "closed" if denied else "open"
    out = next((prep_object(kid, "of") for kid in verb.children if kid.lower_ == "out"), None) or prep_object(
        verb, "of"
    )
    if out is not None and out.lower_ == "question":
        return "closed"
    if noun.dep_ == "nsubjpass":
        return _offer_stance(verb, denied)
    state = next((kid for kid in verb.children if kid.dep_ in {"acomp", "attr"}), None)
    stance = _of_word(state.lower_, "steps") if state is not None and verb.lower_ in LINKING else None
    return _other(stance) if stance is not None and denied else stance


def denied_noun(noun: Token) -> bool:
    return any(kid.lower_ in {"no", "neither"} for kid in noun.children)


def _offer_stance(verb: Token, denied: bool) -> Stance | None:
    """ "any overture would be considered seriously": nobody is named, so the speaker's side will."""
    if agent(verb) is not None or not any(kid.lower_ in {"will", "would"} for kid in children(verb, "aux")):
        return None
    stance = _of_word(base(verb), "things")
    if stance is None and verb.lemma_ in {"consider", "examine", "study", "assess", "weigh", "answer"}:
        stance = "open"
    return _other(stance) if stance is not None and denied else stance


# Verbs


def _verb(sight: Sight, verb: Token) -> Iterator[Told]:
    if governed_by(verb, words("urging", "words")):
        return
    yield from _attitude(sight, verb)
    yield from _chance(sight, verb)
    yield from _response(sight, verb)
    yield from _contact(sight, verb)


def _attitude(sight: Sight, verb: Token) -> Iterator[Told]:
    """ "welcomes talks", "refuses to meet", "called for dialogue", "has not ruled out a summit"."""
    lemma = _phrasal(verb)
    stance, thing = _of_word(lemma, "things"), True
    if stance is None or (lemma in {"offer", "propose"} and child(verb, "xcomp") is not None):
        stance, thing = _of_word(lemma, "wishes"), False
    if stance is None or _doubtful(verb) or _asked_again(verb):
        return
    reached = reach(_objects(verb, lemma, thing), weak=stance == "closed" and not thing, offers=lemma in ANSWERING)
    held = _doers(sight, verb)
    if reached is None or not held:
        return
    denied = child(verb, "neg") is not None or _denied_by(verb)
    yield _make(sight, verb, held, reached, _other(stance) if denied else stance)


def _denied_by(verb: Token) -> bool:
    return (verb.dep_ == "xcomp" and verb.head.lemma_ in {"refuse", "decline", "fail"}) or any(
        kid.lower_ == "never" for kid in verb.children
    )


def _doers(sight: Sight, verb: Token) -> list[Ref]:
    if passive(verb):
        doer = agent(verb)
        return holders(sight.scene, doer) if doer is not None else []
    return holders(sight.scene, subject(verb))


def _asked_again(verb: Token) -> bool:
    """ "wants Iran to accept", "urged them to meet": what others should do is no stance of one's own."""
    action = child(verb, "xcomp", "ccomp")
    if action is None:
        return False
    own = child(action, "nsubj", "nsubjpass")
    partner = own is not None and own.lower_ not in {"sides", "parties", "both"} and own.dep_ == "nsubj"
    given = child(verb, "dobj") is not None and verb.lemma_ in {"urge", "encourage", "request", "push", "press"}
    return (partner and verb.lemma_ in {"want", "like", "wish", "prefer", "hope", "demand", "urge", "request"}) or given


def _objects(verb: Token, lemma: str, thing: bool) -> list[Token]:
    needed = words("needs", lemma)
    if thing:
        return children(verb, "nsubjpass") if passive(verb) else _things(verb, lemma)
    starts = complements(verb)
    if not needed:
        return starts
    if "forward" in needed:
        return starts if any(kid.lower_ == "forward" for kid in verb.children) else []
    return [kid for kid in starts if kid.lower_ in needed or ("to" in needed and _infinitival(kid))]


def _infinitival(kid: Token) -> bool:
    return kid.dep_ == "xcomp" or infinitive(kid)


def _things(verb: Token, lemma: str) -> list[Token]:
    phrasal = lemma.endswith("out")
    return [*children(verb, "dobj", *(("prep",) if phrasal else ())), *_as_object(verb)]


def _as_object(verb: Token) -> list[Token]:
    return [kid for kid in children(verb, "xcomp", "ccomp") if kid.tag_ == "VBG" or is_noun(kid)]


def _chance(sight: Sight, verb: Token) -> Iterator[Told]:
    """ "signals potential for dialogue", "would seize any opportunity to talk"."""
    if base(verb).rstrip("s") not in words("chances", "verbs") and base(verb) not in words("chances", "verbs"):
        return
    chance = next((kid for kid in children(verb, "dobj") if base(kid) in words("chances", "nouns")), None)
    held = holders(sight.scene, child(verb, "nsubj") or subject(verb)) if chance is not None else []
    reached = reach(complements(chance), weak=True) if chance is not None and held else None
    if chance is None or reached is None or _doubtful(verb):
        return
    little = any(kid.lower_ in words("little", "words") - {"any"} for kid in chance.children)
    yield _make(sight, verb, held, reached, "closed" if little or negated(verb) else "open", chance)


def _response(sight: Sight, verb: Token) -> Iterator[Told]:
    """ "would respond positively": open, whatever it is that is offered."""
    if base(verb) not in {"respond", "react", "reply", "answer", "reciprocate"}:
        return
    stance = _first_stance(verb.children, "responses")
    held = _doers(sight, verb)
    if stance is None or not held or not any(kid.tag_ == "MD" for kid in verb.children):
        return
    reached = reach(complements(verb), weak=True)
    stance = _other(stance) if negated(verb) else stance
    yield _plain(sight, verb, held, reached, stance)


def _contact(sight: Sight, verb: Token) -> Iterator[Told]:
    """ "will not meet Zelensky", "would talk to Kyiv if …": refusing or offering contact in so many words."""
    if base(verb) not in words("contact", "words"):
        return
    refused = child(verb, "neg") is not None or any(kid.lower_ == "never" for kid in verb.children)
    bound = not refused and _has_term(sight, verb)
    if not (refused or bound) or not any(kid.lower_ in CERTAIN for kid in children(verb, "aux")):
        return
    held = _doers(sight, verb)
    own = matter_of(verb, weak=True)
    reached = reach(complements(verb), weak=False) if own is None else Reach(own, (verb,), False)
    if held and reached is not None:
        yield _make(sight, verb, held, reached, "closed" if refused else "open")


def _has_term(sight: Sight, verb: Token) -> bool:
    return any(verb in ancestors(sight.scene.token_at(term.start - sight.scene.start)) for term in sight.terms)


def _make(sight: Sight, cue: Token, held: Sequence[Ref], reached: Reach, stance: Stance, *more: Token) -> Told:
    stance = _other(stance) if reached.turned else stance
    return Told(cue, held, toward(sight.scene, cue, reached, held), reached.matter, stance, (*more, *reached.way))


def _plain(sight: Sight, cue: Token, held: Sequence[Ref], reached: Reach | None, stance: Stance, *way: Token) -> Told:
    """A stance whose matter may go without saying: dialogue."""
    matter = reached.matter if reached is not None else "dialogue"
    return Told(cue, held, toward(sight.scene, cue, reached, held), matter, stance, way)


def _first_stance(tokens: Iterable[Token], kind: str) -> Stance | None:
    return next((found for found in (_of_word(token.lower_, kind) for token in tokens) if found is not None), None)


def _phrasal(verb: Token) -> str:
    lemma = base(verb)
    particles = [kid.lower_ for kid in children(verb, "prt", "advmod") if kid.lower_ in {"out", "off", "down", "away"}]
    particle = particles[0] if particles else ""
    return f"{lemma}_{particle}" if particle else lemma


def _doubtful(verb: Token) -> bool:
    return any(kid.lower_ in DOUBTFUL for kid in children(verb, "aux") if kid.tag_ == "MD")


def _of_word(word: str, kind: str) -> Stance | None:
    if word in words("open", kind):
        return "open"
    return "closed" if word in words("closed", kind) else None


def _either(kind: str) -> frozenset[str]:
    return words("open", kind) | words("closed", kind)


def _other(stance: Stance) -> Stance:
    return "closed" if stance == "open" else "open"
