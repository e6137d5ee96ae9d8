"""`export`: the record for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal, cast

from cyclopts import Parameter

from dragoman.cli.app import OK, AsOf, LedgerOption, Since, Until, app, examples, opened, say
from dragoman.errors import UsageError
from dragoman.export import FORMATS, FindingsFormat, Format
from dragoman.model import Kind

if TYPE_CHECKING:
    from dragoman.api import Ledger, Search

Markdown = Literal["md"]
UNITS = {"ics": "meetings", "atom": "entries", "plover": "events", "ris": "reports"}


@app.command(
    sort_key=6,
    usage="Usage: dragoman export [OPTIONS] [PARTY...]",
    help_epilogue=examples(
        "dragoman export > out.jsonl",
        "dragoman export --format csv -o out.csv",
        "dragoman export USA --format parquet --since 2025 -o out.parquet",
        "dragoman export USA RUS --format ics -o meetings.ics",
    ),
)
def export(  # noqa: PLR0913 - one parameter an option
    *parties: Annotated[
        str, Parameter(name="PARTY", help="Only where all of these take part; everything if not given.")
    ],
    format: Annotated[  # noqa: A002
        Format | Markdown, Parameter(name=["--format", "-f"], help="The format to write.")
    ] = "jsonl",
    party: Annotated[
        tuple[str, ...],
        Parameter(name=["--party", "--actor"], help="The same as an option. Repeatable.", metavar="NAME"),
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

    _text_for_a_terminal(format, output)
    with opened(ledger) as book:
        narrow: Search = {"actors": (*parties, *party), "kinds": kind, "since": since, "until": until, "as_of": as_of}
        if output is None:
            written = _write(book, format, sys.stdout.buffer, narrow)
        else:
            with replacing_bytes(output) as stream:
                written = _write(book, format, stream, narrow)
    unit = UNITS.get(format, "findings")
    if not written:
        say(f"no {unit} to write: dragoman status shows what is on record")
    if output is not None:
        say(f"{written:,} {unit} written to {output}")
    return OK


def _write(book: Ledger, format: Format | Markdown, stream: BinaryIO, narrow: Search) -> int:  # noqa: A002
    if format != "md":
        return book.export(format, stream, **narrow)
    from dragoman.export.files import utf8
    from dragoman.show.markdown import write_markdown

    with utf8(stream) as text:
        return write_markdown(book.entries(**narrow), text, book.marks)


def _text_for_a_terminal(format: str, output: Path | None) -> None:  # noqa: A002
    writer = FORMATS.get(cast(FindingsFormat, format))
    if writer and writer.binary and output is None and sys.stdout.isatty():
        raise UsageError(f"{format} is no text for a terminal: name a file with -o FILE")
