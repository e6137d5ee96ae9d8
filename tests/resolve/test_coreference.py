"""Cases of coreference as data: who is meant by words of a report, and where it says so.

`words` are the last words of `text` that read so; `who` are the states and bodies they must mean, an empty list where
nobody knows; `name` is what one of them is called; `antecedent` are the words that the first of them is known by.
`xfail` holds the reason why a case is known not to work yet.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from dragoman.annotate import annotate
from dragoman.extract import extract
from dragoman.model import Refs, Report
from dragoman.resolve.actors import resolve_actors

FILE = Path(__file__).parent.parent / "cases" / "coreference.toml"
CASES: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]


def meant(case: dict[str, Any]) -> Refs:
    """Return whom the words of the case mean."""
    report = Report("case", case["text"], published=case.get("published"), language="en")
    (parsed,) = annotate([report])
    cast = resolve_actors(extract(report, parsed.sentences), report)
    start = case["text"].rindex(case["words"])
    end = start + len(case["words"])
    fitting = [key for key in cast if key[0] < end and start < key[1] <= end]
    widest = max(fitting, key=lambda key: (key[1], key[1] - key[0]), default=None)
    return cast[widest] if widest is not None else ()


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case["id"], marks=[pytest.mark.xfail(reason=case["xfail"])] if "xfail" in case else [])
        for case in CASES
    ],
)
def test_case(case: dict[str, Any]) -> None:
    refs = meant(case)
    assert sorted({ref.state for ref in refs if ref.state}) == sorted(case["who"]), case["text"]
    if "name" in case:
        assert case["name"] in {ref.name for ref in refs}
    if "antecedent" in case:
        spans = [ref.antecedent.quote for ref in refs if ref.antecedent is not None]
        assert any(case["antecedent"] in quote for quote in spans), spans


def test_ids_are_unique() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)
