"""A dialogue's channels and meetings → each channel's last sign of life."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.group.dates import sort_day
from dragoman.group.folding import entries
from dragoman.group.shapes import Level, Line, Meeting, Stand
from dragoman.model import Channel, ChannelKind

_LIVES = frozenset({"open", "limited", "reopening"})
_LEVELS: dict[ChannelKind, Level] = {"leaders": "leaders", "ministry": "ministers"}
"""Channels that a meeting held on that level keeps alive."""


@dataclass(frozen=True, slots=True)
class Lifeline:
    """A channel, and the last ISO day on which it was told as in use, or a meeting on its level was held: which of the
    two it was says `meeting`. None where neither is on record with a date."""

    channel: Stand[Channel]
    last: str | None = None
    meeting: Meeting | None = None


def lifelines(channels: Iterable[Stand[Channel]], met: Iterable[Meeting]) -> tuple[Lifeline, ...]:
    """Return the channels in their order, each with its last sign of life."""
    held = [one for one in met if one.status in {"held", "ongoing"} and one.line.date]
    return tuple(_one(stand, held) for stand in channels)


def _one(stand: Stand[Channel], held: list[Meeting]) -> Lifeline:
    told = max((_days(line) for line in (stand.line, *stand.others) if line.finding.state in _LIVES), default="")
    level = _LEVELS.get(stand.line.finding.channel)
    meeting = max((one for one in held if one.level == level), key=lambda one: sort_day(one.line.date), default=None)
    if level and meeting and sort_day(meeting.line.date) > told:
        return Lifeline(stand, sort_day(meeting.line.date), meeting)
    return Lifeline(stand, told or None)


def _days(line: Line[Channel]) -> str:
    return max(((entry.report.published or "")[:10] for entry in entries(line)), default="")
