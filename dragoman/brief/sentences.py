"""Entries → the sentences they stand in, each ready to stand alone: "he" named in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from dragoman.brief.shapes import Citation, Sentence
from dragoman.data import toml, words
from dragoman.harmless import clean
from dragoman.model import Entry, Finding, Ref, Refs, ReportHead, Span, Statement
from dragoman.wording import the

_FIRST = re.compile(r"[\w’']+")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of a report with all that was found in it; `place` is its number among those of its report."""

    report: ReportHead
    span: Span
    findings: tuple[Finding, ...]
    place: int

    @property
    def key(self) -> tuple[str, int]:
        return self.report.id, self.span.start


@dataclass(frozen=True, slots=True)
class Insert:
    """A name to stand in brackets in place of a word of the sentence: offsets in the report's text."""

    start: int
    end: int
    name: str


def told(entries: Iterable[Entry]) -> list[Told]:
    """Return the sentences that have findings, report by report in order of the text."""
    found: dict[ReportHead, dict[tuple[int, int], list[Entry]]] = {}
    for entry in entries:
        span = entry.finding.sentence
        found.setdefault(entry.report, {}).setdefault((span.start, span.end), []).append(entry)
    return [
        Told(report, group[0].finding.sentence, tuple(entry.finding for entry in group), place)
        for report, sentences in found.items()
        for place, (_, group) in enumerate(sorted(sentences.items()))
    ]


def sentence(one: Told, label: str = "", grounds: tuple[Entry, ...] = ()) -> Sentence:
    """Return the sentence for a brief; it cites its report's words, and the findings that `label` speaks of."""
    cited = [Citation(one.report, one.span, finding) for finding in _named(one)]
    cited += [Citation(entry.report, entry.finding.sentence, entry.finding) for entry in grounds]
    own = cited or [Citation(one.report, one.span, one.findings[0])]
    return Sentence(_text(one), tuple(dict.fromkeys(own)), label)


def leans(one: Told) -> bool:
    """Tell whether the sentence begins with a word that points back and that no name can take the place of."""
    begin = _begin(one)
    first = _FIRST.match(one.span.quote[begin - one.span.start :])
    if first is None or first[0].casefold() not in words("brief", "leaning", "words"):
        return False
    return not any(insert.start == begin for insert in inserts(one.findings, one.span))


def inserts(findings: Iterable[Finding], span: Span) -> list[Insert]:
    """Return the names for a sentence's pronouns whose owner stands in another one, in order; doubtful ones stay."""
    owners: dict[tuple[int, int], list[tuple[str, ...]]] = {}
    for finding in findings:
        for refs in _roles(finding):
            _collect(owners, refs, span)
    found = [Insert(*at, _joined(names[0])) for at, names in owners.items() if len(set(names)) == 1]
    return sorted(found, key=lambda insert: insert.start)


def _collect(owners: dict[tuple[int, int], list[tuple[str, ...]]], refs: Refs, span: Span) -> None:
    """Note who a role's pronouns stand for: "they" can be several."""
    several: dict[tuple[int, int], list[str]] = {}
    for ref in refs:
        surface = ref.surface
        if surface and span.covers(surface) and _is_bare(ref, span):
            several.setdefault((surface.start, surface.end), []).append(_name(ref))
    for at, names in several.items():
        owners.setdefault(at, []).append(tuple(names))


def _is_bare(ref: Ref, span: Span) -> bool:
    """A pronoun of somebody known whose name does not stand in the sentence itself."""
    if ref.basis != "pronoun" or ref.id is None or ref.surface is None:
        return False
    if ref.surface.quote.casefold() not in words("brief", "pronouns", "words"):
        return False
    inside = ref.antecedent is not None and span.covers(ref.antecedent)
    return not inside and ref.name.rpartition(" ")[2] not in span.quote


def _name(ref: Ref) -> str:
    name = clean(ref.name)
    if ref.kind == "person":
        return name
    return f"the {name}" if ref.kind == "organization" and " " in name else the(name)


def _named(one: Told) -> Iterator[Finding]:
    """The findings whose actors stand in the brackets."""
    for insert in inserts(one.findings, one.span):
        yield next(finding for finding in one.findings if insert in inserts([finding], one.span))


def _roles(finding: Finding) -> Iterator[Refs]:
    """The actors of each role; "it" is most often no actor but the matter spoken of, unless it speaks."""
    for spec in fields(finding):
        value = getattr(finding, spec.name)
        if isinstance(value, Ref):
            speaks = isinstance(finding, Statement) and spec.name == "speaker"
            if speaks or not _is_impersonal(value):
                yield (value,)
        elif isinstance(value, tuple):
            yield tuple(item for item in value if isinstance(item, Ref) and not _is_impersonal(item))


def _is_impersonal(ref: Ref) -> bool:
    return ref.surface is not None and ref.surface.quote.casefold() == "it"


def _joined(names: tuple[str, ...]) -> str:
    *most, last = dict.fromkeys(names)
    return f"{', '.join(most)} and {last}" if most else last


def _text(one: Told) -> str:
    begin = _begin(one)
    pieces, at = [], begin
    for insert in inserts(one.findings, one.span):
        if insert.start >= at:
            pieces += [_cut(one.span, at, insert.start), f"[{insert.name}]"]
            at = insert.end
    text = clean("".join([*pieces, _cut(one.span, at, one.span.end)]))
    capital = begin > one.span.start and not text.startswith("[")
    return text[:1].upper() + text[1:] if capital else text


def _begin(one: Told) -> int:
    """Where the sentence begins without a word that ties it to the one before."""
    quote, begin = one.span.quote, 0
    for opener in toml("brief")["openers"]["words"]:
        if quote.startswith(f"{opener} ", begin):
            begin += len(opener) + 1
            break
    return one.span.start + begin


def _cut(span: Span, start: int, end: int) -> str:
    return span.quote[start - span.start : end - span.start]
