"""`evaluate`: how well it reads."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from dragoman.cli.app import OK, Jobs, TextOrJson, app, examples, print_json, progress_bar
from dragoman.errors import UsageError
from dragoman.evaluate import SetName


@app.command(
    sort_key=8,
    usage="Usage: dragoman evaluate [OPTIONS] SET PATH",
    help_epilogue=examples(
        "dragoman evaluate news gold/dev --errors events",
        "dragoman evaluate plv gold/plv.tsv --format json",
        "dragoman evaluate records gold.jsonl --reports samples",
    ),
)
def evaluate(  # noqa: PLR0913 - one parameter an option
    set: Annotated[SetName, Parameter(name="SET", help="What kind of set it is.")],  # noqa: A002
    path: Annotated[Path, Parameter(name="PATH", help="Its folder or file.")],
    /,
    *,
    errors: Annotated[
        str | bool, Parameter(metavar="[LAYER]", help="Show what went wrong, in one layer or in all.")
    ] = False,
    found: Annotated[Path | None, Parameter(metavar="FILE", help="For records: the found ones.")] = None,
    reports: Annotated[
        Path | None, Parameter(metavar="PATH", help="For records: the reports to read anew, a file or a folder.")
    ] = None,
    jobs: Jobs = None,
    format: TextOrJson = "text",  # noqa: A002
) -> int:
    """Score what is read against a public gold set, with 95% intervals."""
    from dragoman.evaluate import Way, gold
    from dragoman.evaluate import evaluate as measure
    from dragoman.show.evaluation import evaluation_json, show_evaluation

    kind = gold(set)
    layers = _layers(errors, kind.layers)
    with progress_bar(f"{kind.unit}s") as progress:
        score = measure(set, path, Way(jobs, progress), found=found, reports=reports)
    if format == "json":
        print_json(evaluation_json(score, layers))
    else:
        from dragoman.show.terminal import console

        show_evaluation(score, console(), layers)
    return OK


def _layers(asked: str | bool, known: tuple[str, ...]) -> tuple[str, ...]:
    """The layers whose faults are asked for."""
    if isinstance(asked, bool):
        return known if asked else ()
    if asked not in known:
        raise UsageError(f"{asked!r} is no layer of this set; one of {', '.join(known)}, with --errors after SET PATH")
    return (asked,)
