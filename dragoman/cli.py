"""Arguments in → text on standard output, notes on standard error, an exit status. Thin: the work is in `api`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast, get_args

from cyclopts import App, CycloptsError, Group, Parameter, Token

from dragoman import __version__
from dragoman.errors import DragomanError, NotFound, UsageError
from dragoman.evaluate import SetName
from dragoman.model import EventType, Issue, Kind, Stance, Status
from dragoman.show.columns import Columns

if TYPE_CHECKING:
    from dragoman.api import Ledger, Progress
    from dragoman.model import Outcome

OK, FAILED, MISUSED, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141

OPTIONS = Group("Options")
EXITS = """Exit status: 0 done; 1 it failed; 2 wrong use; 130 interrupted; 141 the reader of the output went away.
The ledger is --ledger, else $DRAGOMAN_LEDGER, else dialogue.db or the only ledger in this folder."""

app = App(
    name="dragoman",
    help="Reads reporting on diplomacy and keeps the record of the dialogue: who signalled what to whom, on what "
    "condition, through which channel, and which meetings were mooted, planned and held. Every line is tied to the "
    "exact words that say so.",
    help_epilogue=EXITS,
    version=__version__,
    help_format="plaintext",
    help_formatter=Columns(),
    suppress_keyboard_interrupt=False,
    group_parameters=OPTIONS,
    default_parameter=Parameter(negative_bool=(), negative_iterable=(), show_choices=True),
)
app.register_install_completion_command(help="Set up completion for bash, zsh or fish.", group=OPTIONS)
app["--help"].group = OPTIONS
app["--version"].group = OPTIONS


def _examples(*lines: str) -> str:
    return "\n".join(["Examples:", *(f"  {line}" for line in lines)])


def _types(_: type, tokens: Sequence[Token]) -> tuple[EventType, ...]:
    """PLOVER's types in any case."""
    known = get_args(EventType)
    for token in tokens:
        if token.value.upper() not in known:
            raise ValueError(f"{token.value!r} is no PLOVER type; one of {', '.join(known)}")
    return tuple(cast(EventType, token.value.upper()) for token in tokens)


LedgerOption = Annotated[str | None, Parameter(name=["--ledger", "-l"], metavar="FILE", help="The ledger file.")]
Jobs = Annotated[
    int | None,
    Parameter(name=["--jobs", "-j"], metavar="N", help="Processes to read with; all that help if not given."),
]
Since = Annotated[str | None, Parameter(metavar="DATE", help="First day, YYYY-MM-DD. What bears no date is kept.")]
Until = Annotated[str | None, Parameter(metavar="DATE", help="Last day, YYYY-MM-DD. What bears no date is kept.")]
TextOrJson = Annotated[Literal["text", "json"], Parameter(name=["--format", "-f"], help="How to show it.")]
TextJsonMd = Annotated[Literal["text", "json", "md"], Parameter(name=["--format", "-f"], help="How to show it.")]
Paths = Annotated[list[Path], Parameter(help="Files or folders with reports.")]


@app.command(
    sort_key=1,
    usage="Usage: dragoman read [OPTIONS] PATH...",
    help_epilogue=_examples("dragoman read reports/", "dragoman read a.html b.txt wire.jsonl --ledger desk.db"),
)
def read(path: Paths, /, *, ledger: LedgerOption = None, jobs: Jobs = None, format: TextOrJson = "text") -> int:  # noqa: A002
    """Read reports into the ledger. Reading the same again changes nothing."""
    with _ledger(ledger, create=True) as book, _progress() as progress:
        summary = book.read(path, progress, jobs=jobs)
    if format == "json":
        from dragoman.show.plain_json import read_json

        _json(read_json(summary))
    else:
        from dragoman.show.summary import show_reading
        from dragoman.show.terminal import console

        show_reading(summary, console())
    return FAILED if summary.quarantined and not summary.read else OK


@app.command(
    sort_key=5,
    usage="Usage: dragoman extract [OPTIONS] PATH...",
    help_epilogue=_examples(
        "dragoman extract reports/ > findings.jsonl", "dragoman extract a.txt | jq -r .evidence.text"
    ),
)
def extract(path: Paths, /, *, jobs: Jobs = None) -> int:
    """Print the findings in reports as JSON Lines, one record a line, without a ledger."""
    from dragoman import api
    from dragoman.export import write_jsonl

    write_jsonl(api.extract(path, _note, jobs=jobs), sys.stdout)
    return OK


@app.command(
    sort_key=2,
    usage="Usage: dragoman dialogue [OPTIONS] PARTY PARTY [PARTY...]",
    help_epilogue=_examples(
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
    evidence: Annotated[bool, Parameter(help="Add the exact words with their offsets.")] = False,
    all: Annotated[bool, Parameter(help="Show every line and every source, in full.")] = False,  # noqa: A002
    ledger: LedgerOption = None,
    format: TextJsonMd = "text",  # noqa: A002
) -> int:
    """Show where a dialogue stands: positions, conditions, meetings, channels, commitments, other events."""
    from dragoman.show.dossier import Choice

    choice = Choice(everything=all, evidence=evidence)
    with _ledger(ledger) as book:
        found = book.dialogue(one, other, *further, since=since, until=until)
    if format == "json":
        from dragoman.show.plain_json import dialogue_json

        _json(dialogue_json(found))
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
    help_epilogue=_examples("dragoman article 3f2a", "dragoman article reports/a.html"),
)
def article(
    which: Annotated[
        str, Parameter(name="ID|FILE", help="A report's id or its beginning, its source, or a file to read now.")
    ],
    /,
    *,
    ledger: LedgerOption = None,
    format: TextOrJson = "text",  # noqa: A002
) -> int:
    """Show one report with its findings marked in the text. A file is read now, without a ledger."""
    shown = _from_file(Path(which)) if Path(which).is_file() else [_from_ledger(which, ledger)]
    if format == "json":
        from dragoman.show.plain_json import article_json

        for outcome in shown:
            _json(article_json(outcome))
    else:
        from dragoman.show.article import show_article
        from dragoman.show.terminal import console

        for outcome in shown:
            show_article(outcome, console())
    return OK if shown else FAILED


@app.command(
    sort_key=4,
    usage="Usage: dragoman search [OPTIONS] [WORDS...]",
    help_epilogue=_examples(
        "dragoman search ceasefire --kind condition",
        "dragoman search --actor Russia --actor USA --type CONSULT --status planned",
        "dragoman search 'security guarantees' --since 2021-12 --until 2022-02",
    ),
)
def search(  # noqa: PLR0913 - one parameter an option
    *words: Annotated[str, Parameter(name="WORDS", help="Words that the report must contain, all of them.")],
    kind: Annotated[tuple[Kind, ...], Parameter(help="Only findings of this kind. Repeatable.")] = (),
    actor: Annotated[
        tuple[str, ...], Parameter(help="Only where this actor takes part. Repeatable: all must.", metavar="NAME")
    ] = (),
    status: Annotated[tuple[Status, ...], Parameter(help="Only events of this status. Repeatable.")] = (),
    stance: Annotated[tuple[Stance, ...], Parameter(help="Only positions of this stance. Repeatable.")] = (),
    type: Annotated[  # noqa: A002
        tuple[EventType, ...], Parameter(converter=_types, help="Only events of this PLOVER type. Repeatable.")
    ] = (),
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, Parameter(metavar="N", help="Hits to show, 0 for all.")] = 20,
    ledger: LedgerOption = None,
    format: TextOrJson = "text",  # noqa: A002
) -> int:
    """Find findings by words of their report and by what they are, newest report first."""
    _natural("--limit", limit)
    with _ledger(ledger) as book:
        entries = book.search(
            " ".join(words), kinds=kind, actors=actor, status=status, stance=stance, types=type,
            since=since, until=until, limit=limit + 1 if limit else None,
        )  # fmt: skip
    hits = entries[:limit] if limit else entries
    if format == "json":
        from dragoman.show.plain_json import hits_json

        _json(hits_json(hits, more=len(entries) > len(hits)))
    else:
        from dragoman.show.hits import show_hits
        from dragoman.show.terminal import console

        show_hits(hits, console(), more=len(entries) > len(hits))
    return OK


@app.command(
    sort_key=6,
    usage="Usage: dragoman export [OPTIONS]",
    help_epilogue=_examples("dragoman export > out.jsonl", "dragoman export --format csv -o out.csv"),
)
def export(
    *,
    format: Annotated[  # noqa: A002
        Literal["jsonl", "csv"], Parameter(name=["--format", "-f"], help="The record format, or a table.")
    ] = "jsonl",
    output: Annotated[
        Path | None, Parameter(name=["--output", "-o"], metavar="FILE", help="The file to write; it is replaced.")
    ] = None,
    ledger: LedgerOption = None,
) -> int:
    """Write every finding in the ledger to a file or to standard output."""
    from dragoman.export import WRITERS
    from dragoman.export.files import replacing

    with _ledger(ledger) as book:
        if output is None:
            WRITERS[format](book.entries(), sys.stdout)
            return OK
        with replacing(output) as stream:
            written = WRITERS[format](book.entries(), stream)
    _say(f"{written:,} findings written to {output}")
    return OK


@app.command(
    sort_key=7,
    usage="Usage: dragoman status [OPTIONS]",
    help_epilogue=_examples("dragoman status", "dragoman status --issues"),
)
def status(
    *,
    issues: Annotated[bool, Parameter(help="List everything that could not be used, with the reasons.")] = False,
    ledger: LedgerOption = None,
    format: TextOrJson = "text",  # noqa: A002
) -> int:
    """Show what the ledger holds."""
    with _ledger(ledger) as book:
        counts, path = book.counts(), book.path
        listed = list(book.issues()) if issues else []
    if format == "json":
        from dragoman.show.plain_json import status_json

        _json(status_json(path, counts, listed if issues else None))
    else:
        from dragoman.show.summary import show_status
        from dragoman.show.terminal import console

        show_status(path, counts, listed, console())
    return OK


@app.command(
    sort_key=8,
    usage="Usage: dragoman evaluate [OPTIONS] SET PATH",
    help_epilogue=_examples(
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
    with _progress(f"{kind.unit}s") as progress:
        score = measure(set, path, Way(jobs, progress), found=found, reports=reports)
    if format == "json":
        _json(evaluation_json(score, layers))
    else:
        from dragoman.show.terminal import console

        show_evaluation(score, console(), layers)
    return OK


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status; errors are one line on standard error, never a traceback."""
    try:
        status = _run(argv)
        sys.stdout.flush()
    except CycloptsError as error:
        return _fail(" ".join(str(error).split()), MISUSED)
    except DragomanError as error:
        return _fail(str(error), MISUSED if isinstance(error, UsageError) else FAILED)
    except KeyboardInterrupt:
        return _fail("interrupted; what was recorded before is whole", INTERRUPTED)
    except BrokenPipeError:
        _swallow_output()
        return PIPE_CLOSED
    except OSError as error:
        return _fail(f"{error.filename or 'output'}: {error.strerror or error}", FAILED)
    return status


def _run(argv: Sequence[str] | None) -> int:
    from dragoman.show.terminal import utf8

    utf8(sys.stdout, sys.stderr)
    status = app(argv, result_action="return_value", exit_on_error=False, print_error=False)
    return status if isinstance(status, int) else OK


def _fail(message: str, status: int) -> int:
    with suppress(BrokenPipeError):
        _say(message)
    return status


def _layers(asked: str | bool, known: tuple[str, ...]) -> tuple[str, ...]:
    """The layers whose faults are asked for."""
    if isinstance(asked, bool):
        return known if asked else ()
    if asked not in known:
        raise UsageError(f"{asked!r} is no layer of this set; one of {', '.join(known)}, with --errors after SET PATH")
    return (asked,)


def _natural(option: str, number: int) -> None:
    if number < 0:
        raise UsageError(f"{option} is {number}: give a number from 0 up")


def _say(message: str) -> None:
    from dragoman.show.terminal import clean

    sys.stderr.write(f"dragoman: {clean(message)}\n")


def _swallow_output() -> None:
    """Point standard output at nothing, so that the interpreter has nothing left to complain about as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _note(issue: Issue) -> None:
    from dragoman.show.summary import reason

    _say(reason(issue))


def _json(value: object) -> None:
    import json

    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _ledger(option: str | None, *, create: bool = False) -> Ledger:
    from dragoman.api import Ledger
    from dragoman.settings import ledger_path

    path = ledger_path(option, os.environ, Path.cwd())
    if not create and not path.exists():
        raise NotFound(f"{path}: no such ledger; dragoman read PATH makes one, --ledger FILE names another")
    return Ledger(path, create=create, readonly=not create)


def _from_ledger(key: str, option: str | None) -> Outcome:
    from dragoman.model import Outcome

    with _ledger(option) as book:
        report = book.report(key)
        found = tuple(entry.finding for entry in book.search(report=report.id))
        return Outcome(report, found, dated=book.dated(report.id))


def _from_file(path: Path) -> list[Outcome]:
    from dragoman import api

    return list(api.outcomes(path, on_issue=_note))


@contextmanager
def _progress(what: str = "reports") -> Iterator[Progress | None]:
    """Give a callback that draws a bar on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from dragoman.show.progress import bar

    with bar(what) as progress:
        yield progress
