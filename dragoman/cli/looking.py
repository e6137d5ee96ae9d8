"""`dialogue`, `article`, `search`, `status`: what is on record."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast, get_args

from cyclopts import Parameter, Token

from dragoman.cli.app import (
    FAILED,
    OK,
    AsOf,
    LedgerOption,
    Since,
    TextJsonMd,
    TextOrJson,
    Until,
    app,
    examples,
    natural,
    note,
    opened,
    print_json,
    readable,
    several,
)
from dragoman.model import EventType, Kind, Stance, Status

if TYPE_CHECKING:
    from dragoman.model import Outcome
    from dragoman.show.article import Around


def _types(_: type, tokens: Sequence[Token]) -> tuple[EventType, ...]:
    """PLOVER's types in any case."""
    known = get_args(EventType)
    for token in tokens:
        if token.value.upper() not in known:
            raise ValueError(f"{token.value!r} is no PLOVER type; one of {', '.join(known)}")
    return tuple(cast(EventType, token.value.upper()) for token in tokens)


@app.command(
    sort_key=2,
    usage="Usage: dragoman dialogue [OPTIONS] PARTY PARTY [PARTY...]",
    help_epilogue=examples(
        "dragoman dialogue USA RUS",
        "dragoman dialogue 'United States' russia --since 2025-01-20 --evidence",
        "dragoman dialogue USA RUS --format md > brief.md",
    ),
)
def dialogue(  # noqa: PLR0913 - one parameter an option
    one: Annotated[str, Parameter(name="PARTY", help="A state, body or person, by name, code or id.")],
    other: Annotated[str, Parameter(name="PARTY", help="The other party.")],
    /,
    *further: Annotated[str, Parameter(name="PARTY", help="Further parties: what all of them share is shown.")],
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    evidence: Annotated[bool, Parameter(help="Add the exact words with their offsets.")] = False,
    all: Annotated[bool, Parameter(help="Show every line and every source, in full.")] = False,  # noqa: A002
    ledger: LedgerOption = None,
    format: TextJsonMd = "text",  # noqa: A002
) -> int:
    """Show where a dialogue stands: positions, conditions, meetings, channels, commitments, other events."""
    from dragoman.group.dialogue import shown as lines
    from dragoman.show.dossier import Choice

    with opened(ledger) as book:
        found = book.dialogue(one, other, *further, since=since, until=until, as_of=as_of)
        choice = Choice(everything=all, evidence=evidence, marks=book.marks(lines(found)))
    several(found.parties, (one, other, *further))
    if format == "json":
        from dragoman.show.dialogue_json import dialogue_json

        print_json(dialogue_json(found))
    elif format == "md":
        from dragoman.show.markdown import dialogue_markdown

        sys.stdout.write(dialogue_markdown(found, choice))
    else:
        from dragoman.show.terminal import console
        from dragoman.show.text import show_dialogue

        show_dialogue(found, console(), choice)
    return OK


@app.command(
    sort_key=3,
    usage="Usage: dragoman article [OPTIONS] ID|FILE",
    help_epilogue=examples("dragoman article 3f2a", "dragoman article reports/a.html"),
)
def article(
    which: Annotated[
        str, Parameter(name="ID|FILE", help="A report's id or its beginning, its source, or a file to read now.")
    ],
    /,
    *,
    as_of: AsOf = None,
    ledger: LedgerOption = None,
    format: TextOrJson = "text",  # noqa: A002
) -> int:
    """Show one report with its findings marked in the text. A file is read now, without a ledger."""
    shown = _from_file(Path(which)) if readable(which, as_of) else [_from_ledger(which, ledger, as_of)]
    if format == "json":
        from dragoman.show.plain_json import article_json

        for outcome, around in shown:
            print_json(article_json(outcome, around.chain, around.story))
    else:
        from dragoman.show.article import show_article
        from dragoman.show.terminal import console

        for outcome, around in shown:
            show_article(outcome, console(), around)
    return OK if shown else FAILED


@app.command(
    sort_key=4,
    usage="Usage: dragoman search [OPTIONS] [WORDS...]",
    help_epilogue=examples(
        "dragoman search ceasefire --kind condition",
        "dragoman search --actor Russia --actor USA --type CONSULT --status planned",
        "dragoman search 'security guarantees' --since 2021-12 --until 2022-02",
    ),
)
def search(  # noqa: PLR0913 - one parameter an option
    *words: Annotated[str, Parameter(name="WORDS", help="Words that the report must contain, all of them.")],
    kind: Annotated[tuple[Kind, ...], Parameter(help="Only findings of this kind. Repeatable.")] = (),
    actor: Annotated[
        tuple[str, ...],
        Parameter(
            name=["--party", "--actor"], help="Only where this party takes part. Repeatable: all must.", metavar="NAME"
        ),
    ] = (),
    status: Annotated[tuple[Status, ...], Parameter(help="Only events of this status. Repeatable.")] = (),
    stance: Annotated[tuple[Stance, ...], Parameter(help="Only positions of this stance. Repeatable.")] = (),
    type: Annotated[  # noqa: A002
        tuple[EventType, ...], Parameter(converter=_types, help="Only events of this PLOVER type. Repeatable.")
    ] = (),
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    limit: Annotated[int, Parameter(metavar="N", help="Hits to show, 0 for all.")] = 20,
    ledger: LedgerOption = None,
    format: TextOrJson = "text",  # noqa: A002
) -> int:
    """Find findings by words of their report and by what they are: first those whose own sentence has the words."""
    natural("--limit", limit)
    with opened(ledger) as book:
        entries = book.search(
            " ".join(words), kinds=kind, actors=actor, status=status, stance=stance, types=type,
            since=since, until=until, as_of=as_of, limit=limit + 1 if limit else None,
        )  # fmt: skip
        hits = entries[:limit] if limit else entries
        marks = book.marks(hits)
    if format == "json":
        from dragoman.show.plain_json import hits_json

        print_json(hits_json(hits, more=len(entries) > len(hits)))
    else:
        from dragoman.show.hits import show_hits
        from dragoman.show.terminal import console

        show_hits(hits, console(), more=len(entries) > len(hits), marks=marks)
    return OK


@app.command(
    sort_key=7,
    usage="Usage: dragoman status [OPTIONS]",
    help_epilogue=examples("dragoman status", "dragoman status --issues"),
)
def status(
    *,
    issues: Annotated[bool, Parameter(help="List everything that could not be used, with the reasons.")] = False,
    as_of: AsOf = None,
    ledger: LedgerOption = None,
    format: TextOrJson = "text",  # noqa: A002
) -> int:
    """Show what the ledger holds."""
    with opened(ledger) as book:
        counts, path = book.counts(as_of=as_of), book.path
        listed = list(book.issues()) if issues else []
    if format == "json":
        from dragoman.show.plain_json import status_json

        print_json(status_json(path, counts, listed if issues else None))
    else:
        from dragoman.show.summary import show_status
        from dragoman.show.terminal import console

        show_status(path, counts, listed, console())
    return OK


def _from_ledger(key: str, option: str | None, as_of: str | None) -> tuple[Outcome, Around]:
    from dragoman.model import Outcome
    from dragoman.show.article import Around

    with opened(option) as book:
        report = book.report(key, as_of=as_of)
        entries = book.search(report=report.id)
        outcome = Outcome(report, tuple(entry.finding for entry in entries), dated=book.dated(report.id))
        chain, story = book.chain(report.id, as_of=as_of), book.story_of(report.id, as_of=as_of)
        return outcome, Around(chain, story, book.marks(entries))


def _from_file(path: Path) -> list[tuple[Outcome, Around]]:
    from dragoman import reading
    from dragoman.show.article import Around

    return [(outcome, Around()) for outcome in reading.outcomes(path, on_issue=note)]
