"""A desk on the sample reports, served to Debian's Chromium.

The tests are skipped where there is no Chromium; with DRAGOMAN_BROWSER=required they fail there instead.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from dragoman.api import Ledger

ROOT = Path(__file__).parents[3]
SCREENS = ROOT / ".artefacts" / "screens"
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 30.0


def _chromium() -> str:
    """Return where Chromium is; else skip, or fail where it is required."""
    found = shutil.which(os.environ.get("DRAGOMAN_CHROMIUM", "chromium"))
    if found:
        return found
    why = "there is no chromium: apt-get install chromium, or name another in DRAGOMAN_CHROMIUM"
    if os.environ.get("DRAGOMAN_BROWSER") == "required":
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    path = _chromium()
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()


@dataclass(frozen=True)
class Served:
    """A desk in a process of its own: its address and its ledger."""

    address: str
    ledger: Path


def _serve(ledger: Path) -> Iterator[Served]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "dragoman", "serve", "--ledger", str(ledger), "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        _wait(process, port)
        yield Served(f"http://127.0.0.1:{port}", ledger)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            pytest.fail(f"the desk ended with status {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the desk did not answer")


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk on what Dragoman reads in the samples."""
    path = tmp_path_factory.mktemp("desk") / "samples.db"
    with Ledger(path) as ledger:
        ledger.read(ROOT / "samples")
    yield from _serve(path)


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk on an empty ledger."""
    path = tmp_path_factory.mktemp("bare") / "empty.db"
    Ledger(path).close()
    yield from _serve(path)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Callable[[Callable[[Path], None]], Served]]:
    """Start a desk on a ledger of the test's own, which the given function makes at the path it gets."""
    with ExitStack() as stack:

        def start(make: Callable[[Path], None]) -> Served:
            path = tmp_path / "own.db"
            make(path)
            return stack.enter_context(contextmanager(_serve)(path))

        yield start


@dataclass
class Window:
    """A window of the browser, and what went wrong in it: messages of the console, and requests that left the desk."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    def visit(self, path: str, status: int = 200) -> Page:
        """Open a path of the desk; a page that is being made meanwhile is asked for again."""
        response = self.page.goto(self.address + path)
        until = time.monotonic() + PATIENCE
        while response is not None and response.status == 202 and time.monotonic() < until:
            time.sleep(0.2)
            response = self.page.goto(self.address + path)
        assert response is not None
        assert response.status == status, path
        return self.page

    def shot(self, name: str, *, full: bool = True) -> None:
        """Keep a picture as a build artefact."""
        SCREENS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENS / f"{name}.png", full_page=full)

    def watch(self) -> None:
        host = urlsplit(self.address).netloc
        self.page.on("console", self._message)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda asked: self._asked(asked.url, host))

    def _message(self, message: object) -> None:
        text, kind = getattr(message, "text", ""), getattr(message, "type", "")
        expected = "Failed to load resource" in text and any(status in text for status in ("404", "503"))
        if kind in {"error", "warning"} and not expected:
            self.faults.append(text)

    def _asked(self, url: str, host: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob", "about"} and parts.netloc != host:
            self.faults.append(f"asked {url}")


Open = Callable[..., Window]


@pytest.fixture
def window(browser: Browser, served: Served) -> Iterator[Open]:
    """Open a window; `scripts`, `dark`, `width`, `desk` say which. Whatever went wrong in it fails the test."""
    opened: list[tuple[BrowserContext, Window]] = []

    def start(*, scripts: bool = True, dark: bool = False, width: int = 1280, desk: Served = served) -> Window:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        made = Window(context.new_page(), desk.address)
        made.watch()
        opened.append((context, made))
        return made

    yield start
    faults = [fault for _, made in opened for fault in made.faults]
    for context, _ in opened:
        context.close()
    assert faults == []
