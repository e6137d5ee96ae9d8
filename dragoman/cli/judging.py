"""`judge` and `corrections`: what people make of the findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from cyclopts import Parameter

from dragoman.cli.app import (
    LARGEST,
    OK,
    LedgerOption,
    TextOrJson,
    app,
    examples,
    existing,
    natural,
    opened,
    print_json,
    say,
)
from dragoman.errors import UsageError


@app.command(
    sort_key=7.2,
    usage="Usage: dragoman judge [OPTIONS] FINDING VERDICT",
    help_epilogue=examples(
        "dragoman judge 3f2a confirm --by Ada",
        "dragoman judge 3f2a reject --reason not-said --by Ada",
        "dragoman judge 3f2a edit --set status=planned --set 'recipient=Turkey; Qatar' --by Ada",
        "dragoman judge 17 undo --by Ada",
    ),
)
def judge(  # noqa: PLR0913 - one parameter an option
    which: Annotated[
        str, Parameter(name="FINDING", help="Its id or the beginning of it; with undo the number of a verdict.")
    ],
    verdict: Annotated[
        Literal["confirm", "reject", "edit", "unsure", "undo"], Parameter(name="VERDICT", help="What you decide.")
    ],
    /,
    *,
    by: Annotated[str, Parameter(metavar="NAME", help="Who decides.")],
    reason: Annotated[str | None, Parameter(metavar="CODE", help="With reject: why, from the list.")] = None,
    why: Annotated[str | None, Parameter(metavar="TEXT", help="Why, in your words.")] = None,
    set: Annotated[  # noqa: A002
        tuple[str, ...], Parameter(metavar="FIELD=VALUE", help="With edit: what a field should have been. Repeatable.")
    ] = (),
    ledger: LedgerOption = None,
) -> int:
    """Confirm, reject or edit a finding. Every verdict is kept; undo takes one back by a verdict of its own."""
    from dragoman.api import Ledger

    with Ledger(existing(ledger), create=False) as book:
        if verdict == "undo":
            natural("the number of the verdict", number := _number(which))
            kept = book.undo(number, by, why or "")
        else:
            kept = book.judge(which, verdict, by, reason=reason, why=why, values=_values(set))
        shown = book.entry(kept.finding).verdict if kept.subject == "finding" else None
    say(f"verdict {kept.number} kept: {kept.finding} is {_now(shown)}")
    return OK


@app.command(
    sort_key=7.3,
    usage="Usage: dragoman corrections [OPTIONS]",
    help_epilogue=examples("dragoman corrections", "dragoman corrections --format json --limit 0"),
)
def corrections(
    *,
    limit: Annotated[int, Parameter(metavar="N", help="Verdicts to show, 0 for all.")] = 20,
    ledger: LedgerOption = None,
    format: TextOrJson = "text",  # noqa: A002
) -> int:
    """Show what people decided, newest first."""
    from dragoman.show.corrections import corrections_json, show_corrections

    natural("--limit", limit)
    with opened(ledger) as book:
        found = book.corrections(limit=limit or LARGEST)
    if format == "json":
        print_json(corrections_json(found))
    else:
        from dragoman.show.terminal import console

        show_corrections(found, console())
    return OK


def _now(judged: str | None) -> str:
    if judged == "pending":
        return "pending: a second person has to confirm it before it is shown so"
    return judged or "not judged"


def _number(text: str) -> int:
    if not text.isdecimal():
        raise UsageError(f"{text!r} is no number of a verdict: dragoman corrections lists them")
    return int(text)


def _values(pairs: Sequence[str]) -> dict[str, str]:
    for pair in pairs:
        if "=" not in pair:
            raise UsageError(f"{pair!r}: write --set FIELD=VALUE")
    return {name.strip(): value for name, _, value in (pair.partition("=") for pair in pairs)}
