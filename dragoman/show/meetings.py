"""Meetings → a list of them, and one of them with its history: terminal text and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dragoman.group import Line, Meeting, Step
from dragoman.group.folding import entries
from dragoman.group.readouts import Readouts, Relation
from dragoman.harmless import clean
from dragoman.model import Entry, Event, Finding
from dragoman.show.terminal import put
from dragoman.wording import cast, day, outlet, parties, phrase, published, quote, shorten, title, voice

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

SHORT_ID = 9
STATUS = 9
WHEN = 16
WORDS = 90
RELATIONS: dict[Relation, str] = {
    "contradict": "THE REPORTS CONTRADICT EACH OTHER", "both": "SEVERAL REPORTS SAY", "only": "ONLY ONE REPORT SAYS",
}  # fmt: skip
STATUS_TONES = {
    "held": "green", "ongoing": "green", "planned": "cyan", "requested": "cyan", "mooted": "yellow",
    "postponed": "yellow", "cancelled": "red", "denied": "red",
}  # fmt: skip


def show_meetings(found: Sequence[Meeting], order: Sequence[str], console: Console) -> None:
    """Print one line a meeting and its history under it; `order` are the parties that come first."""
    put(console, _listed(found, order))


def show_meeting(found: Readouts, order: Sequence[str], console: Console) -> None:
    """Print a meeting: who, where, when, each step with who said so and the exact words, and the readouts."""
    put(console, [*_told(found.meeting, order), *_side_by_side(found)])


def trail(meeting: Meeting) -> str:
    """Return "mooted 2025-02-01 → planned 2025-02-10 → held 2025-02-19": each status when it was first told."""
    first: dict[str, Step] = {}
    for step in meeting.history:
        first.setdefault(step.status, step)
    return " → ".join(f"{step.status} {step.told or '(undated)'}" for step in first.values())


def said_on(step: Step) -> str:
    """Return the day a step was told, of an undated report the days it can be of."""
    return step.told or (f"({day(step.line.report.dated)})" if step.line.report.dated else "(undated)")


def happened(meeting: Meeting) -> str:
    """Return when it was or is to be, in words: what only the reports' dates leave says so."""
    if meeting.when is None or ".." not in meeting.when:
        return day(meeting.when)
    first, last = meeting.when.split("/", 1)
    return f"by {last}" if first == ".." else f"said {first}"


def who_where(meeting: Meeting, order: Sequence[str]) -> str:
    """Return "Marco Rubio – Sergey Lavrov, Riyadh"."""
    places = dict.fromkeys(clean(place.name) for place in meeting.places)
    return ", ".join([parties(cast(meeting.participants, order), order), *places])


def _listed(found: Sequence[Meeting], order: Sequence[str]) -> Iterator[RenderableType]:
    from rich.table import Table
    from rich.text import Text

    if not found:
        yield Text("no meeting on record", style="dim")
        return
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for width in (SHORT_ID, STATUS, WHEN):
        grid.add_column(width=width)
    grid.add_column(ratio=1)
    for one in found:
        words = Text(who_where(one, order))
        facts = [*filter(None, (one.level, one.form)), *(["contested"] if one.contested else [])]
        words.append(f"  {', '.join(facts)}" if facts else "", style="dim")
        words.append(f"\n{trail(one)}" if len({step.status for step in one.history}) > 1 else "", style="dim")
        grid.add_row(Text(one.id[:SHORT_ID], style="dim"), _status(one), happened(one), words)
    yield grid
    yield Text("\nOpen one: dragoman meeting ID", style="dim")


def _told(meeting: Meeting, order: Sequence[str]) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    yield Text(who_where(meeting, order), style="bold")
    facts = [meeting.status, happened(meeting), *filter(None, (meeting.level, meeting.form)), meeting.id]
    yield Text(" · ".join(facts), style="dim")
    if meeting.contested:
        yield Text("Some say it was held, some that it was not: both stand below.", style="yellow")
    yield from (Text(f"Does not go together: {doubt}", style="yellow") for doubt in meeting.doubts)
    yield Text("\nHISTORY", style="bold blue")
    for step in meeting.history:
        yield Padding(_step(step), (0, 0, 0, 2))
        yield from (Padding(_teller(entry), (0, 0, 0, 4)) for entry in entries(step.line))


def _side_by_side(found: Readouts) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    for relation, heading in RELATIONS.items():
        points = [point for point in found.points if point.relation == relation]
        if points:
            yield Text(f"\n{heading}", style="bold blue")
        for point in points:
            for line in filter(None, point.lines):
                yield Padding(_said(line), (0, 0, 0, 2 if line is next(filter(None, point.lines)) else 4))


def _said(line: Line[Finding]) -> Text:
    from rich.text import Text

    found = line.finding
    status = f"{found.status} " if isinstance(found, Event) and found.status != "held" else ""
    words = Text(f"{status}{shorten(phrase(found), WORDS)}")
    told = voice(line)
    words.append(f", {told}" if told else "")
    words.append(f" {quote(found.evidence.quote, WORDS)}", style="italic")
    return words.append(f"  {outlet(line.report)} {published(line.report)}", style="dim")


def _status(meeting: Meeting) -> Text:
    from rich.text import Text

    return Text(meeting.status, style=STATUS_TONES[meeting.status])


def _step(step: Step) -> Text:
    from rich.text import Text

    said = voice(step.line)
    return Text(step.status, style=STATUS_TONES[step.status]).append(
        f"  told {said_on(step)}{', ' + said if said else ''}", style="not bold default"
    )


def _teller(entry: Entry) -> Text:
    from rich.text import Text

    report = entry.report
    words = quote(entry.finding.sentence.quote, WORDS)
    source = f"  {published(report)} {outlet(report)}: {title(report)} ({report.id[:8]})"
    return Text(words, style="italic").append(source, style="not italic dim")
