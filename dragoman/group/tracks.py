"""A dialogue's channels, meetings and promises → its tracks: security, economic, cultural, parliamentary and more."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from dragoman.data import toml
from dragoman.group.dates import sort_day
from dragoman.group.folding import KEPT
from dragoman.group.shapes import Line, Meeting, Stand
from dragoman.model import Channel, Commitment, Event, Finding


@dataclass(frozen=True, slots=True)
class Track:
    """One track: its channels with their latest word, its meetings, promises and other events, and its last day."""

    name: str
    channels: tuple[Stand[Channel], ...] = ()
    meetings: tuple[Meeting, ...] = ()
    commitments: tuple[Line[Commitment], ...] = ()
    events: tuple[Line[Event], ...] = ()

    @property
    def last(self) -> str | None:
        """The last ISO day something of it was told or happened."""
        lines: list[Line[Finding]] = [stand.line for stand in self.channels]
        lines += [meeting.line for meeting in self.meetings]
        lines += [*self.commitments, *self.events]
        return max((sort_day(line.date) for line in lines), default="") or None


def tracks(
    channels: Iterable[Stand[Channel]],
    met: Iterable[Meeting],
    commitments: Iterable[Line[Commitment]],
    events: Iterable[Line[Event]],
) -> tuple[Track, ...]:
    """Return the tracks that have something, in the order of the table. A line may stand on several."""
    parts = list(channels), list(met), list(commitments), list(events)
    found = [_track(name, *parts) for name in toml("follow_up")["tracks"]]
    return tuple(one for one in found if one.channels or one.meetings or one.commitments or one.events)


def _track(
    name: str,
    channels: list[Stand[Channel]],
    met: list[Meeting],
    commitments: list[Line[Commitment]],
    events: list[Line[Event]],
) -> Track:
    kinds = frozenset(toml("follow_up")["tracks"][name]["channels"])
    return Track(
        name,
        tuple(stand for stand in channels if stand.line.finding.channel in kinds),
        tuple(one for one in met if name in _spoken_of(one.line.finding.sentence.quote)),
        tuple(line for line in commitments if name in _spoken_of(line.finding.what.quote)),
        tuple(line for line in events if name in _spoken_of(line.finding.sentence.quote)),
    )


@lru_cache(maxsize=KEPT)
def _spoken_of(text: str) -> frozenset[str]:
    """Return the tracks whose words a text has."""
    return frozenset(name for name in toml("follow_up")["tracks"] if _pattern(name).search(text))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    listed: list[str] = toml("follow_up")["tracks"][name]["words"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b", re.IGNORECASE)
