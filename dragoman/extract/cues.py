"""A sentence → its cues: the reporting word, who speaks with it and the words it reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.data import words
from dragoman.extract.mentions import labelled, mention, voiced
from dragoman.extract.phrases import lemma_of
from dragoman.extract.reporting import reported, reports
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import (
    agent,
    ancestors,
    child,
    children,
    conjuncts,
    is_noun,
    is_verb,
    passive,
    patient,
    prep_object,
    subject,
    subtree,
)  # fmt: skip
from dragoman.model import Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Token


LABEL = re.compile(r"(?P<name>[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|of|the|de|bin|al)){0,4}):\s+(?=\S)")
"""A name before a colon at the beginning of a line: the turn of a speaker, or a headline's source."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting word with its speaker and the words it reports (offsets in the sentence).

    `word` is None for "Peskov: no talks"; `direct` says whether all reported words stand in quotation marks,
    `turn` that it opens a turn of a transcript.
    """

    word: Span | None
    speaker: Mention
    content: tuple[int, int]
    token: Token
    direct: bool | None = None
    addressee: Mention | None = None
    medium: str | None = None
    turn: bool = False


def cues(scene: Scene) -> Iterator[Cue]:
    """Yield every reporting construction of the sentence."""
    yield from _labelled(scene)
    for token in scene.doc:
        if token.lower_ == "according":
            yield from _according(scene, token)
        elif is_verb(token):
            yield from _verb_cues(scene, token)


def _labelled(scene: Scene) -> Iterator[Cue]:
    """ "Peskov: No talks", "MR. PRICE: We have seen the reports": a name and a colon before the words."""
    label = LABEL.match(scene.text)
    if label is None or label["name"].split()[0] in words("statements", "labels", "none"):
        return
    voice = labelled(scene, label["name"])
    if voice is not None:
        turn = label["name"].isupper()
        yield Cue(None, voice, (label.end(), len(scene.text)), scene.doc[0], direct=True if turn else None, turn=turn)


def _verb_cues(scene: Scene, verb: Token) -> Iterator[Cue]:
    if not reports(scene, verb):
        return
    speaker = agent(verb) if passive(verb) else _speaking_subject(verb)
    if speaker is None or scene.quoted(speaker) != scene.quoted(verb):
        speaker = _beside(scene, verb)
    if speaker is None or (scene.quoted(verb) and not _passed_on(verb, speaker)):
        return
    for one in conjuncts(speaker):
        voice = _voice(scene, one) or _anybody(scene, one, verb)
        if voice is not None:
            content = _content(scene, verb, speaker)
            if content is not None:
                yield Cue(
                    _cue_span(scene, verb), voice, content, verb, _only_quoted(scene, verb), _addressee(scene, verb),
                    _medium(verb),
                )  # fmt: skip


def _passed_on(verb: Token, speaker: Token) -> bool:
    """Inside a quotation another's words in a clause of their own are a statement ("Trump said, 'Let us talk'")."""
    if verb.lemma_.lower() not in words("statements", "verbs", "passed_on"):
        return False
    return (
        speaker.tag_ != "PRP" and verb.tag_ in {"VBD", "VBZ", "VBN"} and child(verb, "ccomp", "parataxis") is not None
    )


def _beside(scene: Scene, verb: Token) -> Token | None:
    """The noun next to a cue outside the quotation, where the parse lost its subject: "…," Pompeo told the press."""
    if scene.quoted(verb):
        return None
    before = [
        word for word in scene.doc[max(0, verb.i - (3 if scene.quotes else 1)) : verb.i] if not scene.quoted(word)
    ]
    after = list(scene.doc[verb.i + 1 : verb.i + 8]) if scene.quotes else []
    for word in (*reversed(before), *after):
        if scene.quoted(word) or word.tag_ in {",", ":", "."} or is_verb(word):
            if word in after:
                return None
            continue
        if is_noun(word) or word.tag_ == "PRP":
            return word if word in before else _last_of_name(word)
    return None


def _last_of_name(word: Token) -> Token:
    while word.i + 1 < len(word.doc) and word.nbor().tag_ in {"NNP", "NNPS"}:
        word = word.nbor()
    return word


def _only_quoted(scene: Scene, verb: Token) -> bool | None:
    """Whether the reported clause stands wholly in quotation marks, the cue itself not counted; None without quotes."""
    clause = reported(scene, verb)
    if not scene.quotes or clause is None:
        return None
    outer = {word.i for word in verb.subtree} - {word.i for word in clause.subtree} if clause != verb.head else set()
    around = (
        {word.i for word in verb.subtree} if clause == verb.head or verb.i in {w.i for w in clause.subtree} else set()
    )
    words = [word for word in clause.subtree if word.i not in outer | around and word.text.isalnum()]
    return bool(words) and all(scene.quoted(word) for word in words)


def _speaking_subject(verb: Token) -> Token | None:
    found = _main_subject(verb) or subject(verb)
    if found is not None and _lemma(found) in words("statements", "nouns", "vehicles") | words(
        "statements", "nouns", "said"
    ):
        return _issuer(found) or found
    return found


def _issuer(vehicle: Token) -> Token | None:
    """Whose statement, tweet or interview it is: its genitive, or what follows "by" or "from" in its phrase."""
    owner = child(vehicle, "poss")
    if owner is not None:
        return owner
    near = prep_object(vehicle, "by", "from", "of")
    inside = (prep_object(word, "by", "from") for word in vehicle.subtree)
    return near if near is not None else next((found for found in inside if found is not None), None)


def _main_subject(verb: Token) -> Token | None:
    """A trailing "…, adding that" belongs to whoever spoke before, not to the last noun or reported clause."""
    if verb.tag_ != "VBG" or verb.dep_ not in {"advcl", "acl"} or child(verb, "nsubj") is not None:
        return None
    if verb.dep_ == "acl" and verb.head.dep_ == "pobj" and verb.head.head.lower_ in {"with", "by"}:
        return None
    clauses = [head for head in ancestors(verb) if is_verb(head)]
    speaking = [
        head
        for head in clauses
        if head.lemma_.lower() in words("statements", "verbs", "any") | words("statements", "verbs", "clause")
    ]
    if verb.dep_ == "advcl" and speaking:
        return subject(speaking[-1])
    if verb.dep_ == "acl" and clauses and verb.head.dep_ == "pobj":
        return subject(clauses[0])
    return None


def _lemma(token: Token) -> str:
    return str(token.lemma_).lower()


def _voice(scene: Scene, token: Token) -> Mention | None:
    """The mention that can speak: a person, organ, state, body or nameless voice; things cannot."""
    found = mention(scene, token)
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
        return found if found.head in {"report", "statement", "readout", "communique", "communiqué"} else None
    return found


def _anybody(scene: Scene, token: Token, verb: Token) -> Mention | None:
    """Whoever says something can speak, though no lexicon knows the noun ("the announcer said that …")."""
    speaks = verb.lemma_.lower() in words("statements", "verbs", "speak")
    known = lemma_of(token) in words("statements", "nouns", "vehicles")
    if not speaks or known or not is_noun(token) or reported(scene, verb) is None:
        return None
    return voiced(scene, token)


def _cue_span(scene: Scene, verb: Token) -> Span:
    particle = next((kid for kid in verb.children if kid.dep_ == "prt" and kid.i == verb.i + 1), None)
    preposition = next(
        (kid for kid in verb.children if kid.lower_ in {"on", "for", "upon"} and kid.i == verb.i + 1), None
    )
    if particle is not None:
        return scene.of(verb, particle)
    if preposition is not None and verb.lemma_ in words("statements", "verbs", "call"):
        return scene.of(verb, preposition)
    return scene.of(verb)


def _content(scene: Scene, verb: Token, speaker: Token) -> tuple[int, int] | None:
    """The words reported: the clause or quotation, else what follows the cue in its clause."""
    clause = reported(scene, verb)
    quoted = _quoted_part(scene, verb)
    if clause is not None and clause == verb.head and verb.dep_ == "advcl":
        return _without(scene, subtree(clause), verb)
    if clause is not None and clause != verb.head:
        start, end = subtree(clause)
        if quoted is not None:
            start, end = min(start, quoted[0]), max(end, quoted[1])
        return _past_cue(scene, verb, speaker, start, end)
    if quoted is None:
        return _rest_of_clause(verb, speaker)
    described = next(
        (kid for kid in verb.children if kid.dep_ in {"dobj", "oprd", "xcomp"} and not scene.quoted(kid)), None
    )
    if described is None or verb.lemma_ == "tell":
        return quoted
    start, end = subtree(described)
    return min(start, quoted[0]), max(end, quoted[1])


def _past_cue(scene: Scene, verb: Token, speaker: Token, start: int, end: int) -> tuple[int, int]:
    """Inverted cues stand inside their content ("X, he said, Y"): both halves belong to it."""
    if start > verb.idx:
        following = [kid for kid in verb.children if kid.i > verb.i and kid.dep_ in {"advcl", "ccomp", "conj", "dobj"}]
        for kid in following:
            if kid.dep_ in {"ccomp", "advcl"}:
                end = max(end, subtree(kid)[1])
    return start, end


def _quoted_part(scene: Scene, verb: Token) -> tuple[int, int] | None:
    parts = [
        (max(quote.start - scene.start, 0), min(quote.end - scene.start, len(scene.text)))
        for quote in scene.quotes
        if not quote.start <= scene.start + verb.idx < quote.end
    ]
    return (min(part[0] for part in parts), max(part[1] for part in parts)) if parts else None


def _rest_of_clause(verb: Token, speaker: Token) -> tuple[int, int] | None:
    """Everything that hangs on the cue but the speaker, adverbials of time and the joined verbs."""
    parts = [
        kid
        for kid in verb.children
        if kid.dep_ in {"dobj", "xcomp", "ccomp", "prep", "dative", "oprd", "attr", "advcl", "nsubjpass", "acomp"}
        and speaker not in list(kid.subtree)[:0]
        and speaker.i not in {word.i for word in kid.subtree}
    ]
    if not parts:
        described = patient(verb)
        if described is None:
            return None
        return subtree(described, without=frozenset({"relcl", "acl"}))
    spans = [subtree(part) for part in parts]
    return min(span[0] for span in spans), max(span[1] for span in spans)


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


def _according(scene: Scene, token: Token) -> Iterator[Cue]:
    to = child(token, "prep")
    source = child(to, "pobj") if to is not None else None
    if source is None or to is None:
        return
    if _lemma(source) in words("statements", "nouns", "vehicles"):
        source = _issuer(source) or source
    clause = next((head for head in ancestors(token) if is_verb(head)), None)
    if clause is None:
        return
    quoted = _quoted_part(scene, token)
    own_subject = any(kid.dep_ in {"nsubj", "nsubjpass", "expl"} for kid in clause.children)
    for one in conjuncts(source) if own_subject else [source]:
        voice = _voice(scene, one) or (voiced(scene, one) if is_noun(one) else None)
        if voice is not None:
            whole = subtree(clause)
            yield Cue(scene.of(token, to), voice, quoted or _without(scene, whole, token), token)


def _without(scene: Scene, whole: tuple[int, int], phrase: Token) -> tuple[int, int]:
    """The clause without the phrase at its edge."""
    start, end = whole
    left, right = subtree(phrase)
    if left <= start + 2:
        rest = scene.text[right:end]
        return right + len(rest) - len(rest.lstrip(" ,")), end
    return (start, left) if right >= end - 2 else whole
