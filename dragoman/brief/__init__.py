"""A question → a brief: sentences chosen and composed from findings, each with the exact words behind it."""

from dragoman.brief.check import check
from dragoman.brief.dialogue import dialogue_brief
from dragoman.brief.reports import reports_brief
from dragoman.brief.shapes import Brief, Citation, Length, Section, Sentence
from dragoman.brief.written import Format, written

__all__ = [
    "Brief", "Citation", "Format", "Length", "Section", "Sentence", "check", "dialogue_brief", "reports_brief",
    "written",
]  # fmt: skip
