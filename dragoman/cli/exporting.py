"""`export`: the record for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from dragoman.cli.app import OK, AsOf, LedgerOption, Since, Until, app, examples, opened, say
from dragoman.errors import UsageError
from dragoman.export import FORMATS, Format
from dragoman.model import Kind


@app.command(
    sort_key=6,
    usage="Usage: dragoman export [OPTIONS]",
    help_epilogue=examples(
        "dragoman export > out.jsonl",
        "dragoman export --format csv -o out.csv",
        "dragoman export --format parquet --party USA --party RUS --since 2025-01-20 -o out.parquet",
    ),
)
def export(  # noqa: PLR0913 - one parameter an option
    *,
    format: Annotated[  # noqa: A002
        Format, Parameter(name=["--format", "-f"], help="The format to write.")
    ] = "jsonl",
    party: Annotated[
        tuple[str, ...], Parameter(help="Only where this party takes part. Repeatable: all must.", metavar="NAME")
    ] = (),
    kind: Annotated[tuple[Kind, ...], Parameter(help="Only findings of this kind. Repeatable.")] = (),
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    output: Annotated[
        Path | None, Parameter(name=["--output", "-o"], metavar="FILE", help="The file to write; it is replaced.")
    ] = None,
    ledger: LedgerOption = None,
) -> int:
    """Write what is in the ledger to a file or to standard output."""
    from dragoman.export.files import replacing_bytes

    if FORMATS[format].binary and output is None and sys.stdout.isatty():
        raise UsageError(f"{format} is no text for a terminal: name a file with -o FILE")
    with opened(ledger) as book:
        entries = book.entries(actors=party, kinds=kind, since=since, until=until, as_of=as_of)
        if output is None:
            FORMATS[format].write(entries, sys.stdout.buffer)
            return OK
        with replacing_bytes(output) as stream:
            written = FORMATS[format].write(entries, stream)
    say(f"{written:,} findings written to {output}")
    return OK
