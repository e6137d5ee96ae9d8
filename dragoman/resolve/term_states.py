"""Conditions, and what their report says of them after → whether they are claimed met, met, or disputed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from dragoman.data import toml
from dragoman.model import Condition, ConditionState, Finding, Report, Span, Statement

REACH = 260
"""Characters after a condition within which the report may say how it stands."""


def with_states(findings: Sequence[Finding], report: Report) -> Iterator[Finding]:
    """Yield the findings, each condition with its state as the report tells it.

    "The condition has been met" makes it *met* where the report says so itself, *claimed* inside somebody's words;
    a denial of it *disputed*. Nothing said leaves it *unmet*: set, and not checked.
    """
    speeches = [one.content for one in findings if isinstance(one, Statement)]
    for one in findings:
        yield replace(one, state=_state(one, speeches, report.text)) if isinstance(one, Condition) else one


def _state(term: Condition, speeches: Iterable[Span], text: str) -> ConditionState:
    after = text[term.text.end : term.text.end + REACH]
    paragraph = after.split("\n", 1)[0]
    if _pattern("disputed").search(paragraph):
        return "disputed"
    told = _pattern("met").search(paragraph)
    if told is None:
        return term.state
    at = term.text.end + told.start("verdict")
    claimed = any(one.start <= at < one.end for one in speeches) or _pattern("says").search(paragraph[: told.end()])
    return "claimed" if claimed else "met"


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(toml("conditions")["state"][name], re.IGNORECASE)
