"""dragoman.group.dialogue.Course: where a dialogue stood on a day is what folding all that was known on it says."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from random import Random

import pytest

from bench.generate import outcomes
from dragoman.group import dialogue
from dragoman.group.dialogue import Course
from dragoman.group.scene import Scene
from dragoman.group.sheaves import EVER, Sheaf, Sheaves
from dragoman.group.ties import Ties
from dragoman.model import Entry, Outcome

REPORTS = 360
NAMES = {"USA": "United States", "RUS": "Russia"}


@cache
def made() -> tuple[Outcome, ...]:
    """Reports of the made-up ledger."""
    return tuple(outcomes(9 * REPORTS, 7))


def life(draw: Random, published: str | None) -> tuple[str, str, int]:
    """Known on its day, or read some days before it; now and then a newer text comes, even on the same day."""
    day = date.fromisoformat(published or "2023-03-01")
    start = day - timedelta(days=draw.choice((0, 0, 3)))
    end = (start + timedelta(days=draw.randrange(0, 300))).isoformat() if draw.random() < 0.2 else EVER
    return start.isoformat(), end, 0


@pytest.mark.parametrize(
    ("seed", "parties"), [(1, ("RUS", "USA")), (2, ("AZE", "BRA")), (3, ("USA",)), (4, ("KOR", "DZA"))]
)
def test_on_any_day_it_stands_where_all_that_was_known_has_it(seed, parties):
    draw = Random(seed)  # noqa: S311 - not a secret
    known = {one.report.id: life(draw, one.report.published) for one in made()}
    entries = [Entry(finding, one.report.head) for one in reversed(made()) for finding in one.findings]
    ids = [entry.finding.id for entry in entries if entry.finding.kind == "event"]
    ties = Ties(*([tuple(sorted(draw.sample(ids, 2))) for _ in range(3)] for _ in range(2)))
    course = Course(Scene.of(tuple(entries), parties, None, None, known), NAMES, ties)
    days = sorted({day for one in known.values() for day in one[:2]} - {EVER})
    for day in [*draw.sample(days, 14), *days[-2:], "2001-01-01"]:
        there = [one for one in entries if known[one.report.id][0] <= day < known[one.report.id][1]]
        assert course.on(day) == dialogue(there, parties, names=NAMES, ties=ties), day
    current = [one for one in entries if known[one.report.id][1] == EVER]
    whole = dialogue(current, parties, names=NAMES, ties=ties)
    assert course.on() == whole
    assert all((whole.timeline, whole.meetings, whole.proposals, whole.commitments, whole.channels))


def test_of_a_group_of_which_no_day_changes_anything_it_is_found_once():
    asked = []

    def summed(numbers: tuple[int, ...]) -> int:
        asked.append(numbers)
        return sum(numbers)

    days = {
        1: ("2024-01-01", EVER),
        2: ("2024-01-01", EVER),
        11: ("2024-01-05", "2024-02-01"),
        12: ("2024-01-01", EVER),
    }
    found = Sheaves((12, 11, 2, 1), lambda number: number // 10, summed, days.__getitem__)
    assert [found.on(f"2024-{day}") for day in ("01-04", "01-05", "01-31", "02-01")] == [
        [12, 3],
        [23, 3],
        [23, 3],
        [12, 3],
    ]
    assert found.on("2023-12-31") == []
    assert found.on() == [12, 3]
    assert asked.count((2, 1)) == asked.count((12, 11)) == 1


def test_what_is_known_keeps_its_order():
    days = {"a": ("2024-01-02", EVER), "b": ("2024-01-01", EVER), "c": ("2024-01-01", "2024-01-02")}
    assert Sheaf("cba", days.__getitem__).on("2024-01-01") == ("c", "b")
    assert Sheaf("cba", days.__getitem__).on("2024-01-02") == ("b", "a")
