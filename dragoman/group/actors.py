"""Findings → who takes part in them, and for whom."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.model import Channel, Commitment, Condition, Event, Finding, Position, Ref, Refs, Statement

MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Event types in which the recipient acts as much as the source does."""


def owners(finding: Finding) -> Refs:
    """Return those whose stance, condition, deed or promise it is."""
    if isinstance(finding, Position):
        return (finding.holder,)
    if isinstance(finding, Condition):
        return _known(finding.by)
    if isinstance(finding, Event):
        shared = finding.recipient if finding.type in MUTUAL else ()
        return finding.source + finding.participants + shared
    if isinstance(finding, Commitment):
        return finding.who
    return finding.parties if isinstance(finding, Channel) else ()


def others(finding: Finding) -> Refs:
    """Return those it is directed at."""
    if isinstance(finding, Position):
        return _known(finding.toward)
    if isinstance(finding, Condition):
        return _known(finding.on)
    if isinstance(finding, Event):
        return finding.recipient
    if isinstance(finding, Statement):
        return (finding.speaker, *_known(finding.addressee))
    return finding.to if isinstance(finding, Commitment) else ()


def keys(refs: Iterable[Ref]) -> frozenset[str]:
    """Return the ids of the actors and of the states or bodies they speak for."""
    return frozenset(key for ref in refs for key in (ref.id, ref.state) if key)


def side(ref: Ref | None) -> str | None:
    """Return the state or body for which the actor speaks, else its own id or name."""
    return None if ref is None else ref.state or ref.id or ref.name


def all_sides(finding: Finding) -> frozenset[str | None]:
    """Return the states and bodies, or else the actors, that have a part in it."""
    return frozenset(side(ref) for ref in owners(finding) + others(finding))


def covers(finding: Finding, parties: Iterable[str]) -> bool:
    """Tell whether every party takes part."""
    return set(parties) <= keys(owners(finding) + others(finding))


def _known(ref: Ref | None) -> Refs:
    return () if ref is None else (ref,)
