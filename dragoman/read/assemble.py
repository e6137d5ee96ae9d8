"""Text and what its source states about it → Report: headline, furniture, language, and the head of the text itself."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model import Report, Span
from dragoman.read.decode import mend
from dragoman.read.furniture import furniture, line_spans
from dragoman.read.heading import Heading, heading, same_title
from dragoman.read.language import language


@dataclass(frozen=True, slots=True)
class Stated:
    """What the container of a text (a table row, a page's metadata) states about it; None is unknown."""

    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    byline: str | None = None
    language: str | None = None


def report(source: str, text: str, stated: Stated | None = None) -> Report:
    """Return the Report of `text`, unchanged but for unpaired surrogates.

    What the container states wins over what the head of the text says; both are said, neither is guessed.
    """
    stated = stated or Stated()
    text = mend(text)
    lines = line_spans(text)
    marked = furniture(text, lines)
    head = heading(text, lines, marked)
    headline = _headline(head, lines, stated.title)
    return Report(
        source=source,
        text=text,
        title=stated.title or (headline.quote if headline else None),
        outlet=stated.outlet or head.fields.get("outlet"),
        byline=stated.byline or head.fields.get("byline"),
        published=stated.published or head.fields.get("published"),
        language=stated.language or language_code(head.fields.get("language")) or language(text),
        url=stated.url or head.fields.get("url"),
        headline=headline,
        furniture=tuple(sorted((*marked, *head.taken), key=lambda span: span.start)),
    )


def language_code(value: str | None) -> str | None:
    """Return the ISO 639-1 code of a language tag such as `en` or `en-GB`, None for anything else."""
    code = (value or "").strip().replace("_", "-").partition("-")[0].lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _headline(head: Heading, lines: list[Span], title: str | None) -> Span | None:
    """Return the title's span in the text. Where the container names the title, only that title is the headline."""
    if title is None:
        return head.headline
    if head.headline and same_title(head.headline.quote, title):
        return head.headline
    return lines[0] if lines and same_title(lines[0].quote, title) else None
