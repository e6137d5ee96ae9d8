"""An undated report → the days between which it was written, with the words and the table rows that say so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from dragoman.data import toml
from dragoman.dates import find_dates
from dragoman.gazetteer import Person, Term, fold, gazetteer
from dragoman.model import Dated, DateReason, Event, Extracted, Finding, Mention, Report, Span, When
from dragoman.resolve.actors import Cast
from dragoman.resolve.dates import resolve_date
from dragoman.resolve.edtf import bracket
from dragoman.resolve.happenings import Happening, happenings, named_in, names, on_its_day
from dragoman.resolve.people import NOT_FOR_STATE, plain, roles, unhyphened

Window = tuple[date, date | None]
"""First and last day; None: open, the table knows no end."""

PRECISE = frozenset(
    {"head_of_state", "head_of_government", "foreign_minister", "defence_minister", "national_security_adviser", "head",
     "ambassador", "un_ambassador", "spokesperson"}
)  # fmt: skip
"""Office families whose terms bracket a report that takes them as present."""

AMBASSADORS = frozenset({"ambassador", "un_ambassador"})
"""A title for life where it is not said of whom or to whom."""

HALF = 0.5
"""The weight of a title that its bearer may only have kept: it brackets nothing alone."""

LEAVING = 31
"""Days after somebody's term for which a report that tells of their leaving may still give them the title."""

LEFT_OUT = "; this contradicts the rest and was left out"

OFTEN = 4
"""So many mentions make somebody a person of the report, not one it looks back on."""


@dataclass(frozen=True, slots=True)
class _Bound:
    """What some words allow; `weight` is below 1 where they prove little alone."""

    windows: tuple[Window, ...]
    reason: DateReason
    weight: float = 1


def date_report(extracted: Extracted, cast: Cast, findings: Sequence[Finding], report: Report) -> Dated:
    """Return when the report was written.

    A published date is *stated*. Without one, the offices that the report takes as present, the past events it names
    and the deadlines it looks forward to are intersected; what contradicts the rest is left out and told as a reason.
    `edtf` is an interval (`2023-03-02/2023-06-03`, `2025-02-18/..`), None where nothing bounds it.
    """
    if report.published is not None:
        return Dated(report.published, "stated")
    bounds = [
        *_offices(extracted, cast, report), *_past(extracted, cast, report), *_told_years(findings), *_papers(report),
    ]  # fmt: skip
    windows, reasons = _intersected(sorted(bounds, key=lambda bound: bound.reason.words.start))
    if not windows:
        return Dated(None, "unknown", tuple(reasons))
    window, later = _deadlines(_hull(windows), (words for words, _ in _sentences(extracted, cast, report)))
    return Dated(_written(window), "inferred", (*reasons, *later))


def _intersected(bounds: Sequence[_Bound]) -> tuple[list[Window], list[DateReason]]:
    """Intersect the bounds that agree on most; where bounds that contradict each other are as many on either side, the
    days that each side allows.

    A bound that leaves those days out contradicts the others (a former holder by the old title) and does not count.
    """
    days = {first for bound in bounds for first, _ in bound.windows}
    most = max((_support(bounds, day) for day in days), default=0)
    if most < 1:
        return _no_earlier(bounds)
    windows: list[Window] = []
    reasons: list[DateReason] = []
    for day in sorted((day for day in days if _support(bounds, day) == most), reverse=True):
        if not any(_holds(window, day) for window in windows):
            windows += _allowed(bounds, day, reasons)
    return windows, _of_all_sides(reasons)


def _of_all_sides(reasons: Sequence[DateReason]) -> list[DateReason]:
    """Each reason once. What one side leaves out and another goes by stands among what bounds the report."""
    used = {(reason.words, reason.says) for reason in reasons if not reason.says.endswith(LEFT_OUT)}
    kept = (reason for reason in reasons if (reason.words, reason.says.removesuffix(LEFT_OUT)) not in used)
    sided = (reason for reason in reasons if not reason.says.endswith(LEFT_OUT))
    return sorted(dict.fromkeys((*sided, *kept)), key=lambda reason: reason.words.start)


def _no_earlier(bounds: Sequence[_Bound]) -> tuple[list[Window], list[DateReason]]:
    """Titles that are kept for life alone tell the first day: nobody was called so before."""
    if not bounds:
        return [], []
    last = max(bounds, key=_first)
    says = f"{last.reason.says}, and may have kept the title: the report is no earlier"
    return [(_first(last), None)], [DateReason(last.reason.words, says, last.reason.reference)]


def _first(bound: _Bound) -> date:
    return min(first for first, _ in bound.windows)


def _allowed(bounds: Sequence[_Bound], meant: date, reasons: list[DateReason]) -> list[Window]:
    """The days that the bounds which allow one day have in common; the reasons are added, also of those that do not."""
    windows: list[Window] = [(date.min, None)]
    for bound in bounds:
        if not _allows(bound, meant):
            says = f"{bound.reason.says}{LEFT_OUT}"
            reasons.append(DateReason(bound.reason.words, says, bound.reason.reference))
        elif (narrowed := _common(windows, bound.windows)) != windows:
            windows = narrowed
            reasons.append(bound.reason)
    return windows


def _holds(window: Window, day: date) -> bool:
    return window[0] <= day and (window[1] is None or day <= window[1])


def _support(bounds: Sequence[_Bound], day: date) -> float:
    return sum(bound.weight for bound in bounds if _allows(bound, day))


def _allows(bound: _Bound, day: date) -> bool:
    """The day of a handover belongs to the successor."""
    return any(first <= day and (last is None or day < last or first == last) for first, last in bound.windows)


def _common(ours: Sequence[Window], theirs: Sequence[Window]) -> list[Window]:
    found = []
    for first, last in ours:
        for start, end in theirs:
            left, right = max(first, start), min(last or date.max, end or date.max)
            if left <= right:
                found.append((left, None if right == date.max else right))
    return found


def _hull(windows: Sequence[Window]) -> Window:
    """From the first day of several stretches to the last: somebody held the office twice, and nothing tells which."""
    lasts = [last for _, last in windows]
    return min(first for first, _ in windows), None if None in lasts else max(last for last in lasts if last)


def _offices(extracted: Extracted, cast: Cast, report: Report) -> Iterator[_Bound]:
    """People named with an office they are taken to hold."""
    people, leaving = gazetteer().people, _leaving(extracted, cast, report)
    told = Counter(refs[0].id for refs in cast.values() if len(refs) == 1)
    seen: set[tuple[str, str]] = set()
    for mention in extracted.mentions:
        refs = cast.get((mention.span.start, mention.span.end), ())
        person = people.get(refs[0].id or "") if len(refs) == 1 and mention.form == "person" else None
        if person is None or not _as_held(mention, report):
            continue
        terms = _held(person, mention)
        if terms and (person.id, terms[0].office.role) not in seen:
            seen.add((person.id, terms[0].office.role))
            rare = told[person.id] < OFTEN
            weight = HALF if _kept(mention) and rare else 1
            grace = LEAVING if person.id in leaving else 0
            windows = tuple(_window(term, grace) for term in terms)
            if rare and _back_then(mention, report.text):
                windows, weight = ((min(first for first, _ in windows), None),), 1
            yield _Bound(windows, _office_reason(mention, person, terms), weight)


def _leaving(extracted: Extracted, cast: Cast, report: Report) -> frozenset[str | None]:
    """The people named in sentences that tell of somebody's leaving: "Trump fired *his national security adviser*"."""
    told = [words for words, _ in _sentences(extracted, cast, report) if _pattern("leaving").search(words.quote)]
    return frozenset(
        ref.id for at, refs in cast.items() for ref in refs if any(words.start <= at[0] < words.end for words in told)
    )


def _as_held(mention: Mention, report: Report) -> bool:
    """Whether the mention has a title, and nothing says that it is not held."""
    around = f"{report.text[max(0, mention.span.start - 12) : mention.span.start]} {mention.title} {mention.span.quote}"
    after = report.text[mention.span.end : mention.span.end + 16]
    unheld = _pattern("not_held")
    return bool(mention.title) and not (
        NOT_FOR_STATE.search(mention.title) or unheld.search(around) or unheld.match(after.lstrip("’'s "))
    )


def _kept(mention: Mention) -> bool:
    """ "President Obama", years on: a bare title that stays with its bearer."""
    kept: list[str] = toml("dates")["dating"]["kept"]
    return len(mention.name.split()) < 2 and mention.title.strip() in kept


def _back_then(mention: Mention, text: str) -> bool:
    """ "The plan that President Barack Obama began in 2016": what looks back on a year tells the first day."""
    start = max(text.rfind(stop, 0, mention.span.start) for stop in (". ", "\n")) + 1
    ends = [at for at in (text.find(stop, mention.span.end) for stop in (". ", "\n")) if at >= 0]
    words = text[start : min(ends, default=len(text))]
    return _pattern("back_then").search(words) is not None and _pattern("past").search(words) is not None


def _held(person: Person, mention: Mention) -> list[Term]:
    if not plain(gazetteer(), mention.title):
        return _by_its_words(person, mention)
    families = PRECISE & set(roles(mention.title))
    if families & AMBASSADORS and not mention.states and " to " not in f"{mention.title} ":
        return []
    worded = _by_its_words(person, mention)
    terms = [term for term in person.terms if term.office.role in families or term in worded]
    named = [term for term in terms if term.office.state in mention.states]
    return named or terms


def _by_its_words(person: Person, mention: Mention) -> list[Term]:
    """Terms of any office that bears the title word for word: "Vice President", "Treasury Secretary"."""
    title = unhyphened(mention.title)
    return [term for term in person.terms if title in map(unhyphened, term.office.titles)]


def _window(term: Term, grace: int) -> Window:
    """The days of a term, and so many more after its end."""
    ends = bracket(term.end) if term.end else None
    starts = bracket(term.start)
    return (starts[0] if starts else date.min), (ends[1] + timedelta(grace) if ends else None)


def _office_reason(mention: Mention, person: Person, terms: Sequence[Term]) -> DateReason:
    spans: dict[str, list[str]] = {}
    for term in terms:
        days = f"{term.start} to {term.end}" if term.end else f"since {term.start}"
        spans.setdefault(term.office.title, []).append(days)
    offices = ", and of ".join(f"{title} {', '.join(on)}" for title, on in spans.items())
    return DateReason(mention.span, f"{person.name} held the office of {offices}", terms[-1].source)


def _past(extracted: Extracted, cast: Cast, report: Report) -> Iterator[_Bound]:
    """Meetings and reference events that a sentence names as past: the report is younger than the earliest meant."""
    told = named_in(fold(report.text).lower(), sites=True)
    for words, states in _sentences(extracted, cast, report):
        if _pattern("ahead").search(words.quote):
            continue
        low, days = fold(words.quote).lower(), _days(words.quote)
        talks = _pattern("dealings").search(words.quote) is not None
        dated = happenings() if talks and days else told
        meant = [one for one in dated if _over(one, low) or (talks and on_its_day(one, days, states))]
        whole = _pattern("behind").search(words.quote) is not None
        over = [(bracket(one.end if whole else one.start) or (date.max,))[0] for one in meant]
        if meant and min(over) < date.max:
            first = meant[over.index(min(over))]
            says = f"{first.names[0]} was on {first.start}" + (f" to {first.end}" if first.end > first.start else "")
            yield _Bound(((min(over), None),), DateReason(words, says, first.source, first.id))


def _over(one: Happening, low: str) -> bool:
    """Whether the sentence names the happening as one that took place."""
    named = names(one, low)
    if named is None:
        return False
    if one.kind in toml("dates")["dating"]["done"]:
        return True
    before = low[: named.start()]
    past = _pattern("past").search(low) is not None
    return past and _pattern("link").search(before) is not None and not _pattern("aim").search(before)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """A pattern of [dating]."""
    return re.compile(toml("dates")["dating"][name], re.IGNORECASE)


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


def _days(words: str) -> frozenset[str]:
    """The days without a year that the words name, as `XXXX-02-18`."""
    return frozenset(resolve_date(span.quote, None, "past").edtf or "" for span in find_dates(words))


def dated_by_table(event: Event) -> When | None:
    """Return the day of an event told without a year, where the tables know one meeting of its parties on it."""
    if event.date is None or event.date.text is None or not (event.date.edtf or "").startswith("XXXX-"):
        return None
    states = frozenset(ref.state for ref in (*event.source, *event.recipient) if ref.state)
    days = frozenset({event.date.edtf or ""})
    meant = [one for one in happenings() if on_its_day(one, days, states)]
    return When(meant[0].start, "inferred", event.date.text) if len(meant) == 1 else None


def _told_years(findings: Sequence[Finding]) -> Iterator[_Bound]:
    """Dates with a year on which something is told to have happened."""
    for finding in findings:
        if isinstance(finding, Event) and finding.status == "held" and finding.date and finding.date.basis == "stated":
            words, edtf_ = finding.date.text, finding.date.edtf or "/"
            days = bracket(edtf_) if "/" not in edtf_ else None
            if days is not None and words is not None and _told_past(finding, words):
                yield _Bound(((days[0], None),), DateReason(words, f"tells of {edtf_} as past", None))


def _papers(report: Report) -> Iterator[_Bound]:
    """Orders, resolutions and letters that are cited by their day: the report is younger."""
    for cited in _pattern("papers").finditer(report.text):
        days = bracket(resolve_date(cited["day"], None, "past").edtf)
        if days is not None and days[0] == days[1]:
            words = Span.of(report.text, *cited.span())
            yield _Bound(((days[0], None),), DateReason(words, f"cites what is dated {days[0]}", None))


def _told_past(event: Event, words: Span) -> bool:
    """Whether the sentence leaves no doubt that the date is past: "signed in May 2021", not "for 2030". Years alone
    stand in plans and targets too: they need a cue that tells the past itself ("aid *given* in 2021")."""
    text, at = event.sentence.quote, words.start - event.sentence.start
    if len(words.quote) == len("2021") and not _pattern("past").search(event.cue.quote):
        return False
    if _pattern("ahead").search(text) or not _pattern("past").search(text):
        return False
    return _pattern("meant_for").search(text[max(0, at - 24) : at]) is None


def _deadlines(window: Window, sentences: Iterable[Span]) -> tuple[Window, list[DateReason]]:
    """Days without a year that the report looks forward to end the bracket."""
    first, last = window
    reasons = []
    for words in sentences:
        for span in find_dates(words.quote, words.start) if _pattern("coming").search(words.quote) else ():
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
