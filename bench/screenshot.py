"""The shipped samples → `docs/desk.png`: the dialogue's page as a browser shows it, for the README (`make screenshot`).

Needs Debian's chromium (or another, named in DRAGOMAN_CHROMIUM) and the tools of `requirements/dev.lock`.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright

from dragoman.api import Ledger

OUT = ROOT / "docs" / "desk.png"
PAGE = "/dialogue/USA/RUS"
WIDTH, HEIGHT = 1280, 1180
COLOURS = 224
"""Colours of the picture: enough for those that carry meaning, for half of the bytes."""
MOST = 200_000
"""Bytes it may have."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "samples.db"
        with Ledger(path) as ledger:
            ledger.read(ROOT / "samples")
        port = _free()
        command = [sys.executable, "-m", "dragoman", "serve", "--ledger", str(path), "--port", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
        try:
            _wait(port)
            _picture(f"http://127.0.0.1:{port}{PAGE}")
        finally:
            process.terminate()
            process.wait()
    size = OUT.stat().st_size
    print(f"{OUT.relative_to(ROOT)}: {size:,} bytes")
    if size > MOST:
        sys.exit(f"{OUT.name} is larger than {MOST:,} bytes")


def _picture(address: str) -> None:
    chromium = shutil.which(os.environ.get("DRAGOMAN_CHROMIUM", "chromium"))
    if chromium is None:
        sys.exit("there is no chromium: apt-get install chromium, or name another in DRAGOMAN_CHROMIUM")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=1.25)
        page.goto(address)
        page.screenshot(path=OUT)
        browser.close()
    _shrink()


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    sys.exit("the desk did not answer")


def _shrink() -> None:
    from PIL import Image

    with Image.open(OUT) as picture:
        small = picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    small.save(OUT, optimize=True)


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
