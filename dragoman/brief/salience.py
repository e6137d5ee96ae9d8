"""Sentences with their findings → how much each matters, and the best of them that do not say the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from dragoman.brief.sentences import Told, leans
from dragoman.data import toml, words
from dragoman.group.actors import keys, others, owners, side
from dragoman.model import Event, Finding, Ref, Statement

AHEAD = {"planned", "mooted"}
_WORD = re.compile(r"[^\W_]+")


def weight(one: Told) -> float:
    """Return how much a sentence matters; the weights stand in `data/brief.toml`."""
    rules = toml("brief")["sentence"]
    size = len(one.span.quote.split())
    total = sum(_best(one.findings).values()) + max(rules["lead"] - rules["lead_fades"] * one.place, 0)
    total += rules["headline"] * _shared(gist(one.report.title or ""), gist(one.span.quote))
    total += rules["official"] * any(map(_is_official, one.findings))
    total += rules["ahead"] * any(isinstance(one, Event) and one.status in AHEAD for one in one.findings)
    total += rules["too_few"] * (size < rules["few_words"]) + rules["too_many"] * (size > rules["many_words"])
    total += rules["endless"] * (size > rules["endless_words"])
    total += rules["spoken"] * bool(words("brief", "spoken", "words") & set(_WORD.findall(one.span.quote.casefold())))
    total += rules["talk"] * sum(bool(pattern.search(one.span.quote)) for pattern in _talk())
    total += rules["nameless"] * _is_nameless(one)
    return float(total + rules["leaning"] * leans(one))


def _is_nameless(one: Told) -> bool:
    """Tell whether nobody is named in it but "we", or a role that one would have to look up."""
    if not words("brief", "ours", "words") & set(_WORD.findall(one.span.quote.casefold())):
        return False
    refs = (ref for finding in one.findings for ref in (*owners(finding), *others(finding)))
    return not any(_in_words(one, ref) for ref in refs)


def _in_words(one: Told, ref: Ref) -> bool:
    """Whether somebody is named by a word of the sentence that begins with a capital and is no pronoun."""
    return ref.surface is not None and one.span.covers(ref.surface) and _NAMED.search(ref.surface.quote) is not None


_NAMED = re.compile(r"\b(?!(?:I|We|Our|Us|The|He|She|They|It|You|Your)\b)[A-Z]")


@cache
def _talk() -> tuple[re.Pattern[str], ...]:
    """What shows that a sentence is taken from a transcript: turn labels, asides, questions, broken speech."""
    return tuple(re.compile(pattern) for pattern in toml("brief")["talk"].values())


def choose(told: Sequence[Told], number: int, taken: Sequence[Told] = ()) -> list[Told]:
    """Return at most `number` sentences, the weightiest first, none that says what one before it or in `taken` says.
    Those that bear a sign of a transcript's talk are taken only where there are no others.

    Each side that speaks in the sentences is heard: the weightiest of a side without one takes the place of the last.
    """
    written = [one for one in told if not any(pattern.search(one.span.quote) for pattern in _talk())]
    ranked = sorted(written or told, key=lambda one: (-weight(one), one.place, one.report.source))
    chosen: list[Told] = []
    for one in ranked:
        if len(chosen) == number:
            break
        if not says_the_same(one, [*taken, *chosen]):
            chosen.append(one)
    return _heard(chosen, ranked)


def says_the_same(one: Told, others: Iterable[Told]) -> bool:
    """Tell whether one of the others is the same sentence or shares most of its words."""
    own, share = gist(one.span.quote), toml("brief")["same"]["share"]
    return any(one.key == other.key or _shared(own, gist(other.span.quote), least=True) >= share for other in others)


def gist(text: str) -> frozenset[str]:
    """Return the words of a text that tell it from others."""
    return frozenset(_WORD.findall(text.casefold())) - words("brief", "common", "words")


def voices(one: Told) -> frozenset[str]:
    """Return the states and bodies that speak in a sentence."""
    spoken = {side(finding.speaker) for finding in one.findings if isinstance(finding, Statement)}
    return frozenset(key for key in spoken if key and any(key == _state(finding) for finding in one.findings))


def _state(finding: Finding) -> str | None:
    return finding.speaker.state if isinstance(finding, Statement) else None


def _heard(chosen: list[Told], ranked: list[Told]) -> list[Told]:
    """Give the last place to the first sentence of the side that is missing, if the loss leaves nobody unheard."""
    for one in ranked:
        missing = voices(one) - {key for other in chosen for key in voices(other)}
        if missing and len(chosen) > 1 and not says_the_same(one, chosen):
            spare = next((o for o in reversed(chosen[1:]) if not _only_voice(o, chosen)), None)
            if spare is None:
                return chosen
            chosen = [*(other for other in chosen if other is not spare), one]
    return chosen


def _only_voice(one: Told, chosen: list[Told]) -> bool:
    rest = {key for other in chosen if other is not one for key in voices(other)}
    return bool(voices(one) - rest)


def _best(findings: Iterable[Finding]) -> dict[str, float]:
    """The weight of the best finding of each kind."""
    best: dict[str, float] = {}
    for finding in findings:
        best[finding.kind] = max(best.get(finding.kind, 0.0), _worth(finding))
    return best


def _worth(finding: Finding) -> float:
    rules = toml("brief")
    if not isinstance(finding, Event):
        return float(rules["kinds"].get(finding.kind, 0.0))
    states = {ref.state for ref in owners(finding) + others(finding) if ref.state}
    known = bool(keys(owners(finding)))
    own = rules["events"].get(finding.type, rules["events"]["event"]) if known else 0.0
    return float(own + rules["events"]["between_states"] * (len(states) > 1))


def _is_official(finding: Finding) -> bool:
    return isinstance(finding, Statement) and bool(finding.speaker.id and finding.speaker.state)


def _shared(one: frozenset[str], other: frozenset[str], *, least: bool = False) -> float:
    """The part of the words of `one`, or of the one that has least, that both have."""
    size = min(len(one), len(other)) if least else len(one)
    return len(one & other) / size if size else 0.0
