"""Shapes → the text of an SVG: every foreign text escaped, no style attribute, no script."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from xml.sax.saxutils import escape, quoteattr

from dragoman.harmless import clean


def tag(name: str, *inside: str, **attributes: object) -> str:
    """Return an element; `cls` is its class, `_` in a name of an attribute stands for `-`; None is left out."""
    written = "".join(f" {_key(key)}={_quoted(value)}" for key, value in attributes.items() if value is not None)
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def text(words: str, x: float, y: float, cls: str = "") -> str:
    """Return a line of text whose baseline begins at x, y."""
    return tag("text", escape(clean(words)), x=x, y=y, cls=cls or None)


def line(x1: float, y1: float, x2: float, y2: float, cls: str) -> str:
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, cls=cls)


def hinted(words: str, *inside: str) -> str:
    """Return shapes with words that show where a pointer rests on them."""
    return tag("g", tag("title", escape(clean(words))), *inside)


def document(
    size: tuple[float, float], names: tuple[str, str], parts: Iterable[str], css: str | None, colours: str = ""
) -> str:
    """Return a picture of a width and height with its title and description (`names`); `css` goes into it where given,
    so that it stands alone: inside a page the page has it. `colours`: `light` or `dark`, else as the system has it."""
    width, height = size
    style = f"<style>{css}</style>" if css else ""
    head = tag("title", escape(clean(names[0]))), tag("desc", escape(clean(names[1])))
    body = tag("rect", cls="paper", width=width, height=height)
    return tag(
        "svg", *head, style, body, *parts, xmlns="http://www.w3.org/2000/svg", role="img",
        cls=f"dg-plot {colours}".rstrip(), viewBox=f"0 0 {_number(width)} {_number(height)}",
        aria_label=clean(names[0]), width=width, height=height,
    ) + "\n"  # fmt: skip


def coloured(picture: str, colours: str) -> str:
    """Return a picture that was made in the system's colours in `light` or `dark` ones ("": as it is)."""
    return picture.replace('class="dg-plot"', f'class="dg-plot {colours}"', 1) if colours else picture


@cache
def _key(name: str) -> str:
    return name.replace("cls", "class").replace("_", "-")


def _quoted(value: object) -> str:
    return quoteattr(value) if isinstance(value, str) else f'"{_number(value)}"'


def _number(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
