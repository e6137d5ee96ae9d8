"""Degrees → where a place stands on the map of meetings, in the units of its outlines."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

WIDTH, HEIGHT = 1000, 460
"""Units of the whole map; Antarctica is left out."""
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2
_EDGE = 2.706629983696
"""x of the 180th meridian on the equator."""
_TOP = 1.317362759157
"""y of the pole."""


def project(lat: float, lon: float) -> tuple[float, float]:
    """Return x and y of a place in degrees (WGS 84): the Equal Earth projection of Šavrič, Patterson and Jenny (2018),
    in which areas are true."""
    theta = asin(_M * sin(radians(lat)))
    square = theta * theta
    sixth = square * square * square
    x = cos(theta) * radians(lon) / (_M * (_A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)))
    y = theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
    scale = WIDTH / (2 * _EDGE)
    return WIDTH / 2 + x * scale, (_TOP - y) * scale
