"""`serve`: the desk."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from dragoman.cli.app import OK, LedgerOption, app, examples, existing, say
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.web.desk import Progress

LOOK = 1.0
"""Seconds between two looks at how much is ready."""


@app.command(
    sort_key=7.5,
    usage="Usage: dragoman serve [OPTIONS]",
    help_epilogue=examples(
        "dragoman serve",
        "dragoman serve --ledger desk.db --port 9000",
        "dragoman serve --expose --host 0.0.0.0 --name desk.example --certificate desk.pem --key desk.key",
    ),
)
def serve(  # noqa: PLR0913 - one parameter an option
    *,
    host: Annotated[str, Parameter(metavar="ADDRESS", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, Parameter(metavar="N", help="The port to listen on.")] = 8765,
    expose: Annotated[bool, Parameter(help="Let others reach it: asks for accounts.")] = False,
    name: Annotated[
        tuple[str, ...], Parameter(metavar="NAME", help="A name or address it is called by. Repeatable.")
    ] = (),
    certificate: Annotated[
        Path | None, Parameter(metavar="FILE", help="Serve over TLS with this certificate (PEM).")
    ] = None,
    key: Annotated[Path | None, Parameter(metavar="FILE", help="The certificate's key (PEM).")] = None,
    ledger: LedgerOption = None,
) -> int:
    """Open the ledger as a desk in the browser: pages and a JSON API. Ctrl-C ends it."""
    from dragoman.extras import need

    for module in ("starlette", "jinja2", "granian", "argon2", "python_multipart"):
        need(module, "web", "dragoman serve")
    from dragoman.web import DeskSettings, application
    from dragoman.web.server import Place, run

    if (certificate is None) != (key is None):
        raise UsageError("--certificate and --key go together")
    secure = certificate is not None
    hosts = names(host, name, expose=expose)
    settings = DeskSettings(existing(ledger), hosts, exposed=expose, secure=secure)
    place = Place(host, port, certificate, key)
    if expose and not secure:
        say("passwords and pages travel unencrypted: give --certificate and --key, or put a TLS proxy before it")
    desk = application(settings)

    def ready(url: str) -> None:
        say(f"{url} serves {settings.ledger}; Ctrl-C ends it")
        if sys.stderr.isatty():
            Thread(target=follow, args=(desk.state.desk.progress,), daemon=True).start()

    run(desk, place, ready)
    return OK


def follow(progress: Progress) -> None:
    """Show how many pages are ready until all are: those asked for meanwhile are made then."""
    from dragoman.show.progress import bar

    time.sleep(LOOK)  # most ledgers are done by then
    if not progress.ready:
        with bar("pages", "making pages ready") as move:
            while not progress.ready:
                move(progress.made, progress.of, progress.made)
                time.sleep(LOOK)


def names(host: str, given: Sequence[str], *, expose: bool) -> tuple[str, ...]:
    """Return the names that a desk listening on `host` answers to. Raises UsageError where others could reach it
    unasked, or by no name."""
    from dragoman.web.settings import LOOPBACK

    if host not in LOOPBACK and not expose:
        raise UsageError(f"on {host} others can reach the desk: say --expose, after dragoman accounts add NAME")
    everywhere = host in {"0.0.0.0", "::"}  # noqa: S104 - told apart, not listened on
    if everywhere and not given:
        raise UsageError(f"on {host} it is called by many names: give those it may answer to with --name")
    own = () if everywhere else (host,)
    return tuple(dict.fromkeys(one.casefold() for one in (*LOOPBACK, *own, *given)))
