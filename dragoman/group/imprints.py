"""A report and its findings → what it is compared with others by: the signature of its wording, and its traits."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from dragoman.data import toml, words
from dragoman.group.actors import others, owners
from dragoman.group.copies import bands, signature
from dragoman.group.dates import bounds, is_day
from dragoman.group.wording import body, headline
from dragoman.model import Dated, Event, Finding, Imprint, Position, Ref, Report
from dragoman.tables import table

READ = 600
"""Words of a report that say what it is about: further down stands the background."""
LEAD = 60
"""Words in which stands what is new."""
OPENING = 40
"""Words whose names are a part of their own: who and where a happening is about stands in the opening."""
MOST = 400
"""Traits of a report that are kept, the heaviest first, beside the names of its opening."""


NEWS = timedelta(days=183)
"""What a report looks back on was news in the half year before it, as far as one can say."""


def imprint(report: Report, findings: Sequence[Finding] = (), dated: Dated | None = None) -> Imprint:
    """Return what the report is compared by; the findings are those made in it, `dated` when it was written."""
    said = body(report)
    numbers = signature(said)
    traits: defaultdict[str, float] = defaultdict(float)
    for trait, weight in _words([*headline(report), *said][:READ]):
        traits[trait] += weight
    past = tuple(("happening", reason.happening) for reason in dated.reasons if reason.happening) if dated else ()
    for kind, value in (*past, *(trait for finding in findings for trait in _traits(finding))):
        traits[f"{kind}:{value}"] = _weights()[kind]
    heaviest = sorted(traits, key=lambda trait: (-traits[trait], trait))[:MOST]
    traits.update(names := _names([*headline(report), *said][:OPENING]))
    heaviest += sorted(names)
    written = _written(report, dated) if dated else report.published
    return Imprint(numbers, bands(numbers), {trait: traits[trait] for trait in heaviest}, written)


@cache
def listed() -> frozenset[str]:
    """Return the stems of words in the names and offices of the reference tables."""
    told = (row[name] for kind in TABLES for row in table(kind) for name in NAMES if row.get(name))
    return frozenset(_stem(word.casefold()) for names in told for word in _WORD.findall(names))


TABLES = ("states", "people", "offices", "bodies", "organs")
NAMES = ("name", "title", "aliases", "adjectives", "people", "capital", "metonyms")
_WORD = re.compile(r"[\w’'-]+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _written(report: Report, dated: Dated) -> str | None:
    """Return when the report was most likely written: soon after a happening it looks back on, if one bounds its date;
    None where it names a year later than its bracket, which is then in doubt.

    This is for comparing alone. What is shown is the bracket that the words prove.
    """
    known = bounds(dated.edtf)
    if known is None or dated.basis != "inferred":
        return dated.edtf
    if any(year > known[1][:4] for year in _YEAR.findall(report.text)):
        return None
    if not any(reason.happening for reason in dated.reasons):
        return dated.edtf
    news = (date.fromisoformat(known[0]) + NEWS).isoformat()
    return f"{known[0]}/{min(known[1], news)}"


def _words(said: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Yield the words that say something, and how much each counts where it stands."""
    weights, silent = _weights(), words("stories", "silent", "words")
    for at, word in enumerate(said):
        stem = _stem(word.casefold())
        if len(stem) > 1 and stem not in silent:
            weight = weights["word"] if word[0].islower() else weights["capital"]
            yield f"word:{stem}", weight * (weights["lead"] if at < LEAD else 1.0)


def _names(said: Sequence[str]) -> Counter[str]:
    """Return the names and numbers, and how often each is told."""
    silent = words("stories", "silent", "words")
    stems = [_stem(word.casefold()) for word in said if not word[0].islower()]
    return Counter(f"name:{stem}" for stem in stems if len(stem) > 1 and stem not in silent)


def _stem(word: str) -> str:
    """Return the word without the s of plural and genitive: the two forms that part the words of one happening most."""
    word = word.removesuffix("'s").removesuffix("’s")
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def _traits(finding: Finding) -> Iterator[tuple[str, str]]:
    """Yield what a finding adds: where, when, and what it claims of whom. Who takes part says too little by itself: the
    same few states stand in most reports, and their names are among the words."""
    known = sorted({ref.key for ref in owners(finding) + others(finding) if ref.id})
    if isinstance(finding, Event):
        if finding.meeting:
            yield "happening", finding.meeting
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
