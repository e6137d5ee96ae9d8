"""A request → a map of the places where meetings were held and are planned, and the same as a table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import sqrt

from starlette.requests import Request
from starlette.responses import Response

from dragoman.api import Ledger
from dragoman.gazetteer import Site, gazetteer
from dragoman.harmless import clean
from dragoman.ledger import Seat
from dragoman.model import Entry, Event, EventType
from dragoman.parties import label
from dragoman.web.desk import Desk
from dragoman.web.pages.items import place as address
from dragoman.web.pages.world import HEIGHT, WIDTH, project
from dragoman.wording import day, outlet, published, shorten, who

MEETINGS: tuple[EventType, ...] = ("CONSULT",)
LOOKED_AT = 1_500
"""The newest mentions of meetings from which the map is drawn."""
NAMED, LISTED, TOLD = 14, 60, 40
"""Places named on the map, rows of the table, and mentions listed of one place."""
STATUSES = ("held", "ongoing", "planned", "mooted", "denied")
LEAST = 0.42
"""The share of the whole map that is shown at least: closer up, the outlines are too coarse."""
AIR = 60.0
"""Units of the map left around the outermost places."""
WORDS = 260
LETTER, LINE = 7.0, 15.0
"""Width of a letter and height of a line in thousandths of the map's width."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map: where (units), how large, whether everything there is yet to come, its
    mentions by status, on which side its name stands ("": nowhere), and whether it is a whole state ("met in Egypt"),
    which stands in its middle."""

    name: str
    country: str
    x: float
    y: float
    r: float
    coming: bool
    count: int
    by: Mapping[str, int]
    latest: str
    named: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence that tells of a meeting at the place."""

    when: str
    status: str
    whom: str
    words: str
    href: str
    outlet: str


@dataclass(frozen=True, slots=True)
class Box:
    """The part of the map that is shown; `unit` is how much of the map one thousandth of its width is."""

    x: float
    y: float
    width: float
    height: float

    @property
    def unit(self) -> float:
        return self.width / WIDTH


def world(desk: Desk, request: Request) -> Response:
    """Where meetings were held and are planned."""
    asked, ledger = request.query_params, desk.ledger
    actors, asof = [name for name in asked.getlist("actor") if name], desk.asof(request)
    seats = ledger.seats(types=MEETINGS, actors=actors, as_of=asof, limit=LOOKED_AT)
    by_site, met = _by_site(seats), sum(seat.count for seat in seats)
    box = _box([project(site.lat, site.lon) for site in by_site])
    spots = sorted((_spot(site, found, box.unit) for site, found in by_site.items()), key=lambda spot: -spot.count)
    chosen = asked.get("place", "")
    return desk.render(
        request, "map.html", spots=tuple(_named(spots, box.unit)), box=box, actor=", ".join(actors), chosen=chosen,
        mentions=tuple(islice(_mentions(ledger, chosen, actors, asof), TOLD)) if chosen else (),
        full=met == LOOKED_AT, listed=LISTED, met=met, states=any(spot.whole for spot in spots),
        statuses=[status for status in STATUSES if any(spot.by[status] for spot in spots)],
    )  # fmt: skip


def _mentions(ledger: Ledger, chosen: str, actors: Sequence[str], asof: str | None) -> Iterator[Mention]:
    """Yield what the newest mentions of meetings tell of the place with this name."""
    known = gazetteer()
    found = ledger.entries(kinds=["event"], types=MEETINGS, actors=actors, as_of=asof, limit=LOOKED_AT)
    for entry in found:
        place = entry.finding.place if isinstance(entry.finding, Event) else None
        if place and (site := known.site(place.name, place.country)) and site.name == chosen:
            yield _mention(entry)


def _by_site(seats: Iterable[Seat]) -> dict[Site, list[Seat]]:
    known = gazetteer()
    found: dict[Site, list[Seat]] = defaultdict(list)
    for seat in seats:
        if seat.name and (site := known.site(seat.name, seat.country)):
            found[site].append(seat)
    return found


def _box(points: Sequence[tuple[float, float]]) -> Box:
    """Return the part of the map with all places, air around them, in the proportions of the whole."""
    if not points:
        return Box(0, 0, WIDTH, HEIGHT)
    left, right = min(x for x, _ in points) - AIR, max(x for x, _ in points) + AIR
    top, bottom = min(y for _, y in points) - AIR, max(y for _, y in points) + AIR
    share = min(max((right - left) / WIDTH, (bottom - top) / HEIGHT, LEAST), 1)
    width, height = WIDTH * share, HEIGHT * share
    x = min(max((left + right - width) / 2, 0), WIDTH - width)
    y = min(max((top + bottom - height) / 2, 0), HEIGHT - height)
    return Box(round(x, 1), round(y, 1), round(width, 1), round(height, 1))


def _spot(site: Site, seats: Sequence[Seat], unit: float) -> Spot:
    by: Counter[str] = Counter()
    for seat in seats:
        by[seat.status] += seat.count
    x, y = project(site.lat, site.lon)
    country = label(site.country) if site.country else ""
    coming = not (by["held"] or by["ongoing"])
    return Spot(
        site.name, country, round(x, 1), round(y, 1), round(_radius(by.total()) * unit, 2), coming, by.total(), by,
        max(seat.last for seat in seats), whole=site.kind == "state",
    )  # fmt: skip


def _radius(count: int) -> float:
    """Areas, not radii, are as the counts are."""
    return min(2.6 + 1.5 * sqrt(count), 16)


SIDES = ("right", "left", "above", "below")
"""Where a name can stand beside its place, the best first."""


def _named(spots: Sequence[Spot], unit: float) -> Iterator[Spot]:
    """Name the places with most mentions, on the side where the name runs into no other name or place."""
    discs = [_disc(spot) for spot in spots]
    names: list[_Frame] = []
    for number, spot in enumerate(spots):
        taken = [*names, *discs[:number], *discs[number + 1 :]]
        frames = ((_frame(spot, unit, side), side) for side in SIDES) if len(names) < NAMED else ()
        free = next(((frame, side) for frame, side in frames if not any(map(frame.meets, taken))), None)
        if free is None:
            yield spot
        else:
            names.append(free[0])
            yield replace(spot, named=free[1])


@dataclass(frozen=True, slots=True)
class _Frame:
    """The corners of a name, or of a place, on the map."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Frame) -> bool:
        beside = self.right < other.left or other.right < self.left
        return not (beside or self.bottom < other.top or other.bottom < self.top)


def _disc(spot: Spot) -> _Frame:
    return _Frame(spot.x - spot.r, spot.y - spot.r, spot.x + spot.r, spot.y + spot.r)


def _frame(spot: Spot, unit: float, side: str) -> _Frame:
    wide, high = len(spot.name) * LETTER * unit, LINE * unit
    near = spot.r + 2 * unit
    if side in {"above", "below"}:
        top = spot.y - near - high if side == "above" else spot.y + near
        return _Frame(spot.x - wide / 2, top, spot.x + wide / 2, top + high)
    left = spot.x + near if side == "right" else spot.x - near - wide
    return _Frame(left, spot.y - high / 2, left + wide, spot.y + high / 2)


def _mention(entry: Entry) -> Mention:
    event = entry.finding
    if not isinstance(event, Event):
        raise TypeError(f"{event.kind} is no meeting")
    when = day(event.date.edtf) if event.date and event.date.edtf else f"said {published(entry.report)}"
    words = shorten(clean(event.sentence.quote), WORDS)
    return Mention(
        when, event.status, who(event), words, address(entry.report.id, event.evidence), outlet(entry.report)
    )
