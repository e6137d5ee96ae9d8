"""dragoman.group.dates: which days an EDTF date can mean."""

import pytest

from dragoman.group.dates import bounds, is_day, sort_day, within


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2025-02-18", ("2025-02-18", "2025-02-18")),
        ("2025-02", ("2025-02-01", "2025-02-28")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2025", ("2025-01-01", "2025-12-31")),
        ("2023-04-2X", ("2023-04-20", "2023-04-29")),
        ("2023-02-2X", ("2023-02-20", "2023-02-28")),
        ("2023-04-0X", ("2023-04-01", "2023-04-09")),
        ("2023-XX", ("2023-01-01", "2023-12-31")),
        ("202X", ("2020-01-01", "2029-12-31")),
        ("2022-22", ("2022-06-01", "2022-08-31")),
        ("2025-02-18?", ("2025-02-18", "2025-02-18")),
        ("2023-03-02/2023-06-03", ("2023-03-02", "2023-06-03")),
        ("2023-03/..", ("2023-03-01", "9999-12-31")),
        ("../2023-03", ("0000-01-01", "2023-03-31")),
    ],
)
def test_bounds(edtf, expected):
    assert bounds(edtf) == expected


@pytest.mark.parametrize("edtf", [None, "XXXX-02-18", "../..", "soon", "", "2025-02-18T10:00"])
def test_an_unknown_year_has_no_bounds(edtf):
    assert bounds(edtf) is None
    assert not sort_day(edtf)


@pytest.mark.parametrize(
    ("edtf", "since", "until", "kept"),
    [
        ("2025-02-18", "2025-02-18", "2025-02-18", True),
        ("2025-02-18", "2025-02-19", None, False),
        ("2025-02-18", None, "2025-02-17", False),
        ("2025-02", "2025-02-15", None, True),
        ("2025-02-18", None, "2025", True),
        ("2025-02-18", "2025-03", None, False),
        (None, "2025-02-19", None, True),
        ("XXXX-02-18", "2025-02-19", None, True),
    ],
)
def test_within_keeps_what_can_fall_between(edtf, since, until, kept):
    assert within(edtf, since, until) is kept


def test_what_has_an_open_start_is_sorted_by_its_end():
    assert sort_day("2023-03/..") == "2023-03-01"
    assert sort_day("../2023-03") == "2023-03-31"


def test_only_one_day_is_a_day():
    assert is_day("2025-02-18")
    assert not is_day("2025-02")
    assert not is_day(None)
