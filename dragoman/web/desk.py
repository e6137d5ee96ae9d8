"""Settings in → what every handler works with: the ledger, pages from templates, addresses."""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from threading import Lock
from urllib.parse import quote, urlencode

import apsw
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.datastructures import URL, FormData, QueryParams
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

import dragoman
from dragoman import __version__
from dragoman.api import Ledger
from dragoman.errors import LedgerError
from dragoman.gazetteer import renew
from dragoman.ledger import Counts, Growth, Query
from dragoman.ledger.query import EVER
from dragoman.ledger.schema import spoken
from dragoman.model import digest
from dragoman.settings import LedgerLimits
from dragoman.web.access import NOBODY, Access, User
from dragoman.web.accounts import Accounts
from dragoman.web.agenda import Agenda
from dragoman.web.assets import Assets
from dragoman.web.cache import Cache, Flights
from dragoman.web.days import Span
from dragoman.web.keeping import Keeping, Piece, opened
from dragoman.web.route import Route
from dragoman.web.settings import DeskSettings
from dragoman.web.shared import SharedLedger, Version
from dragoman.web.shelf import Shelf

_DAY = re.compile(r"\b\d{4}-\d\d(?:-\d\d)?\b")
THEME = "theme"
"""The cookie with the colours the reader chose."""
THEMES = ("light", "dark")


@dataclass(slots=True)
class _Open:
    """A ledger that a thread has open, and which file it is."""

    ledger: SharedLedger
    file: tuple[int, int]


@dataclass(slots=True)
class Progress:
    """How much of what is made ready beforehand there is: pieces made, of how many (0: it is not known yet)."""

    made: int = 0
    of: int = 0

    @property
    def ready(self) -> bool:
        """Whether all is made."""
        return 0 < self.of <= self.made


class Desk:
    """One ledger being served. Handlers get it; `ledger` is the calling thread's own, open for reading."""

    def __init__(self, settings: DeskSettings, routes: tuple[Route, ...], access: Access, accounts: Accounts) -> None:
        self.settings = settings
        self.routes = {route.name: route for route in routes}
        self.access = access
        self.accounts = accounts
        self.cache = Cache(settings.kept)
        self.flights = Flights()
        self.shelf = Shelf(settings.held)
        self.keeping = Keeping(settings.pages)
        self.agenda = Agenda(opened(settings.pages))
        self.assets = Assets()
        self.pool = ThreadPoolExecutor(settings.threads, thread_name_prefix="desk")
        self.heavy = ThreadPoolExecutor(settings.heavy, thread_name_prefix="desk-heavy")
        self.progress = Progress()
        self._own = threading.local()
        self._watch: tuple[apsw.Connection, tuple[int, int]] | None = None
        self._watching = Lock()

    @property
    def ledger(self) -> SharedLedger:
        """The ledger, open for reading in this thread, its answers shared with the other threads. Raises LedgerError
        where the file is gone."""
        file = _identity(self.settings.ledger)
        held: _Open | None = getattr(self._own, "held", None)
        if held is None or held.file != file:
            if held is not None:
                self._own.held = None  # where the file cannot be opened now it may be there again later
                held.ledger.close()
            held = self._own.held = _Open(SharedLedger(self.settings.ledger, self.shelf, self.version), file)
        return held.ledger

    def writing(self) -> Ledger:
        """Return the ledger, open for writing; use it in a `with`. Somebody waits: where another process writes longer
        than `settings.wait`, LedgerLocked is raised."""
        return Ledger(self.settings.ledger, create=False, limits=LedgerLimits(wait=self.settings.wait))

    def version(self) -> Version:
        """Return what changes whenever anybody writes to the ledger or imports reference rows, which count from then
        on. Raises LedgerError where the ledger is gone or damaged."""
        file = _identity(self.settings.ledger)
        with self._watching, spoken(self.settings.ledger):
            rows = renew()
            if self._watch is None or self._watch[1] != file:
                flags = apsw.SQLITE_OPEN_READONLY
                self._watch = apsw.Connection(str(self.settings.ledger), flags=flags), file
            return Version((file, rows), int(self._watch[0].pragma("data_version")))

    def state(self, *parties: str) -> str:
        """Return what changes whenever anything that is shown of the dialogue of these parties (codes or ids) does, or,
        where none are named, of any report; also with the reference rows that count and with the program itself."""
        return digest(_build(), renew(), self.ledger.revision(*parties))

    def ground(self) -> str:
        """Return what changes with the reference rows that count, with the program itself and from ledger to ledger."""
        *_, created = self.ledger.revision()
        return digest(_build(), renew(), created)

    def up_to_date(self) -> bool:
        """Tell whether the agenda is of the record as it is now."""
        filled = self.agenda.filled()
        return filled is not None and filled.state == self.state()

    def counts(self, as_of: str | None) -> Counts:
        """Return what the ledger holds, or held by the end of a day."""
        return self.ledger.counts(as_of=as_of, growth=self.growth() if as_of else None)

    def growth(self) -> Growth:
        """Return how much the ledger held on each day, counted once and kept beside it."""
        state = self.state()
        kept = self.keeping.get("growth", state, EVER)
        if kept is None:
            found = self.ledger.growth()
            self.keeping.put("growth", Piece(state, EVER, json.dumps([found.days, found.sums])))
            return found
        days, sums = json.loads(kept)
        return Growth(tuple(days), sums)

    def load(self) -> None:
        """Make the templates ready: compiling one takes a tenth of a second."""
        for name in self._templates.list_templates():
            self._templates.get_template(name)

    def close(self) -> None:
        """Let the threads end. Their ledgers close with them."""
        for pool in (self.pool, self.heavy):
            pool.shutdown()
        self.accounts.close()
        self.keeping.close()
        self.agenda.close()
        if self._watch is not None:
            self._watch[0].close()
            self._watch = None

    def render(self, request: Request, template: str, *, status: int = 200, **context: object) -> Response:
        """Return a page: the template with `context` and what every page has (`user`, `asof`, `here`, `url`, …)."""
        page = self._templates.get_template(template)
        here: Route | None = getattr(request.state, "route", None)
        shared: dict[str, object] = {
            "user": user(request),
            "asof": self.asof(request) if status < 400 else None,
            "here": here.name if here else "",
            "path": request.url.path,
            "back": _local(request.url) if status != 414 else "/",
            "now": _local(request.url.remove_query_params("asof")),
            "theme": theme(request),
            "query": request.query_params,
            "whole": lambda: self._whole(request),
            "unread": lambda: next(self.ledger.reports(limit=1), None) is None,
            "url": lambda name, **values: self.url(name, **self._carried(request) | values),
        }
        return HTMLResponse(page.render(shared | dict(context)), status)

    def making(self, request: Request, lasted: float) -> Response:
        """Return the page that is shown while another is made, so many seconds already; it asks for that one again."""
        response = self.render(request, "making.html", status=202, progress=self.progress, seconds=int(lasted))
        response.headers.update({"refresh": "1", "retry-after": "1", "cache-control": "no-store"})
        return response

    def part(self, template: str, context: Mapping[str, object], *, as_of: str | None = None) -> str:
        """Return a part of a page: the template with `context`, as it is shown to everybody. Its links lead to the day
        `as_of`."""
        shared: dict[str, object] = {"asof": as_of, "query": QueryParams()}
        shared["url"] = lambda name, **values: self.url(name, **{"asof": as_of} | values)
        return self._templates.get_template(template).render(shared, **context)

    def url(self, name: str, **values: object) -> str:
        """Return the address of the route `name`: values that its path names go there, others behind the `?`; None
        and '' are left out, and a list gives its parameter several times."""
        path = self.routes[name].path
        for key in [key for key in values if f"{{{key}}}" in path or f"{{{key}:path}}" in path]:
            whole = quote(str(values.pop(key)), safe="/" if f"{{{key}:path}}" in path else "")
            path = path.replace(f"{{{key}:path}}", whole).replace(f"{{{key}}}", whole)
        query = urlencode(
            {key: value for key, value in values.items() if value is not None and value != ""}, doseq=True
        )
        return f"{path}?{query}" if query else path

    def asof(self, request: Request) -> str | None:
        """Return the day as of which the page is wanted (`?asof=`), None for now. Raises UsageError for no date."""
        day = request.query_params.get("asof") or None
        Query(as_of=day)  # raises for what is no date
        return day

    def _whole(self, request: Request) -> Span | None:
        """The days of all reports, for the slider of dates."""
        held = self.ledger.span()
        return Span.of(held.first, held.last, self.asof(request))

    def _carried(self, request: Request) -> dict[str, object]:
        """What a link keeps of the page it stands on."""
        return {"asof": request.query_params.get("asof")}

    @cached_property
    def _templates(self) -> Environment:
        found = Environment(
            loader=PackageLoader("dragoman.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        found.filters["days"] = unbroken
        found.globals.update(static=self.assets.address, version=__version__, ledger_name=self.settings.ledger.name)
        return found


def unbroken(text: object) -> Markup:
    """Return text with its ISO days marked, so that no line ends within one."""
    return Markup(_DAY.sub(r'<span class="day">\g<0></span>', str(escape(text))))  # noqa: S704 - escaped


def form(request: Request) -> Mapping[str, str]:
    """Return the fields of the form that was sent; files are not taken."""
    sent: FormData = request.state.form
    return {name: value for name, value in sent.multi_items() if isinstance(value, str)}


def user(request: Request) -> User:
    """Return who asks."""
    found: User = getattr(request.state, "user", NOBODY)
    return found


def theme(request: Request) -> str:
    """Return the colours the reader chose, `light` or `dark`; "" leaves it to the system."""
    chosen = request.cookies.get(THEME, "")
    return chosen if chosen in THEMES else ""


@cache
def _build() -> str:
    """What stands for the program's own files: other ones may make other pages."""
    folder = Path(dragoman.__file__).parent
    files = (path for path in sorted(folder.rglob("*")) if path.suffix in {".py", ".html", ".toml", ".csv"})
    return digest(*((path.name, found.st_size, found.st_mtime_ns) for path in files if (found := path.stat())))


def _local(url: URL) -> str:
    """Return the address without the name of the desk."""
    return f"{url.path}?{url.query}" if url.query else url.path


def _identity(path: Path) -> tuple[int, int]:
    try:
        found = os.stat(path)
    except OSError as error:
        raise LedgerError(f"{path}: the ledger is gone; put it back, or start the desk with another") from error
    return found.st_dev, found.st_ino
