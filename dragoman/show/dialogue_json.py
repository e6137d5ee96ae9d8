"""Dialogues and meetings → JSON objects with stable keys (docs/cli.md lists them), whole or each list's beginning."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dragoman.group import Contradiction, Counts, Dialogue, Line, Meeting, Outlook, Side, Stand
from dragoman.group.followed import Followed
from dragoman.group.lifelines import Lifeline
from dragoman.group.promises import Promise
from dragoman.group.proposals import Proposal
from dragoman.group.readouts import Readouts
from dragoman.group.speakers import OfficeChange, Speaker
from dragoman.group.tracks import Track
from dragoman.model import Entry, Finding, Ref, ReportHead
from dragoman.record import Json, report_head, to_record

Most = int | None
"""How many items a list has at most, the first ones; None for all. What is left out is counted under `left`."""
_Lists = Mapping[str, tuple[Sequence[Any], Callable[[Any, Most], Any]]]


def dialogue_json(found: Dialogue, most: Most = None) -> Json:
    """Return the dialogue; every line carries its finding in the public record format."""
    head: Json = {
        "parties": [{"code": side.code, "name": side.name} for side in found.sides],
        "since": found.since,
        "until": found.until,
        "counts": _counts(found.counts),
        "outlook": _outlook(found.outlook),
        "sides": [_side(side, most) for side in found.sides],
        "as_of": found.as_of,
    }
    return head | _lists(most, {name: (of(found), make) for name, (of, make) in _PARTS.items()})


def part_json(found: Dialogue, name: str, start: int, end: int, most: Most = None) -> list[Json]:
    """Return the items of one list of the dialogue (of PARTS) from one place to another; at most `most` of each list
    within them."""
    of, make = {**_PARTS, **_OF_SIDES}[name]
    return [make(one, most) for one in of(found)[start:end]]


def part_sizes(found: Dialogue) -> dict[str, int]:
    """Return how many items each list of the dialogue has (of PARTS)."""
    return {name: len(of(found)) for name, (of, _) in {**_PARTS, **_OF_SIDES}.items()}


def meeting_json(meeting: Meeting, most: Most = None) -> Json:
    """Return the meeting with its line, its history and everybody who tells it."""
    own: Json = {
        "participants": [_actor(ref) for ref in meeting.participants],
        "places": [{"name": place.name, "country": place.country, "basis": place.basis} for place in meeting.places],
        "reported_held": meeting.reported_held,
        "id": meeting.id,
        "status": meeting.status,
        "level": meeting.level,
        "form": meeting.form,
        "when": meeting.when,
        "contested": meeting.contested,
        "doubts": list(meeting.doubts),
    }
    return _with(line_json(meeting.line, most), own | _lists(most, {"history": (meeting.history, _step)}))


def readouts_json(found: Readouts) -> Json:
    """Return the meeting, the reports that tell it, and what they say of it side by side."""
    return meeting_json(found.meeting) | {
        "reports": [report_head(report) for report in found.reports],
        "points": [
            {"kind": one.kind, "relation": one.relation, "lines": [line and line_json(line) for line in one.lines]}
            for one in found.points
        ],
    }


def contradiction_json(one: Contradiction, most: Most = None) -> Json:
    """Return where reports contradict each other: in what, and the lines that do."""
    return {"slot": one.slot, "reason": one.reason, "lines": [line_json(line, most) for line in one.lines]}


def line_json(line: Line[Finding], most: Most = None) -> Json:
    """Return a line: its finding in the public record format, and who else says the same."""
    own: Json = {
        "finding": to_record(line.finding, line.report, line.verdict),
        "date": line.date,
        "dated_by": line.dated_by,
        "standing": line.standing,
        "claimed": line.claimed,
        "voice": line.voice and _actor(line.voice),
        "copies": line.copies,
    }
    return own | _lists(most, {"also": (line.also, _also)})


def _lists(most: Most, lists: _Lists) -> Json:
    """Return each list with at most so many items."""
    made: Json = {name: [make(one, most) for one in of[:most]] for name, (of, make) in lists.items()}
    left = {name: len(of) - most for name, (of, _) in lists.items() if most is not None and len(of) > most}
    return made | {"left": left} if left else made


def _with(one: Json, other: Json) -> Json:
    """Return both objects as one, with what either leaves out."""
    left = one.get("left", {}) | other.get("left", {})
    return one | other | {"left": left} if left else one | other


def _side(side: Side, most: Most) -> Json:
    lists: _Lists = {
        "positions": (side.positions, _stand),
        "conditions": (side.conditions, line_json),
        "record": (side.record, line_json),
    }
    return {"code": side.code, "name": side.name, "unmet": side.unmet} | _lists(most, lists)


def _stand(stand: Stand[Finding], most: Most) -> Json:
    lists: _Lists = {"conditions": (stand.conditions, line_json), "others": (stand.others, line_json)}
    return _with(line_json(stand.line, most), _lists(most, lists))


def _step(step: Any, most: Most) -> Json:
    return {"status": step.status, "told": step.told} | line_json(step.line, most)


def _also(entry: Entry, _: Most) -> Json:
    return {"id": entry.finding.id, "report": report_head(entry.report)}


def _followed(one: Followed, most: Most) -> Json:
    own: Json = {"condition": one.line.finding.id, "state": one.state}
    return own | _lists(most, {"evidence": (one.evidence, line_json)})


def _proposal(one: Proposal, most: Most) -> Json:
    return line_json(one.line, most) | {
        "answer": one.answer,
        "answered": one.answered and line_json(one.answered, most),
        "pending": one.pending,
        "rule": one.rule and {"start": one.rule.start, "end": one.rule.end, "text": one.rule.quote},
    }


def _promise(one: Promise, _: Most) -> Json:
    return {"commitment": one.line.finding.id, "due": one.due, "overdue": one.overdue, "joint": one.joint}


def _lifeline(one: Lifeline, _: Most) -> Json:
    meeting = one.meeting and one.meeting.id
    return {"channel": one.channel.line.finding.id, "last": one.last, "meeting": meeting}


def _track(one: Track, most: Most) -> Json:
    lists: _Lists = {
        "channels": (one.channels, lambda stand, _: stand.line.finding.id),
        "meetings": (one.meetings, lambda meeting, _: meeting.id),
        "commitments": (one.commitments, lambda line, _: line.finding.id),
        "events": (one.events, lambda line, _: line.finding.id),
    }
    return {"name": one.name, "last": one.last} | _lists(most, lists)


def _speaker(one: Speaker, _: Most) -> Json:
    return {"actor": _actor(one.ref), "side": one.side, "lines": one.lines, "first": one.first, "last": one.last}


def _office(one: OfficeChange, _: Most) -> Json:
    return {
        "side": one.side,
        "office": one.office,
        "day": one.day,
        "person": one.person,
        "name": one.name,
        "before": one.before,
        "source": one.source,
    }


def _head(report: ReportHead, _: Most) -> Json:
    return report_head(report)


def _outlook(ahead: Outlook) -> Json:
    """Point to the meetings by the ids of their findings."""
    return {
        "last_contact": ahead.last and ahead.last.line.finding.id,
        "planned": ahead.planned and ahead.planned.line.finding.id,
        "mooted": ahead.mooted and ahead.mooted.line.finding.id,
    }


def _actor(ref: Ref) -> Json:
    return {"ref": ref.id, "name": ref.name, "kind": ref.kind, "state": ref.state}


def _counts(counts: Counts) -> Json:
    return {
        "reports": counts.reports,
        "copies": counts.copies,
        "outlets": counts.outlets,
        "undated": counts.undated,
        "first": counts.first,
        "last": counts.last,
        "findings": dict(counts.findings or {}),
    }


_Part = tuple[Callable[[Dialogue], Sequence[Any]], Callable[[Any, Most], Json]]
_PARTS: Mapping[str, _Part] = {
    "meetings": (lambda found: found.meetings, meeting_json),
    "channels": (lambda found: found.channels, _stand),
    "commitments": (lambda found: found.commitments, line_json),
    "timeline": (lambda found: found.timeline, line_json),
    "contradictions": (lambda found: found.contradictions, contradiction_json),
    "discrepancies": (lambda found: found.discrepancies, line_json),
    "followed": (lambda found: found.followed, _followed),
    "proposals": (lambda found: found.proposals, _proposal),
    "promises": (lambda found: found.promises, _promise),
    "lifelines": (lambda found: found.lifelines, _lifeline),
    "tracks": (lambda found: found.tracks, _track),
    "speakers": (lambda found: found.speakers, _speaker),
    "offices": (lambda found: found.offices, _office),
    "reports": (lambda found: found.reports, _head),
}
_OF_SIDES: Mapping[str, _Part] = {
    "positions": (lambda found: [stand for side in found.sides for stand in side.positions], _stand),
    "conditions": (lambda found: [line for side in found.sides for line in side.conditions], line_json),
    "record": (lambda found: [line for side in found.sides for line in side.record], line_json),
}
PARTS = (*_PARTS, *_OF_SIDES)
"""The lists of a dialogue: its own, and those of its sides one after the other."""
