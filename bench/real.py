"""Reports of a file → the whole road into a ledger, and what it found, as Markdown: near-copies and two dossiers.

`python bench/real.py REPORTS [--ledger FILE]` reads only where the ledger is not there yet; `--docs` puts what is
printed into docs/real.md, between its marks. Times are CPU seconds. Quotations are cut to a few words.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dragoman.api import Ledger
from dragoman.group import Dialogue, Line, Meeting
from dragoman.group.dates import is_day
from dragoman.group.folding import entries
from dragoman.group.shapes import Contradiction
from dragoman.model import Finding, ReportHead
from dragoman.show.meetings import happened, who_where
from dragoman.wording import names, shorten

PAIRS = (("USA", "UKR"), ("USA", "CHN"))
SINCE, UNTIL = "2021-01-20", "2025-12-31"
LARGEST = 5
LISTED = 12
WORDS = 110
"""Characters of a quotation."""
PAGE = ROOT / "docs" / "real.md"
OPENS, CLOSES = "<!-- what was found -->", "<!-- until here -->"


def main() -> int:
    parser = argparse.ArgumentParser(description="Read real reports and print what the dossiers rest on.")
    parser.add_argument("reports", type=Path, nargs="?", help="a table or folder of reports")
    parser.add_argument("--ledger", type=Path, default=ROOT / ".demo" / "real.db")
    parser.add_argument("--docs", action="store_true", help="put it into docs/real.md")
    wanted = parser.parse_args()
    if not wanted.ledger.exists():
        if wanted.reports is None:
            parser.error("there is no ledger yet: name the reports to read (make dossier-real REPORTS=FILE)")
        read(wanted.reports, wanted.ledger)
    with Ledger(wanted.ledger, create=False) as book:
        lines = list(found(book))
    if wanted.docs:
        page = PAGE.read_text(encoding="utf-8")
        head, _, rest = page.partition(OPENS)
        tail = rest.partition(CLOSES)[2]
        PAGE.write_text("\n".join([head + OPENS, "", *lines, CLOSES + tail]), encoding="utf-8")
    else:
        print("\n".join(lines))
    return 0


def read(reports: Path, ledger: Path) -> None:
    ledger.parent.mkdir(parents=True, exist_ok=True)
    with Ledger(ledger) as book:
        summary = book.read(reports, jobs=None)
    print(f"read {summary.read:,} reports, {summary.quarantined:,} could not be used", file=sys.stderr)


def found(book: Ledger) -> Iterator[str]:
    """Yield what the ledger holds, then a dossier a pair."""
    counts = book.counts()
    yield f"{counts.reports:,} reports, {sum(counts.findings.values()):,} findings.\n"
    yield from table(("kind", "findings"), [(kind, f"{many:,}") for kind, many in counts.findings.items()])
    yield from gathered(book)
    for one, other in PAIRS:
        began = time.process_time()
        dossier = book.dialogue(one, other, since=SINCE, until=UNTIL)
        yield from show(dossier, time.process_time() - began)


def gathered(book: Ledger) -> Iterator[str]:
    heads = {head.id: head for head in book.reports()}
    copies = Counter(head.copy_of for head in heads.values() if head.copy_of)
    yield "\n## Near-copies\n"
    yield f"{copies.total():,} near-copies of {len(copies):,} reports.\n"
    rows = [(f"{1 + many}", cite(heads[key])) for key, many in copies.most_common(LARGEST) if key in heads]
    yield from table(("reports", "of one wording, the earliest known"), rows)


def show(dossier: Dialogue, took: float) -> Iterator[str]:
    by_status = Counter(meeting.status for meeting in dossier.meetings)
    yield f"\n## {' – '.join(side.name for side in dossier.sides)}, {SINCE[:4]}–{UNTIL[:4]}\n"
    yield f"{dossier.counts.reports:,} reports, {dossier.counts.first} to {dossier.counts.last}; the dossier took "
    yield f"{took:.1f} s. Meetings: {', '.join(f'{many:,} {status}' for status, many in by_status.items())}. "
    yield f"{len(dossier.timeline):,} other events, {len(dossier.commitments):,} promises, "
    answered = sum(one.answer is not None for one in dossier.proposals)
    yield f"{len(dossier.proposals):,} proposals ({answered:,} answered), "
    yield f"{len(dossier.contradictions):,} contradictions.\n"
    yield from stands(dossier)
    yield from met(dossier)
    yield from followed(dossier)


def stands(dossier: Dialogue) -> Iterator[str]:
    """Yield each side's own latest word on each matter."""
    rows = [
        (side.name, stand.line.finding.matter, stand.line.finding.stance, said(stand.line), cite(stand.line.report))
        for side in dossier.sides for stand in side.positions if not stand.line.claimed
    ]  # fmt: skip
    yield from table(("side", "matter", "stance", "words", "report"), rows)


def met(dossier: Dialogue) -> Iterator[str]:
    """Yield the meetings held on a known day that most reports tell."""
    held = [one for one in dossier.meetings if one.status == "held" and is_day(one.when)]
    most = sorted(held, key=lambda one: (-len(tellers(one)), one.when or ""))[:LISTED]
    rows = [
        (happened(one), who_where(one, dossier.parties), f"{len(tellers(one))}", cite(one.line.report))
        for one in sorted(most, key=lambda one: one.when or "")
    ]
    yield f"{len(held):,} meetings held have a day of their own. Those that most reports tell:\n"
    yield from table(("day", "who and where", "reports", "one of them"), rows)


def followed(dossier: Dialogue) -> Iterator[str]:
    """Yield answers to proposals, promises past their day, and where reports contradict each other."""
    answered = [one for one in dossier.proposals if one.answered]
    rows = [
        (said(one.line), f"{one.answer}: {said(one.answered)}", cite(one.line.report))
        for one in answered[:LARGEST] if one.answered
    ]  # fmt: skip
    yield from table(("asked for", "answer", "report"), rows)
    overdue = [(one.due or "", names(one.line.finding.who), said(one.line)) for one in dossier.promises if one.overdue]
    yield from table(("due", "who", "promise past its day"), overdue[:LARGEST])
    apart = [(one.slot, one.reason, contrary(one)) for one in dossier.contradictions[:LARGEST]]
    yield from table(("slot", "reports contradict each other", "words"), apart)


def contrary(one: Contradiction) -> str:
    return " / ".join(said(line) for line in one.lines)


def tellers(meeting: Meeting) -> set[str]:
    return {entry.report.id for step in meeting.history for entry in entries(step.line)}


def said(line: Line[Finding]) -> str:
    words = line.finding.evidence if len(line.finding.evidence.quote.split()) > 3 else line.finding.sentence
    return f"“{text(words.quote)}”"


def cite(head: ReportHead) -> str:
    return (
        f"[{head.published or head.dated or 'undated'} `{head.id[:8]}`]({head.url})" if head.url else f"`{head.id[:8]}`"
    )


def text(words: str) -> str:
    return shorten(" ".join(words.replace("|", "/").replace("\\", "").split()), WORDS)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table; nothing where it has no rows."""
    if rows:
        yield f"| {' | '.join(heads)} |"
        yield f"|{'---|' * len(heads)}"
        yield from (f"| {' | '.join(row)} |" for row in rows)
        yield ""


if __name__ == "__main__":
    sys.exit(main())
