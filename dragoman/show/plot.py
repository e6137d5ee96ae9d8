"""Dialogue → a picture made for reading, as SVG: each side's stance over time, meetings by status and level, gaps in
contact, new holders of offices. What it draws, and its table, is `picture`'s."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal

from dragoman.group import Dialogue
from dragoman.show.axis import Axis, axis
from dragoman.show.frame import heading
from dragoman.show.picture import Mark, Picture, picture
from dragoman.show.shapes import legend, meeting, stance
from dragoman.show.svg import document, hinted, line, tag, text

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
NAMES, NAME = 2, 15
"""Rows of names of new holders of offices above the lanes, and the height of one."""
BIN = 12
"""Pixels within which stances of one kind are one dot, the larger the more there are."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a picture is drawn on: its width, where the axis begins, the air at its edges, in pixels; whether marks say
    what they are where a pointer rests on them, which is most of a picture's size; whether it bears a title; and its
    colours ("": the system's)."""

    width: int = 960
    left: int = 128
    margin: int = 24
    hints: bool = True
    titled: bool = True
    colours: Literal["", "light", "dark"] = ""


AIR = 36
"""Pixels behind the last day: marks give way to the right."""
USUAL = Sheet()
NARROW = Sheet(width=320, left=100, margin=8, hints=False, titled=False)
"""For a telephone: the rows stand under each other as on the wide sheet, and the years closer."""


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


def plot_svg(found: Dialogue, *, alone: bool = True, sheet: Sheet = USUAL, shown: Picture | None = None) -> str:
    """Return the picture. `alone`: with its own colours for light and dark; inside a page that has `css()`, without.
    `shown` is what is drawn, where it is at hand."""
    shown = shown or picture(found)
    names = f"The dialogue of {heading(found)}", described(found, shown)
    edge = sheet.margin
    if shown.first is None or shown.last is None:
        parts = [text(heading(found), edge, 36, "title"), text("Nothing with a date is on record.", edge, 60, "soft")]
        return document((sheet.width, 84), names, parts, css() if alone else None, sheet.colours)
    top = TOP if sheet.titled else edge
    lanes = _lanes(shown, top)
    scale = axis(shown.first, shown.last, sheet.left, sheet.width - AIR)
    bottom = lanes[-1].bottom
    title = [text(heading(found), edge, 32, "title"), text(_about(found, shown), edge, 52, "soft")]
    signs, height = legend((sheet.left if sheet.titled else edge, bottom + 46), sheet.width - edge, _states(shown))
    parts = [
        *(title if sheet.titled else []),
        *_grid(scale, lanes, sheet),
        *_office_marks(shown, scale, (top, bottom), sheet),
        *(part for lane in lanes for part in _lane(lane, scale, edge)),
        *_gap_marks(shown, scale, lanes[-1], sheet),
        *_stance_marks(shown, scale, lanes, sheet),
        *_meeting_marks(shown, scale, lanes[-1], sheet),
        *signs,
    ]
    return document((sheet.width, height + 20), names, parts, css() if alone else None, sheet.colours)


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


def _states(shown: Picture) -> set[str]:
    return {mark.state for mark in shown.marks if shown.drawn(mark)}


def _hinted(sheet: Sheet, words: str, *inside: str) -> str:
    return hinted(words, *inside) if sheet.hints else "".join(inside)


def _lanes(shown: Picture, top: float) -> list[_Lane]:
    offices = any(mark.lane == "office" and shown.drawn(mark) for mark in shown.marks)
    top += (NAMES * NAME if offices else 0) + 8
    lanes: list[_Lane] = []
    for _, side in shown.sides:
        lanes.append(_Lane(f"{side}: stance", STANCES, top))
        top = lanes[-1].bottom + 6
    present = {mark.row for mark in shown.marks if mark.lane == "meeting" and shown.drawn(mark)}
    rows = tuple(level for level in LEVELS if level in present) or ("none on record",)
    return [*lanes, _Lane("Meetings", rows, top)]


def _lane(lane: _Lane, scale: Axis, edge: float) -> Iterator[str]:
    yield text(lane.title, edge, lane.top + 19, "lane")
    for row in lane.rows:
        yield text(row, scale.left - 14, lane.y(row) + 4, "soft end")
        yield line(scale.left, lane.y(row), scale.right, lane.y(row), "row")


def _grid(scale: Axis, lanes: list[_Lane], sheet: Sheet) -> Iterator[str]:
    edge, bottom = sheet.margin / 2, lanes[-1].bottom
    for lane in lanes:
        wide = sheet.width - 2 * edge
        yield tag("rect", cls="band", x=edge, y=lane.top, width=wide, height=lane.bottom - lane.top, rx=6)
    for tick in scale.ticks:
        yield line(tick.x, lanes[0].top, tick.x, bottom, "grid")
        yield text(tick.label, tick.x, bottom + 18, "soft mid")


def _office_marks(shown: Picture, scale: Axis, ends: tuple[float, float], sheet: Sheet) -> Iterator[str]:
    """A line for each new holder; a name in the first of the rows above the lanes where there is room for it."""
    top, bottom = ends
    free = [0.0] * NAMES
    codes = dict(shown.sides)
    names: list[str] = []
    for mark in shown.marks:
        if mark.lane != "office" or not shown.drawn(mark) or mark.day is None:
            continue
        x = scale.x(mark.day)
        label = f"{mark.state} ({mark.row})"
        wide = len(label) * LETTER
        start = x + 4 if x + 4 + wide < sheet.width - sheet.margin else x - 4 - wide
        row = next((row for row in range(NAMES) if start > free[row]), None)
        begin = top + NAME * (NAMES if row is None else row)
        words = f"{mark.words}, {codes.get(mark.row, mark.row)}, {mark.day}"
        yield _hinted(sheet, words, line(x, begin, x, bottom, "office"))
        if row is not None and start >= 0:
            names.append(text(label, start, begin + 11, "soft name"))
            free[row] = start + wide + 8
    yield from names


def _gap_marks(shown: Picture, scale: Axis, lane: _Lane, sheet: Sheet) -> Iterator[str]:
    gaps = [mark for mark in shown.marks if mark.lane == "gap" and mark.day and mark.until]
    longest = sorted(gaps, key=_days, reverse=True)[:GAPS_NAMED]
    for mark in gaps:
        left, right = scale.x(mark.day or date.min), scale.x(mark.until or date.min)
        band = tag("rect", cls="gap", x=left, y=lane.top + 4, width=right - left, height=lane.bottom - lane.top - 8)
        label = mark.words.removesuffix(" without a meeting on record")
        fits = mark in longest and right - left > (len(label) + 2) * LETTER
        yield _hinted(sheet, f"{mark.words}, {mark.day} to {mark.until}", band)
        yield text(label, (left + right) / 2, lane.top + 19, "soft mid") if fits else ""


def _days(mark: Mark) -> timedelta:
    return (mark.until or date.min) - (mark.day or date.min)


def _stance_marks(shown: Picture, scale: Axis, lanes: list[_Lane], sheet: Sheet) -> Iterator[str]:
    for (code, _), lane in zip(shown.sides, lanes, strict=False):
        own = [mark for mark in shown.marks if mark.lane == "stance" and mark.row == code and shown.drawn(mark)]
        yield _path([mark for mark in own if not mark.doubtful], scale, lane)
        dots: dict[tuple[int, str, bool], list[Mark]] = {}
        for mark in own:
            place = round(scale.x(mark.day or date.min) / BIN)
            dots.setdefault((place, mark.state, mark.doubtful), []).append(mark)
        for (place, state, doubtful), marks in sorted(dots.items(), key=lambda item: item[0][2], reverse=True):
            x = scale.x(marks[0].day or date.min) if len(marks) == 1 else place * BIN
            yield _hinted(sheet, _said(marks), stance(x, lane.y(state), state, len(marks), claimed=doubtful))


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


def _meeting_marks(shown: Picture, scale: Axis, lane: _Lane, sheet: Sheet) -> Iterator[str]:
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
        drawn.append(_hinted(sheet, f"{mark.state}: {mark.words}. {mark.source}", *signs))
    yield from reversed(drawn)
