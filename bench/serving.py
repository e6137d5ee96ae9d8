"""A ledger → the desk serving it on a port of this machine, for the benches that ask it over HTTP."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def served(path: Path, port: int) -> Iterator[int]:
    """Serve the ledger at `path` until the block ends; the server's process id."""
    command = [sys.executable, "-m", "dragoman", "serve", "--ledger", str(path), "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own
    try:
        assert server.stderr is not None  # noqa: S101
        server.stderr.readline()
        yield server.pid
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()
