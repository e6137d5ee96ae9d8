"""A store and a question → the entries it takes to answer it: rows are narrowed, nothing is decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from dragoman.ledger.query import Query
from dragoman.ledger.store import Store
from dragoman.model import Entry, EventType, Position

CHUNK = 50
CONTACTS: tuple[EventType, ...] = ("CONSULT", "REQUEST")


def around(store: Store, query: Query) -> list[Entry]:
    """Return all findings of the reports in which the query finds something."""
    reports = tuple(store.reports_with(query))
    return list(store.entries(Query(reports=reports, as_of=query.as_of, superseded=query.superseded)))


def with_links(store: Store, query: Query) -> list[Entry]:
    """Return what the query finds, and the statements and conditions it points to."""
    found = list(store.entries(query))
    return [*found, *linked(store, found, query)]


def linked(store: Store, entries: Iterable[Entry], query: Query) -> Iterator[Entry]:
    """Yield the statements in which entries of a query stand and the conditions tied to them."""
    held = {entry.finding.id: entry.finding for entry in entries}
    ids = {finding.said_by for finding in held.values() if finding.said_by}
    ids |= {key for finding in held.values() if isinstance(finding, Position) for key in finding.conditions}
    wanted = tuple(sorted(ids - held.keys()))
    return store.entries(Query(findings=wanted, as_of=query.as_of, superseded=query.superseded))


def contacts(store: Store, parties: tuple[str, ...], as_of: str | None, since: str | None = None) -> list[Entry]:
    """Return contacts and requests among the parties, in reports since a day, and the statements they stand in."""
    return with_links(store, Query(parties=parties, types=CONTACTS, as_of=as_of, since=since))


def all_contacts(store: Store) -> list[Entry]:
    """Return all contacts and requests, also of reports that a newer text has superseded."""
    return with_links(store, Query(types=CONTACTS, superseded=True))


def days_before(day: str, days: int) -> str:
    """Return the ISO day so many days before one, the first of the calendar where there is none."""
    known = date.fromisoformat(day)
    return (known - timedelta(days=min(days, (known - date.min).days))).isoformat()


def before(store: Store, query: Query, day: str) -> Iterator[Entry]:
    """Yield what the query finds in reports known before the day, the newest report first, and before some of it the
    statements it stands in. Whoever stops reading early has little fetched in vain."""
    walk = store.entries(replace(query, as_of=days_before(day, 1)))
    while chunk := list(islice(walk, CHUNK)):
        yield from linked(store, chunk, query)
        yield from chunk
