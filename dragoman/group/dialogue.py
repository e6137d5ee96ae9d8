"""Entries → Dialogue: where each side stands, meetings, channels, commitments, other events, discrepancies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace

from dragoman.group.actors import all_sides, side
from dragoman.group.contradictions import contradictions
from dragoman.group.dates import is_day
from dragoman.group.folding import entries as behind
from dragoman.group.folding import fold, is_headline, merged, newest, stands, words
from dragoman.group.followed import followed, in_order
from dragoman.group.lifelines import lifelines
from dragoman.group.meetings import meetings, outlook
from dragoman.group.promises import promises
from dragoman.group.proposals import proposals
from dragoman.group.scene import Scene
from dragoman.group.shapes import Counts, Dialogue, Line
from dragoman.group.sides import one_side
from dragoman.group.speakers import office_changes, speakers
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
    events = scene.lines(Event)
    met = meetings(
        (line for line in events if line.finding.type == "CONSULT"),
        (line for line in events if line.finding.type == "REQUEST"),
        ties,
    )
    sides = tuple(one_side(scene, party, (names or {}).get(party)) for party in scene.parties)
    channels = stands(fold(scene.lines(Channel), _channel_key), _channel_topic, is_headline)
    commitments = newest(fold(scene.lines(Commitment), commitment_key))
    timeline = newest(_fold_headlines(fold(deeds(events), event_key)))
    found = Dialogue(
        parties=scene.parties,
        sides=sides,
        meetings=met,
        channels=channels,
        commitments=commitments,
        timeline=timeline,
        followed=followed((line for one in sides for line in one.all_conditions), deeds(events)),
        proposals=proposals(events, scene.entries),
        promises=promises(commitments, None),
        lifelines=lifelines(channels, met),
        tracks=tracks(channels, met, commitments, timeline),
        speakers=speakers(scene.everything(), scene.parties),
        discrepancies=fold(scene.lines(Discrepancy), lambda line: line.finding.id),
        contradictions=contradictions(events, scene.lines(Position)),
        outlook=outlook(met),
        since=since,
        until=until,
    )
    return _counted(found)


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


def _fold_headlines(lines: tuple[Line[Event], ...]) -> tuple[Line[Event], ...]:
    """Fold what only a headline says into the line in which the same report tells it."""
    told = {(line.report.id, _gist(line)): line for line in reversed(lines) if not is_headline(line)}
    repeated: dict[str, list[Line[Event]]] = {}
    for line in lines:
        body = told.get((line.report.id, _gist(line)))
        if body and is_headline(line):
            repeated.setdefault(body.finding.id, []).append(line)
    spent = {line.finding.id for group in repeated.values() for line in group}
    return tuple(merged((line, *repeated.get(line.finding.id, ()))) for line in lines if line.finding.id not in spent)


def _gist(line: Line[Event]) -> Hashable:
    return line.finding.type, line.finding.status, all_sides(line.finding)


def _counted(found: Dialogue) -> Dialogue:
    entries = {entry.finding.id: entry for line in shown(found) for entry in behind(line)}
    reports = {entry.report.id: entry.report for entry in entries.values()}
    ordered = tuple(sorted(reports.values(), key=lambda report: (report.published or "9999", report.source)))
    dates = [report.published[:10] for report in ordered if report.published]
    counts = Counts(
        reports=len(ordered),
        copies=len(ordered) - len({report.origin for report in ordered}),
        outlets=len({report.outlet for report in ordered if report.outlet}),
        undated=len(ordered) - len(dates),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        findings=dict(Counter(entry.finding.kind for entry in entries.values())),
    )
    changed = office_changes(found.parties, counts.first, counts.last)
    return replace(found, reports=ordered, counts=counts, offices=changed)
