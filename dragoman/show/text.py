"""Dialogue → an aligned dossier for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.group import Dialogue
from dragoman.show.dossier import Choice, more, sections, sources
from dragoman.show.frame import basis, empty, heading
from dragoman.show.glance import SIGNS, Cell, Glance, glance
from dragoman.show.rows import Quoted, Row, Section
from dragoman.show.terminal import put
from dragoman.wording import judged, outlet, published, quote, shorten, title

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

LABEL = 17
"""The widest label column; longer labels take two lines."""
LEAST = 24
"""Characters of a quotation below which it says too little to be shown beside other words."""
RAGGED = 6
"""Characters lost at the end of a line that is broken between words."""
INDENT = 2
SHORT_ID = 8
TONES = {
    "open": "green", "met": "green", "conditional": "yellow", "planned": "cyan", "reopening": "cyan",
    "limited": "yellow", "claimed": "yellow", "query": "yellow", "paused": "yellow", "closed": "red",
    "alarm": "red", "disputed": "red",
}  # fmt: skip


def show_dialogue(found: Dialogue, console: Console, choice: Choice) -> None:
    """Print the dossier; `choice` says how much of it."""
    put(console, _parts(found, console.width, choice))


def _parts(found: Dialogue, width: int, choice: Choice) -> Iterator[RenderableType]:
    from rich.text import Text

    yield Text(heading(found), style="bold")
    if found.empty:
        yield Text("\n".join(empty(found)), overflow="fold")
        return
    yield Text(basis(found), style="dim")
    head = glance(found)
    cited = set(head.cites)
    yield from _glance(head)
    for section in sections(found, choice):
        cited.update(number for row in section.rows for number in row.cites)
        yield from _section(section, width)
    yield from _sources(found, None if choice.everything else cited, width)


def _glance(head: Glance) -> Iterator[RenderableType]:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=INDENT + 13)
    for _ in head.names:
        grid.add_column(ratio=1)
    grid.add_row("", *(Text(name, style="bold") for name in head.names))
    for matter, cells in head.stances:
        grid.add_row(_indented(matter), *map(_cell, cells))
    yield Text("")
    yield grid
    facts = Table.grid(padding=(0, 2, 0, 0), expand=True)
    facts.add_column(width=INDENT + 13)
    facts.add_column(ratio=1)
    for label, words in head.facts:
        facts.add_row(_indented(label), Text(words))
    yield Text("")
    yield facts


def _cell(cell: Cell) -> Text:
    from rich.text import Text

    if not cell.stance:
        return Text(cell.text, style="dim")
    return _state(cell.stance).append(f" {cell.about}", style="dim")


def _state(word: str, *, faded: bool = False) -> Text:
    """A state as a word with its sign, for those who see no colour."""
    from rich.text import Text

    sign = f"{SIGNS[word]} " if word in SIGNS else ""
    return Text().append(sign + word, style="dim" if faded else TONES.get(word, ""))


def _section(section: Section, width: int) -> Iterator[RenderableType]:
    from rich.text import Text

    yield _title(section.title)
    if section.rows:
        yield _grid(section, width)
    else:
        yield Text(f"  {section.note}", style="dim")
    if section.left:
        yield Text(f"  {more(section)}", style="dim")


def _title(words: str) -> RenderableType:
    from rich.text import Text

    return Text(f"\n{words.upper()}", style="bold blue")


def _grid(section: Section, width: int) -> Table:
    from rich.table import Table

    label = INDENT + min(LABEL, max(len(row.label) for row in section.rows))
    state = max(len(_state(row.state)) for row in section.rows)
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=label)
    if state:
        grid.add_column(width=state, no_wrap=True)
    grid.add_column(ratio=1)
    room = width - label - 4 - (state + 2 if state else 0)
    for row in section.rows:
        faded = row.standing == "earlier"
        cells = [_state(row.state, faded=faded)] if state else []
        grid.add_row(_indented(row.label), *cells, _body(row, room))
    return grid


def _indented(words: str | Text, by: int = INDENT) -> RenderableType:
    from rich.padding import Padding
    from rich.text import Text

    return Padding(Text(words) if isinstance(words, str) else words, (0, 0, 0, by))


def _body(row: Row, room: int) -> RenderableType:
    from rich.console import Group
    from rich.text import Text

    notes = [_indented(Text(note, style="dim")) for note in row.notes]
    return Group(_main(row, room), *notes, *(_indented(_exact(quoted)) for quoted in row.evidence))


def _main(row: Row, room: int) -> Text:
    """What the row says, as many of the words as there is room for, the remark, the sources."""
    from rich.text import Text

    words = _glimpse(row, room)
    said = " ".join(filter(None, [row.text, words]))
    remark = f"{', ' if said else ''}{row.remark}" if row.remark else ""
    shown = Text(said + remark).append(f" {row.source}", style="dim")
    return shown.append(f" {judged(row.mark)}", style="cyan") if row.mark else shown


def _glimpse(row: Row, room: int) -> str:
    if not row.words:
        return ""
    if not row.lines:
        return quote(row.words)
    taken = len(row.text) + len(row.remark) + len(row.source) + 6
    left = row.lines * room - (row.lines - 1) * RAGGED - taken
    if left < LEAST and row.text:
        left += room
    return quote(row.words, max(left, LEAST))


def _exact(quoted: Quoted) -> Text:
    from rich.text import Text

    span = quoted.span
    return Text(f"[{quoted.number}] {span.start}–{span.end} ", style="dim").append(quote(span.quote), style="italic")


def _sources(found: Dialogue, cited: set[int] | None, width: int) -> Iterator[RenderableType]:
    from rich.table import Table
    from rich.text import Text

    yield _title("Sources")
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for wide, justify in ((5, "right"), (10, "left"), (SHORT_ID, "left")):
        grid.add_column(width=wide, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    grid.add_column(ratio=1)
    listed = sources(found, cited)
    room = width - 5 - 10 - SHORT_ID - 4 * 2 if cited is not None else None
    for number, report in listed:
        words = shorten(f"{outlet(report)}: {title(report)}", room)
        grid.add_row(f"[{number}]", published(report), Text(report.id[:SHORT_ID], style="dim"), words)
    yield grid
    if left := len(found.reports) - len(listed):
        yield Text(f"  … {left:,} more: --all", style="dim")
    yield Text("\nOpen a source: dragoman article ID", style="dim")
