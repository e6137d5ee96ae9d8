"""A sentence → its cues: the reporting word, who speaks with it and the words it reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.data import words
from dragoman.extract.background import background
from dragoman.extract.contents import hull
from dragoman.extract.deeds import deed
from dragoman.extract.mentions import labelled, mention, voiced
from dragoman.extract.phrases import lemma_of, with_phrase
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import ancestors, child, children, conjuncts, is_noun, prep_object
from dragoman.extract.telling import Telling
from dragoman.extract.tellings import tellings
from dragoman.gazetteer import gazetteer
from dragoman.grammar import Token
from dragoman.model import Mention, Span
from dragoman.outlets import called_so

OPENING = 4
"""Sentences of a report before which a town and a colon can tell where it was sent from."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting word with its speaker and the words it reports (offsets in the sentence).

    `word` is None for "Peskov: no talks", whose `label` is "Peskov"; `direct` says whether all reported words stand in
    quotation marks.
    """

    word: Span | None
    speaker: Mention
    content: tuple[int, int]
    token: Token
    direct: bool | None = None
    addressee: Mention | None = None
    medium: str | None = None
    label: str = ""


def cues(scene: Scene) -> Iterator[Cue]:
    """Yield every cue of the sentence with whose words were said, once for each speaker.

    What one "believes" or "hopes" in a clause of its own counts: in reporting it is mostly known from their words.
    """
    found = [telling for telling in tellings(scene) if telling.kind != "unsaid" and not deed(scene, telling)]
    if found and (_sent_from(scene, found) or _headed(scene, found)):
        found = [telling for telling in found if not telling.label]
    whose = [one for one in found if one.speaker is not None or one.label]  # "was said to have urged": nobody's words
    for telling in found:
        around = [other for other in whose if _inside(telling, other) and not _beside(scene, telling, other)]
        if not (around and _only_told_of(telling.token)) or background(scene, telling, around):
            yield from _voiced(scene, telling)


def _beside(scene: Scene, telling: Telling, other: Telling) -> bool:
    """Whether the words around it are only passed on, or compared with it: "*as Oslo wished*, she refused"."""
    below = other.token.dep_ == "advcl" and any(head == telling.token for head in ancestors(other.token))
    return below or _passing_on(scene, other)


def _passing_on(scene: Scene, telling: Telling) -> bool:
    """Whether the words before it are another's, passed on by an agency: "Oslo denied it, *NTB reported*"."""
    verb, source = telling.token, telling.source
    if source is None or source.tag_ == "PRP" or all(start >= verb.idx for start, _ in telling.content):
        return False
    return verb.lemma_ == "report" or called_so(_phrase(scene, source))


def _phrase(scene: Scene, head: Token) -> str:
    return scene.text[head.left_edge.idx : head.idx + len(head)]


def _sent_from(scene: Scene, found: list[Telling]) -> bool:
    """Whether the name before a colon is where the report was sent from: "Lisbon: The president said on Monday …"."""
    label = next((one.label for one in found if one.label), "")
    seats = {name.sense for name in gazetteer().meanings(label)} & {"capital", "place"}
    return bool(seats) and not scene.headline and scene.index < OPENING


def _headed(scene: Scene, found: list[Telling]) -> bool:
    """Whether a state before a colon only heads what another says: "Ukraine: Zelensky says he is ready"."""
    labelled = next((one for one in found if one.label and one.content), None)
    if labelled is None or "state" not in {name.sense for name in gazetteer().meanings(labelled.label)}:
        return False
    start = labelled.content[0][0]
    return any(one.source is not None and one.source.left_edge.idx == start for one in found if one is not labelled)


def _only_told_of(verb: Token) -> bool:
    """Whether inside another's words the verb is part of them: what one believes or will say was not said there."""
    if verb.lemma_.lower() not in words("statements", "verbs", "passed_on"):
        return True
    own = child(verb, "nsubj")
    return (own is not None and own.lower_ in {"it", "they", "he", "she"}) or child(verb, "ccomp") is None


def _inside(telling: Telling, other: Telling) -> bool:
    """Whether one cue is part of what the other reports. Where each holds the other, the verb of speech is outside."""
    if not _holds(other, telling):
        return False
    if not _holds(telling, other):
        return True
    if telling.token.lemma_ in words("statements", "verbs", "speak"):
        return False
    return other.token.lemma_ in words("statements", "verbs", "speak") or other.token in ancestors(telling.token)


def _holds(other: Telling, telling: Telling) -> bool:
    at = telling.token.idx
    return other is not telling and any(start <= at < end for start, end in other.content)


def _voiced(scene: Scene, telling: Telling) -> Iterator[Cue]:
    token = telling.token
    content = hull(telling.content) if telling.content else (token.idx, token.idx + len(token))
    if telling.label and telling.source is None:
        voice = labelled(scene, telling.label, token.idx) or _post(scene, token, telling.label)
        if voice is not None:
            yield Cue(None, voice, content, token, telling.direct, label=telling.label)
        return
    for voice in speakers(scene, telling):
        yield Cue(telling.cue, voice, content, token, telling.direct, _addressee(scene, token), _medium(token))


def _post(scene: Scene, token: Token, label: str) -> Mention | None:
    """A label that is a post: "Spokesman: There has been no call"."""
    if token.lower_ not in words("statements", "labels", "tails") and (
        " " in label or not {token.lower_, token.lower_.removesuffix("s")} & _posts()
    ):
        return None
    return mention(scene, token) or voiced(scene, token)


def _posts() -> frozenset[str]:
    return words("actors", "nouns", "office") | words("actors", "nouns", "voice")


def speakers(scene: Scene, telling: Telling) -> Iterator[Mention]:
    """Yield everybody whose words are told."""
    if telling.speaker is None:
        return
    for one in [*conjuncts(telling.speaker), *_likewise(telling.token)]:
        voice = _voice(scene, one, telling.token) or _anybody(scene, one, telling.token)
        if voice is not None:
            yield voice


def _likewise(verb: Token) -> Iterator[Token]:
    """ "Turkey welcomed the ruling, as did *Iran*." """
    for kid in children(verb, "advcl"):
        also = child(kid, "nsubj")
        if kid.lemma_ == "do" and also is not None and any(mark.lower_ == "as" for mark in kid.children):
            yield also


def _voice(scene: Scene, token: Token, cue: Token) -> Mention | None:
    """The mention that can speak: a person, organ, state, body or nameless voice; things cannot."""
    found = _nameless(scene, token) or mention(scene, token)
    if token.lower_ == "it" and child(token.head, "acomp", "attr", "xcomp") is not None and token.head.lemma_ == "be":
        return None
    if found is None or (
        found.form == "pronoun" and found.head in {"which", "that", "it", "its"} and token.dep_ == "dobj"
    ):
        return None
    if (
        found.form == "voice"
        and found.head in words("actors", "nouns", "documents")
        and found.owner is None
        and not found.states
    ):
        speaks = cue.lemma_.lower() in words("statements", "verbs", "speak") or cue.lemma_.lower() == "read"
        return found if speaks or found.head in words("statements", "nouns", "papers") else None
    return found


def _nameless(scene: Scene, token: Token) -> Mention | None:
    """Somebody who is not named and stays so: "two Western officials", "a ministry spokesman", "one of them"."""
    if token.lower_ == "one" and token.tag_ in {"CD", "NN", "PRP"} and prep_object(token, "of") is not None:
        return voiced(scene, token)
    found = mention(scene, token)
    if found is None or found.form not in {"office", "parties", "voice"} or token.tag_ not in {"NN", "NNS"}:
        return found
    marks = {kid.lower_ for kid in token.children if kid.i < token.i and kid.dep_ in {"det", "nummod", "amod", "poss"}}
    if found.form == "voice" and found.name != with_phrase(scene, token):
        return found
    definite = marks & {"the", "both", "these", "those", "that", "this"} or child(token, "poss") is not None
    if definite or (found.form == "office" and not marks & {"a", "an", "another", "one"}):
        return found
    if found.form == "parties" and lemma_of(token) not in words("actors", "nouns", "voice"):
        return found
    scene.mentions[token.i] = replace(found, form="voice", name=_described(scene, token))
    return scene.mentions[token.i]


def _described(scene: Scene, token: Token) -> str:
    """A nameless voice with the words that tell it apart: "official *installed by Moscow*"."""
    name = with_phrase(scene, token)
    after = next(
        (kid for kid in children(token, "acl", "amod") if kid.i == token.i + 1 and kid.tag_ in {"VBN", "JJ"}), None
    )
    last = after.right_edge if after is not None else None
    if last is None or last.i - token.i > 6 or not name.endswith(token.text):
        return name
    return name + scene.text[token.idx + len(token) : last.idx + len(last)]


def _anybody(scene: Scene, token: Token, verb: Token) -> Mention | None:
    """Whoever says something can speak, though no lexicon knows the noun ("the announcer said that …")."""
    if verb.lower_ == "according":
        return voiced(scene, token) if is_noun(token) else None
    if token.lower_ in {"both", "each", "others", "many", "most"} and token.dep_ == "nsubj":
        return voiced(scene, token)
    if not is_noun(token) or lemma_of(token) in words("statements", "nouns", "vehicles") | words(
        "statements", "nouns", "mute"
    ):
        return None
    speaks = verb.lemma_.lower() in words("statements", "verbs", "anybody")
    return voiced(scene, token) if speaks or lemma_of(token) in words("statements", "nouns", "speakers") else None


def _addressee(scene: Scene, verb: Token) -> Mention | None:
    """Whom the words were said to; a press carrier is a medium, not an addressee."""
    told = child(verb, "dative") or (
        child(verb, "dobj") if verb.lemma_ in {"tell", "inform", "assure", "remind"} else None
    )
    if told is not None and told.dep_ == "dative" and told.tag_ in {"IN", "TO"}:
        told = child(told, "pobj")
    if told is None or told.lower_ in words("statements", "media", "carriers"):
        return None
    return mention(scene, told)


def _medium(verb: Token) -> str | None:
    """The interview, post or briefing the words were made in."""
    for word in [kid for prep in children(verb, "prep", "dative") for kid in prep.children] + children(
        verb, "dobj", "dative"
    ):
        if word.dep_ in {"pobj", "dobj", "dative"} and (
            word.lemma_.lower() in words("statements", "media", "words")
            or word.lower_ in words("statements", "media", "carriers")
        ):
            return str(word.lemma_).lower()
    return None
