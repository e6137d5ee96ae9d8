"""Positions of a report → those told once: of a stance told twice in a sentence the fuller telling."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model import Finding, Position


def told_once(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Return the findings without the positions that another of the same sentence already tells."""
    told: dict[tuple[object, ...], list[Position]] = {}
    for finding in findings:
        if isinstance(finding, Position):
            key = (finding.sentence.start, finding.holder.state, finding.matter, finding.stance)
            told.setdefault(key, []).append(finding)
    spare = {one.id for same in told.values() for one in _spare(same)}
    return [one for one in findings if one.id not in spare]


def _spare(same: Sequence[Position]) -> Sequence[Position]:
    kept: list[Position] = []
    for one in sorted(same, key=lambda one: (one.toward is None, -len(one.conditions), one.evidence.start)):
        if not any(_covers(other, one) for other in kept):
            kept.append(one)
    return [one for one in same if one not in kept]


def _covers(told: Position, other: Position) -> bool:
    """Whether the first tells all of the second: two people of one state hold a stance each."""
    people = told.holder.kind == other.holder.kind == "person"
    partner = other.toward is None or (told.toward is not None and told.toward.state == other.toward.state)
    return partner and (not people or told.holder.key == other.holder.key)
