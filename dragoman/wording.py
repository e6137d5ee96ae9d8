"""A finding, a date, an actor, a source, foreign text → a few harmless words for a person. No colour, no layout."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import singledispatch

from dragoman.group import Line
from dragoman.group.actors import MUTUAL
from dragoman.group.dates import bounds
from dragoman.harmless import clean
from dragoman.model import (
    Channel,
    Commitment,
    Condition,
    Discrepancy,
    Event,
    Finding,
    Position,
    Ref,
    ReportHead,
    Statement,
)

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
EVENTS = {
    "AGREE": "agreement", "CONSULT": "talks", "SUPPORT": "support", "CONCEDE": "concession",
    "COOPERATE": "cooperation", "AID": "aid", "RETREAT": "retreat", "REQUEST": "request", "ACCUSE": "accusation",
    "REJECT": "rejection", "THREATEN": "threat", "PROTEST": "protest", "SANCTION": "sanction",
    "MOBILIZE": "mobilization", "COERCE": "coercion", "ASSAULT": "assault",
}  # fmt: skip
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
NOBODY = "somebody"
_ARTICLED = ("United ", "European ", "Netherlands", "Philippines", "Bahamas", "Maldives", "Gambia")
_SEASON = re.compile(r"([0-9]{4})-(2[1-4])")
_YEARLESS = re.compile(r"XXXX-(0[1-9]|1[0-2])-([0-3][0-9])")
NO_MARKS: Mapping[str, str] = {}
"""What people made of findings, where nobody judged any."""
_SIGNS = {"confirmed": "✓", "rejected": "✗", "edited": "✎"}
"""What people make of a finding, as a sign; else a question is open."""


def name(ref: Ref | None) -> str:
    """Return an actor's name; who is not known is "somebody", never a guess."""
    return clean(ref.name) if ref else NOBODY


def names(refs: Iterable[Ref]) -> str:
    """Return several names with commas, each once, in order."""
    return ", ".join(dict.fromkeys(map(name, refs)))


def parties(refs: Sequence[Ref], order: Sequence[str] = ()) -> str:
    """Return names by the side they speak for: "Rubio, Waltz – Lavrov". A state gives way to those who speak for it;
    the sides in `order` come first."""
    sides: dict[str, list[Ref]] = {}
    for ref in sorted(refs, key=lambda ref: min(_place(ref.state, order), _place(ref.id, order))):
        sides.setdefault(ref.state or ref.key, []).append(ref)
    return " – ".join(names(_people(group)) for group in sides.values()) or NOBODY


def _place(key: str | None, order: Sequence[str]) -> int:
    return order.index(key) if key in order else len(order)


def cast(refs: Sequence[Ref], order: Sequence[str]) -> tuple[Ref, ...]:
    """Leave out voices of nobody known ("commission", "parties") where the sides in `order` are there without them."""
    known = tuple(ref for ref in refs if ref.id or ref.state)
    there = {key for ref in known for key in (ref.id, ref.state)}
    return known if set(order) <= there else tuple(refs)


def _people(group: list[Ref]) -> list[Ref]:
    people = [ref for ref in group if ref.kind == "person"]
    return people or [ref for ref in group if ref.kind != "state"] or group


def day(edtf: str | None) -> str:
    """Return an EDTF date in words a desk reads at once; what is not a plain date stays as EDTF."""
    if edtf is None:
        return "undated"
    if "/" in edtf:
        return _interval(*edtf.split("/", 1))
    if match := _YEARLESS.fullmatch(edtf):
        return f"{int(match[2])} {_month(match[1])}, year open"
    if match := _SEASON.fullmatch(edtf):
        return f"{SEASONS[match[2]]} {match[1]}"
    known = bounds(edtf)
    if known is None or "X" not in edtf:
        return edtf
    first, last = known
    return f"{int(first[8:])}–{int(last[8:])} {_month(first[5:7])} {first[:4]}" if first[:7] == last[:7] else edtf


def _interval(first: str, last: str) -> str:
    if first in {"", ".."}:
        return f"until {last}"
    return f"from {first}" if last in {"", ".."} else f"{first} to {last}"


def _month(digits: str) -> str:
    return MONTHS[int(digits) - 1]


def the(name: str) -> str:
    """Set the article where English does: the United States, the Netherlands, the European Union."""
    plural = name.endswith("s") and " " in name
    return f"the {name}" if plural or name.startswith(_ARTICLED) else name


def outlet(report: ReportHead) -> str:
    """Return the outlet or, where none is known, the source it came from."""
    return clean(report.outlet or report.source.rsplit("/", 1)[-1])


def title(report: ReportHead) -> str:
    """Return the title or, where there is none, the source; nothing is said twice, see `outlet`."""
    return clean(report.title or (report.source if report.outlet else "untitled"))


def published(report: ReportHead) -> str:
    return (report.published or "undated")[:10]


def written(report: ReportHead) -> str:
    """Return the day of publication; for an undated report the days between which it was inferred to be written."""
    if report.published is not None or report.dated is None:
        return published(report)
    return f"undated, written {day(report.dated)}"


def quote(text: str, limit: int | None = None) -> str:
    """Return exact words in quotation marks on one line, shortened at a word with an ellipsis where `limit` says so."""
    return f"“{shorten(clean(text), limit)}”"


def shorten(text: str, limit: int | None) -> str:
    """Return `text` cut after a whole word, with an ellipsis, so that it has at most `limit` characters."""
    if limit is None or len(text) <= limit:
        return text
    cut = text[: limit - 1]
    at = cut.rfind(" ")
    return (cut[:at] if at > limit // 2 else cut).rstrip(" ,;:—–-") + "…"


def voice(line: Line[Finding]) -> str:
    """Return whose word it is: "" for the report's own or the actor's, else "claimed by …" or "said by …"."""
    if line.voice is None:
        return ""
    if line.claimed:
        return f"claimed by {name(line.voice)}"
    spoken = "said by" if isinstance(line.finding, Position | Condition | Commitment) else "according to"
    return f"{spoken} {name(line.voice)}"


def count(number: int, noun: str, many: str | None = None) -> str:
    """Return "1 report", "2 reports"."""
    return f"{number:,} {noun if number == 1 else many or noun + 's'}"


def judged(mark: str) -> str:
    """Return what people made of a finding with its sign: "✓ confirmed by Ada"."""
    sign = next((sign for word, sign in _SIGNS.items() if mark.startswith(word)), "?")
    return f"{sign} {clean(mark)}"


@singledispatch
def phrase(finding: Finding) -> str:
    """Return one line that says what the finding says."""
    raise TypeError(f"no words for {type(finding).__name__}")


@phrase.register
def _(finding: Statement) -> str:
    to = f" to {name(finding.addressee)}" if finding.addressee else ""
    cue = clean(finding.cue.quote) if finding.cue else "said"
    return f"{name(finding.speaker)}{to} ({cue}): {clean(finding.content.quote)}"


@phrase.register
def _(finding: Event) -> str:
    where = f", {clean(finding.place.name)}" if finding.place else ""
    return f"{EVENTS[finding.type]}: {who(finding)}{where}"


@phrase.register
def _(finding: Position) -> str:
    toward = f", toward {name(finding.toward)}" if finding.toward else ""
    return f"{name(finding.holder)}: {finding.stance}, {finding.matter}{toward}"


@phrase.register
def _(finding: Condition) -> str:
    whose = f"{name(finding.by)}: " if finding.by else ""
    red = "red line: " if finding.red_line else ""
    return f"{whose}{red}{clean(finding.text.quote)}"


@phrase.register
def _(finding: Channel) -> str:
    topic = f", {clean(finding.topic.quote)}" if finding.topic else ""
    who_shares = f": {parties(finding.parties)}" if finding.parties else ""
    return f"{finding.channel} {finding.state}{who_shares}{topic}"


@phrase.register
def _(finding: Commitment) -> str:
    to = f" to {names(finding.to)}" if finding.to else ""
    return f"{names(finding.who)}{to}: {clean(finding.what.quote)}"


@phrase.register
def _(finding: Discrepancy) -> str:
    against = f" ({clean(finding.reference)})" if finding.reference else ""
    return f"{finding.discrepancy}: {clean(finding.reason)}{against}"


def who(event: Event, order: Sequence[str] = ()) -> str:
    """Return the actors of an event: both sides of a mutual one, "source → recipient" of the rest."""
    if event.type in MUTUAL or not event.recipient:
        return parties(everyone(event), order)
    return f"{names(event.source) or NOBODY} → {names(event.recipient)}"


def everyone(event: Event) -> tuple[Ref, ...]:
    return event.source + event.recipient + event.participants


def state(finding: Finding) -> str:
    """Return the one word that qualifies a finding: its status, stance, state or manner."""
    for field in ("status", "stance", "state", "manner", "severity"):
        if word := getattr(finding, field, None):
            return str(word)
    return "checkable" if getattr(finding, "verifiable", False) else "not checkable"
