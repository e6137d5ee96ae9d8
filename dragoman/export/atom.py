"""Dialogue, or news → an Atom feed (RFC 4287): an entry for each line or piece, what the ledger learned last first.

A feed can come in pages (RFC 5005, section 3): each has links to the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO
from uuid import NAMESPACE_URL, uuid5

from dragoman.group import Dialogue, Line
from dragoman.group.dialogue import shown
from dragoman.group.folding import entries
from dragoman.harmless import clean
from dragoman.model import Finding
from dragoman.wording import count, outlet, phrase, quote, state, voice, written

if TYPE_CHECKING:
    from lxml.builder import ElementMaker
    from lxml.etree import _Element

NAMESPACE = "http://www.w3.org/2005/Atom"
LATEST = 200
"""Entries of a feed: readers fetch it whole, time and again."""
SOURCES = 8
"""Sources whose words an entry has; of what more reports say it tells how many."""
_NOBODY_YET = "1970-01-01T00:00:00Z"
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:\.\d+)?(Z|[+-]\d\d:\d\d)?)?")
_WEB = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class News:
    """One entry of a feed: what it is told apart by, its title, an ISO instant, who made it, its words, the address of
    the page on it."""

    key: str
    title: str
    at: str
    author: str
    content: str
    link: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a feed: its number, how many there are, how many entries each has, and the address of the feed, which
    takes `page`."""

    number: int = 1
    pages: int = 1
    size: int = LATEST
    address: str = ""

    @property
    def links(self) -> dict[str, str]:
        """The addresses of this page and of the others, by their relation; none where the feed has no address."""
        wanted = {"self": self.number, "first": 1, "previous": self.number - 1, "next": self.number + 1}
        wanted["last"] = self.pages
        sign = "&" if "?" in self.address else "?"
        return {
            rel: self.address if number == 1 else f"{self.address}{sign}page={number}"
            for rel, number in wanted.items() if self.address and 1 <= number <= self.pages
        }  # fmt: skip


WHOLE = Sheet()


def write_news(title: str, news: Sequence[News], stream: BinaryIO) -> int:
    """Write a feed of news, the newest first; return how many. Its ids are UUIDs of title and keys."""
    from lxml import etree
    from lxml.builder import ElementMaker

    atom = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
    feed = atom.feed(
        atom.id(_urn("news", title)),
        atom.title(f"Dragoman: {clean(title)}"),
        atom.updated(_instant(news[0].at) or _NOBODY_YET if news else _NOBODY_YET),
        atom.author(atom.name("Dragoman")),
        *(
            atom.entry(
                atom.id(_urn("news", title, one.key)),
                atom.title(clean(one.title)),
                atom.updated(_instant(one.at) or _NOBODY_YET),
                atom.author(atom.name(clean(one.author))),
                atom.content("\n".join(map(clean, one.content.splitlines())), type="text"),
                atom.link(rel="alternate", href=one.link),
            )
            for one in news
        ),
    )
    stream.write(etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True))
    return len(news)


def write_atom(found: Dialogue, stream: BinaryIO, recorded: Mapping[str, str], sheet: Sheet = WHOLE) -> int:
    """Write the newest lines of the dialogue, of one reading those of the newest report first, or one page of them;
    return how many.

    `recorded` says when the ledger first had each finding (ISO 8601, UTC): a line's `updated`, as the report's date is
    its `published`. Ids are UUIDs of the finding and of the parties: the same in every feed.
    """
    from lxml import etree
    from lxml.builder import ElementMaker

    atom = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
    lines = newest(found, recorded)
    told = lines[(sheet.number - 1) * sheet.size : sheet.number * sheet.size]
    title = " – ".join(clean(party.name) for party in found.sides) or "All dialogues"
    feed = atom.feed(
        atom.id(_urn("dialogue", *sorted(found.parties))),
        atom.title(f"Dragoman: {title}"),
        atom.updated(_updated(lines[0], recorded) if lines else _NOBODY_YET),
        atom.author(atom.name("Dragoman")),
        *(atom.link(rel=rel, href=href) for rel, href in sheet.links.items()),
        *(_entry(atom, line, recorded) for line in told),
    )
    stream.write(etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True))
    return len(told)


def newest(found: Dialogue, recorded: Mapping[str, str]) -> list[Line[Finding]]:
    """Return the lines of a dialogue that a feed has, what was recorded last first."""
    lines = {line.finding.id: line for line in shown(found)}
    told = sorted(lines.values(), key=lambda line: (line.report.id, line.finding.evidence.start, line.finding.id))
    return sorted(told, key=lambda line: (_updated(line, recorded), line.report.published or ""), reverse=True)[:LATEST]


def _entry(atom: ElementMaker, line: Line[Finding], recorded: Mapping[str, str]) -> _Element:
    found, report = line.finding, line.report
    entry = atom.entry(
        atom.id(_urn("finding", found.id)),
        atom.title(f"{found.kind}, {state(found)}: {phrase(found)}"),
        atom.updated(_updated(line, recorded)),
        atom.author(atom.name(outlet(report))),
        atom.content("\n".join(_content(line)), type="text"),
        atom.category(term=found.kind),
        atom.category(term=state(found)),
    )
    if day := _instant(report.published):
        entry.append(atom.published(day))
    if report.url and _WEB.fullmatch(report.url):
        entry.append(atom.link(rel="alternate", href=clean(report.url)))
    return entry


def _content(line: Line[Finding]) -> Iterator[str]:
    """The exact words of its sources with their offsets, and whose word it is."""
    if said := voice(line):
        yield said
    told = entries(line)
    for one in told[:SOURCES]:
        span = one.finding.evidence
        about = f"{outlet(one.report)}, {written(one.report)}"
        place = f"report {one.report.id}, {span.start}–{span.end}; finding {one.finding.id}"
        yield f"{quote(span.quote)} ({about}; {place})"
    if more := len(told[SOURCES:]):
        yield f"and {count(more, 'more report')}"


def _updated(line: Line[Finding], recorded: Mapping[str, str]) -> str:
    return _instant(recorded.get(line.finding.id)) or _instant(line.report.published) or _NOBODY_YET


def _instant(iso: str | None) -> str | None:
    """An instant as RFC 3339 wants it: a day begins at midnight UTC; a month or a year is none."""
    known = _INSTANT.match(iso or "")
    if known is None:
        return None
    day, minutes, seconds, zone = known.groups()
    return f"{day}T{minutes or '00:00'}{seconds or ':00'}{zone or 'Z'}"


def _urn(*parts: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, 'dragoman:' + ':'.join(parts))}"
