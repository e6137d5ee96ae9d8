"""One report against the reference tables and itself → Discrepancies: what a desk officer would query."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from dragoman.data import toml
from dragoman.dates import find_dates
from dragoman.gazetteer import Gazetteer, Person, gazetteer
from dragoman.model import Discrepancy, Event, Extracted, Finding, Mention, Ref, Report, Span, Statement
from dragoman.resolve.actors import Cast
from dragoman.resolve.dates import impossible, unlikely_weekday
from dragoman.resolve.early import early
from dragoman.resolve.edtf import bracket
from dragoman.resolve.people import of_state
from dragoman.resolve.queries import found, in_furniture, row, table, titled
from dragoman.resolve.spelling import disguised, meant, misspelt, two_spellings, variant
from dragoman.resolve.titles import OWNERS, Titled, title_queries

UNREAL = frozenset({"planned", "mooted", "denied"})

RECENT = 31
"""Days about a report in which whoever meets somebody acts in the office of that time."""


def discrepancies(
    extracted: Extracted, cast: Cast, findings: Sequence[Finding], report: Report
) -> Iterator[Discrepancy]:
    """Yield what a desk officer would query in this report, each with its words and what speaks against them."""
    yield from _citations(report)
    yield from _bodies(report)
    yield from _dates(report)
    yield from _people(extracted, cast, findings, report)
    yield from early(extracted, findings, report)
    yield from two_spellings(extracted, cast, report)
    yield from disguised(report)
    yield from _headline(extracted, cast, report)


# Marks, bodies, dates


def _citations(report: Report) -> Iterator[Discrepancy]:
    """Marks that promise a source and name none: no link, no date, nothing one could look up."""
    marks = table("citation")
    for mark in re.finditer(marks["pattern"], report.text, re.IGNORECASE):
        if not re.search(marks["followable"], mark.group(), re.IGNORECASE):
            yield found(report, Span.of(report.text, *mark.span()), "citation", marks["reason"])
    for mark in re.finditer(marks["idle"], report.text, re.IGNORECASE):
        yield found(report, Span.of(report.text, *mark.span()), "citation", marks["reason"])
    yield from _numbers(report, marks)


def _numbers(report: Report, marks: Mapping[str, str]) -> Iterator[Discrepancy]:
    """The first number in brackets that leads to no note, with the others: an article copied without its notes."""
    numbered = re.finditer(marks["number"], report.text) if "[" in report.text else ()
    hits = [hit for hit in numbered if not in_furniture(report, hit.start())]
    idle = [hit for hit in hits if not re.search(marks["note"].format(hit["number"]), report.text, re.MULTILINE)]
    if idle:
        words = [Span.of(report.text, *hit.span("mark")) for hit in idle]
        yield replace(found(report, words[0], "citation", marks["unnoted"]), others=tuple(words[1:]))


def _bodies(report: Report) -> Iterator[Discrepancy]:
    for body in toml("discrepancies")["bodies"]:
        for name in _named(body, report.text):
            if not in_furniture(report, name.start()) and not _elsewhere(name, body):
                words = Span.of(report.text, *name.span("body" if "body" in name.groupdict() else 0))
                yield found(report, words, "office", body["reason"], body["source"])
    yield from _misplaced(report)


_BESIDE = 60
"""Characters before and behind a word of a body within which its whole name stands."""


def _named(body: Mapping[str, Any], text: str) -> Iterator[re.Match[str]]:
    """The places of a body's name: looked for around the words of which every name of it has one, as they are rare."""
    pattern, end = re.compile(body["pattern"]), -1
    for at in sorted({hit for word in body["has"] for hit in _places(word, text)}):
        first, last = max(0, at - _BESIDE), min(len(text), at + 2 * _BESIDE)
        for name in pattern.finditer(text, first, last):
            if name.start() >= end:
                end = name.end()
                yield name


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _elsewhere(name: re.Match[str], body: Mapping[str, str]) -> bool:
    """Whether the word before the body says that it is another state's, which may well have one."""
    owner = name.groupdict().get("owner")
    states = {one.state for one in gazetteer().meanings(owner) if one.sense in OWNERS} if owner else set()
    return bool(states) and body["of"] not in states


def _misplaced(report: Report) -> Iterator[Discrepancy]:
    """ "The Turkish Knesset": a body that only other states have."""
    tables = gazetteer()
    for body in toml("discrepancies")["seated"]:
        owned = re.compile(rf"\b(?P<owner>[A-Z]\w+)(?:['’]s)? (?:{'|'.join(body['names'])})\b")
        for name in owned.finditer(report.text) if any(one in report.text for one in body["names"]) else ():
            states = {one.state for one in tables.meanings(name["owner"]) if one.sense in OWNERS and one.state}
            if states and states.isdisjoint(body["states"]) and not in_furniture(report, name.start()):
                reason = f"No such body: one of this name belongs to {' or '.join(map(tables.label, body['states']))}."
                yield found(report, Span.of(report.text, *name.span()), "office", reason, body["source"])


def _dates(report: Report) -> Iterator[Discrepancy]:
    for span in _numbered_dates(report.text):
        if in_furniture(report, span.start):
            continue
        reason = impossible(span.quote)
        if reason is not None:
            yield replace(found(report, span, "date", reason), severity="alarm")
        elif (reason := unlikely_weekday(span.quote, report.published)) is not None:
            yield found(report, span, "date", reason)


_NUMBER = re.compile(r"\d+")
_WEEKDAY = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|MON|TUE|WED|THU|FRI|SAT|SUN)[a-zA-Z]{0,6}\b\D{1,20}\d{1,2}(?!\d)"
)
_AROUND = 60
"""Characters beside the number of a day that are looked at: over 4,446 official reports the same dates are found wrong
as in their whole texts."""


def _numbered_dates(text: str) -> Iterator[Span]:
    """The dates that can be wrong, and others beside them: to look around these numbers only is far cheaper."""
    start = end = -1
    for first, last in sorted(_doubtful_days(text)):
        if end < 0 or first - _AROUND > end:
            yield from find_dates(text[start:end], start) if end > 0 else ()
            start = text.rfind(" ", 0, max(0, first - _AROUND)) + 1
        end = max(end, min(len(text), last + _AROUND))
    yield from find_dates(text[start:end], start) if end > 0 else ()


def _doubtful_days(text: str) -> Iterator[tuple[int, int]]:
    """Where a number stands that not every month has as a day, a day written in numbers as its month may be, or a day
    of the month that is said to be a day of the week: no other can be wrong."""
    yield from (day.span() for day in _WEEKDAY.finditer(text))
    for number in _NUMBER.finditer(text):
        numeric = len(number[0]) < 3 and text[number.end() : number.end() + 1] in {".", "/", "-"}
        if numeric or (len(number[0]) == 2 and number[0] > "28"):
            yield number.span()


# People


def _people(extracted: Extracted, cast: Cast, findings: Sequence[Finding], report: Report) -> Iterator[Discrepancy]:
    tables, told = gazetteer(), set[str]()
    acting = _acting(findings, report)
    people = [one for one in extracted.mentions if one.form == "person"]
    twins = {(one.same.start, one.same.end) for one in people if one.same is not None and one.title}
    for mention in people:
        key = (mention.span.start, mention.span.end)
        refs = cast.get(key, ())
        if len(refs) != 1:
            continue
        person = tables.people.get(refs[0].id or "") or _by_name(mention, refs[0], tables) or meant(mention, tables)
        if person is None:
            continue
        yield from _side(report, mention, person, tables)
        if mention.title and key not in twins:
            yield from title_queries(Titled(report, mention, person, key in acting))
        written = variant(mention, person)
        if written is not None and written not in told:
            told.add(written)
            yield misspelt(report, mention, person, written)


def _acting(findings: Sequence[Finding], report: Report) -> frozenset[tuple[int, int]]:
    """Where those stand who say something now, or meet somebody in the days about the report: the sentence names no
    other year and looks back on nothing."""
    looks_back, year = re.compile(table("looks_back")["pattern"], re.IGNORECASE), (report.published or "")[:4]

    @cache  # many findings share a sentence
    def of_today(sentence: str) -> bool:
        return not looks_back.search(sentence) and not set(re.findall(r"\b(?:19|20)\d\d\b", sentence)) - {year}

    doing = ((one, ref.surface) for one in findings for ref in _doers(one, report) if ref.kind == "person")
    return frozenset((at.start, at.end) for one, at in doing if at is not None and of_today(one.sentence.quote))


def _doers(finding: Finding, report: Report) -> tuple[Ref, ...]:
    if isinstance(finding, Statement):
        return (finding.speaker,)
    if isinstance(finding, Event) and finding.date is not None:
        ours, theirs = bracket(report.published), bracket(finding.date.edtf)
        if ours and theirs and theirs[1] and abs((theirs[1] - ours[0]).days) <= RECENT:
            return (*finding.source, *finding.recipient)
    return ()


def _by_name(mention: Mention, ref: Ref, tables: Gazetteer) -> Person | None:
    """The one person listed by the name, who was not taken for the one meant as the title is another state's."""
    listed = {name[1] for name in mention.names if name[0] == "person"}
    if not listed and mention.states and (" " in mention.name or of_state(mention)):
        listed = set(ref.candidates)
    return tables.people.get(listed.pop()) if len(listed) == 1 else None


def _side(report: Report, mention: Mention, person: Person, tables: Gazetteer) -> Iterator[Discrepancy]:
    """ "From the American side, Russia's ambassador …": somebody counted with a state that is not his."""
    before = report.text[max(0, mention.span.start - 60) : mention.span.start]
    opening = re.search(table("side")["pattern"], before)
    if opening is None or not person.states:
        return
    named = {name.state for name in tables.meanings(opening["state"] or opening["whose"]) if name.state}
    if not named or named & person.states:
        return
    span = titled(report, mention)
    start = mention.span.start - len(before) + opening.start()
    states = " and ".join(tables.label(state) for state in sorted(person.states))
    reason = f"{person.name} is counted with {' or '.join(map(tables.label, sorted(named)))}, but acts for {states}."
    words = Span.of(report.text, start, span.end)
    yield found(report, words, "contradiction", reason, row(person.terms[-1]))


# The headline against the body


def _headline(extracted: Extracted, cast: Cast, report: Report) -> Iterator[Discrepancy]:
    """A headline that tells as done what every sentence of the body has only as planned, possible or denied."""
    if report.headline is None:
        return
    events = [one for one in extracted.findings if isinstance(one, Event)]
    bold = [one for one in events if report.headline.covers(one.sentence)]
    body = [one for one in events if not report.headline.covers(one.sentence)]
    for claim in bold:
        told = [one for one in body if one.type == claim.type and _share(claim, one, cast)]
        infinitive = report.text[: claim.cue.start].endswith("to ")
        if claim.status == "held" and not infinitive and told and all(one.status in UNREAL for one in told):
            reason = f"The headline tells as done what the report has only as {_listed(told)}."
            others = tuple(one.evidence for one in told)
            yield replace(found(report, claim.evidence, "contradiction", reason), others=others)


def _listed(events: Sequence[Event]) -> str:
    return " or ".join(sorted({"possible" if one.status == "mooted" else one.status for one in events}))


def _share(one: Event, other: Event, cast: Cast) -> bool:
    """Whether two events have the same parties as far as both name them: at least two in common, or all of one's."""
    ours, theirs = _states(one, cast), _states(other, cast)
    return bool(ours and theirs) and len(ours & theirs) >= min(2, len(ours), len(theirs))


def _states(event: Event, cast: Cast) -> frozenset[str]:
    roles_ = (*event.source, *event.recipient, *event.participants)
    found = [one for ref in roles_ for one in _who(ref, cast)]
    return frozenset(one.state for one in found if one.state)


def _who(ref: Ref, cast: Mapping[tuple[int, int], tuple[Ref, ...]]) -> tuple[Ref, ...]:
    return (ref,) if ref.surface is None else cast.get((ref.surface.start, ref.surface.end), (ref,))
