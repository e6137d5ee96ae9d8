"""Entries → CSV (RFC 4180) that a spreadsheet can open without running anything in it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from typing import TextIO

from dragoman.model import Condition, Entry, Event, Finding, Place, Ref, Refs, Span, When

COLUMNS = (
    "kind", "id", "published", "outlet", "title", "source", "report", "who", "who_states", "toward", "toward_states",
    "topic", "state", "date", "place", "words", "start", "end", "quote", "said_by", "rule",
    "verdict",
)  # fmt: skip

_WHO = ("speaker", "holder", "by", "who", "source", "parties")
_TOWARD = ("addressee", "toward", "on", "to", "recipient")
_TOPIC = ("type", "matter", "about", "channel", "discrepancy", "medium")
_STATE = ("status", "stance", "state", "manner", "severity")
_WORDS = ("content", "text", "what", "topic", "cue", "reason")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

_STEERING = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def write_csv(entries: Iterable[Entry], stream: TextIO) -> int:
    """Write a header and one row an entry; return how many entries there were."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    written = 0
    for entry in entries:
        writer.writerow([cell(value) for value in _row(entry)])
        written += 1
    return written


def cell(value: object) -> str:
    """Return a value as a cell: unknown is empty, and what a spreadsheet would take for a formula gets a "'" in front.

    Control characters, and those that turn the direction of writing, become U+FFFD: what is read is what is there.
    Source: OWASP, CSV Injection (https://owasp.org/www-community/attacks/CSV_Injection).
    """
    text = "" if value is None else str(value).replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    text = _STEERING.sub("\ufffd", text)
    return f"'{text}" if isinstance(value, str) and text.startswith(_DANGEROUS) else text


def _row(entry: Entry) -> list[object]:
    found, report = entry.finding, entry.report
    who, toward = _refs(found, _WHO), _refs(found, _TOWARD)
    if isinstance(found, Event):
        who += found.participants
    return [
        found.kind, found.id, report.published, report.outlet, report.title, report.source, report.id,
        _names(who), _states(who), _names(toward), _states(toward),
        _first(found, _TOPIC), _state(found), _date(found), _place(found), _words(found),
        found.evidence.start, found.evidence.end, found.evidence.quote, found.said_by, found.rule, entry.verdict,
    ]  # fmt: skip


def _refs(found: Finding, names: Iterable[str]) -> Refs:
    value = _first(found, names)
    if isinstance(value, Ref):
        return (value,)
    return value if isinstance(value, tuple) else ()


def _first(found: Finding, names: Iterable[str]) -> object:
    """Return the first of the named fields that this kind of finding has."""
    return next((getattr(found, name) for name in names if hasattr(found, name)), None)


def _names(refs: Refs) -> str:
    return "; ".join(dict.fromkeys(ref.name for ref in refs))


def _states(refs: Refs) -> str:
    return "; ".join(dict.fromkeys(ref.state for ref in refs if ref.state))


def _state(found: Finding) -> object:
    if isinstance(found, Condition) and found.red_line:
        return f"{found.state}, red line"
    if hasattr(found, "verifiable"):
        return "verifiable" if found.verifiable else "unverifiable"
    return _first(found, _STATE)


def _date(found: Finding) -> str | None:
    when = _first(found, ("date", "by_when"))
    return when.edtf if isinstance(when, When) else None


def _place(found: Finding) -> str | None:
    place = getattr(found, "place", None)
    return place.name if isinstance(place, Place) else None


def _words(found: Finding) -> object:
    words = _first(found, _WORDS)
    return words.quote if isinstance(words, Span) else words
