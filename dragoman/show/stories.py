"""Stories, and reports of one wording → lines for the terminal, and JSON objects with stable keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from dragoman.harmless import clean
from dragoman.model import Chain, CopyKind, Member, ReportHead, Story, StoryHead
from dragoman.record import Json, report_head
from dragoman.show.frame import copied
from dragoman.show.terminal import put
from dragoman.wording import count, outlet, published, shorten, title

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

SHORT_ID = 8
LISTED = 6
"""Copies that are named where a report is shown."""
KINDS: Mapping[CopyKind, str] = {
    "same": "same wording", "headline": "another headline", "lead": "another lead", "version": "an earlier version",
    "edited": "edited",
}  # fmt: skip
TRAITS = {"word": "", "place": "", "date": "", "happening": "the listed happening ", "claim": "both tell: "}


def show_stories(heads: Sequence[StoryHead], console: Console, *, more: bool = False) -> None:
    """Print stories, a line each; `more` says that there are further ones."""
    put(console, _list(heads, console.width, more))


def show_story(story: Story, console: Console) -> None:
    """Print a story: its reports, the earliest first, each with the reason why it is there."""
    put(console, _story(story, console.width))


def _list(heads: Sequence[StoryHead], width: int, more: bool) -> Iterator[RenderableType]:
    from rich.text import Text

    if not heads:
        yield Text("no stories: read some reports first, or widen --since/--until", style="dim")
        return
    grid = _columns((22, 9, SHORT_ID))
    for head in heads:
        room = width - 22 - 9 - SHORT_ID - 6
        about = shorten(clean(head.title), room)
        grid.add_row(between(head), count(head.reports, "report"), Text(head.id[:SHORT_ID], style="dim"), about)
    yield grid
    if more:
        yield Text(f"\nThe first {len(heads)}; --limit N shows more.", style="dim")
    yield Text("\nOpen one: dragoman story ID", style="dim")


def _story(story: Story, width: int) -> Iterator[RenderableType]:
    from rich.text import Text

    yield Text(clean(story.head.title), style="bold")
    yield Text(about(story.head), style="dim")
    yield Text("")
    grid = _columns((10, SHORT_ID))
    room = width - 10 - SHORT_ID - 4
    for member in story.members:
        said = Text(shorten(f"{outlet(member.report)}: {title(member.report)}", room))
        said.append(f"\n{reason(member)}", style="dim")
        grid.add_row(published(member.report), Text(member.report.id[:SHORT_ID], style="dim"), said)
    yield grid
    yield Text("\nOpen a report: dragoman article ID", style="dim")


def _columns(widths: Sequence[int]) -> Table:
    from rich.table import Table

    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for wide in widths:
        grid.add_column(width=wide, no_wrap=True)
    grid.add_column(ratio=1)
    return grid


def between(head: StoryHead) -> str:
    """Return the days of a story: "2024-05-06", "2024-05-06/2024-05-09" or "undated"."""
    if head.first is None or head.last is None:
        return "undated"
    return head.last if head.first == head.last else f"{head.first}/{head.last}"


def about(head: StoryHead) -> str:
    """Return what a story rests on: reports, copies, outlets, days, its id."""
    parts = [count(head.reports, "report") + copied(head.copies)]
    parts += [count(head.outlets, "outlet")] if head.outlets else []
    return " · ".join([*parts, between(head), head.id])


def reason(member: Member) -> str:
    """Return why a report is in its story."""
    if member.moved:
        return "put here by a person"
    if member.copy:
        return f"near-copy: {KINDS[member.copy]}"
    if member.likeness is None:
        return "opened the story"
    return f"shares {', '.join(map(_trait, member.shared))} (likeness {member.likeness:.2f})"


def _trait(trait: str) -> str:
    kind, _, value = trait.partition(":")
    return f"{TRAITS[kind]}{clean(value)}"


def wording(chain: Chain | None, shown: ReportHead) -> Iterator[str]:
    """Yield lines that say who had the wording of a report first, and who has it besides."""
    if chain is None:
        return
    if chain.earliest.id == shown.id:
        yield f"its wording is known from no earlier report; {count(len(chain.copies), 'copy', 'copies')} of it:"
    else:
        yield f"a copy; earliest known: {_told(chain.earliest)}"
    others = [copy for copy in chain.copies if copy.report.id != shown.id]
    yield from (f"  {_told(copy.report)}: {KINDS[copy.kind]}, {copy.similarity:.0%}" for copy in others[:LISTED])
    if left := len(others) - LISTED:
        yield from [f"  … {left:,} more"] if left > 0 else []


def in_story(head: StoryHead | None) -> Iterator[str]:
    """Yield the line that names the story a report is in, where others are in it."""
    if head is not None and head.reports > 1:
        yield f"one of {count(head.reports, 'report')} in the story {head.id[:SHORT_ID]}: {clean(head.title)}"


def _told(report: ReportHead) -> str:
    return f"{published(report)} {outlet(report)} {report.id[:SHORT_ID]}"


def stories_json(heads: Sequence[StoryHead], *, more: bool) -> Json:
    """Return stories as objects; `more` says that the limit left some out."""
    return {"stories": [story_head_json(head) for head in heads], "more": more}


def story_json(story: Story) -> Json:
    """Return a story with its reports and the reasons."""
    return story_head_json(story.head) | {"members": [_member(member) for member in story.members]}


def story_head_json(head: StoryHead) -> Json:
    """Return what a story is called and rests on."""
    return {
        "id": head.id,
        "title": head.title,
        "reports": head.reports,
        "copies": head.copies,
        "outlets": head.outlets,
        "first": head.first,
        "last": head.last,
    }


def chain_json(chain: Chain) -> Json:
    """Return the reports of one wording, the earliest known and its copies in order."""
    return {
        "earliest": report_head(chain.earliest),
        "copies": [
            {"report": report_head(one.report), "of": one.of, "kind": one.kind, "similarity": round(one.similarity, 3)}
            for one in chain.copies
        ],
    }


def _member(member: Member) -> Json:
    return {
        "report": report_head(member.report),
        "copy": member.copy,
        "likeness": None if member.likeness is None else round(member.likeness, 3),
        "moved": member.moved,
        "shared": list(member.shared),
    }
