"""`changes`, `meetings`, `meeting`: what came since a day, and contacts told across reports."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from dragoman.cli.app import (
    DATE,
    OK,
    AsOf,
    LedgerOption,
    Since,
    TextOrJson,
    Until,
    app,
    examples,
    opened,
    print_json,
    several,
)
from dragoman.group import MeetingStatus


@app.command(
    sort_key=2.1,
    usage="Usage: dragoman meetings [OPTIONS] [PARTY...]",
    help_epilogue=examples(
        "dragoman meetings USA RUS",
        "dragoman meetings USA RUS --status planned --status mooted",
        "dragoman meetings TUR",
    ),
)
def meetings(  # noqa: PLR0913 - one parameter an option
    *party: Annotated[str, Parameter(name="PARTY", help="Who takes part, all of them; everybody if not given.")],
    status: Annotated[tuple[MeetingStatus, ...], Parameter(help="Only meetings of this status. Repeatable.")] = (),
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    ledger: LedgerOption = None,
    format: TextOrJson = "text",  # noqa: A002
) -> int:
    """List the meetings, each told once across reports, with how it came about."""
    with opened(ledger) as book:
        codes = tuple(map(book.party, party))
        found = book.meetings(*codes, status=status, since=since, until=until, as_of=as_of)
    if format == "json":
        from dragoman.show.dialogue_json import meeting_json

        print_json({"meetings": [meeting_json(one) for one in found]})
    else:
        from dragoman.show.meetings import show_meetings
        from dragoman.show.terminal import console

        show_meetings(found, codes, console())
    return OK


@app.command(
    sort_key=2.2,
    usage="Usage: dragoman meeting [OPTIONS] ID",
    help_epilogue=examples("dragoman meeting m3f2a91c0"),
)
def meeting(
    which: Annotated[str, Parameter(name="ID", help="The meeting's id or its beginning, as `meetings` lists it.")],
    /,
    *,
    as_of: AsOf = None,
    ledger: LedgerOption = None,
    format: TextOrJson = "text",  # noqa: A002
) -> int:
    """Show one meeting: its history, with who said so and when, and its readouts side by side."""
    with opened(ledger) as book:
        found = book.readouts(which, as_of=as_of)
    if format == "json":
        from dragoman.show.dialogue_json import readouts_json

        print_json(readouts_json(found))
    else:
        from dragoman.show.meetings import show_meeting
        from dragoman.show.terminal import console

        show_meeting(found, (), console())
    return OK


@app.command(
    sort_key=2.3,
    usage="Usage: dragoman changes [OPTIONS] PARTY PARTY [PARTY...] --since DATE",
    help_epilogue=examples(
        "dragoman changes USA RUS --since 2025-02-17", "dragoman changes USA RUS --since 2025-02 --all"
    ),
)
def changes(  # noqa: PLR0913 - one parameter an option
    one: Annotated[str, Parameter(name="PARTY", help="A state, body or person, by name, code or id.")],
    other: Annotated[str, Parameter(name="PARTY", help="The other party.")],
    /,
    *further: Annotated[str, Parameter(name="PARTY", help="Further parties: what all of them share is shown.")],
    since: Annotated[str, Parameter(metavar="DATE", help=f"What came to be known from this day on: {DATE}.")],
    as_of: AsOf = None,
    all: Annotated[bool, Parameter(help="Show every line.")] = False,  # noqa: A002
    ledger: LedgerOption = None,
    format: TextOrJson = "text",  # noqa: A002
) -> int:
    """Show what is new in a dialogue: new, changed, contradicted, overdue, one line each with its source."""
    with opened(ledger) as book:
        found = book.changes(one, other, *further, since=since, as_of=as_of)
    several(found.parties, (one, other, *further))
    if format == "json":
        from dragoman.show.plain_json import changes_json

        print_json(changes_json(found))
    else:
        from dragoman.show.changes import show_changes
        from dragoman.show.terminal import console

        show_changes(found, console(), everything=all)
    return OK
