"""A made-up ledger in, times out: `python bench/web.py [findings]` prints what the desk's pages cost, new and kept.

*never*: the handler alone, each address asked for the first time, of a ledger for which no desk ever made anything
ready; *cold*: the same of a desk that has just started, where an earlier one had made everything ready beside the
ledger; *again*: the page made once more by that desk; *kept*: the same address through the whole application, when it
was asked for before. CPU milliseconds of the thread, which other work on the machine does not change much; what the
desk makes before it listens is made. *after a write*: each address asked for right after something was written, before
the desk could look. Then requests a second, of a server of its own, by `wrk` where that is
installed. `--ledger FILE` takes a ledger that is there (bench/generate.py makes one) instead of making one; what was
made ready for it is taken away.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from urllib.parse import urlencode
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import apsw
from starlette.applications import Starlette
from starlette.requests import Request

from bench import generate
from bench.generate import DAYS
from bench.made_up import FIRST
from bench.prose import vocabulary
from bench.serving import served
from dragoman.errors import NotFound
from dragoman.ledger import Query, Store
from dragoman.show.dialogue_json import PARTS
from dragoman.web import DeskSettings, application
from dragoman.web.access import LOCAL
from dragoman.web.desk import Desk
from dragoman.web.route import Route
from dragoman.web.warmer import opening, pieces

PORT = 8798
EACH = 60
NEVER = 4
"""Addresses of a kind that are asked for where nothing is ready."""
GROUPS = ("meetings-held", "events", "sources")
"""Lists of a dialogue's page that are asked for whole."""
AS_OF = (
    "/",
    "/dialogue",
    "/timeline",
    "/meetings",
    "/meeting",
    "/report",
    "/actor",
    "/search",
    "/map",
    "/about",
    "/stories",
    "/story",
    "/discrepancies",
    "/api/findings",
    "/api/dialogues/{parties}",
    "/api/meetings",
)
"""Routes that are also asked for as of an earlier day."""
HELD = tuple(f"{name} as of" for name in ("/dialogue", "/timeline", "/api/dialogues/{parties}"))
"""Of these another day is asked for too, when the desk has run for a while and holds how the dialogues went."""
AFTER = ("/", "/dialogue", "/report", "/actor", "/search", "/map", "/about", "/stories", "/story", "/review")
"""Routes that are also asked for right after a write."""
HEADS = ("never p50", "p95", "max ms", "cold p50", "p95", "max ms", "again p95", "kept p95", "kB at most")
WRK = "local found = {}\nlocal i = 0\nfor one in io.lines('%s') do found[#found + 1] = one end\n" + (
    "request = function() i = i %% #found + 1 return wrk.format('GET', found[i]) end\n"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("findings", type=int, nargs="?", default=250_000)
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--only", default="", help="only routes with this in their name")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.ledger or Path(folder) / "bench.db"
        with Store.open(path) as store:  # one of an older version is brought up to date
            if options.ledger is None:
                print(f"{generate.keep(store, generate.outcomes(options.findings)):,} findings made up, seed 1")
        pages = addresses(path)
        pages |= earlier(pages)
        wanted = {name: several for name, several in pages.items() if options.only in name}
        DeskSettings(path).pages.unlink(missing_ok=True)
        measured(started(path), ["/"])  # reads the tables, once
        desk = started(path)
        never = {name: measured(desk, several[:NEVER]) for name, several in wanted.items()}
        make_ready(path)
        desk = started(path)
        print(f"{'':32}{'n':>5}" + "".join(f"{head:>11}" for head in HEADS))
        for name, several in wanted.items():
            tell(name, never[name], measured(desk, several))
        another = earlier(pages, seed=5)
        for make in pieces(desk.state.desk):
            make()  # all is ready: the largest dialogues are held in memory
        for name in (one for one in HELD if one in wanted):
            tell(f"{name} another day", None, measured(desk, another[name]))
        for name in (one for one in AFTER if one in wanted):
            tell(f"{name} after a write", None, measured(desk, wanted[name], partial(write, path)))
        load(path, pages["/dialogue"], Path(folder))


def started(path: Path) -> Starlette:
    """Return a desk as it is when it has just started, and makes nothing else ready by itself."""
    app = application(DeskSettings(path, warm=False))
    for make in opening(app.state.desk):
        make()
    return app


def make_ready(path: Path) -> None:
    """Do what the desk does in the background, and print what it costs."""
    start = time.thread_time()
    made = [make() for make in pieces(started(path).state.desk)]
    file = DeskSettings(path).pages
    spent = time.thread_time() - start
    print(
        f"made ready, once: {len(made)} pieces in {spent:.0f} s, {file.stat().st_size / 1e6:.1f} MB beside the ledger\n"
    )


def addresses(path: Path) -> dict[str, list[str]]:
    """Return what is asked for, by the path of the route: every one that gives a page, a feed, a picture or a list."""
    draw = Random(3)  # noqa: S311 - not a secret
    words, _ = vocabulary()
    with Store.open(path, readonly=True) as store:
        reports = draw.sample([head.id for head in store.reports()], EACH)
        contacts = [one.finding.id for one in store.entries(Query(types=("CONSULT",), limit=40 * EACH))]
        stories = [head.id for head in store.stories(Query(limit=EACH))]
    meetings = [f"m{key}" for key in draw.sample(contacts, EACH)]
    pairs = [f"{one}/{other}" for one, other in generate.pairs()[0]]
    some = pairs[:EACH]
    two = [f"{draw.choice(words[50:400])} {draw.choice(words[50:400])}" for _ in range(EACH)]
    searched = [urlencode({"q": text}) for text in [*words[:10], *draw.sample(words, 20), *two]]
    actors = [f"actor={code}" for code in generate.CODES[:EACH]]
    listed = [f"{name}/{pair}" for pair in some[:10] for name in draw.sample(PARTS, 6)]
    alone = ["/", "/map", "/about", "/review", "/corrections", "/stories", "/discrepancies", "/corrections.atom"]
    alone += [f"/api/{name}" for name in ("reports", "dialogues", "queue", "orphaned", "issues", "status", "stories")]
    alone += ["/api/meetings", "/api/judgements", "/api/actors", "/api/openapi.json"]
    return {
        **{path: [path] * 5 for path in alone},
        "/dialogue": [f"/dialogue/{pair}" for pair in some],
        "/dialogue?part=": [f"/dialogue/{pair}?part={draw.choice(GROUPS)}" for pair in some],
        "/timeline": [f"/timeline/{pair}" for pair in some],
        "/timeline.svg": [f"/timeline.svg/{pair}" for pair in some],
        "/ics": [f"/ics/{pair}" for pair in some[:20]],
        "/atom": [f"/atom/{pair}" for pair in some[:20]],
        "/report": [f"/report/{key}" for key in reports],
        "/actor": [f"/actor/{code}" for code in generate.CODES[:EACH]],
        "/search": [f"/search?{query}" for query in searched],
        "/meetings": ["/meetings", *(f"/meetings?page={number}" for number in range(2, 50))],
        "/meetings?actor=": [f"/meetings?{actor}" for actor in actors],
        "/meeting": [f"/meeting/{key}" for key in meetings],
        "/story": [f"/story/{key}" for key in stories],
        "/api/findings": [f"/api/findings?{actor}" for actor in actors],
        "/api/reports/{id}": [f"/api/reports/{key}" for key in reports],
        "/api/dialogues/{parties}": [f"/api/dialogues/{pair}" for pair in some],
        "/api/lists": [f"/api/lists/{one}" for one in listed],
        "/api/meetings?actor=": [f"/api/meetings?{actor}" for actor in actors[:20]],
        "/api/meetings/{id}": [f"/api/meetings/{key}" for key in meetings],
        "/api/stories/{id}": [f"/api/stories/{key}" for key in stories],
    }


def earlier(pages: dict[str, list[str]], seed: int = 4) -> dict[str, list[str]]:
    """Return some of the same, each as of a day of the ten years."""
    draw = Random(seed)  # noqa: S311 - not a secret
    found = {}
    for name in AS_OF:
        several = (f"{one}{'&' if '?' in one else '?'}asof={_some_day(draw)}" for one in pages.get(name, ())[:20])
        found[f"{name} as of"] = list(several)
    return found


def _some_day(draw: Random) -> str:
    return (FIRST + timedelta(days=draw.randrange(DAYS // 2, DAYS))).isoformat()


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of the pages of one kind: asked for first, again, and through the whole application when kept; and
    their bytes."""

    cold: list[float]
    again: list[float]
    kept: list[float]
    sizes: list[int]


def measured(app: Starlette, several: list[str], before: Callable[[], None] = lambda: None) -> Cost:
    """Return what one kind of page costs; `before` is called before each address is asked for."""
    desk: Desk = app.state.desk
    cold, again, kept, sizes = [], [], [], []
    for address in several:
        request = asked(app, desk, address)
        before()
        try:
            for times in (cold, again):
                start = time.thread_time()
                response = request.state.route.handler(desk, request)
                times.append(1000 * (time.thread_time() - start))
        except NotFound:
            continue  # not known on that day
        sizes.append(len(response.body))
        kept.append(spent(app, address))
    return Cost(cold, again, kept, sizes)


def write(path: Path) -> None:
    """Write to the ledger and take it back: a desk cannot tell that from any other change."""
    with closing(apsw.Connection(str(path))) as connection, connection:
        connection.execute("INSERT INTO meta VALUES ('bench', ''); DELETE FROM meta WHERE key = 'bench'")


def tell(name: str, never: Cost | None, cost: Cost) -> None:
    """Print a row; nothing where no page of the kind is there (none was known on any of the days)."""
    if not cost.cold or (never and not never.cold):
        return
    cells = [" " * 11] * 3 if never is None else []
    for times in ([] if never is None else [never.cold]) + [cost.cold]:
        cells += [f"{figure:11.1f}" for figure in (share(times, 0.5), share(times, 0.95), max(times))]
    cells.append(f"{share(cost.again, 0.95):11.1f}")
    cells += [f"{share(cost.kept, 0.95):11.2f}", f"{max(cost.sizes) / 1000:11.1f}"]
    print(f"{name:32}{len(cost.cold):5}" + "".join(cells), flush=True)


def asked(app: Starlette, desk: Desk, address: str) -> Request:
    """Return the request as a handler gets it."""
    for route in app.router.routes:
        matched, child = route.matches(scope := head(address))
        if matched.value == 2:
            request = Request(scope | child)
            request.state.route, request.state.user = matching(desk, route.path), LOCAL
            return request
    raise SystemExit(f"{address} leads nowhere")


def matching(desk: Desk, path: str) -> Route:
    return next(route for route in desk.routes.values() if route.path == path and "GET" in route.methods)


def head(address: str) -> dict[str, object]:
    path, _, query = address.partition("?")
    return {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query.encode(),
        "headers": [(b"host", b"localhost")], "scheme": "http", "server": ("localhost", 80), "root_path": "",
    }  # fmt: skip


def spent(app: Starlette, address: str) -> float:
    """Return the milliseconds of CPU that an answer takes once it was made before, all layers included."""

    async def send(message: object) -> None: ...

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b""}

    async def twice() -> float:
        await app(head(address), receive, send)
        start = time.thread_time()
        await app(head(address), receive, send)
        return 1000 * (time.thread_time() - start)

    return asyncio.run(twice())


def share(times: list[float], part: float) -> float:
    return sorted(times)[min(len(times) - 1, int(part * len(times)))]


def load(path: Path, pages: list[str], folder: Path) -> None:
    """Print how many dialogue pages a second a server of its own answers, and how many in a second of its CPU time,
    which other work on the machine changes less."""
    wrk = shutil.which("wrk")
    if wrk is None:
        print("wrk is not installed: requests a second were not measured")
        return
    script, listed = folder / "pages.lua", folder / "pages.txt"
    listed.write_text("\n".join(pages), "utf-8")
    script.write_text(WRK % listed, "utf-8")
    command = [wrk, "-t2", "-c16", "--timeout", "10s", "-d10s", "-s", str(script), f"http://127.0.0.1:{PORT}"]
    with served(path, PORT) as server:
        start = time.monotonic()
        for page in pages:
            with urlopen(f"http://127.0.0.1:{PORT}{page}") as answer:
                answer.read()
        print(f"\n{len(pages)} dialogues asked for one after the other: {time.monotonic() - start:.1f} s")
        before = cpu(server)
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own
        spent = cpu(server) - before
        print("the same by wrk, kept:", *told(printed), sep="\n  ")
        if found := re.search(r"(\d+) requests in", printed):
            print(f"  {int(found[1]) / spent:,.0f} in a second of the server's CPU time")


def cpu(pid: int) -> float:
    """Return the seconds of CPU time that a process has had (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def told(printed: str) -> Iterator[str]:
    """Yield the lines of what wrk printed that say how fast it was."""
    for line in printed.splitlines():
        if line.strip().startswith(("Requests/sec", "Latency", "Non-2xx", "Socket errors")):
            yield " ".join(line.split())


if __name__ == "__main__":
    main()
