"""`accounts`: who may use a desk that others can reach."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from dragoman.cli.app import OK, LedgerOption, TextOrJson, app, examples, existing, natural, print_json, say
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.web.accounts import Accounts

accounts = App(
    name="accounts",
    help="Say who may use the desk. Passwords and tokens are kept as hashes, in a file beside the ledger.",
    help_epilogue=examples("dragoman accounts add ada --role reviewer", "dragoman accounts list"),
    sort_key=7.6,
)
app.command(accounts)
Name = Annotated[str, Parameter(name="NAME", help="Whose account.")]


@accounts.command(sort_key=1, help_epilogue=examples("dragoman accounts add ada --role reviewer"))
def add(
    name: Name,
    /,
    *,
    role: Annotated[
        Literal["reader", "reviewer", "admin"],
        Parameter(help="reader: sees; reviewer: also judges; admin: also takes back what others judged."),
    ] = "reader",
    ledger: LedgerOption = None,
) -> int:
    """Make an account, or give it a new role and password. The password is asked for, or read from standard input."""
    book = _accounts(ledger)
    book.add(name, role, _password(name))
    say(f"{name} may log in as {role}")
    return OK


@accounts.command(name="list", sort_key=2, help_epilogue=examples("dragoman accounts list"))
def list_(*, ledger: LedgerOption = None, format: TextOrJson = "text") -> int:  # noqa: A002
    """Show the accounts."""
    found = [*_accounts(ledger).all()]
    if format == "json":
        print_json([{"name": one.name, "role": one.role, "made": one.made, "disabled": one.disabled} for one in found])
        return OK
    for one in found:
        state = f"disabled {one.disabled}" if one.disabled else f"since {one.made}"
        sys.stdout.write(f"{one.name:<24} {one.role:<10} {state}\n")
    if not found:
        say("there are no accounts: dragoman accounts add NAME")
    return OK


@accounts.command(sort_key=3, help_epilogue=examples("dragoman accounts disable ada"))
def disable(name: Name, /, *, ledger: LedgerOption = None) -> int:
    """Let somebody in no more; sessions and tokens end at once. What they judged stays."""
    _accounts(ledger).disable(name)
    say(f"{name} may no longer log in")
    return OK


@accounts.command(sort_key=4, help_epilogue=examples("dragoman accounts token ada --days 30"))
def token(
    name: Name,
    /,
    *,
    days: Annotated[int, Parameter(metavar="N", help="Days it is good for.")] = 90,
    ledger: LedgerOption = None,
) -> int:
    """Print a new token for programs that act as somebody. It is shown this once."""
    natural("--days", days, 1)
    sys.stdout.write(_accounts(ledger).token(name, days) + "\n")
    return OK


def _accounts(option: str | None) -> Accounts:
    from dragoman.extras import need

    for module in ("argon2", "starlette"):
        need(module, "web", "dragoman accounts")
    from dragoman.web import DeskSettings
    from dragoman.web.accounts import Accounts

    return Accounts(DeskSettings(existing(option)).accounts)


def _password(name: str) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    from getpass import getpass

    first = getpass(f"Password for {name}: ")
    if getpass("Again: ") != first:
        raise UsageError("the two differ: nothing was changed")
    return first
