"""dragoman.web.server: what cannot be listened on is said in a line with what to do."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from dragoman.errors import UsageError
from dragoman.web.server import Place, _look


def looked(place: Place) -> None:
    with ThreadPoolExecutor(1) as pool:  # a browser's tests keep a loop of their own in this thread
        pool.submit(asyncio.run, _look(place)).result()


def test_a_port_in_use_is_said_with_what_to_do():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"look at http://127.0.0.1:{port}/, or give another with --port"):
            looked(Place("127.0.0.1", port))
