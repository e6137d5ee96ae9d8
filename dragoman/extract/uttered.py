"""What somebody says → what is done by saying it, told by no verb of its own: "Their army broke the truce, she said"
accuses, "They must withdraw, she said" demands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import cast

from dragoman.data import toml
from dragoman.extract.doers import doers
from dragoman.extract.event_nouns import noun_recipient, noun_type
from dragoman.extract.event_words import is_thing, things
from dragoman.extract.events import event_of
from dragoman.extract.holders import hypothetical
from dragoman.extract.needs import befalls
from dragoman.extract.parties import actors, owners
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import child, children, is_verb, passive, patient, prep_object, subject
from dragoman.extract.tense import negated
from dragoman.grammar import Token
from dragoman.model import Event, EventType, Mention, Ref, Statement

BEING = frozenset({"be", "seem", "remain", "appear", "become"})
OURS = frozenset({"we", "i", "it", "they", "he", "she"})
AHEAD = frozenset({"will", "'ll", "’ll", "wo", "shall", "would"})
SPURNED = frozenset({"REQUEST", "CONSULT", "AGREE", "CONCEDE"})
"""Types of what can be refused."""

SAID_TO_BE = frozenset({"acomp", "attr", "oprd"})
Said = Sequence[tuple[Statement, Sequence[Token]]]
"""Each speech with those of its words that can make an act."""


def uttered(scene: Scene, speeches: Sequence[Statement], known: Sequence[Event], report: str) -> Iterator[Event]:
    """Yield of each speech the first accusation and the first demand that its words make, as held: it has been said.

    Only such types as none of the `known` events of the sentence has. Whom it is said of stands in the sentence;
    whether the two act for different states is for `resolve` to say.
    """
    types = {event.type for event in known}
    said = [(speech, _words_of(scene, speech)) for speech in speeches]
    for kind, found in ACTS.items():
        if kind not in types:
            own = list(_acts(scene, said, kind, found, report))
            yield from own or (_of_unnamed(scene, said, report) if kind == "ACCUSE" else ())


def _words_of(scene: Scene, speech: Statement) -> list[Token]:
    """The words that can make an act: verbs, and what somebody is said to be."""
    acting = (token for token in scene.doc if is_verb(token) or token.dep_ in SAID_TO_BE or token.lower_ == "behind")
    return [token for token in acting if speech.content.covers(scene.of(token))]


def _of_unnamed(scene: Scene, said: Said, report: str) -> Iterator[Event]:
    """An accusation that names nobody ("This is nonsense", "they are not sincere"): the report may tell of whom."""
    for speech, words in said:
        blamed = next((token for token in words if _blames_unnamed(scene, token)), None)
        if blamed is not None:
            meant = actors(scene, cast("Token", _bearer(blamed)))
            event = event_of(scene, blamed, "ACCUSE", ([], meant), report)
            yield replace(event, rule="events.unnamed/1", source=(speech.speaker,), status="held")
            return


def _bearer(word: Token) -> Token | None:
    """Who, or what, is said to be so or to have done it."""
    if is_verb(word):
        return None if passive(word) else subject(word)
    return subject(word.head) if word.dep_ in SAID_TO_BE else None


def _blames_unnamed(scene: Scene, word: Token) -> bool:
    bearer = _bearer(word)
    if bearer is None or not (bearer.lower_ in _listed("pointing") or bearer.lemma_.lower() in _listed("moves_made")):
        return False
    if not _blaming(word) or _supposed(word) or owners(scene, bearer):
        return False
    return all(one.form == "pronoun" for one in actors(scene, bearer))


def _acts(
    scene: Scene,
    said: Said,
    kind: EventType,
    found: Callable[[Scene, Token], list[Mention]],
    report: str,
) -> Iterator[Event]:
    """One event for each word of the act, with all whose speech has it."""
    told: dict[int, tuple[list[Mention], list[Ref]]] = {}
    for speech, words in said:
        for token in words:
            others = [one for one in found(scene, token) if one.form != "pronoun"]
            if others and all(one.span != speech.speaker.surface for one in others):
                told.setdefault(token.i, (others, []))[1].append(speech.speaker)
                break
    for index, (others, speakers) in told.items():
        event = event_of(scene, scene.doc[index], kind, ([], others), report)
        yield replace(event, rule="events.uttered/1", source=tuple(speakers), status="held")


# Accusations ----------------------------------------------------------------------------------------------------------


def _accused(scene: Scene, word: Token) -> list[Mention]:
    """Those of whom the word says that they did wrong, or are; whose remarks, forces or moves did it are they."""
    if not _blaming(word) or _supposed(word):
        return []
    if is_verb(word):
        return doers(scene, word)
    bearer = subject(word.head)
    if bearer is None or (word.lemma_.lower() in _listed("spurned") and noun_type(bearer) in SPURNED):
        return []
    return actors(scene, bearer) or owners(scene, bearer)


def _blaming(word: Token) -> bool:
    lemma = word.lemma_.lower()
    if not is_verb(word):
        if word.lower_ == "behind":  # "was behind the attack"
            hidden = word.dep_ == "prep" and word.head.lemma_ == "be" and not negated(word.head)
            return hidden and child(word, "pobj") is not None
        if word.lower_ in {"responsible", "involved"}:  # "is responsible for the attack"
            blamed = prep_object(word, "for", "in")
            return blamed is not None and is_thing(blamed, "wrong") and not negated(word.head)
        if word.dep_ not in SAID_TO_BE or word.head.lemma_ not in BEING:
            return False
        if negated(word.head):
            return lemma in _listed("being", "dues")
        said = {lemma, *(kid.lemma_.lower() for kid in children(word, "amod"))}  # "an unfriendly act"
        return bool(said & things("harsh"))
    if negated(word):
        return lemma in _listed("dues_alone")
    if word.dep_ == "xcomp" and word.head.lemma_.lower() in _listed("failing"):
        return lemma in _listed("dues")
    return lemma in _listed("deeds") or _done_to(word)


def _done_to(verb: Token) -> bool:
    """Whether the deed is wrong with what it is done to: "sponsors terrorism", "blocked the talks"."""
    things = toml("uttered")["with"].get(verb.lemma_.lower(), ())
    objects = [*children(verb, "dobj", "nsubjpass"), *(child(prep, "pobj") for prep in children(verb, "prep"))]
    return any(thing is not None and thing.lemma_.lower() in things for thing in objects)


def _supposed(word: Token) -> bool:
    """Whether it is only possible, asked for or to come: "would violate", "if they break it", "urged it to stop"."""
    verb = word if is_verb(word) else word.head
    while verb.tag_ == "VB" and verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _listed("leading"):
        verb = verb.head
    asked = verb.tag_ == "VB" and not any(kid.lower_ in {"do", "does", "did"} for kid in verb.children)
    return asked or hypothetical(word) or any(kid.tag_ == "MD" for kid in verb.children)


# Refusals -------------------------------------------------------------------------------------------------------------


def _spurned(scene: Scene, word: Token) -> list[Mention]:
    """Those whose proposal, or with whom a dealing, is said to be out of the question: "the offer is unacceptable"."""
    if word.dep_ not in SAID_TO_BE or word.head.lemma_ not in BEING or negated(word.head) or _supposed(word):
        return []
    bearer = subject(word.head)
    if word.lemma_.lower() not in _listed("spurned") or bearer is None or noun_type(bearer) not in SPURNED:
        return []
    return noun_recipient(scene, bearer) or owners(scene, bearer) or actors(scene, bearer, doers=("from", "by"))


# Threats --------------------------------------------------------------------------------------------------------------


def _threatened(scene: Scene, word: Token) -> list[Mention]:
    """Those to whom the speaker will answer in kind, or whom, he says, something bad will befall."""
    if not is_verb(word) or not any(kid.lower_ in AHEAD for kid in children(word, "aux")):
        return []
    done = subject(word) if not passive(word) else patient(word)
    if done is None:
        return []
    if befalls(word):
        return actors(scene, done)
    if _answered(word):
        done = child(word, "dobj") or done  # "will not leave it unanswered"
        return actors(scene, done, doers=("by", "from", "of")) or owners(scene, done)
    measures = toml("uttered")["moves"].get(word.lemma_.lower(), ())
    moved = [thing for thing in children(word, "dobj") if thing.lemma_.lower() in measures]
    if not (moved or word.lemma_.lower() in _listed("retorts")) or done.lower_ not in OURS or negated(word):
        return []
    if moved:
        against = prep_object(word, "against") or prep_object(moved[0], "against")
    else:
        against = prep_object(word, "to", "against", "at")
    return actors(scene, against, doers=("by", "from", "of")) if against is not None else []


def _answered(verb: Token) -> bool:
    """ "will not go unanswered", "will be met with a harsh response"."""
    if negated(verb):
        answers = [child(kid, "pobj") for kid in children(verb, "prep") if kid.lower_ == "without"]
        left = any(answer is not None and is_thing(answer, "consequence") for answer in answers)
        return left or any(kid.lower_ in _listed("unanswered") for kid in verb.children)
    met = prep_object(verb, "with", "by") if verb.lemma_ == "meet" and passive(verb) else None
    return met is not None and is_thing(met, "consequence")


# Demands --------------------------------------------------------------------------------------------------------------


def _demanded(scene: Scene, word: Token) -> list[Mention]:
    """Those who, the verb says, must or should do something: "Baku must release the men"."""
    if not is_verb(word) or hypothetical(word) or word.lemma_.lower() in _listed("thinking") or not _due(word):
        return []
    doer = patient(word) if passive(word) else subject(word)
    return actors(scene, doer) if doer is not None else []


def _due(verb: Token) -> bool:
    """Whether the verb is said to be due: "must withdraw", "has to withdraw", "it is time for it to withdraw"."""
    if verb.head.lemma_ == "time" and verb.head.dep_ == "attr" and any(kid.lower_ == "for" for kid in verb.children):
        return True
    if any(kid.lower_ in {"must", "should", "ought"} and kid.i < verb.i for kid in children(verb, "aux")):
        return True
    above = verb.head
    plain = not any(kid.tag_ == "MD" for kid in above.children) and not negated(above)
    return verb.dep_ == "xcomp" and above.lemma_ in {"have", "need"} and above.tag_ in {"VBZ", "VBP"} and plain


@cache
def _listed(*keys: str) -> frozenset[str]:
    """A list of data/uttered.toml."""
    table = toml("uttered")
    for key in keys:
        table = table[key]
    return frozenset(cast("list[str]", table))


ACTS: dict[EventType, Callable[[Scene, Token], list[Mention]]] = {
    "ACCUSE": _accused,
    "REQUEST": _demanded,
    "REJECT": _spurned,
    "THREATEN": _threatened,
}
"""What is done by saying something, by type: a word → those to whom its saying does it."""
