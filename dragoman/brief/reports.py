"""Entries of one or several reports → their brief: the lead, what is said, what lies ahead, what is unresolved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dragoman.brief.salience import AHEAD, choose
from dragoman.brief.sentences import Told, sentence, told
from dragoman.brief.shapes import Brief, Citation, Length, Section, Sentence
from dragoman.data import toml
from dragoman.group.actors import others, owners, side
from dragoman.group.folding import is_headline
from dragoman.group.shapes import Line
from dragoman.harmless import clean
from dragoman.model import Commitment, Dated, Discrepancy, Entry, Event, Finding, Position, ReportHead, Statement
from dragoman.wording import count, outlet, quote, title, written

HAPPENED, SAID, AHEAD_OF_US = PARTS = ("What happened", "What is said", "What lies ahead")
RANKS = {"alarm": 0, "query": 1, "note": 2}
MARKS = 4
"""Unresolved marks that a short brief lists; a long one has twice as many."""


def reports_brief(
    entries: Sequence[Entry], reports: Sequence[ReportHead], dated: Mapping[str, Dated], length: Length
) -> Brief:
    """Return the brief of reports on one happening. `dated` says by report id when each was written, and why."""
    chosen = sorted(choose(_body(entries), toml("brief")["length"][length]), key=lambda one: _order(one, reports))
    marks = [*_undated(reports, dated), *discrepancies(entries), *_dateless(chosen)]
    sections = [
        *(Section(name, tuple(sentence(one) for one in chosen if _part(one) == name)) for name in PARTS),
        Section("Unresolved", tuple(marks[: marks_kept(length)]), marks=True),
    ]
    heads = f"{title(reports[0])}", " · ".join([*_sources(reports), count(len(entries), "finding")])
    return Brief(*heads, tuple(section for section in sections if section.sentences))


def _body(entries: Iterable[Entry]) -> list[Told]:
    """The sentences that tell something; the headline only where there is nothing else."""
    telling = [entry for entry in entries if not isinstance(entry.finding, Discrepancy)]
    return told(entry for entry in telling if not is_headline(Line(entry.finding, entry.report))) or told(telling)


def discrepancies(entries: Iterable[Entry]) -> list[Sentence]:
    """Return what a desk officer would query, the gravest first."""
    found = [(entry.finding, entry.report) for entry in entries if isinstance(entry.finding, Discrepancy)]
    folded: dict[tuple[str, str], list[Citation]] = {}
    for one, report in sorted(
        found, key=lambda pair: (RANKS[pair[0].severity], pair[1].source, pair[0].evidence.start)
    ):
        folded.setdefault((one.discrepancy, one.reason), []).append(Citation(report, one.evidence, one))
    return [mark(label, reason, *citations) for (label, reason), citations in folded.items()]


def mark(label: str, says: str, citation: Citation, *further: Citation) -> Sentence:
    """Return what is unresolved: the words it is about, what is to be said of them, and where else it holds."""
    said = f": {clean(says)}" if says else ""
    return Sentence(f"{quote(citation.span.quote)}{said}", (citation, *further), label)


def marks_kept(length: Length) -> int:
    """Return how many unresolved marks are listed."""
    return MARKS if length == "short" else 2 * MARKS


def _part(one: Told) -> str:
    """Under which heading a sentence goes: what is planned or promised, else what somebody says, else what happened."""
    if one.place and any(isinstance(found, Commitment) or _is_ahead(found) for found in one.findings):
        return AHEAD_OF_US
    return SAID if one.place and any(isinstance(found, Statement | Position) for found in one.findings) else HAPPENED


def _is_ahead(found: Finding) -> bool:
    return isinstance(found, Event) and found.status in AHEAD and found.type in {"CONSULT", "AGREE"}


def _is_between(found: Event) -> bool:
    """A meeting of at least two states or bodies."""
    return found.type == "CONSULT" and len({side(ref) for ref in owners(found) + others(found) if ref.id}) > 1


def _order(one: Told, reports: Sequence[ReportHead]) -> tuple[int, int]:
    return next(number for number, report in enumerate(reports) if report.id == one.report.id), one.place


def _undated(reports: Iterable[ReportHead], dated: Mapping[str, Dated]) -> Iterator[Sentence]:
    """Say of a report without a date what dates it."""
    for report in reports:
        known = dated.get(report.id)
        for reason in known.reasons[:1] if known and known.basis == "inferred" else ():
            yield mark(f"report {written(report)}", reason.says, Citation(report, reason.words, reason))


def _dateless(chosen: Iterable[Told]) -> Iterator[Sentence]:
    """Name the meetings ahead that no date is given for."""
    for one in chosen:
        for found in one.findings:
            if isinstance(found, Event) and _is_ahead(found) and _is_between(found) and found.date is None:
                yield mark(f"{found.status}, no date given", "", Citation(one.report, found.evidence, found))


def _sources(reports: Sequence[ReportHead]) -> Iterator[str]:
    if len(reports) == 1:
        yield from (outlet(reports[0]), written(reports[0]), reports[0].id)
        return
    yield count(len(reports), "report")
    yield ", ".join(dict.fromkeys(map(outlet, reports)))
