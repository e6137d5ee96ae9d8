"""What came since a day, and what was there before → the morning brief: new, changed, contradicted, overdue.

A stance or a channel's state that was told before is no news; one that differs from the last word before that day is
changed, and one that another report has the other way round within days is contradicted: both stand there.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeVar

from dragoman.group.actors import side
from dragoman.group.dates import sort_day
from dragoman.group.dialogue import commitment_key, deeds, event_key
from dragoman.group.folding import fold, is_headline, newest, words
from dragoman.group.histories import told_bounds
from dragoman.group.meetings import meetings
from dragoman.group.promises import due_day, promises
from dragoman.group.scene import Scene
from dragoman.group.shapes import Line, Meeting, MeetingStatus, Step
from dragoman.group.ties import Ties
from dragoman.model import Channel, Commitment, Condition, Discrepancy, Entry, Event, Finding, Kind, Position

News = Literal["new", "changed", "contradicted", "overdue"]
F = TypeVar("F", bound=Position | Channel)
NEAR = 7
"""Days within which two reports on one matter are held against each other."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the brief: its news, the line that brings it, what stood there before or stands against it; of a
    meeting the whole and the status it had before; of a promise the day it was due."""

    news: News
    line: Line[Finding]
    against: tuple[Line[Finding], ...] = ()
    meeting: Meeting | None = None
    before: MeetingStatus | None = None
    due: str | None = None

    @property
    def kind(self) -> Kind:
        return self.line.finding.kind


@dataclass(frozen=True, slots=True)
class Background:
    """What stood before the day: entries of one kind, the newest report first and their statements before them, taken
    only as far as they are needed; the contacts of the months before; all commitments and conditions; and what people
    said of two meetings."""

    positions: Iterable[Entry] = ()
    channels: Iterable[Entry] = ()
    contacts: Iterable[Entry] = ()
    commitments: Iterable[Entry] = ()
    conditions: Iterable[Entry] = ()
    ties: Ties = field(default_factory=Ties)


@dataclass(frozen=True, slots=True)
class Changes:
    """The brief: parties, since which day, as of which, and its lines by news, the newest first."""

    parties: tuple[str, ...]
    since: str
    today: str
    lines: tuple[Change, ...] = ()

    def of(self, news: News) -> tuple[Change, ...]:
        """Return the lines of one kind of news."""
        return tuple(line for line in self.lines if line.news == news)


def changes(recent: Iterable[Entry], background: Background, parties: Sequence[str], since: str, today: str) -> Changes:
    """Return the brief. `recent` are the findings of the reports that came to be known since the ISO day `since`, with
    the statements and conditions they point to; `today` is the ISO day against which promises are overdue."""
    codes = tuple(dict.fromkeys(parties))
    came = tuple(recent)
    fresh = {entry.finding.id for entry in came}
    promised = tuple(background.commitments)
    old = [entry for entry in (*promised, *background.conditions) if entry.finding.id not in fresh]
    scene = Scene.of(came, codes, None, None)
    found = [
        *_stances(scene, background.positions),
        *_channels(scene, background.channels),
        *_meetings(came, background, codes),
        *_plain(scene, Scene.of(tuple(old), codes, None, None)),
        *_overdue(promised, codes, since, today),
    ]
    ordered = sorted(found, key=lambda one: sort_day(one.line.date), reverse=True)
    return Changes(codes, since, today, tuple(ordered))


def _stances(scene: Scene, earlier: Iterable[Entry]) -> Iterator[Change]:
    """A side's own words are held against its own words, a claim against what the same voice claimed."""
    yield from _turns(scene.lines(Position), _before(earlier, Position), _matter, lambda found: found.stance)


def _channels(scene: Scene, earlier: Iterable[Entry]) -> Iterator[Change]:
    yield from _turns(scene.lines(Channel), _before(earlier, Channel), _channel, lambda found: found.state)


def _turns(
    lines: list[Line[F]], before: Iterator[Line[F]], topic: Callable[[Line[F]], Hashable], word: Callable[[F], str]
) -> Iterator[Change]:
    """Yield for each topic its latest word where it is new or not what it was, and words that contradict each other."""
    by_topic: dict[Hashable, list[Line[F]]] = {}
    for line in newest(sorted(lines, key=is_headline)):
        by_topic.setdefault(topic(line), []).append(line)
    earlier = _first_of(before, set(by_topic), topic)
    for key, (last, *rest) in by_topic.items():
        old = earlier.get(key)
        against = tuple(line for line in rest if _contradicts(last, line, word))
        if against:
            yield Change("contradicted", last, against[:1])
        elif old is None:
            yield Change("new", last)
        elif word(old.finding) != word(last.finding):
            yield Change("changed", last, (old,))


def _contradicts(one: Line[F], other: Line[F], word: Callable[[F], str]) -> bool:
    apart = {word(one.finding), word(other.finding)} in ({"open", "closed"}, {"conditional", "closed"})
    return apart and one.report.id != other.report.id and _days_apart(one.date, other.date) <= NEAR


def _days_apart(one: str | None, other: str | None) -> int:
    first, second = sort_day(one), sort_day(other)
    if not first or not second:
        return NEAR + 1
    return abs((date.fromisoformat(first) - date.fromisoformat(second)).days)


def _before(entries: Iterable[Entry], kind: type[F]) -> Iterator[Line[F]]:
    """Lines of what stood before, made one by one: the reader stops when every topic has its last word."""
    met: dict[str, Entry] = {}
    scene = Scene((), (), met, None, None)
    for entry in entries:
        met[entry.finding.id] = entry
        if isinstance(entry.finding, kind):
            yield scene.line(entry.finding, entry)


def _first_of(
    lines: Iterator[Line[F]], wanted: set[Hashable], topic: Callable[[Line[F]], Hashable]
) -> dict[Hashable, Line[F]]:
    found: dict[Hashable, Line[F]] = {}
    if not wanted:
        return found
    for line in lines:
        key = topic(line)
        if key in wanted:
            found.setdefault(key, line)
        if len(found) == len(wanted):
            break
    return found


def _matter(line: Line[Position]) -> Hashable:
    claimed = side(line.voice) if line.claimed else None
    return side(line.finding.holder), line.finding.matter, claimed


def _channel(line: Line[Channel]) -> Hashable:
    return line.finding.channel, side(line.voice) if line.claimed else None


def _meetings(recent: tuple[Entry, ...], background: Background, parties: tuple[str, ...]) -> Iterator[Change]:
    """Group what came with the contacts of the months before; yield the meetings that got another status."""
    came = {entry.finding.id for entry in recent}
    earlier = (entry for entry in background.contacts if entry.finding.id not in came)
    scene = Scene.of((*recent, *earlier), parties, None, None)
    events = scene.lines(Event)
    met = [line for line in events if line.finding.type == "CONSULT"]
    asked = (line for line in events if line.finding.type == "REQUEST")
    for one in meetings(met, asked, background.ties):
        fresh = [step for step in one.history if step.line.finding.id in came]
        old = [step.status for step in one.history if step.line.finding.id not in came]
        step = _news(one, fresh, old)
        if step is not None:
            yield _turn(one, step.line, old)


def _news(meeting: Meeting, fresh: list[Step], old: list[MeetingStatus]) -> Step | None:
    """Return the step that made the meeting what it now is: its words stand beside that status. What is told late of
    how it was before, such as that it could be held, is no news; of a contested one every new word is."""
    told = [step for step in reversed(fresh) if step.status not in old]
    return next((step for step in told if meeting.contested or step.status == meeting.status), None)


def _turn(meeting: Meeting, line: Line[Event], old: list[MeetingStatus]) -> Change:
    if meeting.contested:
        against = [step.line for step in meeting.history if step.line.finding.id != line.finding.id]
        return Change("contradicted", line, tuple(against[-1:]), meeting, old[-1] if old else None)
    return Change("changed" if old else "new", line, (), meeting, old[-1] if old else None)


def _plain(scene: Scene, before: Scene) -> Iterator[Change]:
    """What is news by having come: conditions and promises not told before, other events, and discrepancies."""
    told = {_terms(line) for line in before.lines(Condition)}
    conditions = [line for line in fold(scene.lines(Condition), _terms) if _terms(line) not in told]
    given = {commitment_key(line) for line in before.lines(Commitment)}
    promised = [line for line in fold(scene.lines(Commitment), commitment_key) if commitment_key(line) not in given]
    done = fold(deeds(scene.lines(Event)), event_key)
    for new in (conditions, promised, done):
        yield from (Change("new", line) for line in new)
    for line in fold(scene.lines(Discrepancy), lambda each: each.finding.id):
        yield Change("contradicted" if line.finding.discrepancy == "contradiction" else "new", line)


def _terms(line: Line[Condition]) -> Hashable:
    return side(line.finding.by), words(line.finding.text.quote)


def _dated(line: Line[Commitment]) -> Hashable:
    return commitment_key(line), due_day(line.finding)


def _overdue(commitments: Iterable[Entry], parties: tuple[str, ...], since: str, today: str) -> Iterator[Change]:
    """Promises whose last day has passed since that day."""
    made = Scene.of(tuple(commitments), parties, None, None)
    for one in promises(fold(made.lines(Commitment), _dated), today):
        if one.overdue and one.due and one.due >= since and not _dated_later(one.line, one.due):
            yield Change("overdue", one.line, due=one.due)


def _dated_later(line: Line[Commitment], due: str) -> bool:
    """A promise told after its own day says nothing of a day missed."""
    known = told_bounds(line.report)
    return known is not None and known[0] > due
