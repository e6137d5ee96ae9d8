"""A user's own CSV of meetings → rows beside ours, which reports are dated by."""

from __future__ import annotations

import pytest

from dragoman.model import Report
from dragoman.pipeline import outcome
from dragoman.reference import Card, look_up
from dragoman.resolve.happenings import happenings

HEAD = "name,kind,start,end,place,country,participants,aliases,source\n"
TALKS = "Oslo round of the cod talks,talks,2026-05-01,2026-05-02,Oslo,Norway,NOR|Russia,Cod round,https://example.org\n"


def test_a_meeting_is_found_shown_and_dates_what_happened_there(bring):
    intake, refused = bring(HEAD + TALKS, "talks.csv")
    assert (dict(intake.new), refused) == ({"meetings": 1}, [])
    card = look_up("Cod round")
    assert isinstance(card, Card)
    assert (card.kind, card.source.origin) == ("meeting", "talks.csv, line 2")
    assert dict(card.facts)["participants"] == "Norway (NOR), Russia (RUS)"
    dated = outcome(Report("x", "Russia said so after the Oslo round of the cod talks was held.", language="en")).dated
    assert (dated.edtf or "").startswith("2026-05-0")


def test_a_meeting_we_list_keeps_its_id_and_yours_wins(bring):
    listed = next(one for one in happenings() if one.id == "brics-2015")
    bring(f"name,kind,start,end\n{listed.names[0]},summit,2015-07-08,2015-07-10\n", "b.csv")
    own = next(one for one in happenings() if one.id == "brics-2015")
    assert (own.end, own.place) == ("2015-07-10", listed.place)


def test_the_same_file_again_changes_nothing(bring):
    bring(HEAD + TALKS, "talks.csv")
    again, _ = bring(HEAD + TALKS, "talks.csv")
    assert (dict(again.new), dict(again.changed), again.unchanged) == ({}, {}, 1)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",talks,2026-05-01,,,,,,", "has no name"),
        ("Cod talks,chat,2026-05-01,,,,,,", "'chat' is no kind of meeting"),
        ("Cod talks,talks,May,,,,,,", "is no date"),
        ("Cod talks,talks,2026-05-02,2026-05-01,,,,,", "ends (2026-05-01) before it begins"),
        ("Cod talks,talks,2026-05-02,,,Atlantis,,,", "'Atlantis' is no state or body"),
        ("Cod talks,talks,2026-05-02,,,,NOR|Atlantis,,", "'Atlantis' is no state or body"),
        ("Cоd talks,talks,2026-05-02,,,,,,", "mixes Cyrillic and Latin"),
    ],
)
def test_a_broken_row_is_refused_with_its_line_and_the_rest_is_taken(bring, row, reason):
    intake, refused = bring(HEAD + row + "\n" + TALKS, "talks.csv")
    assert (intake.new["meetings"], intake.refused) == (1, 1)
    assert refused[0].startswith("talks.csv, line 2: ")
    assert reason in refused[0]
