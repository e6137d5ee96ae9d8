"""A report and its findings → the text with its findings marked, and the list of them after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.harmless import blank, clean
from dragoman.model import Chain, Entry, Finding, Outcome, Report, StoryHead
from dragoman.show.marks import FURNITURE, LETTERS, label, pieces
from dragoman.show.stories import in_story, wording
from dragoman.show.terminal import put
from dragoman.wording import count, judged, outlet, phrase, quote, shorten, state, written

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

SHORT = 48
"""Characters of the words that date a report."""
WORDS = 110
"""Characters a finding takes in the list; its words stand in the text above."""
COLOURS = {
    "statement": "blue", "event": "green", "position": "magenta", "condition": "yellow", "channel": "cyan",
    "commitment": "bright_blue", "discrepancy": "red", FURNITURE: "dim",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Around:
    """What a ledger knows of a report besides its findings: who has its wording, the story it is in, and what people
    made of its findings."""

    chain: Chain | None = None
    story: StoryHead | None = None
    marks: Mapping[str, str] = field(default_factory=dict)


def show_article(outcome: Outcome, console: Console, around: Around) -> None:
    """Print the report with its findings in labelled brackets, then the findings in order of the text; before them who
    has its wording, and the story it is in."""
    labelled = label([Entry(finding, outcome.head) for finding in outcome.findings])
    put(console, _parts(outcome, labelled, around))


def _parts(outcome: Outcome, labelled: list[tuple[str, Finding]], around: Around) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    report = outcome.report
    yield Text(clean(report.title or report.source), style="bold")
    about = [outlet(outcome.head), written(outcome.head), report.id, count(len(labelled), "finding")]
    yield Text(" · ".join(about), style="dim")
    for reason in outcome.dated.reasons if outcome.dated.basis == "inferred" else ():
        says = Text(f"dated by {quote(reason.words.quote, SHORT)}: {reason.says}", style="dim")
        yield Padding(says, (0, 0, 0, 2))
    for line in (*wording(around.chain, outcome.head), *in_story(around.story)):
        yield Padding(Text(line, style="dim"), (0, 0, 0, 2))
    yield Text("")
    yield _marked(report, labelled)
    yield Text("")
    yield _legend(report, {finding.kind for _, finding in labelled})
    if labelled:
        yield Text("\nFINDINGS", style="bold blue")
        yield _list(labelled, around.marks)


def _marked(report: Report, labelled: list[tuple[str, Finding]]) -> Text:
    from rich.text import Text

    text = Text()
    for piece in pieces(report, labelled):
        colour = COLOURS[piece.kinds[-1]] if piece.kinds else ""
        text.append(blank(piece.text), style=f"bold {colour}" if piece.bracket else colour)
    text.rstrip()
    return text


def _legend(report: Report, kinds: set[str]) -> Text:
    from rich.text import Text

    parts = [f"{letter} {kind}" for kind, letter in LETTERS.items() if kind in kinds]
    parts += ["‹ › page furniture, not read"] if report.furniture else []
    return Text("  ".join(parts) or "no findings", style="dim")


def _list(labelled: list[tuple[str, Finding]], marks: Mapping[str, str]) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=4, no_wrap=True)
    grid.add_column(width=14, no_wrap=True)
    grid.add_column(ratio=1)
    names = {finding.id: name for name, finding in labelled}
    for name, finding in labelled:
        words = Text(shorten(phrase(finding), WORDS)).append(_links(finding, names), style="dim")
        if mark := marks.get(finding.id):
            words.append(f"  {judged(mark)}", style="cyan")
        grid.add_row(Text(name, style=COLOURS[finding.kind]), state(finding), words)
    return grid


def _links(finding: Finding, names: dict[str, str]) -> str:
    """Point from a finding to the statement it stands in and to the conditions tied to it."""
    linked = [names[key] for key in getattr(finding, "conditions", ()) if key in names]
    said = [f"in {names[finding.said_by]}"] if finding.said_by in names else []
    notes = ([f"tied to {' '.join(linked)}"] if linked else []) + said
    return f"  ({'; '.join(notes)})" if notes else ""
