"""`serve`: the desk."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from dragoman.cli.app import OK, LedgerOption, app, examples, opened, say


@app.command(
    sort_key=7.5,
    usage="Usage: dragoman serve [OPTIONS]",
    help_epilogue=examples("dragoman serve", "dragoman serve --ledger desk.db --port 9000"),
)
def serve(
    *,
    host: Annotated[str, Parameter(metavar="ADDRESS", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, Parameter(metavar="N", help="The port to listen on.")] = 8765,
    ledger: LedgerOption = None,
) -> int:
    """Open the ledger as a desk in the browser: pages and a JSON API. Ctrl-C ends it."""
    from dragoman.extras import need

    for module in ("starlette", "jinja2", "granian", "argon2", "python_multipart"):
        need(module, "web", "dragoman serve")
    from dragoman.settings import ledger_path
    from dragoman.web import DeskSettings, application
    from dragoman.web.server import run

    with opened(ledger):
        pass  # tells what is wrong with it before anything is started
    settings = DeskSettings(ledger_path(ledger, os.environ, Path.cwd()))
    run(application(settings), host, port, lambda url: say(f"{url} serves {settings.ledger}; Ctrl-C ends it"))
    return OK
