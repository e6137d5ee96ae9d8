"""A ledger in, a reviewer's pace out: `python bench/verdicts.py` gives verdicts by keyboard in Chromium and times them.

A scripted reviewer takes a moment to decide and a moment for each key, as people do (the keystroke-level model: 1.35 s
to make up one's mind, 0.28 s a key for somebody who types as most do), and goes through confirm, unsure and reject.
Printed: keys for each verdict, verdicts a minute at that pace, what the desk itself takes of it (from the key to the
next finding on the screen), and the seconds that twenty verdicts a minute leave for reading. `--ledger FILE` takes a
copy of a ledger that is there; without one the samples are read.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Page, sync_playwright

from bench.serving import served
from dragoman.api import Ledger

PORT = 8797
DECIDES, KEY = 1.35, 0.28
"""Seconds to make up one's mind and for one key (Card, Moran and Newell 1980, operators M and K)."""
WANTED = 20
VERDICTS = (("confirm", "c"), ("confirm", "c"), ("reject", "r1"), ("confirm", "c"), ("unsure", "u"), ("reject", "r2"))
"""What the reviewer decides in turn, and the keys for it."""
ANOTHER = "shown => document.querySelector('form.verdict')?.getAttribute('action') !== shown"
"""Whether another finding stands on the page."""
SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--verdicts", type=int, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "review.db"
        if options.ledger:
            shutil.copy(options.ledger, path)
        else:
            with Ledger(path) as book:
                book.read(SAMPLES)
        with served(path, PORT), sync_playwright() as started:
            browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            tell(*judged(browser.new_page(), options.verdicts))
            browser.close()


def judged(page: Page, many: int) -> tuple[list[int], list[float], float]:
    """Return the keys of each verdict, the milliseconds until the next finding stood there, and the seconds in all."""
    keys, waits = [], []
    page.goto(f"http://127.0.0.1:{PORT}/review")
    start = time.monotonic()
    for _, typed in islice(cycle(VERDICTS), many):
        time.sleep(DECIDES)
        shown = page.locator("form.verdict").get_attribute("action")
        for key in typed[:-1]:
            page.keyboard.press(key)
            time.sleep(KEY)
        pressed = time.monotonic()
        page.keyboard.press(typed[-1])
        page.wait_for_function(ANOTHER, arg=shown)
        waits.append(1000 * (time.monotonic() - pressed))
        time.sleep(max(KEY - waits[-1] / 1000, 0))
        keys.append(len(typed))
    return keys, waits, time.monotonic() - start


def tell(keys: list[int], waits: list[float], seconds: float) -> None:
    """Print what was measured."""
    ordered = sorted(waits)
    own = ordered[len(ordered) // 2]
    hands = DECIDES + KEY * sum(keys) / len(keys)
    print(f"{len(keys)} verdicts in {seconds:.0f} s: {60 * len(keys) / seconds:.0f} a minute without reading")
    print(f"keys a verdict: {sum(keys) / len(keys):.1f} (confirm and unsure 1, reject 2)")
    print(f"from the key to the next finding: median {own:.0f} ms, slowest {ordered[-1]:.0f} ms")
    print(f"{WANTED} a minute leave {60 / WANTED - hands - max(own / 1000 - KEY, 0):.1f} s of each to read")


if __name__ == "__main__":
    main()
