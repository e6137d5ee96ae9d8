"""Decoded plain text → Report or Issue."""

from __future__ import annotations

from dragoman.model import Issue, Report
from dragoman.read.assemble import report


def read_plain(source: str, text: str) -> Report | Issue:
    """Return the report whose text is `text`, verbatim."""
    if not text.strip():
        return Issue(source, "empty", f"{source}: is empty; nothing was read. Check how the file was made.")
    return report(source, text)
