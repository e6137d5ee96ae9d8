"""`plot`: a dialogue as a picture, and its table."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from dragoman.cli.app import OK, AsOf, LedgerOption, Since, Until, app, examples, opened, print_json, say, several


@app.command(
    sort_key=2.4,
    usage="Usage: dragoman plot [OPTIONS] PARTY PARTY [PARTY...]",
    help_epilogue=examples("dragoman plot USA RUS -o dialogue.svg", "dragoman plot USA RUS --format table"),
)
def plot(  # noqa: PLR0913 - one parameter an option
    one: Annotated[str, Parameter(name="PARTY", help="A state, body or person, by name, code or id.")],
    other: Annotated[str, Parameter(name="PARTY", help="The other party.")],
    /,
    *further: Annotated[str, Parameter(name="PARTY", help="Further parties: what all of them share is shown.")],
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    output: Annotated[
        Path | None, Parameter(name=["--output", "-o"], metavar="FILE", help="The file to write; it is replaced.")
    ] = None,
    ledger: LedgerOption = None,
    format: Annotated[  # noqa: A002
        Literal["svg", "table", "json"], Parameter(name=["--format", "-f"], help="The picture, or its table.")
    ] = "svg",
) -> int:
    """Draw a dialogue: stances over time, meetings by status and level, gaps in contact, new holders of offices."""
    from dragoman.show.picture import picture

    with opened(ledger) as book:
        found = book.dialogue(one, other, *further, since=since, until=until, as_of=as_of)
    several(found.parties, (one, other, *further))
    if format == "json":
        from dragoman.show.tables import picture_json

        print_json(picture_json(picture(found)))
    elif format == "table":
        from dragoman.show.tables import show_table
        from dragoman.show.terminal import console

        show_table(picture(found), console())
    else:
        from dragoman.show.plot import plot_svg

        _write(plot_svg(found), output)
    return OK


def _write(svg: str, output: Path | None) -> None:
    from dragoman.export.files import replacing

    if output is None:
        sys.stdout.write(svg)
        return
    with replacing(output) as stream:
        stream.write(svg)
    say(f"picture written to {output}; its table: --format table")
