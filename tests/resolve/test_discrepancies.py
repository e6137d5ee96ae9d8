"""Every case gives exactly the queries written beside it, and each query can be followed up."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dragoman import pipeline
from dragoman.model import Discrepancy, Report, Span

ROWS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "discrepancies.toml").read_text("utf-8")
)["case"]


@dataclass(frozen=True, slots=True)
class Want:
    """A query that a case expects."""

    kind: str
    words: str
    severity: str | None = None


def report_of(row: dict[str, Any]) -> Report:
    text = row["text"]
    head = Span.of(text, 0, text.index("\n")) if row.get("headline") else None
    title = head.quote if head else None
    return Report(source=f"case:{row['id']}", text=text, title=title, headline=head, published=row.get("published"))


def queries(report: Report) -> list[Discrepancy]:
    return [one for one in pipeline.outcome(report).findings if isinstance(one, Discrepancy)]


def meets(want: Want, found: Discrepancy) -> bool:
    kind = found.discrepancy == want.kind and want.severity in {None, found.severity}
    return kind and want.words in found.evidence.quote


def reading(text: str, published: str | None = None) -> list[Discrepancy]:
    return queries(Report(source="test", text=text, published=published))


def param(row: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(reason=row["xfail"], strict=True)] if "xfail" in row else []
    return pytest.param(row, id=row["id"], marks=marks)


@pytest.mark.parametrize("row", [param(row) for row in ROWS])
def test_case(row: dict[str, Any]) -> None:
    left = queries(report_of(row))
    for want in (Want(**wanted) for wanted in row["discrepancies"]):
        match = next((one for one in left if meets(want, one)), None)
        assert match is not None, f"missing {want}, found {[(one.discrepancy, one.evidence.quote) for one in left]}"
        left.remove(match)
    assert [(one.discrepancy, one.evidence.quote, one.reason) for one in left] == []


def test_cases_have_their_own_names_and_texts() -> None:
    assert len(ROWS) >= 40
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert len({(row["text"], row.get("published")) for row in ROWS}) == len(ROWS)


def test_evidence_is_the_words_of_the_report() -> None:
    for row in ROWS:
        for found in queries(report_of(row)):
            assert row["text"][found.evidence.start : found.evidence.end] == found.evidence.quote


def test_office_query_names_the_row_that_disagrees() -> None:
    (found,) = reading("Sergey Lavrov, the former Russian foreign minister, spoke in Minsk.")
    assert found.reference is not None
    assert found.reference.startswith("terms: sergey-lavrov / ")
    assert "https://" in found.reference
    assert "since 2004" in found.reason


def test_body_query_cites_the_page_of_the_right_body() -> None:
    (found,) = reading("He spoke to the House Foreign Relations Committee.")
    assert found.reference == "https://foreignaffairs.house.gov/"


def test_headline_query_points_at_the_sentences_of_the_body() -> None:
    row = next(row for row in ROWS if row["id"] == "headline-met")
    (found,) = queries(report_of(row))
    assert found.others
    assert all(span.start > row["text"].index("\n") for span in found.others)


def test_page_furniture_is_not_queried() -> None:
    text = "Wong met Joly in Kigali.\n\nMore: the House Foreign Relations Committee on April 31"
    furniture = (Span.of(text, text.index("More"), len(text)),)
    report = Report(source="test", text=text, furniture=furniture)
    assert queries(report) == []
