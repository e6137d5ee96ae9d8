"""What a report tells before any mention is read: who speaks where, what it is about, whose release it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

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
        if state is not None and not (mention.form == "person" and mention.names[0][0] != "person")  # "Ivan *Lima*"
    )
    total = sum(counts.values())
    return {state: count / total for state, count in counts.items()}


def issuer(tables: Gazetteer, report: Report) -> str | None:
    """The state or body that speaks as "we" in its own releases: the outlet, where it is an organ."""
    names = tables.meanings((report.outlet or "").removeprefix("The ").strip())
    return next((name.state for name in names if name.sense in {"organ", "body", "state"}), None)


def home(tables: Gazetteer, report: Report) -> str | None:
    """The state whose press the report is from: its name, people or capital in that of the outlet, else its web
    address; None where neither tells. Such a report names the offices of that state without it."""
    for hit in tables.spot(report.outlet or ""):
        state = next((name.state for name in hit.names if name.sense in _NATIONAL), None)
        if state is not None:
            return state
    host = urlsplit(report.url or "").hostname or ""
    return tables.domains.get(host.rsplit(".", 1)[-1])


_NATIONAL = frozenset({"state", "adjective", "capital", "people"})
"""How an outlet's name tells its state: "Kenya Times", "The Korea Herald", "Kyiv Post"."""
