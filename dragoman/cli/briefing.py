"""`brief`: what a desk reads first."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from dragoman.cli.app import FAILED, OK, AsOf, LedgerOption, app, examples, note, opened, readable, say, several
from dragoman.errors import NotFound, UsageError

if TYPE_CHECKING:
    from dragoman.brief import Brief

Length = Literal["short", "long"]
Format = Literal["md", "html", "pdf"]


@app.command(
    sort_key=3,
    usage="Usage: dragoman brief [OPTIONS] ARTICLE|STORY|PARTY [PARTY...]",
    help_epilogue=examples(
        "dragoman brief reports/a.html",
        "dragoman brief 3f2a --length long",
        "dragoman brief USA RUS --format pdf -o usa-rus.pdf",
    ),
)
def brief(  # noqa: PLR0913 - one parameter an option
    what: Annotated[
        str,
        Parameter(
            name="ARTICLE|STORY|PARTY",
            help="A report's id, its source, a file to read now; a story's id; or the first party.",
        ),
    ],
    /,
    *parties: Annotated[str, Parameter(name="PARTY", help="The other parties: their dialogue is briefed.")],
    length: Annotated[Length, Parameter(help="About five sentences, or ten.")] = "short",
    as_of: AsOf = None,
    format: Annotated[Format, Parameter(name=["--format", "-f"], help="How to write it.")] = "md",  # noqa: A002
    output: Annotated[
        Path | None, Parameter(name=["--output", "-o"], metavar="FILE", help="The file to write; it is replaced.")
    ] = None,
    ledger: LedgerOption = None,
) -> int:
    """Say in a few sentences what a report, a story or a dialogue has; every sentence cites its exact words."""
    from dragoman.brief import written
    from dragoman.export.files import replacing_bytes

    if format == "pdf" and output is None and sys.stdout.isatty():
        raise UsageError("pdf is no text for a terminal: name a file with -o FILE")
    told = _brief(what, parties, (length, as_of), ledger)
    if told is None:
        return FAILED
    content = written(told, format)
    if output is None:
        sys.stdout.buffer.write(content)
        return OK
    with replacing_bytes(output) as stream:
        stream.write(content)
    say(f"brief written to {output}")
    return OK


def _brief(what: str, parties: tuple[str, ...], how: tuple[Length, str | None], ledger: str | None) -> Brief | None:
    length, as_of = how
    if not parties and readable(what, as_of):
        from dragoman import api, reading

        read = list(reading.outcomes(Path(what), on_issue=note))
        return api.brief(read, length=length) if read else None
    with opened(ledger) as book:
        if parties:
            several(tuple({*map(book.party, (what, *parties))}), (what, *parties))
        try:
            return book.brief(what, *parties, length=length, as_of=as_of)
        except NotFound as error:
            hint = "" if parties else ", or give two parties"
            raise NotFound(f"{error}{hint}") from error
