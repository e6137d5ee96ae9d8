"""An application and an address in → the desk, served until it is interrupted."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette

from dragoman.errors import UsageError

if TYPE_CHECKING:
    from granian.server.embed import Server

PATIENCE = 30_000
"""Milliseconds a client may take to send the head of a request."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a desk listens, and with which certificate and key it speaks TLS, if it does."""

    host: str
    port: int
    certificate: Path | None = None
    key: Path | None = None

    @property
    def url(self) -> str:
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.certificate else 'http'}://{shown}:{self.port}/"


def run(app: Starlette, place: Place, ready: Callable[[str], None]) -> None:
    """Serve `app` until SIGINT or SIGTERM; `ready` gets the address once it can be asked.

    Raises UsageError where the port is taken, the address is not one of this machine, or the certificate is none.
    """
    asyncio.run(_serve(app, place, ready))


async def _serve(app: Starlette, place: Place, ready: Callable[[str], None]) -> None:
    await _look(place)
    server = _server(app, place)
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, server.stop)
    serving = asyncio.create_task(server.serve())
    await _listening(place, serving)
    ready(place.url)
    await serving


def _server(app: Starlette, place: Place) -> Server:
    from granian.constants import Interfaces
    from granian.errors import ConfigurationError
    from granian.http import HTTP1Settings
    from granian.server.embed import Server

    try:
        return Server(
            app,
            address=place.host,
            port=place.port,
            interface=Interfaces.ASGI,
            websockets=False,
            log_enabled=False,
            http1_settings=HTTP1Settings(header_read_timeout=PATIENCE),
            ssl_cert=place.certificate,
            ssl_key=place.key,
        )
    except (ConfigurationError, OSError, ValueError) as error:
        raise UsageError(f"{place.certificate} and {place.key}: no certificate and key ({error})") from error


async def _listening(place: Place, serving: asyncio.Task[None]) -> None:
    while not serving.done():
        try:
            _, writer = await asyncio.open_connection(place.host, place.port)
        except OSError:
            await asyncio.sleep(0.02)
        else:
            writer.close()
            return


async def _look(place: Place) -> None:
    """Say in one line what the server would say in twenty. Nobody can connect to the probe: it does not listen."""
    try:
        probe = await asyncio.start_server(lambda *_: None, place.host, place.port, start_serving=False)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
        mend = "give another with --port"
        if error.errno == errno.EADDRINUSE:
            mend = f"perhaps a desk is open already: look at {place.url}, or give another with --port"
        raise UsageError(f"cannot listen on {place.host} port {place.port} ({reason}); {mend}") from error
    except OverflowError as error:
        raise UsageError(f"{place.port} is no port: give a number from 1 to 65535") from error
    probe.close()
    await probe.wait_closed()
