"""A meeting and the findings of the reports that tell it → readouts side by side: both say, one says, they contradict.

Compared are what the reports say of stances, promises and outcomes among those who met; of a meeting that was held, the
reports from then on. Equal are stances of one side on one matter, promises of one side with two words of the matter in
common, and deeds of one kind by the same sides. A stance open here and closed there, a deed held here and denied there,
a promise with another day: these contradict. No verdict is given. Where more than one report names what was spoken of,
the matters are held side by side too: equal are those that share their words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dragoman.data import toml
from dragoman.group.actors import keys, others, owners, side
from dragoman.group.content import gist, shares
from dragoman.group.folding import entries as behind
from dragoman.group.folding import fold, is_headline
from dragoman.group.promises import due_day
from dragoman.group.scene import Scene
from dragoman.group.shapes import Line, Meeting
from dragoman.model import Commitment, Entry, Event, Finding, Position, ReportHead, Span

Relation = Literal["both", "only", "contradict"]
PointKind = Literal["stance", "promise", "outcome", "topic"]


@dataclass(frozen=True, slots=True)
class Point:
    """One thing said of a meeting: for each report, in the order of `Readouts.reports`, its line or None; `both` where
    more than one report says it and nothing differs, `only` where one does, `contradict` where they differ."""

    kind: PointKind
    relation: Relation
    lines: tuple[Line[Finding] | None, ...]


@dataclass(frozen=True, slots=True)
class Readouts:
    """The reports that tell a meeting, the first told first, and what they say of it: contradictions, then what several
    say, then what only one says."""

    meeting: Meeting
    reports: tuple[ReportHead, ...] = ()
    points: tuple[Point, ...] = ()


def readouts(meeting: Meeting, entries: Iterable[Entry]) -> Readouts:
    """Return the readouts; `entries` are all findings of the reports that tell the meeting."""
    heads = {entry.report.id: entry.report for entry in _after(meeting)}
    reports = sorted(heads.values(), key=lambda head: (head.published or "9999", head.source))
    own = [entry for entry in entries if entry.report.id in heads]
    scene = Scene.of(tuple(own), (), None, None)
    there = frozenset(code for ref in meeting.participants if (code := side(ref)))
    points = [
        *_points("stance", _of(scene.lines(Position), there), reports, _same_stance, _stances_differ),
        *_points("promise", _of(scene.lines(Commitment), there), reports, _same_promise, _promises_differ),
        *_points("outcome", _of(_outcomes(scene), there), reports, _same_outcome, _outcomes_differ),
        *_points("topic", _topics(scene, meeting), reports, _same_topic, _never),
    ]
    order: tuple[Relation, ...] = ("contradict", "both", "only")
    return Readouts(meeting, tuple(reports), tuple(sorted(points, key=lambda point: order.index(point.relation))))


def same(one: Finding, other: Finding) -> bool:
    """Tell whether two findings speak of one thing: a stance on one matter, one promise, one deed or one meeting."""
    return _same_stance(one, other) or _same_promise(one, other) or _same_outcome(one, other) or _same_talks(one, other)


def _after(meeting: Meeting) -> list[Entry]:
    """What tells the meeting itself: of one that was held, what says that it was or was not."""
    told = [step for step in meeting.history if step.status in {"held", "ongoing", "denied"}]
    return [entry for step in told or meeting.history for entry in behind(step.line)]


def _of(lines: Iterable[Line[Finding]], there: frozenset[str]) -> list[Line[Finding]]:
    """Lines of those who met: whose they are took part, and they are directed at nobody who did not."""
    kept = []
    for line in lines:
        mine, yours = ({side(ref) for ref in refs} for refs in (owners(line.finding), others(line.finding)))
        if mine & there and yours <= there | mine:
            kept.append(line)
    return kept


def _topics(scene: Scene, meeting: Meeting) -> list[Line[Finding]]:
    """What the reports say was spoken of, each matter a line of its own with its words; nothing where only one does."""
    tellers = {entry.finding.id for step in meeting.history for entry in behind(step.line)}
    told = [line for line in scene.lines(Event) if line.finding.id in tellers]
    found: list[Line[Finding]] = [
        replace(line, finding=replace(line.finding, evidence=words))
        for line in told
        for words in _matters(line.finding)
    ]  # fmt: skip
    return found if len({line.report.id for line in found}) > 1 else []


def _matters(event: Event) -> Iterator[Span]:
    """The matters that a sentence names after "discussed" and the like, one by one."""
    said = event.sentence
    named = re.search(toml("contacts")["topics"]["words"], said.quote)
    for part in re.finditer(toml("contacts")["topics"]["parts"], named["matters"]) if named else ():
        if named and gist(part[0]):
            start = said.start + named.start("matters") + part.start()
            yield Span(start, start + len(part[0]), part[0])


def _outcomes(scene: Scene) -> list[Line[Event]]:
    return [line for line in scene.lines(Event) if line.finding.type not in {"CONSULT", "REQUEST"}]


Compare = Callable[[Finding, Finding], bool]


def _points(
    kind: PointKind,
    lines: list[Line[Finding]],
    reports: Sequence[ReportHead],
    same: Compare,
    differ: Compare,
) -> Iterable[Point]:
    groups: list[list[Line[Finding]]] = []
    for line in sorted(fold(lines, _once), key=is_headline):
        home = next((group for group in groups if same(group[0].finding, line.finding)), None)
        if home is None:
            groups.append([line])
        else:
            home.append(line)
    for group in groups:
        told = tuple(next((line for line in group if line.report.id == head.id), None) for head in reports)
        said = [line for line in told if line]
        apart = any(differ(one.finding, other.finding) for one in said for other in said)
        yield Point(kind, "contradict" if apart else "both" if len(said) > 1 else "only", told)


def _once(line: Line[Finding]) -> Hashable:
    """Lines of one report stay apart from those of another."""
    return line.report.id, line.finding.id


def _same_stance(one: Finding, other: Finding) -> bool:
    return (
        isinstance(one, Position)
        and isinstance(other, Position)
        and (side(one.holder), one.matter) == (side(other.holder), other.matter)
    )


def _stances_differ(one: Finding, other: Finding) -> bool:
    if not isinstance(one, Position) or not isinstance(other, Position):
        return False
    return "closed" in {one.stance, other.stance} and one.stance != other.stance


def _same_promise(one: Finding, other: Finding) -> bool:
    if not isinstance(one, Commitment) or not isinstance(other, Commitment):
        return False
    return bool(keys(one.who) & keys(other.who)) and shares(gist(one.what.quote), gist(other.what.quote))


def _promises_differ(one: Finding, other: Finding) -> bool:
    if not isinstance(one, Commitment) or not isinstance(other, Commitment):
        return False
    first, second = due_day(one), due_day(other)
    return first is not None and second is not None and first != second


def _same_outcome(one: Finding, other: Finding) -> bool:
    if not isinstance(one, Event) or not isinstance(other, Event) or one.type != other.type:
        return False
    sides = [{side(ref) for ref in owners(event) + others(event)} for event in (one, other)]
    return sides[0] == sides[1] and shares(gist(one.sentence.quote), gist(other.sentence.quote))


def _same_talks(one: Finding, other: Finding) -> bool:
    if not isinstance(one, Event) or not isinstance(other, Event) or {one.type, other.type} != {"CONSULT"}:
        return False
    sides = [{side(ref) for ref in owners(event) + others(event)} for event in (one, other)]
    return sides[0] == sides[1] and len(sides[0]) > 1


def _same_topic(one: Finding, other: Finding) -> bool:
    return bool(gist(one.evidence.quote) & gist(other.evidence.quote))


def _never(_one: Finding, _other: Finding) -> bool:
    """Two matters do not contradict each other."""
    return False


def _outcomes_differ(one: Finding, other: Finding) -> bool:
    if not isinstance(one, Event) or not isinstance(other, Event):
        return False
    return {one.status, other.status} in ({"held", "denied"}, {"ongoing", "denied"})
