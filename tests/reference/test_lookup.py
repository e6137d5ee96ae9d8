"""A name, and maybe a day → what the tables have on it."""

from __future__ import annotations

import pytest

from dragoman.errors import NotFound, UsageError
from dragoman.reference import Card, Choices, look_up


def card(name: str, on: str | None = None) -> Card:
    found = look_up(name, on)
    assert isinstance(found, Card)
    return found


@pytest.mark.parametrize(
    ("name", "kind", "id_"),
    [
        ("Lavrov", "person", "sergey-lavrov"),
        ("sergei lavrov", "person", "sergey-lavrov"),
        ("RUS", "state", "RUS"),
        ("the Kremlin", "state", "RUS"),
        ("nato", "body", "NATO"),
        ("Riyadh", "place", "Riyadh, SAU"),
        ("Russian foreign minister", "office", "rus-foreign-minister"),
        ("brics-2015", "meeting", "brics-2015"),
        ("Minsk I", "meeting", "minsk-protocol"),
        ("Israel defence minister", "office", "isr-defence-minister"),
        ("Qatari PM", "office", "qat-prime-minister"),
        ("the Russian UN ambassador", "office", "rus-un-ambassador"),
        ("President Zelensky", "person", "volodymyr-zelensky"),
        ("PM Modi", "person", "narendra-modi"),
        ("Mr Lavrov", "person", "sergey-lavrov"),
        ("Sissi", "person", "abdel-fattah-el-sisi"),
        ("Lawrow", "person", "sergey-lavrov"),
        ("Netanjahu", "person", "benjamin-netanyahu"),
    ],
)
def test_every_kind_of_row_is_found_by_name_code_or_id(name, kind, id_):
    found = card(name)
    assert (found.kind, found.id) == (kind, id_)
    assert found.source.page.startswith("https://")


def test_the_offices_of_a_day_are_told():
    held = {(one.title, one.name) for one in card("Germany", "2023-03-02").held}
    assert ("Chancellor", "Olaf Scholz") in held
    assert ("Chancellor", "Angela Merkel") not in held


def test_an_office_lists_its_holders_in_order():
    names = [one.name for one in card("usa-secretary-of-state").held]
    assert names.index("John Kerry") < names.index("Rex Tillerson") < names.index("Antony Blinken")
    assert [one.name for one in card("usa-secretary-of-state", "2022-02-24").held] == ["Antony Blinken"]


def test_a_name_of_two_people_lists_both_and_the_day_decides():
    found = look_up("Bush")
    assert isinstance(found, Choices)
    assert {id_ for _, id_, _ in found.options} == {"george-h-w-bush", "george-w-bush"}
    assert card("Bush", "2003-03-20").id == "george-w-bush"
    assert card("Bush", "1990").id == "george-h-w-bush"


def test_a_title_before_the_name_tells_whom_it_fits():
    found = look_up("President Bush")
    assert isinstance(found, Choices)
    assert {id_ for _, id_, _ in found.options} == {"george-h-w-bush", "george-w-bush"}
    assert card("President Bush", "1990").id == "george-h-w-bush"


def test_an_office_without_its_state_is_asked_for():
    with pytest.raises(NotFound, match="say whose: 'German foreign minister'"):
        look_up("foreign minister")


def test_a_name_nobody_has_offers_the_nearest():
    with pytest.raises(NotFound, match="Sergey Lavrov"):
        look_up("Lavrof")
    with pytest.raises(NotFound, match="reference import"):
        look_up("Xyzzy Qwertyuiop")
    with pytest.raises(NotFound) as told:
        look_up("Q" * 5000)
    assert len(str(told.value)) < 400


def test_a_day_that_is_none_is_said():
    with pytest.raises(UsageError, match="--on"):
        look_up("Germany", "yesterday")


def test_an_own_row_shows_its_source(bring):
    bring("name,office,state,from\nAna Lind,Harbour Master,Norway,2024\n")
    [held] = card("Ana Lind").held
    assert (held.source.page, held.source.origin) == ("mine.csv, line 2", "mine.csv, line 2")


def test_a_surname_is_told_whichever_way_round_the_name_is_written():
    assert card("John Lee", "2024-01-01").id == "john-lee"
    assert card("Lai").id == "lai-ching-te"


def test_the_number_of_a_ruler_is_no_surname():
    with pytest.raises(NotFound):
        look_up("VI")


def test_a_gap_is_told_with_its_kind_and_reason_and_only_on_its_days():
    [gap] = card("Egyptian national security adviser").gaps
    assert (gap.start, gap.end, gap.kind) == (None, "2014-11-05", "none")
    assert card("egy-national-security-adviser", "2014-06-01").gaps == (gap,)
    assert card("egy-national-security-adviser", "2016-06-01").gaps == ()
    assert [gap.kind for gap in card("chn-defence-minister").gaps] == ["vacant"]
    assert "head_of_government" in {gap.role for gap in card("UKR", "2026-08-01").gaps}


def test_an_office_that_never_was_is_found_by_its_words_and_its_id():
    for name in ("Turkish national security adviser", "tur-national-security-adviser"):
        found = card(name)
        assert (found.kind, found.held) == ("office", ())
        assert [gap.kind for gap in found.gaps] == ["none"]
