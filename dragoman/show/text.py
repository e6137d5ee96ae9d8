"""Dialogue → an aligned dossier for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.group import Dialogue
from dragoman.show.dossier import GLANCE, Row, Section, basis, empty, heading, sections, sources
from dragoman.show.phrase import outlet, published, quote, title
from dragoman.show.terminal import put

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

WIDE = 108
"""From this width on the source has a column of its own."""
LABEL, STATE, SOURCE = 17, 12, 36
INDENT = 2
SHORT_ID = 8
TONES = {
    "open": "green", "held": "green", "met": "green", "verifiable": "green", "conditional": "yellow",
    "planned": "cyan", "reopening": "cyan", "ongoing": "cyan", "mooted": "yellow", "limited": "yellow",
    "claimed": "yellow", "query": "yellow", "paused": "yellow", "closed": "red", "denied": "red", "alarm": "red",
    "disputed": "red",
}  # fmt: skip


def show_dialogue(found: Dialogue, console: Console, *, evidence: bool = False, limit: int = 30) -> None:
    """Print the dossier; `evidence` adds the exact words with their offsets, `limit` caps the timeline (0: all)."""
    put(console, _parts(found, console.width, evidence, limit))


def _parts(found: Dialogue, width: int, evidence: bool, limit: int) -> Iterator[RenderableType]:
    from rich.text import Text

    yield Text(heading(found), style="bold")
    if found.empty:
        yield Text("\n".join(empty(found)), overflow="fold")
        return
    yield Text(basis(found), style="dim")
    for section in sections(found, limit):
        yield from _section(section, width, evidence)
    yield from _sources(found)


def _section(section: Section, width: int, evidence: bool) -> Iterator[RenderableType]:
    from rich.text import Text

    yield _title(section.title)
    if section.note and (not section.rows or section.note.startswith(tuple("0123456789"))):
        yield Text(f"  {section.note}", style="dim")
    if section.rows:
        yield _grid(section, width, evidence)


def _title(words: str) -> RenderableType:
    from rich.text import Text

    return Text(f"\n{words.upper()}", style="bold blue")


def _grid(section: Section, width: int, evidence: bool) -> Table:
    from rich.table import Table

    wide = width >= WIDE
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=LABEL)
    grid.add_column(width=STATE, no_wrap=True)
    grid.add_column(ratio=1)
    if wide:
        grid.add_column(width=SOURCE)
    for row in section.rows:
        grid.add_row(*_cells(row, wide, evidence))
    return grid


def _cells(row: Row, wide: bool, evidence: bool) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    faded = "dim" if row.standing == "earlier" else ""
    yield Padding(Text(row.label, style=faded), (0, 0, 0, INDENT))
    yield _state(row, faded)
    words, body = _quoted(row, evidence), [Text(line, style=faded) for line in row.body]
    source = Text(row.source, style="dim")
    yield Text("\n").join([*(words + body if row.quoted else body + words), *([] if wide else [source])])
    if wide:
        yield source


def _state(row: Row, faded: str) -> Text:
    from rich.text import Text

    state = Text(row.state, style=faded or TONES.get(row.state, ""))
    return state if row.standing == "latest" else state.append(f"\n({row.standing})", style="dim")


def _quoted(row: Row, evidence: bool) -> list[Text]:
    """The exact words: whole and with offsets where asked for, else at a glance."""
    from rich.text import Text

    if not (evidence or row.quoted):
        return []
    span = row.evidence
    words = Text(quote(span.quote, None if evidence else GLANCE), style="dim" if row.standing == "earlier" else "")
    words.append(f" [{span.start}:{span.end}]" if evidence else "", style="dim")
    return [words.append(f" {row.aside}" if row.aside else "", style="dim")]


def _sources(found: Dialogue) -> Iterator[RenderableType]:
    from rich.table import Table
    from rich.text import Text

    yield _title("Sources")
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for width, justify in ((4, "right"), (10, "left"), (SHORT_ID, "left")):
        grid.add_column(width=width, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    grid.add_column(ratio=1)
    for number, report in sources(found):
        words = Text(f"{outlet(report)}: ", style="bold").append(title(report), style="not bold")
        grid.add_row(f"[{number}]", published(report), Text(report.id[:SHORT_ID], style="dim"), words)
    yield grid
    yield Text("\nOpen a source: dragoman article ID", style="dim")
