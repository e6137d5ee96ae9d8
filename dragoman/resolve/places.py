"""Events → the country that a shared place name means, and the listed meeting that their sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache

from dragoman.gazetteer import Gazetteer, fold, gazetteer
from dragoman.model import Event, Finding, Place, Ref, Report, Span, When
from dragoman.resolve.edtf import bracket
from dragoman.resolve.happenings import Happening, happenings, named_in

NEAR = 45
"""Days around a report in which "the G20 summit" without a place or year is that year's."""

REACH = 120
"""Characters around the word for an event within which its meeting is named; further on another one may be."""

GATHERING = re.compile(
    r"\b(summit|gathering|meeting|session|conference|forum|talks|ministerial|sidelines|margins|assembly)\b",
    re.IGNORECASE,
)
"""Words of a sentence that may name a meeting."""

MINISTERS = re.compile(
    r"\b(foreign ministers?|ministerial|top diplomats|finance ministers?|defen[cs]e ministers?)\b", re.I
)
LEADERS = re.compile(r"\b(leaders|summit|presidents|heads of state)\b", re.IGNORECASE)

HOSTS = ("G20", "G7", "NATO", "BRICS", "APEC", "SCO", "OSCE", "ASEAN", "UNO", "EUU", "LAS", "OIC", "GCC", "MSC")
"""Bodies by whose name and place their meetings are told."""


def placed(findings: Iterable[Finding], report: Report, states: frozenset[str], dated: str | None) -> list[Finding]:
    """Return the findings, each event with the meeting its sentence names, and its place in the country meant.

    `states` are those that the report names; `dated` is when it was written (EDTF, None: unknown).
    """
    window = bracket(dated) if dated is not None else None
    return [_placed(one, report, states, window) if isinstance(one, Event) else one for one in findings]


def _placed(event: Event, report: Report, states: frozenset[str], window: tuple[date, date | None] | None) -> Event:
    place = _in_country(event.place, states) if event.place is not None else None
    if place is not None and place.country not in states and gazetteer().is_state(place.name, place.country):
        place = None  # "in Georgia", where the report means the American state
    return _at_meeting(replace(event, place=place, meeting=_meeting(event, report, window)), report)


def _at_meeting(event: Event, report: Report) -> Event:
    """The event with the place and the days of the listed meeting that its words say it was held at: "talks on the
    sidelines of the G20 gathering in New Delhi"."""
    site = _site_at(event, report) if event.meeting is not None and event.status == "held" else None
    if site is None:
        return event
    one = _listed()[event.meeting or ""]
    days = one.start if one.end == one.start else f"{one.start}/{one.end}"
    place = event.place or Place(one.place, one.country, "stated", site)
    return replace(event, place=place, date=event.date or When(days, "inferred", site))


def _site_at(event: Event, report: Report) -> Span | None:
    """The words for the meeting's place, where they follow the word for the event and "at" or "on the sidelines of"."""
    place = _listed()[event.meeting or ""].place
    if not place:
        return None
    words = report.text[event.cue.start : event.sentence.end]
    own = r"\w+ |" if GATHERING.match(words) else ""  # the meeting itself: "the G20 summit in New Delhi"
    held = rf"(?:{own}{_HELD_AT}[^.;]{{0,80}}?)\bin (?P<site>{re.escape(place)})\b"
    found = re.match(held, words)
    at = event.cue.start + found.start("site") if found is not None else 0
    return Span.of(report.text, at, at + len(place)) if found is not None else None


_HELD_AT = (
    r"(?:(?!\b(?:to|before|ahead|after|and|while)\b)[^,;:]){0,90}?\b(?:at|during|(?:sidelines|margins|fringes) of)\b"
)
"""What stands between an event and the meeting at which it was: nothing of another step or time."""


def _in_country(place: Place, states: frozenset[str]) -> Place:
    """Of several places of one name the one whose country the report names ("Tripoli" beside Lebanon), else the one
    that is a capital."""
    sites = gazetteer().sites(place.name)
    if len(sites) < 2 or place.country is not None:
        return place
    near = [site for site in sites if site.country in states] or [site for site in sites if site.kind == "capital"]
    return replace(place, country=near[0].country, basis="inferred") if len(near) == 1 else place


def _meeting(event: Event, report: Report, window: tuple[date, date | None] | None) -> str | None:
    near = max(event.sentence.start, event.cue.start - REACH), min(event.sentence.end, event.cue.end + REACH)
    words = report.text[slice(*near)]
    if event.type not in {"CONSULT", "AGREE", "REQUEST", "COOPERATE", "REJECT"} or not GATHERING.search(words):
        return None
    low = fold(words).lower()
    hosts = {hit.lastgroup for hit in _hosts().finditer(words)}
    hosted = [one for host in HOSTS if host in hosts for one in _of_host(host)]
    there = [one for one in hosted if one.site and one.site in low]
    told = event, report
    found = _one(_fitting(named_in(low), window), told) or _one(_nearest(_fitting(there, window), window), told)
    if found is None and not there and window is not None:
        found = _one([one for one in hosted if _about(one, window)], told)
    return None if found is None or _away(event, _listed()[found]) else found


def _away(event: Event, one: Happening) -> bool:
    """Whether the event's own place says that it was not there: "he left the summit and met Xi in Beijing"."""
    country = event.place.country if event.place is not None else None
    return bool(country and one.country and country != one.country)


def _listed() -> Mapping[str, Happening]:
    """The meetings by their ids."""
    return _by_id(gazetteer())


@lru_cache(1)
def _by_id(_: Gazetteer) -> Mapping[str, Happening]:
    """Made with the other tables, and anew when those are."""
    return {one.id: one for one in happenings()}


@cache
def _hosts() -> re.Pattern[str]:
    """The words that name each body, as the group of its code."""
    others = {"UNO": "UN General Assembly|General Assembly|UNGA", "EUU": "European Council", "LAS": "Arab League|Arab"}
    others["MSC"] = "Munich Security Conference"
    named = "|".join(f"(?P<{host}>{others.get(host, host)})" for host in HOSTS)
    return re.compile(rf"(?<!\w)(?:{named})(?!\w)")


@cache
def _of_host(host: str) -> Sequence[Happening]:
    """The meetings of a body: of several that take part, the first of HOSTS has it."""
    return [one for one in happenings() if host == next((code for code in HOSTS if code in one.participants), None)]


def _fitting(found: Sequence[Happening], window: tuple[date, date | None] | None) -> list[Happening]:
    """Those that can have been when the report was written, or shortly after."""
    if window is None or window[1] is None:
        return list(found)
    return [one for one in found if (date.fromisoformat(one.start) - window[1]).days <= 2 * NEAR]


def _nearest(found: Sequence[Happening], window: tuple[date, date | None] | None) -> Sequence[Happening]:
    """Of several meetings of one body in one place those about the day of the report: "the APEC summit in Lima"."""
    return [one for one in found if window is not None and _about(one, window)] or found


def _about(one: Happening, window: tuple[date, date | None]) -> bool:
    first, last = window
    start = date.fromisoformat(one.start)
    return last is not None and (last - first).days <= NEAR and abs((start - last).days) <= NEAR


def _one(found: Sequence[Happening], told: tuple[Event, Report]) -> str | None:
    """The one meeting that is left; of a summit and a meeting of ministers in one place, the one whose people the
    report names, else the event."""
    if len(found) > 1:
        kinds = _kinds(*told)
        found = [one for one in found if one.kind in kinds]
    return found[0].id if len(found) == 1 else None


def _kinds(event: Event, report: Report) -> set[str]:
    """Return whether it was the meeting of ministers or the summit, where the words or else those taking part tell."""
    ministers, leaders = _who_meets(report.text)
    if ministers == leaders:
        roles = {role for ref in (*event.source, *event.recipient, *event.participants) for role in _roles(ref)}
        ministers, leaders = "foreign_minister" in roles, bool(roles & {"head_of_state", "head_of_government"})
    return {"ministerial"} if ministers and not leaders else {"summit"} if leaders and not ministers else set()


@lru_cache(8)  # every event of a report asks
def _who_meets(text: str) -> tuple[bool, bool]:
    """Whether the report speaks of meetings of ministers, and of leaders."""
    return MINISTERS.search(text) is not None, LEADERS.search(text) is not None


def _roles(ref: Ref) -> Iterator[str]:
    """The families of the offices a person has held."""
    known = gazetteer().people.get(ref.id or "")
    yield from (term.office.role for term in known.terms) if known else ()
