"""Sentences → Statements: who says what, with which word, in whose quotation marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from dragoman.data import toml
from dragoman.extract.mentions import mention
from dragoman.extract.scene import Scene, pending
from dragoman.extract.syntax import (
    agent, ancestors, child, children, conjuncts, is_noun, is_verb, passive, patient, prep_object, subject, subtree,
)  # fmt: skip
from dragoman.model import Manner, Mention, Ref, Span, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

RULE = "statements.cue/1"
RUNS_ON = "statements.runs-on/1"


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting word with its speaker and the words it reports (offsets in the sentence).

    `word` is None for "Peskov: no talks"; `direct` says whether all reported words stand in quotation marks.
    """

    word: Span | None
    speaker: Mention
    content: tuple[int, int]
    token: Token
    direct: bool | None = None
    addressee: Mention | None = None
    medium: str | None = None


def statements(scenes: Iterable[Scene], report: str) -> Iterator[Statement]:
    """Yield the statements of a report's sentences in order, quotations that run on included."""
    running = _Running()
    for scene in scenes:
        found = [_statement(scene, cue, report) for cue in _without_carriers(_merged(cues(scene)))]
        yield from running.follow(scene, found, report)


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
    colon = next((token for token in scene.doc[:8] if token.text == ":"), None)
    if colon is None or colon.i == 0 or colon.i + 2 >= len(scene.doc):
        return
    if any(is_verb(token) for token in scene.doc[: colon.i]):
        return
    voice = mention(scene, scene.doc[colon.i - 1])
    if voice is not None and voice.form in {"person", "office", "listed"} and voice.span.end == scene.start + colon.idx:
        yield Cue(None, voice, (scene.doc[colon.i + 1].idx, len(scene.text)), colon)


def _verb_cues(scene: Scene, verb: Token) -> Iterator[Cue]:
    if not _reports(scene, verb):
        return
    speaker = agent(verb) if passive(verb) else _speaking_subject(verb)
    if speaker is None or scene.quoted(speaker) != scene.quoted(verb):
        speaker = _beside(scene, verb)
    if speaker is None or (scene.quoted(verb) and not _passed_on(verb, speaker)):
        return
    for one in conjuncts(speaker):
        voice = _voice(scene, one)
        if voice is not None:
            content = _content(scene, verb, speaker)
            if content is not None:
                yield Cue(
                    _cue_span(scene, verb), voice, content, verb, _only_quoted(scene, verb), _addressee(scene, verb),
                    _medium(verb),
                )  # fmt: skip


def _passed_on(verb: Token, speaker: Token) -> bool:
    """Inside a quotation only another's words in a clause of their own are a statement ("Trump said, 'Let us talk'")."""
    if verb.lemma_.lower() not in _verbs()["passed_on"]:
        return False
    return speaker.tag_ != "PRP" and verb.tag_ in {"VBD", "VBZ", "VBN"} and child(verb, "ccomp", "parataxis") is not None


def _beside(scene: Scene, verb: Token) -> Token | None:
    """The noun next to a cue outside the quotation, where the parse lost its subject: "…," Pompeo told the press."""
    if scene.quoted(verb):
        return None
    before = [word for word in scene.doc[max(0, verb.i - (3 if scene.quotes else 1)) : verb.i] if not scene.quoted(word)]
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


def _reports(scene: Scene, verb: Token) -> bool:
    """Whether this verb reports words here, judged by its lexicon class and its complement."""
    if _unsaid(verb):
        return False
    lemma, lexicon = verb.lemma_.lower(), _verbs()
    if (lemma == "make" and _makes_clear(verb)) or (lemma == "put" and _puts_it(verb)):
        return True
    complement = _clause(scene, verb) is not None
    if lemma in lexicon["clause"]:
        return complement or (lemma in lexicon["as"] and _called(verb)) or (lemma in lexicon["call"] and _calls(verb))
    if lemma in lexicon["sayings"]:
        return complement or _about_sayings(verb)
    if lemma in lexicon["any"]:
        return complement or _has_object(verb) or passive(verb) or verb.dep_ in {"relcl", "acl"}
    if lemma in lexicon["as"] and _called(verb):
        return True
    if lemma in lexicon["call"] and _calls(verb):
        return True
    if lemma in lexicon["light"]:
        thing = child(verb, "dobj")
        return thing is not None and thing.lemma_ in _nouns()["said"] and not passive(verb)
    return False


def _makes_clear(verb: Token) -> bool:
    return any(word.lower_ in {"clear", "plain"} for word in verb.subtree if abs(word.i - verb.i) < 4) and (
        any(kid.dep_ == "ccomp" or kid.lower_ in {"clear", "plain"} for kid in verb.children)
    )


def _puts_it(verb: Token) -> bool:
    """ "as the minister put it"."""
    return verb.dep_ == "advcl" and any(kid.lower_ == "it" for kid in verb.children)


def _only_quoted(scene: Scene, verb: Token) -> bool | None:
    """Whether the reported clause stands wholly in quotation marks, the cue itself not counted; None without quotes."""
    clause = _clause(scene, verb)
    if not scene.quotes or clause is None:
        return None
    outer = {word.i for word in verb.subtree} - {word.i for word in clause.subtree} if clause != verb.head else set()
    around = {word.i for word in verb.subtree} if clause == verb.head or verb.i in {w.i for w in clause.subtree} else set()
    words = [word for word in clause.subtree if word.i not in outer | around and word.text.isalnum()]
    return bool(words) and all(scene.quoted(word) for word in words)


def _about_sayings(verb: Token) -> bool:
    """An object that is itself something said: "rejected the accusation", "repeated its demand"."""
    thing = patient(verb)
    return thing is not None and thing.lemma_.lower() in _nouns()["claims"]


def _unsaid(verb: Token) -> bool:
    """Words nobody said: infinitives ("to condemn") and verbs under modals ("could say") or negation."""
    if any(kid.lower_ == "to" and kid.dep_ == "aux" for kid in verb.children):
        return verb.head.lemma_ not in {"continue", "go", "begin", "start", "proceed", "hasten", "seem", "appear", "rush"}
    if any(kid.tag_ == "MD" and kid.lower_ in {"could", "may", "might", "should", "must"} for kid in children(verb, "aux")):
        return True
    return any(kid.dep_ == "neg" for kid in verb.children) and verb.lemma_ not in {"deny", "rule"}


def _clause(scene: Scene, verb: Token) -> Token | None:
    """The clause or quotation the verb reports, which may stand before it or govern it in the parse."""
    own = next((kid for kid in verb.children if kid.dep_ in {"ccomp", "parataxis"} and _finite(kid)), None)
    if own is not None:
        return own
    if verb.dep_ == "advcl" and any(kid.lower_ == "as" and kid.dep_ in {"mark", "advmod"} for kid in verb.children):
        return verb.head
    if verb.dep_ in {"acl", "advcl", "relcl"} and scene.quoted(verb.head) and not scene.quoted(verb):
        return verb.head
    that = next((kid for kid in verb.children if kid.dep_ in {"dobj", "dative"}), None)
    if that is not None and verb.lemma_ in _verbs()["to_whom"]:
        return next((kid for kid in that.children if kid.dep_ in {"acl", "relcl"} and _marked(kid)), None)
    if verb.dep_ in {"parataxis", "ccomp"} and scene.quotes and not scene.quoted(verb):
        return verb.head
    if any(kid.dep_ == "xcomp" and child(kid, "aux") is None for kid in verb.children) and verb.lemma_ == "say":
        return child(verb, "xcomp")
    quoted = next((kid for kid in verb.children if scene.quoted(kid) and kid.dep_ in {"dobj", "dep", "nsubj", "xcomp"}), None)
    if quoted is not None and not scene.quoted(verb):
        return quoted
    return _beside_quotation(scene, verb)


def _finite(clause: Token) -> bool:
    """Whether a clause stands by itself: with a tense of its own, or joined by "that"."""
    if clause.tag_ in {"VBD", "VBZ", "VBP", "MD"} or _marked(clause):
        return True
    if any(kid.tag_ in {"VBD", "VBZ", "VBP", "MD"} for kid in clause.children if kid.dep_ in {"aux", "auxpass", "cop"}):
        return True
    return clause.tag_ in {"VB", "VBN"} and child(clause, "nsubj", "nsubjpass") is not None


def _marked(clause: Token) -> bool:
    return any(kid.dep_ == "mark" and kid.lower_ in {"that", "whether"} for kid in clause.children)


def _beside_quotation(scene: Scene, verb: Token) -> Token | None:
    """"…," said X.  X said: "…" – the quotation touches the verb's clause though the parse lost it."""
    if scene.quoted(verb) or not scene.quotes or verb.dep_ not in {"ROOT", "conj", "parataxis"}:
        return None
    return next((token for token in scene.doc if scene.quoted(token) and is_verb(token)), None)


def _has_object(verb: Token) -> bool:
    return any(kid.dep_ in {"dobj", "prep", "xcomp", "dative", "oprd", "prt", "attr"} for kid in verb.children)


def _called(verb: Token) -> bool:
    """An object that is called something: an object predicate, or "as"."""
    if any(kid.dep_ in {"oprd", "ccomp"} for kid in verb.children):
        return True
    return prep_object(verb, "as") is not None or any(kid.dep_ == "prep" and kid.lower_ == "as" for kid in verb.children)


def _calls(verb: Token) -> bool:
    return any(kid.dep_ in {"prep", "prt"} and kid.lower_ in {"on", "upon", "for", "to"} for kid in verb.children) or (
        verb.lemma_ == "ask" and child(verb, "xcomp", "ccomp", "prep") is not None
    )


def _speaking_subject(verb: Token) -> Token | None:
    found = _main_subject(verb) or subject(verb)
    if found is not None and _lemma(found) in _nouns()["vehicles"] | _nouns()["said"]:
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
    speaking = [head for head in clauses if head.lemma_.lower() in _verbs()["any"] | _verbs()["clause"]]
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
    if found is None or (found.form == "pronoun" and found.head in {"which", "that", "it", "its"} and token.dep_ == "dobj"):
        return None
    if found.form == "voice" and found.head in _documents() and found.owner is None and not found.states:
        return found if found.head in {"report", "statement", "readout", "communique", "communiqué"} else None
    return found


def _cue_span(scene: Scene, verb: Token) -> Span:
    particle = next((kid for kid in verb.children if kid.dep_ == "prt" and kid.i == verb.i + 1), None)
    preposition = next(
        (kid for kid in verb.children if kid.lower_ in {"on", "for", "upon"} and kid.i == verb.i + 1), None
    )
    if particle is not None:
        return scene.of(verb, particle)
    if preposition is not None and verb.lemma_ in _verbs()["call"]:
        return scene.of(verb, preposition)
    return scene.of(verb)


def _content(scene: Scene, verb: Token, speaker: Token) -> tuple[int, int] | None:
    """The words reported: the clause or quotation, else what follows the cue in its clause."""
    clause = _clause(scene, verb)
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
    described = next((kid for kid in verb.children if kid.dep_ in {"dobj", "oprd", "xcomp"} and not scene.quoted(kid)), None)
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
    told = child(verb, "dative") or (child(verb, "dobj") if verb.lemma_ in {"tell", "inform", "assure", "remind"} else None)
    if told is not None and told.dep_ == "dative" and told.tag_ in {"IN", "TO"}:
        told = child(told, "pobj")
    if told is None or told.lower_ in _carriers():
        return None
    return mention(scene, told)


def _medium(verb: Token) -> str | None:
    """The interview, post or briefing the words were made in."""
    for word in [kid for prep in children(verb, "prep", "dative") for kid in prep.children] + children(verb, "dobj", "dative"):
        if word.dep_ in {"pobj", "dobj", "dative"} and (word.lemma_.lower() in _media() or word.lower_ in _carriers()):
            return str(word.lemma_).lower()
    return None


def _according(scene: Scene, token: Token) -> Iterator[Cue]:
    to = child(token, "prep")
    source = child(to, "pobj") if to is not None else None
    if source is None or to is None:
        return
    if _lemma(source) in _nouns()["vehicles"]:
        source = _issuer(source) or source
    clause = next((head for head in ancestors(token) if is_verb(head)), None)
    if clause is None:
        return
    quoted = _quoted_part(scene, token)
    for one in conjuncts(source):
        voice = _voice(scene, one)
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


def _merged(found: Iterable[Cue]) -> list[Cue]:
    """One statement a speaker and sentence: "said …, adding that …" is one. Passed-on words of another stay apart."""
    merged: dict[tuple[int, int], Cue] = {}
    for cue in found:
        key = (cue.speaker.span.start, cue.speaker.span.end)
        first = merged.get(key)
        if first is None:
            merged[key] = cue
        else:
            content = min(first.content[0], cue.content[0]), max(first.content[1], cue.content[1])
            merged[key] = replace(first, content=content, medium=first.medium or cue.medium)
    return list(merged.values())


def _without_carriers(found: list[Cue]) -> list[Cue]:
    """An outlet that only passes on another's words is not a speaker ("Reuters reported that an official said …")."""
    return [cue for cue in found if not _outlet(cue.speaker) or not _carries(cue, found)]


def _outlet(speaker: Mention) -> bool:
    return bool({*speaker.name.lower().split(), speaker.head} & _carriers())


def _carries(cue: Cue, found: list[Cue]) -> bool:
    return any(
        other is not cue and cue.content[0] <= other.token.idx < cue.content[1] and other.token.tag_ in {"VBD", "VBZ"}
        for other in found
    )


def _statement(scene: Scene, cue: Cue, report: str) -> Statement:
    content = scene.at(*cue.content)
    return Statement(
        report=report,
        evidence=_hull(scene, *([cue.word] if cue.word else []), cue.speaker.span, content),
        sentence=scene.span,
        rule=RULE,
        speaker=pending(cue.speaker),
        manner=_manner(scene, content, cue.direct),
        content=content,
        cue=cue.word,
        addressee=pending(cue.addressee) if cue.addressee else None,
        medium=cue.medium,
    )


def _hull(scene: Scene, *spans: Span) -> Span:
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    return scene.at(max(start, scene.start) - scene.start, min(end, scene.span.end) - scene.start)


def _manner(scene: Scene, content: Span, direct: bool | None) -> Manner:
    """Direct where quotation marks hold (nearly) all the content, mixed where they hold some of it."""
    inside = sum(
        max(0, min(quote.end, content.end) - max(quote.start, content.start)) for quote in scene.quotes
    )
    if inside == 0:
        return "indirect"
    return "direct" if direct or inside >= 0.9 * (content.end - content.start) else "mixed"


class _Running:
    """Quotations over several sentences: the one who speaks in one part speaks in all of it."""

    def __init__(self) -> None:
        self._speaker: Ref | None = None
        self._quote: Span | None = None
        self._block = -1
        self._waiting: list[Scene] = []

    def follow(self, scene: Scene, found: list[Statement], report: str) -> Iterator[Statement]:
        """Yield the sentence's statements, and those of quoted sentences before it whose speaker it names."""
        mainly = _mainly_quoted(scene)
        speaking = next((one for one in found if one.manner != "indirect"), None)
        if mainly and speaking is None:
            if self._continues(scene):
                yield from found
                if self._speaker is not None and not found:
                    yield _runs_on(scene, self._speaker, report)
                self._block = scene.block
                return
            self._waiting.append(scene)
            yield from found
            return
        if speaking is not None:
            for waiting in self._waiting:
                if waiting.block in {scene.block, scene.block - 1}:
                    yield _runs_on(waiting, speaking.speaker, report)
            self._waiting.clear()
            self._remember(scene, speaking.speaker)
        elif found and scene.text.rstrip().endswith(":"):
            self._remember(scene, found[-1].speaker)
        elif not mainly:
            self._forget(scene)
        yield from found

    def _remember(self, scene: Scene, speaker: Ref) -> None:
        self._speaker, self._block = speaker, scene.block
        self._quote = scene.quotes[-1] if scene.quotes else None
        self._waiting.clear()

    def _forget(self, scene: Scene) -> None:
        self._waiting.clear()
        self._speaker = None

    def _continues(self, scene: Scene) -> bool:
        if self._speaker is None:
            return False
        same_quote = self._quote is not None and any(quote == self._quote for quote in scene.quotes)
        return same_quote or scene.block - self._block <= 1


def _mainly_quoted(scene: Scene) -> bool:
    length = len(scene.text)
    inside = sum(
        max(0, min(quote.end, scene.start + length) - max(quote.start, scene.start)) for quote in scene.quotes
    )
    return inside >= 0.75 * length


def _runs_on(scene: Scene, speaker: Ref, report: str) -> Statement:
    return Statement(
        report=report, evidence=scene.span, sentence=scene.span, rule=RUNS_ON, speaker=speaker, manner="direct",
        content=scene.span,
    )  # fmt: skip


@cache
def _verbs() -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in toml("statements")["verbs"].items()}


@cache
def _nouns() -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in toml("statements")["nouns"].items()}


@cache
def _documents() -> frozenset[str]:
    return frozenset(toml("actors")["nouns"]["documents"])


@cache
def _media() -> frozenset[str]:
    return frozenset(toml("statements")["media"]["words"])


@cache
def _carriers() -> frozenset[str]:
    return frozenset(toml("statements")["media"]["carriers"])


