"""A made-up ledger in, times out: `python bench/web.py [findings]` prints what the desk's pages cost, new and kept.

*never*: the handler alone, each address asked for the first time, of a ledger for which no desk ever made anything
ready; *cold*: the same of a desk that has just started, where an earlier one had made everything ready beside the
ledger; *again*: the page made once more by that desk; *kept*: the same address through the whole application, when it
was asked for before. CPU milliseconds of the thread, which other work on the machine does not change much; templates
are loaded, as the desk does when it starts. Then requests a second, of a server of its own, by `wrk` where that is
installed. `--ledger FILE` takes a ledger that is there (bench/generate.py makes one) instead of making one; what was
made ready for it is taken away.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.parse import urlencode
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from starlette.applications import Starlette
from starlette.requests import Request

from bench import generate
from bench.prose import vocabulary
from bench.serving import served
from dragoman.ledger import Query, Store
from dragoman.web import DeskSettings, application
from dragoman.web.access import LOCAL
from dragoman.web.desk import Desk
from dragoman.web.warmer import pieces

PORT = 8798
EACH = 60
HEADS = ("never p50", "p95", "max ms", "cold p50", "p95", "max ms", "again p95", "kept p95", "kB at most")
WRK = "local found = {}\nlocal i = 0\nfor one in io.lines('%s') do found[#found + 1] = one end\n" + (
    "request = function() i = i %% #found + 1 return wrk.format('GET', found[i]) end\n"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("findings", type=int, nargs="?", default=250_000)
    parser.add_argument("--ledger", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.ledger or Path(folder) / "bench.db"
        if options.ledger is None:
            with Store.open(path) as store:
                print(f"{generate.keep(store, generate.outcomes(options.findings)):,} findings made up, seed 1")
        pages = addresses(path)
        DeskSettings(path).pages.unlink(missing_ok=True)
        measured(started(path), "home", ["/"])  # reads the tables, once
        desk = started(path)
        never = {name: measured(desk, name, several) for name, several in pages.items()}
        make_ready(path)
        desk = started(path)
        print(f"{'':14}{'n':>5}" + "".join(f"{head:>11}" for head in HEADS))
        for name, several in pages.items():
            if never[name].cold:
                tell(name, never[name], measured(desk, name, several))
        load(path, pages["dialogue"], Path(folder))


def started(path: Path) -> Starlette:
    """Return a desk as it is when it has just started, and makes nothing ready by itself."""
    app = application(DeskSettings(path, warm=False))
    app.state.desk.load()
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
    """Return what is asked for, by the name of the page."""
    draw = Random(3)  # noqa: S311 - not a secret
    words, _ = vocabulary()
    with Store.open(path, readonly=True) as store:
        reports = [head.id for head in store.reports()]
        contacts = [one.finding.id for one in store.entries(Query(types=("CONSULT",), limit=20 * EACH))]
    pairs = [*generate.pairs()[0]]
    two = [f"{draw.choice(words[50:400])} {draw.choice(words[50:400])}" for _ in range(EACH)]
    found = {
        "home": ["/"] * 5,
        "dialogue": [f"/dialogue/{one}/{other}" for one, other in pairs[:EACH]],
        "report": [f"/report/{key}" for key in draw.sample(reports, EACH)],
        "actor": [f"/actor/{code}" for code in generate.CODES[:EACH]],
        "search": [f"/search?{urlencode({'q': text})}" for text in [*words[:10], *draw.sample(words, 20), *two]],
        "map": ["/map"] * 5,
        "about": ["/about"] * 5,
        "review": ["/review"] * 5,
        "corrections": ["/corrections"] * 5,
        "api-findings": [f"/api/findings?actor={code}" for code in generate.CODES[:EACH]],
        "meeting": [f"/meeting/m{key}" for key in draw.sample(contacts, EACH)],
        "timeline": [f"/timeline/{one}/{other}" for one, other in pairs[:20]],
        "api-dialogue": [f"/api/dialogues/{one}/{other}" for one, other in pairs[:20]],
    }
    return found | {
        "calendar": ["/meetings", *(f"/meetings?page={number}" for number in range(2, 50))],
        "stories": ["/stories"] * 5,
        "discrepancies": ["/discrepancies"] * 5,
    }


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of the pages of one kind: asked for first, again, and through the whole application when kept; and
    their bytes."""

    cold: list[float]
    again: list[float]
    kept: list[float]
    sizes: list[int]


def measured(app: Starlette, name: str, several: list[str]) -> Cost:
    """Return what one kind of page costs."""
    desk: Desk = app.state.desk
    if name not in desk.routes:
        return Cost([], [], [], [])
    cold, again, sizes = [], [], []
    for address in several:
        request = asked(app, desk, name, address)
        for times in (cold, again):
            start = time.thread_time()
            response = desk.routes[name].handler(desk, request)
            times.append(1000 * (time.thread_time() - start))
        sizes.append(len(response.body))
    return Cost(cold, again, [spent(app, address) for address in several], sizes)


def tell(name: str, never: Cost, cost: Cost) -> None:
    """Print a row."""
    middle = [(share(times, 0.5), share(times, 0.95), max(times)) for times in (never.cold, cost.cold)]
    figures = [*middle[0], *middle[1], share(cost.again, 0.95)]
    cells = [f"{figure:11.1f}" for figure in figures]
    cells += [f"{share(cost.kept, 0.95):11.2f}", f"{max(cost.sizes) / 1000:11.1f}"]
    print(f"{name:14}{len(cost.cold):5}" + "".join(cells), flush=True)


def asked(app: Starlette, desk: Desk, name: str, address: str) -> Request:
    """Return the request as a handler gets it."""
    for route in app.router.routes:
        matched, child = route.matches(scope := head(address))
        if matched.value == 2:
            request = Request(scope | child)
            request.state.route, request.state.user = desk.routes[name], LOCAL
            return request
    raise SystemExit(f"{address} leads nowhere")


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
    """Print how many dialogue pages a second a server of its own answers."""
    wrk = shutil.which("wrk")
    if wrk is None:
        print("wrk is not installed: requests a second were not measured")
        return
    script, listed = folder / "pages.lua", folder / "pages.txt"
    listed.write_text("\n".join(pages), "utf-8")
    script.write_text(WRK % listed, "utf-8")
    command = [wrk, "-t2", "-c16", "--timeout", "10s", "-d10s", "-s", str(script), f"http://127.0.0.1:{PORT}"]
    with served(path, PORT):
        start = time.monotonic()
        for page in pages:
            with urlopen(f"http://127.0.0.1:{PORT}{page}") as answer:
                answer.read()
        print(f"\n{len(pages)} dialogues asked for one after the other: {time.monotonic() - start:.1f} s")
        print("the same by wrk, kept:", *told(command), sep="\n  ")


def told(command: list[str]) -> Iterator[str]:
    printed = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    for line in printed.stdout.splitlines():
        if line.strip().startswith(("Requests/sec", "Latency", "Non-2xx", "Socket errors")):
            yield " ".join(line.split())


if __name__ == "__main__":
    main()
