"""`mcp`: the ledger for assistants."""

from __future__ import annotations

import os
from pathlib import Path

from dragoman.cli.app import OK, LedgerOption, app, examples
from dragoman.errors import NotFound


@app.command(
    sort_key=10,
    usage="Usage: dragoman mcp [OPTIONS]",
    help_epilogue=examples("dragoman mcp --ledger desk.db"),
)
def mcp(*, ledger: LedgerOption = None) -> int:
    """Offer the ledger to an assistant over MCP on standard input and output: four tools that only read."""
    from dragoman.mcp import server
    from dragoman.settings import ledger_path

    path = ledger_path(ledger, os.environ, Path.cwd())
    if not path.exists():
        raise NotFound(f"{path}: no such ledger; dragoman read PATH makes one, --ledger FILE names another")
    server(path).run()
    return OK
