"""The figures the desk shows are the floors that `make check` holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_figures_shown_are_those_of_the_floors():
    found = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, ROOT / "bench" / "accuracy.py", "--check"], check=False, capture_output=True
    )
    assert found.returncode == 0, found.stderr.decode()
