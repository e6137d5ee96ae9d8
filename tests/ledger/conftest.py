"""Small made-up reports and findings, and an open ledger, for the tests of the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.ledger import Store
from dragoman.model import Finding, Outcome, Position, Ref, Report, Span, Statement

TEXT = "Moscow is ready to meet. Washington said it would talk if the embassy reopens. Nobody else spoke."


class Make:
    """Builds what the ledger takes, with offsets found in the text."""

    text = TEXT

    def report(self, source: str = "news/one.txt", text: str = TEXT, **fields: object) -> Report:
        return Report(source=source, text=text, **fields)

    def span(self, report: Report, words: str) -> Span:
        start = report.text.index(words)
        return Span(start, start + len(words), words)

    def ref(self, report: Report, words: str, code: str | None, state: str | None = None) -> Ref:
        return Ref(code, words, "state" if code == state else "person", state, surface=self.span(report, words))

    def position(self, report: Report, **changes: object) -> Position:
        sentence = self.span(report, report.text.split(". ")[0] + ".")
        fields = {
            "report": report.id,
            "evidence": sentence,
            "sentence": sentence,
            "rule": "positions.ready/1",
            "holder": self.ref(report, "Moscow", "RUS", "RUS"),
            "matter": "meeting",
            "stance": "open",
        }
        return Position(**(fields | changes))

    def statement(self, report: Report, **changes: object) -> Statement:
        content = self.span(report, "it would talk if the embassy reopens")
        fields = {
            "report": report.id,
            "evidence": content,
            "sentence": self.span(report, "Washington said it would talk if the embassy reopens."),
            "rule": "statements.said/1",
            "speaker": self.ref(report, "Washington", "some-speaker", "USA"),
            "addressee": self.ref(report, "Moscow", "RUS", "RUS"),
            "manner": "indirect",
            "content": content,
        }
        return Statement(**(fields | changes))

    def outcome(self, report: Report | None = None, *findings: Finding) -> Outcome:
        report = report or self.report()
        return Outcome(report, findings or (self.position(report), self.statement(report)))


@pytest.fixture
def make() -> Make:
    return Make()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dialogue.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        yield opened
