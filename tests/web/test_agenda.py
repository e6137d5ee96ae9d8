"""dragoman.web.agenda: what it tells of a day is what grouping the reports known on that day tells."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from bench.generate import outcomes
from dragoman.api import Ledger
from dragoman.ledger import Store
from dragoman.model import Outcome
from dragoman.show.dialogue_json import dialogue_json, meeting_json
from dragoman.web.api.params import FEW

REPORTS = 160


def several(draw: Random) -> Iterator[Outcome]:
    """Reports of few parties; some without a date, some dated to the month, some the newer text of another."""
    for number, made in enumerate(outcomes(9 * REPORTS, 5)):
        report = made.report
        thread = f"https://wire.example/{draw.randrange(20)}" if draw.random() < 0.3 else None
        dated = {0: None, 1: (report.published or "")[:7]}.get(draw.randrange(14), report.published)
        report = replace(report, url=thread, published=dated, text=f"{report.text}\n{number}")
        yield Outcome(report, tuple(replace(one, report=report.id) for one in made.findings))


@pytest.fixture
def judged(tmp_path: Path, monkeypatch) -> Path:
    """A ledger read in two goes, some of it years ago, with what people said of it."""
    draw, path = Random(11), tmp_path / "dialogue.db"  # noqa: S311 - not a secret
    made = list(several(draw))
    with Store.open(path) as store:
        monkeypatch.setattr("dragoman.ledger.writer.now", lambda: "2019-06-30T10:00:00+00:00")
        store.record(made[:50])
        monkeypatch.undo()
        store.record(made[50:])
    with Ledger(path) as book:
        judge(book, draw)
    return path


def judge(book: Ledger, draw: Random) -> None:
    contacts = [one.finding.id for one in book.search(types=["CONSULT"])]
    for key in draw.sample(contacts, 6):
        book.judge(key, "reject", "ada", reason="not-said")
    for key in draw.sample(contacts, 6):
        book.judge(key, "edit", "ada", values={"status": "denied"})
    told = [one.id for one in book.meetings()]
    for verdict in ("same", "different"):
        for _ in range(4):
            one, other = draw.sample(told, 2)
            book.compare("meeting", (one, other), verdict, "ada")


def days(draw: Random) -> list[str]:
    return [(date(2016, 1, 1) + timedelta(days=draw.randrange(3700))).isoformat() for _ in range(20)]


def everything(client, **asked: str) -> list[str]:
    """What the API lists, all pages of it."""
    found, cursor = [], None
    while True:
        answer = client.get("/api/meetings", params={"limit": 1000, **asked, **({"cursor": cursor} if cursor else {})})
        found += [json.dumps(one, sort_keys=True) for one in answer.json()["items"]]
        if not (cursor := answer.json()["next"]):
            return found


def test_as_of_any_day_it_tells_what_the_reports_known_on_it_tell(judged, serve):
    client, draw = serve(judged), Random(2)  # noqa: S311 - not a secret
    with Ledger(judged) as book:
        for day in [*days(draw), "2019-06-30", "2021", None]:
            told = [json.dumps(meeting_json(one, FEW), sort_keys=True) for one in book.meetings(as_of=day)]
            assert sorted(everything(client, **({"asof": day} if day else {}))) == sorted(told), day


def test_a_meeting_as_of_a_day_is_the_one_of_its_dialogue_on_that_day(judged, serve):
    client, draw = serve(judged), Random(3)  # noqa: S311 - not a secret
    with Ledger(judged) as book:
        for day in days(draw)[:8]:
            for one in draw.sample(book.meetings(as_of=day), 3):
                plain = meeting_json(book.meeting(one.id, as_of=day))
                everything(client)
                answer = client.get(f"/api/meetings/{one.id}", params={"asof": day}).json()
                assert answer | plain == answer


def test_a_dialogue_as_of_a_day_is_what_the_reports_known_on_it_say(judged, serve):
    client, draw = serve(judged), Random(5)  # noqa: S311 - not a secret
    with Ledger(judged) as book:
        [busiest, *_, quiet] = book.activity()
        for day in [*days(draw)[:8], "2019-06-30", "2021"]:
            for one in (busiest, quiet):
                told = dialogue_json(book.dialogue(one.one, one.other, as_of=day), FEW)
                answer = client.get(f"/api/dialogues/{one.one}/{one.other}", params={"asof": day}).json()
                assert answer | told == answer


def test_a_verdict_makes_its_own_part_anew_and_no_other(judged, serve):
    client = serve(judged)
    everything(client)
    before = client.app.state.desk.agenda.parts()
    with Ledger(judged) as book:
        told = book.meetings()[0].line.finding.id
        book.judge(told, "confirm", "ada")
    everything(client)
    after = client.app.state.desk.agenda.parts()
    assert len(before - after) == len(after - before) == 1


def test_what_it_held_on_a_day_is_looked_up_as_it_would_be_counted(judged, serve):
    client, draw = serve(judged), Random(4)  # noqa: S311 - not a secret
    with Ledger(judged) as book:
        growth = book.growth()
        for day in [*days(draw), "2015", "2019-06-30", "2020-05", "2030"]:
            counted = book.counts(as_of=day)
            assert book.counts(as_of=day, growth=growth) == counted
            assert client.get("/api/status", params={"asof": day}).json()["reports"] == counted.reports
