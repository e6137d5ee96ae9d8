"""A request for an actor → its page: offices over time, with whom it deals, and the newest that was found of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from dragoman.errors import NotFound
from dragoman.gazetteer import Term, gazetteer
from dragoman.ledger import Company
from dragoman.ledger.query import last_day
from dragoman.model import KINDS
from dragoman.parties import label
from dragoman.web.desk import Desk
from dragoman.web.pages.hits import blocks
from dragoman.web.pages.offices import Picture, offices

TOUCHED = 1_000
"""Newest findings from which it is told with whom an actor deals."""
PAGE = 30
"""Findings listed on one page."""


@dataclass(frozen=True, slots=True)
class Held:
    """An office held: its title, whose, from when to when, and where that stands."""

    title: str
    state: str
    code: str
    start: str
    end: str
    source: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody the actor deals with, and in how many of the findings looked at."""

    code: str
    name: str
    count: int


def actor(desk: Desk, request: Request) -> Response:
    """An actor: who it is, which offices, with whom, what."""
    ledger, asof = desk.ledger, desk.asof(request)
    code = ledger.party(request.path_params["id"])
    kinds = request.query_params.getlist("kind")
    found = ledger.company(code, as_of=asof, limit=TOUCHED)
    if not found.kinds and code not in gazetteer().people and code not in gazetteer().labels:
        raise NotFound(f"nobody is known as {code!r}")
    shown = ledger.entries(actors=[code], kinds=[kind for kind in KINDS if kind in kinds], as_of=asof, limit=PAGE)
    count = sum(found.kinds.values())
    return desk.render(
        request, "actor.html", code=code, name=label(code), held=tuple(_held(code, asof)),
        holders=tuple(_holders(code, asof)), drawn=_drawn(code, asof),
        contacts=_contacts(code, found), blocks=tuple(blocks(ledger, list(shown))),
        count=count, full=count == TOUCHED, kinds=Counter(found.kinds),
    )  # fmt: skip


def _held(code: str, asof: str | None) -> Iterator[Held]:
    person = gazetteer().people.get(code)
    for term in reversed(person.terms if person else ()):
        if asof is None or term.start <= asof:
            yield _term(term, term.office.title)


def _holders(code: str, asof: str | None) -> Iterator[Held]:
    """Yield who speaks for a state: the holders of its offices, those in office first."""
    people = gazetteer().people.values()
    terms = [term for person in people for term in person.terms if term.office.state == code]
    terms = [term for term in terms if asof is None or term.start <= asof]
    for term in sorted(terms, key=lambda term: (term.end is None, term.start), reverse=True)[:PAGE]:
        yield _term(term, term.office.title)


def _drawn(code: str, asof: str | None) -> Picture | None:
    """Return the picture of a person's offices, or of those who speak for a state."""
    today = last_day(asof) if asof else datetime.now(UTC).date().isoformat()
    people = gazetteer().people
    if person := people.get(code):
        return offices(person.terms, today, holders=False)
    terms = [term for person in people.values() for term in person.terms if term.office.state == code]
    return offices([term for term in terms if term.office.single], today, holders=True)


def _term(term: Term, title: str) -> Held:
    return Held(title, label(term.person), term.person, term.start, term.end or "", term.source)


def _contacts(code: str, found: Company) -> tuple[Contact, ...]:
    """Return the states and bodies that share most findings with the actor: their codes are upper case."""
    person = gazetteer().people.get(code)
    own = {code, *(person.states if person else ())}
    met = Counter({key: count for key, count in found.codes.items() if key[:1].isupper() and key not in own})
    return tuple(Contact(key, label(key), count) for key, count in met.most_common(14))
