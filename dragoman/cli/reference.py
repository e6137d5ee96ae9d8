"""`reference show`, `import`, `list`, `remove`: who held which office when, and a user's own rows."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from dragoman.cli.app import DATE, FAILED, OK, TextOrJson, app, examples, print_json

reference = App(
    name="reference",
    help="Look up who held which office when, and bring in rows of your own.",
    help_epilogue="Your own rows are kept in $DRAGOMAN_REFERENCE, else ~/.local/share/dragoman/reference.",
    sort_key=9,
)
app.command(reference)


@reference.command(
    name="show",
    sort_key=1,
    usage="Usage: dragoman reference show [OPTIONS] NAME",
    help_epilogue=examples(
        "dragoman reference show Lavrov",
        "dragoman reference show Germany --on 2023-03-02",
        "dragoman reference show 'Russian foreign minister'",
        "dragoman reference show Bush --on 2003-03-20 --format json",
    ),
)
def show(
    name: Annotated[
        str, Parameter(name="NAME", help="A person, state, body, place, meeting or office: a name, a code or an id.")
    ],
    /,
    *,
    on: Annotated[str | None, Parameter(metavar="DATE", help=f"The day whose offices are told: {DATE}.")] = None,
    format: TextOrJson = "text",  # noqa: A002
) -> int:
    """Show what the reference tables have on a name: offices with their days, and the sources."""
    from dragoman.reference import look_up

    found = look_up(name, on)
    if format == "json":
        from dragoman.show.reference import found_json

        print_json(found_json(found))
    else:
        from dragoman.show.reference import show_found
        from dragoman.show.terminal import console

        show_found(found, console())
    return OK


@reference.command(
    name="import",
    sort_key=2,
    usage="Usage: dragoman reference import [OPTIONS] FILE",
    help_epilogue=examples("dragoman reference import ministers.csv", "dragoman reference import entities.ftm.json"),
)
def bring(
    file: Annotated[
        Path, Parameter(name="FILE", help="A CSV of people in office or of meetings, or FollowTheMoney JSON Lines.")
    ],
    /,
    *,
    format: TextOrJson = "text",  # noqa: A002
) -> int:
    """Take rows of your own into the reference tables: they stand beside ours and win. Again, it changes nothing."""
    from dragoman.model import Issue
    from dragoman.reference import bring_in
    from dragoman.settings import reference_folder

    issues: list[Issue] = []
    folder = reference_folder(os.environ)
    intake = bring_in(file, folder, issues.append, date.today())
    if format == "json":
        from dragoman.show.reference import intake_json

        print_json(intake_json(intake, folder, issues))
    else:
        from dragoman.show.reference import show_intake
        from dragoman.show.terminal import console

        show_intake(intake, folder, issues, console())
    taken = sum(intake.new.values()) + sum(intake.changed.values()) + intake.unchanged
    return FAILED if intake.refused and not taken else OK


@reference.command(name="list", sort_key=3, usage="Usage: dragoman reference list [OPTIONS]")
def list_(*, format: TextOrJson = "text") -> int:  # noqa: A002
    """List the files whose rows you have imported, and how many rows each has in the tables."""
    from dragoman.reference import imported
    from dragoman.settings import reference_folder

    folder = reference_folder(os.environ)
    files = imported(folder)
    if format == "json":
        from dragoman.show.reference import imported_json

        print_json(imported_json(files, folder))
    else:
        from dragoman.show.reference import show_imported
        from dragoman.show.terminal import console

        show_imported(files, folder, console())
    return OK


@reference.command(
    name="remove",
    sort_key=4,
    usage="Usage: dragoman reference remove [OPTIONS] FILE",
    help_epilogue=examples("dragoman reference remove ministers.csv"),
)
def remove(
    file: Annotated[str, Parameter(name="FILE", help="The name of the imported file, as `reference list` has it.")],
    /,
    *,
    format: TextOrJson = "text",  # noqa: A002
) -> int:
    """Take the rows of an imported file out of the tables again: ours stand as they did."""
    from dragoman.reference import take_out
    from dragoman.settings import reference_folder

    folder = reference_folder(os.environ)
    removed = take_out(file, folder)
    if format == "json":
        from dragoman.show.reference import removed_json

        print_json(removed_json(removed, folder))
    else:
        from dragoman.show.reference import show_removed
        from dragoman.show.terminal import console

        show_removed(removed, folder, console())
    return OK
