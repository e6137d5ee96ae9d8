"""Outcomes in, entries out: the record of the dialogue, kept in one SQLite file."""

from dragoman.ledger.activity import Activity, Life
from dragoman.ledger.growth import Growth
from dragoman.ledger.holdings import Around, Arrived, Holdings, Span
from dragoman.ledger.judgements import Judgement, Subject, Verdict
from dragoman.ledger.query import Query
from dragoman.ledger.queue import Doubt
from dragoman.ledger.store import Company, Counts, Seat, Store, Traits
from dragoman.ledger.writer import Tally

__all__ = [
    "Activity", "Around", "Arrived", "Company", "Counts", "Doubt", "Growth", "Holdings", "Judgement", "Life", "Query",
    "Seat", "Span", "Store", "Subject", "Tally", "Traits", "Verdict",
]  # fmt: skip
