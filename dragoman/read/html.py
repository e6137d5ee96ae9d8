"""Decoded web page → Report or Issue. Works on the page alone: nothing is fetched."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from dragoman.data import toml
from dragoman.model import Issue, Report
from dragoman.read.assemble import Stated, report
from dragoman.read.dates import iso_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)
_LD_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{4,60})"')
_NO_LIBRARY_DATES = {"extensive_search": False, "original_date": True, "max_date": "1990-01-01"}
"""Only dates that the page states count (see `_published`); the library's search for others is kept short."""


@dataclass(frozen=True, slots=True)
class _Content:
    text: str
    title: str | None
    byline: str | None
    url: str | None


def is_html(text: str) -> bool:
    """Tell whether decoded text begins like a web page."""
    return _HTML.match(text[:4000]) is not None


def declared_charset(content: bytes) -> str | None:
    """Return the encoding a page's own <meta> names, if any."""
    match = _CHARSET.search(content[:4096])
    return match[1].decode("ascii", "replace") if match else None


def read_html(source: str, text: str) -> Report | Issue:
    """Return the report a web page carries: its main text, without comments and navigation."""
    try:
        tree = _tree(text)
        content = None if tree is None else _content(tree)
    except Exception as error:  # noqa: BLE001 - foreign parsers on hostile input: whatever they raise is about this page
        return _issue(source, "malformed-html", f"cannot be parsed as HTML ({type(error).__name__})")
    if tree is None:
        return _issue(source, "malformed-html", "is too deeply nested or has too large a piece, so text would be lost")
    if content is None or not content.text.strip():
        return _issue(source, "no-text", "has no main text")
    return report(source, content.text, _stated(source, tree, content))


def _issue(source: str, code: str, reason: str) -> Issue:
    return Issue(source, code, f"{source}: {reason}; nothing was read. Save the page's text as .txt and read that.")


def _tree(text: str) -> HtmlElement | None:
    """Parse the page; None if the parser would drop part of it, which libxml2 only tells in its log.

    The second try lifts the parser's limits on size and depth as far as libxml2 allows.
    """
    from lxml.html import HTMLParser, document_fromstring

    content = text.encode("utf-8", "replace")
    for huge in (False, True):
        parser = HTMLParser(encoding="utf-8", huge_tree=huge, remove_comments=True, remove_pis=True)
        tree = document_fromstring(content, parser=parser) if text.strip() else None
        if not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            return tree
    return None


def _content(tree: HtmlElement) -> _Content | None:
    from copy import deepcopy

    found = _trafilatura()(
        deepcopy(tree),
        include_comments=False,
        with_metadata=True,
        date_extraction_params=_NO_LIBRARY_DATES,
    )
    if found is None or not found.text:
        return None
    return _Content(found.text, found.title or None, found.author or None, found.url or None)


def _trafilatura() -> Callable[..., Any]:
    """Import trafilatura when the first page comes; its log goes to the application's handlers or nowhere."""
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    from trafilatura import bare_extraction

    return bare_extraction


def _stated(source: str, tree: HtmlElement, content: _Content) -> Stated:
    own = source if source.startswith(("http://", "https://")) else None
    meta = _meta(tree)
    outlet = next((meta[name] for name in _names("outlet") if name in meta), None)
    url = content.url if content.url and _is_article(content.url) else own
    return Stated(title=content.title, url=url, outlet=outlet, published=_published(tree, meta), byline=content.byline)


def _is_article(url: str) -> bool:
    """A canonical address that is only the site would make every page a version of one article."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and (parts.path.strip("/") != "" or parts.query != "")


def _published(tree: HtmlElement, meta: dict[str, str]) -> str | None:
    """Return the date the page states as its own: in <meta>, in marked-up <time>, or once in its JSON-LD."""
    dates = (iso_date(meta[name]) for name in _names("published") if name in meta)
    if stated := next((date for date in dates if date), None):
        return stated
    for candidates in (_times(tree), _ld_dates(tree)):
        found = {date for date in map(iso_date, candidates) if date}
        if len(found) == 1:
            return found.pop()
    return None


def _times(tree: HtmlElement) -> Iterator[str]:
    for time in tree.iter("time"):
        if time.get("pubdate") is not None or (time.get("itemprop") or "").lower() == "datepublished":
            yield time.get("datetime") or time.text_content()


def _ld_dates(tree: HtmlElement) -> Iterator[str]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            yield from _LD_DATE.findall(script.text or "")


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Return the page's <meta> fields by name without case; the first of a name counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        names = (element.get(key) for key in ("property", "name", "itemprop"))
        for name in names:
            if name and content:
                found.setdefault(name.strip().lower(), content)
    return found


@cache
def _names(field: str) -> tuple[str, ...]:
    return tuple(toml("pages")[field])
