"""A picture's marks → its table, as text and as JSON: whatever is drawn stands in it, with its source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.harmless import clean
from dragoman.record import Json
from dragoman.show.picture import Mark, Picture
from dragoman.show.terminal import put

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

NAMES = {"stance": "stance", "meeting": "meeting", "gap": "no meeting", "office": "office"}


def show_table(shown: Picture, console: Console) -> None:
    """Print a row for everything that the picture shows, in order of time."""
    put(console, _parts(shown))


def picture_json(shown: Picture) -> Json:
    """Return the table as JSON."""
    return {
        "sides": [{"code": code, "name": name} for code, name in shown.sides],
        "first": shown.first and shown.first.isoformat(),
        "last": shown.last and shown.last.isoformat(),
        "marks": [_mark(shown, mark) for mark in shown.marks],
    }


def _mark(shown: Picture, mark: Mark) -> Json:
    return {
        "lane": mark.lane,
        "row": mark.row,
        "state": mark.state,
        "day": mark.day and mark.day.isoformat(),
        "until": mark.until and mark.until.isoformat(),
        "words": mark.words,
        "source": mark.source,
        "doubtful": mark.doubtful,
        "drawn": shown.drawn(mark),
        "key": mark.key,
    }


def _parts(shown: Picture) -> Iterator[RenderableType]:
    from rich.table import Table
    from rich.text import Text

    if not shown.marks:
        yield Text("nothing on record", style="dim")
        return
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for width in (10, 10, 11):
        grid.add_column(width=width)
    grid.add_column(ratio=1)
    for mark in shown.marks:
        words = Text(clean(mark.words)).append(f"  {clean(mark.source)}", style="dim")
        grid.add_row(
            mark.when.replace("/", " "),
            NAMES[mark.lane],
            mark.state if mark.lane in {"stance", "meeting"} else "",
            words,
        )
    yield grid
