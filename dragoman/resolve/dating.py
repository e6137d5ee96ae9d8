"""An undated report → the days between which it was written, with the words and the table rows that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from dragoman.data import several
from dragoman.dates import find_dates
from dragoman.gazetteer import Person, Term, fold, gazetteer
from dragoman.model import Dated, DateReason, Event, Extracted, Finding, Mention, Report, Span, When
from dragoman.resolve.actors import Cast
from dragoman.resolve.dates import resolve_date
from dragoman.resolve.edtf import bracket
from dragoman.resolve.people import NOT_FOR_STATE, roles
from dragoman.tables import table

Window = tuple[date, date | None]
"""First and last day; None: open, the table knows no end."""

AHEAD = re.compile(r"\b(will|upcoming|forthcoming|ahead of|next|scheduled|planned|before|would)\b", re.IGNORECASE)
"""Words of a sentence that speaks of what is still to come: what it names is no lower bound."""

COMING = re.compile(r"\b(will|upcoming|forthcoming|scheduled for|is due|are due|is to|are to)\b", re.IGNORECASE)
"""Words of a sentence whose date lies after the report."""

PRECISE = frozenset(
    {"head_of_state", "head_of_government", "foreign_minister", "defence_minister", "national_security_adviser", "head",
     "ambassador", "un_ambassador", "spokesperson"}
)  # fmt: skip
"""Office families whose terms bracket a report that takes them as present."""


@dataclass(frozen=True, slots=True)
class Happening:
    """A meeting or reference event of the tables; `spelt` and `site` are its names and place, folded for comparing."""

    id: str
    names: tuple[str, ...]
    kind: str
    start: str
    end: str
    place: str
    participants: frozenset[str]
    source: str
    spelt: tuple[str, ...]
    site: str


@dataclass(frozen=True, slots=True)
class _Bound:
    windows: tuple[Window, ...]
    reason: DateReason


def date_report(extracted: Extracted, cast: Cast, findings: Sequence[Finding], report: Report) -> Dated:
    """Return when the report was written.

    A published date is *stated*. Without one, the offices that the report takes as present, the past events it names
    and the deadlines it looks forward to are intersected; what contradicts the rest is left out and told as a reason.
    `edtf` is an interval (`2023-03-02/2023-06-03`, `2025-02-18/..`), None where nothing bounds it.
    """
    if report.published is not None:
        return Dated(report.published, "stated")
    bounds = [*_offices(extracted, cast), *_past(extracted, cast, report), *_told_years(findings)]
    windows, reasons = _intersected(sorted(bounds, key=lambda bound: bound.reason.words.start))
    if len(windows) != 1:
        return Dated(None, "unknown", tuple(reasons))
    window, later = _deadlines(windows[0], (words for words, _ in _sentences(extracted, cast, report)))
    return Dated(_written(window), "inferred", (*reasons, *later))


def _intersected(bounds: Iterable[_Bound]) -> tuple[list[Window], list[DateReason]]:
    """Narrow step by step; a bound that leaves nothing is a conflict and does not count."""
    windows: list[Window] | None = None
    reasons: list[DateReason] = []
    for bound in bounds:
        narrowed = list(bound.windows) if windows is None else _common(windows, bound.windows)
        if not narrowed:
            says = f"{bound.reason.says}; this contradicts the rest and was left out"
            reasons.append(DateReason(bound.reason.words, says, bound.reason.reference))
        elif windows is None or narrowed != windows:
            windows = narrowed
            reasons.append(bound.reason)
    return windows or [], reasons


def _common(ours: Sequence[Window], theirs: Sequence[Window]) -> list[Window]:
    found = []
    for first, last in ours:
        for start, end in theirs:
            left, right = max(first, start), min(last or date.max, end or date.max)
            if left <= right:
                found.append((left, None if right == date.max else right))
    return found


def _offices(extracted: Extracted, cast: Cast) -> Iterator[_Bound]:
    """People named with an office they are taken to hold."""
    people = gazetteer().people
    seen: set[tuple[str, str]] = set()
    for mention in extracted.mentions:
        refs = cast.get((mention.span.start, mention.span.end), ())
        person = people.get(refs[0].id or "") if len(refs) == 1 and mention.form == "person" else None
        if person is None or not mention.title or NOT_FOR_STATE.search(mention.title):
            continue
        terms = _held(person, mention)
        if terms and (person.id, terms[0].office.role) not in seen:
            seen.add((person.id, terms[0].office.role))
            yield _Bound(tuple(_window(term) for term in terms), _office_reason(mention, person, terms))


def _held(person: Person, mention: Mention) -> list[Term]:
    families = PRECISE & set(roles(mention.title))
    terms = [term for term in person.terms if term.office.role in families]
    named = [term for term in terms if term.office.state in mention.states]
    return named or terms


def _window(term: Term) -> Window:
    ends = bracket(term.end) if term.end else None
    starts = bracket(term.start)
    return (starts[0] if starts else date.min), (ends[1] if ends else None)


def _office_reason(mention: Mention, person: Person, terms: Sequence[Term]) -> DateReason:
    spans = ", ".join(f"{term.start} to {term.end}" if term.end else f"since {term.start}" for term in terms)
    says = f"{person.name} held the office of {terms[-1].office.title} {spans}"
    return DateReason(mention.span, says, terms[-1].source)


def _past(extracted: Extracted, cast: Cast, report: Report) -> Iterator[_Bound]:
    """Meetings and reference events that a sentence names as past: the report is younger than the earliest meant."""
    for words, states in _sentences(extracted, cast, report):
        if AHEAD.search(words.quote):
            continue
        low, days = fold(words.quote).lower(), _days(words.quote)
        meant = [one for one in happenings() if _names(one, low) or _on_its_day(one, days, states)]
        over = [(bracket(one.end) or (date.max,))[0] for one in meant]
        if meant and min(over) < date.max:
            first = meant[over.index(min(over))]
            says = f"{first.names[0]} was on {first.start}" + (f" to {first.end}" if first.end > first.start else "")
            yield _Bound(((min(over), None),), DateReason(words, says, first.source))


def _sentences(extracted: Extracted, cast: Cast, report: Report) -> Iterator[tuple[Span, frozenset[str]]]:
    """Yield the words around the mentions of each sentence, with the states it names."""
    groups: dict[int, list[Mention]] = {}
    for mention in extracted.mentions:
        groups.setdefault(mention.sentence, []).append(mention)
    for mentions in groups.values():
        start = min(one.span.start for one in mentions)
        end = max(one.span.end for one in mentions)
        left = max(report.text.rfind(stop, 0, start) for stop in (". ", "\n")) + 1
        right = min(
            (at for at in (report.text.find(". ", end), report.text.find("\n", end)) if at >= 0),
            default=len(report.text),
        )
        states = {ref.state for one in mentions for ref in cast.get((one.span.start, one.span.end), ()) if ref.state}
        words = Span.of(report.text, left, max(right, end))
        yield words, frozenset(states | {hit[2] for one in mentions for hit in one.names if hit[2]})


@cache
def happenings() -> tuple[Happening, ...]:
    """Return the rows of the meetings table."""
    return tuple(map(_happening, table("meetings")))


def _happening(row: Mapping[str, str]) -> Happening:
    names = (row["name"], *several(row["aliases"]))
    return Happening(
        id=row["id"],
        names=names,
        kind=row["kind"],
        start=row["start"],
        end=row["end"] or row["start"],
        place=row["place"],
        participants=frozenset(several(row["participants"])),
        source=row["source"],
        spelt=tuple(fold(name).lower() for name in names),
        site=fold(row["place"]).lower(),
    )


def _names(one: Happening, low: str) -> bool:
    """Whether folded words mean this happening: by its name, its body and place, or its site."""
    if any(name in low for name in one.spelt):
        return True
    there = bool(one.site) and one.site in low
    if one.kind == "attack":
        return there and " " in one.site and bool(re.search(r"\b(attack|bombing|shooting|blast)", low))
    host = next((code for code in ("G20", "G7", "NATO", "BRICS", "APEC", "SCO") if code in one.participants), None)
    return there and host is not None and bool(re.search(rf"\b{host.lower()}\b", low))


def _days(words: str) -> frozenset[str]:
    """The days without a year that the words name, as `XXXX-02-18`."""
    return frozenset(resolve_date(span.quote, None, "past").edtf or "" for span in find_dates(words))


def _on_its_day(one: Happening, days: frozenset[str], states: frozenset[str]) -> bool:
    """Whether this is a meeting of at least two of the states on one of the days."""
    meets = one.kind in {"talks", "summit", "bilateral", "ministerial"} and len(one.start) == 10
    return meets and f"XXXX-{one.start[5:]}" in days and len(one.participants & states) > 1


def dated_by_table(event: Event) -> When | None:
    """Return the day of an event told without a year, where the tables know one meeting of its parties on it."""
    if event.date is None or event.date.text is None or not (event.date.edtf or "").startswith("XXXX-"):
        return None
    states = frozenset(ref.state for ref in (*event.source, *event.recipient) if ref.state)
    days = frozenset({event.date.edtf or ""})
    meant = [one for one in happenings() if _on_its_day(one, days, states)]
    return When(meant[0].start, "inferred", event.date.text) if len(meant) == 1 else None


def _told_years(findings: Sequence[Finding]) -> Iterator[_Bound]:
    """Dates with a year on which something is told to have happened."""
    for finding in findings:
        if isinstance(finding, Event) and finding.status == "held" and finding.date and finding.date.basis == "stated":
            days = bracket(finding.date.edtf)
            if days is not None and finding.date.text is not None:
                reason = DateReason(finding.date.text, f"tells of {finding.date.edtf} as past", None)
                yield _Bound(((days[0], None),), reason)


def _deadlines(window: Window, sentences: Iterable[Span]) -> tuple[Window, list[DateReason]]:
    """Days without a year that the report looks forward to end the bracket."""
    first, last = window
    reasons = []
    for words in sentences:
        for span in find_dates(words.quote, words.start) if COMING.search(words.quote) else ():
            ahead = resolve_date(span.quote, f"{first}/{last}", "none") if last is not None else None
            end = _end_of(ahead.edtf) if ahead is not None and ahead.basis == "inferred" else None
            if ahead is not None and last is not None and end is not None and first <= end < last:
                last = end
                reasons.append(DateReason(span, f"looks forward to {ahead.edtf}", None))
    return (first, last), reasons


def _end_of(edtf: str | None) -> date | None:
    """The last day of a date, also of one with an open digit (`2023-04-2X`: the end of the month)."""
    if edtf is None or "XXXX" in edtf or ".." in edtf:
        return None
    days = bracket(edtf[:7] if edtf.endswith("2X") else edtf.replace("0X", "09").replace("1X", "19"))
    return days[1] if days else None


def _written(window: Window) -> str:
    first, last = window
    return f"{first}/{last or '..'}" if first != last else str(first)
