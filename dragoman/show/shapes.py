"""A stance or a meeting's status → the shape that stands for it; shapes differ where colours cannot be told apart."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from dragoman.show.svg import line, tag, text

RADIUS = 5.0
LARGEST = 7.5
GAP = 24
LETTER = 6.6
STATES = ("held", "planned", "requested", "mooted", "postponed", "cancelled", "denied")


def stance(x: float, y: float, state: str, count: int = 1, *, claimed: bool = False) -> str:
    """Return a dot, larger for more words; hollow where another side claims it."""
    radius = min(RADIUS * sqrt(sqrt(count)), LARGEST) - (0.5 if claimed else 0)
    return tag("circle", cls=f"stance {state}{' claimed' if claimed else ''}", cx=x, cy=y, r=radius)


def meeting(x: float, y: float, state: str, *, contested: bool = False) -> Iterator[str]:
    """Yield the sign of a meeting: full disc held, diamond planned, triangle asked for, dashed ring mooted, barred
    diamond put off, cross called off or denied; a ring around it where it is contested."""
    size = RADIUS + 1
    if state in {"held", "ongoing"}:
        yield tag("circle", cls=state, cx=x, cy=y, r=size)
    elif state == "mooted":
        yield tag("circle", cls=state, cx=x, cy=y, r=size - 0.5)
    elif state == "requested":
        yield tag("path", cls=state, d=_closed((x - size + 1, y - size), (x + size, y), (x - size + 1, y + size)))
    elif state in {"planned", "postponed"}:
        yield tag(
            "path", cls=state, d=_closed((x, y - size - 1), (x + size + 1, y), (x, y + size + 1), (x - size - 1, y))
        )
    if state == "postponed":
        yield line(x - size, y + size, x + size, y - size, state)
    if state in {"cancelled", "denied"}:
        yield line(x - 4, y - 4, x + 4, y + 4, state)
        yield line(x - 4, y + 4, x + 4, y - 4, state)
    if contested:
        yield tag("circle", cls="contested", cx=x, cy=y, r=size + 3.5)


def legend(x: float, y: float, states: set[str]) -> Iterator[str]:
    """Yield the signs that occur, each with its word, in two lines: stances, then meetings."""
    at = x
    for state in ("open", "conditional", "closed"):
        yield stance(at, y - 4, state)
        yield text(state, at + 11, y, "soft")
        at += 11 + len(state) * LETTER + GAP
    yield stance(at, y - 4, "open", claimed=True)
    yield text("hollow: claimed by another side; larger: more reports", at + 11, y, "soft")
    at, below = x, y + 24
    shown = [state for state in STATES if state in states and state != "denied"]
    shown += ["denied"] if "denied" in states else []
    for state in shown:
        yield from meeting(at, below - 4, state)
        yield text(state, at + 12, below, "soft")
        at += 12 + len(state) * LETTER + GAP
    if "no meeting" in states:
        yield tag("rect", cls="gap", x=at - 5, y=below - 12, width=14, height=14)
        yield text("no meeting held on record", at + 16, below, "soft")


def _closed(*points: tuple[float, float]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"
