"""`mcp`: the ledger for assistants."""

from __future__ import annotations

from dragoman.cli.app import OK, LedgerOption, app, examples, existing


@app.command(
    sort_key=10,
    usage="Usage: dragoman mcp [OPTIONS]",
    help_epilogue=examples("dragoman mcp --ledger desk.db"),
)
def mcp(*, ledger: LedgerOption = None) -> int:
    """Offer the ledger to an assistant over MCP on standard input and output: four tools that only read."""
    from dragoman.mcp import server

    server(existing(ledger)).run()
    return OK
