"""The whole road, in order: paths → Reports → sentences → findings with Refs, on one or several processes."""

from __future__ import annotations

import gc
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context, parent_process
from pathlib import Path
from traceback import extract_tb
from typing import TypeVar

from dragoman.annotate import annotate
from dragoman.errors import DragomanError, ReadingFailed, WorkerLost
from dragoman.extract import extract
from dragoman.gazetteer import gazetteer
from dragoman.group.imprints import imprint
from dragoman.model import Issue, Outcome, Page, Report
from dragoman.read import Unit, parse, units
from dragoman.resolve import resolve

A = TypeVar("A")
B = TypeVar("B")

LOST = (
    "a reading process ended too soon (killed, out of memory, or begun by a script without an "
    "`if __name__ == '__main__':` guard): read again with one process (--jobs 1)"
)
CHUNK = 8
"""Units handed to a worker at a time: large enough to hide the hand-over, small enough to keep memory flat."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one unit of input gave: a report with its findings, or an issue; `done` is the bytes consumed so far."""

    outcome: Outcome | Issue
    done: int


def outcome(report: Report) -> Outcome:
    """Return the report with everything found in it, in this process.

    A report in another language is kept and told apart, never misread: it has no findings and an Issue.
    """
    if report.language not in {None, "en"}:
        written = "not written in Latin letters" if report.language == "und" else f"written in {report.language}"
        message = f"{report.source}: {written}, so not in English; kept without findings"
        return Outcome(report, (), (Issue(report.source, "language", message),), imprint=imprint(report))
    (parsed,) = annotate([report])
    resolved = resolve(extract(report, parsed.sentences), report)
    made = imprint(report, resolved.findings, resolved.dated)
    return Outcome(report, resolved.findings, (), resolved.dated, made)


def run(paths: Sequence[Path], *, jobs: int | None = None) -> Iterator[Step]:
    """Read files and folders and yield what each gave, in input order.

    `jobs` is the number of worker processes (default: one a core, none for a handful of files). Memory does not grow
    with the number of reports.
    """
    count = jobs if jobs is not None else cores()
    chunks = chunked(units(paths), CHUNK)
    first = next(chunks, None)
    if first is None:
        return
    if count <= 1 or len(first) < CHUNK:
        yield from _here(first)
        for chunk in chunks:
            yield from _here(chunk)
    else:
        yield from _told(spread(_worked, chain(chunked(iter(first), 1), chunks), count))


def cores() -> int:
    """Return how many processes help on this machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _here(chunk: Sequence[Unit]) -> Iterator[Step]:
    for unit in chunk:
        yield from _steps(unit)


def _steps(unit: Unit) -> Iterator[Step]:
    """Yield what one unit gives. Raises ReadingFailed: what nobody foresaw is a fault of ours and ends the reading, but
    it names the report, which can then be left out."""
    try:
        items: Iterable[Report | Issue] = parse(unit.item) if isinstance(unit.item, Page) else (unit.item,)
        for item in items:
            yield Step(outcome(item) if isinstance(item, Report) else item, unit.done)
    except DragomanError:
        raise
    except Exception as error:
        raise ReadingFailed(_failed(unit.item.source, error)) from error


def _failed(source: str, error: Exception) -> str:
    at = extract_tb(error.__traceback__)[-1]
    fault = f"{type(error).__name__}: {error}".splitlines()[0]
    return (
        f"{source}: a fault of Dragoman in reading this report ({fault}, {Path(at.filename).name} line {at.lineno}); "
        "what was read before it is recorded: take the report away, read the rest again, and report the fault"
    )


def _worked(chunk: Sequence[Unit]) -> list[Step | ReadingFailed]:
    done: list[Step | ReadingFailed] = []
    try:
        for step in _here(chunk):
            done.append(step)  # noqa: PERF402 - what was done before a fault counts
    except ReadingFailed as error:
        done.append(error)
    return done


def _told(done: Iterator[Step | ReadingFailed]) -> Iterator[Step]:
    for one in done:
        if isinstance(one, ReadingFailed):
            raise one
        yield one


def spread(work: Callable[[Sequence[A]], list[B]], chunks: Iterator[Sequence[A]], count: int) -> Iterator[B]:
    """Yield what `work` makes of each chunk, in input order, on `count` processes; two chunks each are under way.

    `work` and all it is given cross to another process, where the language model is already loaded. Raises WorkerLost.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when a worker loads NumPy: one a core
    context = get_context("forkserver")
    context.set_forkserver_preload(["__main__", "dragoman.preloaded"])
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_warm)
    waiting: deque[Future[list[B]]] = deque()
    try:
        for chunk in chunks:
            waiting.append(pool.submit(work, chunk))
            if len(waiting) > 2 * count:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        raise WorkerLost(LOST) from error
    finally:
        pool.shutdown(cancel_futures=True)  # who stops asking does not wait for what was not begun


def _warm() -> None:
    """Load what there is to load before the first report, and leave interrupts to the parent."""
    import signal

    from dragoman.parser import reader

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    reader()
    gazetteer()
    gc.freeze()  # what stays need not be looked through for garbage again and again: a twentieth of all reading


def _end_with_parent() -> None:
    """End with the process that asked: killed, it cannot tell its workers, which would wait for work and hold its pipes
    open for ever, so that whoever reads from these hangs."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def chunked(items: Iterator[A], size: int) -> Iterator[Sequence[A]]:
    """Yield the items in lists of `size`, the last one shorter."""
    chunk: list[A] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
