"""Outcomes in, entries out: the record of the dialogue, kept in one SQLite file."""

from dragoman.ledger.activity import Activity
from dragoman.ledger.holdings import Around, Arrived, Holdings
from dragoman.ledger.judgements import Judgement, Verdict
from dragoman.ledger.query import Query
from dragoman.ledger.store import Counts, Store
from dragoman.ledger.writer import Tally

__all__ = ["Activity", "Around", "Arrived", "Counts", "Holdings", "Judgement", "Query", "Store", "Tally", "Verdict"]
