"""An application and an address in → the desk, served until it is interrupted."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable

from starlette.applications import Starlette

from dragoman.errors import UsageError

PATIENCE = 30_000
"""Milliseconds a client may take to send the head of a request."""


def run(app: Starlette, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve `app` until SIGINT or SIGTERM; `ready` gets the address once it can be asked.

    Raises UsageError where the port is taken or the address is not one of this machine.
    """
    shown = f"[{host}]" if ":" in host else host
    asyncio.run(_serve(app, host, port, lambda: ready(f"http://{shown}:{port}/")))


async def _serve(app: Starlette, host: str, port: int, ready: Callable[[], None]) -> None:
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.server.embed import Server

    await _look(host, port)
    server = Server(
        app,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        websockets=False,
        log_enabled=False,
        http1_settings=HTTP1Settings(header_read_timeout=PATIENCE),
    )
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, server.stop)
    serving = asyncio.create_task(server.serve())
    await _listening(host, port, serving)
    ready()
    await serving


async def _listening(host: str, port: int, serving: asyncio.Task[None]) -> None:
    while not serving.done():
        try:
            _, writer = await asyncio.open_connection(host, port)
        except OSError:
            await asyncio.sleep(0.02)
        else:
            writer.close()
            return


async def _look(host: str, port: int) -> None:
    """Say in one line what the server would say in twenty."""
    try:
        probe = await asyncio.start_server(lambda *_: None, host, port)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"cannot listen on {host} port {port} ({reason}): name another with --port") from error
    probe.close()
    await probe.wait_closed()
