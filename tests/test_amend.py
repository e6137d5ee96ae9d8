"""dragoman.amend: what a person writes in the fields of a finding."""

import pytest

from dragoman.amend import amend, choices, words_of
from dragoman.errors import NotFound, UsageError
from dragoman.model import KINDS, When


@pytest.fixture
def event(newsroom):
    return next(one.finding for one in newsroom if one.finding.kind == "event" and one.finding.date)


def test_listed_values_actors_and_dates_can_be_put_right(event):
    values = {"status": "planned", "recipient": "Turkey; sergei-lavrov", "date": "2025-02-19", "type": "AGREE"}
    found = amend(event, values)
    assert (found.status, found.type) == ("planned", "AGREE")
    assert [(ref.id, ref.kind, ref.state) for ref in found.recipient] == [
        ("TUR", "state", "TUR"), ("sergei-lavrov", "person", "RUS"),
    ]  # fmt: skip
    assert found.recipient[1] == event.recipient[0]
    assert found.date == When("2025-02-19", "stated", event.date.text)
    assert (found.evidence, found.place) == (event.evidence, event.place)


def test_what_is_not_known_can_be_said(event):
    found = amend(event, {"date": "nobody", "recipient": "nobody"})
    assert (found.date, found.recipient) == (None, ())


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("status", "likely", UsageError),
        ("recipient", "Ruritania", NotFound),
        ("date", "next week", UsageError),
        ("date", "2025-13-41", UsageError),
        ("date", "2025-02-30", UsageError),
        ("date", "----", UsageError),
        ("cue", "met", UsageError),
        ("evidence", "met", UsageError),
        ("rule", "mine/1", UsageError),
    ],
)
def test_what_cannot_be_is_refused(event, field, value, error):
    with pytest.raises(error):
        amend(event, {field: value})


def test_what_a_person_would_write_for_a_finding_gives_the_finding(newsroom):
    for entry in newsroom:
        finding = entry.finding
        written = {name: words_of(getattr(finding, name)) for name in choices(finding.kind)}
        again = amend(finding, {name: text for name, text in written.items() if name not in {"date", "by_when"}})
        assert again == finding


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_something_to_put_right(kind):
    assert choices(kind)
