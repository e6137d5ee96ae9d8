"""dragoman.web.keeping, standing and agenda: what was made is there at once, and never when it is no longer so."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import apsw
import pytest

from dragoman.api import Ledger
from dragoman.group import Dialogue, Side
from dragoman.group.promises import Promise
from dragoman.group.shapes import Line
from dragoman.web.agenda import AHEAD, NEVER, Agenda, Asked, Dated, Filling, Met
from dragoman.web.keeping import _OLD, DAYS, Keeping, Piece
from dragoman.web.standing import EVER, until
from dragoman.web.warmer import pieces


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "dialogue.db.pages"


def test_a_piece_holds_for_its_state_and_until_its_day(kept):
    keeping = Keeping(kept)
    keeping.put("page/A/B", Piece("one", "2025-03-01", "where it stands"))
    assert keeping.get("page/A/B", "one", "2025-03-01") == "where it stands"
    assert keeping.get("page/A/B", "one", "2025-03-02") is None
    assert keeping.get("page/A/B", "two", "2025-02-01") is None
    assert keeping.holds("page/A/B", "one", "2025-02-01")
    assert not keeping.holds("page/B/A", "one", "2025-02-01")


def test_pieces_are_there_when_the_desk_starts_again_and_for_nobody_else_to_read(kept):
    first = Keeping(kept)
    first.put("key", Piece("state", EVER, "Größe"))
    first.close()
    assert Keeping(kept).get("key", "state", "2025-01-01") == "Größe"
    assert kept.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be looked at" * 9, b""])
def test_a_file_that_is_damaged_or_empty_stops_nothing(kept, content):
    kept.write_bytes(content)
    keeping = Keeping(kept)
    keeping.put("key", Piece("state", EVER, "words"))
    assert keeping.get("key", "state", "2025-01-01") == "words"


def test_a_file_of_another_program_is_left_as_it_is(kept, ledger):
    kept.write_bytes(ledger.read_bytes())
    keeping = Keeping(kept)
    keeping.put("key", Piece("state", EVER, "words"))
    assert keeping.get("key", "state", "2025-01-01") == "words"
    assert kept.read_bytes() == ledger.read_bytes()


def test_a_dialogue_stands_until_its_next_promise_is_overdue(desk):
    told = desk("They will reopen the line.")
    promise = told.commitment("They will reopen the line.", (), (), "reopen the line")

    def due(day: str | None) -> Promise:
        return Promise(Line(promise, told.report.head), day)

    found = Dialogue(parties=("A", "B"), sides=(Side("A", "A"), Side("B", "B")))
    assert until(found, "2025-01-01") == EVER
    several = (due("2024-12-31"), due("2025-03-01"), due("2025-02-01"), due(None))
    assert until(Dialogue(("A", "B"), found.sides, promises=several), "2025-01-01") == "2025-02-01"


@pytest.fixture
def everything(ledger) -> list[str]:
    """Addresses of all that is kept of a dialogue and its meetings."""
    with Ledger(ledger) as book:
        meeting = book.meetings("USA", "RUS")[0].id
    both = [
        f"/{what}/{pair}"
        for what in ("dialogue", "timeline", "timeline.svg", "ics", "atom", "api/dialogues")
        for pair in ("RUS/USA", "USA/RUS")
    ]
    lists = [f"/api/lists/{name}/USA/RUS" for name in ("meetings", "positions", "reports")]
    met = [f"/meeting/{meeting}", f"/api/meetings/{meeting}", "/api/meetings", "/api/meetings?actor=USA", "/meetings"]
    parts = ["/dialogue/USA/RUS?part=meetings-held", "/dialogue/USA/RUS?part=sources"]
    return [*both, *parts, *lists, *met, "/timeline.svg/USA/RUS?width=narrow&colours=dark", "/api/meetings?status=held"]


def test_what_one_desk_made_ready_the_next_does_not_make(ledger, serve, monkeypatch, everything):
    for make_one in pieces(serve(ledger).app.state.desk):
        make_one()
    again = serve(ledger)
    asked = []
    monkeypatch.setattr(Ledger, "dialogue", lambda self, *parties, **_: asked.append(parties))
    monkeypatch.setattr(Ledger, "meetings", lambda self, *parties, **_: asked.append(parties))
    assert {page: again.get(page).status_code for page in everything} == dict.fromkeys(everything, 200)
    assert asked == []


@pytest.mark.parametrize("when", ["before", "after"])
def test_what_is_kept_is_never_older_than_the_ledger(ledger, serve, tmp_path, everything, when):
    """Whether a desk has made it ready before a verdict or after it: it is what a desk without anything kept makes."""
    desk = serve(ledger)
    for make_one in pieces(desk.app.state.desk):
        make_one()
    before = {page: desk.get(page).text for page in everything}
    with Ledger(ledger) as book:
        told = book.meetings("USA", "RUS")[0].line.finding
        book.judge(told.id, "confirm", "ada")
    if when == "after":
        for make_one in pieces(desk.app.state.desk):
            make_one()
    shown = {page: desk.get(page).text for page in everything}
    (tmp_path / "dialogue.db.pages").unlink()
    fresh = serve(ledger)
    assert shown == {page: fresh.get(page).text for page in everything}
    assert "confirmed by ada" in shown[f"/meeting/m{told.id}"]
    assert "confirmed by ada" not in before[f"/meeting/m{told.id}"]


def test_what_is_said_as_of_a_day_is_not_kept_for_today(ledger, serve, everything):
    client = serve(ledger)
    earlier = {page: client.get(page, params={"asof": "2024-06-30"}) for page in everything[:2]}
    today = serve(ledger)
    assert all(client.get(page).text == today.get(page).text for page in earlier)
    assert all("asof=2024-06-30" in told.text for told in earlier.values())


def test_what_was_on_earlier_days_is_kept_too_and_only_so_much_of_it(ledger, serve, everything, monkeypatch):
    monkeypatch.setattr("dragoman.web.keeping._OLD", _OLD.replace(str(DAYS), "3"))
    days = [f"2024-06-{day}" for day in range(10, 16)]
    first = [serve(ledger).get("/dialogue/USA/RUS", params={"asof": day}).text for day in days]
    monkeypatch.setattr("dragoman.web.shared.SharedLedger.dialogue", lambda *_, **__: pytest.fail("made anew"))
    again = [serve(ledger).get("/dialogue/USA/RUS", params={"asof": day}).text for day in days[-3:]]
    assert again == first[-3:]
    kept = apsw.Connection(str(ledger) + ".pages").execute("SELECT count(*) FROM kept WHERE key GLOB '@*'").get
    assert kept == 3


def test_a_page_made_ready_is_the_page_that_is_made_when_it_is_asked_for(ledger, serve, tmp_path, everything):
    asked, pages = serve(ledger), everything
    bodies = [asked.get(page).text for page in pages]
    (tmp_path / "dialogue.db.pages").unlink()
    ready = serve(ledger)
    for make_one in pieces(ready.app.state.desk):
        make_one()
    assert [ready.get(page).text for page in pages] == bodies


def met(key: str, when: str, status: str = "held", codes: tuple[str, ...] = ("A", "B")) -> Dated:
    month = when[:7] or NEVER
    return Dated(Met(key, status, when, "A and B", "", 1), when, when, when, month, codes)


def test_the_agenda_puts_what_is_to_come_first_and_what_bears_no_day_last():
    agenda = Agenda(apsw.Connection(":memory:"))
    rows = [
        met("old", "2024-01-05"), met("new", "2025-02-01"), met("never", ""), met("odd", "2027-01-01"),
        met("soon", "2025-04-01", "planned"), met("later", "2025-05-01", "mooted", ("A", "C")),
    ]  # fmt: skip
    for _ in range(2):  # also where two desks of one ledger make the same part
        agenda.put({"part": Filling((), tuple(rows))})
    asked = Asked("2025-03-01")
    assert [one.id for one in agenda.coming(asked)] == ["soon", "later"]
    assert agenda.counts(asked) == (2, 4)
    gone = [("2025-02", "new"), ("2024-01", "old"), (AHEAD, "odd"), (NEVER, "never")]
    assert [(month, one.id) for month, one in agenda.gone(asked, 0, 10)] == gone
    for start in range(4):
        assert [(month, one.id) for month, one in agenda.gone(asked, start, start + 1)] == gone[start : start + 1]
    assert [one.id for one in agenda.coming(Asked("2025-03-01", codes=("C",)))] == ["later"]
    assert agenda.counts(Asked("2025-03-01", ("planned", "held"), ("A",))) == (1, 4)


def test_a_large_calendar_that_is_being_made_anew_says_so(ledger, serve, monkeypatch):
    client = serve(ledger)
    assert "Being brought up to date" not in client.get("/meetings").text
    monkeypatch.setattr(sys.modules["dragoman.web.pages.calendar"], "MANY", 1)
    desk = client.app.state.desk
    desk.settings = replace(desk.settings, warm=True)
    with Ledger(ledger) as book:
        [entry] = book.search(actors=["RUS", "USA"], types=["CONSULT"], limit=1)
        book.judge(entry.finding.id, "confirm", "ada")
    page = client.get("/meetings")
    assert f"what came into the ledger after {date.today().year}" in page.text
    assert page.headers["cache-control"] == "no-store"
    for make_one in pieces(desk):
        make_one()
    assert "Being brought up to date" not in client.get("/meetings").text
