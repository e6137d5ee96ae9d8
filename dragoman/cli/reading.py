"""`read` and `extract`: reports in."""

from __future__ import annotations

import sys

from dragoman.cli.app import (
    FAILED,
    OK,
    Jobs,
    LedgerOption,
    Paths,
    TextOrJson,
    app,
    examples,
    note,
    opened,
    print_json,
    progress_bar,
)


@app.command(
    sort_key=1,
    usage="Usage: dragoman read [OPTIONS] PATH...",
    help_epilogue=examples("dragoman read reports/", "dragoman read a.html b.txt wire.jsonl --ledger desk.db"),
)
def read(path: Paths, /, *, ledger: LedgerOption = None, jobs: Jobs = None, format: TextOrJson = "text") -> int:  # noqa: A002
    """Read reports into the ledger. Reading the same again changes nothing."""
    from dragoman.reading import existing

    paths = existing(path)  # before a ledger is made for nothing
    with opened(ledger, create=True) as book, progress_bar() as progress:
        summary = book.read(paths, progress, jobs=jobs)
    if format == "json":
        from dragoman.show.plain_json import read_json

        print_json(read_json(summary))
    else:
        from dragoman.show.summary import show_reading
        from dragoman.show.terminal import console

        show_reading(summary, console())
    return FAILED if summary.quarantined and not summary.read else OK


@app.command(
    sort_key=5,
    usage="Usage: dragoman extract [OPTIONS] PATH...",
    help_epilogue=examples(
        "dragoman extract reports/ > findings.jsonl", "dragoman extract a.txt | jq -r .evidence.text"
    ),
)
def extract(path: Paths, /, *, jobs: Jobs = None) -> int:
    """Print the findings in reports as JSON Lines, one record a line, without a ledger."""
    from dragoman import reading
    from dragoman.export import write_jsonl

    write_jsonl(reading.extract(path, note, jobs=jobs), sys.stdout)
    return OK
