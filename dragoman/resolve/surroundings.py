"""What a report tells before any mention is read: who speaks where, what it is about, whose release it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from dragoman.gazetteer import Gazetteer
from dragoman.model import Extracted, Report, Span, Statement


def by_sentence(extracted: Extracted) -> Mapping[int, Sequence[Statement]]:
    """The statements of each sentence by its offset: a report may hold thousands."""
    found: dict[int, list[Statement]] = defaultdict(list)
    for one in extracted.findings:
        if isinstance(one, Statement):
            found[one.sentence.start].append(one)
    return found


def contents(extracted: Extracted) -> Mapping[tuple[int, int], Sequence[Span]]:
    """What is told in the name of each mention that speaks."""
    found: dict[tuple[int, int], list[Span]] = defaultdict(list)
    for one in extracted.findings:
        if isinstance(one, Statement) and one.speaker.surface is not None:
            found[one.speaker.surface.start, one.speaker.surface.end].append(one.content)
    return found


def topic(extracted: Extracted) -> Mapping[str, float]:
    """How large a share of the names in the report each state and body has: what it is about."""
    counts = Counter(
        state
        for mention in extracted.mentions
        for state in {name[2] for name in mention.names if len({other[2] for other in mention.names}) == 1}
        if state is not None
    )
    total = sum(counts.values())
    return {state: count / total for state, count in counts.items()}


def issuer(tables: Gazetteer, report: Report) -> str | None:
    """The state or body that speaks as "we" in its own releases: the outlet, where it is an organ."""
    names = tables.meanings((report.outlet or "").removeprefix("The ").strip())
    return next((name.state for name in names if name.sense in {"organ", "body", "state"}), None)
