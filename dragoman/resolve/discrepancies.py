"""One report against the reference tables and itself → Discrepancies: what a desk officer would query."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from dragoman.data import toml
from dragoman.dates import find_dates
from dragoman.gazetteer import Gazetteer, Person, Term, fold, gazetteer
from dragoman.model import Discrepancy, Event, Extracted, Finding, Mention, Ref, Report, Span
from dragoman.resolve.actors import Cast
from dragoman.resolve.dates import impossible, unlikely_weekday
from dragoman.resolve.early import early
from dragoman.resolve.people import roles
from dragoman.resolve.queries import found, row, table, titled, years
from dragoman.resolve.spelling import meant, misspelt, mixed, two_spellings, variant

PRECISE = frozenset({"foreign_minister", "head_of_state", "head_of_government", "defence_minister", "deputy"})
"""Office families that a title names beyond doubt."""

AMBASSADORS = frozenset({"ambassador", "un_ambassador"})

OWNERS = frozenset({"adjective", "state"})
"""Senses of a name before a body that say whose it is."""

UNREAL = frozenset({"planned", "mooted", "denied"})


def discrepancies(
    extracted: Extracted, cast: Cast, findings: Sequence[Finding], report: Report
) -> Iterator[Discrepancy]:
    """Yield what a desk officer would query in this report, each with its words and what speaks against them."""
    yield from _citations(report)
    yield from _bodies(report)
    yield from _dates(report)
    yield from _people(extracted, cast, report)
    yield from early(extracted, findings, report)
    yield from two_spellings(extracted, cast, report)
    yield from _headline(extracted, cast, report)


# Marks, bodies, dates


def _citations(report: Report) -> Iterator[Discrepancy]:
    """Marks that promise a source and name none: no link, no date, nothing one could look up."""
    marks = table("citation")
    for mark in re.finditer(marks["pattern"], report.text, re.IGNORECASE):
        if not re.search(marks["followable"], mark.group(), re.IGNORECASE):
            yield found(report, Span.of(report.text, *mark.span()), "citation", marks["reason"])


def _bodies(report: Report) -> Iterator[Discrepancy]:
    bodies = toml("discrepancies")["bodies"] if _any_body().search(report.text) else ()
    for body in bodies:
        for name in re.finditer(body["pattern"], report.text):
            if not _in_furniture(report, name.start()):
                yield found(report, Span.of(report.text, *name.span()), "office", body["reason"], body["source"])
    yield from _misplaced(report)


@cache
def _any_body() -> re.Pattern[str]:
    """All of them at once: nearly no report has one."""
    return re.compile("|".join(f"(?:{body['pattern']})" for body in toml("discrepancies")["bodies"]))


def _misplaced(report: Report) -> Iterator[Discrepancy]:
    """ "The Turkish Knesset": a body that only other states have."""
    tables = gazetteer()
    for body in toml("discrepancies")["seated"]:
        owned = re.compile(rf"\b(?P<owner>[A-Z]\w+)(?:['’]s)? (?:{'|'.join(body['names'])})\b")
        for name in owned.finditer(report.text) if any(one in report.text for one in body["names"]) else ():
            states = {one.state for one in tables.meanings(name["owner"]) if one.sense in OWNERS and one.state}
            if states and states.isdisjoint(body["states"]) and not _in_furniture(report, name.start()):
                reason = f"No such body: one of this name belongs to {' or '.join(map(tables.label, body['states']))}."
                yield found(report, Span.of(report.text, *name.span()), "office", reason, body["source"])


def _dates(report: Report) -> Iterator[Discrepancy]:
    for span in find_dates(report.text):
        if _in_furniture(report, span.start):
            continue
        reason = impossible(span.quote)
        if reason is not None:
            yield replace(found(report, span, "date", reason), severity="alarm")
        elif (reason := unlikely_weekday(span.quote, report.published)) is not None:
            yield found(report, span, "date", reason)


def _in_furniture(report: Report, at: int) -> bool:
    return any(span.start <= at < span.end for span in report.furniture)


# People


def _people(extracted: Extracted, cast: Cast, report: Report) -> Iterator[Discrepancy]:
    tables, told = gazetteer(), set[str]()
    for mention in extracted.mentions:
        refs = cast.get((mention.span.start, mention.span.end), ())
        if mention.form != "person" or len(refs) != 1:
            continue
        unlike = None if mention.name.isascii() else mixed(report, mention)
        if unlike is not None:
            yield unlike
        person = tables.people.get(refs[0].id or "") or _by_name(mention, tables) or meant(mention, tables)
        if person is None:
            continue
        yield from _side(report, mention, person, tables)
        if mention.title:
            yield from _offices(report, mention, person)
        written = variant(mention, person)
        if written is not None and written not in told:
            told.add(written)
            yield misspelt(report, mention, person, written)


def _by_name(mention: Mention, tables: Gazetteer) -> Person | None:
    """The one person listed by the whole name, who was not taken for the one meant as the title is another state's."""
    listed = {name[1] for name in mention.names if name[0] == "person"}
    return tables.people.get(listed.pop()) if len(listed) == 1 else None


def _side(report: Report, mention: Mention, person: Person, tables: Gazetteer) -> Iterator[Discrepancy]:
    """ "From the American side, Russia's ambassador …": somebody counted with a state that is not his."""
    before = report.text[max(0, mention.span.start - 60) : mention.span.start]
    opening = re.search(table("side")["pattern"], before)
    if opening is None or not person.states:
        return
    named = {name.state for name in tables.meanings(opening["state"]) if name.state}
    if not named or named & person.states:
        return
    span = titled(report, mention)
    start = mention.span.start - len(before) + opening.start()
    states = " and ".join(tables.label(state) for state in sorted(person.states))
    reason = f"{person.name} is counted with {' or '.join(map(tables.label, sorted(named)))}, but acts for {states}."
    words = Span.of(report.text, start, span.end)
    yield found(report, words, "contradiction", reason, row(person.terms[-1]))


def _offices(report: Report, mention: Mention, person: Person) -> Iterator[Discrepancy]:
    """A title that the tables do not give this person: called former while serving, or an office never held."""
    families = set(roles(mention.title))
    if _former(mention.title):
        yield from _called_former(report, mention, person, families)
    elif (foreign := _foreign(report, mention, person)) is not None:
        yield _of_another(report, mention, person, foreign)
    elif _certain(report, mention, person) and not _ever_held(mention.title, person, families):
        latest = person.offices(report.published)[-1]
        held = f"{latest.office.title} ({years(latest)})"
        reason = f"{person.name} is not listed as {mention.title.strip()}, but as {held}."
        yield found(report, titled(report, mention), "office", reason, row(latest))


def _foreign(report: Report, mention: Mention, person: Person) -> str | None:
    """The state to which the title gives somebody listed for others only: "US Ambassador Anatoly Antonov"."""
    families = set(roles(mention.title))
    if not mention.states or not families or not families <= PRECISE | AMBASSADORS or _hedged(mention.title):
        return None
    if re.search(r"\s[-–—]|\n", mention.span.quote):  # a list: the state belongs to the one before
        return None
    if re.search(r"\b(?:for|to|of|on)(?: the)? $", report.text[: mention.span.start][-12:]):  # what the post is for
        return None
    own = [re.sub(r"['’]s$", "", word) for word in mention.title.removeprefix("the ").split()]
    named = (gazetteer().meanings(" ".join(own[:count])) for count in (3, 2, 1))
    owner = next((meant for meant in named if any(one.sense in OWNERS for one in meant)), ())
    states = {one.state for one in owner if one.sense in OWNERS and one.state}
    listed = any(name[0] == "person" and name[1] == person.id for name in mention.names)
    wrong = listed and states and states <= set(mention.states) and states.isdisjoint(person.states)
    return next(iter(states)) if wrong else None


def _of_another(report: Report, mention: Mention, person: Person, state: str) -> Discrepancy:
    tables = gazetteer()
    own = " and ".join(tables.label(one) for one in sorted(person.states))
    reason = f"{person.name} is given an office of {tables.label(state)}, but is listed for {own}."
    return found(report, titled(report, mention), "office", reason, row(person.terms[-1]))


def _ever_held(title: str, person: Person, families: set[str]) -> bool:
    """Whether a term of the person is of the family, or bears all the title's words under another family."""
    own = _content(title)
    alike = (own <= _content(name) for term in person.terms for name in term.office.titles)
    return any(term.office.role in families for term in person.terms) or any(alike)


def _former(title: str) -> bool:
    return any(re.search(rf"\b{re.escape(word)}(?!\w)", title, re.IGNORECASE) for word in table("former")["words"])


def _called_former(report: Report, mention: Mention, person: Person, families: set[str]) -> Iterator[Discrepancy]:
    """Only where the term is open, or covers the day: without a day an ended term may well be over."""
    held = [term for term in person.terms if term.office.role in families and _same_office(mention.title, term)]
    day = report.published
    serving = [term for term in held if (term.on(day) and term.end != day if day else term.end is None)]
    if serving:
        term = serving[-1]
        reason = f"{person.name} is called former, but is listed as {term.office.title} ({years(term)})."
        yield found(report, titled(report, mention), "office", reason, row(term))


def _same_office(title: str, term: Term) -> bool:
    """Whether title and office agree beyond their family: many offices are "heads" or "deputies"."""
    if term.office.role in PRECISE - {"deputy"}:
        return True
    return len(_content(title) & set().union(*map(_content, term.office.titles))) > 1


def _content(title: str) -> set[str]:
    return {word for word in re.findall(r"\w+", fold(title).lower()) if len(word) > 3} - {"former"}


def _certain(report: Report, mention: Mention, person: Person) -> bool:
    """Whether the title claims one well-defined office of the person's own state, on a day the tables cover."""
    families = set(roles(mention.title))
    foreign = set(mention.states) - person.states
    plain = len(families) == 1 and families <= PRECISE and not foreign and not _hedged(mention.title)
    return plain and bool(person.offices(report.published))


def _hedged(title: str) -> bool:
    return re.search(table("hedged")["pattern"], title, re.IGNORECASE) is not None


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
