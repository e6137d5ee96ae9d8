"""`export`: the record for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from dragoman.cli.app import OK, LedgerOption, app, examples, opened, say

if TYPE_CHECKING:
    pass


@app.command(
    sort_key=6,
    usage="Usage: dragoman export [OPTIONS]",
    help_epilogue=examples("dragoman export > out.jsonl", "dragoman export --format csv -o out.csv"),
)
def export(
    *,
    format: Annotated[  # noqa: A002
        Literal["jsonl", "csv"], Parameter(name=["--format", "-f"], help="The record format, or a table.")
    ] = "jsonl",
    output: Annotated[
        Path | None, Parameter(name=["--output", "-o"], metavar="FILE", help="The file to write; it is replaced.")
    ] = None,
    ledger: LedgerOption = None,
) -> int:
    """Write every finding in the ledger to a file or to standard output."""
    from dragoman.export import WRITERS
    from dragoman.export.files import replacing

    with opened(ledger) as book:
        if output is None:
            WRITERS[format](book.entries(), sys.stdout)
            return OK
        with replacing(output) as stream:
            written = WRITERS[format](book.entries(), stream)
    say(f"{written:,} findings written to {output}")
    return OK
