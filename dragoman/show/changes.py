"""Changes → the morning brief: new, changed, contradicted, overdue, one line each with its source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.group.changes import Change, Changes, News
from dragoman.harmless import clean
from dragoman.model import Channel, Event, Kind, Position
from dragoman.parties import label
from dragoman.show.meetings import happened, who_where
from dragoman.show.terminal import put
from dragoman.wording import EVENTS, count, day, outlet, phrase, published, quote, shorten, the, voice, who

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

ORDER: tuple[News, ...] = ("overdue", "contradicted", "changed", "new")
TITLES: dict[News, str] = {
    "overdue": "Overdue", "contradicted": "Contradicted", "changed": "Changed", "new": "New",
}  # fmt: skip
LISTED = 12
"""Lines of a kind of news shown where not all were asked for."""
WORDS = 60
LABEL, DATE = 12, 10


def show_changes(found: Changes, console: Console, *, everything: bool = False) -> None:
    """Print the brief."""
    put(console, _parts(found, everything))


def summary(found: Changes) -> str:
    """Return "2 overdue · 1 contradicted · 3 changed · 20 new"."""
    return " · ".join(f"{len(found.of(news)):,} {news}" for news in ORDER if found.of(news)) or "nothing new"


def said(change: Change, order: tuple[str, ...]) -> str:
    """Return what a line of the brief says, in a few words, with what stood there before."""
    found = change.line.finding
    if change.meeting is not None:
        before = f" (was {change.before})" if change.before else ""
        return f"talks {change.meeting.status}{before}: {who_where(change.meeting, order)}, {happened(change.meeting)}"
    if isinstance(found, Position | Channel) and change.against:
        other = change.against[0]
        word = _word(other.finding)
        joint = "but" if change.news == "contradicted" else "was"
        return f"{phrase(found)} ({joint} {word} {other.date or 'undated'})"
    if isinstance(found, Event):
        status = "" if found.status == "held" else f" {found.status}"
        return f"{EVENTS[found.type]}{status}: {who(found, order)}"
    return phrase(found) + (f" (due {change.due})" if change.due else "")


def claim(change: Change) -> str:
    """Return whose word it is, where it is not the report's."""
    return voice(change.line)


def _rank(change: Change) -> tuple[bool, int]:
    """Meetings first, then by kind, the newest first within each."""
    return change.meeting is None, KINDS.index(change.kind)


KINDS: tuple[Kind, ...] = ("position", "condition", "channel", "commitment", "event", "discrepancy", "statement")


def _word(found: object) -> str:
    return found.stance if isinstance(found, Position) else found.state if isinstance(found, Channel) else ""


def _when(date: str | None) -> str:
    """The date as far as its column has room for it; the words tell it in full."""
    shown = day(date) if date else ""
    return shown if len(shown) <= DATE else ""


def _parts(found: Changes, everything: bool) -> Iterator[RenderableType]:
    from rich.text import Text

    names = " – ".join(map(label, found.parties))
    yield Text(f"{names}: since {found.since}", style="bold")
    yield Text(f"{summary(found)} · as of {found.today}", style="dim")
    if not found.lines:
        parties = " and ".join(the(label(code)) for code in found.parties)
        yield Text(f"Nothing came to be known between {parties} since {found.since}; an earlier --since shows more.")
    for news in ORDER:
        lines = found.of(news)
        if lines:
            ordered = tuple(sorted(lines, key=_rank))
            shown = ordered if everything else ordered[:LISTED]
            yield Text(f"\n{TITLES[news].upper()}", style="bold blue")
            yield _grid(shown, found.parties)
            if left := len(lines) - len(shown):
                yield Text(f"  … {count(left, 'more', 'more')}: --all", style="dim")


def _grid(lines: tuple[Change, ...], order: tuple[str, ...]) -> Table:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=LABEL, no_wrap=True)
    grid.add_column(width=DATE, no_wrap=True)
    grid.add_column(ratio=1)
    for change in lines:
        line = change.line
        words = Text(shorten(said(change, order), 2 * WORDS))
        told = claim(change)
        words.append(f", {told}" if told else "")
        exact = clean(line.finding.evidence.quote)
        words.append(f" {quote(exact, WORDS)}" if exact not in words.plain else "", style="italic")
        words.append(f" {outlet(line.report)} {published(line.report)} ({line.report.id[:8]})", style="dim")
        grid.add_row(f"  {line.finding.kind}", _when(line.date), words)
    return grid
