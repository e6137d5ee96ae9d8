"""Extracted → Findings with Refs: who is meant, when it was, and what a desk officer would query."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from dragoman.model import (
    Channel,
    Commitment,
    Condition,
    Event,
    Extracted,
    Finding,
    Position,
    Ref,
    Refs,
    Report,
    Resolved,
    Statement,
    When,
    field_names,
    identified,
)  # fmt: skip
from dragoman.resolve.actors import Cast, resolve_actors
from dragoman.resolve.anchored_dates import date_in
from dragoman.resolve.bystanders import VIOLENT
from dragoman.resolve.context import complete, namings
from dragoman.resolve.dating import date_report, dated_by_table
from dragoman.resolve.discrepancies import discrepancies
from dragoman.resolve.edtf import Tense
from dragoman.resolve.own_dates import with_own_dates
from dragoman.resolve.partners import with_partners
from dragoman.resolve.places import placed
from dragoman.resolve.restated import told_once
from dragoman.resolve.term_states import with_states
from dragoman.resolve.told import SYMMETRIC

SINGLE = ("speaker", "addressee", "holder", "toward", "by", "on")
SEVERAL = ("source", "recipient", "participants", "parties", "who", "to")
PUBLIC = frozenset({"REQUEST", "SUPPORT", "REJECT", "AGREE", "CONSULT"})
"""Types that are no dealing between parties when done to a private person."""


TELLING = frozenset({"CONSULT", "AGREE"})
"""Types whose word is told of without its parties: "the talks", "the deal"; the report around knows."""

NAMING = frozenset({"named", "metonym"})
"""Ways of being meant that no wrong guess explains: who does a thing to himself by these is not between parties."""


def resolve(extracted: Extracted, report: Report) -> Resolved:
    """Return the findings of a report with their roles, dates and links resolved, discrepancies added, and its date.

    A role that means two people ("the two sides agreed") makes a finding for each where the field holds one; events
    in which no state, body or party takes part are left out, as the record is of dealings between them.
    """
    cast = resolve_actors(extracted, report)
    named = list(with_own_dates(settled(extracted, cast, report), report.published))
    around = namings(cast, extracted.mentions, report.text)
    whole = list(with_partners(list(complete(named, around))))
    found = _in_order([*_distinct(list(with_states(whole, report))), *discrepancies(extracted, cast, whole, report)])
    dated = date_report(extracted, cast, found, report)
    if report.published is None and dated.edtf is not None:
        found = [_by_table(_dated(finding, report, dated.edtf)) for finding in found]
    return Resolved(tuple(placed(found, report, _named_states(extracted, cast), dated.edtf)), dated)


def _named_states(extracted: Extracted, cast: Cast) -> frozenset[str]:
    """The states that the report names, other than by the names of places."""
    told = {state for mention in extracted.mentions for state in mention.states}
    refs = (ref for refs in cast.values() for ref in refs if ref.basis != "metonym")
    return frozenset(told | {ref.state for ref in refs if ref.state is not None})


def settled(extracted: Extracted, cast: Cast, report: Report) -> Sequence[Finding]:
    """Return the findings in order with those in their roles that the words name, before the context adds any."""
    made: dict[str, Finding] = {}
    became: dict[str, list[str]] = {}
    for finding in extracted.findings:
        for cast_one in _resolved(finding, cast, report):
            made.setdefault(cast_one.id, cast_one)
            if isinstance(finding, Statement | Condition):  # what others are linked to
                became.setdefault(finding.id, []).append(cast_one.id)
    return _in_order(told_once([_linked(finding, became, made) for finding in made.values()]))


def _resolved(finding: Finding, cast: Cast, report: Report) -> Iterator[Finding]:
    names = field_names(finding)
    several = {name: _flat(getattr(finding, name), cast) for name in SEVERAL if name in names}
    single = {name: _options(getattr(finding, name), cast) for name in SINGLE if name in names}
    for choice in product(*single.values()):
        roles = dict(zip(single, choice, strict=True))
        whole = replace(finding, **several, **roles)  # type: ignore[arg-type]
        kept = _checked(_as_voiced(_dated(whole, report, report.published), report.text))
        if kept is not None:
            yield kept


def _as_voiced(finding: Finding, text: str) -> Finding:
    """A capital or palace that speaks is named as the voice it is: "Moscow", "the Kremlin"; its state stands beside.

    So is a body or organ whose listed name the report does not give ("the Israeli military"), or that it calls by its
    letters ("ECOWAS"), and a government told by nothing else.
    """
    if not isinstance(finding, Statement) or finding.speaker.surface is None:
        return finding
    one, called = finding.speaker, finding.speaker.surface.quote
    bare = called.removeprefix("the ").removeprefix("The ")
    if one.basis == "metonym":
        return replace(finding, speaker=replace(one, name=called))
    if one.kind == "organization" and one.basis == "named" and one.id is not None and one.name not in text:
        return replace(finding, speaker=replace(one, name=bare))
    if one.kind in {"organization", "group"} and one.id is not None and _printed(one.id, text):
        return replace(finding, speaker=replace(one, name=one.id))
    if one.kind == "state" and bare.lower() == "government":
        return replace(finding, speaker=replace(one, name=bare, kind="organization", id=None))
    return finding


def _printed(code: str, text: str) -> bool:
    """Whether the report itself calls a body by these letters: "the Tigray People's Liberation Front (TPLF)"."""
    return re.search(rf"(?<![\w-]){re.escape(code)}(?![\w-])", text) is not None


def _options(ref: Ref | None, cast: Cast) -> Sequence[Ref | None]:
    return (None,) if ref is None else _who(ref, cast)


def _who(ref: Ref, cast: Cast) -> Refs:
    if ref.surface is None:
        return (ref,)
    return cast.get((ref.surface.start, ref.surface.end), (ref,))


def _flat(refs: Refs, cast: Cast) -> Refs:
    found = [one for ref in refs for one in _who(ref, cast)]
    return tuple({(one.key, one.state): one for one in found}.values())


def _dated(finding: Finding, report: Report, published: str | None) -> Finding:
    if isinstance(finding, Event) and finding.date is not None:
        tense: Tense = "future" if finding.status in {"planned", "mooted"} else "past"
        return replace(finding, date=_when(finding.date, report, published, tense))
    if isinstance(finding, Statement) and finding.date is not None:
        return replace(finding, date=_when(finding.date, report, published, "past"))
    if isinstance(finding, Commitment) and finding.by_when is not None:
        return replace(finding, by_when=_when(finding.by_when, report, published, "future"))
    return finding


def _by_table(finding: Finding) -> Finding:
    if not isinstance(finding, Event):
        return finding
    known = dated_by_table(finding)
    return finding if known is None else replace(finding, date=known)


def _when(when: When, report: Report, published: str | None, tense: Tense) -> When:
    return when if when.text is None else date_in(report.text, when.text, published, tense)


def _checked(finding: Finding) -> Finding | None:
    """Leave out what the record is not about, and put the parties of a symmetric event on two sides."""
    if isinstance(finding, Event):
        return _event(finding)
    if isinstance(finding, Position):
        return _position(finding)
    if isinstance(finding, Channel):
        parties = tuple(ref for ref in finding.parties if ref.state)
        return replace(finding, parties=parties)
    if isinstance(finding, Commitment):
        return finding if any(ref.state for ref in finding.who) else None
    if isinstance(finding, Statement) and _nobodys(finding.speaker):
        return None
    return finding


def _nobodys(speaker: Ref) -> bool:
    """ "I" and "we" in a text that does not tell whose words it gives."""
    return speaker.basis == "pronoun" and speaker.kind == "voice" and speaker.name.lower() in {"i", "we"}


def _event(event: Event) -> Event | None:
    source, recipient = event.source, event.recipient
    states = {ref.state for ref in source} & {ref.state for ref in recipient}
    if event.type in SYMMETRIC:
        source, recipient = _sides(source, recipient)
        if source and recipient and len({ref.state for ref in (*source, *recipient)}) == 1:
            return None
    elif states - {None} and len({ref.state for ref in (*source, *recipient)} - {None}) == 1:
        recipient = tuple(ref for ref in recipient if ref.state is None)
        if event.type in VIOLENT or any(ref.basis in NAMING for ref in event.recipient if ref.state):
            return None
    bare = not (source or recipient)
    if event.type not in TELLING and not bare and not any(ref.state for ref in (*source, *recipient)):
        return None
    if event.rule.startswith("events.uttered") and (states - {None} or not any(ref.state for ref in source)):
        return None  # said of oneself, too, or by nobody who speaks for a state
    if event.type in PUBLIC and recipient and not any(ref.state for ref in recipient):
        return None
    same = source is event.source and recipient is event.recipient
    return event if same else replace(event, source=source, recipient=recipient)


def _sides(source: Refs, recipient: Refs) -> tuple[Refs, Refs]:
    both = [*source, *recipient]
    if recipient or len(both) < 2:
        return source, recipient
    first = both[0].state
    return tuple(ref for ref in both if ref.state == first), tuple(ref for ref in both if ref.state != first)


def _position(position: Position) -> Position | None:
    """A stance must be somebody's who acts for a state or body; towards oneself it is none."""
    if position.holder.state is None:
        return None
    toward = position.toward
    if toward is not None and (toward.state == position.holder.state or toward.state is None):
        return replace(position, toward=None)
    return position


def _linked(finding: Finding, became: Mapping[str, list[str]], made: Mapping[str, Finding]) -> Finding:
    """Point links at what the linked findings have become; they are no part of its id."""
    said_by = next(iter(became.get(finding.said_by or "", [])), None)
    if isinstance(finding, Position):
        terms = [term for old in finding.conditions for term in became.get(old, []) if term in made]
        own = [term for term in terms if _set_by(made[term], finding.holder)]
        return identified(replace(finding, said_by=said_by, conditions=tuple(own or terms)), finding.id)
    return finding if said_by == finding.said_by else identified(replace(finding, said_by=said_by), finding.id)


def _set_by(term: Finding, holder: Ref) -> bool:
    """Whether the condition is the holder's own, where "they would meet if …" sets one for each."""
    return isinstance(term, Condition) and term.by is not None and term.by.key == holder.key


def _distinct(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Drop the second telling of an event in a sentence, and every attack but the fullest: war is not our matter."""
    told: dict[tuple[object, ...], list[Event]] = {}
    for finding in sorted(findings, key=_fullest):
        if isinstance(finding, Event):
            one_attack = finding.type == "ASSAULT"
            key = (finding.sentence.start, finding.type, None if one_attack else finding.status)
            earlier = told.setdefault(key, [])
            if any(one_attack or _retold(finding, other) for other in earlier):
                continue
            earlier.append(finding)
        yield finding


def _fullest(finding: Finding) -> tuple[bool, int, int]:
    """What the rules see comes before what only the network does, then what names most parties."""
    if not isinstance(finding, Event):
        return False, 0, 0
    return finding.rule.startswith("events.network"), -len(_parties(finding)), finding.cue.start


def _retold(event: Event, other: Event) -> bool:
    """Whether `other` already tells the event: it has all its parties, and not the other way round."""
    if not _parties(event) <= _parties(other):
        return False
    if event.type in SYMMETRIC and len(_parties(event)) > 1 and _parties(event) <= _states(other.recipient):
        return False  # a third party hosts the talks of the two: both are told
    if event.type in SYMMETRIC or not (event.source and event.recipient):
        return True
    return _states(event.source) <= _states(other.source)


def _parties(event: Event) -> frozenset[str]:
    return _states(event.source) | _states(event.recipient)


def _states(refs: Refs) -> frozenset[str]:
    return frozenset(ref.state or ref.key for ref in refs)


def _in_order(findings: Sequence[Finding]) -> Sequence[Finding]:
    return sorted(findings, key=lambda one: (one.sentence.start, one.evidence.start, one.kind, one.id))
