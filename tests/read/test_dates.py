"""Stated dates → ISO dates."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.read.dates import iso_date


@pytest.mark.parametrize(
    "value",
    [
        "2023-03-02", "2023/3/2", "20230302", 20230302, "2023-03-02T23:30:00-05:00", "2023-03-02 10:00", "2 March 2023",
        "March 2, 2023", "Mar. 2nd, 2023", "Thu, 02 Mar 2023 10:00:00 GMT", "Thursday, 2 March 2023",
        "March 2, 2023 at 4:30 pm",
        date(2023, 3, 2), datetime(2023, 3, 2, 23, tzinfo=UTC),
    ],
)  # fmt: skip
def test_full_dates_are_read(value):
    assert iso_date(value) == "2023-03-02"


@pytest.mark.parametrize(
    "value",
    [
        "",
        "03/04/2023",
        "March 2023",
        "2023",
        "2023-02-30",
        "20231302",
        "yesterday",
        "2 March",
        None,
        True,
        3.5,
        [],
        "9" * 200,
    ],
)
def test_anything_else_is_unknown(value):
    assert iso_date(value) is None


@given(st.text())
def test_no_text_raises(text):
    assert iso_date(text) is None or len(iso_date(text)) == 10
