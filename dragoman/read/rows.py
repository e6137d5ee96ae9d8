"""One table row → Report or Issue: which columns mean what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.model import Issue, Page, Report
from dragoman.read.assemble import Stated, language_code, report
from dragoman.read.dates import iso_date
from dragoman.read.decode import Undecoded, decode, mend
from dragoman.read.limits import Limits

COLUMNS = ("id", "text", "title", "url", "outlet", "published", "byline", "language")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: its file and its number in it, from 1 (for JSON Lines the line)."""

    path: str
    row: int

    def __str__(self) -> str:
        return f"{self.path}#{self.row}"


@dataclass(frozen=True, slots=True)
class Read:
    """One thing a file gave and how many bytes of it had been consumed by then."""

    item: Page | Report | Issue
    consumed: int


def read_row(place: Place, row: Mapping[str, object], limits: Limits) -> Report | Issue:
    """Return the report in a row with the columns COLUMNS (only `text` is needed; others are ignored)."""
    text = _text(row.get("text"))
    if isinstance(text, Undecoded):
        return row_issue(place, text.code, f"its text {text.reason}", "save the table as UTF-8")
    if text is None or not text.strip():
        return row_issue(place, "row-without-text", "has no text", "fill the column `text`")
    if len(text) > limits.row:
        reason = f"its text has {len(text):,} characters, more than {limits.row:,}"
        return row_issue(place, "too-large", reason, "split it into reports")
    return report(_word(row.get("id")) or mend(str(place)), text, _stated(row))


def row_issue(place: Place, code: str, reason: str, mend_by: str) -> Issue:
    """Return an Issue about one row."""
    return Issue(mend(str(place)), code, f"{place}: {reason}; the row was skipped. To have it read, {mend_by}.")


def without_text(path: str, columns: list[str]) -> Issue:
    """Return the Issue about a table that has no column `text`."""
    shown = ", ".join(columns[:12]) or "none"
    reason = f"has no column `text` (found: {shown})"
    return Issue(path, "missing-columns", f"{path}: {reason}; nothing was read. Rename the column that holds the text.")


_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\_|\\$")


def no_rows(path: str) -> Issue:
    """Return the Issue about a table without a row."""
    return Issue(path, "empty", f"{path}: has no rows; nothing was read. Check how the file was made.")


def known(name: str) -> str:
    """Return a column's name as COLUMNS spells it."""
    return name.strip().lower()


def _stated(row: Mapping[str, object]) -> Stated:
    return Stated(
        title=_phrase(row.get("title")),
        url=_word(row.get("url")),
        outlet=_phrase(row.get("outlet")),
        published=iso_date(row.get("published")),
        byline=_phrase(row.get("byline")),
        language=language_code(_word(row.get("language"))),
    )


def _text(value: object) -> str | Undecoded | None:
    if isinstance(value, bytes):
        return decode(value)
    return value if isinstance(value, str) else None


def _word(value: object) -> str | None:
    """Return a short cell as one line of text; whole floats (ids beside empty cells) lose their `.0`."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, (str, int, bytes)):
        return None
    text = _text(value) if isinstance(value, (str, bytes)) else str(value)
    return mend(" ".join(text.split())) or None if isinstance(text, str) else None


def _phrase(value: object) -> str | None:
    """Return a cell of words without the escapes that its maker left in it: those of a quoted JSON or YAML string,
    where `\\_` is a space that does not break, and a backslash at the end says that the string went on."""
    text = _word(value)
    return text and _word(_unescaped(text))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)) if found[1] or found[2] else " ", text)
