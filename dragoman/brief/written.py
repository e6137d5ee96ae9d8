"""Brief → bytes: Markdown, HTML or PDF."""

from __future__ import annotations

from typing import Literal

from dragoman.brief.shapes import Brief

Format = Literal["md", "html", "pdf"]


def written(brief: Brief, format: Format = "md") -> bytes:  # noqa: A002
    """Return the brief as Markdown or HTML (UTF-8), or as PDF. Raises InstallationError for a PDF without Typst."""
    if format == "pdf":
        from dragoman.brief.pdf import pdf

        return pdf(brief)
    from dragoman.brief.html import html
    from dragoman.brief.markdown import markdown

    return (html if format == "html" else markdown)(brief).encode("utf-8", "replace")
