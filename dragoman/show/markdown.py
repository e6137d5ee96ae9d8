"""Dialogue → Markdown, for a note or a cable: the same rows as on the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.group import Dialogue
from dragoman.model import ReportHead
from dragoman.show.dossier import GLANCE, Row, Section, basis, empty, heading, sections, sources
from dragoman.show.phrase import outlet, published, quote, title

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def dialogue_markdown(found: Dialogue, *, evidence: bool = False, limit: int = 0) -> str:
    """Return the dossier as CommonMark with a numbered list of sources; foreign text is escaped."""
    return "\n".join(_lines(found, evidence, limit)) + "\n"


def _lines(found: Dialogue, evidence: bool, limit: int) -> Iterator[str]:
    yield f"# {_safe(heading(found))}"
    if found.empty:
        yield from ("", *(_safe(line) for line in empty(found)[:2]))
        return
    yield from ("", _safe(basis(found)))
    for section in sections(found, limit):
        yield from _section(section, evidence)
    yield from ("", "## Sources", "")
    yield from (_source(number, report) for number, report in sources(found))


def _section(section: Section, evidence: bool) -> Iterator[str]:
    yield from ("", f"## {_safe(section.title)}", "")
    if not section.rows:
        yield f"*{_safe(section.note)}*"
    for row in section.rows:
        yield from _row(row, evidence)


def _row(row: Row, evidence: bool) -> Iterator[str]:
    words = _quoted(row, evidence)
    first, *rest = [*words, *row.body, row.source] if row.quoted else [*row.body, *words, row.source]
    standing = "" if row.standing == "latest" else f" ({row.standing})"
    yield f"- **{_safe(row.label)}, {_safe(row.state)}{standing}**: {_safe(first)}"
    yield from (f"  - {_safe(line)}" for line in rest)


def _quoted(row: Row, evidence: bool) -> list[str]:
    if not (evidence or row.quoted):
        return []
    span = row.evidence
    offsets = f" ({span.start}:{span.end})" if evidence else ""
    aside = f" {row.aside}" if row.aside else ""
    return [f"{quote(span.quote, None if evidence else GLANCE)}{offsets}{aside}"]


def _source(number: int, report: ReportHead) -> str:
    return f"{number}. {published(report)}, {_safe(outlet(report))}: {_safe(title(report))} (`{report.id}`)"


def _safe(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
