"""Gold records and found ones in the public record format → the score of what was found, by kind.

JSON Lines as `dragoman extract` prints them, the gold ones checked and mended by a person. The found ones are given as
a second file, or read anew from the same reports: from what is named, else from the files that `report.source` names
(seen from the working folder, else beside the gold file). Records belong to one report where `report.source` is the
same; a report of which there is no gold is not scored.

Within a report a gold and a found record of one kind pair once: those whose roles agree first, then those that only
share the words. Words are those of the finding itself (an event's cue, a statement's content, a condition's text, else
the evidence); at least half of them (F1 over their places) are shared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import NotFound, UsageError
from dragoman.evaluate.files import Json, json_lines, need
from dragoman.evaluate.layers import last_word, state_of
from dragoman.evaluate.sets import Gold, Loaded
from dragoman.evaluate.tally import Document, Fault, Row, Score, matches
from dragoman.evaluate.work import Way
from dragoman.model import KINDS, Outcome, Report
from dragoman.record import from_record, to_record

if TYPE_CHECKING:
    from dragoman.pipeline import Step

SHARED = 0.5
"""The part of the words' characters (F1) that must be shared."""

ROWS = (*(Row(f"{kind}: words and roles") for kind in KINDS), *(Row(f"{kind}: words") for kind in KINDS))

ROLES: Mapping[str, Callable[[Json], Hashable]] = {
    "statement": lambda one: (last_word(one["speaker"]["name"]), state_of(one["speaker"])),
    "event": lambda one: (one["type"], one["status"], _states(one["source"]) | _states(one["recipient"])),
    "position": lambda one: (state_of(one["holder"]), state_of(one["toward"]), one["matter"], one["stance"]),
    "condition": lambda one: (state_of(one["by"]), one["red_line"]),
    "channel": lambda one: (one["channel"], one["state"], _states(one["parties"])),
    "commitment": lambda one: _states(one["who"]),
    "discrepancy": lambda one: one["discrepancy"],
}
"""What must be equal for the roles of two records to agree."""

WORDS: Mapping[str, str] = {"statement": "content", "event": "cue", "condition": "text", "commitment": "what"}


@dataclass(frozen=True, slots=True)
class Both:
    """The gold and the found records of one report."""

    source: str
    gold: tuple[Json, ...]
    found: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Where the found records come from: a file of records, or the reports to read; neither: those the gold names."""

    records: Path | None = None
    reports: Path | None = None


def load(path: Path) -> Loaded:
    """Return the gold records by report, with nothing found yet. Raises NotFound and UsageError."""
    if path.is_dir():
        raise NotFound(f"{path}: is a folder; name the file of gold records itself, a .jsonl file")
    reports = _by_report(path)
    if not reports:
        raise UsageError(f"{path}: holds no records; give the output of dragoman extract, checked by hand")
    return Loaded([Both(source, tuple(own)) for source, own in reports.items()], [path])


def with_found(gold: Loaded, path: Path, where: Found, way: Way) -> Loaded:
    """Return the set with what was found beside it; `path` is the file of gold records.

    Raises NotFound where a report is not there and UsageError where its text is no longer the one the gold is about.
    """
    if where.records is not None and where.reports is not None:
        raise UsageError("--found gives the found records and --reports has them read anew: name one of them")
    records = _by_report(where.records) if where.records is not None else _read_anew(gold, path, where.reports, way)
    both = [Both(one.source, one.gold, tuple(records.get(one.source, ()))) for one in gold.documents]
    return Loaded(both, gold.files, gold.notes)


def _by_report(path: Path) -> dict[str, list[Json]]:
    reports: dict[str, list[Json]] = defaultdict(list)
    for place, record in json_lines(path):
        kind = need(record, "kind", str, place)
        if kind not in KINDS:
            raise UsageError(f"{place}: {kind!r} is no kind of record; one of {', '.join(KINDS)}")
        try:
            from_record(record)
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            reason = f"{error} is missing" if isinstance(error, KeyError) else str(error)
            raise UsageError(f"{place}: not in the record format ({reason}); see docs/record-format.md") from None
        reports[need(record["report"], "source", str, f"{place}, report")].append(record)
    return dict(reports)


def _read_anew(gold: Loaded, path: Path, reports: Path | None, way: Way) -> dict[str, list[Json]]:
    if reports is not None and not reports.exists():
        raise NotFound(f"{reports}: no such file or folder; --reports names the reports the gold records are about")
    own = {one.source: one for one in gold.documents}
    places = {} if reports is not None else {_place(source, path): source for source in own}
    found: dict[str, list[Json]] = {}
    for outcome in _outcomes([reports] if reports is not None else [*places], len(own), way):
        source = _named(outcome.report, own, places)
        if source is not None:
            _still(own[source], outcome.report, path)
            found[source] = [to_record(finding, outcome.head) for finding in outcome.findings]
    lost = next((source for source in own if source not in found), None)
    if lost is not None:
        raise NotFound(
            f"{path}: {lost} could not be read; name the reports with --reports, or the records with --found"
        )
    return found


def _outcomes(paths: Sequence[Path], total: int, way: Way) -> Iterator[Outcome]:
    from dragoman.pipeline import run

    steps: Iterator[Step] = run(paths, jobs=way.jobs)
    for number, step in enumerate(steps, 1):
        if way.progress is not None:
            way.progress(min(number, total), total, number)
        if isinstance(step.outcome, Outcome):
            yield step.outcome


def _place(source: str, path: Path) -> Path:
    """Where a report lies that the gold records name."""
    for place in (Path(source), path.parent / source):
        if place.is_file():
            return place
    raise NotFound(f"{source}: no such file, here or beside {path}; name the reports with --reports")


def _named(report: Report, own: Mapping[str, Both], places: Mapping[Path, str]) -> str | None:
    """The source by which the gold names a report: its own, that of its file, or the one that ends as it does."""
    if report.source in own:
        return report.source
    if Path(report.source) in places:
        return places[Path(report.source)]
    last = Path(report.source).name
    return next((source for source in own if Path(source).name == last), None)


def _still(both: Both, report: Report, path: Path) -> None:
    for record in both.gold:
        words = record["evidence"]
        if report.text[words["start"] : words["end"]] != words["text"]:
            raise UsageError(f"{path}: {both.source} has another text now; give the report the gold was made from")


# Comparing


def score(both: Both) -> Document:
    """Return the score of one report's records."""
    total, faults = Score(), list[Fault]()
    for kind in KINDS:
        gold, found = ([one for one in records if one["kind"] == kind] for records in (both.gold, both.found))
        whole = matches(gold, found, _same)
        left, free = (_without(gold, whole, 0), _without(found, whole, 1))
        near = matches(left, free, _near)
        total.tallies[f"{kind}: words and roles"].count(len(whole), len(gold), len(found))
        total.tallies[f"{kind}: words"].count(len(whole) + len(near), len(gold), len(found))
        faults += [_fault(both.source, [one], [other]) for one, other in near]
        faults += [_fault(both.source, [one], []) for one in _without(left, near, 0)]
        faults += [_fault(both.source, [], [one]) for one in _without(free, near, 1)]
    return Document({"all": total}, tuple(faults))


def _without(records: Sequence[Json], pairs: Sequence[tuple[Json, Json]], side: int) -> list[Json]:
    paired = {id(pair[side]) for pair in pairs}
    return [one for one in records if id(one) not in paired]


def _same(one: Json, other: Json) -> bool:
    return _near(one, other) and ROLES[one["kind"]](one) == ROLES[one["kind"]](other)


def _near(one: Json, other: Json) -> bool:
    ours, theirs = _span(one), _span(other)
    shared = min(ours["end"], theirs["end"]) - max(ours["start"], theirs["start"])
    whole = ours["end"] - ours["start"] + theirs["end"] - theirs["start"]
    return bool(shared > 0 and 2 * shared / whole >= SHARED)


def _span(record: Json) -> Json:
    words = record[WORDS.get(record["kind"], "evidence")]
    return words if isinstance(words, dict) else dict(record["evidence"])


def _states(actors: Sequence[Json]) -> frozenset[str]:
    return frozenset(state for state in map(state_of, actors) if state)


def _fault(source: str, gold: list[Json], found: list[Json]) -> Fault:
    record = (gold or found)[0]
    expected, shown = (tuple(map(_readable, several)) for several in (gold, found))
    return Fault(record["kind"], f"{source}:{record['evidence']['start']}", record["sentence"]["text"], expected, shown)


def _readable(record: Json) -> str:
    roles = ROLES[record["kind"]](record)
    parts = roles if isinstance(roles, tuple) else (roles,)
    return f"{' · '.join(map(_part, parts))}: {_span(record)['text']}"


def _part(value: object) -> str:
    if isinstance(value, frozenset):
        return ", ".join(sorted(value)) or "nobody known"
    return "unknown" if value is None else str(value)


GOLD = Gold("records", "report", ROWS, KINDS, load, score)
