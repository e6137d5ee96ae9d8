"""Sentences → Statements: who says what, with which word, in whose quotation marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dragoman.data import toml, words
from dragoman.extract.cues import Cue, cues
from dragoman.extract.running import Running
from dragoman.extract.scene import Scene, pending
from dragoman.extract.setting import said_when
from dragoman.extract.syntax import agent, ancestors, passive, prep_object
from dragoman.grammar import Token
from dragoman.model import Manner, Span, Statement, When
from dragoman.outlets import called_so, outlet

RULE = "statements.cue/2"
RUNS_ON = "statements.runs-on/1"


def statements(scenes: Iterable[Scene], report: str) -> Iterator[Statement]:
    """Yield the statements of a report's sentences in order, quotations that run on included."""
    running: Running[Statement] = Running()
    for scene in scenes:
        own = [one for one in _without_carriers(_merged(cues(scene))) if not _own_words(scene, one)]
        pairs = [(cue, _statement(scene, cue, report)) for cue in own]
        if not (running.waits(scene) or scene.text.endswith(":")):
            pairs = [(cue, one) for cue, one in pairs if not _empty(one)]
        found = [one for _, one in pairs]
        others = [one for cue, one in pairs if not _first_person(cue)]
        going_on = list(running.turn(scene, others, own[0].label if own else "")) or list(running.below(scene, found))
        found = list(_others(pairs, scene)) if going_on or (own and own[0].label) else found
        if not going_on:
            outer = [one for cue, one in _outermost_first(pairs) if not scene.quoted(cue.token)]
            quoting = max((one for one in outer if one.manner != "indirect" or _empty(one)), key=_extent, default=None)
            going_on = list(running.follow(scene, outer, quoting))
        yield from (_runs_on(part, first, report) for part, first in going_on)
        yield from found
    yield from (_runs_on(part, first, report) for part, first in running.rest())


def _own_words(scene: Scene, cue: Cue) -> bool:
    """ "we hope" within quotation marks: whoever is quoted says so in the words that are quoted."""
    return _first_person(cue) and scene.quoted(cue.token)


def _first_person(cue: Cue) -> bool:
    return cue.speaker.form == "pronoun" and toml("actors")["pronouns"][cue.speaker.head] in {"i", "we"}


def _others(pairs: list[tuple[Cue, Statement]], scene: Scene) -> Iterator[Statement]:
    """Whose words are told within a turn of a transcript: "we urge" is the speaker's own, a bare label tells none."""
    bare = scene.text.rstrip().endswith(":")
    for cue, one in pairs:
        if not _first_person(cue) and not (cue.label and bare):
            yield one


def _outermost_first(pairs: list[tuple[Cue, Statement]]) -> list[tuple[Cue, Statement]]:
    """Who speaks in the main clause goes on, rather than whom a clause beside it quotes ("as X had suggested")."""
    return sorted(pairs, key=lambda pair: _beside_main(pair[0].token))


def _beside_main(token: Token) -> int:
    return sum(word.dep_ == "advcl" for word in (token, *ancestors(token)))


def _empty(one: Statement) -> bool:
    """A cue without words, which stand in another sentence: "He added:"."""
    return one.content == one.cue


def _extent(one: Statement) -> int:
    """How far its words reach: of words within words the outer ones go on."""
    return one.content.end - one.content.start


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
    return [
        cue
        for cue in found
        if not ((outlet(cue.speaker) or _agency(cue)) and _carries(cue, found)) and not _quoted_by(cue)
    ]


def _agency(cue: Cue) -> bool:
    """Whether a name only reports what stands before it: "…, Nordlys reported", "according to an agency"."""
    speaker = cue.speaker
    passing = speaker.head in words("statements", "media", "passing")
    if cue.token.lower_ == "according":
        return passing or (speaker.head == "report" and called_so(speaker.name))
    if cue.token.lemma_ != "report" or cue.content[0] >= cue.token.idx or speaker.form == "pronoun":
        return False
    return passing or not (speaker.names or speaker.title or speaker.states or " " in speaker.name)


def _quoted_by(cue: Cue) -> bool:
    """ "said Marić, *quoted by the daily*", "was quoted by TRT as saying": whoever quotes another only passes it on."""
    if cue.token.lemma_ not in {"quote", "cite"} or not passive(cue.token):
        return False
    return agent(cue.token) is not None and prep_object(cue.token, "as") is None


def _carries(cue: Cue, found: list[Cue]) -> bool:
    if any(other.token.head == cue.token and other.token.lemma_ in {"cite", "quote"} for other in found):
        return True
    return any(
        other is not cue
        and cue.content[0] <= other.token.idx < cue.content[1]
        and (other.token.tag_ in {"VBD", "VBZ", "VBN"} or other.direct)
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
        manner="direct" if _verbatim(scene, cue) else _manner(scene, content, cue.direct),
        content=content,
        cue=cue.word,
        addressee=pending(cue.addressee) if cue.addressee else None,
        medium=cue.medium,
        date=_when(scene, cue, content),
    )


def _when(scene: Scene, cue: Cue, content: Span) -> When | None:
    """When it was said, where the reporting word has a date of its own: "said on Monday that …"."""
    when = said_when(scene, cue.token) if cue.word is not None else None
    inside = when is not None and when.text is not None and content.covers(when.text)
    return None if inside else when


def _runs_on(scene: Scene, first: Statement, report: str) -> Statement:
    return Statement(
        report=report, evidence=scene.span, sentence=scene.span, rule=RUNS_ON, speaker=first.speaker, manner="direct",
        content=scene.span,
    )  # fmt: skip


def _hull(scene: Scene, *spans: Span) -> Span:
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    return scene.at(max(start, scene.start) - scene.start, min(end, scene.span.end) - scene.start)


def _verbatim(scene: Scene, cue: Cue) -> bool:
    """Whether the label of a transcript's turn opens the words: "MR. PRICE: Good afternoon.", no headline."""
    turn = cue.label in scene.talk.names | words("statements", "labels", "answering") or cue.label.isupper()
    return bool(cue.label) and turn and not scene.headline and not scene.text.isupper()


def _manner(scene: Scene, content: Span, direct: bool | None) -> Manner:
    """Direct where quotation marks hold (nearly) all the content, mixed where they hold some of it."""
    inside = sum(max(0, min(quote.end, content.end) - max(quote.start, content.start)) for quote in scene.quotes)
    if inside == 0:
        return "indirect"
    return "direct" if direct or inside >= 0.9 * (content.end - content.start) else "mixed"
