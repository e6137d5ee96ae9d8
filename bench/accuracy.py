"""The floors of the set nobody trained on → `dragoman/data/accuracy.toml`, which the desk shows. `make floors` runs it.

`python bench/accuracy.py --check` says whether the file is up to date.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOORS, SHOWN = ROOT / "bench" / "floors.toml", ROOT / "dragoman" / "data" / "accuracy.toml"
SET = "unseen"
ROWS = {
    "statement: sentence": "a sentence that reports somebody's words",
    "statement: speaker": "who speaks",
    "event: type": "an event, and its type",
    "event: type+status": "its type, and whether it was held, planned, mooted or denied",
    "event: type+parties": "its type, and between whom",
    "position: holder": "a position, and whose it is",
    "position: holder+stance": "whose it is, and the stance",
    "condition: text": "the words of a condition",
    "event: unreal shown as held": "of what was only planned, mooted or denied: shown as held, to be 0",
}
HEAD = """\
# How well Dragoman reads reports that nobody trained on (corpus/unseen; docs/reading.md). Each figure is a floor: what
# `make check` fails below, half a point under what was measured. Written by bench/accuracy.py; do not edit.
"""


def written() -> str:
    """Return the file as the floors have it now."""
    floors = tomllib.loads(FLOORS.read_text("utf-8"))["sets"][SET]["floors"]
    blocks = [HEAD, f'set = "corpus/{SET}"\n']
    for row, says in ROWS.items():
        figures = {name: floors.get(f"all | {row} | {name}") for name in ("P", "R", "F1", "share")}
        lines = [f"{name} = {value:.4f}" for name, value in figures.items() if value is not None]
        blocks.append("\n".join(["[[rows]]", f'measure = "{row}"', f'says = "{says}"', *lines, ""]))
    return "\n".join(blocks)


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(SHOWN.read_text("utf-8") != written() and f"{SHOWN.name} is out of date: python bench/accuracy.py")
    SHOWN.write_text(written(), "utf-8")
