"""Entries → Dialogue: where each side stands, meetings, channels, commitments, other events, discrepancies."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace

from dragoman.group.actors import all_sides, side
from dragoman.group.apart import Meetings, apart
from dragoman.group.contradictions import Against
from dragoman.group.dates import is_day
from dragoman.group.folding import folds, is_headline, merged, newest, stands, words
from dragoman.group.followed import Doings, in_order
from dragoman.group.lifelines import lifelines
from dragoman.group.meetings import outlook
from dragoman.group.promises import promises
from dragoman.group.proposals import Asked
from dragoman.group.scene import Scene
from dragoman.group.shapes import Counts, Dialogue, Line
from dragoman.group.sheaves import NOW
from dragoman.group.sides import Stances
from dragoman.group.speakers import OfficeChange, between, office_changes, speakers, voices
from dragoman.group.ties import Ties
from dragoman.group.tracks import tracks
from dragoman.model import Channel, Commitment, Discrepancy, Entry, Event, Finding, Position

_NO_TIES = Ties()


def dialogue(  # noqa: PLR0913 - each narrows or names by itself
    entries: Iterable[Entry],
    parties: Sequence[str],
    *,
    since: str | None = None,
    until: str | None = None,
    names: Mapping[str, str] | None = None,
    ties: Ties = _NO_TIES,
) -> Dialogue:
    """Return where the dialogue between `parties` (codes or ids) stands.

    `entries` are all findings of the reports in question, in any order; `since` and `until` are ISO days against the
    event's own date or, failing that, its report's, and what bears no date is kept; `names` gives the parties' names,
    `ties` what people said of two meetings.
    A finding belongs where every party takes part in it. Positions, conditions and commitments that name one party and
    leave open toward whom are kept where they stand near something in the same report that all parties share.
    """
    scene = Scene.of(tuple(entries), tuple(dict.fromkeys(parties)), since, until)
    return Course(scene, names or {}, ties).on()


class Course:
    """How a dialogue went: its lines, folded as far as no day matters; where it stood on a day is soon put together.

    The scene knows when each report was known. What a group of lines comes to depends on nothing but those of them that
    are known, so that only the groups are folded anew of which some are and some are not.
    """

    def __init__(self, scene: Scene, names: Mapping[str, str], ties: Ties) -> None:
        events, life = scene.lines(Event), scene.life
        met, asked = ([line for line in events if line.finding.type == kind] for kind in ("CONSULT", "REQUEST"))
        self._scene = scene
        self._sides = tuple(Stances(scene, party, names.get(party)) for party in scene.parties)
        self._met = Meetings(apart(met, asked, ties), ties, scene.life_of)
        self._channels = folds(scene.lines(Channel), _channel_key, life)
        self._commitments = folds(scene.lines(Commitment), commitment_key, life)
        self._timeline = folds(deeds(events), event_key, life)
        self._discrepancies = folds(scene.lines(Discrepancy), lambda line: line.finding.id, life)
        self._doings = Doings(deeds(events), life)
        self._asked = Asked(events, scene.entries, life)
        self._voices = voices(scene.everything, scene.parties, life)
        self._offices = office_changes(scene.parties)
        self._against = Against(events, scene.lines(Position), life)

    def __len__(self) -> int:
        """How many findings it rests on."""
        return len(self._scene.by_id)

    def on(self, day: str = NOW) -> Dialogue:
        """Return where the dialogue stood on an ISO day."""
        sides, met = tuple(one.on(day) for one in self._sides), self._met.on(day)
        channels = stands(self._channels.on(day), _channel_topic, is_headline)
        commitments, timeline = newest(self._commitments.on(day)), newest(_fold_headlines(self._timeline.on(day)))
        return _counted(
            Dialogue(
                parties=self._scene.parties,
                sides=sides,
                meetings=met,
                channels=channels,
                commitments=commitments,
                timeline=timeline,
                followed=self._doings.followed((line for one in sides for line in one.all_conditions), day),
                proposals=self._asked.on(day),
                promises=promises(commitments, None),
                lifelines=lifelines(channels, met),
                tracks=tracks(channels, met, commitments, timeline),
                speakers=speakers(self._voices.on(day), self._scene.parties),
                discrepancies=tuple(self._discrepancies.on(day)),
                contradictions=self._against.on(day),
                outlook=outlook(met),
                since=self._scene.since,
                until=self._scene.until,
            ),
            self._offices,
        )


def on_day(found: Dialogue, today: str, as_of: str | None) -> Dialogue:
    """Return the dialogue with the promises that are overdue on the ISO day `today`; `as_of` is the day whose knowledge
    it rests on, None for all that is known."""
    return replace(found, promises=promises(found.commitments, today), as_of=as_of)


def seen_by(found: Dialogue, parties: Sequence[str]) -> Dialogue:
    """Return the same dialogue with its parties in another order: only what is listed side by side depends on it."""
    sides = tuple(sorted(found.sides, key=lambda one: parties.index(one.code)))
    place = {line.finding.id: number for number, one in enumerate(sides) for line in one.all_conditions}
    return replace(
        found,
        parties=tuple(parties),
        sides=sides,
        speakers=tuple(sorted(found.speakers, key=lambda one: parties.index(one.side))),
        followed=in_order(sorted(found.followed, key=lambda one: place[one.line.finding.id])),
        offices=tuple(sorted(found.offices, key=lambda one: (one.day, parties.index(one.side)))),
    )


def shown(found: Dialogue) -> Iterable[Line[Finding]]:
    """Yield every line of a dialogue."""
    for party in found.sides:
        for stand in party.positions:
            yield from (stand.line, *stand.others)
            yield from stand.conditions
        yield from party.conditions
    yield from (step.line for meeting in found.meetings for step in meeting.history)
    yield from (line for channel in found.channels for line in (channel.line, *channel.others))
    yield from found.commitments
    yield from found.timeline
    yield from found.discrepancies
    yield from (line for one in found.contradictions for line in one.lines)


def deeds(events: list[Line[Event]]) -> list[Line[Event]]:
    """Return the events that are no contacts."""
    return [line for line in events if line.finding.type != "CONSULT"]


def event_key(line: Line[Event]) -> Hashable:
    """One day and one type make one event of the same actors; without a day, only the same words do."""
    event = line.finding
    source = frozenset(side(ref) for ref in event.source)
    if line.dated_by == "event" and is_day(line.date):
        return event.type, event.status, line.date, all_sides(event), source
    return event.type, event.status, words(event.sentence.quote), all_sides(event)


def _channel_key(line: Line[Channel]) -> Hashable:
    return _channel_topic(line), line.finding.state


def _channel_topic(line: Line[Channel]) -> Hashable:
    return line.finding.channel, line.claimed and side(line.voice)


def commitment_key(line: Line[Commitment]) -> Hashable:
    """The same words of the same sides are one promise."""
    return all_sides(line.finding), words(line.finding.what.quote)


def _fold_headlines(lines: Sequence[Line[Event]]) -> tuple[Line[Event], ...]:
    """Fold what only a headline says into the line in which the same report tells it."""
    heads = {line.finding.id: line for line in lines if is_headline(line)}
    reports = {line.report.id for line in heads.values()}
    bodies = [line for line in reversed(lines) if line.report.id in reports and line.finding.id not in heads]
    told = {(line.report.id, _gist(line)): line.finding.id for line in bodies}
    repeated: defaultdict[str, list[Line[Event]]] = defaultdict(list)
    for line in heads.values():
        if body := told.get((line.report.id, _gist(line))):
            repeated[body].append(line)
    spent = {line.finding.id for group in repeated.values() for line in group}
    return tuple(merged((line, *repeated.get(line.finding.id, ()))) for line in lines if line.finding.id not in spent)


def _gist(line: Line[Event]) -> Hashable:
    return line.finding.type, line.finding.status, all_sides(line.finding)


def _counted(found: Dialogue, offices: Iterable[OfficeChange]) -> Dialogue:
    lines = list(shown(found))
    told = {line.finding.id: line.finding for line in lines}
    told |= {entry.finding.id: entry.finding for line in lines for entry in line.also}
    reports = {line.report.id: line.report for line in lines}
    reports |= {entry.report.id: entry.report for line in lines for entry in line.also}
    ordered = tuple(sorted(reports.values(), key=lambda report: (report.published or "9999", report.source)))
    dates = [report.published[:10] for report in ordered if report.published]
    counts = Counts(
        reports=len(ordered),
        copies=len(ordered) - len({report.origin for report in ordered}),
        outlets=len({report.outlet for report in ordered if report.outlet}),
        undated=len(ordered) - len(dates),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        findings=dict(Counter(finding.kind for finding in told.values())),
    )
    return replace(found, reports=ordered, counts=counts, offices=between(offices, counts.first, counts.last))
