"""A report and its findings → what it is compared with others by: the signature of its wording, and its traits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from dragoman.data import toml, words
from dragoman.group.actors import others, owners
from dragoman.group.copies import bands, signature
from dragoman.group.dates import is_day
from dragoman.group.wording import body, headline
from dragoman.model import Event, Finding, Imprint, Position, Ref, Report

READ = 600
"""Words of a report that say what it is about: further down stands the background."""
LEAD = 60
"""Words in which stands what is new."""
MOST = 400
"""Traits of a report that are kept, the heaviest first."""


def imprint(report: Report, findings: Sequence[Finding]) -> Imprint:
    """Return what the report is compared by; the findings are those made in it."""
    said = body(report)
    numbers = signature(said)
    traits: defaultdict[str, float] = defaultdict(float)
    for trait, weight in _words([*headline(report), *said][:READ]):
        traits[trait] += weight
    for finding in findings:
        for kind, value in _traits(finding):
            traits[f"{kind}:{value}"] = _weights()[kind]
    heaviest = sorted(traits, key=lambda trait: (-traits[trait], trait))[:MOST]
    return Imprint(numbers, bands(numbers), {trait: traits[trait] for trait in heaviest})


def _words(said: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Yield the words that say something, and how much each counts where it stands."""
    weights, silent = _weights(), words("stories", "silent", "words")
    for at, word in enumerate(said):
        stem = _stem(word.casefold())
        if len(stem) > 1 and stem not in silent:
            weight = weights["word"] if word[0].islower() else weights["capital"]
            yield f"word:{stem}", weight * (weights["lead"] if at < LEAD else 1.0)


def _stem(word: str) -> str:
    """Return the word without the s of plural and genitive: the two forms that part the words of one happening most."""
    word = word.removesuffix("'s").removesuffix("’s")
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def _traits(finding: Finding) -> Iterator[tuple[str, str]]:
    """Yield what a finding adds: where, when, and what it claims of whom. Who takes part says too little by itself: the
    same few states stand in most reports, and their names are among the words."""
    known = sorted({ref.key for ref in owners(finding) + others(finding) if ref.id})
    if isinstance(finding, Event):
        if finding.place:
            yield "place", finding.place.name
        if finding.date and is_day(finding.date.edtf):
            yield "date", str(finding.date.edtf)
        if len(known) > 1 and finding.place:
            yield "claim", " ".join([finding.type, *known, finding.place.name])
    elif isinstance(finding, Position) and len(known) > 1:
        yield "claim", " ".join([_key(finding.holder), finding.stance, finding.matter, *known])


def _key(ref: Ref) -> str:
    return ref.state or ref.key


def _weights() -> Mapping[str, float]:
    found: Mapping[str, float] = toml("stories")["weights"]
    return found
