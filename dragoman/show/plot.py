"""Dialogue → a picture made for reading, as SVG: each side's stance over time, meetings by status and level, gaps in
contact, new holders of offices. What it draws, and its table, is `picture`'s."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from dragoman.group import Dialogue
from dragoman.show.axis import Axis, axis
from dragoman.show.frame import heading
from dragoman.show.picture import Mark, Picture, picture
from dragoman.show.shapes import legend, meeting, stance
from dragoman.show.svg import document, hinted, line, tag, text

WIDTH = 960
LEFT, RIGHT = 128, 24
TOP = 64
HEAD, STEP, PAD = 30, 24, 14
"""Heights of a lane's heading, of a row in it, and of the room under it."""
STANCES = ("open", "conditional", "closed")
LEVELS = ("leaders", "ministers", "officials", "level not told")
GAPS_NAMED = 4
WIDE, AWAY = 13.0, 30.0
"""Width of a meeting's sign, and how far it gives way to another, in pixels."""
FOLLOWED = 90
"""Days with a word of a side up to which a line follows them: more would only blacken the lane."""
LETTER = 6.6
"""Width of a letter, about, in pixels."""
BIN = 12
"""Pixels within which stances of one kind are one dot, the larger the more there are."""


@dataclass(frozen=True, slots=True)
class _Lane:
    """A stripe of the picture: its heading, its rows, and where it begins."""

    title: str
    rows: tuple[str, ...]
    top: float

    @property
    def bottom(self) -> float:
        return self.top + HEAD + STEP * len(self.rows) + PAD

    def y(self, row: str) -> float:
        return self.top + HEAD + STEP * self.rows.index(row) + STEP / 2


def plot_svg(found: Dialogue, *, alone: bool = True) -> str:
    """Return the picture. `alone`: with its own colours for light and dark; inside a page that has `css()`, without."""
    shown = picture(found)
    names = f"The dialogue of {heading(found)}", described(found, shown)
    if shown.first is None or shown.last is None:
        parts = [text(heading(found), 24, 36, "title"), text("Nothing with a date is on record.", 24, 60, "soft")]
        return document((WIDTH, 84), names, parts, css() if alone else None)
    lanes, offices = _lanes(shown), _office_lane(shown)
    scale = axis(shown.first, shown.last, LEFT, WIDTH - RIGHT)
    bottom = lanes[-1].bottom
    parts = [
        text(heading(found), 24, 32, "title"),
        text(_about(found, shown), 24, 52, "soft"),
        *_grid(scale, lanes, bottom),
        *_office_marks(shown, scale, offices, bottom),
        *(part for lane in lanes for part in _lane(lane)),
        *_gap_marks(shown, scale, lanes[-1]),
        *_stance_marks(shown, scale, lanes),
        *_meeting_marks(shown, scale, lanes[-1]),
        *legend(LEFT, bottom + 46, {mark.state for mark in shown.marks if shown.drawn(mark)}),
    ]
    return document((WIDTH, bottom + 96), names, parts, css() if alone else None)


@cache
def css() -> str:
    """Return the style sheet of the pictures, light and dark."""
    return files("dragoman.data").joinpath("plot.css").read_text("utf-8").strip()


def described(found: Dialogue, shown: Picture) -> str:
    """Return the picture in words, for who does not see it."""
    latest = [
        f"{side.name} on {stand.line.finding.matter}: {stand.line.finding.stance} ({stand.line.date or 'undated'})"
        for side in found.sides
        for stand in side.positions
        if not stand.line.claimed
    ]
    held = [mark for mark in shown.marks if mark.lane == "meeting" and mark.state in {"held", "ongoing"}]
    gaps = [f"{mark.words} from {mark.day}" for mark in shown.marks if mark.lane == "gap"]
    span = f"From {shown.first} to {shown.last}. " if shown.first else "Nothing with a date is on record. "
    return f"{span}Latest word: {'; '.join(latest) or 'none'}. Meetings held: {len(held)}. {'; '.join(gaps)}".strip()


def _about(found: Dialogue, shown: Picture) -> str:
    counts = found.counts
    parts = [f"{counts.reports:,} reports", f"{shown.first} to {shown.last}"]
    parts += [f"as of {found.as_of}"] if found.as_of else []
    parts += [f"{shown.left_out:,} without a date or far outside: in the table"] if shown.left_out else []
    return " · ".join(parts)


def _office_lane(shown: Picture) -> float:
    return TOP + 22 if any(mark.lane == "office" and shown.drawn(mark) for mark in shown.marks) else TOP


def _lanes(shown: Picture) -> list[_Lane]:
    top = _office_lane(shown) + 8
    lanes: list[_Lane] = []
    for _, side in shown.sides:
        lanes.append(_Lane(f"{side}: stance", STANCES, top))
        top = lanes[-1].bottom + 6
    present = {mark.row for mark in shown.marks if mark.lane == "meeting" and shown.drawn(mark)}
    rows = tuple(level for level in LEVELS if level in present) or ("none on record",)
    return [*lanes, _Lane("Meetings", rows, top)]


def _lane(lane: _Lane) -> Iterator[str]:
    yield text(lane.title, 24, lane.top + 19, "lane")
    for row in lane.rows:
        yield text(row, LEFT - 14, lane.y(row) + 4, "soft end")
        yield line(LEFT, lane.y(row), WIDTH - RIGHT, lane.y(row), "row")


def _grid(scale: Axis, lanes: list[_Lane], bottom: float) -> Iterator[str]:
    for lane in lanes:
        yield tag("rect", cls="band", x=12, y=lane.top, width=WIDTH - 24, height=lane.bottom - lane.top, rx=6)
    for tick in scale.ticks:
        yield line(tick.x, lanes[0].top, tick.x, bottom, "grid")
        yield text(tick.label, tick.x, bottom + 18, "soft mid")


def _office_marks(shown: Picture, scale: Axis, top: float, bottom: float) -> Iterator[str]:
    """A line for each new holder; a name where there is room for it."""
    free = 0.0
    codes = dict(shown.sides)
    for mark in shown.marks:
        if mark.lane != "office" or not shown.drawn(mark) or mark.day is None:
            continue
        x = scale.x(mark.day)
        yield hinted(
            f"{mark.words}, {codes.get(mark.row, mark.row)}, {mark.day}", line(x, top - 12, x, bottom, "office")
        )
        label = f"{mark.state} ({mark.row})"
        wide = len(label) * LETTER
        start = x + 4 if x + 4 + wide < WIDTH - RIGHT else x - 4 - wide
        if start > free:
            yield text(label, start, top - 4, "soft")
            free = start + wide + 8


def _gap_marks(shown: Picture, scale: Axis, lane: _Lane) -> Iterator[str]:
    gaps = [mark for mark in shown.marks if mark.lane == "gap" and mark.day and mark.until]
    longest = sorted(gaps, key=_days, reverse=True)[:GAPS_NAMED]
    for mark in gaps:
        left, right = scale.x(mark.day or date.min), scale.x(mark.until or date.min)
        band = tag("rect", cls="gap", x=left, y=lane.top + 4, width=right - left, height=lane.bottom - lane.top - 8)
        label = mark.words.removesuffix(" without a meeting on record")
        fits = mark in longest and right - left > (len(label) + 2) * LETTER
        yield hinted(f"{mark.words}, {mark.day} to {mark.until}", band)
        yield text(label, (left + right) / 2, lane.top + 19, "soft mid") if fits else ""


def _days(mark: Mark) -> timedelta:
    return (mark.until or date.min) - (mark.day or date.min)


def _stance_marks(shown: Picture, scale: Axis, lanes: list[_Lane]) -> Iterator[str]:
    for (code, _), lane in zip(shown.sides, lanes, strict=False):
        own = [mark for mark in shown.marks if mark.lane == "stance" and mark.row == code and shown.drawn(mark)]
        yield _path([mark for mark in own if not mark.doubtful], scale, lane)
        dots: dict[tuple[int, str, bool], list[Mark]] = {}
        for mark in own:
            place = round(scale.x(mark.day or date.min) / BIN)
            dots.setdefault((place, mark.state, mark.doubtful), []).append(mark)
        for (place, state, doubtful), marks in sorted(dots.items(), key=lambda item: item[0][2], reverse=True):
            x = scale.x(marks[0].day or date.min) if len(marks) == 1 else place * BIN
            yield hinted(_said(marks), stance(x, lane.y(state), state, len(marks), claimed=doubtful))


def _path(marks: list[Mark], scale: Axis, lane: _Lane) -> str:
    """The way a side's own words went, one point a day: the last word of the day."""
    days = {mark.day: mark for mark in marks}
    if not 2 <= len(days) <= FOLLOWED:
        return ""
    points = [(scale.x(day or date.min), lane.y(mark.state)) for day, mark in days.items()]
    return tag("polyline", cls="path", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points))


def _said(marks: list[Mark]) -> str:
    first = marks[0]
    more = f" and {len(marks) - 1} more until {marks[-1].when}" if len(marks) > 1 else ""
    return f"{first.when}: {first.words}. {first.source}{more}"


def _meeting_marks(shown: Picture, scale: Axis, lane: _Lane) -> Iterator[str]:
    """Meetings held stand on their day and on top; others give way to the right, as far as that says the same month."""
    marks = [mark for mark in shown.marks if mark.lane == "meeting" and shown.drawn(mark)]
    taken: dict[str, list[float]] = {}
    drawn: list[str] = []
    for mark in sorted(marks, key=lambda mark: mark.state not in {"held", "ongoing"}):
        x = own = scale.x(mark.day or date.min)
        near = taken.setdefault(mark.row, [])
        while mark.state not in {"held", "ongoing"} and x - own < AWAY and any(abs(x - at) < WIDE for at in near):
            x += WIDE / 2
        near.append(x)
        signs = meeting(x, lane.y(mark.row), mark.state, contested=mark.doubtful)
        drawn.append(hinted(f"{mark.state}: {mark.words}. {mark.source}", *signs))
    yield from reversed(drawn)
