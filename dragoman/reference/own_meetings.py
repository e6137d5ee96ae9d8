"""A user's own meeting, as a row of CSV has it → a row of the meetings table."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from dragoman.data import several
from dragoman.reference.names import date_fault, iso_date, kebab, name_fault, plain
from dragoman.reference.raw import RawMeeting
from dragoman.reference.register import Refused
from dragoman.tables import Row, earliest, latest, table


def meeting(raw: RawMeeting, code: Callable[[str], str], checked: str) -> Row:
    """Return the row of a meeting; one that is listed by the name, or by one of its aliases, keeps its id.

    `code` gives the code of a state or body and raises Refused where there is none. Raises Refused.
    """
    raw = replace(raw, start=iso_date(raw.start), end=iso_date(raw.end))
    _sound(raw)
    id_ = _listed().get(plain(raw.name)) or kebab(
        raw.name if re.search(r"\d{4}", raw.name) else f"{raw.name} {raw.start}"
    )
    return {
        "id": id_, "name": raw.name, "aliases": "|".join(raw.aliases), "kind": raw.kind,
        "start": raw.start, "end": raw.end or raw.start, "place": raw.place,
        "country": code(raw.country) if raw.country else "",
        "participants": "|".join(map(code, raw.participants)),
        "source": raw.source or str(raw.origin), "checked": checked, "origin": str(raw.origin),
    }  # fmt: skip


@cache
def kinds() -> frozenset[str]:
    """Return the kinds of meetings and events that the table knows."""
    return frozenset(row["kind"] for row in table("meetings"))


@cache
def _listed() -> dict[str, str]:
    return {plain(name): row["id"] for row in table("meetings") for name in (row["name"], *several(row["aliases"]))}


def _sound(raw: RawMeeting) -> None:
    for name in (raw.name, *raw.aliases, *filter(None, [raw.place])):
        fault = name_fault(name) if name else "has no name"
        if fault is not None:
            raise Refused(fault, "Write it as English reports do.")
    for day in (raw.start, raw.end or raw.start):
        fault = date_fault(day)
        if fault is not None:
            raise Refused(fault, "Give the first and the last day.")
    if earliest(raw.start) > latest(raw.end or raw.start):
        raise Refused(f"the meeting ends ({raw.end}) before it begins ({raw.start})", "Put the dates right.")
    if raw.kind not in kinds():
        raise Refused(f"{raw.kind[:40]!r} is no kind of meeting or event", f"One of: {', '.join(sorted(kinds()))}.")
