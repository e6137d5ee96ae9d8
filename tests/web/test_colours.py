"""The colours of the desk, by computation: what WCAG 2.2 AA asks of text, and of signs that carry meaning."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

GROUNDS = ("paper", "sheet", "tint")
TEXTS = ("ink", "soft", "faint", "link", "open", "conditional", "closed", "coming")
KINDS = ("position", "event", "statement", "condition", "channel", "commitment", "discrepancy")
PAIRS = [
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    *((kind, ground) for kind in KINDS for ground in ("paper", "sheet")),
    *((text, ground) for text in ("ink", "soft") for ground in ("hit", "target")),
    *(("paper", kind) for kind in ("ink", *KINDS)),
]
"""What is written on what, as in desk.css."""
TEXT, SIGN = 4.5, 3.0
"""Least contrast of text (WCAG 2.2, 1.4.3) and of the edges of fields and signs (1.4.11)."""


def schemes() -> dict[str, dict[str, str]]:
    """Return the tokens of light and dark."""
    sheet = files("dragoman.web").joinpath("static", "desk.css").read_text("utf-8")
    light = re.search(r"^:root \{(.*?)^\}", sheet, re.DOTALL | re.MULTILINE)
    dark = re.search(r'^:root\[data-theme="dark"\] \{(.*?)^\}', sheet, re.DOTALL | re.MULTILINE)
    system = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)^\}', sheet, re.DOTALL | re.MULTILINE)
    return {"light": tokens(light[1]), "dark": tokens(dark[1]), "system": tokens(system[1])}


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): #([0-9a-f]{6})\b", block))


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_is_readable_on_every_ground_it_stands_on(scheme):
    colours = schemes()[scheme]
    low = {
        (text, ground): round(contrast(colours[text], colours[ground]), 2)
        for text, ground in PAIRS
        if contrast(colours[text], colours[ground]) < TEXT
    }
    assert low == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_of_fields_and_signs_are_seen(scheme):
    colours = schemes()[scheme]
    assert min(contrast(colours["edge"], colours[ground]) for ground in GROUNDS) >= SIGN


def test_dark_is_the_same_whether_chosen_or_the_systems():
    found = schemes()
    assert found["dark"] == found["system"]
