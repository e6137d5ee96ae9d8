"""`stories`, `story`: which reports tell of one happening."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from dragoman.cli.app import (
    OK,
    AsOf,
    LedgerOption,
    Since,
    TextOrJson,
    Until,
    app,
    examples,
    natural,
    opened,
    print_json,
)


@app.command(
    sort_key=5,
    usage="Usage: dragoman stories [OPTIONS]",
    help_epilogue=examples("dragoman stories", "dragoman stories --since 2025-02-01 --until 2025-02-28"),
)
def stories(  # noqa: PLR0913 - one parameter an option
    *,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    limit: Annotated[int, Parameter(metavar="N", help="Stories to show, 0 for all.")] = 20,
    ledger: LedgerOption = None,
    format: TextOrJson = "text",  # noqa: A002
) -> int:
    """List the stories, the latest first: reports on one happening, laid together as they arrived."""
    natural("--limit", limit)
    with opened(ledger) as book:
        found = book.stories(since=since, until=until, as_of=as_of, limit=limit + 1 if limit else None)
    heads = found[:limit] if limit else found
    from dragoman.show.stories import show_stories, stories_json

    if format == "json":
        print_json(stories_json(heads, more=len(found) > len(heads)))
    else:
        from dragoman.show.terminal import console

        show_stories(heads, console(), more=len(found) > len(heads))
    return OK


@app.command(
    sort_key=5,
    usage="Usage: dragoman story [OPTIONS] ID",
    help_epilogue=examples("dragoman story 3f2a", "dragoman story reports/a.html"),
)
def story(
    which: Annotated[
        str, Parameter(name="ID", help="A story's id or its beginning, or a report's id or source: the story it is in.")
    ],
    /,
    *,
    as_of: AsOf = None,
    ledger: LedgerOption = None,
    format: TextOrJson = "text",  # noqa: A002
) -> int:
    """Show the reports of one story, the earliest first, and why each is in it."""
    with opened(ledger) as book:
        found = book.story(which, as_of=as_of)
    from dragoman.show.stories import show_story, story_json

    if format == "json":
        print_json(story_json(found))
    else:
        from dragoman.show.terminal import console

        show_story(found, console())
    return OK
