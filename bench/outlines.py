"""Natural Earth's countries as TopoJSON → `dragoman/web/static/world.svg`, the outlines of the map of meetings.

    npm pack world-atlas@2.0.2 && tar xf world-atlas-2.0.2.tgz && python bench/outlines.py package/countries-110m.json

Natural Earth is in the public domain; the package world-atlas (ISC) carries it as TopoJSON. The projection is the one
of `dragoman/web/pages/world.py`, so that places fall where they belong.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dragoman.web.pages.world import HEIGHT, WIDTH, project

OUT = ROOT / "dragoman" / "web" / "static" / "world.svg"
LEFT_OUT = {"010"}
"""Antarctica: nobody meets there."""
Point = tuple[float, float]


def arcs(topology: dict) -> list[list[Point]]:
    """Return the arcs as points in degrees."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * kx + dx, y * ky + dy))
        found.append(points)
    return found


def rings(topology: dict, known: list[list[Point]]) -> Iterator[list[Point]]:
    """Yield every ring of every country, in degrees."""
    for country in topology["objects"]["countries"]["geometries"]:
        if country.get("id") in LEFT_OUT:
            continue
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        for polygon in polygons:
            for ring in polygon:
                yield from whole(
                    [point for index in ring for point in (known[index] if index >= 0 else known[~index][::-1])]
                )


def whole(ring: list[Point]) -> Iterator[list[Point]]:
    """Yield a ring; one that crosses the 180th meridian twice, once at either edge of the map, which cuts it off."""
    unrolled, turn = [ring[0]], 0.0
    for (before, _), (lon, lat) in pairwise(ring):
        turn += 360 if lon - before < -180 else -360 if lon - before > 180 else 0
        unrolled.append((lon + turn, lat))
    yield unrolled
    lowest, highest = min(lon for lon, _ in unrolled), max(lon for lon, _ in unrolled)
    for shift, over in ((-360, highest > 180), (360, lowest < -180)):
        if over:
            yield [(lon + shift, lat) for lon, lat in unrolled]


def path(ring: list[Point]) -> str:
    """Return a ring as an SVG path of whole and half units, relative from its first point."""
    points = [tuple(round(value * 2) for value in project(lat, lon)) for lon, lat in ring]
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(points) if (x, y) != (a, b)]
    if len(steps) < 3:
        return ""
    first = f"M{points[0][0]} {points[0][1]}l"
    return first + "".join(f"{x}{y if y < 0 else f' {y}'} " for x, y in steps).strip() + "z"


def main(source: str) -> None:
    topology = json.loads(Path(source).read_text("utf-8"))
    known = arcs(topology)
    drawn = "".join(path(ring) for ring in rings(topology, known))
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"<!-- Natural Earth 1:110m, public domain, through world-atlas 2.0.2; made by bench/outlines.py -->"
        f'<path id="land" transform="scale(.5)" d="{drawn}"/></svg>\n'
    )
    OUT.write_text(text, "utf-8")
    print(f"{OUT.relative_to(ROOT)}: {len(text):,} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
