"""A stance or a meeting's status → the shape that stands for it; shapes differ where colours cannot be told apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import sqrt

from dragoman.show.svg import line, tag, text

RADIUS = 5.0
LARGEST = 7.5
MANY = 16
"""Words from which a dot grows no further, about."""
GAP = 22
LINE, INDENT = 22, 6
"""Height of a line of the legend, and where its first sign stands."""
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


def legend(at: tuple[float, float], right: float, states: set[str]) -> tuple[list[str], float]:
    """Return the signs that occur, each with its word, from a place on and no further than `right`, stances first; and
    where the last line of them stands."""
    first = [(state, [stance(0, 0, state)]) for state in ("open", "conditional", "closed")]
    first += [
        ("hollow: claimed by another side", [stance(0, 0, "open", claimed=True)]),
        ("larger: more", [stance(0, 0, "open", MANY)]),
    ]
    then = [(state, list(meeting(0, 0, state))) for state in STATES if state in states]
    if "no meeting" in states:
        then.append(("no meeting on record", [tag("rect", cls="gap", x=-7, y=-7, width=14, height=14)]))
    parts: list[str] = []
    y = at[1]
    for signs in filter(None, (first, then)):
        x = at[0] + INDENT
        for words, shapes in signs:
            wide = 12 + len(words) * LETTER
            if x + wide > right and x > at[0] + INDENT:
                x, y = at[0] + INDENT, y + LINE
            parts.append(tag("g", *shapes, transform=f"translate({x:.1f} {y - 4:.1f})"))
            parts.append(text(words, x + 12, y, "soft"))
            x += wide + GAP
        y += LINE
    return parts, y - LINE


def _closed(*points: tuple[float, float]) -> str:
    """A shape by its first corner and the way to each further one: shorter than corners."""
    steps = ((x - a, y - b) for (a, b), (x, y) in pairwise(points))
    return f"M{points[0][0]:.1f} {points[0][1]:.1f}" + "".join(f"l{x:.3g} {y:.3g}" for x, y in steps) + "Z"
