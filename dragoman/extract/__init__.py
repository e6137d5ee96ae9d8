"""Parsed report → Extracted: mentions and findings of its sentences, roles still as words. Grammar stays in here."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.extract.channels import channels
from dragoman.extract.commitments import commitments
from dragoman.extract.conditions import conditions
from dragoman.extract.meant import meant
from dragoman.extract.mending import mended
from dragoman.extract.mentions import all_mentions
from dragoman.extract.positions import positions
from dragoman.extract.quotes import quotations
from dragoman.extract.recognise import Sight, recognise
from dragoman.extract.refusals import with_refusals
from dragoman.extract.rehung import join_fields, join_posts, part_names
from dragoman.extract.scene import Scene
from dragoman.extract.speaking import give_speakers
from dragoman.extract.statements import statements
from dragoman.extract.transcripts import talk
from dragoman.extract.uttered import uttered
from dragoman.grammar import Doc
from dragoman.model import Event, Extracted, Finding, Position, Report, Span, Statement, identified

if TYPE_CHECKING:
    from typing import Protocol

    class ParsedSentence(Protocol):
        """What is asked of an annotated sentence."""

        @property
        def doc(self) -> Doc: ...
        @property
        def start(self) -> int: ...
        @property
        def end(self) -> int: ...
        @property
        def block(self) -> int: ...
        @property
        def headline(self) -> bool: ...


def extract(report: Report, sentences: Sequence[ParsedSentence]) -> Extracted:
    """Return what the sentences say, with every role as the words that name it.

    Findings inside somebody's words carry that statement's id in `said_by`.
    """
    sights, name = list(scenes(report, sentences)), report.id
    spoken = list(statements(sights, name))
    found: list[Finding] = list(spoken)
    speeches: dict[int, list[Statement]] = {}
    for one in spoken:
        speeches.setdefault(one.sentence.start, []).append(one)
    for scene, sight in zip(sights, recognise(sights, name), strict=True):
        own = speeches.get(scene.start, [])
        events = [one for one in with_refusals(scene, sight.events()) if not _courtesy(scene, one)]
        others = list(_others(scene, sight, own, name))
        stances = [one for one in others if isinstance(one, Position)]
        found.extend(_said(one, own) for one in (*events, *meant(scene, events, stances, name), *others))
        found.extend(uttered(scene, own, events, name))
    mentions = [mention for scene in sights for mention in all_mentions(scene)]
    return Extracted(tuple(mentions), tuple(found))


def _courtesy(scene: Scene, event: Event) -> bool:
    """ "Thank you, Mr. President", "thank you for your support": said to whoever has the word, no dealing of states."""
    at = event.cue.start - scene.start
    return event.type == "SUPPORT" and any(one.start() <= at < one.end() for one in _THANKS.finditer(scene.text))


_THANKS = re.compile(r"\b(?:thank you|thanks)\b[^.!?;]*", re.IGNORECASE)
"""Thanks given to somebody's face, to the end of their clause."""


def scenes(report: Report, sentences: Sequence[ParsedSentence]) -> Iterator[Scene]:
    """Yield the sentences as the extractors see them."""
    quotes, heard = quotations(report.text), talk(report.text, report.title or "")
    starts, ends = [quote.start for quote in quotes], [quote.end for quote in quotes]
    for index, sentence in enumerate(sentences):
        own = quotes[bisect_right(ends, sentence.start) : bisect_left(starts, sentence.end)]
        text = report.text[sentence.start : sentence.end]
        scene = Scene(sentence.doc, text, sentence.start, index, sentence.block, sentence.headline, own, talk=heard)
        join_posts(scene.doc)
        join_fields(scene.doc)
        part_names(scene.doc, scene.hit_of)
        mended(scene.doc)
        give_speakers(scene.doc)
        yield scene


def _others(scene: Scene, sight: Sight, speeches: Sequence[Statement], report: str) -> Iterator[Finding]:
    if _asks(scene):
        return
    terms = sight.conditions(list(conditions(scene, speeches, report)), speeches)
    yield from terms
    yield from sight.positions(list(positions(scene, speeches, terms, report)))
    yield from channels(scene, speeches, report)
    yield from commitments(scene, report)


def _asks(scene: Scene) -> bool:
    """A question tells no stance; the events it asks about are open (see modality)."""
    return scene.text.rstrip("\"”’')» ").endswith("?")


def _said(finding: Finding, speeches: Sequence[Statement]) -> Finding:
    """Tie a finding to the statement in whose content its words stand; a speech act is not its own content."""
    at = _core(finding)
    speech = next((one for one in speeches if one.content.covers(at) and one.cue != at), None)
    return finding if speech is None else identified(replace(finding, said_by=speech.id), finding.id)


def _core(finding: Finding) -> Span:
    return finding.cue if isinstance(finding, Event) else finding.evidence


__all__ = ["extract", "scenes"]
