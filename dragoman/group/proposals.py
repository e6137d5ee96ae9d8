"""Requests and what followed → proposals and invitations: who offered what to whom, the answer, since when it waits.

An answer is an AGREE or REJECT of the side that was asked, told later in the sentence or report or in the half year
after it, that names the side that asked or none, and shares half of the words of the matter with the request, or
speaks of "the proposal" when it is the last one that side had got; then "welcomed the proposal" (SUPPORT) is one too.
In one sentence the answer may stand first ("vetoed a resolution proposed by …", "accepted an invitation"), and what
is done "at the request of" somebody grants it. An invitation is also answered by a meeting at its place or in the
country of the side that asked, of the same people where both tell who. A question that somebody put ("will he ask for
…?", "asked him about …") is no proposal; and an appeal ("urged both to show restraint") is one only where it was
answered, since it waits for nothing. The rule of the decision is a sentence of the report that names one and shares a
word with the request or stands next to it.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from dragoman.data import toml
from dragoman.group.actors import others, owners, side
from dragoman.group.content import gist, shares
from dragoman.group.dates import bounds, sort_day
from dragoman.group.folding import fold
from dragoman.group.shapes import Line
from dragoman.model import Entry, Event, Span

Answer = Literal["agreed", "rejected"]
WITHIN = 183
"""Days within which an answer is looked for in other reports."""
FRESH = 31
"""Days within which "the proposal" of another report is the last one."""
NEXT = 400
"""Characters after a request within which a sentence that names the rule of a decision is about it."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A request (its status says whether it was made or is only mooted); the answer to it and its line, None while
    there is none; since which day one that was made waits; and the sentence that names how it is decided."""

    line: Line[Event]
    answer: Answer | None = None
    answered: Line[Event] | None = None
    pending: str | None = None
    rule: Span | None = None


def proposals(events: Iterable[Line[Event]], entries: Iterable[Entry]) -> tuple[Proposal, ...]:
    """Return the proposals, those without an answer first, the newest first; `entries` are all findings around them."""
    lines = list(events)
    answers = [line for line in lines if line.finding.type in _ANSWERS and line.finding.status != "mooted"]
    rules = _rules(entries)
    made = fold([one for one in lines if one.finding.type == "REQUEST" and _is_made(one.finding)], _key)
    meant = _meant(answers, made)
    met = [
        one for one in lines if one.finding.type == "CONSULT" and one.finding.status in _MET and _is_visit(one.finding)
    ]
    found = [_one(line, [*answers, *_visits(line, met), *_granted(line, lines)], meant, rules) for line in made]
    put = [one for one in found if one.answer is not None or _is_offer(one.line.finding)]
    ordered = sorted(put, key=lambda one: sort_day(one.line.date), reverse=True)
    return tuple(sorted(ordered, key=lambda one: one.answer is not None))


_ANSWERS = {"AGREE", "REJECT", "SUPPORT"}
_MET = {"held", "ongoing", "planned"}


def _is_made(event: Event) -> bool:
    """Tell whether it was put to somebody else, and is more than denied or asked about."""
    asked = event.status == "mooted" and event.sentence.quote.rstrip("\"”’' ").endswith("?")
    after = event.sentence.quote[event.cue.end - event.sentence.start :]
    if event.recipient and {side(ref) for ref in event.recipient} <= {side(ref) for ref in event.source}:
        return False
    return event.status != "denied" and not asked and not (_asks(event) and _INQUIRY.match(after))


def _asks(event: Event) -> bool:
    return event.cue.quote.casefold().startswith("ask")


_INQUIRY = re.compile(r"[^,.;:]{0,60}\b(?:about|whether|if|why|how|what|who|when|where)\b", re.IGNORECASE)
"""What follows where somebody asked to know, not to have."""


def _is_offer(event: Event) -> bool:
    """Tell whether somebody can say yes or no to it: it was offered, proposed, requested or an invitation."""
    said = event.cue.quote.casefold().split()
    return any(word.startswith(stem) for word in said for stem in toml("follow_up")["offers"]["stems"])


def _one(
    line: Line[Event], answers: list[Line[Event]], meant: Mapping[str, str], rules: dict[str, list[Span]]
) -> Proposal:
    matter = gist(line.finding.sentence.quote)
    granted = bool(_pattern("granted").search(line.finding.sentence.quote))
    told = [
        each
        for each in answers
        if meant.get(each.finding.id) == line.finding.id
        or _answers(each, line, matter)
        or (_is_beside(each, line) and (granted or _takes(each, line)))
    ]
    first = min(told, key=lambda each: sort_day(each.date), default=None)
    rule = next((span for span in rules.get(line.report.id, ()) if _about(span, line, matter)), None)
    if first is None:
        made = line.finding.status in {"held", "ongoing"}
        return Proposal(line, pending=_made(line) if made else None, rule=rule)
    agreed = first.finding.type != "REJECT" and first.finding.status != "denied"
    return Proposal(line, "agreed" if agreed else "rejected", first, None, rule)


def _made(line: Line[Event]) -> str | None:
    """Return the date of a request that was made: its own, unless that is open or lies after the report, and so is of
    what was asked for; then the report's."""
    told = (line.report.published or "")[:10] or line.report.dated
    own, by = bounds(line.date), bounds(told)
    is_open = own is None or own[0].startswith("0000") or own[1].startswith("9999")
    is_later = own is not None and by is not None and own[1] > by[1]
    return told or line.date if is_open or is_later else line.date


def _takes(answer: Line[Event], request: Line[Event]) -> bool:
    """Tell whether its verb takes the request for its object: "accepted an invitation", "turned down their offer"."""
    event, text = answer.finding, request.finding.sentence.quote
    if event.type == "SUPPORT" and not event.cue.quote.casefold().startswith("welcom"):
        return False
    between = text[event.cue.end - event.sentence.start : request.finding.cue.start - event.sentence.start]
    return event.cue.end < request.finding.cue.start and _OBJECT.fullmatch(between) is not None


_OBJECT = re.compile(r"\s(?:[\w’'.-]+\s){1,5}")
"""What may stand between the verb and its object: "the", "an", "President Tamm's latest"."""


def _answers(answer: Line[Event], request: Line[Event], matter: frozenset[str]) -> bool:
    if answer.finding.type == "SUPPORT":
        return False
    on_it = answer.finding.type == "CONSULT" or shares(matter, gist(answer.finding.sentence.quote))
    return on_it and _is_for(answer, request)


def _meant(answers: list[Line[Event]], made: Iterable[Line[Event]]) -> dict[str, str]:
    """Return for each answer that speaks of "the proposal" or the like the one that it means, by their ids: the last
    that the side had got."""
    found: dict[str, str] = {}
    for answer in answers:
        if _pattern("means").search(answer.finding.sentence.quote):
            asked = [line for line in made if _is_for(answer, line) and _is_fresh(answer, line)]
            last = max(asked, key=lambda line: (sort_day(line.date), line.finding.evidence.start), default=None)
            found |= {answer.finding.id: last.finding.id} if last else {}
    return found


def _is_fresh(answer: Line[Event], request: Line[Event]) -> bool:
    """In one report, or within weeks: later "the proposal" may be another."""
    if answer.report.id == request.report.id:
        return True
    first, then = sort_day(request.date), sort_day(answer.date)
    return bool(first and then) and 0 <= (date.fromisoformat(then) - date.fromisoformat(first)).days <= FRESH


def _is_visit(event: Event) -> bool:
    """Tell whether somebody came, or people met at a place, in a sentence that does not itself invite."""
    met = event.mode == "visit" or (event.place and event.mode != "phone")
    return bool(met) and not _pattern("invites").search(event.sentence.quote)


def _granted(request: Line[Event], lines: Iterable[Line[Event]]) -> list[Line[Event]]:
    """Return what its own sentence says was done or is to be "at the request of" somebody."""
    if not _pattern("granted").search(request.finding.sentence.quote):
        return []
    beside = (line for line in lines if _is_beside(line, request) and line.finding.type not in {"REQUEST", "REJECT"})
    return [line for line in beside if line.finding.status in _MET]


def _is_beside(answer: Line[Event], request: Line[Event]) -> bool:
    return answer.report.id == request.report.id and answer.finding.sentence == request.finding.sentence


def _visits(request: Line[Event], met: list[Line[Event]]) -> list[Line[Event]]:
    """Return the meetings at the place to which the request invites, or in the country of the side that invites."""
    if not _pattern("invites").search(request.finding.sentence.quote):
        return []
    return [line for line in met if _is_there(line.finding, request) and _same_people(request, line)]


def _is_there(event: Event, request: Line[Event]) -> bool:
    """Tell whether it was at the place named or with the side that invites; without a place, who was invited came."""
    if event.place is None:
        return bool({ref.id for ref in event.source if ref.id} & {ref.id for ref in request.finding.recipient})
    hosts = {side(ref) for ref in request.finding.source}
    return event.place.country in hosts or event.place.name.casefold() in request.finding.sentence.quote.casefold()


def _same_people(request: Line[Event], meeting: Line[Event]) -> bool:
    """Tell whether, of each side of which both name persons, one person is in both."""
    return all(
        not (one := _people(request, key)) or not (other := _people(meeting, key)) or one & other
        for key in {side(ref) for ref in (*request.finding.source, *request.finding.recipient)}
    )


def _people(line: Line[Event], key: str | None) -> set[str]:
    refs = (*line.finding.source, *line.finding.recipient, *line.finding.participants)
    return {ref.id for ref in refs if ref.kind == "person" and ref.id and side(ref) == key}


def _is_for(answer: Line[Event], request: Line[Event]) -> bool:
    """Tell whether the side that was asked answers the one that asked, and afterwards."""
    asked = {side(ref) for ref in request.finding.recipient}
    asking = {side(ref) for ref in request.finding.source}
    if answer.finding.type == "REJECT" and answer.finding.status == "denied":
        return False
    both = answer.finding.type == "CONSULT"
    if not asked & {side(ref) for ref in (owners(answer.finding) if both else answer.finding.source)}:
        return False
    named = {side(ref) for ref in others(answer.finding)} - asked
    if named and not named & asking:
        return False
    if answer.finding.sentence == request.finding.sentence and asking & {side(ref) for ref in answer.finding.source}:
        return False
    return _follows(answer, request)


def _follows(answer: Line[Event], request: Line[Event]) -> bool:
    """In the same sentence, later in the same report, or told within half a year after it."""
    if answer.finding.sentence == request.finding.sentence and answer.report.id == request.report.id:
        return True
    if answer.report.id == request.report.id:
        return answer.finding.cue.start > request.finding.cue.start
    first, then = sort_day(_made(request)), sort_day(answer.date)
    return bool(first and then) and 0 <= (date.fromisoformat(then) - date.fromisoformat(first)).days <= WITHIN


def _key(line: Line[Event]) -> Hashable:
    """The same request: the same sides and the same words of the matter."""
    event = line.finding
    who = frozenset(side(ref) for ref in owners(event)), frozenset(side(ref) for ref in event.recipient)
    return event.status, who, gist(event.sentence.quote) or event.id


def _rules(entries: Iterable[Entry]) -> dict[str, list[Span]]:
    """The sentences that name the rule of a decision, by report, in the order of the text."""
    found: dict[str, dict[Span, None]] = {}
    for entry in entries:
        if _pattern("rule").search(entry.finding.sentence.quote):
            found.setdefault(entry.report.id, {})[entry.finding.sentence] = None
    return {report: sorted(spans, key=lambda span: span.start) for report, spans in found.items()}


def _about(span: Span, line: Line[Event], matter: frozenset[str]) -> bool:
    gap = span.start - line.finding.sentence.end
    return span == line.finding.sentence or 0 <= gap <= NEXT or bool(matter & gist(span.quote))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    phrases: list[str] = toml("follow_up")[name]["phrases"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)
