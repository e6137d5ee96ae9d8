"""How fast and how large: reports of 600 words through the whole road, start to first output, `--help`, memory.

`python bench/speed.py [--reports N] [--jobs N]` prints what it measured on this machine. The reports are made of the
shipped samples' sentences, so anyone can repeat it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORDS = 600
COMMAND = [sys.executable, "-m", "dragoman"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=400, help="reports in the larger run (default 400)")
    parser.add_argument("--jobs", type=int, default=2, help="worker processes (default 2)")
    options = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, {options.jobs} workers, reports of {WORDS} words")
    with tempfile.TemporaryDirectory() as folder:
        small, large = (_reports(Path(folder), count) for count in (options.reports // 4, options.reports))
        print(f"  dragoman --help                 {_help():.2f} s (best of 5)")
        print(f"  start to first output           {_first_output(small):.2f} s")
        seconds_small, peak_small = _run(small, options.jobs)
        seconds_large, peak_large = _run(large, options.jobs)
        warm = (options.reports - options.reports // 4) / (seconds_large - seconds_small)
        print(
            f"  reports a second, model warm    {warm:.1f} (from {options.reports // 4} to {options.reports} reports)"
        )
        print(f"  reports a second, whole command {options.reports / seconds_large:.1f}")
        print(f"  peak memory, all processes      {peak_small:.0f} MB, {peak_large:.0f} MB for four times the reports")


def _reports(folder: Path, count: int) -> Path:
    """Write a table of `count` different reports of 600 words; seeded, so every run reads the same."""
    source = random.Random(7)  # noqa: S311 - a benchmark needs repeatable, not secret, numbers
    sentences = [line for line in _sentences() if 5 <= len(line.split()) <= 60]
    path = folder / f"reports-{count}.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            text, words = [], 0
            while words < WORDS:
                text.append(source.choice(sentences))
                words += len(text[-1].split())
            row = {"id": f"r{number}", "published": "2025-03-01", "text": " ".join(text)}
            file.write(json.dumps(row) + "\n")
    return path


def _sentences() -> list[str]:
    texts = (path.read_text("utf-8") for path in sorted((ROOT / "samples").glob("*.txt")))
    return [part.strip() for text in texts for part in re.split(r"(?<=[.!?])\s+", text) if part.strip()]


def _help() -> float:
    def once() -> float:
        start = time.perf_counter()
        subprocess.run([*COMMAND, "--help"], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)  # noqa: S603
        return time.perf_counter() - start

    return min(once() for _ in range(5))


def _first_output(path: Path) -> float:
    start = time.perf_counter()
    with subprocess.Popen([*COMMAND, "extract", str(path)], stdout=subprocess.PIPE, cwd=ROOT) as process:  # noqa: S603
        assert process.stdout is not None  # noqa: S101
        process.stdout.readline()
        seconds = time.perf_counter() - start
        process.stdout.close()  # as `head -1` does: it ends by itself, and its workers with it
    return seconds


def _run(path: Path, jobs: int) -> tuple[float, float]:
    """Seconds for `read` into a new ledger, and the peak of the summed resident memory of all its processes in MB."""
    ledger = path.with_suffix(".db")
    start = time.perf_counter()
    command = [*COMMAND, "read", str(path), "--ledger", str(ledger), "--jobs", str(jobs)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT) as process:  # noqa: S603
        peak = _Peak(process.pid)
        process.wait()
        seconds = time.perf_counter() - start
        peak.stop()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with status {process.returncode}")
    return seconds, peak.megabytes


class _Peak:
    """Samples the proportional memory (PSS: shared pages counted once) of a process and its descendants."""

    def __init__(self, pid: int) -> None:
        self.megabytes = 0.0
        self._pid = pid
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stopped.wait(0.2):
            self.megabytes = max(self.megabytes, sum(map(_pss, _family(self._pid))) / 1024)


def _family(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _read(task).split():
            found.extend(_family(int(child)))
    return found


def _pss(pid: int) -> int:
    match = re.search(r"^Pss:\s+(\d+) kB", _read(Path(f"/proc/{pid}/smaps_rollup")), re.MULTILINE)
    return int(match.group(1)) if match else 0


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""  # the process ended between two looks


if __name__ == "__main__":
    main()
