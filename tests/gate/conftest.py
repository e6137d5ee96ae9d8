"""The gate as a module, and a small repository with one set in it and one outside."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).parents[2] / "bench"
SENTENCE = "Blinken met Lavrov in Geneva on Tuesday."
EVENT = {"type": "CONSULT", "status": "held", "source": ["USA"], "recipient": ["RUS"]}
FLOORS = """
margin = 0.01

[sets.inside]
kind = "corpus"
path = "corpus/x"
where = "repository"

[sets.elsewhere]
kind = "corpus"
path = "corpus/y"
where = "outside"
"""


@pytest.fixture(scope="session")
def gate() -> Iterator[ModuleType]:
    """bench/gate.py, which is a script beside its own modules."""
    before = list(sys.path)
    spec = importlib.util.spec_from_file_location("gate", BENCH / "gate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.path[:] = before


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file of floors and a part of a corpus; nobody says where the other set lies."""
    monkeypatch.delenv("DRAGOMAN_SETS", raising=False)
    write(tmp_path / "corpus" / "x", [EVENT])
    (tmp_path / "floors.toml").write_text(FLOORS, "utf-8")
    return tmp_path


def write(folder: Path, events: list[dict[str, object]]) -> None:
    """Write a part of a corpus with one sentence and these events in it."""
    folder.mkdir(parents=True, exist_ok=True)
    report = {
        "id": "x-1",
        "published": "2023-03-04",
        "outlet": None,
        "sentences": [{"text": SENTENCE, "events": events}],
    }
    (folder / "1.jsonl").write_text(json.dumps(report), "utf-8")


@pytest.fixture
def rewrite():
    return write
