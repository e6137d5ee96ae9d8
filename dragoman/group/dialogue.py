"""Entries → Dialogue: the latest positions of each side, meetings, channels, commitments, timeline, discrepancies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from dragoman.group.actors import covers, keys, others, owners, side
from dragoman.group.dates import bounds, first_day, is_day, within
from dragoman.group.shapes import Counts, DatedBy, Dialogue, Line, Meeting, Side, Stand
from dragoman.model import (
    Channel,
    Commitment,
    Condition,
    Discrepancy,
    Entry,
    Event,
    Finding,
    Position,
    Ref,
    ReportHead,
    Statement,
)

F = TypeVar("F", bound=Finding)

_STATUS = {"ongoing": 0, "planned": 1, "mooted": 2, "held": 3, "denied": 4}


def dialogue(
    entries: Iterable[Entry],
    parties: Sequence[str],
    *,
    since: str | None = None,
    until: str | None = None,
    names: Mapping[str, str] | None = None,
) -> Dialogue:
    """Return where the dialogue between `parties` (codes or ids) stands.

    `entries` are all findings of the reports in question, in any order; `since` and `until` are ISO days against the
    event's own date or, failing that, its report's, and what bears no date is kept; `names` gives the parties' names.
    A finding belongs where every party takes part in it. Positions, conditions and commitments that name one party and
    leave open toward whom are kept where the same report has something that all parties share.
    """
    scene = _scene(tuple(entries), tuple(dict.fromkeys(parties)), since, until)
    timeline = _fold_headlines(_fold(scene.lines(Event), _event_key))
    found = Dialogue(
        parties=scene.parties,
        sides=tuple(_side(scene, party, names or {}) for party in scene.parties),
        meetings=_meetings(line for line in timeline if line.finding.type == "CONSULT"),
        channels=_stand(_fold(scene.lines(Channel), _channel_key), lambda line: line.finding.channel),
        commitments=_newest(_fold(scene.lines(Commitment), _commitment_key)),
        timeline=tuple(sorted(timeline, key=lambda line: (first_day(line.date) or "9999", line.date or ""))),
        discrepancies=_fold(scene.lines(Discrepancy), lambda line: line.finding.id),
        since=since,
        until=until,
    )
    return _counted(found)


@dataclass(frozen=True, slots=True)
class _Scene:
    """The entries that belong to the dialogue, and what their links point to."""

    parties: tuple[str, ...]
    entries: tuple[Entry, ...]
    by_id: Mapping[str, Entry]
    since: str | None
    until: str | None

    def lines(self, kind: type[F], keep: Callable[[F], bool] = lambda _: True) -> list[Line[F]]:
        found = [self.line(entry.finding, entry) for entry in self.entries if isinstance(entry.finding, kind)]
        return [line for line in found if keep(line.finding) and within(line.date, self.since, self.until)]

    def line(self, finding: F, entry: Entry) -> Line[F]:
        date, dated_by = _date(finding, entry.report)
        voice = self._voice(finding)
        return Line(finding, entry.report, (), voice, _is_claim(finding, voice), date, dated_by)

    def conditions(self, ids: Iterable[str]) -> list[Line[Condition]]:
        linked = [self.by_id[key] for key in dict.fromkeys(ids) if key in self.by_id]
        return [self.line(entry.finding, entry) for entry in linked if isinstance(entry.finding, Condition)]

    def _voice(self, finding: Finding) -> Ref | None:
        said = self.by_id.get(finding.said_by or "")
        return said.finding.speaker if said and isinstance(said.finding, Statement) else None


def _scene(entries: tuple[Entry, ...], parties: tuple[str, ...], since: str | None, until: str | None) -> _Scene:
    shared = {entry.report.id for entry in entries if covers(entry.finding, parties)}
    kept = tuple(entry for entry in entries if entry.report.id in shared and _belongs(entry.finding, parties))
    return _Scene(parties, kept, {entry.finding.id: entry for entry in entries}, since, until)


def _belongs(finding: Finding, parties: tuple[str, ...]) -> bool:
    if isinstance(finding, Discrepancy) or covers(finding, parties):
        return True
    if not isinstance(finding, Position | Condition | Commitment):
        return False
    return bool(keys(owners(finding)) & set(parties)) and keys(others(finding)) <= set(parties)


def _is_claim(finding: Finding, voice: Ref | None) -> bool:
    return voice is not None and bool(owners(finding)) and side(voice) not in {side(ref) for ref in owners(finding)}


def _date(finding: Finding, report: ReportHead) -> tuple[str | None, DatedBy | None]:
    if isinstance(finding, Event) and finding.date and finding.date.edtf:
        return finding.date.edtf, "event"
    known = (report.published or "")[:10]
    return (known, "report") if bounds(known) else (None, None)


def _fold(lines: Iterable[Line[F]], key: Callable[[Line[F]], Hashable]) -> tuple[Line[F], ...]:
    """Fold lines that say the same into the newest of them."""
    folded: dict[Hashable, Line[F]] = {}
    for line in sorted(lines, key=_age, reverse=True):
        kept = folded.setdefault(key(line), line)
        if kept is not line:
            folded[key(line)] = replace(kept, also=(*kept.also, Entry(line.finding, line.report)))
    return tuple(folded.values())


def _fold_headlines(lines: tuple[Line[Event], ...]) -> tuple[Line[Event], ...]:
    """Fold what only a headline says into the line in which the same report tells it."""
    told = [line for line in lines if not _is_headline(line)]
    for headline in (line for line in lines if _is_headline(line)):
        at = next((at for at, line in enumerate(told) if _tells(line, headline)), None)
        if at is None:
            told.append(headline)
        else:
            told[at] = replace(told[at], also=(*told[at].also, Entry(headline.finding, headline.report)))
    return tuple(told)


def _is_headline(line: Line[Event]) -> bool:
    title = line.report.title
    return not line.also and title is not None and _words(line.finding.sentence.quote) == _words(title)


def _tells(line: Line[Event], headline: Line[Event]) -> bool:
    same = line.finding.type == headline.finding.type and line.finding.status == headline.finding.status
    reports = {line.report.id, *(entry.report.id for entry in line.also)}
    return same and _roles(line.finding) == _roles(headline.finding) and headline.report.id in reports


def _age(line: Line[F]) -> tuple[str, str, int]:
    """Order lines by publication; an undated report counts as older than any other."""
    return line.report.published or "", line.report.source, -line.finding.evidence.start


def _newest(lines: Iterable[Line[F]]) -> tuple[Line[F], ...]:
    return tuple(sorted(lines, key=lambda line: first_day(line.date) or "", reverse=True))


def _stand(lines: Iterable[Line[F]], topic: Callable[[Line[F]], Hashable]) -> tuple[Line[F], ...]:
    """Tell the latest line on each topic from earlier ones; topics stay together, in order of their newest line."""
    topics: dict[Hashable, list[Line[F]]] = {}
    for line in _newest(lines):
        topics.setdefault(topic(line), []).append(line)
    return tuple(_standing(line, group[0].date) for group in topics.values() for line in group)


def _standing(line: Line[F], latest: str | None) -> Line[F]:
    if line.date is None:
        return replace(line, standing="undated")
    return line if line.date == latest else replace(line, standing="earlier")


def _words(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .,;:\"'“”‘’")


def _event_key(line: Line[Event]) -> Hashable:
    """One day and one type make one event; without a day, only the same words or the same people and place do."""
    event = line.finding
    roles = _roles(event)
    direction = frozenset(side(ref) for ref in event.source) if event.type != "CONSULT" else roles
    if line.dated_by == "event" and is_day(line.date):
        return event.type, event.status, line.date, roles, direction
    if event.place and event.date and event.date.edtf:
        return event.type, event.status, event.date.edtf, event.place.name, roles, direction
    return event.type, event.status, _words(event.evidence.quote), roles


def _roles(event: Event) -> frozenset[str | None]:
    return frozenset(side(ref) for ref in owners(event) + others(event))


def _channel_key(line: Line[Channel]) -> Hashable:
    return line.finding.channel, line.finding.state, line.claimed, line.claimed and side(line.voice)


def _commitment_key(line: Line[Commitment]) -> Hashable:
    return frozenset(side(ref) for ref in line.finding.who), _words(line.finding.what.quote)


def _condition_key(line: Line[Condition]) -> Hashable:
    return side(line.finding.by), _words(line.finding.text.quote)


def _position_key(line: Line[Position]) -> Hashable:
    return (*_topic(line), line.finding.stance)


def _topic(line: Line[Position]) -> tuple[Hashable, ...]:
    found = line.finding
    return side(found.holder), found.matter, side(found.toward), line.claimed and side(line.voice)


def _side(scene: _Scene, party: str, names: Mapping[str, str]) -> Side:
    positions = _fold((line for line in scene.lines(Position) if party in keys(owners(line.finding))), _position_key)
    stands = tuple(_with_conditions(scene, line) for line in _stand(positions, _topic))
    tied = {_condition_key(line) for stand in stands for line in stand.conditions}
    conditions = _fold((line for line in scene.lines(Condition) if party in keys(owners(line.finding))), _condition_key)
    loose = _newest(line for line in conditions if _condition_key(line) not in tied)
    return Side(party, names.get(party) or _name(scene, party), stands, loose)


def _with_conditions(scene: _Scene, line: Line[Position]) -> Stand:
    held = [line.finding, *(entry.finding for entry in line.also)]
    ids = [key for finding in held if isinstance(finding, Position) for key in finding.conditions]
    return Stand(line, _fold(scene.conditions(ids), _condition_key))


def _name(scene: _Scene, party: str) -> str:
    refs = (ref for entry in scene.entries for ref in owners(entry.finding) + others(entry.finding))
    return next((ref.name for ref in refs if ref.id == party), party)


def _meetings(lines: Iterable[Line[Event]]) -> tuple[Meeting, ...]:
    """Order by status, then newest first; never put a meeting under a status it was not reported with."""
    ordered = sorted(_newest(lines), key=lambda line: _STATUS[line.finding.status])
    held = {line.date for line in ordered if line.finding.status == "held" and is_day(line.date)}
    return tuple(Meeting(line, _was_held(line, held)) for line in ordered)


def _was_held(line: Line[Event], held: set[str | None]) -> bool:
    return line.finding.status in {"planned", "mooted"} and line.dated_by == "event" and line.date in held


def _counted(found: Dialogue) -> Dialogue:
    entries = {entry.finding.id: entry for line in shown(found) for entry in _sources(line)}
    reports = {entry.report.id: entry.report for entry in entries.values()}
    ordered = tuple(sorted(reports.values(), key=lambda report: (report.published or "9999", report.source)))
    dates = [report.published[:10] for report in ordered if report.published]
    counts = Counts(
        reports=len(ordered),
        outlets=len({report.outlet for report in ordered if report.outlet}),
        undated=len(ordered) - len(dates),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        findings=dict(Counter(entry.finding.kind for entry in entries.values())),
    )
    return replace(found, reports=ordered, counts=counts)


def _sources(line: Line[Finding]) -> tuple[Entry, ...]:
    return Entry(line.finding, line.report), *line.also


def shown(found: Dialogue) -> Iterable[Line[Finding]]:
    """Yield every line of a dialogue."""
    for party in found.sides:
        for stand in party.positions:
            yield stand.line
            yield from stand.conditions
        yield from party.conditions
    yield from (meeting.line for meeting in found.meetings)
    yield from found.channels
    yield from found.commitments
    yield from found.timeline
    yield from found.discrepancies
