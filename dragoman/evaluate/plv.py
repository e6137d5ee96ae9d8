"""A table of sentences with two actors each → its sentences; one sentence's actors typed → its score.

Tab-separated UTF-8 with a header that names at least `gold_root`, `sentence` and `marked_sentence`, as the tables of
the Zero-Shot-PLOVER project (Hu et al. 2024, "Leveraging Codebook Knowledge with NLI and ChatGPT for Zero-Shot
Political Relation Classification"). `marked_sentence` is the sentence with `<s>`source`</s>` and `<t>`target`</t>`; the
first of several marks counts, and an actor that the sentence does not name has none. Cells are not quoted.

The type is asked for with the actors given (`extract.pairs.root_of`), so no actor must be known to the tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import NotFound, UsageError
from dragoman.evaluate.files import text_of
from dragoman.evaluate.sets import Gold, Loaded
from dragoman.evaluate.tally import Document, Fault, Row, Score

ROOTS = (
    "AGREE", "CONSULT", "SUPPORT", "YIELD", "COOPERATE", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""The fifteen roots of the set: CONCEDE and RETREAT are one, YIELD."""

MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
COLUMNS = ("gold_root", "sentence", "marked_sentence")

REALISED = frozenset({"YIELD", "COOPERATE", "AID", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"})
"""Deeds. Who only agrees, threatens or refuses has done none of them."""

OPPOSITE: Mapping[str, frozenset[str]] = {
    "AGREE": frozenset({"REJECT", "THREATEN", "ACCUSE"}),
    "THREATEN": frozenset({"AGREE", "SUPPORT", "CONSULT"}),
    "REJECT": frozenset({"AGREE", "SUPPORT", "CONSULT"}),
}
"""What turns a word into its opposite: hostile words for friendly ones and the other way round, by PLOVER's quads of
verbal conflict and verbal cooperation. REQUEST takes no side."""

WRONG = "AGREE, THREATEN or REJECT"
ROWS = (
    Row("root: macro-F1", "mean", of=tuple(f"root: {root}" for root in ROOTS)),
    Row("root: accuracy", "rate"),
    Row(f"{WRONG} coded as a deed or the opposite", "rate", lower=True),
    Row(f"{WRONG} coded as a deed", "rate", lower=True),
    Row(f"{WRONG} coded as the opposite", "rate", lower=True),
    *(Row(f"root: {root}") for root in ROOTS),
)

Place = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Case:
    """Two actors of a sentence and the root of what one does to the other; `place` is file and line."""

    place: str
    root: str
    source: Place
    target: Place


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with all pairs of actors it is annotated for: they are resampled together."""

    text: str
    cases: tuple[Case, ...]


def load(path: Path) -> Loaded:
    """Return the sentences of the table. Raises NotFound and UsageError with the line that is wrong."""
    if path.is_dir():
        raise NotFound(f"{path}: is a folder; name the table itself, a .tsv file")
    together: dict[str, list[Case]] = {}
    for place, root, text, source, target in _rows(path):
        together.setdefault(text, []).append(Case(place, root, source, target))
    if not together:
        raise UsageError(f"{path}: has a header but no sentences")
    return Loaded([Marked(text, tuple(cases)) for text, cases in together.items()], [path])


def _rows(path: Path) -> Iterator[tuple[str, str, str, Place, Place]]:
    first, *others = text_of(path).removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    header = first.split("\t")
    lost = [column for column in COLUMNS if column not in header]
    if lost:
        asked = ", ".join(COLUMNS)
        raise UsageError(f"{path}:1: no column {', '.join(lost)}; the header must name {asked}, parted by tabs")
    for number, line in enumerate(others, 2):
        if line.strip():
            yield _row(f"{path}:{number}", line.split("\t"), header)


def _row(place: str, cells: Sequence[str], header: Sequence[str]) -> tuple[str, str, str, Place, Place]:
    if len(cells) != len(header):
        raise UsageError(f"{place}: {len(cells)} cells where the header has {len(header)}; part them by single tabs")
    row = dict(zip(header, cells, strict=True))
    root = MERGED.get(row["gold_root"], row["gold_root"])
    if root not in ROOTS:
        raise UsageError(f"{place}: {row['gold_root']!r} is no root; one of {', '.join(ROOTS)}")
    text, marks = unmarked(row["marked_sentence"])
    if text != row["sentence"]:
        raise UsageError(f"{place}: marked_sentence without its marks is not the sentence; mend the row")
    if not marks:
        raise UsageError(f"{place}: marks neither <s>source</s> nor <t>target</t>; mark one or leave the row out")
    return place, root, text, marks.get("s"), marks.get("t")


def unmarked(marked: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """Return the sentence without its marks, and what the first pair of each mark encloses, without outer space."""
    text, opened, found = "", dict[str, int](), dict[str, tuple[int, int]]()
    for part in re.split(r"(</?[st]>)", marked):
        if not re.fullmatch(r"</?[st]>", part):
            text += part
        elif part[1] != "/":
            opened[part[1]] = len(text)
        elif part[2] in opened:
            start = opened[part[2]]
            words = text[start:]
            left = len(words) - len(words.lstrip())
            if words.strip():
                found.setdefault(part[2], (start + left, start + len(words.rstrip())))
    return text, found


def score(marked: Marked) -> Document:
    """Return the score of one sentence."""
    from dragoman.annotate import document
    from dragoman.extract.pairs import root_of

    doc = document(marked.text)
    total, faults = Score(), []
    for case in marked.cases:
        found = root_of(doc, case.source, case.target)
        root = MERGED.get(found, found)
        _count(total, case.root, root)
        if root != case.root:
            faults.append(Fault("roots", case.place, _shown(marked.text, case), (case.root,), (root,)))
    return Document({"all": total}, tuple(faults))


def _count(total: Score, gold: str, root: str) -> None:
    total.rates["root: accuracy"].add(gold == root)
    total.tallies[f"root: {gold}"].count(gold == root, 1, 0)
    total.tallies[f"root: {root}"].count(0, 0, 1)
    if gold in OPPOSITE:
        deed, turned = root in REALISED, root in OPPOSITE[gold]
        total.rates[f"{WRONG} coded as a deed or the opposite"].add(deed or turned)
        total.rates[f"{WRONG} coded as a deed"].add(deed)
        total.rates[f"{WRONG} coded as the opposite"].add(turned)


def _shown(text: str, case: Case) -> str:
    source, target = (text[slice(*place)] if place else "not named" for place in (case.source, case.target))
    return f"{text} (source: {source}; target: {target})"


GOLD = Gold("plv", "sentence", ROWS, ("roots",), load, score)
