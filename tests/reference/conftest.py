"""An empty folder for own rows, which the tables are read from anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from dragoman import cli, gazetteer, tables
from dragoman.model import Issue
from dragoman.reference import Intake, bring_in

Bring = Callable[[str, str], tuple[Intake, list[str]]]


def forget() -> None:
    tables.own_tables.cache_clear()
    gazetteer.gazetteer.cache_clear()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    own = tmp_path / "own"
    monkeypatch.setenv("DRAGOMAN_REFERENCE", str(own))
    forget()
    yield own
    forget()


@pytest.fixture
def bring(folder: Path, tmp_path: Path) -> Bring:
    """Import a text as a file of that name; give what it did and the messages of what was refused."""

    def run(text: str, name: str = "mine.csv") -> tuple[Intake, list[str]]:
        issues: list[Issue] = []
        path = tmp_path / name
        path.write_text(text, "utf-8")
        intake = bring_in(path, folder, issues.append, date(2026, 11, 22))
        forget()
        return intake, [issue.message for issue in issues]

    return run


@pytest.fixture
def run(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")

    def call(*argv):
        status = cli.main([str(arg) for arg in argv])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call
