"""Dialogue → Markdown, for a note or a cable: the same rows as on the terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import TextIO

from dragoman.group import Dialogue
from dragoman.model import Entry, ReportHead
from dragoman.show.dossier import Choice, more, sections, sources
from dragoman.show.frame import basis, empty, heading
from dragoman.show.glance import Glance, glance
from dragoman.show.rows import Quoted, Row, Section
from dragoman.wording import judged, outlet, phrase, published, quote, state, title
from dragoman.wording import written as dated

GLANCE = 100
"""Characters of a quotation shown with a line."""
Marked = Callable[[list[Entry]], Mapping[str, str]]
"""Says what people made of entries, and who, by the finding's id."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def dialogue_markdown(found: Dialogue, choice: Choice) -> str:
    """Return the dossier as Markdown: a table of stances, lists, numbered sources; foreign text is escaped."""
    return "\n".join(_lines(found, choice)) + "\n"


def write_markdown(entries: Iterable[Entry], stream: TextIO, marked: Marked) -> int:
    """Write findings under their reports, each with its exact words, their offsets and what people made of it, which
    `marked` says; return how many."""
    written = 0
    for report, found in groupby(entries, key=lambda entry: entry.report):
        about = f"{_safe(outlet(report))}, {dated(report)}, `{report.id}`"
        stream.write(f"## {_safe(title(report))}\n\n{about}\n\n")
        for entry in found:
            stream.write(_finding(entry, marked([entry]).get(entry.finding.id, "")))
            written += 1
        stream.write("\n")
    return written


def _finding(entry: Entry, mark: str) -> str:
    found, span = entry.finding, entry.finding.evidence
    said = f"{_safe(phrase(found))}\n  - {_safe(quote(span.quote))} ({span.start}–{span.end}, `{found.id}`)"
    decided = f"  - *{_safe(judged(mark))}*\n" if mark else ""
    return f"- **{found.kind}, {_safe(state(found))}**: {said}\n{decided}"


def _lines(found: Dialogue, choice: Choice) -> Iterator[str]:
    yield f"# {_safe(heading(found))}"
    if found.empty:
        yield from ("", *(_safe(line) for line in empty(found)[:2]))
        return
    yield from ("", _safe(basis(found)), "")
    head = glance(found)
    cited = set(head.cites)
    yield from _glance(head)
    for section in sections(found, choice):
        cited.update(number for row in section.rows for number in row.cites)
        yield from _section(section)
    yield from ("", "## Sources", "")
    listed = sources(found, None if choice.everything else cited)
    yield from (_source(number, report) for number, report in listed)


def _glance(head: Glance) -> Iterator[str]:
    yield _cells(["", *head.names])
    yield _cells(["---"] * (len(head.names) + 1))
    for matter, cells in head.stances:
        yield _cells([matter, *(cell.text for cell in cells)])
    yield ""
    yield from (f"- **{label}**: {_safe(words)}" for label, words in head.facts)


def _cells(cells: list[str]) -> str:
    return f"| {' | '.join(map(_safe, cells))} |"


def _section(section: Section) -> Iterator[str]:
    yield from ("", f"## {_safe(section.title)}", "")
    if not section.rows:
        yield f"*{_safe(section.note)}*"
    for row in section.rows:
        yield from _row(row)
    if section.left:
        yield from ("", f"*{_safe(more(section))}*")


def _row(row: Row) -> Iterator[str]:
    head = ", ".join(filter(None, [row.label, row.state]))
    words = quote(row.words, GLANCE if row.lines else None) if row.words else ""
    said = " ".join(filter(None, [row.text, words]))
    told = ", ".join(filter(None, [said, row.remark]))
    mark = f" *{_safe(judged(row.mark))}*" if row.mark else ""
    yield f"- **{_safe(head)}**: {_safe(told)} {_safe(row.source)}{mark}"
    yield from (f"  - {_safe(note)}" for note in row.notes)
    yield from (f"  - {_exact(quoted)}" for quoted in row.evidence)


def _exact(quoted: Quoted) -> str:
    return _safe(f"[{quoted.number}] {quoted.span.start}–{quoted.span.end} {quote(quoted.span.quote)}")


def _source(number: int, report: ReportHead) -> str:
    return f"{number}. {published(report)}, {_safe(outlet(report))}: {_safe(title(report))} (`{report.id}`)"


def _safe(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
