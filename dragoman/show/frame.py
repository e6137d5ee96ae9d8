"""Dialogue → its title, what it rests on, and what to say where nobody spoke."""

from __future__ import annotations

from dragoman.group import Dialogue
from dragoman.wording import count, the


def heading(found: Dialogue) -> str:
    """Return "United States – Russia"."""
    return " – ".join(party.name for party in found.sides)


def basis(found: Dialogue) -> str:
    """Return what the dossier rests on: reports, outlets, dates, and the window asked for."""
    counts = found.counts
    parts = [count(counts.reports, "report") + copied(counts.copies)]
    if counts.outlets:
        parts.append(count(counts.outlets, "outlet"))
    if counts.first:
        parts.append(counts.first if counts.first == counts.last else f"{counts.first} to {counts.last}")
    if counts.undated:
        parts.append(f"{counts.undated} undated")
    return " · ".join([*parts, *window(found)])


def copied(copies: int) -> str:
    """Return ", 2 of them copies" where some only repeat the wording of others."""
    return f", {copies} of them {'a copy' if copies == 1 else 'copies'}" if copies else ""


def window(found: Dialogue) -> list[str]:
    """Return "since …" and "until …" where they were asked for."""
    asked = (("since", found.since), ("until", found.until))
    return [f"{word} {date}" for word, date in asked if date]


def empty(found: Dialogue) -> list[str]:
    """Return what to say where nobody spoke."""
    *names, last = (the(side.name) for side in found.sides)
    asked = f"{', '.join(names)} and {last}"
    limits = f" ({', '.join(window(found))})" if window(found) else ""
    return [
        f"Nothing on record between {asked}{limits}.",
        "No report in this ledger has a position, meeting, channel or commitment that all of them share.",
        "Next: read more reports (dragoman read PATH), widen --since/--until, or look for one party alone:",
        *(f"  dragoman search --actor {side.code}" for side in found.sides),
    ]
