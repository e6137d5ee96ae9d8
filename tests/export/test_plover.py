"""dragoman.export.plover: PLOVER's JSON with the four auxiliary modes."""

import io
import json

import pytest

from dragoman.data import toml
from dragoman.export import write_plover
from dragoman.export.plover import modes, plover
from dragoman.model import EventType


def written(entries):
    stream = io.StringIO()
    count = write_plover(entries, stream)
    records = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert count == len(records)
    return records


def test_events_only_an_event_a_line(newsroom):
    events = [entry.finding.id for entry in newsroom if entry.finding.kind == "event"]
    assert [record["id"] for record in written(newsroom)] == events


@pytest.mark.parametrize(
    ("status", "mode", "context"),
    [
        ("held", None, []), ("ongoing", None, []), ("planned", "future", ["future"]),
        ("mooted", "hypothetical", ["hypothetical"]), ("denied", "negated", ["negation"]),
    ],
)  # fmt: skip
def test_every_status_has_its_mode(desk, actors, status, mode, context):
    made = desk("They met.", published="2025-02-18")
    event = made.event("met", status, (actors.USA,), (actors.RUS,))
    assert [name for name, holds in modes(event, made.report.head).items() if holds] == ([mode] if mode else [])
    assert plover(event, made.report.head)["context"] == context


@pytest.mark.parametrize(
    ("date", "published", "historical"),
    [
        ("2014", "2025-02-18", True), ("2024-02-18", "2025-02-18", True), ("2024-12-01", "2025-02-18", False),
        (None, "2025-02-18", False), ("2014", None, False), ("XXXX-02-18", "2025-02-18", False),
        ("2014/..", "2025-02-18", False),
    ],
)  # fmt: skip
def test_what_was_long_ago_is_historical(desk, actors, date, published, historical):
    made = desk("They met.", published=published)
    event = made.event("met", "held", (actors.USA,), (actors.RUS,), date=date)
    assert modes(event, made.report.head)["historical"] is historical


def test_no_date_is_never_the_reports(desk, actors):
    made = desk("They met.", published="2025-02-18")
    record = plover(made.event("met", "held", (actors.USA,), (actors.RUS,)), made.report.head)
    assert (record["date"], record["enddate"], record["report_date"]) == (None, None, "2025-02-18")


def test_actors_and_words_are_in_the_manuals_fields(newsroom):
    met = next(record for record in written(newsroom) if record["event_text"] == ["met"])
    assert met["source"][0] | {"actor_text": None} == {
        "code": "USA", "actor_text": None, "identifier_id": "marco-rubio", "identifier_text": "Marco Rubio",
        "office": "secretary of state",
    }  # fmt: skip
    assert (met["date"], met["event"], met["quad_code"], met["event_loc"]["name"]) == (
        "2025-02-18", ["CONSULT"], 1, "Riyadh",
    )  # fmt: skip
    assert met["event_loc"]["latitude"] is not None


def test_every_type_has_its_quad():
    assert set(toml("plover")["quad"]) == set(EventType.__args__)
