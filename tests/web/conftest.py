"""A desk on the newsroom's ledger, and a client of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.ledger import Store
from dragoman.web import DeskSettings, application

SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def ledger(tmp_path: Path, outcomes) -> Path:
    """A ledger with the newsroom's reports."""
    path = tmp_path / "dialogue.db"
    with Store.open(path) as store:
        store.record(outcomes)
    return path


@pytest.fixture
def serve() -> Iterator[Callable[..., TestClient]]:
    """Start a desk on a ledger that makes nothing ready beforehand; `fields` are those of DeskSettings."""
    with ExitStack() as stack:

        def start(path: Path, **fields: object) -> TestClient:
            app = application(DeskSettings(path, **{"warm": False} | fields))
            client = TestClient(app, base_url="http://localhost", follow_redirects=False, raise_server_exceptions=False)
            return stack.enter_context(client)

        yield start


@pytest.fixture
def client(ledger: Path, serve: Callable[..., TestClient]) -> TestClient:
    """A desk on this machine, without accounts."""
    return serve(ledger)
