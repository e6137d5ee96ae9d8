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
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from dragoman.data import toml
from dragoman.group.actors import others, owners, side
from dragoman.group.content import gist, shares
from dragoman.group.dates import bounds, day_number, moved, sort_day
from dragoman.group.folding import folds
from dragoman.group.shapes import Line
from dragoman.group.sheaves import NOW, Life, Sheaf
from dragoman.model import Entry, Event, Finding, Span

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


class Asked:
    """Requests and what may answer them, laid out as far as no day matters; `entries` are all findings around them."""

    def __init__(
        self, events: Sequence[Line[Event]], entries: Iterable[Entry], life: Callable[[Line[Finding]], Life]
    ) -> None:
        made = [one for one in events if one.finding.type == "REQUEST" and _is_made(one.finding)]
        answers = [line for line in events if line.finding.type in _ANSWERS and line.finding.status != "mooted"]
        pointing = [line for line in answers if _pattern("means").search(line.finding.sentence.quote)]
        met = [
            one for one in events
            if one.finding.type == "CONSULT" and one.finding.status in _MET and _is_visit(one.finding)
        ]  # fmt: skip
        self._made, self._pointing = folds(made, _key, life), Sheaf(pointing, life)
        self._answers, self._met, self._all = (_Told(some, life) for some in (answers, met, events))
        self._rules = _rules(entries)

    def on(self, day: str = NOW) -> tuple[Proposal, ...]:
        """Return the proposals as known on an ISO day, those without an answer first, the newest first."""
        made = self._made.on(day)
        meant = _meant(self._pointing.on(day), made)
        found = [_one(line, meant.get(line.finding.id, ()), self._near(line, day), self._rules) for line in made]
        put = [one for one in found if one.answer is not None or _is_offer(one.line.finding)]
        ordered = sorted(put, key=lambda one: sort_day(one.line.date), reverse=True)
        return tuple(sorted(ordered, key=lambda one: one.answer is not None))

    def _near(self, request: Line[Event], day: str) -> list[Line[Event]]:
        """Return what may answer a request."""
        quote = request.finding.sentence.quote
        visits = _visits(request, self._met.after(request, day)) if _pattern("invites").search(quote) else []
        told = self._all.of(request.report.id, day) if _pattern("granted").search(quote) else []
        return [*self._answers.after(request, day), *visits, *_granted(request, told)]


class _Told:
    """Lines by their reports and days, to look for what follows on a request."""

    def __init__(self, lines: Sequence[Line[Event]], life: Callable[[Line[Finding]], Life]) -> None:
        self._lines, self._life = lines, life
        self._of: defaultdict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(lines):
            self._of[line.report.id].append(number)
        days = ((sort_day(line.date), number) for number, line in enumerate(lines))
        self._days = sorted(dated for dated in days if dated[0])

    def of(self, report: str, day: str) -> list[Line[Event]]:
        """Return those of a report that are known on an ISO day."""
        return self._known(self._of.get(report, ()), day)

    def after(self, request: Line[Event], day: str) -> list[Line[Event]]:
        """Return those known on an ISO day that stand in the report of a request, or come within WITHIN days."""
        near = set(self._of.get(request.report.id, ()))
        first = sort_day(_made(request))
        if first and (number := day_number(first)):
            last = moved(date.fromordinal(number), timedelta(days=WITHIN + 1)).isoformat()
            start, end = bisect_left(self._days, (first, 0)), bisect_left(self._days, (last, 0))
            near.update(number for _, number in self._days[start:end])
        return self._known(sorted(near), day)

    def _known(self, numbers: Iterable[int], day: str) -> list[Line[Event]]:
        lines = ((line, self._life(line)) for line in map(self._lines.__getitem__, numbers))
        return [line for line, (since, until) in lines if since <= day < until]


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
    line: Line[Event], meant: Iterable[Line[Event]], near: Iterable[Line[Event]], rules: dict[str, list[Span]]
) -> Proposal:
    """Return a request with the first answer to it: of those that mean it, and of what is said and done near it."""
    matter = gist(line.finding.sentence.quote)
    granted = bool(_pattern("granted").search(line.finding.sentence.quote))
    told = [
        *meant,
        *(
            each for each in near
            if _answers(each, line, matter) or (_is_beside(each, line) and (granted or _takes(each, line)))
        ),
    ]  # fmt: skip
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


def _meant(pointing: Iterable[Line[Event]], made: Sequence[Line[Event]]) -> dict[str, list[Line[Event]]]:
    """Return the answers that speak of "the proposal" or the like by the id of the one that they mean: the last that
    the side had got."""
    found: defaultdict[str, list[Line[Event]]] = defaultdict(list)
    for answer in pointing:
        asked = [line for line in made if _is_fresh(answer, line) and _is_for(answer, line)]
        if last := max(asked, key=lambda line: (sort_day(line.date), line.finding.evidence.start), default=None):
            found[last.finding.id].append(answer)
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
    beside = (line for line in lines if _is_beside(line, request) and line.finding.type not in {"REQUEST", "REJECT"})
    return [line for line in beside if line.finding.status in _MET]


def _is_beside(answer: Line[Event], request: Line[Event]) -> bool:
    return answer.report.id == request.report.id and answer.finding.sentence == request.finding.sentence


def _visits(request: Line[Event], met: Iterable[Line[Event]]) -> list[Line[Event]]:
    """Return the meetings at the place to which the request invites, or in the country of the side that invites."""
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
