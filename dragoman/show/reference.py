"""What the reference tables have on a name, and what an import did → text for the terminal, or JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from dragoman.harmless import clean
from dragoman.model import Issue
from dragoman.reference import Card, Choices, Gap, Imported, Intake, Removed
from dragoman.reference.lookup import Held, Source
from dragoman.show.summary import reason
from dragoman.show.terminal import put
from dragoman.wording import shorten

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

SHOWN = 20
"""Refused rows that the terminal shows; all are counted."""
NAMES = 8
"""Other names listed before the rest is only counted."""
LABEL = 14
DATES = 26


def show_found(found: Card | Choices, console: Console) -> None:
    """Print a card, or what a name can mean."""
    put(console, _choices(found) if isinstance(found, Choices) else _card(found, console.width))


def _choices(found: Choices) -> Iterator[RenderableType]:
    from rich.table import Table
    from rich.text import Text

    yield Text(f"{clean(found.name)} can mean {len(found.options)}:", style="bold")
    grid = Table.grid(padding=(0, 2, 0, 0))
    for kind, id_, words in found.options:
        grid.add_row(f"  {kind}", Text(clean(id_), style="cyan"), clean(words))
    yield grid
    yield Text("\nShow one: dragoman reference show ID. A day may decide: --on DATE.", style="dim")


def _card(card: Card, width: int) -> Iterator[RenderableType]:
    from rich.text import Text

    yield Text(clean(card.name), style="bold").append(f"  {card.kind} · {clean(card.id)}", style="not bold dim")
    yield _facts(card)
    listed = card.kind in {"person", "office"} or (card.on and card.kind in {"state", "body"})
    if card.held or (listed and not card.gaps):
        yield Text(f"\n{_heading(card)}", style="bold blue")
        yield _held(card) if card.held else Text("  none on record", style="dim")
    if card.gaps:
        yield Text(f"\nNO HOLDER LISTED{f' ON {card.on}' if card.on else ''}", style="bold blue")
        yield _nobody(card)
    yield Text("\nSOURCES", style="bold blue")
    yield from _sources(card, width)


def _facts(card: Card) -> Table:
    from rich.table import Table

    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=LABEL)
    grid.add_column(ratio=1)
    others = [name for name in card.also if name not in {card.name, card.id}]
    if others:
        more = f" and {len(others) - NAMES} more" if len(others) > NAMES else ""
        grid.add_row("  also", clean(" · ".join(others[:NAMES])) + more)
    for label, words in card.facts:
        grid.add_row(f"  {label}", clean(words))
    return grid


def _heading(card: Card) -> str:
    what = "HOLDERS" if card.kind == "office" else "OFFICES"
    if card.on:
        return f"{what} ON {card.on}"
    return what if card.kind in {"person", "office"} else f"{what} WHEN LAST CHECKED"


def _held(card: Card) -> Table:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=DATES)
    for ratio in (3, 2) if card.kind in {"state", "body"} else (1,):
        grid.add_column(ratio=ratio)
    grid.add_column(width=4, justify="right")
    for number, held in enumerate(card.held, 1):
        grid.add_row(f"  {_days(held)}", *_who(card, held), Text(f"[{number}]", style="dim"))
    return grid


def _nobody(card: Card) -> Table:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=DATES)
    grid.add_column(ratio=1)
    grid.add_column(width=4, justify="right")
    for number, gap in enumerate(card.gaps, len(card.held) + 1):
        office = f"{gap.role.replace('_', ' ')}, " if card.kind in {"state", "body"} else ""
        words = Text(f"{office}{_GAP[gap.kind]}: ").append(gap.why, style="dim")
        grid.add_row(f"  {_span(gap.start, gap.end)}", words, Text(f"[{number}]", style="dim"))
    return grid


_GAP = {"none": "no such office", "vacant": "vacant", "unknown": "holder not known"}


def _span(start: str | None, end: str | None) -> str:
    if start and end:
        return f"{start} – {end}"
    return f"since {start}" if start else f"until {end}" if end else "always"


def _who(card: Card, held: Held) -> list[Text]:
    from rich.text import Text

    if card.kind == "person":
        return [Text(clean(held.title)).append(f"  {held.state}", style="dim")]
    if card.kind == "office":
        return [Text(clean(held.name))]
    return [Text(clean(held.title), style="dim"), Text(clean(held.name))]


def _days(held: Held) -> str:
    return _span(held.start, held.end)


def _sources(card: Card, width: int) -> Iterator[RenderableType]:
    from rich.text import Text

    lines: dict[str, list[int]] = {_page(card.source, width - 20): []}
    for number, held in enumerate(card.held, 1):
        lines.setdefault(_page(held.source, width - 20), []).append(number)
    for number, gap in enumerate(card.gaps, len(card.held) + 1):
        lines.setdefault(_page(Source(gap.source, gap.checked), width - 20), []).append(number)
    for page, numbers in lines.items():
        yield Text(f"  {page}", style="dim").append(f" {_marks(numbers)}" if numbers else "")
    for borne_out, words in _OPENED.items():
        numbers = [n for n, held in enumerate(card.held, 1) if _of_ours(held) and held.source.confirmed == borne_out]
        if numbers:
            yield Text(f"  {_marks(numbers)} {words}", style="dim")
    days = sorted({held.source.checked for held in card.held if held.end is None})
    if days and card.on and card.on > days[-1]:
        yield Text(f"  Checked on {', '.join(days)}: who held what after that day is not known.", style="yellow")
    elif days:
        yield Text(f"  A term without an end was open when checked ({', '.join(days)}).", style="dim")


_OPENED = {"held": "The page names the holder, not the days.", "": "Nobody has opened the page: from memory."}
"""What is said of our terms by what their page bears out; nothing where it bears out a day."""


def _marks(numbers: Sequence[int]) -> str:
    """`[1–3, 5]`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return f"[{', '.join(f'{run[0]}' if len(run) == 1 else f'{run[0]}–{run[-1]}' for run in runs)}]"


def _of_ours(held: Held) -> bool:
    return held.source.origin is None


def _page(source: Source, width: int) -> str:
    """A page in readable letters; a user's own row says so first."""
    parts = urlsplit(source.page)
    page = f"{parts.netloc}{unquote(parts.path)}" if parts.netloc else source.page
    own = f"yours: {source.origin} · " if source.origin and source.origin != source.page else ""
    own = f"yours: {page}" if source.origin and source.origin == source.page else f"{own}{page}"
    return shorten(clean(own), max(width, 40))


def found_json(found: Card | Choices) -> dict[str, Any]:
    """Return a card, or the choices, as JSON: the keys of docs/cli.md."""
    if isinstance(found, Choices):
        options = [{"kind": kind, "id": id_, "words": words} for kind, id_, words in found.options]
        return {"name": found.name, "choices": options}
    held = [
        {"person": one.person, "name": one.name, "office": one.office, "title": one.title, "state": one.state,
         "from": one.start, "to": one.end, **_source_json(one.source), "confirmed": one.source.confirmed or None}
        for one in found.held
    ]  # fmt: skip
    card = {"kind": found.kind, "id": found.id, "name": found.name, "on": found.on, "also": list(found.also)}
    gaps = [_gap_json(gap) for gap in found.gaps]
    return card | {"facts": dict(found.facts), "offices": held, "gaps": gaps} | _source_json(found.source)


def _gap_json(gap: Gap) -> dict[str, str | None]:
    return {
        "state": gap.state, "role": gap.role, "from": gap.start, "to": gap.end, "kind": gap.kind, "why": gap.why,
        "source": gap.source, "checked": gap.checked,
    }  # fmt: skip


def _source_json(source: Source) -> dict[str, str | None]:
    return {"source": source.page, "checked": source.checked, "origin": source.origin}


def show_intake(intake: Intake, folder: Path, issues: Sequence[Issue], console: Console) -> None:
    """Print what an import did, and the rows it refused."""
    from rich.padding import Padding
    from rich.text import Text

    console.print(Text(clean(str(intake.path)), style="bold"), soft_wrap=True)
    put(console, [_counts(intake)])
    for what, number in intake.left_out.items():
        console.print(Text(f"  {number:,} × {clean(what)}: no reference row, left out", style="dim"), soft_wrap=True)
    if issues:
        console.print(Text("\nREFUSED", style="bold yellow"))
    for issue in issues[:SHOWN]:
        console.print(Padding(Text(reason(issue)), (0, 0, 0, 2), expand=False))
    if intake.refused > SHOWN:
        console.print(Text(f"  … and {intake.refused - SHOWN:,} more: --format json", style="dim"))
    console.print(Text(f"\nYour rows: {clean(str(folder))}", style="dim"), soft_wrap=True)


def _counts(intake: Intake) -> Table:
    from rich.table import Table

    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=2)
    grid.add_column(width=18)
    grid.add_column(justify="right", width=9)
    for name, number in intake.new.items():
        grid.add_row("", f"new {name}", f"{number:,}")
    for name, number in intake.changed.items():
        grid.add_row("", f"changed {name}", f"{number:,}")
    grid.add_row("", "unchanged rows", f"{intake.unchanged:,}")
    grid.add_row("", "refused rows", f"{intake.refused:,}")
    return grid


def intake_json(intake: Intake, folder: Path, issues: Sequence[Issue]) -> dict[str, Any]:
    """Return what an import did as JSON: the keys of docs/cli.md."""
    return {
        "file": str(intake.path), "folder": str(folder), "new": dict(intake.new), "changed": dict(intake.changed),
        "unchanged": intake.unchanged, "refused": intake.refused, "left_out": dict(intake.left_out),
        "issues": [{"source": one.source, "code": one.code, "message": one.message} for one in issues],
    }  # fmt: skip


def show_imported(files: Sequence[Imported], folder: Path, console: Console) -> None:
    """Print the imported files with their rows."""
    from rich.table import Table
    from rich.text import Text

    if not files:
        console.print("No rows of your own: dragoman reference import FILE brings some in.")
        return
    grid = Table.grid(padding=(0, 2, 0, 0))
    for one in files:
        grid.add_row(Text(clean(one.file), style="bold"), one.checked, _told(one.rows))
    put(console, [grid])
    console.print(Text(f"\nYour rows: {clean(str(folder))}", style="dim"), soft_wrap=True)


def _told(rows: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} {name if number > 1 else _ONE[name]}" for name, number in rows.items()) or "no rows"


_ONE = {
    "people": "person", "offices": "office", "terms": "term", "bodies": "body", "organs": "organ",
    "meetings": "meeting",
}  # fmt: skip


def imported_json(files: Sequence[Imported], folder: Path) -> dict[str, Any]:
    """Return the imported files as JSON: the keys of docs/cli.md."""
    return {
        "folder": str(folder),
        "files": [{"file": one.file, "rows": dict(one.rows), "checked": one.checked} for one in files],
    }


def show_removed(removed: Removed, folder: Path, console: Console) -> None:
    """Print what taking a file out did."""
    from rich.text import Text

    console.print(Text(clean(removed.file), style="bold").append(f"  removed: {_told(removed.rows)}", style="not bold"))
    if removed.needed:
        console.print(f"  {removed.needed:,} stay, as rows of other files name them")
    console.print(Text(f"\nYour rows: {clean(str(folder))}", style="dim"), soft_wrap=True)


def removed_json(removed: Removed, folder: Path) -> dict[str, Any]:
    """Return what taking a file out did as JSON: the keys of docs/cli.md."""
    return {"file": removed.file, "folder": str(folder), "removed": dict(removed.rows), "needed": removed.needed}
